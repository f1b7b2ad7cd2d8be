namespace TerritoryTwin.Heat;

/// <summary>The strongest heat island of a calm, clear night, by observation [K]: an upper envelope of many towns, not a mean.</summary>
/// <remarks>docs/physics/heat-formulas.md, eq. 20 to 22.</remarks>
public static class HeatIsland
{
    /// <summary>From the middle of the town.</summary>
    /// <param name="heightToWidth">Of its streets, 0.1 to 4.</param>
    /// <remarks>Oke (1981), Journal of Climatology 1.</remarks>
    public static double OfStreets(double heightToWidth) => 7.54 + 3.94 * Math.Log(heightToWidth);

    /// <summary>From the sky that streets of the middle see.</summary>
    /// <param name="skyView">Share of the sky, 0 to 1.</param>
    /// <remarks>Oke (1981), same place.</remarks>
    public static double OfSkyView(double skyView) => 15.27 - 13.88 * skyView;

    /// <summary>From the inhabitants of a European town.</summary>
    /// <param name="population">Inhabitants, from a thousand.</param>
    /// <remarks>Oke (1973), Atmospheric Environment 7.</remarks>
    public static double OfEuropeanTown(double population) => 2.01 * Math.Log10(population) - 4.06;

    /// <summary>From the inhabitants of a North American town.</summary>
    /// <param name="population">Inhabitants, from a thousand.</param>
    /// <remarks>Oke (1973), same place.</remarks>
    public static double OfAmericanTown(double population) => 3.06 * Math.Log10(population) - 6.79;
}
