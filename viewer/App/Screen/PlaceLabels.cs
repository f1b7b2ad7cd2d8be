using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Names of places and of lines of equal value, over the scene.</summary>
internal sealed class PlaceLabels(Session session, Hud hud, ScreenLayout layout, CameraControl camera) : ScreenPart(session, hud)
{
    private static readonly (float, float)[] Rim = [(-1.4f, 0), (1.4f, 0), (0, -1.4f), (0, 1.4f), (-1, -1), (1, 1), (-1, 1), (1, -1)];

    /// <summary>Draws them; a rim in the colour of the ground keeps them legible over roofs.</summary>
    public void Draw()
    {
        float scale = Hud.Canvas.Scale;
        foreach (Pane pane in layout.Panes)
            foreach (SceneName name in camera.Scene?.Names(pane, (text, strong) => (Hud.Canvas.TextWidth(text, SizeOf(strong), strong) * scale, SizeOf(strong) * 1.3f * scale)) ?? [])
            {
                (float x, float y, float size) = (name.X / scale, name.Y / scale, SizeOf(name.Strong));
                foreach ((float dx, float dy) in Rim) Hud.Canvas.Text(x + dx, y + dy, name.Text, size, Theme.Panel.Faded(0.8f), name.Strong, Align.Centre);
                Hud.Canvas.Text(x, y, name.Text, size, Theme.Ink, name.Strong, Align.Centre);
            }

        static float SizeOf(bool strong) => strong ? 15 : Hud.Small;
    }
}
