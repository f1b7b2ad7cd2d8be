using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Irradiance of a plane, by where it comes from [W/m²].</summary>
/// <param name="Beam">From the sun.</param>
/// <param name="Sky">From the sky.</param>
/// <param name="Ground">From the ground.</param>
public readonly record struct PlaneIrradiance(double Beam, double Sky, double Ground)
{
    /// <summary>All of it.</summary>
    public double Total => Beam + Sky + Ground;
}

/// <summary>A plane in the open: nothing shades it but itself.</summary>
/// <param name="Tilt">0 lies flat, 90 stands [°].</param>
/// <param name="Azimuth">It faces, from north, clockwise [°].</param>
/// <param name="Albedo">Of the ground, 0 to 1.</param>
public readonly record struct TiltedPlane(double Tilt, double Azimuth, double Albedo = 0.2)
{
    /// <summary>Turned to the equator.</summary>
    public static TiltedPlane TowardsEquator(double latitude, double tilt, double albedo = 0.2) => new(tilt, latitude >= 0 ? 180 : 0, albedo);

    /// <summary>Its irradiance under a sky, by Perez (1990).</summary>
    public PlaneIrradiance Irradiance(in Sky sky)
    {
        (double sinTilt, double cosTilt) = Math.SinCos(Tilt * (Math.PI / 180));
        double cosine = Transposition.IncidenceCosine(sky.East, sky.North, sky.Up, Tilt, Azimuth);
        double fromSky = Transposition.PerezDiffuse(
            sky.DiffuseHorizontal, sky.Circumsolar, sky.HorizonBrightness, (1 + cosTilt) / 2, cosine, sky.Up, sinTilt);
        return new PlaneIrradiance(
            sky.DirectNormal * Math.Max(0, cosine), fromSky, sky.GlobalHorizontal * Albedo * (1 - cosTilt) / 2);
    }

    /// <summary>Its irradiance in every hour of a year.</summary>
    public PlaneIrradiance[] Year(WeatherYear year) => Under(SkyModel.Of(year));

    /// <summary>Its irradiance under each of many skies: made once, they serve every plane.</summary>
    public PlaneIrradiance[] Under(ReadOnlySpan<Sky> skies)
    {
        PlaneIrradiance[] hours = new PlaneIrradiance[skies.Length];
        for (int hour = 0; hour < hours.Length; hour++) hours[hour] = Irradiance(skies[hour]);
        return hours;
    }
}
