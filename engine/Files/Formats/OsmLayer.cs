using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>
/// Reads an OpenStreetMap file as one layer: a point for each node that has tags, a line or polygon for each way that has, polygons for each multipolygon or boundary, a point for each rule of turning at a node. Each tag
/// is a column; <c>@id</c> is the identifier: <c>way/123</c>; <c>@from</c> and <c>@to</c> are the ways that a rule of turning leads from and to, with semicolons between.
/// </summary>
internal sealed class OsmLayer
{
    private const string IdColumn = "@id";

    /// <summary>Keys that make an area of a closed way; null: whatever their value is, else but for some values, or for some alone.</summary>
    private static readonly Dictionary<string, (bool Only, string[] Values)?> AreaKeys = new(StringComparer.Ordinal)
    {
        ["building"] = (false, ["no"]), ["building:part"] = (false, ["no"]), ["landuse"] = null, ["amenity"] = null, ["shop"] = null, ["office"] = null, ["tourism"] = null,
        ["historic"] = null, ["military"] = null, ["craft"] = null, ["place"] = null, ["water"] = null, ["boundary"] = null, ["area:highway"] = null, ["allotments"] = null,
        ["leisure"] = (false, ["track", "slipway"]),
        ["natural"] = (false, ["coastline", "cliff", "tree_row", "ridge", "arete", "valley", "gully", "earth_bank"]),
        ["man_made"] = (false, ["pipeline", "embankment", "dyke", "cutline", "breakwater", "groyne", "goods_conveyor"]),
        ["highway"] = (true, ["services", "rest_area", "platform"]), ["railway"] = (true, ["platform", "station", "turntable", "roundhouse"]),
        ["waterway"] = (true, ["riverbank", "dock", "boatyard", "dam", "fuel"]), ["aeroway"] = (true, ["aerodrome", "apron", "helipad", "terminal", "hangar"]),
        ["public_transport"] = (true, ["platform", "station"]), ["power"] = (true, ["plant", "substation", "generator", "transformer"]),
    };

    private readonly OsmMap _map;
    private readonly ReadingNotes _notes;
    private readonly GeometryParts _parts;
    private readonly AttributeColumns _columns = new();
    private readonly List<Feature> _features = [];

    private OsmLayer(OsmMap map, ReadingNotes notes)
    {
        (_map, _notes, _parts) = (map, notes, new GeometryParts(notes, 4326));
        _columns.FindOrAdd(IdColumn);
    }

    /// <summary>Reads a file; its extension says whether it is PBF or XML.</summary>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public static VectorLayer Read(string path)
    {
        ReadingNotes notes = new();
        OsmMap map = path.EndsWith(".pbf", StringComparison.OrdinalIgnoreCase) ? OsmPbf.Read(path, notes) : OsmXml.Read(path, notes);
        OsmLayer layer = new(map, notes);
        layer.Assemble();
        return new VectorLayer(path, Crs.FromEpsg(4326), layer._columns.Names, layer._features, notes.Sentences(), layer._features.Count);
    }

    /// <summary>Whether a closed way with these tags is an area; a road is none unless it says so.</summary>
    public static bool IsArea(OsmTags tags)
    {
        if (tags["area"] is { } said && said is "yes" or "no") return said == "yes";
        if (tags["highway"] is { } road && !IsAreaKey("highway", road) && tags["building"] == null) return false;
        return tags.Pairs.Any(t => IsAreaKey(t.Key, t.Value));
    }

    private static bool IsAreaKey(string key, string value) =>
        AreaKeys.TryGetValue(key, out (bool Only, string[] Values)? some) && (some is not { } known || known.Only == known.Values.Contains(value));

    private void Assemble()
    {
        HashSet<long> outlines = [];
        List<(OsmRelation Relation, Geometry? Shape)> areas = [];
        foreach (OsmRelation relation in _map.Relations)
            if (IsAreaRelation(relation)) areas.Add((relation, Shape(relation, outlines)));

        foreach (OsmNode node in _map.Nodes)
        {
            string place = _parts.Place = _map.Place(OsmKind.Node, node.Id);
            Add(OsmMap.Identifier(OsmKind.Node, node.Id), place, node.Tags, _parts.CreatePoint(At(node.Id)));
        }
        foreach (OsmWay way in _map.Ways)
        {
            if (way.Tags.Pairs.Count == 0) continue;
            string place = _parts.Place = _map.Place(OsmKind.Way, way.Id);
            if (outlines.Contains(way.Id)) _notes.Add("an outline that repeats what its relation says was read with the relation alone", place);
            else Add(OsmMap.Identifier(OsmKind.Way, way.Id), place, way.Tags, Shape(way, place));
        }
        foreach (OsmRelation relation in _map.Relations)
            if (relation.Tags["type"] == "restriction") AddTurns(relation);
        foreach ((OsmRelation relation, Geometry? shape) in areas)
            Add(OsmMap.Identifier(OsmKind.Relation, relation.Id), _map.Place(OsmKind.Relation, relation.Id), relation.Tags, shape);
    }

    private void AddTurns(OsmRelation relation)
    {
        string place = _parts.Place = _map.Place(OsmKind.Relation, relation.Id);
        long[] nodes = [.. Of(OsmKind.Node, "via")];
        string from = Ways("from"), to = Ways("to");
        if (Of(OsmKind.Way, "via").Any()) _notes.Add("a rule of turning that leads over a way, not a node, was left out", place);
        else if (nodes.Length != 1 || !_map.Places.ContainsKey(nodes[0]) || from.Length == 0 || to.Length == 0) _notes.Add("a rule of turning without its ways, or without one node between them, was left out", place);
        else Add(OsmMap.Identifier(OsmKind.Relation, relation.Id), place, new OsmTags([.. relation.Tags.Pairs, new("@from", from), new("@to", to)]), _parts.CreatePoint(At(nodes[0])));

        IEnumerable<long> Of(OsmKind kind, string role) => relation.Members.Where(m => m.Kind == kind && m.Role == role).Select(m => m.Id);
        string Ways(string role) => string.Join(';', Of(OsmKind.Way, role).Select(id => OsmMap.Identifier(OsmKind.Way, id)));
    }

    private void Add(string id, string place, OsmTags tags, Geometry? shape)
    {
        int[] indexes = [.. tags.Pairs.Select(t => _columns.FindOrAdd(t.Key)), 0];
        _features.Add(new Feature(shape, new AttributeRow(_columns, indexes, [.. tags.Pairs.Select(t => t.Value), id]), place));
    }

    private bool IsAreaRelation(OsmRelation relation)
    {
        string type = relation.Tags["type"] ?? "";
        if (type is not ("multipolygon" or "boundary"))
        {
            if (relation.Tags["building"] != null) _notes.Add($"a relation with `building` is of type `{(type.Length > 20 ? type[..20] : type)}`, which is no area; it was left out", _map.Place(OsmKind.Relation, relation.Id));
            return false;
        }
        if (relation.Tags.Pairs.Count > 1) return true;
        _notes.Add("a multipolygon without tags of its own was left out; its ways stand for themselves", _map.Place(OsmKind.Relation, relation.Id));
        return false;
    }

    private Coordinate At(long node) => _map.Places[node] is var (longitude, latitude) ? new Coordinate(longitude, latitude) : throw new KeyNotFoundException();

    private Geometry? Shape(OsmWay way, string place)
    {
        if (way.Nodes.Length == 0)
        {
            _notes.Add("a way without nodes was left out", place);
            return null;
        }
        List<long[]> runs = Runs(way.Nodes);
        bool whole = runs.Count == 1 && runs[0].Length == way.Nodes.Length;
        if (way.Nodes.Length > 2 && way.Nodes[0] == way.Nodes[^1] && IsArea(way.Tags))
        {
            if (whole) return _parts.Polygons([Coordinates(runs[0])]);
            _notes.Add("an area of which nodes are not in the file was left out", place);
            return null;
        }
        if (!whole) _notes.Add("a line of which nodes are not in the file has gaps there", place);
        return _parts.Lines(runs.Where(r => r.Length > 1).Select(Coordinates));
    }

    /// <summary>Nodes in a row that are in the file.</summary>
    private List<long[]> Runs(long[] nodes)
    {
        List<long[]> runs = [];
        int from = 0;
        for (int n = 0; n <= nodes.Length; n++)
        {
            if (n < nodes.Length && _map.Places.ContainsKey(nodes[n])) continue;
            if (n > from) runs.Add(nodes[from..n]);
            from = n + 1;
        }
        return runs;
    }

    private Coordinate[] Coordinates(IReadOnlyList<long> nodes) => [.. nodes.Select(At)];

    /// <summary>The polygons of a relation; null when none closes.</summary>
    /// <param name="relation">Which.</param>
    /// <param name="outlines">Takes the ways that say the same as the relation.</param>
    private Geometry? Shape(OsmRelation relation, HashSet<long> outlines)
    {
        string place = _parts.Place = _map.Place(OsmKind.Relation, relation.Id);
        List<long[]> outer = [], inner = [];
        HashSet<long> seen = [];
        List<OsmWay> around = [];
        bool missing = false;
        foreach (OsmMember member in relation.Members)
        {
            if (member.Kind == OsmKind.Relation) _notes.Add("a relation in a multipolygon was not followed", place);
            if (member.Kind != OsmKind.Way) continue;
            if (!seen.Add(member.Id))
            {
                _notes.Add("a way is in a multipolygon twice; it was taken once", place);
                continue;
            }
            if (_map.Way(member.Id) is not { } way)
            {
                missing = true;
                continue;
            }
            if (member.Role != "inner") around.Add(way);
            (member.Role == "inner" ? inner : outer).AddRange(Runs(way.Nodes).Where(r => r.Length > 1));
        }
        OsmRings outside = OsmRings.Join(outer), holes = OsmRings.Join(inner);
        if (missing || outside.Open.Count + holes.Open.Count > 0)
            _notes.Add(missing ? "a multipolygon of which ways are not in the file has only the rings that close" : "a multipolygon has rings that do not close; they were left out", place);
        if (outside.Closed.Count == 0)
        {
            _notes.Add("a multipolygon without an outer ring that closes was left out", place);
            return null;
        }
        Geometry? shape = _parts.Polygons(outside.Closed.Select(r => Turned(r, clockwise: true)), holes.Closed.Select(r => Turned(r, clockwise: false)));
        if (shape != null) outlines.UnionWith(around.Where(w => Repeats(w.Tags, relation.Tags)).Select(w => w.Id));
        return shape;
    }

    private Coordinate[] Turned(IReadOnlyList<long> ring, bool clockwise)
    {
        Coordinate[] points = Coordinates(ring);
        if (points.Length >= 4 && Orientation.IsCCW(points) == clockwise) Array.Reverse(points);
        return points;
    }

    /// <summary>Whether a way says of what it is an outline what its relation says too: the same kind of area, or that both are buildings.</summary>
    private static bool Repeats(OsmTags way, OsmTags relation) =>
        way.Pairs.Any(t => IsAreaKey(t.Key, t.Value) && relation[t.Key] is { } value && (value == t.Value || t.Key == "building"));
}
