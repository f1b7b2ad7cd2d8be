using System.CommandLine;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Runs;

namespace TerritoryTwin.Cli;

/// <summary>`twin rerun RUN`: makes a run again from its record, and says whether it is reproduced or what changed.</summary>
internal static class RerunVerb
{
    public static Command Create(Interruption interruption)
    {
        Argument<string> run = new("run") { Description = "result folder, or its run.json" };
        Option<string?> output = new("--out") { Description = "new folder that keeps the new results (default: they are compared and removed)" };
        Option<string> device = Options.Device();
        Option<string> progress = Options.Progress();
        Command verb = new("rerun", "Runs a scenario again as its record says and compares the results to the byte, or says all that changed since.") { run, output, device, progress };
        verb.SetAction(parsed => Again(
            Options.PathOf("a result folder", parsed.GetValue(run)!), parsed.GetValue(output) is { } folder ? Options.PathOf("--out", folder) : null, parsed.GetValue(device)!,
            new Progress(parsed.GetValue(progress)!), interruption));
        return verb;
    }

    private static int Again(string run, string? output, string deviceName, Progress progress, Interruption interruption)
    {
        using Device device = Devices.Named(deviceName);
        Rerun rerun = Rerun.Of(run, device);
        if (output != null) RequireNew(output, rerun.Folder);
        foreach (string warning in rerun.Warnings) Console.Error.WriteLine($"warning: {warning}");
        using ScenarioRunner runner = new(device);                  // without cache: all is computed anew
        if (output != null) return Told(progress.Show(show => rerun.Into(runner, output, show, interruption.Listen())));
        string aside = Directory.CreateTempSubdirectory("twin-rerun-").FullName;
        try
        {
            return Told(progress.Show(show => rerun.Into(runner, Path.Combine(aside, "results"), show, interruption.Listen())));
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped; nothing is kept without `--out`");
            return ExitCode.Interrupted;
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static int Told(RerunReport report)
    {
        if (report.Differences.Count == 0) Console.Out.WriteLine($"reproduced: {report.Compared} files are the same to the byte");
        else Console.Out.WriteLine($"not reproduced:\n{string.Join('\n', report.Differences)}");
        return report.Differences.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    // So that nothing is ever replaced, least of all what is to be compared.
    private static void RequireNew(string output, string results)
    {
        if (File.Exists(output) || (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())) throw new InputException($"--out: {output} exists; expected a new or an empty folder, so that nothing is replaced. Choose another.");
        if (output.StartsWith(Path.TrimEndingDirectorySeparator(results) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InputException($"--out: {output} lies in the results that are compared; choose a folder elsewhere");
    }
}
