using System.Numerics;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Gl;
using Texture = TerritoryTwin.Viewer.Gl.Texture;
using VertexArray = TerritoryTwin.Viewer.Gl.VertexArray;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>A scene on the graphics card.</summary>
internal sealed unsafe class SceneMeshes : IDisposable
{
    private const float Horizon = 4;                                   // how far the ground goes on beyond its data, in widths

    private const float FinestBlock = 1.2f, FinestBlockCaster = 1, CoarsestEdge = 2.5f;    // [m a pixel]; [m a texel]; [m a pixel]

    private readonly GL _gl;
    private readonly VertexArray _ground, _roads, _buildings;
    private readonly GroundOnCard[] _covers;
    private readonly MeshTile[] _groundTiles;
    private readonly int _edgesFrom, _blocksFrom;
    private readonly List<(float Away, int Tile)> _order = [];
    private readonly List<uint> _counts = [];
    private readonly List<nint> _offsets = [];

    public SceneMeshes(GL gl, SceneModel model)
    {
        (_gl, Model) = (gl, model);
        (_ground, _groundTiles) = Ground(gl, model.Relief);
        _roads = Roads(gl, model.Roads);
        BuildingMesh buildings = model.Buildings;
        (_edgesFrom, _blocksFrom) = (buildings.Indices.Length, buildings.Indices.Length + buildings.Edges.Length);
        _buildings = Mesh(gl, buildings.Vertices, [.. buildings.Indices, .. buildings.Edges, .. buildings.Blocks]);
        GroundOnCard ground = new(gl, model.Ground);
        _covers = [ground, ground];
        Vector2 size = model.Relief.High - model.Relief.Low;
        CoverArea = new(model.Relief.Low, 1 / size.X, 1 / size.Y);
        BuildingValues = [new(gl, model.Territory.Standing.Count), new(gl, model.Territory.Standing.Count)];
        Marks = new(gl, Math.Max(model.Territory.Standing.Count, model.Territory.Roads.Count));
        RoadValues = [new(gl, model.Territory.Roads.Count), new(gl, model.Territory.Roads.Count)];
    }

    public SceneModel Model { get; }
    /// <summary>South-west corner, and one over the size [m, 1/m].</summary>
    public Vector4 CoverArea { get; }
    public ElementValues[] BuildingValues { get; }
    public ElementValues[] RoadValues { get; }
    /// <summary>1 for the buildings or roads that are marked.</summary>
    public ElementValues Marks { get; }

    /// <summary>Shows another ground in a slot.</summary>
    /// <returns>False when it was shown there already.</returns>
    public bool SetGround(int slot, SceneGround ground)
    {
        if (_covers[slot].Ground == ground) return false;
        GroundOnCard before = _covers[slot], other = _covers[1 - slot];
        _covers[slot] = other.Ground == ground ? other : new(_gl, ground);
        if (before != other) before.Dispose();
        return true;
    }

    /// <summary>The ground of a slot.</summary>
    public SceneGround GroundIn(int slot) => _covers[slot].Ground;

    public void BindCover(int slot, int unit) => _covers[slot].Cover.Bind(unit);

    public void DrawGround(Vector4[] planes)
    {
        _ground.Bind();
        foreach (MeshTile tile in _groundTiles) Take(tile, planes, 0);
        DrawTaken(PrimitiveType.Triangles);
    }

    /// <summary>The roads in sight; those of a class that fades away only where some of it is left, edges only where they are wider than noise.</summary>
    public void DrawRoads(DrawnView view, float least, bool edges)
    {
        _roads.Bind();
        Vector4[] planes = Camera.Planes(view.Matrix);
        foreach ((RoadClass @class, MeshTile tile) in Model.Roads.Tiles)
        {
            float pixel = view.PixelAt1 * view.Away(tile.Bounds), pixels = 2 * RoadMesh.HalfWidth(@class) / pixel;
            if (edges && pixel > CoarsestEdge) continue;
            if (least > 0 || @class < RoadClass.Secondary || pixels > Shaders.RoadGone * (int)@class) Take(tile, planes, 0);
        }
        DrawTaken(PrimitiveType.Triangles);
    }

    /// <summary>The nearest first, so that hidden pixels are not shaded; far ones as blocks.</summary>
    public void DrawBuildings(DrawnView view)
    {
        _buildings.Bind();
        BuildingMesh mesh = Model.Buildings;
        Vector4[] planes = Camera.Planes(view.Matrix);
        foreach (int t in Nearest(mesh.Tiles, view))
        {
            if (view.PixelAt1 * view.Away(mesh.Tiles[t].Bounds) > FinestBlock) Take(mesh.BlockTiles[t], planes, _blocksFrom);
            else Take(mesh.Tiles[t], planes, 0);
        }
        DrawTaken(PrimitiveType.Triangles);
    }

    public void DrawEdges(DrawnView view)
    {
        _buildings.Bind();
        Vector4[] planes = Camera.Planes(view.Matrix);
        foreach (MeshTile tile in Model.Buildings.EdgeTiles)
            if (view.Camera.Plan ? view.EdgesUpTo > 0 : view.Away(tile.Bounds) < view.EdgesUpTo) Take(tile, planes, _edgesFrom);
        DrawTaken(PrimitiveType.Lines);
    }

    /// <summary>Fewer and fewer with the distance: a part of each tile, whose trees stand in no order. Far woods are left to the tint of the ground.</summary>
    public void DrawTrees(DrawnView view, int slot)
    {
        _covers[slot].Trees.Bind();
        Vector4[] planes = Camera.Planes(view.Matrix);
        MeshTile[] tiles = _covers[slot].Ground.Trees.Tiles;
        foreach (int t in Nearest(tiles, view))
        {
            MeshTile tile = tiles[t];
            Take(tile with { Count = TreeMesh.Thinned(tile.Count, view.PixelAt1 * view.Away(tile.Bounds)) }, planes, 0);
        }
        DrawTaken(PrimitiveType.Triangles);
    }

    /// <summary>All that casts shadows between some planes; as blocks where a texel of the shadow is coarse.</summary>
    /// <param name="ground">Whether the ground does.</param>
    /// <param name="trees">Those of which slot do; null: none.</param>
    /// <param name="planes">Between which.</param>
    /// <param name="texel">Its width [m].</param>
    public void DrawCasters(bool ground, int? trees, Vector4[] planes, float texel)
    {
        if (ground) DrawGround(planes);
        _buildings.Bind();
        bool blocks = texel > FinestBlockCaster;
        foreach (MeshTile tile in blocks ? Model.Buildings.BlockTiles : Model.Buildings.Tiles) Take(tile, planes, blocks ? _blocksFrom : 0);
        DrawTaken(PrimitiveType.Triangles);
        if (trees is not { } slot) return;
        _covers[slot].Trees.Bind();
        foreach (MeshTile tile in _covers[slot].Ground.Trees.Tiles) Take(tile with { Count = TreeMesh.Thinned(tile.Count, texel) }, planes, 0);
        DrawTaken(PrimitiveType.Triangles);
    }

    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[_ground, _roads, _buildings, .. _covers.Distinct(), Marks, .. BuildingValues, .. RoadValues]) part.Dispose();
    }

    private IEnumerable<int> Nearest(MeshTile[] tiles, DrawnView view)
    {
        _order.Clear();
        for (int t = 0; t < tiles.Length; t++)
            if (tiles[t].Count > 0) _order.Add((Vector3.Distance(view.Camera.Eye, Vector3.Clamp(view.Camera.Eye, tiles[t].Bounds.Low, tiles[t].Bounds.High)), t));
        _order.Sort();
        return _order.Select(o => o.Tile);
    }

    private void Take(MeshTile tile, Vector4[] planes, int from)
    {
        if (tile.Count == 0 || !Camera.Sees(planes, tile.Bounds)) return;
        _counts.Add((uint)tile.Count);
        _offsets.Add((nint)(from + tile.First) * sizeof(uint));
    }

    private void DrawTaken(PrimitiveType mode)
    {
        fixed (uint* count = CollectionsMarshal.AsSpan(_counts))
        fixed (nint* offset = CollectionsMarshal.AsSpan(_offsets)) _gl.MultiDrawElements(mode, count, DrawElementsType.UnsignedInt, (void**)offset, (uint)_counts.Count);
        _counts.Clear();
        _offsets.Clear();
    }

    internal static VertexArray Mesh(GL gl, MeshVertex[] vertices, uint[] indices)
    {
        VertexArray mesh = new(gl);
        mesh.Vertices<MeshVertex>(vertices);
        mesh.Floats(0, 3, 16, 0);
        mesh.Integer(1, 16, 12);
        mesh.Indices(indices);
        return mesh;
    }

    private static VertexArray Roads(GL gl, RoadMesh roads)
    {
        VertexArray mesh = new(gl);
        mesh.Vertices(roads.Vertices);
        mesh.Floats(0, 4, 28, 0);
        mesh.Floats(1, 2, 28, 16);
        mesh.Integer(2, 28, 24);
        mesh.Indices(roads.Indices);
        return mesh;
    }

    // A corner of the mesh and its upward normal; one more row on each side reaches the horizon.
    private static (VertexArray, MeshTile[]) Ground(GL gl, Relief relief)
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
        VertexArray mesh = new(gl);
        mesh.Vertices<Vector3>(corners);
        mesh.Floats(0, 3, 24, 0);
        mesh.Floats(1, 3, 24, 12);
        GroundCells cells = new(corners, columns, rows);
        mesh.Indices(CollectionsMarshal.AsSpan(cells.Indices));
        return (mesh, [.. cells.Tiles]);
    }
}

/// <summary>What grows and flows on the ground, on the graphics card.</summary>
internal sealed class GroundOnCard : IDisposable
{
    public GroundOnCard(GL gl, SceneGround ground)
    {
        Ground = ground;
        Trees = SceneMeshes.Mesh(gl, ground.Trees.Vertices, ground.Trees.Indices);
        Cover = new Texture(gl, ground.Cover.Width, ground.Cover.Height, TexelFormat.Rgba8, smooth: true);
        Cover.Update<byte>(ground.Cover.Shares);
    }

    public SceneGround Ground { get; }
    public VertexArray Trees { get; }
    public Texture Cover { get; }

    public void Dispose()
    {
        Trees.Dispose();
        Cover.Dispose();
    }
}

/// <summary>The triangles of the ground in tiles: two a cell, fewer where a block of cells is as good as level. Blocks keep their rim, so no gaps open between them.</summary>
internal sealed class GroundCells
{
    private const int Block = 8, BlocksInTile = 4;
    private const float Level = 0.3f;                                  // [m]

    private readonly Vector3[] _corners;                               // each followed by its normal
    private readonly int _columns;

    public GroundCells(Vector3[] corners, int columns, int rows)
    {
        (_corners, _columns) = (corners, columns);
        const int tile = Block * BlocksInTile;
        for (int j = 0; j + 1 < rows; j += tile)
            for (int i = 0; i + 1 < columns; i += tile) AddTile(i, j, Math.Min(i + tile, columns - 1), Math.Min(j + tile, rows - 1));
    }

    public List<uint> Indices { get; } = [];
    public List<MeshTile> Tiles { get; } = [];

    private Vector3 Corner(int i, int j) => _corners[2 * (j * _columns + i)];

    private uint Index(int i, int j) => (uint)(j * _columns + i);

    private void AddTile(int west, int south, int east, int north)
    {
        int first = Indices.Count;
        Box bounds = Box.Empty;
        for (int j = south; j <= north; j++)
            for (int i = west; i <= east; i++) bounds = bounds.With(Corner(i, j));
        for (int j = south; j < north; j += Block)
            for (int i = west; i < east; i += Block)
            {
                if (i + Block <= east && j + Block <= north && IsLevel(i, j)) AddFan(i, j);
                else AddCells(i, j, Math.Min(i + Block, east), Math.Min(j + Block, north));
            }
        Tiles.Add(new(bounds, first, Indices.Count - first));
    }

    private void AddCells(int west, int south, int east, int north)
    {
        for (int j = south; j < north; j++)
            for (int i = west; i < east; i++) Indices.AddRange([Index(i, j), Index(i + 1, j), Index(i + 1, j + 1), Index(i, j), Index(i + 1, j + 1), Index(i, j + 1)]);
    }

    private void AddFan(int west, int south)
    {
        uint middle = Index(west + Block / 2, south + Block / 2);
        for (int k = 0; k < Block; k++)
        {
            Indices.AddRange([middle, Index(west + k, south), Index(west + k + 1, south), middle, Index(west + k + 1, south + Block), Index(west + k, south + Block)]);
            Indices.AddRange([middle, Index(west, south + k + 1), Index(west, south + k), middle, Index(west + Block, south + k), Index(west + Block, south + k + 1)]);
        }
    }

    // Whether each row from the middle to the rim is straight, and the cells are of one size.
    private bool IsLevel(int west, int south)
    {
        const int half = Block / 2;
        Vector3 middle = Corner(west + half, south + half), low = Corner(west, south), high = Corner(west + Block, south + Block);
        if (Vector2.Distance(new(middle.X, middle.Y), new((low.X + high.X) / 2, (low.Y + high.Y) / 2)) > 0.01f * (high.X - low.X)) return false;
        for (int j = -half; j <= half; j++)
            for (int i = -half; i <= half; i++)
            {
                int reach = Math.Max(Math.Abs(i), Math.Abs(j));
                if (reach is 0 or half) continue;
                float share = reach / (float)half, rimI = i / share, rimJ = j / share;
                (int i0, int j0) = ((int)MathF.Floor(rimI), (int)MathF.Floor(rimJ));
                float part = Math.Max(rimI - i0, rimJ - j0);
                float rim = float.Lerp(
                    Corner(west + half + i0, south + half + j0).Z, Corner(west + half + (rimI > i0 ? i0 + 1 : i0), south + half + (rimJ > j0 ? j0 + 1 : j0)).Z, part);
                if (Math.Abs(float.Lerp(middle.Z, rim, share) - Corner(west + half + i, south + half + j).Z) > Level) return false;
            }
        return true;
    }
}

/// <summary>One value an element, 1024 a row: buffer textures would stop at 65,536 on weak drivers.</summary>
internal sealed class ElementValues : IDisposable
{
    private const int PerRow = 1024;

    private readonly Texture _texture;
    private readonly float[] _values;

    public ElementValues(GL gl, int count)
    {
        int rows = Math.Max(1, (count + PerRow - 1) / PerRow);
        _values = new float[PerRow * rows];
        _values.AsSpan().Fill(float.NaN);
        _texture = new Texture(gl, PerRow, rows, TexelFormat.R32F, smooth: false);
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
internal sealed class FieldTexture(GL gl) : IDisposable
{
    private Texture? _texture;
    private Grid? _grid;

    public bool HasValues => _texture != null;

    public void Set(Raster field)
    {
        if (_texture == null || _texture.Width != field.Grid.Columns || _texture.Height != field.Grid.Rows)
        {
            _texture?.Dispose();
            _texture = new Texture(gl, field.Grid.Columns, field.Grid.Rows, TexelFormat.R32F, smooth: true);
        }
        _grid = field.Grid;
        _texture.Update<float>(field.Values);
    }

    /// <summary>South-west corner, and one over the size [m, 1/m].</summary>
    public Vector4 AreaFrom(SceneOrigin origin) => _grid is { } grid ? SceneRenderer.AreaOf(grid, origin) : default;

    public void Bind(int unit) => _texture?.Bind(unit);

    public void Dispose() => _texture?.Dispose();
}
