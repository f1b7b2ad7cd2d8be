using System.Numerics;
using TerritoryTwin.Core;
using TerritoryTwin.Tests.Territories;
using TerritoryTwin.Viewer.Scene;

namespace TerritoryTwin.Tests.Viewer.Scene;

public sealed class PickingTests
{
    private static readonly SceneState Plain = new();
    private static readonly SceneModel Hamlet = SceneModel.Of(SmallTerritory.Create());
    private readonly Picking _picking = new(Hamlet);

    [Theory, InlineData(false), InlineData(true)]
    public void The_building_in_the_middle_of_the_view_is_found(bool plan)
    {
        Picked found = At(Over(25, 25, plan));
        Assert.Equal(new Element(ElementKind.Building, 0), found.Element);
        Assert.Equal(SmallTerritory.West + 25, found.X, plan ? 0.1 : 12);
    }

    [Fact]
    public void A_courtyard_is_ground()
    {
        Picked found = At(Over(65, 25, plan: true));                                       // the hole is 4 to 6 m from the corner
        Assert.Equal(ElementKind.Ground, found.Element.Kind);
        Assert.Equal(new Element(ElementKind.Building, 1), At(Over(75, 35, plan: true)).Element);
    }

    [Fact]
    public void Hidden_buildings_are_not_found()
    {
        Camera camera = Over(25, 25, plan: true);
        Assert.Equal(ElementKind.Ground, _picking.At(camera, 400, 300, 800, 600, Plain with { Buildings = false }).Element.Kind);
    }

    [Fact]
    public void A_road_is_found_beside_its_centre_line_and_not_further()
    {
        Assert.Equal(new Element(ElementKind.Road, 0), At(Over(60, 7, plan: true)).Element);
        Assert.Equal(ElementKind.Ground, At(Over(60, 14, plan: true)).Element.Kind);
        Assert.Equal(-1, _picking.Road(new(5000, 5000), 3));
    }

    [Fact]
    public void The_sky_is_nothing()
    {
        Camera camera = Over(60, 60, plan: false) with { Pitch = 0.1f };
        Assert.Equal(Element.None, _picking.At(camera, 400, 1, 800, 600, Plain).Element);
    }

    [Fact]
    public void A_ground_point_has_the_coordinates_of_the_territory()
    {
        Picked found = At(Over(150.5, 60.25, plan: true));
        Assert.Equal(SmallTerritory.West + 150.5, found.X, 0.05);
        Assert.Equal(SmallTerritory.South + 60.25, found.Y, 0.05);
        Assert.Equal(Hamlet.OnGround(found.X, found.Y).Z, found.Point.Z, 0.02);
    }

    [Fact]
    public void Gables_rise_over_their_gutters()
    {
        // 10 m square, 18°: the ridge is 5 m × tan 18° above the gutter, the wall 5.75 m above the ground.
        Box box = Hamlet.BuildingBounds(0);
        Vector3 ground = Hamlet.OnGround(SmallTerritory.West + 25, SmallTerritory.South + 25);
        Assert.Equal(5.75 + 5 * Math.Tan(18 * Math.PI / 180), box.High.Z - ground.Z, 0.1);
    }

    [Fact]
    public void Walls_and_roofs_close_every_building()
    {
        // The volume under a closed mesh (divergence theorem) is footprint × height + the roof's prism.
        BuildingMesh mesh = Hamlet.Buildings;
        Assert.Equal(100 * (Hamlet.Buildings.Bounds[0].High.Z - mesh.Bounds[0].Low.Z) - 0.5 * 100 * 5 * Math.Tan(18 * Math.PI / 180), Volume(mesh, 0), 0.5);
        Assert.Equal(396 * (mesh.Bounds[1].High.Z - mesh.Bounds[1].Low.Z), Volume(mesh, 1), 1);
    }

    [Fact]
    public void Names_do_not_touch_one_another()
    {
        Camera camera = new();
        camera.Fit(Hamlet.Bounds, 1.6f);
        IReadOnlyList<PlacedName> placed = PlaceNames.Place(Hamlet, camera, 800, 500, n => (8 * n.Text.Length, 16));
        Assert.Contains(placed, p => p.Name is { Text: "Bourg", Kind: PlaceKind.District });
        for (int a = 0; a < placed.Count; a++)
            for (int b = 0; b < a; b++)
                Assert.False(Math.Abs(placed[a].X - placed[b].X) < 4 * (placed[a].Name.Text.Length + placed[b].Name.Text.Length) && Math.Abs(placed[a].Y - placed[b].Y) < 16);
        Assert.Equal(placed, PlaceNames.Place(Hamlet, camera, 800, 500, n => (8 * n.Text.Length, 16)));
    }

    [Fact]
    public void Hamlets_are_named_before_schools_and_football_grounds_never()
    {
        Zone At(string id, double x, double radius, string nature, string name) => new(id, Polygon.Disc(SmallTerritory.West + x, SmallTerritory.South + 40, radius), nature, 0, name);
        SceneModel scene = SceneModel.Of(SmallTerritory.Create() with
        {
            Places = [At("p", 60, 20, "Lieu-dit habité", "Toizac")],
            Activities = [At("a", 60, 30, "Enseignement primaire", "École"), At("b", 160, 30, "Autre équipement sportif", "Terrain de Football")],
        });
        Camera camera = new();
        camera.Fit(scene.Bounds, 1.6f);
        IReadOnlyList<PlacedName> placed = PlaceNames.Place(scene, camera, 800, 500, static n => (8 * n.Text.Length, 16));
        Assert.Contains(placed, static p => p.Name is { Text: "Toizac", Kind: PlaceKind.District });
        Assert.DoesNotContain(scene.Names, static n => n.Text == "Terrain de Football");
        Assert.DoesNotContain(placed, static p => p.Name.Text == "École");           // it stands where the hamlet does
    }

    [Fact]
    public void A_territory_without_buildings_or_terrain_heights_is_a_scene_too()
    {
        Territory bare = SmallTerritory.Create() with { Buildings = [], Roads = [], Households = [], Terrain = new(new Grid(1, 1, 240, SmallTerritory.West, SmallTerritory.South), [float.NaN]) };
        SceneModel scene = SceneModel.Of(bare);
        Assert.False(scene.Bounds.IsEmpty);
        Assert.Empty(scene.Buildings.Vertices);
    }

    private Picked At(Camera camera) => _picking.At(camera, 400, 300, 800, 600, Plain);

    private static Camera Over(double x, double y, bool plan) =>
        new() { Target = Hamlet.OnGround(SmallTerritory.West + x, SmallTerritory.South + y), Distance = 120, Plan = plan };

    private static double Volume(BuildingMesh mesh, int building)
    {
        double sum = 0;
        (int first, int end) = mesh.Range[building];
        Vector3 Corner(int k) => mesh.Vertices[mesh.Indices[k]].Position - mesh.Bounds[building].Low;
        for (int k = first; k < end; k += 3) sum += Vector3.Dot(Corner(k), Vector3.Cross(Corner(k + 1), Corner(k + 2))) / 6;
        return sum;                                                    // the missing floor lies in the plane of the origin
    }
}
