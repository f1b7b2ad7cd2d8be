using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Buildings;

/// <summary>A window, wall or roof that takes in sun, turned and tilted as it likes.</summary>
/// <param name="Plane">Where it faces.</param>
/// <param name="Aperture">Area that lets all its sun in [m²]: A g F of glass, α R_se U A of walls.</param>
/// <param name="Glass">Whether beam is let in less the flatter it comes, as by double glazing.</param>
public readonly record struct SunlitPart(TiltedPlane Plane, double Aperture, bool Glass)
{
    /// <summary>Sun that parts take in, hour by hour [W].</summary>
    /// <param name="parts">The parts; nothing shades them.</param>
    /// <param name="skies">Sun and sky of the hours.</param>
    /// <param name="diffuseTransmission">Of glass for diffuse light, against normal incidence.</param>
    public static double[] Taken(IReadOnlyList<SunlitPart> parts, IReadOnlyList<Sky> skies, double diffuseTransmission)
    {
        double[] taken = new double[skies.Count];
        foreach (SunlitPart part in parts)
        {
            for (int hour = 0; hour < taken.Length; hour++) taken[hour] += part.Takes(skies[hour], diffuseTransmission);
        }
        return taken;
    }

    private double Takes(in Sky sky, double diffuseTransmission)
    {
        PlaneIrradiance light = Plane.Irradiance(sky);
        if (!Glass) return Aperture * light.Total;
        double cosine = Math.Max(0, Transposition.IncidenceCosine(sky.East, sky.North, sky.Up, Plane.Tilt, Plane.Azimuth));
        return Aperture * (Glazing.Transmission<Double>(new(cosine)).V * light.Beam + diffuseTransmission * (light.Sky + light.Ground));
    }
}
