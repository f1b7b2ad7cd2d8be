namespace TerritoryTwin.Mobility;

/// <summary>Nodes and one-way links between them. A street in both directions is two links; two links may join the same nodes.</summary>
public sealed class LinkGraph
{
    private readonly int[] _tails, _heads, _firstOut, _out, _firstIn, _in;
    private readonly bool[] _closed;

    /// <summary>Of links.</summary>
    /// <param name="nodes">How many.</param> <param name="tails">Node that each link leaves, 0 to <paramref name="nodes"/> − 1.</param> <param name="heads">Node that it leads to.</param>
    /// <param name="closed">Nodes at which ways begin and end and through which none passes: zones that hang on the network. None without it.</param>
    /// <exception cref="ArgumentException">The numbers of tails and heads differ, or a node does not exist.</exception>
    public LinkGraph(int nodes, IReadOnlyList<int> tails, IReadOnlyList<int> heads, IEnumerable<int>? closed = null)
    {
        ArgumentNullException.ThrowIfNull(tails);
        ArgumentNullException.ThrowIfNull(heads);
        ArgumentOutOfRangeException.ThrowIfNegative(nodes);
        if (tails.Count != heads.Count) throw new ArgumentException($"{tails.Count} tails, {heads.Count} heads", nameof(heads));
        (_tails, _heads) = ([.. tails], [.. heads]);
        for (int link = 0; link < _tails.Length; link++)
            if ((uint)_tails[link] >= (uint)nodes || (uint)_heads[link] >= (uint)nodes)
                throw new ArgumentException($"link {link} leads from node {_tails[link]} to {_heads[link]}; there are {nodes}", nameof(tails));
        _closed = new bool[nodes];
        foreach (int node in closed ?? [])
            _closed[(uint)node < (uint)nodes ? node : throw new ArgumentException($"closed node {node}; there are {nodes}", nameof(closed))] = true;
        (_firstOut, _out) = ByNode(_tails, nodes);
        (_firstIn, _in) = ByNode(_heads, nodes);
    }

    /// <summary>Number of nodes.</summary>
    public int Nodes => _closed.Length;
    /// <summary>Number of links.</summary>
    public int Links => _tails.Length;
    /// <summary>Node that each link leaves.</summary>
    public ReadOnlySpan<int> Tails => _tails;
    /// <summary>Node that each link leads to.</summary>
    public ReadOnlySpan<int> Heads => _heads;

    /// <summary>The links that leave a node, rising.</summary>
    public ReadOnlySpan<int> Out(int node) => _out.AsSpan(_firstOut[node].._firstOut[node + 1]);
    /// <summary>The links that lead to a node, rising.</summary>
    public ReadOnlySpan<int> In(int node) => _in.AsSpan(_firstIn[node].._firstIn[node + 1]);
    /// <summary>Whether ways only begin and end at a node.</summary>
    public bool IsClosed(int node) => _closed[node];

    private static (int[] First, int[] Links) ByNode(int[] ends, int nodes)
    {
        int[] first = new int[nodes + 1], links = new int[ends.Length];
        foreach (int node in ends) first[node + 1]++;
        for (int node = 0; node < nodes; node++) first[node + 1] += first[node];
        int[] next = first[..^1];
        for (int link = 0; link < ends.Length; link++) links[next[ends[link]]++] = link;
        return (first, links);
    }
}
