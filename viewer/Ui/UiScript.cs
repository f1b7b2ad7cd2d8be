using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>Uses the interface as a person would, by the ids of widgets: for tests, tours and automation.</summary>
/// <param name="hud">The interface.</param>
/// <param name="frame">Draws one frame of whoever owns it.</param>
public sealed class UiScript(Hud hud, Action frame)
{
    private const int MostFrames = 200;

    /// <summary>Presses a widget.</summary>
    /// <exception cref="ArgumentException">No widget of this id was drawn; the message lists those that were.</exception>
    public void Click(string id)
    {
        (float x, float y) = Middle(id);
        Send(new(InputKind.PointerMoved, x, y), new(InputKind.ButtonDown, x, y), new(InputKind.ButtonUp, x, y));
    }

    /// <summary>Rests the pointer on a widget.</summary>
    /// <exception cref="ArgumentException">No widget of this id was drawn.</exception>
    public void Hover(string id)
    {
        (float x, float y) = Middle(id);
        Send(new InputEvent(InputKind.PointerMoved, x, y));
    }

    /// <summary>Drags along a widget, from one share of its width to another.</summary>
    /// <exception cref="ArgumentException">No widget of this id was drawn.</exception>
    public void Drag(string id, float from, float to)
    {
        const int pieces = 4;
        Box box = Find(id);
        float y = box.MiddleY, x = box.X + box.Width * from;
        Send(new(InputKind.PointerMoved, x, y), new(InputKind.ButtonDown, x, y));
        for (int k = 1; k <= pieces; k++) Send(new InputEvent(InputKind.PointerMoved, x = box.X + box.Width * (from + (to - from) * k / pieces), y));
        Send(new InputEvent(InputKind.ButtonUp, x, y));
    }

    /// <summary>Presses a key.</summary>
    public void Press(Key key, KeyModifiers modifiers = KeyModifiers.None) => Send(new InputEvent(InputKind.KeyDown, Key: key, Modifiers: modifiers), new(InputKind.KeyUp, Key: key, Modifiers: modifiers));

    /// <summary>Turns the wheel over a widget.</summary>
    /// <exception cref="ArgumentException">No widget of this id was drawn.</exception>
    public void Wheel(string id, float notches)
    {
        Hover(id);
        Send(new InputEvent(InputKind.Wheel, 0, notches));
    }

    /// <summary>Sends events and draws frames until nothing waits and nothing moves.</summary>
    public void Send(params ReadOnlySpan<InputEvent> events)
    {
        foreach (InputEvent input in events) hud.Input.Enqueue(input);
        int frames = 0;
        do frame();
        while (hud.NeedsFrame && ++frames < MostFrames);
    }

    private (float X, float Y) Middle(string id)
    {
        Box box = Find(id);
        return (box.MiddleX, box.MiddleY);
    }

    private Box Find(string id) => hud.Rectangles.TryGetValue(id, out Box box)
        ? box
        : throw new ArgumentException($"no widget `{id}` was drawn; there are {string.Join(", ", hud.Rectangles.Keys)}", nameof(id));
}
