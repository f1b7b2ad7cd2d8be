using System.Buffers.Binary;
using System.IO.Compression;

namespace TerritoryTwin.Files.Formats;

/// <summary>Unpacks strips and tiles of TIFF files. Each unpacker fills a block of known size and says how much of it it filled.</summary>
internal static class TiffDecoding
{
    public const int None = 1, Lzw = 5, Deflate = 8, DeflateOld = 32946, PackBits = 32773;

    /// <summary>Fills <paramref name="block"/>.</summary>
    /// <exception cref="InvalidDataException">The packed data are damaged.</exception>
    public static int Unpack(int compression, byte[] file, int offset, int length, Span<byte> block)
    {
        ReadOnlySpan<byte> packed = file.AsSpan(offset, length);
        switch (compression)
        {
            case None:
                int n = Math.Min(packed.Length, block.Length);
                packed[..n].CopyTo(block);
                return n;
            case Deflate or DeflateOld:
                using (ZLibStream zlib = new(new MemoryStream(file, offset, length, writable: false), CompressionMode.Decompress))
                    return zlib.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            case Lzw: return UnpackLzw(packed, block);
            default: return UnpackBits(packed, block);
        }
    }

    /// <summary>TIFF 6.0, section 13: codes of 9 to 12 bits, high bits first, each widening one code early.</summary>
    private static int UnpackLzw(ReadOnlySpan<byte> packed, Span<byte> block)
    {
        const int clear = 256, end = 257, most = 4096;
        Span<ushort> prefix = stackalloc ushort[most], lengths = stackalloc ushort[most];
        Span<byte> last = stackalloc byte[most], first = stackalloc byte[most];
        for (int i = 0; i < 256; i++) (last[i], first[i], lengths[i]) = ((byte)i, (byte)i, 1);
        int next = end + 1, width = 9, previous = -1, filled = 0, bits = 0;
        uint buffer = 0;
        foreach (byte b in packed)
        {
            buffer = buffer << 8 | b;
            bits += 8;
            if (bits < width) continue;
            bits -= width;
            int code = (int)(buffer >> bits) & (1 << width) - 1;
            if (code == end) break;
            if (code == clear)
            {
                (next, width, previous) = (end + 1, 9, -1);
                continue;
            }
            if (code > next || (code == next || code >= 256) && previous < 0 || code == next && next >= most) throw new InvalidDataException("an LZW code that was not announced");
            if (previous >= 0 && next < most)
            {
                (prefix[next], first[next]) = ((ushort)previous, first[previous]);
                last[next] = code == next ? first[previous] : first[code];
                lengths[next] = (ushort)(lengths[previous] + 1);
                next++;
            }
            int length = lengths[code];
            for (int at = filled + length - 1, c = code; at >= filled; at--, c = prefix[c])
                if (at < block.Length) block[at] = last[c];
            filled = Math.Min(filled + length, block.Length);
            if (filled == block.Length) break;
            previous = code;
            width = next switch { < 511 => 9, < 1023 => 10, < 2047 => 11, _ => 12 };
        }
        return filled;
    }

    /// <summary>TIFF 6.0, section 9: runs and literal stretches.</summary>
    private static int UnpackBits(ReadOnlySpan<byte> packed, Span<byte> block)
    {
        int at = 0, filled = 0;
        while (at + 1 < packed.Length && filled < block.Length)
        {
            int n = (sbyte)packed[at++];
            if (n == -128) continue;
            if (n >= 0)
            {
                int length = Math.Min(Math.Min(n + 1, packed.Length - at), block.Length - filled);
                packed.Slice(at, length).CopyTo(block[filled..]);
                (at, filled) = (at + n + 1, filled + length);
                continue;
            }
            int run = Math.Min(1 - n, block.Length - filled);
            block.Slice(filled, run).Fill(packed[at++]);
            filled += run;
        }
        return filled;
    }

    /// <summary>Undoes predictor 2 on one row: each sample is stored as the difference with its left neighbour.</summary>
    public static void UndoDifferences(Span<byte> row, int width, bool bigEndian)
    {
        for (int at = width; at + width <= row.Length; at += width)
        {
            ReadOnlySpan<byte> left = row.Slice(at - width, width);
            Span<byte> here = row.Slice(at, width);
            switch (width)
            {
                case 1: here[0] += left[0]; break;
                case 2 when bigEndian: BinaryPrimitives.WriteUInt16BigEndian(here, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(here) + BinaryPrimitives.ReadUInt16BigEndian(left))); break;
                case 2: BinaryPrimitives.WriteUInt16LittleEndian(here, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(here) + BinaryPrimitives.ReadUInt16LittleEndian(left))); break;
                case 4 when bigEndian: BinaryPrimitives.WriteUInt32BigEndian(here, BinaryPrimitives.ReadUInt32BigEndian(here) + BinaryPrimitives.ReadUInt32BigEndian(left)); break;
                case 4: BinaryPrimitives.WriteUInt32LittleEndian(here, BinaryPrimitives.ReadUInt32LittleEndian(here) + BinaryPrimitives.ReadUInt32LittleEndian(left)); break;
                case 8 when bigEndian: BinaryPrimitives.WriteUInt64BigEndian(here, BinaryPrimitives.ReadUInt64BigEndian(here) + BinaryPrimitives.ReadUInt64BigEndian(left)); break;
                default: BinaryPrimitives.WriteUInt64LittleEndian(here, BinaryPrimitives.ReadUInt64LittleEndian(here) + BinaryPrimitives.ReadUInt64LittleEndian(left)); break;
            }
        }
    }

    /// <summary>Undoes predictor 3 on one row: the bytes of all floats by significance, each as a difference. Adobe Photoshop TIFF Technical Note 3, 2005.</summary>
    /// <remarks>The highest byte comes first, but last in big-endian files as libtiff writes them; either way the floats come out in the byte order of the file.</remarks>
    public static void UndoFloatPredictor(Span<byte> row, Span<byte> scratch, int width)
    {
        for (int i = 1; i < row.Length; i++) row[i] += row[i - 1];
        row.CopyTo(scratch);
        int count = row.Length / width;
        for (int i = 0; i < count; i++)
            for (int b = 0; b < width; b++)
                row[i * width + width - 1 - b] = scratch[b * count + i];
    }
}
