using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Network;

public sealed class RoadNetworkTests(ITestOutputHelper output)
{
    [Fact]
    public void Ends_that_nearly_meet_are_one_node_and_roads_are_split_where_others_end_on_them()
    {
        // a from west to east; b ends on its middle, 0.6 m short; c goes on from a, 0.8 m beside its end; d is a again; e lies alone; f crosses a without a point in common: a bridge.
        RoadNetwork network = RoadNetwork.Of([Line("a", 0, 0, 100, 0), Line("b", 40, 50, 40, 0.6), Line("c", 100, 0.8, 200, 0), Line("d", 0, 0, 100, 0.2), Line("e", 500, 500, 600, 500), Line("f", 70, -50, 70, 50)]);
        Assert.Equal(["ends-joined: c, d", "road-split: a, d", "duplicate-road: d", "island: e, f"], network.Repairs.Select(r => $"{r.Rule}: {string.Join(", ", r.Ids)}"));
        Assert.Equal([5, 2, 2], network.Parts);
        Assert.Equal([40.0, 60, 49.4, 100], network.Stretches.Where(s => network.IsJoined(s.From)).Select(s => Math.Round(s.Length, 1)));
        (LinkGraph graph, int[] stretch) = network.GraphOf(Mode.Car);
        Assert.Equal((8, 8), (graph.Links, stretch.Length));
    }

    [Fact]
    public void Each_mode_has_the_roads_it_may_use()
    {
        RoadNetwork network = RoadNetwork.Of([Line("m", 0, 0, 100, 0, RoadClass.Motorway), Line("s", 100, 0, 200, 0), Line("p", 200, 0, 300, 0, RoadClass.Path)]);
        Assert.Equal([4, 4, 4], Enum.GetValues<Mode>().Select(m => network.GraphOf(m).Graph.Links));
        Assert.Equal([0, 0, 1, 1], network.GraphOf(Mode.Car).StretchOfLink);
        Assert.Equal([1, 1, 2, 2], network.GraphOf(Mode.Walk).StretchOfLink);
    }

    [Fact]
    public void Lines_without_length_and_points_that_are_no_numbers_are_told()
    {
        Assert.Equal("road-without-length", Assert.Single(RoadNetwork.Of([Line("a", 0, 0, 100, 0), Line("dot", 100, 0, 100.5, 0)]).Repairs, r => r.Ids.SequenceEqual(["dot"]) && r.Rule != "ends-joined").Rule);
        Assert.Contains("road bad has a point that is not a number", Assert.Throws<TerritoryException>(() => RoadNetwork.Of([Line("bad", 0, double.NaN, 1, 1)])).Message, StringComparison.Ordinal);
        Assert.Empty(RoadNetwork.Of([]).Parts);
    }

    [Fact]
    public void A_generated_town_is_one_network_without_repairs_of_islands()
    {
        RoadNetwork network = RoadNetwork.Of(TownGenerator.Generate(8000, 12).Roads);
        output.WriteLine($"{network.Nodes} nodes, {network.Stretches.Count} stretches, parts {string.Join(' ', network.Parts.Take(5))}; {string.Join("; ", network.Repairs.Select(r => $"{r.Rule} {r.Ids.Count}"))}");
        Assert.InRange((double)network.Parts[0] / network.Nodes, 0.98, 1);
    }

    [Fact]
    public void Olemps_has_the_nodes_that_its_source_counts_but_for_two_that_are_one()
    {
        // The README of the source counts each road as one line from its first point to its last, those in several parts too.
        RoadNetwork network = RoadNetwork.Of([.. VectorReader.Read(SharedData.Data("territory-olemps/bdtopo/TRONCON_DE_ROUTE.shp")).Features.Select((f, n) =>
            new Road($"{n}", [.. f.Geometry!.Coordinates.Select(c => c.X)], [.. f.Geometry.Coordinates.Select(c => c.Y)], Known<RoadClass>.Guessed(RoadClass.Residential), ""))]);
        output.WriteLine($"{network.Nodes} nodes, {network.Stretches.Count} stretches, parts {string.Join(' ', network.Parts.Take(5))}; {string.Join("; ", network.Repairs.Select(r => $"{r.Rule} {r.Ids.Count}"))}");
        // 909 and 877 as it counts; two of them lie within a metre, and joined they bring a part of five nodes home: 877 + 5 − 1.
        Assert.Equal((908, 881), (network.Nodes, network.Parts[0]));
    }

    private static Road Line(string id, double ax, double ay, double bx, double by, RoadClass road = RoadClass.Tertiary) => new(id, [ax, bx], [ay, by], Known<RoadClass>.Measured(road), "");
}
