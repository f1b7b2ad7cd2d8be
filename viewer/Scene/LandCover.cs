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
        Canvas canvas = new(Math.Max(1, (int)Math.Round(wide / pixel)), Math.Max(1, (int)Math.Round(deep / pixel)), new(0, 0, 0));
        double sx = canvas.Width / wide, sy = canvas.Height / deep;
        foreach (Zone zone in territory.Vegetation) Fill(zone.Area, zone.Height > 0 ? s_woods : s_grass);
        foreach (Zone zone in territory.Water) Fill(zone.Area, s_water);
        Canvas? limit = territory.Boundary == null ? null : new(canvas.Width, canvas.Height, new(0, 0, 0));
        limit?.Fill(s_water, 1, territory.Boundary!.Holes.Prepend(territory.Boundary.Outer).Select(Scaled));
        return new(canvas.Width, canvas.Height, Flipped(canvas, limit));

        void Fill(Polygon area, Color color) => canvas.Fill(color, 1, area.Holes.Prepend(area.Outer).Select(Scaled));

        (double[], double[]) Scaled(Ring ring) => ([.. ring.X.Select(x => (x - west) * sx)], [.. ring.Y.Select(y => (north - y) * sy)]);
    }

    private static byte[] Flipped(Canvas canvas, Canvas? limit)
    {
        byte[] shares = new byte[4 * canvas.Width * canvas.Height];
        for (int y = 0, to = 0; y < canvas.Height; y++)
            for (int x = 0, from = 3 * (canvas.Height - 1 - y) * canvas.Width; x < canvas.Width; x++, from += 3, to += 4)
                (shares[to], shares[to + 1], shares[to + 2], shares[to + 3]) = (canvas.Pixels[from], canvas.Pixels[from + 1], canvas.Pixels[from + 2], limit?.Pixels[from] ?? 255);
        return shares;
    }
}
