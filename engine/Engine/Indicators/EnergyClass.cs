namespace TerritoryTwin.Indicators;

/// <summary>Letters A to G for homes, with the limits of the French energy label.</summary>
/// <remarks>
/// Arrêté of 31 March 2021, homes of 40 m² and more. The label is computed in a standard year with standard people; these letters follow the
/// simulated year and are an indicator, not a label.
/// </remarks>
public static class EnergyClass
{
    /// <summary>Primary energy per bought energy of electricity: 2.3 until 2025, 1.9 from 2026.</summary>
    public const double PrimaryElectricity = 1.9;

    private const double HighGround = 800;                                      // m above sea level
    private static readonly double[] Energy = [70, 110, 180, 250, 330, 420], EnergyHigh = [70, 110, 180, 250, 390, 500];
    private static readonly double[] Gas = [6, 11, 30, 50, 70, 100], GasHigh = [6, 11, 30, 50, 80, 110];

    /// <summary>The worse of the letters for energy and for greenhouse gas.</summary>
    /// <param name="primaryEnergy">Of heating, hot water, cooling, lighting and auxiliaries [kWh/(m² year)].</param>
    /// <param name="carbon">Of the same [kgCO2e/(m² year)].</param>
    /// <param name="ground">Height above sea level [m].</param>
    public static char Of(double primaryEnergy, double carbon, double ground)
    {
        bool high = ground > HighGround;
        return (char)('A' + Math.Max(Rank(primaryEnergy, high ? EnergyHigh : Energy), Rank(carbon, high ? GasHigh : Gas)));
    }

    private static int Rank(double value, double[] limits)
    {
        int rank = 0;
        while (rank < limits.Length && value >= limits[rank]) rank++;
        return rank;
    }
}
