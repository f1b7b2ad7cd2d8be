using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Files.Verification;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Bench;

/// <summary>Public transport of a city: all stops to all, at one time and for the whole day, beside Dijkstra over events of the same run.</summary>
internal static class TransitBench
{
    private const int Eight = 8 * 3600, DeparturesTried = 200;

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: bench transit");
            return 2;
        }
        string feed;
        try
        {
            feed = CasePaths.Locate("data:territory-perigueux/gtfs/gtfs_peribus_2025-10.zip", Records.Repository);
        }
        catch (SharedDataException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        Records.Write("transit", Measure(feed));
        return 0;
    }

    private static string Measure(string feed)
    {
        (double read, (Timetable timetable, TimetableReport report)) = Timed(() => GtfsReader.Read(feed, Crs.FromEpsg(2154), new()));
        StopReach[][] stops = [.. Enumerable.Range(0, timetable.Stops.Count).Select(s => timetable.PathsFrom(s).ToArray().Select(p => new StopReach(p.To, p.Walk)).ToArray())];
        StopReach[][] places = [.. timetable.Stops.Select(s => timetable.Near(s.X, s.Y))];
        DayPeriod[] hours = [.. Enumerable.Range(0, 24).Select(DayPeriod.Hour)];
        (double prepare, TransitSkims fromStops) = Timed(() => new TransitSkims(timetable, [.. Enumerable.Range(0, stops.Length).Select(s => new[] { new StopReach(s, 0) })]));
        (_, TransitSkims fromPlaces) = Timed(() => new TransitSkims(timetable, places));
        fromStops.Mean(stops, hours, new());
        (double day, _) = Timed(() => fromStops.Mean(stops, hours, new()));
        (double oneMean, _) = Timed(() => fromStops.Mean(stops, [new(0, 86_400)], new(), threads: 1));
        (double dayOfPlaces, _) = Timed(() => fromPlaces.Mean(places, hours, new(300)));
        (double dayAlone, _) = Timed(() => fromStops.Mean(stops, hours, new(), threads: 1));

        ConnectionScan scan = new(timetable);
        (double scans, int[] arrivals) = Timed(() => Scans(scan, stops.Length));
        (StopReach[] Reach, int Departure)[] origins = [.. Enumerable.Range(0, stops.Length).Select(s => (new[] { new StopReach(s, 0) }, Eight))];
        (double graph, TimeExpanded events) = Timed(() => new TimeExpanded(timetable, origins));
        (double searches, double[] expected) = Timed(() => Enumerable.Range(0, stops.Length).SelectMany(events.Arrivals).ToArray());
        int differences = Enumerable.Range(0, expected.Length).Count(n => (arrivals[n] == ConnectionScan.Never ? double.PositiveInfinity : arrivals[n]) != expected[n]);

        int departures = Enumerable.Range(0, stops.Length).Sum(s => timetable.DeparturesAt(s).Length), step = Math.Max(1, timetable.Connections / DeparturesTried);
        TimeExpanded some = new(timetable, [.. Enumerable.Range(0, timetable.Connections / step).Select(k => (new[] { new StopReach(timetable.From[k * step], 0) }, timetable.Departure[k * step]))]);
        int tried = timetable.Connections / step;
        (double sample, _) = Timed(() => Enumerable.Range(0, tried).Select(k => some.Arrivals(k)[0]).Sum());
        double plain = sample / tried * departures;

        StringBuilder text = new();
        text.Append(Records.Heading("Public transport", "the processor"));
        text.Append(CultureInfo.InvariantCulture, $"Périgueux, {report.Rule}: {report.Lines} lines, {report.Trips} trips, {report.Stops} stops, {report.Connections} connections, {stops.Sum(static s => s.Length)} ways on foot. Seconds are elapsed.\n\n");
        text.Append("| what | seconds |\n| --- | ---: |\n");
        Row("feed read and joined", read);
        Row("changes and departures prepared", prepare);
        Row($"all {stops.Length} stops to all, whole day, means by hour: {24L * stops.Length * stops.Length:N0} values", day);
        Row("the same on one thread", dayAlone);
        Row("the same, one mean over the day, on one thread", oneMean);
        Row("means by hour from places about the stops, 800 m on foot, 300 s a boarding", dayOfPlaces);
        Row("all stops to all at 8:00, scans on one thread", scans);
        Row($"the same by Dijkstra over events ({differences} of {expected.Length:N0} differ), its graph in {graph:f2} s", searches);
        Row($"whole day by Dijkstra over events: {tried} of {departures} departures, times their number", plain);
        text.Append(CultureInfo.InvariantCulture, $"\nDijkstra over scans at one time, one thread each: {searches / scans:f0}. Dijkstra over the whole day with one mean, one thread each: {plain / oneMean:f0}. Memory of the prepared day: {fromStops.Bytes / 1e6:f1} MB.\n");
        return text.ToString();

        void Row(string what, double seconds) => text.Append(CultureInfo.InvariantCulture, $"| {what} | {seconds:f3} |\n");
    }

    private static int[] Scans(ConnectionScan scan, int stops)
    {
        List<int> all = [];
        for (int stop = 0; stop < stops; stop++) all.AddRange(scan.Run([new StopReach(stop, 0)], Eight));
        return [.. all];
    }

    private static (double Seconds, T Value) Timed<T>(Func<T> work)
    {
        long begin = Stopwatch.GetTimestamp();
        T value = work();
        return (Stopwatch.GetElapsedTime(begin).TotalSeconds, value);
    }
}
