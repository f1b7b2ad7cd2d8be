namespace TerritoryTwin.Viewer.Text;

/// <summary>Turns outlines into the share of each pixel that they cover, exactly for straight edges: every edge adds its signed area to the pixels
/// it crosses, and the running sum along a row is the coverage.</summary>
internal static class Coverage
{
    /// <summary>The coverage of the closed outlines made of <paramref name="edges"/> (x0, y0, x1, y1, in pixels, y downward).</summary>
    /// <returns>0 to 255, row by row from the top.</returns>
    public static byte[] Of(IReadOnlyList<(float X0, float Y0, float X1, float Y1)> edges, int width, int height)
    {
        float[] area = new float[width * height + 2];
        foreach ((float x0, float y0, float x1, float y1) in edges)
        {
            if (y0 < y1) AddEdge(area, width, height, x0, y0, x1, y1, 1);
            else if (y1 < y0) AddEdge(area, width, height, x1, y1, x0, y0, -1);
        }
        byte[] coverage = new byte[width * height];
        for (int row = 0; row < height; row++)
        {
            float sum = 0;
            for (int k = row * width; k < (row + 1) * width; k++)
            {
                sum += area[k];
                coverage[k] = (byte)Math.Min(255, MathF.Round(MathF.Abs(sum) * 255));
            }
        }
        return coverage;
    }

    private static void AddEdge(float[] area, int width, int height, float x0, float y0, float x1, float y1, float sign)
    {
        float slope = (x1 - x0) / (y1 - y0);
        for (int row = Math.Max(0, (int)y0); row < Math.Min(height, (int)MathF.Ceiling(y1)); row++)
        {
            float top = MathF.Max(y0, row), bottom = MathF.Min(y1, row + 1);
            float a = x0 + (top - y0) * slope, b = x0 + (bottom - y0) * slope;
            AddRow(area, row * width, width, MathF.Min(a, b), MathF.Max(a, b), sign * (bottom - top));
        }
    }

    // The part of an edge inside one row runs from x = left to x = right and is `height` tall.
    private static void AddRow(float[] area, int at, int width, float left, float right, float height)
    {
        left = Math.Clamp(left, 0, width);
        right = Math.Clamp(right, 0, width);
        int first = (int)left, last = (int)right;
        if (first == last)
        {
            float covered = height * (1 - ((left + right) / 2 - first));
            Add(area, at, width, first, covered);
            Add(area, at, width, first + 1, height - covered);
            return;
        }
        float perPixel = height / (right - left), before = 0;
        for (int k = first; k <= last; k++)
        {
            float from = MathF.Max(left, k), to = MathF.Min(right, k + 1);
            float tall = (to - from) * perPixel;
            float covered = tall * (1 - ((from + to) / 2 - k));
            Add(area, at, width, k, covered + before);
            before = tall - covered;
        }
        Add(area, at, width, last + 1, before);
    }

    private static void Add(float[] area, int at, int width, int k, float value)
    {
        if (k < width) area[at + k] += value;
    }
}
