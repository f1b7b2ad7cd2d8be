using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Solar.City;

/// <summary>Shadows in a street, on its ground and on the opposite façade, against geometry.</summary>
public class CanyonShadowTests
{
    private const double Cell = 0.25;

    [Fact]
    public void The_street_and_the_opposite_facade_are_shaded_as_geometry_says()
    {
        string[] lines = [.. File.ReadLines(SharedData.Reference("shading_svf/canyon_shadow.csv")).Skip(1)];
        Assert.Equal(5, lines.Length);
        foreach (string line in lines)
        {
            double[] v = [.. line.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
            (double height, double width, double axis, double elevation, double azimuth) = (v[0], v[1], v[2], v[3], v[4]);
            Assert.Equal(v[7], ShadedGround(height, width, axis, azimuth, elevation), 2 * Cell * Math.Sqrt(2) / width);
            if (v[6] > 0) Assert.Equal(v[8], ShadedFacade(height, width, axis, azimuth, elevation), 0.04 * height);
        }
    }

    // On cells of a metre in a street of 20 a shadow ends at a whole cell, so elevations are averaged over; walls at the centres of cells would be 0.0125 to 0.025 short.
    [Theory]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(117)]
    [InlineData(135)]
    [InlineData(149)]
    [InlineData(160)]
    [InlineData(251)]
    [InlineData(304)]
    public void Shadows_between_the_axes_of_the_grid_are_as_long_as_those_along_them(double azimuth)
    {
        const double height = 12, width = 20;
        const int sums = 60;
        foreach (double axis in new[] { 0.0, 90.0 })
        {
            double across = Math.Abs(Math.Sin((azimuth - axis) * Math.PI / 180));
            if (across < 0.4) continue;              // the sun stands along the street, whose houses would end
            double bias = 0;
            for (int k = 0; k < sums; k++)
            {
                double shadow = 3 + 14 * (k + 0.5) / sums, elevation = Math.Atan(height * across / shadow) * 180 / Math.PI;          // across the street [m]
                bias += (ShadedGround(height, width, axis, azimuth, elevation, cell: 1, cells: 120) - shadow / width) / sums;
            }
            Assert.InRange(bias, -0.006, 0.006);          // an eighth of a cell: lines of a few slopes pass their cells beside the centres, on one side
        }
    }

    /// <summary>Share of a line across the street, averaged along it.</summary>
    private static double ShadedGround(double height, double width, double axis, double azimuth, double elevation, double cell = Cell, int cells = 481)
    {
        int n = cells;
        Grid grid = new(n, n, cell, -n * cell / 2, -n * cell / 2);
        (double sin, double cos) = Math.SinCos(axis * Math.PI / 180);
        bool Street(int at) => Math.Abs(grid.X(at % n) * cos - grid.Y(at / n) * sin) < width / 2;
        Raster surface = new(grid, [.. Enumerable.Range(0, n * n).Select(at => Street(at) ? 0 : (float)height)]);
        Raster lit = Shadow.Of(surface, azimuth, elevation);
        bool Middle(int at) => Math.Abs(grid.X(at % n) * sin + grid.Y(at / n) * cos) < 10;
        return 1 - Enumerable.Range(0, n * n).Where(at => Street(at) && Middle(at)).Average(at => lit.Values[at]);
    }

    /// <summary>Height of the shadow on the façade that faces the sun across the street [m].</summary>
    private static double ShadedFacade(double height, double width, double axis, double azimuth, double elevation)
    {
        double across = Math.Sin((azimuth - axis) * Math.PI / 180) >= 0 ? axis + 90 : axis - 90;           // towards the sun
        (double east, double north) = Math.SinCos(across * Math.PI / 180);
        double apart = (width + 10) / 2;
        Territory street = Towns.Of(
            Towns.House(-east * apart, -north * apart, 200, 10, height, axis - 90), Towns.House(east * apart, north * apart, 200, 10, height, axis - 90));
        BuildingShapes shapes = BuildingShapes.Of(street);
        using CitySun sun = CitySunTests.SunOn(street, SurfaceModel.Build(street, 0.5), new ReferenceDevice());
        (double sin, double cos) = Math.SinCos(elevation * Math.PI / 180);
        (double toEast, double toNorth) = Math.SinCos(azimuth * Math.PI / 180);
        sun.Step(new Sky(cos * toEast, cos * toNorth, sin, azimuth, elevation, 1000, 0, 1000 * sin, 0, 0), 0.2);
        int side = Enumerable.Range(0, 4).MinBy(k => Math.Abs(Math.IEEERemainder(shapes.SideAzimuth(0, k) - across, 360)));
        double full = 1000 * cos * (toEast * east + toNorth * north);
        return height * (1 - sun.BeamOnSide[side].ToArray()[0] / full);
    }
}
