namespace TerritoryTwin.Compute;

/// <summary>float64: the reference that every device is compared with; a kernel run over it can be stepped through in a debugger.</summary>
/// <param name="V">The value.</param>
public readonly record struct Double(double V) : IReal<Double>
{
    /// <inheritdoc/>
    public static Double operator +(Double a, Double b) => new(a.V + b.V);
    /// <inheritdoc/>
    public static Double operator -(Double a, Double b) => new(a.V - b.V);
    /// <inheritdoc/>
    public static Double operator *(Double a, Double b) => new(a.V * b.V);
    /// <inheritdoc/>
    public static Double operator /(Double a, Double b) => new(a.V / b.V);
    /// <inheritdoc/>
    public static Double operator -(Double a) => new(-a.V);
    /// <inheritdoc/>
    public static implicit operator Double(float value) => new(value);
    /// <inheritdoc/>
    public static Double operator <(Double a, Double b) => new(a.V < b.V ? 1 : 0);
    /// <inheritdoc/>
    public static Double operator >(Double a, Double b) => new(a.V > b.V ? 1 : 0);
    /// <inheritdoc/>
    public static Double operator <=(Double a, Double b) => new(a.V <= b.V ? 1 : 0);
    /// <inheritdoc/>
    public static Double operator >=(Double a, Double b) => new(a.V >= b.V ? 1 : 0);
    /// <inheritdoc/>
    public static Double operator &(Double a, Double b) => new(a.V > 0 && b.V > 0 ? 1 : 0);
    /// <inheritdoc/>
    public static Double operator |(Double a, Double b) => new(a.V > 0 || b.V > 0 ? 1 : 0);
    /// <inheritdoc/>
    public static Double Select(Double condition, Double whenPositive, Double whenNot) => condition.V > 0 ? whenPositive : whenNot;
    /// <inheritdoc/>
    public static Double Min(Double a, Double b) => new(Math.Min(a.V, b.V));
    /// <inheritdoc/>
    public static Double Max(Double a, Double b) => new(Math.Max(a.V, b.V));
    /// <inheritdoc/>
    public static Double Abs(Double a) => new(Math.Abs(a.V));
    /// <inheritdoc/>
    public static Double Floor(Double a) => new(Math.Floor(a.V));
    /// <inheritdoc/>
    public static Double Sqrt(Double a) => new(Math.Sqrt(a.V));
    /// <inheritdoc/>
    public static Double Exp(Double a) => new(Math.Exp(a.V));
    /// <inheritdoc/>
    public static Double Log(Double a) => new(Math.Log(a.V));
    /// <summary>aᵇ as every device has it: NaN of a negative or missing base, of a missing exponent, and of 1 to an infinite power.</summary>
    public static Double Pow(Double a, Double b) =>
        new(a.V >= 0 && !double.IsNaN(b.V) && !(a.V == 1 && double.IsInfinity(b.V)) ? Math.Pow(a.V, b.V) : double.NaN);
    /// <summary>Sine; NaN beyond ±10⁶ rad, as on every device.</summary>
    public static Double Sin(Double a) => new(Math.Abs(a.V) <= 1e6 ? Math.Sin(a.V) : double.NaN);
    /// <summary>Cosine; NaN beyond ±10⁶ rad, as on every device.</summary>
    public static Double Cos(Double a) => new(Math.Abs(a.V) <= 1e6 ? Math.Cos(a.V) : double.NaN);
    /// <summary>The angle of (x, y) as every device has it: −0 counts as 0, and two infinities give NaN.</summary>
    public static Double Atan2(Double y, Double x) =>
        new(double.IsInfinity(y.V) && double.IsInfinity(x.V) ? double.NaN : Math.Atan2(y.V + 0.0, x.V + 0.0));
}
