using System.Text;
using MessagePack;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads a MessagePack value of any kind, and refuses what other readers would take differently: deep nesting, a key twice, text that is not UTF-8, bytes after the end.</summary>
/// <remarks>Gives long, double, bool, string, null, <see cref="ReadOnlyMemory{T}"/> of bytes, lists, and maps with unique text keys.</remarks>
internal static class MessagePackTree
{
    private const int DeepestNesting = 32;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The one value that the bytes hold.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or hold more.</exception>
    public static object? Read(ReadOnlyMemory<byte> data)
    {
        MessagePackReader reader = new(data);
        try
        {
            object? value = Value(ref reader, 0);
            return reader.End ? value : throw new InvalidDataException("bytes after the end");
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or ArgumentOutOfRangeException or OverflowException or DecoderFallbackException or InvalidDataException)
        {
            string what = e switch
            {
                EndOfStreamException or ArgumentOutOfRangeException => "cut short, or a length beyond the bytes that are left",
                OverflowException => "an integer beyond 63 bits",
                DecoderFallbackException => "text that is not UTF-8",
                _ => e.Message.TrimEnd('.'),
            };
            throw new InvalidDataException($"{what}, at byte {reader.Consumed}", e);
        }
    }

    private static object? Value(ref MessagePackReader reader, int depth)
    {
        if (depth > DeepestNesting) throw new InvalidDataException($"values nested more than {DeepestNesting} deep");
        return reader.NextMessagePackType switch
        {
            MessagePackType.Map => Map(ref reader, depth),
            MessagePackType.Array => List(ref reader, depth),
            MessagePackType.String => Text(ref reader),
            MessagePackType.Binary => reader.ReadBytes()?.First,
            MessagePackType.Integer => reader.ReadInt64(),
            MessagePackType.Float => reader.ReadDouble(),
            MessagePackType.Boolean => reader.ReadBoolean(),
            MessagePackType.Nil when reader.TryReadNil() => null,
            _ => throw new InvalidDataException($"code {reader.NextCode:x2}"),
        };
    }

    private static List<object?> List(ref MessagePackReader reader, int depth)
    {
        int count = reader.ReadArrayHeader();
        List<object?> list = [];
        for (int i = 0; i < count; i++) list.Add(Value(ref reader, depth + 1));
        return list;
    }

    private static Dictionary<string, object?> Map(ref MessagePackReader reader, int depth)
    {
        int count = reader.ReadMapHeader();
        Dictionary<string, object?> map = [];
        for (int i = 0; i < count; i++)
        {
            if (reader.NextMessagePackType != MessagePackType.String) throw new InvalidDataException("a key that is no text");
            string key = Text(ref reader);
            if (!map.TryAdd(key, Value(ref reader, depth + 1))) throw new InvalidDataException($"key `{key}` twice");
        }
        return map;
    }

    private static string Text(ref MessagePackReader reader) => StrictUtf8.GetString(reader.ReadStringSequence() ?? default);
}
