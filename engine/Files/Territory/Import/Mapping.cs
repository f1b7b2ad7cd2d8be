using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Says how the files of a source become the layers of a territory. docs/import.md describes the file it is read from.</summary>
/// <param name="Name">Of the mapping.</param>
/// <param name="Epsg">Projected system of the result; null: chosen from the data.</param>
/// <param name="Attributions">Sources and licences to show.</param>
/// <param name="Layers">By the name of the layer of the territory.</param>
/// <param name="Terrain">Where ground heights come from; null: from the buildings.</param>
/// <param name="Within">Where places of this source lie; empty: anywhere.</param>
internal sealed record Mapping(
    string Name, int? Epsg, IReadOnlyList<string> Attributions, IReadOnlyDictionary<string, LayerMapping> Layers, TerrainMapping? Terrain, IReadOnlyList<PlaceBox> Within)
{
    /// <summary>Stops where the buildings lie off what the source is about: their system or the order of their coordinates is another, or the source is.</summary>
    /// <param name="longitude">Of their middle [°].</param> <param name="latitude">Of their middle [°].</param> <param name="crs">Their system, as it was taken.</param> <param name="file">That they are read from.</param>
    /// <exception cref="InputException">They do.</exception>
    public void RequireWithin(double longitude, double latitude, Crs crs, string file)
    {
        if (Within.Count == 0 || Within.Any(b => b.Holds(longitude, latitude))) return;
        throw new InputException(string.Create(CultureInfo.InvariantCulture, $"{file}: its buildings lie around {latitude:0.###}° N {longitude:0.###}° E, read in {crs.Name}; expected a place within {string.Join(", or ", Within)}, where the source of the mapping {Name} is. ")
            + (Within.Any(b => b.Holds(latitude, longitude)) ? "With north and east the other way round it would be: write the file anew with east before north, in QGIS with *Swap X and Y coordinates*." : "If the place is right, take another mapping; else the file has another coordinate system than it says: say `crs` in the layer of a mapping."));
    }
}

/// <summary>A rectangle of longitudes and latitudes [°].</summary>
internal readonly record struct PlaceBox(double West, double South, double East, double North)
{
    /// <summary>Whether a place lies in it.</summary>
    public bool Holds(double longitude, double latitude) => longitude >= West && longitude <= East && latitude >= South && latitude <= North;

    /// <summary>Reads <c>west south east north</c>; null where it is none.</summary>
    public static PlaceBox? Read(string text)
    {
        double[] n = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v : double.NaN)];
        return n is [>= -180 and var west, >= -90 and var south, <= 180 and var east, <= 90 and var north] && west < east && south < north ? new(west, south, east, north) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{South:0.#}° to {North:0.#}° of latitude and {West:0.#}° to {East:0.#}° of longitude");
}

/// <summary>Where a layer comes from.</summary>
/// <param name="Files">Patterns, tried in order; the files that match the first one that matches any are read.</param>
/// <param name="Layer">Of a GeoPackage; null where it has one alone.</param>
/// <param name="Epsg">Overrides the system that the file states; null: as stated.</param>
/// <param name="Optional">Whether the layer may be absent.</param>
/// <param name="OptionalColumns">Whether its columns may be absent.</param>
/// <param name="Where">An object is read when all conditions of one of these groups hold; empty: every object is.</param>
/// <param name="WhereNot">An object is left out when one of these holds.</param>
/// <param name="Attributes">By attribute, the rules in the order in which they are tried.</param>
/// <param name="Joins">Tables that say more of its objects, in the order in which they are joined.</param>
internal sealed record LayerMapping(
    IReadOnlyList<string> Files, string? Layer, int? Epsg, bool Optional, bool OptionalColumns,
    IReadOnlyList<IReadOnlyList<Condition>> Where, IReadOnlyList<Condition> WhereNot,
    IReadOnlyDictionary<string, IReadOnlyList<AttributeRule>> Attributes, IReadOnlyList<JoinMapping> Joins)
{
    /// <summary>Attributes of buildings that count something: of one row for several buildings each has its part, of several rows for one building their sum.</summary>
    private static readonly string[] Counts = ["dwellings", "heated_area", "inhabitants", "jobs"];

    /// <summary>Every column that the mapping names, each once.</summary>
    public IEnumerable<string> Columns => Attributes.Values.SelectMany(static rules => rules).SelectMany(static r => r.Columns.Concat(r.Sum).Concat(r.ConfidenceColumns).Append(r.Per))
        .Concat(Where.SelectMany(static g => g).Concat(WhereNot).SelectMany(static w => w.Columns)).OfType<string>().Distinct();

    /// <summary>Whether which objects are wanted hangs on a joined column.</summary>
    public bool AsksOfJoins => Where.SelectMany(static g => g).Concat(WhereNot).SelectMany(static c => c.Columns).Any(c => Joins.Any(j => c.StartsWith(j.Name + ".", StringComparison.Ordinal)));

    /// <summary>Those that hold numbers or years.</summary>
    public IEnumerable<string> NumbersOf(string layer) => Attributes.Where(a => MappingTargets.Layers[layer][a.Key].Kind is TargetKind.Number or TargetKind.Year).SelectMany(static a => a.Value).SelectMany(static r => r.Columns.Concat(r.Sum)).Distinct();

    /// <summary>Those that count something.</summary>
    public IEnumerable<string> Counted => Attributes.Where(static a => Counts.Contains(a.Key)).SelectMany(static a => a.Value).SelectMany(static r => r.Columns.Concat(r.Sum)).Distinct();

    /// <summary>The same by the names that a file gives to its columns, which may differ in case. Of several columns that stand for one, those that are there remain, or else the first.</summary>
    public LayerMapping In(IReadOnlyList<string> columns)
    {
        HashSet<string> exact = new(columns, StringComparer.Ordinal);
        Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (string column in columns) known.TryAdd(column, column);
        return this with
        {
            Where = [.. Where.Select(group => (IReadOnlyList<Condition>)[.. group.Select(Found)])],
            WhereNot = [.. WhereNot.Select(Found)],
            Attributes = Attributes.ToDictionary(static a => a.Key, a => (IReadOnlyList<AttributeRule>)[.. a.Value.Select(Rule).SelectMany(static r => r.Columns.Count < 2 ? [r] : r.Columns.Select(c => r with { Columns = [c] }))]),
        };

        string Of(string column) => exact.Contains(column) ? column : known.GetValueOrDefault(column, column);
        Condition Found(Condition c) => c with { Columns = Any(c.Columns) };
        IReadOnlyList<string> Any(IReadOnlyList<string> some) => some.Count < 2 ? [.. some.Select(Of)] : some.Select(Of).Where(known.ContainsKey).Distinct().ToArray() is { Length: > 0 } there ? there : [some[0]];
        AttributeRule Rule(AttributeRule rule) => rule with { Columns = Any(rule.Columns), Sum = [.. rule.Sum.Select(Of)], Per = rule.Per == null ? null : Of(rule.Per), ConfidenceColumns = Any(rule.ConfidenceColumns) };
    }
}

/// <summary>A table that says more of the objects of a layer. Its columns are named with its name and a dot before them.</summary>
/// <param name="Name">In the mapping.</param>
/// <param name="Files">Patterns, as for layers.</param>
/// <param name="Optional">Whether it may be absent.</param>
/// <param name="Ours">Column of the layer, or of an earlier table, that names an object; empty: joined by place.</param>
/// <param name="Theirs">Column of the table with the same names; empty: rows are points, and say more of the object they lie in.</param>
/// <param name="Until">What of a name of the table counts: up to this text; empty: all.</param>
/// <param name="Epsg">Overrides the system of points that the file states; null: as stated.</param>
internal sealed record JoinMapping(string Name, IReadOnlyList<string> Files, bool Optional, string Ours, string Theirs, string Until, int? Epsg);

/// <summary>Whether the value of an object in a column is among some.</summary>
/// <param name="Columns">Which column; of several, the first with a value.</param>
/// <param name="Values">Patterns, of which <c>*</c> is any value at all, and an empty text no value.</param>
internal sealed record Condition(IReadOnlyList<string> Columns, IReadOnlyList<string> Values);

/// <summary>Where an attribute comes from.</summary>
/// <param name="Columns">Tried in order.</param>
/// <param name="Sum">Columns of numbers that are added up instead; empty: none.</param>
/// <param name="Per">The value is divided by that column; null: it is not.</param>
/// <param name="Times">The value is multiplied by that; 1: it stands.</param>
/// <param name="Unit">Of the source; empty: that of the territory.</param>
/// <param name="Codes">What each code means; empty: the value stands as it is.</param>
/// <param name="Missing">Values that mean that nothing is known.</param>
/// <param name="Constant">The same for all objects; null: from the columns.</param>
/// <param name="Confidence">0 to 1; null: usual for its source.</param>
/// <param name="ConfidenceColumns">Columns that say how sure the value is, of which the first that is there counts; empty: none.</param>
/// <param name="ConfidenceCodes">Confidence by the codes of that column.</param>
internal sealed record AttributeRule(
    IReadOnlyList<string> Columns, IReadOnlyList<string> Sum, string? Per, double Times, string Unit, IReadOnlyList<Code> Codes, IReadOnlyList<string> Missing, string? Constant,
    float? Confidence, IReadOnlyList<string> ConfidenceColumns, IReadOnlyList<Code> ConfidenceCodes);

/// <summary>What a code means.</summary>
/// <param name="Pattern">The code; a <c>*</c> at the end stands for any end.</param>
/// <param name="Means">A word or number of the territory.</param>
internal sealed record Code(string Pattern, string Means)
{
    /// <summary>What a code means that says nothing of the attribute.</summary>
    public const string Unknown = "unknown";

    /// <summary>Whether a value is this code.</summary>
    public bool Fits(string value) => Patterns.Fits(Pattern, value);
}

/// <summary>Where ground heights come from.</summary>
/// <param name="Files">Patterns, as for layers.</param>
/// <param name="Epsg">Overrides the system that the file states; null: as stated.</param>
/// <param name="Missing">Heights that mean that nothing is known [m].</param>
internal sealed record TerrainMapping(IReadOnlyList<string> Files, int? Epsg, IReadOnlyList<double> Missing);

/// <summary>Patterns with a star at the end.</summary>
internal static class Patterns
{
    /// <summary>Whether a value fits a pattern.</summary>
    public static bool Fits(string pattern, string value) =>
        pattern.EndsWith('*') ? value.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : string.Equals(pattern, value, StringComparison.Ordinal);
}
