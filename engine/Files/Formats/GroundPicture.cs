using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A picture of the ground in the system of a territory: an orthophoto or a plan.</summary>
/// <param name="Grid">Its pixels.</param> <param name="Rgba">Four bytes a pixel, row by row from the south-west; transparent where nothing is known.</param>
/// <param name="Credit">Whose it is, as its file says; else the name of the file.</param>
public sealed record GroundPicture(Grid Grid, byte[] Rgba, string Credit)
{
    private const int Tile = 64, Most = 4096, Channels = 4;
    private const double Margin = 0.05;                 // around the territory, of its larger side

    /// <summary>Reads the part of a picture that shows a place, 4096 pixels wide or high at most.</summary>
    /// <param name="path">GeoTIFF of 8-bit colours, or MBTiles of PNG, JPEG or WebP.</param>
    /// <param name="epsg">Of the territory, projected.</param>
    /// <param name="box">Of the place, in that system [m].</param>
    /// <exception cref="InputException">It cannot be read, or shows nothing of the place.</exception>
    public static GroundPicture Read(string path, int epsg, (double West, double South, double East, double North) box)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".tif" or ".tiff": return InputFile.Guard(path, "GeoTIFF", () => Over(box, path, Crs.FromEpsg(epsg), new TiffPicture(path)));
            case ".mbtiles": return GeoPackage.Opened(path, "MBTiles", "write it anew with `gdal_translate -of MBTILES`", db => Over(box, path, Crs.FromEpsg(epsg), new TilePicture(path, db)));
            default: throw new InputException($"{path}: expected a picture of the ground that says where it lies: .tif, .tiff (GeoTIFF) or .mbtiles. Write others as GeoTIFF: `gdal_translate -co COMPRESS=JPEG -co PHOTOMETRIC=YCBCR -co TILED=YES`.");
        }
    }

    private static GroundPicture Over((double West, double South, double East, double North) box, string path, Crs crs, PictureSource source)
    {
        double margin = Margin * Math.Max(box.East - box.West, box.North - box.South);
        (double west, double south, double width, double height) = (box.West - margin, box.South - margin, box.East - box.West + 2 * margin, box.North - box.South + 2 * margin);
        double cell = Math.Max(width, height) / Most, pixels = Across(cell);
        if (pixels < 1) (cell, pixels) = (cell / pixels, 1);               // finer ones would show no more
        source.Choose(pixels);
        Grid grid = new(Math.Max(1, (int)Math.Ceiling(height / cell)), Math.Max(1, (int)Math.Ceiling(width / cell)), cell, west, south);
        byte[] rgba = new byte[Channels * grid.Count];
        for (int j = 0; j < grid.Rows; j += Tile)
            for (int i = 0; i < grid.Columns; i += Tile) Fill(grid, i, j, rgba, source, At);
        bool shows = false;
        for (int n = Channels - 1; n < rgba.Length && !shows; n += Channels) shows = rgba[n] > 0;
        return shows ? new GroundPicture(grid, rgba, source.Credit)
            : throw InputFile.Fault(path, "a picture of another place", $"one that shows the territory, which lies at x {box.West:0} to {box.East:0}, y {box.South:0} to {box.North:0} of {crs}", "Check the file and its system.");

        (double X, double Y) At(double x, double y) => source.Pixel(source.Crs.From(crs, x, y));

        // Pixels of the whole picture across a cell in the middle of the place.
        double Across(double side)
        {
            ((double x0, double y0), (double x1, double y1)) = (At(west + width / 2, south + height / 2), At(west + width / 2 + side, south + height / 2));
            return Math.Sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
        }
    }

    // Positions bend little within a tile: they are interpolated from its corners. Each pixel is the mean of four samples.
    private static void Fill(Grid grid, int left, int bottom, byte[] rgba, PictureSource source, Func<double, double, (double X, double Y)> at)
    {
        double west = grid.West + left * grid.CellSize, south = grid.South + bottom * grid.CellSize, side = Tile * grid.CellSize;
        (double X, double Y) sw = at(west, south), se = at(west + side, south), nw = at(west, south + side), ne = at(west + side, south + side);
        Span<int> sum = stackalloc int[Channels];
        for (int j = bottom; j < Math.Min(bottom + Tile, grid.Rows); j++)
            for (int i = left; i < Math.Min(left + Tile, grid.Columns); i++)
            {
                sum.Clear();
                for (int sample = 0; sample < 4; sample++)
                {
                    double u = (i - left + 0.25 + 0.5 * (sample % 2)) / Tile, v = (j - bottom + 0.25 + 0.5 * (sample / 2)) / Tile;
                    double x = (1 - v) * ((1 - u) * sw.X + u * se.X) + v * ((1 - u) * nw.X + u * ne.X), y = (1 - v) * ((1 - u) * sw.Y + u * se.Y) + v * ((1 - u) * nw.Y + u * ne.Y);
                    ReadOnlySpan<byte> colour = source.At(x, y);
                    if (colour.IsEmpty || colour[3] == 0) continue;
                    for (int c = 0; c < 3; c++) sum[c] += colour[c] * colour[3];
                    sum[3] += colour[3];
                }
                if (sum[3] == 0) continue;
                Span<byte> pixel = rgba.AsSpan(Channels * (j * grid.Columns + i), Channels);
                for (int c = 0; c < 3; c++) pixel[c] = (byte)((sum[c] + sum[3] / 2) / sum[3]);
                pixel[3] = (byte)(sum[3] / 4);
            }
    }
}
