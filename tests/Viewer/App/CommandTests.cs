using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;
using Session = TerritoryTwin.Viewer.App.Session;
using Viewing = TerritoryTwin.Viewer.App.Viewer;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>What each command does, by its key, and by its widget where it has one.</summary>
public sealed class CommandTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    private static readonly Tour TwoStops = new Tour().With(new("1", 5, new ViewState { Hour = 1 })).With(new("2", 5, new ViewState { Hour = 2 }));

    // Beside each command: whether it did what it says, told from the state before, and the viewer after.
    private static readonly Dictionary<string, Func<ViewState, Viewing, bool>> s_effects = new()
    {
        ["layout.single"] = (_, v) => Now(v).Layout == Layout.Single,
        ["layout.plan"] = (_, v) => Now(v).Layout == Layout.Plan,
        ["layout.compare"] = (_, v) => Now(v).Layout == Layout.Compare && v.Panes.Count == 2,
        ["layout.triple"] = (_, v) => Now(v).Layout == Layout.Triple && v.Panes.Count == 3,
        ["layout.difference"] = (_, v) => Now(v).Layout == Layout.Difference && v.Panes[0].IsDifference,
        ["present"] = (_, v) => Now(v).Layout == Layout.Kiosk,
        ["scenario.other"] = (s, v) => Now(v).ShowsB != s.ShowsB && v.Session.Shown == v.Session.B,
        ["variable.next"] = (s, v) => Now(v).Variable == v.Session.Variables[At(s, v) + 1].Key,
        ["variable.previous"] = (s, v) => Now(v).Variable == v.Session.Variables[(At(s, v) + v.Session.Variables.Count - 1) % v.Session.Variables.Count].Key,
        ["play"] = (_, v) => v.Session.Playing,
        ["time.forward"] = (s, v) => Now(v).Hour == s.Hour + 1,
        ["time.back"] = (s, v) => Now(v).Hour == s.Hour - 1,
        ["time.day_forward"] = (s, v) => Now(v).Hour == s.Hour + 24,
        ["time.day_back"] = (s, v) => Now(v).Hour == s.Hour - 24,
        ["time.zoom"] = (s, v) => Now(v).Period != s.Period,
        ["view.home"] = (_, v) => Now(v).Camera == CameraView.Whole,
        ["view.north"] = (_, v) => Now(v).Camera.Yaw == 0,
        ["view.closer"] = (s, v) => Now(v).Camera.Distance < s.Camera.Distance,
        ["view.farther"] = (s, v) => Now(v).Camera.Distance > s.Camera.Distance,
        ["view.left"] = (s, v) => Now(v).Camera.Yaw == s.Camera.Yaw - 10,
        ["view.right"] = (s, v) => Now(v).Camera.Yaw == s.Camera.Yaw + 10,
        ["next"] = (_, v) => (v.Stop, Now(v).Hour) == (0, 1),
        ["previous"] = (_, v) => (v.Stop, Now(v).Hour) == (1, 2),
        ["black"] = (_, v) => v.Black,
        ["tour.add"] = (s, v) => v.Tour.Stops.Count == 3 && v.Tour.Stops[2].View == s,
        ["tour.play"] = (_, v) => v.Stop == 0 && v.WakeAfter <= 5,
        ["bookmark"] = (s, v) => Saved(v, "bookmark-*.json") is { } path && ViewState.Load(path).ToJson() == s.ToJson(),
        ["image"] = (_, v) => v.TakeExports() is [{ Kind: ExportKind.Image }],
        ["sheet"] = (_, v) => v.TakeExports() is [{ Kind: ExportKind.Sheet }],
        ["video"] = (_, v) => v.TakeExports() is [{ Kind: ExportKind.Video } film] && film.Path.EndsWith(".mp4", StringComparison.Ordinal),
        ["series"] = (_, v) => v.TakeExports() is [{ Kind: ExportKind.Series } images] && Path.GetExtension(images.Path).Length == 0,
        ["choose"] = (_, v) => Now(v).Choosing == ChosenKind.Buildings,
        ["save.scenario"] = (_, v) => Saved(v, "variant-*.yaml") is { } path && File.ReadAllText(path) is var text && text.StartsWith("# Derived from ", StringComparison.Ordinal) && text.Contains("\nname: 'warm walls, adjusted'\n", StringComparison.Ordinal) && text.Contains("\nfr: { name: 'murs chauds, ajusté', question: ", StringComparison.Ordinal),
        ["undo"] = (s, v) => s.Moved.Count == 1 && Now(v).Moved.Count == 0 && v.Session.CanRedo,
        ["redo"] = (_, v) => Now(v).Moved.Count == 2 && !v.Session.CanRedo,
        ["theme"] = (s, v) => Now(v).Theme != s.Theme,
        ["language"] = (_, v) => Now(v).Language == Language.French,
        ["charts"] = (_, v) => !Now(v).Layers.Charts,
        ["shadows"] = (_, v) => !Now(v).Layers.Shadows,
        ["motion"] = (_, v) => !Now(v).ReducedMotion,
        ["larger"] = (s, v) => Now(v).Scale > s.Scale,
        ["smaller"] = (s, v) => Now(v).Scale < s.Scale,
        ["fullscreen"] = (_, v) => v.FullScreen,
        ["help"] = (_, v) => v.HelpOpen,
        ["close"] = (s, v) => s.Selection != null && Now(v).Selection == null,
    };

    private static readonly Dictionary<string, string> s_widgets = new()
    {
        ["layout.single"] = "layout.0", ["layout.plan"] = "layout.1", ["layout.compare"] = "layout.2", ["layout.triple"] = "layout.3", ["layout.difference"] = "layout.4",
        ["present"] = "present", ["scenario.other"] = "scenario.1", ["play"] = "play", ["view.north"] = "compass", ["image"] = "image", ["theme"] = "theme", ["language"] = "language",
        ["help"] = "help", ["choose"] = "choose", ["shadows"] = "layer.shadows", ["undo"] = "undo", ["save.scenario"] = "save.scenario", ["time.zoom"] = "time.zoom.2",
    };

    public static TheoryData<string> Ids => [.. Commands.All.Select(c => c.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void A_command_does_what_it_says_by_its_key_and_by_its_widget(string id)
    {
        Command command = Commands.Named(id);
        foreach (Chord chord in command.Keys) Use(id, script => script.Press(chord.Code, chord.Modifiers));
        if (s_widgets.TryGetValue(id, out string? widget)) Use(id, script => script.Click(widget));
    }

    private void Use(string id, Action<UiScript> use)
    {
        using Viewing viewer = new(
            new Session(RunSource.Open([runs.Base, runs.Renovated]), new ViewState { ReducedMotion = true, Camera = new(0, 0, 800, 50, 40), Hour = 4000 }, static () => { }, "host"),
            new ViewerSettings { Folder = runs.Scratch(Path.GetRandomFileName()), Tour = TwoStops });
        viewer.Scene = new EmptyScene();
        if (id is "undo" or "redo" or "save.scenario") Move("prices.electricity", 0.3);
        if (id is "redo") Move("prices.electricity", 0.4, "behaviour.heating_set_point", 21);
        if (id is "redo") viewer.Session.Undo();
        if (id is "close") viewer.Session.Change(s => s with { Selection = new("building", 2) });
        UiScript script = new(viewer.Hud, () => viewer.Frame(1920, 1080, 0));
        script.Send();
        ViewState before = Now(viewer);
        use(script);
        Assert.True(s_effects[id](before, viewer), $"{id} did not do what it says");

        void Move(string parameter, double value, string also = "", double to = 0)
        {
            viewer.Session.BeginMove();
            viewer.Session.Move(parameter, value);
            if (also.Length > 0) viewer.Session.Move(also, to);
        }
    }

    private static ViewState Now(Viewing viewer) => viewer.Session.State;

    private static int At(ViewState state, Viewing viewer) => viewer.Session.Variables.ToList().FindIndex(v => v.Key == state.Variable);

    private static string? Saved(Viewing viewer, string pattern) =>
        Directory.Exists(viewer.Folder) && Directory.GetFiles(viewer.Folder, pattern) is [var one] ? one : null;

    private sealed class EmptyScene : IScene
    {
        public Chosen? Pick(float x, float y) => null;
        public IReadOnlyList<int> Within(ChosenKind kind, IReadOnlyList<(float X, float Y)> outline) => [];
        public string? NameAt(float x, float y) => null;
        public CameraView Moved(CameraView view, CameraMove move) => view with { Distance = view.Distance * Math.Exp(-0.15 * move.Notches) };
        public IReadOnlyList<SceneName> Names(Pane pane, Func<string, bool, (float Width, float Height)> measure) => [];
        public double MetresPerPixel => 1;
    }
}
