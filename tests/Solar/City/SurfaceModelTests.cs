using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Solar.City;

public class SurfaceModelTests
{
    [Fact]
    public void A_house_stands_where_its_footprint_says_with_the_volume_of_its_roof()
    {
        foreach (double turned in new[] { 0.0, 30, 77 })
        {
            Territory town = Towns.Of(Towns.House(3, -7, 18, 10, 6, turned, RoofShape.Gabled, 40));
            SurfaceModel surface = SurfaceModel.Build(town, 0.25);
            double volume = surface.Solid.Values.Zip(surface.Ground.Values, (top, ground) => top - ground).Sum() * 0.25 * 0.25;

            Assert.Equal(180 * (6 + 2.5 * Math.Tan(40 * Math.PI / 180)), volume, 8.0);
            Assert.Equal(0, surface.Solid.At(40, 40));
        }
    }

    [Fact]
    public void A_courtyard_is_open_ground()
    {
        Polygon ring = new(Towns.Ring(0, 0, 40, 30), [Towns.Ring(0, 0, 20, 10)]);
        SurfaceModel surface = SurfaceModel.Build(Towns.Of(Towns.Of(ring, 12)), 1);

        Assert.Equal(0, surface.Solid.At(0, 0));
        Assert.Equal(12, surface.Solid.At(15, 0));
        Assert.Equal(1000, surface.Solid.Values.Count(z => z > 0));
    }

    [Fact]
    public void Trees_stand_on_the_ground_and_not_on_roofs()
    {
        Territory town = Towns.Of(Towns.House(0, 0, 10, 10, 6)) with { Vegetation = [new Zone("t", Towns.Rectangle(5, 0, 20, 10), "wood", 12, "")] };
        SurfaceModel surface = SurfaceModel.Build(town, 1);

        Assert.True(surface.HasTrees);
        Assert.Equal(6, surface.WithTrees.At(0, 0));
        Assert.Equal(12, surface.WithTrees.At(10, 0));
        Assert.Equal(0, surface.Solid.At(10, 0));
    }

    [Fact]
    public void An_absurd_cell_size_is_refused_with_one_that_fits()
    {
        Territory wide = Towns.Of(Towns.House(0, 0, 10, 10, 6), Towns.House(20000, 20000, 10, 10, 6));
        TerritoryException refused = Assert.Throws<TerritoryException>(() => SurfaceModel.Build(wide, 0.1));
        double fits = double.Parse(System.Text.RegularExpressions.Regex.Match(refused.Message, @"Cells of ([\d.]+) m fit").Groups[1].Value);

        Assert.InRange(fits, 1, 20);
        Assert.Throws<ArgumentOutOfRangeException>(() => SurfaceModel.Build(wide, double.NaN));
        Assert.Equal(2, SurfaceModel.ChooseCellSize(Towns.Of(Towns.House(0, 0, 10, 10, 6))));
        Assert.Equal(9.5, SurfaceModel.ChooseCellSize(wide));
    }

    [Fact]
    public void A_building_on_the_other_side_of_France_is_named_as_a_likely_fault()
    {
        Territory strewn = Towns.Of(Towns.House(0, 0, 10, 10, 6), Towns.House(600000, 600000, 10, 10, 6));
        Assert.Contains("faulty coordinates", Assert.Throws<TerritoryException>(() => SurfaceModel.Build(strewn)).Message);
    }

    [Fact]
    public void A_hole_in_the_terrain_is_filled()
    {
        Raster terrain = Towns.Flat(-500, -500, 40, 25);
        Array.Fill(terrain.Values, 100f);
        terrain.Values[20 * 40 + 20] = float.NaN;
        Territory town = Towns.Of(Towns.House(12, 12, 10, 10, 6)) with { Terrain = terrain };

        Assert.All(SurfaceModel.Build(town, 2).Ground.Values, z => Assert.Equal(100, z));
    }

    [Fact]
    public void The_sun_of_a_day_on_the_ground_adds_up_and_shade_only_takes_away()
    {
        // A day whose sun rises in the east, stands 50° high in the south and sets in the west.
        List<Sky> day = [.. Enumerable.Range(1, 11).Select(h => Hour(90 + 15 * h, 50 * Math.Sin(h * Math.PI / 12)))];
        double open = 0.001 * day.Sum(s => s.GlobalHorizontal);
        Raster field = GroundSun.Irradiation(new Raster(Grid.Square(20, 2), new float[400]), day);
        Raster street = GroundSun.Irradiation(SurfaceForms.Canyon(20, 15, 10, 200, 1), day);

        Assert.All(field.Values, v => Assert.Equal(open, v, 1e-4));
        Assert.All(street.Values, v => Assert.InRange(v, 0.05 * open, open * (1 + 1e-6)));

        double direct = day.Where(s => Math.Abs(s.East) * 15 < 10 * s.Up).Sum(s => 0.001 * s.DirectNormal * s.Up);
        double sky = day.Sum(s => 0.001 * s.DiffuseHorizontal) * Math.Cos(Math.Atan(1.5));
        Assert.Equal(direct + sky, street.At(0, 0), 0.05 * open);
    }

    private static Sky Hour(double azimuth, double elevation)
    {
        (double sin, double cos) = Math.SinCos(elevation * Math.PI / 180);
        (double east, double north) = Math.SinCos(azimuth * Math.PI / 180);
        return new Sky(cos * east, cos * north, sin, azimuth, elevation, 700, 120, 700 * sin + 120, 0, 0);
    }
}
