using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Roads between junctions, from the lines of the plan.</summary>
internal static class Streets
{
    public static List<Road> Trace(Plan plan, Relief relief, Site site, Names names, Scale scale)
    {
        List<Road> roads = [];
        HashSet<(int Segment, int Piece)> led = scale.IsCity ? LedToTown(plan, site.Seed) : [];
        foreach (Segment s in plan.Segments)
        {
            if (s.Line is Line.Field or Line.Limit) continue;
            string name = names.Street(s);
            for (int k = 1; k < s.Nodes.Count; k++)
            {
                (double from, double to) = (s.Nodes[k - 1].T, s.Nodes[k].T);
                bool built = IsBuilt(s, k);
                Vec[] line = Tracing.Bend(relief, s, from, to);
                line[0] = relief.Real(plan.Nodes[s.Nodes[k - 1].Node]);
                line[^1] = relief.Real(plan.Nodes[s.Nodes[k].Node]);
                RoadClass kind = led.Contains((s.Id, k)) ? RoadClass.Tertiary : ClassOf(s, built, site.Seed, scale.IsCity);
                roads.Add(RoadOf(roads.Count, line, kind, built || s.Line is not (Line.Collector or Line.Quay) ? name : "chemin rural") with { Facts = FactsOf(s) });
            }
        }
        foreach ((int node, Vec[] points, string name) in site.Drives)
            roads.Add(RoadOf(roads.Count, [relief.Real(plan.Nodes[node]), .. points], RoadClass.Residential, name));
        return roads;
    }

    // Whether plots stand along a piece of a line, which leads to its node of that number.
    private static bool IsBuilt(Segment s, int piece) => s.BuiltAt((s.Nodes[piece - 1].T + s.Nodes[piece].T) / 2);

    // Pieces on the shortest way to a main road from each lesser road at the limit and from each street of a village: a road that leaves comes from somewhere.
    private static HashSet<(int Segment, int Piece)> LedToTown(Plan plan, ulong seed)
    {
        Dictionary<int, List<(int To, double Length, (int, int) Piece)>> ways = [];
        HashSet<int> main = [], limit = [], atLimit = [], ends = [];
        foreach (Segment s in plan.Segments)
        {
            if (s.Line == Line.Limit) limit.UnionWith(s.Nodes.Select(static n => n.Node));
            for (int k = 1; k < s.Nodes.Count; k++)
            {
                int[] both = [s.Nodes[k - 1].Node, s.Nodes[k].Node];
                if (s.Line is Line.Radial or Line.Ring) main.UnionWith(both);
                else if (s.Line == Line.Collector)
                {
                    double length = s.Length * (s.Nodes[k].T - s.Nodes[k - 1].T);
                    for (int e = 0; e < 2; e++)
                    {
                        if (!ways.TryGetValue(both[e], out List<(int, double, (int, int))>? there)) ways[both[e]] = there = [];
                        there.Add((both[1 - e], length, (s.Id, k)));
                    }
                    if (IsBuilt(s, k)) ends.UnionWith(both);
                    else if (ClassOf(s, built: false, seed, isCity: true) == RoadClass.Tertiary) atLimit.UnionWith(both);
                }
            }
        }
        Dictionary<int, (int Next, (int, int) Piece)> towards = [];
        HashSet<int> known = [];
        PriorityQueue<(int Node, int Next, (int, int) Piece), (double, int)> open = new();
        atLimit.IntersectWith(limit);
        foreach (int node in main) open.Enqueue((node, node, default), (0, node));
        while (open.TryDequeue(out (int Node, int Next, (int, int) Piece) at, out (double Gone, int) rank))
        {
            if (!known.Add(at.Node)) continue;
            if (at.Next != at.Node) towards[at.Node] = (at.Next, at.Piece);
            foreach ((int to, double length, (int, int) piece) in ways.GetValueOrDefault(at.Node, [])) open.Enqueue((to, at.Node, piece), (rank.Gone + length, to));
        }
        HashSet<(int, int)> led = [];
        foreach (int end in ends.Union(atLimit))
            for (int node = end; towards.TryGetValue(node, out (int Next, (int, int) Piece) step); node = step.Next) led.Add(step.Piece);
        return led;
    }

    private static RoadFacts FactsOf(Segment s) => s.Lanes > 0 ? new() { Lanes = Known<int>.Typical(s.Lanes) } : RoadFacts.Unsaid;

    private static RoadClass ClassOf(Segment s, bool built, ulong seed, bool isCity) => s.Line switch
    {
        _ when s.Express => RoadClass.Motorway,
        Line.Radial when s.InCore => isCity ? RoadClass.Residential : RoadClass.Secondary,
        Line.Radial => RoadClass.Primary,
        Line.Ring => isCity ? RoadClass.Primary : RoadClass.Secondary,
        Line.Collector when built => RoadClass.Tertiary,
        Line.Collector => new Dice(seed, "country", s.Id).Chance(0.3) ? RoadClass.Tertiary : RoadClass.Track,
        Line.Quay => built ? RoadClass.Residential : RoadClass.Track,
        _ => RoadClass.Residential,
    };

    private static Road RoadOf(int index, Vec[] line, RoadClass kind, string name) =>
        new($"road-{index + 1}", [.. line.Select(p => p.X)], [.. line.Select(p => p.Y)], Known<RoadClass>.Typical(kind), name);
}
