using TerritoryTwin.Viewer.Text;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>How a text stands about the position given.</summary>
public enum Align
{
    /// <summary>It begins there.</summary>
    Left,

    /// <summary>Its middle is there.</summary>
    Centre,

    /// <summary>It ends there.</summary>
    Right,
}

/// <summary>What lies over what.</summary>
public enum Layer
{
    /// <summary>Panels and widgets.</summary>
    Base,

    /// <summary>Opened lists.</summary>
    Popup,

    /// <summary>Help and what asks for all attention.</summary>
    Modal,

    /// <summary>Tooltips and messages.</summary>
    Top,
}

/// <summary>A text that was wider than its place and was cut short.</summary>
/// <param name="Id">The widget, as far as known.</param>
/// <param name="Text">In full.</param>
/// <param name="Room">Width that was there.</param>
/// <param name="Needed">Width that it wants.</param>
public readonly record struct Overflow(string Id, string Text, float Room, float Needed);

/// <summary>Draws shapes and text into draw lists. Lengths are in units of the interface; <see cref="Scale"/> pixels make one.</summary>
public sealed class Canvas(GlyphAtlas atlas)
{
    /// <summary>Height of capital letters, in font sizes.</summary>
    private const float CapitalHeight = 0.729f;

    private readonly DrawList[] _layers = [.. Enum.GetValues<Layer>().Select(_ => new DrawList())];
    private readonly Stack<Box> _clips = new();
    private readonly List<Overflow> _overflows = [];
    private DrawList _list = new();

    /// <summary>The glyphs.</summary>
    public GlyphAtlas Atlas { get; } = atlas;

    /// <summary>Size of the picture [px].</summary>
    public int PixelWidth { get; private set; }

    /// <summary>Size of the picture [px].</summary>
    public int PixelHeight { get; private set; }

    /// <summary>Pixels for one unit.</summary>
    public float Scale { get; private set; } = 1;

    /// <summary>Smallest font size allowed; smaller wishes are raised to it.</summary>
    public float SmallestText { get; private set; }

    /// <summary>What was drawn, lowest layer first.</summary>
    public IReadOnlyList<DrawList> Layers => _layers;

    /// <summary>Texts that did not fit since <see cref="Begin"/>.</summary>
    public IReadOnlyList<Overflow> Overflows => _overflows;

    /// <summary>The layer that is drawn on.</summary>
    public Layer Layer
    {
        get => (Layer)Array.IndexOf(_layers, _list);
        set
        {
            _list = _layers[(int)value];
            _list.Clip = _clips.Count > 0 ? _clips.Peek() : null;
        }
    }

    /// <summary>Starts a picture.</summary>
    /// <param name="width">[px].</param> <param name="height">[px].</param>
    /// <param name="scale">Pixels for one unit.</param>
    /// <param name="smallestText">Font size [units] below which no text is drawn.</param>
    public void Begin(int width, int height, float scale, float smallestText)
    {
        (PixelWidth, PixelHeight, Scale, SmallestText) = (width, height, scale, smallestText);
        foreach (DrawList list in _layers) list.Clear();
        _clips.Clear();
        _overflows.Clear();
        Layer = Layer.Base;
    }

    /// <summary>Draws nothing outside a box, and outside those opened before, until <see cref="Unclip"/>.</summary>
    public void Clip(Box box)
    {
        Box pixels = new(MathF.Round(box.X * Scale), MathF.Round(box.Y * Scale), MathF.Round(box.Width * Scale), MathF.Round(box.Height * Scale));
        _clips.Push(_clips.Count > 0 ? pixels.Common(_clips.Peek()) : pixels);
        _list.Clip = _clips.Peek();
    }

    /// <summary>Ends the last <see cref="Clip"/>.</summary>
    public void Unclip()
    {
        _clips.Pop();
        _list.Clip = _clips.Count > 0 ? _clips.Peek() : null;
    }

    /// <summary>A filled box with round corners.</summary>
    public void Fill(Box box, Rgba colour, float radius = 0) => Rounded(box, colour, radius, 0, 1);

    /// <summary>The outline of a box, inside its edge.</summary>
    public void Ring(Box box, Rgba colour, float radius, float width) => Rounded(box, colour, radius, MathF.Max(width, 1 / Scale), 1);

    /// <summary>A soft shadow below a box.</summary>
    public void Shadow(Box box, Rgba colour, float radius, float blur) => Rounded(box, colour, radius, 0, MathF.Max(1.02f, blur * Scale));

    /// <summary>A disc.</summary>
    public void Disc(float x, float y, float radius, Rgba colour) => Fill(new(x - radius, y - radius, 2 * radius, 2 * radius), colour, radius);

    /// <summary>A line with round ends.</summary>
    public void Line(float x0, float y0, float x1, float y1, float width, Rgba colour)
    {
        float dx = x1 - x0, dy = y1 - y0, length = MathF.Sqrt(dx * dx + dy * dy);
        (float ux, float uy) = length < 1e-5f ? (1, 0) : (dx / length, dy / length);
        float half = MathF.Max(width * Scale / 2, 0.5f);
        AddBox((x0 + x1) / 2 * Scale, (y0 + y1) / 2 * Scale, length * Scale / 2 + half, half, ux, uy, half, 0, 1, colour);
    }

    /// <summary>A thin straight line on whole pixels: grid lines and ticks.</summary>
    public void Hair(float x0, float y0, float x1, float y1, Rgba colour)
    {
        float width = MathF.Max(1, MathF.Round(Scale)) / Scale;
        if (y0 == y1) Fill(new(x0, Snap(y0), x1 - x0, width), colour);
        else Fill(new(Snap(x0), y0, width, y1 - y0), colour);
    }

    /// <summary>A triangle with a colour at each corner.</summary>
    public void Triangle((float X, float Y, Rgba Colour) a, (float X, float Y, Rgba Colour) b, (float X, float Y, Rgba Colour) c) => _list.Add(Corner(a), Corner(b), Corner(c));

    /// <summary>A triangle of one colour whose edges are smooth and whose corners are a little round.</summary>
    public void SmoothTriangle((float X, float Y) a, (float X, float Y) b, (float X, float Y) c, float roundness, Rgba colour)
    {
        Triangle((a.X, a.Y, colour), (b.X, b.Y, colour), (c.X, c.Y, colour));
        Line(a.X, a.Y, b.X, b.Y, roundness, colour);
        Line(b.X, b.Y, c.X, c.Y, roundness, colour);
        Line(c.X, c.Y, a.X, a.Y, roundness, colour);
    }

    /// <summary>A box whose colour runs from left to right.</summary>
    public void Gradient(Box box, Func<double, Rgba> colour, int steps)
    {
        for (int k = 0; k < steps; k++)
        {
            Rgba from = colour((double)k / steps), to = colour((k + 1.0) / steps);
            float x0 = box.X + box.Width * k / steps, x1 = box.X + box.Width * (k + 1) / steps;
            _list.Add(Corner((x0, box.Y, from)), Corner((x1, box.Y, to)), Corner((x1, box.Bottom, to)), Corner((x0, box.Bottom, from)));
        }
    }

    /// <summary>The four corners of a gradient box between two heights: the area below a chart's line.</summary>
    public void Quad((float X, float Y, Rgba Colour) a, (float X, float Y, Rgba Colour) b, (float X, float Y, Rgba Colour) c, (float X, float Y, Rgba Colour) d) =>
        _list.Add(Corner(a), Corner(b), Corner(c), Corner(d));

    /// <summary>Width of a line of text.</summary>
    public float TextWidth(string text, float size, bool bold = false) => Atlas.Width(text, MathF.Max(size, SmallestText), bold);

    /// <summary>A line of text.</summary>
    /// <param name="x">Where it begins, has its middle or ends.</param>
    /// <param name="y">The middle of the capital letters.</param>
    /// <param name="text">One line.</param>
    /// <param name="size">Font size.</param>
    /// <param name="colour">Of the glyphs.</param>
    /// <param name="bold">The bold face.</param>
    /// <param name="align">How it stands about <paramref name="x"/>.</param>
    /// <returns>Its width.</returns>
    public float Text(float x, float y, string text, float size, Rgba colour, bool bold = false, Align align = Align.Left)
    {
        size = MathF.Max(size, SmallestText);
        float width = Atlas.Width(text, size, bold), pixels = size * Scale;
        float pen = (x - width * (int)align / 2) * Scale, baseline = MathF.Round(y * Scale + CapitalHeight * pixels / 2);
        foreach (char character in text)
        {
            float whole = MathF.Floor(pen);
            Glyph glyph = Atlas.Find(character, bold, pixels, Math.Min(GlyphAtlas.SubPixels - 1, (int)((pen - whole) * GlyphAtlas.SubPixels)));
            if (glyph.Width > 0) AddGlyph(glyph, whole + glyph.Left, baseline + glyph.Top, colour.Packed);
            pen += Atlas.Advance(character, bold) * pixels;
        }
        return width;
    }

    /// <summary>A line of text in a box; what does not fit is cut with "…" and noted in <see cref="Overflows"/>.</summary>
    public void TextIn(string id, Box box, string text, float size, Rgba colour, bool bold = false, Align align = Align.Left)
    {
        float needed = TextWidth(text, size, bold);
        string shown = needed <= box.Width + 0.01f ? text : Cut(id, text, size, bold, box.Width, needed);
        float x = align switch { Align.Left => box.X, Align.Centre => box.MiddleX, _ => box.Right };
        Text(x, box.MiddleY, shown, size, colour, bold, align);
    }

    /// <summary>Breaks a text into lines of a width, at spaces.</summary>
    public IReadOnlyList<string> Wrap(string text, float size, float width, bool bold = false)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string longer = line.Length == 0 ? word : line + ' ' + word;
            if (line.Length > 0 && TextWidth(longer, size, bold) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }
        lines.Add(line);
        return lines;
    }

    /// <summary>Breaks a text that comes from a file into a few lines of a width: what is more than the last can hold is cut with "…".</summary>
    public IReadOnlyList<string> WrapName(string text, float size, float width, int most, bool bold = false)
    {
        IReadOnlyList<string> lines = Wrap(text, size, width, bold);
        if (lines.Count > most) lines = [.. lines.Take(most - 1), string.Join(' ', lines.Skip(most - 1))];
        return [.. lines.Select(l => Shortened(l, size, bold, width))];
    }

    /// <summary>Keeps room in the layer for a background that is drawn last.</summary>
    internal int Reserve(int boxes) => _list.Reserve(boxes * VerticesOfBox);

    /// <summary>Draws boxes into the room kept.</summary>
    internal void DrawInto(int reserved, Action draw)
    {
        int from = _list.Count;
        draw();
        _list.MoveInto(reserved, from);
    }

    private const int VerticesOfBox = 6;

    private float Snap(float value) => MathF.Floor(value * Scale) / Scale;

    /// <summary>A text cut with "…" to a width, for names that come from files.</summary>
    public string Shortened(string text, float size, bool bold, float room)
    {
        if (TextWidth(text, size, bold) <= room) return text;
        int length = text.Length;
        while (length > 0 && TextWidth(text[..length].TrimEnd() + "…", size, bold) > room) length--;
        return text[..length].TrimEnd() + "…";
    }

    private string Cut(string id, string text, float size, bool bold, float room, float needed)
    {
        _overflows.Add(new(id, text, room, needed));
        return Shortened(text, size, bold, room);
    }

    private void Rounded(Box box, Rgba colour, float radius, float stroke, float feather) =>
        AddBox(box.MiddleX * Scale, box.MiddleY * Scale, box.Width / 2 * Scale, box.Height / 2 * Scale, 1, 0,
            MathF.Min(radius, MathF.Min(box.Width, box.Height) / 2) * Scale, stroke * Scale, feather, colour);

    // A box about its middle, turned so that its first axis is (ux, uy); drawn a little larger for the soft edge.
    private void AddBox(float x, float y, float halfX, float halfY, float ux, float uy, float radius, float stroke, float feather, Rgba colour)
    {
        float edge = feather + 1;
        _list.Add(At(-1, -1), At(1, -1), At(1, 1), At(-1, 1));

        HudVertex At(int sideX, int sideY)
        {
            float a = sideX * (halfX + edge), b = sideY * (halfY + edge);
            return new()
            {
                X = x + a * ux - b * uy, Y = y + a * uy + b * ux, LocalX = a, LocalY = b, HalfX = halfX, HalfY = halfY,
                Radius = radius, Stroke = stroke, Feather = feather, Kind = HudVertex.RoundedBox, Colour = colour.Packed,
            };
        }
    }

    private void AddGlyph(Glyph glyph, float x, float y, uint colour)
    {
        _list.Add(At(0, 0), At(1, 0), At(1, 1), At(0, 1));

        HudVertex At(int a, int b) => new()
        {
            X = x + a * glyph.Width, Y = y + b * glyph.Height, Kind = HudVertex.GlyphQuad, Colour = colour,
            LocalX = (float)(glyph.X + a * glyph.Width) / GlyphAtlas.Size, LocalY = (float)(glyph.Y + b * glyph.Height) / GlyphAtlas.Size,
        };
    }

    private HudVertex Corner((float X, float Y, Rgba Colour) corner) =>
        new() { X = corner.X * Scale, Y = corner.Y * Scale, Kind = HudVertex.Plain, Colour = corner.Colour.Packed };
}
