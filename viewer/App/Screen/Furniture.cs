using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>Compass and scale bar.</summary>
internal sealed class Furniture(Session session, Hud hud, CameraControl camera, Action<string> run) : ScreenPart(session, hud)
{
    /// <summary>Draws them into a corner.</summary>
    public void Draw(float right, float bottom)
    {
        double north = Session.State.Layout == Layout.Plan ? 0 : Session.State.Camera.Yaw * Math.PI / 180;
        if (camera.Scene is { MetresPerPixel: > 0 } scene) Hud.ScaleBar("scale", right, bottom - 20, scene.MetresPerPixel);
        if (Hud.Compass("compass", right - 28, bottom - 76, (float)north)) run("view.north");
    }
}
