
namespace TerritoryTwin.Core;

/// <summary>One straight wall of a footprint, its outward side on the right of the way from A to B.</summary>
internal readonly record struct WallEdge(double Ax, double Ay, double Bx, double By)
{
    public double Length => Math.Sqrt((Bx - Ax) * (Bx - Ax) + (By - Ay) * (By - Ay));

    /// <summary>Eastward part of the outward normal.</summary>
    public double OutwardEast => (By - Ay) / Length;

    /// <summary>Northward part of the outward normal.</summary>
    public double OutwardNorth => -(Bx - Ax) / Length;
}

/// <summary>A footprint as a rectangle along its main walls: what façades and roof planes are derived from.</summary>
/// <param name="Azimuth">Where the long façade faces, from north, clockwise, 0 to 180 [°].</param>
/// <param name="X">Of the rectangle's centre [m].</param>
/// <param name="Y">Of the rectangle's centre [m].</param>
/// <param name="Depth">Across the ridge, along <paramref name="Azimuth"/> [m].</param>
/// <param name="Length">Along the ridge [m], ≥ <paramref name="Depth"/>.</param>
internal readonly record struct Outline(double Azimuth, double X, double Y, double Depth, double Length)
{
    private const double Degree = Math.PI / 180;

    /// <summary>Eastward part of the direction in which the long façade faces.</summary>
    public double East => Math.Sin(Azimuth * Degree);

    /// <summary>Northward part.</summary>
    public double North => Math.Cos(Azimuth * Degree);

    /// <summary>The walls of a polygon, courtyards included, whatever the sense of its rings; walls without length are left out.</summary>
    public static IEnumerable<WallEdge> Walls(Polygon footprint)
    {
        foreach (WallEdge edge in Walls(footprint.Outer, counterClockwise: true)) yield return edge;
        foreach (Ring hole in footprint.Holes)
            foreach (WallEdge edge in Walls(hole, counterClockwise: false)) yield return edge;
    }

    /// <summary>The rectangle along the walls of a footprint.</summary>
    public static Outline Of(Ring ring)
    {
        if (ring.Count == 0) return default;
        double direction = WallDirection(ring);
        (double along, double alongLow, double alongHigh) = Extent(ring, Math.Sin(direction), Math.Cos(direction));
        (double across, double acrossLow, double acrossHigh) = Extent(ring, Math.Cos(direction), -Math.Sin(direction));

        double u = (alongLow + alongHigh) / 2, v = (acrossLow + acrossHigh) / 2;
        double x = ring.X[0] + u * Math.Sin(direction) + v * Math.Cos(direction);
        double y = ring.Y[0] + u * Math.Cos(direction) - v * Math.Sin(direction);
        double azimuth = (direction / Degree + (along >= across ? 90 : 0)) % 180;
        return new Outline(azimuth, x, y, Math.Min(along, across), Math.Max(along, across));
    }

    private static IEnumerable<WallEdge> Walls(Ring ring, bool counterClockwise)
    {
        bool forward = ring.SignedArea > 0 == counterClockwise;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
        {
            if (ring.X[a] == ring.X[b] && ring.Y[a] == ring.Y[b]) continue;
            yield return forward
                ? new WallEdge(ring.X[a], ring.Y[a], ring.X[b], ring.Y[b])
                : new WallEdge(ring.X[b], ring.Y[b], ring.X[a], ring.Y[a]);
        }
    }

    /// <summary>The direction of the walls modulo a right angle, weighted by squared length so that long walls decide [rad, 0 to π/2).</summary>
    private static double WallDirection(Ring ring)
    {
        double re = 0, im = 0;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
        {
            double east = ring.X[b] - ring.X[a], north = ring.Y[b] - ring.Y[a];
            double weight = east * east + north * north, angle = 4 * Math.Atan2(east, north);
            re += weight * Math.Cos(angle);
            im += weight * Math.Sin(angle);
        }
        double direction = Math.Atan2(im, re) / 4;
        if (direction < -1e-9) direction += Math.PI / 2;             // rounding must not turn a house by a right angle
        return Math.Max(0, direction);
    }

    private static (double Extent, double Low, double High) Extent(Ring ring, double east, double north)
    {
        double low = double.MaxValue, high = double.MinValue;
        for (int n = 0; n < ring.Count; n++)
        {
            double d = (ring.X[n] - ring.X[0]) * east + (ring.Y[n] - ring.Y[0]) * north;
            low = Math.Min(low, d);
            high = Math.Max(high, d);
        }
        return (high - low, low, high);
    }
}
