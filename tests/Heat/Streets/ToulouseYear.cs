using System.Globalization;
using System.IO.Compression;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Tests.Heat.Streets;

/// <summary>Mean energy of a cell [W/m²].</summary>
internal readonly record struct CellEnergy(double Incoming, double Sun, double Long, double Sensible, double Latent, double Indoors, double Deep)
{
    /// <summary>Net radiation.</summary>
    public double Net => Sun + Long;

    /// <summary>What stays in surfaces and air.</summary>
    public double Stored => Net - Sensible - Latent - Indoors - Deep;

    public static CellEnergy Mean(IEnumerable<CellEnergy> of)
    {
        CellEnergy[] all = [.. of];
        return new(all.Average(e => e.Incoming), all.Average(e => e.Sun), all.Average(e => e.Long), all.Average(e => e.Sensible), all.Average(e => e.Latent), all.Average(e => e.Indoors), all.Average(e => e.Deep));
    }
}

/// <summary>
/// The canyon of the centre of Toulouse through a measured year: forcing of CAPITOUL 28 m above its roofs, every half hour, on a cell with the fractions, heights and roof albedo of its namelist (roofs 0.62, walls 1.05, gardens 0.11,
/// 20 m) and our own materials of buildings before 1949.
/// </summary>
internal static class ToulouseYear
{
    private const double Period = 38.1, Roof = 0.62, Garden = 0.11, Height = 20, Indoor = 19;
    private const int WeekOfSteps = 7 * 48;

    public static IReadOnlyList<(DateTime Time, CellEnergy Energy, double Road)> Run()
    {
        using HostDevice device = new();
        (StreetCells cells, StreetFields fields) = Canyon(device);
        using StreetFields owned = fields;
        List<Field> made = [];
        Field New(Quantity quantity)
        {
            made.Add(new(cells.Grid, device, quantity));
            return made[^1];
        }
        StreetState state = new("", New, New);
        StreetWind wind = new(cells.Grid, fields.Along(), New, New, device);
        Field above = New(new("above", "degC", "")), humid = New(new("humid", "g kg-1", "")), up = New(new("up", "W m-2", "")), wet = New(new("wet", "W m-2", ""));
        Field[] sums = [.. Enumerable.Range(0, StreetSums.Count).Select(k => New(new($"sum_{k}", "Wh m-2", "")))];
        Forcing[] year = [.. Read()];
        double mean = year.Average(f => f.Air), week = year.Take(WeekOfSteps).Average(f => f.Air);
        state.Begin(_ => week, _ => mean, Indoor, StepStreets.SoilHolds);
        List<(DateTime, CellEnergy, double)> found = [];
        foreach (Forcing now in year)
        {
            week += (now.Air - week) / WeekOfSteps;
            SunPosition sun = SunPosition.At(new(now.Time, TimeSpan.Zero), 43.484, 1.3);
            double sine = Math.Max(Math.Sin(sun.Elevation * Math.PI / 180), 0), normal = sine > 0.05 ? now.Direct / sine : 0, diffuse = now.Diffuse + (sine > 0.05 ? 0 : now.Direct);
            double leaves = Canopy.Transmissivity((now.Time.DayOfYear - 1) * 24, 43.5), heat = now.Pressure / (287.05 * (273.15 + now.Air)) * 1006;
            device.Run(cells.Grid, new TakeSun(
                fields.Cells, state.Taken, state.Reflected.Now, state.Ground.Now, state.Beam.Now, (float)normal, (float)sine, (float)Math.Sqrt(1 - sine * sine), (float)diffuse, (float)leaves));
            above.Fill((float)now.Air);
            humid.Fill((float)(1000 * now.Vapour / (heat / 1006)));
            foreach (Field sum in sums) sum.Fill(0);
            device.Run(cells.Grid, new StepStreets(
                fields.Cells, fields.RoofKind, fields.WallKind, fields.Flow, state.Taken, state.Released.Now, above.Now, humid.Now, up.Now, wet.Now, wind.Views, state.Views, StreetSums.Of(k => sums[k].Now),
                new(1800, (float)now.Longwave, (float)Math.Max(0.5, now.Wind), (float)now.Pressure, (float)heat, (float)(heat / 1006 * 2450), (float)Math.Max(0.05, 1 - Math.Exp(-(now.Direct + now.Diffuse) / 150)),
                    (float)(-Math.Log(leaves) / 0.4), (float)Math.Clamp(week + 2, Indoor, 27), (float)mean, (float)(1800 * now.Rain), 0, 1)));
            double[] terms = [.. sums.Select(s => 2.0 * s.ToArray()[0])];        // of half an hour
            found.Add((now.Time, new(now.Direct + now.Diffuse, terms[0], terms[1], terms[3], terms[4], terms[5], terms[6]), state.Surfaces[2].ToArray()[0]));
        }
        foreach (Field field in made) field.Dispose();
        return found;
    }

    private static (StreetCells, StreetFields) Canyon(Device device)
    {
        const int blocks = 10;
        Polygon Strip(int k, double from, double to) => new(new([-100, 100 + blocks * Period, 100 + blocks * Period, -100], [k * Period + from * Period, k * Period + from * Period, k * Period + to * Period, k * Period + to * Period]), []);
        Territory centre = new()
        {
            Name = "Toulouse", Epsg = 2154, Latitude = 43.484, Longitude = 1.3, Terrain = new Raster(new Grid(1, 1, 1000), new float[1]),
            Buildings = [.. Enumerable.Range(0, blocks).Select(k => new Building
            {
                Id = $"{k}", Footprint = Strip(k, 0, Roof), Ground = Known<double>.Measured(0), Height = Known<double>.Measured(Height), Use = Known<BuildingUse>.Measured(BuildingUse.Dwelling),
                Built = Known<int>.Measured(1900), Floors = Known<int>.Measured(5), Dwellings = Known<int>.Measured(1), HeatedArea = Known<double>.Measured(100), Roof = Known<RoofShape>.Measured(RoofShape.Flat),
                RoofPitch = Known<double>.Measured(0), Heating = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler), HotWater = Known<HeatingSystem>.Measured(HeatingSystem.GasBoiler),
                Inhabitants = Known<double>.Measured(2), Jobs = Known<double>.Measured(0),
            })],
            Vegetation = [.. Enumerable.Range(0, blocks).Select(k => new Zone($"{k}", Strip(k, Roof, Roof + Garden), "Parc", 0, ""))],
        };
        StreetCells cells = StreetCells.Of(centre, BuildingShapes.Of(centre), new Grid(1, 1, blocks * Period));
        Assert.Equal((Roof, 1.05, Garden, 0.27), (Math.Round(cells.Roof[0], 6), Math.Round(cells.Wall[0], 3), Math.Round(cells.Grass[0], 6), Math.Round(cells.Paved[0], 6)));
        cells.RoofAlbedo[0] = 0.40;
        return (cells, new StreetFields(cells, device));
    }

    private readonly record struct Forcing(DateTime Time, double Air, double Vapour, double Pressure, double Wind, double Direct, double Diffuse, double Longwave, double Rain);

    // From 20 February 2004 on, so that surfaces have found their temperatures when March begins.
    private static IEnumerable<Forcing> Read()
    {
        using GZipStream stream = new(File.OpenRead(SharedData.Data("outdoor-heat/toulouse-capitoul/capitoul_forcing_30min.csv.gz")), CompressionMode.Decompress);
        using StreamReader reader = new(stream);
        string[] names = reader.ReadLine()!.Split(',');
        while (reader.ReadLine() is { } line)
        {
            string[] values = line.Split(',');
            double At(string name) => double.Parse(values[Array.IndexOf(names, name)], CultureInfo.InvariantCulture);
            yield return new(
                DateTime.Parse(values[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), At("air_temperature_K") - 273.15, At("humidity_QA"), At("pressure_Pa"), At("wind_speed_m_s"),
                At("direct_shortwave_horizontal_W_m2"), At("diffuse_shortwave_W_m2"), At("downward_longwave_W_m2"), At("rain_kg_m2_s"));
        }
    }
}
