using System.Diagnostics;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.App;

/// <summary>The window: waits for something to happen, and draws only then.</summary>
public sealed class Window : IDisposable
{
    private const double LongestWait = 30, ShortestFrame = 1 / 60.0, StillAfter = 0.25;
    private const int SmallWidth = 1280, SmallHeight = 720;
    private readonly IWindow _window;
    private readonly Viewer _viewer;
    private readonly Painter _painter;
    private readonly string? _rectangles;
    private readonly bool _software;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private Film? _film;
    private (CameraView Camera, int Hour, Layout Layout) _seen;
    private double _drawnAt = double.NegativeInfinity, _wakeAt, _movedAt = double.NegativeInfinity;
    private int _drawn = -1;
    private bool _rough, _full;

    private Window(IWindow window, Viewer viewer, bool chosenSize, string? rectangles)
    {
        (_window, _viewer, _rectangles, _software) = (window, viewer, rectangles, window.Gl.IsSoftware());
        if (_software && !chosenSize && !viewer.FullScreen) window.SetSize(SmallWidth, SmallHeight);
        _painter = new Painter(window.Gl, viewer);
        _seen = Seen;
        if (_software) viewer.Say("software");
    }

    /// <summary>Shows runs until the window is closed.</summary>
    /// <param name="source">The runs.</param> <param name="state">What is shown first.</param> <param name="settings">Folder, tour, kiosk.</param>
    /// <param name="device">Where variants are simulated.</param> <param name="width">[px].</param> <param name="height">[px].</param>
    /// <param name="chosenSize">Whether someone chose the size: else it becomes smaller where the processor draws.</param>
    /// <param name="rectangles">A file that receives the rectangles of the widgets after each picture, for tools that move the pointer; null: none.</param>
    /// <param name="stop">Closes the window.</param>
    /// <exception cref="TerritoryException">No display, library or driver.</exception>
    public static void Show(RunSource source, ViewState state, ViewerSettings settings, string device, int width, int height, bool chosenSize, string? rectangles, CancellationToken stop)
    {
        using IWindow opened = GraphicsContext.OpenWindow($"TerritoryTwin: {source.Territory.Name}", width, height);
        using CancellationTokenRegistration wake = stop.Register(opened.Wake);
        using Viewer viewer = new(new Session(source, state, opened.Wake, device) { Cache = DerivedCache.OfUser() }, settings);
        using Window window = new(opened, viewer, chosenSize, rectangles);
        while (!viewer.Closed && !stop.IsCancellationRequested) window.Turn();
    }

    private (CameraView, int, Layout) Seen => (_viewer.Session.State.Camera, _viewer.Session.State.Hour, _viewer.Session.State.Layout);

    private void Turn()
    {
        if (_film != null)
        {
            FilmOn();
            return;
        }
        double now = _clock.Elapsed.TotalSeconds;
        bool due = _viewer.Hud.Input.Count > 0 || _viewer.Moving || _drawn != _viewer.Session.Revision || now >= _wakeAt;
        _window.Wait(due ? Math.Max(0, _drawnAt + ShortestFrame - now) : Math.Min(LongestWait, _wakeAt - now), _viewer.Hud.Input);
        now = _clock.Elapsed.TotalSeconds;
        if (_viewer.Hud.Input.Count == 0 && !due && now < _wakeAt && !_viewer.Session.HasNews) return;
        Draw(now);
        if (_viewer.FullScreen != _full) _window.SetFullScreen(_full = _viewer.FullScreen);
        Write();
        _viewer.Session.Prepare();
    }

    private void Draw(double now)
    {
        (int width, int height) = _window.Framebuffer;
        _viewer.Frame(width, height, now);
        if (Seen != _seen) (_seen, _movedAt) = (Seen, now);
        _rough = _software && (_viewer.Dragging || now < _movedAt + StillAfter);
        Show(_painter.Paint(width, height, _rough ? new(1, 2, Shadows: false) : _software ? new(1, 1, Shadows: true) : Quality.Best));
        (_drawn, _drawnAt) = (_viewer.Session.Revision, now);
        _wakeAt = now + Math.Min(_viewer.WakeAfter, _rough && !_viewer.Dragging ? Math.Max(0, _movedAt + StillAfter - now) : double.PositiveInfinity);
    }

    private void Show(Target picture)
    {
        (int width, int height) = _window.Framebuffer;
        picture.CopyToWindow(width, height);
        _window.Swap();
        if (_rectangles != null) AtomicFile.WriteText(_rectangles, _viewer.Hud.RectanglesJson());
    }

    private void Write()
    {
        foreach (Export export in _viewer.TakeExports())
            Try(() =>
            {
                (int width, int height) = _window.Framebuffer;
                if (export.Kind is ExportKind.Video or ExportKind.Series)
                {
                    _film?.Dispose();
                    _film = new Film(_viewer, _painter, export.Path, width, height);
                    return;
                }
                if (export.Kind != ExportKind.Sheet || !Pictures.SaveSheet(_viewer.Session, export.Path)) Png.Write(export.Path, width, height, Kept(width, height));
                _viewer.Say("image.saved", export.Path);
            });
    }

    // What is seen, at its best, without the messages of the moment.
    private byte[] Kept(int width, int height)
    {
        _viewer.Still = true;
        try
        {
            _viewer.Frame(width, height, _clock.Elapsed.TotalSeconds);
            return _painter.Paint(width, height, Quality.Best).Read();
        }
        finally
        {
            _viewer.Still = false;
        }
    }

    // A film is written a moment at a time, so that the window goes on: it shows what is filmed and how far it is, and Esc stops it.
    private void FilmOn()
    {
        Queue<InputEvent> happened = [];
        _window.Wait(_viewer.Session.Busy ? 0.1 : 0, happened);
        bool goesOn = false;
        if (happened.Any(static e => e.Kind == InputKind.CloseAsked)) _viewer.Leave();
        if (happened.Any(e => e is { Kind: InputKind.KeyDown, Key: Key.Escape })) _viewer.Say("video.stopped");
        else
            Try(() =>
            {
                goesOn = _film!.Step();
                if (!goesOn) _viewer.Say("image.saved", _film.Finish());
            });
        if (goesOn)
        {
            (_viewer.Still, _viewer.Filming) = (false, _film!.Progress);
            (int width, int height) = _window.Framebuffer;
            _viewer.Frame(width, height, _clock.Elapsed.TotalSeconds);
            Show(_painter.Paint(width, height, Quality.Best));
            _viewer.Still = true;
            return;
        }
        _viewer.Filming = null;
        Try(_film!.Dispose);
        (_film, _wakeAt) = (null, 0);
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException)
        {
            _viewer.Hud.Say(e.Message, fault: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _film?.Dispose();
        _painter.Dispose();
    }
}
