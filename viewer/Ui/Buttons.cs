using TerritoryTwin.Viewer.Gl;

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

    private Rgba DrawButton(Touch touch, Box box, bool on, bool enabled)
    {
        Rgba rest = Theme.Track.Faded(enabled ? 0.6f : 0.3f), below = on ? Theme.Accent : touch.Held ? Theme.Track.Mixed(Theme.Outline, 0.5f) : touch.Hovered ? Theme.Track : rest;
        Canvas.Fill(box, below, box.Height * 0.28f);
        if (Settings.Theme == ThemeName.Contrast) Canvas.Ring(box, Theme.Outline, box.Height * 0.28f, 1.5f);
        return on ? Theme.AccentInk : enabled ? Theme.Ink : Theme.QuietInk.Faded(0.75f);
    }

    /// <summary>Width that a group wants so that every text fits in equal parts.</summary>
    public float ToggleGroupWidth(IReadOnlyList<string> items) => items.Count * (MathF.Ceiling(items.Max(t => Canvas.TextWidth(t, 14, bold: true))) + 26);

    /// <summary>One of a few: parts side by side with ids <c>id.0</c>, <c>id.1</c>… Arrows move the choice.</summary>
    /// <returns>The chosen index.</returns>
    public int ToggleGroup(string id, Box box, IReadOnlyList<string> items, int selected)
    {
        float radius = box.Height * 0.3f;
        Record(id, box);
        Canvas.Fill(box, Theme.Track, radius);
        float at = Eased(id, selected), width = box.Width / items.Count;
        Box raised = new Box(box.X + at * width, box.Y, width, box.Height).Inset(3);
        if (selected >= 0) DrawRaised(raised, radius - 3);
        int chosen = selected;
        for (int k = 0; k < items.Count; k++)
        {
            Box part = box.Column(k, items.Count);
            Touch touch = Touched($"{id}.{k}", part);
            if (touch.Clicked) chosen = k;
            if (touch.Focused && TakeKey(Key.Right)) chosen = Choose(id, Math.Min(items.Count - 1, k + 1));
            if (touch.Focused && TakeKey(Key.Left)) chosen = Choose(id, Math.Max(0, k - 1));
            Rgba ink = k == selected ? Theme.RaisedInk : touch.Hovered ? Theme.Ink : Theme.QuietInk;
            Canvas.TextIn($"{id}.{k}", part.Inset(6, 0), items[k], 14, ink, bold: k == selected, Align.Centre);
            FocusRing(touch, part.Inset(3), radius - 3);
        }
        return chosen;
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
        Canvas.TextIn(id, new(track.Right + 10, box.Y, box.Width - width - 10, box.Height), text, Normal, enabled ? Theme.Ink : Theme.QuietInk);
        FocusRing(touch, track, height / 2);
        Tip(id, touch, box, tip);
        return touch.Clicked ? !on : on;
    }
}
