namespace TerritoryTwin.Compute;

/// <summary>The arithmetic that a kernel may use: a kind of number <typeparamref name="R"/>.</summary>
/// <remarks>Running a kernel over another kind of number interprets it another way: see docs/kernels.md.</remarks>
public interface IReal<R> where R : struct, IReal<R>
{
    /// <summary>a + b.</summary>
    static abstract R operator +(R a, R b);
    /// <summary>a − b.</summary>
    static abstract R operator -(R a, R b);
    /// <summary>a × b.</summary>
    static abstract R operator *(R a, R b);
    /// <summary>a ÷ b.</summary>
    static abstract R operator /(R a, R b);
    /// <summary>−a.</summary>
    static abstract R operator -(R a);
    /// <summary>A literal.</summary>
    static abstract implicit operator R(float value);

    /// <summary>1 where a &lt; b, otherwise 0.</summary>
    static abstract R operator <(R a, R b);
    /// <summary>1 where a &gt; b, otherwise 0.</summary>
    static abstract R operator >(R a, R b);
    /// <summary>1 where a ≤ b, otherwise 0.</summary>
    static abstract R operator <=(R a, R b);
    /// <summary>1 where a ≥ b, otherwise 0.</summary>
    static abstract R operator >=(R a, R b);
    /// <summary>1 where both are positive, otherwise 0.</summary>
    static abstract R operator &(R a, R b);
    /// <summary>1 where one of them is positive, otherwise 0.</summary>
    static abstract R operator |(R a, R b);
    /// <summary><paramref name="whenPositive"/> where <paramref name="condition"/> &gt; 0, otherwise <paramref name="whenNot"/>.</summary>
    static abstract R Select(R condition, R whenPositive, R whenNot);

    /// <summary>The lesser; NaN when one of them is.</summary>
    static abstract R Min(R a, R b);
    /// <summary>The greater; NaN when one of them is.</summary>
    static abstract R Max(R a, R b);
    /// <summary>|a|.</summary>
    static abstract R Abs(R a);
    /// <summary>The greatest whole number that is not above a.</summary>
    static abstract R Floor(R a);
    /// <summary>√a.</summary>
    static abstract R Sqrt(R a);
    /// <summary>eᵃ.</summary>
    static abstract R Exp(R a);
    /// <summary>Natural logarithm; a &gt; 0.</summary>
    static abstract R Log(R a);
    /// <summary>aᵇ; a &gt; 0.</summary>
    static abstract R Pow(R a, R b);
    /// <summary>Sine; a in radians.</summary>
    static abstract R Sin(R a);
    /// <summary>Cosine; a in radians.</summary>
    static abstract R Cos(R a);
    /// <summary>The angle of the point (x, y), −π to π.</summary>
    static abstract R Atan2(R y, R x);
}

/// <summary>A field of floats as a kernel sees it: a handle that only the device reads.</summary>
/// <param name="Handle">Number of a memory; slot while a kernel is recorded.</param>
public readonly record struct View(nint Handle);

/// <summary>A field of 32-bit indices as a kernel sees it: the elements of another support that an element looks at.</summary>
/// <param name="Handle">See <see cref="View"/>.</param>
public readonly record struct IndexView(nint Handle);

/// <summary>A number that is the same for all elements of a launch, or of a member of it; an argument of the compiled kernel, never a literal in it.</summary>
/// <param name="Value">The number; of the first member where they differ.</param>
public readonly record struct Uniform(float Value)
{
    private const int Kept = 1 << 14;              // far more than a launch has arguments: those of a launch being made are never overwritten
    [ThreadStatic] private static float[]?[]? _tables;
    [ThreadStatic] private static int _next;
    private readonly int _table;

    private Uniform(float[] values) : this(values[0])
    {
        _tables ??= new float[Kept][];
        _table = _next % (Kept - 1) + 1;
        _next = _table;
        _tables[_table] = values;
    }

    /// <summary>A number for each member of the launch; good for the launches that this thread begins next.</summary>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public static Uniform ByMember(params float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0) throw new ArgumentException("no member, so no number", nameof(values));
        return values.All(v => BitConverter.SingleToInt32Bits(v) == BitConverter.SingleToInt32Bits(values[0])) ? new(values[0]) : new(values);
    }

    /// <summary>How many members it has numbers for; 1 when all share one.</summary>
    internal int Members => _table == 0 ? 1 : _tables![_table]!.Length;

    /// <summary>The number of a member.</summary>
    internal float Of(int member) => _table == 0 ? Value : _tables![_table]![member];

    /// <summary>Its derivative with respect to the parameter that a <see cref="DualDevice"/> follows: 1 for the parameter itself, 0 for what does not depend on it.</summary>
    public float Derivative { get; init; }

    /// <summary>Wraps a number.</summary>
    public static implicit operator Uniform(float value) => new(value);
}

/// <summary>The element that a kernel runs for: a cell of a grid, a building of a stock, a link of a network.</summary>
/// <typeparam name="R">The kind of number.</typeparam>
public interface ICell<R> where R : struct, IReal<R>
{
    /// <summary>Reads this element, or a neighbour of it on a grid. Writing is to the element itself, whatever the offsets.</summary>
    R this[View field, int east = 0, int north = 0] { get; set; }

    /// <summary>A number of the launch.</summary>
    R this[Uniform uniform] { get; }

    /// <summary>Reads <paramref name="field"/>, which may live on another support, at the place that <paramref name="index"/> holds for this element.</summary>
    R At(View field, IndexView index);

    /// <summary>
    /// Reads the cell that lies <paramref name="east"/> and <paramref name="north"/> of this one, rounded to whole cells (halves up). The offset is
    /// the same for all cells: it is made of uniforms, literals and the turn of a <see cref="Repeat"/>. Beyond the edge, the field's boundary answers.
    /// </summary>
    R At(View field, R east, R north);

    /// <summary>
    /// Reads the cell of <paramref name="field"/>, which may live on another support, at a column and a row that this element computes, rounded to whole cells
    /// (halves up). Beyond the edge, and where a number is missing, the field's boundary answers.
    /// </summary>
    /// <exception cref="NotSupportedException">The element stands alone, on no support.</exception>
    R Elsewhere(View field, R column, R row) => throw new NotSupportedException("an element that stands alone reads no other");

    /// <summary>Repeats <paramref name="body"/> on <paramref name="state"/>; a fraction of a turn is dropped, and below 1 nothing happens.</summary>
    void Repeat<B>(Uniform count, Span<R> state, B body) where B : struct, ILoopBody;
}

/// <summary>What is done at each turn of a <see cref="ICell{R}.Repeat"/>: a struct that holds views and uniforms only.</summary>
public interface ILoopBody
{
    /// <summary>One turn: reads the element and its neighbours, changes the state; it writes no view.</summary>
    /// <param name="cell">The element.</param>
    /// <param name="turn">0, 1, 2…</param>
    /// <param name="state">What is carried from turn to turn.</param>
    void Turn<R, C>(ref C cell, R turn, Span<R> state) where R : struct, IReal<R> where C : struct, ICell<R>;
}

/// <summary>Values that an argument of a kernel takes in practice, for the test that runs every kernel on every device; 0.1 to 2 without it.</summary>
/// <param name="low">Lowest.</param>
/// <param name="high">Highest.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field)]
public sealed class PlausibleAttribute(float low, float high) : Attribute
{
    /// <summary>Lowest.</summary>
    public float Low => low;
    /// <summary>Highest.</summary>
    public float High => high;
}

/// <summary>What one element does in one launch. Implementers are <c>readonly struct</c>s that hold views and uniforms only.</summary>
public interface ICellKernel
{
    /// <summary>Runs for one element, over any kind of number.</summary>
    void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>;
}
