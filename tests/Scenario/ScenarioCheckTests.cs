using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;
using TerritoryTwin.Tests.Measures;

namespace TerritoryTwin.Tests.Scenarios;

public class ScenarioCheckTests
{
    private static Territory Village(params Building[] buildings) => new()
    {
        Name = "Village", Epsg = 2154, Latitude = 46, Longitude = 2, Terrain = new(new Grid(4, 4, 100, -100, -100), new float[16]), Buildings = buildings,
    };

    private static CheckReport Check(string added, params Building[] buildings)
    {
        using ScenarioFolder folder = new();
        folder.Write("scenario.yaml", ScenarioFolder.Baseline + added);
        return ScenarioCheck.Check(folder.PathOf("scenario.yaml"), _ => Village(buildings));
    }

    private static readonly Building House = Houses.Named("house"), Barn = Houses.Named("barn", heatedArea: 0, use: BuildingUse.Agriculture);

    [Fact]
    public void A_sound_scenario_is_told_what_it_reaches_and_costs()
    {
        CheckReport report = Check("measures:\n  - renovate: { to: bbc_renovation, share: 50 % .. 70 % }\n", House, House, Barn);
        Assert.Empty(report.Faults);
        Assert.NotNull(report.Scenario);
        Assert.Equal(
            ["renovate to bbc_renovation: 2 of 3 buildings selected, 1 to be renovated, 2026-2050, 36\u202F893 € until 2050",
             "measures[0].renovate.share: 50 % .. 70 % is a range; a run takes its middle, 60 %"], report.Notes);
        Assert.True(report.Estimate!.Value.Seconds > RunEstimate.StartSeconds / 2);
    }

    [Fact]
    public void A_selection_by_what_is_guessed_of_most_buildings_says_so_but_not_of_an_invented_town()
    {
        const string measure = "measures:\n  - renovate: { where: built < 2000 and use = dwelling, to: bbc_renovation }\n";
        Building guessed = House with { Built = Known<int>.Guessed(1960, 0.1f) }, told = House with { Built = Known<int>.Measured(1960) };
        Assert.Contains("(6,24): selects by `built`, which is a guess for 2 of the 3 buildings selected", Assert.Single(Warnings(guessed, guessed, told)), StringComparison.Ordinal);
        Assert.Empty(Warnings(guessed, told, told));
        Assert.DoesNotContain(Check(measure, guessed, guessed, told).Warnings, static w => w.Contains("is a guess", StringComparison.Ordinal));

        static string[] Warnings(params Building[] buildings)
        {
            using ScenarioFolder folder = new();
            Directory.CreateDirectory(folder.PathOf("town"));
            folder.Write("scenario.yaml", ScenarioFolder.Baseline.Replace("{ generate: { inhabitants: 8000, seed: 12 } }", "town", StringComparison.Ordinal) + measure);
            return [.. ScenarioCheck.Check(folder.PathOf("scenario.yaml"), _ => Village(buildings)).Warnings.Where(static w => w.Contains("is a guess", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public void A_selection_that_matches_nothing_is_a_warning()
    {
        CheckReport report = Check("measures:\n  - renovate: { where: built > 2000, to: bbc_renovation }\n", House);
        Assert.Empty(report.Faults);
        Assert.Contains("(6,24): selects none of the 1 buildings", Assert.Single(report.Warnings));
    }

    [Fact]
    public void A_name_that_no_building_has_is_told_though_others_of_its_list_select()
    {
        Building house = House with { Id = "BATIMENT_12", District = "Centre" };
        Assert.Contains("(6,24): no building has the id `BATIMENT_21`, `b9`: 2 of the 3 that are asked for. Did you mean `BATIMENT_12`?",
            Assert.Single(Check("measures:\n  - renovate: { where: 'id in (BATIMENT_12, BATIMENT_21, b9)', to: bbc_renovation }\n", house).Warnings), StringComparison.Ordinal);
        Assert.Contains("no building has the district `Center`", Assert.Single(Check("measures:\n  - renovate: { where: district not in (Center), to: bbc_renovation }\n", house).Warnings), StringComparison.Ordinal);
        Assert.Empty(Check("measures:\n  - renovate: { where: 'id = BATIMENT_12 and district = Centre', to: bbc_renovation }\n", house).Warnings);
    }

    [Fact]
    public void Works_on_buildings_that_cannot_have_them_are_refused() =>
        Assert.Contains("none of the 1 buildings selected is heated", Assert.Single(Check("measures:\n  - renovate: { where: use = agriculture, to: bbc_renovation }\n", House, Barn).Faults));

    [Fact]
    public void Measures_that_together_exceed_a_building_are_refused()
    {
        const string two = "measures:\n  - cool_roofs: { share: 60 % }\n  - green_roofs: { share: 50 %, where: built < 1975 }\n";
        Building flat = House with { RoofPitch = Known<double>.Measured(0) };
        Assert.Contains("roof covers exceed 100 % of 2 buildings", Assert.Single(Check(two, flat, flat).Faults));
        Assert.Empty(Check(two.Replace("60 %", "50 %"), flat, flat).Faults);
    }

    [Fact]
    public void Renovations_that_meet_in_a_building_are_not_since_a_later_one_does_what_is_left() =>
        Assert.Empty(Check("measures:\n  - renovate: { to: wall_insulation }\n  - renovate: { to: bbc_renovation }\n", House, House).Faults);

    [Fact]
    public void A_renovation_of_what_is_up_to_standard_is_refused() =>
        Assert.Contains("none of the 1 buildings selected is heated and falls short of it, so there is nothing to renovate", Assert.Single(Check("measures:\n  - renovate: { to: bbc_renovation }\n", Houses.Named("new", built: 2010)).Faults));

    [Fact]
    public void A_budget_below_one_building_is_a_warning() =>
        Assert.Contains("the cheapest costs 36893 €", Assert.Single(Check("budget: 30 k€\nmeasures:\n  - renovate: { to: bbc_renovation }\n", House).Warnings));

    [Fact]
    public void Asking_for_income_where_no_household_is_known_is_a_warning() =>
        Assert.Contains(Check("measures:\n  - renovate: { to: bbc_renovation, where: income < 20 k€/year }\n", House).Warnings, w => w.Contains("`income` is unknown for every building", StringComparison.Ordinal));

    [Fact]
    public void Faults_of_the_territory_stand_beside_those_of_the_scenario()
    {
        using ScenarioFolder folder = new();
        folder.Write("scenario.yaml", ScenarioFolder.Baseline + "bugdet: 3 M€\n");
        CheckReport report = ScenarioCheck.Check(folder.PathOf("scenario.yaml"), _ => throw new InputException(["terrain.tif: a", "territory.gpkg: b"]));
        Assert.Null(report.Scenario);
        Assert.Equal(3, report.Faults.Count);
    }

    [Theory]
    [InlineData("demo/baseline.yaml")]
    [InlineData("demo/renovation.yaml")]
    [InlineData("demo/solar.yaml")]
    [InlineData("demo/both.yaml")]
    [InlineData("insulate-before-solar/baseline.yaml")]
    [InlineData("insulate-before-solar/insulate.yaml")]
    [InlineData("insulate-before-solar/solar.yaml")]
    [InlineData("insulate-before-solar/insulate-first.yaml")]
    [InlineData("insulate-before-solar/solar-first.yaml")]
    [InlineData("mobility/baseline.yaml")]
    [InlineData("mobility/telework.yaml")]
    [InlineData("mobility/parking.yaml")]
    [InlineData("mobility/cycling.yaml")]
    [InlineData("mobility/slow-town.yaml")]
    [InlineData("mobility/bus-lines.yaml")]
    [InlineData("mobility/services-closer.yaml")]
    [InlineData("mobility/car-sharing.yaml")]
    [InlineData("mobility/electric-evening.yaml")]
    [InlineData("mobility/electric-midday.yaml")]
    [InlineData("mobility/stress.yaml")]
    [InlineData("mobility/together.yaml")]
    public void The_bundled_scenarios_have_no_fault(string path)
    {
        CheckReport report = ScenarioCheck.Check(Path.Combine(SharedData.Repository, "scenarios", path), _ => Town.Value);
        Assert.Empty(report.Faults);
        Assert.Empty(report.Warnings);
    }

    private static readonly Lazy<Territory> Town = new(() => ScenarioTerritory.Load(new TerritoryChoice(null, 8000, 12)));

    [Theory]
    [InlineData("baseline")]
    [InlineData("renovation")]
    [InlineData("solar")]
    [InlineData("both")]
    public void The_scenarios_of_Olemps_ask_for_its_import_and_for_nothing_else(string name)
    {
        string folder = Path.Combine(SharedData.Repository, "scenarios", "olemps");
        CheckReport report = ScenarioCheck.Check(Path.Combine(folder, $"{name}.yaml"), _ => Town.Value);
        if (Directory.Exists(Path.Combine(folder, "olemps"))) Assert.Empty(report.Faults);
        else Assert.Contains("Import one there", Assert.Single(report.Faults));
    }
}
