namespace TerritoryTwin.Cli;

/// <summary>What the command line answers; a batch may try 75 and 128 + signal again, nothing else.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongInput = 2;
    public const int RunAgain = 75;
    public const int Interrupted = 130;
}
