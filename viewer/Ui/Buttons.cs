using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

public sealed partial class Hud
{
    /// <summary>Usual height of a button.</summary>
    public const float ButtonHeight = 36;

    /// <summary>Width that a button wants for its text.</summary>
    public float ButtonWidth(string text, float size = Normal) => MathF.Ceiling(Canvas.TextWidth(text, size, bold: true)) + 28;

    /// <summary>A button with a text.</summary>
    /// <param name="id">Stable name.</param> <param name="box">Where.</param> <param name="text">One line.</param>
    /// <param name="on">Shown as chosen.</param> <param name="tip">Said when the pointer rests on it.</param> <param name="enabled">Can be pressed.</param>
    /// <returns>True when it was pressed.</returns>
    public bool Button(string id, Box box, string text, bool on = false, string? tip = null, bool enabled = true)
    {
        Touch touch = Touched(id, box, enabled: enabled);
        Rgba ink = DrawButton(touch, box, on, enabled);
        Canvas.TextIn(id, box.Inset(6, 0), text, Normal, ink, bold: on, Align.Centre);
        FocusRing(touch, box, box.Height * 0.28f);
        Tip(id, touch, box, tip);
        return touch.Clicked;
    }

    /// <summary>A button with a sign; the tip says in words what it does.</summary>
    /// <returns>True when it was pressed.</returns>
    public bool IconButton(string id, Box box, Icon icon, string tip, bool on = false, bool enabled = true)
    {
        Touch touch = Touched(id, box, enabled: enabled);
        Rgba ink = DrawButton(touch, box, on, enabled);
        Icons.Draw(Canvas, icon, box.MiddleX, box.MiddleY, MathF.Min(box.Width, box.Height) * 0.42f, ink);
        FocusRing(touch, box, box.Height * 0.28f);
        Tip(id, touch, box, tip);
        return touch.Clicked;
    }

    /// <summary>A line of text that can be pressed; a name too long is cut, and the tip says what pressing does.</summary>
    /// <returns>True when it was pressed.</returns>
    public bool Link(string id, Box box, string text, string tip)
    {
        Touch touch = Touched(id, box);
        string shown = Canvas.Shortened(text, Normal, bold: false, box.Width);
        Canvas.TextIn(id, box, shown, Normal, touch.Hovered ? Theme.Accent : Theme.Ink);
        FocusRing(touch, box, 4);
        Tip(id, touch, box, shown == text ? tip : $"{text}. {tip}");
        return touch.Clicked;
    }

    /// <summary>A line that can be written: letters go to it while it has the keyboard, until Enter.</summary>
    /// <param name="id">Stable name.</param> <param name="box">Where.</param> <param name="text">As it stands.</param> <param name="asks">Written while it is empty.</param> <param name="most">Letters at most.</param>
    /// <returns>The text after what was typed.</returns>
    public string TextField(string id, Box box, string text, string asks, int most)
    {
        bool typing = _focus == id;
        string written = typing ? Typed(text, most) : text;
        if (typing && (TakeKey(Key.Enter) || TakeKey(Key.Escape))) (_focus, typing) = (null, false);
        if (typing) _events.RemoveAll(static e => e is { Kind: InputKind.KeyDown, Key: >= Key.Insert and <= Key.End, Modifiers: KeyModifiers.None or KeyModifiers.Shift });
        Touch touch = Touched(id, box);
        if (touch.Clicked) FocusOn(id);
        Canvas.Fill(box, Theme.Track.Faded(0.35f), box.Height * 0.28f);
        Canvas.Ring(box, typing ? Theme.Accent : Theme.Outline, box.Height * 0.28f, 1.5f);
        string shown = written.Length == 0 && !typing ? asks : written + (typing ? "│" : "");
        float room = box.Width - 24;
        while (shown.Length > 1 && Canvas.TextWidth(shown, Normal) > room) shown = typing ? shown[1..] : shown[..^1];
        Canvas.TextIn(id, box.Inset(12, 0), shown, Normal, written.Length == 0 && !typing ? Theme.QuietInk : Theme.Ink);
        return written;
    }

    // A text after the letters of this frame, which do nothing else.
    private string Typed(string text, int most)
    {
        foreach (InputEvent typed in _events.Where(static e => e.Kind == InputKind.Text && e.Code >= ' ' && e.Code is not (0x7F or (>= 0xD800 and <= 0xDFFF)))) text += char.ConvertFromUtf32(typed.Code);
        _events.RemoveAll(static e => e.Kind == InputKind.Text || e is { Kind: InputKind.KeyDown, Key: >= Key.Space and <= Key.Z, Modifiers: KeyModifiers.None or KeyModifiers.Shift });
        if (text.Length > 0 && TakeKey(Key.Backspace)) text = text[..^(char.IsLowSurrogate(text[^1]) && text.Length > 1 ? 2 : 1)];
        return text.Length <= most ? text : text[..most];
    }

    private Rgba DrawButton(Touch touch, Box box, bool on, bool enabled)
    {
        Rgba rest = Theme.Track.Faded(enabled ? 0.6f : 0.3f), below = on ? Theme.Accent : touch.Held ? Theme.Track.Mixed(Theme.Outline, 0.5f) : touch.Hovered ? Theme.Track : rest;
        Canvas.Fill(box, below, box.Height * 0.28f);
        if (Settings.Theme == ThemeName.Contrast) Canvas.Ring(box, Theme.Outline, box.Height * 0.28f, 1.5f);
        return on ? Theme.AccentInk : enabled ? Theme.Ink : Theme.QuietInk.Faded(0.75f);
    }

    /// <summary>Width that a group wants so that every text fits.</summary>
    public float ToggleGroupWidth(IReadOnlyList<string> items) => items.Sum(PartWidth);

    private float PartWidth(string item) => MathF.Ceiling(Canvas.TextWidth(item, PartText, bold: true)) + 26;

    private const float PartText = 14;

    /// <summary>One of a few: parts side by side, each as wide as its text asks, with ids <c>id.0</c>, <c>id.1</c>… Arrows move the choice.</summary>
    /// <returns>The chosen index.</returns>
    public int ToggleGroup(string id, Box box, IReadOnlyList<string> items, int selected)
    {
        float radius = box.Height * 0.3f;
        Record(id, box);
        Canvas.Fill(box, Theme.Track, radius);
        Box[] parts = Parts(box, items);
        if (selected >= 0)
        {
            float left = Eased(id, parts[selected].X - box.X), width = Eased(id + ".width", parts[selected].Width);
            DrawRaised(new Box(box.X + left, box.Y, width, box.Height).Inset(3), radius - 3);
        }
        int chosen = selected;
        for (int k = 0; k < items.Count; k++)
        {
            Touch touch = Touched($"{id}.{k}", parts[k]);
            if (touch.Clicked) chosen = k;
            if (touch.Focused && TakeKey(Key.Right)) chosen = Choose(id, Math.Min(items.Count - 1, k + 1));
            if (touch.Focused && TakeKey(Key.Left)) chosen = Choose(id, Math.Max(0, k - 1));
            Rgba ink = k == selected ? Theme.RaisedInk : touch.Hovered ? Theme.Ink : Theme.QuietInk;
            Canvas.TextIn($"{id}.{k}", parts[k].Inset(6, 0), items[k], PartText, ink, bold: k == selected, Align.Centre);
            FocusRing(touch, parts[k].Inset(3), radius - 3);
        }
        return chosen;
    }

    // What the box has more than the texts want is shared equally.
    private Box[] Parts(Box box, IReadOnlyList<string> items)
    {
        float more = (box.Width - ToggleGroupWidth(items)) / items.Count, x = box.X;
        Box[] parts = new Box[items.Count];
        for (int k = 0; k < items.Count; k++)
        {
            parts[k] = new(x, box.Y, PartWidth(items[k]) + more, box.Height);
            x = parts[k].Right;
        }
        return parts;
    }

    /// <summary>A letter in its colour that chooses what it stands for.</summary>
    /// <returns>True when it was pressed.</returns>
    public bool Letter(string id, Box box, string letter, Rgba colour, bool on, string tip)
    {
        float radius = box.Height * 0.28f;
        Touch touch = Touched(id, box);
        Canvas.Fill(box, on ? colour : touch.Hovered ? Theme.Track : Theme.Track.Faded(0.6f), radius);
        if (Settings.Theme == ThemeName.Contrast) Canvas.Ring(box, Theme.Outline, radius, 1.5f);
        Canvas.Text(box.MiddleX, box.MiddleY, letter, 15, on ? Theme.Panel with { A = 255 } : colour, bold: true, Align.Centre);
        FocusRing(touch, box, radius);
        Tip(id, touch, box, tip);
        return touch.Clicked;
    }

    /// <summary>Height of a <see cref="Choice"/> at a width.</summary>
    public float ChoiceHeight(string text, float width) => ChoiceLines(text, width).Count * 20 + 16;

    private IReadOnlyList<string> ChoiceLines(string text, float width) => Canvas.WrapName(text, Normal, width - 44, most: 2, bold: true);

    /// <summary>One of a few that stand below each other, its whole name on as many lines as it needs, with a mark in its colour.</summary>
    /// <returns>True when it was pressed.</returns>
    public bool Choice(string id, Box box, string text, Rgba mark, bool on)
    {
        const float radius = 9;
        Touch touch = Touched(id, box);
        Canvas.Fill(box, on ? Theme.Panel with { A = 255 } : touch.Hovered ? Theme.Track : Theme.Track.Faded(0.6f), radius);
        if (on) Canvas.Ring(box, mark, radius, 3);
        else if (Settings.Theme == ThemeName.Contrast) Canvas.Ring(box, Theme.Outline, radius, 1.5f);
        Canvas.Disc(box.X + 19, box.MiddleY, 7, mark);
        IReadOnlyList<string> lines = ChoiceLines(text, box.Width);
        for (int k = 0; k < lines.Count; k++) Canvas.TextIn(id, new(box.X + 36, box.MiddleY + (k - lines.Count / 2f) * 20, box.Width - 44, 20), lines[k], Normal, Theme.Ink, bold: on);
        FocusRing(touch, box, radius);
        return touch.Clicked;
    }

    private int Choose(string id, int k)
    {
        FocusOn($"{id}.{k}");
        return k;
    }

    private void DrawRaised(Box box, float radius)
    {
        Canvas.Shadow(new(box.X, box.Y + 1, box.Width, box.Height), Theme.Shadow, radius, 4);
        Canvas.Fill(box, Theme.Raised, radius);
    }

    /// <summary>A switch with its name on the right.</summary>
    /// <returns>Whether it is on now.</returns>
    public bool Toggle(string id, Box box, string text, bool on, string? tip = null, bool enabled = true)
    {
        const float width = 40, height = 22;
        Touch touch = Touched(id, box, enabled: enabled);
        Box track = new(box.X, box.MiddleY - height / 2, width, height);
        float at = Eased(id, on ? 1 : 0);
        Canvas.Fill(track, Theme.QuietInk.Mixed(Theme.Accent, at).Faded(enabled ? 1 : 0.4f), height / 2);
        Canvas.Disc(track.X + height / 2 + at * (width - height), track.MiddleY, height / 2 - 3, Settings.Theme == ThemeName.Contrast ? Rgba.Hex(0x000000) : Rgba.Hex(0xffffff));
        Canvas.TextIn(id, new(track.Right + 8, box.Y, box.Width - width - 8, box.Height), text, Normal, enabled ? Theme.Ink : Theme.QuietInk);
        FocusRing(touch, track, height / 2);
        Tip(id, touch, box, tip);
        return touch.Clicked ? !on : on;
    }
}
