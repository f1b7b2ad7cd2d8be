using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Where the sun stands for someone on the ground, without refraction.</summary>
/// <param name="Elevation">Above the horizon [°].</param>
/// <param name="Azimuth">From north, clockwise, 0 to 360 [°].</param>
/// <param name="EquationOfTime">Sundial minus clock [min].</param>
/// <param name="Distance">Earth to sun [au].</param>
public readonly record struct SunPosition(double Elevation, double Azimuth, double EquationOfTime, double Distance)
{
    /// <summary>The calendar year that a <see cref="WeatherYear"/> is laid on: no leap day, midway between two leap years.</summary>
    public const int CalendarYear = 2022;

    private const double Flattening = 0.99664719;   // of the Earth, polar to equatorial radius
    private const double EarthRadius = 6378140;     // m, equatorial

    /// <summary>Angle of incidence of the sun on the horizontal [°].</summary>
    public double Zenith => 90 - Elevation;

    /// <summary>Unit vector to the sun, eastward part.</summary>
    public double East => Math.Cos(Rad(Elevation)) * Math.Sin(Rad(Azimuth));

    /// <summary>Unit vector to the sun, northward part.</summary>
    public double North => Math.Cos(Rad(Elevation)) * Math.Cos(Rad(Azimuth));

    /// <summary>Unit vector to the sun, upward part: the sine of the elevation.</summary>
    public double Up => Math.Sin(Rad(Elevation));

    /// <summary>Where the sun stands at an instant.</summary>
    /// <param name="time">Any offset; the instant counts.</param>
    /// <param name="latitude">[°], north positive, −90 to 90.</param>
    /// <param name="longitude">[°], east positive, −360 to 360.</param>
    /// <param name="height">Of the place above sea level [m]; the parallax hardly feels it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The place is not on the Earth.</exception>
    /// <remarks>Good to 0.001° from 1950 to 2050. Reda and Andreas (2004), Solar Energy 76(5); docs/physics/solar.md, eq. 1–9.</remarks>
    public static SunPosition At(DateTimeOffset time, double latitude, double longitude, double height = 0) =>
        At(time, latitude, longitude, height, SunEphemeris.EstimateDeltaT(time));

    /// <summary>Where the sun stands in the middle of an hour of a weather year, laid on <see cref="CalendarYear"/>.</summary>
    /// <param name="year">The place and its clock.</param>
    /// <param name="hour">0 to 8,759.</param>
    public static SunPosition At(WeatherYear year, int hour) =>
        FromPlace(year.Latitude, year.Longitude, year.Elevation, CalendarEphemeris.At(hour + 0.5 - year.TimeZone));

    /// <summary>The instant in the middle of an hour of a weather year, laid on <see cref="CalendarYear"/>.</summary>
    public static DateTimeOffset MiddleOf(WeatherYear year, int hour) =>
        new DateTimeOffset(CalendarYear, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(3600.0 * (hour + 0.5 - year.TimeZone));

    /// <summary>Elevation as the air bends it [°]; unrefracted when the whole disc is below the horizon.</summary>
    /// <param name="pressure">[Pa].</param>
    /// <param name="temperature">[°C].</param>
    /// <remarks>Meeus (1998) after Sæmundsson; docs/physics/solar.md, eq. 10.</remarks>
    public double ApparentElevation(double pressure = 101325, double temperature = 12)
    {
        const double lowest = -0.26667 - 0.5667;    // half the disc and the refraction at the horizon, °
        if (Elevation < lowest) return Elevation;
        return Elevation + pressure / 101000 * (283 / (273 + temperature))
            * 1.02 / (60 * Math.Tan(Rad(Elevation + 10.3 / (Elevation + 5.11))));
    }

    internal static SunPosition At(DateTimeOffset time, double latitude, double longitude, double height, double deltaT) =>
        FromPlace(latitude, longitude, height, SunEphemeris.At(time, deltaT));

    private static SunPosition FromPlace(double latitude, double longitude, double height, SunEphemeris sun)
    {
        if (!(Math.Abs(latitude) <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "a latitude lies between −90 and 90 degrees");
        if (!(Math.Abs(longitude) <= 360))
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude, "a longitude lies between −180 and 180 degrees");
        return SeenFrom(Rad(latitude), height, Rad(sun.SiderealTime + longitude) - sun.RightAscension, sun);
    }

    /// <summary>Hour angle of the sun at a longitude, −180 to 180 [°].</summary>
    internal static double HourAngle(DateTimeOffset time, double longitude)
    {
        SunEphemeris sun = SunEphemeris.At(time, SunEphemeris.EstimateDeltaT(time));
        return Math.IEEERemainder(sun.SiderealTime + longitude - sun.RightAscension * (180 / Math.PI), 360);
    }

    private static SunPosition SeenFrom(double latitude, double height, double hourAngle, SunEphemeris sun)
    {
        double parallax = Rad(8.794 / (3600 * sun.Distance));
        double reduced = Math.Atan(Flattening * Math.Tan(latitude));
        double x = Math.Cos(reduced) + height / EarthRadius * Math.Cos(latitude);
        double y = Flattening * Math.Sin(reduced) + height / EarthRadius * Math.Sin(latitude);

        double along = Math.Cos(sun.Declination) - x * Math.Sin(parallax) * Math.Cos(hourAngle);
        double shift = Math.Atan2(-x * Math.Sin(parallax) * Math.Sin(hourAngle), along);
        double declination = Math.Atan2((Math.Sin(sun.Declination) - y * Math.Sin(parallax)) * Math.Cos(shift), along);
        double h = hourAngle - shift;

        double up = Math.Sin(latitude) * Math.Sin(declination) + Math.Cos(latitude) * Math.Cos(declination) * Math.Cos(h);
        double azimuth = 180 + Deg(Math.Atan2(
            Math.Sin(h), Math.Cos(h) * Math.Sin(latitude) - Math.Tan(declination) * Math.Cos(latitude)));
        return new SunPosition(Deg(Math.Asin(Math.Clamp(up, -1, 1))), azimuth % 360, sun.EquationOfTime, sun.Distance);
    }

    private static double Rad(double degrees) => degrees * (Math.PI / 180);

    private static double Deg(double radians) => radians * (180 / Math.PI);
}
