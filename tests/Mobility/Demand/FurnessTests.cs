using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Demand;

public sealed class FurnessTests
{
    [Fact]
    public void Rows_and_columns_sum_to_their_totals_and_pairs_that_are_shut_stay_shut()
    {
        Random random = new(11);
        double[] seed = [.. Enumerable.Range(0, 60 * 40).Select(_ => random.Next(4) == 0 ? 0 : random.NextDouble())], origins = [.. Enumerable.Range(0, 60).Select(i => i % 7 == 0 ? 0 : 10 + i)];
        double[] destinations = [.. Enumerable.Range(0, 40).Select(_ => origins.Sum() / 40)];
        BalancedTrips balanced = Furness.Balance(seed, origins, destinations);
        for (int i = 0; i < 60; i++) Assert.Equal(origins[i], balanced.Trips.Skip(40 * i).Take(40).Sum(), tolerance: 1e-10 * 100);
        for (int j = 0; j < 40; j++) Assert.Equal(destinations[j], Enumerable.Range(0, 60).Sum(i => balanced.Trips[40 * i + j]), tolerance: 1e-10 * 100);
        Assert.All(seed.Zip(balanced.Trips), p => Assert.True(p.First > 0 || p.Second == 0));
        Assert.InRange(balanced.Misfit, 0, 1e-10);
    }

    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1 }, new double[] { 10, 20 }, new double[] { 10, 21 }, "30 trips leave and 31 arrive")]
    [InlineData(new double[] { 0, 0, 1, 1 }, new double[] { 10, 20 }, new double[] { 15, 15 }, "10 trips leave origin 0, whose seed is 0")]
    [InlineData(new double[] { 0, 1, 0, 1 }, new double[] { 10, 20 }, new double[] { 15, 15 }, "15 trips arrive at destination 0, whose seed is 0")]
    [InlineData(new double[] { 1, 0, 1, 1 }, new double[] { 20, 10 }, new double[] { 10, 20 }, "The zeros of the table leave too little room")]
    public void Totals_that_no_table_has_are_refused_in_a_sentence(double[] seed, double[] origins, double[] destinations, string told) =>
        Assert.Contains(told, Assert.Throws<TerritoryException>(() => Furness.Balance(seed, origins, destinations)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_number_is_refused() =>
        Assert.Contains("seed[1] is NaN", Assert.Throws<ArgumentException>(() => Furness.Balance([1, double.NaN], [2], [1, 1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Far_zones_are_reached_as_well_and_unreachable_ones_are_not()
    {
        // e^(−2 · 900) is 0 in float64: all costs of the second origin are that far.
        double[] costs = [1, 2, double.PositiveInfinity, 900, 901, 902];
        BalancedTrips found = Gravity.DoublyConstrained(costs, 2, [10, 10], [8, 6, 6]);
        Assert.Equal(0, found.Trips[2]);
        Assert.Equal([8, 6, 6], Enumerable.Range(0, 3).Select(j => Math.Round(found.Trips[j] + found.Trips[3 + j], 8)));
        double[] single = Gravity.OriginConstrained(costs, 2, [10, 10], [1, 1, 1]);
        Assert.Equal(10 / (1 + Math.Exp(-2)), single[0], tolerance: 1e-12);
        Assert.Equal(10, single[3] + single[4] + single[5], tolerance: 1e-12);
        Assert.Equal([0.0, 10], Gravity.OriginConstrained([0, 800], 1, [10], [0, 10]));        // however far, if nothing nearer draws
        Assert.Contains("no way leads", Assert.Throws<TerritoryException>(() => Gravity.OriginConstrained(costs, 2, [10, 10], [0, 0, 1])).Message, StringComparison.Ordinal);
    }
}
