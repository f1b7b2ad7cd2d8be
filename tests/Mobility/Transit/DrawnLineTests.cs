using TerritoryTwin.Core;
using TerritoryTwin.Mobility;
using static TerritoryTwin.Tests.Mobility.Transit.Timetables;

namespace TerritoryTwin.Tests.Mobility.Transit;

public sealed class DrawnLineTests
{
    private static int[] Headways(params (int From, int To, int Seconds)[] parts) => [.. Enumerable.Range(0, 24).Select(h => parts.Where(p => h >= p.From && h < p.To).Select(p => p.Seconds).FirstOrDefault())];

    private static readonly DrawnLine Line = new("L", "New line", [(0, 0), (1000, 0), (1000, 500)], 400, Headways((7, 9, 600), (12, 13, 1500)), Speed: 5, Dwell: 20, TransitVehicle.Bus);

    [Fact]
    public void Stops_stand_at_equal_distances_along_the_way()
    {
        Assert.Equal(1500, Line.Length);
        Assert.Equal([(0, 0, 0), (375, 0, 375), (750, 0, 750), (1000, 125, 1125), (1000, 500, 1500)], Line.Stops());
        Assert.Equal([(0, 0, 0), (1000, 0, 1000), (1000, 500, 1500)], (Line with { Spacing = null }).Stops());
        Assert.Equal(4, (Line with { Spacing = 500 }).Stops().Length);
    }

    [Fact]
    public void Vehicles_leave_both_ends_by_headway_and_halt_at_every_stop()
    {
        Assert.Equal([.. Enumerable.Range(0, 12).Select(k => At(7, 10 * k)), At(12, 0), At(12, 25), At(12, 50)], Line.Departures());
        Timetable timetable = new Timetable(Stops(0), [new("old", "")], [], OnFoot).With([Line]);
        Assert.Equal((6, 2, 30, 120), (timetable.Stops.Count, timetable.Lines.Count, timetable.Trips.Count, timetable.Connections));
        Assert.Equal([new(1, 25200, 25200), new(2, 25275, 25295), new(3, 25370, 25390), new(4, 25465, 25485), new(5, 25560, 25560)], timetable.Trips[0].Calls);
        Assert.Equal([new(5, 25200, 25200), new(4, 25275, 25295), new(3, 25370, 25390), new(2, 25465, 25485), new(1, 25560, 25560)], timetable.Trips[1].Calls);
        Assert.Contains(new StopPath(0, 0, 60), timetable.PathsFrom(1).ToArray());
    }

    [Theory]
    [InlineData(600, 2), InlineData(380, 2), InlineData(379, 4), InlineData(190, 4), InlineData(100, 8)]
    public void A_line_needs_the_vehicles_that_are_under_way_together(int headway, int vehicles) => Assert.Equal(vehicles, (Line with { Headways = Headways((7, 20, headway)) }).Vehicles());

    [Fact]
    public void A_line_that_cannot_be_is_refused_with_all_its_faults()
    {
        string message = Assert.Throws<TerritoryException>(() => new Timetable([], [], [], OnFoot).With([Line with { Way = [(0, 0)], Headways = [0, 1], Speed = 0, Dwell = -1 }])).Message;
        foreach (string part in new[] { "line L: a way of 1 points", "headways of 0, 1 s; expected one for each of 24 hours", "a speed of 0 m/s", "halts of -1 s" }) Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("stops every 0 m", Assert.Throws<TerritoryException>(() => (Line with { Spacing = 0 }).Stops()).Message, StringComparison.Ordinal);
        Assert.Contains("no departure in any hour", Assert.Throws<TerritoryException>(() => (Line with { Headways = Headways() }).Departures()).Message, StringComparison.Ordinal);
        Assert.Contains("a ride of", Assert.Throws<TerritoryException>(() => (Line with { Speed = 0.001 }).Departures()).Message, StringComparison.Ordinal);
    }
}
