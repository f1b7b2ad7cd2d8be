using System.Globalization;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of trips that are put on a road network.</summary>
internal static class AssignmentKinds
{
    public static CaseKind Assignment { get; } = new(
        "assignment", "Trips on a road network whose links grow slower with traffic, one class: user equilibrium or system optimum. Files of TNTP; vehicles and times in their units.",
        [
            ("network", "`_net.tntp`"), ("trips", "`_trips.tntp`"), ("principle", "user or system; optional, user"), ("method", "bushes or frank-wolfe; optional, bushes"), ("gap", "relative, that ends it"),
            ("iterations", "that end it at the latest; optional, 1000"), ("length_weight", "time that a unit of length is worth; optional, 0"), ("toll_weight", "of toll; optional, 0"),
            ("without", "links that are closed, such as `3-4, 5-6`; optional"), ("flows", "table with init_node, term_node and flows; optional"), ("column", "of the flows in it"),
        ],
        [
            ("objective", "Beckmann's; the cost of all for the system"), ("total_cost", "of all"), ("mean_cost", "of a trip that leaves its node"), ("relative_gap", "excess over the cheapest ways"),
            ("average_excess", "cost of a trip above the cheapest"), ("spread", "greatest excess of a way in use over the cheapest of its pair, of the cheapest"), ("imbalance", "greatest at a node, of what comes there"),
            ("flow_difference", "greatest of a link [vehicles]"), ("flow_misfit", "greatest of a link, over the greater of 20 vehicles and 0.5 %"),
        ],
        inputs =>
        {
            (string network, string trips, string? flows) = (inputs.RequiredPath("network"), inputs.RequiredPath("trips"), inputs.OptionalPath("flows"));
            string principle = inputs.Text("principle") ?? "user", method = inputs.Text("method") ?? "bushes", column = flows is null ? "" : inputs.RequiredText("column");
            double gap = inputs.Number("gap", 0, 1), lengthWeight = inputs.Number("length_weight", 0, 1e9, 0), tollWeight = inputs.Number("toll_weight", 0, 1e9, 0);
            int iterations = inputs.Whole("iterations", 1, 1_000_000, 1000);
            if (principle is not ("user" or "system")) inputs.Told("principle", $"is `{principle}`; expected user or system", 0);
            if (method is not ("bushes" or "frank-wolfe")) inputs.Told("method", $"is `{method}`; expected bushes or frank-wolfe", 0);
            inputs.ThrowIfFaulty();
            TntpNetwork read = TntpReader.Network(network);
            TripRows rows = TntpReader.Trips(trips, read.Zones);
            List<int> closed = [.. (inputs.Text("without") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(l => Links(inputs, read.Graph, l))];
            inputs.ThrowIfFaulty();
            RoadTraffic traffic = new(read.Graph, read.Links, [new("trips", rows, 1, lengthWeight, tollWeight, null, closed)], TntpNetwork.Name);
            AssignmentOptions options = new(gap, iterations, principle == "user" ? RoutePrinciple.UserEquilibrium : RoutePrinciple.SystemOptimum);
            Equilibrium found = method == "bushes" ? Mobility.Assignment.Solve(traffic, options) : FrankWolfe.Solve(traffic, options);
            (double all, double inside) = rows.Sums();
            Dictionary<string, double> quantities = new()
            {
                ["objective"] = found.Objective, ["total_cost"] = found.TotalCost, ["mean_cost"] = found.TotalCost / (all - inside), ["relative_gap"] = found.RelativeGap,
                ["average_excess"] = found.AverageExcess, ["imbalance"] = found.Imbalance(),
            };
            if (method == "bushes") quantities["spread"] = found.Spread;
            if (flows != null) (quantities["flow_difference"], quantities["flow_misfit"]) = Compare(read.Graph, found.Flows[0], flows, column);
            return quantities;
        });

    private static IEnumerable<int> Links(CaseInputs inputs, LinkGraph graph, string pair)
    {
        string[] ends = pair.Split('-', StringSplitOptions.TrimEntries);
        int[] links = [.. Enumerable.Range(0, graph.Links).Where(l => ends.Length == 2 && TntpNetwork.Name(graph.Tails[l]) == ends[0] && TntpNetwork.Name(graph.Heads[l]) == ends[1])];
        return links.Length > 0 ? links : inputs.Told("without", $"names `{pair}`; expected two nodes that a link joins, such as `3-4`", links);
    }

    private static (double Difference, double Misfit) Compare(LinkGraph graph, double[] flows, string path, string column)
    {
        CsvTable table = Csv.Read(path);
        int from = table.Column("init_node"), to = table.Column("term_node"), value = table.Column(column);
        Dictionary<(string, string), double> expected = table.Rows.ToDictionary(r => (r[from], r[to]), r => double.Parse(r[value], NumberStyles.Float, CultureInfo.InvariantCulture));
        if (expected.Count != graph.Links) throw InputFile.Fault(path, $"{expected.Count} links", $"{graph.Links}, as the network has", "Give the flows of this network.");
        double difference = 0, misfit = 0;
        for (int link = 0; link < graph.Links; link++)
        {
            double known = expected[(TntpNetwork.Name(graph.Tails[link]), TntpNetwork.Name(graph.Heads[link]))], apart = Math.Abs(flows[link] - known);
            (difference, misfit) = (Math.Max(difference, apart), Math.Max(misfit, apart / Math.Max(20, 0.005 * known)));
        }
        return (difference, misfit);
    }
}
