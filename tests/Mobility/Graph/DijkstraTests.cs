using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Graph;

public sealed class DijkstraTests
{
    [Fact]
    public void Ways_are_the_cheapest_and_pass_no_closed_node()
    {
        // 0 → 1 → 3 costs 3, through the closed 1; 0 → 2 → 3 costs 5; node 4 is reached by nobody.
        LinkGraph graph = new(5, [0, 1, 0, 2, 4], [1, 3, 2, 3, 0], closed: [1]);
        double[] distances = new double[5];
        int[] by = new int[5];
        new Dijkstra(graph).Run(0, [1, 2, 1, 4, 1], distances, by);
        Assert.Equal([0, 1, 1, 5, double.PositiveInfinity], distances);
        Assert.Equal([-1, 0, 2, 3, -1], by);
        new Dijkstra(graph).Run(1, [1, 2, 1, 4, 1], distances, by);
        Assert.Equal(2, distances[3]);
    }

    [Fact]
    public void Costs_equal_those_of_relaxing_every_link_until_nothing_changes()
    {
        Random random = new(7);
        int[] tails = [.. Enumerable.Range(0, 900).Select(_ => random.Next(200))], heads = [.. Enumerable.Range(0, 900).Select(_ => random.Next(200))];
        double[] costs = [.. Enumerable.Range(0, 900).Select(_ => (double)random.Next(100))], distances = new double[200], expected = [.. Enumerable.Range(0, 200).Select(n => n == 3 ? 0 : double.PositiveInfinity)];
        for (int round = 0; round < 200; round++)
            for (int link = 0; link < 900; link++) expected[heads[link]] = Math.Min(expected[heads[link]], expected[tails[link]] + costs[link]);
        new Dijkstra(new(200, tails, heads)).Run(3, costs, distances, new int[200]);
        Assert.Equal(expected, distances);
    }

    [Fact]
    public void Nodes_that_do_not_exist_and_costs_that_are_no_costs_are_refused()
    {
        Assert.Contains("link 1 leads from node 0 to 2; there are 2", Assert.Throws<ArgumentException>(() => new LinkGraph(2, [0, 0], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("closed node 5; there are 2", Assert.Throws<ArgumentException>(() => new LinkGraph(2, [0], [1], closed: [5])).Message, StringComparison.Ordinal);
        foreach (double cost in new[] { double.NaN, -1 })
            Assert.Contains("the cost of link 0 is", Assert.Throws<ArgumentException>(() => new Dijkstra(new(2, [0], [1])).Run(0, [cost], new double[2], new int[2])).Message, StringComparison.Ordinal);
    }
}
