namespace TerritoryTwin.Files.Territories;

/// <summary>Culs-de-sac of housing estates: a drive into a deep block, with a turning circle at its end.</summary>
internal static class Closes
{
    private const double DriveHalf = 4.5, Circle = 8.5, LeastWidth = 92, LeastSide = 110;

    /// <summary>The block around a close; null where the block is too small for one.</summary>
    public static Block? Cut(Plan plan, Relief relief, Cell cell, Site site, Names names)
    {
        (_, _, double length, double width) = Plane.Box(plan.Outline(cell));
        if (width < LeastWidth || length < LeastSide || length > 2.2 * width) return null;
        int side = LongestSide(plan, cell);
        if (side < 0 || plan.Open(cell, side, 0.5) is not int node) return null;
        (Vec[] outline, double[] half) = Tracing.Outline(plan, relief, cell);
        Vec mouth = relief.Real(plan.Nodes[node]);
        int at = Array.FindIndex(outline, p => (p - mouth).Length < 0.5);
        if (at < 0) return null;
        Vec before = outline[(at + outline.Length - 1) % outline.Length], after = outline[(at + 1) % outline.Length];
        Vec inward = (after - before).Unit.Left, middle = outline[at] + inward * (0.66 * width);
        if (!HasRoom(new(outline, half), outline[at], middle, inward)) return null;
        site.Drives.Add((node, [middle], names.Close(node)));
        return new(WithClose(outline, at, middle, inward), WithHalf(half, at));
    }

    /// <summary>Is there a plot's depth between the drive and the streets around?</summary>
    private static bool HasRoom(Block block, Vec mouth, Vec middle, Vec inward)
    {
        const double start = 32, plot = 16;
        double length = (middle - mouth).Length + Circle - start;
        return length > 10 && block.IsClear(Plane.Rectangle(middle + inward * (Circle - length / 2), inward, length, 2 * Circle), plot);
    }

    private static int LongestSide(Plan plan, Cell cell)
    {
        int best = -1;
        double longest = LeastSide * 0.8;
        for (int k = 0; k < cell.Sides.Length; k++)
        {
            if (cell.Sides[k].Segment.Line is not (Line.Street or Line.Collector)) continue;
            double length = (plan.Nodes[cell.Sides[(k + 1) % cell.Sides.Length].Node] - plan.Nodes[cell.Sides[k].Node]).Length;
            if (length > longest) (best, longest) = (k, length);
        }
        return best;
    }

    private static Vec[] WithClose(Vec[] outline, int at, Vec middle, Vec inward)
    {
        Vec entry = middle - inward * Circle;
        IEnumerable<Vec> circle = Enumerable.Range(1, 7).Select(k => middle + (inward * -Circle).Turned(-k * Math.PI / 4));
        return [.. outline[..(at + 1)], entry, .. circle, entry, .. outline[at..]];
    }

    private static double[] WithHalf(double[] half, int at) =>
        [.. half[..at], DriveHalf, .. Enumerable.Repeat(0.5, 8), DriveHalf, .. half[at..]];
}
