using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Weather;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>The scenario with which work on a new territory begins: the place as it is, with weather of its own.</summary>
/// <param name="Path">Of the file, beside the folder of the territory; null where no weather is known for the place.</param>
/// <param name="Said">How the weather was chosen, or why not; that an older file was kept.</param>
public sealed record FirstScenario(string? Path, string Said)
{
    private const string Ending = "-as-it-is.yaml";
    private const int MostFiles = 20_000;
    private const long LargestScenario = 1 << 20;

    /// <summary>Writes it. One that is there already is kept.</summary>
    /// <param name="territory">The place.</param> <param name="folder">Where the territory lies.</param>
    /// <param name="weather">A folder of EPW files, of which the nearest is taken, or one such file; null: the climate zone of its département.</param>
    /// <exception cref="InputException">No EPW file is there.</exception>
    public static FirstScenario Write(Territory territory, string folder, string? weather)
    {
        ArgumentNullException.ThrowIfNull(territory);
        string whole = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)), path = whole + Ending;
        if (File.Exists(path)) return new(path, "an older file is kept as it is");
        string name = System.IO.Path.GetFileName(whole);
        if (Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(whole)!, "*.yaml").Order(StringComparer.Ordinal).FirstOrDefault(f => Speaks(f, name)) is { } other) return new(other, "a scenario of this territory lies there already");
        (string? line, string said) = weather == null ? OfZone(territory) : Nearest(territory, weather, System.IO.Path.GetDirectoryName(whole)!);
        if (line == null) return new(null, said);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# The place as it is, to be copied and changed: docs/scenario.md says what can be asked.\n");
        text.Append(CultureInfo.InvariantCulture, $"name: {TerritoryManifest.Quoted($"{territory.Name} as it is")}\n");
        text.Append("question: What do its buildings need, and what do they cost and emit, if nothing is done?\n");
        text.Append(CultureInfo.InvariantCulture, $"fr:\n  name: {TerritoryManifest.Quoted($"{territory.Name} aujourd’hui")}\n  question: De quoi ses bâtiments ont-ils besoin, que coûtent-ils et qu’émettent-ils, si l’on ne fait rien ?\n");
        text.Append(CultureInfo.InvariantCulture, $"territory: {TerritoryManifest.Quoted(name)}\nweather: {line}\nyears: 2026-2035\nsimulate: [2026, 2035]\nseed: 1\n");
        AtomicFile.WriteText(path, text.ToString());
        return new(path, said);
    }

    /// <summary>Refuses weather that is not there.</summary>
    /// <param name="weather">A folder of EPW files, or one such file.</param>
    /// <exception cref="InputException">It is neither.</exception>
    public static void RequireWeather(string weather)
    {
        if (!File.Exists(weather) && !Directory.Exists(weather)) throw new InputException($"--weather {weather}: no such folder, and no file; expected EPW files. Check the path.");
    }

    private static bool Speaks(string scenario, string of)
    {
        try
        {
            return new FileInfo(scenario).Length < LargestScenario && File.ReadLines(scenario).Any(l => l.Trim() == $"territory: {of}" || l.Trim() == $"territory: {TerritoryManifest.Quoted(of)}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;                   // nobody's scenario
        }
    }

    private static (string? Line, string Said) OfZone(Territory territory) => Setup.ClimateZoneAt(territory.Latitude, territory.Longitude) is { } zone
        ? ($"{{ zone: {zone}, seed: 1 }}", string.Create(CultureInfo.InvariantCulture, $"weather: a plausible year of the zone {zone}, in which the nearest chief town of a département lies, brought to the height of the place{(MetropolitanFrance.Holds(territory.Latitude, territory.Longitude) ? "" : ", which is not in France: prices, carbon and rules are French until the scenario says others")}; give `--weather` with EPW files for a measured one"))
        : (null, "no scenario was written: the place is far from France, whose climate zones the program knows. Give `--weather` with a folder of EPW files, of which the nearest is taken");

    private static (string? Line, string Said) Nearest(Territory territory, string weather, string from)
    {
        RequireWeather(weather);
        IEnumerable<string> files = File.Exists(weather) ? [weather]
            : Directory.EnumerateFiles(weather, "*.epw*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Where(static f => f.EndsWith(".epw", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".epw.gz", StringComparison.OrdinalIgnoreCase)).Take(MostFiles);
        (double Away, string File, EpwPlace Place)[] found =
            [.. files.Select(static f => (f, EpwReader.PlaceOf(f))).Where(static f => f.Item2 != null).Select(f => (WeatherPlace.Kilometres(f.Item2!.Value.Latitude, f.Item2.Value.Longitude, territory.Latitude, territory.Longitude), f.f, f.Item2.Value)).OrderBy(static f => f.Item1).ThenBy(static f => f.f, StringComparer.Ordinal)];
        if (found.Length == 0) throw new InputException($"--weather {weather}: found no EPW file that begins with its place; expected files of stations near {territory.Name}. Climate.OneBuilding has stations of the whole world.");
        (double away, string file, EpwPlace place) = found[0];
        string relative = System.IO.Path.GetRelativePath(from, System.IO.Path.GetFullPath(file)).Replace('\\', '/');
        return (TerritoryManifest.Quoted(relative), string.Create(CultureInfo.InvariantCulture,
            $"weather of {place.Name}, {away:0} km away at {place.Elevation:0} m, the nearest of {found.Length}{(away > WeatherPlace.Near ? "; that is far: sun, warmth and clock are those of that place" : "")}"));
    }
}
