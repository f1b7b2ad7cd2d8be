using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>
/// The links of a mode: one for each way in which it may go along a stretch. The nodes of the network come first, under their numbers; where cars may not turn everywhere more nodes follow, and after all others the turns:
/// links without length, of no stretch, with lanes and capacity without bound.
/// </summary>
/// <param name="Graph">Nodes and links.</param> <param name="StretchOfLink">The stretch that each link is of; −1 for a turn.</param>
/// <remarks>docs/physics/road-network.md.</remarks>
public sealed record ModeGraph(LinkGraph Graph, int[] StretchOfLink)
{
    /// <summary>The node of the network that each node of the graph stands for.</summary>
    public required int[] NodeOf { get; init; }
    /// <summary>Whether each link leads from the beginning of its stretch to its end.</summary>
    public required bool[] IsForward { get; init; }
    /// <summary>Of each link [m].</summary>
    public required double[] Length { get; init; }
    /// <summary>Of cars on the empty road, of each link, whatever the mode [km/h].</summary>
    public required double[] Speed { get; init; }
    /// <summary>For cars in the direction of each link.</summary>
    public required double[] Lanes { get; init; }
    /// <summary>For cars in the direction of each link [car units/h].</summary>
    public required double[] Capacity { get; init; }
    /// <summary>How each link goes up and down.</summary>
    public required Climb[] Climb { get; init; }
    /// <summary>Whether each node is among the most that all can be reached from one another without leaving the territory: places of people hang on these.</summary>
    public required bool[] IsCore { get; init; }

    /// <summary>Mean slope of a link, up is positive: what it rises, over its length or over the 20 m that heights are means of.</summary>
    public double Slope(int link) => Climb[link].Rise / Math.Max(Length[link], RoadSlopes.Smooth);

    /// <summary>On the empty road, by car [s].</summary>
    public double FreeTime(int link) => Length[link] == 0 ? 0 : Length[link] / (Speed[link] / 3.6);
}

/// <summary>Sets of nodes that can all be reached from one another.</summary>
internal static class StrongParts
{
    /// <summary>The set of each node, by size: 0 is the greatest; equal ones by their first node.</summary>
    /// <remarks>Tarjan (1972), without recursion.</remarks>
    public static int[] Of(int nodes, IReadOnlyList<int> tails, IReadOnlyList<int> heads)
    {
        LinkGraph graph = new(nodes, tails, heads);
        int[] order = new int[nodes], low = new int[nodes], set = new int[nodes], next = new int[nodes];
        Array.Fill(set, -1);
        Stack<int> open = new(), path = new();
        int met = 0, sets = 0;
        for (int root = 0; root < nodes; root++)
        {
            if (order[root] > 0) continue;
            Meet(root);
            while (path.TryPeek(out int node))
            {
                ReadOnlySpan<int> links = graph.Out(node);
                if (next[node] < links.Length)
                {
                    int head = graph.Heads[links[next[node]++]];
                    if (order[head] == 0) Meet(head);
                    else if (set[head] < 0) low[node] = Math.Min(low[node], order[head]);
                    continue;
                }
                path.Pop();
                if (path.TryPeek(out int before)) low[before] = Math.Min(low[before], low[node]);
                if (low[node] < order[node]) continue;
                int last;
                do set[last = open.Pop()] = sets;
                while (last != node);
                sets++;
            }
        }
        int[] size = new int[sets], first = new int[sets];
        Array.Fill(first, nodes);
        for (int n = 0; n < nodes; n++) (size[set[n]], first[set[n]]) = (size[set[n]] + 1, Math.Min(first[set[n]], n));
        int[] rank = new int[sets];
        int place = 0;
        foreach (int s in Enumerable.Range(0, sets).OrderByDescending(s => size[s]).ThenBy(s => first[s])) rank[s] = place++;
        return [.. set.Select(s => rank[s])];

        void Meet(int node)
        {
            order[node] = low[node] = ++met;
            open.Push(node);
            path.Push(node);
        }
    }
}
