using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;

namespace TerritoryTwin.Tests.Generator;

/// <summary>What a plan must hold to: nothing stands in the way of anything else.</summary>
public class TownPlanTests
{
    [Fact]
    public void A_green_whose_outline_crosses_itself_keeps_its_largest_part()
    {
        Polygon bow = Site.Simple(new Polygon(new Ring([0, 30, 30, 0, 10, 10], [0, 0, 30, 30, 40, -10]), []));
        Assert.True(Shapes.ToShape(bow).IsValid);
        Assert.InRange(bow.Area, 450, 900);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void Buildings_do_not_overlap(int inhabitants)
    {
        Vec[][] rings = [.. Towns.Of(inhabitants).Buildings.Select(b => Points(b.Footprint))];
        Buckets near = new(60);
        for (int i = 0; i < rings.Length; i++) near.Add(i, rings[i]);
        for (int i = 0; i < rings.Length; i++)
            foreach (int k in near.Around(rings[i]))
                if (k > i) Assert.False(Plane.Overlap(rings[i], rings[k], 0.1), $"buildings {i} and {k}");
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void No_building_stands_on_a_road(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        Vec[][] rings = [.. town.Buildings.Select(b => Points(b.Footprint))];
        Buckets near = new(60);
        for (int i = 0; i < rings.Length; i++) near.Add(i, rings[i]);
        foreach (Road road in town.Roads)
        {
            for (int p = 1; p < road.X.Length; p++)
            {
                Vec a = new(road.X[p - 1], road.Y[p - 1]), b = new(road.X[p], road.Y[p]);
                foreach (int i in near.Around([a, b]))
                    Assert.True(Plane.Distance(rings[i], a, b) > 1.75 && !Plane.Contains(rings[i], a), $"building {i} on {road.Id} {road.Name}");
            }
        }
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void The_river_is_free_of_buildings(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        Vec[] river = Points(Assert.Single(town.Water).Area);
        Assert.True(Plane.Area(river) > 10_000);
        foreach (Building b in town.Buildings)
            Assert.DoesNotContain(Points(b.Footprint), p => Plane.Contains(river, p));
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void Every_street_leads_to_every_other(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        Dictionary<(double, double), int> ends = [];
        int Node(double x, double y)
        {
            ends.TryAdd((x, y), ends.Count);
            return ends[(x, y)];
        }
        List<(int, int)> links = [.. town.Roads.Select(r => (Node(r.X[0], r.Y[0]), Node(r.X[^1], r.Y[^1])))];
        int[] parent = [.. Enumerable.Range(0, ends.Count)];
        int Root(int n) => parent[n] == n ? n : parent[n] = Root(parent[n]);
        foreach ((int a, int b) in links) parent[Root(a)] = Root(b);
        Assert.Single(parent.Select((_, n) => Root(n)).Distinct());
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void Terrain_covers_everything_and_nobody_builds_on_a_cliff(int inhabitants)
    {
        Territory town = Towns.Of(inhabitants);
        Grid grid = town.Terrain.Grid;
        Assert.DoesNotContain(town.Terrain.Values, h => !float.IsFinite(h));
        IEnumerable<Vec> everything = town.Buildings.SelectMany(b => Points(b.Footprint)).Concat(Points(town.Boundary!)).Concat(Points(town.Water[0].Area))
            .Concat(town.Roads.SelectMany(r => r.X.Zip(r.Y, (x, y) => new Vec(x, y)))).Concat(town.Vegetation.SelectMany(z => Points(z.Area)));
        foreach (Vec p in everything)
        {
            (int i, int j) = grid.CellOf(p.X, p.Y);
            Assert.True(i >= 0 && j >= 0 && i < grid.Columns && j < grid.Rows);
        }
        foreach (Building b in town.Buildings)
        {
            Vec c = Plane.Centroid(Points(b.Footprint));
            Assert.Equal(town.Terrain.At(c.X, c.Y), b.Ground.Value, 0.01);
            double east = town.Terrain.At(c.X + 25, c.Y) - town.Terrain.At(c.X - 25, c.Y), north = town.Terrain.At(c.X, c.Y + 25) - town.Terrain.At(c.X, c.Y - 25);
            Assert.True(Math.Sqrt(east * east + north * north) / 50 < 0.22);
        }
    }

    [Fact]
    public void Main_roads_cross_the_river_and_back_streets_do_not()
    {
        Territory town = Towns.Middle;
        Vec[] river = Points(town.Water[0].Area);
        RoadClass[] bridges = [.. town.Roads.Where(r => r.X.Zip(r.Y, (x, y) => new Vec(x, y)).Any(p => Plane.Contains(river, p))).Select(r => r.Class.Value)];
        Assert.InRange(bridges.Length, 2, 12);
        Assert.All(bridges, c => Assert.True(c is RoadClass.Primary or RoadClass.Secondary));
    }

    private static Vec[] Points(Polygon p) => [.. p.Outer.X.Zip(p.Outer.Y, (x, y) => new Vec(x, y))];

    /// <summary>What lies near what, by squares.</summary>
    private sealed class Buckets(double size)
    {
        private readonly Dictionary<(int, int), List<int>> _in = [];

        public void Add(int index, Vec[] points)
        {
            foreach ((int, int) key in Keys(points))
            {
                if (!_in.TryGetValue(key, out List<int>? list)) _in[key] = list = [];
                list.Add(index);
            }
        }

        public IEnumerable<int> Around(Vec[] points) => Keys(points).SelectMany(k => _in.TryGetValue(k, out List<int>? list) ? list : []).Distinct();

        private IEnumerable<(int, int)> Keys(Vec[] points)
        {
            int i0 = (int)Math.Floor((points.Min(p => p.X) - 4) / size), i1 = (int)Math.Floor((points.Max(p => p.X) + 4) / size);
            int j0 = (int)Math.Floor((points.Min(p => p.Y) - 4) / size), j1 = (int)Math.Floor((points.Max(p => p.Y) + 4) / size);
            for (int i = i0; i <= i1; i++)
                for (int j = j0; j <= j1; j++) yield return (i, j);
        }
    }
}
