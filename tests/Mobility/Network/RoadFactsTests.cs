using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Network;

public sealed class RoadFactsTests(ITestOutputHelper output)
{
    [Fact]
    public void One_way_roads_are_links_in_their_direction_but_to_walkers_and_cycles_that_may_go_against()
    {
        RoadFacts forward = new() { Direction = Known<RoadDirection>.Measured(RoadDirection.Forward) }, backward = new() { Direction = Known<RoadDirection>.Measured(RoadDirection.Backward) };
        // a ring of one-way roads, so that every node can be left and reached
        RoadNetwork network = RoadNetwork.Of(
        [
            Line("ab", 0, 0, 100, 0) with { Facts = forward }, Line("cb", 100, 100, 100, 0) with { Facts = backward }, Line("ca", 100, 100, 0, 0) with { Facts = forward with { CycleDirection = Known<RoadDirection>.Measured(RoadDirection.Both) } },
        ]);
        Assert.Empty(network.Repairs);
        Assert.Equal([(0, true), (1, false), (2, true)], Links(network.GraphOf(Mode.Car)));
        Assert.Equal([(0, true), (1, false), (2, true), (2, false)], Links(network.GraphOf(Mode.Cycle)));
        Assert.Equal(6, network.GraphOf(Mode.Walk).Graph.Links);
        Assert.All(network.GraphOf(Mode.Car).IsCore, Assert.True);
    }

    [Fact]
    public void What_the_source_says_counts_before_what_is_typical_of_a_class()
    {
        RoadFacts facts = new() { Speed = Known<double>.Measured(80), Lanes = Known<int>.Measured(3) };
        RoadNetwork network = RoadNetwork.Of(
        [
            Line("said", 0, 0, 100, 0) with { Facts = facts }, Line("there", 100, 0, 200, 0) with { Facts = facts with { Direction = Known<RoadDirection>.Measured(RoadDirection.Forward) } },
            Line("back", 200, 0, 100, 0.4) with { Facts = facts with { Direction = Known<RoadDirection>.Measured(RoadDirection.Forward) } }, Line("unsaid", 200, 0, 300, 0),
        ]);
        Assert.Equal([(80.0, Source.Measured), (80, Source.Measured), (80, Source.Measured), (45, Source.Typical)], Enumerable.Range(0, 4).Select(r => (network.SpeedOf(r).Value, network.SpeedOf(r).Source)));
        Assert.Equal([1.5, 3, 3, 1], Enumerable.Range(0, 4).Select(r => network.LanesOf(r).Value));
        Assert.Equal([1350.0, 2700, 2700, 900], Enumerable.Range(0, 4).Select(network.CapacityOf));
        ModeGraph cars = network.GraphOf(Mode.Car);
        Assert.Equal(100 / (80 / 3.6), cars.FreeTime(0), 1e-9);
        Assert.DoesNotContain(network.Repairs, r => r.Rule == "duplicate-road");          // carriageways of one road are two
    }

    [Fact]
    public void Access_takes_away_what_a_class_allows_and_gives_nothing_more()
    {
        RoadFacts closed = new() { Cars = Known<RoadAccess>.Measured(RoadAccess.No), Feet = Known<RoadAccess>.Measured(RoadAccess.No) };
        RoadFacts all = new() { Cars = Known<RoadAccess>.Measured(RoadAccess.Yes), Cycles = Known<RoadAccess>.Measured(RoadAccess.Yes) }, mine = new() { Cars = Known<RoadAccess>.Measured(RoadAccess.Private) };
        RoadNetwork network = RoadNetwork.Of([Line("closed", 0, 0, 100, 0) with { Facts = closed }, Line("path", 100, 0, 200, 0) with { Class = Known<RoadClass>.Measured(RoadClass.Path), Facts = all }, Line("mine", 0, 0, 0, 100) with { Facts = mine }]);
        Assert.Equal([(false, true, false), (false, true, true), (true, true, true)], Enumerable.Range(0, 3).Select(r => (network.Allows(Mode.Car, r), network.Allows(Mode.Cycle, r), network.Allows(Mode.Walk, r))));
        Assert.Equal([false, false, true], Enumerable.Range(0, 3).Select(network.IsPrivate));
    }

    [Fact]
    public void Roads_that_cars_cannot_both_reach_and_leave_are_told_and_left_out()
    {
        RoadFacts forward = new() { Direction = Known<RoadDirection>.Measured(RoadDirection.Forward) };
        Road[] roads =
        [
            Line("a", 0, 0, 100, 0), Line("b", 100, 0, 200, 0), Line("trap", 200, 0, 300, 0) with { Facts = forward }, Line("path", 0, 0, 0, 100, RoadClass.Path), Line("beyond", 0, 100, 0, 200),
        ];
        RoadNetwork network = RoadNetwork.Of(roads, Limit(east: 1000));         // far away: none of these ends is cut
        Assert.Equal(["island-for-cars: beyond", "one-way-trap: trap"], network.Repairs.Select(r => $"{r.Rule}: {string.Join(", ", r.Ids)}"));
        Assert.Equal([0, 0, 1, 1], network.GraphOf(Mode.Car).StretchOfLink);
        Assert.Equal(10, network.GraphOf(Mode.Walk).Graph.Links);
        // Where it leaves the territory cars do leave it, and come in elsewhere.
        RoadNetwork open = RoadNetwork.Of([.. roads, Line("in", -990, 0, 0, 0) with { Facts = forward }], Limit(east: 300));
        Assert.Equal(["island-for-cars: beyond"], open.Repairs.Select(r => $"{r.Rule}: {string.Join(", ", r.Ids)}"));
        Assert.Equal([(false, true), (true, false)], open.Gateways.Where(g => open.Roads[g.Road].Id is "trap" or "in").Select(g => (g.Enters, g.Leaves)));
        Assert.Equal(3, open.GraphOf(Mode.Car).IsCore.Count(c => c));
    }

    [Fact]
    public void A_bridge_is_not_joined_to_what_ends_below_it_and_a_ramp_at_one_of_its_points_is()
    {
        RoadFacts bridge = new() { Level = Known<int>.Measured(1) };
        Road over = new("over", [0, 50, 100], [0, 0, 0], Known<RoadClass>.Measured(RoadClass.Primary), "") { Facts = bridge };
        RoadNetwork network = RoadNetwork.Of([over, Line("below", 20, -50, 20, 0.2), Line("ramp", 50, 50, 50, 0), Line("from", 100, 0, 200, 0), Line("beside", 70, 60, 70, 0.5) with { Facts = bridge }]);
        Assert.Equal(["over 50", "over 20", "over 30", "below 50", "ramp 50", "from 100", "beside 60"], network.Stretches.Select(s => $"{network.Roads[s.Road].Id} {s.Length:0}"));
        Assert.Equal(["below"], network.Repairs.Single(r => r.Rule == "island").Ids);
    }

    [Fact]
    public void Every_link_for_cars_can_be_reached_and_left_in_Geneva()
    {
        RoadNetwork network = RoadNetwork.Of(TerritoryImporter.Import("osm", SharedData.Data("territory-geneva/geneva-centre_2025-01-28.osm.pbf"), new(Ground: 375)).Territory);
        ModeGraph cars = network.GraphOf(Mode.Car);
        int[] core = [.. Enumerable.Range(0, cars.Graph.Nodes).Where(n => cars.IsCore[n])];
        output.WriteLine($"{network.Nodes} nodes, {cars.Graph.Links} links for cars, {core.Length} nodes in their core, {network.Gateways.Count} gateways; {string.Join("; ", network.Repairs.Select(r => $"{r.Rule} {r.Ids.Count}"))}");
        output.WriteLine($"said of {network.Roads.Count} roads: speed {network.Roads.Count(r => r.Facts.Speed != null)}, lanes {network.Roads.Count(r => r.Facts.Lanes != null)}, direction {network.Roads.Count(r => r.Facts.Direction != null)}");
        Dictionary<string, Road> byId = network.Roads.ToDictionary(r => r.Id);
        foreach (string rule in new[] { "one-way-trap", "turn-trap", "island-for-cars" })
            output.WriteLine($"{rule}: {string.Join(", ", network.Repairs.Where(r => r.Rule == rule).SelectMany(r => r.Ids).Select(id => byId[id]).GroupBy(r => r.Class.Value).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()} roads {g.Sum(r => r.Length):0} m"))}");
        double[] costs = [.. Enumerable.Range(0, cars.Graph.Links).Select(cars.FreeTime)];
        LinkGraph back = new(cars.Graph.Nodes, cars.Graph.Heads.ToArray(), cars.Graph.Tails.ToArray());
        Assert.All(new[] { cars.Graph, back }, graph =>
        {
            double[] distances = new double[graph.Nodes];
            new Dijkstra(graph).Run(core[0], costs, distances, new int[graph.Nodes]);
            Assert.All(core, n => Assert.True(double.IsFinite(distances[n])));
        });
        Assert.InRange(core.Length, 4000, network.Nodes);
        Assert.InRange(network.Roads.Count(r => r.Facts.Direction is { Value: not RoadDirection.Both }), 2445, 10_000);     // as many ways say so, and ways are split
    }

    private static Polygon Limit(double east) => new(new([-1000, east, east, -1000], [-1000, -1000, 1000, 1000]), []);

    private static IEnumerable<(int, bool)> Links(ModeGraph graph) => graph.StretchOfLink.Zip(graph.IsForward);

    private static Road Line(string id, double ax, double ay, double bx, double by, RoadClass road = RoadClass.Tertiary) => new(id, [ax, bx], [ay, by], Known<RoadClass>.Measured(road), "");
}
