using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>The horizon of a single point above a surface.</summary>
public static class PointHorizon
{
    /// <summary>The horizon's angle above the horizontal [°], 0 at least.</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="x">Of the point [m].</param> <param name="y">Of the point [m].</param>
    /// <param name="z">Height of the point, in the same terms as the surface [m].</param>
    /// <param name="azimuth">Direction, from north, clockwise [°].</param>
    public static double Angle(Raster surface, double x, double y, double z, double azimuth) =>
        Math.Atan(Slopes(surface, x, y, z, [azimuth])[0]) * 180 / Math.PI;

    /// <summary>Sky view factor of a plane at the point, shaded by the surface and by its own edge.</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="x">Of the point [m].</param> <param name="y">Of the point [m].</param> <param name="z">[m].</param>
    /// <param name="tilt">Of the plane [°].</param> <param name="azimuth">Where it faces [°].</param>
    /// <param name="directions">Azimuths of the scan, ≥ 4.</param>
    public static double SkyView(Raster surface, double x, double y, double z, double tilt, double azimuth, int directions) =>
        Solar.SkyView.OfPlane(Slopes(surface, x, y, z, [.. Enumerable.Range(0, directions).Select(d => 360.0 * d / directions)]), tilt, azimuth);

    private static double[] Slopes(Raster surface, double x, double y, double z, double[] azimuths)
    {
        HorizonScan scan = new(surface);
        Receivers receivers = new(surface.Grid, [new Place(x, y, z, z)]);
        double[] slopes = new double[azimuths.Length];
        for (int d = 0; d < slopes.Length; d++)
        {
            Sight[] seen = [Sight.Nothing];
            receivers.Look(scan, azimuths[d], seen, 0);
            slopes[d] = Math.Max(0, seen[0].Lower);
        }
        return slopes;
    }
}
