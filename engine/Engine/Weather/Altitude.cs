using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Weather;

/// <summary>Carries a year of weather to another height.</summary>
/// <remarks>docs/physics/weather.md, eq. 10–12. Radiation and wind are kept: neither has a rule that holds everywhere.</remarks>
public static class Altitude
{
    /// <summary>The year at another height: 6.5 K colder for each km up, with the pressure of the standard atmosphere and the same water in each kg of air.</summary>
    /// <param name="year">The weather where it was measured.</param>
    /// <param name="elevation">To go to [m above sea level], −500 to 9,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nobody lives at that height.</exception>
    public static WeatherYear Correct(WeatherYear year, double elevation)
    {
        if (!(elevation is >= -500 and <= 9000))
            throw new ArgumentOutOfRangeException(nameof(elevation), elevation, "an elevation lies between −500 and 9,000 m");
        double warmer = -MoistAir.LapseRate * (elevation - year.Elevation);
        double lighter = MoistAir.StandardPressure(elevation) / MoistAir.StandardPressure(year.Elevation);
        return year with { Elevation = elevation, Hours = [.. year.Hours.Select(hour => Moved(hour, warmer, lighter))] };
    }

    private static WeatherHour Moved(WeatherHour hour, double warmer, double lighter)
    {
        double air = hour.DryBulb + warmer;
        double vapour = hour.RelativeHumidity * MoistAir.SaturationPressure(hour.DryBulb) * lighter;
        double humidity = Math.Clamp(vapour / MoistAir.SaturationPressure(air), 0, 1);
        return hour with
        {
            DryBulb = air,
            RelativeHumidity = humidity,
            DewPoint = MoistAir.DewPoint(air, humidity),
            Pressure = hour.Pressure * lighter,
            SkyLongwave = SkyTemperature.AtAir(hour.SkyLongwave, hour.DryBulb, air),
        };
    }
}
