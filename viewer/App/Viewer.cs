using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.App;

/// <summary>How a viewer is set up.</summary>
public sealed record ViewerSettings
{
    /// <summary>Where images, bookmarks, tours and scenarios are saved.</summary>
    public string Folder { get; init; } = Directory.GetCurrentDirectory();
    /// <summary>Whether it stands in a public room: begins with the tour, on the whole screen, and goes back to its beginning when it is left alone.</summary>
    public bool Kiosk { get; init; }
    /// <summary>Seconds without a touch after which a kiosk goes back to its beginning; 0: never.</summary>
    public double IdleReset { get; init; } = 90;
    /// <summary>A tour to be shown; null: none.</summary>
    public Tour? Tour { get; init; }
    /// <summary>Where the tour was read: it is read again when it was edited; null: nowhere.</summary>
    public string? TourFile { get; init; }
}

/// <summary>What the drawing of the scene tells the viewer: what lies under a pixel. Nothing is known without a scene.</summary>
public interface IScene
{
    /// <summary>What is seen at a pixel of the picture.</summary>
    Selection? Pick(float x, float y);
    /// <summary>The camera after a drag or a turn of the wheel.</summary>
    View Moved(View view, CameraMove move);
    /// <summary>The names of places that a pane has room for, in pixels of the picture.</summary>
    IReadOnlyList<SceneName> Names(Pane pane, Func<string, bool, (float Width, float Height)> measure);
    /// <summary>Metres on the ground that a pixel covers in the middle of the first pane.</summary>
    double MetresPerPixel { get; }
}

/// <summary>The name of a place.</summary>
/// <param name="Text">What it is called.</param> <param name="X">Middle [px].</param> <param name="Y">Middle [px].</param> <param name="Strong">A district rather than a street.</param>
public readonly record struct SceneName(string Text, float X, float Y, bool Strong);

/// <summary>A movement of the camera.</summary>
/// <param name="Orbit">Drag that turns [px].</param> <param name="Pan">Drag that shifts [px].</param> <param name="Notches">Of the wheel.</param>
/// <param name="X">Pointer [px].</param> <param name="Y">Pointer [px].</param>
public readonly record struct CameraMove((float X, float Y) Orbit, (float X, float Y) Pan, float Notches, float X, float Y);

/// <summary>The viewer without its window: events become commands, commands change the session, the interface is drawn from it.</summary>
public sealed partial class Viewer : IDisposable
{
    private const float ClickReach = 5;
    private const int MostPasses = 2;              // what an event changed is drawn in the same frame, so that scene and interface agree
    private readonly ViewerSettings _settings;
    private readonly ViewState _home;
    private double _seconds, _touched, _position, _tourBegan;
    private (float X, float Y)? _drag;
    private (float X, float Y) _pressedAt, _pointer;
    private int _button = -1;
    private Layout _before = Layout.Single;
    private string? _tourFile, _recorded;
    private DateTime _tourRead;
    private int _resumeAt;
    private bool _touring, _begun;

    /// <summary>Starts with what the session shows.</summary>
    public Viewer(Session session, ViewerSettings settings)
    {
        (Session, _settings, _home) = (session, settings, session.State);
        Tour = settings.Tour ?? new Tour();
        (_tourFile, FullScreen) = (settings.TourFile, settings.Kiosk);
        if (_tourFile != null) _tourRead = File.GetLastWriteTimeUtc(_tourFile);
        _position = session.State.Hour;
        foreach (string note in session.Source.Notes) Hud.Say(note);
    }

    /// <summary>What is shown and from what.</summary>
    public Session Session { get; }
    /// <summary>The interface.</summary>
    public Hud Hud { get; } = new();
    /// <summary>The drawn scene; null without one.</summary>
    public IScene? Scene { get; set; }
    /// <summary>Where images, bookmarks, tours and scenarios are saved.</summary>
    public string Folder => _settings.Folder;
    /// <summary>The tour that is shown or recorded.</summary>
    public Tour Tour { get; private set; }
    /// <summary>The stop of the tour that is shown; −1: none.</summary>
    public int Stop { get; private set; } = -1;
    /// <summary>Whether the help page is open.</summary>
    public bool HelpOpen { get; private set; }
    /// <summary>Whether the window should cover the screen.</summary>
    public bool FullScreen { get; private set; }
    /// <summary>What the pointer rests on.</summary>
    public Selection? Hovered { get; private set; }
    /// <summary>Whether the screen is black, so that the audience looks at the speaker.</summary>
    public bool Black { get; private set; }
    /// <summary>How much of a film is written, 0 to 1; null while none is.</summary>
    public double? Filming { get; set; }
    /// <summary>While a picture is drawn to be kept: neither messages nor progress belong to it.</summary>
    public bool Still { get; set; }
    /// <summary>Pictures that were asked for since the last call of <see cref="TakeExports"/>.</summary>
    private readonly List<Export> _exports = [];
    /// <summary>Whether something moves, so that the next frame is wanted at once.</summary>
    public bool Moving => Session.Playing || Hud.NeedsFrame;
    /// <summary>Whether the camera is being dragged: the scene may be drawn roughly.</summary>
    public bool Dragging => _drag != null;

    private Words Words => Words.Of(Session.State.Language);

    /// <summary>One frame: takes events, lets time pass, builds the interface for a picture of that size.</summary>
    /// <param name="width">[px].</param> <param name="height">[px].</param>
    /// <param name="seconds">A clock that runs on; pictures pass their own.</param>
    public void Frame(int width, int height, double seconds)
    {
        double step = Math.Clamp(seconds - _seconds, 0, 0.25);
        _seconds = seconds;
        Touch(seconds);
        Session.Receive();
        foreach (string news in Session.TakeNews()) Hud.Say(char.ToUpper(news[0], CultureInfo.InvariantCulture) + news[1..], fault: true);
        Advance(step);
        for (int pass = 0, drawn = -1; pass < MostPasses && drawn != Session.Revision; pass++)
        {
            drawn = Session.Revision;
            ViewState state = Session.State;
            Hud.Begin(width, height, new HudSettings(state.Theme, state.Language, (float)state.Scale, state.Layout == Layout.Kiosk, state.ReducedMotion), seconds);
            Draw();
            Hud.End();
            foreach (InputEvent input in Hud.Unhandled) Handle(input);
        }
    }

    /// <summary>Does a command by its name.</summary>
    public void Do(string command) => Commands.Named(command).Do(this);

    /// <summary>Sends an event, as a window does.</summary>
    public void Send(InputEvent input) => Hud.Input.Enqueue(input);

    /// <summary>The pictures that were asked for.</summary>
    public IReadOnlyList<Export> TakeExports()
    {
        Export[] taken = [.. _exports];
        _exports.Clear();
        return taken;
    }

    /// <summary>Seconds until a frame is wanted although nothing happens.</summary>
    public double WakeAfter
    {
        get
        {
            double wake = Hud.WakeAfter;
            if (Session.Awaited) wake = Math.Min(wake, 0.1);
            if (_touring) wake = Math.Min(wake, Tour.UntilNext(_seconds - _tourBegan));
            if (IsLeftAlone) wake = Math.Min(wake, _touched + _settings.IdleReset - _seconds);
            return Math.Max(0.01, wake);
        }
    }

    // Whether a kiosk must go back to its beginning once nobody touches it any more.
    private bool IsLeftAlone => _settings is { Kiosk: true, IdleReset: > 0 } && !_touring && !Still
        && (Tour.Stops.Count > 0 || HelpOpen || Black || Session.Playing || !FullScreen || Session.State != _home || Hud.IsBusy);

    private void Advance(double step)
    {
        if (Still || Filming != null) return;
        if (!_begun && _settings.Kiosk && Tour.Stops.Count > 0) ToggleTour();
        _begun = true;
        if (Session.Playing)
        {
            _position = (_position + step * Session.State.Speed) % Simulation.HoursOfYear;
            if ((int)_position != Session.State.Hour) Session.Change(s => s with { Hour = (int)_position });
        }
        if (IsLeftAlone && _seconds - _touched >= _settings.IdleReset) BeginAgain();
        if (_touring && Tour.StopAt(_seconds - _tourBegan) is var stop && stop != Stop) Show(stop);
    }

    private void BeginAgain()
    {
        (_touched, HelpOpen, Black, FullScreen, Stop, _resumeAt, Session.Playing) = (_seconds, false, false, true, -1, 0, false);
        Hud.Dismiss();
        Session.ForgetMoves();
        Session.Set(_home);
        _position = _home.Hour;
        if (Tour.Stops.Count > 0) ToggleTour();
    }

    // A press or a turn of the wheel takes the screen from the tour; any key or press ends the black screen and does nothing else.
    private void Touch(double seconds)
    {
        if (Still || Filming != null) return;
        bool pressed = Hud.Input.Any(e => e.Kind is InputKind.ButtonDown or InputKind.Wheel), typed = Hud.Input.Any(e => e.Kind == InputKind.KeyDown);
        if (pressed || typed || Hud.Input.Any(e => e.Kind == InputKind.PointerMoved)) _touched = seconds;
        if (Black && (pressed || typed))
        {
            Black = false;
            Hud.Input.Clear();
        }
        else if (pressed) LeaveTour();
    }

    private void LeaveTour()
    {
        if (!_touring) return;
        (_resumeAt, _touring, Stop) = (Math.Max(0, Stop), false, -1);
    }

    private void Handle(InputEvent input)
    {
        switch (input.Kind)
        {
            case InputKind.KeyDown when Commands.Of(input.Key, input.Modifiers) is { } command:
                if (LeavesTour(command.Id)) LeaveTour();
                command.Do(this);
                break;
            case InputKind.ButtonDown:
                (_button, _pressedAt, _drag) = (input.Code, (input.X, input.Y), (input.X, input.Y));
                break;
            case InputKind.PointerMoved: Moved(input); break;
            case InputKind.ButtonUp: Released(input); break;
            case InputKind.FocusLost: (_drag, _button) = (null, -1); break;
            case InputKind.Wheel: Move(new CameraMove(default, default, input.Y, _pointer.X, _pointer.Y)); break;
        }
    }

    private static bool LeavesTour(string command) => command.Split('.')[0] is "layout" or "view" or "variable" or "scenario" or "time" or "play" or "undo" or "redo";

    private void Moved(InputEvent input)
    {
        _pointer = (input.X, input.Y);
        if (_drag is not { } from)
        {
            Hovered = Hud.HasPointer ? null : Scene?.Pick(input.X, input.Y);
            return;
        }
        (float, float) by = (input.X - from.X, input.Y - from.Y);
        bool pans = _button != 0 || Session.State.Layout == Layout.Plan;
        Move(new CameraMove(pans ? default : by, pans ? by : default, 0, input.X, input.Y));
        _drag = (input.X, input.Y);
    }

    private void Released(InputEvent input)
    {
        bool clicks = _button == 0 && _drag != null && Math.Abs(input.X - _pressedAt.X) + Math.Abs(input.Y - _pressedAt.Y) <= ClickReach;
        (_drag, _button) = (null, -1);
        if (clicks && Scene != null) Session.Change(s => s with { Selection = Scene.Pick(input.X, input.Y) });
    }

    private void Move(CameraMove move)
    {
        if (Scene is { } scene) Session.Change(s => s with { Camera = scene.Moved(s.Camera, move) });
    }

    internal void Zoom(double factor) => Move(new CameraMove(default, default, (float)(-Math.Log(factor) / 0.15), -1, -1));

    internal void Turn(double degrees) => Session.Change(s => s with { Camera = s.Camera with { Yaw = s.Camera.Yaw + degrees } });

    internal void TogglePlay()
    {
        Session.Playing = !Session.Playing;
        _position = Session.State.Hour;
    }

    internal void StepTime(int hours)
    {
        Session.Change(s => s with { Hour = (s.Hour + hours + Simulation.HoursOfYear) % Simulation.HoursOfYear });
        _position = Session.State.Hour;
    }

    internal void StepSpan() => Session.Change(s => s with { Period = (TimeZoom)(((int)s.Period + 1) % 4) });

    internal void StepVariable(int by)
    {
        if (Session.Variables.Count == 0) return;
        int at = Session.Variables.ToList().FindIndex(v => v.Key == Session.Variable?.Key);
        int next = (at + by + Session.Variables.Count) % Session.Variables.Count;
        Session.Change(s => s with { Variable = Session.Variables[next].Key, Range = null });
    }

    internal void TogglePresentation()
    {
        Layout now = Session.State.Layout;
        Session.Change(s => s with { Layout = now == Layout.Kiosk ? _before : Layout.Kiosk });
        if (now != Layout.Kiosk) _before = now;
    }

    internal void ToggleFullScreen() => FullScreen = !FullScreen;

    internal void ToggleHelp() => HelpOpen = !HelpOpen;

    internal void ToggleBlack() => Black = !Black;

    internal void Close()
    {
        if (HelpOpen) HelpOpen = false;
        else if (_touring) LeaveTour();
        else if (Stop >= 0) Stop = -1;
        else if (Session.State.Layout == Layout.Kiosk) TogglePresentation();
        else if (Session.State.Selection != null) Session.Change(s => s with { Selection = null });
        else if (FullScreen) FullScreen = false;
    }

    internal void StepTour(int by)
    {
        ReadTourAgain();
        if (Tour.Stops.Count == 0)
        {
            StepVariable(by);
            return;
        }
        int from = Stop >= 0 ? Stop : _resumeAt - Math.Max(0, by);
        _touring = false;
        Show((from + by + Tour.Stops.Count) % Tour.Stops.Count);
    }

    internal void ToggleTour()
    {
        ReadTourAgain();
        if (Tour.Stops.Count == 0)
        {
            Hud.Say(Words["tour.empty"]);
            return;
        }
        if (_touring)
        {
            LeaveTour();
            return;
        }
        _touring = true;
        int first = Math.Clamp(Stop >= 0 ? Stop : _resumeAt, 0, Tour.Stops.Count - 1);
        _tourBegan = _seconds - Tour.Stops.Take(first).Sum(s => s.Seconds);
        Show(first);
    }

    /// <summary>Shows a stop of the tour, with its caption.</summary>
    public void ShowStop(int stop) => Show(stop);

    /// <summary>Lets neither time nor the tour go on by itself.</summary>
    internal void Rest()
    {
        (Session.Playing, _touring, _drag, _button) = (false, false, null, -1);
    }

    /// <summary>Goes back to where a film began.</summary>
    /// <param name="stop">Of the tour; −1: none.</param> <param name="state">What was shown.</param>
    internal void ShowStop(int stop, ViewState state)
    {
        (Stop, _touring) = (stop, false);
        Session.Set(state);
    }

    // Language, look and size stay those of the room.
    private void Show(int stop)
    {
        (Stop, _resumeAt) = (stop, stop);
        ViewState view = Tour.Stops[stop].View, now = Session.State;
        Session.Set(view with { Language = now.Language, Theme = now.Theme, Scale = now.Scale, ReducedMotion = now.ReducedMotion, Layout = now.Layout == Layout.Kiosk ? Layout.Kiosk : view.Layout });
        _position = Session.State.Hour;
    }

    // Captions are edited in the file between two rehearsals.
    private void ReadTourAgain()
    {
        try
        {
            if (_tourFile == null || File.GetLastWriteTimeUtc(_tourFile) is var written && written == _tourRead) return;
            _tourRead = written;
            Tour = Tour.Load(_tourFile);
            if (Stop >= Tour.Stops.Count) (Stop, _resumeAt) = (-1, 0);
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            Hud.Say(e.Message, fault: true);
        }
    }

    internal void AddToTour()
    {
        ReadTourAgain();
        Tour longer = Tour.With(new TourStop(Caption(Words.English), 8, Session.State) { CaptionFr = Caption(Words.French) });
        Save("tour", ".json", path =>
        {
            longer.Save(path);
            (Tour, _recorded, _tourFile, _tourRead) = (longer, path, path, File.GetLastWriteTimeUtc(path));
        }, into: _recorded);
    }

    internal void SaveBookmark() => Save("bookmark", ".json", Session.State.Save);

    internal void SaveScenario()
    {
        string name = Session.State.B.TrimEnd('*', ' ');
        if (Session.State.Moved.Count == 0) Hud.Say(Words["save.nothing"]);
        else Save("variant", ".yaml", path => Session.SaveScenario(path, Words.Format("scenario.variant", name)));
    }

    internal void SaveImage() => Save("image", ".png", path => _exports.Add(new(path, ExportKind.Image)), announce: false);

    internal void SaveSheet() => Save("map", ".png", path => _exports.Add(new(path, ExportKind.Sheet)), announce: false);

    internal void SaveSeries() => Save("images", "", path => _exports.Add(new(path, ExportKind.Series)), announce: false);

    internal void SaveVideo() => Save("video", ".mp4", path => _exports.Add(new(path, ExportKind.Video)), announce: false);

    /// <summary>Says what became of an export.</summary>
    public void Say(string key, params string[] parts) => Hud.Say(Words.Format(key, parts));

    private void Save(string stem, string extension, Action<string> write, bool announce = true, string? into = null)
    {
        try
        {
            Directory.CreateDirectory(_settings.Folder);
            string path = into ?? Enumerable.Range(1, 100_000).Select(n => Path.Combine(_settings.Folder, $"{stem}-{n:000}{extension}"))
                .First(p => !Path.Exists(p) && !Path.Exists(Path.ChangeExtension(p, null)) && !_exports.Any(e => e.Path == p));
            write(path);
            if (announce) Hud.Say(Words.Format("saved", path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            Hud.Say(e.Message, fault: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}

/// <summary>What is written.</summary>
public enum ExportKind
{
    /// <summary>What is seen.</summary>
    Image,
    /// <summary>A sheet to be printed: plan, title, legend, scale bar, north, sources.</summary>
    Sheet,
    /// <summary>The tour, or the period of the timeline.</summary>
    Video,
    /// <summary>The same as a folder of images.</summary>
    Series,
}

/// <summary>A picture that was asked for.</summary>
/// <param name="Path">Where to.</param> <param name="Kind">What.</param>
public sealed record Export(string Path, ExportKind Kind);
