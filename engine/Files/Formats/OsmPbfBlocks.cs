using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>The blocks of an OpenStreetMap PBF file, one after another, unpacked. What a block claims is compared with what is there before anything is allocated for it.</summary>
/// <remarks>https://wiki.openstreetmap.org/wiki/PBF_Format: a header at most 64 KiB, a block at most 32 MiB.</remarks>
/// <param name="path">Of the file, for messages.</param>
/// <param name="bytes">The file.</param>
/// <param name="notes">Take what is odd.</param>
internal sealed class OsmPbfBlocks(string path, byte[] bytes, ReadingNotes notes)
{
    public const string Format = "OpenStreetMap PBF file";
    private const int MostHeader = 64 << 10, MostBlock = 32 << 20;
    private static readonly string[] KnownFeatures = ["OsmSchema-V0.6", "DenseNodes"];

    private int _at, _count, _start;
    private bool _headed;

    /// <summary>The next block of data; null at the end of the file.</summary>
    /// <exception cref="InvalidDataException">The block is damaged or not read.</exception>
    public byte[]? Next()
    {
        while (_at < bytes.Length)
        {
            (string type, byte[] content) = Block();
            if (type == "OSMHeader") RequireKnown(content);
            else if (type == "OSMData" && !_headed) throw new InvalidDataException("data before the block `OSMHeader`");
            _headed |= type == "OSMHeader";
            if (type == "OSMData") return content;
        }
        return _headed ? null : throw InputFile.Fault(path, bytes.Length == 0 ? "an empty file" : "no block `OSMHeader`", $"an {Format}", "Fetch the file again.");
    }

    /// <summary>A fault of the block that was read last.</summary>
    public InputException Fault(string found) =>
        InputFile.Fault($"{path}, block {_count} at byte {_start}", found, "a sound block", "Fetch the file again, or write it anew with `osmium cat`.");

    /// <summary>The next block, of whatever kind; one of an unknown kind is empty.</summary>
    private (string Type, byte[] Content) Block()
    {
        _start = _at;
        _count++;
        int length = bytes.Length - _at < 4 ? throw new InvalidDataException($"{bytes.Length - _at} bytes left") : BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(_at));
        if (length is <= 0 or > MostHeader) throw new InvalidDataException($"a header of {length} bytes; at most {MostHeader} are allowed");
        _at += 4;
        (string type, int size) = Header(Take(length));
        ReadOnlySpan<byte> packed = Take(size);
        if (type is "OSMHeader" or "OSMData") return (type, Unpacked(packed));
        notes.Add($"a block of the unknown kind `{(type.Length > 20 ? type[..20] : type)}` was left out", $"{Path.GetFileName(path)} block {_count}");
        return (type, []);
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > bytes.Length - _at) throw new InvalidDataException($"{bytes.Length - _at} bytes left where {length} are announced");
        _at += length;
        return bytes.AsSpan(_at - length, length);
    }

    private static (string Type, int Size) Header(ReadOnlySpan<byte> header)
    {
        string type = "";
        ulong size = ulong.MaxValue;
        ProtobufFields fields = new(header);
        while (fields.Next())
        {
            if (fields is { Number: 1, IsBytes: true }) type = Encoding.UTF8.GetString(fields.Bytes);
            if (fields is { Number: 3, IsBytes: false }) size = fields.Value;
        }
        return size <= MostBlock ? (type, (int)size) : throw new InvalidDataException($"a block of {(size == ulong.MaxValue ? "no" : size)} bytes; at most {MostBlock} are allowed");
    }

    private static byte[] Unpacked(ReadOnlySpan<byte> blob)
    {
        byte[]? raw = null, packed = null;
        ulong size = 0;
        ProtobufFields fields = new(blob);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1 when fields.IsBytes: raw = fields.Bytes.ToArray(); break;
                case 2 when !fields.IsBytes: size = fields.Value; break;
                case 3 when fields.IsBytes: packed = fields.Bytes.ToArray(); break;
                case >= 4 and <= 7:
                    throw new InvalidDataException("data packed by lzma, bzip2, lz4 or zstd; zlib is read, which `osmium cat -f pbf,pbf_compression=zlib` writes");
            }
        }
        if (raw != null && packed == null) return raw;
        if (packed == null) throw new InvalidDataException("a block without data");
        if (size > MostBlock) throw new InvalidDataException($"a block that unpacks to {size} bytes; at most {MostBlock} are allowed");
        using ZLibStream zlib = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        byte[] part = new byte[1 << 16];
        for (int n = zlib.Read(part); n > 0; n = zlib.Read(part))
        {
            unpacked.Write(part, 0, n);
            if (unpacked.Length > (long)size) break;
        }
        return unpacked.Length == (long)size ? unpacked.ToArray() : throw new InvalidDataException($"a block that unpacks to {unpacked.Length} bytes or more; {size} are announced");
    }

    private static void RequireKnown(ReadOnlySpan<byte> header)
    {
        ProtobufFields fields = new(header);
        while (fields.Next())
        {
            if (fields is not { Number: 4, IsBytes: true }) continue;
            string feature = Encoding.UTF8.GetString(fields.Bytes);
            if (KnownFeatures.Contains(feature)) continue;
            throw new InvalidDataException(feature == "HistoricalInformation"
                ? "the history of a map; a map of one day is read, which `osmium time-filter` writes" : $"the feature `{(feature.Length > 40 ? feature[..40] : feature)}`, which is not known");
        }
    }
}
