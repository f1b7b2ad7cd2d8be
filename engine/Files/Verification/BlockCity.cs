using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Verification;

/// <summary>A surface made of the blocks of a case, or read from its raster.</summary>
internal static class BlockCity
{
    private const int MostCells = 4_000_000;

    public static (string Name, string Meaning)[] Inputs { get; } =
    [
        ("blocks", "list of { west, south, east, north, height } [m], boxes, or { x, y, radius, hole, height }, round ones with a round hole (0); or `raster`"),
        ("cell_size", "of the raster made of the blocks [m]; optional, 1"),
        ("margin", "of open ground around the blocks [m]; optional, 10"),
        ("raster", "file of heights (.asc, .asc.gz, .tif); or `blocks`"),
    ];

    private readonly record struct Block(double West, double South, double East, double North, double X, double Y, double Radius, double Hole, double Height)
    {
        public bool Covers(double x, double y)
        {
            if (Radius == 0) return x > West && x < East && y > South && y < North;
            double square = (x - X) * (x - X) + (y - Y) * (y - Y);
            return square < Radius * Radius && square >= Hole * Hole;
        }
    }

    /// <summary>The surface, with the points that must lie on it.</summary>
    /// <exception cref="InputException">With all faults of the inputs so far.</exception>
    public static Raster Surface(CaseInputs inputs, params ReadOnlySpan<(double X, double Y)> points)
    {
        if (inputs.Section.Node("raster") != null)
        {
            string path = inputs.RequiredPath("raster");
            inputs.ThrowIfFaulty();
            return RasterReader.Read(path).Raster;
        }
        Block[] blocks = [.. inputs.Parts("blocks").Select(Read)];
        if (blocks.Length == 0) inputs.Told("blocks", "is missing; expected a list of blocks, or `raster`", 0);
        double size = inputs.Number("cell_size", 0.01, 100, 1), margin = inputs.Number("margin", 0, 1e5, 10);
        inputs.ThrowIfFaulty();
        double west = blocks.Min(b => b.West), south = blocks.Min(b => b.South), east = blocks.Max(b => b.East), north = blocks.Max(b => b.North);
        foreach ((double x, double y) in points) (west, south, east, north) = (Math.Min(west, x), Math.Min(south, y), Math.Max(east, x), Math.Max(north, y));
        (west, south, east, north) = (west - margin, south - margin, east + margin, north + margin);
        double columns = Math.Ceiling((east - west) / size), rows = Math.Ceiling((north - south) / size);
        if (!(columns * rows <= MostCells))
        {
            inputs.Told("cell_size", $"makes {columns:g6} × {rows:g6} cells; {MostCells:N0} are possible: take larger cells", 0);
            inputs.ThrowIfFaulty();
        }
        return Filled(new Grid((int)rows, (int)columns, size, west, south), blocks);
    }

    private static Raster Filled(Grid grid, Block[] blocks)
    {
        float[] heights = new float[grid.Count];
        foreach (Block block in blocks)
        {
            // Only the cells about the block are looked at.
            int first = Math.Clamp((int)((block.South - grid.South) / grid.CellSize) - 1, 0, grid.Rows - 1), last = Math.Clamp((int)((block.North - grid.South) / grid.CellSize) + 1, 0, grid.Rows - 1);
            int left = Math.Clamp((int)((block.West - grid.West) / grid.CellSize) - 1, 0, grid.Columns - 1), right = Math.Clamp((int)((block.East - grid.West) / grid.CellSize) + 1, 0, grid.Columns - 1);
            for (int j = first; j <= last; j++)
            {
                for (int i = left; i <= right; i++)
                    if (block.Covers(grid.X(i), grid.Y(j))) heights[j * grid.Columns + i] = Math.Max(heights[j * grid.Columns + i], (float)block.Height);
            }
        }
        return new Raster(grid, heights);
    }

    private static Block Read(CaseInputs part)
    {
        const double far = 1e6;
        double height = part.Number("height", 0, 10_000);
        Block block;
        if (part.Section.Node("radius") != null)
        {
            double x = part.Number("x", -far, far), y = part.Number("y", -far, far), radius = part.Number("radius", 0.01, far), hole = part.Number("hole", 0, radius, 0);
            block = new(x - radius, y - radius, x + radius, y + radius, x, y, radius, hole, height);
        }
        else
        {
            block = new(part.Number("west", -far, far), part.Number("south", -far, far), part.Number("east", -far, far), part.Number("north", -far, far), 0, 0, 0, 0, height);
            if (block.East <= block.West || block.North <= block.South) part.Told("east", "and `north` must lie beyond `west` and `south`", 0);
        }
        part.Section.Close();
        return block;
    }
}
