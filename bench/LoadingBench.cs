using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Bench;

/// <summary>Traffic through the day on a grid of 19,880 streets with an entry at each of its 5,041 crossings.</summary>
internal static class LoadingBench
{
    private const int Side = 71, StepsOfHour = 720;

    public static int Run(string[] args) => Records.Run("loading", args, Measure);

    private static string Measure(Device device)
    {
        Load(device, [100], 1);                                  // kernels are compiled
        (double hour, double empty, double came, _) = Load(device, [100_000], 1);
        double[] day = [.. Enumerable.Range(0, 24).Select(h => 1e6 * Math.Max(0.1, Math.Sin((h - 5) * Math.PI / 16)) / 11.053)];
        (double full, _, double trips, double left) = Load(device, day, 24);
        StringBuilder text = new();
        text.Append(Records.Heading("Traffic through the day", device));
        text.Append(CultureInfo.InvariantCulture, $"{Side} × {Side} crossings, {4 * Side * (Side - 1)} streets of 110 to 310 m, steps of 5 s; a tenth of the vehicles arrives at the end of each street.\n\n");
        text.Append("| what | seconds | vehicles | goal |\n| --- | ---: | ---: | ---: |\n");
        text.Append(CultureInfo.InvariantCulture, $"| an hour, then until empty | {empty:f2} | {came:f0} | < 3 s |\n");
        text.Append(CultureInfo.InvariantCulture, $"| of that, the hour | {hour:f2} | | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| a day; on the road at its end: {left:f0} | {full:f2} | {trips:f0} | < 40 s |\n");
        return text.ToString();
    }

    // Seconds of the hours, and of all until nobody is left (an hour later at most, where there is one hour).
    private static (double Hours, double All, double Came, double Left) Load(Device device, double[] comes, int hours)
    {
        using LinkTransmission town = Town(device, out bool[] entries);
        Stopwatch watch = Stopwatch.StartNew();
        for (int hour = 0; hour < hours; hour++)
        {
            double each = comes[hour] / 3600 / entries.Count(e => e);
            town.SetDemand([.. entries.Select(e => e ? each : 0)]);
            town.Step(StepsOfHour);
        }
        TrafficCounts counts = town.Counts();
        double after = watch.Elapsed.TotalSeconds;
        town.SetDemand(new double[entries.Length]);
        for (int n = 0; hours == 1 && n < StepsOfHour && counts.Present.Sum() > 0; n += 40)
        {
            town.Step(40);
            counts = town.Counts();
        }
        return (after, watch.Elapsed.TotalSeconds, counts.Came.Where((_, l) => entries[l]).Sum() / (double)LinkTransmission.Parts, counts.Present.Sum() / (double)LinkTransmission.Parts);
    }

    private static LinkTransmission Town(Device device, out bool[] entries)
    {
        List<int> tails = [], heads = [];
        List<TrafficLink> links = [];
        Random random = new(2026);
        for (int node = 0; node < Side * Side; node++)
        {
            (int x, int y) = (node % Side, node / Side);
            foreach ((int dx, int dy) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                if (x + dx < 0 || x + dx >= Side || y + dy < 0 || y + dy >= Side) continue;
                Add(node, node + dy * Side + dx, new(110 + 200 * random.NextDouble(), 14, random.Next(3) == 0 ? 0.3 : 0.5, 0.13));
            }
            Add(Side * Side + node, node, TrafficLink.Entry(0.5));
        }
        LinkGraph graph = new(2 * Side * Side, tails, heads);
        List<LinkTurn> turns = [];
        List<double> shares = [];
        for (int from = 0; from < links.Count; from++)
        {
            int[] onward = [.. graph.Out(heads[from]).ToArray().Where(l => heads[l] != tails[from])];
            turns.AddRange(onward.Select(to => new LinkTurn(from, to)));
            shares.AddRange(onward.Select(_ => (links[from].IsEntry ? 1.0 : 0.9) / onward.Length));
        }
        entries = [.. links.Select(l => l.IsEntry)];
        LinkTransmission town = new(graph, links, turns, 5, device);
        town.SetShares([.. shares]);
        return town;

        void Add(int tail, int head, TrafficLink link)
        {
            tails.Add(tail);
            heads.Add(head);
            links.Add(link);
        }
    }
}
