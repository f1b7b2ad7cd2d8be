using TerritoryTwin.Files.Formats;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What of a moment the screen shows beside the session.</summary>
/// <param name="Guide">The tour.</param> <param name="Presentation">Black, help.</param> <param name="Pointer">What it rests on.</param>
/// <param name="IsStill">Neither messages nor progress belong to a picture that is kept.</param> <param name="Filming">How much of a film is written, 0 to 1; null while none is.</param>
/// <param name="IsClean">The scene, its names, what its colours mean and its sources alone.</param>
internal readonly record struct ScreenMoment(TourGuide Guide, Presentation Presentation, PointerInput Pointer, bool IsStill, double? Filming, bool IsClean);

/// <summary>The interface over the scene, made of its parts.</summary>
internal sealed class Screen : ScreenPart
{
    private readonly PlaceLabels _names;
    private readonly TitleBar _bar;
    private readonly SidePanels _sides;
    private readonly ComparedPanes _compared;
    private readonly KioskScreen _kiosk;
    private readonly TimeBar _time;
    private readonly PointerTip _tip;
    private readonly CleanKey _key;
    private readonly GroundPicture? _background;

    /// <summary>Puts the parts together.</summary>
    /// <param name="session">What is shown.</param> <param name="hud">The interface.</param> <param name="camera">Knows the scene.</param> <param name="time">Moves the hour.</param>
    /// <param name="run">Does a command by its name.</param> <param name="settings">Whether anybody may touch it, and what lies on the ground.</param>
    public Screen(Session session, Hud hud, CameraControl camera, Playback time, Action<string> run, ViewerSettings settings) : base(session, hud)
    {
        Layout = new(session, hud, settings.Kiosk);
        _background = settings.Background;
        Menus menus = new(session, hud);
        LegendPart legend = new(session, hud);
        ElementWords words = new(session, hud);
        SelectionPanel selection = new(session, hud, Layout, words);
        Furniture furniture = new(session, hud, camera, run);
        LeftPanel left = new(session, hud, Layout, menus, legend, new(session, hud, Layout, run), _background != null);
        ChoicePanel choice = new(session, hud, Layout, run);
        RightPanel right = new(session, hud, Layout, selection, choice);
        _names = new(session, hud, Layout, camera);
        _bar = new(session, hud, Layout, run);
        _sides = new(session, hud, Layout, left, right, furniture);
        _compared = new(session, hud, Layout, menus, legend, selection, choice, furniture);
        _kiosk = new(session, hud, Layout, menus, legend, run);
        _time = new(session, hud, Layout, time);
        _tip = new(session, hud, Layout, words);
        _key = new(session, hud, Layout, legend);
    }

    /// <summary>Where the parts stand.</summary>
    public ScreenLayout Layout { get; }

    /// <summary>Draws all of it.</summary>
    public void Draw(ScreenMoment now)
    {
        if (Session.State.Layers.Labels) _names.Draw();
        foreach (Pane pane in Layout.Panes.Skip(1)) Hud.Canvas.Fill(new((float)(pane.Left * Hud.Width) - 1.5f, 0, 3, Hud.Height), Theme.Panel with { A = 255 });
        if (now.IsClean)
        {
            _key.Draw();
            Hud.Foot("sources", Sources());
            return;
        }
        if (Layout.IsKiosk) _kiosk.Draw();
        else
        {
            _bar.Draw();
            if (Layout.Several) _compared.Draw();
            else _sides.Draw();
        }
        if (Layout.ShowsTime) _time.Draw();
        Hud.Foot("sources", Sources());
        DrawLasso(now.Pointer.Lasso);
        if (!now.IsStill && !now.Presentation.HelpOpen) _tip.Draw(now.Pointer);
        DrawCaption(now.Guide);
        if (now.IsStill) return;
        Box room = Layout.Between;
        if (now.Filming is { } share) room = DrawProgress(room, Words["video.writing"], share);
        else if (Session.Awaited) room = DrawProgress(room, Words["parameter.computing"], Session.Progress);
        Hud.Messages(room);
        if (now.Presentation.HelpOpen) now.Presentation.HelpOpen = Hud.Help(HelpEntries());
        if (now.Presentation.Black) Hud.Blacken();
    }

    // Pictures that leave the program carry where they come from.
    private string Sources() => string.Join(" · ", Figures.SourcesOf(Session, Words).Concat(_background is { } picture && Session.State.Layers.Background ? [Words.Format("background.by", picture.Credit)] : []).Append(Words.Format("computed.by", Figures.VersionOf(Session.A))));

    private void DrawCaption(TourGuide guide)
    {
        int stop = guide.Stop;
        if (stop >= 0 && stop < guide.Tour.Stops.Count && guide.Tour.Stops[stop].CaptionIn(Session.State.Language) is { Length: > 0 } caption)
            Hud.Caption("caption", caption, Layout.RoomForCaption, Words.Format("tour.step", $"{stop + 1}", $"{guide.Tour.Stops.Count}"));
    }

    // It is closed by a paler line.
    private void DrawLasso(IReadOnlyList<(float X, float Y)> points)
    {
        float scale = Hud.Canvas.Scale;
        for (int k = 1; k < points.Count; k++) Hud.Canvas.Line(points[k - 1].X / scale, points[k - 1].Y / scale, points[k].X / scale, points[k].Y / scale, 2.5f, Theme.Accent);
        if (points.Count > 2) Hud.Canvas.Line(points[^1].X / scale, points[^1].Y / scale, points[0].X / scale, points[0].Y / scale, 1.5f, Theme.Accent.Faded(0.5f));
    }

    // What is left of the room.
    private Box DrawProgress(Box room, string text, double share)
    {
        float wide = MathF.Min(320, room.Width);
        Box box = new(room.MiddleX - wide / 2, room.Y, wide, 66);
        Hud.Backdrop("progress.panel", box);
        Hud.Progress("progress", box.Inset(14, 8), text, share);
        return room with { Y = box.Bottom + ScreenLayout.Gap, Height = room.Bottom - box.Bottom - ScreenLayout.Gap };
    }

    private List<HelpEntry> HelpEntries()
    {
        List<HelpEntry> entries =
        [
            new(Words["help.look"], "", Words["help.key.orbit"]), new(Words["help.look"], "", Words["help.key.pan"]),
            new(Words["help.look"], "", Words["help.key.zoom"]), new(Words["help.look"], "", Words["help.key.pick"]),
        ];
        entries.AddRange(Commands.All.Select(c => new HelpEntry(Words["help." + GroupOf(c.Id)], Commands.KeyNames(c, Words), Words["command." + c.Id])));
        return entries;
    }

    private static string GroupOf(string command) => command.Split('.')[0] switch
    {
        "layout" or "view" or "variable" or "scenario" => "look",
        "play" or "time" => "time",
        _ => "do",
    };
}
