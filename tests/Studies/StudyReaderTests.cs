using TerritoryTwin.Core;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Tests.Studies;

/// <summary>What a study file may say, and every fault of it.</summary>
public sealed class StudyReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-study-reader-").FullName;

    public StudyReaderTests()
    {
        File.WriteAllText(Path.Combine(_folder, "baseline.yaml"), TinyStudy.Baseline);
        File.WriteAllText(Path.Combine(_folder, "renovated.yaml"), TinyStudy.Renovated);
    }

    [Theory]
    [InlineData("{ vary: weather.shift, from: 0 K, to: 2 K }", 0, 2)]
    [InlineData("{ vary: weather.shift, from: 0 K, likely: 0.5 K, to: 2 K }", 0, 2)]
    [InlineData("{ vary: weather.shift, mean: 1 K, deviation: 0.5 K, from: 0 K }", 0, 20)]
    [InlineData("{ vary: prices.electricity, median: 0.25 €/kWh, factor: 1.3 }", 0.05, 1)]
    [InlineData("{ vary: territory.generate.seed, values: [1, 2, 3] }", 1, 3)]
    public void A_parameter_is_spread_within_its_ends(string parameter, double least, double greatest)
    {
        Study study = Read($"scenarios: [baseline.yaml]\nranges: false\nparameters: [{parameter}]\nsampling: {{ method: latin_hypercube, points: 40 }}");
        double[] values = [.. Enumerable.Range(0, study.Count).Select(k => study.NumbersOf(study[k])[0])];
        Assert.All(values, v => Assert.InRange(v, least, greatest));
        Assert.True(values.Distinct().Count() >= 3);
    }

    [Fact]
    public void Values_come_to_the_scenario_as_if_its_file_held_them()
    {
        Study study = Read("scenarios: [renovated.yaml]\nranges: false\nparameters: [{ vary: weather.shift, from: 0 K, to: 2 K }, { vary: \"measures[1].solar.where\", as: roofs, values: [\"roof_area >= 100 m2\", \"roof_area >= 50 m2\"] }, { vary: cells, values: [50 m, 100 m] }]\nsampling: { method: grid }\nseeds: [5, 6]");
        Assert.Equal(3 * 2 * 2 * 2, study.Count);
        StudyVariant variant = study[13];
        Assert.Equal((6UL, 1), (variant.Seed, variant.Point));
        Files.Scenarios.Scenario scenario = study.ScenarioOf(variant);
        Assert.Equal((6UL, 0.333333333, 100), (scenario.Seed, scenario.Weather.Shift.Value, scenario.CellSize));
        Assert.Equal(["0.333333333 °C", "roof_area >= 100 m2", "100 m"], study.TextsOf(variant));
    }

    [Fact]
    public void Ranges_of_scenarios_vary_unless_the_study_says_no()
    {
        Assert.Equal(["rebound"], Read("scenarios: [baseline.yaml, renovated.yaml]").ParameterColumns);
        Assert.Equal(["nothing varies: name values under `parameters`, or give ranges such as `15 % .. 30 %` in the scenarios."], Faults("scenarios: [baseline.yaml]\nranges: false"));
    }

    [Theory]
    [InlineData("parameters: [{ vary: weather.shft, from: 0 K, to: 2 K }]", "`weather.shft` is not a value of this scenario: `shft`. Did you mean `shift`?")]
    [InlineData("parameters: [{ vary: weather.shift, from: 2 K, to: 2 K }]", "`weather.shift` has a uniform distribution from 2 to 2: expected finite bounds, the first below the second.")]
    [InlineData("parameters: [{ vary: weather.shift, from: 0 K, to: 30 K }]", "`weather.shift` wants a difference of temperature such as `+2.7 °C`; `30 K` is more than 20 K.")]
    [InlineData("parameters: [{ vary: weather.shift, mean: 1 K, deviation: 0 K }]", "`weather.shift` has a normal distribution of mean 1 and standard deviation 0: expected finite numbers, the second above 0.")]
    [InlineData("parameters: [{ vary: weather.shift, from: 0 K }]", "`weather.shift` has no distribution by these keys; write `from` and `to`")]
    [InlineData("parameters: [{ vary: weather.shift }]", "`weather.shift` wants either `values`, or a distribution")]
    [InlineData("parameters: [{ vary: weather.shift, values: [1 K] }]", "`weather.shift` has 1 value, which does not vary")]
    [InlineData("parameters: [{ vary: weather.shift, values: [1 K, 1 K] }]", "`1 K` stands twice")]
    [InlineData("parameters: [{ vary: weather.zone, from: 1, to: 2 }]", "`weather.zone` is no number, so it has no distribution; give `values`, such as `values: [H2b, …]`.")]
    [InlineData("parameters: [{ vary: weather, values: [1, 2] }]", "`weather` is not a single value")]
    [InlineData("parameters: [{ vary: weather.zone, values: [H2b, H9] }]", "`weather.zone` wants one of")]
    [InlineData("parameters: [{ vary: weather.shift, from: 0 K, to: 1 K }, { vary: weather.shift, as: again, from: 0 K, to: 1 K }]", "`weather.shift` varies twice")]
    [InlineData("parameters: [{ vary: weather.shift, as: Shift, from: 0 K, to: 1 K }]", "`Shift` cannot be a column")]
    [InlineData("parameters: [{ vary: weather.shift, as: variant, from: 0 K, to: 1 K }]", "`variant` cannot be a column")]
    [InlineData("parameters: [{ vary: weather.shift, as: rebound, from: 0 K, to: 1 K }, { vary: behaviour.rebound, from: 0 %, to: 1 % }]", "two parameters would have the column `rebound`")]
    [InlineData("parameters: [{ vary: name, values: [a, b] }]", "`name` decides no result")]
    [InlineData("parameters: [{ vary: years, values: [2026-2030, 2026-2031] }]", "a variant would simulate 2031, and the scenario simulates 2030")]
    [InlineData("parameters: [{ vary: cells, values: [50 m, 100 m] }]\noutputs: { buildings: [bill] }", "`cells` makes other buildings, roads or cells of each run")]
    [InlineData("parameters: [{ vary: weather.shift, values: [1 K, 1.0 °C] }]", "`1.0 °C` stands twice")]
    [InlineData("outputs: { buildings: [bill], thresholds: [{ of: bill, above: 5 }, { of: bill, above: 5 }] }", "the threshold of `bill` stands twice")]
    [InlineData("seeds: [1, 9007199254740993]", "a seed is beyond 9007199254740992")]
    [InlineData("sampling: { method: grid }\nparameters: [{ vary: weather.shift, from: 0 K, to: 1 K, levels: 100 }, { vary: prices.gas, from: 0.1 €/kWh, to: 0.2 €/kWh, levels: 100 }, { vary: prices.oil, from: 0.1 €/kWh, to: 0.2 €/kWh, levels: 100 }]", "the grid has 3,000,000 points")]
    [InlineData("weather_seeds: [1, 1]", "a seed stands twice")]
    [InlineData("sampling: { method: grid, points: 4 }", "a grid has as many points as there are combinations, 3")]
    [InlineData("sampling: { method: morris, levels: 5 }", "trajectories of 5 levels were asked for; expected an even number")]
    [InlineData("sampling: { points: 1000000 }\nweather_seeds: [1, 2]", "the study has 2,000,000 runs")]
    [InlineData("outputs: { buildings: [bil] }", "`bil` is none of the results of `buildings`. Did you mean `bill`?")]
    [InlineData("outputs: { roads: [vehicles_of_weekday] }", "add `mobility: { on: true }` to ")]
    [InlineData("outputs: { thresholds: [{ of: bill, above: 5 }] }", "`bill` is in none of `buildings`, `roads`, `cells` and `series` of this study.")]
    [InlineData("sampling: { methd: sobol }", "`methd` is not a key of `sampling`. Did you mean `method`?")]
    public void Faults_are_told_with_what_is_expected(string text, string expected) => Assert.Contains(expected, Assert.Single(Faults($"scenarios: [baseline.yaml]\n{text}")));

    [Fact]
    public void Two_paths_to_one_value_are_refused_and_every_entry_is_one_that_has_the_value()
    {
        File.WriteAllText(Path.Combine(_folder, "roofs.yaml"), TinyStudy.Baseline.Replace("As it is", "Roofs", StringComparison.Ordinal) + "measures: [{ solar: { fill: 10 % .. 50 %, budget: 1 M€ } }, { solar: { fill: 30 %, where: \"roof_area >= 100 m2\" } }]\n");
        Assert.Contains("`measures[1].solar.fill` varies twice, by `measures[*].solar.fill` and by `measures[1].solar.fill`", Assert.Single(Faults("scenarios: [roofs.yaml]\nparameters: [{ vary: \"measures[*].solar.fill\", from: 10 %, to: 50 % }, { vary: \"measures[1].solar.fill\", as: second, from: 10 %, to: 50 % }]")), StringComparison.Ordinal);
        Assert.Contains("`measures[01]`", Assert.Single(Faults("scenarios: [roofs.yaml]\nparameters: [{ vary: \"measures[01].solar.fill\", from: 10 %, to: 50 % }]")), StringComparison.Ordinal);
        Study study = Read("scenarios: [roofs.yaml]\nparameters: [{ vary: \"measures[*].solar.fill\", from: 60 %, to: 80 % }, { vary: \"measures[*].solar.budget\", as: money, from: 2 M€, to: 3 M€ }]");
        Assert.Equal(["fill", "money", "rebound"], study.ParameterColumns);            // the range of fill is named
        IReadOnlyList<TerritoryTwin.Measures.Measure> measures = study.ScenarioOf(study[0]).Measures;
        Assert.All(measures, m => Assert.InRange(((TerritoryTwin.Measures.EquipRoofs)m).Fill, 0.6, 0.8));
        Assert.InRange(measures[0].Budget!.Value, 2e6, 3e6);
        Assert.Null(measures[1].Budget);
    }

    [Fact]
    public void A_range_of_one_scenario_leaves_the_value_of_another_alone()
    {
        File.WriteAllText(Path.Combine(_folder, "capped.yaml"), "name: Capped\nextends: baseline.yaml\nbehaviour: { rebound: 0 % }\n");
        Study study = Read("scenarios: [baseline.yaml, capped.yaml]");
        Assert.Equal(["“Capped” has no range for `behaviour.rebound`: rebound changes nothing there"], study.Notes);
        for (int k = 0; k < study.Count; k++)
        {
            double rebound = study.ScenarioOf(study[k]).Parameters.In(2030).Of<TerritoryTwin.Buildings.Behaviour>().Rebound;
            if (study[k].Scenario == 0) Assert.InRange(rebound, 0.1, 0.3);
            else Assert.Equal(0, rebound);
        }
    }

    [Fact]
    public void Whole_numbers_come_up_to_their_last_and_lists_of_numbers_rise()
    {
        Study whole = Read("scenarios: [baseline.yaml]\nranges: false\nparameters: [{ vary: territory.generate.inhabitants, from: 2000, to: 2003 }]\nsampling: { method: latin_hypercube, points: 64 }");
        Assert.Equal([2000, 2001, 2002, 2003], Enumerable.Range(0, 64).Select(k => whole.NumbersOf(whole[k])[0]).Distinct().Order());
        Study triangle = Read("scenarios: [baseline.yaml]\nranges: false\nparameters: [{ vary: territory.generate.inhabitants, from: 2000, likely: 2003, to: 2003 }]\nsampling: { method: latin_hypercube, points: 64 }");
        Assert.Contains(2003, Enumerable.Range(0, 64).Select(k => triangle.NumbersOf(triangle[k])[0]));
        Study list = Read("scenarios: [baseline.yaml]\nranges: false\nparameters: [{ vary: weather.shift, values: [2 K, 0 K, 1 K] }]\nsampling: { method: grid }");
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(k => list.NumbersOf(list[k])[0]));
    }

    [Fact]
    public void All_faults_of_a_study_and_its_scenarios_are_told_at_once()
    {
        File.WriteAllText(Path.Combine(_folder, "elsewhere.yaml"), TinyStudy.Baseline.Replace("seed: 12", "seed: 13", StringComparison.Ordinal).Replace("As it is", "Elsewhere", StringComparison.Ordinal));
        IReadOnlyList<string> faults = Faults("scenarios: [baseline.yaml, elsewhere.yaml]\nparameters: [{ vary: weather.shft, from: 0 K, to: 2 K }, { vary: weather.shift, from: 2 K, to: 1 K }]\nseeds: [1, 1]\noutputs: { indicators: [bil] }");
        Assert.Equal(5, faults.Count);
        Assert.Contains(faults, f => f.Contains("takes place elsewhere than", StringComparison.Ordinal));
        Assert.Equal(["`scenarios` names none; write one, such as `[baseline.yaml]`."], Faults("scenarios: []"));
        Assert.Contains("the scenario nowhere.yaml does not exist", Assert.Single(Faults("scenarios: [nowhere.yaml]")));
        Assert.Contains("stands twice", Assert.Single(Faults("scenarios: [baseline.yaml, baseline.yaml]")));
    }

    [Fact]
    public void A_value_that_only_the_scenario_refuses_is_told_at_its_place_in_the_study()
    {
        string fault = Assert.Single(Faults("scenarios: [renovated.yaml]\nranges: false\nparameters: [{ vary: \"measures[1].solar.where\", as: roofs, values: [\"roof_area >= 100 m2\", \"roof_aria >= 50 m2\"] }]\nsampling: { method: grid }"));
        Assert.StartsWith("`measures[1].solar.where` cannot be read: ", fault, StringComparison.Ordinal);
        Assert.Contains("Did you mean `roof_area`?", fault);
    }

    private Study Read(string text)
    {
        string path = Path.Combine(_folder, "study.yaml");
        File.WriteAllText(path, $"name: A study\n{text}\n");
        return StudyReader.Read(path);
    }

    // Without the quoted line, and the folder in names of files.
    private IReadOnlyList<string> Faults(string text) =>
        [.. Assert.Throws<InputException>(() => Read(text)).Faults.Select(f => f.Replace(_folder + "/", "").Split(": ", 2) is [var place, var rest] && place.StartsWith("study.yaml(", StringComparison.Ordinal) ? Unquoted(rest) : Unquoted(f.Replace(_folder + "/", "")))];

    private static string Unquoted(string fault) => fault.Split('\n')[0];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
