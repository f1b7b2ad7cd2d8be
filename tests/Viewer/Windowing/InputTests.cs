using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Tests.Viewer.Windowing;

public sealed class InputTests
{
    private readonly Win32Messages _messages = new();

    [Fact]
    public void A_press_left_of_a_second_screen_keeps_its_negative_place()
    {
        nint place = unchecked((nint)(((uint)(ushort)-7 << 16) | (ushort)-20));
        Assert.Equal(new InputEvent(InputKind.ButtonDown, -20, -7, 1), _messages.Decode(Win32Messages.RightDown, 0, place, KeyModifiers.None));
    }

    [Fact]
    public void Half_a_notch_towards_the_user_is_half_a_notch()
    {
        nint w = unchecked((nint)((uint)(ushort)-60 << 16));
        Assert.Equal(new InputEvent(InputKind.Wheel, 0, -0.5f, Modifiers: KeyModifiers.Control), _messages.Decode(Win32Messages.MouseWheel, w, 0, KeyModifiers.Control));
    }

    [Fact]
    public void A_character_beyond_the_basic_plane_comes_in_two_messages()
    {
        Assert.Null(_messages.Decode(Win32Messages.Character, 0xD83C, 0, KeyModifiers.None));
        Assert.Equal(new InputEvent(InputKind.Text, Code: 0x1F333), _messages.Decode(Win32Messages.Character, 0xDF33, 0, KeyModifiers.None));
        Assert.Null(_messages.Decode(Win32Messages.Character, 8, 0, KeyModifiers.None));                                   // backspace is a key
        Assert.Null(_messages.Decode(Win32Messages.Character, 0xDF33, 0, KeyModifiers.None));
    }

    [Fact]
    public void A_minimised_window_has_one_pixel()
    {
        Assert.Equal(new InputEvent(InputKind.Resized, 1, 1), _messages.Decode(Win32Messages.Size, 0, 0, KeyModifiers.None));
        Assert.Equal(new InputEvent(InputKind.Resized, 3840, 2160), _messages.Decode(Win32Messages.Size, 0, (2160 << 16) | 3840, KeyModifiers.None));
    }

    [Theory]
    [InlineData(0x26, Key.Up), InlineData('A', Key.A), InlineData(0x62, Key.D2), InlineData(0x7B, Key.F12), InlineData(0x1B, Key.Escape), InlineData(0x5B, Key.None)]
    public void Keys_of_Windows_are_ours(int code, Key key) => Assert.Equal(key, Win32Messages.KeyOf(code));

    [Theory]
    [InlineData(81, "a", Key.A), InlineData(65, null, Key.A), InlineData(325, "5", Key.D5), InlineData(335, null, Key.Enter), InlineData(49, "&", Key.D1), InlineData(348, null, Key.None)]
    public void Letters_are_those_of_the_users_layout(int code, string? letter, Key key) => Assert.Equal(key, GlfwWindow.KeyOf(code, letter));
}
