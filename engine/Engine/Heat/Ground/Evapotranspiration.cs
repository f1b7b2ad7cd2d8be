using TerritoryTwin.Compute;

namespace TerritoryTwin.Heat;

/// <summary>The slope and the constant of Penman and Monteith.</summary>
/// <remarks>Allen et al. (1998), FAO Irrigation and Drainage Paper 56, eq. 8, 11 and 13; docs/physics/heat-formulas.md, eq. 13.</remarks>
public static class PenmanMonteith
{
    /// <summary>Vapour pressure at saturation over water [Pa].</summary>
    /// <param name="air">[°C].</param>
    public static R Saturation<R>(R air) where R : struct, IReal<R> => 610.8f * R.Exp(17.27f * air / (air + 237.3f));

    /// <summary>Rise of the vapour pressure at saturation with temperature [Pa/K].</summary>
    /// <param name="air">[°C].</param>
    public static R SaturationSlope<R>(R air) where R : struct, IReal<R>
    {
        R above = air + 237.3f;
        return 4098f * Saturation(air) / (above * above);
    }

    /// <summary>Psychrometric constant [Pa/K].</summary>
    /// <param name="pressure">[Pa].</param>
    public static R Psychrometric<R>(R pressure) where R : struct, IReal<R> => 0.665e-3f * pressure;
}

/// <summary>Weather of a day at 2 m above grass, as FAO-56 takes it.</summary>
/// <param name="Warmest">[°C].</param> <param name="Coldest">[°C].</param> <param name="VapourPressure">[kPa].</param> <param name="Wind">At 2 m [m/s].</param>
/// <param name="Sunshine">Hours of sun.</param> <param name="GroundHeat">Into the ground [MJ/(m² d)].</param>
public readonly record struct GrassDay(double Warmest, double Coldest, double VapourPressure, double Wind, double Sunshine, double GroundHeat);

/// <summary>Evapotranspiration of well-watered grass, and each step to it.</summary>
/// <param name="Pressure">[kPa].</param> <param name="Psychrometric">[kPa/K].</param> <param name="Slope">Of the vapour pressure at saturation [kPa/K].</param>
/// <param name="Saturation">[kPa].</param> <param name="Extraterrestrial">[MJ/(m² d)].</param> <param name="Daylight">[h].</param> <param name="Solar">[MJ/(m² d)].</param>
/// <param name="ClearSky">[MJ/(m² d)].</param> <param name="NetShortwave">[MJ/(m² d)].</param> <param name="NetLongwave">Lost [MJ/(m² d)].</param> <param name="Water">[mm/d].</param>
public readonly record struct GrassEvaporation(
    double Pressure, double Psychrometric, double Slope, double Saturation, double Extraterrestrial, double Daylight, double Solar, double ClearSky, double NetShortwave, double NetLongwave,
    double Water)
{
    /// <summary>[MJ/(m² d)].</summary>
    public double NetRadiation => NetShortwave - NetLongwave;
}

/// <summary>The reference evapotranspiration of FAO-56: grass 12 cm high, well watered, albedo 0.23.</summary>
/// <remarks>Allen et al. (1998), FAO Irrigation and Drainage Paper 56, eq. 6 and 53; units are those of the paper.</remarks>
public static class ReferenceEvapotranspiration
{
    private const double Albedo = 0.23, SolarConstant = 0.0820, StefanBoltzmann = 4.903e-9;      // MJ/(m² min), MJ/(K⁴ m² d)

    /// <summary>Of a day.</summary>
    /// <param name="day">Its weather.</param>
    /// <param name="dayOfYear">1 to 366.</param>
    /// <param name="latitude">[°], within the polar circles.</param>
    /// <param name="altitude">[m].</param>
    public static GrassEvaporation Of(GrassDay day, int dayOfYear, double latitude, double altitude)
    {
        double mean = (day.Warmest + day.Coldest) / 2, pressure = PressureAt(altitude), psychrometric = 0.000665 * pressure, slope = Slope(mean);
        double saturation = (Saturation(day.Warmest) + Saturation(day.Coldest)) / 2;
        (double extraterrestrial, double daylight) = Above(dayOfYear, latitude * Math.PI / 180);
        double solar = (0.25 + 0.5 * day.Sunshine / daylight) * extraterrestrial, clear = (0.75 + 2e-5 * altitude) * extraterrestrial;
        double longwave = StefanBoltzmann * (Fourth(day.Warmest) + Fourth(day.Coldest)) / 2 * Cooling(day.VapourPressure, solar / clear), shortwave = (1 - Albedo) * solar;
        double water = Combined(shortwave - longwave - day.GroundHeat, slope, psychrometric, 900, mean, day.Wind, saturation - day.VapourPressure);
        return new(pressure, psychrometric, slope, saturation, extraterrestrial, daylight, solar, clear, shortwave, longwave, water);
    }

    /// <summary>Of an hour [mm/h].</summary>
    /// <param name="air">[°C].</param>
    /// <param name="relativeHumidity">0 to 1.</param>
    /// <param name="wind">At 2 m [m/s].</param>
    /// <param name="solar">On the horizontal [MJ/(m² h)].</param>
    /// <param name="shareOfClear">Solar over that of a clear sky; at night that of the hours before sunset.</param>
    /// <param name="altitude">[m].</param>
    public static double OfHour(double air, double relativeHumidity, double wind, double solar, double shareOfClear, double altitude)
    {
        double saturation = Saturation(air), vapour = saturation * relativeHumidity;
        double net = (1 - Albedo) * solar - StefanBoltzmann / 24 * Fourth(air) * Cooling(vapour, shareOfClear);
        double ground = (solar > 0 ? 0.1 : 0.5) * net;
        return Combined(net - ground, Slope(air), 0.000665 * PressureAt(altitude), 37, air, wind, saturation - vapour);
    }

    /// <summary>Solar radiation above the atmosphere in an hour [MJ/(m² h)].</summary>
    /// <param name="dayOfYear">1 to 366.</param>
    /// <param name="latitude">[°].</param>
    /// <param name="solarTime">Middle of the hour, solar time [h].</param>
    public static double ExtraterrestrialOfHour(int dayOfYear, double latitude, double solarTime)
    {
        double place = latitude * Math.PI / 180;
        (double distance, double declination) = Sun(dayOfYear);
        double sunset = Math.Acos(-Math.Tan(place) * Math.Tan(declination)), middle = Math.PI / 12 * (solarTime - 12);
        double from = Math.Clamp(middle - Math.PI / 24, -sunset, sunset), to = Math.Clamp(middle + Math.PI / 24, -sunset, sunset);
        return 12 * 60 / Math.PI * SolarConstant * distance * ((to - from) * Math.Sin(place) * Math.Sin(declination) + Math.Cos(place) * Math.Cos(declination) * (Math.Sin(to) - Math.Sin(from)));
    }

    /// <summary>Season's correction of solar time [h].</summary>
    /// <param name="dayOfYear">1 to 366.</param>
    public static double SeasonalCorrection(int dayOfYear)
    {
        double b = 2 * Math.PI * (dayOfYear - 81) / 364;
        return 0.1645 * Math.Sin(2 * b) - 0.1255 * Math.Cos(b) - 0.025 * Math.Sin(b);
    }

    private static (double Extraterrestrial, double Daylight) Above(int dayOfYear, double place)
    {
        (double distance, double declination) = Sun(dayOfYear);
        double sunset = Math.Acos(-Math.Tan(place) * Math.Tan(declination));
        double above = 24 * 60 / Math.PI * SolarConstant * distance * (sunset * Math.Sin(place) * Math.Sin(declination) + Math.Cos(place) * Math.Cos(declination) * Math.Sin(sunset));
        return (above, 24 / Math.PI * sunset);
    }

    private static (double Distance, double Declination) Sun(int dayOfYear) =>
        (1 + 0.033 * Math.Cos(2 * Math.PI / 365 * dayOfYear), 0.409 * Math.Sin(2 * Math.PI / 365 * dayOfYear - 1.39));

    private static double Combined(double available, double slope, double psychrometric, double numerator, double air, double wind, double deficit) =>
        (0.408 * slope * available + psychrometric * numerator / (air + 273) * wind * deficit) / (slope + psychrometric * (1 + 0.34 * wind));

    private static double Cooling(double vapourPressure, double shareOfClear) => (0.34 - 0.14 * Math.Sqrt(vapourPressure)) * (1.35 * Math.Min(shareOfClear, 1) - 0.35);

    private static double Saturation(double air) => 0.6108 * Math.Exp(17.27 * air / (air + 237.3));

    private static double Slope(double air) => 4098 * Saturation(air) / ((air + 237.3) * (air + 237.3));

    private static double PressureAt(double altitude) => 101.3 * Math.Pow((293 - 0.0065 * altitude) / 293, 5.26);

    private static double Fourth(double air) => Math.Pow(air + 273.16, 4);
}
