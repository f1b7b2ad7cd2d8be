namespace TerritoryTwin.Core;

/// <summary>A budget that must close: what went in against what came out.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Unit">As in CF conventions.</param>
/// <param name="In">What went in.</param>
/// <param name="Out">What came out or stayed.</param>
/// <param name="Tolerance">Largest difference over the larger of the two; where it comes from is on the process's physics page.</param>
public readonly record struct Balance(string Name, string Unit, double In, double Out, double Tolerance)
{
    /// <summary>Difference over the larger of the two; 0 when both are 0.</summary>
    public double Relative => In == Out ? 0 : Math.Abs(In - Out) / Math.Max(Math.Abs(In), Math.Abs(Out));

    /// <summary>Whether the difference is within the tolerance; a NaN never is.</summary>
    public bool Closes => Relative <= Tolerance;
}
