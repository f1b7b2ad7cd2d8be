namespace TerritoryTwin.Mobility;

/// <summary>Shortest ways from one node to all, by the algorithm of Dijkstra (1959): the plain reference that faster ones are held to.</summary>
/// <param name="graph">Nodes and links.</param>
public sealed class Dijkstra(LinkGraph graph)
{
    private readonly PriorityQueue<int, double> _queue = new();
    private readonly bool[] _done = new bool[graph.Nodes];

    /// <summary>Costs from a node; infinite where no way leads.</summary>
    /// <param name="origin">Where ways begin; it may be closed.</param> <param name="costs">Of each link, 0 or more.</param>
    /// <param name="distances">Is written: of each node.</param> <param name="by">Is written: the last link of its way, −1 for the origin and where no way leads.</param>
    /// <exception cref="ArgumentException">A cost is negative or not a number.</exception>
    public void Run(int origin, ReadOnlySpan<double> costs, Span<double> distances, Span<int> by)
    {
        for (int link = 0; link < graph.Links; link++)
            if (!(costs[link] >= 0)) throw new ArgumentException($"the cost of link {link} is {costs[link]}; expected a number from 0, infinite where it is closed", nameof(costs));
        distances.Fill(double.PositiveInfinity);
        by.Fill(-1);
        Array.Clear(_done);
        distances[origin] = 0;
        _queue.Clear();
        _queue.Enqueue(origin, 0);
        while (_queue.TryDequeue(out int node, out _))
        {
            if (_done[node]) continue;
            _done[node] = true;
            if (node != origin && graph.IsClosed(node)) continue;
            foreach (int link in graph.Out(node))
            {
                int head = graph.Heads[link];
                double there = distances[node] + costs[link];
                if (!(there < distances[head])) continue;
                (distances[head], by[head]) = (there, link);
                _queue.Enqueue(head, there);
            }
        }
    }
}
