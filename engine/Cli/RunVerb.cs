using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Cli;

/// <summary>`twin run SCENARIO…`: runs scenarios to their end and writes what they ask for.</summary>
internal static class RunVerb
{
    public static Command Create(Interruption interruption)
    {
        Argument<string[]> scenarios = new("scenario") { Description = "scenario files, - for standard input; those of one territory share its preparation", Arity = ArgumentArity.OneOrMore };
        Option<string?> output = new("--out") { Description = "folder of the results (default: out/<name of the file>); for several scenarios, the folder that holds theirs" };
        Option<string> device = Options.Device();
        Option<string> progress = Options.Progress();
        Option<double> checkpoints = new("--checkpoint-every") { Description = "least seconds between two checkpoints", DefaultValueFactory = _ => 5 };
        Option<bool> json = new("--json") { Description = "print each run's record as JSON" };
        Command verb = new("run", "Runs scenarios to their end. A run that is stopped goes on from its checkpoint when the same command is given again.")
        {
            scenarios, output, device, progress, checkpoints, json,
        };
        verb.SetAction(parsed => Run(
            parsed.GetValue(scenarios)!, parsed.GetValue(output), parsed.GetValue(device)!, Interval(parsed.GetValue(checkpoints)),
            new Progress(parsed.GetValue(progress)!), parsed.GetValue(json), interruption.Listen()));
        return verb;
    }

    private static int Run(string[] paths, string? output, string deviceName, TimeSpan checkpoints, Progress progress, bool json, CancellationToken stop)
    {
        string[] files = [.. paths.Select(static p => Path.GetFullPath(Options.Scenario(p)))];
        string[] folders = Folders(files, output is null ? null : Options.PathOf("--out", output));
        using Device device = Devices.Named(deviceName);
        using ScenarioRunner runner = new(device) { CheckpointEvery = checkpoints, Cache = DerivedCache.OfUser() };
        Scenario[] scenarios = [.. files.Select(runner.Read)];
        foreach (string warning in scenarios.SelectMany(s => s.Warnings)) Console.Error.WriteLine($"warning: {warning}");
        for (int k = 0; k < files.Length; k++)
        {
            int n = k;
            RunRecord record = progress.Show(show => runner.Run(scenarios[n], folders[n], show, stop));
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(
                new { folder = folders[k], record.Scenario, record.Years, record.Indicators, record.Balances, record.Footprint }, RunRecord.Options));
            else Console.Out.WriteLine(Told(record, folders[k]));
        }
        return ExitCode.Done;
    }

    /// <summary>What was written, how long it took, how well the balances closed.</summary>
    public static string Told(RunRecord record, string folder)
    {
        YearBalance worst = record.Balances.MaxBy(b => b.RelativeError / b.Tolerance)!;
        return $"{record.Scenario}: {Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)} · {record.Footprint} · {record.Balances.Count} balances close, the widest ({worst.Name}) to {worst.RelativeError:g2} of {worst.Tolerance:g2}{(record.Calibration is { } c ? string.Create(CultureInfo.InvariantCulture, $" · homes by measured consumption of {c.Year}: {c.Measured:0} MWh measured, {c.Before:0} simulated before, {c.After:0} after") : "")}";
    }

    private static TimeSpan Interval(double seconds) => seconds is >= 0 and <= 86400 ? TimeSpan.FromSeconds(seconds)
        : throw new InputException($"--checkpoint-every: found {seconds}; expected seconds, 0 to 86400");

    // Named like the scenarios; one that stands alone takes the folder that is asked for.
    private static string[] Folders(string[] files, string? output)
    {
        if (files.Length == 1 && output is not null) return [output];
        if (files.Any(static f => Path.GetFileName(f) == TextFile.StandardInput)) throw new InputException("a scenario from standard input has no file name, after which its results could be called; run it alone, with `--out`");
        string parent = output ?? Path.GetFullPath("out");
        string[] folders = [.. files.Select(f => Path.Combine(parent, Path.GetFileNameWithoutExtension(f)))];
        return folders.Distinct(StringComparer.OrdinalIgnoreCase).Count() == folders.Length ? folders
            : throw new InputException("two of the scenarios have one file name, so their results would have one folder; run them one by one, each with its own `--out`");
    }
}
