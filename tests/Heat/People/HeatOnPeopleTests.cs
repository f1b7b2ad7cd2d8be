using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Heat.Streets;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Heat.People;

public sealed class HeatOnPeopleTests(ITestOutputHelper output)
{
    private static readonly WeatherYear Weather = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), 3);

    [Fact]
    public void A_year_of_a_town_says_of_each_group_what_its_buildings_say()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        using Hot hot = new(town);
        hot.Go(24 * 240);
        YearTables year = hot.Simulation.Year();
        Assert.Equal(ResultCatalogue.Buildings.Columns.Where(c => c.Name != "aid" && Simulation.Declared.ProcessOf[c.Name] is not ("mobility" or "air")).Select(c => c.Quantity), year.Buildings.Columns.Select(c => c.Quantity));
        Assert.Equal(ResultCatalogue.Tables.Single(t => t.Name == "people").Columns.Select(c => c.Quantity), year.Find("people")!.Columns.Select(c => c.Quantity));

        double[] strong = year.Buildings.Numbers("hours_above_utci_32"), old = year.Buildings.Numbers("share_from_65"), near = year.Buildings.Numbers("near_cool_refuge"), way = year.Buildings.Numbers("refuge_distance");
        double[] people = [.. town.Buildings.Select(b => b.Inhabitants.Value)];
        double seniors = people.Zip(old, static (p, o) => p > 0 ? p * o : 0).Sum(), hours = Enumerable.Range(0, people.Length).Sum(b => people[b] > 0 ? people[b] * old[b] * strong[b] : 0);
        Dictionary<string, double> told = hot.Simulation.Indicators(year).ToDictionary(i => i.Quantity.Name, i => i.Value);
        Assert.True(hours / seniors > 10, "summer must have its hot hours");
        Assert.Equal(hours / seniors, told["strong_heat_stress_from_65"], 1e-9);
        Table groups = year.Find("people")!;
        Assert.Equal(["all", "under_18", "from_18_to_64", "from_65", "poorest_third", "middle_third", "richest_third"], groups.Texts("group"));
        double[] counted = groups.Numbers("people");
        Assert.Equal(2000, counted[0], 1e-6);
        Assert.Equal(2000, counted[1..4].Sum(), 1e-6);
        Assert.All(counted[4..], c => Assert.Equal(2000 / 3.0, c, 1e-6));
        Assert.Equal(town.Population.Sum(s => s.Ages!.Value.From65), counted[3], 1e-6);
        Assert.Equal(told["strong_heat_stress_poorest_third"], groups.Numbers("hours_above_utci_32")[4]);
        for (int g = 0; g < counted.Length; g++)
            Assert.True(groups.Numbers("hours_above_utci_32_p10")[g] <= groups.Numbers("hours_above_utci_32_p50")[g] && groups.Numbers("hours_above_utci_32_p50")[g] < groups.Numbers("hours_above_utci_32_p90")[g]);

        Assert.Equal(people.Where((_, b) => near[b] == 1).Sum() / 2000, told["near_cool_refuge"], 1e-9);
        Assert.InRange(told["near_cool_refuge"], 0.02, 0.98);
        Assert.All(Enumerable.Range(0, people.Length), b => Assert.Equal(way[b] <= 400 ? 1 : 0, near[b]));
        output.WriteLine(string.Join('\n', told.Where(t => t.Key.Contains("refuge", StringComparison.Ordinal) || t.Key.StartsWith("strong", StringComparison.Ordinal)).Select(t => $"{t.Key} {t.Value:0.###}")));

        Table squares = year.Find("squares")!;
        Assert.Equal(town.Population.Select(s => s.Id), squares.Texts("square"));
        Assert.Equal(town.Population.Select(s => s.Persons), squares.Numbers("people"));
        Assert.Equal(told["strong_heat_stress"], squares.Numbers("hours_above_utci_32").Zip(squares.Numbers("people"), static (h, p) => h * p).Sum() / 2000, 1e-9);
    }

    [Fact]
    public void Each_vulnerability_is_told_by_its_terms_and_lies_where_people_live()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        using Hot hot = new(town);
        hot.Go(24 * 220);
        Table buildings = hot.Simulation.Year().Buildings;
        double[] together = buildings.Numbers("heat_vulnerability");
        double[][] terms = [.. new[] { "heat_exposure", "heat_sensitivity", "no_way_out" }.Select(buildings.Numbers)];
        double[] people = [.. town.Buildings.Select(b => b.Inhabitants.Value)];
        for (int b = 0; b < together.Length; b++)
        {
            Assert.Equal(people[b] > 0, double.IsFinite(together[b]));
            if (people[b] > 0) Assert.Equal(terms[0][b] * terms[1][b] * terms[2][b], Math.Pow(together[b], 3), 1e-12);
        }
        Assert.All(terms, t => Assert.Equal(0.5, t.Zip(people, static (v, p) => p > 0 ? v * p : 0).Sum() / people.Sum(), 1e-9));
        int worst = Enumerable.Range(0, together.Length).Where(b => people[b] > 0).MaxBy(b => together[b]), best = Enumerable.Range(0, together.Length).Where(b => people[b] > 0).MinBy(b => together[b]);
        Assert.True(buildings.Numbers("refuge_distance")[worst] > buildings.Numbers("refuge_distance")[best]);
    }

    [Fact]
    public void Without_ages_nothing_is_said_by_age_and_a_note_says_so()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        using Hot hot = new(town with { Population = [.. town.Population.Select(s => s with { Ages = null })] });
        hot.Go(24 * 2);
        YearTables year = hot.Simulation.Year();
        Dictionary<string, double> told = hot.Simulation.Indicators(year).ToDictionary(i => i.Quantity.Name, i => i.Value);
        Assert.Equal(double.NaN, told["strong_heat_stress_from_65"]);
        Assert.Equal(double.NaN, told["near_cool_refuge_under_18"]);
        Assert.Equal(0, told["strong_heat_stress_poorest_third"]);              // winter
        Assert.All(year.Buildings.Numbers("heat_vulnerability"), v => Assert.Equal(double.NaN, v));
        Assert.All(year.Buildings.Numbers("near_cool_refuge"), v => Assert.Equal(double.NaN, v));      // before the hottest afternoons
        Assert.Contains(Notes(hot), n => n.StartsWith("heat on people: ages are known of 0.0% of the inhabitants", StringComparison.Ordinal));
        Assert.DoesNotContain(Notes(hot), n => n.StartsWith("heat on people: incomes", StringComparison.Ordinal));

        static IEnumerable<string> Notes(Hot hot) => hot.Simulation.Processes.SelectMany(p => p.Notes);
    }

    [Fact]
    public void Hot_afternoons_are_the_mean_of_what_streets_felt_in_those_hours()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        using Hot hot = new(town);
        bool[] afternoons = HotAfternoons.Of(Weather);
        int last = Array.LastIndexOf(afternoons, true) + 1;
        double[] sum = new double[hot.Simulation.Heat!.Cells.Grid.Count];
        for (int hour = 0; hour < last; hour++)
        {
            hot.Simulation.Step();
            if (!afternoons[hour]) continue;
            float[] felt = hot.Simulation.Heat.Index.ToArray();
            for (int n = 0; n < sum.Length; n++) sum[n] += felt[n] / 40.0;
        }
        CoolRefuges refuges = CoolRefuges.Of(hot.Simulation.Heat.Cells, sum);
        double[] told = hot.Simulation.Year().Buildings.Numbers("refuge_distance");
        output.WriteLine($"{refuges.Number} refuges, {refuges.OpenStreet:0.0} °C on the open street, {sum.Min():0.0} to {sum.Max():0.0} °C");
        Assert.Equal(40, afternoons.Count(h => h));
        for (int b = 0; b < told.Length; b++)
        {
            (double x, double y) = town.Buildings[b].Footprint.Outer.Middle;
            Assert.Equal(refuges.WayFrom(x, y), told[b], 1e-6);
        }
    }

    [Theory]
    [InlineData("{ table: people }", "the table `people`")]
    [InlineData("{ table: squares, fields: [people] }", "the table `squares`")]
    [InlineData("{ map: m.png, fields: [heat_vulnerability] }", "`heat_vulnerability`")]
    public void What_people_bear_is_refused_where_streets_are_off(string entry, string what)
    {
        string folder = Directory.CreateTempSubdirectory("twin-people-").FullName, path = Path.Combine(folder, "scenario.yaml");
        File.WriteAllText(path, $"name: Off\nterritory: {{ generate: {{ inhabitants: 2000, seed: 12 }} }}\nweather: {{ zone: H2b, seed: 3 }}\nyears: 2026-2026\noutputs: [{entry}]\n");
        IReadOnlyList<string> faults = ScenarioCheck.Check(path, ScenarioTerritory.Load).Faults;
        Directory.Delete(folder, recursive: true);
        Assert.Contains($"{what} is computed where the scenario asks for it: add `heat: {{ on: true }}`", faults[0], StringComparison.Ordinal);
    }

    private sealed class Hot : IDisposable
    {
        private readonly HostDevice _device = new();
        private readonly Horizons _horizons;

        public Hot(Territory town)
        {
            BuildingShapes shapes = BuildingShapes.Of(town);
            _horizons = new(HorizonTables.Scan(town, shapes, SurfaceModel.Build(town), _device), shapes, _device);
            Simulation = new(new()
            {
                Territory = town, Shapes = shapes, Horizons = _horizons, Cells = StreetHeatTests.Cells(town), Weather = [Weather], Calendar = new(2030, CalendarRules.France),
                Parameters = ParameterSet.Default.With(new HeatParameters { On = true }), Couplings = Simulation.AllOn,
            });
            Simulation.WarmUp();
        }

        public Simulation Simulation { get; }

        public void Go(int hours)
        {
            for (int hour = 0; hour < hours; hour++) Simulation.Step();
        }

        public void Dispose()
        {
            Simulation.Dispose();
            _horizons.Dispose();
            _device.Dispose();
        }
    }
}
