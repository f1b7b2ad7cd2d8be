using System.CommandLine;
using System.Reflection;
using TerritoryTwin.Compute;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Cli;

/// <summary>`twin demo`: a generated town, four scenarios, a picture, a table and a sentence.</summary>
internal static class DemoVerb
{
    private static readonly string[] Names = ["baseline", "renovation", "solar", "both"];

    public static Command Create(Interruption interruption)
    {
        Option<string?> output = new("--out") { Description = "folder of the results (default: out/demo)" };
        Option<string> device = Options.Device();
        Option<string> progress = Options.Progress();
        Command verb = new("demo", "Generates a French town and simulates four futures of it: as it is, renovation, solar, both.") { output, device, progress };
        verb.SetAction(parsed => Run(
            Options.PathOf("--out", parsed.GetValue(output) ?? Path.Combine("out", "demo")), parsed.GetValue(device)!, new Progress(parsed.GetValue(progress)!), interruption.Listen()));
        return verb;
    }

    private static int Run(string output, string deviceName, Progress progress, CancellationToken stop)
    {
        Footprint footprint = new();
        using Device device = Devices.Named(deviceName);
        using ScenarioRunner runner = new(device);
        Scenario[] scenarios = [.. Names.Select(n => runner.Read(ScenarioPath(n)))];
        Directory.CreateDirectory(output);
        string[] folders = [.. Names.Select(n => Path.Combine(output, n))];
        RunRecord[] records = progress.Show(show =>
        {
            RunRecord[] done = new RunRecord[Names.Length];
            for (int k = 0; k < Names.Length; k++)
            {
                int n = k;
                done[k] = runner.Run(scenarios[k], folders[k], (what, share) => show(what, (n + share) / Names.Length), stop);
            }
            return done;
        });

        Comparison comparison = new(records);
        TableFiles.Write(output, comparison.ToTable());
        ComparisonSheet.Write(Path.Combine(output, "comparison.png"), comparison, folders, "bill");
        Console.Out.Write(comparison.ToText());
        foreach (string sentence in comparison.Sentences) Console.Out.WriteLine($"\n{sentence}");
        Console.Out.WriteLine();
        for (int k = 0; k < records.Length; k++) Console.Out.WriteLine(RunVerb.Told(records[k], folders[k]));
        Console.Out.WriteLine($"picture: {Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(output, "comparison.png"))} · in all {footprint.Read()}");
        return ExitCode.Done;
    }

    // The scenarios lie beside the program where it was built, so that the demo runs from any folder.
    private static string ScenarioPath(string name)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "scenarios", "demo");
        return Path.Combine(folder, name + ".yaml");
    }
}
