using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Graph;

public sealed class ContractionHierarchyTests(ITestOutputHelper output)
{
    /// <summary>Streets of a town, some one-way, some missing, some double, some of no length, with zones that hang on it and are closed.</summary>
    internal static (LinkGraph Graph, (double X, double Y)[] Places) Town(int side, int zones, int seed)
    {
        Random random = new(seed);
        List<(int From, int To)> ends = [];
        for (int node = 0; node < side * side; node++)
        {
            foreach (int next in new[] { node % side < side - 1 ? node + 1 : -1, node / side < side - 1 ? node + side : -1 })
            {
                if (next < 0 || random.Next(8) == 0) continue;
                if (random.Next(6) > 0) ends.Add((node, next));
                if (random.Next(6) > 0) ends.Add((next, node));
                if (random.Next(20) == 0) ends.Add((node, next));
            }
        }
        for (int zone = 0; zone < zones; zone++)
        {
            int at = random.Next(side * side), other = random.Next(side * side);
            ends.AddRange([(side * side + zone, at), (at, side * side + zone), (side * side + zone, other), (other, side * side + zone)]);
        }
        if (zones > 2) ends.AddRange([(side * side, side * side + 1), (side * side + 1, side * side + 2), (side * side, side * side), (5, 5)]);
        return (new(side * side + zones, [.. ends.Select(e => e.From)], [.. ends.Select(e => e.To)], Enumerable.Range(side * side, zones)),
            [.. Enumerable.Range(0, side * side + zones).Select(n => n < side * side ? (n % side + random.NextDouble(), n / side + random.NextDouble()) : (0, 0))]);
    }

    internal static double[] Costs(LinkGraph graph, int seed, Func<Random, double> cost)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, graph.Links).Select(_ => random.Next(25) == 0 ? double.PositiveInfinity : random.Next(12) == 0 ? 0 : cost(random))];
    }

    /// <summary>Distances and ways of all origins are those of Dijkstra, bit for bit; of the counted costs and of those that were given.</summary>
    private static void Agrees(HierarchyCosts costs, IEnumerable<int> origins)
    {
        LinkGraph graph = costs.Hierarchy.Graph;
        Dijkstra plain = new(graph);
        HierarchySearch search = new(costs);
        double[] expected = new double[graph.Nodes], found = new double[graph.Nodes];
        int[] by = new int[graph.Nodes], byPlain = new int[graph.Nodes];
        foreach (int[] batch in origins.Chunk(HierarchySearch.Lanes))
        {
            search.From(batch);
            for (int lane = 0; lane < batch.Length; lane++)
            {
                plain.Run(batch[lane], costs.Counted, expected, byPlain);
                for (int node = 0; node < graph.Nodes; node++) found[node] = search.Distance(lane, node);
                Same(batch[lane], expected, found);
                search.Ways(lane, found, by);
                plain.Run(batch[lane], costs.Given, expected, byPlain);
                Same(batch[lane], expected, found);
                FollowsItsLinks(graph, costs.Given, batch[lane], found, by);
            }
        }
    }

    /// <summary>Each node is reached over its last link, and no way comes back to a node.</summary>
    private static void FollowsItsLinks(LinkGraph graph, ReadOnlySpan<double> costs, int origin, double[] distances, int[] by)
    {
        int[] seen = new int[graph.Nodes];                      // 1 on the way that is followed, 2 known to lead from the origin
        seen[origin] = 2;
        for (int node = 0; node < graph.Nodes; node++)
        {
            if ((double.IsFinite(distances[node]) && node != origin) != (by[node] >= 0)) Assert.Fail($"node {node} from {origin}: a distance of {distances[node]} by link {by[node]}");
            if (by[node] < 0) continue;
            int tail = graph.Tails[by[node]], at = node;
            if (graph.Heads[by[node]] != node || distances[node] != distances[tail] + costs[by[node]] || (tail != origin && graph.IsClosed(tail))) Assert.Fail($"node {node} from {origin} is not reached over link {by[node]}");
            for (; seen[at] == 0; at = graph.Tails[by[at]]) seen[at] = 1;
            if (seen[at] == 1) Assert.Fail($"the way from {origin} to {node} comes back to {at}");
            for (at = node; seen[at] == 1; at = graph.Tails[by[at]]) seen[at] = 2;
        }
    }

    private static void Same(int origin, double[] expected, double[] found)
    {
        for (int node = 0; node < expected.Length; node++)
            if (expected[node] != found[node]) Assert.Fail($"from {origin} to {node}: {found[node]:R}, by Dijkstra {expected[node]:R}");
    }

    [Theory, InlineData("Braess-Example/Braess"), InlineData("SiouxFalls/SiouxFalls"), InlineData("Anaheim/Anaheim"), InlineData("Berlin-Mitte-Center/berlin-mitte-center"), InlineData("Barcelona/Barcelona"),
        InlineData("Winnipeg/Winnipeg"), InlineData("Chicago-Sketch/ChicagoSketch")]
    public void On_published_networks_every_distance_from_every_node_is_that_of_Dijkstra(string path)
    {
        TntpNetwork network = TntpReader.Network(SharedData.Data($"transport-tntp/{path}_net.tntp"));
        HierarchyCosts costs = new(new(network.Graph));
        costs.Set([.. network.Links.FreeTimes]);
        output.WriteLine($"{network.Graph.Nodes} nodes, {network.Graph.Links} links, {costs.Hierarchy.ArcCount} arcs, {costs.Needed} needed, height {costs.Hierarchy.Height}, tick {costs.Tick:g3}");
        Agrees(costs, Enumerable.Range(0, network.Graph.Nodes));
        Random random = new(1);
        costs.Set([.. network.Links.FreeTimes.Select(t => t * (1 + random.NextDouble()))]);
        Agrees(costs, Enumerable.Range(0, network.Graph.Nodes));
    }

    [Fact]
    public void On_the_largest_published_network_distances_from_a_node_in_twenty_are_those_of_Dijkstra()
    {
        string path = Path.Combine(SharedData.Data("transport-tntp/Berlin-Center"), "berlin-center");
        TntpNetwork network = TntpReader.Network($"{path}_net.tntp");
        HierarchyCosts costs = new(new(network.Graph, TntpReader.Places($"{path}_node.tntp", network.Graph.Nodes)));
        costs.Set([.. network.Links.FreeTimes]);
        Agrees(costs, Enumerable.Range(0, network.Graph.Nodes).Where(n => n % 20 == 0));
    }

    [Fact]
    public void Olemps_and_a_generated_town_have_the_distances_of_Dijkstra_in_metres_and_in_seconds()
    {
        RoadNetwork olemps = RoadNetwork.Of([.. VectorReader.Read(SharedData.Data("territory-olemps/bdtopo/TRONCON_DE_ROUTE.shp")).Features.Select((f, n) =>
            new Road($"{n}", [.. f.Geometry!.Coordinates.Select(c => c.X)], [.. f.Geometry.Coordinates.Select(c => c.Y)], Known<RoadClass>.Guessed(RoadClass.Residential), ""))]);
        foreach (RoadNetwork network in new[] { olemps, RoadNetwork.Of(TownGenerator.Generate(4000, 5).Roads) })
        {
            (LinkGraph graph, int[] stretch) = network.GraphOf(Mode.Car);
            HierarchyCosts costs = new(new(graph, [.. Enumerable.Range(0, graph.Nodes).Select(network.PlaceOf)]));
            output.WriteLine($"{graph.Nodes} nodes, {graph.Links} links, {costs.Hierarchy.ArcCount} arcs, height {costs.Hierarchy.Height}");
            foreach (double speed in new[] { 1, 50 / 3.6 })
            {
                costs.Set([.. stretch.Select(s => network.Stretches[s].Length / speed)]);
                Agrees(costs, Enumerable.Range(0, graph.Nodes).Where(n => n % 7 == 0));
            }
        }
    }

    [Theory, InlineData(1, true), InlineData(2, true), InlineData(3, false), InlineData(4, false)]
    public void Links_that_are_free_closed_double_or_one_way_and_zones_keep_their_meaning(int seed, bool placed)
    {
        (LinkGraph graph, (double, double)[] places) = Town(17, 12, seed);
        HierarchyCosts costs = new(new(graph, placed ? places : null));
        costs.Set(Costs(graph, seed, static random => random.Next(1, 40)));
        Assert.True(costs.IsExact);
        Agrees(costs, Enumerable.Range(0, graph.Nodes));
        costs.Set(Costs(graph, seed + 100, static random => random.Next(1, 3) + 1e-13 * random.Next(3)));
        Assert.False(costs.IsExact);
        Agrees(costs, Enumerable.Range(0, graph.Nodes));
        costs.Set(Costs(graph, seed + 200, static random => Math.Pow(10, random.Next(-12, 12)) * random.NextDouble()));
        Agrees(costs, Enumerable.Range(0, graph.Nodes));
        costs.Set(new double[graph.Links]);
        Agrees(costs, Enumerable.Range(0, graph.Nodes));
        costs.Set([.. Enumerable.Repeat(double.PositiveInfinity, graph.Links)]);
        Agrees(costs, [0, graph.Nodes - 1]);
    }

    [Fact]
    public void Graphs_without_links_of_one_node_of_zones_alone_and_complete_ones_are_graphs()
    {
        (int, int)[] all = [.. from a in Enumerable.Range(0, 9) from b in Enumerable.Range(0, 9) select (a, b)];
        foreach (LinkGraph graph in new[] { new LinkGraph(1, [], []), new(7, [], []), new(3, [0, 1], [1, 2], closed: [0, 1, 2]), new(2, [0, 0, 1], [1, 1, 1]), new(9, [.. all.Select(p => p.Item1)], [.. all.Select(p => p.Item2)]) })
        {
            HierarchyCosts costs = new(new(graph));
            costs.Set([.. Enumerable.Range(0, graph.Links).Select(l => 1.0 + l * 7 % 5)]);
            Agrees(costs, Enumerable.Range(0, graph.Nodes));
        }
        Assert.Equal((0, 0L), (new ContractionHierarchy(new(0, [], [])).Height, new ContractionHierarchy(new(0, [], [])).Triangles));
    }

    [Fact]
    public void A_skim_sums_lengths_along_the_ways_and_is_the_same_for_any_number_of_threads()
    {
        (LinkGraph graph, (double, double)[] places) = Town(30, 60, 8);
        ContractionHierarchy hierarchy = new(graph, places);
        double[] times = Costs(graph, 1, static random => 0.1 + random.NextDouble()), lengths = [.. Enumerable.Range(0, graph.Links).Select(l => 1.0 + l % 17)];
        int[] origins = [.. Enumerable.Range(900, 60), 0, 7, 7], destinations = [950, 3, 40, .. Enumerable.Range(900, 40)];
        HierarchyCosts one = new(hierarchy, threads: 1), many = new(hierarchy, threads: 7);
        one.Set(times);
        many.Set(times);
        Skim expected = Skim.Of(one, origins, destinations, 1, lengths, times), found = Skim.Of(many, origins, destinations, 7, lengths, times), alone = Skim.Of(many, origins, destinations, 3);
        double[] distances = new double[graph.Nodes];
        int[] by = new int[graph.Nodes];
        for (int row = 0; row < origins.Length; row++)
        {
            new HierarchySearch(one).Run(origins[row], distances, by);
            for (int column = 0; column < destinations.Length; column++)
            {
                double length = double.IsFinite(distances[destinations[column]]) ? 0 : double.PositiveInfinity;
                for (int node = destinations[column]; by[node] >= 0; node = graph.Tails[by[node]]) length += lengths[by[node]];
                Assert.Equal(length, expected.Along(0, row, column));
                Assert.Equal(distances[destinations[column]], expected.Along(1, row, column));
                Assert.Equal(expected.Cost(row, column), found.Cost(row, column));
                Assert.Equal(expected.Cost(row, column), alone.Cost(row, column));
                Assert.Equal(expected.Along(0, row, column), found.Along(0, row, column));
                Assert.Equal(expected.Along(1, row, column), found.Along(1, row, column));
                Assert.Equal(distances[destinations[column]], expected.Cost(row, column), 1e-9);
            }
        }
    }

    [Fact]
    public void A_customised_hierarchy_is_the_same_for_any_number_of_threads_and_whatever_was_set_before()
    {
        (LinkGraph graph, (double, double)[] places) = Town(40, 20, 3);
        ContractionHierarchy hierarchy = new(graph, places), again = new(graph, places);
        Assert.True(hierarchy.Heads.SequenceEqual(again.Heads) && hierarchy.Slots.SequenceEqual(again.Slots));
        HierarchyCosts one = new(hierarchy, threads: 1), many = new(hierarchy, threads: 5);
        many.Set(Costs(graph, 9, static random => 5 * random.NextDouble()));
        double[] costs = Costs(graph, 1, static random => random.NextDouble());
        one.Set(costs);
        many.Set(costs);
        Assert.Equal(one.Tick, many.Tick);
        Assert.True(one.Up.First.SequenceEqual(many.Up.First) && one.Down.First.SequenceEqual(many.Down.First));
        Assert.True(one.Up.Costs[..one.Up.Count].SequenceEqual(many.Up.Costs[..many.Up.Count]) && one.Down.Costs[..one.Down.Count].SequenceEqual(many.Down.Costs[..many.Down.Count]));
        Assert.InRange(one.Needed.Down, graph.Links / 2 - 200, hierarchy.ArcCount);
    }

    [Fact]
    public void The_arcs_of_a_slot_lead_to_what_stands_above_it_in_the_tree()
    {
        (LinkGraph graph, (double, double)[] places) = Town(25, 0, 6);
        foreach (ContractionHierarchy hierarchy in new[] { new ContractionHierarchy(graph, places), new(graph) })
        {
            for (int slot = 0; slot < graph.Nodes; slot++)
            {
                int above = hierarchy.Parents[slot];
                foreach (int head in hierarchy.Heads[hierarchy.First[slot]..hierarchy.First[slot + 1]])
                {
                    while (above >= 0 && above < head) above = hierarchy.Parents[above];
                    Assert.Equal(head, above);
                }
            }
            output.WriteLine($"{hierarchy.ArcCount} arcs, height {hierarchy.Height}, {hierarchy.Triangles} triangles");
            Assert.InRange(hierarchy.Height, 25, 120);          // a square of n crossings has cuts of √n: 25 + 13 + 13 + 7 + 7 + … ≈ 4 √n
        }
    }

    [Fact]
    public void What_is_no_graph_no_place_and_no_cost_is_refused()
    {
        LinkGraph graph = new(3, [0, 1], [1, 2]);
        Assert.Contains("2 places; there are 3 nodes", Assert.Throws<ArgumentException>(() => new ContractionHierarchy(graph, [(0, 0), (1, 1)])).Message, StringComparison.Ordinal);
        Assert.Contains("the place of node 1 is", Assert.Throws<ArgumentException>(() => new ContractionHierarchy(graph, [(0, 0), (double.NaN, 1), (2, 2)])).Message, StringComparison.Ordinal);
        HierarchyCosts costs = new(new(graph));
        Assert.Contains("1 costs; there are 2 links", Assert.Throws<ArgumentException>(() => costs.Set([1])).Message, StringComparison.Ordinal);
        Assert.Contains("the cost of link 1 is -1", Assert.Throws<ArgumentException>(() => costs.Set([1, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("the cost of link 0 is NaN", Assert.Throws<ArgumentException>(() => costs.Set([double.NaN, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("far below 1e300", Assert.Throws<ArgumentException>(() => costs.Set([1e308, 1e308])).Message, StringComparison.Ordinal);
        Assert.Contains("0 origins; expected 1 to 16", Assert.Throws<ArgumentException>(() => new HierarchySearch(costs).From([])).Message, StringComparison.Ordinal);
        costs.Set([1, 2]);
        HierarchySearch search = new(costs);
        search.From([0]);
        Assert.Contains("lane 1; the last search had 1 origins", Assert.Throws<ArgumentOutOfRangeException>(() => search.Distance(1, 0)).Message, StringComparison.Ordinal);
        costs.Set([2, 2]);
        Assert.Contains("search again", Assert.Throws<InvalidOperationException>(() => search.Ways(0, new double[3], new int[3])).Message, StringComparison.Ordinal);
        Assert.Contains("at place 0; there are 2 links", Assert.Throws<ArgumentException>(() => Skim.Of(costs, [0], [1], 0, new double[3])).Message, StringComparison.Ordinal);
    }
}
