namespace TerritoryTwin.Solar;

/// <summary>Cloud fraction of each day, from its global radiation beside that of a clear sky.</summary>
/// <remarks>Kasten and Czeplak (1980) over Haurwitz's clear sky; docs/physics/weather.md, eq. 8.</remarks>
public static class Cloudiness
{
    private const double HalfClouded = 0.5;         // where the sun tells nothing
    private const double LeastClearDay = 200;       // Wh/m²

    /// <summary>One value a day, 0 to 1. In polar night the day before tells; half the sky until any day did.</summary>
    /// <param name="global">GHI of each hour [W/m²].</param>
    /// <param name="suns">Of the same hours.</param>
    public static double[] OfDays(IReadOnlyList<double> global, IReadOnlyList<SunPosition> suns)
    {
        double[] days = new double[global.Count / 24];
        double last = HalfClouded;
        for (int day = 0; day < days.Length; day++)
        {
            double sum = 0, clear = 0;
            for (int hour = 24 * day; hour < 24 * day + 24; hour++)
            {
                sum += global[hour];
                clear += ClearSky.Haurwitz(suns[hour].Zenith);
            }
            if (clear >= LeastClearDay) last = SkyTemperature.CloudFraction(sum / clear);
            days[day] = last;
        }
        return days;
    }
}
