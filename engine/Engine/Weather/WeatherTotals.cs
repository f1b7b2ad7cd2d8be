using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>What a year of weather adds up to.</summary>
/// <param name="Global">GHI [kWh/m²].</param>
/// <param name="DirectNormal">DNI [kWh/m²].</param>
/// <param name="Diffuse">DHI [kWh/m²].</param>
/// <param name="MeanTemperature">[°C].</param>
/// <param name="HeatingDegreeDays">Below 18 °C, from daily means [K d].</param>
public readonly record struct WeatherTotals(double Global, double DirectNormal, double Diffuse, double MeanTemperature, double HeatingDegreeDays)
{
    private const double HeatingBase = 18;      // °C

    /// <summary>Of a year.</summary>
    public static WeatherTotals Of(WeatherYear year)
    {
        IReadOnlyList<WeatherHour> hours = year.Hours;
        double degreeDays = hours.Chunk(24).Sum(day => Math.Max(0, HeatingBase - day.Average(h => h.DryBulb)));
        return new WeatherTotals(
            hours.Sum(h => h.GlobalHorizontalIrradiance) / 1000, hours.Sum(h => h.DirectNormalIrradiance) / 1000,
            hours.Sum(h => h.DiffuseHorizontalIrradiance) / 1000, hours.Average(h => h.DryBulb), degreeDays);
    }
}
