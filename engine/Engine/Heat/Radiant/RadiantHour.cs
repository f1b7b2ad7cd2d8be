using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Heat;

/// <summary>An hour that people stand in.</summary>
/// <param name="Weather">Of the hour; a missing wind leaves the thermal index missing.</param>
/// <param name="Sky">Sun and sky in its middle.</param>
/// <param name="Clock">Its middle, local standard time [h].</param>
/// <param name="Sunrise">Of the day, local standard time [h]; 0 under the midnight sun.</param>
/// <param name="Highest">Elevation of the sun at noon [°].</param>
/// <param name="Clearness">Global radiation over that of a clear sky, 0 to 1.</param>
/// <param name="Transmissivity">Of crowns, 0 to 1.</param>
public readonly record struct RadiantHour(WeatherHour Weather, Sky Sky, double Clock, double Sunrise, double Highest, double Clearness, double Transmissivity)
{
    /// <summary>An hour of a weather year.</summary>
    /// <param name="year">The weather and its place.</param> <param name="hour">0 to 8,759.</param>
    public static RadiantHour Of(WeatherYear year, int hour)
    {
        ArgumentNullException.ThrowIfNull(year);
        return Of(year.Hours[hour], SunPosition.MiddleOf(year, hour), year.Latitude, year.Longitude, year.TimeZone, Canopy.Transmissivity(hour, year.Latitude));
    }

    /// <summary>An hour of weather at an instant and a place.</summary>
    /// <param name="weather">Its means.</param> <param name="middle">Of the hour.</param>
    /// <param name="latitude">[°], north positive.</param> <param name="longitude">[°], east positive.</param> <param name="timeZone">Hours ahead of UTC, standard time.</param>
    /// <param name="transmissivity">Of crowns, 0 to 1.</param>
    public static RadiantHour Of(WeatherHour weather, DateTimeOffset middle, double latitude, double longitude, double timeZone, double transmissivity)
    {
        DateTimeOffset local = middle.ToOffset(TimeSpan.FromHours(timeZone));
        SunPosition sun = SunPosition.At(middle, latitude, longitude);
        SunTimes day = SunTimes.On(DateOnly.FromDateTime(local.Date), latitude, longitude);
        double clear = ClearSky.Haurwitz(sun.Zenith);
        return new(
            weather, SkyModel.Of(weather, sun), local.TimeOfDay.TotalHours, day.Rise?.ToOffset(local.Offset).TimeOfDay.TotalHours ?? 0,
            SunPosition.At(day.Transit, latitude, longitude).Elevation, clear > 0 ? Math.Clamp(weather.GlobalHorizontalIrradiance / clear, 0, 1) : 0, transmissivity);
    }
}

/// <summary>What is known of surfaces and air, on the cells of the scene; each takes the place of a rule of the scene, null leaves the rule.</summary>
/// <param name="Air">Temperature [°C].</param>
/// <param name="Wind">At 10 m [m/s].</param>
/// <param name="Vapour">Pressure [Pa].</param>
/// <param name="Ground">Temperature of the ground [°C]: sunlit and shaded ground as they are.</param>
/// <param name="Wall">Temperature of the walls around [°C], sunlit and shaded alike.</param>
public sealed record RadiantSurroundings(Compute.Field? Air = null, Compute.Field? Wind = null, Compute.Field? Vapour = null, Compute.Field? Ground = null, Compute.Field? Wall = null);
