using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Bench;

/// <summary>Whole runs from scenario to results: where their seconds go, and what they come to per building and hour.</summary>
internal static class Runs
{
    private const int Inhabitants = 350_000;               // about 100,000 buildings
    private const int SkyCells = 1000;                     // a side

    public static int Run(string[] args) => Records.Run("runs", args, static device =>
    {
        string folder = Directory.CreateTempSubdirectory("territorytwin-bench-").FullName;
        try
        {
            return Measure(device, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    private static string Measure(Device device, string folder)
    {
        StringBuilder text = new();
        text.Append(Records.Heading("Whole runs", device));
        double copy = CopyBandwidth(device);
        text.Append(CultureInfo.InvariantCulture, $"Copy bandwidth {copy / 1e9:f1} GB/s. Seconds are elapsed, processor seconds are over all cores, memory is the greatest of the process so far.\n\n");
        text.Append("| run | buildings | prepare | hours | results | processor | memory | building-hours per second | copied bytes per building-hour |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        string scenarios = Path.Combine(Records.Repository, "scenarios");
        Rows(text, device, folder, copy, [.. Names.Select(n => Path.Combine(scenarios, "demo", n))]);
        if (Directory.Exists(Path.Combine(scenarios, "olemps", "olemps"))) Rows(text, device, folder, copy, [.. Names.Select(n => Path.Combine(scenarios, "olemps", n))]);
        string city = Path.Combine(folder, "city.yaml");
        File.WriteAllText(city, $"name: A city\nterritory: {{ generate: {{ inhabitants: {Inhabitants}, seed: 1 }} }}\nweather: {{ zone: H2b, seed: 3 }}\nyears: 2026-2026\n");
        Rows(text, device, folder, copy, [city]);
        text.Append("\nStreet heat, coupled with the buildings, a year in a heat wave: half an hour a step.\n\n| run | cells | side | hours | nanoseconds per cell and step | memory |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
        string olemps = Path.Combine(scenarios, "olemps", "olemps");
        foreach ((string name, string territory, int side) in new[] { ("the town of the demonstration", "{ generate: { inhabitants: 8000, seed: 12 } }", 50), ("Olemps", olemps, 25) })
            if (territory != olemps || Directory.Exists(olemps)) StreetRow(text, device, folder, name, territory, side);
        text.Append(CultureInfo.InvariantCulture, $"\nSky view of {SkyCells} × {SkyCells} cells in 153 directions: {SkyViewSeconds():f2} s. {Published}\n");
        return text.ToString();
    }

    private static readonly string[] Names = ["baseline.yaml", "renovation.yaml", "solar.yaml", "both.yaml"];

    private const string Published =
        "SOLWEIG-GPU publishes 47 s for the shadows and sky view of a tile of 1000 × 1000 cells on a graphics card. The cells and the question compare; the methods do not: "
        + "it casts a shadow for each of 153 patches of the sky, buildings and trees apart, where the horizon of each direction is scanned here once, buildings alone.";

    private static void Rows(StringBuilder text, Device device, string folder, double copy, string[] files)
    {
        using ScenarioRunner runner = new(device);
        foreach (string file in files)
        {
            Scenario scenario = runner.Read(file);
            RunRecord record = runner.Run(scenario, Path.Combine(folder, "out"), (_, _) => { }, CancellationToken.None);
            int buildings = runner.Stage!.Territory.Buildings.Count;
            double hours = Of(record, "hours"), results = Of(record, "results"), prepare = record.Timings.Sum(t => t.Seconds) - hours - results;
            double speed = (double)buildings * Simulation.HoursOfYear * record.Years.Count / hours;
            text.Append(CultureInfo.InvariantCulture,
                $"| {record.Scenario} | {buildings} | {prepare:f1} s | {hours:f1} s | {results:f1} s | {record.Footprint.ProcessorSeconds:f1} s | {record.Footprint.PeakMemory:f0} MB | {speed / 1e6:f0} million | {copy / speed:f0} |\n");
            Console.Error.WriteLine($"done: {record.Scenario}");
        }
    }

    private static void StreetRow(StringBuilder text, Device device, string folder, string name, string territory, int side)
    {
        const int stepsOfYear = 2 * Simulation.HoursOfYear;
        string file = Path.Combine(folder, "heat.yaml");
        File.WriteAllText(file, $"name: {name}\nterritory: {territory}\nweather: {{ zone: H2c, seed: 3, heat_wave: paris2003 }}\nyears: 2026-2026\ncells: {side} m\nheat: {{ on: true }}\noutputs: [{{ table: buildings }}]\n");
        using ScenarioRunner runner = new(device);
        RunRecord record = runner.Run(runner.Read(file), Path.Combine(folder, "out"), (_, _) => { }, CancellationToken.None);
        int cells = runner.Stage!.Cells.Count;
        double hours = Of(record, "hours");
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {cells} | {side} m | {hours:f1} s | {1e9 * hours / stepsOfYear / cells:f0} | {record.Footprint.PeakMemory:f0} MB |\n");
        Console.Error.WriteLine($"done: street heat, {name}");
    }

    private static double Of(RunRecord record, string process) => record.Timings.Where(t => t.Process == process).Sum(t => t.Seconds);

    private static double CopyBandwidth(Device device)
    {
        Grid grid = Grid.Square(4096, 10);
        using Field from = new(grid, device, new("from", "1", "bench")), to = new(grid, device, new("to", "1", "bench"));
        double best = double.PositiveInfinity;
        for (int round = 0; round < 20; round++)
        {
            long begin = Stopwatch.GetTimestamp();
            device.Run(grid, new Copy(from.Now, to.Now));
            device.Finish();
            best = Math.Min(best, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }
        return Recordings<Copy>.Of.Bytes * (double)grid.Count / best;
    }

    private static double SkyViewSeconds()
    {
        float[] heights = new float[SkyCells * SkyCells];
        for (int cell = 0; cell < heights.Length; cell++)                      // blocks of 30 m between streets of 10 m, 6 to 24 m high
        {
            int i = cell % SkyCells, j = cell / SkyCells;
            heights[cell] = i % 40 < 30 && j % 40 < 30 ? 6 + (i / 40 * 7 + j / 40 * 11) % 19 : 0;
        }
        Raster town = new(new Grid(SkyCells, SkyCells, 1, 0, 0), heights);
        SkyView.Of(town, directions: 8);
        long begin = Stopwatch.GetTimestamp();
        SkyView.Of(town, directions: 153);
        return Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }
}
