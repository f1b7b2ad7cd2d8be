namespace TerritoryTwin.Solar;

/// <summary>Radiation under a sky without clouds.</summary>
/// <remarks>docs/physics/solar.md, eq. 27–33.</remarks>
public static class ClearSky
{
    /// <summary>GHI [W/m²]; Haurwitz (1945), Journal of Meteorology 2.</summary>
    /// <param name="zenith">Of the sun [°].</param>
    public static double Haurwitz(double zenith)
    {
        double up = Math.Cos(zenith * (Math.PI / 180));
        return up > 0 ? 1098 * up * Math.Exp(-0.059 / up) : 0;
    }
}
