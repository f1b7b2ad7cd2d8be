using TerritoryTwin.Compute;
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
    /// <param name="device">Where it is computed; null: the host.</param>
    public static double Angle(Raster surface, double x, double y, double z, double azimuth, Device? device = null) =>
        Math.Atan(Slopes(surface, x, y, z, [azimuth], device)[0]) * 180 / Math.PI;

    /// <summary>Sky view factor of a plane at the point, shaded by the surface and by its own edge.</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="x">Of the point [m].</param> <param name="y">Of the point [m].</param> <param name="z">[m].</param>
    /// <param name="tilt">Of the plane [°].</param> <param name="azimuth">Where it faces [°].</param>
    /// <param name="directions">Azimuths of the scan, ≥ 4.</param>
    /// <param name="device">Where it is computed; null: the host.</param>
    public static double SkyView(Raster surface, double x, double y, double z, double tilt, double azimuth, int directions, Device? device = null) =>
        Solar.SkyView.OfPlane(Slopes(surface, x, y, z, [.. Enumerable.Range(0, directions).Select(d => 360.0 * d / directions)], device), tilt, azimuth);

    private static double[] Slopes(Raster surface, double x, double y, double z, double[] azimuths, Device? device)
    {
        using HostDevice? host = device is null ? new(threads: 1) : null;
        using Lookouts lookouts = new([new Place(x, y, z, z)], device ?? host!);
        using Vista vista = new(surface, lookouts, near: Math.Max(surface.Grid.Rows, surface.Grid.Columns));       // all: one point is cheap
        return [.. azimuths.Select(azimuth =>
        {
            vista.Look(azimuth);
            return Math.Max(0.0, lookouts.Read()[0].Lower);
        })];
    }
}
