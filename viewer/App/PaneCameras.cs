using System.Numerics;
using TerritoryTwin.Viewer.Scene;

namespace TerritoryTwin.Viewer.App;

/// <summary>The cameras of the panes. Panes that are compared share the eye; each shows the target in the middle of what its panels leave free.</summary>
internal sealed class PaneCameras(Viewer viewer, SceneModel model, Picking picking)
{
    private const float LeastFree = 0.2f;         // share of a pane
    private const double Steepest = 1.54;         // [rad]

    /// <summary>Of the picture [px].</summary>
    public int Width => Math.Max(1, viewer.Hud.Canvas.PixelWidth);
    /// <summary>Of the picture [px].</summary>
    public int Height => Math.Max(1, viewer.Hud.Canvas.PixelHeight);

    private float Furthest => 3 * Vector3.Distance(model.Bounds.Low, model.Bounds.High) + 500;

    /// <summary>The camera of a pane.</summary>
    public Camera Of(CameraView view, Pane pane)
    {
        Camera camera = Looking(view, pane);
        if (view.Distance == 0)
        {
            Camera furthest = viewer.Panes.Select(p => Fitted(view, p)).MaxBy(c => c.Distance)!;
            (camera.Target, camera.Distance) = (furthest.Target, furthest.Distance);
            return camera;
        }
        camera.Target = model.OnGround(view.X + model.Origin.X, view.Y + model.Origin.Y);
        camera.Distance = (float)view.Distance;
        return camera;
    }

    /// <summary>The view after a drag or a turn of the wheel.</summary>
    public CameraView Moved(CameraView view, CameraMove move)
    {
        Pane pane = move.X < 0 ? viewer.Panes[0] : PaneAt(move.X);
        Camera camera = Of(view, pane);
        if (move.Orbit != default) camera.Orbit(move.Orbit.X, move.Orbit.Y, Height);
        if (move.Pan != default) camera.Pan(move.Pan.X, move.Pan.Y, Height);
        if (move.Notches != 0) camera.Zoom(move.Notches, Furthest, GroundUnder(camera, pane, move));
        Vector3 size = model.Bounds.High - model.Bounds.Low;
        float x = Math.Clamp(camera.Target.X, model.Bounds.Low.X - size.X, model.Bounds.High.X + size.X);
        float y = Math.Clamp(camera.Target.Y, model.Bounds.Low.Y - size.Y, model.Bounds.High.Y + size.Y);
        return new(x, y, camera.Distance, camera.Yaw * 180 / Math.PI, camera.Pitch * 180 / Math.PI);
    }

    /// <summary>The pane below a place [px].</summary>
    public Pane PaneAt(float x)
    {
        foreach (Pane pane in viewer.Panes)
            if (x < pane.Right * Width) return pane;
        return viewer.Panes[^1];
    }

    /// <summary>Where a pane begins, and its width [px].</summary>
    public (float Left, float Width) Edges(Pane pane) => ((float)(pane.Left * Width), Math.Max(1, (float)((pane.Right - pane.Left) * Width)));

    private Camera Looking(CameraView view, Pane pane) => new()
    {
        Plan = viewer.Session.State.Layout == Layout.Plan, Yaw = (float)(view.Yaw * Math.PI / 180), Pitch = (float)Math.Min(Steepest, view.Pitch * Math.PI / 180), Free = FreeOf(pane),
    };

    private Camera Fitted(CameraView view, Pane pane)
    {
        Camera camera = Looking(view, pane);
        camera.Fit(model.Bounds, Edges(pane).Width / Height);
        camera.Target = model.OnGround(camera.Target.X + model.Origin.X, camera.Target.Y + model.Origin.Y);
        return camera;
    }

    // All of the pane where panels leave next to nothing.
    private FreeArea FreeOf(Pane pane)
    {
        (float left, float width) = Edges(pane);
        float height = Height;
        FreeArea free = new(
            Math.Max(0, (pane.Free.X - left) / width), Math.Max(0, pane.Free.Y / height), Math.Min(1, (pane.Free.Right - left) / width), Math.Min(1, pane.Free.Bottom / height));
        return free.Width < LeastFree || free.Height < LeastFree ? FreeArea.Whole : free;
    }

    private Vector3? GroundUnder(Camera camera, Pane pane, CameraMove move)
    {
        if (move.X < 0) return null;
        (float left, float width) = Edges(pane);
        Picked picked = picking.At(camera, move.X - left, move.Y, width, Height, new SceneState { Buildings = false, Roads = false });
        return picked.Element.Kind == ElementKind.None ? null : picked.Point;
    }
}
