using TerritoryTwin.Core;

namespace TerritoryTwin.Ensembles;

/// <summary>Designs of experiments. Each is a function of its arguments alone; docs/physics/ensembles.md has the definitions.</summary>
public static class Sampling
{
    /// <summary>Parameters of the longest Sobol point.</summary>
    public const int MaxDimensions = JoeKuo.Dimensions;

    /// <summary>Every combination of levels, the last parameter changing fastest. Level i of L stands at (i + ½)/L.</summary>
    /// <param name="levels">Number of levels of each parameter.</param>
    /// <exception cref="ArgumentException">There is no parameter, one without a level, or there are too many combinations.</exception>
    public static Design Grid(params ReadOnlySpan<int> levels)
    {
        long count = 1;
        foreach (int level in levels)
        {
            if (level < 1) throw new ArgumentException($"a parameter of a grid has {level} levels; expected at least 1");
            count = Math.Min(count * level, 1L << 31);                              // more is refused below
        }
        Design design = Design.Empty(count, levels.Length, out Span<double> points);
        for (int variant = 0; variant < design.Count; variant++)
        {
            int rest = variant;
            for (int j = levels.Length - 1; j >= 0; j--)
            {
                points[variant * levels.Length + j] = (rest % levels[j] + 0.5) / levels[j];
                rest /= levels[j];
            }
        }
        return design;
    }

    /// <summary>A Latin hypercube: of each parameter every one of <paramref name="n"/> equal strata holds one variant, at a random place within it.</summary>
    /// <exception cref="ArgumentException">There are no variants or parameters, or more than 2²⁰ variants.</exception>
    /// <remarks>McKay, Beckman and Conover (1979), Technometrics 21(2).</remarks>
    public static Design LatinHypercube(int n, int d, ulong seed)
    {
        if (n > 1 << 20) throw new ArgumentException($"a Latin hypercube of {n:n0} variants was asked for; expected at most {1 << 20:n0}");
        Design design = Design.Empty(n, d, out Span<double> points);
        int[] strata = new int[n];
        for (int j = 0; j < d; j++)
        {
            RandomStream stream = new(seed, "latin hypercube", j);
            Shuffle(strata, ref stream);
            for (int variant = 0; variant < n; variant++)                           // within the stratum by 2⁻³² at least, so rounding never leaves it
                points[variant * d + j] = (strata[variant] + ((stream.NextBits() >> 33) + 0.5) / (1L << 31)) / n;
        }
        return design;
    }

    /// <summary>The first points of the Sobol sequence in Gray-code order, the first of them 0; scrambled where <paramref name="seed"/> is not 0.</summary>
    /// <param name="n">Number of points; equidistribution is that of a power of two.</param>
    /// <param name="d">Number of parameters, up to <see cref="MaxDimensions"/>.</param>
    /// <param name="seed">0: the plain sequence. Else a nested uniform scramble (Owen 1995) of its 32 bits, points within (0, 1).</param>
    /// <exception cref="ArgumentException">There are no variants or parameters, or too many.</exception>
    /// <remarks>Joe and Kuo (2008), SIAM J. Sci. Comput. 30(5), direction numbers "D6".</remarks>
    public static Design Sobol(int n, int d, ulong seed)
    {
        Design design = Design.Empty(n, d, out Span<double> points);
        for (int j = 0; j < d; j++)
        {
            SobolSequence sequence = new(j, seed);
            for (int variant = 0; variant < n; variant++) points[variant * d + j] = sequence.Next();
        }
        return design;
    }

    /// <summary>
    /// Trajectories through a grid of levels: d + 1 variants each, of which the next differs from the one before in one parameter, by half the levels;
    /// every parameter changes once, in random order.
    /// </summary>
    /// <param name="trajectories">Number of trajectories; variants d + 1 times as many.</param>
    /// <param name="d">Number of parameters.</param>
    /// <param name="levels">Even; level i of L stands at (i + ½)/L, so a step is ½ and no point lies on the edge of the cube.</param>
    /// <param name="seed">Of the run.</param>
    /// <exception cref="ArgumentException">There are no trajectories or parameters, or the number of levels is odd or below 2.</exception>
    /// <remarks>Morris (1991), Technometrics 33(2), whose levels are i/(L − 1).</remarks>
    public static Design Morris(int trajectories, int d, int levels, ulong seed)
    {
        if (levels < 2 || levels % 2 == 1) throw new ArgumentException($"trajectories of {levels} levels were asked for; expected an even number from 2 (4 is common)");
        Design design = Design.Empty((long)trajectories * (d + 1), d, out Span<double> points);
        int[] level = new int[d], order = new int[d];
        for (int t = 0; t < trajectories; t++)
        {
            RandomStream stream = new(seed, "morris", t);
            for (int j = 0; j < d; j++) level[j] = stream.Below(levels);
            Shuffle(order, ref stream);
            for (int k = 0; k <= d; k++)
            {
                for (int j = 0; j < d; j++) points[(t * (d + 1) + k) * d + j] = (level[j] + 0.5) / levels;
                if (k < d) level[order[k]] = (level[order[k]] + levels / 2) % levels;
            }
        }
        return design;
    }

    /// <summary>
    /// For first-order and total indices: of each base point d + 2 variants, A, B, AB₁ … AB_d, where AB_i is A with parameter i of B. A and B are the first and
    /// last d coordinates of a Sobol point, so a larger <paramref name="n"/> adds variants and leaves the first as they are.
    /// </summary>
    /// <param name="n">Number of base points; variants d + 2 times as many.</param>
    /// <param name="d">Number of parameters, up to half of <see cref="MaxDimensions"/>.</param>
    /// <param name="seed">As that of <see cref="Sobol"/>.</param>
    /// <exception cref="ArgumentException">There are no points or parameters, or too many.</exception>
    /// <remarks>Saltelli and others (2010), Computer Physics Communications 181.</remarks>
    public static Design Saltelli(int n, int d, ulong seed)
    {
        if (d > MaxDimensions / 2)
            throw new ArgumentException($"indices of {d} parameters were asked for; expected at most {MaxDimensions / 2}. Screen them first (Morris), or put some together");
        Design design = Design.Empty((long)n * (d + 2), d, out Span<double> points), pairs = Sobol(n, 2 * d, seed);
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> a = pairs.Point(i)[..d], b = pairs.Point(i)[d..];
            Span<double> rows = points.Slice(i * (d + 2) * d, (d + 2) * d);
            for (int k = 0; k < d + 2; k++) (k == 1 ? b : a).CopyTo(rows.Slice(k * d, d));
            for (int j = 0; j < d; j++) rows[(j + 2) * d + j] = b[j];
        }
        return design;
    }

    // 0 … n − 1 in random order, Fisher and Yates.
    private static void Shuffle(Span<int> numbers, ref RandomStream stream)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            int other = stream.Below(i + 1);
            numbers[i] = numbers[other];
            numbers[other] = i;
        }
    }
}
