using System.Runtime.CompilerServices;

namespace TerritoryTwin.Mobility;

/// <summary>Room to work on a bush: labels by position, and its links while they are put in order. One a thread.</summary>
internal sealed class BushDesk(int nodes, int links)
{
    private readonly int[] _stackNode = new int[nodes], _stackNext = new int[nodes];
    private readonly Queue<int> _open = new();
    private readonly bool[] _isOpen = new bool[nodes];

    public double[] Low { get; } = new double[nodes];
    public double[] High { get; } = new double[nodes];
    /// <summary>Cost of the dearest way that trips take.</summary>
    public double[] Used { get; } = new double[nodes];
    public int[] Cheapest { get; } = new int[nodes];
    public int[] Dearest { get; } = new int[nodes];

    /// <summary>By node: cost of the cheapest way of the network.</summary>
    public double[] Far { get; } = new double[nodes];
    /// <summary>By node: cost of its cheapest way in the bush, where ways may go on from it; else infinite.</summary>
    public double[] Passing { get; } = new double[nodes];
    /// <summary>By node: place in the order; −1 where no way leads.</summary>
    public int[] Position { get; } = new int[nodes];

    /// <summary>By old position: the node.</summary>
    public int[] OldNodes { get; } = new int[nodes];
    /// <summary>By old position: first of its links.</summary>
    public int[] First { get; } = new int[nodes + 1];
    public int[] Links { get; } = new int[links];
    /// <summary>Old positions that links leave.</summary>
    public int[] Tails { get; } = new int[links];
    public double[] Flows { get; } = new double[links];
    /// <summary>How many links are kept.</summary>
    public int Kept { get; private set; }
    /// <summary>Old positions in the new order.</summary>
    public int[] Order { get; } = new int[nodes];
    /// <summary>New positions by old.</summary>
    public int[] Rank { get; } = new int[nodes];

    public void Begin(int count)
    {
        Kept = 0;
        Rank.AsSpan(0, count).Fill(-1);
        First[0] = 0;
    }

    public void Keep(int link, int tail, double flow)
    {
        (Links[Kept], Tails[Kept], Flows[Kept]) = (link, tail, flow);
        Kept++;
    }

    public void EndNode(int k) => First[k + 1] = Kept;

    /// <summary>Orders nodes so that links lead forward, those on ways to destinations first.</summary>
    public (int Count, int Needed) Sort(int count, ReadOnlySpan<int> destinations)
    {
        int placed = 0;
        foreach (int destination in destinations) placed = Place(Position[destination], placed);
        int needed = placed;
        for (int k = 0; k < count; k++)
            if (Position[OldNodes[k]] >= 0) placed = Place(k, placed);
        return (placed, needed);
    }

    /// <summary>Places a node after all that lead to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Place(int k, int placed)
    {
        if (Rank[k] >= 0) return placed;
        int depth = 0;
        (_stackNode[0], _stackNext[0]) = (k, First[k]);
        while (depth >= 0)
        {
            int at = _stackNode[depth], e = _stackNext[depth], end = First[at + 1];
            while (e < end && Rank[Tails[e]] >= 0) e++;
            if (e < end)
            {
                _stackNext[depth] = e + 1;
                depth++;
                (_stackNode[depth], _stackNext[depth]) = (Tails[e], First[Tails[e]]);
                continue;
            }
            Order[placed] = at;
            Rank[at] = placed++;
            depth--;
        }
        return placed;
    }

    /// <summary>Lowers the cost of the way to a node where it is above another.</summary>
    public void Improve(int node, double cost)
    {
        if (!(cost < Far[node])) return;
        Far[node] = cost;
        if (_isOpen[node]) return;
        _isOpen[node] = true;
        _open.Enqueue(node);
    }

    /// <summary>Corrects costs of ways beyond nodes that were improved, until no link makes one cheaper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Correct(LinkGraph graph, double[] costs, int origin)
    {
        while (_open.TryDequeue(out int node))
        {
            _isOpen[node] = false;
            if (graph.IsClosed(node) && node != origin) continue;
            double cost = Far[node];
            foreach (int link in graph.Out(node)) Improve(graph.Heads[link], cost + costs[link]);
        }
    }
}
