using System.Text;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads the MessagePack wire format and trusts no length: each is compared with the bytes that are left before anything is reserved.</summary>
/// <remarks>Gives long, double, bool, string, null, <see cref="ReadOnlyMemory{T}"/> of bytes, lists, and maps with unique text keys.</remarks>
internal sealed class MessagePackReader
{
    private const int DeepestNesting = 32, FirstReserve = 64;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly ReadOnlyMemory<byte> _data;
    private int _at;

    private MessagePackReader(ReadOnlyMemory<byte> data) => _data = data;

    /// <summary>The one value that the bytes hold.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or hold more.</exception>
    public static object? Read(ReadOnlyMemory<byte> data)
    {
        MessagePackReader reader = new(data);
        object? value = reader.Value(0);
        return reader._at == data.Length ? value : throw Bad("bytes after the end", reader._at);
    }

    private object? Value(int depth)
    {
        if (depth > DeepestNesting) throw Bad($"values nested more than {DeepestNesting} deep", _at);
        int at = _at, code = Take(1).Span[0];
        return code switch
        {
            <= 0x7F => (long)code,
            >= 0xE0 => (long)(sbyte)code,
            <= 0x8F => Map(code & 15, depth),
            <= 0x9F => List(code & 15, depth),
            <= 0xBF => Text(code & 31),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 => Take(Length(1)),
            0xC5 => Take(Length(2)),
            0xC6 => Take(Length(4)),
            0xCA => (double)BitConverter.UInt32BitsToSingle((uint)Bits(4)),
            0xCB => BitConverter.UInt64BitsToDouble(Bits(8)),
            0xCC => (long)Bits(1),
            0xCD => (long)Bits(2),
            0xCE => (long)Bits(4),
            0xCF => Bits(8) is var wide && wide <= long.MaxValue ? (long)wide : throw Bad("an integer beyond 63 bits", at),
            0xD0 => (long)(sbyte)Bits(1),
            0xD1 => (long)(short)Bits(2),
            0xD2 => (long)(int)Bits(4),
            0xD3 => (long)Bits(8),
            0xD9 => Text(Length(1)),
            0xDA => Text(Length(2)),
            0xDB => Text(Length(4)),
            0xDC => List(Length(2), depth),
            0xDD => List(Length(4), depth),
            0xDE => Map(Length(2), depth),
            0xDF => Map(Length(4), depth),
            _ => throw Bad($"code {code:x2}", at),
        };
    }

    private List<object?> List(int count, int depth)
    {
        RequireLeft(count);
        List<object?> list = new(Math.Min(count, FirstReserve));
        for (int i = 0; i < count; i++) list.Add(Value(depth + 1));
        return list;
    }

    private Dictionary<string, object?> Map(int count, int depth)
    {
        RequireLeft(2L * count);
        Dictionary<string, object?> map = new(Math.Min(count, FirstReserve));
        for (int i = 0; i < count; i++)
        {
            int at = _at;
            if (Value(depth + 1) is not string key) throw Bad("a key that is no text", at);
            if (!map.TryAdd(key, Value(depth + 1))) throw Bad($"key `{key}` twice", at);
        }
        return map;
    }

    private string Text(int length)
    {
        int at = _at;
        try
        {
            return StrictUtf8.GetString(Take(length).Span);
        }
        catch (DecoderFallbackException)
        {
            throw Bad("text that is not UTF-8", at);
        }
    }

    private int Length(int width) => Bits(width) is var length && length <= int.MaxValue ? (int)length : throw Bad("a length beyond 2 GiB", _at);

    private ulong Bits(int width)
    {
        ulong bits = 0;
        foreach (byte b in Take(width).Span) bits = bits << 8 | b;
        return bits;
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        RequireLeft(count);
        _at += count;
        return _data.Slice(_at - count, count);
    }

    private void RequireLeft(long count)
    {
        if (count > _data.Length - _at) throw Bad($"{count} more bytes or values where {_data.Length - _at} bytes are left", _at);
    }

    private static InvalidDataException Bad(string what, int at) => new($"{what}, at byte {at}");
}
