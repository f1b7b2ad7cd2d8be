using System.Security.Cryptography;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

public sealed class WritersTests : IDisposable
{
    private static readonly Crs Lambert93 = Crs.FromEpsg(2154);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Raster Relief()
    {
        Grid grid = new(Rows: 301, Columns: 217, CellSize: 25, West: 661_750, South: 6_357_500);
        float[] values = [.. Enumerable.Range(0, grid.Count).Select(i => MathF.Sin(i % 217 * 0.1f) * MathF.Cos(i / 217 * 0.05f) * 100)];
        values[5] = float.NaN;
        return new Raster(grid, values);
    }

    private static GeoPackageLayer Cells(int count, Crs? crs) => new("cells", "Squares", crs, "POLYGON",
        [new("name", GeoPackageType.Text), new("depth", GeoPackageType.Real), new("rank", GeoPackageType.Integer), new("wet", GeoPackageType.Boolean), new("day", GeoPackageType.Date)],
        Enumerable.Range(0, count).Select(i => new GeoPackageRow(
            i == 1 ? null : GeometryFactory.Default.ToGeometry(new Envelope(700_000 + i, 700_000.5 + i, 6_600_000, 6_600_001)),
            [i == 2 ? null : $"é{i}", i == 3 ? double.NaN : i * 0.5, (long)i, i % 2 == 0, new DateOnly(2026, 1, 1).AddDays(i)])));

    [Fact]
    public void A_raster_written_as_GeoTIFF_is_read_back_bit_by_bit()
    {
        Raster relief = Relief();
        GeoTiff.Write(_folder["relief.tif"], relief, Lambert93);
        (Raster back, Crs? crs) = RasterReader.Read(_folder["relief.tif"]);

        Assert.Equal(Lambert93, crs);
        Assert.Equal(relief.Grid, back.Grid);
        Assert.Equal(relief.Values, back.Values);
        Assert.Equal(["relief.tif"], _folder.Files);
    }

    [Fact]
    public void A_layer_written_as_GeoPackage_is_read_back_value_by_value()
    {
        GeoPackage.Write(_folder["cells.gpkg"], Cells(5, Lambert93));
        VectorLayer back = VectorReader.Read(_folder["cells.gpkg"]);

        Assert.Equal(Lambert93, back.Crs);
        Assert.Equal(["name", "depth", "rank", "wet", "day"], back.Columns);
        Assert.Equal(5, back.Features.Count);
        Assert.Null(back.Features[1].Geometry);
        Assert.Equal(["é0", 0.0, 0L, true, new DateOnly(2026, 1, 1)], back.Features[0].Attributes.Values);
        Assert.Null(back.Features[2].Attributes["name"]);
        Assert.Null(back.Features[3].Attributes["depth"]);
        Assert.Equal(0.5, back.Features[4].Geometry!.Area, 1e-9);
        Assert.Equal(["cells.gpkg"], _folder.Files);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes()
    {
        foreach (string name in new[] { "a", "b" })
        {
            GeoPackage.Write(_folder[name + ".gpkg"], Cells(2000, Lambert93), Cells(3, null) with { Name = "other" });
            GeoTiff.Write(_folder[name + ".tif"], Relief(), Lambert93);
            Snapshot.Write(_folder[name + ".msgpack"], State());
        }
        foreach (string extension in new[] { ".gpkg", ".tif", ".msgpack" })
            Assert.Equal(File.ReadAllBytes(_folder["a" + extension]), File.ReadAllBytes(_folder["b" + extension]));
    }

    [Fact]
    public void A_writing_that_fails_leaves_the_older_file_and_nothing_beside_it()
    {
        GeoPackage.Write(_folder["cells.gpkg"], Cells(5, Lambert93));
        byte[] before = File.ReadAllBytes(_folder["cells.gpkg"]);
        IEnumerable<GeoPackageRow> Failing()
        {
            yield return Cells(1, null).Rows.First();
            throw new InvalidOperationException("in the middle");
        }

        Assert.Throws<InvalidOperationException>(() => GeoPackage.Write(_folder["cells.gpkg"], Cells(1, null) with { Rows = Failing() }));
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["cells.gpkg"], _ => throw new InvalidOperationException("in the middle")));
        Assert.Equal(before, File.ReadAllBytes(_folder["cells.gpkg"]));
        Assert.Equal(["cells.gpkg"], _folder.Files);
    }

    [Fact]
    public void What_an_interrupted_writing_left_behind_does_not_stand_in_the_way()
    {
        _folder.Write("table.csv.part", "half of");
        Csv.Write(_folder["table.csv"], new Table("table", [new NumberColumn(new("a", "1", ""), [1])]));
        Assert.Equal(["table.csv"], _folder.Files);
    }

    [Fact]
    public void A_layer_with_a_name_that_SQL_would_trip_over_is_refused() =>
        Assert.Throws<ArgumentException>(() => GeoPackage.Write(_folder["x.gpkg"], Cells(1, null) with { Name = "a; drop table b" }));

    [Fact]
    public void A_table_is_written_with_points_quotes_and_empty_cells_and_read_back()
    {
        Table table = new("t",
        [
            new TextColumn(new("name, or so", "", ""), ["plain", "with \"quotes\"", "two\nlines", "élan", ""]),
            new NumberColumn(new("value", "kWh", ""), [0.1, -0.0, 1e-300, double.NaN, 123456789.123456789]),
        ]);
        Csv.Write(_folder["t.csv"], table);

        Assert.Equal("\"name, or so\",value\nplain,0.1\n\"with \"\"quotes\"\"\",0\n\"two\nlines\",1E-300\nélan,\n,123456789.12345679\n", File.ReadAllText(_folder["t.csv"]));
        CsvTable back = Csv.Read(_folder["t.csv"]);
        Assert.Equal(["name, or so", "value"], back.Columns);
        Assert.Equal(((TextColumn)table.Columns[0]).Values, back.Rows.Select(r => r[0]));
        Assert.Equal([2, 3, 4, 6, 7], back.Lines);
    }

    [Theory]
    [InlineData("a;b\r\n1,5;2\r\n\r\n3;4", "a|b/1,5|2/3|4")]
    [InlineData("\uFEFFa\tb\n1\t\n", "a|b/1|")]
    [InlineData("a,b\n1,\n", "a|b/1|")]
    [InlineData("a\n\"\"\nx", "a//x")]
    [InlineData("a,b", "a|b")]
    [InlineData("a,b\r\r\"\"\"x\"\"\",\"1\r\n,\"\r", "a|b/\"x\"|1\r\n,")]
    public void Tables_of_other_programs_are_split_as_they_are_meant(string text, string expected)
    {
        CsvTable table = Csv.Read(_folder.Write("t.csv", text));
        Assert.Equal(expected, string.Join('/', table.Rows.Prepend([.. table.Columns]).Select(r => string.Join('|', r))));
    }

    [Fact]
    public void A_table_with_ragged_lines_is_refused_with_each_line_named()
    {
        InputException e = Assert.Throws<InputException>(() => Csv.Read(_folder.Write("t.csv", "a,b\n1,2\n3\n4,5,6\n")));
        Assert.Equal(2, e.Faults.Count);
        Assert.Contains("t.csv(3): 1 cells; expected 2", e.Faults[0], StringComparison.Ordinal);
        Assert.Contains("a quote that never ends", Assert.Throws<InputException>(() => Csv.Read(_folder.Write("t.csv", "a,b\n\"1,2\n"))).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Csv.Read(_folder.Write("t.csv", "")));
    }

    [Theory]
    [InlineData("a,b\n5\" pipe,1\n6\" pipe,2\n", 2, "a quote inside a cell")]
    [InlineData("a,b\n1,2\n\"x,3\n\"y\",4\n", 3, "a quote inside a cell")]
    [InlineData("a,b\n\"x\"y,2\n", 2, "a quote inside a cell")]
    [InlineData("a,b\n1, \"x\"\n", 2, "a quote inside a cell")]
    [InlineData("a,b\r\n\"1\r\n2\r3\n4\",\"5\n6", 5, "a quote that never ends")]
    [InlineData("\n\"a\nb\",\"c\n", 3, "a quote that never ends")]
    public void A_quote_that_would_join_rows_is_refused_with_its_line(string text, int line, string found) =>
        Assert.Contains($"t.csv({line}): {found}; expected ", Assert.Throws<InputException>(() => Csv.Read(_folder.Write("t.csv", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_quote_that_is_left_open_in_a_long_table_is_refused_with_its_line()
    {
        string text = "a,b\n1\n2,\"3\n" + string.Concat(Enumerable.Repeat("10,20\n", 3_000_000));
        InputException e = Assert.Throws<InputException>(() => Csv.Read(_folder.Write("t.csv", text)));
        Assert.Equal(2, e.Faults.Count);
        Assert.Contains("t.csv(2): 1 cells; expected 2", e.Faults[0], StringComparison.Ordinal);
        Assert.Contains("t.csv(3): a row that is too long; expected at most 16 million", e.Faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_in_another_encoding_keeps_its_letters() =>
        Assert.Equal("Forêt €", Csv.Read(_folder.Write("t.csv", [.. "a\nFor"u8, 0xEA, .. "t "u8, 0x80])).Rows[0][0]);

    private static Snapshot State() => new(
        new Dictionary<string, object> { ["scenario"] = "both", ["hour"] = 4380L, ["energy"] = 1.5, ["resumed"] = true, ["before"] = long.MinValue },
        [
            new SnapshotArray("air_temperature", "degC", Enumerable.Range(0, 3_000_000).Select(i => i * 0.001f).ToArray(), [1500, 2000]),
            new SnapshotArray("energy", "J", new[] { 1.0, double.NaN, -0.0, double.PositiveInfinity }),
            new SnapshotArray("zone", "1", new[] { int.MinValue, 0, 7 }),
            new SnapshotArray("none", "1", Array.Empty<float>()),
        ]);

    [Fact]
    public void A_state_comes_back_bit_by_bit()
    {
        Snapshot state = State();
        Snapshot.Write(_folder["state.msgpack"], state);
        Snapshot back = Snapshot.Read(_folder["state.msgpack"]);

        Assert.Equal(state.Facts.OrderBy(f => f.Key, StringComparer.Ordinal), back.Facts.OrderBy(f => f.Key, StringComparer.Ordinal));
        Assert.Equal(state.Array<float>("air_temperature"), back.Array<float>("air_temperature"));
        Assert.Equal(state.Array<double>("energy").Select(BitConverter.DoubleToInt64Bits), back.Array<double>("energy").Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal([int.MinValue, 0, 7], back.Array<int>("zone"));
        Assert.Empty(back.Array<float>("none"));
        Assert.Equal([1500, 2000], back.Arrays[0].Shape);
        Assert.Contains("air_temperature", Assert.Throws<InputException>(() => back.Array<double>("air_temperature")).Message, StringComparison.Ordinal);
    }

    private static readonly long[] Integers =
    [
        0, 127, 128, 255, 256, 65_535, 65_536, 4_294_967_295, 4_294_967_296, long.MaxValue,
        -1, -32, -33, -128, -129, -32_768, -32_769, -2_147_483_648, -2_147_483_649, long.MinValue,
    ];

    private static readonly int[] Lengths = [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536];

    /// <summary>Whole numbers and texts of every width that MessagePack has, more than 15 of each kind, and blocks of every width of length.</summary>
    private static Snapshot EveryWidth()
    {
        Dictionary<string, object> facts = new() { ["é"] = "forêt", ["half"] = -0.5, ["nan"] = double.NaN, ["yes"] = true, ["no"] = false, ["whole"] = 7 };
        foreach (long number in Integers) facts[$"number {number}"] = number;
        foreach (int length in Lengths) facts[$"text of {length}"] = new string('x', length);
        return new Snapshot(facts,
        [
            .. State().Arrays,
            .. Lengths.Select(n => new SnapshotArray($"array of {n}", "1", Enumerable.Range(0, n).ToArray())),
            new SnapshotArray("deep", "1", new[] { 1.0f }, [.. Enumerable.Repeat(1, 16)]),
        ]);
    }

    [Fact]
    public void A_state_keeps_its_bytes_from_version_to_version()
    {
        Snapshot.Write(_folder["state.msgpack"], EveryWidth());
        byte[] bytes = File.ReadAllBytes(_folder["state.msgpack"]);

        Assert.Equal(12_660_151, bytes.Length);
        Assert.Equal("49C9CAD0CDE7D0D0B884F596E4AD6DEA04A59DD9B08EADEE2106DC0E37E66A21", Convert.ToHexString(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Whole_numbers_and_texts_of_any_width_come_back()
    {
        Snapshot state = EveryWidth();
        Snapshot.Write(_folder["state.msgpack"], state);
        Snapshot back = Snapshot.Read(_folder["state.msgpack"]);

        Assert.Equal(state.Facts.Count, back.Facts.Count);
        foreach ((string name, object value) in state.Facts) Assert.Equal(value is int whole ? (long)whole : value, back.Facts[name]);
        Assert.Equal(state.Arrays.Select(a => a.Values), back.Arrays.Select(a => a.Values));
    }

    [Theory]
    [InlineData("", "cut short"), InlineData("CD01", "cut short"), InlineData("A5C3A9", "cut short"), InlineData("C403AA", "cut short")]
    [InlineData("DD7FFFFFFF01", "cut short"), InlineData("DFFFFFFFFF01", "cut short"), InlineData("DBFFFFFFFF01", "cut short"), InlineData("C6FFFFFFFF01", "cut short")]
    [InlineData("C0C0", "bytes after the end, at byte 1"), InlineData("82A16101A16102", "key `a` twice"), InlineData("810102", "a key that is no text"), InlineData("81C001", "a key that is no text")]
    [InlineData("CFFFFFFFFFFFFFFFFF", "an integer beyond 63 bits"), InlineData("A2C328", "text that is not UTF-8"), InlineData("A3EDA080", "text that is not UTF-8")]
    [InlineData("C1", "code c1"), InlineData("D6FF6955B900", "code d6"), InlineData("C70005", "code c7")]
    public void MessagePack_that_others_would_take_differently_is_refused_with_its_place(string hex, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => MessagePackTree.Read(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void MessagePack_nested_more_than_32_deep_is_refused()
    {
        Assert.NotNull(MessagePackTree.Read(Nested(32)));
        foreach (int depth in new[] { 33, 100_000 })
            Assert.Contains("nested more than 32 deep", Assert.Throws<InvalidDataException>(() => MessagePackTree.Read(Nested(depth))).Message, StringComparison.Ordinal);

        static byte[] Nested(int depth) => [.. Enumerable.Repeat((byte)0x91, depth), 0x01];
    }

    [Fact]
    public void A_snapshot_with_one_changed_value_is_refused()
    {
        Snapshot.Write(_folder["state.msgpack"], State());
        byte[] bytes = File.ReadAllBytes(_folder["state.msgpack"]);
        bytes[5_000_000] ^= 1;
        Assert.Contains("does not have its sum", Assert.Throws<InputException>(() => Snapshot.Read(_folder.Write("state.msgpack", bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_is_read_back_with_the_pixels_that_went_in_and_no_transparency()
    {
        byte[] rgb = [.. Enumerable.Range(0, 7 * 5 * 3).Select(i => (byte)(i * 37))];
        Png.Write(_folder["picture.png"], 7, 5, rgb);

        Assert.Equal("89504E470D0A1A0A0000000D49484452000000070000000508020000", Convert.ToHexString(File.ReadAllBytes(_folder["picture.png"])[..28]), ignoreCase: true);
        Assert.Equal((7, 5), PngFile.SizeOf(_folder["picture.png"]));
        Assert.Equal(rgb, PngFile.Pixels(_folder["picture.png"]));
        Assert.Throws<ArgumentException>(() => Png.Encode(7, 5, rgb.AsSpan(1)));
    }

    [Fact]
    public void A_grid_written_as_NetCDF_has_its_records_north_first_after_the_header()
    {
        Grid grid = new(Rows: 2, Columns: 3, CellSize: 10, West: 100, South: 200);
        using (NetCdfWriter file = new(_folder["heat.nc"]))
        {
            NetCdfGrid dimensions = file.Grid(grid, Lambert93);
            (int dimension, int time) = file.Time("hours since 2026-01-01T00:00:00Z");
            int heat = file.Field(new("heat", "W m-2", "heat"), dimensions, dimension);
            for (int hour = 0; hour < 2; hour++)
            {
                file.Put<double>(time, hour, hour);
                file.PutField(heat, hour, grid, [1 + 10 * hour, 2, 3, 4, 5, float.NaN]);
            }
            Assert.Equal(["heat.nc.part"], _folder.Files);
            file.Complete();
        }
        byte[] bytes = File.ReadAllBytes(_folder["heat.nc"]);
        float[] last = [.. Enumerable.Range(0, 6).Select(i => System.Buffers.Binary.BinaryPrimitives.ReadSingleBigEndian(bytes.AsSpan(bytes.Length - 24 + 4 * i)))];

        Assert.Equal("CDF\x02\0\0\0\x02"u8.ToArray(), bytes[..8]);
        Assert.Equal([4, 5, NetCdfWriter.FillValue, 11, 2, 3], last);
        Assert.Equal(["heat.nc"], _folder.Files);
    }

    [Fact]
    public void A_NetCDF_file_that_is_not_completed_does_not_appear()
    {
        using (NetCdfWriter file = new(_folder["heat.nc"])) file.Grid(Relief().Grid, Lambert93);
        Assert.Empty(_folder.Files);
    }
}
