using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>A roof as planes above the gutter; the roof is the lowest of them at each point. Flat roofs have none.</summary>
internal readonly struct RoofForm
{
    private const double LeastFill = 0.8, WidestSpan = 22, LeastSpan = 2.5, SteepestPitch = 65;
    private const float Touching = 0.02f;                              // [m]

    // z = X x + Y y + Z above the gutter.
    private readonly Vector3[]? _planes;

    private RoofForm(params Vector3[] planes) => _planes = planes;

    public bool IsFlat => _planes == null;
    public int Planes => _planes?.Length ?? 0;

    /// <summary>The form of a building: pitched where its footprint is nearly a rectangle that one ridge spans, else flat.</summary>
    /// <param name="building">Its roof and pitch.</param>
    /// <param name="outline">Its footprint.</param>
    /// <param name="azimuth">Where a long façade faces, from north, clockwise [°].</param>
    public static RoofForm Of(Building building, Triangles outline, double azimuth)
    {
        double pitch = Math.Min(building.RoofPitch.Value, SteepestPitch);
        if (building.Roof.Value == RoofShape.Flat || pitch < 3 || outline.RingStarts.Length != 2 || outline.Corners.Length == 0) return default;
        double east = Math.Sin(azimuth * Math.PI / 180), north = Math.Cos(azimuth * Math.PI / 180);
        (double acrossLow, double acrossHigh) = Extent(outline, east, north);
        (double alongLow, double alongHigh) = Extent(outline, north, -east);
        double span = acrossHigh - acrossLow, length = alongHigh - alongLow;
        if (span is < LeastSpan or > WidestSpan || outline.Area < LeastFill * span * length) return default;
        double rise = Math.Tan(pitch * Math.PI / 180);
        Vector3 From(double e, double n, double edge) => new((float)(-rise * e), (float)(-rise * n), (float)(rise * edge));   // falls to 0 at the edge
        Vector3 front = From(east, north, acrossHigh), back = From(-east, -north, -acrossLow);
        return building.Roof.Value switch
        {
            RoofShape.Shed => new(From(east, north, acrossHigh)),
            RoofShape.Hipped => new(front, back, From(north, -east, alongHigh), From(-north, east, -alongLow)),
            _ => new(front, back),
        };
    }

    /// <summary>Height above the gutter [m].</summary>
    public float At(Vector2 p)
    {
        if (_planes == null) return 0;
        float lowest = float.MaxValue;
        foreach (Vector3 plane in _planes) lowest = Math.Min(lowest, Above(plane, p));
        return Math.Max(0, lowest);
    }

    /// <summary>The part of a convex piece of the footprint that lies under one plane.</summary>
    public void Under(int plane, List<Vector2> piece, List<Vector2> scratch)
    {
        for (int other = 0; other < Planes && piece.Count > 0; other++)
        {
            if (other == plane) continue;
            Vector3 difference = _planes![other] - _planes[plane];
            scratch.Clear();
            for (int a = piece.Count - 1, b = 0; b < piece.Count; a = b++)
            {
                float da = Above(difference, piece[a]), db = Above(difference, piece[b]);
                if (da >= 0 != db >= 0) scratch.Add(Vector2.Lerp(piece[a], piece[b], da / (da - db)));
                if (db >= 0) scratch.Add(piece[b]);
            }
            piece.Clear();
            piece.AddRange(scratch);
        }
    }

    /// <summary>Whether a line over a plane is where it meets one of the planes after it: a ridge, a hip or a valley.</summary>
    public bool IsRidge(int plane, Vector2 a, Vector2 b)
    {
        for (int other = plane + 1; other < Planes; other++)
        {
            Vector3 difference = _planes![other] - _planes[plane];
            if (Math.Abs(Above(difference, a)) < Touching && Math.Abs(Above(difference, b)) < Touching) return true;
        }
        return false;
    }

    /// <summary>Where the roof breaks along a wall: shares of the way from <paramref name="a"/> to <paramref name="b"/>, in order.</summary>
    public void Breaks(Vector2 a, Vector2 b, List<float> into)
    {
        into.Clear();
        for (int p = 0; p < Planes; p++)
            for (int q = 0; q < p; q++)
            {
                Vector3 difference = _planes![p] - _planes[q];
                float da = Above(difference, a), db = Above(difference, b), t = da / (da - db);
                if (t is > 1e-4f and < 1 - 1e-4f) into.Add(t);
            }
        into.Sort();
    }

    private static float Above(Vector3 plane, Vector2 p) => plane.X * p.X + plane.Y * p.Y + plane.Z;

    private static (double Low, double High) Extent(Triangles outline, double east, double north)
    {
        double low = double.MaxValue, high = double.MinValue;
        for (int k = 0; k < outline.RingStarts[1]; k++)
        {
            double d = outline.X[k] * east + outline.Y[k] * north;
            (low, high) = (Math.Min(low, d), Math.Max(high, d));
        }
        return (low, high);
    }
}
