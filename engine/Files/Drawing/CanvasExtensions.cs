using SkiaSharp;

namespace TerritoryTwin.Files.Drawing;

/// <summary>The shapes of maps and sheets on any canvas of Skia's. x to the right, y downward.</summary>
public static class CanvasExtensions
{
    /// <summary>Fills a polygon; what lies in an even number of its rings stays empty.</summary>
    /// <param name="canvas">Receives it.</param>
    /// <param name="color">Of the inside.</param>
    /// <param name="opacity">0 to 1.</param>
    /// <param name="rings">Corners of each ring, which need not be closed.</param>
    public static void Fill(this SKCanvas canvas, Color color, double opacity, params IEnumerable<(double[] X, double[] Y)> rings)
    {
        using SKPathBuilder builder = new() { FillType = SKPathFillType.EvenOdd };
        foreach ((double[] x, double[] y) in rings) builder.AddPoly(Points(x, y), close: true);
        using SKPath path = builder.Detach();
        using SKPaint paint = new() { IsAntialias = true, Color = color.WithOpacity(opacity) };
        canvas.DrawPath(path, paint);
    }

    /// <summary>Fills a rectangle.</summary>
    public static void Rectangle(this SKCanvas canvas, double x, double y, double w, double h, Color color)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = color.WithOpacity(1) };
        canvas.DrawRect((float)x, (float)y, (float)w, (float)h, paint);
    }

    /// <summary>Strokes a line with round joins and ends.</summary>
    public static void Line(this SKCanvas canvas, double[] x, double[] y, double thickness, Color color, double opacity = 1) =>
        Stroke(canvas, x, y, thickness, color, opacity, close: false);

    /// <summary>Strokes the outline of a ring.</summary>
    public static void Outline(this SKCanvas canvas, double[] x, double[] y, double thickness, Color color, double opacity = 1) =>
        Stroke(canvas, x, y, thickness, color, opacity, close: true);

    /// <summary>Writes a line of text; returns its width.</summary>
    /// <param name="canvas">Receives it.</param>
    /// <param name="text">One line.</param>
    /// <param name="x">Where it begins, has its middle or ends, as <paramref name="align"/> says.</param>
    /// <param name="baseline">Where its letters stand.</param>
    /// <param name="size">Font size.</param>
    /// <param name="color">Of the letters.</param>
    /// <param name="typeface">Null: the regular one.</param>
    /// <param name="align">How it stands about <paramref name="x"/>.</param>
    public static double Text(this SKCanvas canvas, string text, double x, double baseline, double size, Color color, Typeface? typeface = null, SKTextAlign align = SKTextAlign.Left)
    {
        typeface ??= Typeface.Regular;
        using SKPaint ink = new() { IsAntialias = true, Color = color.WithOpacity(1) };
        return typeface.Draw(canvas, text, align == SKTextAlign.Left ? x : x - typeface.Width(text, size) * (align == SKTextAlign.Center ? 0.5 : 1), baseline, size, ink);
    }

    private static void Stroke(SKCanvas canvas, double[] x, double[] y, double thickness, Color color, double opacity, bool close)
    {
        using SKPathBuilder builder = new();
        builder.AddPoly(Points(x, y), close);
        using SKPath path = builder.Detach();
        using SKPaint paint = new()
        {
            IsAntialias = true, Color = color.WithOpacity(opacity), Style = SKPaintStyle.Stroke, StrokeWidth = (float)thickness, StrokeJoin = SKStrokeJoin.Round, StrokeCap = SKStrokeCap.Round,
        };
        canvas.DrawPath(path, paint);
    }

    private static SKPoint[] Points(double[] x, double[] y) => [.. x.Zip(y, (a, b) => new SKPoint((float)a, (float)b))];
}
