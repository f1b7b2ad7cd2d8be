using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace TerritoryTwin.Files.Formats;

/// <summary>Writes PNG pictures. ISO 15948.</summary>
public static class Png
{
    private const byte FilterSub = 1;

    /// <summary>Writes a picture of 8 bits a channel; the file is written aside, then renamed.</summary>
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
        MemoryStream png = new();
        png.Write([137, 80, 78, 71, 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9]) = (8, 2);                               // 8 bits a channel, RGB
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Packed(rgb, 3 * width));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    /// <summary>Each row as differences with the pixel to the left, which packs well.</summary>
    private static ReadOnlySpan<byte> Packed(ReadOnlySpan<byte> rgb, int rowLength)
    {
        MemoryStream packed = new();
        byte[] filtered = new byte[rowLength + 1];
        filtered[0] = FilterSub;
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            for (int at = 0; at < rgb.Length; at += rowLength)
            {
                ReadOnlySpan<byte> row = rgb.Slice(at, rowLength);
                for (int i = 0; i < rowLength; i++) filtered[i + 1] = (byte)(row[i] - (i < 3 ? 0 : row[i - 3]));
                zlib.Write(filtered);
            }
        return packed.GetBuffer().AsSpan(0, (int)packed.Length);
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, data.Length);
        png.Write(four);
        png.Write(type);
        png.Write(data);
        Crc32 sum = new();
        sum.Append(type);
        sum.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(four, sum.GetCurrentHashAsUInt32());
        png.Write(four);
    }
}
