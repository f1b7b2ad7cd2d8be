using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Roads between junctions, from the lines of the plan.</summary>
internal static class Streets
{
    public static List<Road> Trace(Plan plan, Relief relief, Site site, Names names)
    {
        List<Road> roads = [];
        foreach (Segment s in plan.Segments)
        {
            if (s.Line is Line.Field or Line.Limit) continue;
            string name = names.Street(s);
            for (int k = 1; k < s.Nodes.Count; k++)
            {
                (double from, double to) = (s.Nodes[k - 1].T, s.Nodes[k].T);
                bool built = s.BuiltAt((from + to) / 2);
                Vec[] line = Tracing.Bend(relief, s, from, to);
                line[0] = relief.Real(plan.Nodes[s.Nodes[k - 1].Node]);
                line[^1] = relief.Real(plan.Nodes[s.Nodes[k].Node]);
                roads.Add(RoadOf(roads.Count, line, ClassOf(s, built, site.Seed), built || s.Line is not (Line.Collector or Line.Quay) ? name : "chemin rural"));
            }
        }
        foreach ((int node, Vec[] points, string name) in site.Drives)
            roads.Add(RoadOf(roads.Count, [relief.Real(plan.Nodes[node]), .. points], RoadClass.Residential, name));
        return roads;
    }

    private static RoadClass ClassOf(Segment s, bool built, ulong seed) => s.Line switch
    {
        Line.Radial => s.InCore ? RoadClass.Secondary : RoadClass.Primary,
        Line.Ring => RoadClass.Secondary,
        Line.Collector when built => RoadClass.Tertiary,
        Line.Collector => new Dice(seed, "country", s.Id).Chance(0.3) ? RoadClass.Tertiary : RoadClass.Track,
        Line.Quay => built ? RoadClass.Residential : RoadClass.Track,
        _ => RoadClass.Residential,
    };

    private static Road RoadOf(int index, Vec[] line, RoadClass kind, string name) =>
        new($"road-{index + 1}", [.. line.Select(p => p.X)], [.. line.Select(p => p.Y)], Known<RoadClass>.Typical(kind), name);
}
