using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Cli;

/// <summary><c>twin territory import | mapping | info | generate</c>.</summary>
internal static class TerritoryVerb
{
    /// <summary>Near the weather station that stands for each climate zone (arrêté of 26 October 2010): Trappes, Nancy, Mâcon, Rennes, La Rochelle, Agen, Carpentras, Nice.</summary>
    private static readonly SortedDictionary<string, TownOptions> Zones = new(StringComparer.Ordinal)
    {
        ["H1a"] = new() { Latitude = 48.77, Longitude = 2.01, Elevation = 150 }, ["H1b"] = new() { Latitude = 48.69, Longitude = 6.22, Elevation = 210 },
        ["H1c"] = new() { Latitude = 46.30, Longitude = 4.80, Elevation = 210 }, ["H2a"] = new() { Latitude = 48.07, Longitude = -1.73, Elevation = 40 },
        ["H2b"] = new() { Latitude = 46.18, Longitude = -0.90, Elevation = 20 }, ["H2c"] = new() { Latitude = 44.18, Longitude = 0.60, Elevation = 60 },
        ["H2d"] = new() { Latitude = 44.08, Longitude = 5.06, Elevation = 100 }, ["H3"] = new() { Latitude = 43.75, Longitude = 7.10, Elevation = 60 },
    };

    private const int CorrectionsTold = 5;

    /// <summary>The verb with its subcommands.</summary>
    public static Command Create() => new("territory", "Import, map, describe or generate a territory: a folder that scenarios run on.") { Import(), Mapping(), Info(), Generate() };

    private static Command Import()
    {
        Argument<string> source = new("source") { Description = "Folder that holds the files of the source, or its one file." };
        Option<string> mapping = new("--mapping")
        {
            Description = $"A mapping file, or a bundled one: {string.Join(", ", TerritoryImporter.BundledMappings)}.", DefaultValueFactory = _ => "bdtopo-v3",
        };
        Option<string> output = Out();
        Option<string?> name = new("--name") { Description = "Name of the territory; default: that of its boundary, else of the folder." };
        Option<ulong> seed = Seed();
        Option<bool> replace = Replace();
        Option<int?> epsg = new("--epsg") { Description = "Projected system of the result; default: that of the source." };
        Option<double?> ground = new("--ground") { Description = "Height of the ground above the sea [m], taken as flat, where the source knows none; default: 0." };
        Option<string?> commune = new("--commune") { Description = "Code or name of the commune whose limit counts, or several with commas between, or `all` of the source; default: the one that it holds." };
        Option<string> ring = new("--ring") { Description = "Width of what is kept around the limit, such as 300m or 1km: it shades, carries traffic and is drawn, and counts in no total; 0 for nothing.", DefaultValueFactory = _ => "300m" };
        Option<string?> weather = new("--weather") { Description = "Folder of EPW files, of which the nearest is taken for the first scenario; default: the climate zone of the place." };
        Option<string?> gtfs = new("--gtfs") { Description = "Timetable of public transport: a GTFS feed, zip or folder, of which what comes by the territory is kept." };
        Command command = new("import", "Read buildings, roads, vegetation, water, zones, people and terrain; repair and fill them by named rules.") { source, mapping, output, commune, ring, name, seed, epsg, ground, gtfs, weather, replace };
        command.SetAction(p => Run(() => Import(
            p.GetValue(source)!, p.GetValue(mapping)!, Free(p.GetValue(output)!, p.GetValue(replace)), new ImportOptions(p.GetValue(name), p.GetValue(seed), p.GetValue(epsg), Level(p.GetValue(ground)), p.GetValue(gtfs), p.GetValue(commune), Width(p.GetValue(ring)!)), There(p.GetValue(weather)))));
        return command;
    }

    private static double? Level(double? ground) => ground is not (< -500 or > 9000 or double.NaN) ? ground
        : throw new InputException($"--ground: found {ground}; expected metres above the sea, -500 to 9000. Correct it.");

    private static double Width(string ring)
    {
        (string number, double unit) = ring.EndsWith("km", StringComparison.Ordinal) ? (ring[..^2], 1000) : ring.EndsWith('m') ? (ring[..^1], 1) : (ring, 1);
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double width) && width * unit is 0 or (>= 1 and <= 5000)
            ? width * unit : throw new InputException($"--ring: found `{ring}`; expected a width of 1 to 5000 m, such as 300m or 1km, or 0. Correct it.");
    }

    // Asked before anything is written.
    private static string? There(string? weather)
    {
        if (weather != null) FirstScenario.RequireWeather(weather);
        return weather;
    }

    private static Command Mapping()
    {
        Argument<string> file = new("file") { Description = "A file with shapes: shapefile, GeoPackage, GeoJSON, OpenStreetMap, CSV with coordinates." };
        Option<string?> table = new("--layer") { Description = "Layer of a GeoPackage that has several." };
        Option<string?> meant = new("--as") { Description = "Which layer of a territory it is: buildings, roads, population, boundary or vegetation; default: told by its shapes and columns." };
        Command command = new("mapping", "Draft a mapping for a file: columns, units and codes that are known by their names, and what is not.") { file, table, meant };
        command.SetAction(p => Run(() => Console.Out.Write(MappingDraft.Of(p.GetValue(file)!, p.GetValue(table), p.GetValue(meant)))));
        return command;
    }

    private static Command Info()
    {
        Argument<string> folder = new("folder") { Description = "The territory." };
        Option<bool> json = new("--json") { Description = "Print one JSON object." };
        Command command = new("info", "Say what is known of a territory, what was filled and how, what is missing.") { folder, json };
        command.SetAction(p => Run(() =>
        {
            TerritoryInfo info = TerritoryInfo.Describe(TerritoryFolder.Load(p.GetValue(folder)!));
            Console.Out.WriteLine(p.GetValue(json) ? TerritoryInfoText.Json(info) : info.ToString());
        }));
        return command;
    }

    private static Command Generate()
    {
        Option<int> inhabitants = new("--inhabitants") { Description = $"How many: {TownGenerator.Fewest} to {TownGenerator.Most}.", Required = true };
        Option<ulong> seed = Seed();
        Option<string> output = Out();
        Option<string?> name = new("--name") { Description = "Name of the town; default: drawn from the seed." };
        Option<string?> zone = new("--zone") { Description = $"Climate zone of French building rules where it stands: {string.Join(", ", Zones.Keys)}; default: the middle of France." };
        zone.AcceptOnlyFromAmong([.. Zones.Keys]);
        Option<bool> replace = Replace();
        Command command = new("generate", "Generate a believable French town that exists nowhere.") { inhabitants, seed, output, name, zone, replace };
        command.SetAction(p => Run(() =>
        {
            TownOptions place = p.GetValue(zone) is { } named ? Zones[named] : new TownOptions();
            Generate(p.GetValue(inhabitants), p.GetValue(seed), place with { Name = p.GetValue(name) }, Free(p.GetValue(output)!, p.GetValue(replace)));
        }));
        return command;
    }

    private static Option<bool> Replace() => new("--replace") { Description = "Replace the territory that the folder holds." };

    /// <summary>The folder, when no territory would be lost by writing into it: people may have corrected one by hand.</summary>
    private static string Free(string folder, bool replace) => replace || !File.Exists(Path.Combine(folder, "territory.yaml")) ? folder
        : throw new InputException($"{folder} holds a territory already; give another folder, or `--replace` to lose that one");

    private static void Import(string source, string mapping, string output, ImportOptions options, string? weather)
    {
        Stopwatch watch = Stopwatch.StartNew();
        PlaceSheet.RequireFree(PictureOf(output));
        (Territory territory, ImportReport report) = TerritoryImporter.Import(mapping, source, options);
        TerritoryFolder.Save(territory, output, keepCorrections: true);
        Console.Error.Write(report);
        if (File.Exists(Path.Combine(output, TerritoryFolder.CorrectionsFile))) territory = TerritoryFolder.Load(output);          // tells their faults
        Finish(territory, output, watch);
        Begin(territory, output, weather);
    }

    private static string PictureOf(string output) => Path.TrimEndingDirectorySeparator(output) + ".png";

    /// <summary>What comes after an import: a picture, a scenario to run, and what to correct first.</summary>
    private static void Begin(Territory territory, string output, string? weather)
    {
        string picture = PictureOf(output);
        PlaceSheet.Write(territory, picture);
        FirstScenario scenario = FirstScenario.Write(territory, output, weather);
        TerritoryInfo info = TerritoryInfo.Describe(territory);
        Console.Error.WriteLine($"\nworth most to correct, in {Path.Combine(output, TerritoryFolder.CorrectionsFile)} by id or in the source:");
        foreach (string line in info.Dominating.Select(static d => d.Estimated()).Concat(info.Missing).Take(CorrectionsTold)) Console.Error.WriteLine($"  {line}");
        Console.Error.WriteLine($"\npicture   {picture}");
        Console.Error.WriteLine(scenario.Path == null ? $"scenario  {scenario.Said}" : $"scenario  {scenario.Path} ({scenario.Said})\nnext      twin check {scenario.Path}, then twin run {scenario.Path}");
    }

    private static void Generate(int inhabitants, ulong seed, TownOptions options, string output)
    {
        Stopwatch watch = Stopwatch.StartNew();
        if (inhabitants is < TownGenerator.Fewest or > TownGenerator.Most)
            throw new InputException($"--inhabitants: found {inhabitants}; expected {TownGenerator.Fewest} to {TownGenerator.Most}. Choose a number in between.");
        Territory territory = TownGenerator.Generate(inhabitants, seed, options);
        TerritoryFolder.Save(territory with { Origin = new TerritoryOrigin("generated", $"{inhabitants} inhabitants", seed, []) }, output);
        Finish(territory, output, watch);
    }

    private static void Finish(Territory territory, string output, Stopwatch watch)
    {
        Console.Error.WriteLine($"{territory.Name}: {territory.Buildings.Count:N0} buildings, {territory.Roads.Count(static r => !r.IsContext):N0} roads, {territory.Buildings.Sum(b => b.Inhabitants.Value):N0} inhabitants");
        Console.Error.WriteLine($"written in {watch.Elapsed.TotalSeconds:0.0} s; see `twin territory info {output}`, or open {Path.Combine(output, "territory.gpkg")} in QGIS");
        Console.Out.WriteLine(output);
    }

    /// <summary>0: done; 1: a fault of ours; 2: the command or the inputs are wrong.</summary>
    private static int Run(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (InputException e)
        {
            foreach (string fault in e.Faults) Console.Error.WriteLine(fault);
            return 2;
        }
        catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static Option<string> Out() => new("--out") { Description = "Folder to write; a territory there is kept unless --replace is given.", Required = true };

    private static Option<ulong> Seed() => new("--seed") { Description = "Of the random draws; the same seed gives the same bytes.", DefaultValueFactory = _ => 1 };
}
