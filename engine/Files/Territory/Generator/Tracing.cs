namespace TerritoryTwin.Files.Territories;

/// <summary>Lines and cells of the plan, bent into the territory.</summary>
internal static class Tracing
{
    /// <summary>Longest stretch drawn straight [m].</summary>
    private const double Stretch = 28;

    /// <summary>The outline of a cell in the territory, and the half width of the line along each edge.</summary>
    public static (Vec[] Outline, double[] Half) Outline(Plan plan, Relief relief, Cell cell)
    {
        List<Vec> points = [];
        List<double> half = [];
        for (int k = 0; k < cell.Sides.Length; k++)
        {
            Segment segment = cell.Sides[k].Segment;
            Vec from = plan.Nodes[cell.Sides[k].Node], to = plan.Nodes[cell.Sides[(k + 1) % cell.Sides.Length].Node];
            foreach (Vec p in Between(segment, segment.TOf(from), segment.TOf(to)).Prepend(from))
            {
                Vec real = relief.Real(p);
                if (points.Count > 0 && (points[^1] - real).Length < 0.3) continue;
                points.Add(real);
                half.Add(segment.HalfWidth);
            }
        }
        return ([.. points], [.. half]);
    }

    /// <summary>The bent line between two places of a segment, ends included.</summary>
    public static Vec[] Bend(Relief relief, Segment segment, double from, double to) =>
        [relief.Real(segment.At(from)), .. Between(segment, from, to).Select(relief.Real), relief.Real(segment.At(to))];

    /// <summary>Nodes and regular points strictly between two places, on the plan; the same seen from either side.</summary>
    private static List<Vec> Between(Segment segment, double from, double to)
    {
        double low = Math.Min(from, to) + 1e-7, high = Math.Max(from, to) - 1e-7;
        List<double> at = [.. segment.Nodes.Where(n => n.T > low && n.T < high).Select(n => n.T)];
        int steps = (int)Math.Ceiling(segment.Length / Stretch);
        for (int i = (int)Math.Ceiling(low * steps); i < high * steps; i++)
            if (!at.Exists(t => Math.Abs(t - (double)i / steps) * segment.Length < 4)) at.Add((double)i / steps);
        at.Sort();
        if (from > to) at.Reverse();
        return [.. at.Select(segment.At)];
    }
}
