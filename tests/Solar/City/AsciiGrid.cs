using System.IO.Compression;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Solar.City;

/// <summary>Reads the gzip-compressed ESRI ASCII grids of the reference cases, whose first line is the northernmost.</summary>
internal static class AsciiGrid
{
    public static Raster Read(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        string[] words = reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, double> header = new(StringComparer.OrdinalIgnoreCase);
        int at = 0;
        for (; char.IsLetter(words[at][0]); at += 2) header[words[at]] = double.Parse(words[at + 1]);
        int rows = (int)header["nrows"], columns = (int)header["ncols"];
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
            for (int i = 0; i < columns; i++) values[(rows - 1 - row) * columns + i] = float.Parse(words[at++]);
        return new Raster(new Grid(rows, columns, header["cellsize"]), values);
    }
}
