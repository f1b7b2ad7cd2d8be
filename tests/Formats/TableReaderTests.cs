using System.IO.Compression;
using System.Text;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

public sealed class TableReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Text(TableReader table) => string.Join('/', table.Rows().Select(r => string.Join('|', r.Attributes.Values.Select(v => v ?? "-"))).Prepend(string.Join('|', table.Columns)));

    [Theory]
    [InlineData("a,b\n1,\n\"x, y\",2\n", "a|b/1|-/x, y|2")]
    [InlineData("a;b;c,d\n1,5;-0,25;1,2,3\n01234;,5;x\n", "a|b|c,d/1.5|-0.25|1,2,3/01234|,5|x")]      // a comma in a number is a point; in a list it is not
    [InlineData("\"a, b\";\"c, d, e\"\n1;2\n", "a, b|c, d, e/1|2")]
    [InlineData("\uFEFFa\tb\r\nx\t1,5\r\n", "a|b/x|1,5")]
    [InlineData("a,a,b\n1,2,3\n", "a|a_2|b/1|2|3")]
    public void A_table_is_read_row_by_row_as_it_is_meant(string text, string expected)
    {
        foreach (string name in new[] { "t.csv", "t.txt", "t.tsv" }) Assert.Equal(expected, Text(TableReader.Open(_folder.Write(name, text))));
        using (GZipStream gzip = new(File.Create(_folder["t.csv.gz"]), CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        TableReader packed = TableReader.Open(_folder["t.csv.gz"]);
        Assert.Equal(expected, Text(packed));
        Assert.Equal(expected, Text(packed));                          // each call reads it anew
    }

    [Fact]
    public void An_encoding_is_told_by_the_whole_table()
    {
        byte[] late = [.. "nom\n"u8, .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("maison\n", 20_000))), .. "for"u8, 0xEA, .. "t\n"u8];
        TableReader old = TableReader.Open(_folder.Write("t.csv", late)), table = TableReader.Open(_folder.Write("u.csv", "nom\n" + string.Concat(Enumerable.Repeat("xforêt\n", 40_000))));      // letters cut by the ends of blocks
        Assert.Equal("forêt", old.Rows().Last().Attributes["nom"]);
        Assert.Equal(["t.csv: its letters are not UTF-8; read as Windows-1252"], old.Notes);
        Assert.Equal(40_000, table.Rows().Count(r => r.Attributes["nom"] is "xforêt"));
        Assert.Empty(table.Notes);
        Assert.Equal("t.csv: its letters are not UTF-8; read as Windows-1252", Assert.Single(VectorReader.Read(_folder.Write("t.csv", [.. "lon,lat,nom\n1,2,for"u8, 0xEA, .. "t\n"u8])).Notes));
    }

    [Fact]
    public void A_pair_of_letters_of_Windows_1252_that_happens_to_be_one_of_UTF_8_does_not_refuse_its_table()
    {
        byte[] quoted = [.. "nom\nQUALIT"u8, 0xC9, 0xBB, .. "\n"u8, .. Enumerable.Repeat<byte[]>([.. "for"u8, 0xEA, .. "t\n"u8], 30).SelectMany(static l => l)];      // QUALITÉ»
        TableReader table = TableReader.Open(_folder.Write("t.csv", quoted));
        Assert.Equal("QUALITÉ»", table.Rows().First().Attributes["nom"]);
        Assert.Equal(["t.csv: its letters are not UTF-8 but for 1 of 31, the first in line 2; read as Windows-1252"], table.Notes);
    }

    [Fact]
    public void A_table_of_two_encodings_is_refused_where_the_rarer_one_begins()
    {
        string forests = string.Concat(Enumerable.Repeat("xforêt\n", 40_000));
        Assert.Equal("u.csv(40002): the first of 2 letters that are not UTF-8 among 40000 that are; expected one encoding in the whole table, UTF-8 or Windows-1252. Save the table anew as `CSV UTF-8`, which keeps that line if it is right; else correct it.", Refused([.. Encoding.UTF8.GetBytes("nom\n" + forests), .. "cut"u8, 0xC3, .. "\nfor"u8, 0xEA, .. "t\n"u8]));
        Assert.StartsWith("u.csv(3): the first of 1 letters in UTF-8 among 2 that are not; expected", Refused([.. "nom\nfor"u8, 0xEA, .. "t\nforêt\nfor"u8, 0xEA, .. "t\n"u8]), StringComparison.Ordinal);
        Assert.StartsWith("u.csv(2): the first of 1 letters that are not UTF-8 among 1 that are", Refused([.. "\uFEFFnom\nfor"u8, 0xEA, .. "t\n"u8]), StringComparison.Ordinal);
        Assert.StartsWith("u.csv(3): a byte that is no letter in UTF-8, nor in Windows-1252", Refused([.. "nom\nM\n"u8, 0x81, .. "ller\n"u8]), StringComparison.Ordinal);           // Müller of DOS

        string Refused(byte[] text) => Assert.Single(Assert.Throws<InputException>(() => TableReader.Open(_folder.Write("u.csv", text))).Faults).Replace(_folder["u.csv"], "u.csv", StringComparison.Ordinal);
    }

    [Fact]
    public void A_dBASE_table_alone_is_read_too()
    {
        _folder.Write("t.cpg", "UTF-8");
        _folder.Write("t.dbf", VectorFilesTests.Table([("NAME", 'C', 6, 0), ("FLATS", 'N', 4, 0)], [" caf\u00E9   12", "*gone     1", " b".PadRight(11)]));
        TableReader table = TableReader.Open(_folder["t.dbf"]);
        Assert.Equal("NAME|FLATS/café|12/b|-", Text(table));
        Assert.Equal(["t.dbf record 1", "t.dbf record 3"], table.Rows().Select(r => r.Place));
    }

    [Fact]
    public void Faults_come_after_the_sound_rows_before_them_all_at_once()
    {
        TableReader table = TableReader.Open(_folder.Write("t.csv", "a,b\n1,2\n3\n4,5\n6,7,8\n"));
        List<string> places = [];
        InputException e = Assert.Throws<InputException>(() =>
        {
            foreach (Feature row in table.Rows()) places.Add(row.Place);
        });
        Assert.Equal(["t.csv line 2"], places);
        Assert.Equal(2, e.Faults.Count);
        Assert.Contains("t.csv(5): 3 cells; expected 2", e.Faults[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t.xlsx", "CSV UTF-8"), InlineData("t.parquet", ".csv"), InlineData("none.csv", "no such file"), InlineData("empty.csv", "an empty table"), InlineData("wide.csv", "UTF-16")]
    public void What_is_no_table_is_refused(string name, string reason)
    {
        _folder.Write("empty.csv", "");
        _folder.Write("wide.csv", Encoding.Unicode.GetPreamble());
        Assert.Contains(reason, Assert.Throws<InputException>(() => TableReader.Open(_folder[name])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,Longitude,Latitude\na,2.5,44.25\n", 4326)]
    [InlineData("id;lon;lat;x;y\na;2,5;44,25;1;2\n", 4326)]
    [InlineData("id,_geopoint\na,\"44.25,2.5\"\n", 4326)]
    [InlineData("id,coordonnee_cartographique_x_ban,coordonnee_cartographique_y_ban\na,661962.4,6357933\n", 2154, 661962.4, 6357933)]
    [InlineData("id,Coordonnée_cartographique_X_(BAN),Coordonnée_cartographique_Y_(BAN)\na,661962.4,6357933\n", 2154, 661962.4, 6357933)]
    [InlineData("id,x,y\na,1,2\n", null, 1, 2)]
    public void A_table_with_coordinates_is_a_layer_of_points(string text, int? epsg, double x = 2.5, double y = 44.25)
    {
        VectorLayer layer = VectorReader.Read(_folder.Write("p.csv", text));
        Assert.Equal(epsg, layer.Crs?.Epsg);
        Feature point = Assert.Single(layer.Features);
        Assert.Equal(new Coordinate(x, y), point.Geometry!.Coordinate);
        Assert.Equal(("a", "p.csv line 2"), (point.Attributes["id"], point.Place));
        Assert.Empty(layer.Notes);
    }

    [Fact]
    public void Points_are_read_within_a_window_and_what_cannot_be_a_place_is_told()
    {
        _folder.Write("p.csv", "id,coordonnee_cartographique_x_ban,coordonnee_cartographique_y_ban\na,660000,6350000\nb,340000,7650000\nc,,\nd,700000,6350000\ne,Paris,1\n");
        VectorLayer all = VectorReader.Read(_folder["p.csv"]), part = VectorReader.Read(_folder["p.csv"], window: _ => new Envelope(650_000, 660_000, 6_350_000, 6_360_000));
        Assert.Equal([true, false, false, true, false], all.Features.Select(f => f.Geometry != null));
        Assert.Equal(["p.csv line 3: coordinates that cannot be in EPSG:2154 were read as no place", "p.csv line 6: columns coordonnee_cartographique_x_ban and coordonnee_cartographique_y_ban without two numbers were read as no place"], all.Notes);
        Assert.Equal(["a", "b", "c", "e"], part.Features.Select(f => f.Attributes["id"]));          // three lie nowhere else
        Assert.Equal(5, part.Total);
        Assert.Contains("no columns of coordinates", Assert.Throws<InputException>(() => VectorReader.Read(_folder.Write("q.csv", "a,b\n1,2\n"))).Message, StringComparison.Ordinal);
        Assert.Null(VectorReader.Read(_folder.Write("g.csv", "_geopoint\n45\n")).Features[0].Geometry);
    }
}
