namespace TerritoryTwin.Solar;

/// <summary>Splits global horizontal radiation into a direct and a diffuse part.</summary>
/// <remarks>docs/physics/solar.md, eq. 21–26. Above 87° of zenith angle all radiation is taken as diffuse.</remarks>
public static class Decomposition
{
    private const double LastZenith = 87;           // °, beyond which no direct part is derived
    private const double LowestCosine = 0.065;      // of the zenith angle, in the clearness index
    private const double DiscConstant = 1370;       // W/m², that DISC was fitted with

    /// <summary>Clearness index: global over extraterrestrial radiation on the horizontal, 0 to 1.</summary>
    /// <param name="global">GHI [W/m²].</param>
    /// <param name="zenith">Of the sun [°].</param>
    /// <param name="extraterrestrial">Normal to the rays [W/m²].</param>
    public static double Clearness(double global, double zenith, double extraterrestrial) =>
        Math.Clamp(global / (extraterrestrial * Math.Max(LowestCosine, Cosine(zenith))), 0, 1);

    /// <summary>DNI and DHI [W/m²] after Erbs, Klein and Duffie (1982), Solar Energy 28(4).</summary>
    /// <inheritdoc cref="Clearness" path="/param"/>
    public static (double DirectNormal, double DiffuseHorizontal) Erbs(double global, double zenith, double extraterrestrial) =>
        Split(global, zenith, ErbsFraction(Clearness(global, zenith, extraterrestrial)));

    /// <summary>DNI and DHI [W/m²] after Boland, Scott and Luther (2001) with the coefficients of Boland and Ridley (2008).</summary>
    /// <inheritdoc cref="Clearness" path="/param"/>
    public static (double DirectNormal, double DiffuseHorizontal) Boland(double global, double zenith, double extraterrestrial) =>
        Split(global, zenith, 1 / (1 + Math.Exp(8.645 * (Clearness(global, zenith, extraterrestrial) - 0.613))));

    /// <summary>DNI [W/m²] after DISC: Maxwell (1987), SERI/TR-215-3087.</summary>
    /// <param name="global">GHI [W/m²].</param>
    /// <param name="zenith">Of the sun [°].</param>
    /// <param name="dayOfYear">1 to 366; DISC has its own extraterrestrial value.</param>
    /// <param name="pressure">[Pa].</param>
    public static double Disc(double global, double zenith, int dayOfYear, double pressure = 101325)
    {
        if (zenith > LastZenith || global <= 0) return 0;
        double above = Extraterrestrial.Normal(dayOfYear) * DiscConstant / Extraterrestrial.SolarConstant;
        double k = Clearness(global, zenith, above);
        double m = Math.Min(12, AirMassKasten(zenith) * pressure / 101325);
        (double a, double b, double c) = k <= 0.6
            ? (0.512 + k * (-1.56 + k * (2.286 - 2.222 * k)), 0.37 + 0.962 * k, -0.28 + k * (0.932 - 2.048 * k))
            : (-5.743 + k * (21.77 + k * (-27.49 + 11.56 * k)),
               41.4 + k * (-118.5 + k * (66.05 + 31.9 * k)),
               -47.01 + k * (184.2 + k * (-222.0 + 73.81 * k)));
        double clear = 0.866 + m * (-0.122 + m * (0.0121 + m * (-0.000653 + 0.000014 * m)));
        return Math.Max(0, above * (clear - a - b * Math.Exp(c * m)));
    }

    /// <summary>Diffuse share of global radiation by Erbs, Klein and Duffie.</summary>
    internal static double ErbsFraction(double k) => k switch
    {
        <= 0.22 => 1 - 0.09 * k,
        <= 0.8 => 0.9511 + k * (-0.1604 + k * (4.388 + k * (-16.638 + 12.336 * k))),
        _ => 0.165,
    };

    /// <summary>Relative air mass after Kasten (1966), as DISC takes it.</summary>
    internal static double AirMassKasten(double zenith) => 1 / (Cosine(zenith) + 0.15 * Math.Pow(93.885 - zenith, -1.253));

    private static (double DirectNormal, double DiffuseHorizontal) Split(double global, double zenith, double diffuseShare)
    {
        if (global <= 0) return (0, 0);
        if (zenith > LastZenith) return (0, global);
        double diffuse = global * diffuseShare;
        return ((global - diffuse) / Cosine(zenith), diffuse);
    }

    private static double Cosine(double degrees) => Math.Cos(degrees * (Math.PI / 180));
}
