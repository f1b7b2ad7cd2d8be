using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Weather;

/// <summary>A year of weather in another climate, by monthly differences of temperature.</summary>
/// <remarks>docs/physics/weather.md, eq. 13. Relative humidity, the sky's emissivity, radiation and wind are kept.</remarks>
public static class WeatherShift
{
    /// <summary>The year with each month warmer by its own difference, without jumps between months.</summary>
    /// <param name="year">The weather as it is.</param>
    /// <param name="warmer">Twelve differences from January [K], −20 to 20 each.</param>
    /// <exception cref="ArgumentException">Not twelve, or beyond what the rule is good for.</exception>
    public static WeatherYear ByMonth(WeatherYear year, IReadOnlyList<double> warmer)
    {
        if (warmer.Count != 12 || !warmer.All(k => Math.Abs(k) <= 20))
            throw new ArgumentException("a shift has twelve differences from January, each from −20 to 20 K", nameof(warmer));
        double[] course = MonthlyCurve.Through(warmer);
        return year with { Hours = [.. year.Hours.Select(hour => Moved(hour, course[hour.Hour]))] };
    }

    /// <summary>The year with every hour warmer by as much [K].</summary>
    public static WeatherYear By(WeatherYear year, double warmer) => ByMonth(year, [.. Enumerable.Repeat(warmer, 12)]);

    private static WeatherHour Moved(WeatherHour hour, double warmer)
    {
        double air = hour.DryBulb + warmer;
        return hour with
        {
            DryBulb = air,
            DewPoint = MoistAir.DewPoint(air, hour.RelativeHumidity),
            SkyLongwave = SkyTemperature.AtAir(hour.SkyLongwave, hour.DryBulb, air),
        };
    }
}
