using TerritoryTwin.Core;
using TerritoryTwin.Mobility;
using static TerritoryTwin.Tests.Mobility.Transit.Timetables;

namespace TerritoryTwin.Tests.Mobility.Transit;

public sealed class ConnectionScanTests
{
    private const int Never = ConnectionScan.Never;

    private static int[] Arrivals(Timetable timetable, int stop, int time) => new ConnectionScan(timetable).Run(AtStop(stop), time).ToArray();

    [Theory]
    [InlineData(60, 8, 40)]
    [InlineData(59, 9, 40)]
    public void A_change_is_caught_with_the_time_it_takes_and_missed_with_a_second_less(int between, int hour, int minute)
    {
        int second = At(8, 20) + between;
        Timetable timetable = Of(Stops(0, 2000, 5000), Trip("a", 0, (0, At(8, 0)), (1, At(8, 20))), Trip("b", 1, (1, second), (2, At(8, 40))), Trip("c", 1, (1, At(9, 20)), (2, At(9, 40))));
        Assert.Equal([At(8, 0), At(8, 20), At(hour, minute)], Arrivals(timetable, 0, At(8, 0)));
        Assert.Equal(Never, Arrivals(timetable, 0, At(8, 0, 1))[2]);
        ConnectionScan scan = new(timetable);
        scan.Run(AtStop(0), At(7, 0));
        Assert.Equal(["a", hour == 8 ? "b" : "c"], scan.Legs(2).Select(l => timetable.Trips[timetable.Trip[l.Enter]].Id));
    }

    [Fact]
    public void Trips_go_on_past_midnight()
    {
        Timetable timetable = Of(Stops(0, 3000, 6000), Trip("late", 0, (0, At(23, 50)), (1, At(24, 10))), Trip("night", 1, (1, At(24, 15)), (2, At(25, 0))));
        Assert.Equal(At(25, 0), Arrivals(timetable, 0, At(23, 45))[2]);
    }

    [Fact]
    public void People_walk_between_stops_once_and_only_within_reach()
    {
        // 200 m on foot from 1 to 2, 200 m on from 2 to 3, 400 m from 1 to 3: too far in one go, and nobody walks on from where nobody got off.
        Timetable timetable = Of(Stops(0, 2000, 2200, 2400, 9000, 9500), Trip("a", 0, (0, At(8, 0)), (1, At(8, 10))), Trip("b", 1, (2, At(8, 14, 20)), (4, At(8, 30))), Trip("c", 2, (2, At(8, 14, 19)), (5, At(8, 30))),
            Trip("d", 3, (3, At(9, 0)), (5, At(9, 10))));
        Assert.Equal([At(8, 0), At(8, 10), At(8, 13, 20), Never, At(8, 30), Never], Arrivals(timetable, 0, At(8, 0)));
    }

    [Fact]
    public void A_line_that_comes_by_a_stop_twice_is_got_into_at_either()
    {
        Timetable timetable = Of(Stops(0, 1000, 2000, 3000), Trip("loop", 0, (0, At(8, 0)), (1, At(8, 5)), (2, At(8, 10)), (0, At(8, 15)), (3, At(8, 20))));
        Assert.Equal([At(7, 0), At(8, 5), At(8, 10), At(8, 20)], Arrivals(timetable, 0, At(7, 0)));
        Assert.Equal([At(8, 1), Never, Never, At(8, 20)], Arrivals(timetable, 0, At(8, 1)));
        Assert.Equal([At(8, 15), At(8, 5), At(8, 10), At(8, 20)], Arrivals(timetable, 1, At(8, 5)));
    }

    [Fact]
    public void Nobody_gets_on_or_off_where_it_is_not_allowed()
    {
        TransitCall[] calls = [new(0, 100, 100), new(1, 200, 200, Alights: false), new(2, 300, 300, Boards: false), new(3, 400, 400)];
        Timetable timetable = new(Stops(0, 1000, 2000, 3000), [new("l", "")], [new("t", 0, TransitVehicle.Bus, calls)], OnFoot);
        Assert.Equal([0, Never, 300, 400], Arrivals(timetable, 0, 0));
        Assert.Equal([Never, 0, 300, 400], Arrivals(timetable, 1, 0));
        Assert.Equal([Never, Never, 0, Never], Arrivals(timetable, 2, 0));
    }

    [Fact]
    public void What_operators_say_of_changes_stands_before_walking()
    {
        TransitTrip[] trips = [Trip("a", 0, (0, 0), (1, 1000)), Trip("b", 1, (1, 1030), (2, 2000)), Trip("c", 2, (3, 1150), (4, 2000))];
        TransitLine[] lines = [new("a", ""), new("b", ""), new("c", "")];
        TransitStop[] stops = Stops(0, 5000, 9000, 5100, 12000);
        Assert.Equal([Never, Never], Of());
        Assert.Equal([2000, Never], Of(new TransitChange(1, 1, 30)));
        Assert.Equal([Never, 2000], Of(new TransitChange(1, 3, 150)));
        Assert.Equal([2000, Never], Of(new TransitChange(1, 1, 0), new TransitChange(1, 3, null)));

        int[] Of(params TransitChange[] changes) => new ConnectionScan(new Timetable(stops, lines, trips, OnFoot, changes)).Run(AtStop(0), 0).ToArray() is var a ? [a[2], a[4]] : [];
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public void Arrivals_equal_those_of_riding_and_walking_until_nothing_changes_and_of_Dijkstra_over_events(int seed)
    {
        Timetable timetable = Random(seed);
        (StopReach[] Reach, int Departure)[] origins = [.. from stop in Enumerable.Range(0, timetable.Stops.Count) from hour in new[] { 5, 8, 17, 23 } select (timetable.Near(timetable.Stops[stop].X, timetable.Stops[stop].Y), At(hour, 7 * stop % 60, stop))];
        TimeExpanded events = new(timetable, origins);
        ConnectionScan scan = new(timetable);
        for (int o = 0; o < origins.Length; o++)
        {
            int[] found = scan.Run(origins[o].Reach, origins[o].Departure).ToArray();
            Assert.Equal(Patiently(timetable, origins[o].Reach, origins[o].Departure), found);
            Assert.Equal(events.Arrivals(o), found.Select(a => a == Never ? double.PositiveInfinity : a));
        }
    }

    /// <summary>Rides every trip from every halt and walks from every stop, again and again; knows nothing of connections and their order.</summary>
    private static int[] Patiently(Timetable timetable, StopReach[] origin, int departure)
    {
        int stops = timetable.Stops.Count;
        int[] there = [.. Enumerable.Repeat(Never, stops)], ready = [.. there];
        foreach (StopReach reach in origin) there[reach.Stop] = ready[reach.Stop] = Math.Min(ready[reach.Stop], departure + reach.Walk);
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (TransitTrip trip in timetable.Trips)
                for (int on = 0; on < trip.Calls.Count; on++)
                {
                    if (!trip.Calls[on].Boards || ready[trip.Calls[on].Stop] > trip.Calls[on].Departure) continue;
                    foreach (TransitCall off in trip.Calls.Skip(on + 1).Where(c => c.Alights))
                    {
                        there[off.Stop] = Math.Min(there[off.Stop], off.Arrival);
                        foreach (StopPath path in timetable.PathsFrom(off.Stop))
                        {
                            changed |= off.Arrival + path.Change < ready[path.To];
                            there[path.To] = Math.Min(there[path.To], off.Arrival + path.Walk);
                            ready[path.To] = Math.Min(ready[path.To], off.Arrival + path.Change);
                        }
                    }
                }
        }
        return there;
    }

    [Fact]
    public void Stops_are_joined_on_foot_by_distance_and_within_a_station_however_far()
    {
        TransitStop[] stops = [new("a", "", 0, 0, "S"), new("b", "", 300, 0), new("c", "", 301, 0), new("d", "", 900, 0, "S")];
        Timetable timetable = new(stops, [], [], OnFoot);
        Assert.Equal([new(0, 0, 60), new(1, 300, 360), new(3, 900, 960)], timetable.PathsFrom(0).ToArray());
        Assert.Equal([new(1, 0, 60), new(0, 300, 360), new(2, 1, 61)], timetable.PathsFrom(1).ToArray());
        Assert.Equal([new StopReach(1, 200), new StopReach(2, 199)], timetable.Near(500, 0));
    }

    [Fact]
    public void A_timetable_that_cannot_be_is_refused_with_all_its_faults()
    {
        TransitStop[] stops = [new("a", "", 0, 0), new("b", "", double.NaN, 0)];
        TransitTrip[] trips =
        [
            Trip("one", 0, (0, 5)), Trip("back", 0, (0, 100), (1, 90)), Trip("far", 0, (0, 0), (7, 10)), Trip("lost", 3, (0, 0), (1, 10)),
            new("full", 0, new(20, 10), [new(0, 0, 0), new(1, 9, 9)]), Trip("long", 0, (0, 0), (1, int.MaxValue)),
        ];
        string message = Assert.Throws<TerritoryException>(() => new Timetable(stops, [new("l", "")], trips, OnFoot with { Speed = 0 }, [new(0, 9, 1)])).Message;
        foreach (string part in new[] { "walking is", "stop b lies at NaN, 0", "trip one has 1 halts", "trip back at halt 2 arrives 90 s", "trip far halts at stop 7; there are 2", "trip lost is of line 3", "trip full has a vehicle of 20 seats and 10 places", "trip long is at halt 2", "a change from stop 0 to 9" })
            Assert.Contains(part, message, StringComparison.Ordinal);
    }
}
