using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Demand;

public sealed class GravityFitTests
{
    private const int Places = 30;
    private static readonly double[] Costs = CostsOf(new Random(5)), Origins = [.. Enumerable.Range(0, Places).Select(static i => 100.0 + 37 * (i % 7))], Destinations = [.. Enumerable.Range(0, Places).Select(static _ => Origins.Sum() / Places)];

    private static double[] CostsOf(Random random)
    {
        (double X, double Y)[] at = [.. Enumerable.Range(0, Places).Select(_ => (60 * random.NextDouble(), 60 * random.NextDouble()))];
        return [.. Enumerable.Range(0, Places * Places).Select(k => k / Places == k % Places ? 3 : 3 + Math.Sqrt(Math.Pow(at[k / Places].X - at[k % Places].X, 2) + Math.Pow(at[k / Places].Y - at[k % Places].Y, 2)))];
    }

    private static (double Cost, double Log) Means(double[] trips) =>
        (trips.Zip(Costs, static (t, c) => t * c).Sum() / trips.Sum(), trips.Zip(Costs, static (t, c) => t * Math.Log(c)).Sum() / trips.Sum());

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.12)]
    [InlineData(0.6)]
    public void The_beta_of_made_trips_is_found_again(double beta)
    {
        double mean = Means(Gravity.DoublyConstrained(Costs, beta, Origins, Destinations).Trips).Cost;
        // The mean is held to 10⁻⁷ of it; it falls by its variance over β, here from 200 to 1.
        Assert.Equal(beta, GravityFit.Exponential(Costs, Origins, Destinations, mean), tolerance: 1e-5);
    }

    [Fact]
    public void The_power_of_made_trips_is_found_again()
    {
        double log = Means(Gravity.Tanner(Costs, -1.7, 0, Origins, Destinations).Trips).Log;
        Assert.Equal(1.7, GravityFit.Power(Costs, Origins, Destinations, log), tolerance: 1e-5);
    }

    [Theory]
    [InlineData(0.8, 0.15)]
    [InlineData(-1.2, 0.02)]
    [InlineData(-2, -0.01)]
    public void Both_parameters_of_Tanner_are_found_again(double power, double beta)
    {
        (double cost, double log) = Means(Gravity.Tanner(Costs, power, beta, Origins, Destinations).Trips);
        (double foundPower, double foundBeta) = GravityFit.Tanner(Costs, Origins, Destinations, cost, log);
        Assert.Equal(power, foundPower, tolerance: 1e-3);
        Assert.Equal(beta, foundBeta, tolerance: 1e-4);
    }

    [Fact]
    public void A_shut_pair_has_no_part_in_the_mean()
    {
        double[] costs = [.. Costs];
        costs[1] = costs[2] = double.PositiveInfinity;
        double[] trips = Gravity.DoublyConstrained(costs, 0.1, Origins, Destinations).Trips;
        Assert.Equal(0, trips[1]);
        double mean = trips.Zip(costs, static (t, c) => t > 0 ? t * c : 0).Sum() / trips.Sum();
        Assert.Equal(0.1, GravityFit.Exponential(costs, Origins, Destinations, mean), tolerance: 1e-5);
    }

    [Theory]
    [InlineData(80, "cost does not count")]
    [InlineData(2.5, "Expected a mean between")]
    public void A_mean_that_no_trips_have_is_refused_in_a_sentence(double mean, string told) =>
        Assert.Contains(told, Assert.Throws<TerritoryException>(() => GravityFit.Exponential(Costs, Origins, Destinations, mean)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_power_of_no_cost_is_refused() =>
        Assert.Contains("the cost from origin 0 to destination 1 is 0", Assert.Throws<ArgumentException>(() => Gravity.Tanner([1, 0], 1, 0, [2], [1, 1])).Message, StringComparison.Ordinal);
}
