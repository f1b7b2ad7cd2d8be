using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Lines that a scenario names by a GeoJSON file.</summary>
internal static class WayFile
{
    /// <summary>The lines in the system of a territory.</summary>
    /// <exception cref="InputException">The file has faults, holds no line, says no system, or two lines have one name.</exception>
    public static IReadOnlyList<Way> Read(string path, int epsg)
    {
        (IReadOnlyList<(Feature Feature, Geometry Part)> parts, int objects) = GroundShapes.Read(path, epsg);
        List<Way> ways = [];
        foreach ((Feature feature, Geometry part) in parts)
            if (part is LineString { NumPoints: >= 2, Length: > 0 } line) ways.Add(new(NameOf(feature, ways.Count), [.. line.Coordinates.Select(static c => c.X)], [.. line.Coordinates.Select(static c => c.Y)]));
        if (ways.Count == 0) throw new InputException($"{path}: found no line among {objects} objects; expected the ways of bus lines. Draw them as lines.");
        return ways.GroupBy(static w => w.Name).FirstOrDefault(static g => g.Count() > 1) is { } twice
            ? throw new InputException($"{path}: {twice.Count()} lines are named `{twice.Key}`; expected a name for each. Give them a `name` of their own.") : ways;
    }

    private static string NameOf(Feature feature, int number) => feature.Attributes.TryGetValue("name", out object? name) && name is string { Length: > 0 } text ? text : $"line {number + 1}";
}
