namespace TerritoryTwin.Mobility;

/// <summary>Which nodes have a link between them, whatever its direction; none is its own neighbour, none stands twice.</summary>
internal sealed class Neighbours
{
    private readonly int[] _first, _all;

    /// <summary>Of pairs of nodes.</summary>
    /// <param name="nodes">How many.</param> <param name="pairs">Both directions and repetitions may stand in it.</param>
    public Neighbours(int nodes, List<(int A, int B)> pairs)
    {
        int[] first = new int[nodes + 1];
        foreach ((int a, int b) in pairs)
        {
            first[a + 1]++;
            first[b + 1]++;
        }
        for (int node = 0; node < nodes; node++) first[node + 1] += first[node];
        int[] next = first[..^1], all = new int[2 * pairs.Count];
        foreach ((int a, int b) in pairs) (all[next[a]++], all[next[b]++]) = (b, a);
        (_first, _all) = (new int[nodes + 1], all);
        int kept = 0;
        for (int node = 0; node < nodes; node++)
        {
            _first[node] = kept;
            Span<int> own = all.AsSpan(first[node]..first[node + 1]);
            own.Sort();
            for (int k = 0; k < own.Length; k++)
                if (own[k] != node && (k == 0 || own[k] != own[k - 1])) all[kept++] = own[k];       // kept never passes what is still to be read
        }
        _first[nodes] = kept;
    }

    /// <summary>Number of nodes.</summary>
    public int Nodes => _first.Length - 1;

    /// <summary>Of a node, rising.</summary>
    public ReadOnlySpan<int> Of(int node) => _all.AsSpan(_first[node].._first[node + 1]);
}
