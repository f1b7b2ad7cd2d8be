using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Shows a tour, by itself or stop by stop, and records one.</summary>
internal sealed class TourGuide
{
    private const double SecondsOfStop = 8;
    private readonly Session _session;
    private readonly Hud _hud;
    private readonly Playback _time;
    private string? _file, _recorded;
    private DateTime _read;
    private double _began;
    private int _resumeAt;

    /// <summary>A guide to the tour of the settings.</summary>
    public TourGuide(Session session, Hud hud, Playback time, ViewerSettings settings)
    {
        (_session, _hud, _time, _file) = (session, hud, time, settings.TourFile);
        Tour = settings.Tour ?? new Tour();
        if (_file != null) _read = File.GetLastWriteTimeUtc(_file);
    }

    /// <summary>The tour that is shown or recorded.</summary>
    public Tour Tour { get; private set; }
    /// <summary>The stop that is shown; −1: none.</summary>
    public int Stop { get; private set; } = -1;
    /// <summary>Whether it goes on by itself.</summary>
    public bool IsPlaying { get; private set; }
    /// <summary>Whether there is something to show.</summary>
    public bool HasStops => Tour.Stops.Count > 0;

    private Words Words => Words.Of(_session.State.Language);

    /// <summary>Seconds until the next stop is due.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public double UntilNext(double now) => IsPlaying ? Tour.UntilNext(now - _began) : double.PositiveInfinity;

    /// <summary>Shows the stop that is due.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public void Advance(double now)
    {
        if (IsPlaying && Tour.StopAt(now - _began) is var stop && stop != Stop) Show(stop);
    }

    /// <summary>Shows another stop; without a tour, another variable.</summary>
    public void Step(int by)
    {
        ReadAgain();
        if (!HasStops)
        {
            _session.StepVariable(by);
            return;
        }
        int from = Stop >= 0 ? Stop : _resumeAt - Math.Max(0, by);
        IsPlaying = false;
        Show((from + by + Tour.Stops.Count) % Tour.Stops.Count);
    }

    /// <summary>Lets the tour go on by itself from where it was left, or leaves it.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public void Toggle(double now)
    {
        ReadAgain();
        if (!HasStops) _hud.Say(Words["tour.empty"]);
        else if (IsPlaying) Leave();
        else
        {
            IsPlaying = true;
            int first = Math.Clamp(Stop >= 0 ? Stop : _resumeAt, 0, Tour.Stops.Count - 1);
            _began = now - Tour.Stops.Take(first).Sum(s => s.Seconds);
            Show(first);
        }
    }

    /// <summary>Ends a tour that goes on by itself; it can be resumed.</summary>
    public void Leave()
    {
        if (!IsPlaying) return;
        (_resumeAt, IsPlaying, Stop) = (Math.Max(0, Stop), false, -1);
    }

    /// <summary>Goes on by itself no more; what is shown stays.</summary>
    public void Rest() => IsPlaying = false;

    /// <summary>Shows no stop any more; what is shown stays.</summary>
    public void Close() => Stop = -1;

    /// <summary>Begins at the first stop again.</summary>
    public void Reset() => (Stop, _resumeAt) = (-1, 0);

    /// <summary>Shows a stop, with its caption. Language, look, size and who changes the scenario stay those of the room.</summary>
    public void Show(int stop)
    {
        (Stop, _resumeAt) = (stop, stop);
        ViewState view = Tour.Stops[stop].View, now = _session.State;
        _session.Set(view with { Language = now.Language, Theme = now.Theme, Scale = now.Scale, ReducedMotion = now.ReducedMotion, Author = now.Author, Layout = now.Layout == Layout.Kiosk ? Layout.Kiosk : view.Layout });
        _time.Follow();
    }

    /// <summary>Goes back to what was shown before.</summary>
    /// <param name="stop">Of the tour; −1: none.</param> <param name="state">What was shown.</param>
    public void GoBack(int stop, ViewState state)
    {
        (Stop, IsPlaying) = (stop, false);
        _session.Set(state);
    }

    /// <summary>Records what is shown as the last stop, and saves the tour.</summary>
    public void Record(Saving saving)
    {
        ReadAgain();
        Tour longer = Tour.With(new TourStop(Captions.Of(_session, Words.English), SecondsOfStop, _session.State) { CaptionFr = Captions.Of(_session, Words.French) });
        saving.Save("tour", ".json", path =>
        {
            longer.Save(path);
            (Tour, _recorded, _file, _read) = (longer, path, path, File.GetLastWriteTimeUtc(path));
        }, into: _recorded);
    }

    // Captions are edited in the file between two rehearsals.
    private void ReadAgain()
    {
        try
        {
            if (_file == null || File.GetLastWriteTimeUtc(_file) is var written && written == _read) return;
            _read = written;
            Tour = Tour.Load(_file);
            if (Stop >= Tour.Stops.Count) (Stop, _resumeAt) = (-1, 0);
        }
        catch (Exception e) when (e is InputException or IOException or UnauthorizedAccessException)
        {
            _hud.Say(e.Message, fault: true);
        }
    }
}
