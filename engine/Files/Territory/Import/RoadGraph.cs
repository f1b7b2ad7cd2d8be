namespace TerritoryTwin.Files.Territories;

/// <summary>The graph of roads, to tell main roads from others.</summary>
internal sealed class RoadGraph
{
    private readonly (int A, int B, double Length)[] _roads;
    private readonly List<int>[] _roadsAt;
    private readonly int[] _part;
    private readonly int _mainPart;

    /// <summary>From the ends and lengths of the roads.</summary>
    public RoadGraph(IReadOnlyList<((long, long) From, (long, long) To, double Length)> roads)
    {
        Dictionary<(long, long), int> nodes = [];
        _roads = roads.Select(r => (NodeOf(r.From), NodeOf(r.To), r.Length)).ToArray();
        _roadsAt = Enumerable.Range(0, nodes.Count).Select(_ => new List<int>()).ToArray();
        for (int n = 0; n < _roads.Length; n++)
        {
            _roadsAt[_roads[n].A].Add(n);
            if (_roads[n].B != _roads[n].A) _roadsAt[_roads[n].B].Add(n);
        }
        _part = new int[nodes.Count];
        _mainPart = FindParts();

        int NodeOf((long, long) point)
        {
            if (!nodes.TryGetValue(point, out int node)) nodes.Add(point, node = nodes.Count);
            return node;
        }
    }

    /// <summary>Whether one end of a road leads nowhere.</summary>
    public bool IsDeadEnd(int road) => _roadsAt[_roads[road].A].Count == 1 || _roadsAt[_roads[road].B].Count == 1;

    /// <summary>Whether a road is not connected with most others.</summary>
    public bool IsApart(int road) => _part[_roads[road].A] != _mainPart;

    /// <summary>How many shortest paths lead over each road, from evenly picked nodes to all others.</summary>
    public double[] ShortestPathsThrough(int origins)
    {
        double[] through = new double[_roads.Length];
        int nodes = _roadsAt.Length, picked = Math.Min(origins, nodes);
        for (int k = 0; k < picked; k++) AddPathsFrom((int)((long)k * nodes / picked), through);
        return through;
    }

    private void AddPathsFrom(int origin, double[] through)
    {
        double[] distance = new double[_roadsAt.Length];
        int[] over = new int[_roadsAt.Length];
        Array.Fill(distance, double.PositiveInfinity);
        Array.Fill(over, -1);
        List<int> settled = [];
        bool[] done = new bool[_roadsAt.Length];
        PriorityQueue<int, (double, int)> queue = new();
        distance[origin] = 0;
        queue.Enqueue(origin, (0, origin));
        while (queue.TryDequeue(out int node, out _))
        {
            if (done[node]) continue;
            done[node] = true;
            settled.Add(node);
            foreach (int road in _roadsAt[node])
            {
                int other = OtherEnd(road, node);
                double reached = distance[node] + _roads[road].Length;
                if (reached >= distance[other]) continue;
                (distance[other], over[other]) = (reached, road);
                queue.Enqueue(other, (reached, other));
            }
        }
        double[] beyond = new double[_roadsAt.Length];
        for (int n = settled.Count - 1; n > 0; n--)
        {
            int node = settled[n], road = over[node];
            beyond[node] += 1;
            through[road] += beyond[node];
            beyond[OtherEnd(road, node)] += beyond[node];
        }
    }

    private int OtherEnd(int road, int node) => _roads[road].A == node ? _roads[road].B : _roads[road].A;

    /// <summary>Numbers the connected parts; returns the one with most nodes.</summary>
    private int FindParts()
    {
        Array.Fill(_part, -1);
        int main = 0, most = 0;
        Stack<int> open = new();
        for (int seed = 0, part = 0; seed < _part.Length; seed++)
        {
            if (_part[seed] >= 0) continue;
            int size = 0;
            _part[seed] = part;
            open.Push(seed);
            while (open.TryPop(out int node))
            {
                size++;
                foreach (int other in _roadsAt[node].Select(r => OtherEnd(r, node)).Where(o => _part[o] < 0))
                {
                    _part[other] = part;
                    open.Push(other);
                }
            }
            if (size > most) (main, most) = (part, size);
            part++;
        }
        return main;
    }
}
