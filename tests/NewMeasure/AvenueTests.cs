using System.ComponentModel;
using System.Text.Json.Nodes;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;
using TerritoryTwin.Tests.Measures;
using TerritoryTwin.Tests.Scenarios;

namespace TerritoryTwin.Tests.NewMeasure;

/// <summary>A tree that streets may be planted with.</summary>
/// <param name="Name">As scenarios write it.</param> <param name="Height">[m].</param> <param name="CostPerLength">Of a row [€/m].</param>
internal sealed record Tree(string Name, double Height, double CostPerLength) : INamed
{
    public static IReadOnlyList<Tree> All { get; } = [new("black_poplar", 25, 40), new("field_maple", 8, 60)];
}

/// <summary>Plants rows of trees along streets: a measure that nothing in the engine, the files, the command line or the viewer has heard of, and that is not done to buildings.</summary>
internal sealed record Avenue : Measure
{
    public static MeasureKind Kind { get; } = new("avenue", "Plants rows of trees along streets.", typeof(Avenue)) { Fresh = new Dictionary<string, string> { ["tree"] = "field_maple" } };

    [Description("Which tree."), Among(typeof(Tree), nameof(Tree.All))]
    public required Tree Tree { get; init; }

    [Description("Of the streets, by number."), Unit(Dimension.Share), Between("0 %", "100 %"), Slider("streets planted", "0 %", "100 %")]
    public double Share { get; init; } = 1;

    [Description("Width of a row."), Unit(Dimension.Length), Between("1 m", "12 m"), Slider("width of avenues", "2 m", "10 m")]
    public double Width { get; init; } = 4;

    public override string Name => $"avenues of {Tree.Name}";
    public override string Unit => "m";
    public override string Elements => "streets";
    public override string Works => "avenues";
    public override string Wanted => "is long enough for a row of trees";
    public override string Lots => "avenue";
    public override double ShareOfElements => Share;
    public override double ShareOfRoom => Share;
    public override string Told(double elements, double amount) => $"{amount:0} m of trees";
    public override int Count(Survey survey) => survey.Now.Roads.Count;
    public override IEnumerable<int> Selected(Survey survey) => Enumerable.Range(0, survey.Now.Roads.Count);
    public override bool Suits(int element, Survey survey) => Length(survey.Now.Roads[element]) > 20;

    public override Offer? OfferTo(int element, Survey now) =>
        Length(now.Now.Roads[element]) is var length && now.Now.Vegetation.All(z => z.Id != IdOf(element, now)) ? new(element, length * Tree.CostPerLength, length) : null;

    public override Territory After(Survey now, IReadOnlyList<Offer> taken) => now.Now with
    {
        Vegetation = [.. now.Now.Vegetation, .. taken.SelectMany(o => Rows(now.Now.Roads[o.Element], IdOf(o.Element, now)))],
    };

    private static string IdOf(int element, Survey survey) => $"avenue {survey.Now.Roads[element].Id}";

    private static double Length(Road road) => Enumerable.Range(1, road.X.Length - 1).Sum(p => Math.Sqrt(Math.Pow(road.X[p] - road.X[p - 1], 2) + Math.Pow(road.Y[p] - road.Y[p - 1], 2)));

    private IEnumerable<Zone> Rows(Road road, string id)
    {
        for (int p = 1; p < road.X.Length; p++)
        {
            double east = road.X[p] - road.X[p - 1], north = road.Y[p] - road.Y[p - 1], length = Math.Max(1e-9, Math.Sqrt(east * east + north * north));
            double aside = Width / length, x = -north * aside, y = east * aside;
            Ring ring = new([road.X[p - 1], road.X[p], road.X[p] + x, road.X[p - 1] + x], [road.Y[p - 1], road.Y[p], road.Y[p] + y, road.Y[p - 1] + y]);
            yield return new Zone(id, new Polygon(ring, []), "avenue", Tree.Height, "");
        }
    }
}

/// <summary>A measure is one record: what the plan, the files, the stage and the results do with one that they do not know.</summary>
public sealed class AvenueTests : IDisposable
{
    private const string Planted = ScenarioFolder.Baseline + "measures:\n  - avenue: { tree: black_poplar, share: 60 %, years: 2030-2040, budget: 200 k€ }\n";
    private readonly ScenarioFolder _folder = new();
    private readonly IDisposable _declared = Simulation.With(new ProcessKind("streets") { Measures = [Avenue.Kind] });

    public void Dispose()
    {
        _declared.Dispose();
        _folder.Dispose();
    }

    private Scenario Read(string text) => _folder.Write("scenario.yaml", text.Replace("inhabitants: 8000", "inhabitants: 2000", StringComparison.Ordinal)).Read();

    [Fact]
    public void It_is_read_with_its_units_defaults_and_names()
    {
        Scenario scenario = Read(Planted);
        Assert.Equal(new Avenue { Tree = Tree.All[0], Share = 0.6, Years = new(2030, 2040), Budget = 200_000 }, Assert.Single(scenario.Measures));
        Assert.Contains("measures[0].avenue.width: 4 m", scenario.Defaults);
        Assert.Contains("measures[0].avenue.tree = \"black_poplar\"\nmeasures[0].avenue.share = 0.6\nmeasures[0].avenue.width = 4\nmeasures[0].avenue.years = 2030-2040\nmeasures[0].avenue.budget = 200000\n", scenario.Canonical);
        Assert.Equal(new Years(2026, 2050), Read(ScenarioFolder.Baseline + "measures: [{ avenue: { tree: field-maple } }]\n").Measures[0].Years);
    }

    [Theory]
    [InlineData("avenue: { tree: black_popla }", "scenario.yaml(6,21): `measures[0].avenue.tree` wants one of black_poplar, field_maple; found `black_popla`; did you mean `black_poplar`?")]
    [InlineData("avenue: { share: 10 % }", "scenario.yaml(6,13): `measures[0].avenue` lacks `tree`: Which tree.")]
    [InlineData("avenue: { tree: field_maple, width: 20 m }", "scenario.yaml(6,41): `measures[0].avenue.width` wants a length such as `12 m`; `20 m` is more than 12 m.")]
    [InlineData("avenue: { tree: field_maple, years: 2040-2060 }", "scenario.yaml(6,41): `measures[0].avenue.years` leaves the years of the scenario, 2026-2050.")]
    [InlineData("avenu: { tree: field_maple }", "scenario.yaml(6,5): `avenu` is not a key of `measures[0]`. Did you mean `avenue`?")]
    public void Its_faults_are_told_with_place_and_remedy(string entry, string fault)
    {
        _folder.Write("scenario.yaml", ScenarioFolder.Baseline + $"measures:\n  - {entry}\n");
        Assert.Contains(_folder.Faults(), f => f.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Where_it_is_not_declared_nobody_knows_it()
    {
        _declared.Dispose();
        _folder.Write("scenario.yaml", Planted);
        Assert.Contains(_folder.Faults(), f => f.StartsWith("scenario.yaml(6,5): `avenue` is not a key of `measures[0]`. Known: `battery`, `bus_line`, `car_sharing`, `close_streets`, `cool_roofs`, `cooling`, `cycle_tracks`, `electric_cars`, `green_roofs`, `heating`, `limit_cooling`, `parking_price`, `plant_trees`, `renovate`, `services_closer`, `set_back`, `shade`, `solar`, `speed_limit`, `telework`, `unseal`, `water`.", StringComparison.Ordinal));
    }

    [Fact]
    public void Schema_and_documentation_have_it()
    {
        JsonNode entry = JsonNode.Parse(ScenarioSchema.Text())!["properties"]!["measures"]!["items"]!["properties"]!["avenue"]!;
        Assert.Equal("Plants rows of trees along streets.", (string?)entry["description"]);
        Assert.Equal(["tree", "share", "width", "years", "budget"], entry["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(["black_poplar", "field_maple"], entry["properties"]!["tree"]!["enum"]!.AsArray().Select(w => (string?)w));
        Assert.Contains("| `measures[].avenue.tree` | `black_poplar`, `field_maple` | must be given | Which tree. |", ScenarioDocumentation.Keys(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_says_what_it_reaches_and_which_measures_together_ask_too_much()
    {
        Read(Planted);
        CheckReport report = Check();
        Assert.Empty(report.Faults);
        Assert.Matches(@"^avenues of black_poplar: \d+ of \d+ streets selected, \d+ m of trees, 2030-2040, [\d.\u202F]+ M?€ until 2050$", report.Notes[0]);
        Read(Planted + "  - avenue: { tree: field_maple, share: 50 % }\n");
        Assert.Matches(@"with the measures before it, avenues exceed 100 % of \d+ streets", Assert.Single(Check().Faults));
        Read(Planted.Replace("200 k€", "10 €", StringComparison.Ordinal) + "budget: 100 €\n");
        Assert.Contains("the budget pays for none of the works; the cheapest costs ", Assert.Single(Check().Warnings));

        CheckReport Check() => ScenarioCheck.Check(_folder.PathOf("scenario.yaml"), ScenarioTerritory.Load);
    }

    [Fact]
    public void A_scenario_that_lacks_it_offers_its_sliders_and_begins_with_its_fresh_entry()
    {
        Read(ScenarioFolder.Baseline);
        ScenarioVariant variant = ScenarioVariant.Of(_folder.PathOf("scenario.yaml"));
        Adjustable share = variant.Adjustable.Single(a => a.Label == "streets planted"), width = variant.Adjustable.Single(a => a.Label == "width of avenues");
        Assert.Equal(("measures[2].avenue.share", 0, 2), (share.Parameter, share.Value, width.Value));
        variant.Move(width.Parameter, 6);
        variant.Move(share.Parameter, 0.3);
        Assert.Equal(new Avenue { Tree = Tree.All[1], Share = 0.3, Width = 6, Years = new(2026, 2050) }, Assert.Single(variant.ToScenario().Measures));
        variant.Save(_folder.PathOf("saved.yaml"), "Saved");
        Assert.Equal(variant.ToScenario().Measures, _folder.Read("saved.yaml").Measures);
    }

    [Fact]
    public void Within_its_budget_trees_are_planted_and_roofs_beside_them_lose_sun()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        Scenario scenario = Read(Planted);
        using Stage stage = Stage.Set(scenario, new LastTerritory(), device, cache: null, new Stopwatches());
        MeasurePlan plan = ScenarioRunner.Plan(scenario, stage);
        Assert.InRange(plan.Invested(2050), 150_000, 200_000);
        Assert.Same(stage.Territory, plan.After(2029));
        Assert.Equal(stage.Territory.Vegetation.Count + plan.Works.Sum(w => stage.Territory.Roads[w.Element].X.Length - 1), plan.After(2050).Vegetation.Count);
        Assert.Same(stage.Territory.Buildings, plan.After(2050).Buildings);

        Stage planted = stage.With(plan.After(2050));
        Assert.Same(stage.Horizons, stage.With(stage.Territory.WithWorks(RenovationCatalogue.Deep, _ => true)).Horizons);
        Assert.NotSame(stage.Horizons, planted.Horizons);
        Assert.Same(planted.Horizons, stage.With(plan.After(2045)).Horizons);
        Assert.Equal(stage.TerritorySha256, planted.TerritorySha256);
        double[] before = Irradiation(stage), after = Irradiation(planted);
        Assert.True(after.Sum() < 0.9999 * before.Sum(), $"{after.Sum()} of {before.Sum()}");
        // A roof takes what stands lower than its own roughness for its own plane: a tree close by may stand before what was told apart.
        Assert.All(after.Zip(before), v => Assert.True(v.First <= v.Second * 1.01));

        static double[] Irradiation(Stage stage)
        {
            using Simulation simulation = new(stage.SetupOf(2050));
            simulation.WarmUp();
            for (int hour = 0; hour < 10 * 24; hour++) simulation.Step();
            return simulation.Sun.IrradiationOfRoof();
        }
    }

    [Fact]
    public void A_run_simulates_the_territory_after_it_and_tells_what_it_came_to()
    {
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device) { Cache = new DerivedCache(_folder.PathOf("cache")) };
        Scenario scenario = Read(Planted + "simulate: [2029, 2050]\n");
        RunRecord record = runner.Run(scenario, _folder.PathOf("results"), static (_, _) => { }, CancellationToken.None);
        MeasureRecord told = Assert.Single(record.Measures);
        Assert.Equal(("avenues of black_poplar", "m", runner.Stage!.Territory.Roads.Count), (told.Name, told.Unit, told.Selected));
        Assert.InRange(told.Amount, 200_000 * 0.75 / 40, 200_000.0 / 40);
        Assert.Equal(2, runner.Cache.Entries().Count(e => e.Name.StartsWith("horizons", StringComparison.Ordinal)));
        Assert.NotEqual(record.Indicators.Single(i => i.Name == "heating_need" && i.Year == 2029).Value, record.Indicators.Single(i => i.Name == "heating_need" && i.Year == 2050).Value);
    }
}
