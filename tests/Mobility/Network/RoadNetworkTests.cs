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

    [Fact]
    public void Roads_leave_where_they_are_cut_at_the_limit_and_carriageways_of_one_road_leave_together()
    {
        // A square of 1 km with a road along its middle; a motorway leaves north on two carriageways, a street ends short of the limit, a path leaves, and a main road was cut at its last point 100 m before the limit.
        Road[] roads =
        [
            Line("middle", 0, 500, 500, 500), Line("main", 500, 500, 900, 500), Line("up", 500, 500, 500, 1000, RoadClass.Motorway), Line("down", 520, 1002, 500, 500, RoadClass.Motorway),
            Line("street", 500, 500, 500, 60, RoadClass.Residential), Line("cut", 500, 500, 800, 10, RoadClass.Residential), Line("path", 500, 500, 0, 0, RoadClass.Path),
        ];
        Polygon square = Square(0, 1000);
        RoadNetwork network = RoadNetwork.Of(roads, square);
        Assert.Equal(["middle 1", "main 1", "up 2", "cut 1"], network.Gateways.Select(g => $"{roads[g.Road].Id} {g.Nodes.Count}"));
        Assert.Equal((RoadClass.Motorway, 510.0, 1001.0), (network.Gateways[2].Class, network.Gateways[2].X, network.Gateways[2].Y));
        Assert.All(network.Gateways.SelectMany(g => g.Nodes), n => Assert.True(network.IsJoined(n)));
        // Roads that do not keep to the limit leave where they end outermost: the street, beyond that limit, does not.
        Assert.Equal(["middle", "main", "up", "cut"], RoadNetwork.Of(roads, Square(480, 520)).Gateways.Select(g => roads[g.Road].Id));
        Assert.Empty(RoadNetwork.Of([]).Gateways);
    }

    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(8_000, 12)]
    [InlineData(20_000, 3)]
    public void A_generated_town_is_connected_and_its_main_roads_leave_at_the_limit(int inhabitants, ulong seed)
    {
        RoadNetwork network = RoadNetwork.Of(TownGenerator.Generate(inhabitants, seed));
        Tell($"{inhabitants} inhabitants", network);
        Assert.Equal(network.Nodes, network.Parts[0]);
        Assert.InRange(network.Gateways.Count(g => g.Class == RoadClass.Primary), 5, 10);      // a main road leaves each of five to ten gates
    }

    [Fact]
    public void Main_roads_have_more_lanes_in_cities_alone_and_lesser_roads_that_leave_lead_to_one()
    {
        Assert.All(TownGenerator.Generate(20_000, 3).Roads, static r => Assert.Equal(RoadFacts.Unsaid, r.Facts));
        Territory city = TownGenerator.Generate(60_000, 11);
        RoadNetwork network = RoadNetwork.Of(city);
        Gateway[] main = [.. network.Gateways.Where(static g => g.Class == RoadClass.Primary)], lesser = [.. network.Gateways.Where(static g => g.Class == RoadClass.Tertiary)];
        int wide = main.Count(g => city.Roads[g.Road].Facts.Lanes?.Value == 4);
        Assert.Equal((main.Length + 1) / 2, wide);
        Assert.NotEmpty(lesser);
        // Along roads that are no less than tertiary.
        Unions joined = new(network.Nodes);
        foreach (Stretch s in network.Stretches)
            if (network.Roads[s.Road].Class.Value <= RoadClass.Tertiary) joined.Join(s.From, s.To);
        Assert.All(lesser, g => Assert.Equal(joined.FirstOf(main[0].Nodes[0]), joined.FirstOf(g.Nodes[0])));
    }

    [Fact]
    public void Olemps_and_Geneva_have_gateways_on_all_sides()
    {
        RoadNetwork olemps = RoadNetwork.Of(TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new()).Territory);
        Tell("Olemps", olemps);
        RoadNetwork geneva = RoadNetwork.Of(TerritoryImporter.Import("osm", SharedData.Data("territory-geneva/geneva-centre_2025-01-28.osm.pbf"), new(Ground: 375)).Territory);
        Tell("Geneva", geneva);
        Assert.All(new[] { olemps, geneva }, network =>
        {
            (double x, double y) = (Enumerable.Range(0, network.Nodes).Average(n => network.PlaceOf(n).X), Enumerable.Range(0, network.Nodes).Average(n => network.PlaceOf(n).Y));
            Assert.Equal(4, network.Gateways.Select(g => (g.X > x, g.Y > y)).Distinct().Count());
        });
    }

    private void Tell(string name, RoadNetwork network)
    {
        output.WriteLine($"{name}: {network.Nodes} nodes, {network.GraphOf(Mode.Car).Graph.Links} links for cars, {network.Parts[0]} nodes in the greatest of {network.Parts.Count} parts, {network.Gateways.Count} gateways");
        output.WriteLine($"  {string.Join(", ", network.Gateways.CountBy(g => g.Class).OrderBy(c => c.Key).Select(c => $"{c.Value} {c.Key}"))}; {string.Join("; ", network.Repairs.Select(r => $"{r.Rule} {r.Ids.Count}"))}");
        foreach (Gateway g in network.Gateways.Where(g => g.Class <= RoadClass.Tertiary)) output.WriteLine($"  {g.Class} {network.Roads[g.Road].Name} ({network.Roads[g.Road].Id}) at {g.X:0}, {g.Y:0}, {g.Nodes.Count} nodes");
    }

    private static Polygon Square(double from, double to) => new(new([from, to, to, from], [from, from, to, to]), []);

    private static Road Line(string id, double ax, double ay, double bx, double by, RoadClass road = RoadClass.Tertiary) => new(id, [ax, bx], [ay, by], Known<RoadClass>.Measured(road), "");
}
