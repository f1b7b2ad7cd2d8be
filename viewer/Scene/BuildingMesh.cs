using System.Numerics;
using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>A corner of the merged mesh: 16 bytes.</summary>
/// <param name="Position">[m, local]</param>
/// <param name="Id">Index of the element; <see cref="TopBit"/> is set at the top of walls and on roofs.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct MeshVertex(Vector3 Position, uint Id)
{
    public const uint TopBit = 0x8000_0000;
}

/// <summary>A square part of a mesh, drawn or left out as a whole.</summary>
/// <param name="Bounds">What it holds.</param>
/// <param name="First">Its first index.</param>
/// <param name="Count">Its indices.</param>
internal readonly record struct MeshTile(Box Bounds, int First, int Count);

/// <summary>All buildings, then those of the context, as one mesh of walls and roofs, in tiles. Real footprints stand on the drawn ground and reach their gutter.</summary>
internal sealed class BuildingMesh
{
    private const float Foundation = 1.5f;                             // below the lowest corner of the ground, so that no wall floats

    public MeshVertex[] Vertices { get; private init; } = [];
    public uint[] Indices { get; private init; } = [];
    /// <summary>Pairs of corners: gutters, ridges and upright edges, in the order of the tiles.</summary>
    public uint[] Edges { get; private init; } = [];
    /// <summary>Walls and a flat top at the gutter, of the same corners: for far tiles.</summary>
    public uint[] Blocks { get; private init; } = [];
    public MeshTile[] Tiles { get; private init; } = [];
    public MeshTile[] EdgeTiles { get; private init; } = [];
    public MeshTile[] BlockTiles { get; private init; } = [];
    /// <summary>The tile of each building.</summary>
    public int[] TileOf { get; private init; } = [];
    /// <summary>The buildings of each tile.</summary>
    public int[][] InTile { get; private init; } = [];
    /// <summary>Each building; empty for those without an area.</summary>
    public Box[] Bounds { get; private init; } = [];
    /// <summary>First index of each building and the end of its own.</summary>
    public (int First, int End)[] Range { get; private init; } = [];
    /// <summary>On the GPU [bytes].</summary>
    public long Bytes => 16L * Vertices.Length + 4L * (Indices.Length + Edges.Length + Blocks.Length);

    /// <summary>Builds the mesh tile by tile, in parallel; the same territory gives the same mesh.</summary>
    public static BuildingMesh Of(Territory territory, BuildingShapes shapes, SceneOrigin origin, Relief relief)
    {
        IReadOnlyList<Building> standing = territory.Standing;
        double[] azimuth = territory.Context is { } around ? [.. shapes.MainAzimuth, .. BuildingShapes.Of(territory with { Buildings = around.Buildings, Context = null }).MainAzimuth] : shapes.MainAzimuth;
        int count = standing.Count;
        TileGrid grid = TileGrid.For(territory, origin);
        int[] tileOf = [.. standing.Select(b => grid.Of(b.Footprint, origin))];
        int[][] inTile = [.. Enumerable.Range(0, grid.Count).Select(_ => Array.Empty<int>())];
        foreach (IGrouping<int, int> tile in Enumerable.Range(0, count).GroupBy(b => tileOf[b])) inTile[tile.Key] = [.. tile];
        Box[] bounds = new Box[count];
        (int First, int End)[] range = new (int, int)[count];
        Part[] parts = new Part[grid.Count];
        Parallel.For(0, parts.Length, t =>
        {
            Part part = parts[t] = new Part();
            foreach (int b in inTile[t]) part.Add(standing[b], b, azimuth[b], origin, relief, bounds, range);
        });
        return Merged(parts, inTile, tileOf, bounds, range);
    }

    private static BuildingMesh Merged(Part[] parts, int[][] inTile, int[] tileOf, Box[] bounds, (int First, int End)[] range)
    {
        MeshVertex[] vertices = new MeshVertex[parts.Sum(p => p.Vertices.Count)];
        uint[] indices = new uint[parts.Sum(p => p.Indices.Count)], edges = new uint[parts.Sum(p => p.Edges.Count)], blocks = new uint[parts.Sum(p => p.Blocks.Count)];
        MeshTile[] tiles = new MeshTile[parts.Length], edgeTiles = new MeshTile[parts.Length], blockTiles = new MeshTile[parts.Length];
        int vertex = 0, index = 0, edge = 0, block = 0;
        for (int t = 0; t < parts.Length; t++)
        {
            Part part = parts[t];
            part.Vertices.CopyTo(vertices, vertex);
            Shift(part.Indices, indices, index, vertex);
            Shift(part.Edges, edges, edge, vertex);
            Shift(part.Blocks, blocks, block, vertex);
            foreach (int b in inTile[t]) range[b] = (range[b].First + index, range[b].End + index);
            tiles[t] = new(part.Bounds, index, part.Indices.Count);
            edgeTiles[t] = new(part.Bounds, edge, part.Edges.Count);
            blockTiles[t] = new(part.Bounds, block, part.Blocks.Count);
            (vertex, index, edge, block) = (vertex + part.Vertices.Count, index + part.Indices.Count, edge + part.Edges.Count, block + part.Blocks.Count);
            parts[t] = null!;                                          // a town need not be held twice
        }
        return new()
        {
            Vertices = vertices, Indices = indices, Edges = edges, Blocks = blocks, Tiles = tiles, EdgeTiles = edgeTiles, BlockTiles = blockTiles,
            TileOf = tileOf, InTile = inTile, Bounds = bounds, Range = range,
        };
    }

    private static void Shift(List<uint> from, uint[] to, int at, int by)
    {
        for (int k = 0; k < from.Count; k++) to[at + k] = from[k] + (uint)by;
    }

    /// <summary>The mesh of one tile, while it is built.</summary>
    private sealed class Part
    {
        public readonly List<MeshVertex> Vertices = [];
        public readonly List<uint> Indices = [], Edges = [], Blocks = [];
        private readonly List<Vector2> _piece = [], _scratch = [];
        private readonly List<float> _breaks = [];
        private Box _box;

        public Box Bounds { get; private set; } = Box.Empty;

        public void Add(Building building, int id, double azimuth, SceneOrigin origin, Relief relief, Box[] bounds, (int First, int End)[] range)
        {
            int first = Indices.Count;
            Triangles outline = Triangulation.Of(building.Footprint, origin.X, origin.Y);
            _box = Box.Empty;
            if (outline.Corners.Length > 0)
            {
                (float lowest, float middle) = Ground(outline, relief);
                float gutter = middle + (float)Math.Clamp(building.Height.Value, 0.5, 1000);
                AddShape(outline, RoofForm.Of(building, outline, azimuth), (uint)id, lowest - Foundation, gutter);
                Bounds = Bounds.With(_box);
            }
            bounds[id] = _box;
            range[id] = (first, Indices.Count);
        }

        private static (float Lowest, float Middle) Ground(Triangles outline, Relief relief)
        {
            float lowest = float.MaxValue, sum = 0;
            int count = outline.RingStarts[1];
            for (int k = 0; k < count; k++)
            {
                float height = relief.At((float)outline.X[k], (float)outline.Y[k]);
                (lowest, sum) = (Math.Min(lowest, height), sum + height);
            }
            return (lowest, sum / count);
        }

        private void AddShape(Triangles outline, RoofForm roof, uint id, float bottom, float gutter)
        {
            uint foot = (uint)Vertices.Count, head = foot + (uint)outline.X.Length;
            for (int k = 0; k < outline.X.Length; k++) Vertex(Point(outline, k), bottom, id);
            for (int k = 0; k < outline.X.Length; k++) Vertex(Point(outline, k), gutter + roof.At(Point(outline, k)), id | MeshVertex.TopBit);
            for (int ring = 0; ring + 1 < outline.RingStarts.Length; ring++)
                for (int start = outline.RingStarts[ring], end = outline.RingStarts[ring + 1], a = end - 1, b = start; b < end; a = b++)
                    AddWall(Point(outline, a), Point(outline, b), foot, head, (uint)a, (uint)b, roof, gutter, id);
            foreach (int corner in outline.Corners) Blocks.Add(head + (uint)corner);
            if (roof.IsFlat)
            {
                foreach (int corner in outline.Corners) Indices.Add(head + (uint)corner);
                return;
            }
            for (int t = 0; t < outline.Corners.Length; t += 3)
                for (int plane = 0; plane < roof.Planes; plane++) AddSlope(outline, t, plane, roof, gutter, id);
        }

        private void AddWall(Vector2 from, Vector2 to, uint foot, uint head, uint a, uint b, RoofForm roof, float gutter, uint id)
        {
            Indices.AddRange([foot + a, foot + b, head + b]);
            Blocks.AddRange([foot + a, foot + b, head + b, foot + a, head + b, head + a]);
            roof.Breaks(from, to, _breaks);
            uint before = head + a;
            foreach (float share in _breaks)
            {
                Vector2 p = Vector2.Lerp(from, to, share);
                uint at = Vertex(p, gutter + roof.At(p), id | MeshVertex.TopBit);
                Indices.AddRange([foot + a, at, before]);
                Edges.AddRange([before, at]);
                before = at;
            }
            Indices.AddRange([foot + a, head + b, before]);
            Edges.AddRange([before, head + b, foot + b, head + b]);
        }

        private void AddSlope(Triangles outline, int t, int plane, RoofForm roof, float gutter, uint id)
        {
            _piece.Clear();
            for (int k = 0; k < 3; k++) _piece.Add(Point(outline, outline.Corners[t + k]));
            roof.Under(plane, _piece, _scratch);
            if (_piece.Count < 3) return;
            uint first = (uint)Vertices.Count;
            foreach (Vector2 p in _piece) Vertex(p, gutter + roof.At(p), id | MeshVertex.TopBit);
            for (uint k = 1; k + 1 < _piece.Count; k++) Indices.AddRange([first, first + k, first + k + 1]);
            for (int a = _piece.Count - 1, b = 0; b < _piece.Count; a = b++)
                if (roof.IsRidge(plane, _piece[a], _piece[b])) Edges.AddRange([first + (uint)a, first + (uint)b]);
        }

        private uint Vertex(Vector2 p, float z, uint id)
        {
            Vector3 position = new(p, z);
            _box = _box.With(position);
            Vertices.Add(new(position, id));
            return (uint)Vertices.Count - 1;
        }

        private static Vector2 Point(Triangles outline, int k) => new((float)outline.X[k], (float)outline.Y[k]);
    }
}

/// <summary>Square tiles over the buildings of a territory.</summary>
internal readonly record struct TileGrid(Vector2 Low, float Size, int Side)
{
    private const double BuildingsPerTile = 250;

    public int Count => Side * Side;

    public static TileGrid For(Territory territory, SceneOrigin origin)
    {
        int side = Math.Clamp((int)Math.Sqrt(territory.Buildings.Count / BuildingsPerTile), 2, 24);
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        foreach (Building building in territory.Standing)
        {
            if (building.Footprint.Outer.Count == 0) continue;
            Vector2 p = new((float)(building.Footprint.Outer.X[0] - origin.X), (float)(building.Footprint.Outer.Y[0] - origin.Y));
            (low, high) = (Vector2.Min(low, p), Vector2.Max(high, p));
        }
        return low.X > high.X ? new(Vector2.Zero, 1, side) : new(low, Math.Max(1, Math.Max(high.X - low.X, high.Y - low.Y) / side), side);
    }

    public int Of(Polygon footprint, SceneOrigin origin) => footprint.Outer.Count == 0 ? 0
        : Of(new((float)(footprint.Outer.X[0] - origin.X), (float)(footprint.Outer.Y[0] - origin.Y)));

    public int Of(Vector2 p) => Math.Clamp((int)((p.Y - Low.Y) / Size), 0, Side - 1) * Side + Math.Clamp((int)((p.X - Low.X) / Size), 0, Side - 1);
}
