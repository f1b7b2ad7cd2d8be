using TerritoryTwin.Core;
using TerritoryTwin.Files.Reports;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

public sealed class ComparisonTests(ComparedTown town) : IClassFixture<ComparedTown>
{
    private RunRecord Base => RunRecord.Read(town.Base);
    private RunRecord Variant => RunRecord.Read(town.Variant);

    [Fact]
    public void Runs_that_differ_in_their_measures_alone_compare_without_a_warning() => Assert.Empty(new Comparison([Base, Variant]).Warnings);

    [Fact]
    public void Another_price_is_named_as_a_part_of_the_difference()
    {
        RunRecord dearer = Variant with { Settings = [.. Variant.Settings.Select(s => s.StartsWith("prices.gas", StringComparison.Ordinal) ? "prices.gas = 0.5" : s)] };
        Assert.Contains("prices.gas = 0.5", Assert.Single(new Comparison([Base, dearer]).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_base_alone_sets_and_other_measurements_are_warned_of()
    {
        RunRecord hotter = Base with { Settings = [.. Base.Settings, "weather.heat_wave.profile = paris2003"] };
        Assert.EndsWith(": weather.heat_wave.profile", Assert.Single(new Comparison([hotter, Variant]).Warnings), StringComparison.Ordinal);
        CalibrationRow row = new("1", "electricity", 2023, "used", 40, 2, 50, 42, double.NaN, 9, 10, 0.8, 0.1, 0.9, 0.1, "none");
        RunRecord Moved(RunRecord run, CalibrationRow by) => run with { Calibration = new(2023, 40, 50, 42, [by]) };
        Assert.Empty(new Comparison([Moved(Base, row), Moved(Variant, row with { })]).Warnings);
        foreach ((RunRecord a, RunRecord b) in new[] { (Moved(Base, row), Variant), (Base, Moved(Variant, row)), (Moved(Base, row), Moved(Variant, row with { Heating = 0.9 })) })
            Assert.Contains("are not calibrated by the same measurements", Assert.Single(new Comparison([a, b]).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_measures_spent_by_year_is_what_was_invested()
    {
        double invested = Variant.Value("investment");
        Assert.True(invested > 0);
        Assert.Equal(invested, Variant.Measures.Sum(m => m.Invested), tolerance: 1e-6 * invested);
        Assert.All(Variant.Measures, m => Assert.Equal(m.Invested, m.ByYear.Sum(y => y.Invested), tolerance: 1e-6 * m.Invested));
        Assert.All(Variant.Measures, m => Assert.InRange(m.Treated, 1, m.Selected));
        Assert.Empty(Base.Measures);
    }

    [Fact]
    public void Years_between_two_simulated_ones_lie_on_a_line()
    {
        RunRecord Over(RunRecord run, double first, double last) => run with
        {
            Years = [2030, 2032],
            Indicators = [.. run.Indicators.SelectMany(i => new[] { i with { Year = 2030, Value = first }, i with { Year = 2032, Value = last } })],
        };
        Comparison comparison = new([Over(Base, 10, 10), Over(Variant, 10, 4)]);
        Assert.Equal(30, comparison.Of("co2_cumulated").Values[0]);
        Assert.Equal(10 + 7 + 4, comparison.Of("co2_cumulated").Values[1]);
        Assert.Contains("Over 2030–2032 that makes 9.00 tCO₂e less of greenhouse gas", Plain(Assert.Single(new Conclusion(comparison, Words.English).Sentences)), StringComparison.Ordinal);
    }

    /// <summary>Electric cars draw at home what they spare on the roads many times over: the sum must not be that of the buildings alone.</summary>
    [Fact]
    public void What_adds_up_over_years_holds_the_roads_where_they_are_simulated()
    {
        RunRecord Over(RunRecord run, double buildings, double roads) => run with
        {
            Years = [2030, 2032],
            Indicators = [.. new[] { 2030, 2032 }.SelectMany(y => run.Indicators.Where(static i => i.Name == "co2").Select(i => i with { Year = y, Value = buildings }).Append(new(new("road_carbon", "kg", "roads", QuantityKind.Burden), y, roads))
                .Concat(run.Indicators.Where(static i => i.Name == "bill").Select(i => i with { Year = y, Value = 5 * buildings })))],
        };
        Comparison comparison = new([Over(Base, 10, 30_000), Over(Variant, 11, 20_000)]);
        Assert.Equal([3 * (10 + 30), 3 * (11 + 20)], comparison.Of("co2_cumulated").Values);
        Assert.Contains("Over 2030–2032 that makes 27.0 tCO₂e less of greenhouse gas in buildings and on roads together, and ", Plain(Assert.Single(new Conclusion(comparison, Words.English).Sentences)), StringComparison.Ordinal);
        Assert.Equal([3 * 10, 3 * 11], new Comparison([Over(Base, 10, 30_000) with { Indicators = [.. Over(Base, 10, 0).Indicators.Where(static i => i.Name != "road_carbon")] }, Over(Variant, 11, 20_000)]).Of("co2_cumulated").Values);
    }

    [Theory]
    [InlineData(100, 99.5, false)]          // half a percent
    [InlineData(100, 98.5, true)]
    [InlineData(40, 39.2, false)]           // 2 %, but under a tonne
    [InlineData(100, 101, false)]
    public void What_a_tonne_costs_is_told_where_a_hundredth_and_a_tonne_are_avoided_and_said_in_words_where_not(double before, double after, bool told)
    {
        RunRecord With(RunRecord run, double carbon) => run with { Indicators = [.. run.Indicators.Select(i => i.Name == "co2" ? i with { Value = carbon } : i)] };
        Comparison comparison = new([With(Base, before), With(Variant, after)]);
        Assert.Equal(told, double.IsFinite(comparison.Of("avoidance_cost").Values[1]));
        Assert.Equal(!told, new Conclusion(comparison, Words.English).Of(1).Contains("what a tonne avoided costs is left out", StringComparison.Ordinal));
    }

    // A run of the same town in which only these figures differ from the base; 100 in the base where not said.
    private Comparison Changed(params (string Name, double Before, double After)[] changes)
    {
        RunRecord With(RunRecord run, Func<(string Name, double Before, double After), double> of) => run with
        {
            AsToday = ["climate", "prices"], Dominating = [], Years = [2030],
            Indicators = [.. Base.Indicators.Where(i => i.Year == 2030).Select(i => changes.FirstOrDefault(c => c.Name == i.Name) is { Name: not null } c ? i with { Value = of(c) } : i)],
        };
        return new([With(Base, c => c.Before), With(Base, c => c.After) with { Scenario = "Warmer", Translations = Variant.Translations }]);
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ');

    [Fact]
    public void A_warmer_town_saves_money_and_gets_hotter_and_is_said_to_do_both()
    {
        Comparison comparison = Changed(("bill", 9_000_000, 7_280_000), ("hours_above_28", 100, 261));
        Assert.Equal("In 2030, “Warmer” lowers energy bills by €1.72M/year (−19%), but adds 161 h above 28 °C in homes (+161%). To be read knowing that climate and prices stay as they are today.", Plain(new Conclusion(comparison, Words.English).Of(1)));
        Assert.Contains("mais ajoute 161\u00a0h au-dessus de 28\u00a0°C dans les logements (+161\u00a0%). À lire en sachant que le climat et les prix restent ceux d’aujourd’hui.", new Conclusion(comparison, Words.French).Of(1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_worsens_is_all_told_and_what_changes_little_is_not()
    {
        string both = Plain(new Conclusion(Changed(("energy_bought", 100, 100.9), ("co2", 100, 102), ("bill", 100, 103), ("hours_above_28", 100, 104.9), ("greatest_import", 100, 106)), Words.English).Of(1));
        Assert.StartsWith("In 2030, “Warmer” improves none of the main figures: it emits 2.00 tCO₂e more a year in buildings (+2.0%), raises energy bills by €3/year (+3.0%) and raises the greatest draw from the power network by 6.00 kW (+6.0%).", both, StringComparison.Ordinal);
        Assert.StartsWith("In 2030, “Warmer” lowers energy bills by €3/year (−3.0%); none of the main figures gets worse.", Plain(new Conclusion(Changed(("bill", 100, 97)), Words.English).Of(1)), StringComparison.Ordinal);
        Assert.StartsWith("In 2030, “Warmer” changes none of the main figures.", new Conclusion(Changed(("bill", 100, 99.5)), Words.English).Of(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_that_counts_has_its_words_for_more_and_for_less()
    {
        foreach (string name in Conclusion.Names)
            foreach (string key in new[] { $"report.more.{name}", $"report.less.{name}" }.Where(static k => k != "report.less.greatest_export"))          // less of it is never told
                Assert.All([Words.English, Words.French], w => Assert.Contains("{0}", w[key], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(100)]
    public void A_table_is_as_wide_as_it_may_be_and_loses_no_figure(int width)
    {
        RunRecord Named(string name) => Variant with { Scenario = name, Translations = new Dictionary<string, Files.Scenarios.Translation>() };
        ComparisonText text = new(new([Base, Named("A long name of many words"), Variant, Named("Donaudampfschifffahrtsgesellschaft"), Variant]), Words.English);
        string narrow = text.Table(width), whole = text.Table(int.MaxValue);
        Assert.All(narrow.Split('\n'), l => Assert.InRange(l.Length, 0, width));
        string[] Figures(string table) => [.. table.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(static w => w.Any(char.IsAsciiDigit)).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(Figures(whole), Figures(narrow));
        Assert.All(text.Conclusion(width).Split('\n'), l => Assert.InRange(l.Length, 0, width));
    }

    [Fact]
    public void Runs_of_one_name_have_columns_of_their_own() =>
        Assert.Equal(["indicator", "unit", "A", "A (2)", "A (2) difference", "A (2) share", "unit (2)", "unit (2) difference", "unit (2) share"], Comparison.Columns(["A", "A", "unit"], Words.English).Columns.Select(c => c.Name));

    [Fact]
    public void French_spreadsheets_get_semicolons_commas_and_a_mark()
    {
        Table table = new("t", [new TextColumn(new("name", "", ""), ["a;b", "é"]), new NumberColumn(new("value", "1", ""), [-1234.5, double.NaN])]);
        string path = town["french.csv"];
        TerritoryTwin.Files.Formats.Csv.WriteFrench(path, table);
        Assert.Equal("\uFEFFname;value\r\n\"a;b\";-1234,5\r\né;\r\n"u8.ToArray(), File.ReadAllBytes(path));
    }
}
