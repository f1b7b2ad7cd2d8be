using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>A generated town with a timetable of three stops, each 133.5 m north of the node of a zone: 133.5 × 1.3 / 1.34 is 130 s on foot, rounded up.</summary>
public sealed class TimetableTests
{
    private const double North = 133.5, Walk = 2 * 130 / 60.0;
    private static readonly MobilityParameters On = new() { On = true };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(6000, 4));
    private static readonly Lazy<TravelDemand> Without = new(() => new(Town.Value, On, 0.2, 7));

    // Zones that stand for themselves: from the first, the farthest, and the one farthest from both.
    private static readonly Lazy<(int A, int B, int C)> Ends = new(() =>
    {
        int b = Enumerable.Range(0, Without.Value.Zones.Zones).MaxBy(z => Apart(0, z)), c = Enumerable.Range(0, Without.Value.Zones.Zones).MaxBy(z => Math.Min(Apart(0, z), Apart(b, z)));
        Assert.True(Math.Min(Apart(0, b), Math.Min(Apart(0, c), Apart(b, c))) > PublicTransport.Near + North, "each stop is within reach of its own zone alone");
        return (0, b, c);
    });

    private static (double X, double Y) Of(int zone) => Without.Value.Roads.Network.PlaceOf(Without.Value.Zones.From[zone]);

    private static double Apart(int zone, int other) => double.Hypot(Of(zone).X - Of(other).X, Of(zone).Y - Of(other).Y);

    private static TransitStop StopAt(string id, (double X, double Y) place, double north = North) => new(id, id, place.X, place.Y + north);

    // From A to B: until noon every 10 minutes, 8 minutes long; then every 20 minutes, 15 minutes long, until 20 h.
    private static IEnumerable<TransitTrip> Trips(int line, int from, int to)
    {
        for (int time = 6 * 3600; time < 12 * 3600; time += 600) yield return new($"early {line} {time}", line, TransitVehicle.Bus, [new(from, time, time), new(to, time + 480, time + 480)]);
        for (int time = 12 * 3600; time < 20 * 3600; time += 1200) yield return new($"late {line} {time}", line, TransitVehicle.Bus, [new(from, time, time), new(to, time + 900, time + 900)]);
    }

    private static Territory Served(IReadOnlyList<TransitStop>? more = null, Func<IEnumerable<TransitTrip>>? others = null)
    {
        ServiceDay weekday = new(new(2025, 11, 4), [.. Trips(0, 0, 1), .. others?.Invoke() ?? []]);
        return Town.Value with
        {
            PublicTransport = new("by hand", [StopAt("A", Of(Ends.Value.A)), StopAt("B", Of(Ends.Value.B)), .. more ?? []], [new("1", "One"), new("2", "Two")], [], weekday, null, null),
        };
    }

    private static int Pair(int from, int to) => from * Without.Value.Zones.Places + to;

    [Fact]
    public void Buses_of_a_timetable_take_the_time_of_its_hour()
    {
        TravelDemand demand = new(Served(), On, 0.2, 7);
        TravelDay day = demand.Day(DayKind.Weekday, congestion: false);
        int k = Pair(Ends.Value.A, Ends.Value.B), back = Pair(Ends.Value.B, Ends.Value.A);
        Is(8, riding: 8, waiting: 5, disliked: 0);                // half of 10 min
        Is(14, riding: 15, waiting: 8, disliked: 0.2 * (20 - 16));      // half of 20 min would be 10, and who knows the timetable waits 8
        foreach (int none in new[] { 2, 20, 23 }) Assert.Equal(double.PositiveInfinity, day.Times.Transit[none].Riding[k]);
        Assert.All(day.Times.Transit, h => Assert.Equal(double.PositiveInfinity, h.Riding[back]));
        Assert.Equal(double.PositiveInfinity, day.Times.Transit[8].Riding[Pair(Ends.Value.A, Ends.Value.C)]);

        void Is(int hour, double riding, double waiting, double disliked)
        {
            TransitSkim now = day.Times.Transit[hour];
            Assert.Equal((riding, Walk, waiting), (now.Riding[k], now.Walking[k], now.Waiting[k]));
            Assert.Equal(disliked, now.Disliked[k], 1e-12);
        }
    }

    [Fact]
    public void A_day_without_service_has_no_bus_in_the_territory_and_coaches_stay_where_no_line_goes()
    {
        TravelDemand demand = new(Served(), On, 0.2, 7);
        TransitSkim sunday = demand.Transit.On(DayKind.Sunday)[8], usual = Without.Value.Transit.On(DayKind.Sunday)[8];
        for (int from = 0; from < demand.Zones.Places; from++)
            for (int to = 0; to < demand.Zones.Places; to++)
                Assert.Equal(demand.Zones.IsOutside(from) || demand.Zones.IsOutside(to) ? usual.Riding[Pair(from, to)] : double.PositiveInfinity, sunday.Riding[Pair(from, to)]);
        Assert.DoesNotContain(demand.Transit.StopsOutside, s => s.Length > 0);
    }

    [Fact]
    public void Where_a_line_leads_out_its_times_stand_for_coaches()
    {
        int outside = Without.Value.Zones.OutsidePlace(exit: 0, band: 1);
        (double x, double y) = (Enumerable.Range(0, Without.Value.Zones.Zones).Average(z => Of(z).X), Enumerable.Range(0, Without.Value.Zones.Zones).Average(z => Of(z).Y));
        (double gateX, double gateY) = Of(outside);
        double way = double.Hypot(gateX - x, gateY - y), beyond = 14_000 / 1.3;
        TransitStop far = new("far", "far", gateX + beyond * (gateX - x) / way, gateY + beyond * (gateY - y) / way);
        TravelDemand demand = new(Served([far], () => Trips(1, 0, 2)), On, 0.2, 7);
        Assert.Equal([2], demand.Transit.StopsOutside[outside]);
        int k = Pair(Ends.Value.A, outside);
        TransitSkim[] hours = demand.Transit.On(DayKind.Weekday);
        Assert.Equal((8, 5), (hours[8].Riding[k], hours[8].Waiting[k]));
        Assert.Equal((130 + 240) / 60.0, hours[8].Walking[k]);
        Assert.Equal(double.PositiveInfinity, hours[2].Riding[k]);
        int unserved = Enumerable.Range(demand.Zones.Zones, demand.Zones.Places - demand.Zones.Zones).First(p => demand.Transit.StopsOutside[p].Length == 0);
        Assert.Equal(Without.Value.Transit.On(DayKind.Weekday)[8].Riding[Pair(Ends.Value.A, unserved)], hours[8].Riding[Pair(Ends.Value.A, unserved)]);
    }

    [Fact]
    public void A_trip_may_change_from_a_timetable_to_a_line_that_is_drawn()
    {
        ((double X, double Y) b, (double X, double Y) c) = (Of(Ends.Value.B), Of(Ends.Value.C));
        BusLine drawn = new("Drawn", [b.X, c.X], [b.Y + North, c.Y + North], 10_000, 600, 24);
        Territory served = Served();
        TravelDemand before = new(served, On, 0.2, 7), after = new(served with { Lines = [drawn] }, On, 0.2, 7);
        int k = Pair(Ends.Value.A, Ends.Value.C);
        TransitSkim without = before.Transit.On(DayKind.Weekday)[8], with = after.Transit.On(DayKind.Weekday)[8];
        Assert.Equal(double.PositiveInfinity, without.Riding[k]);
        Assert.Equal(8 + Math.Ceiling(Apart(Ends.Value.B, Ends.Value.C) / (24 / 3.6) - 1e-9) / 60, with.Riding[k], 1e-9);
        Assert.Equal(4, with.Disliked[k], 1e-9);                        // one change
        Assert.All(without.Riding.Zip(with.Riding), static pair => Assert.True(pair.Second <= pair.First || double.IsFinite(pair.Second)));
        Assert.Equal(without.Riding[Pair(Ends.Value.A, Ends.Value.B)], with.Riding[Pair(Ends.Value.A, Ends.Value.B)]);
    }

    [Fact]
    public void Without_a_timetable_all_days_have_the_service_that_is_usual()
    {
        TransitSkim[] weekday = Without.Value.Transit.On(DayKind.Weekday);
        Assert.Same(weekday, Without.Value.Transit.On(DayKind.Sunday));
        Assert.All(weekday, hour => Assert.Same(weekday[0], hour));
    }

    [Fact]
    public void Days_by_timetable_are_the_same_for_any_number_of_threads()
    {
        TravelDay one = new TravelDemand(Served(), On, 0.2, 7).Day(DayKind.Weekday, congestion: false, threads: 1), three = new TravelDemand(Served(), On, 0.2, 7).Day(DayKind.Weekday, congestion: false, threads: 3);
        Assert.Contains(TravelMode.Transit, one.Modes);
        Assert.Equal(one.Modes, three.Modes);
        for (int h = 0; h < 24; h++)
        {
            Assert.Equal(one.Times.Transit[h].Riding, three.Times.Transit[h].Riding);
            Assert.Equal(one.Times.Transit[h].Waiting, three.Times.Transit[h].Waiting);
        }
    }
}
