using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TerritoryTwin.Mobility;

/// <summary>Cheapest ways from up to sixteen nodes at once to all nodes, or to some: upwards along the chains of the origins, then downwards in the order. One search at a time.</summary>
/// <remarks>docs/physics/shortest-paths.md, eq. 6 and 7.</remarks>
public sealed unsafe class HierarchySearch
{
    /// <summary>Origins at once.</summary>
    public const int Lanes = 16;

    private const int Half = Lanes / 2, Aligned = 64 / sizeof(double);
    private readonly HierarchyCosts _costs;
    private readonly ContractionHierarchy _hierarchy;
    private readonly double[] _memory;
    private readonly double* _distances;                    // of each slot, in all lanes; pinned
    private readonly int[] _touched, _climb, _all, _direct, _queue, _by, _origins = new int[Lanes];
    private readonly double[] _counted, _given;
    private readonly bool[] _changed;
    private int _searches, _lanes, _times;

    /// <summary>Searches by costs, also those that are set later.</summary>
    public HierarchySearch(HierarchyCosts costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        (_costs, _hierarchy) = (costs, costs.Hierarchy);
        LinkGraph graph = _hierarchy.Graph;
        _memory = GC.AllocateUninitializedArray<double>(Lanes * graph.Nodes + Aligned, pinned: true);
        _distances = (double*)(((nint)Marshal.UnsafeAddrOfPinnedArrayElement(_memory, 0) + 63) & ~63);
        (_touched, _climb, _queue) = (new int[graph.Nodes], new int[graph.Nodes], new int[graph.Nodes]);
        (_by, _counted, _given, _changed) = (new int[graph.Nodes], new double[graph.Nodes], new double[graph.Nodes], new bool[graph.Nodes]);
        _all = [.. Enumerable.Range(0, graph.Nodes).Reverse()];
        _direct = [.. Enumerable.Range(0, graph.Links).Where(l => graph.Tails[l] != graph.Heads[l] && graph.IsClosed(graph.Tails[l]) && graph.IsClosed(graph.Heads[l]))];
    }

    /// <summary>The slots that ways to some nodes lead through, falling: what <see cref="From(ReadOnlySpan{int}, int[])"/> needs to find no more than these.</summary>
    internal static int[] Towards(ContractionHierarchy hierarchy, ReadOnlySpan<int> nodes)
    {
        bool[] seen = new bool[hierarchy.Nodes.Length];
        foreach (int node in nodes) Climb(hierarchy, hierarchy.Slots[node], seen);
        return [.. Enumerable.Range(0, seen.Length).Where(slot => seen[slot]).Reverse()];

        static void Climb(ContractionHierarchy hierarchy, int slot, bool[] seen)
        {
            if (slot < hierarchy.Closed)
            {
                seen[slot] = true;
                foreach (int head in hierarchy.Heads[hierarchy.First[slot]..hierarchy.First[slot + 1]]) Climb(hierarchy, head, seen);
            }
            else
            {
                for (; slot >= 0 && !seen[slot]; slot = hierarchy.Parents[slot]) seen[slot] = true;
            }
        }
    }

    /// <summary>Searches from nodes, each in a lane of its own, to all nodes.</summary>
    /// <param name="origins">1 to <see cref="Lanes"/> nodes; they may be closed.</param>
    public void From(ReadOnlySpan<int> origins) => From(origins, _all);

    /// <summary>Searches from nodes to those of some slots.</summary>
    /// <param name="origins">1 to <see cref="Lanes"/> nodes.</param> <param name="towards">By <see cref="Towards"/>.</param>
    internal void From(ReadOnlySpan<int> origins, int[] towards)
    {
        Begin(origins);
        Sweep(towards);
        for (int lane = 0; lane < origins.Length; lane++)
        {
            foreach (int link in _direct)
            {
                if (_hierarchy.Graph.Tails[link] != origins[lane]) continue;
                ref double there = ref _distances[(long)Lanes * _hierarchy.Slots[_hierarchy.Graph.Heads[link]] + lane];
                there = Math.Min(there, _costs.Counted[link]);
            }
        }
    }

    /// <summary>Upwards; gives the number of slots that were climbed, which are in <see cref="_climb"/>.</summary>
    private int Begin(ReadOnlySpan<int> origins)
    {
        if (origins.Length is 0 or > Lanes) throw new ArgumentException($"{origins.Length} origins; expected 1 to {Lanes}", nameof(origins));
        origins.CopyTo(_origins);
        (_lanes, _times) = (origins.Length, _costs.Times);
        _searches++;
        int count = 0;
        for (int lane = 0; lane < origins.Length; lane++) Touch(_hierarchy.Slots[origins[lane]], ref count);
        Span<int> climb = _climb.AsSpan(0, count);
        climb.Sort();
        for (int lane = 0; lane < origins.Length; lane++) _distances[(long)Lanes * _hierarchy.Slots[origins[lane]] + lane] = 0;
        Rise(climb);
        return count;
    }

    /// <summary>The beginning of a search, for what sweeps elsewhere: gives each distance that is known before the sweep. None of them is too short, and the sweep makes them shortest.</summary>
    /// <param name="origins">1 to <see cref="Lanes"/> nodes.</param> <param name="known">Takes slot, lane and distance.</param>
    internal void Rise(ReadOnlySpan<int> origins, Action<int, int, double> known)
    {
        int count = Begin(origins);
        for (int lane = 0; lane < origins.Length; lane++)
        {
            foreach (int slot in _climb.AsSpan(0, count)) known(slot, lane, _distances[(long)Lanes * slot + lane]);
            foreach (int link in _direct)
                if (_hierarchy.Graph.Tails[link] == origins[lane]) known(_hierarchy.Slots[_hierarchy.Graph.Heads[link]], lane, _costs.Counted[link]);
        }
        _lanes = 0;
    }

    /// <summary>Of the last search, to a node: exact for costs in whole ticks. Infinite where no way leads.</summary>
    /// <param name="lane">Place of the origin among those of the search.</param> <param name="node">That was searched for.</param>
    public double Distance(int lane, int node) =>
        (uint)lane < (uint)_lanes ? _distances[(long)Lanes * _hierarchy.Slots[node] + lane] : throw new ArgumentOutOfRangeException(nameof(lane), $"lane {lane}; the last search had {_lanes} origins");

    /// <summary>
    /// Of the last search, which must have been to all nodes: costs and last links, with the costs as they were given. Costs are those of <see cref="Dijkstra"/> bit for bit. Of ways that cost the same in ticks, one with
    /// the fewest links; of these, that over the node which was found first, and its first link.
    /// </summary>
    /// <param name="lane">Place of the origin among those of the search.</param> <param name="distances">Is written: of each node; infinite where no way leads.</param>
    /// <param name="by">Is written: the last link of its way, −1 for the origin and where no way leads.</param>
    /// <exception cref="InvalidOperationException">Costs were set since the search.</exception>
    public void Ways(int lane, Span<double> distances, Span<int> by)
    {
        if ((uint)lane >= (uint)_lanes) throw new ArgumentOutOfRangeException(nameof(lane), $"lane {lane}; the last search had {_lanes} origins");
        if (_times != _costs.Times) throw new InvalidOperationException("costs were set after the search whose ways are asked for; search again");
        ReadOnlySpan<int> first = _hierarchy.FirstLink, heads = _hierarchy.LinkHeads, nodes = _hierarchy.Nodes;
        ReadOnlySpan<double> given = _costs.GivenBySlot, counted = _costs.CountedBySlot;
        int origin = _hierarchy.Slots[_origins[lane]], count = 0;
        for (int slot = 0; slot < _counted.Length; slot++) _counted[slot] = _distances[(long)Lanes * slot + lane];
        _given.AsSpan().Fill(double.PositiveInfinity);
        _by.AsSpan().Fill(-1);
        _given[origin] = 0;
        _queue[count++] = origin;
        for (int k = 0; k < count; k++)
        {
            int slot = _queue[k];
            if (slot != origin && slot < _hierarchy.Closed) continue;
            (double soFar, double here) = (_given[slot], _counted[slot]);
            for (int link = first[slot]; link < first[slot + 1]; link++)
            {
                int head = heads[link];
                if (here + counted[link] != _counted[head] || _by[head] >= 0 || head == origin || double.IsPositiveInfinity(counted[link])) continue;
                (_by[head], _given[head]) = (link, soFar + given[link]);
                _queue[count++] = head;
            }
        }
        if (!_costs.IsExact) Settle(origin, count);
        for (int slot = 0; slot < _by.Length; slot++) (distances[nodes[slot]], by[nodes[slot]]) = (_given[slot], _by[slot] < 0 ? -1 : _hierarchy.Links[_by[slot]]);
    }

    /// <summary>Costs from a node to all, as <see cref="Dijkstra.Run"/> gives them.</summary>
    /// <param name="origin">Where ways begin; it may be closed.</param> <param name="distances">Is written: of each node.</param> <param name="by">Is written: the last link of its way, −1 for the origin and where no way leads.</param>
    public void Run(int origin, Span<double> distances, Span<int> by)
    {
        From([origin]);
        Ways(0, distances, by);
    }

    /// <summary>Ways that cost the same but for less than their ticks tell: links that make a node cheaper are taken, until none does.</summary>
    private void Settle(int origin, int count)
    {
        ReadOnlySpan<int> first = _hierarchy.FirstLink, heads = _hierarchy.LinkHeads;
        ReadOnlySpan<double> given = _costs.GivenBySlot;
        _changed.AsSpan().Fill(true);
        for (bool again = true; again;)
        {
            again = false;
            for (int k = 0; k < count; k++)
            {
                int slot = _queue[k];
                if (!_changed[slot]) continue;
                _changed[slot] = false;
                if (slot != origin && slot < _hierarchy.Closed) continue;
                double soFar = _given[slot];
                for (int link = first[slot]; link < first[slot + 1]; link++)
                {
                    int head = heads[link];
                    double there = soFar + given[link];
                    if (!(there < _given[head])) continue;
                    (_given[head], _by[head], _changed[head], again) = (there, link, true, true);
                }
            }
        }
    }

    /// <summary>Notes a slot and all above it, once a search.</summary>
    private void Touch(int slot, ref int count)
    {
        if (slot < _hierarchy.Closed)
        {
            if (!Fresh(slot, ref count)) return;
            foreach (int head in _hierarchy.Heads[_hierarchy.First[slot].._hierarchy.First[slot + 1]]) Touch(head, ref count);
            return;
        }
        while (slot >= 0 && Fresh(slot, ref count)) slot = _hierarchy.Parents[slot];
    }

    private bool Fresh(int slot, ref int count)
    {
        if (_touched[slot] == _searches) return false;
        _touched[slot] = _searches;
        _climb[count++] = slot;
        double* at = _distances + (long)Lanes * slot;
        Vector512<double> none = Vector512.Create(double.PositiveInfinity);
        none.StoreAligned(at);
        none.StoreAligned(at + Half);
        return true;
    }

    private void Rise(ReadOnlySpan<int> slots)
    {
        ReadOnlySpan<int> first = _costs.Up.First, heads = _costs.Up.Heads;
        ReadOnlySpan<double> costs = _costs.Up.Costs;
        foreach (int slot in slots)
        {
            double* from = _distances + (long)Lanes * slot;
            Vector512<double> a = Vector512.LoadAligned(from), b = Vector512.LoadAligned(from + Half);
            for (int arc = first[slot]; arc < first[slot + 1]; arc++)
            {
                double* to = _distances + (long)Lanes * heads[arc];
                Vector512<double> cost = Vector512.Create(costs[arc]);
                Vector512.MinNative(Vector512.LoadAligned(to), a + cost).StoreAligned(to);
                Vector512.MinNative(Vector512.LoadAligned(to + Half), b + cost).StoreAligned(to + Half);
            }
        }
    }

    private void Sweep(int[] slots)
    {
        ReadOnlySpan<int> first = _costs.Down.First, heads = _costs.Down.Heads;
        ReadOnlySpan<double> costs = _costs.Down.Costs;
        Vector512<double> none = Vector512.Create(double.PositiveInfinity);
        foreach (int slot in slots)
        {
            double* to = _distances + (long)Lanes * slot;
            bool touched = _touched[slot] == _searches;
            Vector512<double> a = touched ? Vector512.LoadAligned(to) : none, b = touched ? Vector512.LoadAligned(to + Half) : none;
            for (int arc = first[slot]; arc < first[slot + 1]; arc++)
            {
                double* from = _distances + (long)Lanes * heads[arc];
                Vector512<double> cost = Vector512.Create(costs[arc]);
                a = Vector512.MinNative(a, Vector512.LoadAligned(from) + cost);
                b = Vector512.MinNative(b, Vector512.LoadAligned(from + Half) + cost);
            }
            a.StoreAligned(to);
            b.StoreAligned(to + Half);
        }
    }
}
