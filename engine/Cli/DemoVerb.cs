using System.CommandLine;
using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Cli;

/// <summary>`twin demo`: a generated town, four scenarios of its buildings and two of a heat wave, two pictures, a table and sentences.</summary>
internal static class DemoVerb
{
    private const int Futures = 4;
    private static readonly string[] Names = ["baseline", "renovation", "solar", "both", "heat-wave", "heat-wave-trees"];

    public static Command Create(Interruption interruption)
    {
        Option<string?> output = new("--out") { Description = "folder of the results (default: out/demo)" };
        Option<string> device = Options.Device();
        Option<string> progress = Options.Progress();
        Command verb = new("demo", "Generates a French town and simulates four futures of it (as it is, renovation, solar, both), then a heat wave without and with rows of trees.") { output, device, progress };
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

        Comparison comparison = new(records[..Futures]), heat = new(records[Futures..]);
        TableFiles.Write(output, comparison.ToTable());
        ComparisonSheet.Write(Path.Combine(output, "comparison.png"), comparison, folders[..Futures], "bill");
        ComparisonSheet.Write(Path.Combine(output, "heat.png"), heat, folders[Futures..], "hours_above_utci_32",
            [new("strong_heat_stress", "strong heat stress", 1, "h"), new("summer_night_air", "summer nights", 1, "°C"), new("pv", "panels", 1e-3, "GWh")]);
        Console.Out.Write(comparison.ToText());
        foreach (string sentence in comparison.Sentences.Append(Trees(heat))) Console.Out.WriteLine($"\n{sentence}");
        Console.Out.WriteLine();
        for (int k = 0; k < records.Length; k++) Console.Out.WriteLine(RunVerb.Told(records[k], folders[k]));
        Console.Out.WriteLine($"pictures: {Shown("comparison.png")}, {Shown("heat.png")} · in all {footprint.Read()}");
        return ExitCode.Done;

        string Shown(string picture) => Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.Combine(output, picture));
    }

    // What rows of trees give, and what they take: the figures of the two runs beside each other.
    private static string Trees(Comparison heat)
    {
        MeasureRecord trees = heat.Runs[1].Measures[^1];
        IReadOnlyList<double> panels = heat.Of("pv").Values, stress = heat.Of("strong_heat_stress").Values, nights = heat.Of("summer_night_air").Values;
        return $"In a year with the heat wave of Paris 2003, {People.Number(trees.Amount)} large trees in {People.Number(trees.Treated)} rows leave {People.Number(stress[1])} hours of strong heat stress in the street of an inhabitant instead of {People.Number(stress[0])}, "
            + $"and change its summer nights, {People.Number(nights[0])} °C, by {(nights[1] - nights[0]).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture)} K. "
            + $"Each row takes {People.Number(1000 * (panels[0] - panels[1]) / trees.Treated)} kWh a year from the panels, {People.SignedPercent(heat.Of("pv").Share(1))} in all; the heating need changes by {People.SignedPercent(heat.Of("heating_need").Share(1))}.";
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
