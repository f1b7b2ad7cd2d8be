using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of the sky seen between buildings.</summary>
internal static class CityKinds
{
    private const int MostCells = 4_000_000;

    public static CaseKind SkyView { get; } = new(
        "sky-view", "Sky view factor of level ground, from blocks or from a raster of heights, weighted as a surface receives light.",
        [
            ("blocks", "list of { west, south, east, north, height } [m]; or `raster`"),
            ("x", "of the point [m]; with blocks"), ("y", "of the point [m]; with blocks"),
            ("cell_size", "of the raster made of the blocks [m]; optional, 1"),
            ("margin", "of open ground around the blocks [m]; optional, 10"),
            ("raster", "file of heights (.asc, .asc.gz, .tif); or `blocks`"),
            ("expected_raster", "file of sky view factors to compare with; with raster"),
            ("rows", "first and last row to compare, from the north, 0-based: [100, 299]; optional, all"),
            ("columns", "first and last column; optional, all"),
            ("directions", "azimuths of the scan; optional, 72"),
        ],
        [
            ("sky_view_factor", "at the point; with blocks"),
            ("rmse", "root mean square difference; with raster"), ("bias", "mean difference; with raster"),
        ],
        inputs =>
        {
            int directions = (int)inputs.Number("directions", 4, 3600, Solar.SkyView.RasterDirections);
            return inputs.Text("raster") is null ? OfBlocks(inputs, directions) : OfRaster(inputs, directions);
        });

    private static Dictionary<string, double> OfBlocks(CaseInputs inputs, int directions)
    {
        IReadOnlyList<YamlSection> blocks = inputs.Section.Sections("blocks");
        if (blocks.Count == 0) throw inputs.Fault("blocks", "is missing; expected a list of blocks, or `raster`");
        (double West, double South, double East, double North, double Height)[] boxes = [.. blocks.Select(b =>
            (b.RequiredNumber("west"), b.RequiredNumber("south"), b.RequiredNumber("east"), b.RequiredNumber("north"), b.RequiredNumber("height")))];
        inputs.Section.Document.ThrowIfFaulty();
        double x = inputs.Number("x", -1e6, 1e6), y = inputs.Number("y", -1e6, 1e6), size = inputs.Number("cell_size", 0.01, 100, 1), margin = inputs.Number("margin", 0, 1e5, 10);
        double west = Math.Min(x, boxes.Min(b => b.West)) - margin, south = Math.Min(y, boxes.Min(b => b.South)) - margin;
        double width = Math.Max(x, boxes.Max(b => b.East)) + margin - west, depth = Math.Max(y, boxes.Max(b => b.North)) + margin - south;
        if (width / size * (depth / size) > MostCells) throw inputs.Fault("cell_size", $"makes more than {MostCells:N0} cells of {width:g4} × {depth:g4} m; take larger cells");

        Grid grid = new((int)Math.Ceiling(depth / size), (int)Math.Ceiling(width / size), size, west, south);
        float[] heights = new float[grid.Count];
        for (int cell = 0; cell < heights.Length; cell++)
        {
            double cx = grid.X(cell % grid.Columns), cy = grid.Y(cell / grid.Columns);
            foreach (var box in boxes)
                if (cx > box.West && cx < box.East && cy > box.South && cy < box.North) heights[cell] = Math.Max(heights[cell], (float)box.Height);
        }
        return new() { ["sky_view_factor"] = Solar.SkyView.Of(new Raster(grid, heights), directions).At(x, y), ["rmse"] = double.NaN, ["bias"] = double.NaN };
    }

    private static Dictionary<string, double> OfRaster(CaseInputs inputs, int directions)
    {
        Raster surface = RasterReader.Read(inputs.RequiredPath("raster")).Raster, expected = RasterReader.Read(inputs.RequiredPath("expected_raster")).Raster;
        (int firstRow, int lastRow) = Range(inputs, "rows", surface.Grid.Rows);
        (int firstColumn, int lastColumn) = Range(inputs, "columns", surface.Grid.Columns);
        // A raster of expected values may cover the compared part alone.
        bool part = expected.Grid.Rows != surface.Grid.Rows || expected.Grid.Columns != surface.Grid.Columns;
        if (part && (expected.Grid.Rows != lastRow - firstRow + 1 || expected.Grid.Columns != lastColumn - firstColumn + 1))
            throw inputs.Fault("expected_raster", $"has {expected.Grid.Rows} × {expected.Grid.Columns} cells; expected those of `raster`, or of the compared rows and columns");
        Raster found = Solar.SkyView.Of(surface, directions);
        double sum = 0, squares = 0;
        int count = 0;
        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                float wanted = part ? expected[column - firstColumn, expected.Grid.Rows - 1 - (row - firstRow)] : expected[column, expected.Grid.Rows - 1 - row];
                if (float.IsNaN(wanted)) continue;
                double difference = found[column, surface.Grid.Rows - 1 - row] - wanted;
                sum += difference;
                squares += difference * difference;
                count++;
            }
        }
        return new() { ["sky_view_factor"] = double.NaN, ["rmse"] = Math.Sqrt(squares / count), ["bias"] = sum / count };
    }

    private static (int First, int Last) Range(CaseInputs inputs, string key, int size)
    {
        IReadOnlyList<string> ends = inputs.Section.Texts(key);
        if (ends.Count == 0) return (0, size - 1);
        if (ends.Count == 2 && int.TryParse(ends[0], out int first) && int.TryParse(ends[1], out int last) && first >= 0 && first <= last && last < size) return (first, last);
        throw inputs.Fault(key, $"wants the first and the last of 0 to {size - 1}, such as [10, 20]");
    }
}
