namespace TerritoryTwin.Solar;

/// <summary>Longwave radiation of the sky, and the temperature of a black sky that would send it.</summary>
/// <remarks>docs/physics/weather.md, eq. 5–9.</remarks>
public static class SkyTemperature
{
    /// <summary>Stefan–Boltzmann constant [W/(m² K⁴)].</summary>
    public const double StefanBoltzmann = 5.670374419e-8;

    private const double Kelvin = 273.15;

    /// <summary>Temperature of a black sky [°C].</summary>
    /// <param name="longwave">Downward, on the horizontal [W/m²], ≥ 0.</param>
    public static double Of(double longwave) => Math.Sqrt(Math.Sqrt(longwave / StefanBoltzmann)) - Kelvin;

    /// <summary>Downward longwave of a sky [W/m²].</summary>
    /// <param name="emissivity">Of the sky, 0 to 1.</param>
    /// <param name="temperature">Of the air at the ground [°C].</param>
    public static double Longwave(double emissivity, double temperature) =>
        emissivity * StefanBoltzmann * Math.Pow(temperature + Kelvin, 4);

    /// <summary>Downward longwave of a sky with clouds [W/m²]: Prata's clear sky, closed by clouds with their fraction squared.</summary>
    /// <param name="temperature">Of the air at the ground [°C].</param>
    /// <param name="vapourPressure">At the ground [Pa].</param>
    /// <param name="cloudFraction">0 to 1.</param>
    public static double Longwave(double temperature, double vapourPressure, double cloudFraction) =>
        Longwave(Clouded(Prata(temperature, vapourPressure), cloudFraction), temperature);

    /// <summary>Longwave [W/m²] of a sky of the same emissivity over air of another temperature.</summary>
    /// <param name="longwave">Over the air it was measured in [W/m²].</param>
    /// <param name="from">That air [°C].</param>
    /// <param name="to">The other air [°C].</param>
    public static double AtAir(double longwave, double from, double to) => longwave * Math.Pow((to + Kelvin) / (from + Kelvin), 4);

    /// <summary>Emissivity of a clear sky; Prata (1996), Quarterly Journal of the Royal Meteorological Society 122.</summary>
    /// <param name="temperature">Of the air at the ground [°C].</param>
    /// <param name="vapourPressure">At the ground [Pa].</param>
    public static double Prata(double temperature, double vapourPressure)
    {
        double water = 46.5 * vapourPressure / 100 / (temperature + Kelvin);    // precipitable, cm
        return 1 - (1 + water) * Math.Exp(-Math.Sqrt(1.2 + 3 * water));
    }

    /// <summary>Emissivity of a clear sky; Brutsaert (1975), Water Resources Research 11(5).</summary>
    /// <param name="temperature">Of the air at the ground [°C].</param>
    /// <param name="vapourPressure">At the ground [Pa].</param>
    public static double Brutsaert(double temperature, double vapourPressure) =>
        1.24 * Math.Pow(vapourPressure / 100 / (temperature + Kelvin), 1.0 / 7);

    /// <summary>Emissivity of a clear sky from temperature alone; Swinbank (1963), same journal as Prata, 89.</summary>
    /// <param name="temperature">Of the air at the ground [°C].</param>
    public static double Swinbank(double temperature) => 9.365e-6 * (temperature + Kelvin) * (temperature + Kelvin);

    /// <summary>Emissivity of a sky that clouds close in part: ε + (1 − ε) N².</summary>
    public static double Clouded(double clear, double cloudFraction) => clear + (1 - clear) * cloudFraction * cloudFraction;

    /// <summary>Cloud fraction that leaves a share of the clear sky's global radiation; Kasten and Czeplak (1980), Solar Energy 24(2).</summary>
    /// <param name="shareOfClear">Global irradiation over that of a clear sky, of a day.</param>
    public static double CloudFraction(double shareOfClear) =>
        Math.Pow(Math.Clamp((1 - shareOfClear) / 0.75, 0, 1), 1 / 3.4);
}
