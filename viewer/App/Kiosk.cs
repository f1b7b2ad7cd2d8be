using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>A viewer in a public room: it begins with the tour, and begins again when it is left alone.</summary>
internal sealed class Kiosk(Session session, Hud hud, Presentation presentation, TourGuide guide, Playback time, ViewerSettings settings)
{
    private readonly ViewState _home = session.State;
    private double _touched;
    private bool _begun;

    // Whether it must go back to its beginning once nobody touches it any more.
    private bool IsLeftAlone => settings is { Kiosk: true, IdleReset: > 0 } && !guide.IsPlaying
        && (guide.HasStops || presentation.HelpOpen || presentation.Black || session.Playing || !presentation.FullScreen || session.State != _home || hud.IsBusy);

    /// <summary>Seconds until it begins again, unless somebody touches it.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public double UntilReset(double now) => IsLeftAlone ? _touched + settings.IdleReset - now : double.PositiveInfinity;

    /// <summary>Somebody is there.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public void Touch(double now) => _touched = now;

    /// <summary>Begins with the tour, once.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public void Begin(double now)
    {
        if (!_begun && settings.Kiosk && guide.HasStops) guide.Toggle(now);
        _begun = true;
    }

    /// <summary>Begins again where it was left alone for long enough.</summary>
    /// <param name="now">A clock that runs on [s].</param>
    public void Advance(double now)
    {
        if (!IsLeftAlone || now - _touched < settings.IdleReset) return;
        (_touched, session.Playing) = (now, false);
        (presentation.HelpOpen, presentation.Black, presentation.FullScreen) = (false, false, true);
        guide.Reset();
        hud.Dismiss();
        session.ForgetMoves();
        session.Set(_home);
        time.Follow();
        if (guide.HasStops) guide.Toggle(now);
    }
}
