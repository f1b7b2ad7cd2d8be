namespace TerritoryTwin.Heat;

/// <summary>A class of thermal stress.</summary>
/// <param name="Name">As the commission of the index names it.</param>
/// <param name="From">Index at which it begins [°C]; −∞ for the coldest.</param>
public sealed record HeatStress(string Name, double From)
{
    /// <summary>The ten classes of the universal thermal climate index, coldest first.</summary>
    /// <remarks>Błażejczyk et al. (2013), Geographia Polonica 86(1), table 3.</remarks>
    public static IReadOnlyList<HeatStress> Classes { get; } =
    [
        new("extreme cold stress", double.NegativeInfinity), new("very strong cold stress", -40), new("strong cold stress", -27), new("moderate cold stress", -13),
        new("slight cold stress", 0), new("no thermal stress", 9), new("moderate heat stress", 26), new("strong heat stress", 32), new("very strong heat stress", 38),
        new("extreme heat stress", 46),
    ];

    /// <summary>The class of an index [°C].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is missing.</exception>
    public static HeatStress Of(double utci) =>
        double.IsNaN(utci) ? throw new ArgumentOutOfRangeException(nameof(utci), "a missing index has no class") : Classes.Last(c => utci >= c.From);
}
