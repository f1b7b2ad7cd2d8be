using System.Globalization;
using System.Xml;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads OpenStreetMap XML, version 0.6, as servers and editors write it.</summary>
internal sealed class OsmXml
{
    private const string Format = "OpenStreetMap XML file";
    private readonly string _path;
    private readonly XmlReader _reader;
    private readonly OsmMap _map;

    private OsmXml(string path, XmlReader reader, OsmMap map) => (_path, _reader, _map) = (path, reader, map);

    public static OsmMap Read(string path, ReadingNotes notes)
    {
        byte[] bytes = InputFile.UnpackedBytes(path, Format);
        OsmMap map = new(Path.GetFileName(path), notes);
        using XmlReader reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true });
        try
        {
            new OsmXml(path, reader, map).Objects();
            return map;
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException or ArgumentException)
        {
            string reason = e is XmlException && e.Message.IndexOf(" Line ", StringComparison.Ordinal) is > 0 and int end ? e.Message[..end] : e.Message;
            throw InputFile.Fault(e is XmlException { LineNumber: > 0 } x ? $"{path}({x.LineNumber},{x.LinePosition})" : path, $"no valid XML ({reason.TrimEnd('.')})", $"an {Format}", "Fetch the file again, or export it anew.");
        }
    }

    private void Objects()
    {
        if (_reader.MoveToContent() != XmlNodeType.Element || _reader.Name != "osm")
            throw Fault($"`{_reader.Name}`", "`osm` as the outermost element", "Fetch the map itself; changes (osmChange) are not read.");
        if (_reader.IsEmptyElement) return;
        _reader.Read();
        while (_reader.NodeType == XmlNodeType.Element || _reader.NodeType == XmlNodeType.Text)
        {
            if (_reader.NodeType == XmlNodeType.Text) throw Fault("text between objects", "`node`, `way` and `relation`", "Export the file anew.");
            switch (_reader.Name)
            {
                case "node": Node(); break;
                case "way": Way(); break;
                case "relation": Relation(); break;
                default: _reader.Skip(); break;                        // bounds, notes and what editors add
            }
        }
        while (_reader.Read()) { }                                     // what follows the end is a fault of the XML reader's
    }

    private void Node()
    {
        long id = Id("id");
        bool deleted = IsDeleted();
        double longitude = deleted ? 0 : Degrees("lon"), latitude = deleted ? 0 : Degrees("lat");
        OsmTags tags = Content(static (_, _) => { });
        if (deleted) _map.NoteDeleted(OsmKind.Node, id);
        else _map.AddNode(id, longitude, latitude, tags);
    }

    private void Way()
    {
        long id = Id("id");
        bool deleted = IsDeleted();
        List<long> nodes = [];
        OsmTags tags = Content((file, name) =>
        {
            if (name == "nd") nodes.Add(file.Id("ref"));
        });
        if (deleted) _map.NoteDeleted(OsmKind.Way, id);
        else _map.AddWay(id, [.. nodes], tags);
    }

    private void Relation()
    {
        long id = Id("id");
        bool deleted = IsDeleted();
        List<OsmMember> members = [];
        OsmTags tags = Content((file, name) =>
        {
            if (name == "member") members.Add(new OsmMember(file.Kind(), file.Id("ref"), file._reader.GetAttribute("role") ?? ""));
        });
        if (deleted) _map.NoteDeleted(OsmKind.Relation, id);
        else _map.AddRelation(id, members, tags);
    }

    /// <summary>Goes through what is inside an object and past its end; returns its tags.</summary>
    private OsmTags Content(Action<OsmXml, string> take)
    {
        List<KeyValuePair<string, string>> tags = [];
        bool empty = _reader.IsEmptyElement;
        _reader.Read();
        while (!empty && _reader.NodeType != XmlNodeType.EndElement)
        {
            if (_reader.NodeType == XmlNodeType.Element && _reader.Name == "tag") tags.Add(new(Text("k"), Text("v")));
            else if (_reader.NodeType == XmlNodeType.Element) take(this, _reader.Name);
            else throw Fault("text in an object", "`tag`, `nd` and `member`", "Export the file anew.");
            _reader.Skip();
        }
        if (!empty) _reader.Read();
        return new OsmTags(tags);
    }

    private bool IsDeleted() => _reader.GetAttribute("visible") == "false" || _reader.GetAttribute("action") == "delete";

    private OsmKind Kind() => Text("type") switch
    {
        "node" => OsmKind.Node,
        "way" => OsmKind.Way,
        "relation" => OsmKind.Relation,
        var other => throw Fault($"a member of type `{other}`", "`node`, `way` or `relation`", "Export the file anew."),
    };

    private string Text(string attribute) => _reader.GetAttribute(attribute) ?? throw Fault($"`{_reader.Name}` without `{attribute}`", "that attribute", "Export the file anew.");

    private long Id(string attribute) => long.TryParse(Text(attribute), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long id) ? id
        : throw Fault($"`{attribute}` is `{Short(Text(attribute))}`", "a whole number", "Export the file anew.");

    private double Degrees(string attribute) => double.TryParse(Text(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees) ? degrees
        : throw Fault($"`{attribute}` is `{Short(Text(attribute))}`", "degrees such as `6.1432`", "Export the file anew.");

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private InputException Fault(string found, string expected, string remedy)
    {
        IXmlLineInfo at = (IXmlLineInfo)_reader;
        return InputFile.Fault($"{_path}({at.LineNumber},{at.LinePosition})", found, expected, remedy);
    }
}
