namespace TerritoryTwin.Files.Drawing;

/// <summary>A colour in sRGB.</summary>
/// <param name="R">0 to 255.</param>
/// <param name="G">0 to 255.</param>
/// <param name="B">0 to 255.</param>
public readonly record struct Color(byte R, byte G, byte B)
{
    /// <summary>From <c>0xRRGGBB</c>.</summary>
    public static Color Hex(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>This colour with a share of another.</summary>
    public Color Mixed(Color other, double share) => new(Mix(R, other.R, share), Mix(G, other.G, share), Mix(B, other.B, share));

    private static byte Mix(byte a, byte b, double share) => (byte)Math.Clamp(Math.Round(a + (b - a) * share), 0, 255);
}

/// <summary>A picture drawn by exact area coverage: the same pixels on every machine. x to the right, y downward, in pixels.</summary>
/// <param name="width">[px].</param>
/// <param name="height">[px].</param>
/// <param name="background">First colour of every pixel.</param>
public sealed class Canvas(int width, int height, Color background)
{
    // Signed area that edges add to each pixel; the running sum along a row is the coverage.
    private readonly float[] _area = new float[(width + 2) * height];
    private int _top = height, _bottom = -1, _left = width, _right = -1;

    /// <summary>[px].</summary>
    public int Width { get; } = width;
    /// <summary>[px].</summary>
    public int Height { get; } = height;
    /// <summary>Three bytes a pixel, row by row from the top.</summary>
    public byte[] Pixels { get; } = Filled(width, height, background);

    /// <summary>Replaces one pixel.</summary>
    public void Set(int x, int y, Color color)
    {
        int at = 3 * (y * Width + x);
        Pixels[at] = color.R;
        Pixels[at + 1] = color.G;
        Pixels[at + 2] = color.B;
    }

    /// <summary>One pixel.</summary>
    public Color Get(int x, int y)
    {
        int at = 3 * (y * Width + x);
        return new(Pixels[at], Pixels[at + 1], Pixels[at + 2]);
    }

    /// <summary>Fills a polygon of rings; holes run against the outer ring.</summary>
    public void Fill(Color color, double opacity, params IEnumerable<(double[] X, double[] Y)> rings)
    {
        foreach ((double[] x, double[] y) in rings) AddRing(x, y);
        Paint(color, opacity);
    }

    /// <summary>Fills a rectangle.</summary>
    public void Rectangle(double x, double y, double w, double h, Color color, double opacity = 1) =>
        Fill(color, opacity, ([x, x + w, x + w, x], [y, y, y + h, y + h]));

    /// <summary>Strokes a line with round joins and ends.</summary>
    public void Line(double[] x, double[] y, double thickness, Color color, double opacity = 1)
    {
        double half = thickness / 2;
        for (int k = 0; k < x.Length; k++)
        {
            if (thickness > 2.5 || k == 0 || k == x.Length - 1) AddDisc(x[k], y[k], half);
            if (k == 0) continue;
            double dx = x[k] - x[k - 1], dy = y[k] - y[k - 1], length = Math.Sqrt(dx * dx + dy * dy);
            if (length == 0) continue;
            double nx = -dy / length * half, ny = dx / length * half;
            AddRing(
                [x[k - 1] + nx, x[k - 1] - nx, x[k] - nx, x[k] + nx],
                [y[k - 1] + ny, y[k - 1] - ny, y[k] - ny, y[k] + ny]);
        }
        Paint(color, opacity);
    }

    /// <summary>Strokes the outline of a ring.</summary>
    public void Outline(double[] x, double[] y, double thickness, Color color, double opacity = 1) =>
        Line([.. x, x[0]], [.. y, y[0]], thickness, color, opacity);

    /// <summary>Writes a line of text from its left end on its baseline; returns its width.</summary>
    public double Text(string text, double x, double baseline, double size, Color color, TrueTypeFont? font = null)
    {
        font ??= TrueTypeFont.Regular;
        font.Outline(text, x, baseline, size, AddEdge);
        Paint(color, 1);
        return font.Width(text, size);
    }

    /// <summary>Writes a line of text that ends at x.</summary>
    public void TextLeftOf(string text, double x, double baseline, double size, Color color, TrueTypeFont? font = null) =>
        Text(text, x - (font ?? TrueTypeFont.Regular).Width(text, size), baseline, size, color, font);

    /// <summary>Writes a line of text centred on x.</summary>
    public void TextCentred(string text, double x, double baseline, double size, Color color, TrueTypeFont? font = null) =>
        Text(text, x - (font ?? TrueTypeFont.Regular).Width(text, size) / 2, baseline, size, color, font);

    /// <summary>Copies a picture onto this one.</summary>
    public void Copy(Canvas picture, int left, int top)
    {
        for (int y = 0; y < Math.Min(picture.Height, Height - top); y++)
            picture.Pixels.AsSpan(3 * y * picture.Width, 3 * Math.Min(picture.Width, Width - left)).CopyTo(Pixels.AsSpan(3 * ((top + y) * Width + left)));
    }

    private static byte[] Filled(int width, int height, Color color)
    {
        byte[] pixels = new byte[checked(3 * width * height)];
        for (int at = 0; at < pixels.Length; at += 3) (pixels[at], pixels[at + 1], pixels[at + 2]) = (color.R, color.G, color.B);
        return pixels;
    }

    private void AddRing(double[] x, double[] y)
    {
        for (int a = x.Length - 1, b = 0; b < x.Length; a = b++) AddEdge(x[a], y[a], x[b], y[b]);
    }

    // Same sense of rotation as the quads of Line, so that overlaps add and never cancel.
    private void AddDisc(double x, double y, double radius)
    {
        int sides = Math.Clamp((int)(radius * 3), 8, 48);
        double[] xs = new double[sides], ys = new double[sides];
        for (int k = 0; k < sides; k++)
        {
            (double sin, double cos) = Math.SinCos(-2 * Math.PI * k / sides);
            (xs[k], ys[k]) = (x + radius * sin, y + radius * cos);
        }
        AddRing(xs, ys);
    }

    private void AddEdge(double x0, double y0, double x1, double y1)
    {
        if (y0 == y1 || !double.IsFinite(x0 + y0 + x1 + y1)) return;
        double sign = 1;
        if (y0 > y1) (x0, y0, x1, y1, sign) = (x1, y1, x0, y0, -1);
        if (y1 <= 0 || y0 >= Height) return;
        double slope = (x1 - x0) / (y1 - y0);
        int first = Math.Max(0, (int)Math.Floor(y0)), last = Math.Min(Height - 1, (int)Math.Ceiling(y1) - 1);
        (_top, _bottom) = (Math.Min(_top, first), Math.Max(_bottom, last));
        for (int row = first; row <= last; row++)
        {
            double top = Math.Max(y0, row), bottom = Math.Min(y1, row + 1);
            if (bottom <= top) continue;
            AddInRow(row, x0 + (top - y0) * slope, x0 + (bottom - y0) * slope, sign * (bottom - top));
        }
    }

    // The part of an edge inside one row: in each pixel it crosses, its height covers what lies to its right there, and all pixels beyond.
    private void AddInRow(int row, double xa, double xb, double rise)
    {
        double left = Math.Min(xa, xb), right = Math.Max(xa, xb), perPixel = right > left ? rise / (right - left) : 0;
        if (left < 0)
        {
            double outside = right > 0 ? -left * perPixel : rise;
            AddInPixel(row, 0, 0, outside);
            (left, rise) = (0, rise - outside);
            if (right <= 0) return;
        }
        if (left >= Width) return;
        int first = (int)left, last = Math.Min((int)right, Width - 1);
        if (first == last && right < Width)
        {
            AddInPixel(row, first, (left + right) / 2, rise);
            return;
        }
        for (int pixel = first; pixel <= last; pixel++)
        {
            double from = Math.Max(left, pixel), to = Math.Min(right, pixel + 1);
            AddInPixel(row, pixel, (from + to) / 2, perPixel * (to - from));
        }
    }

    private void AddInPixel(int row, int pixel, double middle, double rise)
    {
        (_left, _right) = (Math.Min(_left, pixel), Math.Max(_right, pixel));
        int at = row * (Width + 2) + pixel;
        _area[at] += (float)(rise * (pixel + 1 - middle));
        _area[at + 1] += (float)(rise * (middle - pixel));
    }

    private void Paint(Color color, double opacity)
    {
        for (int row = _top; row <= _bottom; row++)
        {
            int at = row * (Width + 2);
            float covered = 0;
            for (int column = _left; column < Width; column++)
            {
                covered += _area[at + column];
                _area[at + column] = 0;
                float share = Math.Min(Math.Abs(covered), 1);
                if (share > 0.002f) Set(column, row, share * opacity > 0.998 ? color : Get(column, row).Mixed(color, share * opacity));
                else if (column > _right) break;
            }
            _area[at + Width] = _area[at + Width + 1] = 0;
        }
        (_top, _bottom, _left, _right) = (Height, -1, Width, -1);
    }
}
