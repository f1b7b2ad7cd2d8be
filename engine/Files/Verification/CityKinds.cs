using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of the sky and the sun seen between buildings.</summary>
internal static class CityKinds
{
    private const double Far = 1e7;

    private static readonly (string, string)[] Compared =
    [
        ("expected_raster", "file to compare with: of the whole raster, or of the compared rows and columns; with raster"),
        ("rows", "first and last row to compare, from the north, 0-based: [100, 299]; optional, all"),
        ("columns", "first and last column; optional, all"),
    ];

    public static CaseKind SkyView { get; } = new(
        "sky-view", "Sky view factor between buildings, weighted as a surface receives light: level ground, a tilted plane, a wall; at a point, along a line, or of a whole raster.",
        [
            .. BlockCity.Inputs,
            ("x", "of the point [m]"), ("y", "of the point [m]"), ("above", "height of the point over level 0 of the blocks, or over the ground of the raster at the point [m]; optional, 0"),
            ("to_x", "end of a line that begins at x, y [m]; optional"), ("to_y", "[m]; optional"), ("to_above", "[m]; optional"),
            ("points", "on the line, each in the middle of its piece; the mean is given; optional, 1"),
            ("tilt", "of the plane at the point: 0 level, 90 a wall [°]; optional, 0"), ("azimuth", "where the plane faces [°]; where it is tilted"),
            .. Compared,
            ("directions", "azimuths of the scan; optional, 72"),
        ],
        [
            ("sky_view_factor", "at the point, or mean of the line"),
            ("rmse", "root mean square difference from `expected_raster`"), ("bias", "mean difference"),
        ],
        inputs =>
        {
            int directions = inputs.Whole("directions", 4, 3600, Solar.SkyView.RasterDirections);
            return inputs.Section.Node("expected_raster") != null ? OfRaster(inputs, directions) : AtPoints(inputs, directions);
        });

    public static CaseKind Horizon { get; } = new(
        "horizon", "Angle above which the sky begins, at a point in a direction.",
        [
            .. BlockCity.Inputs, ("x", "of the point [m]"), ("y", "of the point [m]"), ("above", "height of the point [m]; optional, 0"), ("azimuth", "direction, from north, clockwise [°]"),
        ],
        [("horizon", "above the horizontal [°]")],
        inputs =>
        {
            double x = inputs.Number("x", -Far, Far), y = inputs.Number("y", -Far, Far), above = inputs.Number("above", 0, 10_000, 0), azimuth = inputs.Number("azimuth", -360, 360);
            Raster surface = BlockCity.Surface(inputs, (x, y));
            return new Dictionary<string, double> { ["horizon"] = PointHorizon.Angle(surface, x, y, Ground(inputs, surface, x, y) + above, azimuth) };
        });

    public static CaseKind Shadow { get; } = new(
        "shadow", "Where the sun reaches the ground and the roofs: the sunlit share, or the cells that agree with another program's.",
        [
            .. BlockCity.Inputs, ("sun_azimuth", "from north, clockwise [°]"), ("sun_elevation", "[°]"),
            ("west", "of the area whose sunlit share is asked for [m]; optional, all"), ("south", "[m]; optional"), ("east", "[m]; optional"), ("north", "[m]; optional"),
            .. Compared,
        ],
        [("sunlit_share", "of the cells of the area, or of the compared cells"), ("agreement", "share of the compared cells that are sunlit, or shaded, in both")],
        inputs =>
        {
            double azimuth = inputs.Number("sun_azimuth", -360, 360), elevation = inputs.Number("sun_elevation", -90, 90);
            double west = inputs.Number("west", -Far, Far, -Far), south = inputs.Number("south", -Far, Far, -Far), east = inputs.Number("east", -Far, Far, Far), north = inputs.Number("north", -Far, Far, Far);
            bool alone = inputs.Section.Node("expected_raster") is null;
            Raster lit = Solar.Shadow.Of(BlockCity.Surface(inputs), azimuth, elevation, walls: alone);           // another program's stand at the centres of cells
            if (alone) return new Dictionary<string, double> { ["sunlit_share"] = Share(inputs, lit, west, south, east, north) };
            (float Found, float Expected)[] pairs = [.. Pairs(inputs, lit)];
            return new Dictionary<string, double> { ["sunlit_share"] = pairs.Average(p => (double)p.Found), ["agreement"] = pairs.Average(p => p.Found == p.Expected ? 1.0 : 0.0) };
        });

    private static double Share(CaseInputs inputs, Raster lit, double west, double south, double east, double north)
    {
        Grid grid = lit.Grid;
        float[] inside = [.. Enumerable.Range(0, grid.Count).Where(c => grid.X(c % grid.Columns) is var x && grid.Y(c / grid.Columns) is var y && x > west && x < east && y > south && y < north).Select(c => lit.Values[c])];
        return inside.Length > 0 ? inside.Average(v => (double)v) : inputs.Told("west", "and the other sides hold no cell", 0.0);
    }

    private static Dictionary<string, double> AtPoints(CaseInputs inputs, int directions)
    {
        double x = inputs.Number("x", -Far, Far), y = inputs.Number("y", -Far, Far), above = inputs.Number("above", 0, 10_000, 0), tilt = inputs.Number("tilt", 0, 90, 0);
        double toX = inputs.Number("to_x", -Far, Far, x), toY = inputs.Number("to_y", -Far, Far, y), toAbove = inputs.Number("to_above", 0, 10_000, above);
        double azimuth = inputs.Number("azimuth", -360, 360, tilt == 0 ? 0 : null);
        bool isLine = toX != x || toY != y || toAbove != above;
        int points = inputs.Whole("points", 1, 1000, isLine ? 20 : 1);
        Raster surface = BlockCity.Surface(inputs, (x, y), (toX, toY));
        bool level = tilt == 0 && above == 0 && toAbove == 0;
        Raster? view = level ? Solar.SkyView.Of(surface, directions) : null;
        double sum = 0;
        for (int n = 0; n < points; n++)
        {
            double share = isLine ? (n + 0.5) / points : 0, px = x + share * (toX - x), py = y + share * (toY - y), pz = above + share * (toAbove - above);
            sum += view?.At(px, py) ?? PointHorizon.SkyView(surface, px, py, Ground(inputs, surface, px, py) + pz, tilt, azimuth, directions);
        }
        return new() { ["sky_view_factor"] = sum / points };
    }

    // Blocks stand on level 0; a raster has a ground of its own.
    private static double Ground(CaseInputs inputs, Raster surface, double x, double y) => inputs.Section.Node("raster") is null ? 0 : surface.At(x, y);

    private static Dictionary<string, double> OfRaster(CaseInputs inputs, int directions)
    {
        double[] differences = [.. Pairs(inputs, Solar.SkyView.Of(BlockCity.Surface(inputs), directions)).Select(p => (double)p.Found - p.Expected)];
        return new() { ["rmse"] = Math.Sqrt(differences.Average(d => d * d)), ["bias"] = differences.Average() };
    }

    private static IEnumerable<(float Found, float Expected)> Pairs(CaseInputs inputs, Raster found)
    {
        string path = inputs.RequiredPath("expected_raster");
        (int firstRow, int lastRow) = Range(inputs, "rows", found.Grid.Rows);
        (int firstColumn, int lastColumn) = Range(inputs, "columns", found.Grid.Columns);
        inputs.ThrowIfFaulty();
        Raster expected = RasterReader.Read(path).Raster;
        bool part = expected.Grid.Rows != found.Grid.Rows || expected.Grid.Columns != found.Grid.Columns;
        if (part && (expected.Grid.Rows != lastRow - firstRow + 1 || expected.Grid.Columns != lastColumn - firstColumn + 1))
            inputs.Told("expected_raster", $"has {expected.Grid.Rows} × {expected.Grid.Columns} cells; expected those of the raster, or of the compared rows and columns", 0);
        inputs.ThrowIfFaulty();
        (int row0, int column0) = part ? (firstRow, firstColumn) : (0, 0);
        List<(float, float)> pairs = [];
        for (int row = firstRow; row <= lastRow; row++)
        {
            for (int column = firstColumn; column <= lastColumn; column++)
            {
                float wanted = expected[column - column0, expected.Grid.Rows - 1 - (row - row0)], value = found[column, found.Grid.Rows - 1 - row];
                if (!float.IsNaN(wanted) && !float.IsNaN(value)) pairs.Add((value, wanted));
            }
        }
        if (pairs.Count == 0) inputs.Told("expected_raster", "and the raster have no cell in common", 0);
        inputs.ThrowIfFaulty();
        return pairs;
    }

    private static (int First, int Last) Range(CaseInputs inputs, string key, int size)
    {
        IReadOnlyList<string> ends = inputs.Section.Texts(key);
        if (ends.Count == 0) return (0, size - 1);
        if (ends.Count == 2 && int.TryParse(ends[0], out int first) && int.TryParse(ends[1], out int last) && first >= 0 && first <= last && last < size) return (first, last);
        return inputs.Told(key, $"wants the first and the last of 0 to {size - 1}, such as [10, 20]", (0, size - 1));
    }
}
