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
/// <param name="Facts">Text, long, double or bool by name.</param>
/// <param name="Arrays">In the order of the file.</param>
public sealed record Snapshot(IReadOnlyDictionary<string, object> Facts, IReadOnlyList<SnapshotArray> Arrays)
{
    /// <summary>Writes the snapshot aside, flushes it to disk and renames it. The same state gives the same bytes.</summary>
    public static void Write(string path, Snapshot snapshot) => throw new InputException($"{path} {snapshot}");

    /// <summary>Reads a snapshot and checks its sums.</summary>
    /// <exception cref="InputException">The file is missing, damaged, or of a later version.</exception>
    public static Snapshot Read(string path) => throw new InputException(path);

    /// <summary>The array of that name.</summary>
    /// <exception cref="InputException">There is none, or its values are of another type.</exception>
    public T[] Array<T>(string name) where T : struct => throw new InputException(name);
}
