namespace TerritoryTwin.Viewer.Ui;

/// <summary>Signs on buttons.</summary>
public enum Icon
{
    /// <summary>A triangle to the right.</summary>
    Play,
    /// <summary>Two bars.</summary>
    Pause,
    /// <summary>An angle to the left.</summary>
    Previous,
    /// <summary>An angle to the right.</summary>
    Next,
    /// <summary>An angle downward.</summary>
    Down,
    /// <summary>An arrow bent back.</summary>
    Undo,
    /// <summary>An arrow bent on.</summary>
    Redo,
    /// <summary>A picture.</summary>
    Image,
    /// <summary>A question mark.</summary>
    Help,
    /// <summary>A cross.</summary>
    Close,
    /// <summary>A frame of four corners: the whole.</summary>
    Home,
    /// <summary>Plus.</summary>
    Plus,
    /// <summary>Minus.</summary>
    Minus,
    /// <summary>A tick.</summary>
    Check,
}

internal static class Icons
{
    /// <summary>Draws a sign about a middle; <paramref name="size"/> is its width and height.</summary>
    public static void Draw(Canvas canvas, Icon icon, float x, float y, float size, Rgba ink)
    {
        float r = size / 2, w = MathF.Max(1.5f, size / 9);
        switch (icon)
        {
            case Icon.Play: canvas.SmoothTriangle((x - 0.6f * r, y - 0.85f * r), (x + 0.9f * r, y), (x - 0.6f * r, y + 0.85f * r), 2.5f, ink); break;
            case Icon.Pause:
                canvas.Fill(new(x - 0.8f * r, y - r, 0.55f * r, size), ink, 1.5f);
                canvas.Fill(new(x + 0.25f * r, y - r, 0.55f * r, size), ink, 1.5f);
                break;
            case Icon.Previous: Angle(canvas, x + 0.3f * r, y, -0.7f * r, 0, r * 0.75f, w, ink); break;
            case Icon.Next: Angle(canvas, x - 0.3f * r, y, 0.7f * r, 0, r * 0.75f, w, ink); break;
            case Icon.Down: Angle(canvas, x, y - 0.3f * r, 0, 0.6f * r, r * 0.6f, w, ink); break;
            case Icon.Undo: BentArrow(canvas, x, y, r, -1, w, ink); break;
            case Icon.Redo: BentArrow(canvas, x, y, r, 1, w, ink); break;
            case Icon.Image:
                canvas.Ring(new(x - r, y - 0.8f * r, size, 1.6f * r), ink, 2.5f, w);
                canvas.Disc(x - 0.42f * r, y - 0.25f * r, 0.17f * r, ink);
                canvas.Line(x - 0.7f * r, y + 0.5f * r, x - 0.1f * r, y, w, ink);
                canvas.Line(x - 0.1f * r, y, x + 0.2f * r, y + 0.3f * r, w, ink);
                canvas.Line(x + 0.2f * r, y + 0.3f * r, x + 0.7f * r, y - 0.2f * r, w, ink);
                break;
            case Icon.Help: canvas.Text(x, y, "?", size * 1.15f, ink, bold: true, Align.Centre); break;
            case Icon.Close:
                canvas.Line(x - 0.7f * r, y - 0.7f * r, x + 0.7f * r, y + 0.7f * r, w, ink);
                canvas.Line(x - 0.7f * r, y + 0.7f * r, x + 0.7f * r, y - 0.7f * r, w, ink);
                break;
            case Icon.Home: Corners(canvas, x, y, r * 0.9f, w, ink); break;
            case Icon.Plus:
                canvas.Line(x, y - 0.75f * r, x, y + 0.75f * r, w, ink);
                canvas.Line(x - 0.75f * r, y, x + 0.75f * r, y, w, ink);
                break;
            case Icon.Minus: canvas.Line(x - 0.75f * r, y, x + 0.75f * r, y, w, ink); break;
            case Icon.Check:
                canvas.Line(x - 0.8f * r, y, x - 0.2f * r, y + 0.6f * r, w, ink);
                canvas.Line(x - 0.2f * r, y + 0.6f * r, x + 0.8f * r, y - 0.6f * r, w, ink);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(icon), icon, "an icon of the list");
        }
    }

    // A point at (x + dx, y + dy) with two strokes back from it.
    private static void Angle(Canvas canvas, float x, float y, float dx, float dy, float half, float width, Rgba ink)
    {
        (float sx, float sy) = dx == 0 ? (half, 0f) : (0f, half);
        canvas.Line(x - sx, y - sy, x + dx, y + dy, width, ink);
        canvas.Line(x + sx, y + sy, x + dx, y + dy, width, ink);
    }

    private static void BentArrow(Canvas canvas, float x, float y, float r, int way, float width, Rgba ink)
    {
        const int pieces = 10;
        float radius = 0.55f * r, top = y - 0.25f * r, bottom = top + 2 * radius;
        canvas.Line(x + way * 0.8f * r, top, x - way * 0.2f * r, top, width, ink);
        (float X, float Y) from = (x - way * 0.2f * r, top);
        for (int k = 1; k <= pieces; k++)
        {
            float angle = MathF.PI * k / pieces;
            (float X, float Y) to = (x - way * (0.2f * r + radius * MathF.Sin(angle)), top + radius * (1 - MathF.Cos(angle)));
            canvas.Line(from.X, from.Y, to.X, to.Y, width, ink);
            from = to;
        }
        canvas.Line(from.X, bottom, x + way * 0.35f * r, bottom, width, ink);
        canvas.Line(x + way * 0.8f * r, top, x + way * 0.35f * r, top - 0.45f * r, width, ink);
        canvas.Line(x + way * 0.8f * r, top, x + way * 0.35f * r, top + 0.45f * r, width, ink);
    }

    private static void Corners(Canvas canvas, float x, float y, float r, float width, Rgba ink)
    {
        float arm = 0.55f * r;
        for (int sx = -1; sx <= 1; sx += 2)
        {
            for (int sy = -1; sy <= 1; sy += 2)
            {
                canvas.Line(x + sx * r, y + sy * r, x + sx * (r - arm), y + sy * r, width, ink);
                canvas.Line(x + sx * r, y + sy * r, x + sx * r, y + sy * (r - arm), width, ink);
            }
        }
    }
}
