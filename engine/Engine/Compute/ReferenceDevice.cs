using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Memory of devices that compute on the host.</summary>
public abstract class HostMemoryDevice : Device
{
    private protected HostMemoryDevice() { }

    internal override void Allocate(Memory memory) => memory.Data = new FieldLayout(memory.Support).Allocate(memory.Members);

    internal override void Share(Memory part)
    {
        part.Data = part.Whole!.Data + part.Start * sizeof(float);
        if (part.Whole.Derivatives != 0) part.Derivatives = part.Whole.Derivatives + part.Start * sizeof(float);
    }

    internal override void AllocateIndices(Memory memory, ReadOnlySpan<int> values)
    {
        Allocate(memory);
        new FieldLayout(memory.Support).Write(memory.Data, 1, values);
    }

    internal override void Release(Memory memory)
    {
        FieldLayout.Free(memory.Data);
        if (memory.Derivatives != 0) FieldLayout.Free(memory.Derivatives);
    }

    internal override void Write(Memory memory, ReadOnlySpan<float> values) => new FieldLayout(memory.Support).Write(memory.Data, memory.Members, values);
    internal override void Read(Memory memory, Span<float> values) => new FieldLayout(memory.Support).Read(memory.Data, memory.Members, values);

    internal override unsafe void SumBlocks(Memory values, Memory sums, int first)
    {
        SumWork work = new(values, sums, first);
        for (int piece = 0; piece < work.Pieces; piece++) work.Do(piece);
    }

    internal override void Transfer(Memory starts, Memory givers, Memory weights, Memory from, Memory to)
    {
        TransferRows(starts, givers, weights, from.Data, to.Data, from, to);
        if (from.Derivatives != 0) TransferRows(starts, givers, weights, from.Derivatives, to.Derivatives, from, to);
        to.HaloFilled = 0;
    }

    private protected virtual void TransferRows(Memory starts, Memory givers, Memory weights, nint values, nint target, Memory from, Memory to)
    {
        FieldLayout row = new(to.Support);
        for (int piece = 0; piece < to.Members * row.Rows; piece++)
            TransferRow.Do(starts, givers, weights, values, target, from, to, piece / row.Rows, piece % row.Rows, 0, row.Columns);
    }
}

/// <summary>Sums of blocks, a block a piece.</summary>
internal sealed unsafe class SumWork(Memory values, Memory sums, int first) : PiecedWork
{
    private readonly int _blocks = FieldSums.BlocksOfRow(values.Support);

    public int Pieces => values.Members * values.Support.Rows * _blocks;

    public override void Do(int piece)
    {
        FieldLayout layout = new(values.Support);
        int row = piece / _blocks, column = piece % _blocks * FieldSums.Block;
        float* block = layout.Row(values.Data, row / layout.Rows, row % layout.Rows) + column;
        ((double*)new FieldLayout(sums.Support).Row(sums.Data, 0, 0))[first + piece] = FieldSums.OfBlock(block, Math.Min(FieldSums.Block, layout.Columns - column));
    }
}

/// <summary>A transfer's work on some receivers of a row.</summary>
internal static unsafe class TransferRow
{
    public static void Do(
        Memory starts, Memory givers, Memory weights, nint values, nint target, Memory from, Memory to, int member, int row, int firstColumn, int endColumn)
    {
        FieldLayout source = new(from.Support), sink = new(to.Support);
        int* start = (int*)new FieldLayout(starts.Support).Row(starts.Data, 0, 0) + row * sink.Columns, giver = (int*)new FieldLayout(givers.Support).Row(givers.Data, 0, 0);
        float* weight = new FieldLayout(weights.Support).Row(weights.Data, 0, 0), received = sink.Row(target, member, row);
        for (int i = firstColumn; i < endColumn; i++)
        {
            double sum = 0;
            for (int k = start[i]; k < start[i + 1]; k++)
            {
                int j = source.Rows == 1 ? 0 : giver[k] / source.Columns;
                sum += (double)weight[k] * source.Row(values, member, j)[giver[k] - j * source.Columns];
            }
            received[i] = (float)sum;
        }
    }
}

/// <summary>Computes in float64 on float32 fields, an element at a time: what every other device is compared with.</summary>
public sealed unsafe class ReferenceDevice : HostMemoryDevice
{
    /// <inheritdoc/>
    public override string Name => "float64 reference";

    /// <inheritdoc/>
    public override void Run<K>(Support support, K kernel)
    {
        ArgumentNullException.ThrowIfNull(support);
        Launch.Bind(Recordings<K>.Of, this, support, (byte*)&kernel, out int members, out _);
        for (int member = 0; member < members; member++)
        {
            for (int j = 0; j < support.Rows; j++)
            {
                for (int i = 0; i < support.Columns; i++)
                {
                    Cell cell = new(i, j, member);
                    kernel.Run<Double, Cell>(ref cell);
                }
            }
        }
    }

    private readonly struct Cell(int i, int j, int member) : ICell<Double>
    {
        public Double this[View field, int east, int north]
        {
            get => Place.Of(field).At(i + east, j + north, member, out float* at) ? new(*at) : new(Place.Of(field).Outside);
            set => *Place.Of(field).Here(i, j, member) = (float)value.V;
        }

        public Double this[Uniform uniform] => new(uniform.Of(member));

        public Double At(View field, IndexView index) => new(*Place.Of(field).Element(Place.Index(index, i, j), member));

        public Double At(View field, Double east, Double north) => this[field, Place.Whole(east.V), Place.Whole(north.V)];

        public Double Elsewhere(View field, Double column, Double row) =>
            Place.Of(field).At(Place.Nearest(column.V), Place.Nearest(row.V), member, out float* at) ? new(*at) : new(Place.Of(field).Outside);

        public void Repeat<B>(Uniform count, Span<Double> state, B body) where B : struct, ILoopBody
        {
            Cell cell = this;
            for (int turn = 0; turn < Place.Turns(count.Of(member)); turn++) body.Turn(ref cell, new Double(turn), state);
        }
    }
}

/// <summary>Where an element's value lies in host memory, for the devices that step a cell at a time.</summary>
internal readonly unsafe struct Place(Memory memory)
{
    /// <summary>Farther than any edge.</summary>
    public const int Beyond = 1 << 30;

    private readonly FieldLayout _layout = new(memory.Support);

    public static Place Of(View view) => new(Memories.Find(view.Handle)!);
    public static int Index(IndexView index, int i, int j) => *(int*)new Place(Memories.Find(index.Handle)!).Here(i, j, 0);
    public static int Whole(double offset) => (int)Math.Floor(offset + 0.5);
    /// <summary>The whole number next to a computed place; far beyond any edge where that is missing or huge.</summary>
    public static int Nearest(double place) => Math.Floor(place + 0.5) is var whole && whole >= -Beyond ? (int)Math.Min(whole, Beyond) : -Beyond;
    public static int Turns(float count) => count >= 1 ? (int)count : 0;

    public float Outside => memory.Boundary.Outside;
    public float* Derivative(float* value) => (float*)(memory.Derivatives + ((nint)value - memory.Data));

    public float* Here(int i, int j, int member) => _layout.Row(memory.Data, memory.Members == 1 ? 0 : member, j) + i;

    public float* Element(int index, int member) => Here(index % _layout.Columns, index / _layout.Columns, member);

    /// <summary>False when the surroundings answer.</summary>
    public bool At(int i, int j, int member, out float* at)
    {
        int inside = memory.Boundary.Inside(i, _layout.Columns), row = memory.Boundary.Inside(j, _layout.Rows);
        at = inside < 0 || row < 0 ? null : Here(inside, row, member);
        return at != null;
    }
}
