using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What stands around one pane.</summary>
internal sealed class SidePanels(Session session, Hud hud, ScreenLayout layout, LeftPanel left, RightPanel right, Furniture furniture) : ScreenPart(session, hud)
{
    /// <summary>Draws it.</summary>
    public void Draw()
    {
        left.Draw();
        float edge = Hud.Width - ScreenLayout.Margin;
        if (Session.State.Layers.Charts || Session.State.Selection != null || Session.Choosing != null)
        {
            edge -= layout.RightWidth + ScreenLayout.Gap;
            right.Draw();
        }
        furniture.Draw(edge, layout.Bottom);
    }
}
