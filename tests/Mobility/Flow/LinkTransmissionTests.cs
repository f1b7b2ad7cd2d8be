using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;
using TerritoryTwin.Tests.Compute;

namespace TerritoryTwin.Tests.Mobility.Flow;

public sealed class LinkTransmissionTests
{
    private const double Dt = 5;

    // u 20 m/s, w 5 m/s, 0.2 vehicles/m: 0.8 vehicles/s.
    private static TrafficLink Street(double length, double lanes = 1) => new(length, 20, 0.8 * lanes, 0.2 * lanes);

    [Fact]
    public void A_free_road_delays_nobody()
    {
        using HostDevice host = new(2);
        using LinkTransmission road = Chain(host, Street(1000));
        road.SetDemand([0.5, 0]);
        road.Step(100);
        road.SetDemand([0, 0]);
        road.Step(40);
        TrafficCounts counts = road.Counts();
        Assert.Equal(250, counts.Arrived[1] / 1024.0, tolerance: 0.02);
        Assert.Equal(counts.Came[0], counts.Arrived[1]);
        Assert.Equal(12_500, counts.Spent[1], tolerance: 1);
        Assert.Equal(0, counts.Spent[0]);
    }

    [Fact]
    public void A_fraction_of_a_step_is_kept()
    {
        using HostDevice host = new(1);
        using LinkTransmission road = Chain(host, Street(730), Street(1111));
        road.SetDemand([0.5, 0, 0]);
        road.Step(100);
        road.SetDemand([0, 0, 0]);
        road.Step(60);
        TrafficCounts counts = road.Counts();
        double vehicles = counts.Arrived[2] / 1024.0;
        Assert.Equal(250, vehicles, tolerance: 0.02);
        Assert.Equal(36.5, counts.Spent[1] / vehicles, tolerance: 0.01);
        Assert.Equal(55.55, counts.Spent[2] / vehicles, tolerance: 0.01);
    }

    [Fact]
    public void Before_a_bottleneck_the_delay_is_that_of_the_cumulative_curves()
    {
        using HostDevice host = new(2);
        using LinkTransmission road = Chain(host, Street(2000), Street(1000) with { Capacity = 2 / 3.0, JamDensity = 0.2 });
        road.SetDemand([0.8, 0, 0]);
        road.Step(100);
        road.SetDemand([0.4, 0, 0]);
        road.Step(200);
        road.SetDemand([0, 0, 0]);
        road.Step(60);
        TrafficCounts counts = road.Counts();
        double vehicles = counts.Arrived[2] / 1024.0;
        Assert.Equal(800, vehicles, tolerance: 0.05);
        Assert.Equal(31.25, counts.Spent.Sum() / vehicles - 150, tolerance: 0.05);
    }

    [Fact]
    public void Behind_a_bottleneck_traffic_stands_at_its_density_on_the_diagram()
    {
        using HostDevice host = new(1);
        using LinkTransmission road = Chain(host, Street(1000), Street(1000) with { Capacity = 2 / 3.0 });
        road.SetDemand([0.8, 0, 0]);
        road.Step(2000);
        long before = road.Counts().Left[1];
        road.Step(64);
        TrafficCounts counts = road.Counts();
        Assert.Equal(2 / 3.0, (counts.Left[1] - before) / 1024.0 / (64 * Dt), tolerance: 1e-3);
        Assert.Equal(0.2 - 2 / 3.0 / 5, counts.Present[1] / 1024.0 / 1000, tolerance: 5e-4);
        Assert.True(counts.Present[0] > 1024 * 100, "the queue waits before the network");
    }

    [Fact]
    public void A_queue_reaches_back_into_the_streets_before_and_holds_those_who_turn_elsewhere()
    {
        // Entry 0 → 1 → 2 → (3 | 4); 3 is shut at its end after a while: 2 fills, then 1, and those to 4 stand with the others.
        using HostDevice host = new(2);
        LinkGraph graph = new(6, [0, 1, 2, 3, 3], [1, 2, 3, 4, 5]);
        using LinkTransmission town = new(graph, [TrafficLink.Entry(2), Street(400), Street(300), Street(200), Street(200)], [new(0, 1), new(1, 2), new(2, 3), new(2, 4)], Dt, host);
        town.SetShares([1, 1, 0.5, 0.5]);
        town.SetDemand([0.6, 0, 0, 0, 0]);
        town.Step(200);
        TrafficCounts free = town.Counts();
        Assert.Equal(0.6 * 20, free.Present[1] / 1024.0, tolerance: 0.1);
        town.SetLeaving([2, 0.8, 0.8, 0, 0.8]);
        List<int> full = [];
        for (int step = 0; step < 1000 && full.Count < 3; step++)
        {
            town.Step();
            TrafficCounts now = town.Counts();
            foreach (int link in (int[])[3, 2, 1])
                if (!full.Contains(link) && now.Present[link] >= 0.98 * 0.2 * 1024 * (link == 1 ? 400 : link == 2 ? 300 : 200)) full.Add(link);
        }
        Assert.Equal([3, 2, 1], full);
        town.Step(100);
        long arrived = town.Counts().Arrived[4];
        town.Step(100);
        TrafficCounts jammed = town.Counts();
        Assert.Equal(arrived, jammed.Arrived[4]);
        Assert.Equal(0, jammed.Present[4]);
        town.SetDemand([0, 0, 0, 0, 0]);
        town.SetLeaving([2, 0.8, 0.8, 0.8, 0.8]);
        town.Step(2000);
        TrafficCounts empty = town.Counts();
        Assert.Equal(0, empty.Present.Sum());
        Assert.Equal(empty.Came[0], empty.Arrived.Sum());
        Assert.Equal(1, empty.Arrived[3] / (double)empty.Arrived[4], tolerance: 0.01);
    }

    [Theory]
    [InlineData(0.3, 0.3, 0.3, 0.3), InlineData(0.5, 0.5, 0.4, 0.4), InlineData(0.2, 0.8, 0.2, 0.6), InlineData(0.8, 0.8, 0.4, 0.4)]
    public void Where_two_streets_merge_room_goes_by_capacity_and_what_one_leaves_goes_to_the_other(double first, double second, double firstPasses, double secondPasses)
    {
        using HostDevice host = new(1);
        LinkGraph graph = new(6, [0, 1, 2, 3, 4], [2, 3, 4, 4, 5]);
        using LinkTransmission merge = new(graph, [TrafficLink.Entry(0.8), TrafficLink.Entry(0.8), Street(1000), Street(1000), Street(1000)], [new(0, 2), new(1, 3), new(2, 4), new(3, 4)], Dt, host);
        merge.SetShares([1, 1, 1, 1]);
        merge.SetDemand([first, second, 0, 0, 0]);
        merge.Step(1500);
        TrafficCounts before = merge.Counts();
        merge.Step(320);
        TrafficCounts after = merge.Counts();
        Assert.Equal(firstPasses, (after.Left[2] - before.Left[2]) / 1024.0 / 1600, tolerance: 1e-3);
        Assert.Equal(secondPasses, (after.Left[3] - before.Left[3]) / 1024.0 / 1600, tolerance: 1e-3);
    }

    [Fact]
    public void Weights_are_capacities_and_shares_of_turns_are_kept_in_the_long_run()
    {
        using HostDevice host = new(1);
        LinkGraph graph = new(7, [0, 1, 2, 3, 4, 4], [2, 3, 4, 4, 5, 6]);
        using LinkTransmission crossing = new(graph, [TrafficLink.Entry(1.6), TrafficLink.Entry(0.8), Street(500, 2), Street(500), Street(500), Street(500)],
            [new(0, 2), new(1, 3), new(2, 4), new(2, 5), new(3, 4), new(3, 5)], Dt, host);
        crossing.SetShares([1, 1, 1, 0, 0.7, 0.2]);
        crossing.SetDemand([0.7, 0.4, 0, 0, 0, 0]);
        crossing.Step(1000);
        TrafficCounts before = crossing.Counts();
        crossing.Step(6400);
        TrafficCounts after = crossing.Counts();
        double big = (after.Left[2] - before.Left[2]) / 1024.0 / 32_000, small = (after.Left[3] - before.Left[3]) / 1024.0 / 32_000;
        Assert.Equal(2, big / small, tolerance: 2e-3);
        Assert.Equal(0.8, big + 0.7 * small, tolerance: 1e-3);
        Assert.Equal(0.1, (after.Arrived[3] - before.Arrived[3]) / (double)(after.Left[3] - before.Left[3]), tolerance: 1e-4);
        Assert.Equal(0.2, (after.Came[5] - before.Came[5]) / (double)(after.Left[3] - before.Left[3]), tolerance: 1e-4);
    }

    [Fact]
    public void Vehicles_are_those_that_arrived_drive_and_wait_exactly_and_the_same_on_every_device()
    {
        TrafficCounts? first = null;
        foreach (Device device in CardTests.HostsAndCards().Append(new HostDevice(2, VectorWidth.Of128)).Append(new HostDevice(1, VectorWidth.Of256)))
        {
            using (device)
            {
                using LinkTransmission town = Blocks(device, 12, out double[] demand);
                for (int quarter = 0; quarter < 8; quarter++)
                {
                    town.SetDemand([.. demand.Select(d => quarter < 5 ? d : 0)]);
                    town.Step(180);
                    TrafficCounts counts = town.Counts();
                    long entered = counts.Came.Where((_, l) => demand[l] > 0).Sum();
                    Assert.Equal(entered, counts.Arrived.Sum() + counts.Present.Sum());
                    Assert.All(counts.Present, p => Assert.True(p >= 0));
                    for (int l = 0; l < demand.Length; l++) Assert.Equal(counts.Came[l], counts.Left[l] + counts.Present[l]);
                }
                TrafficCounts last = town.Counts();
                Assert.True(last.Arrived.Sum() > 0 && last.Spent.Zip(demand).Any(p => p.Second > 0 && p.First > 100), "streets jam back into entries");
                first ??= last;
                Assert.Equal(first.Came, last.Came);
                Assert.Equal(first.Arrived, last.Arrived);
                Assert.Equal(first.Present, last.Present);
                Assert.Equal(first.Spent, last.Spent);
            }
        }
    }

    [Fact]
    public void A_town_that_nobody_enters_empties_to_the_last_part()
    {
        using HostDevice host = new(2);
        using LinkTransmission town = Blocks(host, 6, out double[] demand);
        town.SetDemand([.. demand.Select(d => 0.25 * d)]);
        town.Step(360);
        town.SetDemand(new double[demand.Length]);
        town.Step(7200);
        Assert.Equal(0, town.Counts().Present.Sum());
    }

    [Fact]
    public void Each_fault_of_a_network_is_told_with_its_link()
    {
        using HostDevice host = new(1);
        LinkGraph graph = new(4, [0, 1, 2], [1, 2, 3]);
        TerritoryException told = Assert.Throws<TerritoryException>(() => new LinkTransmission(graph, [TrafficLink.Entry(1), Street(60), Street(500) with { Capacity = 0 }], [new(0, 2), new(2, 0)], Dt, host));
        Assert.Contains("link 1 is passed in 3 s, less than the step of 5 s", told.Message, StringComparison.Ordinal);
        Assert.Contains("link 2 has 500 m, 20 m/s and 0 vehicles/s", told.Message, StringComparison.Ordinal);
        Assert.Contains("turn 0 leads from link 0, which ends at node 1, to link 2, which begins at node 2", told.Message, StringComparison.Ordinal);
        using LinkTransmission road = Chain(host, Street(60) with { Length = 100 });
        Assert.Contains("with those before it 1.2", Assert.Throws<TerritoryException>(() => road.SetShares([1.2])).Message, StringComparison.Ordinal);
        Assert.Contains("link 1, which is no entry", Assert.Throws<TerritoryException>(() => road.SetDemand([0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("can leave link 0", Assert.Throws<TerritoryException>(() => road.SetLeaving([double.NaN, 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_vehicles_before_an_entry_than_can_be_counted_end_the_run()
    {
        using HostDevice host = new(1);
        using LinkTransmission road = Chain(host, Street(500));
        road.SetDemand([25, 0]);
        Assert.Contains("vehicles wait at entry 0", Assert.Throws<TerritoryException>(() => road.Step(200)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_is_shorter_than_a_step_takes_one_where_that_is_asked_for()
    {
        using HostDevice host = new(1);
        LinkGraph graph = new(3, [0, 1], [1, 2]);
        using LinkTransmission road = new(graph, [TrafficLink.Entry(2), Street(10)], [new(0, 1)], Dt, host, ShortLinks.TakeAStep);
        road.SetShares([1]);
        road.SetDemand([2, 0]);
        road.Step(640);
        TrafficCounts counts = road.Counts();
        Assert.Equal(0.8, counts.Left[1] / 1024.0 / 3200, tolerance: 2e-3);
    }

    // An entry, then one link after the other.
    private static LinkTransmission Chain(Device device, params TrafficLink[] links)
    {
        int n = links.Length + 1;
        LinkGraph graph = new(n + 1, [.. Enumerable.Range(0, n)], [.. Enumerable.Range(1, n)]);
        LinkTransmission road = new(graph, [TrafficLink.Entry(4), .. links], [.. Enumerable.Range(0, n - 1).Select(l => new LinkTurn(l, l + 1))], Dt, device);
        road.SetShares([.. Enumerable.Repeat(1.0, n - 1)]);
        return road;
    }

    // A grid of one-way and two-way streets of uneven lengths with an entry at every crossing, busy enough to jam.
    internal static LinkTransmission Blocks(Device device, int side, out double[] demand)
    {
        List<int> tails = [], heads = [];
        List<TrafficLink> links = [];
        List<double> comes = [];
        Random random = new(2026);
        for (int y = 0; y < side; y++)
        {
            for (int x = 0; x < side; x++)
            {
                int node = y * side + x;
                foreach ((int dx, int dy) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
                {
                    if (x + dx < 0 || x + dx >= side || y + dy < 0 || y + dy >= side) continue;
                    tails.Add(node);
                    heads.Add(node + dy * side + dx);
                    links.Add(new(110 + 200 * random.NextDouble(), 14, random.Next(3) == 0 ? 0.3 : 0.5, 0.13));
                    comes.Add(0);
                }
                tails.Add(side * side + node);
                heads.Add(node);
                links.Add(TrafficLink.Entry(0.5));
                comes.Add(0.05 + 0.2 * random.NextDouble());
            }
        }
        LinkGraph graph = new(2 * side * side, tails, heads);
        List<LinkTurn> turns = [];
        List<double> shares = [];
        for (int from = 0; from < links.Count; from++)
        {
            int[] onward = [.. graph.Out(heads[from]).ToArray().Where(l => heads[l] != tails[from])];
            foreach (int to in onward)
            {
                turns.Add(new(from, to));
                shares.Add((links[from].IsEntry ? 1.0 : 0.9) / onward.Length);
            }
        }
        LinkTransmission town = new(graph, links, turns, Dt, device);
        town.SetShares([.. shares]);
        demand = [.. comes];
        return town;
    }
}
