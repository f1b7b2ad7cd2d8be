using System.Buffers.Text;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads heights as points: <c>x y z</c> on each line, the centres of the cells of a regular grid, in any order; cells without a point are unknown.</summary>
internal static class XyzGrid
{
    private const string Format = "text of points x y z";
    private const string Remedy = "Make a raster of it, with `gdal_translate FILE.xyz terrain.tif` where the points are a grid, else with `gdal_grid`.";

    /// <summary>Of a cell, that points may lie beside the grid: rounding in the text.</summary>
    private const double Beside = 0.01;

    /// <summary>Cells for a point: a file may not announce a larger grid by two points far apart.</summary>
    private const int Sparsest = 100;

    public static Raster Read(string path)
    {
        (List<double> x, List<double> y, List<float> z) = Points(path);
        (double west, double step, int columns) = Axis(path, "x", x);
        (double south, double stepY, int rows) = Axis(path, "y", y);
        double size = columns > 1 ? step : stepY;
        if (rows > 1 && columns > 1 && Math.Abs(step - stepY) > Beside * step) throw Fault(path, $"points {step:R} apart in x and {stepY:R} in y", "the same distance");
        if ((long)columns * rows > (long)Sparsest * z.Count) throw Fault(path, $"{z.Count} points on a grid of {columns} × {rows}", "a point for most cells");
        Grid grid = RasterReader.GridOf(path, columns, rows, size, size, west - size / 2, south - size / 2);
        float[] values = new float[grid.Count];
        Array.Fill(values, float.NaN);
        for (int n = 0; n < z.Count; n++)
        {
            ref float there = ref values[(int)Math.Round((y[n] - south) / size) * columns + (int)Math.Round((x[n] - west) / size)];
            if (!float.IsNaN(there) && there != z[n]) throw Fault(path, $"{there} m and {z[n]} m at x {x[n]:R}, y {y[n]:R}", "one height for one place");
            there = z[n];
        }
        return new Raster(grid, values);
    }

    private static (List<double> X, List<double> Y, List<float> Z) Points(string path)
    {
        ReadOnlySpan<byte> text = InputFile.UnpackedBytes(path, Format);
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        List<double> x = [], y = [];
        List<float> z = [];
        Span<double> three = stackalloc double[3];
        for (int line = 1; !text.IsEmpty; line++)
        {
            int end = text.IndexOf((byte)'\n');
            ReadOnlySpan<byte> rest = (end < 0 ? text : text[..end]).Trim(" \t\r,;"u8);
            text = end < 0 ? [] : text[(end + 1)..];
            if (rest.IsEmpty) continue;
            int found = 0;
            for (; found < 3 && Utf8Parser.TryParse(rest, out double value, out int used) && Math.Abs(value) < 1e30 && (used == rest.Length || rest[used] is (byte)' ' or (byte)'\t' or (byte)',' or (byte)';'); found++)
            {
                three[found] = value;
                rest = rest[used..].TrimStart(" \t,;"u8);
            }
            if (found == 3 && rest.IsEmpty)
            {
                x.Add(three[0]);
                y.Add(three[1]);
                z.Add((float)three[2]);
            }
            else if (z.Count > 0 || line > 1) throw Fault($"{path}({line})", "no three numbers", "x, y and z with points, parted by spaces, tabs, commas or semicolons");      // a first line may name the columns
        }
        return z.Count > 0 ? (x, y, z) : throw Fault(path, "no points", "x, y and z on each line");
    }

    /// <summary>Where the cells of an axis begin, how far apart they are, and how many there are.</summary>
    private static (double First, double Step, int Count) Axis(string path, string name, List<double> values)
    {
        double[] sorted = [.. values.Distinct().Order()];
        double first = sorted[0], step = sorted.Length == 1 ? 1 : sorted.Zip(sorted.Skip(1), (a, b) => b - a).Where(d => d > 1e-6).DefaultIfEmpty(1).Min();
        double count = Math.Round((sorted[^1] - first) / step) + 1;
        if (count > int.MaxValue) throw Fault(path, $"{name} from {first:R} to {sorted[^1]:R} in steps of {step:R}", "a grid");
        step = count > 1 ? (sorted[^1] - first) / (count - 1) : step;
        foreach (double value in sorted)
            if (Math.Abs((value - first) / step - Math.Round((value - first) / step)) > Beside) throw Fault(path, $"{name} {value:R} between points {step:R} apart from {first:R} on", "points of a regular grid");
        return (first, step, (int)count);
    }

    private static InputException Fault(string place, string found, string expected) => InputFile.Fault(place, found, expected, Remedy);
}
