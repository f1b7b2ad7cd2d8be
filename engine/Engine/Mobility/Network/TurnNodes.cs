namespace TerritoryTwin.Mobility;

/// <summary>Opens nodes at which not every turn is allowed: a link that may not turn everywhere ends at a node of its own, each link that leaves begins at one, and links without length join those between which cars may turn.</summary>
/// <remarks>docs/physics/road-network.md. Ways still begin and end at the node itself, through which none passes any more.</remarks>
internal static class TurnNodes
{
    /// <summary>The links with their nodes, then the turns.</summary>
    /// <param name="nodes">How many.</param> <param name="tails">Of links.</param> <param name="heads">Of links.</param> <param name="banned">Links between which cars may not turn.</param>
    /// <returns>Tails and heads, the node that each node stands for, and those at which ways begin and end alone.</returns>
    public static (int[] Tails, int[] Heads, int[] NodeOf, int[] Closed) Open(int nodes, int[] tails, int[] heads, IReadOnlySet<(int In, int Out)> banned)
    {
        LinkGraph graph = new(nodes, tails, heads);
        List<int> from = [.. tails], to = [.. heads], nodeOf = [.. Enumerable.Range(0, nodes)];
        HashSet<int> bound = [.. banned.Select(static b => b.In)];
        int[] opened = [.. bound.Select(link => heads[link]).Distinct().Order()];
        foreach (int node in opened)
        {
            (int Link, int Node)[] leaving = [.. graph.Out(node).ToArray().Select(link => (link, New(node)))];
            foreach ((int link, int begins) in leaving)
            {
                from[link] = begins;
                Turn(node, begins);
            }
            int free = -1;
            foreach (int link in graph.In(node))
            {
                bool any = !bound.Contains(link);
                if (any && free >= 0)
                {
                    to[link] = free;
                    continue;
                }
                int ends = to[link] = New(node);
                if (any) free = ends;
                Turn(ends, node);
                foreach ((int next, int begins) in leaving)
                    if (!banned.Contains((link, next))) Turn(ends, begins);
            }
        }
        return ([.. from], [.. to], [.. nodeOf], opened);

        int New(int node)
        {
            nodeOf.Add(node);
            return nodeOf.Count - 1;
        }

        void Turn(int tail, int head)
        {
            from.Add(tail);
            to.Add(head);
        }
    }
}
