using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Lets the hour shown go on, and moves it.</summary>
internal sealed class Playback(Session session)
{
    private double _position = session.State.Hour;

    /// <summary>Between the hours, while time runs [h].</summary>
    public double Position => (int)_position == session.State.Hour ? _position : session.State.Hour;

    /// <summary>Lets time run, or stops it.</summary>
    public void Toggle()
    {
        session.Playing = !session.Playing;
        Follow();
    }

    /// <summary>Moves by some hours; the year is a ring.</summary>
    public void Step(int hours)
    {
        session.Change(s => s with { Hour = (s.Hour + hours + Simulation.HoursOfYear) % Simulation.HoursOfYear });
        Follow();
    }

    /// <summary>Shows the next longer span on the timeline.</summary>
    public void StepSpan() => session.Change(s => s with { Period = (TimeZoom)(((int)s.Period + 1) % 4) });

    /// <summary>Takes what was done to the timeline.</summary>
    public void GoTo(TimelineState timeline)
    {
        if (timeline.Playing != session.Playing) Toggle();
        _position = timeline.Position;
        session.Change(s => s with { Hour = (int)timeline.Position, Period = timeline.Zoom, Speed = timeline.Speed });
    }

    /// <summary>Goes on from the hour that is shown.</summary>
    public void Follow() => _position = session.State.Hour;

    /// <summary>Lets a time pass [s].</summary>
    public void Advance(double seconds)
    {
        if (!session.Playing) return;
        _position = (_position + seconds * session.State.Speed) % Simulation.HoursOfYear;
        if ((int)_position != session.State.Hour) session.Change(s => s with { Hour = (int)_position });
    }
}
