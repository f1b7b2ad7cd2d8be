using TerritoryTwin.Core;
using TerritoryTwin.Mobility;
using static TerritoryTwin.Tests.Mobility.Transit.Timetables;

namespace TerritoryTwin.Tests.Mobility.Transit;

public sealed class CrowdingTests
{
    [Theory]
    [InlineData(0, 1), InlineData(15, 1.08), InlineData(30, 1.16), InlineData(45, 1.22), InlineData(90, 1.40), InlineData(150, 1.64)]
    public void A_ride_among_many_feels_longer(double people, double multiplier) => Assert.Equal(multiplier, new Crowding().Multiplier(people, TransitVehicle.Bus), 1e-12);

    /// <summary>Two lines from 0 to 1 that leave together, one a little slower.</summary>
    private static (Timetable Timetable, TransitSkims Skims) TwoLines(int slower)
    {
        Timetable timetable = Of(Stops(0, 9000), Trip("a", 0, (0, At(8, 0)), (1, At(8, 30))), Trip("b", 1, (0, At(8, 0)), (1, At(8, 30, slower))), Trip("c", 0, (0, At(9, 0)), (1, At(9, 30))));
        return (timetable, new(timetable, [AtStop(0), AtStop(1)]));
    }

    [Fact]
    public void Without_crowding_all_take_the_fastest_and_everybody_is_found_again()
    {
        (Timetable timetable, TransitSkims skims) = TwoLines(30);
        TransitLoads loads = TransitAssignment.Solve(skims, [AtStop(1), AtStop(0)], [new(0, 0, new(At(7, 30), At(8, 30)), 100), new(0, 0, DayPeriod.Hour(9), 7), new(1, 1, DayPeriod.Hour(8), 3)], 0, crowding: null);
        Assert.Equal([50, 0, 50], loads.Riding);
        Assert.Equal([100, 0], loads.ByLine(timetable));
        Assert.Equal((10, 0.0, 1), (loads.Unserved, loads.Gap, loads.Rounds));
    }

    [Fact]
    public void Crowded_people_spread_over_vehicles_until_none_gains()
    {
        (Timetable timetable, TransitSkims skims) = TwoLines(60);
        TransitLoads loads = TransitAssignment.Solve(skims, [AtStop(1)], [new(0, 0, new(At(7, 0), At(8, 0)), 80)], 0, new(), gap: 1e-4, rounds: 400);
        Assert.InRange(loads.Gap, 0, 1e-4);
        Assert.Equal(80, loads.Riding[0] + loads.Riding[1], 1e-9);
        // 1800 (m(x) − 1) = 60 + 1860 (m(80 − x) − 1) at x = 44.9: m = 1.16 + 0.06 (x − 30)/15 above 30 seats.
        Assert.Equal(44.9, loads.Riding[0], 1);
        Assert.Equal([0, 0, 0], loads.Beyond(timetable));
        TransitLoads many = TransitAssignment.Solve(skims, [AtStop(1)], [new(0, 0, new(At(7, 0), At(8, 0)), 300)], 0, null);
        Assert.Equal([210, 0, 0], many.Beyond(timetable));
    }

    [Fact]
    public void People_are_kept_on_every_trip()
    {
        Timetable timetable = Random(41, stops: 40, trips: 200);
        StopReach[][] places = [.. timetable.Stops.Select(s => timetable.Near(s.X, s.Y))];
        TransitTrips[] trips = [.. from o in Enumerable.Range(0, 40) from t in Enumerable.Range(0, 40) where o != t select new TransitTrips(o, t, DayPeriod.Hour(6 + (o + t) % 14), 1)];
        TransitSkims skims = new(timetable, places);
        TransitLoads loads = TransitAssignment.Solve(skims, places, trips, 60, null);
        TransitService[,,] service = skims.Mean(places, [.. Enumerable.Range(0, 24).Select(DayPeriod.Hour)], new(60));
        double boardings = 0, unserved = 0, ride = 0;
        foreach (TransitTrips t in trips)
        {
            TransitService s = service[t.Period.From / 3600, t.Origin, t.Target];
            unserved += 1 - s.Served;
            if (s.Served == 0) continue;
            boardings += s.Served * s.Boardings;
            ride += s.Served * s.Ride;
        }
        Assert.Equal(unserved, loads.Unserved, 1e-9 * trips.Length);
        Assert.Equal(boardings, loads.Boarding.Sum(), 1e-8 * boardings);
        double ridden = 0;
        for (int c = 0; c < timetable.Connections; c++)
        {
            int next = timetable.Next[c];
            ridden += loads.Riding[c] * (timetable.Arrival[c] - timetable.Departure[c]);
            if (next < 0) continue;
            ridden += Math.Max(0, loads.Riding[next] - loads.Boarding[next]) * (timetable.Departure[next] - timetable.Arrival[c]);
            Assert.True(loads.Riding[next] - loads.Boarding[next] <= loads.Riding[c] + 1e-9);
        }
        Assert.Equal(ride, ridden, 1e-8 * ride);
    }

    [Fact]
    public void People_that_cannot_be_are_refused()
    {
        TransitSkims skims = TwoLines(0).Skims;
        Assert.Contains("-1 people from place 0 to 9, 3600 to 3600 s", Assert.Throws<TerritoryException>(() => TransitAssignment.Solve(skims, [AtStop(1)], [new(0, 9, new(3600, 3600), -1)], 0, null)).Message, StringComparison.Ordinal);
    }
}
