using System.CommandLine;
using System.Text.Json;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Cli;

/// <summary>`twin run SCENARIO…`: runs scenarios to their end and writes what they ask for.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Argument<FileInfo[]> scenarios = new("scenario") { Description = "scenario files; those of one territory share its preparation", Arity = ArgumentArity.OneOrMore };
        Option<DirectoryInfo?> output = new("--out") { Description = "folder of the results (default: out/<name of the file>); for several scenarios, the folder that holds theirs" };
        Option<string> device = Options.Device();
        Option<string> progress = Options.Progress();
        Option<bool> json = new("--json") { Description = "print each run's record as JSON" };
        Command verb = new("run", "Runs scenarios to their end. A run that is stopped goes on from its checkpoint when the same command is given again.")
        {
            scenarios, output, device, progress, json,
        };
        verb.SetAction((parsed, stop) => Task.FromResult(Run(
            parsed.GetValue(scenarios)!, parsed.GetValue(output), parsed.GetValue(device)!, new Progress(parsed.GetValue(progress)!), parsed.GetValue(json), stop)));
        return verb;
    }

    private static int Run(FileInfo[] files, DirectoryInfo? output, string deviceName, Progress progress, bool json, CancellationToken stop)
    {
        using Device device = Devices.Named(deviceName);
        using ScenarioRunner runner = new(device);
        Scenario[] scenarios = [.. files.Select(f => runner.Read(f.FullName))];
        foreach (string warning in scenarios.SelectMany(s => s.Warnings)) Console.Error.WriteLine($"warning: {warning}");
        for (int k = 0; k < files.Length; k++)
        {
            string folder = FolderOf(files[k], output, files.Length > 1);
            int n = k;
            RunRecord record = progress.Show(show => runner.Run(scenarios[n], folder, show, stop));
            if (json) Console.Out.WriteLine(JsonSerializer.Serialize(new { folder, record.Scenario, record.Years, record.Indicators, record.Balances, record.Footprint }, RunRecord.Options));
            else Console.Out.WriteLine(Told(record, folder));
        }
        return ExitCode.Done;
    }

    /// <summary>What was written, how long it took, how well the balances closed.</summary>
    public static string Told(RunRecord record, string folder)
    {
        YearBalance worst = record.Balances.MaxBy(b => b.RelativeError / b.Tolerance)!;
        return $"{record.Scenario}: {Path.GetRelativePath(Directory.GetCurrentDirectory(), folder)} · {record.Footprint} · {record.Balances.Count} balances close, the widest ({worst.Name}) to {worst.RelativeError:g2} of {worst.Tolerance:g2}";
    }

    private static string FolderOf(FileInfo file, DirectoryInfo? output, bool several)
    {
        string name = Path.GetFileNameWithoutExtension(file.Name);
        if (output is null) return Path.GetFullPath(Path.Combine("out", name));
        return several ? Path.Combine(output.FullName, name) : output.FullName;
    }
}
