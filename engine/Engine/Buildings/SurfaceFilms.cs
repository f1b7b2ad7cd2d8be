using TerritoryTwin.Solar;

namespace TerritoryTwin.Buildings;

/// <summary>What carries heat between surfaces and their surroundings [W/(m² K)].</summary>
internal static class SurfaceFilms
{
    private const double Least = 0.1;                          // K; below, no current has a direction

    /// <summary>Radiation of black surfaces about a temperature, 4 σ T³.</summary>
    /// <param name="mean">[°C].</param>
    public static double Radiation(double mean) => 4 * SkyTemperature.StefanBoltzmann * Math.Pow(mean + 273.15, 3);

    /// <summary>Still air along a surface: Walton (1983), NBSIR 83-2655 (TARP).</summary>
    /// <param name="warmer">Surface over air [K].</param>
    /// <param name="up">Cosine of the tilt of the side that the air is on: 1 a floor, 0 a wall, −1 a ceiling.</param>
    public static double Still(double warmer, double up)
    {
        double root = Math.Cbrt(Math.Max(Math.Abs(warmer), Least));
        return warmer * up > 0 ? 9.482 * root / (7.238 - Math.Abs(up)) : up == 0 ? 1.31 * root : 1.810 * root / (1.382 + Math.Abs(up));
    }

    /// <summary>Wind and warmth along an outer surface: MoWiTT for glass (Yazdanian and Klems 1994, ASHRAE Transactions 100), raised for roughness as DOE-2 does.</summary>
    /// <param name="warmer">Surface over air [K].</param> <param name="up">Cosine of its tilt.</param>
    /// <param name="wind">At its height [m/s].</param> <param name="windward">Whether it faces the wind.</param> <param name="roughness">Of DOE-2: 1 glass, 1.52 plaster and boards.</param>
    public static double Outside(double warmer, double up, double wind, bool windward, double roughness)
    {
        double still = Still(warmer, up), blown = windward ? 3.26 * Math.Pow(wind, 0.89) : 3.55 * Math.Pow(wind, 0.617);
        double glass = Math.Sqrt(still * still + blown * blown);
        return still + roughness * (glass - still);
    }
}
