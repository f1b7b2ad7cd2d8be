using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Territories;

/// <summary>One file of a layer, opened and checked against its mapping.</summary>
/// <param name="File">For messages.</param>
/// <param name="Crs">Of its coordinates.</param>
/// <param name="Features">Those wanted.</param>
/// <param name="Box">Of most of them, in their system; the farthest one, or hundredth, at each side is left out.</param>
/// <param name="Attributes">Reads their attributes.</param>
internal sealed record SourceLayer(string File, Crs Crs, IReadOnlyList<Feature> Features, Envelope Box, AttributeReader Attributes);

/// <summary>Opens the files that a mapping names.</summary>
/// <param name="mapping">Which files, in which system.</param>
/// <param name="files">Where they are sought.</param>
/// <param name="report">Takes what was read and what the formats found odd.</param>
internal sealed class SourceLayers(Mapping mapping, SourceFiles files, ImportReport report)
{
    private const string None = "";
    private readonly Dictionary<(string, string?), VectorLayer> _read = [];

    /// <summary>What is wanted of a file, in its system; null: everything.</summary>
    public Func<Crs, Envelope>? Window { get; set; }

    /// <summary>The files of a layer; empty when the mapping does not name it, or it is optional and absent.</summary>
    /// <exception cref="InputException">With every fault found.</exception>
    public IReadOnlyList<SourceLayer> Open(string layer)
    {
        if (!mapping.Layers.TryGetValue(layer, out LayerMapping? from)) return [];
        (string Path, string? Layer)[] paths = [];
        for (int k = 0; k < from.Files.Count && paths.Length == 0; k++) paths = [.. files.Find([from.Files[k]]).Select(p => (p, Holds: LayerIn(p, from.Layer))).Where(static p => p.Holds != None).Select(static p => (p.p, p.Holds))];
        if (paths.Length == 0 && !from.Optional)
            throw new InputException($"{layer}: no file fits {string.Join(", ", from.Files.Select(f => $"`{f}`"))} in the source folder. Add it, correct `layers.{layer}.file`, or state `optional: true`.");
        if (paths.Length == 0) report.Note("absent-layer", layer, "no file fits; the layer is empty", string.Join(", ", from.Files));
        return paths.Select(p => Open(layer, from, p.Path, p.Layer)).ToArray();
    }

    // Which layer of a file is meant; null: its one alone. Of GeoPackages found by a pattern, only those count that have it.
    private static string? LayerIn(string path, string? wanted)
    {
        if (wanted == null || !path.EndsWith(".gpkg", StringComparison.OrdinalIgnoreCase)) return null;
        IReadOnlyList<string> there = VectorReader.Layers(path);
        if (there.FirstOrDefault(l => string.Equals(l, wanted, StringComparison.OrdinalIgnoreCase)) is { } found) return found;
        return there.Count == 1 && Path.GetFileName(path).StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ? there[0] : None;
    }

    private SourceLayer Open(string layer, LayerMapping mapped, string path, string? table)
    {
        VectorLayer source = Read(path, table, mapped.Epsg);
        if (mapped.Joins.Count > 0 && !mapped.AsksOfJoins)             // before counts are shared among objects that are not wanted
        {
            LayerMapping own = mapped.In(source.Columns);
            RequireColumns(layer, own with { Attributes = new Dictionary<string, IReadOnlyList<AttributeRule>>() }, source);
            source = source with { Features = Wanted(layer, path, source, new AttributeReader(layer, own, report)) };
            mapped = mapped with { Where = [], WhereNot = [] };
        }
        if (mapped.Joins.Count > 0) source = new TableJoins(layer, files, Window, report).Join(source with { Crs = mapped.Epsg is { } stated ? Crs.FromEpsg(stated) : source.Crs }, mapped);
        LayerMapping from = mapped.In(source.Columns);
        RequireColumns(layer, from, source);
        AttributeReader attributes = new(layer, from, report);
        Feature[] wanted = Wanted(layer, path, source, attributes);
        attributes.Learn(wanted);
        Crs crs = from.Epsg is { } epsg ? Crs.FromEpsg(epsg)
            : source.Crs ?? throw new InputException($"{path}: says nothing of its coordinate system; expected a .prj file beside it. State it as `crs:` of layers.{layer} in the mapping.");
        Envelope box = BoxOfMost(wanted);
        Reprojection.RequireInside(path, crs, box);
        report.Read(path, $"{wanted.Length} of {source.Total} objects → {layer}, EPSG:{crs.Epsg}");
        return new SourceLayer(path, crs, wanted, box, attributes);
    }

    private Feature[] Wanted(string layer, string path, VectorLayer source, AttributeReader attributes)
    {
        List<Feature> wanted = [];
        SortedDictionary<string, int> leftOut = new(StringComparer.Ordinal);
        int others = 0;
        foreach (Feature feature in source.Features)
        {
            if (!attributes.Belongs(feature)) others++;
            else if (attributes.LeftOutBy(feature) is { } why) leftOut[why] = leftOut.GetValueOrDefault(why) + 1;
            else wanted.Add(feature);
        }
        if (others > 0) report.Note("not-wanted", layer, "left out by `where`", Path.GetFileName(path), others);
        foreach ((string why, int count) in leftOut.OrderByDescending(l => l.Value)) report.Note("left-out", layer, "left out by `where_not`", $"{why} ({count} times)", count);
        return [.. wanted];
    }

    private VectorLayer Read(string path, string? layer, int? epsg)
    {
        if (_read.TryGetValue((path, layer), out VectorLayer? read)) return read;
        read = VectorReader.Read(path, layer, Window == null ? null : stated => (epsg is { } code ? Crs.FromEpsg(code) : stated) is { } crs ? Window(crs) : null);
        foreach (string note in read.Notes) report.Note("file-note", Path.GetFileName(path), note, "");
        _read.Add((path, layer), read);
        return read;
    }

    private static void RequireColumns(string layer, LayerMapping from, VectorLayer source)
    {
        if (from.OptionalColumns || source.Features.Count == 0) return;
        string[] faults = from.Columns.Where(c => !source.Columns.Contains(c))
            .Select(c => $"{source.Path}: the column `{c}`, named by layers.{layer} of the mapping, is not there. {Spelling.Suggest(c, source.Columns)} Correct it, or state `optional_columns: true`.").ToArray();
        if (faults.Length > 0) throw new InputException(faults);
    }

    private static Envelope BoxOfMost(Feature[] features)
    {
        Coordinate[] centres = features.Where(f => f.Geometry is { IsEmpty: false }).Select(f => f.Geometry!.EnvelopeInternal.Centre)
            .Where(c => double.IsFinite(c.X) && double.IsFinite(c.Y)).ToArray();
        if (centres.Length == 0) return new Envelope();
        double[] x = centres.Select(c => c.X).Order().ToArray(), y = centres.Select(c => c.Y).Order().ToArray();
        int low = centres.Length < 5 ? 0 : Math.Max(1, centres.Length / 100), high = centres.Length - 1 - low;
        return new Envelope(x[low], x[high], y[low], y[high]);
    }
}
