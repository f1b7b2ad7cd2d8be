namespace TerritoryTwin.Mobility;

/// <summary>Costs of cheapest ways from some nodes to others, and what else lies along these ways.</summary>
public sealed class Skim
{
    private readonly int _columns;
    private readonly double[] _costs;
    private readonly double[][] _along;

    private Skim(int rows, int columns, int along) => (_columns, _costs, _along) = (columns, new double[rows * columns], [.. Enumerable.Range(0, along).Select(_ => new double[rows * columns])]);

    /// <summary>Of a way, exact in whole ticks (<see cref="HierarchyCosts.Counted"/>); infinite where none leads.</summary>
    /// <param name="row">Place of the origin.</param> <param name="column">Place of the destination.</param>
    public double Cost(int row, int column) => _costs[row * _columns + column];

    /// <summary>Of something else, summed along the same way from its beginning on; infinite where none leads.</summary>
    /// <param name="what">Place in what was asked for.</param> <param name="row">Place of the origin.</param> <param name="column">Place of the destination.</param>
    public double Along(int what, int row, int column) => _along[what][row * _columns + column];

    /// <summary>Searches. Same bytes for any number of threads.</summary>
    /// <param name="costs">By which ways are cheapest.</param> <param name="origins">Nodes.</param> <param name="destinations">Nodes.</param> <param name="threads">0 for as many as the processor has.</param>
    /// <param name="along">Of each link, what else is summed along the ways: lengths, tolls. Ways are those of <see cref="HierarchySearch.Ways"/>.</param>
    /// <exception cref="ArgumentException">What is asked for along the ways is not known of every link.</exception>
    public static Skim Of(HierarchyCosts costs, IReadOnlyList<int> origins, IReadOnlyList<int> destinations, int threads = 0, params IReadOnlyList<double[]> along)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(origins);
        ArgumentNullException.ThrowIfNull(destinations);
        ContractionHierarchy hierarchy = costs.Hierarchy;
        for (int what = 0; what < along.Count; what++)
            if (along[what].Length != hierarchy.Graph.Links) throw new ArgumentException($"{along[what].Length} values to sum along ways, at place {what}; there are {hierarchy.Graph.Links} links", nameof(along));
        Skim skim = new(origins.Count, destinations.Count, along.Count);
        int[] rows = new int[origins.Count];                    // neighbours climb the same chain
        for (int row = 0; row < rows.Length; row++) rows[row] = row;
        Array.Sort([.. origins.Select(node => hierarchy.Slots[node])], rows);
        int[] to = [.. destinations], towards = HierarchySearch.Towards(hierarchy, to);
        int batches = (rows.Length + HierarchySearch.Lanes - 1) / HierarchySearch.Lanes;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads == 0 ? Environment.ProcessorCount : threads };
        Parallel.For(0, batches, parallel, () => new Worker(skim, costs, to, towards, along), (batch, _, worker) =>
        {
            worker.Run(origins, rows.AsSpan(batch * HierarchySearch.Lanes, Math.Min(HierarchySearch.Lanes, rows.Length - batch * HierarchySearch.Lanes)));
            return worker;
        }, static _ => { });
        return skim;
    }

    private sealed class Worker(Skim skim, HierarchyCosts costs, int[] to, int[] towards, IReadOnlyList<double[]> along)
    {
        private readonly HierarchySearch _search = new(costs);
        private readonly double[] _distances = new double[costs.Hierarchy.Graph.Nodes];
        private readonly int[] _by = new int[costs.Hierarchy.Graph.Nodes];
        private readonly List<int> _links = [];

        public void Run(IReadOnlyList<int> origins, ReadOnlySpan<int> rows)
        {
            Span<int> from = stackalloc int[rows.Length];
            for (int lane = 0; lane < rows.Length; lane++) from[lane] = origins[rows[lane]];
            if (along.Count > 0) _search.From(from);
            else _search.From(from, towards);
            for (int lane = 0; lane < rows.Length; lane++)
            {
                int place = rows[lane] * to.Length;
                for (int column = 0; column < to.Length; column++) skim._costs[place + column] = _search.Distance(lane, to[column]);
                if (along.Count == 0) continue;
                _search.Ways(lane, _distances, _by);
                for (int column = 0; column < to.Length; column++) Sum(from[lane], to[column], place + column);
            }
        }

        private void Sum(int origin, int node, int place)
        {
            _links.Clear();
            for (int at = node; _by[at] >= 0; at = costs.Hierarchy.Graph.Tails[_by[at]]) _links.Add(_by[at]);
            for (int what = 0; what < along.Count; what++)
            {
                double sum = node != origin && _links.Count == 0 ? double.PositiveInfinity : 0;
                for (int k = _links.Count - 1; k >= 0; k--) sum += along[what][_links[k]];
                skim._along[what][place] = sum;
            }
        }
    }
}
