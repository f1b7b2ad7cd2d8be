using TerritoryTwin.Compute;

namespace TerritoryTwin.Tests.Compute;

/// <summary>
/// A value in float64 and how far float32 may be from it: each operation adds its own rounding to what it inherits. Where a comparison could
/// fall either way, the difference between the two ways is added. So a kernel brings its own tolerance.
/// </summary>
/// <param name="V">The value.</param>
/// <param name="E">Bound of the error.</param>
internal readonly record struct Rounded(double V, double E) : IReal<Rounded>
{
    private const double Rounding = 6e-8;               // half a unit in the last place: + − × and stores
    private const double Loose = 5e-7;                  // functions, and division and roots of graphics cards: four units
    private const double Subnormal = 1.2e-38;           // may be flushed to zero

    private static Rounded Of(double value, double inherited, double own = Rounding) =>
        double.IsNaN(inherited) ? new(value, double.PositiveInfinity) : new(value, inherited + own * Math.Abs(value) + Subnormal);

    public static Rounded operator +(Rounded a, Rounded b) => Of(a.V + b.V, a.E + b.E);
    public static Rounded operator -(Rounded a, Rounded b) => Of(a.V - b.V, a.E + b.E);
    public static Rounded operator *(Rounded a, Rounded b) => Of(a.V * b.V, Math.Abs(a.V) * b.E + Math.Abs(b.V) * a.E + a.E * b.E);
    public static Rounded operator /(Rounded a, Rounded b) => Math.Abs(b.V) <= b.E
        ? new(a.V / b.V, double.PositiveInfinity)
        : Of(a.V / b.V, (a.E + Math.Abs(a.V / b.V) * b.E) / (Math.Abs(b.V) - b.E), Loose);
    public static Rounded operator -(Rounded a) => new(-a.V, a.E);
    public static implicit operator Rounded(float value) => new(value, 0);

    public static Rounded operator <(Rounded a, Rounded b) => Truth(a.V < b.V, a, b);
    public static Rounded operator >(Rounded a, Rounded b) => Truth(a.V > b.V, a, b);
    public static Rounded operator <=(Rounded a, Rounded b) => Truth(a.V <= b.V, a, b);
    public static Rounded operator >=(Rounded a, Rounded b) => Truth(a.V >= b.V, a, b);
    public static Rounded operator &(Rounded a, Rounded b) => Either(a.V > 0 && b.V > 0, a, b);
    public static Rounded operator |(Rounded a, Rounded b) => Either(a.V > 0 || b.V > 0, a, b);
    public static Rounded Select(Rounded condition, Rounded whenPositive, Rounded whenNot)
    {
        Rounded taken = condition.V > 0 ? whenPositive : whenNot;
        return Doubtful(condition) ? new(taken.V, Math.Max(whenPositive.E, whenNot.E) + Math.Abs(whenPositive.V - whenNot.V)) : taken;
    }

    public static Rounded Min(Rounded a, Rounded b) => -Max(-a, -b);
    public static Rounded Max(Rounded a, Rounded b)
    {
        double greatest = Math.Max(a.V, b.V);
        return new(greatest, Math.Max(greatest - Math.Max(a.V - a.E, b.V - b.E), Math.Max(a.V + a.E, b.V + b.E) - greatest));
    }
    public static Rounded Abs(Rounded a) => new(Math.Abs(a.V), a.E);
    public static Rounded Floor(Rounded a) => new(Math.Floor(a.V), Math.Floor(a.V + a.E) - Math.Floor(a.V - a.E));
    public static Rounded Sqrt(Rounded a) =>
        Of(Math.Sqrt(a.V), a.V > a.E ? a.E / (Math.Sqrt(a.V) + Math.Sqrt(a.V - a.E)) : Math.Sqrt(Math.Max(0, a.V) + a.E), Loose);
    public static Rounded Exp(Rounded a) => Of(Math.Exp(a.V), Math.Exp(a.V) * (Math.Exp(a.E) - 1), Loose);
    public static Rounded Log(Rounded a) => a.V > a.E ? Of(Math.Log(a.V), a.E / (a.V - a.E), Loose) : new(Math.Log(a.V), double.PositiveInfinity);
    public static Rounded Pow(Rounded a, Rounded b)
    {
        double power = a.V < 0 ? double.NaN : Math.Pow(a.V, b.V);
        if (a.E == 0 && b.E == 0) return Of(power, 0, Loose);
        if (a.V <= a.E) return new(power, double.PositiveInfinity);
        return Of(power, power * (Math.Exp(b.E * Math.Abs(Math.Log(a.V)) + (Math.Abs(b.V) + b.E) * a.E / (a.V - a.E)) - 1), Loose);
    }
    public static Rounded Sin(Rounded a) => Of(Math.Sin(a.V), a.E, Loose);
    public static Rounded Cos(Rounded a) => Of(Math.Cos(a.V), a.E, Loose);
    public static Rounded Atan2(Rounded y, Rounded x)
    {
        double angle = Math.Atan2(y.V, x.V), distance = Math.Sqrt(x.V * x.V + y.V * y.V), error = x.E + y.E;
        if (distance <= error) return error == 0 ? new(angle, 0) : new(angle, 2 * Math.PI);
        return x.V < 0 && Math.Abs(y.V) <= y.E && y.E > 0 ? new(angle, 2 * Math.PI) : Of(angle, error / (distance - error), Loose);
    }

    private static bool Doubtful(Rounded condition) => condition.E > 0 && Math.Abs(condition.V) <= condition.E;
    private static Rounded Truth(bool holds, Rounded a, Rounded b) => new(holds ? 1 : 0, a.E + b.E > 0 && Math.Abs(a.V - b.V) <= a.E + b.E ? 1 : 0);
    private static Rounded Either(bool holds, Rounded a, Rounded b) => new(holds ? 1 : 0, Doubtful(a) || Doubtful(b) ? 1 : 0);
}

/// <summary>Runs a kernel over <see cref="Rounded"/> numbers on the fields of a float64 reference, which it leaves as they are.</summary>
internal readonly unsafe struct RoundedCell(int i, int j, int member, Dictionary<nint, Rounded> written) : ICell<Rounded>
{
    public Rounded this[View field, int east, int north]
    {
        get => east == 0 && north == 0 && written.TryGetValue(field.Handle, out Rounded value) ? value
            : new(Place.Of(field).At(i + east, j + north, member, out float* at) ? *at : Place.Of(field).Outside, 0);
        set => written[field.Handle] = value with { E = value.E + 6e-8 * Math.Abs(value.V) };
    }

    public Rounded this[Uniform uniform] => new(uniform.Value, 0);

    public Rounded At(View field, IndexView index) => new(*Place.Of(field).Element(Place.Index(index, i, j), member), 0);

    public Rounded At(View field, Rounded east, Rounded north)
    {
        Rounded e = Rounded.Floor(east + 0.5f), n = Rounded.Floor(north + 0.5f);
        Rounded value = this[field, Place.Whole(east.V), Place.Whole(north.V)];
        if (e.E == 0 && n.E == 0) return value;
        double farthest = 0;                            // the rounding may go to the next cell
        for (int k = 0; k < 9; k++) farthest = Math.Max(farthest, Math.Abs(this[field, (int)e.V + k % 3 - 1, (int)n.V + k / 3 - 1].V - value.V));
        return new(value.V, farthest);
    }

    public Rounded Elsewhere(View field, Rounded column, Rounded row)
    {
        Rounded x = Rounded.Floor(column + 0.5f), y = Rounded.Floor(row + 0.5f);
        Place place = Place.Of(field);
        double value = Value(place, Place.Nearest(column.V), Place.Nearest(row.V)), farthest = 0;
        if (x.E == 0 && y.E == 0) return new(value, 0);
        for (int k = 0; k < 9; k++) farthest = Math.Max(farthest, Math.Abs(Value(place, Place.Nearest(column.V) + k % 3 - 1, Place.Nearest(row.V) + k / 3 - 1) - value));
        return new(value, farthest);
    }

    private double Value(Place place, int column, int row) => place.At(column, row, member, out float* at) ? *at : place.Outside;

    public void Repeat<B>(Uniform count, Span<Rounded> state, B body) where B : struct, ILoopBody
    {
        RoundedCell cell = this;
        for (int turn = 0; turn < Place.Turns(count.Value); turn++) body.Turn(ref cell, new Rounded(turn, 0), state);
    }
}
