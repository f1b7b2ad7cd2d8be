using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Viewer;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Text;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

public sealed class ViewerTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private Viewing Open(ViewState? state = null, Tour? tour = null) =>
        new(new Session(RunSource.Open([runs.Base, runs.Renovated]), state ?? new ViewState { ReducedMotion = true }, static () => { }, "host"), new ViewerSettings { Folder = runs.Scratch("saved"), Tour = tour });

    private static void Settle(Viewing viewer, int width = 1280, int height = 720)
    {
        for (int k = 0; k < 6; k++) viewer.Frame(width, height, 0);
    }

    [Fact]
    public void What_was_changed_and_not_saved_is_asked_about_once()
    {
        using Viewing untouched = Open(), changed = Open();
        CloseOf(untouched, closes: true);
        foreach (bool saves in new[] { true, false })
        {
            using Viewing asked = Open();
            string slider = asked.Session.Sliders[0].Parameter;
            asked.Session.BeginMove();
            asked.Session.Move(slider, asked.Session.Sliders[0].To);
            CloseOf(asked, closes: false);
            if (saves) asked.Do("save.scenario");
            CloseOf(asked, closes: true);
        }
        changed.Session.Move(changed.Session.Sliders[0].Parameter, changed.Session.Sliders[0].To);
        CloseOf(changed, closes: false);
        changed.Session.Move(changed.Session.Sliders[0].Parameter, changed.Session.Sliders[0].From);
        CloseOf(changed, closes: false);           // it was another change that was asked about

        static void CloseOf(Viewing viewer, bool closes)
        {
            viewer.Send(new InputEvent(InputKind.CloseAsked));
            viewer.Frame(1280, 720, 0);
            Assert.Equal(closes, viewer.Closed);
        }
    }

    [Fact]
    public void Every_command_has_words_in_both_languages_and_a_key_of_its_own()
    {
        foreach (Command command in Commands.All)
        {
            Assert.Contains("command." + command.Id, Words.English.Keys);
            Assert.Contains("command." + command.Id, Words.French.Keys);
            Assert.All(command.Keys, k => Assert.Same(command, Commands.Of(k.Code, k.Modifiers)));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ChosenKind.Buildings)]
    [InlineData(ChosenKind.Roads)]
    public void Every_text_fits_and_every_letter_is_there_in_each_layout_language_and_size(ChosenKind? choosing)
    {
        using Viewing viewer = Open();
        viewer.Session.Change(s => s with { Selection = new Chosen("building", 3), Choosing = choosing, Author = "L’atelier des habitants de la rue de la Poterne et du faubourg" });
        if (choosing is { } kind)
        {
            viewer.Session.Toggle([0, 1]);
            viewer.Session.Add(kind == ChosenKind.Roads ? "plant_trees" : "heating", kind == ChosenKind.Roads ? new Dictionary<string, string>() : new Dictionary<string, string> { ["to"] = "ground_heat_pump" });
            viewer.Session.Settle();
            viewer.Session.Toggle([0]);
        }
        foreach ((int width, int height) in new[] { (1280, 720), (1920, 1080), (3840, 2160) })
            foreach (Language language in Enum.GetValues<Language>())
                foreach (Layout layout in Enum.GetValues<Layout>())
                {
                    viewer.Session.Change(s => s with { Layout = layout, Language = language });
                    Settle(viewer, width, height);
                    Assert.True(viewer.Hud.Canvas.Overflows.Count == 0, $"{width}×{height} {language} {layout}: {string.Join("; ", viewer.Hud.Canvas.Overflows)}");
                    Assert.Empty(viewer.Hud.Canvas.Atlas.Missing);
                }
    }

    [Fact]
    public void The_ends_of_a_legend_are_dragged_and_a_press_gives_them_back_to_the_values()
    {
        using Viewing viewer = Open();
        Settle(viewer, 1920, 1080);
        ValueScale before = viewer.Session.Scale;
        Box bar = viewer.Hud.Rectangles["legend.bar"];
        Drag(bar.Right - 3, bar.Right - 3 - bar.Width / 4);
        Assert.Equal((before.Low, before.High * 0.75), (viewer.Session.Scale.Low, viewer.Session.Scale.High), (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && Math.Abs(a.Item2 - b.Item2) < 0.06 * before.High);
        Assert.NotNull(viewer.Session.State.Range);
        Drag(bar.X + 3, bar.X + 3 + 2 * bar.Width);
        Assert.True(viewer.Session.Scale.Low < viewer.Session.Scale.High);
        Drag(bar.MiddleX, bar.MiddleX);
        Assert.Null(viewer.Session.State.Range);
        Assert.Equal((before.Low, before.High), (viewer.Session.Scale.Low, viewer.Session.Scale.High));

        void Drag(float from, float to)
        {
            foreach (InputEvent input in new InputEvent[] { new(InputKind.PointerMoved, from, bar.MiddleY), new(InputKind.ButtonDown, from, bar.MiddleY), new(InputKind.PointerMoved, to, bar.MiddleY), new(InputKind.ButtonUp, to, bar.MiddleY) })
            {
                viewer.Send(input);
                viewer.Frame(1920, 1080, 0);
            }
            Settle(viewer, 1920, 1080);
        }
    }

    [Fact]
    public void The_ends_of_a_legend_are_moved_by_arrows()
    {
        using Viewing viewer = Open();
        Settle(viewer, 1920, 1080);
        ValueScale before = viewer.Session.Scale;
        double step = ValueScale.NiceStep(before.High - before.Low, 20);
        viewer.Hud.FocusOn("legend.ends");
        Press(Key.Left, KeyModifiers.None);
        Assert.Equal(before.High - step, viewer.Session.Scale.High, 1e-9);
        Press(Key.Right, KeyModifiers.Shift);
        Assert.Equal(before.Low + step, viewer.Session.Scale.Low, 1e-9);
        Press(Key.Enter, KeyModifiers.None);
        Assert.Null(viewer.Session.State.Range);

        void Press(Key key, KeyModifiers modifiers)
        {
            viewer.Send(new InputEvent(InputKind.KeyDown, Key: key, Modifiers: modifiers));
            viewer.Frame(1920, 1080, 0);
        }
    }

    [Fact]
    public void A_window_of_one_pixel_is_survived()
    {
        using Viewing viewer = Open();
        foreach (Layout layout in Enum.GetValues<Layout>())
        {
            viewer.Session.Change(s => s with { Layout = layout });
            Settle(viewer, 1, 1);
        }
        Assert.Equal(Layout.Kiosk, viewer.Session.State.Layout);
    }

    [Fact]
    public void Time_that_plays_goes_on_and_a_presentation_left_alone_begins_again()
    {
        using Viewing viewer = new(new Session(RunSource.Open([runs.Base]), new ViewState { Layout = Layout.Kiosk, Hour = 100 }, static () => { }, "host"), new ViewerSettings { Kiosk = true });
        viewer.Frame(800, 600, 0);
        viewer.Do("play");
        for (int k = 1; k <= 20; k++) viewer.Frame(800, 600, k * 0.2);
        Assert.InRange(viewer.Session.State.Hour, 120, 126);
        viewer.Do("play");
        viewer.Do("variable.next");
        viewer.Frame(800, 600, 200);
        Assert.Equal(100, viewer.Session.State.Hour);
        Assert.Equal("buildings/heating_need", viewer.Session.State.Variable);
    }

    [Fact]
    public void A_picture_of_the_ground_lies_beneath_the_town_until_it_is_switched_off()
    {
        using IGraphicsContext context = Headless();
        Territory territory = RunSource.Open([runs.Base]).Territory;
        Grid ground = territory.Terrain.Grid;
        byte[] red = [.. Enumerable.Repeat(new byte[] { 200, 0, 0, 255 }, ground.Count).SelectMany(static p => p)];
        Layers nothing = new(Buildings: false, Roads: false, Shadows: false, Labels: false, Charts: false);
        using Viewing viewer = new(
            new Session(RunSource.Open([runs.Base]), new ViewState { ReducedMotion = true, Layout = Layout.Plan, Camera = new(0, 0, 400, 0, 60), Layers = nothing }, static () => { }, "host"),
            new ViewerSettings { Folder = runs.Scratch("saved"), Background = new(ground, red, "© somebody") });
        using Painter painter = new(context.Gl, viewer);
        (byte R, byte G, byte B) with = Middle(), without = default;
        Assert.Contains("layer.background", viewer.Hud.Rectangles.Keys);
        viewer.Session.Change(static s => s with { Layers = s.Layers with { Background = false } });
        without = Middle();
        Assert.True(with.R > with.G + 25 && with.R > with.B + 25, $"{with}");             // pale beneath coloured buildings, still red
        Assert.True(Math.Abs(without.R - without.G) < 10, $"{without}");

        (byte, byte, byte) Middle()
        {
            byte[] picture = Pictures.Draw(viewer, painter, 1280, 720);
            int at = 3 * (300 * 1280 + 700);
            return (picture[at], picture[at + 1], picture[at + 2]);
        }
    }

    [Fact]
    public void The_same_view_is_drawn_with_the_same_bytes_and_roofs_have_the_colours_of_the_legend()
    {
        byte[] first = Drawn(out _), second = Drawn(out double agreeing);
        Assert.Equal(first, second);
        Assert.True(agreeing > 0.5, $"{agreeing:0 %} of the points on buildings have their legend's colour");
    }

    private byte[] Drawn(out double agreeing)
    {
        using IGraphicsContext context = Headless();
        using Viewing viewer = Open(new ViewState
        {
            ReducedMotion = true, Layout = Layout.Plan, Camera = new(0, 0, 500, 0, 60), Layers = new(Shadows: false, Labels: false, Charts: false, Roads: false),
        });
        using Painter painter = new(context.Gl, viewer);
        byte[] picture = Pictures.Draw(viewer, painter, 640, 400);
        int seen = 0, right = 0;
        for (int y = 100; y < 300; y += 3)
            for (int x = 340; x < 620; x += 3)
            {
                if (painter.Pick(x + 0.5f, y + 0.5f) is not { Kind: "building" } building) continue;
                float value = viewer.Session.Values(viewer.Session.IndexA)[building.Index];
                if (float.IsNaN(value)) continue;
                Color expected = viewer.Session.Scale.ColorOf(value);
                int at = 3 * (y * 640 + x);
                seen++;
                if (Math.Abs(picture[at] - expected.R) <= 24 && Math.Abs(picture[at + 1] - expected.G) <= 24 && Math.Abs(picture[at + 2] - expected.B) <= 24) right++;
            }
        agreeing = right / (double)Math.Max(1, seen);
        return picture;
    }

    private static IGraphicsContext Headless()
    {
        try
        {
            return GraphicsContext.OpenHeadless();
        }
        catch (TerritoryException e)
        {
            SharedData.Lacks("gl", e.Message);
            throw;
        }
    }
}
