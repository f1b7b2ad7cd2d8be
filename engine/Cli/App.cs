using System.CommandLine;
using TerritoryTwin.Core;

namespace TerritoryTwin.Cli;

/// <summary>The command line from its words to its exit code. Whatever goes wrong is told in sentences.</summary>
internal static class App
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">As typed.</param>
    /// <param name="interruption">Told by whoever listens to signals.</param>
    public static int Run(string[] arguments, Interruption interruption)
    {
        try
        {
            ParseResult parsed = Root(interruption).Parse(arguments);
            int code = parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCode.WrongInput : code;
        }
        catch (InputException e)
        {
            foreach (string fault in e.Faults) Console.Error.WriteLine(fault);
            return ExitCode.WrongInput;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped; run the same command again and it goes on from its checkpoint");
            return interruption.Terminated ? ExitCode.RunAgain : ExitCode.Interrupted;
        }
        catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        catch (OutOfMemoryException)
        {
            Console.Error.WriteLine("the memory of this machine does not suffice; `twin check` estimates what a run takes. Choose a smaller territory, or a machine with more memory.");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            return Unexpected(e);
        }
    }

    /// <summary>All verbs.</summary>
    public static RootCommand Root(Interruption interruption) => new("Simulates a territory hour by hour: its buildings, roofs and networks, and what a scenario changes.")
    {
        DemoVerb.Create(interruption), TerritoryVerb.Create(), CheckVerb.Create(), RunVerb.Create(interruption), RerunVerb.Create(interruption), StudyVerb.Create(interruption), CompareVerb.Create(), ReportVerb.Create(), ExplainVerb.Create(), VerifyVerb.Create(),
        ViewVerb.Create(interruption), RenderVerb.Create(interruption), SchemaVerb.Create(), DevicesVerb.Create(), CacheVerb.Create(),
    };

    private static int Unexpected(Exception e)
    {
        Exception cause = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e;
        Console.Error.WriteLine($"The program has met a fault of its own ({cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}). Nothing that was finished before is lost. " +
            "Please report it, with the command and its files; TWIN_DEBUG=1 before the same command adds where it happened.");
        if (Environment.GetEnvironmentVariable("TWIN_DEBUG") == "1") Console.Error.WriteLine(e);
        return ExitCode.Failed;
    }
}
