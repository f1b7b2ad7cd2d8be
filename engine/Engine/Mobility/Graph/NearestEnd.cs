namespace TerritoryTwin.Mobility;

/// <summary>From every node the cheapest way to the nearest of some ends: Dijkstra (1959) against the links, from all ends at once.</summary>
public static class NearestEnd
{
    /// <summary>Costs from each node; infinite where no way leads to an end.</summary>
    /// <param name="graph">Nodes and links.</param> <param name="costs">Of each link, 0 or more.</param> <param name="ends">What it costs from each node to an end that hangs on it; infinite where none does.</param>
    /// <exception cref="ArgumentException">A cost is negative or not a number.</exception>
    public static double[] Costs(LinkGraph graph, ReadOnlySpan<double> costs, ReadOnlySpan<double> ends)
    {
        ArgumentNullException.ThrowIfNull(graph);
        for (int link = 0; link < graph.Links; link++)
            if (!(costs[link] >= 0)) throw new ArgumentException($"the cost of link {link} is {costs[link]}; expected a number from 0, infinite where it is closed", nameof(costs));
        double[] least = ends.ToArray();
        PriorityQueue<int, double> queue = new();
        bool[] done = new bool[graph.Nodes];
        for (int node = 0; node < least.Length; node++)
            if (least[node] < double.PositiveInfinity) queue.Enqueue(node, least[node]);
        while (queue.TryDequeue(out int node, out _))
        {
            if (done[node]) continue;
            done[node] = true;
            double here = graph.IsClosed(node) ? ends[node] : least[node];           // no way passes a closed node
            foreach (int link in graph.In(node))
            {
                int tail = graph.Tails[link];
                double there = here + costs[link];
                if (!(there < least[tail])) continue;
                least[tail] = there;
                queue.Enqueue(tail, there);
            }
        }
        return least;
    }
}
