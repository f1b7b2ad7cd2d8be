using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>A value and its exact derivative with respect to one parameter, by the rules of differentiation.</summary>
/// <param name="V">The value.</param>
/// <param name="D">The derivative; at a kink of |a|, min, max or a selection, that of the side taken.</param>
public readonly record struct Dual(double V, double D) : IReal<Dual>
{
    /// <inheritdoc/>
    public static Dual operator +(Dual a, Dual b) => new(a.V + b.V, a.D + b.D);
    /// <inheritdoc/>
    public static Dual operator -(Dual a, Dual b) => new(a.V - b.V, a.D - b.D);
    /// <inheritdoc/>
    public static Dual operator *(Dual a, Dual b) => new(a.V * b.V, a.D * b.V + a.V * b.D);
    /// <inheritdoc/>
    public static Dual operator /(Dual a, Dual b) => new(a.V / b.V, (a.D - a.V / b.V * b.D) / b.V);
    /// <inheritdoc/>
    public static Dual operator -(Dual a) => new(-a.V, -a.D);
    /// <inheritdoc/>
    public static implicit operator Dual(float value) => new(value, 0);
    /// <inheritdoc/>
    public static Dual operator <(Dual a, Dual b) => Truth(a.V < b.V);
    /// <inheritdoc/>
    public static Dual operator >(Dual a, Dual b) => Truth(a.V > b.V);
    /// <inheritdoc/>
    public static Dual operator <=(Dual a, Dual b) => Truth(a.V <= b.V);
    /// <inheritdoc/>
    public static Dual operator >=(Dual a, Dual b) => Truth(a.V >= b.V);
    /// <inheritdoc/>
    public static Dual operator &(Dual a, Dual b) => Truth(a.V > 0 && b.V > 0);
    /// <inheritdoc/>
    public static Dual operator |(Dual a, Dual b) => Truth(a.V > 0 || b.V > 0);
    /// <inheritdoc/>
    public static Dual Select(Dual condition, Dual whenPositive, Dual whenNot) => condition.V > 0 ? whenPositive : whenNot;
    /// <inheritdoc/>
    public static Dual Min(Dual a, Dual b) => a.V < b.V || double.IsNaN(a.V) ? a : b;
    /// <inheritdoc/>
    public static Dual Max(Dual a, Dual b) => a.V > b.V || double.IsNaN(a.V) ? a : b;
    /// <inheritdoc/>
    public static Dual Abs(Dual a) => a.V < 0 ? -a : a;
    /// <inheritdoc/>
    public static Dual Floor(Dual a) => new(Math.Floor(a.V), 0);
    /// <inheritdoc/>
    public static Dual Sqrt(Dual a) => Chain(a, Math.Sqrt(a.V), 0.5 / Math.Sqrt(a.V));
    /// <inheritdoc/>
    public static Dual Exp(Dual a) => Chain(a, Math.Exp(a.V), Math.Exp(a.V));
    /// <inheritdoc/>
    public static Dual Log(Dual a) => Chain(a, Math.Log(a.V), 1 / a.V);
    /// <inheritdoc/>
    public static Dual Pow(Dual a, Dual b)
    {
        double power = Double.Pow(new(a.V), new(b.V)).V;
        return new(power, Times(a.D, b.V * Math.Pow(a.V, b.V - 1)) + Times(b.D, power * Math.Log(a.V)));
    }
    /// <inheritdoc/>
    public static Dual Sin(Dual a) => Chain(a, Math.Sin(a.V), Math.Cos(a.V));
    /// <inheritdoc/>
    public static Dual Cos(Dual a) => Chain(a, Math.Cos(a.V), -Math.Sin(a.V));
    /// <inheritdoc/>
    public static Dual Atan2(Dual y, Dual x) =>
        new(Double.Atan2(new(y.V), new(x.V)).V, Times(1 / (x.V * x.V + y.V * y.V), x.V * y.D - y.V * x.D));

    private static Dual Truth(bool holds) => new(holds ? 1 : 0, 0);
    private static Dual Chain(Dual a, double value, double slope) => new(value, Times(a.D, slope));

    /// <summary>What does not depend on the parameter does not through an infinite slope either.</summary>
    private static double Times(double derivative, double slope) => derivative == 0 || slope == 0 ? 0 : derivative * slope;
}

/// <summary>
/// Computes values and their derivatives with respect to one parameter, an element at a time, in float64 on float32 fields. The parameter is
/// named by giving its <see cref="Uniform"/>s a <see cref="Uniform.Derivative"/> of 1; derivatives go from launch to launch with the fields.
/// </summary>
public sealed unsafe class DualDevice : HostMemoryDevice
{
    /// <inheritdoc/>
    public override string Name => "float64 with derivatives";

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
                    kernel.Run<Dual, Cell>(ref cell);
                }
            }
        }
    }

    /// <summary>Copies the derivatives of a field out, [unit of the field per unit of the parameter]; same shape as <see cref="Field.Read"/>.</summary>
    public float[] Derivatives(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        float[] values = new float[field.Support.Count * field.Members];
        new FieldLayout(field.Support).Read(field.Memory.Derivatives, field.Members, values);
        return values;
    }

    internal override void Allocate(Memory memory)
    {
        base.Allocate(memory);
        memory.Derivatives = new FieldLayout(memory.Support).Allocate(memory.Members);
    }

    /// <summary>What is written from outside depends on nothing.</summary>
    internal override void Write(Memory memory, ReadOnlySpan<float> values)
    {
        base.Write(memory, values);
        base.Write(new Memory(this, memory.Name, memory.Support, memory.Members, default) { Data = memory.Derivatives }, new float[values.Length]);
    }

    private readonly struct Cell(int i, int j, int member) : ICell<Dual>
    {
        public Dual this[View field, int east, int north]
        {
            get => Place.Of(field).At(i + east, j + north, member, out float* at) ? Read(Place.Of(field), at) : new(Place.Of(field).Outside, 0);
            set
            {
                Place place = Place.Of(field);
                float* at = place.Here(i, j, member);
                *at = (float)value.V;
                *place.Derivative(at) = (float)value.D;
            }
        }

        public Dual this[Uniform uniform] => new(uniform.Of(member), uniform.Derivative);

        public Dual At(View field, IndexView index) => Read(Place.Of(field), Place.Of(field).Element(Place.Index(index, i, j), member));

        public Dual At(View field, Dual east, Dual north) => this[field, Place.Whole(east.V), Place.Whole(north.V)];

        public Dual Elsewhere(View field, Dual column, Dual row) =>
            Place.Of(field).At(Place.Nearest(column.V), Place.Nearest(row.V), member, out float* at) ? Read(Place.Of(field), at) : new(Place.Of(field).Outside, 0);

        public void Repeat<B>(Uniform count, Span<Dual> state, B body) where B : struct, ILoopBody
        {
            Cell cell = this;
            for (int turn = 0; turn < Place.Turns(count.Of(member)); turn++) body.Turn(ref cell, new Dual(turn, 0), state);
        }

        private static Dual Read(Place place, float* at) => new(*at, *place.Derivative(at));
    }
}
