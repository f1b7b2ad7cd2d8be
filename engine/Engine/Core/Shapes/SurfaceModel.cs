
namespace TerritoryTwin.Core;

/// <summary>The territory as heights on square cells: ground, buildings with their roofs, trees. docs/physics/city-sun.md.</summary>
public sealed class SurfaceModel
{
    /// <summary>In scenario files.</summary>
    public static Switch Shading { get; } = new("shading", "Relief, buildings and trees shade roofs and façades.");

    /// <summary>Ground kept around the outermost buildings [m].</summary>
    private const double Margin = 100;
    /// <summary>Finest cells that are chosen without being asked for [m].</summary>
    private const double FinestCell = 2;
    /// <summary>Coarsest cells in which a house is still a house [m].</summary>
    private const double CoarsestCell = 20;
    /// <summary>Cells beyond which the chosen cell size grows.</summary>
    private const double ComfortableCells = 5e6;
    /// <summary>Cells more for each building: who has more of them waits longer.</summary>
    private const double CellsPerBuilding = 50;
    /// <summary>Cells of the largest surface that is built, less than 24 bytes each while its horizons are seen: three rasters, and the tops of all blocks.</summary>
    private const double MostCells = 64e6;
    private const double BytesPerCell = 24;

    private SurfaceModel(Grid grid)
    {
        Grid = grid;
        Ground = new Raster(grid, new float[grid.Count]);
        Solid = new Raster(grid, new float[grid.Count]);
        WithTrees = Solid;
    }

    /// <summary>The cells.</summary>
    public Grid Grid { get; }
    /// <summary>Height of the ground [m above sea level].</summary>
    public Raster Ground { get; }
    /// <summary>Height of the ground, or of the roof where a building stands [m above sea level].</summary>
    public Raster Solid { get; }
    /// <summary>As <see cref="Solid"/>, or the height of the tree tops where they are above it; the same raster where no tree is known.</summary>
    public Raster WithTrees { get; private set; }
    /// <summary>Whether any tree is known.</summary>
    public bool HasTrees => !ReferenceEquals(WithTrees, Solid);

    /// <summary>
    /// The cell size that is taken when none is asked for: 2 m, and coarser by half metres where five million cells, and fifty for each
    /// building, would not reach.
    /// </summary>
    /// <exception cref="TerritoryException">The buildings are spread so widely that no useful cell size fits.</exception>
    public static double ChooseCellSize(Territory territory)
    {
        (_, _, double width, double depth) = Extent(territory);
        double cells = ComfortableCells + CellsPerBuilding * territory.Buildings.Count;
        double cell = Math.Max(FinestCell, Math.Ceiling(2 * Math.Sqrt(width * depth / cells)) / 2);
        if (cell <= CoarsestCell) return cell;
        throw new TerritoryException(
            $"surface model: the buildings of `{territory.Name}` spread over {width / 1000:0.#} × {depth / 1000:0.#} km; cells of {CoarsestCell:0} m " +
            $"reach over {CoarsestCell * CoarsestCell * cells / 1e6:0} km². Look for buildings with faulty coordinates, or divide the territory.");
    }

    /// <summary>How many cells the surface of a territory has when no cell size is asked for.</summary>
    /// <exception cref="TerritoryException">As <see cref="ChooseCellSize"/>.</exception>
    public static double CountCells(Territory territory)
    {
        double cell = ChooseCellSize(territory);
        (_, _, double width, double depth) = Extent(territory);
        return Math.Ceiling(width / cell) * Math.Ceiling(depth / cell);
    }

    /// <summary>The cells of the surface of a territory.</summary>
    /// <param name="territory">What stands where.</param> <param name="cell">Their side [m].</param>
    public static Grid GridOf(Territory territory, double cell)
    {
        (double west, double south, double width, double depth) = Extent(territory);
        return new((int)Math.Ceiling(depth / cell), (int)Math.Ceiling(width / cell), cell, west, south);
    }

    /// <summary>Area that the surface of a territory covers [m²].</summary>
    public static double AreaOf(Territory territory)
    {
        (_, _, double width, double depth) = Extent(territory);
        return width * depth;
    }

    /// <summary>Builds the surface.</summary>
    /// <param name="territory">What stands where.</param>
    /// <param name="cellSize">[m]; null for <see cref="ChooseCellSize"/>.</param> <param name="bare">Only the ground of it, in the same cells.</param>
    /// <exception cref="TerritoryException">The cells would not fit in memory; the message says which size would.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="cellSize"/> is not a positive number.</exception>
    public static SurfaceModel Build(Territory territory, double? cellSize = null, bool bare = false)
    {
        double cell = cellSize ?? ChooseCellSize(territory);
        if (!(cell > 0 && double.IsFinite(cell))) throw new ArgumentOutOfRangeException(nameof(cellSize), cell, "a cell size is a positive length in metres");
        (_, _, double width, double depth) = Extent(territory);
        RequireMemory(territory, width, depth, cell);

        SurfaceModel surface = new(GridOf(territory, cell));
        surface.LayGround(territory.Terrain);
        if (bare) return surface;
        surface.RaiseBuildings(territory.Standing);
        surface.PlantTrees([.. territory.Vegetation, .. territory.Shades]);
        return surface;
    }

    /// <summary>What the surface of a territory covers: its south-western corner, its width and its depth [m].</summary>
    public static (double West, double South, double Width, double Depth) Extent(Territory territory)
    {
        Grid terrain = territory.Terrain.Grid;
        if (territory.Buildings.Count == 0)
            return (terrain.West, terrain.South, terrain.Columns * terrain.CellSize, terrain.Rows * terrain.CellSize);
        double west = double.MaxValue, south = double.MaxValue, east = double.MinValue, north = double.MinValue;
        foreach (Building building in territory.Standing)
        {
            foreach (double x in building.Footprint.Outer.X) (west, east) = (Math.Min(west, x), Math.Max(east, x));
            foreach (double y in building.Footprint.Outer.Y) (south, north) = (Math.Min(south, y), Math.Max(north, y));
        }
        return (west - Margin, south - Margin, east - west + 2 * Margin, north - south + 2 * Margin);
    }

    private static void RequireMemory(Territory territory, double width, double depth, double cell)
    {
        double most = Math.Min(MostCells, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (4 * BytesPerCell));
        double cells = Math.Ceiling(width / cell) * Math.Ceiling(depth / cell);
        if (cells <= most) return;
        double fits = Math.Ceiling(10.2 * Math.Sqrt(width * depth / most)) / 10;
        throw new TerritoryException(
            $"surface model: cells of {cell:0.###} m over the {width / 1000:0.#} × {depth / 1000:0.#} km of `{territory.Name}` make {cells:0} cells, " +
            $"more than the {most:0} that this machine can scan. Cells of {fits:0.#} m fit.");
    }

    private void LayGround(Raster terrain)
    {
        float[] ground = Ground.Values;
        float missing = MeanOf(terrain.Values);
        Parallel.For(0, Grid.Rows, j =>
        {
            for (int i = 0; i < Grid.Columns; i++)
            {
                float z = terrain.At(Grid.X(i), Grid.Y(j));
                ground[j * Grid.Columns + i] = float.IsNaN(z) ? missing : z;
            }
        });
        ground.CopyTo(Solid.Values, 0);
    }

    private static float MeanOf(float[] values)
    {
        double sum = 0;
        int count = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value)) continue;
            sum += value;
            count++;
        }
        return count == 0 ? 0 : (float)(sum / count);
    }

    private void RaiseBuildings(IReadOnlyList<Building> buildings)
    {
        ScanConversion scan = new(Grid);
        float[] solid = Solid.Values;
        foreach (Building building in buildings)
        {
            RoofPlanes roof = new(Outline.Of(building.Footprint.Outer), building);
            scan.Fill(building.Footprint, (j, from, to) =>
            {
                for (int i = from; i < to; i++)
                {
                    ref float z = ref solid[j * Grid.Columns + i];
                    z = Math.Max(z, (float)roof.Height(Grid.X(i), Grid.Y(j)));
                }
            });
        }
    }

    private void PlantTrees(Zone[] vegetation)
    {
        if (!Array.Exists(vegetation, zone => zone.Height > 0)) return;
        float[] ground = Ground.Values, solid = Solid.Values, tops = (float[])solid.Clone();
        ScanConversion scan = new(Grid);
        foreach (Zone zone in vegetation.Where(zone => zone.Height > 0))
        {
            scan.Fill(zone.Area, (j, from, to) =>
            {
                for (int cell = j * Grid.Columns + from; cell < j * Grid.Columns + to; cell++)
                    if (solid[cell] <= ground[cell]) tops[cell] = Math.Max(tops[cell], ground[cell] + (float)zone.Height);
            });
        }
        WithTrees = new Raster(Grid, tops);
    }
}
