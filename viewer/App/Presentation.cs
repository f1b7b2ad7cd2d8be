namespace TerritoryTwin.Viewer.App;

/// <summary>How the screen stands before an audience: the large layout, full screen, black, help.</summary>
internal sealed class Presentation(Session session)
{
    private Layout _before = Layout.Single;

    /// <summary>Whether the window should cover the screen.</summary>
    public bool FullScreen { get; set; }
    /// <summary>Whether the screen is black, so that the audience looks at the speaker.</summary>
    public bool Black { get; set; }
    /// <summary>Whether the help page is open.</summary>
    public bool HelpOpen { get; set; }

    /// <summary>Shows the layout for an audience, or the one before it.</summary>
    public void Toggle()
    {
        Layout now = session.State.Layout;
        session.Change(s => s with { Layout = now == Layout.Kiosk ? _before : Layout.Kiosk });
        if (now != Layout.Kiosk) _before = now;
    }
}
