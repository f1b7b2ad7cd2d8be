using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>What sun and sky give to every cell of a surface over a year, shadows included. docs/physics/city-sun.md, “Maps”.</summary>
public static class GroundSun
{
    /// <summary>Steps of the sun's elevation by which the beam is tabulated, one a degree.</summary>
    private const int Elevations = 90;

    /// <summary>Irradiation of every cell taken as horizontal [kWh/m²].</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="hours">Sun and sky of each hour of the period.</param>
    /// <param name="directions">Azimuths of the horizon, evenly spaced from north, ≥ 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than four directions.</exception>
    /// <remarks>
    /// The beam of a sector of azimuth is summed over the elevations above each cell's horizon, so that the cost is that of the sky view,
    /// whatever the number of hours.
    /// </remarks>
    public static Raster Irradiation(Raster surface, IEnumerable<Sky> hours, int directions = SkyView.RasterDirections)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(directions, 4);
        double[][] above = [.. Enumerable.Range(0, directions).Select(_ => new double[Elevations + 2])];
        double diffuse = 0;
        foreach (Sky sky in hours) diffuse += Sort(sky, above);
        foreach (double[] sector in above)
            for (int e = Elevations; e >= 0; e--) sector[e] += sector[e + 1];

        Grid grid = surface.Grid;
        HorizonScan scan = new(surface);
        float[] byRow = new float[grid.Count], byColumn = new float[grid.Count];
        for (int d = 0; d < directions; d++)
            scan.Sweep(360.0 * d / directions, new Gain(above[d], diffuse / directions, byRow, byColumn));
        float[] sum = HorizonScan.Transpose(byColumn, grid.Columns, grid.Rows);
        for (int n = 0; n < sum.Length; n++) sum[n] += byRow[n];
        return HorizonScan.Masked(surface, sum);
    }

    /// <summary>Puts the beam of an hour where the sun stands, and returns the rest, which comes from the whole sky [kWh/m²].</summary>
    private static double Sort(Sky sky, double[][] above)
    {
        if (sky.Up <= 0) return 0.001 * sky.DiffuseHorizontal;
        int sector = (int)Math.Floor(((sky.Azimuth % 360 + 360) % 360) * above.Length / 360 + 0.5) % above.Length;
        double around = sky.DiffuseHorizontal * sky.Circumsolar * sky.Up / Math.Max(0.087, sky.Up);
        double height = Math.Clamp(sky.Elevation, 0, Elevations), part = height - Math.Floor(height), beam = 0.001 * (sky.DirectNormal * sky.Up + around);
        above[sector][(int)height] += (1 - part) * beam;
        above[sector][(int)height + 1] += part * beam;
        return 0.001 * sky.DiffuseHorizontal * (1 - sky.Circumsolar);
    }

    private readonly struct Gain(double[] above, double diffuse, float[] byRow, float[] byColumn) : HorizonScan.IVisitor
    {
        public void Visit(int cell, bool columnMajor, double u, float z, Hull hull)
        {
            double slope = Math.Max(0, hull.Tangent(u, z)), degrees = Math.Atan(slope) * 180 / Math.PI;
            int lower = (int)degrees;
            double beam = above[lower] + (degrees - lower) * (above[lower + 1] - above[lower]);
            (columnMajor ? byColumn : byRow)[cell] += (float)(beam + diffuse / (1 + slope * slope));
        }
    }
}
