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
        (double X, double Y)[] feet = [.. model.Trees.Feet.Select(f => (f.X + model.Origin.X, f.Y + model.Origin.Y))];
        Assert.InRange(feet.Length, 100, 100_000);
        Assert.All(houses, h => Assert.DoesNotContain(feet, f => h.Contains(f.X, f.Y)));
    }
}
