namespace TerritoryTwin.Mobility;

/// <summary>
/// A graph made ready for many searches whatever its costs: nodes in an order of contraction, and between any two that a way over lower nodes alone may join, an arc (Dibbelt, Strasser and Wagner 2016).
/// </summary>
/// <remarks>
/// docs/physics/shortest-paths.md. Closed nodes begin and end ways and are passed by none: they stand below all others, and no arc replaces ways over them. In here a node is known by its slot, closed ones first, then the others in their order.
/// </remarks>
public sealed class ContractionHierarchy
{
    private readonly int[] _slot, _node, _first, _heads, _parent, _firstBelow, _below, _tails, _arcOf, _firstLink, _linkHeads, _links;

    /// <summary>Orders and contracts.</summary>
    /// <param name="graph">Nodes and links.</param> <param name="places">Of the nodes, in any unit, for a better order; null where they are not known.</param>
    /// <exception cref="ArgumentException">The number of places is not that of the nodes, or a place is not a number.</exception>
    public ContractionHierarchy(LinkGraph graph, IReadOnlyList<(double X, double Y)>? places = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        if (places != null && places.Count != graph.Nodes) throw new ArgumentException($"{places.Count} places; there are {graph.Nodes} nodes", nameof(places));
        for (int node = 0; node < (places?.Count ?? 0); node++)
            if (!double.IsFinite(places![node].X) || !double.IsFinite(places[node].Y)) throw new ArgumentException($"the place of node {node} is {places[node]}; expected two numbers", nameof(places));
        Graph = graph;
        (int[] closed, int[] open) = ([.. Enumerable.Range(0, graph.Nodes).Where(graph.IsClosed)], [.. Enumerable.Range(0, graph.Nodes).Where(node => !graph.IsClosed(node))]);
        Closed = closed.Length;
        int[] number = new int[graph.Nodes];
        for (int k = 0; k < open.Length; k++) number[open[k]] = k;
        Neighbours neighbours = Among(graph, open.Length, number);
        int[] rank = NodeOrder.Of(neighbours, places == null ? null : [.. open.Select(node => places[node])]);
        rank = EliminationTree.InPostOrder(neighbours, rank);

        (_slot, _node) = (new int[graph.Nodes], new int[graph.Nodes]);
        for (int k = 0; k < closed.Length; k++) _slot[closed[k]] = k;
        for (int k = 0; k < open.Length; k++) _slot[open[k]] = Closed + rank[k];
        for (int node = 0; node < graph.Nodes; node++) _node[_slot[node]] = node;
        (_first, _heads, _parent) = Arcs(graph);
        _tails = [.. Enumerable.Range(0, graph.Nodes).SelectMany(slot => Enumerable.Repeat(slot, _first[slot + 1] - _first[slot]))];
        (_firstBelow, _below) = Below();
        _arcOf = ArcOfLinks(graph);
        _firstLink = new int[graph.Nodes + 1];
        for (int slot = 0; slot < graph.Nodes; slot++) _firstLink[slot + 1] = _firstLink[slot] + graph.Out(_node[slot]).Length;
        _links = [.. _node.SelectMany(node => graph.Out(node).ToArray())];
        _linkHeads = [.. _links.Select(link => _slot[graph.Heads[link]])];
    }

    /// <summary>It is of.</summary>
    public LinkGraph Graph { get; }
    /// <summary>Number of arcs; each has a cost upwards and one downwards.</summary>
    public int ArcCount => _heads.Length;
    /// <summary>Nodes on the longest chain of the elimination tree: as many does a search upwards pass at most.</summary>
    public int Height
    {
        get
        {
            int[] height = new int[_parent.Length];
            for (int slot = 0; slot < _parent.Length; slot++)
                if (_parent[slot] >= 0) height[_parent[slot]] = Math.Max(height[_parent[slot]], height[slot] + 1);
            return height.Length == 0 ? 0 : height.Max() + 1;
        }
    }
    /// <summary>Triangles that a customising goes through.</summary>
    public long Triangles => Enumerable.Range(Closed, _parent.Length - Closed).Sum(slot => (long)(_first[slot + 1] - _first[slot]) * (_first[slot + 1] - _first[slot] - 1) / 2);
    /// <summary>Bytes that it holds.</summary>
    public long Bytes => sizeof(int) * ((long)_slot.Length + _node.Length + _first.Length + _heads.Length + _parent.Length + _firstBelow.Length + _below.Length + _tails.Length + _arcOf.Length + _firstLink.Length + _linkHeads.Length + _links.Length);

    /// <summary>Number of closed nodes, which have the slots from 0.</summary>
    internal int Closed { get; }
    /// <summary>Slot of each node.</summary>
    internal ReadOnlySpan<int> Slots => _slot;
    /// <summary>Node of each slot.</summary>
    internal ReadOnlySpan<int> Nodes => _node;
    /// <summary>First arc of each slot, and the end: its arcs lead to higher slots, rising.</summary>
    internal ReadOnlySpan<int> First => _first;
    /// <summary>Higher slot of each arc.</summary>
    internal ReadOnlySpan<int> Heads => _heads;
    /// <summary>Lower slot of each arc.</summary>
    internal ReadOnlySpan<int> Tails => _tails;
    /// <summary>The slot to which the first arc of an open one leads, −1 at the top. All arcs of a slot lead to its parent, the parent of that, and so on. Of a closed slot −1.</summary>
    internal ReadOnlySpan<int> Parents => _parent;
    /// <summary>Arcs from lower open slots to a slot, rising.</summary>
    internal ReadOnlySpan<int> Below(int slot) => _below.AsSpan(_firstBelow[slot].._firstBelow[slot + 1]);
    /// <summary>The arc that a link is part of: itself where it leads upwards, its complement where downwards; <see cref="int.MinValue"/> for links from a node to itself and between closed nodes, which are part of none.</summary>
    internal ReadOnlySpan<int> ArcOfLink => _arcOf;

    /// <summary>First of the links that leave each slot, and the end, in <see cref="Links"/>.</summary>
    internal ReadOnlySpan<int> FirstLink => _firstLink;
    /// <summary>Links by the slot that they leave, rising for each.</summary>
    internal ReadOnlySpan<int> Links => _links;
    /// <summary>Slot that each of them leads to.</summary>
    internal ReadOnlySpan<int> LinkHeads => _linkHeads;

    private static Neighbours Among(LinkGraph graph, int count, int[] number)
    {
        List<(int, int)> pairs = [];
        for (int link = 0; link < graph.Links; link++)
        {
            (int tail, int head) = (graph.Tails[link], graph.Heads[link]);
            if (tail != head && !graph.IsClosed(tail) && !graph.IsClosed(head)) pairs.Add((number[tail], number[head]));
        }
        return new(count, pairs);
    }

    /// <summary>Contracts from below: what a slot leads to, its parent leads to as well.</summary>
    private (int[] First, int[] Heads, int[] Parents) Arcs(LinkGraph graph)
    {
        int nodes = graph.Nodes;
        int[] first = new int[nodes + 1], parent = new int[nodes], nextChild = new int[nodes], firstChild = new int[nodes], seen = new int[nodes];
        parent.AsSpan().Fill(-1);
        firstChild.AsSpan().Fill(-1);
        seen.AsSpan().Fill(-1);
        List<int> heads = [], own = [];
        for (int slot = 0; slot < nodes; slot++)
        {
            own.Clear();
            seen[slot] = slot;
            foreach (int link in graph.Out(_node[slot])) Lead(_slot[graph.Heads[link]]);
            foreach (int link in graph.In(_node[slot])) Lead(_slot[graph.Tails[link]]);
            for (int child = firstChild[slot]; child >= 0; child = nextChild[child])
                for (int arc = first[child]; arc < first[child + 1]; arc++) Lead(heads[arc]);
            own.Sort();
            heads.AddRange(own);
            first[slot + 1] = heads.Count;
            if (slot < Closed || own.Count == 0) continue;
            parent[slot] = own[0];
            (nextChild[slot], firstChild[own[0]]) = (firstChild[own[0]], slot);

            void Lead(int to)
            {
                if (to < slot || to < Closed || seen[to] == slot) return;
                seen[to] = slot;
                own.Add(to);
            }
        }
        return (first, [.. heads], parent);
    }

    private (int[] First, int[] Arcs) Below()
    {
        int nodes = _node.Length;
        int[] first = new int[nodes + 1];
        for (int arc = _first[Closed]; arc < _heads.Length; arc++) first[_heads[arc] + 1]++;
        for (int slot = 0; slot < nodes; slot++) first[slot + 1] += first[slot];
        int[] next = first[..^1], arcs = new int[first[^1]];
        for (int arc = _first[Closed]; arc < _heads.Length; arc++) arcs[next[_heads[arc]]++] = arc;
        return (first, arcs);
    }

    private int[] ArcOfLinks(LinkGraph graph)
    {
        int[] arcs = new int[graph.Links];
        for (int link = 0; link < graph.Links; link++)
        {
            (int tail, int head) = (_slot[graph.Tails[link]], _slot[graph.Heads[link]]);
            (int low, int high) = (Math.Min(tail, head), Math.Max(tail, head));
            int arc = low == high || high < Closed ? int.MinValue : Array.BinarySearch(_heads, _first[low], _first[low + 1] - _first[low], high);
            arcs[link] = arc == int.MinValue || tail < head ? arc : ~arc;
        }
        return arcs;
    }
}
