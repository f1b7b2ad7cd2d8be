using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>A polygon cut into triangles whose areas add up to its own.</summary>
/// <param name="X">The corners, without doubled ones [m].</param>
/// <param name="Y">The corners [m].</param>
/// <param name="Corners">Three corners each, counter-clockwise.</param>
/// <param name="RingStarts">First corner of each ring, and the number of corners at the end: outer ring counter-clockwise, holes clockwise.</param>
internal sealed record Triangles(double[] X, double[] Y, int[] Corners, int[] RingStarts)
{
    /// <summary>[m²]</summary>
    public double Area
    {
        get
        {
            double sum = 0;
            for (int t = 0; t < Corners.Length; t += 3)
                sum += Triangulation.Cross(X, Y, Corners[t], Corners[t + 1], Corners[t + 2]) / 2;
            return sum;
        }
    }
}

/// <summary>Ear clipping of polygons with holes; each hole is first joined to the outer ring by a cut. Eberly (2008), Triangulation by Ear Clipping.</summary>
internal static class Triangulation
{
    /// <summary>Triangles of a polygon whose rings may run either way and have doubled points; coordinates are relative to an origin.</summary>
    public static Triangles Of(Polygon polygon, double originX, double originY)
    {
        List<double> x = [], y = [];
        List<int> starts = [0];
        AddRing(polygon.Outer, counterClockwise: true, originX, originY, x, y);
        starts.Add(x.Count);
        foreach (Ring hole in polygon.Holes)
        {
            AddRing(hole, counterClockwise: false, originX, originY, x, y);
            if (x.Count - starts[^1] < 3) Trim(x, y, starts[^1]);
            else starts.Add(x.Count);
        }
        double[] xs = [.. x], ys = [.. y];
        int[] rings = [.. starts];
        if (rings[1] < 3) return new(xs, ys, [], rings);
        return new(xs, ys, Clip(xs, ys, Joined(xs, ys, rings)), rings);
    }

    /// <summary>Twice the area of a triangle, positive when counter-clockwise.</summary>
    public static double Cross(double[] x, double[] y, int a, int b, int c) =>
        (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);

    private static void AddRing(Ring ring, bool counterClockwise, double originX, double originY, List<double> x, List<double> y)
    {
        int start = x.Count, n = ring.Count;
        bool forward = ring.SignedArea > 0 == counterClockwise;
        for (int k = 0; k < n; k++)
        {
            int at = forward ? k : n - 1 - k;
            double px = ring.X[at] - originX, py = ring.Y[at] - originY;
            if (!double.IsFinite(px) || !double.IsFinite(py) || (x.Count > start && px == x[^1] && py == y[^1])) continue;
            x.Add(px);
            y.Add(py);
        }
        while (x.Count > start + 1 && x[^1] == x[start] && y[^1] == y[start]) Trim(x, y, x.Count - 1);
    }

    private static void Trim(List<double> x, List<double> y, int count)
    {
        x.RemoveRange(count, x.Count - count);
        y.RemoveRange(count, y.Count - count);
    }

    // One loop of corners: at a cut, two corners are passed twice. Holes furthest east first, so that a cut never crosses a later hole.
    private static List<int> Joined(double[] x, double[] y, int[] rings)
    {
        List<int> loop = [.. Enumerable.Range(0, rings[1])];
        var holes = Enumerable.Range(1, rings.Length - 2)
            .Select(r => (Start: rings[r], End: rings[r + 1], East: Easternmost(x, y, rings[r], rings[r + 1])))
            .OrderByDescending(h => x[h.East]).ThenBy(h => h.Start);
        foreach ((int start, int end, int east) in holes)
        {
            int at = Visible(x, y, loop, east);
            IEnumerable<int> around = Enumerable.Range(0, end - start).Select(k => start + (east - start + k) % (end - start));
            loop.InsertRange(at + 1, [.. around, east, loop[at]]);
        }
        return loop;
    }

    private static int Easternmost(double[] x, double[] y, int start, int end)
    {
        int best = start;
        for (int k = start + 1; k < end; k++)
            if (x[k] > x[best] || (x[k] == x[best] && y[k] < y[best])) best = k;
        return best;
    }

    // The place in the loop of a corner that a hole's easternmost corner sees: the end of the wall due east, or a corner that hides it.
    private static int Visible(double[] x, double[] y, List<int> loop, int from)
    {
        double px = x[from], py = y[from], nearest = double.PositiveInfinity;
        int end = -1;
        for (int k = 0; k < loop.Count; k++)
        {
            int a = loop[k], next = (k + 1) % loop.Count, b = loop[next];
            if (x[a] == px && y[a] == py && InCone(x, y, loop, k, px + 1, py)) return k;     // the hole touches the ring
            if (y[a] > py || y[b] < py || y[a] == y[b]) continue;                           // walls that face west have the inside before them
            double crossing = x[a] + (py - y[a]) / (y[b] - y[a]) * (x[b] - x[a]);
            if (crossing < px || crossing >= nearest) continue;
            nearest = crossing;
            end = x[a] > x[b] ? k : next;
        }
        if (end < 0) return NearestCorner(x, y, loop, from);
        return Unhidden(x, y, loop, from, nearest, end);
    }

    private static int Unhidden(double[] x, double[] y, List<int> loop, int from, double crossing, int end)
    {
        double px = x[from], py = y[from], ex = x[loop[end]], ey = y[loop[end]], flattest = double.PositiveInfinity;
        int best = end;
        for (int k = 0; k < loop.Count; k++)
        {
            double qx = x[loop[k]], qy = y[loop[k]];
            if (qx < px || (qx == ex && qy == ey) || !InTriangle(qx, qy, px, py, crossing, py, ex, ey)) continue;
            double slope = Math.Abs(qy - py) / (qx - px);
            if (slope > flattest || (slope == flattest && qx >= x[loop[best]]) || !InCone(x, y, loop, k, px, py)) continue;
            (flattest, best) = (slope, k);
        }
        // Corners of a cut are there twice: only one of them looks towards the hole.
        for (int k = 0; k < loop.Count && best == end; k++)
            if (x[loop[k]] == ex && y[loop[k]] == ey && InCone(x, y, loop, k, px, py)) return k;
        return best;
    }

    private static int NearestCorner(double[] x, double[] y, List<int> loop, int from)
    {
        int best = 0;
        for (int k = 1; k < loop.Count; k++)
            if (Away(loop[k]) < Away(loop[best])) best = k;
        return best;

        double Away(int c) => (x[c] - x[from]) * (x[c] - x[from]) + (y[c] - y[from]) * (y[c] - y[from]);
    }

    // Whether the inside of the loop at its corner k lies towards a point.
    private static bool InCone(double[] x, double[] y, List<int> loop, int k, double px, double py)
    {
        int before = loop[(k + loop.Count - 1) % loop.Count], at = loop[k], after = loop[(k + 1) % loop.Count];
        double incoming = Side(x[before], y[before], x[at], y[at], px, py), outgoing = Side(x[at], y[at], x[after], y[after], px, py);
        return Cross(x, y, before, at, after) > 0 ? incoming > 0 && outgoing > 0 : incoming > 0 || outgoing > 0;
    }

    private static double Side(double ax, double ay, double bx, double by, double px, double py) => (bx - ax) * (py - ay) - (by - ay) * (px - ax);

    private static bool InTriangle(double px, double py, double ax, double ay, double bx, double by, double cx, double cy)
    {
        double u = Side(ax, ay, bx, by, px, py), v = Side(bx, by, cx, cy, px, py), w = Side(cx, cy, ax, ay, px, py);
        return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0);
    }

    private static int[] Clip(double[] x, double[] y, List<int> loop)
    {
        List<int> corners = new(3 * loop.Count);
        int k = 0, refused = 0;
        while (loop.Count > 3)
        {
            if (k >= loop.Count) k = 0;
            int before = loop[(k + loop.Count - 1) % loop.Count], at = loop[k], after = loop[(k + 1) % loop.Count];
            double cross = Cross(x, y, before, at, after);
            bool flat = cross == 0, ear = cross > 0 && Empty(x, y, loop, before, at, after);
            if (!flat && !ear && refused < loop.Count)
            {
                k++;
                refused++;
                continue;
            }
            if (cross > 0) corners.AddRange([before, at, after]);                          // of a crossed ring, the convex corners at least
            loop.RemoveAt(k);
            if (k > 0) k--;
            refused = 0;
        }
        if (Cross(x, y, loop[0], loop[1], loop[2]) > 0) corners.AddRange(loop);
        return [.. corners];
    }

    // Whether no other corner lies in the ear; corners at its own places belong to a cut.
    private static bool Empty(double[] x, double[] y, List<int> loop, int a, int b, int c)
    {
        double west = Math.Min(x[a], Math.Min(x[b], x[c])), east = Math.Max(x[a], Math.Max(x[b], x[c]));
        double south = Math.Min(y[a], Math.Min(y[b], y[c])), north = Math.Max(y[a], Math.Max(y[b], y[c]));
        for (int k = 0; k < loop.Count; k++)
        {
            int p = loop[k];
            if (x[p] < west || x[p] > east || y[p] < south || y[p] > north || Same(p, a) || Same(p, b) || Same(p, c)) continue;
            if (InTriangle(x[p], y[p], x[a], y[a], x[b], y[b], x[c], y[c])) return false;
        }
        return true;

        bool Same(int p, int q) => x[p] == x[q] && y[p] == y[q];
    }
}
