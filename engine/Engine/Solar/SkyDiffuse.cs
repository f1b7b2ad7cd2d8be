namespace TerritoryTwin.Solar;

/// <summary>What the sky models need of an instant and a plane.</summary>
/// <param name="Tilt">Of the plane; 0 lies flat [°].</param>
/// <param name="IncidenceCosine">Between the sun and the plane's normal.</param>
/// <param name="Zenith">Of the sun [°].</param>
/// <param name="Global">GHI [W/m²].</param>
/// <param name="DirectNormal">DNI [W/m²].</param>
/// <param name="Diffuse">DHI [W/m²].</param>
/// <param name="Extraterrestrial">Normal to the rays [W/m²].</param>
/// <param name="AirMass">Relative.</param>
public readonly record struct TiltedSky(
    double Tilt, double IncidenceCosine, double Zenith, double Global, double DirectNormal, double Diffuse, double Extraterrestrial, double AirMass)
{
    internal double SkyView => (1 + Math.Cos(Rad(Tilt))) / 2;

    internal double SinTilt => Math.Sin(Rad(Tilt));

    internal double SunUp => Math.Cos(Rad(Zenith));

    internal double Facing => Math.Max(0, IncidenceCosine);

    private static double Rad(double degrees) => degrees * (Math.PI / 180);
}

/// <summary>Sky radiation on a tilted plane [W/m²] by the models that others use, to compare with <see cref="Transposition.PerezDiffuse"/>.</summary>
/// <remarks>docs/physics/solar.md, eq. 13–20.</remarks>
public static class SkyDiffuse
{
    private const double LowestCosine = 0.01745;    // of the zenith angle, in the ratio of beam on plane and horizontal

    /// <summary>The same from everywhere.</summary>
    public static double Isotropic(in TiltedSky sky) => sky.Diffuse * sky.SkyView;

    /// <summary>Klucher (1979), Solar Energy 23(2).</summary>
    public static double Klucher(in TiltedSky sky)
    {
        if (sky.Global <= 0) return 0;
        double share = sky.Diffuse / sky.Global, f = Math.Max(0, 1 - share * share);
        double sinZenith = Math.Sin(sky.Zenith * (Math.PI / 180));
        return Isotropic(sky) * (1 + f * CubedHalfTilt(sky)) * (1 + f * sky.Facing * sky.Facing * Math.Pow(sinZenith, 3));
    }

    /// <summary>Hay and Davies (1980): the part around the sun, as transparent as the air is, comes with the beam.</summary>
    public static double HayDavies(in TiltedSky sky)
    {
        double around = sky.DirectNormal / sky.Extraterrestrial;
        return Math.Max(0, sky.Diffuse * ((1 - around) * sky.SkyView + around * BeamRatio(sky)));
    }

    /// <summary>Reindl, Beckman and Duffie (1990), Solar Energy 45(1): Hay and Davies with a brighter horizon.</summary>
    public static double Reindl(in TiltedSky sky)
    {
        double around = sky.DirectNormal / sky.Extraterrestrial;
        double beamShare = sky.Global > 0 ? Math.Max(0, sky.DirectNormal * sky.SunUp) / sky.Global : 0;
        double horizon = 1 + Math.Sqrt(beamShare) * CubedHalfTilt(sky);
        return Math.Max(0, sky.Diffuse * ((1 - around) * sky.SkyView * horizon + around * BeamRatio(sky)));
    }

    /// <summary>Perez and others (1990), Solar Energy 44(5).</summary>
    public static double Perez1990(in TiltedSky sky) =>
        Sum(sky, Perez.Brightness(sky.DirectNormal, sky.Diffuse, sky.Extraterrestrial, sky.Zenith, sky.AirMass));

    /// <summary>Driesse, Jensen and Perez (2024), Solar Energy 267: Perez without jumps between classes of sky.</summary>
    public static double PerezDriesse(in TiltedSky sky) =>
        Sum(sky, Perez.SmoothBrightness(sky.DirectNormal, sky.Diffuse, sky.Extraterrestrial, sky.Zenith, sky.AirMass));

    private static double Sum(in TiltedSky sky, (double Circumsolar, double Horizon) f) => Transposition.PerezDiffuse(
        sky.Diffuse, f.Circumsolar, f.Horizon, sky.SkyView, sky.IncidenceCosine, sky.SunUp, sky.SinTilt);

    private static double BeamRatio(in TiltedSky sky) => sky.Facing / Math.Max(LowestCosine, sky.SunUp);

    private static double CubedHalfTilt(in TiltedSky sky) => Math.Pow(Math.Sin(sky.Tilt * (Math.PI / 360)), 3);
}
