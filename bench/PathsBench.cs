using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Verification;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Bench;

/// <summary>Shortest paths by a contraction hierarchy beside Dijkstra in one run: order, customise and sweep apart.</summary>
internal static class PathsBench
{
    private const int Zones = 500, Turns = 5, EmptyLaunches = 2000;
    private const double Tick = 1.0 / 1024;

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: bench paths");
            return 2;
        }
        Records.Write("paths", Measure());
        return 0;
    }

    private static string Measure()
    {
        StringBuilder text = new();
        text.Append(Records.Heading("Shortest paths", "the processor"));
        text.Append("Milliseconds, the least of five turns; order once. *From one* is for each origin, sixteen at once on one thread: distances to all nodes; ways with them, as Dijkstra gives them; Dijkstra itself (of every tenth zone).\n"
            + $"Skims are from {Zones} zones to {Zones}: by all threads; by one; with length and toll summed along the ways; by Dijkstra on one thread, ended early (its time for one × zones).\n\n");
        text.Append("| network | nodes, links | arcs, needed down | height, of them of less than 64 nodes | triangles | order | customise, one thread | memory | from one: distances | ways | Dijkstra | ratio | skim | one thread | along ways | Dijkstra | ratio |\n");
        text.Append("| --- | --- | --- | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach ((string name, LinkGraph graph, (double, double)[]? places, double[] times) in Networks()) Row(text, name, graph, places, times);
        AddLaunches(text);
        return text.ToString();
    }

    private static void AddLaunches(StringBuilder text)
    {
        text.Append("\n## As launches\n\nLaunches by levels of the needed arcs (`LevelSweep`), costs in ticks of 1/1024, beside the sweep of the processor (`HierarchySearch`, one thread) in the same run; least of five turns. Microseconds for each origin: of the processor, upwards and downwards; "
            + "of the launches alone; with the way upwards, what goes to the device and what comes back. An empty launch is one of sixteen elements, microseconds.\n\n"
            + "| network | device | origins at once | launches, with less than 64 nodes | arcs, padded | an empty launch | processor | launches alone | ratio | with what is around them | ratio |\n"
            + "| --- | --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach ((string name, LinkGraph graph, (double, double)[]? places, double[] times) in Networks().Where(static n => n.Item3 != null))
        {
            HierarchyCosts costs = new(new(graph, places), tick: Tick);
            costs.Set(times);
            HierarchySearch search = new(costs);
            foreach (DeviceDescription listed in Devices.List().Where(static d => d.Refusal == null && d.Name != "reference"))
            {
                using Device device = Devices.Named(listed.Name);
                double empty = EmptyLaunch(device);
                foreach (int lanes in new[] { 16, 64, 256 })
                {
                    int[] origins = [.. Enumerable.Range(0, lanes).Select(k => (int)((long)k * graph.Nodes / lanes))];
                    using LevelSweep sweep = new(costs, device, lanes);
                    sweep.From(origins);
                    double processor = 1000 / (double)lanes * Least(() =>
                    {
                        foreach (int[] batch in origins.Chunk(HierarchySearch.Lanes)) search.From(batch);
                    });
                    double alone = 1000 / (double)lanes * Least(() =>
                    {
                        sweep.Sweep();
                        device.Finish();
                    });
                    double whole = 1000 / (double)lanes * Least(() => sweep.From(origins));
                    text.Append(CultureInfo.InvariantCulture, $"| {name} | {device.Name} | {lanes} | {sweep.Launches}, {sweep.Small} | {costs.Needed.Down}, {sweep.Padded} | {empty:f1} | {processor:f1} | {alone:f1} | {alone / processor:f1} | {whole:f1} | {whole / processor:f1} |\n");
                }
            }
        }
    }

    private static double EmptyLaunch(Device device)
    {
        HierarchyCosts two = new(new(new(2, [0, 1], [1, 0])), tick: 1);
        two.Set([1, 1]);
        using LevelSweep sweep = new(two, device);
        sweep.From([0]);
        return 1000.0 / EmptyLaunches * Least(() =>
        {
            for (int k = 0; k < EmptyLaunches; k++) sweep.Sweep();
            device.Finish();
        });
    }

    private static IEnumerable<(string, LinkGraph, (double, double)[]?, double[])> Networks()
    {
        foreach ((string folder, string file, bool placed) in new[] { ("Chicago-Sketch", "ChicagoSketch", true), ("Berlin-Center", "berlin-center", true), ("Berlin-Center", "berlin-center", false) })
        {
            string path;
            try
            {
                path = Path.Combine(CasePaths.Locate($"data:transport-tntp/{folder}", Records.Repository), file);
            }
            catch (SharedDataException e)
            {
                Console.Error.WriteLine(e.Message);
                continue;
            }
            TntpNetwork network = TntpReader.Network($"{path}_net.tntp");
            yield return (placed ? folder : $"{folder}, places unknown", network.Graph, placed ? TntpReader.Places($"{path}_node.tntp", network.Graph.Nodes) : null, [.. network.Links.FreeTimes]);
        }
        foreach (int inhabitants in new[] { 20_000, 400_000 })
        {
            RoadNetwork roads = RoadNetwork.Of(TownGenerator.Generate(inhabitants, 12).Roads);
            (LinkGraph graph, int[] stretch) = roads.GraphOf(Mode.Car);
            yield return ($"generated, {inhabitants} inhabitants", graph, [.. Enumerable.Range(0, graph.Nodes).Select(roads.PlaceOf)],
                [.. stretch.Select(s => roads.Stretches[s].Length * 3.6 / RoadDefaults.Of(roads.Roads[roads.Stretches[s].Road].Class.Value).Speed)]);
        }
    }

    private static void Row(StringBuilder text, string name, LinkGraph graph, (double, double)[]? places, double[] times)
    {
        long begin = Stopwatch.GetTimestamp();
        ContractionHierarchy hierarchy = new(graph, places);
        double order = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        HierarchyCosts costs = new(hierarchy), alone = new(hierarchy, threads: 1);
        double customise = Least(() => costs.Set(times)), customiseAlone = Least(() => alone.Set(times));
        HierarchySearch search = new(costs);
        Dijkstra plain = new(graph);
        double[] distances = new double[graph.Nodes], tolls = new double[graph.Links];
        int[] by = new int[graph.Nodes], zones = [.. Enumerable.Range(0, Zones).Select(z => (int)((long)z * graph.Nodes / Zones)).Distinct()], some = [.. zones.Where((_, z) => z % 10 == 0)];
        double from = Least(() => Search(ways: false)) / zones.Length, ways = Least(() => Search(ways: true)) / zones.Length;
        double dijkstra = Least(() =>
        {
            foreach (int origin in some) plain.Run(origin, times, distances, by);
        }) / some.Length;
        double skim = Least(() => Skim.Of(costs, zones, zones)), skimAlone = Least(() => Skim.Of(costs, zones, zones, 1)), along = Least(() => Skim.Of(costs, zones, zones, 0, times, tolls));
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {graph.Nodes}, {graph.Links} | {hierarchy.ArcCount}, {costs.Needed.Down} | {hierarchy.Height}, {Small(hierarchy)} | {hierarchy.Triangles} | {order:f0} | {customise:f1}, {customiseAlone:f1} | {(hierarchy.Bytes + costs.Bytes) / 1e6:f1} MB ");
        text.Append(CultureInfo.InvariantCulture, $"| {from:f3} | {ways:f3} | {dijkstra:f3} | {dijkstra / ways:f1} | {skim:f0} | {skimAlone:f0} | {along:f0} | {dijkstra * zones.Length:f0} | {dijkstra * zones.Length / skimAlone:f0} |\n");

        void Search(bool ways)
        {
            foreach (int[] batch in zones.Chunk(HierarchySearch.Lanes))
            {
                search.From(batch);
                for (int lane = 0; ways && lane < batch.Length; lane++) search.Ways(lane, distances, by);
            }
        }
    }

    // Depths of the tree at which fewer nodes stand than a launch is worth.
    private static int Small(ContractionHierarchy hierarchy)
    {
        int[] depth = new int[hierarchy.Graph.Nodes];
        for (int slot = depth.Length - 1; slot >= hierarchy.Closed; slot--)
            if (hierarchy.Parents[slot] >= 0) depth[slot] = depth[hierarchy.Parents[slot]] + 1;
        return depth[hierarchy.Closed..].CountBy(static d => d).Count(static d => d.Value < 64);
    }

    private static double Least(Action action)
    {
        double least = double.PositiveInfinity;
        for (int turn = 0; turn < Turns; turn++)
        {
            long begin = Stopwatch.GetTimestamp();
            action();
            least = Math.Min(least, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
        return least;
    }
}
