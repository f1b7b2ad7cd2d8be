using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Results;

/// <summary>Aid, present values and loans in comparisons, on figures in round numbers.</summary>
public sealed class EconomyTests(ComparedTown town) : IClassFixture<ComparedTown>
{
    /// <summary>What a run and a comparison have where a scenario asks for aid, a rate and a loan.</summary>
    internal static readonly string[] Rows = ["aid", "investment_after_aid", "payback_after_aid", "aid_per_tonne", "npv", "npv_after_aid", "instalment", "bill_with_instalment"];
    private RunRecord Base => With(RunRecord.Read(town.Base) with { Economy = new("aid", 0.04, new(0.01, 15), []) }, invested: 0, aid: 0, bill: 100_000, carbon: 1000);
    private RunRecord Variant => With(RunRecord.Read(town.Variant) with { Economy = new("aid", 0.04, new(0.01, 15), [new(17, 200_000), new(30, 300_000)]) }, invested: 500_000, aid: 100_000, bill: 60_000, carbon: 900);

    private static RunRecord With(RunRecord run, double invested, double aid, double bill, double carbon) => run with
    {
        Indicators = [.. run.Indicators.Select(i => i.Name switch { "investment" => i with { Value = invested }, "bill" => i with { Value = bill }, "co2" => i with { Value = carbon }, _ => i }), new(ResultCatalogue.Aid, run.Years[^1], aid)],
    };

    [Fact]
    public void Runs_that_ask_for_none_have_no_row_of_it()
    {
        Comparison comparison = new([RunRecord.Read(town.Base), RunRecord.Read(town.Variant)]);
        Assert.Empty(comparison.Indicators.Select(i => i.Name).Intersect(Rows));
        Assert.DoesNotContain("economy", JsonSerializer.Serialize(RunRecord.Read(town.Variant), RunRecord.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void What_aid_rates_and_loans_come_to_is_told_beside_what_was_invested()
    {
        Comparison comparison = new([Base, Variant]);
        double Value(string name) => comparison.Of(name).Values[1];
        double Factor(double rate, double years) => rate / (1 - Math.Pow(1 + rate, -years));
        Assert.Equal((500_000, 100_000, 400_000), (Value("investment"), Value("aid"), Value("investment_after_aid")));
        Assert.Equal((12.5, 10), (Value("payback"), Value("payback_after_aid")));
        Assert.Equal((500_000 / 25.0 - 40_000) / 100, Value("avoidance_cost"), 9);
        Assert.Equal(100_000 / 25.0 / 100, Value("aid_per_tonne"), 9);
        double present = (40_000 - 200_000 * Factor(0.04, 17) - 300_000 * Factor(0.04, 30)) / Factor(0.04, 30);
        Assert.Equal(present, Value("npv"), 6);
        Assert.Equal(present + 100_000, Value("npv_after_aid"), 6);
        Assert.Equal(400_000 * Factor(0.01, 15), Value("instalment"), 6);
        Assert.Equal(60_000 + 400_000 * Factor(0.01, 15), Value("bill_with_instalment"), 6);
        Assert.Equal((0, 100_000), (comparison.Of("instalment").Values[0], comparison.Of("bill_with_instalment").Values[0]));
        Assert.Empty(comparison.Warnings);
        Assert.Contains("costs €500k of works, €100k of it aid (paid back in 12.5 years, what is left after aid in 10.0)", new Files.Reports.Conclusion(comparison, Words.English).Of(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_that_says_nothing_of_it_is_one_without_aid()
    {
        Comparison comparison = new([RunRecord.Read(town.Base) with { Indicators = Base.Indicators.Where(i => i.Name != "aid").ToArray() }, Variant]);
        Assert.Equal([0, 100_000], comparison.Of("aid").Values);
        Assert.Equal(new Comparison([Base, Variant]).Of("npv").Values[1], comparison.Of("npv").Values[1]);
    }

    [Fact]
    public void Other_rates_and_loans_are_pointed_out()
    {
        RunRecord other = Variant with { Economy = Variant.Economy! with { Aid = "another", DiscountRate = 0.03, Loan = new(0, 20) } };
        Assert.Equal(["the runs have different discount rates: each present value is by that of its own run", "the runs have different loans: what each pays back is by its own", "the runs count different aid"], new Comparison([Base, other]).Warnings);
    }

    [Fact]
    public void A_record_keeps_them_and_refuses_rates_that_nobody_can_reckon_with()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        Variant.Write(folder);
        RunRecord read = RunRecord.Read(folder);
        Assert.Equal((Variant.Economy!.Loan, Variant.Economy.DiscountRate), (read.Economy!.Loan, read.Economy.DiscountRate));
        Assert.Equal(Variant.Economy.Invested, read.Economy.Invested);
        (Variant with { Economy = Variant.Economy with { Loan = new Loan(0, 0) } }).Write(folder);
        Assert.Contains("`economy` has a rate or years", Assert.Throws<InputException>(() => RunRecord.Read(folder)).Message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
