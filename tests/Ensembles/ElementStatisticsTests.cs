using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Tests.Ensembles;

public sealed class ElementStatisticsTests
{
    private static readonly float[] Thresholds = [-1, 0, 100];

    // Elements of all manners: a few values, one range, both signs, all magnitudes, failures.
    private static float[] Variant(ref RandomStream stream)
    {
        float sign = stream.Below(2) == 0 ? 1 : -1;
        return
        [
            stream.Below(5), (float)stream.Between(50, 150), sign * (float)stream.Between(0, 1), BitConverter.UInt32BitsToSingle((uint)stream.NextBits()),
            stream.Below(3) == 0 ? float.NaN : sign * 0f, (float)stream.NextNormal() * 1e-38f,
        ];
    }

    private static ElementStatistics Of(IEnumerable<float[]> variants, int bins = 256)
    {
        ElementStatistics statistics = new(6, Thresholds, bins);
        foreach (float[] variant in variants) statistics.Add(variant);
        return statistics;
    }

    private static void AssertSame(ElementStatistics expected, ElementStatistics found)
    {
        ElementStatisticsState a = expected.Export(0, expected.Elements), b = found.Export(0, found.Elements);
        Assert.Equal(a.Count, b.Count);
        Assert.Equal(a.Missing, b.Missing);
        Assert.Equal(a.Minimum.Select(BitConverter.SingleToUInt32Bits), b.Minimum.Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal(a.Maximum.Select(BitConverter.SingleToUInt32Bits), b.Maximum.Select(BitConverter.SingleToUInt32Bits));
        Assert.Equal(a.Sums, b.Sums);
        Assert.Equal(a.Passed, b.Passed);
        Assert.Equal(a.Shifts, b.Shifts);
        Assert.Equal(a.BinCounts, b.BinCounts);
        Assert.Equal(a.Bins, b.Bins);
    }

    [Fact]
    public void No_order_of_variants_and_no_way_of_merging_changes_a_bit() =>
        Prop.ForAll(Gen.Choose(1, 3000).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), size =>
        {
            RandomStream stream = new((ulong)size.Item2, "variants");
            List<float[]> variants = [];
            for (int v = 0; v < size.Item1; v++) variants.Add(Variant(ref stream));
            ElementStatistics expected = Of(variants);
            List<ElementStatistics> jobs = [.. Enumerable.Range(0, 1 + stream.Below(9)).Select(_ => Of([]))];
            while (variants.Count > 0)                                              // in any order to any job
            {
                int next = stream.Below(variants.Count);
                jobs[stream.Below(jobs.Count)].Add(variants[next]);
                variants[next] = variants[^1];
                variants.RemoveAt(variants.Count - 1);
            }
            while (jobs.Count > 1)                                                  // any one into any other
            {
                ElementStatistics from = jobs[stream.Below(jobs.Count)];
                jobs.Remove(from);
                jobs[stream.Below(jobs.Count)].Merge(from);
            }
            AssertSame(expected, jobs[0]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [InlineData(256)]
    [InlineData(1024)]
    public void Quantiles_lie_within_their_accuracy_of_the_sorted_values(int bins) =>
        Prop.ForAll(Gen.Choose(1, 5000).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), size =>
        {
            RandomStream stream = new((ulong)size.Item2, "variants");
            List<float[]> variants = [];
            for (int v = 0; v < size.Item1; v++) variants.Add(Variant(ref stream));
            ElementStatistics statistics = Of(variants, bins);
            for (int e = 0; e < 6; e++)
            {
                float[] sorted = [.. variants.Select(v => v[e]).Where(float.IsFinite).Order()];
                Assert.Equal((sorted.Length, variants.Count - sorted.Length), (statistics.Count(e), statistics.Missing(e)));
                for (int percent = 0; percent <= 100 && sorted.Length > 0; percent += 5)
                {
                    float expected = sorted[Math.Max(0, (percent * sorted.Length + 99) / 100 - 1)];
                    double allowed = Math.Max(statistics.Accuracy(e) * Math.Abs((double)expected) * (1 + 1e-12), statistics.Accuracy(e) > 0 ? Math.ScaleB(1, -125) : 0);
                    Assert.InRange(statistics.Quantile(e, percent / 100.0), expected - allowed, expected + allowed);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Theory]
    [InlineData(0.07, 100, 7)]
    [InlineData(0.95, 20, 19)]
    [InlineData(0.29, 100, 29)]
    [InlineData(0.5, 5, 3)]
    [InlineData(0, 5, 1)]
    [InlineData(1, 5, 5)]
    public void A_share_of_all_is_the_rank_that_decimals_say(double share, long count, long rank) => Assert.Equal(rank, ElementStatistics.RankOf(share, count));

    // Of a range of a factor of 3, as most quantities of a building, the accuracy asked for is 0.5 %.
    [Fact]
    public void Quantiles_are_exact_for_as_many_values_as_bins_and_good_to_half_a_percent_within_a_factor_of_three()
    {
        RandomStream stream = new(1, "values");
        ElementStatistics statistics = new(1, []);
        for (int v = 0; v < 256; v++) statistics.Add([(float)stream.Between(50, 150)]);
        Assert.Equal(0, statistics.Accuracy(0));
        for (int v = 256; v < 100_000; v++) statistics.Add([(float)stream.Between(50, 150)]);
        Assert.InRange(statistics.Accuracy(0), 0.001, 0.005);
        Assert.Equal(100, statistics.Quantile(0, 0.5), 0.5 + 4 * 50 / Math.Sqrt(1e5));
        Assert.Equal(145, statistics.Quantile(0, 0.95), 0.725 + 4 * 22 / Math.Sqrt(1e5));
    }

    // Whole numbers of 2⁻²⁰, summed as such.
    [Fact]
    public void Means_and_variances_come_from_sums_without_rounding() =>
        Prop.ForAll(Gen.Choose(-(1 << 24), 1 << 24).ListOf().Where(l => l.Count > 1).ToArbitrary(), numbers =>
        {
            ElementStatistics statistics = new(1, []);
            foreach (int k in numbers) statistics.Add([MathF.ScaleB(k, -20)]);
            BigInteger n = numbers.Count, sum = numbers.Aggregate(BigInteger.Zero, (s, k) => s + k), squares = numbers.Aggregate(BigInteger.Zero, (s, k) => s + (BigInteger)k * k);
            Assert.Equal((double)sum / numbers.Count / (1 << 20), statistics.Mean(0), 4e-16 * Math.Abs(statistics.Mean(0)));
            Assert.Equal((double)(n * squares - sum * sum) / (double)(n * (n - 1)) / (1L << 40), statistics.Variance(0), 1e-15 * statistics.Variance(0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Neither_great_nor_small_values_lose_a_bit_of_the_sums()
    {
        ElementStatistics statistics = new(1, []);
        foreach (float value in new[] { float.MaxValue, 1, float.Epsilon, float.MinValue, float.MinValue, float.MaxValue }) statistics.Add([value]);
        ElementStatisticsState state = statistics.Export(0, 1);
        Assert.Equal((BigInteger.One << 149) + 1, new BigInteger(System.Runtime.InteropServices.MemoryMarshal.AsBytes(state.Sums.AsSpan(0, 5))));
        BigInteger greatest = ((BigInteger.One << 24) - 1) << 253;                  // float.MaxValue in units of 2⁻¹⁴⁹
        Assert.Equal(4 * greatest * greatest + (BigInteger.One << 298) + 1, new BigInteger(System.Runtime.InteropServices.MemoryMarshal.AsBytes(state.Sums.AsSpan(5, 10))));
        Assert.Equal(1 / 6.0, statistics.Mean(0), 1e-16);
    }

    // 2²³ + 1 … 2²³ + n has the variance of 1 … n, n (n + 1)/12.
    [Fact]
    public void A_large_mean_does_not_blur_the_variance()
    {
        ElementStatistics statistics = new(1, []);
        for (int i = 1; i <= 1000; i++) statistics.Add([(1 << 23) + i]);
        Assert.Equal((1000.0 * 1001 / 12, (1 << 23) + 500.5), (statistics.Variance(0), statistics.Mean(0)));
        Assert.Equal(((1 << 23) + 1, (1 << 23) + 1000), (statistics.Minimum(0), statistics.Maximum(0)));
    }

    [Fact]
    public void Values_above_a_threshold_and_missing_ones_are_counted()
    {
        ElementStatistics statistics = new(3, [10, 20]);
        foreach (float value in new[] { 5, 10, 15, 20, 25 }) statistics.Add([value, float.NaN, value == 5 ? -0f : float.PositiveInfinity]);
        Assert.Equal((0.6, 0.2), (statistics.Passing(0, 0), statistics.Passing(0, 1)));
        Assert.Equal((0L, 5L, true, true, true), (statistics.Count(1), statistics.Missing(1), double.IsNaN(statistics.Mean(1)), float.IsNaN(statistics.Minimum(1)), double.IsNaN(statistics.Quantile(1, 0.5))));
        Assert.Equal((1L, 4L, 0.0, true), (statistics.Count(2), statistics.Missing(2), statistics.Quantile(2, 1), double.IsNaN(statistics.Variance(2))));
        Assert.Equal(BitConverter.SingleToUInt32Bits(0), BitConverter.SingleToUInt32Bits(statistics.Minimum(2)));
    }

    [Fact]
    public void What_is_exported_in_blocks_is_what_is_imported_and_damage_is_refused()
    {
        RandomStream stream = new(2, "variants");
        List<float[]> variants = [];
        for (int v = 0; v < 700; v++) variants.Add(Variant(ref stream));
        ElementStatistics whole = Of(variants), half = Of(variants.Take(300)), restored = Of([]);
        for (int first = 0; first < 6; first += 4) restored.Import(first, half.Export(first, Math.Min(4, 6 - first)));
        foreach (float[] variant in variants.Skip(300)) restored.Add(variant);
        AssertSame(whole, restored);

        ElementStatisticsState good = half.Export(0, 6);
        ElementStatisticsState[] damaged =
        [
            good with { Count = [.. good.Count.Select((c, e) => e == 1 ? c + 1 : c)] }, good with { Bins = good.Bins[1..] }, good with { Bins = [.. good.Bins.Reverse()] }, good with { Sums = good.Sums[1..] },
            good with { Shifts = [.. good.Shifts.Select(_ => (byte)25)] }, good with { Minimum = [.. good.Minimum.Select(_ => float.NaN)] }, good with { Passed = [.. good.Passed.Select(_ => 301u)] },
            good with { BinCounts = [.. good.BinCounts.Select((b, e) => e == 0 ? b - 1 : e == 1 ? b + 1 : b)] },
        ];
        Assert.All(damaged, d => Assert.Throws<ArgumentException>(() => Of([]).Import(0, d)));
        Assert.Throws<ArgumentException>(() => Of([]).Import(1, good));
    }

    [Fact]
    public void Statistics_that_differ_in_kind_are_not_merged()
    {
        ElementStatistics statistics = new(2, [1]);
        Assert.Contains("expected the same", Assert.Throws<ArgumentException>(() => statistics.Merge(new(3, [1]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => statistics.Merge(new(2, [2])));
        Assert.Throws<ArgumentException>(() => statistics.Merge(new(2, [1], 512)));
        Assert.Throws<ArgumentException>(() => statistics.Add([1]));
        Assert.Throws<ArgumentException>(() => new ElementStatistics(0, []));
        Assert.Throws<ArgumentException>(() => new ElementStatistics(1, [float.NaN]));
        Assert.Throws<ArgumentException>(() => new ElementStatistics(1, [], 255));
        Assert.Throws<ArgumentOutOfRangeException>(() => statistics.Quantile(0, 1.1));
    }

    // Values of all magnitudes fill every bin there can be: 500 elements stand for 2,273 × 8 (1,024 bins) and 100,000 × 2 (256 bins).
    [Theory]
    [InlineData(1024, 2273 * 8, 200e6)]
    [InlineData(256, 100_000 * 2, 500e6)]
    public void Memory_is_bounded_for_any_number_of_variants(int bins, int elements, double bound)
    {
        const int Few = 500;
        float[] values = new float[Few];
        RandomStream stream = new(4, "values");
        ElementStatistics statistics = new(Few, [1, 2, 3], bins);
        for (int v = 0; v < 3 * bins; v++)
        {
            for (int e = 0; e < Few; e++) values[e] = BitConverter.UInt32BitsToSingle((uint)stream.NextBits());
            statistics.Add(values);
        }
        ElementStatisticsState state = statistics.Export(0, Few);             // the memory of a process would count the tests beside this one
        double each = (4 * (state.Count.Length + state.Missing.Length + state.Minimum.Length + state.Maximum.Length + state.Passed.Length + state.BinCounts.Length) + 8 * (state.Sums.Length + state.Bins.Length) + state.Shifts.Length) / (double)Few;
        Assert.InRange(each, bins * 4, bound / elements);
        Assert.Equal(Few, statistics.Elements);
    }
}
