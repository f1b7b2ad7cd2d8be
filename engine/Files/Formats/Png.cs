using System.Buffers.Binary;
using System.IO.Hashing;
using SkiaSharp;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes PNG pictures of 8 bits a channel, red, green and blue.</summary>
public static class Png
{
    private const int NoteBegins = 33;         // behind the signature and the header
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

    /// <summary>The bytes of a file with a note in it that no picture shows.</summary>
    /// <param name="file">As encoded.</param> <param name="note">Keyword and text, with a zero between (PNG, 11.3.4.3 tEXt).</param>
    internal static byte[] WithNote(byte[] file, ReadOnlySpan<byte> note) => [.. file.AsSpan(0, NoteBegins), .. Chunk(note), .. file.AsSpan(NoteBegins)];

    /// <summary>Whether a file has that note at its beginning.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static bool HasNote(string path, ReadOnlySpan<byte> note)
    {
        byte[] chunk = Chunk(note), begin = new byte[NoteBegins + chunk.Length];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.AsSpan(NoteBegins).SequenceEqual(chunk);
    }

    private static byte[] Chunk(ReadOnlySpan<byte> note)
    {
        byte[] chunk = new byte[note.Length + 12];                      // length, type, note, sum of type and note
        BinaryPrimitives.WriteInt32BigEndian(chunk, note.Length);
        "tEXt"u8.CopyTo(chunk.AsSpan(4));
        note.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(chunk.AsSpan(4, note.Length + 4)));
        return chunk;
    }

    /// <summary>The bytes of the file of a picture without transparency.</summary>
    internal static byte[] Encode(SKBitmap bitmap)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData file = pixels.Encode(s_options) ?? throw new InvalidOperationException($"{bitmap.Width} × {bitmap.Height} pixels could not be written as PNG");
        return file.ToArray();
    }
}
