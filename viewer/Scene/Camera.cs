using System.Numerics;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>A box along the axes, in the local metres of a scene: x east, y north, z up.</summary>
/// <param name="Low">South-west corner at the bottom.</param>
/// <param name="High">North-east corner at the top.</param>
public readonly record struct Box(Vector3 Low, Vector3 High)
{
    /// <summary>Holds nothing.</summary>
    public static Box Empty => new(new(float.MaxValue), new(float.MinValue));
    /// <summary>Whether it holds nothing.</summary>
    public bool IsEmpty => Low.X > High.X;
    /// <summary>Its middle.</summary>
    public Vector3 Center => (Low + High) / 2;
    /// <summary>This box grown to hold a point.</summary>
    public Box With(Vector3 point) => new(Vector3.Min(Low, point), Vector3.Max(High, point));
    /// <summary>This box grown to hold another.</summary>
    public Box With(Box other) => new(Vector3.Min(Low, other.Low), Vector3.Max(High, other.High));
}

/// <summary>A half-line of sight.</summary>
/// <param name="Origin">Where it starts [m, local].</param>
/// <param name="Direction">Of length 1.</param>
public readonly record struct Ray(Vector3 Origin, Vector3 Direction)
{
    /// <summary>The point at a distance [m].</summary>
    public Vector3 At(float distance) => Origin + distance * Direction;

    /// <summary>Where it meets a box: the distances of entry and exit; none when it passes by.</summary>
    public (float Enter, float Leave)? Through(Box box)
    {
        float enter = 0, leave = float.MaxValue;
        for (int axis = 0; axis < 3; axis++)
        {
            float near = (box.Low[axis] - Origin[axis]) / Direction[axis], far = (box.High[axis] - Origin[axis]) / Direction[axis];
            if (float.IsNaN(near) || float.IsNaN(far)) continue;                           // along the very face
            enter = Math.Max(enter, Math.Min(near, far));
            leave = Math.Min(leave, Math.Max(near, far));
        }
        return enter <= leave ? (enter, leave) : null;
    }
}

/// <summary>The part of a viewport that nothing covers, as shares of its width and height from its top left.</summary>
public readonly record struct FreeArea(float Left, float Top, float Right, float Bottom)
{
    /// <summary>All of it.</summary>
    public static FreeArea Whole => new(0, 0, 1, 1);
    /// <summary>Share of the width.</summary>
    public float Width => Right - Left;
    /// <summary>Share of the height.</summary>
    public float Height => Bottom - Top;
}

/// <summary>Where the scene is seen from: around a point of the ground, or as a plan with north on top. One camera serves all viewports that are compared.</summary>
public sealed record Camera
{
    /// <summary>Vertical opening of the view [rad].</summary>
    public const float Opening = 0.62f;
    private const float Shallowest = 0.10f, Steepest = 1.54f, Nearest = 25, Margin = 0.96f;

    /// <summary>The point that is looked at [m, local].</summary>
    public Vector3 Target { get; set; }
    /// <summary>From it to the eye [m]; a plan shows as much ground as a view from there.</summary>
    public float Distance { get; set; } = 1500;
    /// <summary>Where the view goes, from north, clockwise [rad].</summary>
    public float Yaw { get; set; } = 0.5f;
    /// <summary>Of the view below the horizon [rad].</summary>
    public float Pitch { get; set; } = 0.72f;
    /// <summary>Whether it is a plan: from straight above, without perspective, north on top.</summary>
    public bool Plan { get; set; }
    /// <summary>The target is seen in the middle of it.</summary>
    public FreeArea Free { get; set; } = FreeArea.Whole;

    /// <summary>The eye [m, local].</summary>
    public Vector3 Eye => Target - Distance * Forward;

    /// <summary>Where the view goes; of length 1.</summary>
    public Vector3 Forward => Plan ? -Vector3.UnitZ
        : new(MathF.Sin(Yaw) * MathF.Cos(Pitch), MathF.Cos(Yaw) * MathF.Cos(Pitch), -MathF.Sin(Pitch));

    // Where the target is seen, −1 to 1 from the left and from the bottom.
    private Vector2 Middle => new(Free.Left + Free.Right - 1, 1 - Free.Top - Free.Bottom);

    /// <summary>Metres that a pixel covers at the target.</summary>
    /// <param name="height">Of the viewport [pixels].</param>
    public float MetresPerPixel(float height) => 2 * Distance * MathF.Tan(Opening / 2) / Math.Max(1, height);

    /// <summary>From local metres to clip space, −1 to 1 on each axis.</summary>
    /// <param name="aspect">Width by height of the viewport.</param>
    public Matrix4x4 ViewProjection(float aspect)
    {
        (Vector3 right, Vector3 up, Vector3 back) = Axes();
        Vector3 eye = Eye;
        Matrix4x4 view = new(
            right.X, up.X, back.X, 0, right.Y, up.Y, back.Y, 0, right.Z, up.Z, back.Z, 0,
            -Vector3.Dot(right, eye), -Vector3.Dot(up, eye), -Vector3.Dot(back, eye), 1);
        (float near, float far) = Depths();
        Matrix4x4 shift = Matrix4x4.Identity with { M41 = Middle.X, M42 = Middle.Y };       // of what is divided by w: in the picture
        if (Plan)
        {
            float h = Distance * MathF.Tan(Opening / 2);
            return view * new Matrix4x4(1 / (h * aspect), 0, 0, 0, 0, 1 / h, 0, 0, 0, 0, -2 / (far - near), 0, 0, 0, -(far + near) / (far - near), 1) * shift;
        }
        float f = 1 / MathF.Tan(Opening / 2);
        return view * new Matrix4x4(f / aspect, 0, 0, 0, 0, f, 0, 0, 0, 0, (far + near) / (near - far), -1, 0, 0, 2 * far * near / (near - far), 0) * shift;
    }

    /// <summary>The line of sight through a pixel of a viewport.</summary>
    /// <param name="x">From its left [pixels].</param>
    /// <param name="y">From its top, downward [pixels].</param>
    /// <param name="width">Of the viewport [pixels].</param>
    /// <param name="height">Of the viewport [pixels].</param>
    public Ray RayThrough(float x, float y, float width, float height)
    {
        (Vector3 right, Vector3 up, _) = Axes();
        float half = MathF.Tan(Opening / 2), u = (2 * x - (1 + Middle.X) * width) / height * half, v = ((1 - Middle.Y) * height - 2 * y) / height * half;
        return Plan
            ? new Ray(Eye + Distance * (u * right + v * up), Forward)
            : new Ray(Eye, Vector3.Normalize(Forward + u * right + v * up));
    }

    /// <summary>Where a point appears in a viewport, from its top left [pixels], and how far away it is [m]; none behind the eye.</summary>
    public (float X, float Y, float Away)? Project(Vector3 point, float width, float height)
    {
        Vector4 clip = Vector4.Transform(new Vector4(point, 1), ViewProjection(width / height));
        if (clip.W <= 0) return null;
        return ((clip.X / clip.W + 1) / 2 * width, (1 - clip.Y / clip.W) / 2 * height, Vector3.Distance(point, Eye));
    }

    /// <summary>Turns around the target.</summary>
    /// <param name="dx">Of the pointer, to the right [pixels].</param>
    /// <param name="dy">Of the pointer, downward [pixels].</param>
    /// <param name="height">Of the viewport [pixels]; a drag over all of it turns by 4 rad.</param>
    public void Orbit(float dx, float dy, float height)
    {
        if (Plan) return;
        Yaw = MathF.IEEERemainder(Yaw + 4 * dx / height, 2 * MathF.PI);
        Pitch = Math.Clamp(Pitch + 4 * dy / height, Shallowest, Steepest);
    }

    /// <summary>Moves over the ground so that what is under the pointer follows it.</summary>
    /// <param name="dx">Of the pointer, to the right [pixels].</param>
    /// <param name="dy">Of the pointer, downward [pixels].</param>
    /// <param name="height">Of the viewport [pixels].</param>
    public void Pan(float dx, float dy, float height)
    {
        float yaw = Plan ? 0 : Yaw, scale = MetresPerPixel(height), deep = Plan ? 1 : 1 / Math.Max(0.35f, MathF.Sin(Pitch));
        Vector3 right = new(MathF.Cos(yaw), -MathF.Sin(yaw), 0), ahead = new(MathF.Sin(yaw), MathF.Cos(yaw), 0);
        Target += scale * (-dx * right + dy * deep * ahead);
    }

    /// <summary>Comes nearer by notches of the wheel, or goes away, and keeps the point <paramref name="around"/> where it is seen.</summary>
    /// <param name="notches">Nearer when positive.</param>
    /// <param name="furthest">[m]</param>
    /// <param name="around">A point of the ground; null: the target.</param>
    public void Zoom(float notches, float furthest, Vector3? around = null)
    {
        float before = Distance;
        Distance = Math.Clamp(Distance * MathF.Pow(0.86f, notches), Nearest, Math.Max(Nearest, furthest));
        if (around is { } fixedPoint) Target = fixedPoint + (Target - fixedPoint) * (Distance / before);
    }

    /// <summary>Looks at a whole box, as large and as much in the middle of <see cref="Free"/> as it goes.</summary>
    /// <param name="box">What must be seen.</param>
    /// <param name="aspect">Width by height of the viewport.</param>
    public void Fit(Box box, float aspect)
    {
        if (box.IsEmpty) return;
        Target = box.Center;
        for (int round = 0; round < 4; round++)
        {
            float near = Nearest, far = 10 * (box.High - box.Low).Length() / Math.Min(Free.Width, Free.Height) + Nearest;
            for (int k = 0; k < 30; k++)
            {
                Distance = (near + far) / 2;
                if (Seen(box, aspect) is var (low, high) && Math.Min(low.X, low.Y) > -Margin && Math.Max(high.X, high.Y) < Margin) far = Distance;
                else near = Distance;
            }
            Distance = far;
            if (Plan || Seen(box, aspect) is not var (lowest, highest)) return;
            Pan(0, (lowest.Y + highest.Y) / 4 * Free.Height, 1);       // what is near takes more room than what is far
        }
    }

    // Where the ellipse within a box is seen, −1 to 1 over the free area; the corners of a town are empty. None when it reaches behind the eye.
    private (Vector2 Low, Vector2 High)? Seen(Box box, float aspect)
    {
        Vector3 half = (box.High - box.Low) / 2;
        (Vector2 low, Vector2 high) = (new(float.MaxValue), new(float.MinValue));
        for (int k = 0; k < 16; k++)
        {
            (float sin, float cos) = MathF.SinCos(k * MathF.PI / 8);
            if (Project(box.Center + new Vector3(half.X * sin, half.Y * cos, 0), aspect, 1) is not var (x, y, _)) return null;
            Vector2 p = (new Vector2(2 * x / aspect - 1, 1 - 2 * y) - Middle) / new Vector2(Free.Width, Free.Height);
            (low, high) = (Vector2.Min(low, p), Vector2.Max(high, p));
        }
        return (low, high);
    }

    /// <summary>The six planes that bound what is seen: a point p is inside when (p, 1) · plane ≥ 0 for all.</summary>
    internal static Vector4[] Planes(Matrix4x4 m)
    {
        Vector4 Column(int i) => new(m[0, i], m[1, i], m[2, i], m[3, i]);
        Vector4 w = Column(3);
        return [w + Column(0), w - Column(0), w + Column(1), w - Column(1), w + Column(2), w - Column(2)];
    }

    /// <summary>Whether some of a box may be inside.</summary>
    internal static bool Sees(Vector4[] planes, Box box)
    {
        foreach (Vector4 p in planes)
        {
            Vector3 furthest = new(p.X > 0 ? box.High.X : box.Low.X, p.Y > 0 ? box.High.Y : box.Low.Y, p.Z > 0 ? box.High.Z : box.Low.Z);
            if (p.X * furthest.X + p.Y * furthest.Y + p.Z * furthest.Z + p.W < 0) return false;
        }
        return true;
    }

    private (Vector3 Right, Vector3 Up, Vector3 Back) Axes()
    {
        Vector3 back = -Forward;
        Vector3 right = Plan ? Vector3.UnitX : Vector3.Normalize(Vector3.Cross(Vector3.UnitZ, back));
        return (right, Vector3.Cross(back, right), back);
    }

    // A plan is seen through all heights; in perspective the nearest depth decides how fine the others are.
    private (float Near, float Far) Depths() => Plan ? (Distance - 20_000, Distance + 20_000) : (Math.Max(1, Distance * 0.04f), Distance * 8 + 12_000);
}
