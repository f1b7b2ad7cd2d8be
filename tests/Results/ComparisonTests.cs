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
        Assert.StartsWith("Over these years", comparison.Sentences[^1], StringComparison.Ordinal);
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
        Assert.Equal(!told, comparison.Sentences[0].Contains("What a tonne avoided costs is left out", StringComparison.Ordinal));
    }
}
