using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Solar.City;

public class CitySunTests
{
    private const double Albedo = 0.2;

    private static Sky SkyAt(double azimuth, double elevation, double direct = 700, double diffuse = 120, double f1 = 0.3, double f2 = 0.05)
    {
        (double sin, double cos) = Math.SinCos(elevation * Math.PI / 180);
        (double east, double north) = Math.SinCos(azimuth * Math.PI / 180);
        return new Sky(cos * east, cos * north, sin, azimuth, elevation, direct, diffuse, direct * sin + diffuse, f1, f2);
    }

    private static CitySun SunOn(Territory territory, double cell = 1) => SunOn(territory, SurfaceModel.Build(territory, cell), new ReferenceDevice());

    internal static CitySun SunOn(Territory territory, SurfaceModel surface, Device device)
    {
        BuildingShapes shapes = BuildingShapes.Of(territory);
        using HostDevice host = new();
        return new(territory, shapes, new Horizons(HorizonTables.Scan(territory, shapes, surface, host), shapes, device));
    }

    /// <summary>Irradiance of an unshaded plane: beam, and all.</summary>
    private static (double Beam, double Total) OpenPlane(Sky sky, double tilt, double azimuth)
    {
        (double sin, double cos) = Math.SinCos(tilt * Math.PI / 180);
        (double east, double north) = Math.SinCos(azimuth * Math.PI / 180);
        double incidence = Math.Max(0, sin * (east * sky.East + north * sky.North) + cos * sky.Up);
        double beam = sky.DirectNormal * incidence;
        double diffuse = sky.DiffuseHorizontal * ((1 - sky.Circumsolar) * (1 + cos) / 2
            + sky.Circumsolar * incidence / Math.Max(0.087, sky.Up) + sky.HorizonBrightness * sin);
        return (beam, beam + diffuse + Albedo * sky.GlobalHorizontal * (1 - cos) / 2);
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(183, 35)]
    [InlineData(287.3, 1)]
    [InlineData(359.9, 60)]
    public void A_lone_house_receives_what_open_planes_receive(double azimuth, double elevation)
    {
        Territory town = Towns.Of(Towns.House(0, 0, 14, 9, 6, 25, RoofShape.Hipped, 35));
        BuildingShapes shapes = BuildingShapes.Of(town);
        using CitySun sun = SunOn(town);
        Sky sky = SkyAt(azimuth, elevation);
        sun.Step(sky, Albedo);

        for (int side = 0; side < 4; side++)
        {
            (double beam, double total) = OpenPlane(sky, 90, shapes.SideAzimuth(0, side));
            Assert.Equal(beam, sun.BeamOnSide[side].ToArray()[0], 1e-3);
            Assert.Equal(total, beam + sun.DiffuseOnSide[side].ToArray()[0], 1e-3);
        }
        float[] roof = sun.OnRoof.ToArray();
        for (int n = 0; n < 4; n++)
            Assert.Equal(OpenPlane(sky, 35, shapes.RoofSegments[n].Azimuth).Total, roof[n], 1e-3);
    }

    [Fact]
    public void Night_is_dark_and_stays_dark()
    {
        using CitySun sun = SunOn(Towns.Of(Towns.House(0, 0, 10, 10, 6)));
        sun.Step(SkyAt(180, 40), Albedo);
        sun.Accumulate();
        double summed = sun.IrradiationOfRoof()[0];
        sun.Step(SkyAt(0, -20, direct: 0, diffuse: 0), Albedo);
        sun.Accumulate();

        Assert.Equal(0, sun.OnRoof.ToArray()[0]);
        Assert.All(sun.BeamOnSide.Concat(sun.DiffuseOnSide), field => Assert.Equal(0, field.ToArray()[0]));
        Assert.Equal(0.001 * OpenPlane(SkyAt(180, 40), 0, 0).Total, summed, 1e-6);
        Assert.Equal(summed, sun.IrradiationOfRoof()[0]);
    }

    [Theory]
    [InlineData(10, 180, 40)]
    [InlineData(16, 180, 40)]
    [InlineData(16, 200, 30)]
    [InlineData(30, 180, 20)]
    public void The_shadow_of_a_long_row_climbs_the_facade_as_geometry_says(double street, double azimuth, double elevation)
    {
        // Two long rows 12 m high along a street that runs east; the northern row's southern façade is side 2 or 0.
        Territory town = Towns.Of(Towns.House(0, 0, 300, 10, 12), Towns.House(0, 10 + street, 300, 10, 12));
        using CitySun sun = SunOn(town, 0.5);
        Sky sky = SkyAt(azimuth, elevation);
        sun.Step(sky, Albedo);

        double climb = 12 - street * Math.Tan(elevation * Math.PI / 180) / Math.Cos((azimuth - 180) * Math.PI / 180);
        double lit = 1 - Math.Clamp(climb / 12, 0, 1);
        int south = Enumerable.Range(0, 4).Single(k => Math.Abs(BuildingShapes.Of(town).SideAzimuth(1, k) - 180) < 1);
        Assert.Equal(lit, sun.BeamOnSide[south].ToArray()[1] / OpenPlane(sky, 90, 180).Beam, 0.04);
    }

    [Fact]
    public void Shade_never_adds_to_the_beam_and_a_courtyard_gets_less_of_everything()
    {
        Polygon ring = new(Towns.Ring(0, 0, 40, 40), [Towns.Ring(0, 0, 20, 20)]);
        Building pavilion = Towns.House(0, 0, 8, 8, 4, 0, RoofShape.Gabled, 30);
        using CitySun enclosed = SunOn(Towns.Of(pavilion, Towns.Of(ring, 15)));
        using CitySun alone = SunOn(Towns.Of(pavilion));
        for (int hour = 0; hour < 24; hour++)
        {
            Sky sky = SkyAt(15 * hour, 10 + 2 * hour);
            enclosed.Step(sky, Albedo);
            alone.Step(sky, Albedo);
            for (int side = 0; side < 4; side++)
            {
                Assert.True(enclosed.BeamOnSide[side].ToArray()[0] <= alone.BeamOnSide[side].ToArray()[0]);
                Assert.True(enclosed.DiffuseOnSide[side].ToArray()[0] < alone.DiffuseOnSide[side].ToArray()[0]);
            }
            Assert.True(enclosed.BeamOnRoof.ToArray()[0] <= alone.BeamOnRoof.ToArray()[0]);
        }
    }

    [Fact]
    public void The_walls_of_a_lone_cube_take_the_beam_of_its_silhouette()
    {
        using CitySun sun = SunOn(Towns.Of(Towns.House(0, 0, 10, 10, 10, 20)));
        Sky sky = SkyAt(211, 33);
        sun.Step(sky, Albedo);

        // On a cube of side 10 seen from the sun, walls and roof together cover its projection.
        double taken = 100 * (sun.BeamOnSide.Sum(f => f.ToArray()[0]) + sun.BeamOnRoof.ToArray()[0]);
        double across = Math.Abs(Math.Sin(11 * Math.PI / 180)) + Math.Abs(Math.Cos(11 * Math.PI / 180));
        double silhouette = 100 * across * Math.Cos(33 * Math.PI / 180) + 100 * Math.Sin(33 * Math.PI / 180);
        Assert.Equal(700 * silhouette, taken, 1);
    }

    [Fact]
    public void Trees_dim_the_sun_less_when_they_are_bare()
    {
        Territory open = Towns.Of(Towns.House(0, 0, 10, 10, 6));
        Territory wooded = open with { Vegetation = [new Zone("t", Towns.Rectangle(0, -15, 60, 10), "wood", 15, "")] };
        using CitySun bare = SunOn(open), shaded = SunOn(wooded);
        Sky sky = SkyAt(180, 25);
        bare.Step(sky, Albedo);
        shaded.Step(sky, Albedo, Canopy.InLeaf);
        int south = Enumerable.Range(0, 4).Single(k => Math.Abs(BuildingShapes.Of(open).SideAzimuth(0, k) - 180) < 1);
        float full = bare.BeamOnSide[south].ToArray()[0], leaf = shaded.BeamOnSide[south].ToArray()[0];
        float leafView = shaded.SkyViewOfSide[south].ToArray()[0];
        shaded.Step(sky, Albedo, Canopy.Leafless);

        Assert.Equal(0.2, leaf / full, 1e-3);
        Assert.Equal(0.6, shaded.BeamOnSide[south].ToArray()[0] / full, 1e-3);
        Assert.InRange(leafView, 0.1, shaded.SkyViewOfSide[south].ToArray()[0] - 0.05);
        Assert.True(shaded.SkyViewOfSide[south].ToArray()[0] < 0.5);
    }

    [Fact]
    public void A_mountain_beyond_the_town_hides_the_low_sun()
    {
        Raster terrain = Towns.Flat(-500, -5000, 220, 25);
        for (int j = 0; j < 40; j++)
            for (int i = 0; i < 220; i++) terrain.Values[j * 220 + i] = 2000;
        Territory town = Towns.Of(Towns.House(0, 0, 10, 10, 6)) with { Terrain = terrain };
        using CitySun sun = SunOn(town);
        sun.Step(SkyAt(180, 20), Albedo);
        Assert.Equal(0, sun.BeamOnRoof.ToArray()[0]);
        sun.Step(SkyAt(180, 30), Albedo);
        Assert.Equal(700 * 0.5, sun.BeamOnRoof.ToArray()[0], 0.1);
    }

    [Fact]
    public void A_town_without_buildings_and_a_house_without_extent_are_borne()
    {
        using CitySun nobody = SunOn(Towns.Of(), cell: 25);
        nobody.Step(SkyAt(180, 40), Albedo);
        nobody.Accumulate();
        Assert.Empty(nobody.OnRoof.ToArray());

        using CitySun line = SunOn(Towns.Of(Towns.House(0, 0, 10, 0, 6, 0, RoofShape.Hipped, 30), Towns.House(30, 0, 0, 0, 0)));
        line.Step(SkyAt(180, 40), Albedo);
        Assert.All(line.OnRoof.ToArray().Concat(line.BeamOnSide.SelectMany(f => f.ToArray())), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void The_compiled_device_and_float64_see_the_same_sun()
    {
        Territory town = Towns.Of(
            Towns.House(0, 0, 14, 9, 6, 25, RoofShape.Hipped, 35), Towns.House(16, 3, 12, 9, 9, 10, RoofShape.Gabled, 40), Towns.House(0, -20, 30, 12, 15)) with
        { Vegetation = [new Zone("t", Towns.Rectangle(-15, 0, 10, 30), "hedge", 8, "")] };
        SurfaceModel surface = SurfaceModel.Build(town, 1);
        using HostDevice host = new();
        using CitySun exact = SunOn(town, surface, new ReferenceDevice()), compiled = SunOn(town, surface, host);
        for (int hour = 4; hour < 21; hour++)
        {
            Sky sky = SkyAt(15 * hour + 3, 55 - 7 * Math.Abs(12 - hour), 600);
            exact.Step(sky, Albedo, Canopy.Leafless);
            compiled.Step(sky, Albedo, Canopy.Leafless);
            foreach ((Field a, Field b) in exact.BeamOnSide.Concat(exact.DiffuseOnSide).Append(exact.OnRoof)
                .Zip(compiled.BeamOnSide.Concat(compiled.DiffuseOnSide).Append(compiled.OnRoof)))
            {
                foreach ((float expected, float found) in a.ToArray().Zip(b.ToArray())) Assert.Equal(expected, found, 0.02);
            }
        }
    }
}
