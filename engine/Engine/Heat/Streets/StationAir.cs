using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Heat;

/// <summary>The air above a territory, from what a station measures over its own ground.</summary>
/// <param name="Temperature">Potential temperature at <see cref="Reference"/> [°C].</param>
/// <param name="Wind">There [m/s].</param>
/// <param name="Heat">Sensible heat of the station's ground by day [W/m²]; 0 where it gives none off.</param>
/// <param name="FrictionLength">Friction velocity times Obukhov length by night [m²/s]; 0 by day.</param>
/// <remarks>
/// Van Ulden and Holtslag (1985), Journal of Climate and Applied Meteorology 24: at night the temperature scale follows the clouds, by day the heat flux follows the net
/// radiation over moist grass; then the profiles of Businger and Dyer. docs/physics/street-heat.md, eq. 21 to 24.
/// </remarks>
public readonly record struct StationAir(double Temperature, double Wind, double Heat, double FrictionLength)
{
    /// <summary>Height at which the air is taken as one over the whole territory [m].</summary>
    public const float Reference = 50;

    private const double WindHeight = 10, AirHeight = 2, VonKarman = 0.4, Gravity = 9.81, Kelvin = 273.15;
    private const double LeastWind = 0.5;
    /// <summary>Of the ground of the station: short grass, well watered.</summary>
    private const double Albedo = 0.23, PriestleyTaylor = 0.8, Advected = 20;

    /// <summary>Brings an hour of weather to the reference height.</summary>
    /// <param name="weather">At the station, wind at 10 m, temperature at 2 m.</param> <param name="roughness">Of its surroundings [m].</param>
    public static StationAir Of(WeatherHour weather, double roughness)
    {
        double wind = Math.Max(LeastWind, weather.WindSpeed), kelvin = weather.DryBulb + Kelvin;
        double heat = HeatOfGround(weather);
        double neutral = VonKarman / Math.Log(WindHeight / roughness);
        return heat > 1 ? Day(weather.DryBulb, wind, kelvin, heat, roughness, neutral) : Night(weather, wind, kelvin, roughness, neutral);
    }

    /// <summary>Sensible heat of moist grass under the sun [W/m²]; below 0 at night.</summary>
    private static double HeatOfGround(WeatherHour weather)
    {
        double kelvin = weather.DryBulb + Kelvin;
        double net = (1 - Albedo) * weather.GlobalHorizontalIrradiance + Sky(weather) - SkyTemperature.StefanBoltzmann * Math.Pow(kelvin, 4);
        if (net <= 0 || weather.GlobalHorizontalIrradiance <= 0) return -1;
        double slope = 4.098 * MoistAir.SaturationPressure(weather.DryBulb) / Math.Pow(weather.DryBulb + 237.3, 2), ratio = 0.066 / slope;
        return (1 - PriestleyTaylor + ratio) / (1 + ratio) * 0.9 * net - Advected;
    }

    private static StationAir Day(double air, double wind, double kelvin, double heat, double roughness, double neutral)
    {
        double friction = neutral * wind, length = 0;
        for (int turn = 0; turn < 8; turn++)
        {
            length = -Math.Pow(friction, 3) * kelvin * 1200 / (VonKarman * Gravity * heat);
            friction = VonKarman * wind / (Math.Log(WindHeight / roughness) - Momentum(WindHeight / length) + Momentum(roughness / length));
        }
        double speed = friction / VonKarman * (Math.Log(Reference / roughness) - Momentum(Reference / length) + Momentum(roughness / length));
        double change = -heat / (1200 * friction) / VonKarman * (Math.Log(Reference / AirHeight) - Warmth(Reference / length) + Warmth(AirHeight / length));
        return new(air + change, speed, heat, 0);

        static double Momentum(double zeta)
        {
            double x = Math.Sqrt(Math.Sqrt(1 - 16 * zeta));
            return 2 * Math.Log((1 + x) / 2) + Math.Log((1 + x * x) / 2) - 2 * Math.Atan(x) + Math.PI / 2;
        }

        static double Warmth(double zeta) => 2 * Math.Log((1 + Math.Sqrt(1 - 16 * zeta)) / 2);
    }

    private static StationAir Night(WeatherHour weather, double wind, double kelvin, double roughness, double neutral)
    {
        double vapour = weather.RelativeHumidity * MoistAir.SaturationPressure(weather.DryBulb);
        double clear = SkyTemperature.Prata(weather.DryBulb, vapour), emissivity = Sky(weather) / (SkyTemperature.StefanBoltzmann * Math.Pow(kelvin, 4));
        double clouds = Math.Clamp((emissivity - clear) / (1 - clear), 0, 1);             // their fraction, squared
        double scale = 0.09 * (1 - 0.5 * clouds);                                       // K
        double calm = 5 * WindHeight * Gravity * scale / kelvin;                         // m²/s²
        double critical = 2 * Math.Sqrt(calm / neutral);
        double friction = wind >= critical ? neutral * wind / 2 * (1 + Math.Sqrt(1 - Math.Pow(critical / wind, 2))) : neutral * critical / 2 * (wind / critical);
        if (wind < critical) scale *= wind / critical;
        double length = friction * friction * kelvin / (VonKarman * Gravity * scale);
        double speed = friction / VonKarman * (Math.Log(Reference / roughness) + Stable(Reference, length));
        double change = scale / VonKarman * (Math.Log(Reference / AirHeight) + Stable(Reference, length) - Stable(AirHeight, length));
        return new(weather.DryBulb + change, speed, 0, friction * length);

        // Linear near the ground, logarithmic where turbulence dies out (Holtslag and De Bruin 1988).
        static double Stable(double height, double length)
        {
            double zeta = height / length;
            return 0.7 * zeta + 0.75 * (zeta - 14.3) * Math.Exp(-0.35 * zeta) + 10.7;
        }
    }

    /// <summary>Downward long-wave of an hour [W/m²]; of half a sky of clouds where the weather does not say.</summary>
    internal static double Sky(WeatherHour weather) => weather.SkyLongwave > 0 ? weather.SkyLongwave
        : SkyTemperature.Longwave(weather.DryBulb, weather.RelativeHumidity * MoistAir.SaturationPressure(weather.DryBulb), 0.5);
}
