using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Tests.Formats;

/// <summary>Pictures that GDAL wrote from a formula show its colours where it says.</summary>
public sealed class GroundPictureTests : IDisposable
{
    private const double West = 660_000, North = 6_361_280, Pixel = 20;
    private static readonly (double West, double South, double East, double North) s_box = (West, North - 64 * Pixel, West + 96 * Pixel, North);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    internal static string Fixture(string name) => Path.Combine(SharedData.Repository, "tests", "Formats", "Pictures", name);

    // Four samples of a pixel may lie in neighbours: half a step of the formula, and one of rounding. JPEG of quality 95 moves more.
    [Theory]
    [InlineData("rgb-strips.tif", 3)]
    [InlineData("rgba-tiles.tif", 3)]
    [InlineData("rgb-jpeg-tiles.tif", 8)]
    [InlineData("picture.mbtiles", 5)]
    public void Colours_stand_where_they_belong(string name, int within)
    {
        GroundPicture picture = GroundPicture.Read(Fixture(name), 2154, s_box);
        int seen = 0;
        foreach ((double x, double y) in Places())
        {
            (double i, double j) = ((x - West) / Pixel - 0.5, (North - y) / Pixel - 0.5);
            ReadOnlySpan<byte> colour = At(picture, x, y);
            Assert.InRange(colour[0] - (2 * i + 20), -within, within);
            Assert.InRange(colour[1] - (3 * j + 30), -within, within);
            Assert.InRange(colour[2] - 128, -within, within);
            if (name == "rgba-tiles.tif") Assert.InRange(colour[3] - (2 * i + 20), -within, within);
            else Assert.Equal(255, colour[3]);
            seen++;
        }
        Assert.Equal(24, seen);
        Assert.Equal(0, At(picture, West - 60, North - 100)[3]);
        Assert.Equal(name, picture.Credit);
    }

    [Fact]
    public void Grey_is_as_red_as_green_and_blue()
    {
        GroundPicture picture = GroundPicture.Read(Fixture("grey-lzw.tif"), 2154, s_box);
        foreach ((double x, double y) in Places())
        {
            ReadOnlySpan<byte> colour = At(picture, x, y);
            Assert.InRange(colour[0] - ((x - West) / Pixel - 0.5 + 2 * ((North - y) / Pixel - 0.5)), -3, 3);
            Assert.Equal((colour[0], colour[0], 255), (colour[1], colour[2], colour[3]));
        }
    }

    [Fact]
    public void A_palette_gives_its_colours()
    {
        GroundPicture picture = GroundPicture.Read(Fixture("palette.tif"), 2154, s_box);
        foreach ((double x, double y) in Places())
        {
            double index = 2 * ((x - West) / Pixel - 0.5) + (North - y) / Pixel - 0.5;
            ReadOnlySpan<byte> colour = At(picture, x, y);
            Assert.InRange(colour[0] - index, -3, 3);
            Assert.InRange(colour[1] - (255 - index), -3, 3);
            Assert.Equal((128, 255), (colour[2], colour[3]));
        }
    }

    [Fact]
    public void Of_the_copies_that_a_file_holds_the_one_that_is_fine_enough_is_read()
    {
        TiffPicture tiff = new(Fixture("rgb-jpeg-tiles.tif"));
        foreach ((double pixels, int columns) in new[] { (1.0, 96), (1.9, 96), (2.0, 48), (3.9, 48), (4.0, 24), (50.0, 24) })
        {
            tiff = new(Fixture("rgb-jpeg-tiles.tif"));
            tiff.Choose(pixels);
            Assert.Equal(columns / 2.0, tiff.Pixel((West + 48 * Pixel, North - 32 * Pixel)).X);
            Assert.InRange(tiff.At(columns / 2.0, columns / 3.0)[0], 96 + 20 - 8, 96 + 20 + 8);
        }
    }

    [Fact]
    public void A_picture_of_another_place_or_kind_is_refused_with_what_helps()
    {
        Assert.Contains("a picture of another place; expected one that shows the territory, which lies at x 100000 to 102000", Refused(Fixture("rgb-strips.tif"), (100_000, 6_500_000, 102_000, 6_501_000)), StringComparison.Ordinal);
        Assert.Contains("a picture of another place", Refused(Fixture("picture.mbtiles"), (100_000, 6_500_000, 102_000, 6_501_000)), StringComparison.Ordinal);
        Assert.Contains("`gdal_translate -co COMPRESS=JPEG", Refused("ortho.jp2", s_box), StringComparison.Ordinal);
        Assert.Contains("gdal_translate -ot Byte -scale", Refused(RasterFilesTests.Fixture("int16-lzw.tif"), s_box), StringComparison.Ordinal);
        using (Microsoft.Data.Sqlite.SqliteConnection db = new($"Data Source={_folder["v.mbtiles"]};Pooling=False"))
        {
            db.Open();
            using Microsoft.Data.Sqlite.SqliteCommand make = db.CreateCommand();
            make.CommandText = "CREATE TABLE metadata (name text, value text); INSERT INTO metadata VALUES ('format', 'pbf'); CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)";
            make.ExecuteNonQuery();
        }
        Assert.Contains("tiles of vectors", Refused(_folder["v.mbtiles"], s_box), StringComparison.Ordinal);
    }

    private static string Refused(string path, (double, double, double, double) box) => Assert.Throws<InputException>(() => GroundPicture.Read(path, 2154, box)).Message;

    private static IEnumerable<(double X, double Y)> Places() =>
        from i in Enumerable.Range(0, 6) from j in Enumerable.Range(0, 4) select (West + (40 + 340 * i), North - (50 + 380 * j));

    private static ReadOnlySpan<byte> At(GroundPicture picture, double x, double y)
    {
        (int i, int j) = picture.Grid.CellOf(x, y);
        return picture.Rgba.AsSpan(4 * (j * picture.Grid.Columns + i), 4);
    }
}
