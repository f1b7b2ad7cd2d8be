using System.IO.Compression;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

public sealed class RasterFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static string Fixture(string name) => Path.Combine(SharedData.Repository, "tests", "Formats", "Files", name);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bytes-strips.tif", 0), InlineData("bytes-tiles-deflate-differences.tif", 0), InlineData("uint16-packbits.tif", 0), InlineData("uint32-deflate-bigtiff.tif", 0)]
    [InlineData("int16-lzw.tif", -100), InlineData("int16-lzw-differences-big-endian.tif", -100), InlineData("int32-tiles-lzw-differences.tif", -100)]
    [InlineData("float32-deflate-predictor3.tif", -100), InlineData("float32-deflate-predictor3-big-endian.tif", -100)]
    [InlineData("float64-tiles-lzw-big-endian.tif", -100), InlineData("float64-lzw-predictor3.tif", -100)]
    public void A_GeoTIFF_of_any_make_holds_the_same_cells(string name, int shift)
    {
        (Raster raster, Crs? crs) = RasterReader.Read(Fixture(name));

        Assert.Equal(2154, crs!.Epsg);
        Assert.Equal(new Grid(Rows: 17, Columns: 20, CellSize: 5, West: 700_000, South: 6_600_000), raster.Grid);
        for (int j = 0; j < 17; j++)
            for (int i = 0; i < 20; i++)
            {
                int stored = (7 * i + 13 * (16 - j)) % 250;
                Assert.Equal(stored == 200 ? float.NaN : stored + shift, raster[i, j]);
            }
    }

    [Fact]
    public void A_tie_point_at_a_pixel_centre_moves_the_edge_by_half_a_pixel()
    {
        (Raster raster, Crs? crs) = RasterReader.Read(Fixture("int16-pixel-is-point.tif"));
        Assert.Equal(4326, crs!.Epsg);
        Assert.Equal(2.0, raster.Grid.West, 1e-12);
        Assert.Equal(44.83, raster.Grid.South, 1e-12);
    }

    private const string Header = "ncols 3\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\nNODATA_value -1\n";

    [Theory]
    [InlineData(Header + "1 2 3\n4 5 -1\n")]
    [InlineData("NCOLS 3\r\nNROWS 2\r\nXLLCENTER 105\r\nYLLCENTER 205\r\nCELLSIZE 10\r\nNODATA_VALUE -1\r\n1 2 3 4 5 -1")]
    [InlineData("ncols 3\nnrows 2\nxllcorner 1e2\nyllcorner 200\ndx 10\ndy 10\n\n1\n2\n3\n4\n+5\n-9999")]
    [InlineData("ncols 3\nnrows 2\nxllcorner 100\nyllcorner 200\ncellsize 10\n1 2 3 4 5 nan")]
    public void An_ASCII_grid_lies_where_its_header_says_with_its_first_line_in_the_north(string text)
    {
        Raster raster = RasterReader.Read(_folder.Write("a.asc", text)).Raster;
        Assert.Equal(new Grid(Rows: 2, Columns: 3, CellSize: 10, West: 100, South: 200), raster.Grid);
        Assert.Equal([4, 5, float.NaN, 1, 2, 3], raster.Values);
    }

    [Theory]
    [InlineData("", "no `ncols`")]
    [InlineData("ncols 3\nnrows 2\n", "no `dx`")]
    [InlineData(Header + "1 2 3 4 5", "5 values")]
    [InlineData(Header + "1 2 3 4 5 6 7", "values after the last")]
    [InlineData(Header + "1 2 3 4 5,5 6", "row 2, column 2: `5,5`")]
    [InlineData(Header + "1 2 3 4 5 1e99", "`1e99`")]
    [InlineData("ncols 50000\nnrows 40000\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3", "50000 × 40000 values")]
    [InlineData("ncols 5000000\nnrows 4000000\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3", "5000000 columns")]
    [InlineData("ncols 3.5\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3", "whole numbers")]
    [InlineData("ncols -3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3", "-3 columns")]
    [InlineData("ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ndx 10\ndy 20\n1 2 3 4 5 6", "square cells")]
    [InlineData("ncols 3\nnrows 2\nxllcorner nan\nyllcorner 0\ncellsize 10\n1 2 3 4 5 6", "no finite number")]
    public void An_ASCII_grid_that_does_not_hold_what_it_says_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => RasterReader.Read(_folder.Write("a.asc", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_packed_ASCII_grid_is_read_and_takes_its_system_from_the_prj_file()
    {
        using (GZipStream gzip = new(File.Create(_folder["a.asc.gz"]), CompressionLevel.Optimal)) gzip.Write(Encoding.ASCII.GetBytes(Header + "1 2 3 4 5 6"));
        _folder.Write("a.prj", Crs.FromEpsg(3946).Wkt);
        Assert.Equal(3946, RasterReader.Read(_folder["a.asc.gz"]).Crs!.Epsg);
    }

    [Fact]
    public void A_file_that_unpacks_to_a_thousand_times_its_size_is_refused()
    {
        using (GZipStream gzip = new(File.Create(_folder["a.asc.gz"]), CompressionLevel.Optimal))
            for (int i = 0; i < 64; i++) gzip.Write(new byte[1 << 20]);
        Assert.Contains("unpack to more than", Assert.Throws<InputException>(() => RasterReader.Read(_folder["a.asc.gz"])).Message, StringComparison.Ordinal);
    }

    private string Relief(string name, params float[] values)
    {
        GeoTiff.Write(_folder[name], new Raster(new Grid(Rows: 1, Columns: values.Length, CellSize: 10, West: 650_000, South: 6_600_000), values), Crs.FromEpsg(2154));
        return _folder[name];
    }

    private static string Aux(string band) => $"<PAMDataset><PAMRasterBand band=\"1\">{band}</PAMRasterBand></PAMDataset>";

    [Theory]
    [InlineData("<Offset>500</Offset><Scale>0.5</Scale>", 510, 520, float.NaN)]
    [InlineData("<NoDataValue>20</NoDataValue><Scale>0.5</Scale>", float.NaN, 20, float.NaN)]
    [InlineData("<UnitType>foot</UnitType>", 6.096f, 12.192f, float.NaN)]
    [InlineData("<UnitType>cm</UnitType><Offset>100</Offset>", 1.2f, 1.4f, float.NaN)]
    [InlineData("<Metadata><MDI key=\"STATISTICS_MAXIMUM\">40</MDI></Metadata>", 20, 40, float.NaN)]
    public void What_stands_beside_a_raster_says_what_its_numbers_mean(string band, float a, float b, float c)
    {
        string path = Relief("dem.tif", 20, 40, -5);
        _folder.Write("dem.tif.aux.xml", Aux(band));
        Assert.Equal([a, b, c], RasterReader.ReadHeights(path, [-5]).Raster.Values);
        string text = _folder.Write("dem.asc", "ncols 3\nnrows 1\nxllcorner 100\nyllcorner 200\ncellsize 10\n20 40 -5\n");
        _folder.Write("dem.asc.aux.xml", Aux(band));
        Assert.Equal([a, b, c], RasterReader.ReadHeights(text, [-5]).Raster.Values);
    }

    [Theory]
    [InlineData("<UnitType>fathom</UnitType>", "heights in `fathom`")]
    [InlineData("<Scale>0</Scale>", "a scale of 0")]
    [InlineData("<Offset>much</Offset>", "Offset `much`")]
    [InlineData("<Scale>", "are no XML")]
    public void What_stands_beside_a_raster_and_is_not_understood_is_refused(string band, string reason)
    {
        string path = Relief("dem.tif", 20, 40);
        _folder.Write("dem.tif.aux.xml", Aux(band));
        Assert.Contains(reason, Assert.Throws<InputException>(() => RasterReader.ReadHeights(path, [])).Message, StringComparison.Ordinal);
    }

    /// <summary>GDAL writes the vertical system of EPSG:2154+8228 as key 4096 alone, without a key or a word for its unit.</summary>
    [Theory, InlineData(8228, 0.3048), InlineData(6360, 1200.0 / 3937), InlineData(5703, 1)]
    public void Heights_are_in_the_unit_of_their_vertical_system_where_that_alone_is_named(int system, double metres)
    {
        string path = Vertical(system, 1000, 2000);
        Assert.Equal([(float)(1000 * metres), (float)(2000 * metres)], RasterReader.ReadHeights(path, []).Raster.Values);
    }

    [Fact]
    public void The_two_feet_do_not_contradict_each_other()
    {
        string path = Vertical(6360, 2000);
        _folder.Write("dem.tif.aux.xml", Aux("<UnitType>foot</UnitType>"));
        Assert.Equal(609.6f, RasterReader.ReadHeights(path, []).Raster.Values[0], 0.002f);
    }

    [Fact]
    public void Depths_are_no_terrain() => Assert.Contains("heights in `EPSG:5715, depths`", Assert.Throws<InputException>(() => RasterReader.ReadHeights(Vertical(5715, 10), [])).Message, StringComparison.Ordinal);

    /// <summary>A relief whose key 1025 (cells are areas, as without it) has become the key of a vertical system.</summary>
    private string Vertical(int system, params float[] values)
    {
        string path = Relief("dem.tif", values);
        byte[] bytes = File.ReadAllBytes(path), key = [0x01, 0x04, 0, 0, 1, 0, 1, 0];
        int at = bytes.AsSpan().IndexOf(key);
        Assert.True(at > 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), 4096);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at + 6), (ushort)system);
        return _folder.Write("dem.tif", bytes);
    }

    [Fact]
    public void A_mask_file_beside_a_raster_leaves_out_the_cells_where_it_is_zero_and_must_have_as_many()
    {
        string path = Relief("dem.tif", 20, 40, 60);
        Relief("dem.tif.msk", 255, 0, 1);
        Assert.Equal([20, float.NaN, 60], RasterReader.Read(path).Raster.Values);
        Relief("dem.tif.msk", 255, 0);
        Assert.Contains("a mask of 2 × 1 cells", Assert.Throws<InputException>(() => RasterReader.Read(path)).Message, StringComparison.Ordinal);
    }
}
