namespace TerritoryTwin.Solar;

/// <summary>Radiation of one instant in its three customary parts.</summary>
/// <param name="Global">On the horizontal, GHI [W/m²].</param>
/// <param name="DirectNormal">DNI [W/m²].</param>
/// <param name="Diffuse">On the horizontal, DHI [W/m²].</param>
public readonly record struct Irradiance(double Global, double DirectNormal, double Diffuse);

/// <summary>What the air of a clear day holds, for <see cref="ClearSky.Bird"/>.</summary>
/// <param name="OpticalDepth380">Of aerosols at 380 nm.</param>
/// <param name="OpticalDepth500">Of aerosols at 500 nm.</param>
/// <param name="Water">Precipitable [cm].</param>
/// <param name="Ozone">[atm cm].</param>
/// <param name="Asymmetry">Forward scattering of aerosols, 0 to 1.</param>
/// <param name="Albedo">Of the ground.</param>
public readonly record struct ClearAir(
    double OpticalDepth380, double OpticalDepth500, double Water, double Ozone = 0.3, double Asymmetry = 0.85, double Albedo = 0.2);

/// <summary>Radiation under a sky without clouds.</summary>
/// <remarks>docs/physics/solar.md, eq. 27–33.</remarks>
public static class ClearSky
{
    /// <summary>GHI [W/m²]; Haurwitz (1945), Journal of Meteorology 2.</summary>
    /// <param name="zenith">Of the sun [°].</param>
    public static double Haurwitz(double zenith)
    {
        double up = Cosine(zenith);
        return up > 0 ? 1098 * up * Math.Exp(-0.059 / up) : 0;
    }

    /// <summary>Ineichen and Perez (2002), Solar Energy 73(3).</summary>
    /// <param name="zenith">Of the sun, with refraction [°].</param>
    /// <param name="absoluteAirMass">Relative air mass × pressure over 101,325 Pa.</param>
    /// <param name="linkeTurbidity">About 2 (very clean) to 7 (turbid).</param>
    /// <param name="altitude">[m].</param>
    /// <param name="extraterrestrial">Normal to the rays [W/m²].</param>
    public static Irradiance IneichenPerez(double zenith, double absoluteAirMass, double linkeTurbidity, double altitude, double extraterrestrial)
    {
        double up = Cosine(zenith);
        if (up <= 0) return default;
        double fh1 = Math.Exp(-altitude / 8000), fh2 = Math.Exp(-altitude / 1250);
        double cg1 = 5.09e-5 * altitude + 0.868, cg2 = 3.92e-5 * altitude + 0.0387;
        double global = cg1 * extraterrestrial * up * Math.Exp(-cg2 * absoluteAirMass * (fh1 + fh2 * (linkeTurbidity - 1)));
        double beam = extraterrestrial * (0.664 + 0.163 / fh1) * Math.Exp(-0.09 * absoluteAirMass * (linkeTurbidity - 1));
        double most = global * Math.Max(0, (1 - (0.1 - 0.2 * Math.Exp(-linkeTurbidity)) / (0.1 + 0.882 / fh1)) / up);
        double direct = Math.Min(beam, most);
        return new Irradiance(global, direct, global - direct * up);
    }

    /// <summary>Bird and Hulstrom (1981), SERI/TR-642-761.</summary>
    /// <param name="zenith">Of the sun [°].</param>
    /// <param name="airMass">Relative.</param>
    /// <param name="pressure">[Pa].</param>
    /// <param name="extraterrestrial">Normal to the rays [W/m²].</param>
    /// <param name="air">What it holds.</param>
    public static Irradiance Bird(double zenith, double airMass, double pressure, double extraterrestrial, ClearAir air)
    {
        double up = Cosine(zenith);
        if (up <= 0) return default;
        double m = airMass * pressure / 101325;
        double rayleigh = Math.Exp(-0.0903 * Math.Pow(m, 0.84) * (1 + m - Math.Pow(m, 1.01)));
        double gases = Math.Exp(-0.0127 * Math.Pow(m, 0.26));
        double o3 = air.Ozone * airMass;
        double ozone = 1 - 0.1611 * o3 * Math.Pow(1 + 139.48 * o3, -0.3034) - 0.002715 * o3 / (1 + o3 * (0.044 + 0.0003 * o3));
        double h2o = air.Water * airMass;
        double water = 1 - 2.4959 * h2o / (Math.Pow(1 + 79.034 * h2o, 0.6828) + 6.385 * h2o);
        double depth = 0.27583 * air.OpticalDepth380 + 0.35 * air.OpticalDepth500;
        double aerosol = Math.Exp(-Math.Pow(depth, 0.873) * (1 + depth - Math.Pow(depth, 0.7088)) * Math.Pow(airMass, 0.9108));
        double absorbed = 1 - 0.1 * (1 - airMass + Math.Pow(airMass, 1.06)) * (1 - aerosol);
        double scattered = 1 - aerosol / absorbed;

        double direct = 0.9662 * extraterrestrial * aerosol * water * gases * ozone * rayleigh;
        double sky = extraterrestrial * up * 0.79 * ozone * gases * water * absorbed
            * (0.5 * (1 - rayleigh) + air.Asymmetry * scattered) / (1 - airMass + Math.Pow(airMass, 1.02));
        double skyAlbedo = 0.0685 + (1 - air.Asymmetry) * scattered;
        double global = (direct * up + sky) / (1 - air.Albedo * skyAlbedo);
        return new Irradiance(global, direct, global - direct * up);
    }

    /// <summary>Simplified Solis; Ineichen (2008), Solar Energy 82(8).</summary>
    /// <param name="apparentElevation">Of the sun, with refraction [°].</param>
    /// <param name="pressure">[Pa].</param>
    /// <param name="extraterrestrial">Normal to the rays [W/m²].</param>
    /// <param name="opticalDepth">Of aerosols at 700 nm, 0 to 0.45.</param>
    /// <param name="water">Precipitable [cm]; 0.2 at least is taken.</param>
    /// <remarks>The three parts are fitted apart: their sum closes to a few percent only.</remarks>
    public static Irradiance Solis(double apparentElevation, double pressure, double extraterrestrial, double opticalDepth = 0.1, double water = 1)
    {
        double up = Math.Sin(apparentElevation * (Math.PI / 180));
        if (up <= 0) return default;
        double w = Math.Max(0.2, water), lw = Math.Log(w), a = opticalDepth, lp = Math.Log(pressure / 101325);
        double above = extraterrestrial
            * (0.12 * Math.Pow(w, 0.56) * a * a + 0.97 * Math.Pow(w, 0.032) * a + 1.08 * Math.Pow(w, 0.0051) + 0.071 * lp);

        double beamDepth = (1.82 + lw * (0.056 + 0.0071 * lw)) * a + 0.33 + lw * (0.045 + 0.0096 * lw) + (0.0089 * w + 0.13) * lp;
        double beamPower = (a * (0.00925 * a + 0.0148) - 0.0172) * lw + a * (-0.7565 * a + 0.5057) + 0.4557;
        double globalDepth = (1.24 + lw * (0.047 + 0.0061 * lw)) * a + 0.27 + lw * (0.043 + 0.0090 * lw) + (0.0079 * w + 0.1) * lp;
        double globalPower = -0.0147 * lw + a * (-0.3079 * a + 0.2846) + 0.3798;
        double diffusePower = a * (-0.337 * a + 0.63) + 0.116 + lp / (18 + 152 * a);
        return new Irradiance(
            above * Math.Exp(-globalDepth / Math.Pow(up, globalPower)) * up,
            above * Math.Exp(-beamDepth / Math.Pow(up, beamPower)),
            above * Math.Exp(-SolisDiffuseDepth(a, w, lp) / Math.Pow(up, diffusePower)));
    }

    private static double SolisDiffuseDepth(double a, double w, double lp) => a < 0.05
        ? (((86 * w - 13800) * a - 3.11 * w + 79.4) * a - 0.23 * w + 74.8) * a * a + (0.092 * w - 8.86) * a + 0.0042 * w + 3.12
            - 0.83 * Math.Pow(1 + a, -17.2) * lp
        : (((-0.21 * w + 11.6) * a + 0.27 * w - 20.7) * a - 0.134 * w + 15.5) * a * a + (0.0554 * w - 5.71) * a + 0.0057 * w + 2.94
            - 0.71 * Math.Pow(1 + a, -15.0) * lp;

    private static double Cosine(double degrees) => Math.Cos(degrees * (Math.PI / 180));
}
