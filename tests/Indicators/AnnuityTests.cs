using TerritoryTwin.Indicators;

namespace TerritoryTwin.Tests.Indicators;

public class AnnuityTests
{
    [Theory]
    [InlineData(0.04, 20, 0.0735818)]       // tables of the capital recovery factor
    [InlineData(0.05, 10, 0.1295046)]
    [InlineData(0.10, 30, 0.1060792)]
    [InlineData(0, 15, 1.0 / 15)]
    public void What_is_paid_back_in_a_year_is_that_of_the_tables(double rate, double years, double expected) => Assert.Equal(expected, Annuity.Of(rate, years), 7);

    [Fact]
    public void A_rate_of_nearly_nothing_is_no_rate() => Assert.Equal(Annuity.Of(0, 15), Annuity.Of(1e-9, 15), 6);

    [Theory]
    [InlineData(0)]
    [InlineData(0.032)]
    public void Equal_sums_pay_the_debt_to_the_last_cent(double rate)
    {
        double debt = 20_000, sum = debt * Annuity.Of(rate, 15);
        for (int year = 0; year < 15; year++) debt = debt * (1 + rate) - sum;
        Assert.Equal(0, debt, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.04)]
    public void Present_value_is_the_sum_of_all_years_with_works_renewed_at_their_end(double rate)
    {
        double expected = -10_000 - 6000 - 6000 * Math.Pow(1 + rate, -15);          // the second lasts half as long, and is bought twice
        for (int year = 1; year <= 30; year++) expected += 900 * Math.Pow(1 + rate, -year);
        Assert.Equal(expected, Annuity.PresentValue(rate, 900, [(30, 10_000), (15, 6000)]), 6);
    }

    [Fact]
    public void Rates_below_zero_and_no_years_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Annuity.Of(-0.01, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => Annuity.Of(0.01, 0));
    }
}
