using SkiaSharp;

namespace TerritoryTwin.Tests;

/// <summary>PNG files as another program reads them.</summary>
internal static class PngFile
{
    public static (int Width, int Height) SizeOf(string path)
    {
        SKImageInfo info = SKBitmap.DecodeBounds(path);
        return (info.Width, info.Height);
    }

    /// <summary>Red, green, blue of each pixel, row by row from the top.</summary>
    public static byte[] Pixels(string path)
    {
        using SKBitmap bitmap = SKBitmap.Decode(path);
        return [.. bitmap.Pixels.SelectMany(p => new[] { p.Red, p.Green, p.Blue })];
    }
}
