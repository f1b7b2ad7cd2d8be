using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>The tags of a picture of a TIFF or BigTIFF file in either byte order. TIFF 6.0, 1992.</summary>
internal sealed class TiffDirectory
{
    private const string FetchAgain = "Fetch the file again, or write it anew with `gdal_translate`.";
    private readonly byte[] _bytes;
    private readonly Dictionary<int, Entry> _entries = [];
    private readonly bool _isBig;
    private readonly ulong _next;

    /// <summary>Of the first picture.</summary>
    public TiffDirectory(string path, byte[] bytes)
    {
        (Path, _bytes) = (path, bytes);
        if (bytes.Length < 8) throw Fault(bytes.Length == 0 ? "an empty file" : $"{bytes.Length} bytes", "a TIFF file");
        IsBigEndian = bytes.AsSpan().StartsWith("MM"u8);
        if (!IsBigEndian && !bytes.AsSpan().StartsWith("II"u8)) throw Fault("no TIFF header", "`II` or `MM` in the first two bytes");
        int version = (int)Unsigned(2, 2);
        _isBig = version == 43;
        if (version != 42 && !(_isBig && bytes.Length >= 16)) throw Fault($"TIFF version {version}", "42, or 43 for BigTIFF");
        _next = ReadEntries(_isBig ? Unsigned(8, 8) : Unsigned(4, 4));
    }

    private TiffDirectory(TiffDirectory first, ulong start)
    {
        (Path, _bytes, IsBigEndian, _isBig) = (first.Path, first._bytes, first.IsBigEndian, first._isBig);
        _next = ReadEntries(start);
    }

    public string Path { get; }

    public bool IsBigEndian { get; }

    /// <summary>The pictures that follow in the file: smaller copies, masks, pages.</summary>
    public IEnumerable<TiffDirectory> Following()
    {
        HashSet<ulong> seen = [];
        for (TiffDirectory at = this; at._next != 0 && seen.Add(at._next);)
        {
            at = new TiffDirectory(this, at._next);
            yield return at;
        }
    }

    public bool Has(int tag) => _entries.ContainsKey(tag);

    /// <summary>The first whole number of a tag, or a default.</summary>
    public long Integer(int tag, long otherwise) => _entries.TryGetValue(tag, out Entry entry) && entry.Count > 0 ? Integer(tag, entry, 0) : otherwise;

    /// <summary>All whole numbers of a tag; none without it.</summary>
    public long[] Integers(int tag)
    {
        if (!_entries.TryGetValue(tag, out Entry entry)) return [];
        long[] values = new long[entry.Count];
        for (int i = 0; i < values.Length; i++) values[i] = Integer(tag, entry, i);
        return values;
    }

    /// <summary>All 64-bit floats of a tag; none without it.</summary>
    public double[] Doubles(int tag)
    {
        if (!_entries.TryGetValue(tag, out Entry entry)) return [];
        if (entry.Type != 12) throw Fault($"tag {tag} of type {entry.Type}", "12, double");
        double[] values = new double[entry.Count];
        for (int i = 0; i < values.Length; i++) values[i] = BitConverter.UInt64BitsToDouble(Unsigned(entry.At + 8L * i, 8));
        return values;
    }

    /// <summary>The bytes of a tag; none without it.</summary>
    public ReadOnlySpan<byte> Bytes(int tag) => _entries.TryGetValue(tag, out Entry entry) && entry.Type is 1 or 7 ? _bytes.AsSpan((int)entry.At, entry.Count) : default;

    /// <summary>The text of a tag, or null.</summary>
    public string? Text(int tag)
    {
        if (!_entries.TryGetValue(tag, out Entry entry) || entry.Type != 2) return null;
        ReadOnlySpan<byte> text = _bytes.AsSpan((int)entry.At, entry.Count);
        return (Utf8.IsValid(text) ? Encoding.UTF8 : Encoding.Latin1).GetString(text).Trim('\0', ' ');
    }

    public InputException Fault(string found, string expected, string remedy = FetchAgain) => InputFile.Fault(Path, found, expected, remedy);

    /// <summary>Reads a list of tags; returns where the next list begins, 0 after the last.</summary>
    private ulong ReadEntries(ulong start)
    {
        int countWidth = _isBig ? 8 : 2, entryLength = _isBig ? 20 : 12, valueWidth = _isBig ? 8 : 4;
        if (start > (ulong)(_bytes.Length - countWidth)) throw Fault($"{_bytes.Length} bytes", $"a list of tags at byte {start}");
        ulong count = Unsigned((long)start, countWidth);
        long first = (long)start + countWidth;
        if (count > (ulong)((_bytes.Length - first) / entryLength)) throw Fault($"{_bytes.Length} bytes", $"{count} tags at byte {first}");
        for (long at = first; at < first + (long)count * entryLength; at += entryLength)
        {
            int tag = (int)Unsigned(at, 2), type = (int)Unsigned(at + 2, 2), width = WidthOf(type);
            ulong length = Unsigned(at + 4, valueWidth);
            if (width == 0) continue;                                  // types yet to be invented are to be skipped
            if (length > (ulong)(_bytes.Length / width)) throw Fault($"{_bytes.Length} bytes", $"{length} values of tag {tag}");
            long value = at + 4 + valueWidth;
            if (length * (ulong)width > (ulong)valueWidth)
            {
                ulong offset = Unsigned(value, valueWidth);
                if (offset > (ulong)_bytes.Length || length * (ulong)width > (ulong)_bytes.Length - offset)
                    throw Fault($"{_bytes.Length} bytes", string.Create(CultureInfo.InvariantCulture, $"{length} values of tag {tag} at byte {offset}"));
                value = (long)offset;
            }
            _entries[tag] = new Entry(type, (int)length, value);
        }
        long end = first + (long)count * entryLength;
        return end + valueWidth <= _bytes.Length ? Unsigned(end, valueWidth) : 0;
    }

    private long Integer(int tag, Entry entry, int index) => entry.Type switch
    {
        1 => (long)Unsigned(entry.At + index, 1),
        3 => (long)Unsigned(entry.At + 2L * index, 2),
        4 or 13 => (long)Unsigned(entry.At + 4L * index, 4),
        16 or 18 when Unsigned(entry.At + 8L * index, 8) is var wide and <= long.MaxValue => (long)wide,
        _ => throw Fault($"tag {tag} of type {entry.Type}", "a whole number"),
    };

    private ulong Unsigned(long at, int width)
    {
        ReadOnlySpan<byte> bytes = _bytes.AsSpan((int)at, width);
        return width switch
        {
            1 => bytes[0],
            2 => IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }

    private static int WidthOf(int type) => type switch { 1 or 2 or 6 or 7 => 1, 3 or 8 => 2, 4 or 9 or 11 or 13 => 4, 5 or 10 or 12 or 16 or 17 or 18 => 8, _ => 0 };

    private readonly record struct Entry(int Type, int Count, long At);
}

/// <summary>Numbers of the tags that are read and written.</summary>
internal static class TiffTag
{
    public const int Subfile = 254, Width = 256, Height = 257, Bits = 258, Compression = 259, Photometric = 262, FillOrder = 266, StripOffsets = 273, SamplesPerPixel = 277, RowsPerStrip = 278,
        StripLengths = 279, PlanarConfiguration = 284, Predictor = 317, ColorMap = 320, TileWidth = 322, TileHeight = 323, TileOffsets = 324, TileLengths = 325, ExtraSamples = 338, SampleFormat = 339, JpegTables = 347,
        PixelScale = 33550, TiePoint = 33922, Transformation = 34264, Copyright = 33432, GeoKeys = 34735, GdalMetadata = 42112, NoData = 42113;
}
