using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;
using TerritoryTwin.Tests.Compute;

namespace TerritoryTwin.Tests.Mobility.Graph;

public sealed class LevelSweepTests(ITestOutputHelper output)
{
    private const double Thousandth = 1.0 / 1024;

    private static IEnumerable<Device> Everywhere() => CardTests.HostsAndCards().Append(new HostDevice(2, VectorWidth.Of128)).Append(new HostDevice(1, VectorWidth.Of256)).Append(new ReferenceDevice());

    /// <summary>On every device, distances to all nodes are those of Dijkstra at the counted costs, bit for bit, and at the given costs within half a tick for each link.</summary>
    private void Agrees(ContractionHierarchy hierarchy, double[] given, double tick, int[] origins)
    {
        LinkGraph graph = hierarchy.Graph;
        HierarchyCosts costs = new(hierarchy, tick: tick);
        costs.Set(given);
        Assert.Equal(tick, costs.Tick);
        Dijkstra plain = new(graph);
        double[][] expected = [.. origins.Select(_ => new double[graph.Nodes])];
        int[] by = new int[graph.Nodes], byGiven = new int[graph.Nodes];
        double[] atGiven = new double[graph.Nodes];
        double farthest = 0, most = 0;
        for (int row = 0; row < origins.Length; row++)
        {
            plain.Run(origins[row], costs.Counted, expected[row], by);
            plain.Run(origins[row], given, atGiven, byGiven);
            for (int node = 0; node < graph.Nodes; node++)
            {
                if (double.IsPositiveInfinity(atGiven[node]) && double.IsPositiveInfinity(expected[row][node])) continue;
                double off = Math.Abs(expected[row][node] - atGiven[node]);
                (farthest, most) = (Math.Max(farthest, off), Math.Max(most, atGiven[node]));
                Assert.True(off <= tick / 2 * Math.Max(Links(by, node), Links(byGiven, node)) + 1e-12 * atGiven[node], $"from {origins[row]} to {node}: {off:R} off");
            }
        }
        foreach (Device device in Everywhere())
        {
            using (device)
            {
                foreach (int lanes in new[] { 16, 48 })
                {
                    using LevelSweep sweep = new(costs, device, lanes);
                    for (int begin = 0; begin < origins.Length; begin += lanes)
                    {
                        int[] batch = origins[begin..Math.Min(begin + lanes, origins.Length)];
                        sweep.From(batch);
                        for (int lane = 0; lane < batch.Length; lane++)
                            for (int node = 0; node < graph.Nodes; node++)
                                if (sweep.Distance(lane, node) != expected[begin + lane][node])
                                    Assert.Fail($"{device.Name}, {lanes} lanes, from {batch[lane]} to {node}: {sweep.Distance(lane, node):R}, by Dijkstra {expected[begin + lane][node]:R}");
                    }
                    if (lanes == 16 && device is ReferenceDevice)
                        output.WriteLine($"{graph.Nodes} nodes, height {hierarchy.Height}, {sweep.Launches} launches, {costs.Needed.Down} arcs, padded {sweep.Padded}; ways up to {most:g4}, off by {farthest:g3}");
                }
            }
        }

        int Links(int[] last, int node)
        {
            int links = 0;
            for (; last[node] >= 0; node = graph.Tails[last[node]]) links++;
            return links;
        }
    }

    [Theory, InlineData("SiouxFalls/SiouxFalls", 1), InlineData("Anaheim/Anaheim", 5), InlineData("Chicago-Sketch/ChicagoSketch", 19)]
    public void On_every_device_published_networks_have_the_distances_of_Dijkstra(string path, int every)
    {
        TntpNetwork network = TntpReader.Network(SharedData.Data($"transport-tntp/{path}_net.tntp"));
        Agrees(new(network.Graph), [.. network.Links.FreeTimes.Select(t => t * 60)], Thousandth, [.. Enumerable.Range(0, network.Graph.Nodes).Where(n => n % every == 0)]);
    }

    [Fact]
    public void On_every_device_Olemps_and_a_generated_town_have_the_distances_of_Dijkstra_in_seconds()
    {
        RoadNetwork olemps = RoadNetwork.Of([.. VectorReader.Read(SharedData.Data("territory-olemps/bdtopo/TRONCON_DE_ROUTE.shp")).Features.Select((f, n) =>
            new Road($"{n}", [.. f.Geometry!.Coordinates.Select(c => c.X)], [.. f.Geometry.Coordinates.Select(c => c.Y)], Known<RoadClass>.Guessed(RoadClass.Residential), ""))]);
        foreach (RoadNetwork network in new[] { olemps, RoadNetwork.Of(TownGenerator.Generate(4000, 5).Roads) })
        {
            (LinkGraph graph, int[] stretch) = network.GraphOf(Mode.Car);
            Agrees(new(graph, [.. Enumerable.Range(0, graph.Nodes).Select(network.PlaceOf)]), [.. stretch.Select(s => network.Stretches[s].Length * 3.6 / 50)], Thousandth,
                [.. Enumerable.Range(0, graph.Nodes).Where(n => n % 29 == 0)]);
        }
    }

    [Theory, InlineData(1), InlineData(2)]
    public void On_every_device_links_that_are_free_closed_double_or_one_way_and_zones_keep_their_meaning(int seed)
    {
        (LinkGraph graph, (double, double)[] places) = ContractionHierarchyTests.Town(17, 12, seed);
        ContractionHierarchy hierarchy = new(graph, places);
        int[] all = [.. Enumerable.Range(0, graph.Nodes)];
        Agrees(hierarchy, ContractionHierarchyTests.Costs(graph, seed, static random => random.Next(1, 40)), 1, all);
        Agrees(hierarchy, ContractionHierarchyTests.Costs(graph, seed, static random => 40 * random.NextDouble()), Thousandth, all);
        Agrees(hierarchy, [.. Enumerable.Repeat(double.PositiveInfinity, graph.Links)], 1, [0, graph.Nodes - 1]);
    }

    [Fact]
    public void Ways_just_below_the_most_that_float32_counts_are_exact_and_longer_ones_are_refused()
    {
        // A chain whose last way is as long as float32 counts, less one; and a link to beside it that is longer by one tick.
        const double most = 1 << 24;
        LinkGraph graph = new(4, [0, 1, 0, 2], [1, 2, 2, 3]);
        HierarchyCosts costs = new(new(graph), tick: 1);
        foreach (Device device in Everywhere())
        {
            using (device)
            {
                costs.Set([most / 2 - 1, most / 2, most, 0]);
                using LevelSweep sweep = new(costs, device);
                sweep.From([0, 3]);
                Assert.Equal((most - 1, 0, double.PositiveInfinity), (sweep.Distance(0, 3), sweep.Distance(1, 3), sweep.Distance(1, 0)));
                Assert.Contains("lane 2 had no origin", Assert.Throws<ArgumentOutOfRangeException>(() => sweep.Distance(2, 0)).Message, StringComparison.Ordinal);
                costs.Set([most / 2 - 1, most / 2, most, 1]);
                Assert.Contains("make a new sweep", Assert.Throws<InvalidOperationException>(() => sweep.From([0])).Message, StringComparison.Ordinal);
                using LevelSweep longer = new(costs, device);
                longer.From([1]);
                Assert.Equal(most / 2 + 1, longer.Distance(0, 3));
                string fault = Assert.Throws<TerritoryException>(() => longer.From([1, 0])).Message;
                Assert.Contains("from node 0 has 16777216 ticks of 1 or more", fault, StringComparison.Ordinal);
                Assert.Throws<ArgumentOutOfRangeException>(() => longer.Distance(0, 3));
            }
        }
    }

    [Fact]
    public void Ticks_and_lanes_that_cannot_be_are_refused()
    {
        LinkGraph graph = new(3, [0, 1], [1, 2]);
        Assert.Contains("a tick of 0.3; expected a power of two", Assert.Throws<ArgumentException>(() => new HierarchyCosts(new(graph), tick: 0.3)).Message, StringComparison.Ordinal);
        HierarchyCosts costs = new(new(graph), tick: 1);
        costs.Set([0, 0]);
        Assert.Contains("ticks of 1, and those of a way may add up to 2e+17", Assert.Throws<ArgumentException>(() => costs.Set([1e17, 1e17])).Message, StringComparison.Ordinal);
        using HostDevice device = new(1);
        Assert.Contains("20 lanes; expected a multiple of 16", Assert.Throws<ArgumentException>(() => new LevelSweep(costs, device, 20)).Message, StringComparison.Ordinal);
        Assert.Contains("3 nodes × 16777216 lanes", Assert.Throws<ArgumentException>(() => new LevelSweep(costs, device, 1 << 24)).Message, StringComparison.Ordinal);
        using LevelSweep sweep = new(costs, device);
        Assert.Contains("17 origins; expected 1 to 16", Assert.Throws<ArgumentException>(() => sweep.From(new int[17])).Message, StringComparison.Ordinal);
    }
}
