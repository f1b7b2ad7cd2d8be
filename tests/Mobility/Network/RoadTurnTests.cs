using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Network;

public sealed class RoadTurnTests
{
    [Fact]
    public void A_banned_turn_leads_around_and_other_ways_stay()
    {
        //  n        a cross: west, east, north and south of the middle; north and east also meet by a longer way over the corner
        //  |
        //w-m-e
        //  |
        //  s
        Road[] cross = [Line("w", -100, 0, 0, 0), Line("e", 0, 0, 100, 0), Line("n", 0, 0, 0, 100), Line("s", 0, -100, 0, 0), Line("corner", 0, 100, 100, 0)];
        ModeGraph free = RoadNetwork.Of(cross).GraphOf(Mode.Car);
        ModeGraph bound = RoadNetwork.Of([cross[0] with { Turns = [new(AtEnd: true, Only: false, "n")] }, .. cross[1..]]).GraphOf(Mode.Car);
        Assert.Equal(10, free.Graph.Links);
        Assert.Equal(Enumerable.Range(0, 5), bound.NodeOf.Take(5));
        double corner = Math.Sqrt(2) * 100;
        (int west, int middle, int north) = (0, 1, 3);
        Assert.Equal((200.0, 100 + 100 + corner), (Way(free, west, north), Way(bound, west, north)));
        Assert.Equal(200, Way(bound, north, west));
        Assert.Equal((100.0, 100.0), (Way(bound, west, middle), Way(bound, middle, north)));
        // Only straight on: not to the south, nor back.
        ModeGraph only = RoadNetwork.Of([cross[0] with { Turns = [new(AtEnd: true, Only: true, "e")] }, .. cross[1..]]).GraphOf(Mode.Car);
        Assert.Equal(100 + 200 + 100, Way(only, west, 4));          // to the south by turning back at the eastern end
        Assert.All(Enumerable.Range(0, bound.Graph.Links).Where(l => bound.StretchOfLink[l] < 0), l => Assert.Equal((0.0, double.PositiveInfinity), (bound.Length[l], bound.Capacity[l])));
        // Walkers turn as they like.
        Assert.Equal(10, RoadNetwork.Of([cross[0] with { Turns = [new(AtEnd: true, Only: false, "n")] }, .. cross[1..]]).GraphOf(Mode.Walk).Graph.Links);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ways_under_random_rules_are_as_short_as_the_shortest_found_link_by_link(ulong seed)
    {
        const int side = 6;
        RandomStream dice = new(seed, "turns", 0);
        List<Road> roads = [];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
            {
                if (x + 1 < side) roads.Add(Random(ref dice, Line($"e{x}{y}", 100 * x, 100 * y, 100 * x + 100, 100 * y)));
                if (y + 1 < side) roads.Add(Random(ref dice, Line($"n{x}{y}", 100 * x, 100 * y, 100 * x, 100 * y + 100)));
            }
        for (int r = 0; r < roads.Count; r++)
        {
            if (dice.NextDouble() > 0.3) continue;
            bool atEnd = dice.NextDouble() < 0.5;
            (double x, double y) = (roads[r].X[atEnd ? 1 : 0], roads[r].Y[atEnd ? 1 : 0]);
            Road[] there = [.. roads.Where(o => (o.X[0], o.Y[0]) == (x, y) || (o.X[1], o.Y[1]) == (x, y))];
            roads[r] = roads[r] with { Turns = [new(atEnd, dice.NextDouble() < 0.3, there[dice.Below(there.Length)].Id)] };
        }
        RoadNetwork network = RoadNetwork.Of(roads);
        ModeGraph graph = network.GraphOf(Mode.Car);
        Assert.True(graph.Graph.Nodes > network.Nodes);
        double[] costs = [.. graph.StretchOfLink.Select(s => s < 0 ? 0 : 1 + dice.NextDouble())];
        for (int origin = 0; origin < network.Nodes; origin++)
        {
            double[] found = new double[graph.Graph.Nodes], expected = LinkByLink(network, graph, costs, origin);
            new Dijkstra(graph.Graph).Run(origin, costs, found, new int[graph.Graph.Nodes]);
            Assert.Equal(expected, found[..network.Nodes]);
        }
    }

    // Costs from a node to all, over states that are links, with the rules as the roads have them.
    private static double[] LinkByLink(RoadNetwork network, ModeGraph graph, double[] costs, int origin)
    {
        int links = graph.StretchOfLink.Count(s => s >= 0);
        (int Tail, int Head, Road Road)[] all = [.. Enumerable.Range(0, links).Select(l => network.Stretches[graph.StretchOfLink[l]] is var s && graph.IsForward[l] ? (s.From, s.To, network.Roads[s.Road]) : (s.To, s.From, network.Roads[s.Road]))];
        double[] at = [.. Enumerable.Range(0, links).Select(l => all[l].Tail == origin ? costs[l] : double.PositiveInfinity)];
        for (bool better = true; better;)
        {
            better = false;
            for (int l = 0; l < links; l++)
                for (int next = 0; next < links; next++)
                {
                    if (all[next].Tail != all[l].Head || !(at[l] + costs[next] < at[next]) || !May(l, next)) continue;
                    at[next] = at[l] + costs[next];
                    better = true;
                }
        }
        return [.. Enumerable.Range(0, network.Nodes).Select(n => n == origin ? 0 : Enumerable.Range(0, links).Where(l => all[l].Head == n).Select(l => at[l]).DefaultIfEmpty(double.PositiveInfinity).Min())];

        bool May(int l, int next)
        {
            foreach (TurnRule rule in all[l].Road.Turns.Where(t => t.AtEnd == graph.IsForward[l]))
            {
                bool named = Enumerable.Range(0, links).Any(o => all[o].Tail == all[l].Head && all[o].Road.Id == rule.To);
                if (named && (all[next].Road.Id == rule.To) != rule.Only) return false;
            }
            return true;
        }
    }

    private static double Way(ModeGraph graph, int from, int to)
    {
        double[] distances = new double[graph.Graph.Nodes];
        new Dijkstra(graph.Graph).Run(from, graph.Length, distances, new int[graph.Graph.Nodes]);
        return distances[to];
    }

    private static Road Random(ref RandomStream dice, Road road) =>
        dice.NextDouble() < 0.7 ? road : road with { Facts = new() { Direction = Known<RoadDirection>.Measured(dice.NextDouble() < 0.5 ? RoadDirection.Forward : RoadDirection.Backward) } };

    private static Road Line(string id, double ax, double ay, double bx, double by) => new(id, [ax, bx], [ay, by], Known<RoadClass>.Measured(RoadClass.Residential), "");
}
