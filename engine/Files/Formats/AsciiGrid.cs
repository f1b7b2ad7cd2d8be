using System.Buffers.Text;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads ESRI ASCII grids: a few lines of `key value`, then the values, north first.</summary>
internal static class AsciiGrid
{
    private const string Format = "ESRI ASCII grid";
    private const double UsualNoData = -9999;
    private const int Beginning = 4096;                                // bytes; a header has some 150
    private const string ExportAnew = "Export the raster anew, e.g. with `gdal_translate -of AAIGrid`.";
    private static readonly string[] Keys = ["ncols", "nrows", "xllcorner", "xllcenter", "yllcorner", "yllcenter", "cellsize", "dx", "dy", "nodata_value"];

    public static Raster Read(string path)
    {
        ReadOnlySpan<byte> text = InputFile.UnpackedBytes(path, Format);
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        Dictionary<string, double> header = Header(path, ref text);
        Grid grid = GridOf(path, header);
        if (grid.Count > text.Length / 2 + 1)                          // a value takes a digit and a space
            throw Fault(path, $"{text.Length} bytes of values", $"{grid.Columns} × {grid.Rows} values, as the header announces");

        float noData = (float)header.GetValueOrDefault("nodata_value", UsualNoData);
        float[] values = new float[grid.Count];
        for (int row = grid.Rows - 1; row >= 0; row--)
            for (int i = 0; i < grid.Columns; i++)
            {
                ReadOnlySpan<byte> word = Word(ref text);
                if (word.IsEmpty) throw Fault(path, $"{(grid.Rows - 1 - row) * (long)grid.Columns + i} values", $"{grid.Columns} × {grid.Rows}, as the header announces");
                float value = (float)Number(path, $"row {grid.Rows - row}, column {i + 1}", word);
                values[row * grid.Columns + i] = value == noData ? float.NaN : value;
            }
        return Word(ref text).IsEmpty ? new Raster(grid, values) : throw Fault(path, "values after the last", $"{grid.Columns} × {grid.Rows}, as the header announces");
    }

    /// <summary>Where it lies, from its first lines; nothing else of it is read.</summary>
    public static Grid ReadGrid(string path) => InputFile.Guard(path, Format, () =>
    {
        byte[] first = new byte[Beginning];
        using Stream stream = InputFile.Unpacked(path, Format);
        ReadOnlySpan<byte> text = first.AsSpan(0, stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false));
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        return GridOf(path, Header(path, ref text));
    });

    private static Dictionary<string, double> Header(string path, ref ReadOnlySpan<byte> text)
    {
        Dictionary<string, double> header = [];
        while (true)
        {
            ReadOnlySpan<byte> rest = text, word = Word(ref rest);
            if (word.IsEmpty || !char.IsAsciiLetter((char)word[0]) || word.Length > 20) break;
            string key = Encoding.ASCII.GetString(word).ToLowerInvariant();
            if (!Keys.Contains(key)) break;
            text = rest;
            header[key] = Number(path, key, Word(ref text));
        }
        return header;
    }

    private static Grid GridOf(string path, Dictionary<string, double> header)
    {
        double columns = Required("ncols"), rows = Required("nrows");
        double width = header.TryGetValue("cellsize", out double size) ? size : Required("dx"), height = header.ContainsKey("cellsize") ? width : Required("dy");
        double west = header.TryGetValue("xllcenter", out double x) ? x - width / 2 : Required("xllcorner");
        double south = header.TryGetValue("yllcenter", out double y) ? y - height / 2 : Required("yllcorner");
        if (columns % 1 != 0 || rows % 1 != 0 || Math.Abs(columns) > int.MaxValue || Math.Abs(rows) > int.MaxValue)
            throw Fault(path, $"{columns} columns and {rows} rows", "whole numbers");
        return RasterReader.GridOf(path, (long)columns, (long)rows, width, height, west, south);

        double Required(string key) => header.TryGetValue(key, out double value) ? value : throw Fault(path, $"no `{key}` in the header",
            "`ncols`, `nrows`, `xllcorner` or `xllcenter`, `yllcorner` or `yllcenter`, `cellsize` (or `dx` and `dy`), perhaps `nodata_value`, then the values");
    }

    private static ReadOnlySpan<byte> Word(ref ReadOnlySpan<byte> text)
    {
        int start = 0;
        while (start < text.Length && text[start] <= ' ') start++;
        int end = start;
        while (end < text.Length && text[end] > ' ') end++;
        ReadOnlySpan<byte> word = text[start..end];
        text = text[end..];
        return word;
    }

    private static double Number(string path, string place, ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> digits = word.Length > 1 && word[0] == '+' ? word[1..] : word;
        if (Utf8Parser.TryParse(digits, out double value, out int used) && used == digits.Length && Math.Abs(value) <= float.MaxValue * 1.0000001) return value;
        if (digits.Length == 3 && (digits[0] | 32) == 'n' && (digits[1] | 32) == 'a') return double.NaN;
        throw InputFile.Fault($"{path}, {place}", $"`{Encoding.Latin1.GetString(word[..Math.Min(word.Length, 40)])}`", "a number with a point", ExportAnew);
    }

    private static InputException Fault(string path, string found, string expected) => InputFile.Fault(path, found, expected, ExportAnew);
}
