using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Mobility;
using static TerritoryTwin.Tests.Mobility.Transit.Timetables;

namespace TerritoryTwin.Tests.Mobility.Transit;

public sealed class PerigueuxTests
{
    private static readonly Lazy<(Timetable Timetable, TimetableReport Report)> Peribus =
        new(static () => GtfsReader.Read(Path.Combine(SharedData.Data("territory-perigueux"), "gtfs", "gtfs_peribus_2025-10.zip"), Crs.FromEpsg(2154), new()));

    [Fact]
    public void The_buses_of_a_city_are_read_whole()
    {
        // Counted in the tables of the feed by another program.
        TimetableReport report = Peribus.Value.Report;
        Assert.Equal((78, 849, 804, 802, 11167), (report.Lines, report.Trips, report.Stops, report.StopsServed, report.Connections));
        Assert.Equal((At(6, 13, 1), At(20, 33), new DateOnly(2025, 11, 4)), (report.First, report.Last, report.Day));
        Assert.Equal((new DateOnly(2025, 10, 21), new DateOnly(2026, 1, 4)), (report.FirstDay, report.LastDay));
        Assert.Equal(["vehicle-guessed", "block-not-kept", "stop-without-service"], report.Mended.Select(m => m.Rule));
    }

    [Theory]
    [InlineData(7, 30, 3), InlineData(12, 5, 7), InlineData(17, 0, 7)]
    public void Earliest_arrivals_of_a_city_equal_Dijkstra_over_events(int hour, int minute, int every)
    {
        Timetable timetable = Peribus.Value.Timetable;
        (StopReach[] Reach, int Departure)[] origins = [.. timetable.Stops.Where((_, n) => n % every == 0).Select(s => (timetable.Near(s.X, s.Y), At(hour, minute)))];
        TimeExpanded events = new(timetable, origins);
        ConnectionScan scan = new(timetable);
        for (int o = 0; o < origins.Length; o++)
        {
            double[] expected = events.Arrivals(o);
            ReadOnlySpan<int> found = scan.Run(origins[o].Reach, origins[o].Departure);
            for (int stop = 0; stop < found.Length; stop++) Assert.Equal(expected[stop], found[stop] == ConnectionScan.Never ? double.PositiveInfinity : found[stop]);
        }
    }

    [Fact]
    public void Ways_of_the_day_of_a_city_equal_earliest_arrivals_from_every_stop()
    {
        Timetable timetable = Peribus.Value.Timetable;
        TransitSkims skims = new(timetable, [.. Enumerable.Range(0, timetable.Stops.Count).Select(AtStop)]);
        int[] targets = [.. Enumerable.Range(0, timetable.Stops.Count).Where(s => s % 67 == 0)];
        TransitWay[][][] ways = [.. targets.Select(s => skims.To(ToStop(timetable, s), new()))];
        ConnectionScan scan = new(timetable);
        for (int origin = 0; origin < timetable.Stops.Count; origin++)
            for (int time = At(6, 0) + origin % 10 * 60; time < At(20, 0); time += 600)
            {
                ReadOnlySpan<int> arrivals = scan.Run(AtStop(origin), time);
                for (int t = 0; t < targets.Length; t++)
                {
                    if (targets[t] == origin) continue;
                    int at = Array.FindIndex(ways[t][origin], w => w.Leave >= time);
                    Assert.Equal(arrivals[targets[t]], at < 0 ? ConnectionScan.Never : ways[t][origin][at].Arrive);
                }
            }
    }
}
