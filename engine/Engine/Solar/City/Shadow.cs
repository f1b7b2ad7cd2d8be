using TerritoryTwin.Core;

namespace TerritoryTwin.Solar;

/// <summary>Where the sun reaches the ground and the roofs.</summary>
public static class Shadow
{
    /// <summary>1 where the centre of a cell is sunlit, 0 where it is shaded, all 0 when the sun is down.</summary>
    /// <param name="surface">Heights [m].</param>
    /// <param name="azimuth">Of the sun, from north, clockwise [°].</param>
    /// <param name="elevation">Of the sun [°].</param>
    /// <param name="walls">Whether what is steep stands at the near edge of its cell, as in horizons; else at the centre, where heights were taken, as UMEP has it: its shadows are half a cell shorter.</param>
    public static Raster Of(Raster surface, double azimuth, double elevation, bool walls = true)
    {
        Grid grid = surface.Grid;
        if (elevation <= 0) return HorizonScan.Masked(surface, new float[grid.Count]);
        float[] byRow = new float[grid.Count], byColumn = new float[grid.Count];
        new HorizonScan(surface).Sweep(azimuth, new Lit(Math.Tan(elevation * Math.PI / 180), byRow, byColumn), walls);
        (double east, double north) = HorizonScan.Direction(azimuth);
        return HorizonScan.Masked(surface, Math.Abs(north) > Math.Abs(east) ? byRow : HorizonScan.Transpose(byColumn, grid.Columns, grid.Rows));
    }

    private readonly struct Lit(double sun, float[] byRow, float[] byColumn) : HorizonScan.IVisitor
    {
        public void Visit(int cell, bool columnMajor, double u, float z, Hull hull) =>
            (columnMajor ? byColumn : byRow)[cell] = hull.Tangent(u, z) <= sun ? 1 : 0;
    }
}
