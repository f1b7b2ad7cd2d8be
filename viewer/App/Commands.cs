using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.App;

/// <summary>A key with what is held beside it.</summary>
/// <param name="Code">The key.</param> <param name="Modifiers">Held.</param>
public readonly record struct Chord(Key Code, KeyModifiers Modifiers = KeyModifiers.None);

/// <summary>Something that can be done, from a key, a button, or a script.</summary>
/// <param name="Id">Stable name; its words have the key <c>command.Id</c>.</param>
/// <param name="Keys">That do it.</param>
/// <param name="KeyNames">Shown in the help; words in braces are translated.</param>
/// <param name="Do">Does it.</param>
public sealed record Command(string Id, IReadOnlyList<Chord> Keys, string KeyNames, Action<Viewer> Do);

/// <summary>All that the viewer can do. The help page is made of this list.</summary>
public static class Commands
{
    private const double TurnStep = 10, ZoomStep = 1.25;

    /// <summary>In the order of the help page.</summary>
    public static IReadOnlyList<Command> All { get; } =
    [
        new("layout.single", [new(Key.D1)], "1", v => v.Session.Change(s => s with { Layout = Layout.Single })),
        new("layout.plan", [new(Key.D2)], "2", v => v.Session.Change(s => s with { Layout = Layout.Plan })),
        new("layout.compare", [new(Key.D3)], "3", v => v.Session.Change(s => s with { Layout = Layout.Compare })),
        new("layout.triple", [new(Key.D4)], "4", v => v.Session.Change(s => s with { Layout = Layout.Triple })),
        new("layout.difference", [new(Key.D5)], "5", v => v.Session.Change(s => s with { Layout = Layout.Difference })),
        new("present", [new(Key.P), new(Key.F5)], "P", v => v.Presentation.Toggle()),
        new("scenario.other", [new(Key.X)], "X", v => v.Session.Change(s => s with { ShowsB = !s.ShowsB })),
        new("variable.next", [new(Key.V)], "V", v => v.Session.StepVariable(1)),
        new("variable.previous", [new(Key.V, KeyModifiers.Shift)], "{key.shift} V", v => v.Session.StepVariable(-1)),
        new("play", [new(Key.Space)], "{key.space}", v => v.Time.Toggle()),
        new("time.forward", [new(Key.Right)], "→", v => v.Time.Step(1)),
        new("time.back", [new(Key.Left)], "←", v => v.Time.Step(-1)),
        new("time.day_forward", [new(Key.Right, KeyModifiers.Shift)], "{key.shift} →", v => v.Time.Step(24)),
        new("time.day_back", [new(Key.Left, KeyModifiers.Shift)], "{key.shift} ←", v => v.Time.Step(-24)),
        new("time.zoom", [new(Key.Z)], "Z", v => v.Time.StepSpan()),
        new("view.home", [new(Key.Home), new(Key.H)], "H", v => v.Session.Change(s => s with { Camera = CameraView.Whole })),
        new("view.north", [new(Key.N)], "N", v => v.Session.Change(s => s with { Camera = s.Camera with { Yaw = 0 } })),
        new("view.closer", [new(Key.Equal), new(Key.Up)], "+  ↑", v => v.Camera.Zoom(1 / ZoomStep)),
        new("view.farther", [new(Key.Minus), new(Key.Down)], "−  ↓", v => v.Camera.Zoom(ZoomStep)),
        new("view.left", [new(Key.Q)], "Q", v => v.Camera.Turn(-TurnStep)),
        new("view.right", [new(Key.E)], "E", v => v.Camera.Turn(TurnStep)),
        new("next", [new(Key.PageDown)], "PgDn", v => v.Guide.Step(1)),
        new("previous", [new(Key.PageUp)], "PgUp", v => v.Guide.Step(-1)),
        new("black", [new(Key.Period)], ".", v => v.Presentation.Black = !v.Black),
        new("tour.add", [new(Key.T, KeyModifiers.Shift)], "{key.shift} T", v => v.Guide.Record(v.Saving)),
        new("tour.play", [new(Key.T)], "T", v => v.Guide.Toggle(v.Now)),
        new("bookmark", [new(Key.B)], "B", v => v.Saving.Bookmark()),
        new("image", [new(Key.S)], "S", v => v.Saving.Picture(ExportKind.Image)),
        new("sheet", [new(Key.M)], "M", v => v.Saving.Picture(ExportKind.Sheet)),
        new("video", [new(Key.R)], "R", v => v.Saving.Picture(ExportKind.Video)),
        new("series", [new(Key.R, KeyModifiers.Shift)], "{key.shift} R", v => v.Saving.Picture(ExportKind.Series)),
        new("choose", [new(Key.W)], "W", v => v.Choose()),
        new("save.scenario", [new(Key.S, KeyModifiers.Control)], "{key.ctrl} S", v => v.Saving.Scenario()),
        new("undo", [new(Key.Z, KeyModifiers.Control)], "{key.ctrl} Z", v => v.Session.Undo()),
        new("redo", [new(Key.Y, KeyModifiers.Control)], "{key.ctrl} Y", v => v.Session.Redo()),
        new("theme", [new(Key.D)], "D", v => v.Session.Change(s => s with { Theme = Next(s.Theme) })),
        new("language", [new(Key.L)], "L", v => v.Session.Change(s => s with { Language = Next(s.Language) })),
        new("charts", [new(Key.C)], "C", v => v.Session.Change(s => s with { Layers = s.Layers with { Charts = !s.Layers.Charts } })),
        new("shadows", [new(Key.O)], "O", v => v.Session.Change(s => s with { Layers = s.Layers with { Shadows = !s.Layers.Shadows } })),
        new("motion", [new(Key.G)], "G", v => v.Session.Change(s => s with { ReducedMotion = !s.ReducedMotion })),
        new("larger", [new(Key.Equal, KeyModifiers.Control)], "{key.ctrl} +", v => v.Session.Change(s => s with { Scale = s.Scale * 1.1 })),
        new("smaller", [new(Key.Minus, KeyModifiers.Control)], "{key.ctrl} −", v => v.Session.Change(s => s with { Scale = s.Scale / 1.1 })),
        new("fullscreen", [new(Key.F11), new(Key.F)], "F", v => v.Presentation.FullScreen = !v.FullScreen),
        new("help", [new(Key.F1), new(Key.Slash), new(Key.Slash, KeyModifiers.Shift), new(Key.Comma, KeyModifiers.Shift)], "?", v => v.Presentation.HelpOpen = !v.HelpOpen),
        new("close", [new(Key.Escape)], "{key.escape}", v => v.Close()),
    ];

    /// <summary>The command of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Command Named(string id) => All.FirstOrDefault(c => c.Id == id) ?? throw new ArgumentException($"no command `{id}`", nameof(id));

    /// <summary>The command of a key; null when it has none.</summary>
    public static Command? Of(Key key, KeyModifiers modifiers) => All.FirstOrDefault(c => c.Keys.Contains(new Chord(key, modifiers)));

    /// <summary>The names of a command's keys in a language.</summary>
    public static string KeyNames(Command command, Words words)
    {
        string names = command.KeyNames;
        foreach (string key in new[] { "key.shift", "key.ctrl", "key.space", "key.escape" }) names = names.Replace($"{{{key}}}", words[key], StringComparison.Ordinal);
        return names;
    }

    private static T Next<T>(T value) where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        return all[(Array.IndexOf(all, value) + 1) % all.Length];
    }
}
