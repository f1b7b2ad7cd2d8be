namespace TerritoryTwin.Files.Weather;

/// <summary>A column of an EPW row that the engine reads.</summary>
/// <param name="Index">From 0, in the file.</param>
/// <param name="Name">As the format's documentation calls it.</param>
/// <param name="Unit">Of the file.</param>
/// <param name="Lowest">Least value that can be true.</param>
/// <param name="Highest">Greatest value that can be true.</param>
/// <param name="Missing">What stands where nothing was measured.</param>
internal sealed record EpwColumn(int Index, string Name, string Unit, double Lowest, double Highest, double Missing)
{
    public static readonly EpwColumn DryBulb = new(6, "dry bulb temperature", "°C", -90, 65, 99.9);
    public static readonly EpwColumn DewPoint = new(7, "dew point temperature", "°C", -110, 50, 99.9);
    public static readonly EpwColumn RelativeHumidity = new(8, "relative humidity", "%", 0, 110, 999);
    public static readonly EpwColumn Pressure = new(9, "atmospheric station pressure", "Pa", 31000, 120000, 999999);
    public static readonly EpwColumn SkyLongwave = new(12, "horizontal infrared radiation intensity", "W/m²", 0, 800, 9999);
    public static readonly EpwColumn Global = new(13, "global horizontal radiation", "Wh/m²", 0, 1600, 9999);
    public static readonly EpwColumn Direct = new(14, "direct normal radiation", "Wh/m²", 0, 1500, 9999);
    public static readonly EpwColumn Diffuse = new(15, "diffuse horizontal radiation", "Wh/m²", 0, 1200, 9999);
    public static readonly EpwColumn WindDirection = new(20, "wind direction", "°", 0, 360, 999);
    public static readonly EpwColumn WindSpeed = new(21, "wind speed", "m/s", 0, 75, 999);
    public static readonly EpwColumn SkyCover = new(22, "total sky cover", "tenths", 0, 99, 99);

    /// <summary>Columns in the order of the file.</summary>
    public static readonly EpwColumn[] All =
        [DryBulb, DewPoint, RelativeHumidity, Pressure, SkyLongwave, Global, Direct, Diffuse, WindDirection, WindSpeed, SkyCover];

    /// <summary>Columns that a row must have to be read.</summary>
    public const int Fewest = 22;
}
