using System.Buffers.Binary;
using System.Text;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using Polygon = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Tests.Formats;

public sealed class VectorFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private VectorLayer Shapes(int type, params byte[][] records) => Shapes(type, Table(records.Length), records);

    private VectorLayer Shapes(int type, byte[] table, byte[][] records)
    {
        _folder.Write("a.shp", ShapeFile(type, records));
        _folder.Write("a.dbf", table);
        return VectorReader.Read(_folder["a.shp"]);
    }

    internal static byte[] ShapeFile(int type, params byte[][] records)
    {
        MemoryStream file = new();
        file.Write(new byte[100]);
        Span<byte> four = stackalloc byte[8];
        for (int i = 0; i < records.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(four, i + 1);
            BinaryPrimitives.WriteInt32BigEndian(four[4..], records[i].Length / 2);
            file.Write(four);
            file.Write(records[i]);
        }
        byte[] bytes = file.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, 9994);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(24), bytes.Length / 2);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), 1000);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), type);
        return bytes;
    }

    internal static byte[] Record(int type, int[]? parts, double[] points, params double[] rest)
    {
        MemoryStream record = new();
        using BinaryWriter writer = new(record);
        writer.Write(type);
        if (type % 10 != 1) writer.Write(new byte[32]);
        if (parts != null) writer.Write(parts.Length);
        if (type % 10 != 1) writer.Write(points.Length / 2);
        foreach (int part in parts ?? []) writer.Write(part);
        foreach (double value in points) writer.Write(value);
        foreach (double value in rest) writer.Write(value);
        return record.ToArray();
    }

    internal static byte[] Table(int records) => Table([("ID", 'N', 4, 0)], [.. Enumerable.Range(1, records).Select(i => $" {i,4}")]);

    internal static byte[] Table((string Name, char Type, int Length, int Decimals)[] fields, string[] records, Encoding? encoding = null, byte language = 0)
    {
        MemoryStream table = new();
        using BinaryWriter writer = new(table);
        writer.Write((byte)3);
        writer.Write(new byte[3]);
        writer.Write(records.Length);
        writer.Write((short)(33 + 32 * fields.Length));
        writer.Write((short)(1 + fields.Sum(f => f.Length)));
        writer.Write(new byte[17]);
        writer.Write(language);
        writer.Write(new byte[2]);
        foreach ((string name, char type, int length, int decimals) in fields)
        {
            writer.Write(Encoding.ASCII.GetBytes(name.PadRight(11, '\0')));
            writer.Write((byte)type);
            writer.Write(new byte[4]);
            writer.Write((byte)length);
            writer.Write((byte)decimals);
            writer.Write(new byte[14]);
        }
        writer.Write((byte)0x0D);
        foreach (string record in records) writer.Write((encoding ?? Encoding.UTF8).GetBytes(record));
        return table.ToArray();
    }

    private static double[] Square(double x, double y, double side, bool clockwise) => clockwise
        ? [x, y, x, y + side, x + side, y + side, x + side, y, x, y]
        : [x, y, x + side, y, x + side, y + side, x, y + side, x, y];

    [Fact]
    public void A_courtyard_is_a_hole_of_the_building_around_it_and_a_block_in_the_courtyard_a_building_of_its_own()
    {
        double[] points = [.. Square(3, 3, 4, clockwise: false), .. Square(0, 0, 10, clockwise: true), .. Square(4, 4, 2, clockwise: true), .. Square(20, 0, 5, clockwise: true)];
        MultiPolygon block = Assert.IsType<MultiPolygon>(Shapes(5, Record(5, [0, 5, 10, 15], points)).Features[0].Geometry);

        Assert.Equal([84, 4, 25], block.Geometries.Select(g => g.Area));
        Assert.True(block.IsValid);
    }

    [Fact]
    public void A_ring_inside_another_is_a_hole_where_it_turns_the_other_way_and_one_that_is_there_twice_counts_once()
    {
        double[] reversed = [.. Square(0, 0, 10, clockwise: false), .. Square(3, 3, 4, clockwise: true), .. Square(4, 4, 2, clockwise: false)];
        double[] alike = [.. Square(3, 3, 4, clockwise: true), .. Square(0, 0, 10, clockwise: true)];
        double[] twice = [.. Square(0, 0, 10, clockwise: true), .. Square(0, 0, 10, clockwise: true)];
        double[] notch = [0, 0, 0, 9, 3, 9, 3, 3, 6, 3, 6, 9, 9, 9, 9, 0, 0, 0, .. (double[])[3, 3, 3, 9, 6, 9, 6, 3, 3, 3]];
        VectorLayer layer = Shapes(5, Record(5, [0, 5, 10], reversed), Record(5, [0, 5], alike), Record(5, [0, 5], twice), Record(5, [0, 9], notch));

        Assert.Equal([88, 116, 100, 81], layer.Features.Select(f => f.Geometry!.Area));
        Assert.Equal(["a.shp record 2: a ring inside another that turns the same way was taken for an outer ring", "a.shp record 3: a ring that is there twice was taken once"], layer.Notes);
    }

    private void Index(params (int Start, int Length)[] records)
    {
        byte[] index = new byte[100 + 8 * records.Length];
        for (int n = 0; n < records.Length; n++)
        {
            BinaryPrimitives.WriteInt32BigEndian(index.AsSpan(100 + 8 * n), records[n].Start / 2);
            BinaryPrimitives.WriteInt32BigEndian(index.AsSpan(104 + 8 * n), records[n].Length / 2);
        }
        _folder.Write("a.shx", index);
    }

    [Fact]
    public void Shapes_come_in_the_order_of_an_index_that_fits_and_records_that_no_index_names_are_left_out()
    {
        byte[][] squares = [.. new[] { 3.0, 1, 2 }.Select(side => Record(5, [0], Square(0, 0, side, clockwise: true)))];
        int length = squares[0].Length, step = 8 + length;
        double[] Sides() => [.. Shapes(5, Table(2), squares).Features.Select(f => Math.Sqrt(f.Geometry!.Area))];
        Index((100 + step, length), (100 + 2 * step, length));
        Assert.Equal([1, 2], Sides());

        Index((100 + step, length), (100 + step, length));
        Assert.Contains("3 shapes, but 2 records", Assert.Throws<InputException>(Sides).Message, StringComparison.Ordinal);

        Index((100, length));
        VectorLayer layer = Shapes(5, squares);
        Assert.Equal([9, 1, 4], layer.Features.Select(f => f.Geometry!.Area));
        Assert.Equal(["a.shx: the index does not fit the shapes and was passed over"], layer.Notes);
    }

    [Fact]
    public void Records_numbered_in_another_order_need_an_index()
    {
        byte[] file = ShapeFile(5, Record(5, [0], Square(0, 0, 3, clockwise: true)), Record(5, [0], Square(0, 0, 1, clockwise: true)));
        int second = 100 + (file.Length - 100) / 2;
        (file[103], file[second + 3]) = (2, 1);
        _folder.Write("a.shp", file);
        _folder.Write("a.dbf", Table(2));
        Assert.Contains("another order", Assert.Throws<InputException>(() => VectorReader.Read(_folder["a.shp"])).Message, StringComparison.Ordinal);

        (file[103], file[second + 3]) = (0, 1);
        _folder.Write("a.shp", file);
        Assert.Equal(["a.shp record 1: the record bears another number than its rank, which counts (2 times in all)"], VectorReader.Read(_folder["a.shp"]).Notes);
    }

    [Fact]
    public void An_outline_drawn_the_wrong_way_round_or_left_open_is_still_a_building()
    {
        VectorLayer layer = Shapes(5, Record(5, [0], Square(0, 0, 10, clockwise: false)), Record(5, [0], Square(0, 0, 10, clockwise: true)[..8]), Record(5, [0], [0, 0, 1, 1]));

        Assert.Equal([100, 100], layer.Features.Take(2).Select(f => f.Geometry!.Area));
        Assert.Null(layer.Features[2].Geometry);
        Assert.Equal(["a.shp record 2: a ring that was not closed was closed", "a.shp record 3: a ring of fewer than three corners was left out"], layer.Notes);
    }

    [Fact]
    public void Points_and_lines_keep_their_heights_and_lose_their_measures()
    {
        Assert.Equal(7, Shapes(11, Record(11, null, [1, 2], 7, 9)).Features[0].Geometry!.Coordinate.Z);
        Assert.Equal([5, 6], Shapes(13, Record(13, [0], [0, 0, 3, 4], 5, 6, 5, 6)).Features[0].Geometry!.Coordinates.Select(c => c.Z));
        Assert.Equal(5, Shapes(23, Record(23, [0], [0, 0, 3, 4], 1, 2, 1, 2)).Features[0].Geometry!.Length);
        Assert.Equal(2, Shapes(18, Record(18, null, [0, 0, 3, 4], 5, 6, 5, 6)).Features[0].Geometry!.NumGeometries);
        Assert.Equal(2, Assert.IsType<MultiLineString>(Shapes(3, Record(3, [0, 2], [0, 0, 3, 4, 9, 9, 8, 8])).Features[0].Geometry).NumGeometries);
        Assert.Null(Shapes(5, [0, 0, 0, 0]).Features[0].Geometry);
    }

    [Fact]
    public void Attributes_come_in_their_own_types_and_what_cannot_be_read_is_missing_with_a_note()
    {
        byte[] table = Table([("NAME", 'C', 6, 0), ("FLATS", 'N', 4, 0), ("HEIGHT", 'N', 6, 2), ("BUILT", 'D', 8, 0), ("LIGHT", 'L', 1, 0), ("MEMO", 'M', 10, 0), ("NAME", 'F', 5, 1)],
            [" caf   " + "  12" + "  3.50" + "13330101" + "T" + "          " + "  1,5", "*gone".PadRight(41), "       " + "  **" + "   abc" + "20261399" + "?" + "".PadRight(15)]);
        VectorLayer layer = Shapes(1, table, [Record(1, null, [1, 2]), Record(1, null, [1, 2]), Record(1, null, [1, 2])]);

        Assert.Equal(["NAME", "FLATS", "HEIGHT", "BUILT", "LIGHT", "NAME_2"], layer.Columns);
        Assert.Equal(2, layer.Features.Count);
        Assert.Equal(["caf", 12L, 3.5, new DateOnly(1333, 1, 1), true, 1.5], layer.Features[0].Attributes.Values);
        Assert.Equal([null, null, null, null, null, null], layer.Features[1].Attributes.Values);
        Assert.Contains(layer.Notes, n => n.Contains("HEIGHT: `abc` is not a number", StringComparison.Ordinal));
        Assert.Contains(layer.Notes, n => n.Contains("BUILT: `20261399` is not a date", StringComparison.Ordinal));
        Assert.Contains(layer.Notes, n => n.Contains("MEMO", StringComparison.Ordinal));
        Assert.Contains(layer.Notes, n => n.Contains("marked as deleted", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UTF-8", 65001, 0), InlineData("ISO-8859-1", 28591, 0), InlineData("1252", 1252, 0), InlineData("850", 850, 0)]
    [InlineData(null, 65001, 0), InlineData(null, 1252, 0x57), InlineData(null, 850, 0x02), InlineData(null, 1252, 0), InlineData("UTF-8", 1252, 0)]
    public void A_name_with_accents_is_read_in_the_encoding_of_its_table(string? cpg, int codePage, byte language)
    {
        Encoding encoding = codePage == 65001 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.Latin1;
        string name = "Périgueux, forêt";
        int length = encoding.GetByteCount(name);
        if (cpg != null) _folder.Write("a.cpg", cpg);
        VectorLayer layer = Shapes(1, Table([("NAME", 'C', length, 0)], [" " + name], encoding, language), [Record(1, null, [1, 2])]);

        Assert.Equal(name, layer.Features[0].Attributes["NAME"]);
    }

    [Theory]
    [InlineData("C3A9 C3A9 C3A9", "1252", 0, "é é é", "texts are said to be of code page 1252 and are UTF-8, as which they were read")]          // .cpg of another copy
    [InlineData("C3A9 C3A9 C3A9", null, 0x57, "é é é", "texts are said to be of code page 1252 and are UTF-8, as which they were read")]
    [InlineData("C3A9 C3A9 C3A9", "UTF-8", 0x57, "é é é", null)]
    [InlineData("E9 E9 E9 E9 E9", null, 0, "é é é é é", "nothing says what the letters of texts are, and they are not UTF-8; read as Windows-1252")]
    [InlineData("E9 E9 C3A9 E9 E9", "1252", 0, "é é Ã© é é", null)]
    [InlineData("C3A9 C3A9 C3A9 C3", "UTF-8", 0, "é é é", "column NAME: a letter that did not fit at the end was left out")]
    [InlineData("6162 63 E9", null, 0, "ab c é", "nothing says what the letters of texts are, and they are not UTF-8; read as Windows-1252", 9)]      // not at the end of its column
    [InlineData("E9 E9 C3A9", "UTF-8", 0, null, "a.dbf, record 1: the first of 1 letters in UTF-8 among 2 that are not; expected one encoding in the whole table. Write the table anew in UTF-8, or say what it is in a file a.cpg beside it, such as `1252`.")]
    [InlineData("E9 C3A9 C3A9", null, 0x57, null, "a.dbf, record 1: the first of 1 letters that are not UTF-8 among 2 that are; expected one encoding in the whole table. Write the table anew in UTF-8.")]
    [InlineData("8E 8F 8E", null, 0, null, "a.dbf, record 1: a byte that is no letter in UTF-8, nor in Windows-1252; expected one of both. Write the table anew in UTF-8, or say what it is in a file a.cpg beside it, such as `1252`.")]      // é and è of old Macs
    public void Texts_are_read_as_what_they_are_or_refused_and_no_letter_is_lost_without_a_word(string words, string? cpg, byte language, string? expected, string? told, int length = 0)
    {
        byte[] text = [.. string.Join("20", words.Split(' ')).Chunk(2).Select(static two => Convert.ToByte(new string(two), 16))];
        if (cpg != null) _folder.Write("a.cpg", cpg);
        byte[] table = Table([("NAME", 'C', Math.Max(length, text.Length), 0)], [" " + Encoding.Latin1.GetString(text).PadRight(length)], Encoding.Latin1, language);
        if (expected == null) Assert.EndsWith(told!, Assert.Single(Assert.Throws<InputException>(Read).Faults), StringComparison.Ordinal);
        else
        {
            VectorLayer layer = Read();
            Assert.Equal(expected, layer.Features[0].Attributes["NAME"]);
            if (told == null) Assert.Empty(layer.Notes);
            else Assert.Contains(told, Assert.Single(layer.Notes), StringComparison.Ordinal);
        }

        VectorLayer Read() => Shapes(1, table, [Record(1, null, [1, 2])]);
    }

    [Fact]
    public void A_shapefile_without_its_table_or_with_one_of_another_length_is_refused()
    {
        _folder.Write("a.shp", ShapeFile(1, Record(1, null, [1, 2])));
        Assert.Contains("a.dbf: no such file", Assert.Throws<InputException>(() => VectorReader.Read(_folder["a.shp"])).Message, StringComparison.Ordinal);
        Assert.Contains("1 shapes, but 2 records", Assert.Throws<InputException>(() => Shapes(1, Table(2), [Record(1, null, [1, 2])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_announces_more_points_than_its_record_holds_is_refused()
    {
        byte[] record = Record(5, [0], Square(0, 0, 10, clockwise: true));
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(40), int.MaxValue);
        Assert.Contains("record 1", Assert.Throws<InputException>(() => Shapes(5, record)).Message, StringComparison.Ordinal);
        Assert.Contains("a coordinate of NaN", Assert.Throws<InputException>(() => Shapes(1, Record(1, null, [double.NaN, 0]))).Message, StringComparison.Ordinal);
    }

    private static byte[] Blob(byte[] wkb) => [(byte)'G', (byte)'P', 0, 1, 0x6A, 8, 0, 0, .. wkb];

    private static byte[] Wkb(int type, params object[] rest) => [1, .. BitConverter.GetBytes(type), .. rest.SelectMany(r => r switch { int n => BitConverter.GetBytes(n), double d => BitConverter.GetBytes(d), _ => (byte[])r })];

    [Theory]
    [InlineData("POINT Z(1 2 3)", null), InlineData("LINESTRING (0 0, 3 4)", null), InlineData("MULTIPOINT ((1 2), (3 4))", null), InlineData("MULTILINESTRING ((0 0, 1 1), (2 2, 3 3))", null)]
    [InlineData("POLYGON Z((0 0 1, 4 0 1, 4 4 2, 0 4 1, 0 0 1), (1 1 1, 2 1 1, 2 2 1, 1 1 1))", null), InlineData("MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))", null)]
    [InlineData("GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1)))", null), InlineData("MULTILINESTRING ((0 0, 1 1))", "LINESTRING (0 0, 1 1)")]
    [InlineData("POINT EMPTY", ""), InlineData("POLYGON EMPTY", ""), InlineData("GEOMETRYCOLLECTION EMPTY", "")]
    public void A_geometry_of_a_GeoPackage_comes_back_in_both_byte_orders(string text, string? expected)
    {
        Geometry shape = new WKTReader().Read(text);
        bool hasZ = text.Contains('Z', StringComparison.Ordinal);
        foreach (ByteOrder order in new[] { ByteOrder.LittleEndian, ByteOrder.BigEndian })
        {
            Geometry? back = new GeoPackageGeometryReader(new GeometryParts(new ReadingNotes(), 2154)).ReadBlob(Blob(new WKBWriter(order, false, hasZ).Write(shape)));
            Assert.Equal(expected ?? text, back == null ? "" : new WKTWriter(3).Write(back));
            Assert.All(back?.Coordinates ?? [], c => Assert.Equal(hasZ, c is CoordinateZ));
            Assert.Equal(back == null ? null : 2154, back?.SRID);
        }
    }

    [Fact]
    public void A_geometry_of_a_GeoPackage_is_mended_with_a_note_loses_its_measures_and_has_no_height_where_it_is_nonsense()
    {
        ReadingNotes notes = new();
        GeoPackageGeometryReader reader = new(new GeometryParts(notes, 2154) { Place = "record 1" });

        Assert.Equal(8, reader.ReadBlob(Blob(Wkb(3, 2, 4, 0.0, 0.0, 4.0, 0.0, 4.0, 4.0, 0.0, 0.0, 2, 1.0, 1.0, 2.0, 2.0)))!.Area);
        Assert.Equal(0.5, reader.ReadBlob(Blob(Wkb(3, 1, 3, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0)))!.Area);
        Assert.Null(reader.ReadBlob(Blob(Wkb(2, 1, 0.0, 0.0))));
        Assert.Equal(["record 1: a ring of fewer than three corners was left out", "record 1: a ring that was not closed was closed", "record 1: a line of fewer than two points was left out"], notes.Sentences());
        Assert.IsType<Coordinate>(reader.ReadBlob(Blob(Wkb(2001, 1.0, 2.0, 9.0)))!.Coordinate);
        Assert.Equal(3, Assert.IsType<CoordinateZ>(reader.ReadBlob(Blob(Wkb(3001, 1.0, 2.0, 3.0, 9.0)))!.Coordinate).Z);
        Assert.Equal(double.NaN, reader.ReadBlob(Blob(Wkb(1001, 1.0, 2.0, -1e38)))!.Coordinate.Z);
        Assert.Equal(3, reader.ReadBlob(Blob(Wkb(unchecked((int)0x80000001), 1.0, 2.0, 3.0)))!.Coordinate.Z);
    }

    [Fact]
    public void A_geometry_of_a_GeoPackage_that_is_damaged_is_refused()
    {
        Refused("without the letters GP", [1, 2, 3, 4, 5, 6, 7, 8]);
        Refused("cut short", Blob([]));
        Refused("cut short", Blob(Wkb(1, 1.0)));
        Refused("byte order 7", Blob([7, 1, 0, 0, 0]));
        Refused("geometry type 8 (curves are not read)", Blob(Wkb(8, 1)));
        Refused("geometry type 4001", Blob(Wkb(4001, 1.0, 2.0)));
        Refused("no finite number", Blob(Wkb(1, 1e300, 2.0)));
        Refused("too large", Blob(Wkb(2, int.MaxValue)));
        Refused("too large", Blob(Wkb(3, 1, -1)));
        Refused("announces 268435456 parts in 0 bytes", Blob(Wkb(7, 1 << 28)));
        Refused("a Point where each is a Polygon", Blob(Wkb(6, 1, Wkb(1, 1.0, 2.0))));
        Refused("nested more than 8 deep", Blob([.. Enumerable.Repeat(Wkb(7, 1), 200_000).SelectMany(b => b)]));

        static void Refused(string reason, byte[] blob) => Assert.Contains(reason,
            Assert.Throws<InvalidDataException>(() => new GeoPackageGeometryReader(new GeometryParts(new ReadingNotes(), 2154)).ReadBlob(blob)).Message, StringComparison.Ordinal);
    }

    private VectorLayer Json(string text) => VectorReader.Read(_folder.Write("a.geojson", text));

    private static string Feature(string geometry, string properties = "null") => "{\"type\":\"Feature\",\"properties\":" + properties + ",\"geometry\":" + geometry + "}";

    [Fact]
    public void A_collection_of_mixed_features_is_read_whatever_the_order_of_its_members()
    {
        VectorLayer layer = Json($$$"""
            {"features":[
                {{{Feature("null", """{"a":1,"b":"x","c":[1,2],"d":1.5,"e":true}""")}}},
                {{{Feature("""{"coordinates":[2.5,44.3,600],"type":"Point"}""", """{"f":null,"a":2}""")}}},
                {{{Feature("""{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4]],[[1,1],[2,1],[2,2],[1,1]]]}""")}}},
                {{{Feature("""{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[1,2],[3,4]]},{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[[2,2],[3,3]]]}]}""")}}},
                {"type":"Feature","id":"way/7","geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]},"properties":{}}
            ],"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"type":"FeatureCollection"}
            """);

        Assert.Equal(2154, layer.Crs!.Epsg);
        Assert.Equal(["a", "b", "c", "d", "e", "f", "id"], layer.Columns);
        Assert.Equal([1L, "x", "[1,2]", 1.5, true, null, null], layer.Features[0].Attributes.Values);
        Assert.Equal(2L, layer.Features[1].Attributes["a"]);
        Assert.Null(layer.Features[1].Attributes["b"]);
        Assert.Equal(600, layer.Features[1].Geometry!.Coordinate.Z);
        Assert.Equal(15.5, Assert.IsType<Polygon>(layer.Features[2].Geometry).Area);
        Assert.Equal(2, Assert.IsType<GeometryCollection>(layer.Features[3].Geometry).NumGeometries);
        Assert.Equal("way/7", layer.Features[4].Attributes["id"]);
        Assert.Null(layer.Features[0].Geometry);
    }

    [Theory]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[2.5,44.3]}", 4326)]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[700000,6600000]}", null)]
    [InlineData("{\"type\":\"Point\",\"crs\":null,\"coordinates\":[2.5,44.3]}", null)]
    [InlineData("{\"type\":\"Point\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:OGC:1.3:CRS84\"}},\"coordinates\":[2.5,44.3]}", 4326)]
    [InlineData("{\"type\":\"Point\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3857\"}},\"coordinates\":[2.5,44.3]}", 3857)]
    public void Coordinates_are_degrees_unless_the_file_says_otherwise_or_they_cannot_be(string text, int? epsg) => Assert.Equal(epsg, Json(text).Crs?.Epsg);

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("[1,2]", "no JSON object")]
    [InlineData("{\"type\":\"Topology\"}", "`type` `Topology`")]
    [InlineData("{\"type\":\"FeatureCollection\"}", "without `features`")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"", "no valid JSON")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}}", "no valid JSON")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[7]}", "feature 1: no object")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[\"2.5\",\"44.3\"]}", "a coordinate that is a text")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[2.5]}", "a position of 1 numbers")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[1e999,0]}", "beyond 1.8e308")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4]]}", "among coordinates")]
    [InlineData("{\"type\":\"Circle\",\"coordinates\":[1,2]}", "`type` `Circle`")]
    [InlineData("{\"type\":\"Point\"}", "a geometry `Point` without `coordinates`")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":null}", "`coordinates` that are no list")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[[1,2]]}", "a coordinate that is no number")]
    [InlineData("{\"type\":\"Polygon\",\"coordinates\":[[],[[1,1],[2,1],[2,2],[1,1]]]}", "an empty list among coordinates")]
    [InlineData("{\"type\":\"GeometryCollection\",\"coordinates\":[]}", "a geometry `GeometryCollection` without `geometries`")]
    [InlineData("{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\"}]}", "a geometry `Point` without `coordinates`")]
    [InlineData("{\"type\":\"GeometryCollection\",\"geometries\":[7]}", "a geometry that is no object")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Circle\",\"coordinates\":[1,2]}}", "feature 1: a geometry of type `Circle`")]
    [InlineData("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,{}]}}", "feature 1: a coordinate that is no number")]
    [InlineData("{\"type\":\"Point\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:27572\"}},\"coordinates\":[2.5,44.3]}", "EPSG:27572")]
    public void A_GeoJSON_that_is_none_is_refused_with_the_place(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => Json(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_GeoJSON_geometry_is_mended_with_a_note_loses_its_measures_and_is_none_where_it_is_empty()
    {
        string[] geometries =
        [
            """{"coordinates":[[[0,0],[4,0],[4,4],[0,4]],[[1,1],[2,2]]],"name":[{"type":"x"}],"type":"Polygon"}""", """{"type":"LineString","coordinates":[[0,0],[3,4,600,7]]}""", """{"type":"LineString","coordinates":[[0,0]]}""",
            """{"type":"Polygon","coordinates":[[]]}""", """{"type":"Point","coordinates":[]}""", """{"type":"GeometryCollection","geometries":[null,{"type":"Point","coordinates":[]},{"type":"LineString","coordinates":[[0,0],[1,1]]}]}""",
            """{"type":"MultiLineString","coordinates":[[[0,0],[1,1]]]}""", """{"type":"Point","coordinates":[1,2,1e99]}""",
        ];
        VectorLayer layer = Json("{\"type\":\"FeatureCollection\",\"features\":[" + string.Join(',', geometries.Select(g => Feature(g))) + "]}");

        Assert.Equal(["POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))", "LINESTRING Z(0 0 NaN, 3 4 600)", "", "", "", "GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1))", "LINESTRING (0 0, 1 1)"],
            layer.Features.Take(7).Select(f => f.Geometry == null ? "" : new WKTWriter(4).Write(f.Geometry)));
        Assert.Equal(double.NaN, Assert.IsType<CoordinateZ>(layer.Features[7].Geometry!.Coordinate).Z);
        Assert.Equal(["a.geojson feature 1: a ring that was not closed was closed", "a.geojson feature 1: a ring of fewer than three corners was left out", "a.geojson feature 3: a line of fewer than two points was left out"], layer.Notes);
        Assert.All(layer.Features, f => Assert.True(f.Geometry is null or { SRID: 4326 }));
    }

    [Fact]
    public void A_GeoJSON_nested_without_end_is_refused()
    {
        Assert.Contains("no valid JSON", Assert.Throws<InputException>(() => Json("{\"a\":" + new string('[', 100_000))).Message, StringComparison.Ordinal);
        string collections = string.Concat(Enumerable.Repeat("{\"type\":\"GeometryCollection\",\"geometries\":[", 50_000));
        Assert.Contains("no valid JSON", Assert.Throws<InputException>(() => Json(collections)).Message, StringComparison.Ordinal);
    }
}
