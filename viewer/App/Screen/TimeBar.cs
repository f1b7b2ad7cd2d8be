using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The timeline.</summary>
internal sealed class TimeBar(Session session, Hud hud, ScreenLayout layout, Playback time) : ScreenPart(session, hud)
{
    /// <summary>Draws it.</summary>
    public void Draw()
    {
        TimelineState before = new(Session.Calendar, time.Position, Session.State.Period, Session.Playing, Session.State.Speed);
        TimelineState after = Hud.Timeline(layout.Timeline, before, !layout.IsKiosk);
        if (after != before) time.GoTo(after);
    }
}
