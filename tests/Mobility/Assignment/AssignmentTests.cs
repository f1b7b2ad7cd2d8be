using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Assignments;

public sealed class AssignmentTests
{
    private static readonly AssignmentOptions Tight = new(Gap: 1e-11, Iterations: 2000);

    /// <summary>A town of crossing streets, every other one slower, with zones that hang on it and are closed to through traffic.</summary>
    private static (LinkGraph Graph, RoadLinks Links) Town(int side, int zones)
    {
        List<(int From, int To)> ends = [];
        for (int n = 0; n < side * side; n++)
        {
            if (n % side < side - 1) ends.AddRange([(n, n + 1), (n + 1, n)]);
            if (n / side < side - 1) ends.AddRange([(n, n + side), (n + side, n)]);
        }
        Random random = new(3);
        for (int zone = 0; zone < zones; zone++)
        {
            for (int link = 0; link < 2; link++)
            {
                int at = random.Next(side * side);
                ends.AddRange([(side * side + zone, at), (at, side * side + zone)]);
            }
        }
        LinkGraph graph = new(side * side + zones, [.. ends.Select(e => e.From)], [.. ends.Select(e => e.To)], closed: Enumerable.Range(side * side, zones));
        double[] times = [.. ends.Select((e, n) => e.From >= side * side || e.To >= side * side ? 0 : 1 + random.NextDouble())];
        return (graph, new(times, [.. ends.Select(_ => 300 + 300 * random.NextDouble())], [.. ends.Select(_ => 0.15)], [.. ends.Select((_, n) => n % 3 == 0 ? 4.4 : 4.0)],
            [.. ends.Select(_ => 1 + random.NextDouble())], [.. ends.Select(_ => random.Next(5) == 0 ? 1.0 : 0)]));
    }

    private static TripRows Trips(int side, int zones, int seed, double mean)
    {
        Random random = new(seed);
        return new(from i in Enumerable.Range(0, zones) from j in Enumerable.Range(0, zones) let trips = 2 * mean * random.NextDouble() where (i + j) % 3 > 0 select (side * side + i, side * side + j, trips));
    }

    private static RoadTraffic OneClass(int seed = 1, double mean = 90)
    {
        (LinkGraph graph, RoadLinks links) = Town(8, 20);
        return new(graph, links, [new("cars", Trips(8, 20, seed, mean), 1, LengthWeight: 0.3, TollWeight: 0.5)]);
    }

    private static RoadTraffic ThreeClasses()
    {
        (LinkGraph graph, RoadLinks links) = Town(8, 20);
        return new(graph, links,
        [
            new("hurried", Trips(8, 20, 1, 50), 1, 0.1, 0.2), new("thrifty", Trips(8, 20, 2, 30), 1, 0.3, 3),
            new("lorries", Trips(8, 20, 5, 6), 2.5, 0.6, 1, [.. Enumerable.Repeat(0.2, graph.Links)], Banned: [.. Enumerable.Range(0, 200).Where(l => l % 7 == 0)]),
        ]);
    }

    [Fact]
    public void Vehicles_are_kept_at_every_node_and_used_ways_cost_the_same()
    {
        foreach (RoadTraffic traffic in new[] { OneClass(), ThreeClasses() })
        {
            Equilibrium found = Assignment.Solve(traffic, Tight);
            Assert.True(found.Converged && found.Iterations > 3);
            Assert.InRange(found.Imbalance(), 0, 1e-9);
            Assert.InRange(found.Spread, 0, 1e-6);
            Assert.Equal(found.Volumes.Max(), Enumerable.Range(0, traffic.Graph.Links).Max(l => traffic.Classes.Select((c, n) => c.CarUnits * found.Flows[n][l]).Sum()), 1e-9);
        }
    }

    [Fact]
    public void No_class_takes_a_link_that_is_banned_for_it()
    {
        Equilibrium found = Assignment.Solve(ThreeClasses(), Tight);
        Assert.All(found.Traffic.Classes[2].Banned!, l => Assert.Equal(0, found.Flows[2][l]));
        Assert.Contains(found.Traffic.Classes[2].Banned!, l => found.Flows[0][l] > 0);
    }

    [Fact]
    public void Those_to_whom_time_is_dear_pay_more_tolls_for_a_trip()
    {
        Equilibrium found = Assignment.Solve(ThreeClasses(), Tight);
        (_, RoadLinks links) = Town(8, 20);
        double Paid(int c) => found.Flows[c].Select((f, l) => f * links.Tolls![l]).Sum() / found.Traffic.Classes[c].Trips.Sums().All;
        Assert.True(Paid(0) > Paid(1));
    }

    [Theory]
    [InlineData(RoutePrinciple.UserEquilibrium)]
    [InlineData(RoutePrinciple.SystemOptimum)]
    public void The_result_is_the_same_byte_by_byte_for_any_number_of_threads(RoutePrinciple principle)
    {
        RoadTraffic traffic = ThreeClasses();
        Equilibrium one = Assignment.Solve(traffic, Tight with { Threads = 1, Principle = principle });
        foreach (int threads in new[] { 2, 3, 8 })
        {
            Equilibrium many = Assignment.Solve(traffic, Tight with { Threads = threads, Principle = principle });
            for (int c = 0; c < 3; c++) Assert.Equal(one.Flows[c], many.Flows[c]);
            Assert.Equal((one.Objective, one.RelativeGap, one.Iterations), (many.Objective, many.RelativeGap, many.Iterations));
        }
        FrankWolfeIsAlike(traffic);
    }

    private static void FrankWolfeIsAlike(RoadTraffic traffic)
    {
        AssignmentOptions few = new(1e-9, 10);
        Assert.Equal(FrankWolfe.Solve(traffic, few with { Threads = 1 }).Flows[0], FrankWolfe.Solve(traffic, few with { Threads = 5 }).Flows[0]);
    }

    [Fact]
    public void A_warm_start_finds_the_same_equilibrium_in_fewer_rounds()
    {
        Equilibrium cold = Assignment.Solve(OneClass(), Tight), other = Assignment.Solve(Like(cold, 1.02), Tight), warm = Assignment.Solve(Like(cold, 1), Tight, other);
        Assert.Equal(cold.Objective, warm.Objective, 1e-9 * cold.Objective);
        for (int link = 0; link < cold.Volumes.Length; link++) Assert.Equal(cold.Volumes[link], warm.Volumes[link], 1e-2);
        Assert.True(warm.Iterations < cold.Iterations, $"{warm.Iterations} rounds, {cold.Iterations} without it");
        Assert.Equal(0, Assignment.Solve(cold.Traffic, Tight, cold).Iterations);
    }

    /// <summary>The same network with trips and bans of its own.</summary>
    private static RoadTraffic Like(Equilibrium earlier, double factor, IReadOnlyCollection<int>? banned = null)
    {
        (_, RoadLinks links) = Town(8, 20);
        TravelClass c = earlier.Traffic.Classes[0];
        return new(earlier.Traffic.Graph, links, [c with { Trips = c.Trips.Times(factor), Banned = banned }]);
    }

    [Fact]
    public void A_warm_start_finds_a_street_that_was_opened_since()
    {
        // 0 → 1 takes 10; by 2 it takes 2, once the link to 2 is open.
        LinkGraph graph = new(3, [0, 0, 2], [1, 2, 1]);
        RoadLinks links = new([10, 1, 1], [100, 100, 100], [0, 0, 0], [1, 1, 1]);
        RoadTraffic Traffic(params int[] banned) => new(graph, links, [new("cars", new([(0, 1, 5.0)]), Banned: banned)]);
        Equilibrium closed = Assignment.Solve(Traffic(1), Tight), open = Assignment.Solve(Traffic(), Tight, closed);
        Assert.Equal([5.0, 0, 0], closed.Volumes);
        Assert.Equal([0.0, 5, 5], open.Volumes);
    }

    [Fact]
    public void A_warm_start_leaves_links_that_were_closed_since_and_finds_new_pairs()
    {
        Equilibrium before = Assignment.Solve(OneClass(), Tight);
        int[] closed = [.. Enumerable.Range(0, 224).OrderByDescending(l => before.Volumes[l]).Take(3)];
        RoadTraffic after = Like(before, 1, closed);
        Equilibrium warm = Assignment.Solve(after, Tight, before), cold = Assignment.Solve(after, Tight);
        Assert.All(closed, l => Assert.Equal(0, warm.Volumes[l]));
        Assert.Equal(cold.Objective, warm.Objective, 1e-9 * cold.Objective);
        TravelClass c = before.Traffic.Classes[0];
        (_, RoadLinks links) = Town(8, 20);
        RoadTraffic others = new(before.Traffic.Graph, links, [c with { Trips = new([.. c.Trips.Pairs().Where(p => p.From % 2 == 0), (64, 65, 30.0), (3, 64, 20.0)]) }]);
        Assert.Equal(Assignment.Solve(others, Tight).Objective, Assignment.Solve(others, Tight, before).Objective, 1e-8 * before.Objective);
        Assert.Contains("another graph", Assert.Throws<ArgumentException>(() => Assignment.Solve(OneClass(), Tight, before)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Frank_and_Wolfe_come_near_the_same_objective_from_above()
    {
        RoadTraffic traffic = ThreeClasses();
        double best = Assignment.Solve(traffic, Tight).Objective;
        Equilibrium plain = FrankWolfe.Solve(traffic, new(1e-4, 5000));
        Assert.True(plain.Converged);
        Assert.InRange(plain.Objective, best * (1 - 1e-9), best + plain.RelativeGap * plain.TotalCost * 2.5);
        Assert.InRange(plain.Imbalance(), 0, 1e-9);
    }

    [Fact]
    public void The_optimum_of_all_costs_all_less_and_gains_nothing_by_any_shift()
    {
        RoadTraffic traffic = OneClass();
        Equilibrium user = Assignment.Solve(traffic, Tight), system = Assignment.Solve(traffic, Tight with { Principle = RoutePrinciple.SystemOptimum });
        Assert.True(system.TotalCost < user.TotalCost);
        Assert.Equal(system.TotalCost, system.Objective, 1e-9 * system.TotalCost);
    }

    [Fact]
    public void Nobody_on_the_road_is_an_equilibrium() =>
        Assert.Equal((0, 0, 0, true), Assignment.Solve(new(new(2, [0], [1]), new([1], [1], [1], [1]), [new("nobody", new([]))]), Tight) is var e ? (e.Volumes[0], e.RelativeGap, e.TotalCost, e.Converged) : default);

    [Fact]
    public void Trips_that_stay_at_their_node_load_no_link()
    {
        Equilibrium found = Assignment.Solve(new(new(2, [0, 1], [1, 0]), new([1, 1], [10, 10], [0.15, 0.15], [4, 4]), [new("cars", new([(0, 0, 5), (0, 1, 10)]))]), Tight);
        Assert.Equal([10, 0], found.Volumes);
        Assert.Equal((5, 11.5), (found.Inside, found.TotalCost));
    }

    [Fact]
    public void Trips_without_a_way_are_refused_all_at_once_by_name()
    {
        LinkGraph graph = new(4, [0, 1], [1, 2], closed: [1]);
        InputException refused = Assert.Throws<InputException>(() => new RoadTraffic(graph, new([1, 1], [10, 10], [0, 0], [1, 1]), [new("cars", new([(0, 2, 3), (0, 1, 1), (3, 0, 2.5)]))], n => $"zone {n + 1}"));
        Assert.Equal(2, refused.Faults.Count);
        Assert.Contains("cars: 3 trips from zone 1 to zone 3, which no way joins", refused.Faults[0], StringComparison.Ordinal);
        Assert.Contains("2.5 trips from zone 4 to zone 1", refused.Faults[1], StringComparison.Ordinal);
        Assert.Contains("1 trips from 0 to 1", Assert.Throws<InputException>(() => new RoadTraffic(new(2, [0], [1]), new([1], [1], [0], [1]), [new("vans", new([(0, 1, 1)]), Banned: [0])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_cannot_be_are_refused_all_at_once()
    {
        LinkGraph graph = new(3, [0, 1, 0], [1, 2, 2]);
        InputException refused = Assert.Throws<InputException>(() => new RoadTraffic(graph, new([1, -2, double.NaN], [0, -5, 10], [0.15, -1, 0], [0.5, 1, double.PositiveInfinity], [1, 1], [0, 0, -1]),
            [new("cars", new([(0, 2, -3), (0, 1, double.NaN), (0, 7, 1)]), 0, -1, double.NaN, [1], [9])]));
        Assert.Collection(refused.Faults,
            f => Assert.Contains("link 1 → 2 (number 2): free time is -2; expected a time of 0 or more", f, StringComparison.Ordinal), f => Assert.Contains("free time is NaN", f, StringComparison.Ordinal),
            f => Assert.Contains("link 0 → 1 (number 1): capacity is 0", f, StringComparison.Ordinal), f => Assert.Contains("capacity is -5", f, StringComparison.Ordinal), f => Assert.Contains("α is -1", f, StringComparison.Ordinal),
            f => Assert.Contains("power is 0.5", f, StringComparison.Ordinal), f => Assert.Contains("power is ∞", f.Replace("Infinity", "∞", StringComparison.Ordinal), StringComparison.Ordinal),
            f => Assert.Contains("2 values of length; expected 3", f, StringComparison.Ordinal), f => Assert.Contains("toll is -1", f, StringComparison.Ordinal), f => Assert.Contains("0 car units", f, StringComparison.Ordinal),
            f => Assert.Contains("weight of length -1", f, StringComparison.Ordinal), f => Assert.Contains("weight of toll NaN", f, StringComparison.Ordinal), f => Assert.Contains("1 extra times; expected 3", f, StringComparison.Ordinal),
            f => Assert.Contains("bans link 9; there are 3", f, StringComparison.Ordinal), f => Assert.Contains("from 0 to 1: NaN trips", f, StringComparison.Ordinal), f => Assert.Contains("from 0 to 2: -3 trips", f, StringComparison.Ordinal),
            f => Assert.Contains("trips from node 0 to 7; there are 3", f, StringComparison.Ordinal));
        Assert.Equal([(0, 1, -2.0), (1, 0, 7.0)], new TripRows([(1, 0, 3), (0, 1, 5), (0, 1, -2), (1, 0, 4), (0, 1, 1)]).Pairs());
        Assert.Throws<ArgumentException>(() => Assignment.Solve(OneClass(), new(Gap: double.NaN)));
    }

    [Fact]
    public void Costs_beyond_what_a_number_holds_are_refused_with_the_fullest_link()
    {
        RoadTraffic traffic = new(new(2, [0, 0], [1, 1]), new([1, 2], [1, 1], [1, 1], [300, 300]), [new("cars", new([(0, 1, 100)]))]);
        TerritoryException refused = Assert.Throws<TerritoryException>(() => Assignment.Solve(traffic, Tight));
        Assert.Contains("on a capacity of 1", refused.Message, StringComparison.Ordinal);
        Assert.Throws<TerritoryException>(() => FrankWolfe.Solve(traffic, Tight));
    }

    [Theory]
    [InlineData("Barcelona", "Barcelona", 1265654.922032)]
    [InlineData("Winnipeg", "Winnipeg", 827911.494630)]
    [InlineData("Berlin-Mitte-Center", "berlin-mitte-center", 992954.699978)]
    public void Published_networks_come_to_their_objectives(string folder, string name, double objective)
    {
        TntpNetwork network = TntpReader.Network(SharedData.Data($"transport-tntp/{folder}/{name}_net.tntp"));
        TripRows trips = TntpReader.Trips(SharedData.Data($"transport-tntp/{folder}/{name}_trips.tntp"), network.Zones);
        Equilibrium found = Assignment.Solve(new(network.Graph, network.Links, [new("cars", trips)], TntpNetwork.Name), new(1e-10));
        Assert.True(found.Converged);
        Assert.Equal(objective, found.Objective, 1e-6);
        Assert.InRange(found.Imbalance(), 0, 1e-9);
    }
}
