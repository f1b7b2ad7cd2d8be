using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Weather;

/// <summary>Makes a plausible year of weather from monthly normals, for places without a file.</summary>
/// <remarks>
/// Days follow one another as a first-order autoregression; the monthly means of temperature and radiation are those of the normals. It is no
/// forecast and no record: extremes rarer than once in a few years are not in it. docs/physics/weather.md, eq. 14–20.
/// </remarks>
public static class WeatherGenerator
{
    /// <summary>A year; the same normals and seed give the same year.</summary>
    /// <exception cref="InputException">The normals are not those of a climate.</exception>
    public static WeatherYear Generate(MonthlyNormals normals, ulong seed)
    {
        normals.Validate();
        WeatherYear place = new(
            $"{normals.Name}, generated, seed {seed}", normals.Latitude, normals.Longitude, normals.TimeZone, normals.Elevation, []);
        SunPosition[] suns = [.. Enumerable.Range(0, Months.Hours).Select(hour => SunPosition.At(place, hour))];
        DrawnSun sun = DrawnSun.Draw(normals, suns, seed);
        DrawnAir air = DrawnAir.Draw(normals, sun, seed);
        WeatherHour[] hours = new WeatherHour[Months.Hours];
        for (int hour = 0; hour < hours.Length; hour++) hours[hour] = Hour(hour, suns[hour], sun, air);
        return place with { Hours = hours };
    }

    private static WeatherHour Hour(int hour, SunPosition position, DrawnSun sun, DrawnAir air)
    {
        double global = sun.Global[hour], dry = air.Temperature[hour], dew = air.DewPoint[hour];
        (double direct, double diffuse) = Decomposition.Erbs(global, position.Zenith, Extraterrestrial.Normal(hour / 24 + 1));
        double clouds = SkyTemperature.CloudFraction(sun.Clearness[hour / 24]);
        return new WeatherHour(
            hour, dry, dew, MoistAir.RelativeHumidity(dry, dew), air.Pressure[hour], global, direct, diffuse,
            SkyTemperature.Longwave(dry, MoistAir.SaturationPressure(dew), clouds), air.WindSpeed[hour], air.WindDirection[hour]);
    }
}
