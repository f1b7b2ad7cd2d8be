using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TerritoryTwin.Mobility;

/// <summary>
/// A contraction hierarchy with the costs of its arcs (customising). Costs are counted in whole ticks, a power of two so small that every sum on a way is exact in float64: results depend on no order of additions.
/// </summary>
/// <remarks>docs/physics/shortest-paths.md, eq. 1 to 5. Same bytes for any number of threads.</remarks>
public sealed class HierarchyCosts
{
    private const int Bits = 51;            // of the sum of the dearest links that leave each node; two such sums are added at most
    private const int Shares = 32, SmallestShare = 128;

    private readonly ContractionHierarchy _hierarchy;
    private readonly ParallelOptions _parallel;
    private readonly double _tick;
    private readonly double[] _given, _counted, _givenBySlot, _countedBySlot, _arcs;           // arcs: upwards, downwards
    private readonly (int Begin, int End)[] _shares;            // whole subtrees
    private readonly int[] _top;                                // what is above them, rising

    /// <summary>Without costs: all links are closed.</summary>
    /// <param name="hierarchy">Nodes and arcs.</param> <param name="threads">That customise; 0 for as many as the processor has.</param>
    /// <param name="tick">Power of two that costs are counted in; 0 for the smallest by which all sums are exact. <see cref="LevelSweep"/> wants a larger one.</param>
    /// <exception cref="ArgumentException">The tick is no power of two.</exception>
    public HierarchyCosts(ContractionHierarchy hierarchy, int threads = 0, double tick = 0)
    {
        ArgumentNullException.ThrowIfNull(hierarchy);
        if (tick != 0 && !double.IsPow2(tick)) throw new ArgumentException($"a tick of {tick}; expected a power of two, or 0", nameof(tick));
        _tick = tick;
        (_hierarchy, _parallel) = (hierarchy, new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads });
        (_given, _counted, _arcs) = (new double[hierarchy.Graph.Links], new double[hierarchy.Graph.Links], new double[2 * hierarchy.ArcCount]);
        (_givenBySlot, _countedBySlot) = (new double[hierarchy.Graph.Links], new double[hierarchy.Graph.Links]);
        (_shares, _top) = Subtrees(hierarchy);
        (Up, Down) = (new(hierarchy), new(hierarchy));
        double[] closed = new double[hierarchy.Graph.Links];
        Array.Fill(closed, double.PositiveInfinity);
        Set(closed);
    }

    /// <summary>They are of.</summary>
    public ContractionHierarchy Hierarchy => _hierarchy;
    /// <summary>What costs are whole numbers of.</summary>
    public double Tick { get; private set; }
    /// <summary>Whether all costs were whole numbers of ticks: then no distance is rounded.</summary>
    public bool IsExact { get; private set; }
    /// <summary>Of each link, as they were given.</summary>
    public ReadOnlySpan<double> Given => _given;
    /// <summary>Of each link, to the nearest tick.</summary>
    public ReadOnlySpan<double> Counted => _counted;
    /// <summary>Arcs that a search upwards and a sweep downwards go through.</summary>
    public (int Up, int Down) Needed => (Up.Count, Down.Count);
    /// <summary>Bytes that it holds, beside those of the hierarchy.</summary>
    public long Bytes => sizeof(double) * ((long)_given.Length + _counted.Length + _givenBySlot.Length + _countedBySlot.Length + _arcs.Length) + Up.Bytes + Down.Bytes;

    /// <summary>Costs as they were given, in the order of <see cref="ContractionHierarchy.Links"/>.</summary>
    internal ReadOnlySpan<double> GivenBySlot => _givenBySlot;
    /// <summary>The same to the nearest tick.</summary>
    internal ReadOnlySpan<double> CountedBySlot => _countedBySlot;
    /// <summary>How often costs were set.</summary>
    internal int Times { get; private set; }
    /// <summary>Arcs from each slot upwards that are on a cheapest way.</summary>
    internal ArcList Up { get; }
    /// <summary>Arcs to each slot from above that are on a cheapest way.</summary>
    internal ArcList Down { get; }

    /// <summary>Takes other costs.</summary>
    /// <param name="costs">Of each link, 0 or more; infinite where it is closed.</param>
    /// <exception cref="ArgumentException">A cost is negative or not a number, there are not as many as links, or they are beyond what a number holds.</exception>
    public void Set(ReadOnlySpan<double> costs)
    {
        Count(costs);
        Times++;
        Array.Fill(_arcs, double.PositiveInfinity);
        ReadOnlySpan<int> arcOf = _hierarchy.ArcOfLink;
        for (int link = 0; link < _counted.Length; link++)
        {
            if (arcOf[link] == int.MinValue) continue;
            ref double arc = ref _arcs[arcOf[link] >= 0 ? 2 * arcOf[link] : 2 * ~arcOf[link] + 1];
            arc = Math.Min(arc, _counted[link]);
        }
        Parallel.ForEach(_shares, _parallel, () => new double[2 * _hierarchy.Nodes.Length], (share, _, row) =>
        {
            for (int slot = share.Begin; slot < share.End; slot++) Customise(slot, row);
            return row;
        }, static _ => { });
        double[] above = new double[2 * _hierarchy.Nodes.Length];
        foreach (int slot in _top) Customise(slot, above);

        double[] ways = [.. _arcs];
        int[] places = NoPlaces();
        for (int k = _top.Length - 1; k >= 0; k--) Shorten(_top[k], ways, places);
        Parallel.ForEach(_shares, _parallel, NoPlaces, (share, _, row) =>
        {
            for (int slot = share.End - 1; slot >= share.Begin; slot--) Shorten(slot, ways, row);
            return row;
        }, static _ => { });
        Up.Keep(_arcs, ways, 0);
        Down.Keep(_arcs, ways, 1);
    }

    private int[] NoPlaces()
    {
        int[] places = new int[_hierarchy.Nodes.Length];
        Array.Fill(places, -1);
        return places;
    }

    private void Count(ReadOnlySpan<double> costs)
    {
        LinkGraph graph = _hierarchy.Graph;
        if (costs.Length != graph.Links) throw new ArgumentException($"{costs.Length} costs; there are {graph.Links} links", nameof(costs));
        for (int link = 0; link < costs.Length; link++)
            if (!(costs[link] >= 0)) throw new ArgumentException($"the cost of link {link} is {costs[link]}; expected a number from 0, infinite where it is closed", nameof(costs));
        double longest = 0;                                     // no way without a loop is longer
        for (int node = 0; node < graph.Nodes; node++)
        {
            double dearest = 0;
            foreach (int link in graph.Out(node))
                if (double.IsFinite(costs[link])) dearest = Math.Max(dearest, costs[link]);
            longest += dearest;
        }
        if (!double.IsFinite(longest)) throw new ArgumentException("ways may cost more than a number holds; expected costs in a unit in which they stay far below 1e300", nameof(costs));
        double smallest = longest == 0 ? 1 : Math.ScaleB(1, Math.Max(Math.ILogB(longest) + 1 - Bits, -1074));
        if (_tick > 0 && _tick < smallest && longest > 0)
            throw new ArgumentException($"costs are counted in ticks of {_tick:g6}, and those of a way may add up to {longest:g6}; expected ticks of {smallest:g6} or more", nameof(costs));
        Tick = _tick > 0 ? _tick : smallest;
        IsExact = true;
        for (int link = 0; link < costs.Length; link++)
        {
            _given[link] = costs[link];
            _counted[link] = double.IsFinite(costs[link]) ? Math.Round(costs[link] / Tick) * Tick + 0.0 : costs[link];
            IsExact &= _counted[link] == costs[link];
        }
        for (int k = 0; k < costs.Length; k++) (_givenBySlot[k], _countedBySlot[k]) = (_given[_hierarchy.Links[k]], _counted[_hierarchy.Links[k]]);
    }

    /// <summary>The arcs of a slot are no dearer than over any lower slot (lower triangles). A row holds a place for each slot.</summary>
    private void Customise(int slot, double[] row)
    {
        ReadOnlySpan<int> first = _hierarchy.First, heads = _hierarchy.Heads, tails = _hierarchy.Tails;
        (int begin, int end) = (first[slot], first[slot + 1]);
        if (begin == end) return;
        ref double to = ref MemoryMarshal.GetArrayDataReference(row);
        ref double arcs = ref MemoryMarshal.GetArrayDataReference(_arcs);
        for (int arc = begin; arc < end; arc++) Pair(ref arcs, arc).StoreUnsafe(ref Unsafe.Add(ref to, 2 * heads[arc]));
        foreach (int below in _hierarchy.Below(slot))
        {
            // Over the lower slot v: slot → v → w upwards, w → v → slot downwards.
            Vector128<double> there = Pair(ref arcs, below);
            there = Vector128.Create(there[1], there[0]);
            for (int arc = below + 1, last = first[tails[below] + 1]; arc < last; arc++)
            {
                ref double at = ref Unsafe.Add(ref to, 2 * heads[arc]);
                Vector128.MinNative(Vector128.LoadUnsafe(ref at), there + Pair(ref arcs, arc)).StoreUnsafe(ref at);
            }
        }
        for (int arc = begin; arc < end; arc++) Vector128.LoadUnsafe(ref to, (nuint)(2 * heads[arc])).StoreUnsafe(ref Unsafe.Add(ref arcs, 2 * arc));
    }

    /// <summary>The arcs of a slot come to the cheapest ways of the whole graph (upper and intermediate triangles), those of higher slots being so already. A row holds the arc to each slot.</summary>
    private void Shorten(int slot, double[] ways, int[] row)
    {
        ReadOnlySpan<int> first = _hierarchy.First, heads = _hierarchy.Heads;
        (int begin, int end) = (first[slot], first[slot + 1]);
        for (int arc = begin; arc < end; arc++) row[heads[arc]] = arc;
        for (int near = begin; near < end; near++)
        {
            int middle = heads[near];
            for (int between = first[middle]; between < first[middle + 1]; between++)
            {
                int far = row[heads[between]];
                if (far < 0) continue;
                (double up, double down) = (ways[2 * between], ways[2 * between + 1]);
                ways[2 * far] = Math.Min(ways[2 * far], ways[2 * near] + up);
                ways[2 * far + 1] = Math.Min(ways[2 * far + 1], down + ways[2 * near + 1]);
                ways[2 * near] = Math.Min(ways[2 * near], ways[2 * far] + down);
                ways[2 * near + 1] = Math.Min(ways[2 * near + 1], up + ways[2 * far + 1]);
            }
        }
        for (int arc = begin; arc < end; arc++) row[heads[arc]] = -1;
    }

    private static Vector128<double> Pair(ref double arcs, int arc) => Vector128.LoadUnsafe(ref arcs, (nuint)(2 * arc));

    /// <summary>Subtrees of a size, each a stretch of slots, and what is above all of them.</summary>
    private static ((int, int)[] Shares, int[] Top) Subtrees(ContractionHierarchy hierarchy)
    {
        ReadOnlySpan<int> parents = hierarchy.Parents;
        int[] size = new int[parents.Length];
        for (int slot = hierarchy.Closed; slot < size.Length; slot++)
        {
            size[slot]++;
            if (parents[slot] >= 0) size[parents[slot]] += size[slot];
        }
        int most = Math.Max(SmallestShare, size.Length / Shares);
        List<(int, int)> shares = [];
        List<int> top = [];
        for (int slot = hierarchy.Closed; slot < size.Length; slot++)
        {
            if (size[slot] > most) top.Add(slot);
            else if (parents[slot] < 0 || size[parents[slot]] > most) shares.Add((slot + 1 - size[slot], slot + 1));
        }
        return ([.. shares], [.. top]);
    }
}
