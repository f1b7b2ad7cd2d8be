using System.CommandLine;
using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Cli;

/// <summary>`twin demo`: a generated town, four scenarios of its buildings, two of a heat wave and two of its traffic; three pictures, a table and sentences.</summary>
internal static class DemoVerb
{
    private const int Noticed = 100;            // vehicles more on a weekday
    private static readonly Range Futures = ..4, Heat = 4..6, Traffic = 6..8;
    private static readonly string[] Names = ["baseline", "renovation", "solar", "both", "heat-wave", "heat-wave-trees", "traffic", "traffic-riverside"];

    public static Command Create(Interruption interruption)
    {
        Option<string?> output = new("--out") { Description = "folder of the results (default: out/demo)" };
        Option<string> device = Options.Device();
        Option<string> progress = Options.Progress();
        Command verb = new("demo", "Generates a French town and simulates four futures of it (as it is, renovation, solar, both), then a heat wave without and with rows of trees, and its traffic with a riverside open and closed to cars.") { output, device, progress };
        verb.SetAction(parsed => Run(
            Options.PathOf("--out", parsed.GetValue(output) ?? Path.Combine("out", "demo")), parsed.GetValue(device)!, new Progress(parsed.GetValue(progress)!), interruption.Listen()));
        return verb;
    }

    private static int Run(string output, string deviceName, Progress progress, CancellationToken stop)
    {
        Footprint footprint = new();
        using Device device = Devices.Named(deviceName);
        using ScenarioRunner runner = new(device) { Cache = DerivedCache.OfUser() };
        string beside = Path.Combine(output, "scenarios");
        Unpacked("riverside.geojson", beside);
        string[] files = [.. Names.Select(n => Unpacked(n + ".yaml", beside))];
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

        Comparison comparison = new(records[Futures]), heat = new(records[Heat]), traffic = new(records[Traffic]);
        CompareVerb.Write(output, comparison, Words.English, french: false);
        ComparisonSheet.Write(Path.Combine(output, "comparison.png"), comparison, folders[Futures], "bill");
        ComparisonSheet.Write(Path.Combine(output, "heat.png"), heat, folders[Heat], "hours_above_utci_32",
            [new("strong_heat_stress", "strong heat stress", 1, "h"), new("summer_night_air", "summer nights", 1, "°C"), new("pv", "panels", 1e-3, "GWh")]);
        ComparisonSheet.Write(Path.Combine(output, "traffic.png"), traffic, folders[Traffic], "vehicles_of_weekday");
        CompareVerb.Print(comparison, Words.English);
        foreach (string sentence in new[] { Trees(heat), Riverside(traffic, folders[Traffic]) }) Console.Out.WriteLine($"\n{sentence}");
        Console.Out.WriteLine();
        for (int k = 0; k < records.Length; k++) Console.Out.WriteLine(RunVerb.Told(records[k], folders[k]));
        Console.Out.WriteLine($"pictures: {Shown("comparison.png")}, {Shown("heat.png")}, {Shown("traffic.png")} · in all {footprint.Read()}");
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

    // What closed streets carried, where that goes, and what it asks of whom.
    private static string Riverside(Comparison traffic, string[] folders)
    {
        Table[] roads = [.. folders.Select((folder, run) => ResultReader.Table(folder, traffic.Runs[run], "roads"))];
        double[] open = roads[0].Numbers("vehicles_of_weekday"), closed = roads[1].Numbers("vehicles_of_weekday"), length = roads[0].Numbers("road_length");
        double carried = 0, more = 0;
        for (int r = 0; r < open.Length; r++)
        {
            if (closed[r] == 0) carried = Math.Max(carried, open[r]);
            if (closed[r] > Math.Max(1.1 * open[r], open[r] + Noticed)) more += length[r] / 1000;
        }
        IReadOnlyList<double> time = traffic.Of("travel_time").Values, walk = traffic.Of("walk_share").Values;
        return $"{People.Number(traffic.Runs[1].Measures[^1].Amount / 1000)} km of streets at the river and in the old town, closed to cars, carried up to {People.Number(carried)} vehicles a weekday. These go round by {People.Number(more)} km of other streets, which get a tenth more and at least {Noticed} vehicles; traffic changes by {People.SignedPercent(traffic.Of("road_kilometres").Share(1))} in all. "
            + $"An inhabitant is {People.Number(time[1])} minutes on the way on a weekday instead of {People.Number(time[0])}, and of 100 trips {People.Number(100 * walk[1])} are on foot instead of {People.Number(100 * walk[0])}.";
    }

    // The scenarios are in the program, which may be a single file; beside the results they can be read, and their sliders found by the viewer.
    private static string Unpacked(string name, string folder)
    {
        string path = Path.Combine(folder, name);
        using StreamReader resource = new(typeof(DemoVerb).Assembly.GetManifestResourceStream($"scenarios/demo/{name}")!);
        string text = resource.ReadToEnd();
        if (File.Exists(path) && File.ReadAllText(path) != text)
            throw new InputException($"{path} is not as this program writes it; it may have been changed, or written by another version. Move it to another folder, or let the demo write elsewhere with `--out`.");
        AtomicFile.WriteText(path, text);
        return path;
    }
}
