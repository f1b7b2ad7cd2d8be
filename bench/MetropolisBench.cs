using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Bench;

/// <summary>A weekday of generated cities, stage by stage: who travels, on which road, moved through 24 hours.</summary>
internal static class MetropolisBench
{
    private static readonly int[] Inhabitants = [20_000, 100_000, 300_000];

    public static int Run(string[] args) => Records.Run("metropolis", args, Measure);

    private static string Measure(Device device)
    {
        StringBuilder text = new();
        text.Append(Records.Heading("A weekday of generated cities", device));
        text.Append(CultureInfo.InvariantCulture, $"Seconds; choices once, as if roads were empty. Ratio: of the loading to the assignment, in the same run. Memory is the most of the process until then. Steps of {LoadedDay.Step} s.\n\n");
        text.Append("| inhabitants | links, used by cars | trips of residents, vehicles | residents, roads, zones, skims, destinations | day without loading | of that, assignment | ways kept | loading | ratio | arrived, on the road, waiting [car units] | memory |\n");
        text.Append("| ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |\n");
        foreach (int inhabitants in Inhabitants) Row(text, TownGenerator.Generate(inhabitants, 12), inhabitants, device);
        return text.ToString();
    }

    private static void Row(StringBuilder text, Territory town, int inhabitants, Device device)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TravelDemand demand = new(town, new MobilityParameters { On = true }, 0.2, seed: 1);
        double setup = watch.Elapsed.TotalSeconds;
        watch.Restart();
        TravelDay day = demand.Day(DayKind.Weekday, congestion: false);
        double found = watch.Elapsed.TotalSeconds, assigned = day.Hours.Sum(static h => h.Seconds);
        watch.Restart();
        LoadedDay loaded = LoadedDay.Of(demand.Roads.Cars, demand.Roads.Links, day.Hours, device);
        double loading = watch.Elapsed.TotalSeconds;
        LoadedCounts end = loaded.Counts[^1];
        int used = Enumerable.Range(0, demand.Roads.Cars.Graph.Links).Count(l => day.Hours.Any(h => h.Volumes[l] > 0));
        text.Append(CultureInfo.InvariantCulture, $"| {inhabitants} | {demand.Roads.Cars.Graph.Links}, {used} | {day.Plans.Trips.Length}, {day.Hours.Sum(static h => h.Traffic.Classes.Sum(static c => c.Trips.Sums().All)):f0} | {setup:f1} | {found:f1} | {assigned:f1} ");
        text.Append(CultureInfo.InvariantCulture, $"| {day.Hours.Sum(static h => h.Bytes) / 1e6:f0} MB | {loading:f1} | {loading / assigned:f2} | {Units(end.Arrived):f0}, {Units(end.OnRoad):f0}, {Units(end.Waiting):f0} | {System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:f0} MB |\n");

        static double Units(long parts) => parts / (double)LinkTransmission.Parts;
    }
}
