using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Sun and sky of an hour, from its weather.</summary>
/// <remarks>
/// The hourly means of the weather are kept as they are: surfaces take the direct and the diffuse part, the ground reflects the global one.
/// Where a file's global radiation differs from direct·sin(elevation) + diffuse, no part is adjusted to the others. The sun stands where it is
/// in the middle of the hour; when that is below the horizon the direct part is dropped and the diffuse part is that of an even sky.
/// </remarks>
public static class SkyModel
{
    /// <summary>Sun and sky of one hour.</summary>
    /// <param name="year">The weather and its place.</param>
    /// <param name="hour">0 to 8,759.</param>
    /// <exception cref="ArgumentOutOfRangeException">The year has no such hour.</exception>
    public static Sky At(WeatherYear year, int hour) => Of(year.Hours[hour], SunPosition.At(year, hour));

    /// <summary>Sun and sky of every hour.</summary>
    public static Sky[] Of(WeatherYear year)
    {
        Sky[] skies = new Sky[year.Hours.Count];
        for (int hour = 0; hour < skies.Length; hour++) skies[hour] = At(year, hour);
        return skies;
    }

    /// <summary>The sky that goes with an hour's weather and a place of the sun.</summary>
    public static Sky Of(WeatherHour weather, SunPosition sun)
    {
        double up = sun.Up;
        bool day = up > 0;
        double direct = day ? weather.DirectNormalIrradiance : 0;
        (double f1, double f2) = day
            ? Perez.Brightness(
                direct, weather.DiffuseHorizontalIrradiance, Extraterrestrial.Normal(weather.Hour / 24 + 1), sun.Zenith,
                Extraterrestrial.RelativeAirMass(sun.ApparentElevation(weather.Pressure, weather.DryBulb)))
            : (0, 0);
        return new Sky(
            sun.East, sun.North, up, sun.Azimuth, sun.Elevation,
            direct, weather.DiffuseHorizontalIrradiance, weather.GlobalHorizontalIrradiance, f1, f2);
    }
}
