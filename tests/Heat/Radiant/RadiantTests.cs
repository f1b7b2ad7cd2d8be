using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Heat;

public sealed class RadiantTests
{
    private const double Sigma = 5.670374419e-8;

    [Fact]
    public void In_the_open_at_night_a_person_receives_half_from_the_sky_and_half_from_the_ground()
    {
        using HostDevice device = new();
        using RadiantScene scene = new(Level(41), RadiantParameters.Default, device);
        scene.Hour(Night(air: 20, longwave: 330));

        double ground = 0.95 * Black(20) + 0.05 * 330;
        double received = 0.22 * 4 * 0.5 * (330 + ground) + 0.06 * (330 + ground);
        Assert.Equal(1, Middle(scene.SkyView), 1e-5);
        Assert.Equal(Math.Pow(received / Sigma, 0.25) - 273.15, Middle(scene.RadiantTemperature), 0.01);
    }

    [Fact]
    public void In_the_open_the_sun_shines_on_the_sides_by_its_cosine_and_on_the_ground()
    {
        using HostDevice device = new();
        using RadiantScene scene = new(Level(41), RadiantParameters.Default, device);
        scene.Hour(Noon(direct: 700, diffuse: 0, azimuth: 210, elevation: 40));

        double up = Math.Sin(Radians(40)), level = Math.Cos(Radians(40)), ground = 0.2 * 700 * up, warm = 20 + RadiantCover.Paved.Rise(12, 6, 60, 1);
        double lower = 0.95 * Black(warm) + 0.05 * 330;
        double shortwave = 0.22 * (700 * level * (Math.Cos(Radians(30)) + Math.Sin(Radians(30))) + 4 * 0.5 * ground) + 0.06 * (700 * up + ground);
        double longwave = 0.22 * 4 * 0.5 * (330 + lower) + 0.06 * (330 + lower);
        Assert.Equal(Math.Pow((0.7 * shortwave + 0.97 * longwave) / (0.97 * Sigma), 0.25) - 273.15, Middle(scene.RadiantTemperature), 0.02);
        Assert.Equal(700 * up, Middle(scene.ShortwaveDown), 0.1);
        Assert.Equal(ground, Middle(scene.ShortwaveUp), 0.1);
    }

    [Fact]
    public void Where_all_is_as_warm_as_the_air_a_person_is_too_whatever_stands_around()
    {
        using HostDevice device = new();
        using RadiantScene scene = new(Town(64, trees: true), RadiantParameters.Default, device);
        scene.Hour(Night(air: 25, longwave: Black(25)));

        float[] radiant = scene.RadiantTemperature.ToArray();
        for (int cell = 0; cell < radiant.Length; cell++)
        {
            if (scene.Place.IsOpen(cell)) Assert.Equal(25, radiant[cell], 0.01);
            else Assert.True(float.IsNaN(radiant[cell]));
        }
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(20, 10)]
    [InlineData(6, 24)]
    public void In_the_middle_of_a_street_the_sky_view_is_that_of_its_walls_above_eye_height(int height, int width)
    {
        const double cell = 0.5;
        Grid grid = new(1201, (int)(width / cell) + 20, cell);
        float[] solid = [.. Enumerable.Range(0, grid.Count).Select(c => c % grid.Columns is var i && i >= 10 && i < grid.Columns - 10 ? 0f : height)];
        using HostDevice device = new();
        using RadiantScene scene = new(RadiantPlace.Of(new(grid, solid), new(grid, new float[grid.Count]), null, null), RadiantParameters.Default with { Directions = 64, Reach = 300 }, device);
        double middle = (scene.SkyView.ToArray()[600 * grid.Columns + grid.Columns / 2] + scene.SkyView.ToArray()[600 * grid.Columns + grid.Columns / 2 - 1]) / 2;
        Assert.Equal(Math.Cos(Math.Atan(2 * (height - 1.1) / width)), middle, 0.01);
    }

    [Fact]
    public void Walls_and_crowns_shade_and_crowns_shade_less()
    {
        using HostDevice device = new();
        Grid grid = Grid.Square(61, 1);
        Raster level = new(grid, new float[grid.Count]);
        float[] wall = new float[grid.Count], crown = new float[grid.Count];
        for (int i = 10; i <= 50; i++)
            for (int j = 22; j < 26; j++) wall[j * 61 + i] = crown[j * 61 + i] = 12;                   // south of the middle
        RadiantHour noon = Noon(800, 80, 180, 45);
        double open = Felt(RadiantPlace.Of(level, level, null, null)), behindWall = Felt(RadiantPlace.Of(new(grid, wall), level, null, null));
        double underCrown = Felt(RadiantPlace.Of(level, level, new(grid, crown), null));
        Assert.True(behindWall < underCrown && underCrown < open - 10, $"{behindWall}, {underCrown}, {open}");

        double Felt(RadiantPlace place)
        {
            using RadiantScene scene = new(place, RadiantParameters.Default, device);
            scene.Hour(noon);
            Assert.True(Middle(scene.ThermalIndex) < Middle(scene.RadiantTemperature));
            return Middle(scene.RadiantTemperature);
        }
    }

    [Fact]
    public void A_sunlit_wall_warms_who_stands_before_it_and_its_back_does_not()
    {
        using HostDevice device = new();
        Grid grid = Grid.Square(81, 1);
        Raster level = new(grid, new float[grid.Count]);
        float[] solid = new float[grid.Count];
        for (int i = 5; i < 76; i++)
            for (int j = 45; j < 49; j++) solid[j * 81 + i] = 10;                                       // 5 m north of the middle
        using RadiantScene scene = new(RadiantPlace.Of(new(grid, solid), level, null, null), RadiantParameters.Default, device);
        double before = Standing(180), behind = Standing(0);
        Assert.True(before > behind + 20, $"{before}, {behind}");                                       // of the wall's view of a fifth: beam 700 · cos 75° · 0.2, and 19 K of warmth

        double Standing(double azimuth)
        {
            scene.Hour(Noon(700, 0, azimuth, 75));
            double light = scene.Light.ToArray()[40 * 81 + 40];
            Assert.Equal(1, light);                                                                     // high sun: in the sun on both
            return Middle(scene.ShortwaveDown) + Middle(scene.LongwaveDown);
        }
    }

    [Fact]
    public void Planting_a_tree_gives_nobody_more_sun_and_nobody_more_sky()
    {
        using HostDevice device = new();
        using RadiantScene bare = new(Town(96, trees: false), RadiantParameters.Default, device), planted = new(Town(96, trees: true), RadiantParameters.Default, device);
        RadiantHour hour = Noon(800, 100, 140, 50);
        bare.Hour(hour);
        planted.Hour(hour);
        Assert.All(bare.Light.ToArray().Zip(planted.Light.ToArray()), pair => Assert.True(pair.Second <= pair.First));
        Assert.All(bare.SkyView.ToArray().Zip(planted.SkyView.ToArray()), pair => Assert.True(pair.Second <= pair.First));
    }

    [Fact]
    public void The_threads_change_no_bit()
    {
        float[][] found = [.. new[] { 1, 2, 7 }.Select(threads =>
        {
            using HostDevice device = new(threads);
            using RadiantScene scene = new(Town(150, trees: true), RadiantParameters.Default, device);
            scene.Hour(Noon(750, 120, 230, 35));
            return (float[])[.. scene.RadiantTemperature.ToArray(), .. scene.ThermalIndex.ToArray(), .. scene.LongwaveDown.ToArray()];
        })];
        Assert.All(found, values => Assert.Equal(found[0].Select(BitConverter.SingleToInt32Bits), values.Select(BitConverter.SingleToInt32Bits)));
    }

    [Fact]
    public void What_the_streets_know_of_surfaces_takes_the_place_of_the_rule()
    {
        using HostDevice device = new();
        RadiantPlace place = Town(48, trees: true);
        using RadiantScene scene = new(place, RadiantParameters.Default, device);
        RadiantHour night = Night(air: 18, longwave: 320);
        scene.Hour(night);
        float[] byRule = scene.RadiantTemperature.ToArray();
        using Field air = Filled(18), wind = Filled(2), vapour = Filled(1000), ground = Filled(18), wall = Filled(18), warm = Filled(30);
        scene.Hour(night, new(air, wind, vapour, ground, wall));
        Assert.Equal(byRule, scene.RadiantTemperature.ToArray());
        scene.Hour(night, new(air, wind, vapour, warm, wall));
        Assert.All(byRule.Zip(scene.RadiantTemperature.ToArray()), pair => Assert.True(float.IsNaN(pair.First) || pair.Second > pair.First + 3));

        Field Filled(float value)
        {
            Field field = new(place.Grid, device, new("given", "1", "by the test"));
            field.Fill(value);
            return field;
        }
    }

    [Fact]
    public void A_sunlit_surface_is_hottest_in_the_afternoon_and_at_the_temperature_of_the_air_at_night()
    {
        double[] day = [.. Enumerable.Range(0, 24).Select(h => RadiantCover.Paved.Rise(h + 0.5, sunrise: 5, highest: 60, clearness: 1))];
        Assert.Equal(0, day[2]);
        Assert.Equal(0.37 * 60 - 3.41, RadiantCover.Paved.Rise(15, 5, 60, 1), 1e-5);
        Assert.Equal(14, Array.IndexOf(day, day.Max()));
        Assert.Equal(0, RadiantCover.Asphalt.Rise(12, 8, 10, 1));                                        // a winter's sun too low to warm it
    }

    [Fact]
    public void Rasters_that_do_not_fit_are_refused_with_what_to_do()
    {
        Grid grid = Grid.Square(4, 1);
        Raster level = new(grid, new float[16]), other = new(Grid.Square(5, 1), new float[25]), tall = new(grid, [.. Enumerable.Repeat(180f, 16)]);
        Assert.Contains("Resample", Assert.Throws<ArgumentException>(() => RadiantPlace.Of(other, level, null, null)).Message, StringComparison.Ordinal);
        Assert.Contains("above the ground", Assert.Throws<ArgumentException>(() => RadiantPlace.Of(level, level, tall, null)).Message, StringComparison.Ordinal);
        using HostDevice device = new();
        Assert.Contains("multiple of 8", Assert.Throws<ArgumentException>(() => new RadiantScene(RadiantPlace.Of(level, level, null, null), RadiantParameters.Default with { Directions = 30 }, device)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_territory_has_crowns_where_its_surface_has_and_a_day_of_its_weather_can_be_felt()
    {
        Territory town = TownGenerator.Generate(2000, 4);
        SurfaceModel surface = SurfaceModel.Build(town, 4);
        RadiantPlace place = RadiantPlace.Of(surface, town);
        Assert.Equal(
            Enumerable.Range(0, surface.Grid.Count).Count(c => surface.WithTrees.Values[c] > surface.Solid.Values[c]), place.CrownTops.Count(top => top > -1000));
        using HostDevice device = new();
        using RadiantScene scene = new(place, RadiantParameters.Default, device);
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H3"), 1);
        int noon = 190 * 24 + 12;
        scene.Hour(RadiantHour.Of(year, noon));
        float[] felt = [.. scene.RadiantTemperature.ToArray().Where(float.IsFinite)];
        Assert.NotEmpty(felt);
        Assert.InRange(felt.Average(), year.Hours[noon].DryBulb, year.Hours[noon].DryBulb + 45);
    }

    [Fact]
    public void Sails_and_young_trees_leave_room_to_walk_and_roads_stay_roads_under_crowns()
    {
        static Polygon Box(double west, double south, double east, double north) => new(new([west, east, east, west], [south, south, north, north]), []);
        Territory square = new()
        {
            Name = "square", Epsg = 2154, Latitude = 45, Longitude = 3, Buildings = [], Terrain = new Raster(new Grid(30, 30, 2), new float[900]),
            Vegetation = [new("t", Box(10, 10, 20, 20), "small_tree", 4, ""), new("big", Box(30, 10, 40, 20), "large_tree", 20, ""), new("park", Box(10, 30, 20, 40), "Parc", 0, ""), new("hedge", Box(50, 10, 56, 20), "Haie", 1.6, "")],
            Shades = [new("s", Box(30, 30, 40, 40), "sail", 4, "")], Roads = [new("r", [0, 60], [15, 15], Known<RoadClass>.Measured(RoadClass.Tertiary), "")],
            Covers = [new("c", Box(10, 30, 30, 50), "soil", 0, "")],
        };
        RadiantPlace place = RadiantPlace.Of(SurfaceModel.Build(square, 2), square);
        Assert.Equal((2f, 5f, 3.9f, 0.4f), (Bottom(15, 19), Bottom(35, 19), Bottom(35, 35), Bottom(53, 11)));
        Assert.Equal(("asphalt", "paved", "grass", "soil", "paved"), (Cover(15, 15), Cover(15, 19), Cover(15, 35), Cover(25, 45), Cover(35, 35)));

        int At(double x, double y) => (int)(y / 2) * 30 + (int)(x / 2);
        float Bottom(double x, double y) => place.CrownBottoms[At(x, y)];
        string Cover(double x, double y) => RadiantCover.All[place.Covers[At(x, y)]].Name;
    }

    private static RadiantPlace Level(int side)
    {
        Grid grid = Grid.Square(side, 1);
        Raster level = new(grid, new float[grid.Count]);
        return RadiantPlace.Of(level, level, null, null);
    }

    /// <summary>Blocks between streets, with trees along every other street.</summary>
    private static RadiantPlace Town(int side, bool trees)
    {
        Grid grid = Grid.Square(side, 1);
        float[] ground = new float[grid.Count], solid = new float[grid.Count], crowns = new float[grid.Count];
        for (int cell = 0; cell < grid.Count; cell++)
        {
            int i = cell % side, j = cell / side;
            ground[cell] = 0.02f * j;
            bool block = i % 32 < 18 && j % 32 < 18;
            solid[cell] = ground[cell] + (block ? 8 + (i / 32 * 7 + j / 32 * 5) % 9 : 0);
            if (trees && !block && i % 32 is >= 22 and < 27 && j % 8 < 5) crowns[cell] = 9;
        }
        return RadiantPlace.Of(new(grid, solid), new(grid, ground), new(grid, crowns), [.. Enumerable.Range(0, grid.Count).Select(c => (byte)(c % 5))]);
    }

    private static RadiantHour Night(double air, double longwave) =>
        new(new WeatherHour(0, air, 10, 0.5, 101325, 0, 0, 0, longwave, 2, 0), new Sky(0, 0, -0.5, 0, -30, 0, 0, 0, 0, 0), 0.5, 6, 60, 0, 0.2);

    private static RadiantHour Noon(double direct, double diffuse, double azimuth, double elevation)
    {
        double up = Math.Sin(Radians(elevation)), level = Math.Cos(Radians(elevation));
        Sky sky = new(level * Math.Sin(Radians(azimuth)), level * Math.Cos(Radians(azimuth)), up, azimuth, elevation, direct, diffuse, direct * up + diffuse, 0, 0);
        return new(new WeatherHour(12, 20, 10, 0.5, 101325, direct * up + diffuse, direct, diffuse, 330, 2, 0), sky, 12, 6, 60, 1, 0.2);
    }

    private static float Middle(Field field) => field.ToArray()[field.Support.Count / 2];

    private static double Black(double celsius) => Sigma * Math.Pow(celsius + 273.15, 4);

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
