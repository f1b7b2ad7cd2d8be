using System.Numerics;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>What stands under the pointer.</summary>
/// <param name="Element">What; none over the sky.</param>
/// <param name="Point">Where, in local metres.</param>
/// <param name="X">Where, in the territory's coordinates [m].</param>
/// <param name="Y">Where, in the territory's coordinates [m].</param>
public readonly record struct Picked(Element Element, Vector3 Point, double X, double Y);

/// <summary>Finds what is seen at a pixel, on the processor: nothing is read back from the graphics card.</summary>
public sealed class Picking
{
    private const float CellSize = 60;

    private readonly SceneModel _model;
    private readonly Dictionary<(int, int), List<(int Road, int Piece)>> _roads = [];

    /// <summary>Prepares the search of a scene.</summary>
    public Picking(SceneModel model)
    {
        _model = model;
        for (int r = 0; r < model.Roads.Lines.Length; r++)
            for (int k = 1; k < model.Roads.Lines[r].Length; k++) Enter(r, k);
    }

    /// <summary>What is seen at a pixel of a viewport.</summary>
    /// <param name="camera">From where.</param>
    /// <param name="x">From the viewport's left [pixels].</param>
    /// <param name="y">From its top, downward [pixels].</param>
    /// <param name="width">Of the viewport [pixels].</param>
    /// <param name="height">Of the viewport [pixels].</param>
    /// <param name="state">What is drawn: hidden things are not found.</param>
    public Picked At(Camera camera, float x, float y, float width, float height, SceneState state)
    {
        Ray ray = camera.RayThrough(x, y, width, height);
        Vector3? ground = _model.Relief.Hit(ray, _model.Bounds.With(Highest));
        float furthest = ground is { } g ? Vector3.Distance(ray.Origin, g) : float.MaxValue;
        if (state.Buildings && Building(ray, furthest) is var (building, distance)) return At(building < _model.Territory.Buildings.Count ? new(ElementKind.Building, building) : new(ElementKind.Ground, 0), ray.At(distance));
        if (ground is not { } p) return default;
        float tolerance = 3 * camera.MetresPerPixel(height) * (camera.Plan ? 1 : Vector3.Distance(camera.Eye, p) / camera.Distance);
        int road = state.Roads ? Road(new(p.X, p.Y), tolerance) : -1;
        return At(road >= 0 ? new(ElementKind.Road, road) : new(ElementKind.Ground, 0), p);
    }

    private Vector3 Highest
    {
        get
        {
            float top = _model.Bounds.High.Z;
            foreach (MeshTile tile in _model.Buildings.Tiles)
                if (tile.Count > 0) top = Math.Max(top, tile.Bounds.High.Z);
            return _model.Bounds.High with { Z = top + 1000 };
        }
    }

    private Picked At(Element element, Vector3 point) => new(element, point, point.X + _model.Origin.X, point.Y + _model.Origin.Y);

    /// <summary>The first building on a line of sight before <paramref name="furthest"/>, and how far away it is.</summary>
    internal (int Building, float Distance)? Building(Ray ray, float furthest)
    {
        BuildingMesh mesh = _model.Buildings;
        float nearest = furthest + 0.5f;                               // walls meet the ground they stand on
        int found = -1;
        for (int t = 0; t < mesh.Tiles.Length; t++)
        {
            if (mesh.Tiles[t].Count == 0 || ray.Through(mesh.Tiles[t].Bounds) is not var (tileEnter, _) || tileEnter > nearest) continue;
            foreach (int b in mesh.InTile[t])
            {
                if (mesh.Bounds[b].IsEmpty || ray.Through(mesh.Bounds[b]) is not var (enter, _) || enter > nearest) continue;
                for (int k = mesh.Range[b].First; k < mesh.Range[b].End; k += 3)
                {
                    float distance = Meets(ray, mesh.Vertices[mesh.Indices[k]].Position, mesh.Vertices[mesh.Indices[k + 1]].Position, mesh.Vertices[mesh.Indices[k + 2]].Position);
                    if (distance >= nearest) continue;
                    (nearest, found) = (distance, b);
                }
            }
        }
        return found < 0 ? null : (found, nearest);
    }

    /// <summary>The nearest road whose ribbon, widened by a tolerance [m], holds a point; −1 when none does.</summary>
    internal int Road(Vector2 p, float tolerance)
    {
        int best = -1, reach = Math.Clamp((int)(tolerance / CellSize) + 1, 1, 4);
        float least = float.MaxValue;
        (int ci, int cj) = Cell(p);
        for (int j = cj - reach; j <= cj + reach; j++)
            for (int i = ci - reach; i <= ci + reach; i++)
            {
                if (!_roads.TryGetValue((i, j), out List<(int, int)>? pieces)) continue;
                foreach ((int road, int piece) in pieces)
                {
                    float beside = Away(p, _model.Roads.Lines[road][piece - 1], _model.Roads.Lines[road][piece]) - RoadMesh.HalfWidth(_model.Territory.Roads[road].Class.Value);
                    if (beside > tolerance || beside > least || (beside == least && road > best)) continue;
                    (least, best) = (beside, road);
                }
            }
        return best;
    }

    private void Enter(int road, int piece)
    {
        Vector3 a = _model.Roads.Lines[road][piece - 1], b = _model.Roads.Lines[road][piece];
        (int i0, int j0) = Cell(new(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y)));
        (int i1, int j1) = Cell(new(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y)));
        if (i1 - i0 > 1000 || j1 - j0 > 1000) return;
        for (int j = j0; j <= j1; j++)
            for (int i = i0; i <= i1; i++)
            {
                if (!_roads.TryGetValue((i, j), out List<(int, int)>? pieces)) _roads[(i, j)] = pieces = [];
                pieces.Add((road, piece));
            }
    }

    private static (int, int) Cell(Vector2 p) => ((int)MathF.Floor(p.X / CellSize), (int)MathF.Floor(p.Y / CellSize));

    private static float Away(Vector2 p, Vector3 a, Vector3 b)
    {
        Vector2 start = new(a.X, a.Y), way = new Vector2(b.X, b.Y) - start;
        float length = way.LengthSquared(), share = length > 0 ? Math.Clamp(Vector2.Dot(p - start, way) / length, 0, 1) : 0;
        return Vector2.Distance(p, start + share * way);
    }

    // Distance to a triangle from either side; infinite when it is missed. Möller and Trumbore (1997).
    private static float Meets(Ray ray, Vector3 a, Vector3 b, Vector3 c)
    {
        Vector3 e = b - a, f = c - a, p = Vector3.Cross(ray.Direction, f);
        float determinant = Vector3.Dot(e, p);
        if (Math.Abs(determinant) < 1e-9f) return float.PositiveInfinity;
        Vector3 s = ray.Origin - a, q = Vector3.Cross(s, e);
        float u = Vector3.Dot(s, p) / determinant, v = Vector3.Dot(ray.Direction, q) / determinant;
        if (u < 0 || v < 0 || u + v > 1) return float.PositiveInfinity;
        float distance = Vector3.Dot(f, q) / determinant;
        return distance > 0 ? distance : float.PositiveInfinity;
    }
}
