using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Tests.Viewer.Ui;

public sealed class ThemeTests
{
    private const double Readable = 4.5;

    public static TheoryData<ThemeName> Themes => [ThemeName.Light, ThemeName.Dark, ThemeName.Contrast];

    [Theory, MemberData(nameof(Themes))]
    public void Every_text_stands_out_from_what_lies_behind_it(ThemeName name)
    {
        Theme theme = Theme.Of(name);
        foreach (Rgba scene in new[] { Rgba.Hex(0x000000), Rgba.Hex(0xffffff), Rgba.Hex(0xd03020) })
        {
            Rgba panel = theme.Panel.Over(scene), track = theme.Track.Over(panel);
            Rgba[] onPanel = [theme.Ink, theme.QuietInk, theme.Accent, theme.A, theme.B, theme.Better, theme.Worse, theme.Fault, theme.Difference];
            Assert.All(onPanel, ink => Assert.InRange(Rgba.Contrast(ink, panel), Readable, 21));
            Assert.All([theme.Ink, theme.QuietInk], ink => Assert.InRange(Rgba.Contrast(ink, track), Readable, 21));
            Assert.All([theme.Better, theme.Worse], ink => Assert.InRange(Rgba.Contrast(ink, theme.Track.Faded(name == ThemeName.Contrast ? 1 : 0.45f).Over(panel)), Readable, 21));
        }
        Assert.InRange(Rgba.Contrast(theme.AccentInk, theme.Accent), Readable, 21);
        Assert.InRange(Rgba.Contrast(theme.RaisedInk, theme.Raised), Readable, 21);
    }

    [Fact]
    public void Contrast_is_that_of_the_guidelines()
    {
        Assert.Equal(21, Rgba.Contrast(Rgba.Hex(0xffffff), Rgba.Hex(0x000000)), 1e-9);
        Assert.Equal(4.54, Rgba.Contrast(Rgba.Hex(0x767676), Rgba.Hex(0xffffff)), 0.01);
    }

    [Theory]
    [InlineData(720, 1, false, 1)]
    [InlineData(1080, 1, false, 1)]
    [InlineData(2160, 1, false, 2)]
    [InlineData(2160, 1.5, false, 3)]
    [InlineData(720, 1, true, 1.45)]
    [InlineData(1080, 1, true, 1.728)]
    public void The_interface_grows_with_the_screen_the_user_and_the_room(int height, float user, bool kiosk, double expected) =>
        Assert.Equal(expected, new HudSettings(UserScale: user, Kiosk: kiosk).Scale(height), 1e-6);

    [Theory, InlineData(720), InlineData(1080), InlineData(1440), InlineData(2160)]
    public void No_text_before_an_audience_is_smaller_than_2_percent_of_the_height(int height) =>
        Assert.InRange(Hud.Small * new HudSettings(UserScale: 0.6f, Kiosk: true).Scale(height) / height, 0.02 - 1e-6, 0.1);

    [Fact]
    public void No_text_is_smaller_than_12_5_pixels_at_1080_lines_nor_than_18_on_a_wall()
    {
        Hud hud = new();
        hud.Begin(1920, 1080, new HudSettings(), 0);
        Assert.Equal(hud.Canvas.TextWidth("abc", Hud.Small), hud.Canvas.TextWidth("abc", 5));
        Assert.InRange(Hud.Small * new HudSettings().Scale(1080), 12.5, 100);
        Assert.InRange(Hud.Small * new HudSettings(Kiosk: true).Scale(1080), 18, 100);
    }
}
