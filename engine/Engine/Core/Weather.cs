namespace TerritoryTwin.Core;

/// <summary>The weather of one hour. Radiation is the mean over the hour that begins at <see cref="Hour"/>; the rest holds for that hour.</summary>
/// <remarks>Temperatures are °C: in float, kernels that work in °C resolve 16 times finer than in K; K appears only where a formula radiates.</remarks>
/// <param name="Hour">Hour of the year, 0 = 00:00–01:00 of 1 January, local standard time.</param>
/// <param name="DryBulb">Air temperature [°C].</param>
/// <param name="DewPoint">[°C].</param>
/// <param name="RelativeHumidity">0 to 1.</param>
/// <param name="Pressure">[Pa].</param>
/// <param name="GlobalHorizontalIrradiance">[W/m²].</param>
/// <param name="DirectNormalIrradiance">[W/m²].</param>
/// <param name="DiffuseHorizontalIrradiance">[W/m²].</param>
/// <param name="SkyLongwave">Downward longwave on the horizontal [W/m²].</param>
/// <param name="WindSpeed">At 10 m [m/s].</param>
/// <param name="WindDirection">From, 0 = north, clockwise [°].</param>
public readonly record struct WeatherHour(
    int Hour, double DryBulb, double DewPoint, double RelativeHumidity, double Pressure,
    double GlobalHorizontalIrradiance, double DirectNormalIrradiance, double DiffuseHorizontalIrradiance,
    double SkyLongwave, double WindSpeed, double WindDirection);

/// <summary>A year of weather.</summary>
/// <param name="Name">Place, as the source says it.</param>
/// <param name="Latitude">[°].</param>
/// <param name="Longitude">[°], east positive.</param>
/// <param name="TimeZone">Hours ahead of UTC, standard time.</param>
/// <param name="Elevation">[m above sea level].</param>
/// <param name="Hours">8,760 of them.</param>
public sealed record WeatherYear(string Name, double Latitude, double Longitude, double TimeZone, double Elevation, IReadOnlyList<WeatherHour> Hours);
