using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Where fields live and kernels run. It alone knows about vectors, threads and drivers.</summary>
public abstract class Device : IDisposable
{
    private readonly HashSet<Memory> _memories = [];
    private bool _disposed;

    /// <summary>Shown to people.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Runs a kernel once for every element of <paramref name="support"/> and every member: as many as the field with most members has;
    /// fields of one member are shared by all.
    /// </summary>
    /// <exception cref="ArgumentException">A view does not fit: wrong support, members, device, disposed, or written and read by neighbours at once.</exception>
    /// <exception cref="KernelException">The kernel cannot be recorded, or the device cannot build it.</exception>
    public abstract void Run<K>(Support support, K kernel) where K : unmanaged, ICellKernel;

    /// <summary>Waits until everything launched is done.</summary>
    public virtual void Finish() { }

    internal abstract void Allocate(Memory memory);
    /// <summary>Lets a stretch use the memory of its whole.</summary>
    internal virtual void Share(Memory part) { }
    internal abstract void AllocateIndices(Memory memory, ReadOnlySpan<int> values);
    internal abstract void Release(Memory memory);
    internal abstract void Write(Memory memory, ReadOnlySpan<float> values);
    internal abstract void Read(Memory memory, Span<float> values);

    /// <summary>Whether sums are made in float64; else each is the sum of two floats.</summary>
    internal virtual bool Doubles => true;

    /// <summary>Writes the sum of every block of a field, members outermost, from a place on; see <see cref="FieldSums"/>.</summary>
    internal abstract void SumBlocks(Memory values, Memory sums, int first);

    /// <summary>Gives each receiver the weighted sum of its givers; see <see cref="Core.Transfer"/>.</summary>
    internal abstract void Transfer(Memory starts, Memory givers, Memory weights, Memory from, Memory to);

    internal Memory Allocate(string name, Support support, int members, Boundary boundary)
    {
        Memory memory = Register(new Memory(this, name, support, members, boundary));
        Allocate(memory);
        return memory;
    }

    internal Memory AllocateIndices(string name, Support support, ReadOnlySpan<int> values)
    {
        Memory memory = Register(new Memory(this, name, support, 1, default));
        (memory.Lowest, memory.Highest) = (int.MaxValue, int.MinValue);
        foreach (int value in values)
        {
            memory.Lowest = Math.Min(memory.Lowest, value);
            memory.Highest = Math.Max(memory.Highest, value);
        }
        AllocateIndices(memory, values);
        return memory;
    }

    internal Memory Part(Memory whole, int start, Support support)
    {
        Memory part = new(this, whole.Name, support, 1, whole.Boundary) { Whole = whole, Start = start };
        Share(part);
        whole.Parts.Add(part);
        return Register(part);
    }

    internal void Free(Memory memory)
    {
        foreach (Memory part in memory.Parts) Free(part);
        lock (_memories)
        {
            if (!_memories.Remove(memory)) return;
        }
        Memories.Remove(memory);
        if (memory.Whole == null) Release(memory);
    }

    private Memory Register(Memory memory)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lock (_memories) _memories.Add(memory);
        return Memories.Add(memory);
    }

    /// <summary>Releases the device and every field on it.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        Memory[] left;
        lock (_memories) left = [.. _memories];
        foreach (Memory memory in left) Free(memory);
        _disposed = true;
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the device holds besides fields.</summary>
    protected virtual void Dispose(bool disposing) { }
}

/// <summary>A kernel cannot be recorded, or a device cannot build it; the message names the kernel, the device and the cause.</summary>
public sealed class KernelException(string message) : TerritoryException(message);
