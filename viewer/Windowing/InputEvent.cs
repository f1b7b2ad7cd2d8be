namespace TerritoryTwin.Viewer.Windowing;

/// <summary>What happened to a window.</summary>
public enum InputKind
{
    /// <summary>The pointer moved to X, Y.</summary>
    PointerMoved,
    /// <summary>Button <see cref="InputEvent.Code"/> (0 left, 1 right, 2 middle) went down at X, Y.</summary>
    ButtonDown,
    /// <summary>Button <see cref="InputEvent.Code"/> came up at X, Y.</summary>
    ButtonUp,
    /// <summary>The wheel turned by X, Y notches, up and right positive.</summary>
    Wheel,
    /// <summary>Key <see cref="InputEvent.Key"/> went down, or repeats.</summary>
    KeyDown,
    /// <summary>Key <see cref="InputEvent.Key"/> came up.</summary>
    KeyUp,
    /// <summary>The Unicode character <see cref="InputEvent.Code"/> was typed.</summary>
    Text,
    /// <summary>The framebuffer is now X by Y pixels.</summary>
    Resized,
    /// <summary>What is shown was lost and must be drawn again.</summary>
    Exposed,
    /// <summary>The window no longer has the keyboard: buttons and keys held are up.</summary>
    FocusLost,
    /// <summary>The user closes the window.</summary>
    CloseAsked,
}

/// <summary>Keys held with another.</summary>
[Flags]
public enum KeyModifiers
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>Shift.</summary>
    Shift = 1,
    /// <summary>Control.</summary>
    Control = 2,
    /// <summary>Alt.</summary>
    Alt = 4,
}

/// <summary>Keys by the letter of the user's layout; letters and digits have their ASCII codes.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Key
{
    None = 0, Space = 32, Apostrophe = 39, Comma = 44, Minus = 45, Period = 46, Slash = 47,
    D0 = 48, D1, D2, D3, D4, D5, D6, D7, D8, D9,
    Semicolon = 59, Equal = 61,
    A = 65, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z,
    Escape = 256, Enter, Tab, Backspace, Insert, Delete, Right, Left, Down, Up, PageUp, PageDown, Home, End,
    F1 = 290, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12,
}
#pragma warning restore CS1591

/// <summary>One thing that happened, in the order in which it happened.</summary>
/// <param name="Kind">What.</param>
/// <param name="X">Pixels from the left of the framebuffer; notches of the wheel; width.</param>
/// <param name="Y">Pixels from its top, downward; notches; height.</param>
/// <param name="Code">Button, or Unicode character.</param>
/// <param name="Key">The key.</param>
/// <param name="Modifiers">Keys held.</param>
public readonly record struct InputEvent(
    InputKind Kind, float X = 0, float Y = 0, int Code = 0, Key Key = Key.None, KeyModifiers Modifiers = KeyModifiers.None);
