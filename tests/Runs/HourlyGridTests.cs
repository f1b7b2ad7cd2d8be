using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Runs;

/// <summary>Grids by the hour of a run whose other tests stop it in the middle of the period and compare the bytes.</summary>
[Collection(nameof(TinyTown))]
public sealed class HourlyGridTests(TinyTown town)
{
    private const int FirstOfJune = 24 * 151;

    [Fact]
    public void The_cells_of_an_hour_add_up_to_the_series_of_the_territory()
    {
        NetCdfField electricity = NetCdfReader.Read(town["renovated/june.nc"]).Single(f => f.Quantity.Name == "electricity");
        double[] series = ResultReader.Table(town["renovated"], town.RenovatedRecord, "series").Numbers("electricity");
        Assert.Equal((20 * 24, "W", new DateTime(2030, 6, 1)), (electricity.Times.Count, electricity.Quantity.Unit, electricity.Times[0]));
        foreach (int hour in new[] { 0, 13, 479 })
        {
            double cells = electricity.Read(hour).Values.Sum(v => (double)v);
            Assert.Equal(1000 * series[FirstOfJune + hour], cells, 1e-6 * cells);             // each building's part of a float cell is rounded to 6e-8
        }
    }

    [Fact]
    public void Temperatures_are_means_and_missing_where_nothing_is_heated()
    {
        NetCdfField air = NetCdfReader.Read(town["renovated/june.nc"]).Single(f => f.Quantity.Name == "air_temperature");
        float[] values = air.Read(100).Values;
        Assert.Contains(values, float.IsNaN);
        Assert.All(values.Where(float.IsFinite), v => Assert.InRange(v, 14, 35));
        Assert.True(values.Count(float.IsFinite) > 50);
        Assert.Equal(QuantityKind.Temperature, air.Quantity.Kind);
    }

    [Fact]
    public void A_run_does_not_go_on_from_points_that_were_cut_short()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        Scenario scenario = runner.Read(town["renovated.yaml"]);
        WeatherYear weather = WeatherGenerator.Generate(MonthlyNormals.Zone("H2b"), 1);
        string folder = Directory.CreateTempSubdirectory("twin-points-").FullName, growing = RunFolder.Growing(Path.Combine(folder, "june.csv"));
        foreach (OutputRequest grid in scenario.Outputs.Where(o => o.ByTheHour != null && o.Points == null)) File.WriteAllText(RunFolder.Growing(Path.Combine(folder, grid.ByTheHour!)), "");
        string[] lines = File.ReadAllLines(town["renovated/june.csv"]);
        File.WriteAllText(growing, string.Join('\n', lines.Take(1 + 2 * 100)) + "\n");
        Assert.True(HourlyOutputs.CanGoOn(scenario, weather, folder, FirstOfJune + 100));
        Assert.False(HourlyOutputs.CanGoOn(scenario, weather, folder, FirstOfJune + 101));
        File.WriteAllText(growing, string.Join('\n', lines) + "\n");
        Assert.True(HourlyOutputs.CanGoOn(scenario, weather, folder, Calendar.Hours));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Points_by_the_hour_have_the_values_of_their_cells_and_a_row_an_hour_and_place()
    {
        CsvTable points = Csv.Read(town["renovated/june.csv"]);
        Assert.Equal(["hour", "time", "place", "electricity", "air_temperature"], points.Columns);
        Assert.Equal(2 * 480, points.Rows.Count);
        string[] times = ResultReader.Table(town["renovated"], town.RenovatedRecord, "series").Texts("time");
        NetCdfField[] june = [.. NetCdfReader.Read(town["renovated/june.nc"])];
        foreach (int hour in new[] { 0, 13, 479 })
        {
            IReadOnlyList<string> market = points.Rows[2 * hour];
            Assert.Equal(($"{FirstOfJune + hour}", "market, old", "fields"), (market[0], market[2], points.Rows[2 * hour + 1][2]));
            Assert.Equal(times[FirstOfJune + hour], market[1]);
            foreach ((string name, int column) in new[] { ("electricity", 3), ("air_temperature", 4) })
            {
                Raster cells = june.Single(f => f.Quantity.Name == name).Read(hour);
                Assert.Equal(cells.Values[cells.Grid.PlaceOf(615780, 6601060)], float.Parse(market[column], System.Globalization.CultureInfo.InvariantCulture));
            }
            Assert.Equal("", points.Rows[2 * hour + 1][4]);                     // nothing is heated there
        }
    }

    [Fact]
    public void The_first_of_March_of_a_leap_year_is_dated_as_it_was_lived()
    {
        string folder = town.Fresh("leap"), file = Path.Combine(folder, "leap.yaml");
        File.WriteAllText(file, "name: Leap\nextends: baseline.yaml\nsimulate: [2028]\noutputs:\n  - { table: series }\n  - { grid: march.nc, fields: [electricity], every: hour, during: 02-28 .. 03-01 }\n");
        using TerritoryTwin.Compute.HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        Files.Results.RunRecord record = runner.Run(runner.Read(file), Path.Combine(folder, "out"), TinyTown.Silent, CancellationToken.None);
        IReadOnlyList<DateTime> times = Assert.Single(NetCdfReader.Read(Path.Combine(folder, "out", "march.nc"))).Times;
        Assert.Equal((48, new DateTime(2028, 2, 28, 23, 0, 0), new DateTime(2028, 3, 1)), (times.Count, times[23], times[24]));
        Assert.StartsWith("2028-03-01T00:00", ResultReader.Table(Path.Combine(folder, "out"), record, "series").Texts("time")[24 * 59], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_hours_are_gone_begins_again_and_writes_the_same_bytes()
    {
        string folder = town.Fresh("gone"), results = Path.Combine(folder, "out");
        using TerritoryTwin.Compute.HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => runner.Run(runner.Read(Path.Combine(folder, "renovated.yaml")), results, (_, done) =>
        {
            if (done > 0.72) stop.Cancel();
        }, stop.Token));
        File.Delete(Path.Combine(results + ".part", "june.nc.hours"));
        runner.Run(runner.Read(Path.Combine(folder, "renovated.yaml")), results, TinyTown.Silent, CancellationToken.None);
        Assert.Equal(TinyTown.Hashes(town["renovated"]), TinyTown.Hashes(results));
    }

    [Fact]
    public void A_check_says_how_large_the_file_will_be()
    {
        CheckReport report = ScenarioCheck.Check(town["renovated.yaml"], new LastTerritory().Load);
        double megabytes = new FileInfo(town["renovated/june.nc"]).Length / 1e6;
        string note = Assert.Single(report.Notes, n => n.StartsWith("june.nc: 480 hours of electricity, air_temperature, about", StringComparison.Ordinal));
        Assert.InRange(double.Parse(note.Split(' ')[^2]), 0.8 * megabytes, 1.2 * megabytes);
    }

    [Theory]
    [InlineData("{ grid: a.nc, every: hour }", "a grid by the hour wants `fields`, some of heating_need")]
    [InlineData("{ grid: a.nc, fields: [bill], every: hour }", "`bill` is not a field of a grid by the hour")]
    [InlineData("{ grid: a.nc, fields: [bill], during: 01-01 }", "`during` goes with `every: hour`")]
    [InlineData("{ table: series, every: hour }", "`every` goes with `grid`")]
    [InlineData("{ grid: a.nc, fields: [electricity], every: hour, during: 02-29 }", "no day of a year of 365 days")]
    [InlineData("{ grid: a.nc, fields: [electricity], every: hour, during: 07-31 .. 07-01 }", "ends before it begins")]
    [InlineData("{ table: street }", "wants one of buildings, roads, uses, people, squares, series")]
    public void What_cannot_be_written_is_refused_before_anything_is_simulated(string output, string fault)
    {
        string file = Path.Combine(town.Fresh("refused"), "asked.yaml");
        File.WriteAllText(file, $"name: Asked\nextends: baseline.yaml\noutputs:\n  - {output}\n");
        InputException e = Assert.Throws<InputException>(() => Files.Scenarios.ScenarioReader.Read(file));
        Assert.Contains(e.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }
}
