using System.Text;

namespace TerritoryTwin.Viewer.Windowing;

/// <summary>What the messages of a Windows window mean. Kept apart from the window so that it is tested everywhere.</summary>
internal sealed class Win32Messages
{
    public const uint Size = 0x05, KillFocus = 0x08, Paint = 0x0F, Close = 0x10, KeyDown = 0x100, KeyUp = 0x101, Character = 0x102, SystemKeyDown = 0x104, SystemKeyUp = 0x105;
    public const uint MouseMove = 0x200, LeftDown = 0x201, LeftUp = 0x202, RightDown = 0x204, RightUp = 0x205, MiddleDown = 0x207, MiddleUp = 0x208, MouseWheel = 0x20A, MouseHorizontalWheel = 0x20E;

    private const float Notch = 120;
    private char _highSurrogate;

    /// <summary>The event of a message; null for those that say nothing.</summary>
    /// <param name="message">WM_…</param>
    /// <param name="w">wParam.</param>
    /// <param name="l">lParam.</param>
    /// <param name="held">Keys held.</param>
    public InputEvent? Decode(uint message, nint w, nint l, KeyModifiers held)
    {
        float x = (short)(l & 0xFFFF), y = (short)((l >> 16) & 0xFFFF), turned = (short)((w >> 16) & 0xFFFF) / Notch;
        return message switch
        {
            MouseMove => new(InputKind.PointerMoved, x, y, Modifiers: held),
            LeftDown or RightDown or MiddleDown => new(InputKind.ButtonDown, x, y, Button(message), Modifiers: held),
            LeftUp or RightUp or MiddleUp => new(InputKind.ButtonUp, x, y, Button(message), Modifiers: held),
            MouseWheel => new(InputKind.Wheel, 0, turned, Modifiers: held),
            MouseHorizontalWheel => new(InputKind.Wheel, turned, 0, Modifiers: held),
            KeyDown or SystemKeyDown => new(InputKind.KeyDown, Key: KeyOf((int)w), Modifiers: held),
            KeyUp or SystemKeyUp => new(InputKind.KeyUp, Key: KeyOf((int)w), Modifiers: held),
            Character => Text((char)w),
            Size => new(InputKind.Resized, Math.Max(1, (int)(ushort)(l & 0xFFFF)), Math.Max(1, (int)(ushort)((l >> 16) & 0xFFFF))),
            Paint => new(InputKind.Exposed),
            KillFocus => new(InputKind.FocusLost),
            Close => new(InputKind.CloseAsked),
            _ => null,
        };
    }

    /// <summary>Our key for a virtual key code.</summary>
    internal static Key KeyOf(int code) => code switch
    {
        >= '0' and <= '9' or >= 'A' and <= 'Z' or ' ' => (Key)code,
        >= 0x60 and <= 0x69 => (Key)(code - 0x60 + (int)Key.D0),                           // numeric pad
        >= 0x70 and <= 0x7B => (Key)(code - 0x70 + (int)Key.F1),
        0x08 => Key.Backspace, 0x09 => Key.Tab, 0x0D => Key.Enter, 0x1B => Key.Escape,
        0x21 => Key.PageUp, 0x22 => Key.PageDown, 0x23 => Key.End, 0x24 => Key.Home,
        0x25 => Key.Left, 0x26 => Key.Up, 0x27 => Key.Right, 0x28 => Key.Down, 0x2D => Key.Insert, 0x2E => Key.Delete,
        0x6B or 0xBB => Key.Equal, 0x6D or 0xBD => Key.Minus, 0x6F or 0xBF => Key.Slash, 0x6E or 0xBE => Key.Period, 0xBC => Key.Comma, 0xBA => Key.Semicolon, 0xDE => Key.Apostrophe,
        _ => Key.None,
    };

    private static int Button(uint message) => message < RightDown ? 0 : message < MiddleDown ? 1 : 2;

    // UTF-16 comes one unit a message; control characters are keys, not text.
    private InputEvent? Text(char unit)
    {
        if (char.IsHighSurrogate(unit))
        {
            _highSurrogate = unit;
            return null;
        }
        bool pair = char.IsLowSurrogate(unit) && _highSurrogate != 0;
        int character = pair ? new Rune(_highSurrogate, unit).Value : unit;
        _highSurrogate = '\0';
        return char.IsControl(unit) || (char.IsSurrogate(unit) && !pair) ? null : new(InputKind.Text, Code: character);
    }
}
