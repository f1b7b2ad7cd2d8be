using System.Diagnostics;

namespace TerritoryTwin.Mobility;

/// <summary>The plain method of Frank and Wolfe (1956): all trips on the cheapest ways, then the best step towards them. What faster methods stand beside.</summary>
public static class FrankWolfe
{
    private const int Blocks = 16, Halvings = 50;

    /// <summary>Assigns.</summary>
    /// <param name="traffic">Network and trips.</param> <param name="options">When it ends.</param> <param name="seconds">That end it at the latest; without it, flows are the same for any number of threads.</param>
    public static Equilibrium Solve(RoadTraffic traffic, AssignmentOptions options, double seconds = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(traffic);
        ArgumentNullException.ThrowIfNull(options);
        long begin = Stopwatch.GetTimestamp();
        LinkState state = new(traffic, options.Principle);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads };
        double[][] paid = traffic.FixedCosts(), flows = Cheapest(traffic, state, parallel, out _);
        double[] change = new double[traffic.Graph.Links];
        for (int iterations = 1; ; iterations++)
        {
            Array.Clear(state.Volumes);
            foreach (double[] flow in flows)
                for (int link = 0; link < change.Length; link++) state.Volumes[link] += flow[link];
            state.Refresh();
            double[][] aims = Cheapest(traffic, state, parallel, out double shortest);
            double total = 0, fixedPart = 0;
            Array.Clear(change);
            for (int c = 0; c < flows.Length; c++)
            {
                for (int link = 0; link < change.Length; link++)
                {
                    double more = aims[c][link] - flows[c][link];
                    change[link] += more;
                    if (more != 0) fixedPart += more * paid[c][link];
                    if (flows[c][link] > 0) total += flows[c][link] * state.Costs[c][link];
                }
            }
            double excess = Math.Max(0, total - shortest);
            if (!(excess > options.Gap * total) || iterations >= options.Iterations || Stopwatch.GetElapsedTime(begin).TotalSeconds > seconds)
            {
                for (int c = 0; c < flows.Length; c++)
                    for (int link = 0; link < change.Length; link++) flows[c][link] /= traffic.Classes[c].CarUnits;
                return new(traffic, options, flows, [], excess, shortest, iterations, Stopwatch.GetElapsedTime(begin).TotalSeconds);
            }
            (double low, double high) = (0, 1);
            for (int n = 0; n < Halvings; n++)
            {
                double middle = 0.5 * (low + high);
                if (state.Descent(change, middle) + fixedPart > 0) high = middle;
                else low = middle;
            }
            for (int c = 0; c < flows.Length; c++)
                for (int link = 0; link < change.Length; link++) flows[c][link] += low * (aims[c][link] - flows[c][link]);
        }
    }

    /// <summary>All trips on the cheapest ways [car units], by blocks of origins that do not depend on the threads.</summary>
    private static double[][] Cheapest(RoadTraffic traffic, LinkState state, ParallelOptions parallel, out double shortest)
    {
        LinkGraph graph = traffic.Graph;
        double[][] sums = [.. traffic.Classes.Select(_ => new double[graph.Links])];
        double all = 0;
        for (int c = 0; c < sums.Length; c++)
        {
            TravelClass travellers = traffic.Classes[c];
            double[][] parts = [.. Enumerable.Range(0, Blocks).Select(_ => new double[graph.Links])];
            double[] costs = new double[Blocks];
            int number = c;
            Parallel.For(0, Blocks, parallel, block =>
            {
                Dijkstra ways = new(graph);
                double[] distances = new double[graph.Nodes];
                int[] by = new int[graph.Nodes];
                for (int row = block; row < travellers.Trips.Origins.Length; row += Blocks)
                {
                    ways.Run(travellers.Trips.Origins[row], state.Costs[number], distances, by);
                    ReadOnlySpan<int> destinations = travellers.Trips.Destinations(row);
                    for (int i = 0; i < destinations.Length; i++)
                    {
                        double units = travellers.Trips.Trips(row)[i] * travellers.CarUnits;
                        costs[block] += units * distances[destinations[i]];
                        for (int link = by[destinations[i]]; link >= 0; link = by[graph.Tails[link]]) parts[block][link] += units;
                    }
                }
            });
            for (int block = 0; block < Blocks; block++)
            {
                all += costs[block];
                for (int link = 0; link < graph.Links; link++) sums[c][link] += parts[block][link];
            }
        }
        shortest = all;
        return sums;
    }
}
