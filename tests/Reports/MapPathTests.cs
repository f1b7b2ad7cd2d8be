using TerritoryTwin.Core;
using TerritoryTwin.Files.Reports;

namespace TerritoryTwin.Tests.Reports;

public sealed class MapPathTests
{
    private static readonly Ring Square = new([100, 110, 110, 100], [200, 200, 210, 210]);

    [Fact]
    public void A_square_of_ten_metres_has_sides_of_twenty_half_metres() =>
        Assert.Equal("M0 40l20 0 0-20-20 0z", new MapPath(west: 100, north: 220).Add(new Polygon(Square, [])).ToString());

    [Fact]
    public void A_hole_begins_from_the_start_of_the_ring_before_it() =>
        Assert.Equal("M0 40l20 0 0-20-20 0zm4-4l0-4 4 0 0 4z", new MapPath(100, 220).Add(new Polygon(Square, [new Ring([102, 102, 104, 104], [202, 204, 204, 202])])).ToString());

    [Fact]
    public void A_point_that_no_pixel_would_show_is_left_out() =>
        Assert.Equal("M0 40l20 0 0-20-20 0z", new MapPath(100, 220).Add(new Polygon(new Ring([100, 105, 110, 110, 100], [200, 200.2, 200, 210, 210]), [])).ToString());

    [Fact]
    public void Two_shapes_follow_one_another_and_a_line_stays_open() =>
        Assert.Equal("M0 0l20 10M-2 6l4 0", new MapPath(0, 0).Add([0, 10], [0, -5]).Add([-1, 1], [-3, -3]).ToString());

    [Theory]
    [InlineData(-100, 0)]
    [InlineData(-20, 1)]
    [InlineData(-10.1, 1)]
    [InlineData(-10, 2)]
    [InlineData(-0.4, 3)]
    [InlineData(0, 3)]
    [InlineData(0.4, 3)]
    [InlineData(0.6, 4)]
    [InlineData(10, 4)]
    [InlineData(10.1, 5)]
    [InlineData(20, 5)]
    [InlineData(100, 6)]
    [InlineData(double.NaN, -1)]
    public void Changes_have_as_many_classes_below_none_as_above(double change, int expected)
    {
        MapScale scale = MapScale.OfChanges(Enumerable.Range(-30, 61).Select(static k => (double)k));
        Assert.Equal([-20, -10, -0.5, 0.5, 10, 20], scale.Limits);
        Assert.Equal(expected, scale.ClassOf(change));
    }

    [Fact]
    public void Values_have_round_limits()
    {
        MapScale scale = MapScale.Of(Enumerable.Range(0, 601).Select(static k => k / 10.0), QuantityKind.Burden, "kWh");
        Assert.Equal([10, 20, 30, 40, 50], scale.Limits);
        Assert.Equal((0, 1, 5), (scale.ClassOf(9.9), scale.ClassOf(10), scale.ClassOf(1000)));
    }
}
