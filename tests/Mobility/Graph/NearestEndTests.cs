using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Graph;

public sealed class NearestEndTests
{
    [Fact]
    public void From_every_node_it_is_the_least_of_all_ends_by_Dijkstra_and_passes_no_closed_node()
    {
        Random random = new(11);
        int[] tails = [.. Enumerable.Range(0, 700).Select(_ => random.Next(200))], heads = [.. Enumerable.Range(0, 700).Select(_ => random.Next(200))];
        double[] costs = [.. Enumerable.Range(0, 700).Select(_ => random.Next(20) == 0 ? double.PositiveInfinity : random.Next(100))];
        double[] ends = [.. Enumerable.Range(0, 200).Select(n => n % 23 == 5 ? random.Next(40) : double.PositiveInfinity)];
        LinkGraph graph = new(200, tails, heads, closed: Enumerable.Range(0, 200).Where(n => n % 7 == 3));
        double[] distances = new double[200];
        Dijkstra plain = new(graph);
        double[] found = NearestEnd.Costs(graph, costs, ends);
        for (int node = 0; node < 200; node++)
        {
            plain.Run(node, costs, distances, new int[200]);
            Assert.Equal(distances.Zip(ends, static (d, e) => d + e).Min(), found[node]);
        }
        Assert.Contains(double.PositiveInfinity, found);
        Assert.Contains(Enumerable.Range(0, 200), n => graph.IsClosed(n) && ends[n] < double.PositiveInfinity);
    }

    [Fact]
    public void A_cost_that_is_none_is_refused() =>
        Assert.Contains("the cost of link 0 is", Assert.Throws<ArgumentException>(() => NearestEnd.Costs(new(2, [0], [1]), [double.NaN], [0, 0])).Message, StringComparison.Ordinal);
}
