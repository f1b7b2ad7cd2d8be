using SkiaSharp;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>Water, woods and grass as a picture over the ground: the share of each in a pixel.</summary>
internal sealed class LandCover
{
    private const int MostPixels = 2048;
    private const double FinestPixel = 1.5;

    private static readonly Color s_water = new(255, 0, 0), s_woods = new(0, 255, 0), s_grass = new(0, 0, 255);

    private LandCover(int width, int height, byte[] shares) => (Width, Height, Shares) = (width, height, shares);

    public int Width { get; }
    public int Height { get; }
    /// <summary>Water, woods, grass, and what lies within the limit of the territory, of each pixel; rows from the south.</summary>
    public byte[] Shares { get; }

    public static LandCover Of(Territory territory, SceneOrigin origin, Relief relief)
    {
        double west = relief.Low.X + origin.X, north = relief.High.Y + origin.Y, wide = relief.High.X - relief.Low.X, deep = relief.High.Y - relief.Low.Y;
        double pixel = Math.Max(FinestPixel, Math.Max(wide, deep) / MostPixels);
        int width = Math.Max(1, (int)Math.Round(wide / pixel)), height = Math.Max(1, (int)Math.Round(deep / pixel));
        double sx = width / wide, sy = height / deep;
        using SKBitmap cover = Drawn(canvas =>
        {
            foreach (Zone zone in territory.Covers) canvas.Fill(s_grass, 1, Scaled(zone.Area));
            foreach (Zone zone in territory.Vegetation) canvas.Fill(zone.Height > 0 ? s_woods : s_grass, 1, Scaled(zone.Area));
            foreach (Zone zone in territory.Water) canvas.Fill(s_water, 1, Scaled(zone.Area));
        });
        using SKBitmap within = Drawn(canvas =>
        {
            if (territory.Boundary is { } boundary) canvas.Fill(s_water, 1, Scaled(boundary));
            else canvas.Clear(s_water.WithOpacity(1));
        });
        return new(width, height, Flipped(cover, within));

        SKBitmap Drawn(Action<SKCanvas> draw)
        {
            SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque));
            using SKCanvas canvas = new(bitmap);
            canvas.Clear(SKColors.Black);
            draw(canvas);
            return bitmap;
        }

        IEnumerable<(double[], double[])> Scaled(Polygon area) => area.Holes.Prepend(area.Outer)
            .Select(ring => (ring.X.Select(x => (x - west) * sx).ToArray(), ring.Y.Select(y => (north - y) * sy).ToArray()));
    }

    private static byte[] Flipped(SKBitmap cover, SKBitmap within)
    {
        byte[] shares = new byte[4 * cover.Width * cover.Height];
        ReadOnlySpan<byte> colours = cover.GetPixelSpan(), limit = within.GetPixelSpan();
        for (int y = 0, to = 0; y < cover.Height; y++)
            for (int x = 0, from = 4 * (cover.Height - 1 - y) * cover.Width; x < cover.Width; x++, from += 4, to += 4)
                (shares[to], shares[to + 1], shares[to + 2], shares[to + 3]) = (colours[from], colours[from + 1], colours[from + 2], limit[from]);
        return shares;
    }
}
