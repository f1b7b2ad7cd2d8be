using TerritoryTwin.Compute;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Solar;

/// <summary>From sun and sky to the irradiance of a plane. Written once over any kind of number, for kernels and for the host.</summary>
/// <remarks>docs/physics/solar.md, eq. 11–20.</remarks>
public static class Transposition
{
    /// <summary>Cosine of the zenith angle below which the circumsolar part is no longer magnified: cos 85°.</summary>
    public const float LowestSun = 0.08715574f;

    /// <summary>Cosine of the angle between the sun and a plane's normal; negative when the sun is behind it.</summary>
    /// <param name="sunEast">Unit vector to the sun, eastward part.</param> <param name="sunNorth">Northward part.</param>
    /// <param name="sunUp">Upward part.</param>
    /// <param name="sinTilt">Of the plane; 0 lies flat.</param> <param name="cosTilt">Of the plane.</param>
    /// <param name="sinAzimuth">Of the direction the plane faces, from north, clockwise.</param> <param name="cosAzimuth">Of the same.</param>
    public static R IncidenceCosine<R>(R sunEast, R sunNorth, R sunUp, R sinTilt, R cosTilt, R sinAzimuth, R cosAzimuth)
        where R : struct, IReal<R> =>
        cosTilt * sunUp + sinTilt * (sinAzimuth * sunEast + cosAzimuth * sunNorth);

    /// <summary>Sky radiation on a plane after Perez (1990) [W/m²], never negative.</summary>
    /// <param name="diffuseHorizontal">DHI [W/m²].</param>
    /// <param name="circumsolar">F1.</param> <param name="horizonBrightness">F2.</param>
    /// <param name="skyView">Share of the sky that the plane sees; (1 + cos tilt)/2 in the open.</param>
    /// <param name="incidenceCosine">See <see cref="IncidenceCosine"/>.</param>
    /// <param name="sunUp">Sine of the sun's elevation.</param>
    /// <param name="sinTilt">Of the plane.</param>
    /// <param name="lit">1 when the sun reaches the plane, 0 in shade.</param>
    public static R PerezDiffuse<R>(
        R diffuseHorizontal, R circumsolar, R horizonBrightness, R skyView, R incidenceCosine, R sunUp, R sinTilt, R lit)
        where R : struct, IReal<R>
    {
        R aroundSun = lit * R.Max(0f, incidenceCosine) / R.Max(LowestSun, sunUp);
        return R.Max(0f, diffuseHorizontal * ((1f - circumsolar) * skyView + circumsolar * aroundSun + horizonBrightness * sinTilt));
    }

    /// <summary>Direct radiation on a plane [W/m²].</summary>
    public static R Beam<R>(R directNormal, R incidenceCosine, R lit) where R : struct, IReal<R> =>
        directNormal * lit * R.Max(0f, incidenceCosine);

    /// <summary>Radiation that level ground throws on a plane [W/m²].</summary>
    /// <param name="globalHorizontal">GHI [W/m²].</param> <param name="albedo">Of the ground, 0 to 1.</param> <param name="cosTilt">Of the plane.</param>
    public static R GroundReflected<R>(R globalHorizontal, R albedo, R cosTilt) where R : struct, IReal<R> =>
        globalHorizontal * albedo * (1f - cosTilt) * 0.5f;

    /// <summary><see cref="IncidenceCosine{R}"/> of a plane given by its angles [°].</summary>
    public static double IncidenceCosine(double sunEast, double sunNorth, double sunUp, double tilt, double azimuth)
    {
        (double sinTilt, double cosTilt) = Math.SinCos(tilt * (Math.PI / 180));
        (double sinAzimuth, double cosAzimuth) = Math.SinCos(azimuth * (Math.PI / 180));
        return IncidenceCosine<Double>(N(sunEast), N(sunNorth), N(sunUp), N(sinTilt), N(cosTilt), N(sinAzimuth), N(cosAzimuth)).V;
    }

    /// <summary><see cref="PerezDiffuse{R}"/> of a plane that the sun reaches.</summary>
    public static double PerezDiffuse(
        double diffuseHorizontal, double circumsolar, double horizonBrightness, double skyView, double incidenceCosine, double sunUp, double sinTilt) =>
        PerezDiffuse<Double>(
            N(diffuseHorizontal), N(circumsolar), N(horizonBrightness), N(skyView), N(incidenceCosine), N(sunUp), N(sinTilt), N(1)).V;

    private static Double N(double value) => new(value);
}
