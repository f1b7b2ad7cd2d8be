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

    /// <summary>The lesser.</summary>
    static abstract R Min(R a, R b);
    /// <summary>The greater.</summary>
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
/// <param name="Handle">Address on the host, slot while a kernel is recorded, buffer number on other devices.</param>
public readonly record struct View(nint Handle);

/// <summary>A field of 32-bit indices as a kernel sees it: the elements of another support that an element looks at.</summary>
/// <param name="Handle">See <see cref="View"/>.</param>
public readonly record struct IndexView(nint Handle);

/// <summary>A number that is the same for all elements of a launch; an argument of the compiled kernel, never a literal in it.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Uniform(float Value)
{
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
}

/// <summary>What one element does in one launch. Implementers are <c>readonly struct</c>s that hold views and uniforms only.</summary>
public interface ICellKernel
{
    /// <summary>Runs for one element, over any kind of number.</summary>
    void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>;
}
