using System.IO.Compression;
using System.Text;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>Whatever happens to a file, its reader gives a layer or an <see cref="InputException"/>, and takes no more memory than the file deserves.</summary>
public sealed class DamagedFilesTests : IDisposable
{
    private const int Damages = 200;
    private const long MostBytes = 300L << 20;
    private static readonly (double, double, double, double) s_pictured = (660_000, 6_360_000, 661_920, 6_361_280);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Formats => new() { "a.shp", "a.dbf", "a.prj", "a.cpg", "b.geojson", "b.geojson.gz", "o.osm", "o.osm.gz", "c.gpkg", "d.asc", "d.asc.gz", "e.tif", "f.tif", "g.tif", "h.tif", "i.tif", "s.msgpack", "t.csv", "p.csv", "p.csv.gz", "z.zip", "bdtopo.7z", "v.vrt", "x.xyz", "rgb-strips.tif", "rgb-jpeg-tiles.tif", "palette.tif", "picture.mbtiles" };

    [Theory, MemberData(nameof(Formats))]
    public void A_damaged_file_is_read_or_refused_and_nothing_else(string name)
    {
        WriteSound();
        byte[] sound = File.ReadAllBytes(_folder[name]);
        string opened = name.StartsWith('a') ? _folder["a.shp"] : _folder[name];
        Read(opened);
        Random random = new(name.Length * 1000 + name[0]);
        for (int k = 0; k < Damages; k++)
        {
            File.WriteAllBytes(_folder[name], Damaged(sound, random, k));
            Try(k, null);
            if (name is "a.shp" or "a.dbf" or "c.gpkg") Try(k, new Envelope(3, 5, 0, 4));
        }

        void Try(int k, Envelope? window)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Read(opened, window);
            }
            catch (InputException e)
            {
                Assert.NotEmpty(e.Message);
            }
            catch (Exception e)
            {
                Assert.Fail($"{name}, damage {k}: {e}");
            }
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        }
    }

    [Fact]
    public void A_hundred_thousand_damaged_snapshots_are_read_or_refused_and_nothing_else()
    {
        WriteSound();
        byte[] sound = File.ReadAllBytes(_folder["s.msgpack"]);
        Random random = new(7);
        int read = 0;
        long most = 0;
        for (int k = 0; k < 100_000; k++)
        {
            byte[] damaged = Damaged(sound, random, k % Damages);
            (bool sounds, long bytes) = Try(damaged);
            if (bytes > most) bytes = Math.Min(bytes, Try(damaged).Bytes);                              // what only the first exception of a place allocates is no matter here
            most = Math.Max(most, bytes);
            if (sounds) read++;
        }
        Assert.InRange(read, 1, 50_000);                               // what changes a name, a unit or a fact passes
        Assert.InRange(most, 1, 100 << 10);                            // bytes for one file, its exception included

        static (bool Sounds, long Bytes) Try(byte[] damaged)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool sounds = false;
            try
            {
                _ = new SnapshotContent(MessagePackTree.Read(damaged)).Read("territorytwin/snapshot", 1);
                sounds = true;
            }
            catch (InvalidDataException e)
            {
                Assert.NotEmpty(e.Message);
            }
            return (sounds, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory, MemberData(nameof(Formats))]
    public void A_file_that_is_empty_or_a_folder_or_not_there_is_refused_by_name(string name)
    {
        if (name is "a.prj" or "a.cpg") return;                        // these may be missing or empty
        WriteSound();
        string opened = name.StartsWith('a') ? _folder["a.shp"] : _folder[name];
        File.WriteAllBytes(_folder[name], []);
        Refused();
        File.WriteAllBytes(_folder[name], Encoding.UTF8.GetBytes("\n"));
        Refused();
        File.Delete(_folder[name]);
        Refused();
        Directory.CreateDirectory(_folder[name]);
        Refused();

        void Refused() => Assert.Contains(Path.ChangeExtension(_folder[name], null), Assert.Throws<InputException>(() => Read(opened)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_and_the_kinds_that_are_read_are_named()
    {
        Assert.Contains(".shp", Assert.Throws<InputException>(() => VectorReader.Read("map.dxf")).Message, StringComparison.Ordinal);
        Assert.Contains("the extension `.fgb`", Assert.Throws<InputException>(() => VectorReader.Read("a/map.fgb")).Message, StringComparison.Ordinal);
        Assert.Contains("`ogr2ogr -f GPKG map.gpkg map.fgb`", Assert.Throws<InputException>(() => VectorReader.Read("a/map.fgb")).Message, StringComparison.Ordinal);
        Assert.Contains("CityJSON Loader", Assert.Throws<InputException>(() => VectorReader.Read(_folder.Write("a.city.json", """{"type":"CityJSON","version":"2.0"}"""))).Message, StringComparison.Ordinal);
        Assert.Contains(".asc", Assert.Throws<InputException>(() => RasterReader.Read("map.jp2")).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => VectorReader.Read(""));
    }

    private static byte[] Damaged(byte[] sound, Random random, int k)
    {
        if (k % 3 == 0) return sound[..(int)((long)sound.Length * k / Damages)];
        byte[] bytes = [.. sound];
        for (int n = random.Next(1, 6); n > 0; n--)
        {
            int at = random.Next(k % 2 == 0 ? Math.Min(bytes.Length, 200) : bytes.Length);      // headers are where the claims are
            if (random.Next(3) == 0) bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F);
            else bytes[at] ^= (byte)(1 << random.Next(8));
        }
        return bytes;
    }

    private object Read(string path, Envelope? window = null) => Path.GetExtension(path.Replace(".gz", "", StringComparison.Ordinal)) switch
    {
        ".shp" or ".geojson" or ".gpkg" or ".osm" => Touched(VectorReader.Read(path, window: _ => window)),
        ".mbtiles" => GroundPicture.Read(path, 2154, s_pictured),
        ".tif" when Path.GetFileName(path).Length > 5 => GroundPicture.Read(path, 2154, s_pictured),
        ".asc" or ".tif" or ".xyz" => (RasterReader.Read(path), RasterReader.ReadGrid(path)),
        ".vrt" => VrtMosaic.Read(path),
        ".msgpack" => Snapshot.Read(path),
        ".zip" or ".7z" => Unpacked(path),
        ".csv" when Path.GetFileName(path)[0] == 'p' => Touched(VectorReader.Read(path)),
        _ => Csv.Read(path),
    };

    /// <summary>What is unpacked of a damaged archive is what was packed.</summary>
    private object Unpacked(string path)
    {
        string folder = Directory.CreateDirectory(_folder["unpacked"]).FullName;
        long room = 1 << 20;
        try
        {
            IReadOnlyList<string> names = Archive.Unpack(path, path, folder, (name, _) => name.EndsWith(".csv", StringComparison.Ordinal), ref room);
            Assert.All(names, n => Assert.StartsWith("id,name\n1,maison\n", File.ReadAllText(Path.Combine(folder, n)), StringComparison.Ordinal));
            return names;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static VectorLayer Touched(VectorLayer layer)
    {
        foreach (Feature feature in layer.Features) _ = feature.Attributes.Values.Count() + (feature.Geometry?.Area ?? 0);
        return layer;
    }

    private void WriteSound()
    {
        byte[] square = VectorFilesTests.Record(15, [0, 5], [0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 2, 2, 4, 2, 4, 4, 2, 4, 2, 2], [0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1]);
        _folder.Write("a.shp", VectorFilesTests.ShapeFile(15, [.. Enumerable.Repeat(square, 8)]));
        _folder.Write("a.dbf", VectorFilesTests.Table([("NAME", 'C', 6, 0), ("FLATS", 'N', 4, 0), ("BUILT", 'D', 8, 0)], [.. Enumerable.Repeat(" plain   1219750101", 8)]));
        _folder.Write("a.prj", Crs.FromEpsg(2154).Wkt);
        _folder.Write("a.cpg", "UTF-8");

        const string feature = """{"type":"Feature","properties":{"a":"é","b":1.5},"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[4,0],[4,4],[0,0]]]]}}""";
        string json = """{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:2154"}},"features":[""" + string.Join(',', Enumerable.Repeat(feature, 5)) + "]}";
        _folder.Write("b.geojson", json);
        Pack("b.geojson.gz", json);
        const string map = """<osm version="0.6"><node id="1" lon="6" lat="46"/><node id="2" lon="6.1" lat="46"/><node id="3" lon="6" lat="46.1"/><way id="4"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="building" v="é"/></way></osm>""";
        _folder.Write("o.osm", map);
        Pack("o.osm.gz", map);
        GeoPackage.Write(_folder["c.gpkg"], new GeoPackageLayer("cells", "", Crs.FromEpsg(2154), "POLYGON", [new("name", GeoPackageType.Text), new("depth", GeoPackageType.Real)],
            Enumerable.Range(0, 40).Select(i => new GeoPackageRow(GeometryFactory.Default.ToGeometry(new Envelope(i, i + 1, 0, 1)), [$"n{i}", i * 0.5]))));
        const string grid = "ncols 3\nnrows 4\nxllcorner 100\nyllcorner 200\ncellsize 10\nNODATA_value -1\n1 2 3\n4 5 -1\n1.5 2.5 3.5\n4 5 6\n";
        _folder.Write("d.asc", grid);
        Pack("d.asc.gz", grid);
        File.Copy(RasterFilesTests.Fixture("float32-deflate-predictor3.tif"), _folder["e.tif"]);
        File.Copy(RasterFilesTests.Fixture("int32-tiles-lzw-differences.tif"), _folder["f.tif"]);
        File.Copy(RasterFilesTests.Fixture("uint32-deflate-bigtiff.tif"), _folder["g.tif"]);
        File.Copy(RasterFilesTests.Fixture("int16-lzw-differences-big-endian.tif"), _folder["h.tif"]);
        File.Copy(RasterFilesTests.Fixture("uint16-packbits.tif"), _folder["i.tif"]);
        foreach (string picture in new[] { "rgb-strips.tif", "rgb-jpeg-tiles.tif", "palette.tif", "picture.mbtiles" }) File.Copy(GroundPictureTests.Fixture(picture), _folder[picture], overwrite: true);
        Snapshot.Write(_folder["s.msgpack"], new Snapshot(new Dictionary<string, object> { ["hour"] = 5L, ["name"] = "both" }, [new SnapshotArray("t", "K", new float[20]), new SnapshotArray("n", "1", new[] { 1, 2 })]));
        _folder.Write("t.csv", "name,value\n\"a, b\",1\nc,2\n");
        const string points = "lon;lat;name\n2,5;44,25;\"a; é\"\n2,6;44,35;b\n";
        _folder.Write("p.csv", points);
        Pack("p.csv.gz", points);
        _folder.Write("x.xyz", "100 200 1\n110 200 2.5\n100 210 3\n");
        _folder.Write("v.vrt", """<VRTDataset rasterXSize="3" rasterYSize="4"><SRS>EPSG:2154</SRS><VRTRasterBand band="1"><SimpleSource><SourceFilename relativeToVRT="1">d.asc</SourceFilename><SourceBand>1</SourceBand><SrcRect xOff="0" yOff="0" xSize="3" ySize="4"/><DstRect xOff="0" yOff="0" xSize="3" ySize="4"/></SimpleSource></VRTRasterBand></VRTDataset>""");
        File.Copy(RasterFilesTests.Fixture("bdtopo.7z"), _folder["bdtopo.7z"]);
        using ZipArchive zip = new(File.Create(_folder["z.zip"]), ZipArchiveMode.Create);
        foreach (string name in new[] { "bati/a.csv", "b.csv" })
            using (Stream entry = zip.CreateEntry(name).Open()) entry.Write("id,name\n1,maison\n"u8);
    }

    private void Pack(string name, string text)
    {
        using GZipStream gzip = new(File.Create(_folder[name]), CompressionLevel.Optimal);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }
}
