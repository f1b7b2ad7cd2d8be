namespace TerritoryTwin.Solar;

/// <summary>The sun above the air, and how much air its rays cross.</summary>
public static class Extraterrestrial
{
    /// <summary>Irradiance normal to the rays at the mean distance [W/m²], as the transposition models were fitted with.</summary>
    public const double SolarConstant = 1366.1;

    /// <summary>Irradiance normal to the rays [W/m²].</summary>
    /// <param name="dayOfYear">1 to 366.</param>
    /// <remarks>Spencer (1971), Search 2(5).</remarks>
    public static double Normal(double dayOfYear)
    {
        double b = 2 * Math.PI * (dayOfYear - 1) / 365;
        return SolarConstant * (1.00011 + 0.034221 * Math.Cos(b) + 0.00128 * Math.Sin(b)
            + 0.000719 * Math.Cos(2 * b) + 0.000077 * Math.Sin(2 * b));
    }

    /// <summary>Relative optical air mass; infinite in effect at and below the horizon, where it is held at the horizon's value.</summary>
    /// <param name="apparentElevation">With refraction [°].</param>
    /// <remarks>Kasten and Young (1989), Applied Optics 28(22).</remarks>
    public static double RelativeAirMass(double apparentElevation)
    {
        double elevation = Math.Max(0, apparentElevation);
        return 1 / (Math.Sin(elevation * (Math.PI / 180)) + 0.50572 * Math.Pow(6.07995 + elevation, -1.6364));
    }
}
