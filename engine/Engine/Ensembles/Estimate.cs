namespace TerritoryTwin.Ensembles;

/// <summary>A number estimated from variants, and between which it lies with the confidence asked for.</summary>
/// <param name="Value">The estimate; NaN where the variants leave it undefined, such as a share of no variance.</param>
/// <param name="Low">Lower end of the interval; NaN where unknown.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Estimate(double Value, double Low, double High)
{
    /// <summary>True when the interval holds a value.</summary>
    public bool Covers(double value) => Low <= value && value <= High;
}
