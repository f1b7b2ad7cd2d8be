using TerritoryTwin.Cli;

namespace TerritoryTwin.Tests.Cli;

/// <summary>Tests that listen to the console run alone: it is one for the whole process.</summary>
[CollectionDefinition(nameof(ConsoleText), DisableParallelization = true)]
public sealed class ConsoleText
{
    /// <summary>What a command answers: exit code, standard output, standard error.</summary>
    internal static (int Code, string Out, string Error) Run(params string[] arguments)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter said = new(), complained = new();
        using Interruption interruption = new();
        try
        {
            Console.SetOut(said);
            Console.SetError(complained);
            return (App.Run(arguments, interruption), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
