using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Compute;
using TerritoryTwin.Measures;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Scenarios;

/// <summary>Aid files, and the scenarios that name them.</summary>
public class AidFileTests
{
    private const string Own = """
        name: Aid of the commune
        source: council of 12 May 2025
        least_age: 2
        income_share: 100 %
        income_source: as declared
        vat: 5.5 %
        incomes:
          - { region: elsewhere, source: council, persons: [{ very_modest: 20 k€, modest: 30 k€, intermediate: 40 k€ }], further: { very_modest: 5 k€, modest: 6 k€, intermediate: 7 k€ } }
        most_of_single_works: { very_modest: 50 %, modest: 50 %, intermediate: 50 %, higher: 50 % }
        most_for_a_home: 3000 €
        works:
          - { work: walls, from: 2026, to: 2030, very_modest: 10 €, modest: 10 €, intermediate: 10 €, higher: 10 €, per: 1 m2, source: council }

        """;

    [Fact]
    public void A_scenario_names_aid_of_the_program_or_a_file_of_its_own()
    {
        using ScenarioFolder folder = new();
        folder.Write("own.yaml", Own).Write("scenario.yaml", ScenarioFolder.Baseline + "economy: { aid: own.yaml, discount_rate: 3.2 %, loan: { rate: 1 %, years: 15 } }\n").Write("other.yaml", "name: Other\nextends: scenario.yaml\neconomy: { aid: maprimerenov-2025, region: elsewhere }\n");
        Scenario own = folder.Read(), other = folder.Read("other.yaml");
        Assert.Equal(("Aid of the commune", 0.032, new Loan(0.01, 15)), (own.Aid!.Rules.Name, own.DiscountRate, own.Loan));
        Assert.Equal([folder.PathOf("own.yaml")], own.Areas);
        Assert.Equal((10.0, 2026, (int?)2030, 3000.0), (own.Aid.Rules.Works[0].Higher, own.Aid.Rules.Works[0].From, own.Aid.Rules.Works[0].To, own.Aid.Rules.MostForAHome));
        Assert.Equal(("MaPrimeRénov' 2025", AidRegion.Elsewhere, 0.032), (other.Aid!.Rules.Name, other.Aid.Region, other.DiscountRate));       // keys of `economy` are replaced one by one
        Assert.Empty(other.Areas);
        Assert.Equal(own.Settings, other.Settings);                                                                                        // which change no result but accounts
        Assert.NotEqual(own.Canonical, other.Canonical);
        Scenario without = ScenarioFolder.ReadText(ScenarioFolder.Baseline);
        Assert.Equal((null, null, null), (without.Aid, without.DiscountRate, without.Loan));
        Assert.DoesNotContain("economy", without.Canonical + string.Concat(without.Defaults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("economy: { aid: maprimerenov-2026 }\n", "scenario.yaml(5,17): `economy.aid` names maprimerenov-2026, which is neither aid that comes with the program (maprimerenov-2025) nor a file at maprimerenov-2026. Did you mean `maprimerenov-2025`?")]
    [InlineData("economy: { region: elsewhere }\n", "scenario.yaml(5,20): `economy.region` goes with `aid`; add it, or remove `region`.")]
    [InlineData("economy: { discount_rate: 4 }\n", "scenario.yaml(5,27): `economy.discount_rate` wants a percentage such as `60 %`; `4` has no unit (known: %).")]
    [InlineData("economy: { loan: { rate: 2 % } }\n", "scenario.yaml(5,18): `economy.loan` lacks `years`: Years in which it is paid back.")]
    [InlineData("economy: { loan: { rate: 2 %, years: 0 } }\n", "scenario.yaml(5,38): `economy.loan.years` wants a whole number from 1 to 50; found `0`.")]
    [InlineData("outputs:\n  - { table: buildings, fields: [aid] }\n", "scenario.yaml(6,34): `aid` is counted where the scenario asks for it: add `economy: { aid: maprimerenov-2025 }`.")]
    public void A_fault_of_the_economy_says_where_and_why(string added, string expected) =>
        Assert.Contains(ScenarioFolder.FaultsOf(ScenarioFolder.Baseline + added), f => f.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Rules_of_other_years_are_pointed_out_and_a_place_without_households_is_refused()
    {
        using ScenarioFolder folder = new();
        folder.Write("own.yaml", Own.Replace("from: 2026, to: 2030", "from: 2020, to: 2025")).Write("scenario.yaml", ScenarioFolder.Baseline + "economy: { aid: own.yaml }\n");
        CheckReport report = ScenarioCheck.Check(folder.PathOf("scenario.yaml"), choice => ScenarioTerritory.Load(choice) with { Households = [] });
        Assert.Contains(report.Warnings, w => w.Contains("scenario.yaml(5,17): no rule of Aid of the commune holds in 2026-2050", StringComparison.Ordinal));
        Assert.Contains(report.Faults, f => f.Contains("scenario.yaml(5,17): `economy.aid`: ", StringComparison.Ordinal) && f.Contains("has no households", StringComparison.Ordinal));
    }

    [Fact]
    public void A_variant_that_is_saved_elsewhere_names_the_same_aid()
    {
        using ScenarioFolder folder = new();
        folder.Write("own.yaml", Own).Write("scenario.yaml", ScenarioFolder.Baseline + "economy: { aid: own.yaml }\n").Write("known.yaml", ScenarioFolder.Baseline + "economy: { aid: maprimerenov-2025 }\n");
        Assert.Contains("aid: '../own.yaml'", ScenarioVariant.Of(folder.PathOf("scenario.yaml")).ToYaml(folder.PathOf("saved"), "Saved"), StringComparison.Ordinal);
        Assert.Contains("aid: 'maprimerenov-2025'", ScenarioVariant.Of(folder.PathOf("known.yaml")).ToYaml(folder.PathOf("saved"), "Saved"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_an_aid_file_are_told_at_once_with_their_places()
    {
        using ScenarioFolder folder = new();
        folder.Write("own.yaml", Own.Replace("least_age: 2\n", "least_ages: 2\n").Replace("vat: 5.5 %", "vat: 5.5").Replace("work: walls", "work: wals").Replace("most_for_a_home: 3000 €\n", ""))
            .Write("scenario.yaml", ScenarioFolder.Baseline + "economy: { aid: own.yaml }\nbudjet: 4 M€\n");
        string[] faults = [.. folder.Faults()];
        Assert.Equal(6, faults.Length);
        foreach (string expected in new[]
        {
            "own.yaml(1,1): the file lacks `least_age`", "own.yaml(3,1): `least_ages` is not a key of this file. Did you mean `least_age`?", "own.yaml(6,6): `vat` wants a percentage such as `60 %`; `5.5` has no unit",
            "own.yaml(11,13): `works[0].work` wants one of walls, pitched_roof", "scenario.yaml(6,1): `budjet` is not a key of this file.", "own.yaml(1,1): the file lacks `most_for_a_home`",
        })
            Assert.Contains(faults, f => f.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("modest: 30 k€, inter", "modest: 50 k€, inter", "own.yaml(8,53): ceilings of 20000 €, 50000 € and 40000 €; expected them to rise from `very_modest` to `intermediate`.")]
    [InlineData("to: 2030", "to: 2020", "own.yaml(12,36): `to: 2020` comes before `from: 2026`; correct one of them.")]
    [InlineData("per: 1 m2, source: council }\n", "per: 1 m2, source: council }\n  - { work: walls, from: 2029, very_modest: 1 €, modest: 1 €, intermediate: 1 €, source: council }\n", "own.yaml(13,5): two rules for `walls` hold in one year; end the first with `to`, or remove one.")]
    [InlineData("work: walls", "work: wood_boiler", "own.yaml(12,5): `wood_boiler` is a plant, which has neither area nor U-value; remove `per`, `most_area` and `worse_than`.")]
    [InlineData("most_for_a_home: 3000 €", "most_for_a_home: 2000 € .. 3000 €", "own.yaml(10,18): `most_for_a_home` is a range; expected one value, since aid is given by rules. Write it.")]
    [InlineData("persons: [{ very_modest: 20 k€, modest: 30 k€, intermediate: 40 k€ }]", "persons: []", "own.yaml(8,52): `persons` names no ceilings")]
    public void What_aid_files_say_must_make_sense(string found, string changed, string expected)
    {
        using ScenarioFolder folder = new();
        folder.Write("own.yaml", Own.Replace(found, changed)).Write("scenario.yaml", ScenarioFolder.Baseline + "economy: { aid: own.yaml }\n");
        Assert.Contains(folder.Faults(), f => f.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_with_aid_is_that_without_it_but_for_the_aid_and_its_report_tells_it()
    {
        string folder = Directory.CreateTempSubdirectory("twin-aid-").FullName;
        string At(string name) => Path.Combine(folder, name);
        File.WriteAllText(At("baseline.yaml"), TinyTown.Baseline.Replace("simulate: [2028, 2030]", "simulate: [2030]"));
        File.WriteAllText(At("aided.yaml"), File.ReadAllText(At("baseline.yaml")) + "economy: { aid: maprimerenov-2025, discount_rate: 3.2 %, loan: { rate: 0 %, years: 15 } }\n");
        foreach (string name in new[] { "baseline", "aided" })
            File.WriteAllText(At($"{name}-works.yaml"), $"name: Works\nextends: {name}.yaml\nmeasures:\n  - renovate: {{ where: \"built < 1975 and use = dwelling\", to: bbc_renovation, share: 60 % }}\noutputs: [{{ table: buildings }}]\n");
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        RunRecord[] runs = [.. new[] { "baseline-works", "aided", "aided-works" }.Select(n => runner.Run(runner.Read(At($"{n}.yaml")), At(n), TinyTown.Silent, CancellationToken.None))];
        Assert.Null(runs[0].Economy);
        Assert.Equal(("MaPrimeRénov' 2025", 0.032), (runs[2].Economy!.Aid, runs[2].Economy!.DiscountRate!.Value));
        Assert.Equal(runs[0].Indicators, runs[2].Indicators.Where(i => i.Name != "aid"));
        string[][] without = Rows(At("baseline-works/buildings.csv")), with = Rows(At("aided-works/buildings.csv"));
        int column = Array.IndexOf(with[0], "aid");
        Assert.Equal(without, with.Select(r => r.Where((_, c) => c != column).ToArray()));
        Assert.Equal(ResultCatalogue.Buildings.Columns.Select(c => c.Name).Where(c => c == "aid" || without[0].Contains(c)), with[0]);
        Assert.Equal(ResultCatalogue.OnlyCompared.Select(c => c.Name).Where(n => !n.EndsWith("_cumulated", StringComparison.Ordinal)), new Comparison([runs[1], runs[2]]).Indicators.Select(i => i.Name).SkipWhile(n => n != "payback"));
        double aid = runs[2].Value("aid");
        Assert.True(aid > 0 && runs[1].Value("aid") == 0);
        Assert.Equal(aid, with.Skip(1).Sum(r => double.Parse(r[column], System.Globalization.CultureInfo.InvariantCulture)), tolerance: 1e-9 * aid);
        Assert.Contains(runs[2].Notes, n => n.StartsWith("aid, MaPrimeRénov' 2025: ", StringComparison.Ordinal));

        foreach (Language language in Enum.GetValues<Language>())
        {
            ReportRuns read = ReportRuns.Read([At("aided"), At("aided-works")]);
            string html = Report.Html(read, Files.Texts.Words.Of(language));
            Assert.DoesNotMatch(@">[^<]*report\.[a-z]|\{\d\}|NaN|∞", html[..html.IndexOf("<script", StringComparison.Ordinal)]);
            Assert.Contains(language == Language.French ? "Logements qui paient moins qu’avant" : "Homes that pay less than before", html, StringComparison.Ordinal);
            HomesWithWorks homes = HomesWithWorks.Of(read, 1, new Loan(0, 15))!;
            Assert.Equal((homes.Works - homes.Aid) / 15 / 12, homes.Instalment, 9);
            Assert.True(homes.After < homes.Before && homes.PayLess is >= 0 and <= 1);
            foreach (GroupOfHouseholds group in WhoGains.ByIncome(read)) Assert.InRange(group.Aid[1], 0, group.Works[1]);
        }
        Directory.Delete(folder, recursive: true);

        static string[][] Rows(string path) => [.. File.ReadAllLines(path).Select(l => l.Split(','))];
    }
}
