using System.Numerics;
using System.Runtime.InteropServices;
using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Gl;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>A scene on the graphics card.</summary>
internal sealed unsafe class SceneMeshes : IDisposable
{
    private const float Horizon = 4;                                   // how far the ground goes on beyond its data, in widths

    private readonly VertexArray _ground, _roads, _buildings, _edges, _trees;
    private readonly int _groundCount, _roadCount;
    private readonly List<(float Away, int Tile)> _order = [];

    public SceneMeshes(SceneModel model)
    {
        Model = model;
        (_ground, _groundCount) = Ground(model.Relief);
        (_roads, _roadCount) = Roads(model.Roads);
        _buildings = Mesh(model.Buildings.Vertices, model.Buildings.Indices);
        _edges = Mesh(model.Buildings.Vertices, model.Buildings.Edges);
        _trees = Mesh(model.Trees.Vertices, model.Trees.Indices);
        Cover = new Texture(model.Cover.Width, model.Cover.Height, TexelFormat.Rgba8, smooth: true);
        Cover.Update<byte>(model.Cover.Shares);
        Vector2 size = model.Relief.High - model.Relief.Low;
        CoverArea = new(model.Relief.Low, 1 / size.X, 1 / size.Y);
        BuildingValues = [new(model.Territory.Buildings.Count), new(model.Territory.Buildings.Count)];
        RoadValues = [new(model.Territory.Roads.Count), new(model.Territory.Roads.Count)];
    }

    public SceneModel Model { get; }
    public Texture Cover { get; }
    /// <summary>South-west corner, and one over the size [m, 1/m].</summary>
    public Vector4 CoverArea { get; }
    public ElementValues[] BuildingValues { get; }
    public ElementValues[] RoadValues { get; }

    public void DrawGround()
    {
        _ground.Bind();
        GL.DrawElements(GL.TRIANGLES, _groundCount, GL.UNSIGNED_INT, 0);
    }

    public void DrawRoads()
    {
        _roads.Bind();
        GL.DrawElements(GL.TRIANGLES, _roadCount, GL.UNSIGNED_INT, 0);
    }

    public void DrawBuildings(View view)
    {
        _buildings.Bind();
        DrawTiles(Model.Buildings.Tiles, view, GL.TRIANGLES, float.MaxValue);
    }

    public void DrawEdges(View view)
    {
        _edges.Bind();
        DrawTiles(Model.Buildings.EdgeTiles, view, GL.LINES, view.EdgesUpTo);
    }

    /// <summary>Crowns smaller than two pixels are left to the tint of the ground.</summary>
    public void DrawTrees(View view)
    {
        _trees.Bind();
        float furthest = view.Camera.Plan ? (view.Camera.MetresPerPixel(view.Viewport.Height) < 4 ? float.MaxValue : 0)
            : 4 * view.Viewport.Height;
        DrawTiles(Model.Trees.Tiles, view, GL.TRIANGLES, furthest);
    }

    /// <summary>All that casts shadows between some planes.</summary>
    public void DrawCasters(bool trees, Vector4[] planes)
    {
        DrawGround();
        _buildings.Bind();
        Draw(Model.Buildings.Tiles.Where(t => t.Count > 0 && Camera.Sees(planes, t.Bounds)), GL.TRIANGLES);
        if (!trees) return;
        _trees.Bind();
        Draw(Model.Trees.Tiles.Where(t => t.Count > 0 && Camera.Sees(planes, t.Bounds)), GL.TRIANGLES);
    }

    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[_ground, _roads, _buildings, _edges, _trees, Cover, .. BuildingValues, .. RoadValues]) part.Dispose();
    }

    // The tiles in sight, the nearest first, so that hidden pixels are not shaded.
    private void DrawTiles(MeshTile[] tiles, View view, uint mode, float furthest)
    {
        Vector4[] planes = Camera.Planes(view.Matrix);
        Vector3 eye = view.Camera.Eye;
        _order.Clear();
        for (int t = 0; t < tiles.Length; t++)
        {
            if (tiles[t].Count == 0 || !Camera.Sees(planes, tiles[t].Bounds)) continue;
            float away = Vector3.Distance(eye, Vector3.Clamp(eye, tiles[t].Bounds.Low, tiles[t].Bounds.High));
            if (view.Camera.Plan ? furthest > 0 : away < furthest) _order.Add((away, t));
        }
        if (_order.Count == 0) return;
        _order.Sort();
        Draw(_order.Select(o => tiles[o.Tile]), mode);
    }

    private static void Draw(IEnumerable<MeshTile> tiles, uint mode)
    {
        MeshTile[] drawn = [.. tiles];
        int[] counts = [.. drawn.Select(t => t.Count)];
        nint[] offsets = [.. drawn.Select(t => (nint)t.First * sizeof(uint))];
        fixed (int* count = counts)
        fixed (nint* offset = offsets) GL.MultiDrawElements(mode, count, GL.UNSIGNED_INT, offset, counts.Length);
    }

    private static VertexArray Mesh(MeshVertex[] vertices, uint[] indices)
    {
        VertexArray mesh = new();
        mesh.Vertices<MeshVertex>(vertices);
        mesh.Floats(0, 3, 16, 0);
        mesh.Integer(1, 16, 12);
        mesh.Indices(indices);
        return mesh;
    }

    private static (VertexArray, int) Roads(RoadMesh roads)
    {
        VertexArray mesh = new();
        mesh.Vertices(roads.Vertices);
        mesh.Floats(0, 4, 28, 0);
        mesh.Floats(1, 2, 28, 16);
        mesh.Integer(2, 28, 24);
        mesh.Indices(roads.Indices);
        return (mesh, roads.Indices.Length);
    }

    // A corner of the mesh and its upward normal; one more row on each side reaches the horizon.
    private static (VertexArray, int) Ground(Relief relief)
    {
        int columns = relief.Columns + 3, rows = relief.Rows + 3;
        Vector3[] corners = new Vector3[2 * columns * rows];
        float beyond = Horizon * Math.Max(relief.Columns, relief.Rows) * relief.CellSize;
        for (int j = 0; j < rows; j++)
            for (int i = 0; i < columns; i++)
            {
                float x = relief.Low.X + (i - 1) * relief.CellSize + (i == 0 ? -beyond : i == columns - 1 ? beyond : 0);
                float y = relief.Low.Y + (j - 1) * relief.CellSize + (j == 0 ? -beyond : j == rows - 1 ? beyond : 0);
                float east = relief.Corner(i, j - 1) - relief.Corner(i - 2, j - 1), north = relief.Corner(i - 1, j) - relief.Corner(i - 1, j - 2);
                corners[2 * (j * columns + i)] = new(x, y, relief.Corner(i - 1, j - 1));
                corners[2 * (j * columns + i) + 1] = Vector3.Normalize(new(-east, -north, 2 * relief.CellSize));
            }
        VertexArray mesh = new();
        mesh.Vertices<Vector3>(corners);
        mesh.Floats(0, 3, 24, 0);
        mesh.Floats(1, 3, 24, 12);
        List<uint> indices = new(6 * columns * rows);
        for (int j = 0; j + 1 < rows; j++)
            for (int i = 0; i + 1 < columns; i++)
            {
                uint sw = (uint)(j * columns + i), nw = sw + (uint)columns;
                indices.AddRange([sw, sw + 1, nw + 1, sw, nw + 1, nw]);
            }
        mesh.Indices(CollectionsMarshal.AsSpan(indices));
        return (mesh, indices.Count);
    }
}

/// <summary>One value an element, 1024 a row: buffer textures would stop at 65,536 on weak drivers.</summary>
internal sealed class ElementValues : IDisposable
{
    private const int PerRow = 1024;

    private readonly Texture _texture;
    private readonly float[] _values;

    public ElementValues(int count)
    {
        int rows = Math.Max(1, (count + PerRow - 1) / PerRow);
        _values = new float[PerRow * rows];
        _values.AsSpan().Fill(float.NaN);
        _texture = new Texture(PerRow, rows, TexelFormat.R32F, smooth: false);
        _texture.Update<float>(_values);
    }

    public void Set(ReadOnlySpan<float> values)
    {
        values.CopyTo(_values);
        _texture.Update<float>(_values);
    }

    public void Bind(int unit) => _texture.Bind(unit);

    public void Dispose() => _texture.Dispose();
}

/// <summary>A field over the ground.</summary>
internal sealed class FieldTexture : IDisposable
{
    private Texture? _texture;
    private Grid? _grid;

    public bool HasValues => _texture != null;

    public void Set(Raster field)
    {
        if (_texture == null || _texture.Width != field.Grid.Columns || _texture.Height != field.Grid.Rows)
        {
            _texture?.Dispose();
            _texture = new Texture(field.Grid.Columns, field.Grid.Rows, TexelFormat.R32F, smooth: true);
        }
        _grid = field.Grid;
        _texture.Update<float>(field.Values);
    }

    /// <summary>South-west corner, and one over the size [m, 1/m].</summary>
    public Vector4 AreaFrom(SceneOrigin origin) => _grid is not { } g ? default : new(
        (float)(g.West - origin.X), (float)(g.South - origin.Y), (float)(1 / (g.Columns * g.CellSize)), (float)(1 / (g.Rows * g.CellSize)));

    public void Bind(int unit) => _texture?.Bind(unit);

    public void Dispose() => _texture?.Dispose();
}
