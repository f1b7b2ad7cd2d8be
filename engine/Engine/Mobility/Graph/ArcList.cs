namespace TerritoryTwin.Mobility;

/// <summary>The arcs of a hierarchy in one direction that are on a cheapest way, by their lower slot, with their costs.</summary>
internal sealed class ArcList
{
    private readonly ContractionHierarchy _hierarchy;
    private readonly int[] _first, _heads;
    private readonly double[] _costs;

    /// <summary>Empty, with room for all arcs.</summary>
    public ArcList(ContractionHierarchy hierarchy) => (_hierarchy, _first, _heads, _costs) = (hierarchy, new int[hierarchy.Nodes.Length + 1], new int[hierarchy.ArcCount], new double[hierarchy.ArcCount]);

    /// <summary>Number of arcs.</summary>
    public int Count => _first[^1];
    /// <summary>First arc of each slot, and the end.</summary>
    public ReadOnlySpan<int> First => _first;
    /// <summary>Higher slot of each arc.</summary>
    public ReadOnlySpan<int> Heads => _heads;
    /// <summary>Of each arc.</summary>
    public ReadOnlySpan<double> Costs => _costs;
    /// <summary>Bytes that it holds.</summary>
    public long Bytes => sizeof(int) * ((long)_first.Length + _heads.Length) + sizeof(double) * (long)_costs.Length;

    /// <summary>Keeps the arcs that a way of the whole graph does not beat.</summary>
    /// <param name="arcs">Costs of all arcs, upwards and downwards.</param> <param name="ways">The same of cheapest ways between their ends.</param> <param name="direction">0 upwards, 1 downwards.</param>
    public void Keep(double[] arcs, double[] ways, int direction)
    {
        int count = 0;
        for (int slot = 0; slot < _first.Length - 1; slot++)
        {
            _first[slot] = count;
            for (int arc = _hierarchy.First[slot]; arc < _hierarchy.First[slot + 1]; arc++)
            {
                double cost = arcs[2 * arc + direction];
                if (double.IsPositiveInfinity(cost) || ways[2 * arc + direction] < cost) continue;
                (_heads[count], _costs[count]) = (_hierarchy.Heads[arc], cost);
                count++;
            }
        }
        _first[^1] = count;
    }
}
