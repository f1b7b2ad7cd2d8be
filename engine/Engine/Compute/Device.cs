using System.Runtime.InteropServices;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Where fields live and kernels run. It alone knows about vectors, threads and drivers.</summary>
public abstract class Device : IDisposable
{
    /// <summary>Shown to people.</summary>
    public abstract string Name { get; }

    /// <summary>Runs a kernel once for every element of <paramref name="support"/> and every member.</summary>
    public abstract void Run<K>(Support support, K kernel) where K : unmanaged, ICellKernel;

    /// <summary>Sum over all elements of all members, in double, in an order fixed by index.</summary>
    public abstract double Sum(Field field);

    internal abstract nint Allocate(Support support, int members);
    internal abstract nint AllocateIndices(Support support);
    internal abstract void Free(nint handle);
    internal abstract void Write(nint handle, Support support, int members, ReadOnlySpan<float> values);
    internal abstract void Read(nint handle, Support support, int members, Span<float> values);
    internal abstract void WriteIndices(nint handle, Support support, ReadOnlySpan<int> values);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the device holds.</summary>
    protected virtual void Dispose(bool disposing) { }
}

/// <summary>Computes in float64 on float32 fields, an element at a time: what every other device is compared with.</summary>
public sealed unsafe class ReferenceDevice : Device
{
    /// <inheritdoc/>
    public override string Name => "float64 reference";

    /// <inheritdoc/>
    public override void Run<K>(Support support, K kernel)
    {
        for (int j = 0; j < support.Rows; j++)
        {
            for (int i = 0; i < support.Columns; i++)
            {
                Cell cell = new(i, j, support.Columns, support.Rows);
                kernel.Run<Double, Cell>(ref cell);
            }
        }
    }

    /// <inheritdoc/>
    public override double Sum(Field field)
    {
        double sum = 0;
        foreach (float value in new ReadOnlySpan<float>((void*)field.Now.Handle, field.Support.Count)) sum += value;
        return sum;
    }

    internal override nint Allocate(Support support, int members) => (nint)NativeMemory.AllocZeroed((nuint)support.Count * (nuint)members, sizeof(float));
    internal override nint AllocateIndices(Support support) => (nint)NativeMemory.AllocZeroed((nuint)support.Count, sizeof(int));
    internal override void Free(nint handle) => NativeMemory.Free((void*)handle);
    internal override void Write(nint handle, Support support, int members, ReadOnlySpan<float> values) => values.CopyTo(new Span<float>((void*)handle, support.Count * members));
    internal override void Read(nint handle, Support support, int members, Span<float> values) => new ReadOnlySpan<float>((void*)handle, support.Count * members).CopyTo(values);
    internal override void WriteIndices(nint handle, Support support, ReadOnlySpan<int> values) => values.CopyTo(new Span<int>((void*)handle, support.Count));

    private readonly struct Cell(int i, int j, int columns, int rows) : ICell<Double>
    {
        public Double this[View field, int east, int north]
        {
            get => new(((float*)field.Handle)[Math.Clamp(j + north, 0, rows - 1) * columns + Math.Clamp(i + east, 0, columns - 1)]);
            set => ((float*)field.Handle)[j * columns + i] = (float)value.V;
        }

        public Double this[Uniform uniform] => new(uniform.Value);

        public Double At(View field, IndexView index) => new(((float*)field.Handle)[((int*)index.Handle)[j * columns + i]]);
    }
}
