namespace TerritoryTwin.Air;

/// <summary>Nitrogen dioxide among nitrogen oxides.</summary>
internal static class NitrogenDioxide
{
    /// <summary>Means of the year told with the results [µg/m³]: guideline of the WHO (2021), limit of the EU from 2030 (directive 2024/2881), limit until then (directive 2008/50).</summary>
    public static IReadOnlyList<int> Levels { get; } = [10, 20, 40];

    /// <summary>Mean of the year [µg/m³].</summary>
    /// <param name="oxides">All nitrogen oxides, those from elsewhere included, counted as NO₂, mean of the year [µg/m³], ≥ 0.</param>
    /// <remarks>Romberg et al. (1996), Gefahrstoffe – Reinhaltung der Luft 56, a fit to German stations; its constants are recalled. docs/physics/air.md, eq. 8.</remarks>
    public static double Of(double oxides) => oxides * (103 / (oxides + 130) + 0.005);
}
