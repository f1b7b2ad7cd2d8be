using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Tests.Ensembles;

public sealed class GlobalSensitivityTests
{
    private static double Ishigami(ReadOnlySpan<double> u)
    {
        double x1 = (2 * u[0] - 1) * Math.PI, x2 = (2 * u[1] - 1) * Math.PI, x3 = (2 * u[2] - 1) * Math.PI;
        return Math.Sin(x1) + 7 * Math.Pow(Math.Sin(x2), 2) + 0.1 * Math.Pow(x3, 4) * Math.Sin(x1);
    }

    private static double[] Outputs(Design design, Func<double[], double> function) => [.. Enumerable.Range(0, design.Count).Select(i => function(design.Point(i).ToArray()))];

    // Independent points, as the bootstrap supposes; those of a Sobol sequence err less than it says.
    private static double[] RandomPairs(int n, ulong seed)
    {
        double[] outputs = new double[5 * n];
        RandomStream stream = new(seed, "pairs");
        for (int i = 0; i < n; i++)
        {
            double[] a = [stream.NextDouble(), stream.NextDouble(), stream.NextDouble()], b = [stream.NextDouble(), stream.NextDouble(), stream.NextDouble()];
            (outputs[5 * i], outputs[5 * i + 1]) = (Ishigami(a), Ishigami(b));
            for (int j = 0; j < 3; j++)
            {
                double[] mixed = [.. a];
                mixed[j] = b[j];
                outputs[5 * i + 2 + j] = Ishigami(mixed);
            }
        }
        return outputs;
    }

    // Closed form: sobol_indices_analytic.csv of the reference. Of 400 intervals of 90 %, 360 are expected to hold the truth, standard deviation 6.
    [Fact]
    public void Intervals_of_indices_hold_the_truth_as_often_as_they_say()
    {
        double[] truth = [0.313905191148, 0.44241114479, 0, 0.55758885521, 0.44241114479, 0.243683664062];
        int[] held = new int[6];
        for (int r = 0; r < 400; r++)
        {
            SobolIndices found = GlobalSensitivity.Sobol(RandomPairs(256, (ulong)r), 3, (ulong)r, confidence: 0.9);
            Estimate[] all = [.. found.First, .. found.Total];
            for (int k = 0; k < 6; k++) held[k] += all[k].Covers(truth[k]) ? 1 : 0;
        }
        Assert.All(held, h => Assert.InRange(h, 360 - 18, 360 + 18));
    }

    [Fact]
    public void Intervals_from_scrambled_sobol_points_hold_the_truth_at_least_as_often()
    {
        double[] truth = [0.313905191148, 0.44241114479, 0, 0.55758885521, 0.44241114479, 0.243683664062];
        int[] held = new int[6];
        for (ulong r = 1; r <= 200; r++)
        {
            SobolIndices found = GlobalSensitivity.Sobol(Outputs(Sampling.Saltelli(256, 3, r), u => Ishigami(u)), 3, r, confidence: 0.9);
            Estimate[] all = [.. found.First, .. found.Total];
            for (int k = 0; k < 6; k++) held[k] += all[k].Covers(truth[k]) ? 1 : 0;
        }
        Assert.All(held, h => Assert.InRange(h, 180 - 13, 200));                    // three standard deviations below 90 %
    }

    [Fact]
    public void A_variant_that_failed_drops_its_base_point_and_no_other()
    {
        double[] outputs = RandomPairs(100, 4), without = [.. outputs[..35], .. outputs[40..50], .. outputs[55..]];
        (outputs[38], outputs[50]) = (double.NaN, double.PositiveInfinity);         // base points 7 and 10
        SobolIndices found = GlobalSensitivity.Sobol(outputs, 3, 1), expected = GlobalSensitivity.Sobol(without, 3, 1);
        Assert.Equal((98, 2), (found.Used, found.Dropped));
        Assert.Equal(expected.First, found.First);
        Assert.Equal(expected.Total, found.Total);
        Array.Fill(outputs, double.NaN, 5, 495);
        Assert.Contains("1 of 100", Assert.Throws<ArgumentException>(() => GlobalSensitivity.Sobol(outputs, 3, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_mean_does_not_blur_the_indices()
    {
        double[] outputs = RandomPairs(500, 8), raised = [.. outputs.Select(y => y + 1e6)];
        SobolIndices low = GlobalSensitivity.Sobol(outputs, 3, 1), high = GlobalSensitivity.Sobol(raised, 3, 1);
        Assert.Equal(1e6, high.Mean - low.Mean, 1e-6);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(low.First[i].Value, high.First[i].Value, 1e-6);
            Assert.Equal(low.First[i].Low, high.First[i].Low, 1e-6);
            Assert.Equal(low.Total[i].High, high.Total[i].High, 1e-6);
        }
    }

    [Fact]
    public void An_output_that_does_not_vary_has_no_indices_and_dismisses_no_parameter()
    {
        SobolIndices found = GlobalSensitivity.Sobol(Enumerable.Repeat(4.0, 50).ToArray(), 3, 1);
        Assert.Equal((4.0, 0.0), (found.Mean, found.Variance));
        Assert.All(found.First.Concat(found.Total), e => Assert.True(double.IsNaN(e.Value) && double.IsNaN(e.Low) && double.IsNaN(e.High)));
        Assert.Empty(GlobalSensitivity.Negligible(found.Total, 1));
    }

    // y = x1 x2 on middles of 4 levels: the effect of x1 is x2, of mean 1/2 and variance (1 − 1/16)/12; x3 has none.
    [Fact]
    public void Elementary_effects_of_a_product_are_those_of_the_closed_form_and_an_idle_parameter_is_negligible()
    {
        Design design = Sampling.Morris(4000, 3, 4, 2);
        ElementaryEffects found = GlobalSensitivity.Morris(design, Outputs(design, u => u[0] * u[1]), 3);
        double deviation = Math.Sqrt(15 / 16.0 / 12);
        for (int j = 0; j < 2; j++)
        {
            Assert.Equal(0.5, found.Mean[j].Value, 4 * deviation / Math.Sqrt(4000));
            Assert.Equal(found.Mean[j], found.MeanAbsolute[j]);
            Assert.Equal(deviation, found.Deviation[j].Value, 0.01);
            Assert.InRange(found.Mean[j].High - found.Mean[j].Low, 0.9 * 3.92 * deviation / Math.Sqrt(4000), 1.1 * 3.92 * deviation / Math.Sqrt(4000));
        }
        Assert.Equal([2], GlobalSensitivity.Negligible(found.MeanAbsolute, 1e-9));
        Assert.Equal([0, 1, 2], GlobalSensitivity.Negligible(found.MeanAbsolute, 0.6));
    }

    // y = (x − ½)² rises on one side and falls on the other.
    [Fact]
    public void Effects_that_cancel_show_in_their_absolute_mean()
    {
        Design design = Sampling.Morris(500, 1, 4, 2);
        ElementaryEffects found = GlobalSensitivity.Morris(design, Outputs(design, u => (u[0] - 0.5) * (u[0] - 0.5)), 3);
        Assert.True(found.Mean[0].Covers(0));
        Assert.Equal(0.25, found.MeanAbsolute[0].Value, 1e-12);                     // (3/8)² − (1/8)² over ½
    }

    [Fact]
    public void A_variant_that_failed_drops_its_trajectory()
    {
        Design design = Sampling.Morris(10, 2, 4, 2);
        double[] outputs = Outputs(design, u => 3 * u[0] - u[1]);
        outputs[4] = double.NaN;
        outputs[0] = 1e9;                                                           // trajectory 0, kept: would show if the wrong one went
        ElementaryEffects found = GlobalSensitivity.Morris(design, outputs, 3);
        Assert.Equal((9, 1), (found.Used, found.Dropped));
        Assert.True(Math.Abs(found.Mean[0].Value) + Math.Abs(found.Mean[1].Value) > 1e7);
        Assert.Contains("design of trajectories", Assert.Throws<ArgumentException>(() => GlobalSensitivity.Morris(Sampling.LatinHypercube(30, 2, 1), new double[30], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rank_coefficients_are_those_of_a_plane_through_ranks()
    {
        Design grid = Sampling.Grid(8, 8);                                          // binary fractions, so that ties are ties
        RankRegression rising = GlobalSensitivity.RankRegression(grid, Outputs(grid, u => Math.Exp(-9 * u[1])), 1), turning = GlobalSensitivity.RankRegression(grid, Outputs(grid, u => (u[0] - 0.5) * (u[0] - 0.5)), 1);
        Assert.Equal((0.0, -1.0, 1.0), (Math.Round(rising.Coefficients[0].Value, 12), Math.Round(rising.Coefficients[1].Value, 12), Math.Round(rising.Explained.Value, 12)));
        Assert.Equal((0.0, 0.0, 0.0), (Math.Round(turning.Coefficients[0].Value, 12), Math.Round(turning.Coefficients[1].Value, 12), Math.Round(turning.Explained.Value, 12)));
        double[] outputs = Outputs(grid, u => 2 * u[0]);
        (outputs[3], outputs[40]) = (double.NaN, double.NegativeInfinity);
        RankRegression found = GlobalSensitivity.RankRegression(grid, outputs, 1);
        Assert.Equal((62, 2), (found.Used, found.Dropped));
        Assert.Equal(1, found.Explained.Value, 1e-12);
        Assert.True(double.IsNaN(GlobalSensitivity.RankRegression(Sampling.Grid(1, 9), new double[9], 1).Coefficients[0].Value));
        Assert.Contains("at least 4", Assert.Throws<ArgumentException>(() => GlobalSensitivity.RankRegression(Sampling.LatinHypercube(3, 2, 1), new double[3], 1)).Message, StringComparison.Ordinal);
    }

    // y = x1 + x2 + noise in ranks: no closed form of each interval, so the truth is the mean over many samples.
    [Fact]
    public void Intervals_of_rank_coefficients_hold_the_mean_of_many_samples_as_often_as_they_say()
    {
        Estimate[] all = [.. Enumerable.Range(0, 400).Select(r =>
        {
            RandomStream noise = new((ulong)r, "noise");
            Design design = Sampling.LatinHypercube(120, 2, (ulong)r);
            return GlobalSensitivity.RankRegression(design, Outputs(design, u => u[0] + 0.5 * u[1] + 0.3 * noise.NextNormal()), (ulong)r, confidence: 0.9).Coefficients[1];
        })];
        double truth = all.Average(e => e.Value);
        Assert.InRange(all.Count(e => e.Covers(truth)), 360 - 18, 400);
    }

    // Differences 1 … 5: mean 3, standard deviation √2.5, Student's t of 4 at 97.5 % 2.7764451051977987 (tables).
    [Fact]
    public void A_difference_of_pairs_has_students_interval()
    {
        PairedDifference found = GlobalSensitivity.Difference([10, 20, double.NaN, 30, 40, 50, 7], [11, 22, 3, 33, 44, 55, double.NaN]);
        Assert.Equal((5, 2, 3.0), (found.Used, found.Dropped, found.Mean.Value));
        Assert.Equal(3 + 2.7764451051977987 * Math.Sqrt(2.5 / 5), found.Mean.High, 1e-9);
        Assert.Equal(3 - 2.7764451051977987 * Math.Sqrt(2.5 / 5), found.Mean.Low, 1e-9);
        Assert.False(found.SmallerThanItsUncertainty);
        Assert.True(GlobalSensitivity.Difference([1, 2, 3], [2, 1, 3]).SmallerThanItsUncertainty);
        Assert.True(GlobalSensitivity.Difference([1, 2, 3], [1, 2, 3]).SmallerThanItsUncertainty);
    }

    [Fact]
    public void Shared_random_numbers_show_a_difference_that_independent_ones_hide()
    {
        RandomStream stream = new(3, "weather");
        double[] weather = [.. Enumerable.Range(0, 30).Select(_ => 10 * stream.NextNormal())], other = [.. Enumerable.Range(0, 30).Select(_ => 10 * stream.NextNormal())];
        Assert.False(GlobalSensitivity.Difference(weather, [.. weather.Select(w => 1.02 * w + 0.5)]).SmallerThanItsUncertainty);
        Assert.True(GlobalSensitivity.Difference(weather, [.. other.Select(w => 1.02 * w + 0.5)]).SmallerThanItsUncertainty);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_confidence_that_is_none_is_refused(double confidence)
    {
        Assert.Contains("confidence", Assert.Throws<ArgumentException>(() => GlobalSensitivity.Sobol(RandomPairs(10, 1), 3, 1, confidence)).Message, StringComparison.Ordinal);
        Assert.Contains("confidence", Assert.Throws<ArgumentException>(() => GlobalSensitivity.Difference([1, 2], [2, 4], confidence)).Message, StringComparison.Ordinal);
    }
}
