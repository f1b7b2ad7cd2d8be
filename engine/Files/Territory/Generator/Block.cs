namespace TerritoryTwin.Files.Territories;

/// <summary>A stretch of a block's edge without corner, along which plots are laid out.</summary>
internal sealed class Frontage
{
    private readonly Vec[] _points, _normals;
    private readonly double[] _at;

    public Frontage(Vec[] points, double halfWidth)
    {
        (_points, HalfWidth) = (points, halfWidth);
        _at = new double[points.Length];
        _normals = new Vec[points.Length];
        for (int i = 1; i < points.Length; i++) _at[i] = _at[i - 1] + (points[i] - points[i - 1]).Length;
        for (int i = 0; i < points.Length; i++)
        {
            Vec before = i > 0 ? (points[i] - points[i - 1]).Unit : default, after = i + 1 < points.Length ? (points[i + 1] - points[i]).Unit : default;
            _normals[i] = (before + after).Unit.Left;
        }
    }

    public double Length => _at[^1];
    /// <summary>From the street's axis to the plots [m].</summary>
    public double HalfWidth { get; }
    public (Vec Point, Vec Direction) Start => (_points[0], (_points[1] - _points[0]).Unit);
    public (Vec Point, Vec Direction) End => (_points[^1], (_points[^1] - _points[^2]).Unit);
    /// <summary>From where a strip of the wanted depth is clear of the neighbouring frontage [m along].</summary>
    public double From { get; set; }
    /// <summary>To where [m along].</summary>
    public double To { get; set; }

    /// <summary>The point <paramref name="s"/> metres along and <paramref name="inward"/> metres behind the street's edge.</summary>
    public Vec Behind(double s, double inward)
    {
        int i = 1;
        while (i < _points.Length - 1 && _at[i] < s) i++;
        double t = (s - _at[i - 1]) / Math.Max(_at[i] - _at[i - 1], 1e-9);
        Vec normal = Vec.Mix(_normals[i - 1], _normals[i], Math.Clamp(t, 0, 1)).Unit;
        return Vec.Mix(_points[i - 1], _points[i], t) + normal * (HalfWidth + inward);
    }
}

/// <summary>A block between streets: its outline, and what stands on it.</summary>
internal sealed class Block
{
    private const double Corner = 0.6;
    private readonly Vec[] _outline;
    private readonly double[] _half;
    private readonly List<(Vec[] Ring, Vec Low, Vec High)> _placed = [];

    /// <summary>An empty block.</summary>
    /// <param name="outline">Counter-clockwise, along the street axes.</param>
    /// <param name="half">From the axis to the plots, one an edge that begins at the point of the same index [m].</param>
    public Block(Vec[] outline, double[] half)
    {
        (_outline, _half) = (outline, half);
        (Origin, Along, Length, Width) = Plane.Box(outline);
        Frontages = FindFrontages();
    }

    public IReadOnlyList<Vec> Outline => _outline;
    /// <summary>A corner of the box around the block.</summary>
    public Vec Origin { get; }
    /// <summary>The long direction of the block.</summary>
    public Vec Along { get; }
    /// <summary>[m].</summary>
    public double Length { get; }
    /// <summary>[m].</summary>
    public double Width { get; }
    public double Area => Plane.Area(_outline);
    public IReadOnlyList<Frontage> Frontages { get; }

    /// <summary>A point by its place along the box.</summary>
    public Vec At(double along, double across) => Origin + Along * along + Along.Left * across;

    /// <summary>Takes the place of a convex ring if it is free.</summary>
    /// <param name="ring">Counter-clockwise.</param>
    /// <param name="gap">To other buildings [m]; 0 allows a party wall.</param>
    public bool TryPlace(Vec[] ring, double gap)
    {
        if (!IsClear(ring, 0)) return false;
        (Vec low, Vec high) = Bounds(ring);
        double slack = gap > 0 ? -gap : 0.03;
        foreach ((Vec[] other, Vec otherLow, Vec otherHigh) in _placed)
            if (low.X < otherHigh.X + gap && otherLow.X < high.X + gap && low.Y < otherHigh.Y + gap && otherLow.Y < high.Y + gap
                && Plane.Overlap(ring, other, slack)) return false;
        _placed.Add((ring, low, high));
        return true;
    }

    /// <summary>Does a ring lie on the plots, away from the streets?</summary>
    public bool IsClear(Vec[] ring, double margin)
    {
        if (!Plane.Contains(_outline, Plane.Centroid(ring)) || Plane.Area(ring) < 4) return false;
        for (int i = 0; i < _outline.Length; i++)
            if (Plane.Distance(ring, _outline[i], _outline[(i + 1) % _outline.Length]) < _half[i] + margin - 0.02) return false;
        return true;
    }

    /// <summary>Clears the ends of the frontages for strips of that depth, and gives the corner plots.</summary>
    public List<Vec[]> Strips(double setback, double depth)
    {
        List<Vec[]> corners = [];
        foreach (Frontage f in Frontages) (f.From, f.To) = (0, f.Length);
        for (int k = Frontages.Count - 1, i = 0; i < Frontages.Count; k = i++)
        {
            Frontage before = Frontages[k], after = Frontages[i];
            (Vec p, Vec u) = before.End;
            (Vec q, Vec v) = after.Start;
            if (u.Cross(v) < 0.05) continue;
            double a = before.HalfWidth + setback, b = after.HalfWidth + setback;
            if (Plane.Meet(p + u.Left * a, u, q + v.Left * b, v) is not Vec outer) continue;
            if (Plane.Meet(p + u.Left * (a + depth), u, q + v.Left * (b + depth), v) is not Vec inner) continue;
            Vec footBefore = inner - u.Left * depth, footAfter = inner - v.Left * depth;
            before.To = Math.Min(before.To, before.Length + (footBefore - p).Dot(u));
            after.From = Math.Max(after.From, (footAfter - q).Dot(v));
            if (u.Dot(v) > -0.6) corners.Add([footBefore, outer, footAfter, inner]);
        }
        return corners;
    }

    private Frontage[] FindFrontages()
    {
        int n = _outline.Length;
        List<int> corners = [];
        for (int i = 0; i < n; i++)
        {
            Vec u = (_outline[i] - _outline[(i + n - 1) % n]).Unit, v = (_outline[(i + 1) % n] - _outline[i]).Unit;
            double turn = Math.Atan2(u.Cross(v), u.Dot(v));
            if (turn > Corner || turn < -0.95) corners.Add(i);
        }
        if (corners.Count == 0) corners.Add(0);
        List<Frontage> found = [];
        for (int c = 0; c < corners.Count; c++)
        {
            int from = corners[c], to = corners[(c + 1) % corners.Count];
            List<Vec> points = [_outline[from]];
            double half = _half[from];
            for (int i = from; ;)
            {
                half = Math.Max(half, _half[i]);
                i = (i + 1) % n;
                if ((_outline[i] - points[^1]).Length > 0.5) points.Add(_outline[i]);
                if (i == to) break;
            }
            if (points.Count > 1) found.Add(new([.. points], half));
        }
        return [.. found];
    }

    private static (Vec Low, Vec High) Bounds(Vec[] ring)
    {
        Vec low = ring[0], high = ring[0];
        foreach (Vec p in ring)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y));
        }
        return (low, high);
    }
}
