using System.Numerics;
using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>One side of a ribbon at a point of its centre line: 28 bytes. The shader moves it sideways, so that far roads keep a width of pixels.</summary>
/// <param name="Position">Of the centre line [m, local].</param>
/// <param name="Along">Distance from the start of the road [m].</param>
/// <param name="Sideways">To the left of the road for one side, to the right for the other; longer than 1 where the road bends.</param>
/// <param name="Id">Index of the road; its class stands in the upper four bits.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct RoadVertex(Vector3 Position, float Along, Vector2 Sideways, uint Id);

/// <summary>Roads as ribbons that lie on the ground, the least first so that wide ones lie on top.</summary>
internal sealed class RoadMesh
{
    private const float ShortestPiece = 12, LongestPiece = 60, Hump = 0.25f, SharpestBend = 2;
    private const int TilesAcross = 20;

    private static readonly float[] s_halfWidths = [5.5f, 4.2f, 3.6f, 3.1f, 2.6f, 1.9f, 1.3f, 0.8f];

    private readonly List<RoadVertex> _vertices = [];
    private readonly List<uint> _indices = [];
    private readonly List<(RoadClass, MeshTile)> _tiles = [];

    private RoadMesh(int roads) => Lines = new Vector3[roads][];

    public ReadOnlySpan<RoadVertex> Vertices => CollectionsMarshal.AsSpan(_vertices);
    public ReadOnlySpan<uint> Indices => CollectionsMarshal.AsSpan(_indices);
    /// <summary>The roads of one class in one part of the territory, the least class first.</summary>
    public IReadOnlyList<(RoadClass Class, MeshTile Tile)> Tiles => _tiles;
    /// <summary>The centre line of each road, as it is drawn.</summary>
    public Vector3[][] Lines { get; }

    /// <summary>From the centre line to the edge [m].</summary>
    public static float HalfWidth(RoadClass @class) => s_halfWidths[Math.Clamp((int)@class, 0, s_halfWidths.Length - 1)];

    public static RoadMesh Of(Territory territory, SceneOrigin origin, Relief relief)
    {
        RoadMesh mesh = new(territory.Roads.Count);
        Vector2 size = relief.High - relief.Low;
        TileGrid grid = new(relief.Low, Math.Max(size.X, size.Y) / TilesAcross, TilesAcross);
        int TileOf(Road road) => grid.Of(new((float)(road.X[road.X.Length / 2] - origin.X), (float)(road.Y[road.Y.Length / 2] - origin.Y)));
        IEnumerable<IGrouping<(RoadClass Class, int Tile), int>> order = Enumerable.Range(0, territory.Roads.Count)
            .GroupBy(r => (territory.Roads[r].Class.Value, TileOf(territory.Roads[r]))).OrderByDescending(g => g.Key.Item1).ThenBy(g => g.Key.Item2);
        foreach (IGrouping<(RoadClass Class, int Tile), int> tile in order)
        {
            int index = mesh._indices.Count, vertex = mesh._vertices.Count;
            foreach (int r in tile) mesh.Add(territory.Roads[r], r, origin, relief);
            Box bounds = Box.Empty;
            foreach (RoadVertex corner in mesh.Vertices[vertex..]) bounds = bounds.With(corner.Position);
            if (mesh._indices.Count > index) mesh._tiles.Add((tile.Key.Class, new(bounds, index, mesh._indices.Count - index)));
        }
        return mesh;
    }

    private void Add(Road road, int id, SceneOrigin origin, Relief relief)
    {
        List<Vector2> line = Pieces(road, origin, relief);
        Lines[id] = [.. line.Select(p => new Vector3(p, relief.At(p.X, p.Y)))];
        if (line.Count < 2) return;
        uint tag = (uint)id | ((uint)road.Class.Value << 28), first = (uint)_vertices.Count;
        float along = 0;
        for (int k = 0; k < line.Count; k++)
        {
            if (k > 0) along += Vector2.Distance(line[k - 1], line[k]);
            Vector2 sideways = Sideways(line, k);
            Vector3 position = new(line[k], relief.At(line[k].X, line[k].Y) + 0.15f);
            _vertices.Add(new(position, along, sideways, tag));
            _vertices.Add(new(position, along, -sideways, tag));
            if (k == 0) continue;
            uint a = first + 2 * (uint)(k - 1);
            _indices.AddRange([a, a + 1, a + 3, a, a + 3, a + 2]);
        }
    }

    // Pieces follow the ground; each end reaches half a width into its junction.
    private static List<Vector2> Pieces(Road road, SceneOrigin origin, Relief relief)
    {
        List<Vector2> points = [];
        for (int k = 0; k < road.X.Length; k++)
        {
            Vector2 p = new((float)(road.X[k] - origin.X), (float)(road.Y[k] - origin.Y));
            if (points.Count == 0 || Vector2.DistanceSquared(points[^1], p) > 1e-4f) points.Add(p);
        }
        if (points.Count < 2) return points;
        float reach = 0.7f * HalfWidth(road.Class.Value);
        points[0] -= reach * Vector2.Normalize(points[1] - points[0]);
        points[^1] += reach * Vector2.Normalize(points[^1] - points[^2]);
        List<Vector2> pieces = [points[0]];
        for (int k = 1; k < points.Count; k++)
        {
            int count = Count(points[k - 1], points[k], LongestPiece);
            for (int p = 1; p <= count; p++) AddPiece(pieces, Vector2.Lerp(points[k - 1], points[k], p / (float)count), relief);
        }
        return pieces;
    }

    private static int Count(Vector2 a, Vector2 b, float longest) => Math.Clamp((int)MathF.Ceiling(Vector2.Distance(a, b) / longest), 1, 1000);

    // In short pieces where the ground between is not straight.
    private static void AddPiece(List<Vector2> pieces, Vector2 to, Relief relief)
    {
        Vector2 from = pieces[^1];
        int count = Count(from, to, ShortestPiece);
        float start = relief.At(from.X, from.Y), end = relief.At(to.X, to.Y);
        bool straight = true;
        for (int p = 1; p < count; p++)
        {
            float share = p / (float)count;
            Vector2 at = Vector2.Lerp(from, to, share);
            straight &= Math.Abs(relief.At(at.X, at.Y) - (start + share * (end - start))) < Hump;
        }
        for (int p = 1; p < count && !straight; p++) pieces.Add(Vector2.Lerp(from, to, p / (float)count));
        pieces.Add(to);
    }

    private static Vector2 Sideways(List<Vector2> line, int k)
    {
        Vector2 before = Left(line, Math.Max(1, k)), after = Left(line, Math.Min(line.Count - 1, k + 1)), sum = before + after;
        if (sum.LengthSquared() < 1e-3f) return before;                                    // turns back on itself
        Vector2 middle = Vector2.Normalize(sum);
        return middle / Math.Max(1 / SharpestBend, Vector2.Dot(middle, before));
    }

    private static Vector2 Left(List<Vector2> line, int k)
    {
        Vector2 direction = Vector2.Normalize(line[k] - line[k - 1]);
        return new(-direction.Y, direction.X);
    }
}
