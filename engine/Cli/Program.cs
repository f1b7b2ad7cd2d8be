using System.CommandLine;
using System.Runtime.InteropServices;
using TerritoryTwin.Cli;
using TerritoryTwin.Core;

// A batch engine stops a run with SIGTERM: it leaves a checkpoint and asks to be run again (75). Ctrl-C is a person (130); a second one ends it at once.
using CancellationTokenSource stop = new();
bool terminated = false;
using PosixSignalRegistration onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = terminated = true;
    stop.Cancel();
});
using PosixSignalRegistration onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
});

RootCommand root = new("Simulates a territory hour by hour: its buildings, roofs and networks, and what a scenario changes.")
{
    DemoVerb.Create(), TerritoryVerb.Create(), CheckVerb.Create(), RunVerb.Create(), CompareVerb.Create(), VerifyVerb.Create(), ViewVerb.Create(), RenderVerb.Create(), SchemaVerb.Create(), DevicesVerb.Create(),
};

ParseResult parsed = root.Parse(args);
try
{
    int code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false }, stop.Token);
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
    return terminated ? ExitCode.RunAgain : ExitCode.Interrupted;
}
catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException or OutOfMemoryException)
{
    Console.Error.WriteLine(e.Message);
    return ExitCode.Failed;
}
