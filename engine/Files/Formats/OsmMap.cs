using System.Globalization;

namespace TerritoryTwin.Files.Formats;

/// <summary>A node that says what stands there.</summary>
internal sealed record OsmNode(long Id, OsmTags Tags);

/// <summary>A line of nodes, or an area where the last is the first.</summary>
internal sealed record OsmWay(long Id, long[] Nodes, OsmTags Tags);

/// <summary>What belongs together: an area of several outlines, a route, a place.</summary>
internal sealed record OsmRelation(long Id, IReadOnlyList<OsmMember> Members, OsmTags Tags);

/// <summary>A part of a relation.</summary>
/// <param name="Kind">Of object.</param> <param name="Id">Its identifier.</param> <param name="Role">What it does there: <c>outer</c>, <c>inner</c>; may be empty.</param>
internal readonly record struct OsmMember(OsmKind Kind, long Id, string Role);

/// <summary>Kinds of objects.</summary>
internal enum OsmKind
{
    Node, Way, Relation,
}

/// <summary>What is said of an object: a few keys with their values.</summary>
internal readonly struct OsmTags(IReadOnlyList<KeyValuePair<string, string>> pairs)
{
    public IReadOnlyList<KeyValuePair<string, string>> Pairs => pairs;

    /// <summary>The value of a key; null without it.</summary>
    public string? this[string key]
    {
        get
        {
            foreach ((string name, string value) in pairs)
                if (name == key) return value;
            return null;
        }
    }
}

/// <summary>
/// What a reader of OpenStreetMap files gives: nodes, ways and relations by their identifiers, which is all that <see cref="OsmLayer"/> knows of the format.
/// Of an object that is there twice the last counts.
/// </summary>
/// <param name="name">Of the file, for notes.</param>
/// <param name="notes">Take what is odd.</param>
internal sealed class OsmMap(string name, ReadingNotes notes)
{
    private readonly Dictionary<long, int> _ways = [], _relations = [], _nodes = [];
    private readonly List<OsmWay> _wayList = [];
    private readonly List<OsmRelation> _relationList = [];
    private readonly List<OsmNode> _nodeList = [];

    /// <summary>Longitude and latitude of every node [°].</summary>
    public Dictionary<long, (double Longitude, double Latitude)> Places { get; } = [];

    /// <summary>Nodes that have tags, in the order of the file.</summary>
    public IReadOnlyList<OsmNode> Nodes => _nodeList;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<OsmWay> Ways => _wayList;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<OsmRelation> Relations => _relationList;

    /// <summary>The way of an identifier; null when the file has none.</summary>
    public OsmWay? Way(long id) => _ways.TryGetValue(id, out int at) ? _wayList[at] : null;

    /// <summary>Where an object is, for messages: <c>town.osm way/123</c>.</summary>
    public string Place(OsmKind kind, long id) => $"{name} {Identifier(kind, id)}";

    /// <summary>How an object is called in a territory: <c>way/123</c>.</summary>
    public static string Identifier(OsmKind kind, long id) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind switch { OsmKind.Node => "node", OsmKind.Way => "way", _ => "relation" }}/{id}");

    public void AddNode(long id, double longitude, double latitude, OsmTags tags)
    {
        if (!(Math.Abs(longitude) <= 180 && Math.Abs(latitude) <= 90))
        {
            notes.Add("a node whose longitude and latitude are no place on Earth was left out", Place(OsmKind.Node, id));
            return;
        }
        if (!Places.TryAdd(id, (longitude, latitude)))
        {
            NoteTwice(OsmKind.Node, id);
            Places[id] = (longitude, latitude);
        }
        if (tags.Pairs.Count > 0) Put(_nodes, _nodeList, id, new OsmNode(id, tags));
    }

    public void AddWay(long id, long[] nodes, OsmTags tags)
    {
        if (Put(_ways, _wayList, id, new OsmWay(id, nodes, tags))) NoteTwice(OsmKind.Way, id);
    }

    public void AddRelation(long id, IReadOnlyList<OsmMember> members, OsmTags tags)
    {
        if (Put(_relations, _relationList, id, new OsmRelation(id, members, tags))) NoteTwice(OsmKind.Relation, id);
    }

    /// <summary>Notes an object that is marked as deleted; it is not added.</summary>
    public void NoteDeleted(OsmKind kind, long id) => notes.Add("an object marked as deleted was left out", Place(kind, id));

    private void NoteTwice(OsmKind kind, long id) => notes.Add("an identifier is there twice; the last object counts", Place(kind, id));

    private static bool Put<T>(Dictionary<long, int> index, List<T> list, long id, T item)
    {
        bool replaces = !index.TryAdd(id, list.Count);
        if (replaces) list[index[id]] = item;
        else list.Add(item);
        return replaces;
    }
}
