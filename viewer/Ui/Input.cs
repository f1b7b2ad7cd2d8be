namespace TerritoryTwin.Viewer.Ui;

/// <summary>Keys that widgets and commands understand; letters and digits come as <see cref="Character"/>.</summary>
public enum UiKey
{
    /// <summary>A letter, digit or sign: see <see cref="UiEvent.Character"/>.</summary>
    Character,
    /// <summary>Back to the next widget.</summary>
    Tab,
    /// <summary>Presses the focused widget.</summary>
    Enter,
    /// <summary>Presses the focused widget, else plays.</summary>
    Space,
    /// <summary>Closes, leaves.</summary>
    Escape,
    /// <summary>Arrow.</summary>
    Left,
    /// <summary>Arrow.</summary>
    Right,
    /// <summary>Arrow.</summary>
    Up,
    /// <summary>Arrow.</summary>
    Down,
    /// <summary>First.</summary>
    Home,
    /// <summary>Last.</summary>
    End,
    /// <summary>A big step back; a presenter's "previous".</summary>
    PageUp,
    /// <summary>A big step on; a presenter's "next".</summary>
    PageDown,
    /// <summary>Removes.</summary>
    Delete,
    /// <summary>Removes before.</summary>
    Backspace,
    /// <summary>Help.</summary>
    F1,
    /// <summary>A presenter's "start", and full screen.</summary>
    F5,
    /// <summary>Full screen.</summary>
    F11,
}

/// <summary>What happened.</summary>
public enum UiEventKind
{
    /// <summary>The pointer is somewhere else.</summary>
    Move,
    /// <summary>The main button went down.</summary>
    Press,
    /// <summary>The main button went up.</summary>
    Release,
    /// <summary>The wheel turned.</summary>
    Wheel,
    /// <summary>A key went down, or repeats.</summary>
    Key,
}

/// <summary>One event of pointer or keyboard.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="X">Pointer [px].</param> <param name="Y">Pointer [px], downward.</param>
/// <param name="Key">For keys.</param> <param name="Character">For <see cref="UiKey.Character"/>, as typed.</param>
/// <param name="Shift">Held.</param> <param name="Control">Held.</param>
/// <param name="Wheel">Notches, away from the user positive.</param>
public readonly record struct UiEvent(
    UiEventKind Kind, float X = 0, float Y = 0, UiKey Key = UiKey.Character, char Character = '\0', bool Shift = false, bool Control = false, float Wheel = 0)
{
    /// <summary>The pointer moved to a pixel.</summary>
    public static UiEvent Move(float x, float y) => new(UiEventKind.Move, x, y);
    /// <summary>The main button went down.</summary>
    public static UiEvent Press(float x, float y) => new(UiEventKind.Press, x, y);
    /// <summary>The main button went up.</summary>
    public static UiEvent Release(float x, float y) => new(UiEventKind.Release, x, y);
    /// <summary>A key went down.</summary>
    public static UiEvent Press(UiKey key, bool shift = false, bool control = false) => new(UiEventKind.Key, Key: key, Shift: shift, Control: control);
    /// <summary>A character was typed.</summary>
    public static UiEvent Typed(char character, bool control = false) => new(UiEventKind.Key, Character: character, Control: control);
}

/// <summary>Events in the order they came, handed out so that a frame sees at most one edge of the button: a quick press and release are both seen.</summary>
public sealed class InputQueue
{
    private const int Longest = 4096;
    private readonly Queue<UiEvent> _waiting = new();

    /// <summary>True when another frame is wanted for what waits.</summary>
    public bool HasMore => _waiting.Count > 0;

    /// <summary>Adds an event; when thousands wait, movements are dropped first.</summary>
    public void Add(UiEvent input)
    {
        if (_waiting.Count >= Longest && input.Kind is UiEventKind.Move or UiEventKind.Wheel) return;
        _waiting.Enqueue(input);
    }

    /// <summary>Takes the events of one frame: up to and including the first edge of the button or the first key.</summary>
    internal void Take(List<UiEvent> frame)
    {
        frame.Clear();
        while (_waiting.TryDequeue(out UiEvent input))
        {
            frame.Add(input);
            if (input.Kind is UiEventKind.Press or UiEventKind.Release or UiEventKind.Key) return;
        }
    }
}
