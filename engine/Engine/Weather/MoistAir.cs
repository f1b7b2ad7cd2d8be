namespace TerritoryTwin.Weather;

/// <summary>Water in air, and the pressure of the standard atmosphere.</summary>
/// <remarks>Tetens (1930) over water, in the form of FAO-56; docs/physics/weather.md, eq. 1–4.</remarks>
public static class MoistAir
{
    /// <summary>Lapse rate of the standard atmosphere [K/m].</summary>
    public const double LapseRate = 0.0065;

    private const double Lowest = 1e-4;    // relative humidity; a dew point exists above it

    /// <summary>Vapour pressure over water at saturation [Pa].</summary>
    /// <param name="temperature">[°C], above −200.</param>
    public static double SaturationPressure(double temperature) => 610.78 * Math.Exp(17.27 * temperature / (temperature + 237.3));

    /// <summary>Dew point [°C], never above the temperature.</summary>
    /// <param name="temperature">[°C].</param>
    /// <param name="relativeHumidity">0 to 1; 0.01 % at least is taken.</param>
    public static double DewPoint(double temperature, double relativeHumidity) =>
        Math.Min(temperature, DewPointOf(SaturationPressure(temperature) * Math.Clamp(relativeHumidity, Lowest, 1)));

    /// <summary>Temperature at which a vapour pressure [Pa] saturates [°C].</summary>
    public static double DewPointOf(double vapourPressure)
    {
        double x = Math.Log(vapourPressure / 610.78);
        return 237.3 * x / (17.27 - x);
    }

    /// <summary>Relative humidity, 0 to 1.</summary>
    /// <param name="temperature">[°C].</param>
    /// <param name="dewPoint">[°C].</param>
    public static double RelativeHumidity(double temperature, double dewPoint) =>
        Math.Clamp(SaturationPressure(dewPoint) / SaturationPressure(temperature), 0, 1);

    /// <summary>Pressure of the standard atmosphere [Pa].</summary>
    /// <param name="elevation">[m above sea level], below 44 km.</param>
    /// <remarks>ISO 2533 (1975), troposphere.</remarks>
    public static double StandardPressure(double elevation) => 101325 * Math.Pow(1 - LapseRate * elevation / 288.15, 5.25588);
}
