using System.Globalization;
using System.Text;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Verification;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Bench;

/// <summary>Traffic assignment on published networks: gap, objective, seconds and memory, beside a plain Frank–Wolfe of the same run.</summary>
internal static class TrafficBench
{
    private const double LengthOfChicago = 0.04, TollOfChicago = 0.02;      // minutes a mile, a cent: README of the networks

    private static readonly (string Folder, string File, double[] Gaps, double Objective, double LengthWeight, double TollWeight)[] Networks =
    [
        ("Braess-Example", "Braess", [1e-10], 386.00000008, 0, 0), ("SiouxFalls", "SiouxFalls", [1e-6, 1e-10], 4231335.28710744, 0, 0), ("Anaheim", "Anaheim", [1e-8, 1e-10], 1286032.171096, 0, 0),
        ("Berlin-Mitte-Center", "berlin-mitte-center", [1e-8, 1e-10], 992954.699978, 0, 0), ("Barcelona", "Barcelona", [1e-8, 1e-10], 1265654.922032, 0, 0),
        ("Winnipeg", "Winnipeg", [1e-8, 1e-10], 827911.494630, 0, 0), ("Chicago-Sketch", "ChicagoSketch", [1e-6, 1e-10], 17313018.738748, LengthOfChicago, TollOfChicago),
        ("Berlin-Center", "berlin-center", [1e-6], double.NaN, 0, 0),
    ];

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("usage: bench traffic");
            return 2;
        }
        Records.Write("traffic", Measure());
        return 0;
    }

    private static string Measure()
    {
        StringBuilder text = new();
        text.Append(Records.Heading("Traffic assignment", "the processor"));
        text.Append("Networks of Transportation Networks for Research. Seconds are elapsed, processor seconds are over all threads; the first row of a network is run once before it is measured. The last columns are a plain Frank–Wolfe of the same\n"
            + "run that stops at the first round after as many seconds: its gap, and how far its objective lies above the best known. Memory is that of the ways that are kept for a warm start.\n\n");
        text.Append("| network | zones, nodes, links | read | gap asked for | gap | objective | less the best known | rounds | seconds | processor | memory | Frank–Wolfe: rounds | gap | objective above |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach ((string folder, string file, double[] gaps, double objective, double lengthWeight, double tollWeight) in Networks)
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
            Rows(text, folder, path, gaps, objective, lengthWeight, tollWeight);
        }
        return text.ToString();
    }

    private static void Rows(StringBuilder text, string name, string path, double[] gaps, double known, double lengthWeight, double tollWeight)
    {
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        TntpNetwork network = TntpReader.Network($"{path}_net.tntp");
        TripRows trips = TntpReader.Trips($"{path}_trips.tntp", network.Zones);
        RoadTraffic traffic = new(network.Graph, network.Links, [new("trips", trips, 1, lengthWeight, tollWeight)], TntpNetwork.Name);
        double read = System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds;
        Assignment.Solve(traffic, new(gaps[0]));
        foreach (double gap in gaps)
        {
            double cpu = Cpu();
            Equilibrium found = Assignment.Solve(traffic, new(gap));
            cpu = Cpu() - cpu;
            Equilibrium plain = FrankWolfe.Solve(traffic, new(gap, int.MaxValue), found.Seconds);
            double best = double.IsNaN(known) ? found.Objective : known;
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {network.Zones}, {network.Graph.Nodes}, {network.Graph.Links} | {read:f2} s | {gap:0e0} | {found.RelativeGap:0.0e0} | {found.Objective:f6} | {(double.IsNaN(known) ? "–" : $"{found.Objective - known:0.0e0}")} | {found.Iterations} | {found.Seconds:f3} | {cpu:f3} | {found.Bytes / 1e6:f1} MB ");
            text.Append(CultureInfo.InvariantCulture, $"| {plain.Iterations} | {plain.RelativeGap:0.0e0} | {plain.Objective / best - 1:0.0e0} |\n");
        }
    }

    private static double Cpu() => System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
}
