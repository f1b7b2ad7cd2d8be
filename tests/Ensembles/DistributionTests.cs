using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Tests.Ensembles;

public sealed class DistributionTests
{
    // Normal quantiles: 0.975 → 1.959963984540054, 0.9 → 1.2815515655446004 (tables of the standard normal).
    public static TheoryData<Distribution, double, double> Known => new()
    {
        { Distribution.Uniform(-2, 6), 0.25, 0 }, { Distribution.Uniform(-2, 6), 0, -2 },
        { Distribution.List(3), 0, 0 }, { Distribution.List(3), 0.3333, 0 }, { Distribution.List(3), 0.3334, 1 }, { Distribution.List(3), 1 - 1e-16, 2 },
        { Distribution.Normal(10, 2), 0.5, 10 }, { Distribution.Normal(10, 2), 0.975, 13.919927969080108 }, { Distribution.Normal(10, 2), 0.1, 7.4368968689107992 },
        { Distribution.LogNormal(3, 0.5), 0.5, 3 }, { Distribution.LogNormal(3, 0.5), 0.9, 5.693858122004132 },
        { Distribution.Triangular(0, 1, 4), 0.25, 1 }, { Distribution.Triangular(0, 1, 4), 0.16, 0.8 }, { Distribution.Triangular(0, 1, 4), 0.75, 4 - 1.7320508075688772 },
        { Distribution.Triangular(0, 0, 1), 0.36, 0.2 }, { Distribution.Triangular(0, 1, 1), 0, 0 },
        { Distribution.Truncated(Distribution.Normal(0, 1), 0, double.PositiveInfinity), 0.8, 1.2815515655446004 },
        { Distribution.Truncated(Distribution.Normal(0, 1), -1, 1), 0.5, 0 }, { Distribution.Truncated(Distribution.Normal(0, 1), -1, 1), 0, -1 },
        { Distribution.Truncated(Distribution.Uniform(0, 10), 2, 4), 0.25, 2.5 }, { Distribution.Truncated(Distribution.LogNormal(3, 0.5), 0, 3), 0.2, 1.5806505548881096 },
    };

    [Theory, MemberData(nameof(Known))]
    public void A_quantile_is_that_of_the_closed_form(Distribution distribution, double u, double expected) =>
        Assert.Equal(expected, distribution.Quantile(u), 1e-7);

    [Fact]
    public void Quantiles_rise_and_bounds_hold()
    {
        Distribution[] bounded = [Distribution.Uniform(1, 2), Distribution.Triangular(1, 1.9, 2), Distribution.Truncated(Distribution.Normal(0, 1), 1, 2), Distribution.Truncated(Distribution.LogNormal(1, 1), 1, 2)];
        foreach (Distribution distribution in bounded)
        {
            double[] values = [.. Enumerable.Range(0, 1000).Select(i => distribution.Quantile(i / 1000.0)), distribution.Quantile(Math.BitDecrement(1))];
            Assert.Equal(values.Order(), values);
            Assert.All(values, v => Assert.InRange(v, 1, 2));
            Assert.Equal(1, values[0], 1e-12);
            Assert.Equal(2, values[^1], 1e-6);
        }
    }

    [Fact]
    public void Bounds_at_infinity_leave_a_distribution_as_it_is()
    {
        foreach (Distribution whole in new[] { Distribution.Uniform(1, 2), Distribution.Triangular(1, 1.9, 2), Distribution.Normal(0, 1), Distribution.LogNormal(1, 1) })
        {
            Distribution same = Distribution.Truncated(whole, double.NegativeInfinity, double.PositiveInfinity);
            foreach (double u in new[] { 0.001, 0.3, 0.5, 0.999 }) Assert.Equal(whole.Quantile(u), same.Quantile(u), 1e-12);
        }
    }

    // Means and variances of 2¹⁶ middles of equal shares, against the closed forms.
    [Fact]
    public void Means_and_variances_are_those_of_the_closed_form()
    {
        (Distribution Of, double Mean, double Variance)[] all =
        [
            (Distribution.Uniform(-2, 6), 2, 64 / 12.0), (Distribution.Normal(10, 2), 10, 4), (Distribution.List(6), 2.5, 35 / 12.0),
            (Distribution.LogNormal(3, 0.5), 3 * Math.Exp(0.125), 9 * Math.Exp(0.25) * (Math.Exp(0.25) - 1)), (Distribution.Triangular(0, 1, 4), 5 / 3.0, 13 / 18.0),
            (Distribution.Truncated(Distribution.Normal(0, 1), 0, double.PositiveInfinity), Math.Sqrt(2 / Math.PI), 1 - 2 / Math.PI),
        ];
        foreach ((Distribution of, double mean, double variance) in all)
        {
            double[] values = [.. Enumerable.Range(0, 1 << 16).Select(i => of.Quantile((i + 0.5) / (1 << 16)))];
            Assert.Equal(mean, values.Average(), 1e-3 * Math.Sqrt(variance));
            Assert.Equal(variance, values.Average(v => (v - mean) * (v - mean)), 2e-3 * variance);
        }
    }

    [Fact]
    public void What_does_not_vary_or_has_impossible_bounds_is_refused() => Assert.All(Impossible, making => Assert.ThrowsAny<ArgumentException>(making));

    private static readonly Action[] Impossible =
    [
        () => Distribution.Uniform(1, 1), () => Distribution.Uniform(2, 1), () => Distribution.Uniform(double.NaN, 1), () => Distribution.Uniform(0, double.PositiveInfinity),
        () => Distribution.List(1), () => Distribution.Normal(0, 0), () => Distribution.Normal(0, -1), () => Distribution.Normal(double.NaN, 1), () => Distribution.Normal(0, double.PositiveInfinity),
        () => Distribution.LogNormal(0, 1), () => Distribution.LogNormal(1, 0), () => Distribution.Triangular(1, 1, 1), () => Distribution.Triangular(0, 2, 1), () => Distribution.Triangular(0, double.NaN, 1),
        () => Distribution.Truncated(Distribution.Normal(0, 1), 1, 1), () => Distribution.Truncated(Distribution.Normal(0, 1), 6, 7), () => Distribution.Truncated(Distribution.Uniform(0, 1), 2, 3),
        () => Distribution.Truncated(Distribution.List(4), 1, 2), () => Distribution.Truncated(Distribution.Normal(0, 1), double.NaN, 2),
        () => Distribution.Uniform(0, 1).Quantile(1), () => Distribution.Uniform(0, 1).Quantile(double.NaN), () => Distribution.Uniform(0, 1).Quantile(-0.1),
        () => Distribution.Normal(0, 1).Quantile(0), () => Distribution.LogNormal(1, 1).Quantile(0),
    ];
}
