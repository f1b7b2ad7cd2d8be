using System.Globalization;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.App;

/// <summary>The viewer without its window: events become commands, commands change the session, the interface is drawn from it.</summary>
public sealed class Viewer : IDisposable
{
    private const int MostPasses = 2;              // what an event changed is drawn in the same frame, so that scene and interface agree
    private const double LongestStep = 0.25, BetweenLooks = 0.1, ShortestWait = 0.01;         // [s]
    private readonly PointerInput _pointer;
    private readonly Kiosk _kiosk;
    private readonly Screen _screen;
    private ScenarioChanges? _asked;

    /// <summary>Starts with what the session shows.</summary>
    public Viewer(Session session, ViewerSettings settings)
    {
        (Session, Folder, Background) = (session, settings.Folder, settings.Background);
        Camera = new(session);
        Time = new(session);
        Saving = new(session, Hud, settings.Folder);
        Guide = new(session, Hud, Time, settings);
        Presentation = new(session) { FullScreen = settings.Kiosk };
        _pointer = new(session, Hud, Camera);
        _kiosk = new(session, Hud, Presentation, Guide, Time, settings);
        _screen = new(session, Hud, Camera, Time, Do, settings);
        foreach (string note in session.Source.Notes) Hud.Say(note);
    }

    /// <summary>What is shown and from what.</summary>
    public Session Session { get; }
    /// <summary>The interface.</summary>
    public Hud Hud { get; } = new();
    /// <summary>The drawn scene; null without one.</summary>
    public IScene? Scene { get => Camera.Scene; set => Camera.Scene = value; }
    /// <summary>Where images, bookmarks, tours and scenarios are saved.</summary>
    public string Folder { get; }
    /// <summary>The picture laid on the ground; null: none.</summary>
    public GroundPicture? Background { get; }
    /// <summary>The panes of the layout, from left to right.</summary>
    public IReadOnlyList<Pane> Panes => _screen.Layout.Panes;
    /// <summary>The tour that is shown or recorded.</summary>
    public Tour Tour => Guide.Tour;
    /// <summary>The stop of the tour that is shown; −1: none.</summary>
    public int Stop => Guide.Stop;
    /// <summary>Whether the help page is open.</summary>
    public bool HelpOpen => Presentation.HelpOpen;
    /// <summary>Whether the window should cover the screen.</summary>
    public bool FullScreen => Presentation.FullScreen;
    /// <summary>Whether the screen is black, so that the audience looks at the speaker.</summary>
    public bool Black => Presentation.Black;
    /// <summary>What the pointer rests on.</summary>
    public Chosen? Hovered => _pointer.Hovered;
    /// <summary>Whether the camera is being dragged: the scene may be drawn roughly.</summary>
    public bool Dragging => _pointer.Dragging;
    /// <summary>How much of a film is written, 0 to 1; null while none is.</summary>
    public double? Filming { get; set; }
    /// <summary>While a picture is drawn to be kept: neither messages nor progress belong to it.</summary>
    public bool Still { get; set; }
    /// <summary>A picture without interface: the scene, its names, what its colours mean and its sources alone.</summary>
    public bool Clean { get => _screen.Layout.IsClean; set => _screen.Layout.IsClean = value; }
    /// <summary>Whether it is over.</summary>
    public bool Closed { get; private set; }
    /// <summary>Whether something moves, so that the next frame is wanted at once.</summary>
    public bool Moving => Session.Playing || Hud.NeedsFrame;

    /// <summary>Moves the camera.</summary>
    internal CameraControl Camera { get; }
    /// <summary>Moves the hour shown.</summary>
    internal Playback Time { get; }
    /// <summary>Shows the tour.</summary>
    internal TourGuide Guide { get; }
    /// <summary>Saves what people want to keep.</summary>
    internal Saving Saving { get; }
    /// <summary>How the screen stands before an audience.</summary>
    internal Presentation Presentation { get; }
    /// <summary>When the frame was drawn, on a clock that runs on [s].</summary>
    internal double Now { get; private set; }
    /// <summary>How all values of the variable are written.</summary>
    internal Scaling Shown => _screen.Shown;

    /// <summary>One frame: takes events, lets time pass, builds the interface for a picture of that size.</summary>
    /// <param name="width">[px].</param> <param name="height">[px].</param>
    /// <param name="seconds">A clock that runs on; pictures pass their own.</param>
    public void Frame(int width, int height, double seconds)
    {
        double step = Math.Clamp(seconds - Now, 0, LongestStep);
        Now = seconds;
        bool isKept = Still || Filming != null;
        if (Hud.Input.Any(static e => e.Kind == InputKind.CloseAsked)) Leave();
        if (!isKept) Touch();
        Session.Receive();
        foreach (string news in Session.TakeNews()) Hud.Say(char.ToUpper(news[0], CultureInfo.InvariantCulture) + news[1..], fault: true);
        if (!isKept) Advance(step);
        (int, int) drawn = (-1, -1);
        for (int pass = 0; pass < MostPasses && drawn != (Session.Revision, _pointer.Lasso.Count); pass++)
        {
            drawn = (Session.Revision, _pointer.Lasso.Count);
            ViewState state = Session.State;
            Hud.Begin(width, height, new HudSettings(state.Theme, state.Language, (float)state.Scale, state.Layout == Layout.Kiosk, state.ReducedMotion), seconds);
            _screen.Draw(new(Guide, Presentation, _pointer, Still, Filming, Clean));
            Hud.End();
            foreach (InputEvent input in Hud.Unhandled) Handle(input);
        }
    }

    /// <summary>Does a command by its name.</summary>
    public void Do(string command) => Commands.Named(command).Do(this);

    /// <summary>Sends an event, as a window does.</summary>
    public void Send(InputEvent input) => Hud.Input.Enqueue(input);

    /// <summary>The pictures that were asked for since the last call.</summary>
    public IReadOnlyList<Export> TakeExports() => Saving.TakeExports();

    /// <summary>Says what became of an export.</summary>
    public void Say(string key, params string[] parts) => Hud.Say(Words.Of(Session.State.Language).Format(key, parts), topic: key);

    /// <summary>Shows a stop of the tour, with its caption.</summary>
    public void ShowStop(int stop) => Guide.Show(stop);

    /// <summary>Seconds until a frame is wanted although nothing happens.</summary>
    public double WakeAfter
    {
        get
        {
            double wake = Math.Min(Hud.WakeAfter, Guide.UntilNext(Now));
            if (Session.Awaited) wake = Math.Min(wake, BetweenLooks);
            if (!Still) wake = Math.Min(wake, _kiosk.UntilReset(Now));
            return Math.Max(ShortestWait, wake);
        }
    }

    /// <summary>Lets neither time nor the tour go on by itself.</summary>
    internal void Rest()
    {
        Session.Playing = false;
        Guide.Rest();
        _pointer.Release();
    }

    /// <summary>Ends; what was changed and not saved is asked about once, where somebody can answer.</summary>
    internal void Leave()
    {
        if (_screen.Layout.IsPublic || !Session.HasUnsaved || _asked == Session.State.Changes)
        {
            Closed = true;
            return;
        }
        (_asked, Presentation.Black, Presentation.HelpOpen) = (Session.State.Changes, false, false);
        Say("close.unsaved");
    }

    /// <summary>Begins to choose what a measure is for, or ends it; not before an audience.</summary>
    internal void Choose()
    {
        if (Session.State.Layout != Layout.Kiosk) Session.Choose(Session.State.Choosing == null ? Session.ChosenLast : null);
    }

    /// <summary>Closes what was opened last.</summary>
    internal void Close()
    {
        if (HelpOpen) Presentation.HelpOpen = false;
        else if (Guide.IsPlaying) Guide.Leave();
        else if (Stop >= 0) Guide.Close();
        else if (Session.State.Layout == Layout.Kiosk) Presentation.Toggle();
        else if (Session.State.Choosing != null) Choose();
        else if (Session.State.Selection != null) Session.Change(s => s with { Selection = null });
        else if (FullScreen) Presentation.FullScreen = false;
    }

    private void Advance(double step)
    {
        _kiosk.Begin(Now);
        Time.Advance(step);
        _kiosk.Advance(Now);
        Guide.Advance(Now);
    }

    // A press or a turn of the wheel takes the screen from the tour; any key or press ends the black screen and does nothing else.
    private void Touch()
    {
        bool pressed = Hud.Input.Any(e => e.Kind is InputKind.ButtonDown or InputKind.Wheel), typed = Hud.Input.Any(e => e.Kind == InputKind.KeyDown);
        if (pressed || typed || Hud.Input.Any(e => e.Kind == InputKind.PointerMoved)) _kiosk.Touch(Now);
        if (Black && (pressed || typed))
        {
            Presentation.Black = false;
            Hud.Input.Clear();
        }
        else if (pressed) Guide.Leave();
    }

    private void Handle(InputEvent input)
    {
        if (input.Kind != InputKind.KeyDown) _pointer.Handle(input);
        else if (Commands.Of(input.Key, input.Modifiers) is { } command)
        {
            if (LeavesTour(command.Id)) Guide.Leave();
            command.Do(this);
        }
    }

    private static bool LeavesTour(string command) => command.Split('.')[0] is "layout" or "view" or "variable" or "scenario" or "time" or "play" or "undo" or "redo" or "choose";

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
