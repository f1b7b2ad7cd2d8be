using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Viewer.Scene;

namespace TerritoryTwin.Tests.Viewer.Scene;

public sealed class TriangulationTests
{
    private static readonly Ring Yard = new([0, 30, 30, 20, 20, 10, 10, 0], [0, 0, 20, 20, 8, 8, 20, 20]);

    [Fact]
    public void A_yard_open_to_the_north_is_cut_whichever_way_it_is_drawn()
    {
        Ring turned = new([.. Yard.X.Reverse()], [.. Yard.Y.Reverse()]);
        Assert.Equal(480, Cut(new(Yard, [])).Area, 9);
        Assert.Equal(480, Cut(new(turned, [])).Area, 9);
        Assert.Equal(6, Cut(new(turned, [])).Corners.Length / 3);
    }

    [Fact]
    public void Doubled_and_repeated_points_change_nothing()
    {
        Ring doubled = new([.. Yard.X.SelectMany(x => new[] { x, x }), Yard.X[0]], [.. Yard.Y.SelectMany(y => new[] { y, y }), Yard.Y[0]]);
        Assert.Equal(480, Cut(new(doubled, [])).Area, 9);
    }

    [Fact]
    public void Points_along_a_wall_do_not_break_it() =>
        Assert.Equal(100, Cut(new(new([0, 5, 10, 10, 10, 5, 0, 0], [0, 0, 0, 5, 10, 10, 10, 5]), [])).Area, 9);

    [Theory, InlineData(false), InlineData(true)]
    public void Courtyards_stay_open(bool turned)
    {
        Ring[] holes = [Square(2, 2, 3, turned), Square(2, 8, 3, turned), Square(9, 3, 6, turned), Square(16, 1, 2, !turned), Square(16, 9, 3, turned)];
        Polygon palace = new(Square(0, 0, 20, turned), holes);
        Triangles cut = Cut(palace);
        Assert.Equal(palace.Area, cut.Area, 9);
        Assert.All(Enumerable.Range(0, cut.Corners.Length / 3), t => Assert.False(Holds(cut, t, 12, 6), "a triangle covers a courtyard"));
    }

    [Fact]
    public void A_courtyard_that_touches_the_wall_at_a_corner_is_cut_too()
    {
        Polygon polygon = new(Square(0, 0, 10, false), [new([10, 7, 5, 7], [5, 7, 5, 3])]);
        Assert.Equal(polygon.Area, Cut(polygon).Area, 9);
    }

    [Fact]
    public void What_has_no_area_gives_no_triangle()
    {
        Assert.Empty(Cut(new(new([], []), [])).Corners);
        Assert.Empty(Cut(new(new([1, 1, 1], [2, 2, 2]), [])).Corners);
        Assert.Empty(Cut(new(new([0, 5, 10], [0, 0, 0]), [])).Corners);
        Assert.Empty(Cut(new(new([0, double.NaN], [0, 1]), [])).Corners);
    }

    [Fact]
    public void A_ring_that_crosses_itself_is_cut_without_end()
    {
        Triangles bow = Cut(new(new([0, 10, 0, 10], [0, 10, 10, 0]), []));
        Assert.True(bow.Area is >= 0 and <= 100);
    }

    [Fact]
    public void Every_footprint_of_Olemps_keeps_its_area() =>
        KeepsAreas(TerritoryImporter.Import("bdtopo-v3", SharedData.Data("territory-olemps"), new ImportOptions()).Territory, atMostWrong: 0);

    [Fact]
    public void Every_footprint_of_a_generated_town_keeps_its_area() => KeepsAreas(TownGenerator.Generate(3000, 5), atMostWrong: 0);

    private static void KeepsAreas(Territory town, int atMostWrong)
    {
        string[] wrong = [.. from b in town.Buildings
                             let area = Triangulation.Of(b.Footprint, b.Footprint.Outer.X[0], b.Footprint.Outer.Y[0]).Area
                             where Math.Abs(area - b.Footprint.Area) > 1e-6 * b.Footprint.Area
                             select $"{b.Id}: {area} of {b.Footprint.Area} m²"];
        Assert.True(wrong.Length <= atMostWrong, string.Join('\n', wrong));
    }

    private static Triangles Cut(Polygon polygon) => Triangulation.Of(polygon, 0, 0);

    private static Ring Square(double x, double y, double side, bool turned)
    {
        double[] xs = [x, x + side, x + side, x], ys = [y, y, y + side, y + side];
        return turned ? new([.. xs.Reverse()], [.. ys.Reverse()]) : new(xs, ys);
    }

    private static bool Holds(Triangles cut, int t, double x, double y)
    {
        for (int k = 0; k < 3; k++)
        {
            int a = cut.Corners[3 * t + k], b = cut.Corners[3 * t + (k + 1) % 3];
            if ((cut.X[b] - cut.X[a]) * (y - cut.Y[a]) - (cut.Y[b] - cut.Y[a]) * (x - cut.X[a]) <= 0) return false;
        }
        return true;
    }
}
