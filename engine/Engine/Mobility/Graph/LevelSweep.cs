using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>
/// Distances from many nodes at once to all nodes, swept down a hierarchy on a device: level by level, origins side by side. The way upwards is found on the host.
/// </summary>
/// <remarks>docs/physics/shortest-paths.md, eq. 6 to 8. Exact where <see cref="HierarchyCosts.Tick"/> is so large that no way has 2²⁴ ticks. One search at a time.</remarks>
public sealed class LevelSweep : IDisposable
{
    /// <summary>Whole numbers below this are exact in float32, and so are their sums.</summary>
    private const float Most = 1 << 24;
    private const int NoOrigin = -1;
    /// <summary>A launch more is worth as many arcs that are none: they take the host 2 µs for sixteen origins, a launch 0.3 to 1 (bench/records/paths.md).</summary>
    private const int WorthALaunch = 64;

    private readonly HierarchyCosts _costs;
    private readonly HierarchySearch _search;
    private readonly int _times, _lanes;
    private readonly int[] _place;                              // of each slot: by level, so that what it reads stands before it
    private readonly Field _distances, _first, _lane, _heads, _arcCosts;
    private readonly (Stock Elements, SweepLevel Kernel)[] _launches;
    private readonly float[] _values;
    private readonly int[] _origins;

    /// <summary>For costs as they are now.</summary>
    /// <param name="costs">With a tick in which no way is as long as 2²⁴; longer ones are refused when they are found.</param> <param name="device">That sweeps.</param>
    /// <param name="lanes">Origins at once; a multiple of <see cref="HierarchySearch.Lanes"/>.</param>
    /// <exception cref="ArgumentException">The number of lanes is no such multiple, or nodes × lanes or arcs are more than 2²⁴, which float32 counts to.</exception>
    public LevelSweep(HierarchyCosts costs, Device device, int lanes = HierarchySearch.Lanes)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(device);
        if (lanes <= 0 || lanes % HierarchySearch.Lanes != 0) throw new ArgumentException($"{lanes} lanes; expected a multiple of {HierarchySearch.Lanes}", nameof(lanes));
        (_costs, _search, _times, _lanes) = (costs, new(costs), costs.Times, lanes);
        int nodes = costs.Hierarchy.Nodes.Length;
        (int[] level, int[] order) = Levels(costs.Down);
        _place = new int[nodes];
        for (int place = 0; place < nodes; place++) _place[order[place]] = place;
        int[][] swept = Stretches(level, order);
        (float[] first, float[] heads, float[] arcCosts) = Arcs(order, swept);
        if ((long)nodes * lanes > (int)Most || heads.Length > (int)Most)
            throw new ArgumentException($"{nodes} nodes × {lanes} lanes and {heads.Length} arcs; expected {(int)Most} or fewer of each. Take fewer lanes", nameof(lanes));

        Stock all = new(nodes * lanes), arcs = new(Math.Max(1, heads.Length));
        _distances = new(all, device, new("distance", "tick", "from each origin"), boundary: Boundary.Open(float.PositiveInfinity));
        (_first, _lane) = (new(all, device, new("first", "1", "arc of each node")), new(all, device, new("lane", "1", "of each element")));
        (_heads, _arcCosts) = (Listed(arcs, device, "head", heads), Listed(arcs, device, "cost", arcCosts));
        _values = new float[all.Size];
        for (int k = 0; k < all.Size; k++) _values[k] = first[k / lanes];
        _first.Write(_values);
        for (int k = 0; k < all.Size; k++) _values[k] = k % lanes;
        _lane.Write(_values);
        _origins = new int[lanes];
        _launches = new (Stock, SweepLevel)[swept.Length];
        for (int k = 0; k < swept.Length; k++)
        {
            Stock elements = new(swept[k].Length * lanes);
            int start = _place[swept[k][0]] * lanes;
            _launches[k] = (elements, new(_distances.Part(start, elements), _distances.Now, _first.Part(start, elements), _lane.Part(start, elements), _heads.Now, _arcCosts.Now, MostArcs(costs.Down, swept[k])));
        }
        Padded = heads.Length;
    }

    /// <summary>Of a search.</summary>
    public int Launches => _launches.Length;
    /// <summary>Of these, of less than 64 nodes.</summary>
    internal int Small => _launches.Count(launch => launch.Elements.Size < 64 * _lanes);
    /// <summary>Arcs that a search goes through, with those that make all nodes of a launch have as many.</summary>
    public int Padded { get; }

    /// <summary>Searches from nodes, each in a lane of its own, to all nodes.</summary>
    /// <param name="origins">1 to as many nodes as there are lanes; they may be closed.</param>
    /// <exception cref="TerritoryException">A way has 2²⁴ ticks or more.</exception>
    /// <exception cref="InvalidOperationException">Costs were set since.</exception>
    public void From(ReadOnlySpan<int> origins)
    {
        Begin(origins);
        Sweep();
        _distances.Read(_values);
        int tooLong = Array.FindIndex(_values, static value => value >= Most && float.IsFinite(value));
        if (tooLong < 0) return;
        int origin = _origins[tooLong % _lanes];
        _origins.AsSpan().Fill(NoOrigin);
        throw new TerritoryException($"paths: a way from node {origin} has {_values[tooLong]:g8} ticks of {_costs.Tick:g6} or more; expected fewer than {Most:g8}, which float32 counts. Take a larger tick, or a {nameof(HierarchySearch)}.");
    }

    /// <summary>Upwards on the host, and what is known then to the device.</summary>
    private void Begin(ReadOnlySpan<int> origins)
    {
        if (origins.Length == 0 || origins.Length > _lanes) throw new ArgumentException($"{origins.Length} origins; expected 1 to {_lanes}", nameof(origins));
        if (_times != _costs.Times) throw new InvalidOperationException("costs were set since the levels were made; make a new sweep");
        _values.AsSpan().Fill(float.PositiveInfinity);
        _origins.AsSpan().Fill(NoOrigin);
        origins.CopyTo(_origins);
        for (int begin = 0; begin < origins.Length; begin += HierarchySearch.Lanes)
        {
            int from = begin;
            _search.Rise(origins[begin..Math.Min(begin + HierarchySearch.Lanes, origins.Length)], (slot, lane, distance) =>
            {
                ref float known = ref _values[_place[slot] * _lanes + from + lane];
                known = Math.Min(known, (float)(distance / _costs.Tick));
            });
        }
        _distances.Write(_values);
    }

    /// <summary>The launches alone.</summary>
    internal void Sweep()
    {
        foreach ((Stock elements, SweepLevel kernel) in _launches) _distances.Device.Run(elements, kernel);
    }

    /// <summary>Of the last search, to a node: a whole number of ticks, exact. Infinite where no way leads.</summary>
    /// <param name="lane">Place of the origin among those of the search.</param> <param name="node">That was searched for.</param>
    public double Distance(int lane, int node) => (uint)lane < (uint)_lanes && _origins[lane] != NoOrigin ? _values[_place[_costs.Hierarchy.Slots[node]] * _lanes + lane] * _costs.Tick
        : throw new ArgumentOutOfRangeException(nameof(lane), $"lane {lane} had no origin in the last search");

    /// <summary>The level of each slot, one above the highest of those that its arcs lead to, 0 without arcs; and the slots by level.</summary>
    private static (int[] Level, int[] Order) Levels(ArcList down)
    {
        int[] level = new int[down.First.Length - 1];
        for (int slot = level.Length - 1; slot >= 0; slot--)
            for (int arc = down.First[slot]; arc < down.First[slot + 1]; arc++) level[slot] = Math.Max(level[slot], level[down.Heads[arc]] + 1);
        return (level, [.. Enumerable.Range(0, level.Length).OrderBy(slot => level[slot]).ThenByDescending(slot => down.First[slot + 1] - down.First[slot])]);
    }

    /// <summary>What a launch sweeps: a level, parted where those that follow have so many fewer arcs that a launch of their own is quicker.</summary>
    private int[][] Stretches(int[] level, int[] order)
    {
        List<int[]> stretches = [];
        int begin = Array.FindIndex(order, slot => level[slot] > 0), end = begin;
        for (; begin >= 0 && begin < order.Length; begin = end)
        {
            int last = begin;
            while (last < order.Length && level[order[last]] == level[order[begin]]) last++;
            for (end = begin + 1; end < last && (Count(order[begin]) - Count(order[end])) * (last - end) <= WorthALaunch; end++) { }
            stretches.Add(order[begin..end]);
        }
        return [.. stretches];

        int Count(int slot) => _costs.Down.First[slot + 1] - _costs.Down.First[slot];
    }

    /// <summary>Arcs by place, as many for all nodes of a launch; those that are none cost infinitely much.</summary>
    private (float[] First, float[] Heads, float[] Costs) Arcs(int[] order, int[][] swept)
    {
        ArcList down = _costs.Down;
        float[] first = new float[order.Length];
        List<float> heads = [], costs = [];
        foreach (int[] slots in swept)
        {
            int most = MostArcs(down, slots);
            foreach (int slot in slots)
            {
                first[_place[slot]] = heads.Count;
                int begin = down.First[slot], count = down.First[slot + 1] - begin;
                for (int k = 0; k < most; k++)
                {
                    heads.Add(k < count ? _place[down.Heads[begin + k]] * _lanes : 0);
                    costs.Add(k < count ? (float)(down.Costs[begin + k] / _costs.Tick) : float.PositiveInfinity);
                }
            }
        }
        return (first, [.. heads], [.. costs]);
    }

    private static int MostArcs(ArcList down, int[] slots)
    {
        int most = 0;
        foreach (int slot in slots) most = Math.Max(most, down.First[slot + 1] - down.First[slot]);
        return most;
    }

    private static Field Listed(Stock arcs, Device device, string name, float[] values)
    {
        Field field = new(arcs, device, new(name, "1", "of each arc"), boundary: Boundary.Open(0));
        if (values.Length > 0) field.Write(values);
        return field;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Field field in new[] { _distances, _first, _lane, _heads, _arcCosts }) field.Dispose();
    }
}

/// <summary>Distances of nodes of one level from those above, one element a node and origin: <i>d</i>(<i>v</i>) = min(<i>d</i>(<i>v</i>), <i>d</i>(<i>w</i>) + ↓(<i>v</i>, <i>w</i>)).</summary>
/// <remarks>docs/physics/shortest-paths.md, eq. 7. All in ticks.</remarks>
/// <param name="level">Distances of these nodes: a stretch of all.</param> <param name="distances">Of all nodes, lanes side by side.</param> <param name="first">Of the arcs of an element's node.</param> <param name="lane">Of an element.</param>
/// <param name="heads">Place among the distances of the first lane of the node above, of each arc.</param> <param name="costs">Of each arc.</param> <param name="arcs">Of each node.</param>
internal readonly struct SweepLevel(
    [Plausible(0, 4000)] View level, [Plausible(0, 4000)] View distances, [Plausible(0, 150)] View first, [Plausible(0, 15)] View lane,
    [Plausible(0, 150)] View heads, [Plausible(0, 4000)] View costs, [Plausible(3, 3)] Uniform arcs) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        Span<R> state = [cell[level]];
        cell.Repeat(arcs, state, new Body(distances, first, lane, heads, costs));
        cell[level] = state[0];
    }

    private readonly struct Body(View distances, View first, View lane, View heads, View costs) : ILoopBody
    {
        public void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>
        {
            R arc = cell[first] + turn;
            state[0] = R.Min(state[0], cell.Elsewhere(distances, cell.Elsewhere(heads, arc, 0f) + cell[lane], 0f) + cell.Elsewhere(costs, arc, 0f));
        }
    }
}
