using FsCheck;
using FsCheck.Fluent;
using TerritoryTwin.Ensembles;

namespace TerritoryTwin.Tests.Ensembles;

public sealed class SamplingTests
{
    [Fact]
    public void A_latin_hypercube_has_one_variant_in_each_stratum_of_each_parameter() =>
        Prop.ForAll(Gen.Choose(1, 300).Zip(Gen.Choose(1, 20)).Zip(Gen.Choose(0, int.MaxValue)).ToArbitrary(), size =>
        {
            ((int n, int d), int seed) = size;
            Design design = Sampling.LatinHypercube(n, d, (ulong)seed);
            for (int j = 0; j < d; j++) Assert.Equal(Enumerable.Range(0, n), Enumerable.Range(0, n).Select(i => (int)(design[i, j] * n)).Order());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_grid_has_each_combination_of_levels_once_in_the_middle_of_its_share()
    {
        Design grid = Sampling.Grid(2, 1, 3);
        Assert.Equal(
            [(0.25, 0.5, 1 / 6.0), (0.25, 0.5, 0.5), (0.25, 0.5, 5 / 6.0), (0.75, 0.5, 1 / 6.0), (0.75, 0.5, 0.5), (0.75, 0.5, 5 / 6.0)],
            Enumerable.Range(0, grid.Count).Select(i => (grid[i, 0], grid[i, 1], grid[i, 2])));
    }

    // A polynomial of degree s is primitive where x generates all 2^s − 1 residues other than 0.
    [Fact]
    public void Direction_numbers_are_odd_and_small_enough_and_their_polynomials_primitive_and_different()
    {
        HashSet<uint> seen = [];
        for (int j = 1; j < JoeKuo.Dimensions; j++)
        {
            ReadOnlySpan<uint> m = JoeKuo.Initial(j);
            uint degree = (uint)m.Length, polynomial = (1U << m.Length) | (JoeKuo.Polynomial(j) << 1) | 1, power = 1, order = 0;
            for (int k = 0; k < m.Length; k++) Assert.True(m[k] % 2 == 1 && m[k] < 2U << k, $"coordinate {j + 1}: m{k + 1} is {m[k]}");
            do
            {
                power <<= 1;
                if (power >> (int)degree == 1) power ^= polynomial;
                order++;
            }
            while (power != 1 && order < 1U << 20);
            Assert.Equal((1U << (int)degree) - 1, order);
            Assert.True(seen.Add(polynomial));
        }
        Assert.Equal(127, seen.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Two_coordinates_of_the_sobol_sequence_have_a_point_in_each_of_2_to_the_k_boxes_for_the_first_two_coordinates(ulong seed)
    {
        Design design = Sampling.Sobol(256, 2, seed);
        for (int k = 0; k <= 8; k++)                                                // (0, 2)-sequence in base 2: Sobol 1967
            Assert.Equal(256, Enumerable.Range(0, 256).Select(i => ((int)(design[i, 0] * (1 << k)), (int)(design[i, 1] * (1 << (8 - k))))).Distinct().Count());
    }

    [Fact]
    public void A_scrambled_sequence_keeps_off_the_edges_and_differs_by_seed_and_coordinate()
    {
        Design one = Sampling.Sobol(1 << 12, 3, 1), two = Sampling.Sobol(1 << 12, 3, 2);
        Assert.All(Enumerable.Range(0, one.Count), i => Assert.InRange(one[i, 0], 1e-10, 1 - 1e-10));
        Assert.DoesNotContain(Enumerable.Range(0, one.Count), i => one[i, 0] == two[i, 0] || one[i, 0] == one[i, 1]);
        double[] fifth = [.. Enumerable.Range(1, 1000).Select(seed => Sampling.Sobol(6, 2, (ulong)seed)[5, 1])];
        Assert.Equal(0.5, fifth.Average(), 4 / Math.Sqrt(12 * 1000.0));             // over seeds each point is uniform
        Assert.Equal(1 / 12.0, fifth.Average(u => (u - 0.5) * (u - 0.5)), 4 / Math.Sqrt(180 * 1000.0));
    }

    // The mean of a smooth function over scrambled points: unbiased, and far better than random ones (standard deviation 0.0045 for 4096).
    [Fact]
    public void Scrambles_leave_the_mean_of_a_smooth_function_right()
    {
        double[] errors = [.. Enumerable.Range(1, 32).Select(seed =>
        {
            Design design = Sampling.Sobol(1 << 12, 2, (ulong)seed);
            return Enumerable.Range(0, design.Count).Average(i => Math.Exp(design[i, 0]) * design[i, 1]) - (Math.E - 1) / 2;
        })];
        double deviation = Math.Sqrt(errors.Sum(e => e * e) / errors.Length);
        Assert.InRange(deviation, 0, 1e-4);
        Assert.InRange(errors.Average(), -4 * deviation / Math.Sqrt(32), 4 * deviation / Math.Sqrt(32));
    }

    [Fact]
    public void Trajectories_change_each_parameter_once_by_half_its_levels()
    {
        Design design = Sampling.Morris(200, 5, 6, 9);
        Assert.Equal(1200, design.Count);
        int[] starts = new int[6];
        for (int t = 0; t < 200; t++)
        {
            int[] changed = [.. Enumerable.Range(t * 6, 5).Select(i => Enumerable.Range(0, 5).Single(j => design[i, j] != design[i + 1, j]))];
            Assert.Equal([0, 1, 2, 3, 4], changed.Order());
            Assert.All(Enumerable.Range(t * 6, 5), i => Assert.Equal(0.5, Math.Abs(design[i + 1, changed[i % 6]] - design[i, changed[i % 6]]), 1e-15));
            starts[(int)(design[t * 6, 0] * 6)]++;
        }
        Assert.All(starts, s => Assert.InRange(s, 10, 60));                         // 33 expected, standard deviation 5.3
    }

    [Fact]
    public void Rows_for_indices_are_a_b_and_a_with_one_parameter_of_b_and_more_points_add_rows()
    {
        Design rows = Sampling.Saltelli(8, 3, 0), pairs = Sampling.Sobol(8, 6, 0), more = Sampling.Saltelli(16, 3, 0);
        for (int i = 0; i < 8; i++)
        {
            double[] p = pairs.Point(i).ToArray();
            Assert.Equal([p[0], p[1], p[2], p[3], p[4], p[5], p[3], p[1], p[2], p[0], p[4], p[2], p[0], p[1], p[5]], Enumerable.Range(5 * i, 5).SelectMany(r => rows.Point(r).ToArray()));
        }
        Assert.All(Enumerable.Range(0, 40), r => Assert.Equal(rows.Point(r), more.Point(r)));
    }

    public static TheoryData<string, Action> Impossible => new()
    {
        { "at least 1", () => Sampling.LatinHypercube(0, 3, 1) }, { "at least 1", () => Sampling.LatinHypercube(3, 0, 1) }, { "1,048,576", () => Sampling.LatinHypercube(1 << 21, 1, 1) },
        { "at least 1", () => Sampling.Sobol(-1, 3, 1) }, { "128", () => Sampling.Sobol(4, 129, 0) }, { "64", () => Sampling.Saltelli(4, 65, 0) }, { "at least 1", () => Sampling.Saltelli(0, 3, 0) },
        { "even", () => Sampling.Morris(4, 3, 5, 1) }, { "at least 1", () => Sampling.Morris(0, 3, 4, 1) }, { "at least 1", () => Sampling.Grid() }, { "0 levels", () => Sampling.Grid(3, 0) },
        { "at most", () => Sampling.Grid([.. Enumerable.Repeat(10, 40)]) },
    };

    [Theory, MemberData(nameof(Impossible))]
    public void What_cannot_be_sampled_is_refused(string expected, Action sampling) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(sampling).Message, StringComparison.Ordinal);
}
