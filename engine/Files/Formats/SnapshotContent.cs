using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TerritoryTwin.Files.Formats;

/// <summary>What a snapshot file says, checked on the way into a <see cref="Snapshot"/>. Unknown keys are skipped.</summary>
internal sealed class SnapshotContent(object? root)
{
    /// <summary>The snapshot.</summary>
    /// <exception cref="InvalidDataException">Something is missing or does not fit.</exception>
    public Snapshot Read(string format, int version)
    {
        if (root is not Dictionary<string, object?> map || Get<string>(map, "format") != format) throw new InvalidDataException($"no `{format}`");
        if (Get<long>(map, "version") != version) throw new InvalidDataException($"version {Get<long>(map, "version")} where this program knows {version}");
        Dictionary<string, object> facts = [];
        foreach ((string name, object? value) in Get<Dictionary<string, object?>>(map, "facts"))
            facts[name] = value is string or long or double or bool ? value : throw new InvalidDataException($"fact `{name}` that is no text, number, yes or no");
        List<SnapshotArray> arrays = [];
        foreach (object? field in Get<List<object?>>(map, "fields"))
            arrays.Add(ReadArray(field as Dictionary<string, object?> ?? throw new InvalidDataException("a field that is no map")));
        return new Snapshot(facts, arrays);
    }

    private static SnapshotArray ReadArray(Dictionary<string, object?> field)
    {
        string name = Get<string>(field, "name"), codec = Get<string>(field, "codec");
        if (codec != "raw") throw new InvalidDataException($"field `{name}` packed by `{codec}`; `raw` is read");
        List<ReadOnlyMemory<byte>> blocks = Blocks(name, Get<List<object?>>(field, "data"), Get<List<object?>>(field, "crc32"));
        int[] shape = [.. Get<List<object?>>(field, "shape").Select(s => s is long and >= 0 and <= int.MaxValue ? (int)(long)s : throw new InvalidDataException($"field `{name}` with a size of {s}"))];
        Array values = Get<string>(field, "type") switch
        {
            "f4" => Join<float>(name, blocks, shape),
            "f8" => Join<double>(name, blocks, shape),
            "i4" => Join<int>(name, blocks, shape),
            string type => throw new InvalidDataException($"field `{name}` of type `{type}`; f4, f8 and i4 are read"),
        };
        return new SnapshotArray(name, Get<string>(field, "unit"), values, shape);
    }

    private static List<ReadOnlyMemory<byte>> Blocks(string name, List<object?> data, List<object?> sums)
    {
        if (data.Count != sums.Count) throw new InvalidDataException($"field `{name}` with {data.Count} blocks and {sums.Count} sums");
        List<ReadOnlyMemory<byte>> blocks = new(data.Count);
        for (int i = 0; i < data.Count; i++)
        {
            if (data[i] is not ReadOnlyMemory<byte> block) throw new InvalidDataException($"field `{name}`: block {i} that is no bytes");
            if (sums[i] is not long sum || sum != Crc32.HashToUInt32(block.Span)) throw new InvalidDataException($"field `{name}`: block {i} does not have its sum");
            blocks.Add(block);
        }
        return blocks;
    }

    private static T[] Join<T>(string name, List<ReadOnlyMemory<byte>> blocks, int[] shape) where T : struct
    {
        long there = blocks.Sum(b => (long)b.Length), wanted = Marshal.SizeOf<T>();
        foreach (int size in shape) wanted = size == 0 ? 0 : wanted > there ? wanted : wanted * size;      // grows past what is there at most once
        if (there != wanted || shape.Contains(0) && there != 0) throw new InvalidDataException($"field `{name}`: {there} bytes for the shape {string.Join(" × ", shape)}");
        T[] values = new T[there / Marshal.SizeOf<T>()];
        Span<byte> target = MemoryMarshal.AsBytes(values.AsSpan());
        foreach (ReadOnlyMemory<byte> block in blocks)
        {
            block.Span.CopyTo(target);
            target = target[block.Length..];
        }
        return values;
    }

    private static T Get<T>(Dictionary<string, object?> map, string key) =>
        map.GetValueOrDefault(key) is T value ? value : throw new InvalidDataException($"no `{key}` of the right kind");
}
