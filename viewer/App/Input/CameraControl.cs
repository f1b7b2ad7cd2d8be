namespace TerritoryTwin.Viewer.App;

/// <summary>Moves the camera, as far as a scene is there to say where to.</summary>
internal sealed class CameraControl(Session session)
{
    private const double NotchesOfFactor = 0.15;         // logarithm of the distance that a notch of the wheel stands for

    /// <summary>The drawn scene; null without one.</summary>
    public IScene? Scene { get; set; }

    /// <summary>Moves the camera as a drag or a turn of the wheel does.</summary>
    public void Move(CameraMove move)
    {
        if (Scene is { } scene) session.Change(s => s with { Camera = scene.Moved(s.Camera, move) });
    }

    /// <summary>Multiplies the distance.</summary>
    public void Zoom(double factor) => Move(new CameraMove(default, default, (float)(-Math.Log(factor) / NotchesOfFactor), -1, -1));

    /// <summary>Turns clockwise [°].</summary>
    public void Turn(double degrees) => session.Change(s => s with { Camera = s.Camera with { Yaw = s.Camera.Yaw + degrees } });
}
