using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>How warm metropolitan France is by year: warming since 1900–1930 [K].</summary>
/// <remarks>
/// 1.7 K in 2020 (Ribes et al. 2022, Earth System Dynamics 13, 1397: forced warming of France), straight to the levels that are given, such as those of
/// the reference path for adaptation (TRACC): 2 K in 2030, 2.7 K in 2050, 4 K in 2100. After the last level it stays. docs/physics/weather.md.
/// </remarks>
/// <param name="Levels">Years after 2020, rising, with their warming since 1900–1930 [K].</param>
public sealed record ClimatePath(IReadOnlyList<(int Year, double Warming)> Levels)
{
    /// <summary>From which year on a path leads.</summary>
    public const int Begins = 2020;
    /// <summary>Warming of that year [K].</summary>
    public const double Present = 1.7;

    /// <summary>Warming that the summer has beyond the winter's, over that of the year: about 1 K of the 3.3 K between 1976–2005 and a France at +4 K (Météo-France 2024).</summary>
    private const double SummerOverWinter = 1 / 3.3;
    private const int WarmestMonth = 6;        // July, from 0

    /// <summary>Warming of a year since 1900–1930 [K].</summary>
    public double In(int year) => new ValuePath([(Begins, Present), .. Levels]).In(year);

    /// <summary>A year of weather in the climate of another.</summary>
    /// <param name="weather">As it was.</param> <param name="holds">Warming that it holds already [K].</param> <param name="year">Whose climate it is to have.</param>
    public WeatherYear Move(WeatherYear weather, double holds, int year) => WeatherShift.ByMonth(weather, Months(In(year) - holds));

    /// <summary>Warming of each month, from that of the year: July's is the greatest, January's the least [K].</summary>
    public static double[] Months(double warming) =>
        [.. Enumerable.Range(0, 12).Select(month => warming * (1 + SummerOverWinter / 2 * Math.Cos(2 * Math.PI * (month - WarmestMonth) / 12)))];
}
