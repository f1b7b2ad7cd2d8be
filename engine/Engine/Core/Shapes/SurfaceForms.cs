
namespace TerritoryTwin.Core;

/// <summary>Surfaces whose sky view is known in closed form, for checks: heights above a street at 0 m whose point of interest is the origin.</summary>
/// <remarks>The origin is a corner of four cells; read a raster there with <see cref="Raster.At"/>.</remarks>
public static class SurfaceForms
{
    /// <summary>A street that runs north between two walls, the origin at a distance from the western one.</summary>
    /// <param name="width">[m].</param> <param name="height">Of the walls [m].</param> <param name="fromWall">Of the origin [m].</param>
    /// <param name="length">Of the walls, half to the north and half to the south [m].</param> <param name="cellSize">[m].</param>
    public static Raster Canyon(double width, double height, double fromWall, double length, double cellSize) =>
        Of(cellSize, width + 2 * cellSize, length / 2, (x, _) => x > -fromWall && x < width - fromWall ? 0 : height);

    /// <summary>A court between four walls, the origin in its middle.</summary>
    /// <param name="east">Extent eastward [m].</param> <param name="north">Northward [m].</param>
    /// <param name="height">Of the walls [m].</param> <param name="cellSize">[m].</param>
    public static Raster Courtyard(double east, double north, double height, double cellSize) =>
        Of(cellSize, east / 2 + 2 * cellSize, north / 2 + 2 * cellSize, (x, y) => Math.Abs(x) < east / 2 && Math.Abs(y) < north / 2 ? 0 : height);

    /// <summary>A round basin with upright walls, the origin in its middle.</summary>
    /// <param name="radius">[m].</param> <param name="height">Of the wall [m].</param> <param name="cellSize">[m].</param>
    public static Raster Basin(double radius, double height, double cellSize) =>
        Of(cellSize, radius + 2 * cellSize, radius + 2 * cellSize, (x, y) => x * x + y * y < radius * radius ? 0 : height);

    /// <summary>A wall that runs east, to the north of the origin.</summary>
    /// <param name="distance">[m].</param> <param name="height">[m].</param>
    /// <param name="west">Where the wall begins, eastward from the origin [m].</param> <param name="east">Where it ends [m].</param> <param name="cellSize">[m].</param>
    public static Raster Wall(double distance, double height, double west, double east, double cellSize) =>
        Of(cellSize, Math.Max(-west, east) + 2 * cellSize, distance + 2 * cellSize, (x, y) => y > distance && x > west && x < east ? height : 0);

    /// <summary>Heights by a function of the place.</summary>
    /// <exception cref="ArgumentException">The extent is not a number of cells that a raster can have.</exception>
    private static Raster Of(double cellSize, double halfWidth, double halfDepth, Func<double, double, double> height)
    {
        double columns = 2 * Math.Ceiling(halfWidth / cellSize), rows = 2 * Math.Ceiling(halfDepth / cellSize);
        if (!(cellSize > 0 && columns * rows is >= 4 and <= 64e6))
            throw new ArgumentException($"cells of {cellSize:g3} m over {2 * halfWidth:g4} × {2 * halfDepth:g4} m: between 4 and 64 million are possible");
        Grid grid = new((int)rows, (int)columns, cellSize, -columns / 2 * cellSize, -rows / 2 * cellSize);
        float[] values = new float[grid.Count];
        for (int j = 0; j < grid.Rows; j++)
            for (int i = 0; i < grid.Columns; i++) values[j * grid.Columns + i] = (float)height(grid.X(i), grid.Y(j));
        return new Raster(grid, values);
    }
}
