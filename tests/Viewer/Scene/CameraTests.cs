using System.Numerics;
using TerritoryTwin.Viewer.Scene;

namespace TerritoryTwin.Tests.Viewer.Scene;

public sealed class CameraTests
{
    private static readonly Box Town = new(new(-900, -700, 0), new(900, 700, 60));

    // A panel on the left, a narrower one on the right, bars above and below.
    private static readonly FreeArea Beside = new(0.25f, 0.12f, 0.9f, 0.8f);

    [Theory, InlineData(false), InlineData(true)]
    public void A_line_of_sight_through_the_pixel_of_a_point_meets_the_point(bool plan)
    {
        Camera camera = new() { Target = new(100, -50, 20), Distance = 800, Yaw = 2.1f, Pitch = 0.6f, Plan = plan, Free = Beside };
        Vector3 point = new(160, 40, 33);
        (float x, float y, _) = camera.Project(point, 1280, 720)!.Value;
        Ray ray = camera.RayThrough(x, y, 1280, 720);
        Vector3 nearest = ray.At(Vector3.Dot(point - ray.Origin, ray.Direction));
        Assert.Equal(0, Vector3.Distance(point, nearest), 0.05);
    }

    [Theory, InlineData(false, 1.78f), InlineData(true, 1.78f), InlineData(false, 0.6f), InlineData(true, 3)]
    public void A_town_fits_the_window(bool plan, float aspect)
    {
        Camera camera = new() { Plan = plan };
        camera.Fit(Town, aspect);
        for (int k = 0; k < 12; k++)
        {
            Vector3 edge = Town.Center + new Vector3(900 * MathF.Sin(k * 0.52f), 700 * MathF.Cos(k * 0.52f), -30);
            (float x, float y, _) = camera.Project(edge, 100 * aspect, 100)!.Value;
            Assert.True(x > -1 && x < 100 * aspect + 1 && y > -1 && y < 101, $"{edge} at {x}, {y}");
        }
        Assert.True(camera.Distance < 8000);
    }

    [Theory, InlineData(false, 1.78f), InlineData(true, 1.78f), InlineData(false, 0.6f), InlineData(true, 3)]
    public void A_town_fits_what_panels_leave_free_and_stands_in_its_middle(bool plan, float aspect)
    {
        Camera camera = new() { Plan = plan, Free = Beside };
        camera.Fit(Town, aspect);
        (float left, float top, float right, float bottom) = (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        for (int k = 0; k < 64; k++)
        {
            (float sin, float cos) = MathF.SinCos(k * MathF.PI / 32);
            (float x, float y, _) = camera.Project(Town.Center + new Vector3(900 * sin, 700 * cos, 0), aspect, 1)!.Value;
            (left, top, right, bottom) = (Math.Min(left, x / aspect), Math.Min(top, y), Math.Max(right, x / aspect), Math.Max(bottom, y));
        }
        Assert.True(left > Beside.Left && right < Beside.Right && top > Beside.Top && bottom < Beside.Bottom, $"{left}, {top} to {right}, {bottom}");
        Assert.Equal((Beside.Top + Beside.Bottom) / 2, (top + bottom) / 2, 0.01);
        Assert.InRange((left + right) / 2, (Beside.Left + Beside.Right) / 2 - 0.04, (Beside.Left + Beside.Right) / 2 + 0.04);
        Assert.True(Math.Max((right - left) / Beside.Width, (bottom - top) / Beside.Height) > 0.9, "smaller than it need be");
    }

    [Fact]
    public void What_is_under_the_pointer_follows_it_over_a_plan()
    {
        Camera camera = new() { Plan = true, Distance = 1000 };
        (float x, float y, _) = camera.Project(Vector3.Zero, 800, 600)!.Value;
        camera.Pan(37, -21, 600);
        (float px, float py, _) = camera.Project(Vector3.Zero, 800, 600)!.Value;
        Assert.Equal(x + 37, px, 0.1);
        Assert.Equal(y - 21, py, 0.1);
    }

    [Fact]
    public void Zooming_keeps_the_place_under_the_pointer()
    {
        Camera camera = new() { Plan = true, Distance = 1000 };
        Vector3 place = new(120, 80, 0);
        (float x, float y, _) = camera.Project(place, 800, 600)!.Value;
        camera.Zoom(3, 5000, place);
        (float px, float py, _) = camera.Project(place, 800, 600)!.Value;
        Assert.True(camera.Distance < 700);
        Assert.Equal(x, px, 0.1);
        Assert.Equal(y, py, 0.1);
    }

    [Fact]
    public void North_is_on_top_of_a_plan_and_east_on_its_right()
    {
        Camera camera = new() { Plan = true, Yaw = 2 };
        (float x, float y, _) = camera.Project(new(100, 100, 0), 800, 600)!.Value;
        Assert.True(x > 400 && y < 300);
    }

    [Fact]
    public void No_drag_turns_the_view_over_the_zenith_or_under_the_ground()
    {
        Camera camera = new();
        camera.Orbit(0, 1e6f, 100);
        Assert.InRange(camera.Pitch, 1, 1.57f);
        camera.Orbit(1e6f, -1e6f, 100);
        Assert.InRange(camera.Pitch, 0.05f, 0.2f);
        Assert.True(float.IsFinite(camera.Yaw));
    }

    [Fact]
    public void A_box_behind_the_eye_is_not_seen()
    {
        Camera camera = new() { Distance = 500, Yaw = 0, Pitch = 0.3f };
        Vector4[] planes = Camera.Planes(camera.ViewProjection(1.5f));
        Assert.True(Camera.Sees(planes, new(new(-10, -10, 0), new(10, 10, 10))));
        Assert.False(Camera.Sees(planes, new(new(-10, -2000, 0), new(10, -1500, 10))));
    }
}
