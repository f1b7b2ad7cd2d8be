using System.IO.Compression;
using System.Text;
using NetTopologySuite.Geometries;
using OsmSharp;
using OsmSharp.Streams;
using OsmSharp.Tags;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>OpenStreetMap files by hand, one trouble each.</summary>
public sealed class OsmFilesTests : IDisposable
{
    private const int Damages = 3000;
    private const long MostBytes = 40L << 20;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Nodes 1 to 4 are a square of 0.001°, 5 to 8 one inside it, 9 to 12 one beside it.</summary>
    private const string Squares = """
        <node id="1" lon="6.140" lat="46.200"/><node id="2" lon="6.141" lat="46.200"/><node id="3" lon="6.141" lat="46.201"/><node id="4" lon="6.140" lat="46.201"/>
        <node id="5" lon="6.1402" lat="46.2002"/><node id="6" lon="6.1406" lat="46.2002"/><node id="7" lon="6.1406" lat="46.2006"/><node id="8" lon="6.1402" lat="46.2006"/>
        <node id="9" lon="6.142" lat="46.200"/><node id="10" lon="6.143" lat="46.200"/><node id="11" lon="6.143" lat="46.201"/><node id="12" lon="6.142" lat="46.201"/>
        """;

    private static string Way(int id, string nodes, string tags = "") =>
        $"<way id=\"{id}\">{string.Concat(nodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => $"<nd ref=\"{n}\"/>"))}{Tags(tags)}</way>";

    /// <summary>Members such as <c>outer:3</c>, of which the role may be empty.</summary>
    private static string Relation(int id, string members, string tags) =>
        $"<relation id=\"{id}\">{string.Concat(members.Split(' ').Select(m => m.Split(':')).Select(m => $"<member type=\"way\" ref=\"{m[1]}\" role=\"{m[0]}\"/>"))}{Tags(tags)}</relation>";

    private static string Tags(string tags) =>
        string.Concat(tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('=')).Select(t => $"<tag k=\"{t[0]}\" v=\"{t[1]}\"/>"));

    private VectorLayer Read(params string[] objects) => OsmLayer.Read(_folder.Write("a.osm", $"<?xml version=\"1.0\"?><osm version=\"0.6\">{Squares}{string.Concat(objects)}</osm>"));

    private static Feature Of(VectorLayer layer, string id) => Assert.Single(layer.Features, f => f.Attributes["@id"] is string found && found == id);

    private static double Squared(Feature feature) => Math.Round((feature.Geometry?.Area ?? double.NaN) * 1e8);

    [Fact]
    public void Ways_are_lines_and_closed_ones_areas_where_their_tags_say_so()
    {
        VectorLayer layer = Read(
            Way(1, "1 2 3 4 1", "building=house height=9"), Way(2, "1 2 3 4 1", "highway=residential"), Way(3, "1 2 3 4 1", "highway=pedestrian area=yes"),
            Way(4, "9 10 11", "building=yes"), Way(5, "9 10 11 12 9", "natural=tree_row"), Way(6, "9 10 11 12 9", "landuse=forest area=no"), Way(7, "1 2"),
            "<node id=\"20\" lon=\"6.1\" lat=\"46.2\"><tag k=\"natural\" v=\"tree\"/></node>");
        Assert.Equal(["node/20", "way/1", "way/2", "way/3", "way/4", "way/5", "way/6"], layer.Features.Select(f => f.Attributes["@id"]));
        Assert.Equal(["Point", "Polygon", "LineString", "Polygon", "LineString", "LineString", "LineString"], layer.Features.Select(f => f.Geometry!.GeometryType));
        Assert.Equal(100, Squared(Of(layer, "way/1")));
        Assert.Equal("9", Of(layer, "way/1").Attributes["height"]);
        Assert.Equal("a.osm way/1", Of(layer, "way/1").Place);
        Assert.Equal(4326, layer.Crs!.Epsg);
        Assert.Empty(layer.Notes);
    }

    [Fact]
    public void A_multipolygon_is_joined_of_its_ways_in_any_order_and_sense_with_its_holes()
    {
        VectorLayer layer = Read(
            Way(1, "3 2 1"), Way(2, "3 4 1"), Way(3, "5 6 7 8 5"), Way(4, "9 10 11 12 9", "building=house"),
            Relation(45, "outer:1 inner:3 :2 outer:4", "type=multipolygon building=school"));
        Assert.Equal(100 - 16 + 100, Squared(Of(layer, "relation/45")));
        Assert.Equal(2, Of(layer, "relation/45").Geometry!.NumGeometries);
        Assert.Contains("a.osm way/4: an outline that repeats what its relation says", Assert.Single(layer.Notes), StringComparison.Ordinal);
        Assert.Single(layer.Features);
    }

    [Theory]
    [InlineData("outer:1 outer:99", "relation/45: a multipolygon of which ways are not in the file has only the rings that close")]
    [InlineData("outer:5", "relation/45: a multipolygon has rings that do not close; they were left out")]
    [InlineData("inner:1", "relation/45: a multipolygon without an outer ring that closes was left out")]
    [InlineData("outer:1 outer:1", "relation/45: a way is in a multipolygon twice; it was taken once")]
    [InlineData("outer:6", "relation/45: a multipolygon has rings that do not close; they were left out")]
    public void What_a_multipolygon_lacks_is_told_with_its_identifier(string members, string note)
    {
        VectorLayer layer = Read(Way(1, "1 2 3 4 1"), Way(5, "9 10 11"), Way(6, "9 10 999 11 12 9"), Relation(45, members, "type=multipolygon building=yes"));
        Assert.Contains(layer.Notes, n => n.Contains(note, StringComparison.Ordinal));
        Assert.Equal(members.StartsWith("outer:1", StringComparison.Ordinal), Of(layer, "relation/45").Geometry != null);
    }

    [Theory]
    [InlineData("<way id=\"1\"><tag k=\"building\" v=\"yes\"/></way>", "way/1: a way without nodes was left out")]
    [InlineData("<way id=\"1\"><nd ref=\"1\"/><nd ref=\"999\"/><nd ref=\"3\"/><nd ref=\"4\"/><nd ref=\"1\"/><tag k=\"building\" v=\"yes\"/></way>", "way/1: an area of which nodes are not in the file was left out")]
    [InlineData("<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"999\"/><nd ref=\"3\"/><nd ref=\"4\"/><tag k=\"highway\" v=\"path\"/></way>", "way/1: a line of which nodes are not in the file has gaps there")]
    [InlineData("<way id=\"1\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"1\"/><tag k=\"building\" v=\"yes\"/></way>", "way/1: a ring of fewer than three corners was left out")]
    [InlineData("<node id=\"1\" lon=\"6.14\" lat=\"46.2\"/>", "node/1: an identifier is there twice; the last object counts")]
    [InlineData("<node id=\"77\" lon=\"196.14\" lat=\"46.2\"/>", "node/77: a node whose longitude and latitude are no place on Earth was left out")]
    [InlineData("<way id=\"8\" visible=\"false\"/>", "way/8: an object marked as deleted was left out")]
    [InlineData("<relation id=\"8\"><tag k=\"type\" v=\"multipolygon\"/></relation>", "relation/8: a multipolygon without tags of its own was left out")]
    public void What_is_odd_is_told_with_its_identifier(string objects, string note)
    {
        VectorLayer layer = Read(objects);
        Assert.Contains(note, Assert.Single(layer.Notes), StringComparison.Ordinal);
        foreach (Feature feature in layer.Features) Assert.True(feature.Geometry is null or MultiLineString { NumGeometries: 2 });
    }

    [Theory]
    [InlineData("<osm><node id=\"x\" lon=\"6\" lat=\"46\"/></osm>", "a.osm(1,7): `id` is `x`; expected a whole number")]
    [InlineData("<osm><node id=\"1\" lon=\"6\"/></osm>", "a.osm(1,7): `node` without `lat`")]
    [InlineData("<osm><node id=\"1\" lon=\"6,5\" lat=\"46\"/></osm>", "`lon` is `6,5`; expected degrees")]
    [InlineData("<osm><relation id=\"1\"><member type=\"tree\" ref=\"1\"/></relation></osm>", "a member of type `tree`")]
    [InlineData("<osm><node id=\"1\"", "a.osm(1,18): no valid XML")]
    [InlineData("<osm>text</osm>", "text between objects")]
    [InlineData("<osmChange><create/></osmChange>", "changes (osmChange) are not read")]
    [InlineData("<!DOCTYPE osm [<!ENTITY a \"b\">]><osm/>", "no valid XML")]
    public void A_fault_of_XML_is_told_with_line_and_column(string text, string fault) =>
        Assert.Contains(fault, Assert.Throws<InputException>(() => OsmLayer.Read(_folder.Write("a.osm", text))).Message, StringComparison.Ordinal);

    /// <summary>A house, a school with a court, a road and a tree, as OsmSharp writes them.</summary>
    private byte[] Pbf()
    {
        using MemoryStream file = new();
        PBFOsmStreamTarget target = new(file, compress: true);
        target.Initialize();
        foreach (string node in Squares.Split("<node ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = node.Split('"');
            target.AddNode(new Node { Id = long.Parse(parts[1]), Longitude = double.Parse(parts[3]), Latitude = double.Parse(parts[5]), Tags = new TagsCollection(), Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true });
        }
        target.AddNode(new Node { Id = 20, Longitude = 6.1415, Latitude = 46.2005, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Tags = new TagsCollection(new Tag("natural", "tree")) });
        target.AddWay(new Way { Id = 1, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Nodes = [1, 2, 3], Tags = new TagsCollection() });
        target.AddWay(new Way { Id = 2, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Nodes = [1, 4, 3], Tags = new TagsCollection() });
        target.AddWay(new Way { Id = 3, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Nodes = [5, 6, 7, 8, 5], Tags = new TagsCollection() });
        target.AddWay(new Way { Id = 4, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Nodes = [9, 10, 11, 12, 9], Tags = new TagsCollection(new Tag("building", "house"), new Tag("name", "Café")) });
        target.AddWay(new Way { Id = 5, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Nodes = [4, 3, 12], Tags = new TagsCollection(new Tag("highway", "residential")) });
        target.AddRelation(new Relation
        {
            Id = 45, Version = 1, TimeStamp = DateTime.UnixEpoch, UserName = "", UserId = 1, ChangeSetId = 1, Visible = true, Tags = new TagsCollection(new Tag("type", "multipolygon"), new Tag("building", "school")),
            Members = [new RelationMember(1, "outer", OsmGeoType.Way), new RelationMember(2, "outer", OsmGeoType.Way), new RelationMember(3, "inner", OsmGeoType.Way)],
        });
        target.Flush();
        target.Close();
        return file.ToArray();
    }

    private const string SameInXml = """
        <node id="20" lon="6.1415" lat="46.2005"><tag k="natural" v="tree"/></node>
        <way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/></way><way id="2"><nd ref="1"/><nd ref="4"/><nd ref="3"/></way>
        <way id="3"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="5"/></way>
        <way id="4"><nd ref="9"/><nd ref="10"/><nd ref="11"/><nd ref="12"/><nd ref="9"/><tag k="building" v="house"/><tag k="name" v="Café"/></way>
        <way id="5"><nd ref="4"/><nd ref="3"/><nd ref="12"/><tag k="highway" v="residential"/></way>
        <relation id="45"><member type="way" ref="1" role="outer"/><member type="way" ref="2" role="outer"/><member type="way" ref="3" role="inner"/><tag k="type" v="multipolygon"/><tag k="building" v="school"/></relation>
        """;

    [Fact]
    public void PBF_and_XML_of_the_same_map_are_the_same_layer()
    {
        VectorLayer pbf = OsmLayer.Read(_folder.Write("a.osm.pbf", Pbf())), xml = Read(SameInXml);
        Assert.Equal(["node/20", "way/4", "way/5", "relation/45"], pbf.Features.Select(f => f.Attributes["@id"]));
        Assert.Equal(xml.Columns.Order(), pbf.Columns.Order());
        foreach ((Feature a, Feature b) in pbf.Features.Zip(xml.Features))
        {
            Assert.Equal(b.Attributes.OrderBy(v => v.Key, StringComparer.Ordinal), a.Attributes.OrderBy(v => v.Key, StringComparer.Ordinal));
            Assert.True(a.Geometry!.EqualsExact(b.Geometry, 2e-7), $"{a.Geometry} is not {b.Geometry}");       // OsmSharp cuts to 1e-7 degrees when it writes
        }
        Assert.Empty(pbf.Notes);
    }

    [Fact]
    public void A_block_of_an_unknown_kind_is_left_out_with_a_note_and_what_follows_is_read()
    {
        VectorLayer layer = OsmLayer.Read(_folder.Write("a.pbf", [.. Block("OSMHeader", []), .. Block("OSMIndex", [8, 1]), .. Block("OSMData", TreeAt(5, 62_000_000))]));
        Assert.Equal(new Coordinate(6.2, 6.2), Assert.Single(layer.Features).Geometry!.Coordinate);
        Assert.Contains("the unknown kind `OSMIndex`", Assert.Single(layer.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_states_no_granularity_has_that_of_the_format_and_not_of_the_block_before()
    {
        byte[] coarse = [.. TreeAt(5, 6_200_000), 0x88, 0x01, 0xE8, 0x07];
        VectorLayer layer = OsmLayer.Read(_folder.Write("a.pbf", [.. Block("OSMHeader", []), .. Block("OSMData", coarse), .. Block("OSMData", TreeAt(6, 62_000_000))]));
        Assert.Equal([6.2, 6.2], layer.Features.Select(f => f.Geometry!.Coordinate.X), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void The_map_of_Geneva_is_that_which_OsmSharp_reads()
    {
        string path = SharedData.Data("territory-geneva/geneva-centre_2025-01-28.osm.pbf");
        OsmMap map = OsmPbf.Read(path, new ReadingNotes());
        using FileStream file = File.OpenRead(path);
        int nodes = 0, tagged = 0, ways = 0, relations = 0;
        foreach (OsmGeo other in new PBFOsmStreamSource(file))
        {
            OsmTags tags = default;
            switch (other)
            {
                case Node node:
                    Assert.Equal((node.Longitude!.Value, node.Latitude!.Value), map.Places[node.Id!.Value], (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-11);
                    nodes++;
                    if (node.Tags.Count == 0) continue;
                    tags = map.Nodes[tagged++].Tags;
                    break;
                case Way way:
                    Assert.Equal(way.Id, map.Ways[ways].Id);
                    Assert.Equal(way.Nodes, map.Ways[ways].Nodes);
                    tags = map.Ways[ways++].Tags;
                    break;
                case Relation relation:
                    Assert.Equal(relation.Members.Select(m => new OsmMember((OsmKind)m.Type, m.Id, m.Role)), map.Relations[relations].Members);
                    tags = map.Relations[relations++].Tags;
                    break;
            }
            Assert.Equal(other.Tags.Select(t => KeyValuePair.Create(t.Key, t.Value)), tags.Pairs);
        }
        Assert.Equal((168_716, 32_636, 1_260), (nodes, ways, relations));          // as its README counts
        Assert.Equal((nodes, tagged, ways, relations), (map.Places.Count, map.Nodes.Count, map.Ways.Count, map.Relations.Count));
    }

    /// <summary>Why OsmSharp is a second opinion alone: public extracts carry no authors.</summary>
    [Fact]
    public void A_map_without_authors_is_read_where_OsmSharp_gives_up()
    {
        byte[] bytes = [.. Blob("OSMHeader", [0x0A, 0]), .. Blob("OSMData", [0x0A, .. Counted(TreeAt(5, 62_000_000))])];
        Assert.Single(OsmLayer.Read(_folder.Write("a.pbf", bytes)).Features);
        Assert.Throws<NullReferenceException>(() => new PBFOsmStreamSource(new MemoryStream(bytes)).Count());
    }

    [Fact]
    public void What_is_no_map_or_not_read_is_refused_with_the_reason()
    {
        byte[] header = Block("OSMHeader", []), tree = Block("OSMData", TreeAt(5, 62_000_000));
        Refused(tree, "data before the block `OSMHeader`");
        Refused([.. header, .. tree[..^3]], "bytes left where");
        Refused([.. header, 0, 0], "block 2 at byte");
        Refused([.. header, 0x7F, 0xFF, 0xFF, 0xFF], "a header of 2147483647 bytes");
        Refused(Block("OSMHeader", [0x22, 21, .. "HistoricalInformation"u8]), "the history of a map");
        Refused(Block("OSMHeader", [0x22, 3, .. "New"u8]), "the feature `New`");
        Refused(Blob("OSMHeader", [0x3A, 1, 0]), "zstd");
        Refused(Blob("OSMHeader", [0x10, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x1A, 1, 0]), "unpacks to 2147483647 bytes");
        Refused(Blob("OSMHeader", [0x10, 1, 0x1A, .. Counted(Zipped(new byte[1000]))]), "or more; 1 are announced");
        Refused("PK"u8.ToArray(), "block 1 at byte 0");

        void Refused(byte[] bytes, string why) => Assert.Contains(why, Assert.Throws<InputException>(() => OsmLayer.Read(_folder.Write("a.pbf", bytes))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.osm.pbf")]
    [InlineData("raw.osm.pbf")]
    [InlineData("a.osm")]
    public void Thousands_of_damaged_files_are_read_or_refused_and_nothing_else(string name)
    {
        byte[] sound = name switch
        {
            "a.osm.pbf" => Pbf(),
            "raw.osm.pbf" => [.. Block("OSMHeader", []), .. Block("OSMData", Unpacked(Pbf()))],
            _ => Encoding.UTF8.GetBytes($"<osm>{Squares}{SameInXml}</osm>"),
        };
        OsmLayer.Read(_folder.Write(name, sound));
        Random random = new(11);
        int read = 0;
        for (int k = 0; k < Damages; k++)
        {
            byte[] damaged = k % 7 == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            for (int n = random.Next(1, 5); n > 0 && damaged.Length > 0; n--)
            {
                int at = random.Next(k % 2 == 0 ? damaged.Length : Math.Min(80, damaged.Length));
                damaged[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => 0xFF, _ => (byte)(damaged[at] ^ (1 << random.Next(8))) };
            }
            string path = _folder.Write(name, damaged);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                foreach (Feature feature in OsmLayer.Read(path).Features) _ = feature.Geometry?.Area + feature.Attributes.Count;
                read++;
            }
            catch (InputException e)
            {
                Assert.Contains(name, e.Message, StringComparison.Ordinal);
            }
            catch (Exception e)
            {
                Assert.Fail($"{name}, damage {k}: {e}");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
        Assert.InRange(read, name == "a.osm.pbf" ? 0 : 1, Damages - 1);
    }

    /// <summary>The data of a file, one block behind the other: messages that follow each other are one.</summary>
    private static byte[] Unpacked(byte[] file)
    {
        OsmPbfBlocks blocks = new("a.pbf", file, new ReadingNotes());
        List<byte> all = [];
        while (blocks.Next() is { } block) all.AddRange(block);
        return [.. all];
    }

    /// <summary>A node with the tag <c>natural=tree</c>, at the same longitude and latitude, in steps of the granularity.</summary>
    private static byte[] TreeAt(int id, int degrees)
    {
        byte[] strings = [0x0A, 0, 0x0A, 7, .. "natural"u8, 0x0A, 4, .. "tree"u8];
        byte[] node = [0x08, (byte)(2 * id), 0x12, 1, 1, 0x1A, 1, 2, 0x40, .. Varint(2u * (uint)degrees), 0x48, .. Varint(2u * (uint)degrees)];
        byte[] group = [0x0A, .. Counted(node)];
        return [0x0A, .. Counted(strings), 0x12, .. Counted(group)];
    }

    private static byte[] Block(string type, byte[] content) => Blob(type, [0x10, .. Varint((uint)content.Length), 0x1A, .. Counted(Zipped(content))]);

    private static byte[] Blob(string type, byte[] blob)
    {
        byte[] header = [0x0A, .. Counted(Encoding.UTF8.GetBytes(type)), 0x18, .. Varint((uint)blob.Length)];
        return [0, 0, 0, (byte)header.Length, .. header, .. blob];
    }

    private static byte[] Zipped(byte[] content)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal)) zlib.Write(content);
        return packed.ToArray();
    }

    private static byte[] Counted(byte[] content) => [.. Varint((uint)content.Length), .. content];

    private static byte[] Varint(uint value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
