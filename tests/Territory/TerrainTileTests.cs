using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Tests.Formats;

namespace TerritoryTwin.Tests.Territories;

public sealed class TerrainTileTests : IDisposable
{
    private static readonly TerrainMapping Unsaid = new([], null, [-9999]);
    private static readonly Reprojection Lambert93 = new(Crs.FromEpsg(2154));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A tile of 2 × 2 cells of 10 m.</summary>
    private string Tile(string name, double west, string values) => _folder.Write(name, $"ncols 2\nnrows 2\nxllcorner {west}\nyllcorner 6350000\ncellsize 10\nNODATA_value -9999\n{values}\n");

    private static IReadOnlyList<TerrainTile> Touching(Envelope box, ImportReport report, params string[] paths) => TerrainTile.Touching(paths, Unsaid, Lambert93, box, report);

    [Fact]
    public void Of_the_tiles_that_do_not_touch_the_territory_the_header_alone_is_read()
    {
        ImportReport report = new();
        string near = Tile("MNT_LAMB93_1.asc", 660_000, "1 2 3 4"), far = Tile("MNT_LAMB93_2.asc", 670_000, "no numbers at all");
        TerrainTile tile = Assert.Single(Touching(new Envelope(660_005, 660_006, 6_350_005, 6_350_006), report, near, far));
        Assert.Equal([3, 4, 1, 2], tile.Raster.Values);
        Assert.Equal(2154, tile.Crs.Epsg);
        Assert.Equal(1, report.Count("terrain-elsewhere"));
        Assert.Equal([$"{near} (2 × 2 cells of 10 → terrain, EPSG:2154)"], report.Files);
        Assert.Contains("`no`", Assert.Throws<InputException>(() => Touching(new Envelope(670_005, 670_006, 6_350_005, 6_350_006), report, near, far)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_system_is_that_of_the_mapping_else_of_the_file_else_of_its_name()
    {
        Envelope box = new(660_000, 660_100, 6_350_000, 6_350_100);
        string named = Tile("RGEALTI_FXX_0660_6350_MNT_LAMB93_IGN69.asc", 660_000, "1 2 3 4"), bare = Tile("mnt.asc", 660_000, "1 2 3 4");
        Assert.Equal(2154, Touching(box, new ImportReport(), named)[0].Crs.Epsg);
        Assert.Equal(9794, TerrainTile.Touching([bare], Unsaid with { Epsg = 9794 }, Lambert93, box, new ImportReport())[0].Crs.Epsg);
        Assert.Contains("mnt.asc: says nothing of its coordinate system", Assert.Throws<InputException>(() => Touching(box, new ImportReport(), bare)).Message, StringComparison.Ordinal);
        _folder.Write("mnt.prj", Crs.FromEpsg(9793).Wkt);
        Assert.Equal(9793, Touching(box, new ImportReport(), bare)[0].Crs.Epsg);
    }

    private const string Mosaic = """
        <VRTDataset rasterXSize="4" rasterYSize="2"><SRS dataAxisToSRSAxisMapping="1,2">EPSG:2154</SRS><GeoTransform>660000, 10, 0, 6350020, 0, -10</GeoTransform>
          <VRTRasterBand dataType="Float32" band="1"><NoDataValue>-9999</NoDataValue>
            <ComplexSource><SourceFilename relativeToVRT="1">a.asc</SourceFilename><SourceBand>1</SourceBand><SourceProperties RasterXSize="2" RasterYSize="2" /><SrcRect xOff="0" yOff="0" xSize="2" ySize="2" /><DstRect xOff="0" yOff="0" xSize="2" ySize="2" /><NODATA>7</NODATA></ComplexSource>
            <SimpleSource><SourceFilename relativeToVRT="1">b.asc</SourceFilename><SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" xSize="2" ySize="2" /><DstRect xOff="2" yOff="0" xSize="2" ySize="2" /></SimpleSource>
          </VRTRasterBand></VRTDataset>
        """;

    [Fact]
    public void A_virtual_raster_is_read_as_its_tiles()
    {
        Tile("a.asc", 660_000, "1 2 3 7");
        Tile("b.asc", 660_020, "5 6 7 8");
        string vrt = _folder.Write("all.vrt", Mosaic);
        Raster whole = TerrainTile.Join(Touching(new Envelope(660_000, 660_040, 6_350_000, 6_350_020), new ImportReport(), vrt));
        Assert.Equal(new Grid(2, 4, 10, 660_000, 6_350_000), whole.Grid);
        Assert.Equal([3, float.NaN, 7, 8, 1, 2, 5, 6], whole.Values);
        Assert.EndsWith("b.asc", Assert.Single(Touching(new Envelope(660_035, 660_036, 6_350_000, 6_350_020), new ImportReport(), vrt)).Path, StringComparison.Ordinal);
        _folder.Write("a.prj", Crs.FromEpsg(3035).Wkt);
        Assert.Contains("EPSG:2154, as its .vrt says", Assert.Throws<InputException>(() => Touching(new Envelope(), new ImportReport(), vrt)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("VRTDataset", "Dataset", "`Dataset`")]
    [InlineData("<VRTRasterBand ", "<VRTRasterBand subClass=\"VRTDerivedRasterBand\" ", "that is computed")]
    [InlineData("</VRTDataset>", "<VRTRasterBand band=\"2\"/></VRTDataset>", "2 bands")]
    [InlineData("<SourceBand>1<", "<SourceBand>2<", "band `2`")]
    [InlineData("<NODATA>7</NODATA>", "<ScaleRatio>2</ScaleRatio>", "tiles changed by ScaleRatio")]
    [InlineData("<NoDataValue>-9999</NoDataValue>", "<Scale>0.1</Scale>", "values with a scale")]
    [InlineData("yOff=\"0\" xSize=\"2\" ySize=\"2\" /></SimpleSource>", "yOff=\"0\" xSize=\"4\" ySize=\"2\" /></SimpleSource>", "in another size than its own")]
    [InlineData("SimpleSource", "KernelFilteredSource", "a KernelFilteredSource")]
    [InlineData(">a.asc<", ">/vsicurl/http://a/a.asc<", "a tile `/vsicurl/")]
    [InlineData(">a.asc<", ">all.vrt<", "a tile `all.vrt`")]
    [InlineData("<VRTDataset", "<!DOCTYPE a [<!ENTITY b \"c\">]><VRTDataset", "no XML")]
    [InlineData("a.asc", "none.asc", "none.asc: no such file")]
    public void A_virtual_raster_that_does_more_is_refused(string from, string to, string reason)
    {
        Tile("a.asc", 660_000, "1 2 3 7");
        Tile("b.asc", 660_020, "5 6 7 8");
        string vrt = _folder.Write("all.vrt", Mosaic.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(reason, Assert.Throws<InputException>(() => Touching(new Envelope(660_000, 660_040, 6_350_000, 6_350_020), new ImportReport(), vrt)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("660005 6350015 1\n660015 6350015 2\n660005 6350005 3\n660015 6350005 4\n")]
    [InlineData("X,Y,Z\r\n660015,6350005,4\r\n660005,6350005,3\r\n\r\n660015,6350015,2\r\n660005,6350015,1")]
    [InlineData("660005;6350015;1\n660015;6350015;2\n660005;6350005;3\n660005;6350005;3.0\n660015;6350005;4;\n")]
    public void Points_on_a_grid_are_a_terrain(string text)
    {
        TerrainTile tile = Assert.Single(Touching(new Envelope(660_005, 660_006, 6_350_005, 6_350_006), new ImportReport(), _folder.Write("LAMB93.xyz", text)));
        Assert.Equal(new Grid(2, 2, 10, 660_000, 6_350_000), tile.Raster.Grid);
        Assert.Equal([3, 4, 1, 2], tile.Raster.Values);
    }

    [Theory]
    [InlineData("0 0 1\n10 0 2\n0 10 3\n13 10 4\n", "points of a regular grid")]
    [InlineData("0 0 1\n10 0 2\n0 20 3\n", "10 apart in x and 20 in y")]
    [InlineData("0 0 1\n0 0 2\n", "one height for one place")]
    [InlineData("0 0 1\n1 1 2\n1000000 1000000 3\n", "a point for most cells")]
    [InlineData("0 0 1\n1 0\n", "a.xyz(2): no three numbers"), InlineData("x y z\n", "no points"), InlineData("0,5 0,5 1\n0 0 1 1\n", "a.xyz(2): no three numbers")]
    public void Points_that_are_no_grid_are_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<InputException>(() => RasterReader.Read(_folder.Write("a.xyz", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_sea_without_heights_lies_as_high_as_its_coast_and_a_sea_at_zero_stays_there()
    {
        Envelope box = new(660_000, 660_020, 6_350_000, 6_350_020);
        float[] Heights(string values) => TerrainRepairs.FromRaster(Touching(box, new ImportReport(), Tile("LAMB93.asc", 660_000, values))[0].Raster, Crs.FromEpsg(2154), Lambert93, box, new ImportReport()).Values;
        Assert.Equal([3, 3, 3, 3], Heights("-9999 -9999 3 -9999"));
        Assert.Equal([3, 0, 0, 0], Heights("0 0 3 0"));
    }
}
