using System.IO.Hashing;
using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>A named array of a snapshot.</summary>
/// <param name="Name">Unique in the snapshot.</param>
/// <param name="Unit">As in CF conventions.</param>
/// <param name="Values"><c>float[]</c>, <c>double[]</c> or <c>int[]</c>.</param>
/// <param name="Shape">Sizes whose product is the length of the values.</param>
public sealed record SnapshotArray(string Name, string Unit, Array Values, IReadOnlyList<int> Shape)
{
    /// <summary>A flat array.</summary>
    public SnapshotArray(string name, string unit, Array values) : this(name, unit, values, [values.Length]) { }
}

/// <summary>The state of a simulation in a file: a few facts and large arrays, in the MessagePack wire format.</summary>
/// <param name="Facts">Text, long, double or bool by name; identifiers and random states beyond 2⁵³ are text.</param>
/// <param name="Arrays">In the order of the file.</param>
public sealed record Snapshot(IReadOnlyDictionary<string, object> Facts, IReadOnlyList<SnapshotArray> Arrays)
{
    private const string Format = "territorytwin/snapshot";
    private const int Version = 1, BlockBytes = 1 << 22;

    /// <summary>Writes the snapshot aside, flushes it to disk and renames it. The same state gives the same bytes.</summary>
    /// <exception cref="ArgumentException">A fact or an array is of a type that is not stored, a shape does not fit, or a name stands twice.</exception>
    public static void Write(string path, Snapshot snapshot)
    {
        foreach (SnapshotArray array in snapshot.Arrays)
            if (array.Shape.Aggregate(1L, (product, size) => product * size) != array.Values.Length || array.Shape.Any(size => size < 0))
                throw new ArgumentException($"{array.Name}: {array.Values.Length} values for the shape {string.Join(" × ", array.Shape)}", nameof(snapshot));
        if (snapshot.Arrays.DistinctBy(a => a.Name).Count() != snapshot.Arrays.Count) throw new ArgumentException("two arrays of one name", nameof(snapshot));
        AtomicFile.Write(path, stream =>
        {
            MessagePackWriter writer = new(stream);
            writer.Map(4);
            writer.Text("format");
            writer.Text(Format);
            writer.Text("version");
            writer.Integer(Version);
            writer.Text("facts");
            WriteFacts(writer, snapshot.Facts);
            writer.Text("fields");
            writer.Array(snapshot.Arrays.Count);
            foreach (SnapshotArray array in snapshot.Arrays) WriteArray(writer, array);
        });
    }

    /// <summary>Reads a snapshot and checks its sums.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or of a later version.</exception>
    public static Snapshot Read(string path)
    {
        const string kind = "snapshot";
        byte[] bytes = InputFile.Bytes(path, kind);
        return InputFile.Guard(path, kind, () => new SnapshotContent(MessagePackReader.Read(bytes)).Read(Format, Version));
    }

    /// <summary>The values of the array of that name.</summary>
    /// <exception cref="InputException">There is none, or its values are of another type.</exception>
    public T[] Array<T>(string name) where T : struct => Arrays.FirstOrDefault(a => a.Name == name)?.Values as T[]
        ?? throw new InputException($"snapshot: no array `{name}` of {typeof(T).Name}; there are {string.Join(", ", Arrays.Select(a => $"`{a.Name}`"))}. It comes from another version; start the run anew.");

    private static void WriteFacts(MessagePackWriter writer, IReadOnlyDictionary<string, object> facts)
    {
        writer.Map(facts.Count);
        foreach ((string name, object value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            writer.Text(name);
            switch (value)
            {
                case string text: writer.Text(text); break;
                case long whole: writer.Integer(whole); break;
                case int whole: writer.Integer(whole); break;
                case double number: writer.Double(number); break;
                case bool yes: writer.Boolean(yes); break;
                default: throw new ArgumentException($"fact {name} of type {value.GetType().Name}; text, long, double and bool are stored");
            }
        }
    }

    private static void WriteArray(MessagePackWriter writer, SnapshotArray array)
    {
        ReadOnlySpan<byte> bytes = array.Values switch
        {
            float[] values => MemoryMarshal.AsBytes<float>(values),
            double[] values => MemoryMarshal.AsBytes<double>(values),
            int[] values => MemoryMarshal.AsBytes<int>(values),
            _ => throw new ArgumentException($"{array.Name}: an array of {array.Values.GetType().Name}; float[], double[] and int[] are stored"),
        };
        int blocks = (bytes.Length + BlockBytes - 1) / BlockBytes;
        writer.Map(7);
        writer.Text("name");
        writer.Text(array.Name);
        writer.Text("unit");
        writer.Text(array.Unit);
        writer.Text("type");
        writer.Text(array.Values switch { float[] => "f4", double[] => "f8", _ => "i4" });
        writer.Text("shape");
        writer.Array(array.Shape.Count);
        foreach (int size in array.Shape) writer.Integer(size);
        writer.Text("codec");
        writer.Text("raw");
        writer.Text("crc32");
        writer.Array(blocks);
        for (int i = 0; i < blocks; i++) writer.Integer(Crc32.HashToUInt32(Block(bytes, i)));
        writer.Text("data");
        writer.Array(blocks);
        for (int i = 0; i < blocks; i++) writer.Binary(Block(bytes, i));

        static ReadOnlySpan<byte> Block(ReadOnlySpan<byte> bytes, int i) => bytes.Slice(i * BlockBytes, Math.Min(BlockBytes, bytes.Length - i * BlockBytes));
    }
}
