using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Weather;

/// <summary>Whether a year of weather can be that of a territory.</summary>
internal static class WeatherPlace
{
    public const double Near = 100;
    private const double NearInvented = 1000;          // km; within the first, French stations stand for a place, and an invented town stands for many
    private const double Tropics = 5;                 // °, between which there are no seasons to be swapped
    private const double EarthRadius = 6371;          // km

    /// <summary>Refuses a territory for which no season of the engine is made, whatever its weather.</summary>
    /// <exception cref="InputException">It lies south of 5° south.</exception>
    public static void RequireNorth(Territory territory)
    {
        if (territory.Latitude < -Tropics)
            throw new InputException($"`{territory.Name}` lies at {Degrees(territory.Latitude)}; expected one north of 5° south: the water of the mains, the appliances of winter and the weeks of second homes are those of the north. Such territories cannot be run yet.");
    }

    /// <summary>What a reader should know of where it was taken; null where that is near.</summary>
    /// <param name="weather">The year.</param> <param name="territory">Where it is used.</param> <param name="invented">Whether it is a generated town.</param> <param name="file">For messages.</param>
    /// <exception cref="InputException">It is of the other hemisphere, whose summer is winter here.</exception>
    public static string? Question(WeatherYear weather, Territory territory, bool invented, string file)
    {
        double away = Kilometres(weather.Latitude, weather.Longitude, territory.Latitude, territory.Longitude);
        if (weather.Latitude * territory.Latitude < 0 && Math.Min(Math.Abs(weather.Latitude), Math.Abs(territory.Latitude)) > Tropics)
            throw new InputException($"{file}: the weather of {weather.Name} at {Degrees(weather.Latitude)}, {away:0} km away, where summer is in the winter of `{territory.Name}` at {Degrees(territory.Latitude)}; expected weather of the same hemisphere. Choose a file of a station nearby.");
        return away < (invented ? NearInvented : Near) ? null : string.Create(CultureInfo.InvariantCulture,
            $"the weather was taken at {weather.Name}, {away:n0} km from `{territory.Name}`, at {weather.Elevation:0} m; sun, warmth and clock are those of that place, so choose a station nearby unless that is meant");
    }

    private static string Degrees(double latitude) => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(latitude):0.0}° {(latitude < 0 ? "south" : "north")}");

    /// <summary>Between two places, along a great circle (haversine) [km].</summary>
    /// <param name="latitude">[°].</param> <param name="longitude">[°].</param> <param name="toLatitude">[°].</param> <param name="toLongitude">[°].</param>
    public static double Kilometres(double latitude, double longitude, double toLatitude, double toLongitude)
    {
        const double degree = Math.PI / 180;
        double north = Math.Sin((toLatitude - latitude) * degree / 2), east = Math.Sin((toLongitude - longitude) * degree / 2);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(north * north + Math.Cos(latitude * degree) * Math.Cos(toLatitude * degree) * east * east)));
    }
}
