using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Text;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>The screens of the viewer itself, in every layout, language and size that it is held to.</summary>
public sealed class ScreenTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private static readonly string[] Panels = ["title", "left", "right", "selection", "strip", "view.0", "view.1", "view.difference", "timeline", "compass", "scale", "sources", "caption", "indicator.0.back", "indicator.3.back", "choice", "message.0.back", "message.1.back"];
    private static readonly string[] Asides = ["scenario", "bare", "building", "road", "cell", "caption", "caption beside a building", "help", "playing", "long names", "message", "message while choosing"];

    public static TheoryData<Layout, string> Screens
    {
        get
        {
            TheoryData<Layout, string> screens = [];
            foreach (Layout layout in Enum.GetValues<Layout>())
                foreach (string aside in Asides) screens.Add(layout, aside);
            return screens;
        }
    }

    [Theory, MemberData(nameof(Screens))]
    public void Every_text_fits_and_panels_keep_apart(Layout layout, string aside)
    {
        using Viewing viewer = Open(layout, aside);
        foreach ((int width, int height) in new[] { (1280, 720), (1920, 1080), (3840, 2160) })
            foreach (Language language in Enum.GetValues<Language>())
            {
                viewer.Session.Change(s => s with { Language = language });
                Settle(viewer, width, height);
                string where = $"{width}×{height} {language} {layout} {aside}";
                Assert.True(viewer.Hud.Canvas.Overflows.Count == 0, $"{where}: {string.Join("; ", viewer.Hud.Canvas.Overflows)}");
                Assert.Empty(viewer.Hud.Canvas.Atlas.Missing);
                RequireApart(viewer, width, height, where);
            }
    }

    private static void RequireApart(Viewing viewer, int width, int height, string where)
    {
        (string Id, Box Box)[] panels = [.. Panels.Where(viewer.Hud.Rectangles.ContainsKey).Select(id => (id, viewer.Hud.Rectangles[id]))];
        foreach ((string id, Box box) in panels)
        {
            Assert.True(box.X >= -1 && box.Y >= -1 && box.Right <= width + 1 && box.Bottom <= height + 1, $"{where}: {id} at {box}");
            foreach ((string other, Box second) in panels)
                if (string.CompareOrdinal(id, other) < 0)
                    Assert.True(box.Common(second) is { Width: < 1 } or { Height: < 1 }, $"{where}: {id} at {box} and {other} at {second}");
            foreach (Pane pane in viewer.Panes)
                if (id is not ("compass" or "scale" or "caption" or "selection" or "message.0.back" or "message.1.back") && (id != "choice" || viewer.Panes.Count == 1))
                    Assert.True(box.Common(pane.Free) is { Width: < 1 } or { Height: < 1 }, $"{where}: {id} at {box} covers what is called free, {pane.Free}");
        }
        Assert.All(viewer.Panes, p => Assert.True(p.Free.Width * p.Free.Height > 0.2 * (p.Right - p.Left) * width * height, $"{where}: {p.Free} is left of the scene"));
    }

    [Theory, InlineData(Layout.Single), InlineData(Layout.Difference), InlineData(Layout.Triple), InlineData(Layout.Kiosk)]
    public void What_can_be_pressed_is_reached_by_the_tab_key_and_has_a_ring(Layout layout)
    {
        using Viewing viewer = Open(layout, "building");
        Settle(viewer, 1920, 1080);
        HashSet<string> seen = [];
        int plain = viewer.Hud.Canvas.Layers.Sum(l => l.Count);
        do
        {
            viewer.Send(new InputEvent(InputKind.KeyDown, Key: Key.Tab));
            Settle(viewer, 1920, 1080);
            Assert.True(viewer.Hud.Canvas.Layers.Sum(l => l.Count) > plain, $"{viewer.Hud.Focus} shows no ring");
        }
        while (viewer.Hud.Focus is { } focus && seen.Add(focus));
        string[] expected = layout switch
        {
            Layout.Kiosk => ["present", "scenario.0", "scenario.1"],
            Layout.Triple => ["layout.0", "layout.4", "image", "present", "theme", "language", "help", "scenario.a", "scenario.b", "variable", "compass", "selection.close", "play", "time", "time.zoom.3", "time.speed"],
            Layout.Difference => ["layout.0", "help", "scenario.a", "scenario.b", "variable", "layer.labels", "selection.close", "compass", "play", "time"],
            _ => ["layout.0", "help", "scenario.0", "scenario.1", "scenario.a", "scenario.b", "variable", "layer.buildings", "layer.roads", "layer.shadows", "layer.labels", "selection.close", "compass", "play", "time"],
        };
        Assert.Superset(new HashSet<string>(expected), seen);
    }

    [Fact]
    public void An_audience_reads_the_whole_question_and_the_names_of_the_scenarios_and_no_hour_that_changes_nothing()
    {
        using Viewing viewer = Open(Layout.Kiosk, "scenario");
        Settle(viewer, 1280, 720);
        Assert.DoesNotContain("timeline", viewer.Hud.Rectangles.Keys);
        Assert.Equal(4, viewer.Hud.Rectangles.Keys.Count(k => k.EndsWith(".back", StringComparison.Ordinal)));
        viewer.Do("play");
        Settle(viewer, 1280, 720);
        Assert.Contains("timeline", viewer.Hud.Rectangles.Keys);
        UiScript script = new(viewer.Hud, () => viewer.Frame(1280, 720, 0));
        script.Click("scenario.1");
        Assert.True(viewer.Session.State.ShowsB);
    }

    [Theory, InlineData("building", "buildings/heating_need", true), InlineData("road", "buildings/heating_need", true), InlineData("cell", "grids/sky_view_factor", true), InlineData("cell", "buildings/heating_need", false)]
    public void What_the_pointer_rests_on_says_its_name_and_value(string kind, string variable, bool told)
    {
        using Viewing viewer = Open(Layout.Single, "scenario");
        viewer.Session.Change(s => s with { Variable = variable });
        viewer.Scene = new StandingScene { Under = new Chosen(kind, 7) };
        Settle(viewer, 1280, 720);
        viewer.Send(new InputEvent(InputKind.PointerMoved, 600, 350));
        Settle(viewer, 1280, 720);
        Assert.Equal(told, viewer.Hud.Rectangles.ContainsKey("tip"));
    }

    [Theory, InlineData("wheel"), InlineData("drag"), InlineData("layout")]
    public void What_the_pointer_rested_on_is_not_told_any_more_once_the_scene_moved_under_it(string how)
    {
        using Viewing viewer = Open(Layout.Single, "scenario");
        viewer.Scene = new StandingScene { Under = new Chosen("building", 7), Moves = true };
        Settle(viewer, 1280, 720);
        viewer.Send(new InputEvent(InputKind.PointerMoved, 600, 350));
        Settle(viewer, 1280, 720);
        Assert.Contains("tip", viewer.Hud.Rectangles.Keys);
        if (how == "wheel") viewer.Send(new InputEvent(InputKind.Wheel, 0, 1));
        else if (how == "drag")
            foreach (InputEvent input in new InputEvent[] { new(InputKind.ButtonDown, 600, 350), new(InputKind.PointerMoved, 640, 380), new(InputKind.ButtonUp, 640, 380) }) viewer.Send(input);
        else viewer.Do("layout.plan");
        Settle(viewer, 1280, 720);
        Assert.DoesNotContain("tip", viewer.Hud.Rectangles.Keys);
        viewer.Send(new InputEvent(InputKind.PointerMoved, 602, 350));
        Settle(viewer, 1280, 720);
        Assert.Contains("tip", viewer.Hud.Rectangles.Keys);
    }

    public static TheoryData<Layout, string[]> CleanKeys => new()
    {
        { Layout.Single, ["legend"] }, { Layout.Kiosk, ["legend"] }, { Layout.Difference, ["legend.difference", "view.0"] },
        { Layout.Compare, ["legend", "view.0", "view.1"] }, { Layout.Triple, ["legend", "legend.difference", "view.0", "view.1", "view.2"] },
    };

    [Theory, MemberData(nameof(CleanKeys))]
    public void A_clean_picture_has_its_sources_what_its_colours_mean_and_no_interface(Layout layout, string[] keys)
    {
        using Viewing viewer = Open(layout, "scenario");
        viewer.Clean = true;
        Settle(viewer, 1280, 720);
        Assert.Equal(keys.Append("sources").Order(StringComparer.Ordinal), viewer.Hud.Rectangles.Keys.Where(static k => !k.EndsWith(".panel", StringComparison.Ordinal) && !k.EndsWith(".bar", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Empty(viewer.Hud.Canvas.Overflows);
        Assert.All(viewer.Panes, p => Assert.Equal((0, 720 - Hud.FootHeight * viewer.Hud.Canvas.Scale), (p.Free.Y, p.Free.Bottom), static (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 0.01f));
    }

    [Fact]
    public void An_audience_is_told_what_B_answers_and_what_gets_worse()
    {
        using Viewing viewer = Open(Layout.Kiosk, "scenario");
        ScreenLayout layout = new(viewer.Session, viewer.Hud, isPublic: false);
        Settle(viewer, 1280, 720);
        Assert.Matches("^In 2050, “warm walls” .* but costs .*\\.$", layout.Answer);
        float answered = viewer.Hud.Rectangles["title"].Height;
        viewer.Session.Change(static s => s with { Language = Language.French });
        Assert.Matches("^En 2050, «.murs chauds.» .*, mais coûte .*\\.$", layout.Answer);
        viewer.Session.Change(static s => s with { ShowsB = false });
        Settle(viewer, 1280, 720);
        Assert.Equal("", layout.Answer);
        Assert.True(viewer.Hud.Rectangles["title"].Height < answered);
    }

    [Fact]
    public void Escape_closes_first_what_was_opened_last()
    {
        using Viewing viewer = Open(Layout.Single, "building");
        viewer.Do("help");
        Press(viewer);
        Assert.False(viewer.HelpOpen);
        Assert.NotNull(viewer.Session.State.Selection);
        Press(viewer);
        Assert.Null(viewer.Session.State.Selection);

        static void Press(Viewing viewer)
        {
            Settle(viewer, 1280, 720);
            viewer.Send(new InputEvent(InputKind.KeyDown, Key: Key.Escape));
            Settle(viewer, 1280, 720);
        }
    }

    private Viewing Open(Layout layout, string aside)
    {
        ViewState state = new()
        {
            ReducedMotion = true, Layout = layout, ShowsB = aside != "bare", Layers = new(Charts: aside != "bare"), Variable = aside == "cell" ? "grids/sky_view_factor" : "",
            Choosing = aside == "message while choosing" ? ChosenKind.Buildings : null, Marked = aside == "message while choosing" ? ["b1", "b2"] : [], Selection = aside is "building" or "road" or "cell" ? new Chosen(aside, 3) : aside == "caption beside a building" ? new Chosen("building", 3) : null,
        };
        Tour tour = new() { Stops = [new("A caption of two sentences that says what is seen here. It is long enough for two lines on a narrow screen.", 8, state)] };
        string[] folders = aside == "long names" ? [LongNamed(runs.Base), LongNamed(runs.Renovated)] : [runs.Base, runs.Renovated];
        Viewing viewer = new(new Session(RunSource.Open(folders), state, static () => { }, "host"), new ViewerSettings { Tour = tour });
        viewer.Scene = new StandingScene();
        if (aside.StartsWith("caption", StringComparison.Ordinal)) viewer.ShowStop(0);
        if (aside.StartsWith("message", StringComparison.Ordinal))
        {
            viewer.Hud.Say("The picture was saved as a file whose name and folder take more than one line where the window is narrow: /home/somebody/pictures/image-001.png", fault: true);
            viewer.Hud.Say("Another sentence.", fault: true);
        }
        if (aside == "help") viewer.Do("help");
        if (aside == "playing") viewer.Do("play");
        return viewer;
    }

    private string LongNamed(string run)
    {
        string copy = runs.CopyOf(run), record = Path.Combine(copy, "run.json");
        string text = File.ReadAllText(record);
        foreach (string name in new[] { "plain", "warm walls", "murs chauds" })
            text = text.Replace($"\": \"{name}\"", $"\": \"{name} of all homes and offices built before 1975, and panels on every roof of more than a hundred square metres by 2035\"", StringComparison.Ordinal);
        File.WriteAllText(record, text.Replace("warm walls change?", "warm walls change for those who rent, for those who own, and for the town that pays a part of the works until 2035?", StringComparison.Ordinal));
        return copy;
    }

    private static void Settle(Viewing viewer, int width, int height)
    {
        for (int k = 0; k < 6; k++) viewer.Frame(width, height, 0);
    }

    private sealed class StandingScene : IScene
    {
        public double MetresPerPixel => 1.7;
        public Chosen? Under { get; init; }
        public Chosen? Pick(float x, float y) => Under;
        public IReadOnlyList<int> Within(ChosenKind kind, IReadOnlyList<(float X, float Y)> outline) => [];
        public string? NameAt(float x, float y) => null;
        public bool Moves { get; init; }
        public CameraView Moved(CameraView view, CameraMove move) => Moves ? view with { X = view.X + 1 } : view;
        public IReadOnlyList<SceneName> Names(Pane pane, Func<string, bool, (float Width, float Height)> measure) => [];
    }
}
