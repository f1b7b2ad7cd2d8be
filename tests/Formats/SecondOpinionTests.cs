using System.Globalization;
using BitMiracle.LibTiff.Classic;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using EsriShapefile = NetTopologySuite.IO.Esri.Shapefile;
using Polygon = NetTopologySuite.Geometries.Polygon;
using TiffTag = BitMiracle.LibTiff.Classic.TiffTag;

namespace TerritoryTwin.Tests.Formats;

/// <summary>Our readers of shapefiles and GeoTIFFs beside NetTopologySuite.IO.Esri and LibTiff.NET, value for value; on sound files alone, because damaged ones hang these libraries.</summary>
public sealed class SecondOpinionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("territory-olemps", 13, 4571)]
    [InlineData("territory-perigueux", 5, 40_156)]
    public void Real_shapefiles_hold_what_NetTopologySuite_finds(string folder, int layers, int objects)
    {
        string[] paths = Directory.GetFiles(SharedData.Data(folder), "*.shp", SearchOption.AllDirectories);
        Assert.Equal(layers, paths.Length);
        Assert.Equal(objects, paths.Sum(RequireSameLayer));
    }

    [Theory]
    [InlineData(1), InlineData(11), InlineData(21), InlineData(8), InlineData(18), InlineData(28)]
    [InlineData(3), InlineData(13), InlineData(23), InlineData(5), InlineData(15), InlineData(25)]
    public void Small_shapefiles_of_every_kind_hold_what_NetTopologySuite_finds(int type)
    {
        double[] points = (type % 10) switch
        {
            1 => [1.5, 2.25],
            5 => [0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 2, 2, 4, 2, 4, 4, 2, 4, 2, 2, 20, 0, 20, 5, 25, 5, 20, 0],
            _ => [0, 0, 3, 4, 9, 9, 8, 8.125],
        };
        int[]? parts = (type % 10) switch { 3 => [0, 2], 5 => [0, 5, 10], _ => null };
        double[] range = type % 10 == 1 ? [] : [0, 99];
        double[] rest = [.. range, .. Enumerable.Range(5, points.Length / 2).Select(i => i * 0.1)];      // heights or measures
        double[] measures = type / 10 == 1 ? rest : [];
        byte[] shape = VectorFilesTests.Record(type, parts, points, type < 10 ? [] : [.. rest, .. measures]);
        _folder.Write("a.shp", VectorFilesTests.ShapeFile(type, shape, shape, shape));
        _folder.Write("a.dbf", VectorFilesTests.Table(
            [("NAME", 'C', 8, 0), ("FLATS", 'N', 4, 0), ("HEIGHT", 'N', 7, 3), ("INCOME", 'N', 24, 15), ("AREA", 'F', 9, 2), ("BUILT", 'D', 8, 0), ("LIGHT", 'L', 1, 0)],
            [" forêt  " + "  12" + "  3.500" + " 6222647.900000000372529" + "   -12.25" + "13330101" + "T", " ".PadRight(62), " x       " + "  -1" + "  0.001" + "       0.100000000000000" + "     0.00" + "20240229" + "F"]));
        _folder.Write("a.cpg", "UTF-8");

        Assert.Equal(3, RequireSameLayer(_folder["a.shp"]));
    }

    [Theory]
    [InlineData("territory-olemps", 1), InlineData("territory-perigueux", 1), InlineData("outdoor-heat", 9)]
    public void Real_GeoTIFFs_hold_what_LibTiff_finds(string folder, int files)
    {
        string[] paths = Directory.GetFiles(SharedData.Data(folder), "*.tif", SearchOption.AllDirectories);
        Assert.Equal(files, paths.Length);
        Assert.All(paths, RequireSameRaster);
    }

    [Fact]
    public void Small_GeoTIFFs_of_every_make_hold_what_LibTiff_finds()
    {
        Grid grid = new(Rows: 301, Columns: 217, CellSize: 25, West: 661_750, South: 6_357_500);
        GeoTiff.Write(_folder["ours.tif"], new Raster(grid, [.. Enumerable.Range(0, grid.Count).Select(i => i % 50 == 7 ? float.NaN : MathF.Sin(i * 0.1f) * 100)]), Crs.FromEpsg(2154));
        string[] fixtures = Directory.GetFiles(Path.GetDirectoryName(RasterFilesTests.Fixture("bytes-strips.tif"))!, "*.tif");
        string[] paths = [_folder["ours.tif"], .. fixtures.Except([RasterFilesTests.Fixture("float32-deflate-predictor3-big-endian.tif")])];      // LibTiff.NET turns the bytes of its floats round: 108 comes as 7.7579E-41
        Assert.Equal(12, paths.Length);
        Assert.All(paths, RequireSameRaster);
    }

    /// <summary>Compares a layer, object by object, and returns how many there are.</summary>
    private static int RequireSameLayer(string path)
    {
        ShapefileReaderOptions options = new() { GeometryBuilderMode = GeometryBuilderMode.IgnoreInvalidShapes };      // the default refuses all buildings of Périgueux for three with one outline inside another
        IFeature[] theirs = EsriShapefile.ReadAllFeatures(path, options);
        VectorLayer ours = VectorReader.Read(path);

        Assert.Equal(theirs.Length, ours.Features.Count);
        for (int i = 0; i < theirs.Length; i++)
        {
            string place = $"{path}, record {i + 1}";
            Assert.True(Parts(theirs[i].Geometry).SequenceEqual(Parts(ours.Features[i].Geometry)), place);
            Assert.Equal(theirs[i].Attributes.GetNames(), ours.Columns);
            foreach (string name in ours.Columns)
            {
                object? value = ours.Features[i].Attributes[name], other = Typed(theirs[i].Attributes[name], value);
                Assert.True(Equals(other, value), $"{place}, {name}: {value} ({value?.GetType()}), NetTopologySuite {other} ({other?.GetType()})");
            }
        }
        return theirs.Length;
    }

    /// <summary>The corners, part by part and ring by ring: there every shape of several parts is a collection, here one part alone is not.</summary>
    private static IEnumerable<(int Part, int Ring, double X, double Y, double Z)> Parts(Geometry? geometry)
    {
        for (int part = 0; part < geometry?.NumGeometries; part++)
        {
            Geometry one = geometry.GetGeometryN(part);
            Geometry[] rings = one is Polygon polygon ? [polygon.ExteriorRing, .. polygon.InteriorRings] : [one];
            for (int ring = 0; ring < rings.Length; ring++)
                foreach (Coordinate c in rings[ring].Coordinates) yield return (part, ring, c.X, c.Y, c.Z);
        }
    }

    /// <summary>A value of theirs in the type that ours has: an empty text is missing, a date has no time, and whole numbers have 64 bits.</summary>
    private static object? Typed(object? theirs, object? ours) => theirs switch
    {
        "" => null,
        DateTime day when day.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(day),
        int number => (long)number,
        decimal number when ours is long && decimal.IsInteger(number) => (long)number,
        decimal number => double.Parse(number.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),      // (double)6222647.900000000372529m is 6222647.899999999
        _ => theirs,
    };

    /// <summary>Compares a raster, cell by cell.</summary>
    private static void RequireSameRaster(string path)
    {
        (int columns, int rows, float[] theirs) = ReadTiff(path);
        Raster ours = RasterReader.Read(path).Raster;

        Assert.Equal((columns, rows), (ours.Grid.Columns, ours.Grid.Rows));
        for (int j = 0; j < rows; j++)
            for (int i = 0; i < columns; i++)
                Assert.True(theirs[(rows - 1 - j) * columns + i].Equals(ours[i, j]), $"{path}, column {i}, row {j} from the south: {ours[i, j]}, LibTiff {theirs[(rows - 1 - j) * columns + i]}");
    }

    /// <summary>The cells of a raster by LibTiff, northernmost row first, NaN where the file has no value.</summary>
    private static (int Columns, int Rows, float[] Values) ReadTiff(string path)
    {
        Tiff.SetErrorHandler(new Silent());
        using Tiff tiff = Tiff.Open(path, "r") ?? throw new InvalidDataException(path);
        int columns = tiff.GetField(TiffTag.IMAGEWIDTH)[0].ToInt(), rows = tiff.GetField(TiffTag.IMAGELENGTH)[0].ToInt();
        bool isTiled = tiff.IsTiled();
        int width = isTiled ? tiff.GetField(TiffTag.TILEWIDTH)[0].ToInt() : columns, height = isTiled ? tiff.GetField(TiffTag.TILELENGTH)[0].ToInt() : 1;
        Func<byte[], int, float> cell = Cell(tiff.GetField(TiffTag.BITSPERSAMPLE)[0].ToInt(), tiff.GetFieldDefaulted(TiffTag.SAMPLEFORMAT)[0].ToInt());
        float missing = tiff.GetField((TiffTag)42113) is { } text ? float.Parse(text[1].ToString().Trim('\0', ' '), CultureInfo.InvariantCulture) : float.NaN;
        float[] values = new float[columns * rows];
        byte[] block = new byte[isTiled ? tiff.TileSize() : tiff.ScanlineSize()];
        for (int y = 0; y < rows; y += height)
            for (int x = 0; x < columns; x += width)
            {
                Assert.True(isTiled ? tiff.ReadTile(block, 0, x, y, 0, 0) == block.Length : tiff.ReadScanline(block, y), $"{path}: LibTiff cannot decode the block at {x}, {y}");
                for (int j = 0; j < Math.Min(height, rows - y); j++)
                    for (int i = 0; i < Math.Min(width, columns - x); i++)
                        values[(y + j) * columns + x + i] = cell(block, j * width + i) is var value && value == missing ? float.NaN : value;
            }
        return (columns, rows, values);
    }

    private static Func<byte[], int, float> Cell(int bits, int format) => (bits, (SampleFormat)format) switch
    {
        (8, SampleFormat.UINT) => (block, i) => block[i],
        (16, SampleFormat.UINT) => (block, i) => BitConverter.ToUInt16(block, 2 * i),
        (16, SampleFormat.INT) => (block, i) => BitConverter.ToInt16(block, 2 * i),
        (32, SampleFormat.UINT) => (block, i) => BitConverter.ToUInt32(block, 4 * i),
        (32, SampleFormat.INT) => (block, i) => BitConverter.ToInt32(block, 4 * i),
        (32, SampleFormat.IEEEFP) => (block, i) => BitConverter.ToSingle(block, 4 * i),
        (64, SampleFormat.IEEEFP) => (block, i) => (float)BitConverter.ToDouble(block, 8 * i),
        _ => throw new NotSupportedException($"{bits} bits of format {format}"),
    };

    /// <summary>Keeps LibTiff's words about tags of GDAL off the console; that it can decode is checked block by block.</summary>
    private sealed class Silent : TiffErrorHandler
    {
        public override void ErrorHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void ErrorHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }

        public override void WarningHandler(Tiff tif, string method, string format, params object[] args)
        {
        }

        public override void WarningHandlerExt(Tiff tif, object clientData, string method, string format, params object[] args)
        {
        }
    }
}
