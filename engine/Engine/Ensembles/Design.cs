namespace TerritoryTwin.Ensembles;

/// <summary>A design of experiments: points of the unit cube, a row a variant, a column a parameter. <see cref="Distribution"/> makes values of them.</summary>
public sealed class Design
{
    private readonly double[] _points;

    internal Design(int dimensions, double[] points)
    {
        Dimensions = dimensions;
        _points = points;
    }

    /// <summary>Number of parameters.</summary>
    public int Dimensions { get; }

    /// <summary>Number of variants.</summary>
    public int Count => _points.Length / Dimensions;

    /// <summary>Where a variant stands for a parameter, in [0, 1).</summary>
    public double this[int variant, int parameter] => Point(variant)[parameter];

    /// <summary>A variant's point: a number in [0, 1) for each parameter.</summary>
    public ReadOnlySpan<double> Point(int variant) => _points.AsSpan(variant * Dimensions, Dimensions);

    /// <summary>A design of that size, all points 0.</summary>
    /// <exception cref="ArgumentException">It has no variant, no parameter, or more than 2³⁰ numbers.</exception>
    internal static Design Empty(long count, int dimensions, out Span<double> points)
    {
        if (count < 1) throw new ArgumentException($"a design of {count} variants was asked for; expected at least 1");
        if (dimensions < 1) throw new ArgumentException($"a design of {dimensions} parameters was asked for; expected at least 1");
        if (count > (1 << 30) / dimensions)
            throw new ArgumentException($"a design of {count:n0} variants of {dimensions} parameters was asked for; expected at most {(1 << 30) / dimensions:n0} variants. Ask for fewer variants or levels");
        Design design = new(dimensions, new double[count * dimensions]);
        points = design._points;
        return design;
    }
}
