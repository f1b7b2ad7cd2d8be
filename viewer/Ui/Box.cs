namespace TerritoryTwin.Viewer.Ui;

/// <summary>A rectangle in units of the interface (one pixel at 1080 lines), y downward.</summary>
/// <param name="X">Left.</param> <param name="Y">Top.</param> <param name="Width">To the right.</param> <param name="Height">Downward.</param>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    /// <summary>Right edge.</summary>
    public float Right => X + Width;

    /// <summary>Bottom edge.</summary>
    public float Bottom => Y + Height;

    /// <summary>Horizontal middle.</summary>
    public float MiddleX => X + Width / 2;

    /// <summary>Vertical middle.</summary>
    public float MiddleY => Y + Height / 2;

    /// <summary>True for a point inside; right and bottom edges are outside.</summary>
    public bool Contains(float x, float y) => x >= X && y >= Y && x < Right && y < Bottom;

    /// <summary>The same box with a margin taken off (or added, when negative) on every side.</summary>
    public Box Inset(float x, float y) => new(X + x, Y + y, Width - 2 * x, Height - 2 * y);

    /// <summary>The same box with one margin on every side.</summary>
    public Box Inset(float margin) => Inset(margin, margin);

    /// <summary>The part common to both, empty when they are apart.</summary>
    public Box Common(Box other)
    {
        float x = MathF.Max(X, other.X), y = MathF.Max(Y, other.Y);
        return new(x, y, MathF.Max(0, MathF.Min(Right, other.Right) - x), MathF.Max(0, MathF.Min(Bottom, other.Bottom) - y));
    }

    /// <summary>Column <paramref name="k"/> of <paramref name="count"/> equal ones.</summary>
    public Box Column(int k, int count, float gap = 0)
    {
        float width = (Width - gap * (count - 1)) / count;
        return new(X + k * (width + gap), Y, width, Height);
    }
}
