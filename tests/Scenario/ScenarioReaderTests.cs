using TerritoryTwin.Buildings;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Scenarios;

public class ScenarioReaderTests
{
    private const string InsulateFirst = """
        name: Insulate first
        question: For 40 M€, is it better to insulate before 1975 or to cover the large roofs?
        extends: baseline.yaml
        budget: 40 M€
        measures:
          - renovate: { where: "built < 1975 and use = dwelling", to: bbc_renovation, share: 60 %, years: 2026-2035 }
          - solar:    { where: "roof_area >= 100 m2", fill: 70 %, years: 2030-2035 }
        behaviour: { rebound: 15 % .. 30 % }
        """;

    private static ScenarioFolder Folder() => new ScenarioFolder().Write("baseline.yaml", ScenarioFolder.Baseline).Write("scenario.yaml", InsulateFirst);

    [Fact]
    public void A_scenario_is_its_base_with_its_own_words_over_it()
    {
        using ScenarioFolder folder = Folder();
        Scenario scenario = folder.Read();
        Assert.Equal("Insulate first", scenario.Name);
        Assert.Equal(new TerritoryChoice(null, 8000, 12), scenario.Territory);
        Assert.Equal("H2c", scenario.Weather.Zone);
        Assert.Equal(4e7, scenario.Budget!.Value.Value);
        Assert.Equal([2050], scenario.Simulated);
        Assert.Contains("behaviour.rebound = 0.15 .. 0.3\n", scenario.Canonical);
        Assert.Equal((0.225, 20), (Math.Round(scenario.Parameters.In(2050).Of<Behaviour>().Rebound, 12), scenario.Parameters.In(2050).Of<Behaviour>().HeatingSetPoint));
        Renovate renovate = Assert.IsType<Renovate>(scenario.Measures[0]);
        Assert.Equal((0.6, new Years(2026, 2035), WorkOrder.Seeded, 0.23), (renovate.Share, renovate.Years, renovate.Order, renovate.To.WallU));
        Assert.Equal(0.7, Assert.IsType<EquipRoofs>(scenario.Measures[1]).Fill);
        Assert.Equal([folder.PathOf("scenario.yaml"), folder.PathOf("baseline.yaml")], scenario.Files);
        Assert.Contains("simulate: [2050]", scenario.Defaults);
        Assert.Contains("behaviour.heating_set_point: 20 °C", scenario.Defaults);
    }

    [Fact]
    public void Measures_of_a_base_come_first_and_other_lists_are_replaced()
    {
        using ScenarioFolder folder = Folder();
        folder.Write("more.yaml", "name: More\nextends: scenario.yaml\nsimulate: [2030, 2028]\nbehaviour: { heating_set_point: 21 °C }\nmeasures:\n  - solar: { fill: 10 %, years: 2040 }\n");
        Scenario more = folder.Read("more.yaml");
        Assert.Equal(["renovate to bbc_renovation", "panels on roofs", "panels on roofs"], more.Measures.Select(m => m.Name));
        Assert.Equal((0.225, 21), (Math.Round(more.Parameters.In(2050).Of<Behaviour>().Rebound, 12), more.Parameters.In(2050).Of<Behaviour>().HeatingSetPoint));
        Assert.Equal([2028, 2030], more.Simulated);
        Assert.Equal("", more.Question);
    }

    [Fact]
    public void Scenarios_that_say_the_same_have_the_same_canonical_text()
    {
        using ScenarioFolder folder = Folder();
        string one = folder.Read().Canonical;
        folder.Write("scenario.yaml", InsulateFirst.Replace("40 M€\n", "40 000 k€  # said otherwise\n").Replace("share: 60 %", "share: \"60.0%\"").Replace("behaviour: { rebound: 15 % .. 30 % }", "behaviour:\n  rebound: 15 % .. 30 %\n  heating_set_point: 20 °C"));
        Assert.Equal(one, folder.Read().Canonical);
        Assert.NotEqual(one, folder.Write("scenario.yaml", InsulateFirst.Replace("60 %", "61 %")).Read().Canonical);
    }

    [Fact]
    public void Words_in_another_language_are_read_and_neither_inherited_nor_part_of_what_is_computed()
    {
        using ScenarioFolder folder = Folder();
        string before = folder.Read().Canonical;
        folder.Write("scenario.yaml", InsulateFirst + "\nfr: { name: Isoler d’abord, question: Que faire ? }\nadjustable:\n  - { parameter: budget, from: 10 M€, to: 80 M€, label: Purse, fr: Bourse }\n");
        folder.Write("more.yaml", "name: More\nextends: scenario.yaml\n");
        Scenario scenario = folder.Read();
        Assert.Equal(new Translation("Isoler d’abord", "Que faire ?"), Assert.Single(scenario.Translations).Value);
        Assert.Equal(("Purse", "Bourse"), (scenario.Adjustable[0].Label, scenario.Adjustable[0].Labels["fr"]));
        Assert.Equal(before, scenario.Canonical);
        Assert.Empty(folder.Read("more.yaml").Translations);
    }

    [Theory]
    [InlineData("fr: { question: Que faire ? }\n", "scenario.yaml(4,17): `fr.question` translates nothing")]
    [InlineData("en: {}\n", "scenario.yaml(4,5): `en` says nothing")]
    [InlineData("fr: { nom: Isoler }\n", "scenario.yaml(4,7): `nom` is not a key of `fr`")]
    public void A_translation_of_nothing_is_refused(string words, string fault)
    {
        using ScenarioFolder folder = Folder();
        folder.Write("scenario.yaml", "name: A\nextends: baseline.yaml\nbudget: 1 M€\n" + words);
        Assert.StartsWith(fault, Assert.Single(folder.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void Bundled_scenarios_speak_French_too()
    {
        string[] files = Directory.GetFiles(Path.Combine(SharedData.Repository, "scenarios"), "*.yaml", SearchOption.AllDirectories);
        string[] scenarios = [.. files.Where(f => Path.GetFileName(f) != "territory.yaml" && File.ReadLines(f).Any(l => l.StartsWith("name:", StringComparison.Ordinal)))];
        Assert.True(scenarios.Length >= 13);
        Assert.All(scenarios, f => Assert.Matches("(?s)\nquestion: .*\nfr:\n  name: .+\n  question: .+\u00a0\\?", File.ReadAllText(f)));
    }

    [Fact]
    public void Bases_that_go_round_in_a_circle_are_refused()
    {
        using ScenarioFolder folder = new();
        folder.Write("a.yaml", "name: A\nextends: b.yaml\n").Write("b.yaml", "name: B\nextends: a.yaml\n");
        Assert.Contains(folder.Faults("a.yaml"), f => f.StartsWith("b.yaml(2,10): `extends` goes round in a circle: a.yaml is a scenario that extends this one.", StringComparison.Ordinal));
    }

    [Fact]
    public void Faults_of_all_files_are_told_together()
    {
        using ScenarioFolder folder = new();
        folder.Write("baseline.yaml", ScenarioFolder.Baseline + "bugdet: 3 M€\nbehaviour: { rebound: 15 }\n");
        folder.Write("scenario.yaml", "name: A\nextends: baseline.yaml\nyears: 2050-2026\nbehaviour: { rebound: 10 % }\n");
        Assert.Equal(
            ["scenario.yaml(3,8)", "baseline.yaml(5,1)", "baseline.yaml(6,23)"],
            folder.Faults().Select(f => f[..f.IndexOf(':', StringComparison.Ordinal)]));
    }
}
