using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Compute;
using Place = TerritoryTwin.Solar.Place;

namespace TerritoryTwin.Tests.Solar.City;

/// <summary>Sky view and horizons against closed forms (tolerance 0.01 with cells of a twentieth of the street and at least 36 directions).</summary>
public class SkyViewTests
{
    private const double Tolerance = 0.01;

    [Fact]
    public void Every_closed_form_of_the_sky_view_is_met()
    {
        int met = 0;
        foreach (string line in File.ReadLines(SharedData.Reference("shading_svf/svf_analytic.csv")).Skip(1))
        {
            string[] words = line.Split(',');
            double expected = double.Parse(words[2], CultureInfo.InvariantCulture);
            foreach (double found in Found(words[0], words[1]))
                Assert.True(Math.Abs(found - expected) <= Tolerance, $"{words[0]} {words[1]}: expected {expected}, found {found:0.0000}");
            met++;
        }
        Assert.Equal(26, met);
    }

    [Fact]
    public void Samples_of_the_open_ground_see_what_every_cell_sees()
    {
        Building[] rows = [.. Enumerable.Range(0, 12).Select(n => Towns.House(-180 + 60 * (n % 6), n < 6 ? -15 : 25, 50, 14, 9))];
        SurfaceModel surface = SurfaceModel.Build(Towns.Of(rows));
        Grid fine = surface.Grid, coarse = new(3, 5, 120, fine.West, fine.South);
        using HostDevice host = new();
        float[] sampled = SkyView.OfOpenGround(surface, coarse, directions: 36, host);
        Raster every = SkyView.Of(surface.Solid, directions: 36);
        double[] sum = new double[coarse.Count], number = new double[coarse.Count];
        for (int cell = 0; cell < fine.Count; cell++)
        {
            if (surface.Solid.Values[cell] > surface.Ground.Values[cell]) continue;
            (int i, int j) = coarse.CellOf(fine.X(cell % fine.Columns), fine.Y(cell / fine.Columns));
            sum[j * coarse.Columns + i] += every.Values[cell];
            number[j * coarse.Columns + i]++;
        }
        for (int cell = 0; cell < coarse.Count; cell++)
        {
            if (number[cell] == 0) Assert.True(float.IsNaN(sampled[cell]));
            else Assert.Equal(sum[cell] / number[cell], sampled[cell], tolerance: 0.01);      // 200 samples of a spread of 0.15
        }
        Assert.InRange(sampled.Where(float.IsFinite).Min(), 0.5, 0.95);
    }

    private static IEnumerable<double> Found(string name, string parameters)
    {
        Dictionary<string, double> p = new(StringComparer.Ordinal);
        foreach (string part in parameters.Split(';'))
        {
            string[] pair = part.Split('=');
            if (pair.Length == 2) p[pair[0]] = double.Parse(pair[1], CultureInfo.InvariantCulture);
        }
        double w = p.GetValueOrDefault("W", 20), h = p.GetValueOrDefault("H", w * p.GetValueOrDefault("H/W"));
        foreach (int directions in new[] { 36, 72 })
        {
            yield return name switch
            {
                "infinite_canyon_centre" => AtOrigin(SurfaceForms.Canyon(w, h, w / 2, 60 * w, w / 20), directions),
                "infinite_canyon_offset" => AtOrigin(SurfaceForms.Canyon(w, h, p["x"], 60 * w, w / 20), directions),
                "finite_canyon_point" => AtOrigin(SurfaceForms.Canyon(w, h, p["x"], 60, w / 20), directions),
                "canyon_floor_mean" => FloorMean(w, h, directions),
                "canyon_wall_mean" => WallMean(w, h, directions),
                "circular_basin_centre" => AtOrigin(SurfaceForms.Basin(p["R"], p["H"], p["R"] / 20), directions),
                "single_infinite_wall" => AtOrigin(SurfaceForms.Wall(p["d"], p["H"], -40 * p["d"], 40 * p["d"], p["d"] / 10), directions),
                "tilted_plane_sky_view" => SkyView.OfPlane(new double[directions], p["tilt"], 77),
                "rect_courtyard_centre" => AtOrigin(SurfaceForms.Courtyard(p["Lx"], p["Ly"], p["H"], p["Ly"] / 20), directions),
                _ => throw new InvalidDataException($"no geometry for {name}"),
            };
        }
    }

    private static double AtOrigin(Raster surface, int directions) => SkyView.Of(surface, directions).At(0, 0);

    private static double FloorMean(double w, double h, int directions)
    {
        Raster view = SkyView.Of(SurfaceForms.Canyon(w, h, w / 2, 60 * w, w / 20), directions);
        double[] across = [.. Enumerable.Range(0, 20).Select(n => (double)view.At(-w / 2 + (n + 0.5) * w / 20, 0))];
        return across.Average();
    }

    /// <summary>Mean over the height of a wall that faces east, its horizon read from the street's raster.</summary>
    private static double WallMean(double w, double h, int directions)
    {
        const double cell = 1;
        Raster street = SurfaceForms.Canyon(w, h, w / 2, 60 * w, cell);
        Place[] places = [.. Enumerable.Range(0, 10).Select(n => new Place(-w / 2 + 0.5 * cell, 0, (n + 0.5) * h / 10, (n + 0.5) * h / 10))];
        double[][] slopes = Slopes(street, places, directions, 0.5 * cell);
        return slopes.Average(slope => SkyView.OfPlane(slope, 90, 90));
    }

    private static double[][] Slopes(Raster surface, Place[] places, int directions, double back = 0)
    {
        using HostDevice host = new();
        using Lookouts lookouts = new(places, host);
        using Vista vista = new(surface, lookouts);
        double[][] slopes = [.. places.Select(_ => new double[directions])];
        for (int d = 0; d < directions; d++)
        {
            double azimuth = 360.0 * d / directions, away = Math.Sin(azimuth * Math.PI / 180);
            vista.Look(azimuth);
            Sight[] seen = lookouts.Read();
            for (int n = 0; n < places.Length; n++) slopes[n][d] = away > 0 ? seen[n].Back(back / Math.Max(0.05, away)).Lower : seen[n].Lower;
        }
        return slopes;
    }

    [Fact]
    public void The_horizon_of_a_wall_is_met_to_half_a_degree_on_every_device()
    {
        string[] lines = [.. File.ReadLines(SharedData.Reference("shading_svf/horizon_wall.csv")).Skip(1)];
        Assert.Equal(11, lines.Length);
        foreach (Device device in CardTests.HostsAndCards())
        {
            using Device owned = device;
            foreach (string line in lines)
            {
                double[] v = [.. line.Split(',').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
                double horizon = PointHorizon.Angle(SurfaceForms.Wall(v[0], v[1], v[2], v[3], cellSize: 0.1), 0, 0, 0, v[4], device);
                Assert.True(Math.Abs(horizon - v[5]) <= 0.5, $"azimuth {v[4]} on {device.Name}: expected {v[5]}, found {horizon:0.00}");
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(90, 1, 0)]
    [InlineData(180, 0, -1)]
    [InlineData(270, -1, 0)]
    public void A_tower_is_seen_at_every_distance_to_a_twenty_fourth_of_it(double azimuth, int east, int north)
    {
        // Farther than 24 cells a block is met in its middle. Of two cells, at 25 or more, that lies half a cell from the tower; of four, at 47 or more, 1.5 cells; and so on.
        const int n = 1203, middle = n / 2;
        using HostDevice host = new(1);
        for (int cells = 1; cells <= middle; cells += 1 + cells / 23)
        {
            Raster field = new(new Grid(n, n, 2, 0, 0), new float[n * n]);
            field.Values[(middle + north * cells) * n + middle + east * cells] = 50;
            using Lookouts lookouts = new([new Place(field.Grid.X(middle), field.Grid.Y(middle), 0, 10)], host);
            using Vista vista = new(field, lookouts);
            vista.Look(azimuth);
            Sight found = lookouts.Read()[0];
            double distance = field.Grid.CellSize * cells;
            if (cells <= Vista.Near) Assert.Equal(50 / (distance - 1), found.Lower, tolerance: 1e-5 * found.Lower);        // its near edge
            else Assert.InRange(found.Lower, 50 / distance / (1 + 1.0 / 24), 50 / distance / (1 - 1.0 / 24));
            Assert.Equal(0.8 * found.Lower, found.Upper, tolerance: 1e-5 * found.Lower);
            Assert.Equal(50 / found.Lower, found.Distance, tolerance: 1e-5 * distance);
            Assert.Equal(found.Distance, found.UpperDistance);
            vista.LookUp(azimuth);
            Assert.Equal(found.Lower, lookouts.Read()[0].Lower, tolerance: 1e-6 * found.Lower);
        }
    }

    [Fact]
    public void Every_device_sees_the_same_horizons()
    {
        Territory town = TownGenerator.Generate(2000, 5);
        BuildingShapes shapes = BuildingShapes.Of(town);
        SurfaceModel surface = SurfaceModel.Build(town);
        Grid coarse = new(surface.Grid.Rows / 25 + 1, surface.Grid.Columns / 25 + 1, 25 * surface.Grid.CellSize, surface.Grid.West, surface.Grid.South);
        (string Where, float[] Values)? first = null;
        foreach (Device device in CardTests.HostsAndCards())
        {
            using Device owned = device;
            HorizonTables tables = HorizonTables.Scan(town, shapes, surface, device);
            float[] all = [.. tables.Solid.SelectMany(row => row), .. tables.SolidView, .. tables.Trees.SelectMany(row => row), .. tables.TreesView, .. SkyView.OfOpenGround(surface, coarse, 36, device)];
            first ??= (device.Name, all);
            EveryKernelTests.AssertSameBits(first.Value.Values, all, $"horizons of {first.Value.Where} on {device.Name}");
        }
    }

    [Fact]
    public void More_directions_and_finer_cells_come_closer_to_the_truth()
    {
        // A deep street for the directions, an oblong court for the cells.
        double[] byDirections = [.. new[] { 4, 12, 36 }.Select(n => Math.Abs(AtOrigin(SurfaceForms.Canyon(20, 60, 10, 1200, 0.5), n) - 0.164398987))];
        double[] bySize = [.. new[] { 4.0, 1.0, 0.25 }.Select(c => CourtyardError(c))];

        Assert.True(byDirections[0] > 4 * byDirections[1] && byDirections[1] > byDirections[2], string.Join(' ', byDirections));
        Assert.True(bySize[0] > bySize[1] && bySize[1] > bySize[2], string.Join(' ', bySize));
    }

    private static double CourtyardError(double cell) => Math.Abs(AtOrigin(SurfaceForms.Basin(18, 14, cell), 90) - 18.0 * 18 / (18 * 18 + 14 * 14));

    [Fact]
    public void A_level_field_and_a_plain_roof_see_the_whole_sky()
    {
        Raster field = new(Grid.Square(40, 2), new float[1600]);
        Assert.All(SkyView.Of(field, 36).Values, view => Assert.Equal(1, view, 1e-6));
        Assert.All(Shadow.Of(field, 123, 1).Values, lit => Assert.Equal(1, lit));
        Assert.All(Shadow.Of(field, 123, -1).Values, lit => Assert.Equal(0, lit));
    }

    [Fact]
    public void A_hole_in_the_data_hides_nothing_and_stays_a_hole()
    {
        Raster field = new(Grid.Square(40, 2), new float[1600]);
        field.Values[820] = float.NaN;
        float[] view = SkyView.Of(field, 36).Values, lit = Shadow.Of(field, 123, 20).Values;

        Assert.Equal([820], Enumerable.Range(0, 1600).Where(n => float.IsNaN(view[n]) && float.IsNaN(lit[n])));
        Assert.All(view.Where(v => !float.IsNaN(v)), v => Assert.Equal(1, v, 1e-6));
    }

    [Fact]
    public void A_slope_is_not_taken_for_stairs()
    {
        // 30° up towards the north: the sky is hidden below the slope on one side, a closed form of the tilted horizon.
        const int n = 121;
        float rise = (float)Math.Tan(Math.PI / 6);
        Raster slope = new(Grid.Square(n, 1), [.. Enumerable.Range(0, n * n).Select(cell => cell / n * rise)]);
        double expected = Enumerable.Range(0, 3600).Average(k => 1 / (1 + Math.Pow(Math.Max(0, rise * Math.Cos(k * Math.PI / 1800)), 2)));

        Assert.Equal(expected, SkyView.Of(slope, 72)[n / 2, n / 2], 0.001);
    }

    [Fact]
    public void The_sky_over_Gothenburg_agrees_with_two_others()
    {
        Raster city = Gothenburg("dsm_1m");
        Raster view = SkyView.Of(city);
        AssertClose(view, Gothenburg("svf_umep153"), 0);
        AssertClose(view, Gothenburg("svf_horizon180_rows100-299_cols100-299"), 100);

        static void AssertClose(Raster found, Raster expected, int offset)
        {
            double[] errors = [.. Enumerable.Range(0, 40000).Select(n => (double)found[100 + n % 200, 100 + n / 200]
                - expected[100 + n % 200 - offset, 100 + n / 200 - offset])];
            Assert.InRange(errors.Average(), -0.01, 0.01);
            Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0, 0.02);
        }
    }

    [Theory]
    [InlineData("morning", 90, 30)]
    [InlineData("noon", 180, 60)]
    [InlineData("afternoon", 270, 45)]
    public void The_shadows_of_Gothenburg_agree_with_UMEP(string time, double azimuth, double elevation)
    {
        Raster lit = Shadow.Of(Gothenburg("dsm_1m"), azimuth, elevation, walls: false);
        Raster expected = Gothenburg($"shadow_umep_{time}_az{azimuth}_alt{elevation}");
        int same = Enumerable.Range(0, 280 * 280).Count(n => lit[60 + n % 280, 60 + n / 280] == expected[60 + n % 280, 60 + n / 280]);

        Assert.InRange(same / (280.0 * 280), 0.999, 1);
        Assert.Equal(expected.Values.Average(), lit.Values.Average(), 0.001);
    }

    private static Raster Gothenburg(string name) => AsciiGrid.Read(SharedData.Reference($"urban_raster/gothenburg_{name}.asc.gz"));
}
