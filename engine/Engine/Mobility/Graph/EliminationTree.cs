namespace TerritoryTwin.Mobility;

/// <summary>The tree of an order: the parent of a node is the lowest of the higher nodes that it is joined with once all lower ones are contracted (Liu 1990).</summary>
internal static class EliminationTree
{
    /// <summary>An order with the same arcs in which all that stands below a node in the tree comes right before it.</summary>
    /// <param name="graph">Neighbours.</param> <param name="rank">Of each node.</param>
    public static int[] InPostOrder(Neighbours graph, int[] rank)
    {
        int[] node = new int[rank.Length];
        for (int k = 0; k < rank.Length; k++) node[rank[k]] = k;
        int[] parent = Parents(graph, rank, node), size = new int[rank.Length], begin = new int[rank.Length];
        int roots = 0;
        for (int r = 0; r < rank.Length; r++)
        {
            size[r]++;
            if (parent[r] >= 0) size[parent[r]] += size[r];
        }
        // From the top: the children of a node take the places before it, in their order.
        int[] free = new int[rank.Length];
        for (int r = 0; r < rank.Length; r++)
        {
            if (parent[r] >= 0) continue;
            begin[r] = roots;
            roots += size[r];
        }
        for (int r = rank.Length - 1; r >= 0; r--)
        {
            if (parent[r] >= 0)
            {
                free[parent[r]] += size[r];
                begin[r] = begin[parent[r]] + size[parent[r]] - 1 - free[parent[r]];
            }
        }
        return [.. rank.Select(r => begin[r] + size[r] - 1)];
    }

    private static int[] Parents(Neighbours graph, int[] rank, int[] node)
    {
        int[] parent = new int[rank.Length], top = new int[rank.Length];        // top: as far as was climbed, with short cuts
        for (int r = 0; r < rank.Length; r++)
        {
            (parent[r], top[r]) = (-1, -1);
            foreach (int other in graph.Of(node[r]))
            {
                int below = rank[other];
                if (below > r) continue;
                while (top[below] >= 0 && top[below] != r) (below, top[below]) = (top[below], r);
                if (top[below] < 0) (top[below], parent[below]) = (r, r);
            }
        }
        return parent;
    }
}
