using TerritoryTwin.Files.Formats;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of cheapest ways on a road network.</summary>
internal static class PathKinds
{
    public static CaseKind ShortestPaths { get; } = new(
        "shortest-paths", "The cheapest way from a node to another by a contraction hierarchy. Files of TNTP; times and lengths in their units, nodes as they count them.",
        [("network", "`_net.tntp`"), ("cost", "time (free) or length; optional, time"), ("nodes", "`_node.tntp` with a place for each node, for another order; optional"), ("origin", "node"), ("destination", "node")],
        [
            ("reached", "1 where a way leads there, else 0"), ("time", "along the way; where one leads"), ("length", "along the way; where one leads"),
            ("apart", "greatest difference to the distances of Dijkstra from the origin to all nodes; 0 is the same bits"),
        ],
        inputs =>
        {
            string path = inputs.RequiredPath("network"), cost = inputs.Text("cost") ?? "time";
            string? nodes = inputs.OptionalPath("nodes");
            if (cost is not ("time" or "length")) inputs.Told("cost", $"is `{cost}`; expected time or length", 0);
            inputs.ThrowIfFaulty();
            TntpNetwork network = TntpReader.Network(path);
            LinkGraph graph = network.Graph;
            int origin = inputs.Whole("origin", 1, graph.Nodes) - 1, destination = inputs.Whole("destination", 1, graph.Nodes) - 1;
            inputs.ThrowIfFaulty();
            double[] times = [.. network.Links.FreeTimes], lengths = [.. network.Links.Lengths ?? []], by = cost == "time" ? times : lengths;
            HierarchyCosts costs = new(new(graph, nodes is null ? null : TntpReader.Places(nodes, graph.Nodes)));
            costs.Set(by);
            double[] found = new double[graph.Nodes], plain = new double[graph.Nodes];
            int[] links = new int[graph.Nodes];
            new HierarchySearch(costs).Run(origin, found, links);
            new Dijkstra(graph).Run(origin, by, plain, new int[graph.Nodes]);
            double apart = 0;
            for (int node = 0; node < graph.Nodes; node++)
                if (found[node] != plain[node]) apart = Math.Max(apart, Math.Abs(found[node] - plain[node]));
            Dictionary<string, double> quantities = new() { ["reached"] = double.IsFinite(found[destination]) ? 1 : 0, ["apart"] = apart };
            if (!double.IsFinite(found[destination])) return quantities;
            Skim skim = Skim.Of(costs, [origin], [destination], 1, times, lengths);
            (quantities["time"], quantities["length"]) = (skim.Along(0, 0, 0), skim.Along(1, 0, 0));
            return quantities;
        });
}
