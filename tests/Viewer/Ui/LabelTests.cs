using TerritoryTwin.Viewer.Text;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Tests.Viewer.Ui;

public sealed class LabelTests
{
    public static TheoryData<string, int, int, Language, bool> Pages
    {
        get
        {
            TheoryData<string, int, int, Language, bool> pages = [];
            foreach (string page in new[] { "controls", "figures", "kiosk", "help" })
                foreach ((int width, int height) in new[] { (1280, 720), (1920, 1080), (3840, 2160) })
                    foreach (Language language in new[] { Language.French, Language.English })
                        pages.Add(page, width, height, language, page == "kiosk");
            return pages;
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_label_fits_its_box_and_every_widget_the_screen(string name, int width, int height, Language language, bool kiosk)
    {
        Page page = Open(name, width, height, new(Language: language, Kiosk: kiosk, ReducedMotion: true));
        Assert.Empty(page.Hud.Canvas.Overflows);
        Assert.Empty(page.Hud.Canvas.Atlas.Missing);
        foreach ((string id, Box box) in page.Hud.Rectangles)
            Assert.True(box.X >= -1 && box.Y >= -1 && box.Right <= width + 1 && (box.Bottom <= height + 1 || Scrolled(page, box)), $"{id} of {name} lies at {box} on {width} × {height}");
    }

    // What a panel hides below its edge is reached by scrolling.
    private static bool Scrolled(Page page, Box box) =>
        page.Hud.Rectangles.Any(r => r.Key is "layers" or "parameters" or "charts" or "building" && box.X >= r.Value.X && box.Right <= r.Value.Right + 1 && r.Value.Bottom <= page.Height);

    [Theory, InlineData(1, 1), InlineData(40, 900), InlineData(900, 40), InlineData(320, 200)]
    public void A_window_of_any_size_is_drawn_without_fail(int width, int height)
    {
        foreach (string name in new[] { "controls", "figures", "kiosk", "help" })
            Assert.NotEmpty(Open(name, width, height, new(Kiosk: name == "kiosk")).Hud.Rectangles);
    }

    [Fact]
    public void A_language_is_changed_between_two_frames()
    {
        Page page = Open("controls", 1280, 720, new(ReducedMotion: true));
        Box french = page.Hud.Rectangles["present"];
        page.Settings = page.Settings with { Language = Language.English };
        page.Script.Send();
        Assert.Equal(Language.English, page.Hud.Words.Language);
        Assert.NotEqual(french, page.Hud.Rectangles["present"]);
    }

    private static Page Open(string name, int width, int height, HudSettings settings)
    {
        Sheets sheets = new() { HelpOpen = name == "help" };
        return new Page(name switch { "figures" => sheets.Figures, "kiosk" => sheets.Kiosk, _ => sheets.Controls }, settings, width, height);
    }
}
