using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>
/// The blocks of an OpenStreetMap PBF file, one after another, checked and unpacked, in the same format. What a block claims is compared with what is there before
/// anything is allocated for it; a block of an unknown kind is left out, where the decoder would end without a word; and what a block leaves to the format's defaults is
/// written into it, where the decoder would keep the values of the block before.
/// </summary>
/// <remarks>https://wiki.openstreetmap.org/wiki/PBF_Format: a header at most 64 KiB, a block at most 32 MiB.</remarks>
/// <param name="path">Of the file, for messages.</param>
/// <param name="bytes">The file.</param>
/// <param name="notes">Take what is odd.</param>
internal sealed class OsmPbfBlocks(string path, byte[] bytes, ReadingNotes notes) : Stream
{
    public const string Format = "OpenStreetMap PBF file";
    private const int MostHeader = 64 << 10, MostBlock = 32 << 20;

    /// <summary>Granularity 100, offsets 0, dates in 1000 ms: fields 17 to 20 of a block.</summary>
    private static readonly byte[] Defaults = [0x88, 0x01, 100, 0x98, 0x01, 0, 0xA0, 0x01, 0, 0x90, 0x01, 0xE8, 0x07];

    private static readonly string[] KnownFeatures = ["OsmSchema-V0.6", "DenseNodes"];

    private byte[] _block = [];
    private int _at, _in, _count, _start;
    private bool _headed;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_in == _block.Length)
        {
            if (_at == bytes.Length) return 0;
            try
            {
                (_block, _in) = (Next(), 0);
            }
            catch (InvalidDataException e)
            {
                throw Fault(e.Message.TrimEnd('.'), "a sound block");
            }
        }
        int taken = Math.Min(buffer.Length, _block.Length - _in);
        _block.AsSpan(_in, taken).CopyTo(buffer);
        _in += taken;
        return taken;
    }

    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>A fault of the block that was read last.</summary>
    public InputException Fault(string found, string expected) =>
        InputFile.Fault($"{path}, block {_count} at byte {_start}", found, expected, "Fetch the file again, or write it anew with `osmium cat`.");

    /// <summary>Refuses a file that has no header, or of which something was not read.</summary>
    public void RequireEnd()
    {
        if (!_headed) throw InputFile.Fault(path, bytes.Length == 0 ? "an empty file" : "no block `OSMHeader`", $"an {Format}", "Fetch the file again.");
        if (_at < bytes.Length || _in < _block.Length) throw Fault($"{bytes.Length - _at} bytes behind what was decoded", "nodes, ways and relations up to the end");
    }

    /// <summary>The next block in the format of the file, unpacked; empty when it is left out.</summary>
    private byte[] Next()
    {
        _start = _at;
        _count++;
        int length = bytes.Length - _at < 4 ? throw new InvalidDataException($"{bytes.Length - _at} bytes left") : BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(_at));
        if (length is <= 0 or > MostHeader) throw new InvalidDataException($"a header of {length} bytes; at most {MostHeader} are allowed");
        _at += 4;
        (string type, int size) = Header(Take(length));
        ReadOnlySpan<byte> packed = Take(size);
        if (type is not ("OSMHeader" or "OSMData"))
        {
            notes.Add($"a block of the unknown kind `{(type.Length > 20 ? type[..20] : type)}` was left out", $"{Path.GetFileName(path)} block {_count}");
            return [];
        }
        byte[] content = Unpacked(packed);
        if (type == "OSMHeader") RequireKnown(content);
        else if (!_headed) throw new InvalidDataException("data before the block `OSMHeader`");
        _headed = true;
        return Framed(type, type == "OSMData" ? [.. Defaults, .. content] : content);
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

    private static byte[] Framed(string type, byte[] content)
    {
        MemoryStream blob = new(content.Length + 16), header = new(), block = new(content.Length + 64);
        Field(blob, 0x0A, content);
        Field(header, 0x0A, Encoding.UTF8.GetBytes(type));
        header.WriteByte(0x18);
        Varint(header, (uint)blob.Length);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, (int)header.Length);
        block.Write(length);
        header.WriteTo(block);
        blob.WriteTo(block);
        return block.ToArray();
    }

    private static void Field(MemoryStream to, byte tag, byte[] content)
    {
        to.WriteByte(tag);
        Varint(to, (uint)content.Length);
        to.Write(content);
    }

    private static void Varint(MemoryStream to, uint value)
    {
        for (; value >= 0x80; value >>= 7) to.WriteByte((byte)(value | 0x80));
        to.WriteByte((byte)value);
    }
}

/// <summary>Goes through the fields of a protobuf message.</summary>
internal ref struct ProtobufFields(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Of the field.</summary>
    public int Number { get; private set; }

    /// <summary>Whether it holds bytes, not a number.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Its bytes.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Its number.</summary>
    public ulong Value { get; private set; }

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">What is there is no field.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty) return false;
        ulong tag = Varint();
        (Number, IsBytes) = ((int)Math.Min(tag >> 3, int.MaxValue), (tag & 7) == 2);
        switch (tag & 7)
        {
            case 0: Value = Varint(); break;
            case 1: Take(8); break;
            case 2: Bytes = Take(Varint()); break;
            case 5: Take(4); break;
            default: throw new InvalidDataException("what is no protobuf message");
        }
        return true;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int n = 0; n < 10 && n < _rest.Length; n++)
        {
            value |= (ulong)(_rest[n] & 0x7F) << (7 * n);
            if (_rest[n] >= 0x80) continue;
            _rest = _rest[(n + 1)..];
            return value;
        }
        throw new InvalidDataException("a number that does not end");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length) throw new InvalidDataException($"{_rest.Length} bytes left where {length} are announced");
        ReadOnlySpan<byte> taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}
