using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Every machine: kernels compiled to the widest vectors of the processor, rows and blocks of rows shared among threads.</summary>
/// <remarks>Results do not depend on the number of threads, nor on the width of the vectors.</remarks>
public sealed unsafe class HostDevice : HostMemoryDevice
{
    [ThreadStatic] private static float[]? _differing;
    private readonly VectorWidth _width;
    private readonly Crew _crew;
    private readonly RowsWork _work = new();
    private readonly Lock _launching = new();

    /// <summary>With as many threads as the machine has processors.</summary>
    public HostDevice() : this(Environment.ProcessorCount) { }

    /// <summary>With a given number of threads, ≥ 1, the calling one included.</summary>
    public HostDevice(int threads) : this(threads, VectorWidth.Widest) { }

    internal HostDevice(int threads, VectorWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_width, _crew) = (width, new(threads));
    }

    /// <inheritdoc/>
    public override string Name => $"host ({_crew.Threads} threads, {32 * _width.Lanes}-bit vectors)";

    /// <inheritdoc/>
    public override void Run<K>(Support support, K kernel)
    {
        ArgumentNullException.ThrowIfNull(support);
        Recording recording = Recordings<K>.Of;
        byte* bytes = (byte*)&kernel;
        Memory?[] bound = Launch.Bind(recording, this, support, bytes, out int members, out bool shared);
        if (support.Count == 0) return;
        Argument[] arguments = recording.Arguments.All;
        ViewRows* views = stackalloc ViewRows[arguments.Length];
        int differing = Launch.Differs(recording, bytes) ? arguments.Length : 0;         // floats from a member's uniforms to the next one's
        float* one = stackalloc float[arguments.Length], uniforms = differing == 0 ? one : Differing(members * differing);
        RowVariant variant = (shared ? RowVariant.LoadsFirst : RowVariant.Plain) | (Avx2.IsSupported ? RowVariant.FlatGathers | RowVariant.OpenSearches : RowVariant.Plain);
        for (int slot = 0; slot < arguments.Length; slot++)
        {
            if (recording.Usages[slot].Gathered && bound[slot]!.Support.Rows > 1) variant &= ~RowVariant.FlatGathers;
            if (recording.Usages[slot].Searched && bound[slot]!.Boundary.Kind != BoundaryKind.Open) variant &= ~RowVariant.OpenSearches;
            if (arguments[slot].Kind == ArgumentKind.Uniform)
                for (int member = 0; member < (differing > 0 ? members : 1); member++) uniforms[member * differing + slot] = ((Uniform*)(bytes + arguments[slot].Offset))->Of(member);
            else if (bound[slot] is { } memory) views[slot] = Prepare(memory, recording.Usages[slot]);
        }
        Pieces pieces = new(support, members, recording.Nodes.Length);
        RowsMethod rows = Compiled<K>.For(_width, variant);
        if (pieces.Count == 1) rows(views, uniforms, 0, 0, support.Rows, 0, support.Columns);
        else
        {
            lock (_launching)
            {
                _work.Set(rows, views, uniforms, differing, pieces);
                _crew.Do(_work, pieces.Count);
            }
        }
    }

    // Kept by the thread that launches; pinned, so that its address holds.
    private static float* Differing(int count)
    {
        if (_differing is null || _differing.Length < count) _differing = GC.AllocateUninitializedArray<float>(count, pinned: true);
        return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_differing));
    }

    private protected override void TransferRows(Memory starts, Memory givers, Memory weights, nint values, nint target, Memory from, Memory to)
    {
        Pieces pieces = new(to.Support, to.Members, operations: 16);
        lock (_launching) _crew.Do(new TransferWork(starts, givers, weights, values, target, from, to, pieces), pieces.Count);
    }

    internal override void SumBlocks(Memory values, Memory sums, int first)
    {
        SumWork work = new(values, sums, first);
        lock (_launching) _crew.Do(work, work.Pieces);
    }

    private static ViewRows Prepare(Memory memory, Usage usage)
    {
        if (usage.Stored) memory.HaloFilled = 0;
        else if (usage.Reach > memory.HaloFilled)
        {
            lock (memory)
            {
                if (usage.Reach > memory.HaloFilled)
                {
                    new FieldLayout(memory.Support).FillHalo(memory.Data, memory.Members, memory.Boundary, usage.Reach);
                    memory.HaloFilled = usage.Reach;
                }
            }
        }
        return new(memory);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _crew.Dispose();

    private static class Compiled<K> where K : unmanaged, ICellKernel
    {
        private static readonly RowsMethod?[] Methods = new RowsMethod?[8 * 17];

        public static RowsMethod For(VectorWidth width, RowVariant variant) =>
            Methods[8 * width.Lanes + (int)variant] ??= RowCompiler.Compile(Recordings<K>.Of, width, variant);
    }

    private sealed class RowsWork : PiecedWork
    {
        private RowsMethod? _rows;
        private ViewRows* _views;
        private float* _uniforms;
        private int _differing;
        private Pieces _pieces;

        public void Set(RowsMethod rows, ViewRows* views, float* uniforms, int differing, Pieces pieces)
        {
            _rows = rows;
            _views = views;
            _uniforms = uniforms;
            _differing = differing;
            _pieces = pieces;
        }

        public override void Do(int piece)
        {
            (int member, int firstRow, int endRow, int firstColumn, int endColumn) = _pieces[piece];
            _rows!(_views, _uniforms + (long)member * _differing, member, firstRow, endRow, firstColumn, endColumn);
        }
    }
}

/// <summary>A transfer, cut as launches are.</summary>
internal sealed class TransferWork(
    Memory starts, Memory givers, Memory weights, nint values, nint target, Memory from, Memory to, Pieces pieces) : PiecedWork
{
    public override void Do(int piece)
    {
        (int member, int firstRow, int endRow, int firstColumn, int endColumn) = pieces[piece];
        for (int row = firstRow; row < endRow; row++) TransferRow.Do(starts, givers, weights, values, target, from, to, member, row, firstColumn, endColumn);
    }
}

/// <summary>How a launch is cut: by member, then by rows, and long rows by columns. Depends on the kernel and its support, not on the threads.</summary>
internal readonly struct Pieces
{
    /// <summary>Operations on single elements that make a piece worth handing to a thread: about ten microseconds.</summary>
    private const int WorthAThread = 200_000;
    /// <summary>More than this only costs: neighbouring rows would be fetched again and again.</summary>
    private const int MostRowPieces = 256;

    private readonly Support _support;
    private readonly int _rows, _columns, _rowPieces, _columnPieces;

    public Pieces(Support support, int members, int operations)
    {
        _support = support;
        int elements = Math.Max(512, WorthAThread / Math.Max(1, operations));
        _columns = support.Columns <= elements ? support.Columns : (elements + FieldLayout.Alignment - 1) / FieldLayout.Alignment * FieldLayout.Alignment;
        _rows = Math.Clamp(elements / Math.Max(1, support.Columns), 1 + support.Rows / MostRowPieces, Math.Max(1, support.Rows));
        (_rowPieces, _columnPieces) = ((support.Rows + _rows - 1) / _rows, (support.Columns + _columns - 1) / _columns);
        Count = checked(members * _rowPieces * _columnPieces);
    }

    public int Count { get; }

    public (int Member, int FirstRow, int EndRow, int FirstColumn, int EndColumn) this[int piece]
    {
        get
        {
            int column = piece % _columnPieces * _columns, row = piece / _columnPieces % _rowPieces * _rows;
            return (piece / _columnPieces / _rowPieces, row, Math.Min(row + _rows, _support.Rows), column, Math.Min(column + _columns, _support.Columns));
        }
    }
}
