using System.CommandLine;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
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
        using ScenarioRunner runner = new(device) { Cache = DerivedCache.OfUser() };
        string[] files = [.. Names.Select(n => Unpacked(n, Path.Combine(output, "scenarios")))];
        Scenario[] scenarios = [.. files.Select(runner.Read)];
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

    // The scenarios are in the program, which may be a single file; beside the results they can be read, and their sliders found by the viewer.
    private static string Unpacked(string name, string folder)
    {
        string path = Path.Combine(folder, name + ".yaml");
        using StreamReader resource = new(typeof(DemoVerb).Assembly.GetManifestResourceStream($"scenarios/demo/{name}.yaml")!);
        string text = resource.ReadToEnd();
        if (File.Exists(path) && File.ReadAllText(path) != text)
            throw new InputException($"{path} is not as this program writes it; it may have been changed, or written by another version. Move it to another folder, or let the demo write elsewhere with `--out`.");
        AtomicFile.WriteText(path, text);
        return path;
    }
}
