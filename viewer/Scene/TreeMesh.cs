using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Scene;

/// <summary>Crowns over the vegetation that has a height, one where a single tree is known, and sails; in tiles, in each tile in no order, so that a part of them stands all over it.</summary>
internal sealed class TreeMesh
{
    private const double MostTrees = 80_000, LeastSpacing = 7.5, HouseCell = 50, Clearance = 1;      // [m]
    private const float AllUpTo = 0.7f, Furthest = 4.5f;               // [m a pixel]
    private const int TilesAcross = 20, TreeIndices = 9 * Sides;
    private const int Sides = 5, Corners = 2 * Sides + 1, MostAlong = 4000;
    private const uint SailBit = 8;

    private readonly List<(uint Dice, Vector3 Foot, float Radius, float Height, bool IsSail)>[] _trees;
    private readonly TileGrid _grid;

    private TreeMesh(TileGrid grid) => (_grid, _trees) = (grid, [.. Enumerable.Range(0, grid.Count).Select(_ => new List<(uint, Vector3, float, float, bool)>())]);

    /// <summary>Where they stand, in local metres.</summary>
    public IEnumerable<Vector3> Feet => _trees.SelectMany(static t => t.Select(static x => x.Foot));

    public MeshVertex[] Vertices { get; private set; } = [];
    public uint[] Indices { get; private set; } = [];
    public MeshTile[] Tiles { get; private set; } = [];
    /// <summary>On the GPU [bytes].</summary>
    public long Bytes => 16L * Vertices.Length + 4L * Indices.Length;

    public static TreeMesh Of(Territory territory, SceneOrigin origin, Relief relief)
    {
        Vector2 size = relief.High - relief.Low;
        TreeMesh mesh = new(new TileGrid(relief.Low, Math.Max(size.X, size.Y) / TilesAcross, TilesAcross));
        Zone[] woods = [.. territory.Vegetation.Where(static z => z.Height > 0 && !z.IsSingleTree)], single = [.. territory.Vegetation.Where(static z => z.Height > 0 && z.IsSingleTree)];
        double spacing = Math.Max(LeastSpacing, Math.Sqrt(woods.Sum(z => z.Area.Area) / MostTrees));
        Boxes<Polygon> houses = new(HouseCell);
        foreach (Polygon outline in territory.Buildings.Select(static b => b.Footprint).Where(static f => f.Outer.Count > 2)) houses.Add(outline, outline.Outer.X.Min(), outline.Outer.Y.Min(), outline.Outer.X.Max(), outline.Outer.Y.Max());
        foreach (Zone wood in woods) mesh.Plant(wood, spacing, origin, relief, houses);
        double kept = Math.Min(1, MostTrees / Math.Max(1, single.Length));
        foreach (Zone tree in single) mesh.Stand(tree, kept, origin, relief);
        foreach (Zone sail in territory.Shades) mesh.Stand(sail, 1, origin, relief, isSail: true);
        mesh.Build();
        return mesh;
    }

    /// <summary>How many of the indices of a tile are drawn where a pixel covers so many metres.</summary>
    public static int Thinned(int indices, float metresPerPixel)
    {
        if (metresPerPixel > Furthest) return 0;
        float share = Math.Min(1, AllUpTo / metresPerPixel);
        return (int)(indices / TreeIndices * share) * TreeIndices;
    }

    // One tree a cell of a square lattice, moved at random, where the wood covers it and no house stands.
    private void Plant(Zone wood, double spacing, SceneOrigin origin, Relief relief, Boxes<Polygon> houses)
    {
        Ring ring = wood.Area.Outer;
        if (ring.Count < 3) return;
        long west = Cell(ring.X.Min()), east = Cell(ring.X.Max()), south = Cell(ring.Y.Min()), north = Cell(ring.Y.Max());
        if (east - west > MostAlong || north - south > MostAlong) return;
        List<(double Ax, double Ay, double Bx, double By)>[] rows = Rows(wood.Area, south, north, spacing);
        for (long j = south; j <= north; j++)
            for (long i = west; i <= east; i++)
            {
                uint dice = Dice(i, j);
                double x = (i + 0.15 + 0.7 * (dice & 0xFFF) / 4096) * spacing, y = (j + 0.15 + 0.7 * (dice >> 12 & 0xFFF) / 4096) * spacing;
                if (!Inside(rows[j - south], x, y) || houses.Near(x, y, 0).Any(h => h.DistanceTo(x, y) < Clearance)) continue;
                float big = 0.75f + 0.25f * (dice >> 24) / 255, px = (float)(x - origin.X), py = (float)(y - origin.Y);
                float height = (float)Math.Clamp(wood.Height, 2, 40) * big, radius = Math.Min((float)spacing * 0.52f, Math.Max(1.6f, height * 0.4f)) * big;
                _trees[_grid.Of(new(px, py))].Add((dice * 0x9E3779B1, new(px, py, relief.At(px, py)), radius, height, false));
            }

        long Cell(double along) => (long)Math.Floor(along / spacing);
    }

    // Where it is known to stand, as wide as it is known to be.
    private void Stand(Zone zone, double kept, SceneOrigin origin, Relief relief, bool isSail = false)
    {
        (double x, double y) = zone.Area.Outer.Middle;
        uint dice = Dice((long)Math.Round(4 * x), (long)Math.Round(4 * y));
        if (dice > kept * uint.MaxValue) return;
        float px = (float)(x - origin.X), py = (float)(y - origin.Y);
        _trees[_grid.Of(new(px, py))].Add((dice * 0x9E3779B1, new(px, py, relief.At(px, py)), (float)Math.Sqrt(zone.Area.Area / Math.PI), (float)zone.Height, isSail));
    }

    private void Build()
    {
        int count = _trees.Sum(t => t.Count), vertex = 0, index = 0;
        Vertices = new MeshVertex[count * Corners];
        Indices = new uint[count * TreeIndices];
        Tiles = new MeshTile[_trees.Length];
        for (int t = 0; t < _trees.Length; t++)
        {
            int first = index;
            Box box = Box.Empty;
            _trees[t].Sort((a, b) => a.Dice.CompareTo(b.Dice) is var order and not 0 ? order : (a.Foot.X, a.Foot.Y).CompareTo((b.Foot.X, b.Foot.Y)));
            foreach ((_, Vector3 foot, float radius, float height, bool isSail) in _trees[t])
            {
                AddCrown(foot, radius, height, isSail, ref vertex, ref index);
                box = box.With(foot - new Vector3(radius, radius, 0)).With(foot + new Vector3(radius, radius, height));
            }
            Tiles[t] = new(box, first, index - first);
        }
    }

    // A ring of corners low down, a wider one in the middle, and a tip; of a sail all but flat.
    private void AddCrown(Vector3 foot, float radius, float height, bool isSail, ref int vertex, ref int index)
    {
        uint first = (uint)vertex, tip = first + 2 * Sides, turn = (uint)(foot.X * 7 + foot.Y * 13) & 7;
        (float narrow, float low0, float low1) = isSail ? (0.98f, 0.88f, 0.92f) : (0.62f, 0.12f, 0.48f);
        if (isSail) turn |= SailBit;
        for (int ring = 0; ring < 2; ring++)
            for (int k = 0; k < Sides; k++)
            {
                float angle = (k + 0.5f * ring + turn / 8f) * 2 * MathF.PI / Sides, r = radius * (ring == 0 ? narrow : 1);
                Vector3 at = foot + new Vector3(r * MathF.Cos(angle), r * MathF.Sin(angle), height * (ring == 0 ? low0 : low1));
                Vertices[vertex++] = new(at, turn | (ring == 0 ? 0 : MeshVertex.TopBit));
            }
        Vertices[vertex++] = new(foot with { Z = foot.Z + height }, turn | MeshVertex.TopBit);
        for (uint k = 0; k < Sides; k++)
        {
            uint next = (k + 1) % Sides, low = first + k, lowNext = first + next, wide = first + Sides + k, wideNext = first + Sides + next;
            ReadOnlySpan<uint> faces = [low, lowNext, wide, wide, lowNext, wideNext, wide, wideNext, tip];
            faces.CopyTo(Indices.AsSpan(index));
            index += faces.Length;
        }
    }

    // The edges that each row of the lattice meets, so that a wood of many corners is not walked around for every tree.
    private static List<(double Ax, double Ay, double Bx, double By)>[] Rows(Polygon area, long south, long north, double spacing)
    {
        List<(double, double, double, double)>[] rows = [.. Enumerable.Range(0, (int)(north - south) + 1).Select(_ => new List<(double, double, double, double)>())];
        foreach (Ring ring in area.Holes.Prepend(area.Outer))
            for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            {
                long from = Row(Math.Min(ring.Y[a], ring.Y[b])), to = Row(Math.Max(ring.Y[a], ring.Y[b]));
                for (long j = Math.Max(south, from); j <= Math.Min(north, to); j++) rows[j - south].Add((ring.X[a], ring.Y[a], ring.X[b], ring.Y[b]));
            }
        return rows;

        long Row(double y) => (long)Math.Floor(y / spacing);
    }

    private static bool Inside(List<(double Ax, double Ay, double Bx, double By)> edges, double x, double y)
    {
        bool inside = false;
        foreach ((double ax, double ay, double bx, double by) in edges)
            if (ay > y != by > y && x < ax + (y - ay) / (by - ay) * (bx - ax)) inside = !inside;
        return inside;
    }

    // The same number for the same place, on every machine.
    private static uint Dice(long i, long j)
    {
        ulong h = (ulong)i * 0x9E3779B97F4A7C15 ^ (ulong)j * 0xC2B2AE3D27D4EB4F;
        h = (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9;
        return (uint)(h >> 32);
    }
}
