using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>What a territory looks like: meshes in local metres, without any graphics card. Made once, then never changed.</summary>
public sealed class SceneModel
{
    private const double Outliers = 0.02;

    private SceneModel(Territory territory, BuildingShapes shapes)
    {
        Territory = territory;
        Origin = OriginOf(territory);
        Relief = new Relief(territory, Origin);
        SceneGround? ground = null;
        RoadMesh? roads = null;
        Parallel.Invoke(() => ground = SceneGround.Of(territory, Origin, Relief), () => roads = RoadMesh.Of(territory, Origin, Relief));
        (Ground, Roads) = (ground!, roads!);
        Buildings = BuildingMesh.Of(territory, shapes, Origin, Relief);
        Bounds = BoundsOf();
        Whole = Buildings.Tiles.Where(t => t.Count > 0).Aggregate(Bounds, (box, tile) => box.With(tile.Bounds));
        Names = PlaceNames.Of(this);
    }

    /// <summary>Builds the scene of a territory. Some seconds for 100,000 buildings.</summary>
    public static SceneModel Of(Territory territory, BuildingShapes shapes) => new(territory, shapes);

    /// <inheritdoc cref="Of(Territory, BuildingShapes)"/>
    public static SceneModel Of(Territory territory) => new(territory, BuildingShapes.Of(territory));

    /// <summary>The territory.</summary>
    public Territory Territory { get; }
    /// <summary>What is subtracted from its coordinates.</summary>
    public SceneOrigin Origin { get; }
    /// <summary>Where most of the territory stands: what a camera fits to.</summary>
    public Box Bounds { get; }
    /// <summary>Names of districts, streets and places, the most important first.</summary>
    public IReadOnlyList<PlaceName> Names { get; }

    /// <summary>What grows and flows on it.</summary>
    public SceneGround Ground { get; }

    /// <summary>Its ground after works.</summary>
    /// <param name="after">The same territory, with what works have put on the ground.</param>
    public SceneGround GroundOf(Territory after) => ReferenceEquals(after, Territory) ? Ground : SceneGround.Of(after, Origin, Relief);

    /// <summary>Meshes on the graphics card [bytes].</summary>
    public long Bytes => Buildings.Bytes + Ground.Trees.Bytes + 28L * Roads.Vertices.Length + 4L * Roads.Indices.Length;

    /// <summary>Holds all buildings and where most of them stand.</summary>
    internal Box Whole { get; }
    internal Relief Relief { get; }
    internal RoadMesh Roads { get; }
    internal BuildingMesh Buildings { get; }

    /// <summary>A point of the territory on the ground, in local metres.</summary>
    public Vector3 OnGround(double x, double y)
    {
        Vector2 p = new((float)(x - Origin.X), (float)(y - Origin.Y));
        return new(p, Relief.At(p.X, p.Y));
    }

    /// <summary>The box of a building; empty when it has no area.</summary>
    public Box BuildingBounds(int building) => Buildings.Bounds[building];

    /// <summary>The middle of a building's roof, for a label or a camera; its first corner on the ground when it has no area.</summary>
    public Vector3 TopOf(int building)
    {
        Box box = Buildings.Bounds[building];
        if (!box.IsEmpty) return box.Center with { Z = box.High.Z };
        Ring ring = Territory.Buildings[building].Footprint.Outer;
        return ring.Count > 0 ? OnGround(ring.X[0], ring.Y[0]) : Bounds.Center;
    }

    private static SceneOrigin OriginOf(Territory territory)
    {
        Grid grid = territory.Terrain.Grid;
        float lowest = territory.Terrain.Values.Where(float.IsFinite).DefaultIfEmpty(0).Min();
        return new(Math.Round(grid.West + grid.Columns * grid.CellSize / 2), Math.Round(grid.South + grid.Rows * grid.CellSize / 2), Math.Floor(lowest));
    }

    // Where all but a few buildings stand: one barn far away must not make the town small.
    private Box BoundsOf()
    {
        Box box = Box.Empty;
        Box[] counted = Buildings.Bounds[..Territory.Buildings.Count];
        float[] x = [.. counted.Where(b => !b.IsEmpty).Select(b => b.Center.X).Order()], y = [.. counted.Where(b => !b.IsEmpty).Select(b => b.Center.Y).Order()];
        if (x.Length > 0)
        {
            int few = (int)(Outliers * x.Length);
            Vector3 margin = new(40, 40, 0);
            foreach (Vector2 corner in (Vector2[])[new(x[few], y[few]), new(x[^(few + 1)], y[^(few + 1)])])
                box = box.With(new Vector3(corner, Relief.At(corner.X, corner.Y)) - margin).With(new Vector3(corner, Relief.At(corner.X, corner.Y)) + margin);
            return box;
        }
        if (Territory.Boundary is { } limit)
            for (int k = 0; k < limit.Outer.Count; k++) box = box.With(OnGround(limit.Outer.X[k], limit.Outer.Y[k]));
        return !box.IsEmpty ? box : box.With(new Vector3(Relief.Low, Relief.At(Relief.Low.X, Relief.Low.Y))).With(new Vector3(Relief.High, Relief.At(Relief.High.X, Relief.High.Y)));
    }
}

/// <summary>What grows and flows on the ground of a scene: its colours, and what stands on it.</summary>
public sealed class SceneGround
{
    private SceneGround(LandCover cover, TreeMesh trees) => (Cover, Trees) = (cover, trees);

    internal LandCover Cover { get; }
    internal TreeMesh Trees { get; }

    internal static SceneGround Of(Territory territory, SceneOrigin origin, Relief relief)
    {
        LandCover? cover = null;
        TreeMesh? trees = null;
        Parallel.Invoke(() => cover = LandCover.Of(territory, origin, relief), () => trees = TreeMesh.Of(territory, origin, relief));
        return new(cover!, trees!);
    }
}
