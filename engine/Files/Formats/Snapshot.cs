using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using MessagePack;
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
            Put(stream, (ref writer) =>
            {
                writer.WriteMapHeader(4);
                writer.Write("format");
                writer.Write(Format);
                writer.Write("version");
                writer.Write(Version);
                writer.Write("facts");
                WriteFacts(ref writer, snapshot.Facts);
                writer.Write("fields");
                writer.WriteArrayHeader(snapshot.Arrays.Count);
            });
            foreach (SnapshotArray array in snapshot.Arrays) WriteArray(stream, array);
        });
    }

    /// <summary>Reads a snapshot and checks its sums.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or of a later version.</exception>
    public static Snapshot Read(string path)
    {
        const string kind = "snapshot";
        byte[] bytes = InputFile.Bytes(path, kind);
        return InputFile.Guard(path, kind, () => new SnapshotContent(MessagePackTree.Read(bytes)).Read(Format, Version));
    }

    /// <summary>The values of the array of that name.</summary>
    /// <exception cref="InputException">There is none, or its values are of another type.</exception>
    public T[] Array<T>(string name) where T : struct => Arrays.FirstOrDefault(a => a.Name == name)?.Values as T[]
        ?? throw new InputException($"snapshot: no array `{name}` of {typeof(T).Name}; there are {string.Join(", ", Arrays.Select(a => $"`{a.Name}`"))}. It comes from another version; start the run anew.");

    private delegate void Values(ref MessagePackWriter writer);

    private static void Put(Stream output, Values write)
    {
        ArrayBufferWriter<byte> bytes = new();
        MessagePackWriter writer = new(bytes);
        write(ref writer);
        writer.Flush();
        output.Write(bytes.WrittenSpan);
    }

    private static void WriteFacts(ref MessagePackWriter writer, IReadOnlyDictionary<string, object> facts)
    {
        writer.WriteMapHeader(facts.Count);
        foreach ((string name, object value) in facts.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            writer.Write(name);
            switch (value)
            {
                case string text: writer.Write(text); break;
                case long whole: writer.Write(whole); break;
                case int whole: writer.Write(whole); break;
                case double number: writer.Write(number); break;
                case bool yes: writer.Write(yes); break;
                default: throw new ArgumentException($"fact {name} of type {value.GetType().Name}; text, long, double and bool are stored");
            }
        }
    }

    private static void WriteArray(Stream output, SnapshotArray array)
    {
        ReadOnlySpan<byte> bytes = array.Values switch
        {
            float[] values => MemoryMarshal.AsBytes<float>(values),
            double[] values => MemoryMarshal.AsBytes<double>(values),
            int[] values => MemoryMarshal.AsBytes<int>(values),
            _ => throw new ArgumentException($"{array.Name}: an array of {array.Values.GetType().Name}; float[], double[] and int[] are stored"),
        };
        uint[] sums = new uint[(bytes.Length + BlockBytes - 1) / BlockBytes];
        for (int i = 0; i < sums.Length; i++) sums[i] = Crc32.HashToUInt32(Block(bytes, i));
        Put(output, (ref writer) =>
        {
            writer.WriteMapHeader(7);
            writer.Write("name");
            writer.Write(array.Name);
            writer.Write("unit");
            writer.Write(array.Unit);
            writer.Write("type");
            writer.Write(array.Values switch { float[] => "f4", double[] => "f8", _ => "i4" });
            writer.Write("shape");
            writer.WriteArrayHeader(array.Shape.Count);
            foreach (int size in array.Shape) writer.Write(size);
            writer.Write("codec");
            writer.Write("raw");
            writer.Write("crc32");
            writer.WriteArrayHeader(sums.Length);
            foreach (uint sum in sums) writer.Write(sum);
            writer.Write("data");
            writer.WriteArrayHeader(sums.Length);
        });
        for (int i = 0; i < sums.Length; i++)
        {
            ReadOnlySpan<byte> block = Block(bytes, i);
            int length = block.Length;
            Put(output, (ref writer) => writer.WriteBinHeader(length));
            output.Write(block);                                       // past the buffer: not copied
        }

        static ReadOnlySpan<byte> Block(ReadOnlySpan<byte> bytes, int i) => bytes.Slice(i * BlockBytes, Math.Min(BlockBytes, bytes.Length - i * BlockBytes));
    }
}
