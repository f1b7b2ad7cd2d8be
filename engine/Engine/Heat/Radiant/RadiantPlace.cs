using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>What stands around people, on the cells of a grid of 1 to 2 m: ground, buildings, crowns with the free space under them, and what the ground is made of.</summary>
public sealed class RadiantPlace
{
    /// <summary>Share of a tree's height under its crown.</summary>
    public const double TrunkShare = 0.25;
    /// <summary>Free height under the crown of a tree of a territory, for who walks there; lower plants reach down [m].</summary>
    private const float Headroom = 2;
    /// <summary>A sail is this thick [m].</summary>
    private const float Sail = 0.1f;
    /// <summary>What stands lower is ground, not a building [m].</summary>
    public const float LeastBuilding = 1;

    /// <summary>Below any ground and above any crown [m]: no crown.</summary>
    internal const float Nowhere = 10_000;

    private RadiantPlace(Grid grid, float[] ground, float[] solid, float[] tops, float[] bottoms, byte[] covers) =>
        (Grid, Ground, Solid, CrownTops, CrownBottoms, Covers) = (grid, ground, solid, tops, bottoms, covers);

    /// <summary>The cells.</summary>
    public Grid Grid { get; }
    /// <summary>Height of the ground [m above sea level]; missing where none is known, where nobody stands.</summary>
    public IReadOnlyList<float> Ground { get; }
    /// <summary>Height of the ground or of the roof [m above sea level].</summary>
    public IReadOnlyList<float> Solid { get; }
    /// <summary>Number of the ground's cover among <see cref="RadiantCover.All"/>.</summary>
    public IReadOnlyList<byte> Covers { get; }
    /// <summary>Height of the crown's top [m above sea level]; far below where there is none.</summary>
    internal IReadOnlyList<float> CrownTops { get; }
    /// <summary>Height of the crown's lower edge [m above sea level]; far above where there is none.</summary>
    internal IReadOnlyList<float> CrownBottoms { get; }

    /// <summary>Whether people can stand in a cell: its ground is known and no building covers it.</summary>
    public bool IsOpen(int cell) => Solid[cell] - Ground[cell] < LeastBuilding;

    /// <summary>A place from rasters.</summary>
    /// <param name="solid">Heights of ground and roofs [m above sea level].</param>
    /// <param name="ground">Heights of the ground [m above sea level].</param>
    /// <param name="crowns">Heights of crowns above the ground [m], 0 or missing where there is none; null: no trees.</param>
    /// <param name="covers">Number of each cell's cover among <see cref="RadiantCover.All"/>; null: paved.</param>
    /// <param name="trunkShare">Share of a tree's height under its crown, 0 to 1.</param>
    /// <exception cref="ArgumentException">The rasters are not on one grid, a crown has an impossible height, a cover is unknown, or the share is not 0 to 1.</exception>
    public static RadiantPlace Of(Raster solid, Raster ground, Raster? crowns, byte[]? covers, double trunkShare = TrunkShare)
    {
        ArgumentNullException.ThrowIfNull(solid);
        ArgumentNullException.ThrowIfNull(ground);
        if (!(trunkShare is >= 0 and <= 1)) throw new ArgumentException($"radiant place: a trunk of {trunkShare} of the tree's height, expected 0 to 1");
        return Of(solid, ground, crowns, covers, (_, crown) => (float)trunkShare * crown);
    }

    // The lower edge of a crown, of its cell and its height above the ground.
    private static RadiantPlace Of(Raster solid, Raster ground, Raster? crowns, byte[]? covers, Func<int, float, float> bottom)
    {
        Grid grid = ground.Grid;
        RequireShape("solid", solid.Grid);
        if (crowns != null) RequireShape("crowns", crowns.Grid);
        if (covers != null && covers.Length != grid.Count) throw new ArgumentException($"radiant place: covers of {covers.Length} cells on a grid of {grid.Count}");
        float[] tops = new float[grid.Count], bottoms = new float[grid.Count], heights = new float[grid.Count];
        for (int cell = 0; cell < grid.Count; cell++)
        {
            float crown = crowns is null || float.IsNaN(crowns.Values[cell]) ? 0 : crowns.Values[cell], foot = ground.Values[cell];
            if (crown is < 0 or > 150)
                throw new ArgumentException($"radiant place: a crown of {crown} m at column {cell % grid.Columns}, row {cell / grid.Columns} from the south; expected its height above the ground, 0 to 150 m. Give heights of crowns, not heights above sea level.");
            if (covers != null && covers[cell] >= RadiantCover.All.Count) throw new ArgumentException($"radiant place: cover {covers[cell]} at cell {cell}, expected 0 to {RadiantCover.All.Count - 1}");
            bool any = crown > 0 && !float.IsNaN(foot);
            tops[cell] = any ? foot + crown : -Nowhere;
            bottoms[cell] = any ? foot + bottom(cell, crown) : Nowhere;
            heights[cell] = Math.Max(solid.Values[cell], foot);                   // missing where either is
        }
        return new(grid, ground.Values, heights, tops, bottoms, covers ?? new byte[grid.Count]);

        void RequireShape(string name, Grid other)
        {
            if ((other.Rows, other.Columns, other.CellSize) != (grid.Rows, grid.Columns, grid.CellSize))
                throw new ArgumentException($"radiant place: {name} of {other.Rows} × {other.Columns} cells of {other.CellSize} m, the ground of {grid.Rows} × {grid.Columns} cells of {grid.CellSize} m. Resample them to one grid.");
        }
    }

    /// <summary>
    /// The place of a territory: crowns and sails stand where <see cref="SurfaceModel.WithTrees"/> has them. Covers in the order of <see cref="StreetCells"/>: what measures unsealed, roads of asphalt and paved paths,
    /// water, vegetation as grass but for the ground of single trees; all else is paved.
    /// </summary>
    /// <param name="surface">Of the territory, in cells of 1 to 2 m.</param>
    /// <param name="territory">Whose vegetation and water cover the ground.</param>
    public static RadiantPlace Of(SurfaceModel surface, Territory territory)
    {
        ArgumentNullException.ThrowIfNull(surface);
        ArgumentNullException.ThrowIfNull(territory);
        Grid grid = surface.Grid;
        byte[] covers = new byte[grid.Count], soft = new byte[grid.Count];
        ScanConversion scan = new(grid);
        foreach (Zone unsealed in territory.Covers.OrderBy(c => IsSoil(c) ? 1 : 0)) Cover(soft, [unsealed.Area], IsSoil(unsealed) ? RadiantCover.Soil : RadiantCover.Grass);
        soft.CopyTo(covers, 0);
        Cover(covers, territory.Vegetation.Where(z => !z.IsSingleTree).Select(z => z.Area), RadiantCover.Grass);
        Cover(covers, territory.Water.Select(z => z.Area), RadiantCover.Water);
        foreach (Road road in territory.Roads)
            Cover(covers, StreetCells.Ribbon(road).Select(r => new Polygon(r, [])), road.Class.Value == RoadClass.Path ? RadiantCover.Paved : RadiantCover.Asphalt, unless: soft);
        bool[] sails = new bool[grid.Count];
        foreach (Zone sail in territory.Shades) scan.Fill(sail.Area, (j, from, to) => sails.AsSpan(j * grid.Columns + from, to - from).Fill(true));
        float[] crowns = new float[grid.Count];
        for (int cell = 0; cell < crowns.Length; cell++) crowns[cell] = Math.Max(0, surface.WithTrees.Values[cell] - surface.Solid.Values[cell]);
        return Of(surface.Solid, surface.Ground, new Raster(grid, crowns), covers, (cell, crown) => sails[cell] ? crown - Sail : Math.Max((float)TrunkShare * crown, crown > Headroom ? Headroom : 0));

        static bool IsSoil(Zone cover) => cover.Nature == CodeWords.Of(nameof(SoftGround.Soil));

        void Cover(byte[] into, IEnumerable<Polygon> areas, RadiantCover cover, byte[]? unless = null)
        {
            byte number = (byte)RadiantCover.All.ToList().IndexOf(cover);
            foreach (Polygon area in areas)
                scan.Fill(area, (j, from, to) =>
                {
                    for (int cell = j * grid.Columns + from; cell < j * grid.Columns + to; cell++) into[cell] = unless?[cell] > 0 ? unless[cell] : number;
                });
        }
    }
}
