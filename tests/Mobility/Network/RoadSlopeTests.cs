using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Network;

public sealed class RoadSlopeTests
{
    [Fact]
    public void A_plane_gives_its_slope_to_every_road_and_what_goes_up_around_a_ring_comes_down()
    {
        // 5 % up to the east, 2 % down to the north
        RoadNetwork network = RoadNetwork.Of([Line("east", 0, 0, 300, 0), Line("north", 300, 0, 300, 200), Line("back", 300, 200, 0, 0), Line("short", 0, 0, 0, 10)], terrain: Relief((x, y) => 100 + 0.05 * x - 0.02 * y));
        ModeGraph walk = network.GraphOf(Mode.Walk);
        Assert.Equal([0.05, -0.05, -0.02, 0.02], Enumerable.Range(0, 4).Select(walk.Slope), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal((15.0, 0.0), (Math.Round(network.ClimbOf(0).Up, 3), Math.Round(network.ClimbOf(0).Down, 3)));
        Assert.Equal(0, network.ClimbOf(0).Rise + network.ClimbOf(1).Rise + network.ClimbOf(2).Rise, 1e-9);
        Assert.Equal(-0.01, walk.Slope(6), 1e-5);            // 0.2 m over the 20 m that heights are means of
        Assert.All(Enumerable.Range(0, 8), l => Assert.Equal((walk.Climb[l].Up, walk.Climb[l].Down), (walk.Climb[l ^ 1].Down, walk.Climb[l ^ 1].Up)));
    }

    [Fact]
    public void A_ridge_is_climbed_on_both_sides_and_a_bridge_goes_straight_over_its_valley()
    {
        Func<double, double, double> ridge = (x, _) => 20 - Math.Abs(x - 200) / 10, valley = (x, _) => Math.Abs(x - 200) / 10;
        Climb over = RoadNetwork.Of([Line("over", 0, 0, 400, 0)], terrain: Relief(ridge)).ClimbOf(0);
        Assert.InRange(over.Up, 19, 20);                    // the mean over 20 m takes a little off the top
        Assert.Equal(over.Up, over.Down, 1e-6);
        Climb bridge = RoadNetwork.Of([Line("bridge", 0, 0, 400, 0) with { Facts = new() { Level = Known<int>.Measured(1) } }], terrain: Relief(valley)).ClimbOf(0);
        Assert.Equal((0.0, 0.0), (Math.Round(bridge.Up, 6), Math.Round(bridge.Down, 6)));
        Assert.Equal(default, RoadNetwork.Of([Line("level", 0, 0, 400, 0)]).ClimbOf(0));
    }

    [Fact]
    public void Noise_of_half_a_metre_in_the_relief_is_hardly_a_slope()
    {
        RandomStream noise = new(7, "noise", 0);
        Road[] roads = [.. Enumerable.Range(0, 40).Select(k => Line($"r{k}", 10 + 5 * k, 10 * k, 70 + 5 * k, 10 * k + 5))];
        RoadNetwork network = RoadNetwork.Of(roads, terrain: Relief((_, _) => 50 + noise.NextDouble() - 0.5));
        Assert.All(Enumerable.Range(0, network.Stretches.Count), s => Assert.InRange(Math.Abs(network.ClimbOf(s).Rise) / network.Stretches[s].Length, 0, 0.01));
    }

    [Fact]
    public void Roads_where_the_relief_has_no_height_are_level_and_told()
    {
        RoadNetwork network = RoadNetwork.Of([Line("known", 0, 0, 100, 0), Line("unknown", 100, 0, 400, 0)], terrain: Relief((x, _) => x > 200 ? double.NaN : x / 10));
        Assert.Equal(["unknown"], network.Repairs.Single(r => r.Rule == "no-relief").Ids);
        Assert.Equal(10, network.ClimbOf(0).Rise, 1e-5);
        Assert.Equal(default, network.ClimbOf(1));
    }

    private static Raster Relief(Func<double, double, double> height)
    {
        Grid grid = new(120, 120, 5, -100, -100);
        return new(grid, [.. Enumerable.Range(0, grid.Count).Select(c => (float)height(grid.X(c % grid.Columns), grid.Y(c / grid.Columns)))]);
    }

    private static Road Line(string id, double ax, double ay, double bx, double by) => new(id, [ax, bx], [ay, by], Known<RoadClass>.Measured(RoadClass.Residential), "");
}
