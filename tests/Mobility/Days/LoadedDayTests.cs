using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;
using TerritoryTwin.Tests.Compute;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>A day that is moved through its hours.</summary>
public sealed class LoadedDayTests
{
    private const double Units = LinkTransmission.Parts, Free = 6 + 1.2, Narrow = 600;          // minutes to the bottleneck, car units an hour
    private static readonly Lazy<TravelDemand> Town = new(() => new(TownGenerator.Generate(3000, 4), new() { On = true }, 0.2, seed: 7));
    private static readonly Lazy<TravelDay> Weekday = new(() => Town.Value.Day(DayKind.Weekday));

    // A road of 5 km at 50 km/h, a turn that is a link, a road of 1 km that lets through 600 an hour at its end, and one of 1 km on which all arrive.
    private static ModeGraph Roads { get; } = new(new(5, [0, 1, 2, 3], [1, 2, 3, 4]), [0, -1, 1, 2])
    {
        NodeOf = [0, 1, 1, 2, 3], IsForward = [true, true, true, true], Length = [5000, 0, 1000, 1000], Speed = [50, double.PositiveInfinity, 50, 50], Lanes = [1, double.PositiveInfinity, 1, 1], Capacity = [1200, 1e9, Narrow, 1200],
        Climb = new Climb[4], IsCore = [true, true, true, true, true],
    };

    private static RoadLinks Traffic(double first) => new([6, 0, 1.2, 1.2], [first, 1e9, Narrow, 1200], [0, 0, 0, 0], [0, 0, 0, 0]);

    private static LoadedDay Loaded(Device device, Func<int, double> trips, double first = 1200) => LoadedDay.Of(Roads, Traffic(first), Hours(trips, first), device);

    private static Equilibrium[] Hours(Func<int, double> trips, double first) =>
        [.. Enumerable.Range(0, 24).Select(h => Assignment.Solve(new RoadTraffic(Roads.Graph, Traffic(first), [new("cars", new TripRows([(0, 4, trips(h))]))]), new(1e-6, Threads: 1)))];

    [Fact]
    public void An_hour_that_forgets_its_warm_start_tells_the_same_turns_and_ways_from_less()
    {
        Equilibrium settled = Weekday.Value.Hours[8], whole = Assignment.Solve(settled.Traffic, new(1e-6));
        double[] weights = new double[settled.Traffic.Graph.Links];
        weights[Array.IndexOf(whole.Volumes, whole.Volumes.Max())] = 1;
        (TurnFlows turns, IReadOnlyDictionary<(int From, int To), double> ways, long bytes) = (whole.Turns(), whole.Passes(TravelDemand.Light, weights), whole.Bytes);
        whole.Settle();
        Assert.Equal(turns.Turned, whole.Turns().Turned);
        Assert.Equal(turns.Begun, whole.Turns().Begun);
        Assert.Equal(turns.Ended, whole.Turns().Ended);
        Assert.NotEmpty(ways);
        Assert.Equal(ways, whole.Passes(TravelDemand.Light, weights));
        Assert.True(whole.Bytes < 0.75 * bytes, $"{whole.Bytes} of {bytes} bytes");
        Assert.True(settled.Bytes < 0.75 * bytes);
    }

    [Fact]
    public void Without_congestion_a_way_takes_its_free_time()
    {
        using HostDevice host = new(1);
        LoadedDay day = Loaded(host, static h => h == 8 ? 360 : 0);
        Assert.All(day.Minutes, static m => Assert.Equal([6, 0, 1.2, 1.2], m));
        Assert.All(day.Lost, static l => Assert.Equal([0.0, 0, 0, 0], l));
        // Those who came in the last minutes of the hour are under way: a step more or less for each road.
        Assert.Equal(360 * (Free + 1.2) / 60, day.Counts[8].OnRoad / Units, 360 * 3 * LoadedDay.Step / 3600);
        Assert.Equal(360, day.Counts[9].Arrived / Units, 360 * 2e-4);
        Assert.Equal(0, day.Counts[9].OnRoad);
    }

    [Fact]
    public void A_bottleneck_delays_as_its_queue_does_and_the_queue_is_carried_into_the_next_hour_and_the_road_before()
    {
        using HostDevice host = new(1);
        LoadedDay day = Loaded(host, static h => h == 8 ? 900 : h == 9 ? 300 : 0);
        PointQueue queue = PointQueue.Of([new(0, 3600, 900 / 3600.0), new(3600, 7200, 300 / 3600.0)], Narrow / 3600);
        double each = 1200 * LoadedDay.Step / 3600;              // a step for each vehicle [h]
        Assert.Equal(queue.TotalDelay / 3600, day.Lost.Sum(static l => l.Sum()), each);
        // It begins when the first come to the bottleneck, and grows by 300 an hour; where it reaches back to the road before, it is met as much earlier as the narrow road takes.
        double rest = 1 - Free / 60, earlier = 1 - (Free - 1.2) / 60;
        Assert.InRange(day.Lost[8].Sum(), 0.5 * 300 * rest * rest - each, 0.5 * 300 * earlier * earlier + each);
        Assert.True(day.Lost[9].Sum() > day.Lost[8].Sum(), "in an hour that alone would have no queue, more is lost");
        Assert.True(day.Lost[8][0] + day.Lost[9][0] > 50, "the queue is longer than the narrow road");
        Assert.Equal(0, day.Counts[^1].OnRoad);
        // The longest wait is that of the last vehicle of the first hour; the mean of an hour lies below it.
        Assert.InRange(day.Minutes[9][0] + day.Minutes[9][2] - Free, 0.5 * queue.LongestDelay / 60, queue.LongestDelay / 60);
    }

    [Fact]
    public void More_than_roads_take_wait_to_enter_and_are_counted_to_the_last_part()
    {
        using HostDevice host = new(1);
        LoadedDay day = Loaded(host, static h => h < 12 ? 2000 : 0, first: Narrow);
        double waits = 12 * (2000 - Narrow), later = waits - 12 * Narrow;
        Assert.Equal(waits, day.Counts[11].Waiting / Units, 0.002 * waits);
        Assert.Equal(later, day.Counts[^1].Waiting / Units, 0.002 * waits);
        Assert.Equal(6 * waits + 6 * (waits + later), day.Waited, 0.002 * 18 * waits);
        Assert.Equal(day.Waited, day.WaitedAt[0], 1e-9 * day.Waited);
        Assert.Equal([0, 0, 0], day.WaitedAt[1..]);
        Assert.Equal(24_000 * (long)Units, day.Counts[^1].Came, 24_000 * Units * 2e-4);
        RequireConserved(day);
    }

    [Fact]
    public void The_same_on_every_device_and_for_any_number_of_threads()
    {
        LoadedDay? first = null;
        foreach (Device device in CardTests.HostsAndCards())
        {
            using (device)
            {
                LoadedDay day = Loaded(device, static h => h is 7 or 8 ? 800 : 100);
                first ??= day;
                Assert.Equal(first.Minutes, day.Minutes);
                Assert.Equal(first.Lost, day.Lost);
                Assert.Equal(first.Counts, day.Counts);
                Assert.Equal(first.Waited, day.Waited);
            }
        }
    }

    [Fact]
    public void What_comes_to_a_link_and_begins_there_turns_from_it_and_ends_there()
    {
        Equilibrium hour = Weekday.Value.Hours[17];
        TurnFlows turns = hour.Turns();
        LinkGraph graph = hour.Traffic.Graph;
        double[] comes = [.. turns.Begun];
        for (int link = 0; link < graph.Links; link++)
            foreach (int next in graph.Out(graph.Heads[link])) comes[next] += turns.Turned[turns.Of(link, next)];
        for (int link = 0; link < graph.Links; link++)
        {
            Assert.Equal(hour.Volumes[link], comes[link], 1e-9 * hour.Volumes.Max());
            Assert.Equal(hour.Volumes[link], turns.Leaving(link), 1e-9 * hour.Volumes.Max());
        }
        double trips = hour.Traffic.Classes.Sum(static c => c.CarUnits * (c.Trips.Sums().All - c.Trips.Sums().Inside));
        Assert.Equal(trips, turns.Begun.Sum(), 1e-9 * trips);
        Assert.Equal(trips, turns.Ended.Sum(), 1e-9 * trips);
    }

    [Fact]
    public void A_town_whose_roads_are_not_full_moves_as_in_its_equilibria_and_all_who_come_arrive()
    {
        using HostDevice one = new(1), two = new(2);
        LoadedDay day = LoadedDay.Of(Town.Value.Roads.Cars, Town.Value.Roads.Links, Weekday.Value.Hours, one), again = LoadedDay.Of(Town.Value.Roads.Cars, Town.Value.Roads.Links, Weekday.Value.Hours, two);
        RequireConserved(day);
        Assert.Equal(day.Minutes, again.Minutes);
        Assert.Equal(day.Lost, again.Lost);
        Assert.Equal(day.Counts, again.Counts);
        double came = 0;
        for (int h = 0; h < 24; h++)
        {
            Equilibrium hour = Weekday.Value.Hours[h];
            came += hour.Traffic.Classes.Sum(static c => c.CarUnits * (c.Trips.Sums().All - c.Trips.Sums().Inside));
            Assert.True(hour.Volumes.Zip(Town.Value.Roads.Links.Capacities).All(static v => v.First < 0.8 * v.Second), "roads are not full");
            for (int link = 0; link < hour.Volumes.Length; link++) Assert.Equal(hour.Costs[0][link], day.Minutes[h][link], 1e-9);
        }
        Assert.Equal(came, day.Counts[^1].Came / Units, 1e-3 * came);
        Assert.Equal(0, day.Counts[^1].Waiting);
        Assert.InRange(day.Counts[^1].Arrived / Units, 0.99 * came, 1.001 * came);
    }

    [Fact]
    public void Streets_that_are_full_in_a_ring_wait_for_ever_unless_full_ones_still_take_some()
    {
        // Four streets in a ring, an entry and a way out at each corner: nine of ten go on around it.
        static double Arrived(double squeeze)
        {
            using HostDevice host = new(1);
            int[] corners = [0, 1, 2, 3];
            LinkGraph graph = new(12, [.. corners, .. corners.Select(c => 4 + c), .. corners], [.. corners.Select(c => (c + 1) % 4), .. corners, .. corners.Select(c => 8 + c)]);
            TrafficLink street = new(200, 10, 0.4, 1 / 7.0);
            IEnumerable<LinkTurn> turns = corners.SelectMany(c => new LinkTurn[] { new(c, (c + 1) % 4), new(c, 8 + (c + 1) % 4) }).Concat(corners.SelectMany(c => new LinkTurn[] { new(4 + c, c) }));
            using LinkTransmission ring = new(graph, [street, street, street, street, .. corners.Select(_ => TrafficLink.Entry(2)), street, street, street, street], [.. turns], 5, host, ShortLinks.Refused, squeeze);
            ring.SetShares([0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 1, 1, 1, 1]);
            ring.SetDemand([0, 0, 0, 0, 0.3, 0.3, 0.3, 0.3, 0, 0, 0, 0]);
            ring.Step(720);
            long before = ring.Counts().Arrived.Sum();
            ring.Step(720);
            TrafficCounts counts = ring.Counts();
            Assert.Equal(counts.Came[4..8].Sum(), counts.Arrived.Sum() + counts.Present.Sum());
            return (counts.Arrived.Sum() - before) / Units;
        }
        Assert.True(Arrived(0.3) > 2 * Arrived(0), $"{Arrived(0.3)} arrive in an hour, {Arrived(0)} without");
    }

    private static void RequireConserved(LoadedDay day) => Assert.All(day.Counts, static c => Assert.Equal(c.Came, c.Arrived + c.OnRoad + c.Waiting));
}
