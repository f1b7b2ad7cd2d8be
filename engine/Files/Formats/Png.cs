using SkiaSharp;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes PNG pictures of 8 bits a channel, red, green and blue.</summary>
public static class Png
{
    private static readonly SKPngEncoderOptions s_options = new(SKPngEncoderFilterFlags.None, zLibLevel: 4);

    /// <summary>Writes a picture; the file is written aside, then renamed.</summary>
    /// <param name="path">Replaced when it exists.</param>
    /// <param name="width">[pixels]</param>
    /// <param name="height">[pixels]</param>
    /// <param name="rgb">Red, green, blue of each pixel, from the top left, row by row.</param>
    /// <exception cref="ArgumentException">The bytes are not three a pixel, or there is no pixel.</exception>
    public static void Write(string path, int width, int height, ReadOnlySpan<byte> rgb)
    {
        byte[] file = Encode(width, height, rgb);
        AtomicFile.Write(path, stream => stream.Write(file));
    }

    /// <summary>The bytes of the file.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> rgb)
    {
        if (width < 1 || height < 1 || rgb.Length != 3L * width * height)
            throw new ArgumentException($"{rgb.Length} bytes for {width} × {height} pixels of 3 bytes", nameof(rgb));
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque));
        Span<byte> pixels = bitmap.GetPixelSpan();
        for (int from = 0, to = 0; from < rgb.Length; from += 3, to += 4) (pixels[to], pixels[to + 1], pixels[to + 2]) = (rgb[from], rgb[from + 1], rgb[from + 2]);
        return Encode(bitmap);
    }

    /// <summary>The bytes of the file of a picture without transparency.</summary>
    internal static byte[] Encode(SKBitmap bitmap)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData file = pixels.Encode(s_options) ?? throw new InvalidOperationException($"{bitmap.Width} × {bitmap.Height} pixels could not be written as PNG");
        return file.ToArray();
    }
}
