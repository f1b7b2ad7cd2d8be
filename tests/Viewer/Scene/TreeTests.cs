using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Viewer.Scene;

namespace TerritoryTwin.Tests.Viewer.Scene;

public sealed class TreeTests
{
    [Fact]
    public void No_tree_stands_in_a_house()
    {
        Territory town = TownGenerator.Generate(2000, 4);
        Polygon[] houses = [.. town.Buildings.Take(200).Select(static b => b.Footprint)];
        Ring Around(Polygon p) => new([p.Outer.X.Min() - 15, p.Outer.X.Max() + 15, p.Outer.X.Max() + 15, p.Outer.X.Min() - 15], [p.Outer.Y.Min() - 15, p.Outer.Y.Min() - 15, p.Outer.Y.Max() + 15, p.Outer.Y.Max() + 15]);
        town = town with { Vegetation = [.. houses.Select((h, k) => new Zone($"w{k}", new Polygon(Around(h), []), "wood", 8, ""))] };          // every house in a wood of its own
        SceneModel model = SceneModel.Of(town);
        (double X, double Y)[] feet = [.. model.Ground.Trees.Feet.Select(f => (f.X + model.Origin.X, f.Y + model.Origin.Y))];
        Assert.InRange(feet.Length, 100, 100_000);
        Assert.All(houses, h => Assert.DoesNotContain(feet, f => h.Contains(f.X, f.Y)));
    }

    [Fact]
    public void A_single_tree_stands_where_it_is_known_to_and_a_sail_hangs_at_its_height()
    {
        Territory town = TownGenerator.Generate(2000, 4);
        (double x, double y) = town.Buildings[0].Footprint.Outer.Middle;
        Zone[] trees = [.. Enumerable.Range(0, 40).Select(k => new Zone($"t{k}", Polygon.Disc(x + 3 * k, y, 0.75), "large_tree", 4, ""))];
        SceneModel model = SceneModel.Of(town with { Vegetation = [] });
        Assert.Empty(model.Ground.Trees.Feet);
        SceneGround after = model.GroundOf(town with { Vegetation = trees, Shades = [new("s", Polygon.Disc(x, y + 20, 5), "sail", 4, "")] });
        (double, double)[] feet = [.. after.Trees.Feet.Select(f => (Math.Round(f.X + model.Origin.X - x, 2), Math.Round(f.Y + model.Origin.Y - y, 2)))];
        Assert.Equal(Enumerable.Range(0, 40).Select(static k => (3.0 * k, 0.0)).Append((0, 20)).Order(), feet.Order());
        float ground = model.OnGround(x, y + 20).Z;
        MeshVertex[] sail = [.. after.Trees.Vertices.Where(v => Math.Abs(v.Position.Y + model.Origin.Y - y - 20) < 6)];
        Assert.Equal(11, sail.Length);
        Assert.All(sail, v => Assert.InRange(v.Position.Z - ground, 3.5f, 4.01f));
    }
}
