namespace TerritoryTwin.Viewer.Ui;

/// <summary>Which edge of a panel its position names.</summary>
public enum Anchor
{
    /// <summary>The panel hangs down from it.</summary>
    Top,

    /// <summary>The panel stands on it.</summary>
    Bottom,
}

/// <summary>A group of widgets on one background. Rows are taken from the top; its height follows from them when it is disposed of.</summary>
public sealed class Panel : IDisposable
{
    /// <summary>Between rows.</summary>
    public const float Gap = 10;

    private readonly Hud _hud;
    private readonly Action<Panel> _close;
    private float _cursor;

    internal Panel(Hud hud, string id, Box seen, float padding, float scroll, float tallest, Action<Panel> close)
    {
        (_hud, Id, Seen, Padding, Tallest, _close) = (hud, id, seen, padding, tallest, close);
        ContentTop = seen.Y + padding - scroll;
        _cursor = ContentTop;
        Reserved = hud.Canvas.Reserve(3);
    }

    /// <summary>Stable name.</summary>
    public string Id { get; }
    /// <summary>Left of the rows.</summary>
    public float X => Seen.X + Padding;
    /// <summary>Width of the rows.</summary>
    public float Width => Seen.Width - 2 * Padding;
    /// <summary>Where the next row begins.</summary>
    public float Y => _cursor;
    /// <summary>Of the panel, were it closed now.</summary>
    public float Height => MathF.Min(ContentHeight, Tallest);

    internal Box Seen { get; }
    internal float Padding { get; }
    internal float Tallest { get; }
    internal float ContentTop { get; }
    internal int Reserved { get; }
    internal float ContentHeight => MathF.Max(0, _cursor - ContentTop - Gap) + 2 * Padding;

    /// <summary>The next row.</summary>
    public Box Row(float height, float gap = Gap)
    {
        Box row = new(X, _cursor, Width, height);
        _cursor += height + gap;
        return row;
    }

    /// <summary>More space before the next row.</summary>
    public void Space(float height) => _cursor += height;

    /// <summary>A quiet heading over a group of rows, on one line or two.</summary>
    public void Heading(string text)
    {
        IReadOnlyList<string> lines = _hud.Canvas.WrapName(text, 13, Width, most: 2, bold: true);
        for (int k = 0; k < lines.Count; k++) _hud.Canvas.TextIn(Id + ".heading", Row(18, k == lines.Count - 1 ? 6 : 0), lines[k], 13, _hud.Theme.QuietInk, bold: true);
    }

    /// <summary>The panel's title.</summary>
    public void Title(string text) => Wrapped(text, 15, bold: true);

    /// <summary>A text of as many lines as it needs.</summary>
    public void Wrapped(string text, float size = Hud.Normal, bool bold = false, bool quiet = false)
    {
        float line = MathF.Round(size * 1.35f);
        IReadOnlyList<string> lines = _hud.Canvas.Wrap(text, size, Width, bold);
        foreach (string part in lines) _hud.Canvas.TextIn(Id + ".text", Row(line, 0), part, size, quiet ? _hud.Theme.QuietInk : _hud.Theme.Ink, bold);
        Space(Gap);
    }

    /// <summary>A name on the left and its value on the right, the value in bold; the name wraps where both do not fit on a line.</summary>
    public void Pair(string name, string value)
    {
        float needed = _hud.Canvas.TextWidth(value, Hud.Normal, bold: true) + 12;
        IReadOnlyList<string> lines = _hud.Canvas.Wrap(name, Hud.Normal, MathF.Max(Width - needed, Width * 0.35f));
        Box first = default;
        for (int k = 0; k < lines.Count; k++)
        {
            Box row = Row(20, k == lines.Count - 1 ? 6 : 0);
            if (k == 0) first = row;
            _hud.Canvas.TextIn(Id + ".name", row, lines[k], Hud.Normal, _hud.Theme.QuietInk);
        }
        _hud.Canvas.TextIn(Id + ".value", first, value, Hud.Normal, _hud.Theme.Ink, bold: true, Align.Right);
    }

    /// <summary>Draws the background, now that the height is known.</summary>
    public void Dispose() => _close(this);
}

public sealed partial class Hud
{
    /// <summary>Opens a panel; dispose of it after its last row.</summary>
    /// <param name="id">Stable name.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="y">The edge that <paramref name="anchor"/> names.</param>
    /// <param name="width">Of the panel.</param>
    /// <param name="anchor">Whether it hangs or stands.</param>
    /// <param name="tallest">Greatest height; more content is scrolled by wheel and keyboard.</param>
    /// <param name="padding">Between edge and rows.</param>
    public Panel Panel(string id, float x, float y, float width, Anchor anchor = Anchor.Top, float tallest = float.PositiveInfinity, float padding = 18)
    {
        float content = _heights.GetValueOrDefault(id, 0), height = MathF.Min(content, tallest);
        Box seen = new(x, anchor == Anchor.Top ? y : y - height, width, height);
        float hidden = MathF.Max(0, content - height), scroll = Math.Clamp(_scrolls.GetValueOrDefault(id), 0, hidden);
        if (hidden > 0 && _wheel != 0 && ReachablePoint(seen)) scroll = Math.Clamp(scroll - _wheel * 40, 0, hidden);
        _scrolls[id] = scroll;
        Panel panel = new(this, id, seen, padding, scroll, tallest, ClosePanel);
        if (hidden > 0)
        {
            Canvas.Clip(seen);
            _views.Push(seen);
        }
        _panels.Push((panel, hidden > 0));
        return panel;
    }

    private readonly Stack<(Panel Panel, bool Scrolls)> _panels = new();

    /// <summary>Background of a panel without rows: title bars and the like.</summary>
    public void Backdrop(string id, Box box, float radius = 12)
    {
        Canvas.Shadow(new(box.X, box.Y + 3, box.Width, box.Height), Theme.Shadow, radius, 14);
        Canvas.Fill(box, Canvas.Layer == Layer.Base ? Theme.Panel : Theme.Panel with { A = 255 }, radius);
        Canvas.Ring(box, Theme.Outline, radius, 1);
        Record(id, box);
        Cover(box);
    }

    private void ClosePanel(Panel panel)
    {
        (_, bool scrolls) = _panels.Pop();
        float content = panel.ContentHeight;
        Box box = panel.Seen with { Height = panel.Height };
        if (scrolls)
        {
            DrawScrollBar(panel, content);
            _views.Pop();
            Canvas.Unclip();
        }
        if (_heights.GetValueOrDefault(panel.Id, -1) != content) NeedsFrame = true;
        _heights[panel.Id] = content;
        Canvas.DrawInto(panel.Reserved, () => Backdrop(panel.Id, box));
    }

    private void DrawScrollBar(Panel panel, float content)
    {
        Box seen = panel.Seen;
        float length = seen.Height * seen.Height / content, at = (seen.Height - length) * _scrolls[panel.Id] / MathF.Max(1, content - seen.Height);
        Canvas.Fill(new(seen.Right - 7, seen.Y + at + 3, 4, length - 6), Theme.QuietInk.Faded(0.6f), 2);
    }

    // Scrolls the open panel so that the widget with the focus is seen.
    private void KeepInView(Box box)
    {
        if (_panels.Count == 0 || !_panels.Peek().Scrolls) return;
        Panel panel = _panels.Peek().Panel;
        float above = panel.Seen.Y + 8 - box.Y, below = box.Bottom - panel.Seen.Bottom + 8;
        if (above <= 0 && below <= 0) return;
        _scrolls[panel.Id] += above > 0 ? -above : below;
        NeedsFrame = true;
    }
}
