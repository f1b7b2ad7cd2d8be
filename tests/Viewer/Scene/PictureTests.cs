using System.Diagnostics;
using System.Numerics;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Territories;
using TerritoryTwin.Tests.Viewer.Gl;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Scene;
using TerritoryTwin.Viewer.Windowing;
using Target = TerritoryTwin.Viewer.Gl.Target;

namespace TerritoryTwin.Tests.Viewer.Scene;

[Collection("gl")]
public sealed class PictureTests(ITestOutputHelper output)
{
    private const int Width = 640, Height = 360;

    private static readonly ValueScale Scale = new(0, 200, ColorMap.Heat, "kWh/m²");
    private static readonly SceneState Values = new() { Coloured = Coloured.Buildings, Scale = Scale, Shadows = false };

    [Theory, InlineData(false), InlineData(true)]
    public void A_flat_roof_has_the_colour_of_its_value(bool plan)
    {
        Territory hamlet = SmallTerritory.Create();
        SceneModel model = SceneModel.Of(hamlet);
        byte[] picture = Draw(model, Values, Over(model, 75, 35, plan), r => r.SetBuildings(model, Shown.A, [40, 130, float.NaN]));
        RequireColour(Scale.ColorOf(130), picture, Width / 2, Height / 2);
    }

    [Theory, InlineData(false, 42), InlineData(false, 12), InlineData(false, -20), InlineData(true, 42)]
    public void Every_slope_of_a_pitched_roof_has_the_colour_of_its_value_by_day_and_by_night(bool plan, float sun)
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        SceneState state = Values with { Shadows = true, SunElevation = sun, SunAzimuth = 60 };
        Camera camera = Over(model, 25, 25, plan);
        camera.Distance = 60;
        byte[] picture = Draw(model, state, camera, r => r.SetBuildings(model, Shown.A, [155, 20, 20]));
        Picking picking = new(model);
        (int north, int south, int east, int west) = (0, 0, 0, 0);
        for (int y = 2; y < Height; y += 3)
            for (int x = 2; x < Width; x += 3)
            {
                Picked picked = picking.At(camera, x + 0.5f, y + 0.5f, Width, Height, state);
                (double e, double n) = (picked.X - SmallTerritory.West - 25, picked.Y - SmallTerritory.South - 25);
                bool roof = Math.Max(Math.Abs(e), Math.Abs(n)) < 4 && Math.Min(Math.Abs(e), Math.Abs(n)) > 1;              // beside edges and ridge
                if (picked.Element != new Element(ElementKind.Building, 0) || !roof) continue;
                RequireColour(Scale.ColorOf(155), picture, x, y);
                (north, south, east, west) = (north + (n > 0 ? 1 : 0), south + (n < 0 ? 1 : 0), east + (e > 0 ? 1 : 0), west + (e < 0 ? 1 : 0));
            }
        Assert.True(Math.Min(Math.Min(north, south), Math.Min(east, west)) > 10, $"{north}, {south}, {east}, {west} pixels of the roof seen");
    }

    [Fact]
    public void A_ridge_is_drawn_over_a_roof_of_one_colour()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Camera camera = Over(model, 25, 25, plan: true);
        camera.Distance = 60;
        byte[] picture = Draw(model, Values, camera, r => r.SetBuildings(model, Shown.A, [20, 20, 20]));
        int darker = 0, reach = (int)(3 / camera.MetresPerPixel(Height));
        for (int k = -reach; k < reach; k++)
            foreach ((int x, int y) in new[] { (Width / 2 + k, Height / 2 + reach / 2), (Width / 2 + reach / 2, Height / 2 + k) })
                if (At(picture, x, y).Green < Scale.ColorOf(20).G - 8) darker++;
        Assert.InRange(darker, 1, 4);
    }

    [Fact]
    public void A_courtyard_is_no_roof()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Camera camera = Over(model, 65, 25, plan: true);
        camera.Distance = 60;
        byte[] picture = Draw(model, Values, camera, r => r.SetBuildings(model, Shown.A, [200, 200, 200]));
        (int red, int green, int blue) = At(picture, Width / 2, Height / 2);
        Assert.True(Math.Min(red, Math.Min(green, blue)) > 150, $"{(red, green, blue)} is no ground");
        RequireColour(Scale.ColorOf(200), picture, Width / 2 + (int)(4 / camera.MetresPerPixel(Height)), Height / 2);
    }

    [Theory, InlineData(false, 42), InlineData(true, 42), InlineData(true, -20)]
    public void A_road_has_the_colour_of_its_value(bool plan, float sun)
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        SceneState state = Values with { Coloured = Coloured.Roads, Shadows = true, SunElevation = sun };
        Camera camera = Over(model, 40, 5.5, plan);
        camera.Target = camera.Target with { Z = model.OnGround(SmallTerritory.West + 40, SmallTerritory.South + 5.5).Z };
        RequireColour(Scale.ColorOf(90), Draw(model, state, camera, r => r.SetRoads(model, Shown.A, [90])), Width / 2, Height / 2);
        byte[] missing = Draw(model, state, camera, r => r.SetRoads(model, Shown.A, [float.NaN]));
        (int red, int green, int blue) = At(missing, Width / 2, Height / 2);
        Assert.True(Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue)) < 40, "saturated where nothing is known");
    }

    [Fact]
    public void The_difference_of_two_scenarios_is_the_second_less_the_first()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        ValueScale scale = new(-50, 50, ColorMap.Difference, "kWh/m²");
        SceneState state = Values with { Shown = Shown.Difference, Scale = scale };
        byte[] picture = Draw(model, state, Over(model, 75, 35, plan: true), r =>
        {
            r.SetBuildings(model, Shown.A, [0, 130, 0]);
            r.SetBuildings(model, Shown.B, [0, 101, 0]);
        });
        RequireColour(scale.ColorOf(-29), picture, Width / 2, Height / 2);
    }

    [Fact]
    public void A_building_without_a_value_is_neutral()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        byte[] picture = Draw(model, Values, Over(model, 75, 35, plan: true), r => r.SetBuildings(model, Shown.A, [40, float.NaN, 0]));
        RequireColour(SceneTheme.Light.Building, picture, Width / 2, Height / 2);
    }

    [Fact]
    public void A_cell_of_a_field_has_the_colour_of_its_legend_and_one_without_a_value_is_ground()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Grid grid = new(24, 24, 10, SmallTerritory.West, SmallTerritory.South);
        float[] field = new float[grid.Count];
        for (int n = 0; n < field.Length; n++) field[n] = n % 24 < 4 ? float.NaN : 5 * (n % 24);
        SceneState state = Values with { Coloured = Coloured.Ground, IsoStep = 0 };
        byte[] picture = Draw(model, state, Over(model, 165, 165, plan: true), r => r.SetField(Shown.A, new(grid, field)));
        RequireColour(Scale.ColorOf(5 * 16), picture, Width / 2, Height / 2);
        byte[] missing = Draw(model, state, Over(model, 15, 165, plan: true), r => r.SetField(Shown.A, new(grid, field)));
        (int red, int green, int blue) = At(missing, Width / 2, Height / 2);
        Assert.True(Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue)) < 30, "saturated where nothing is known");
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_values_of_iso_lines_stand_on_their_lines(bool plan)
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Camera camera = Over(model, 120, 120, plan);
        camera.Distance = plan ? 400 : 300;
        static float Hill(double x, double y) => (float)(100 - 0.5 * Math.Sqrt(Math.Pow(x - SmallTerritory.West - 120, 2) + Math.Pow(y - SmallTerritory.South - 120, 2)));
        IReadOnlyList<IsoLabel> Labels() => IsoLabels.Place(model, camera, 1280, 720, 1, Hill, 10, _ => (20, 14), [(0, 0, 300, 720)]);
        IReadOnlyList<IsoLabel> labels = Labels();
        Assert.True(labels.Select(l => l.Value).Distinct().Count() >= 3, string.Join(", ", labels));
        Picking picking = new(model);
        foreach (IsoLabel label in labels)
        {
            Picked under = picking.At(camera, label.X, label.Y, 1280, 720, new() { Buildings = false, Roads = false });
            Assert.Equal(label.Value, Hill(under.X, under.Y), 1.0);
            Assert.True(label.X > 310, "in a panel");
        }
        Assert.Equal(labels, Labels());
        Assert.Empty(IsoLabels.Place(model, camera, 1280, 720, 1, (_, _) => 20, 10, _ => (20, 14), []));
    }

    [Fact]
    public void A_field_that_lies_level_at_the_value_of_a_line_has_the_colour_of_its_legend()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Grid grid = new(24, 24, 10, SmallTerritory.West, SmallTerritory.South);
        float[] field = new float[grid.Count];
        Array.Fill(field, 60);
        SceneState state = Values with { Coloured = Coloured.Ground, IsoStep = 20 };
        RequireColour(Scale.ColorOf(60), Draw(model, state, Over(model, 165, 165, plan: true), r => r.SetField(Shown.A, new(grid, field))), Width / 2, Height / 2);
    }

    [Fact]
    public void A_field_of_4096_by_4096_cells_is_drawn()
    {
        const int side = 4096;
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Grid grid = new(side, side, 240.0 / side, SmallTerritory.West, SmallTerritory.South);
        float[] field = new float[grid.Count];
        for (int n = 0; n < field.Length; n++) field[n] = 200f * (n % side) / side;
        SceneState state = Values with { Coloured = Coloured.Ground, IsoStep = 0 };
        byte[] picture = Draw(model, state, Over(model, 165, 165, plan: true), r => r.SetField(Shown.A, new(grid, field)));
        RequireColour(Scale.ColorOf(200 * 165 / 240.0), picture, Width / 2, Height / 2);
    }

    [Theory, InlineData(90), InlineData(270)]
    public void A_house_throws_its_shadow_away_from_the_sun(float azimuth)
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create() with { Vegetation = [], Roads = [] });
        SceneState state = new() { SunElevation = 30, SunAzimuth = azimuth };
        int Lit(double x)
        {
            Camera camera = Over(model, x, 25, plan: false);
            camera.Target = model.OnGround(SmallTerritory.West + x, SmallTerritory.South + 25);
            camera.Pitch = 1.5f;
            return At(Draw(model, state, camera, _ => { }), Width / 2, Height / 2).Green;
        }
        (int west, int east) = (Lit(15), Lit(35));                     // 5 m beside a house of 6 m
        Assert.True(azimuth < 180 ? west < east - 25 : east < west - 25, $"{west} in the west, {east} in the east, the sun at {azimuth}°");
    }

    [Fact]
    public void A_street_is_seen_near_by_and_left_out_from_afar_unless_it_has_a_value()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        bool Changes(float distance, Coloured coloured)
        {
            Camera camera = Over(model, 60, 5.5, plan: true);
            camera.Distance = distance;
            SceneState state = Values with { Coloured = coloured, Buildings = false, Trees = false };
            byte[] with = Draw(model, state, camera, r => r.SetRoads(model, Shown.A, [150])), without = Draw(model, state with { Roads = false }, camera, _ => { });
            return !with.AsSpan().SequenceEqual(without);
        }
        Assert.True(Changes(300, Coloured.Nothing));
        Assert.False(Changes(6000, Coloured.Nothing));
        Assert.True(Changes(6000, Coloured.Roads));
    }

    [Fact]
    public void Two_viewports_with_one_camera_show_the_same_place()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        using IGraphicsContext context = Headless.Open();
        using SceneRenderer renderer = new(context.Gl);
        using Target target = new(context.Gl, Width, Height);
        Camera camera = Over(model, 60, 40, plan: false);
        renderer.Draw(model, new(), camera, new(0, 0, Width / 2, Height), target);
        renderer.Draw(model, new(), camera, new(Width / 2, 0, Width / 2, Height), target);
        context.Gl.Check("two viewports");
        byte[] picture = target.Read();
        for (int y = 0; y < Height; y += 7)
            for (int x = 0; x < Width / 2; x += 5) Assert.Equal(At(picture, x, y), At(picture, x + Width / 2, y));
    }

    // Draw asks whether OpenGL refused anything.
    [Fact]
    public void A_viewport_of_one_pixel_is_drawn_whatever_is_shown()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Raster field = new(new Grid(2, 2, 120, SmallTerritory.West, SmallTerritory.South), [1, 2, float.NaN, 4]);
        foreach (Coloured coloured in Enum.GetValues<Coloured>())
            foreach (Shown shown in Enum.GetValues<Shown>())
                foreach (bool plan in new[] { false, true })
                {
                    SceneState state = new() { Coloured = coloured, Shown = shown, IsoStep = 1, Dashes = true };
                    Assert.Equal(3, Draw(model, state, new() { Distance = 100, Plan = plan }, r => { r.SetField(Shown.A, field); r.SetField(Shown.B, field); }, 1, 1).Length);
                }
    }

    [Fact]
    public void The_hamlet_looks_as_it_did()
    {
        SceneModel model = SceneModel.Of(SmallTerritory.Create());
        Golden.Require("Viewer/Scene", "hamlet", Width, Height, Draw(model, new(), Over(model, 70, 50, plan: false), _ => { }));
    }

    [Fact]
    public void A_generated_town_looks_as_it_did()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        SceneModel model = SceneModel.Of(town);
        Camera camera = new();
        camera.Fit(model.Bounds, Width / (float)Height);
        camera.Distance *= 0.5f;
        float[] built = [.. town.Buildings.Select(b => (float)(2020 - b.Built.Value))];
        Golden.Require("Viewer/Scene", "town", Width, Height, Draw(model, Values with { Shadows = true }, camera, r => r.SetBuildings(model, Shown.A, built)));
    }

    [Fact]
    public void A_driver_that_stops_at_3_3_draws_the_hamlet_as_it_was()
    {
        Headless.Open().Dispose();
        ProcessStartInfo again = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "TerritoryTwin.Tests.dll"), "-method", $"{typeof(PictureTests).FullName}.{nameof(The_hamlet_looks_as_it_did)}"])
        {
            UseShellExecute = false, RedirectStandardOutput = true,
            Environment = { ["GALLIUM_DRIVER"] = "softpipe", ["LIBGL_ALWAYS_SOFTWARE"] = "1", ["TWIN_REGENERATE"] = "" },
        };
        using System.Diagnostics.Process run = System.Diagnostics.Process.Start(again)!;
        string said = run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        Assert.True(run.ExitCode == 0, said);
        Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_city_of_100_000_buildings_is_a_mesh_in_tiles()
    {
        Building house = SmallTerritory.House("n", 0, 0, 1);
        Building[] city = [.. Enumerable.Range(0, 100_000).Select(n => house with { Id = $"{n}", Footprint = SmallTerritory.Square(16 * (n % 316), 16 * (n / 316), 10) })];
        Territory territory = SmallTerritory.Create() with { Buildings = city, Households = [], Boundary = null, Terrain = new(new Grid(60, 60, 100, SmallTerritory.West, SmallTerritory.South), new float[3600]) };
        BuildingShapes shapes = BuildingShapes.Of(territory);
        Stopwatch watch = Stopwatch.StartNew();
        SceneModel model = SceneModel.Of(territory, shapes);
        output.WriteLine($"mesh of {city.Length:n0} buildings with gables: {model.Buildings.Bytes / 1048576.0:f1} MiB on the card, {model.Buildings.Indices.Length / 3:n0} triangles, {watch.ElapsedMilliseconds} ms");
        Assert.Equal(city.Length, model.Buildings.InTile.Sum(t => t.Length));
        Assert.Equal(model.Buildings.Indices.Length, model.Buildings.Tiles.Sum(t => t.Count));
        using IGraphicsContext context = Headless.Open();
        using SceneRenderer renderer = new(context.Gl);
        float[] values = new float[city.Length];
        renderer.SetBuildings(model, Shown.A, values);
        watch.Restart();
        for (int k = 0; k < 10; k++) renderer.SetBuildings(model, Shown.A, values);
        output.WriteLine($"new values: {watch.Elapsed.TotalMilliseconds / 10:f2} ms");
        Assert.Throws<ArgumentException>(() => renderer.SetBuildings(model, Shown.A, values.AsSpan(1)));
    }

    private static byte[] Draw(SceneModel model, SceneState state, Camera camera, Action<SceneRenderer> prepare, int width = Width, int height = Height)
    {
        using IGraphicsContext context = Headless.Open();
        using SceneRenderer renderer = new(context.Gl);
        using Target target = new(context.Gl, width, height);
        prepare(renderer);
        renderer.Draw(model, state, camera, new(0, 0, width, height), target);
        target.Resolve();
        context.Gl.Check("a scene");
        return target.Read();
    }

    private static Camera Over(SceneModel model, double x, double y, bool plan) => new()
    {
        Target = model.OnGround(SmallTerritory.West + x, SmallTerritory.South + y) + new Vector3(0, 0, plan ? 0 : 6), Distance = 130, Plan = plan, Pitch = 0.8f,
    };

    private static void RequireColour(Color expected, byte[] picture, int x, int y)
    {
        (int red, int green, int blue) = At(picture, x, y);
        Assert.True(Math.Abs(red - expected.R) <= 2 && Math.Abs(green - expected.G) <= 2 && Math.Abs(blue - expected.B) <= 2, $"{(red, green, blue)} where the legend has {expected}");
    }

    private static (int Red, int Green, int Blue) At(byte[] picture, int x, int y)
    {
        int at = 3 * (y * Width + x);
        return (picture[at], picture[at + 1], picture[at + 2]);
    }
}
