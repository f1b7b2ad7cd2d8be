using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>A point or a vector of the plane [m].</summary>
internal readonly record struct Vec(double X, double Y)
{
    public static Vec operator +(Vec a, Vec b) => new(a.X + b.X, a.Y + b.Y);
    public static Vec operator -(Vec a, Vec b) => new(a.X - b.X, a.Y - b.Y);
    public static Vec operator *(Vec a, double k) => new(a.X * k, a.Y * k);

    public double Length => Math.Sqrt(X * X + Y * Y);
    public Vec Unit => this * (1 / Math.Max(Length, 1e-12));
    /// <summary>A quarter turn to the left: inward for a counter-clockwise ring.</summary>
    public Vec Left => new(-Y, X);
    public double Dot(Vec b) => X * b.X + Y * b.Y;
    public double Cross(Vec b) => X * b.Y - Y * b.X;
    public Vec Turned(double angle) => new(X * Math.Cos(angle) - Y * Math.Sin(angle), X * Math.Sin(angle) + Y * Math.Cos(angle));
    public static Vec Mix(Vec a, Vec b, double t) => a + (b - a) * t;
    public static Vec Towards(double angle) => new(Math.Cos(angle), Math.Sin(angle));
}

/// <summary>What the generator asks of polygons; all counter-clockwise.</summary>
internal static class Plane
{
    public static double Area(IReadOnlyList<Vec> ring)
    {
        double sum = 0;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++) sum += (ring[a] - ring[0]).Cross(ring[b] - ring[0]);
        return sum / 2;
    }

    public static Vec Centroid(IReadOnlyList<Vec> ring)
    {
        Vec sum = default;
        double area = 0;
        for (int i = 1; i + 1 < ring.Count; i++)
        {
            double a = (ring[i] - ring[0]).Cross(ring[i + 1] - ring[0]);
            sum += (ring[0] + ring[i] + ring[i + 1]) * (a / 3);
            area += a;
        }
        return Math.Abs(area) < 1e-9 ? ring[0] : sum * (1 / area);
    }

    public static bool Contains(IReadOnlyList<Vec> ring, Vec p)
    {
        bool inside = false;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            if (ring[a].Y > p.Y != ring[b].Y > p.Y && p.X < (ring[b].X - ring[a].X) * (p.Y - ring[a].Y) / (ring[b].Y - ring[a].Y) + ring[a].X)
                inside = !inside;
        return inside;
    }

    /// <summary>Do two convex rings overlap by more than <paramref name="slack"/>? A gap between them is asked for by a negative one.</summary>
    public static bool Overlap(Vec[] a, Vec[] b, double slack) => !Separated(a, b, slack) && !Separated(b, a, slack);

    private static bool Separated(Vec[] a, Vec[] b, double slack)
    {
        for (int i = 0; i < a.Length; i++)
        {
            Vec start = a[i], outward = (a[(i + 1) % a.Length] - start).Unit.Left * -1;
            double nearest = double.MaxValue;
            foreach (Vec p in b) nearest = Math.Min(nearest, (p - start).Dot(outward));
            if (nearest >= -slack) return true;
        }
        return false;
    }

    /// <summary>Distance from a point to a stretch.</summary>
    public static double Distance(Vec p, Vec a, Vec b)
    {
        Vec d = b - a;
        double t = Math.Clamp((p - a).Dot(d) / Math.Max(d.Dot(d), 1e-12), 0, 1);
        return (p - (a + d * t)).Length;
    }

    /// <summary>Distance from a stretch to a convex ring that does not contain it.</summary>
    public static double Distance(Vec[] ring, Vec a, Vec b)
    {
        double least = double.MaxValue;
        for (int k = ring.Length - 1, i = 0; i < ring.Length; k = i++)
        {
            if (Crosses(ring[k], ring[i], a, b)) return 0;
            least = Math.Min(least, Math.Min(Distance(ring[i], a, b), Math.Min(Distance(a, ring[k], ring[i]), Distance(b, ring[k], ring[i]))));
        }
        return least;
    }

    private static bool Crosses(Vec a, Vec b, Vec c, Vec d) =>
        (b - a).Cross(c - a) * (b - a).Cross(d - a) < 0 && (d - c).Cross(a - c) * (d - c).Cross(b - c) < 0;

    /// <summary>Where two lines meet, each given by a point and a direction; null when nearly parallel.</summary>
    public static Vec? Meet(Vec p, Vec u, Vec q, Vec v)
    {
        double cross = u.Cross(v);
        return Math.Abs(cross) < 0.05 ? null : p + u * ((q - p).Cross(v) / cross);
    }

    /// <summary>The rectangle of least area around a ring among those with a side along one of its edges.</summary>
    public static (Vec Origin, Vec Along, double Length, double Width) Box(IReadOnlyList<Vec> ring)
    {
        (Vec, Vec, double, double) best = default;
        double least = double.MaxValue;
        for (int k = ring.Count - 1, i = 0; i < ring.Count; k = i++)
        {
            Vec u = (ring[i] - ring[k]).Unit, v = u.Left;
            double u0 = double.MaxValue, u1 = double.MinValue, v0 = double.MaxValue, v1 = double.MinValue;
            foreach (Vec p in ring)
            {
                double pu = (p - ring[0]).Dot(u), pv = (p - ring[0]).Dot(v);
                u0 = Math.Min(u0, pu); u1 = Math.Max(u1, pu);
                v0 = Math.Min(v0, pv); v1 = Math.Max(v1, pv);
            }
            if ((u1 - u0) * (v1 - v0) >= least) continue;
            least = (u1 - u0) * (v1 - v0);
            Vec corner = ring[0] + u * u0 + v * v0;
            best = u1 - u0 >= v1 - v0 ? (corner, u, u1 - u0, v1 - v0) : (ring[0] + u * u1 + v * v0, v, v1 - v0, u1 - u0);
        }
        return best;
    }

    /// <summary>A rectangle around a centre.</summary>
    public static Vec[] Rectangle(Vec centre, Vec along, double length, double width)
    {
        Vec u = along * (length / 2), v = along.Left * (width / 2);
        return [centre - u - v, centre + u - v, centre + u + v, centre - u + v];
    }

    public static Polygon ToPolygon(IReadOnlyList<Vec> ring) => new(new Ring([.. ring.Select(p => p.X)], [.. ring.Select(p => p.Y)]), []);
}
