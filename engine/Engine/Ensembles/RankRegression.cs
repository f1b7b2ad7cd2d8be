namespace TerritoryTwin.Ensembles;

/// <summary>A plane through the ranks of an output over those of its parameters.</summary>
/// <param name="Coefficients">Of each parameter, standardised: standard deviations of the output's rank for one of the parameter's; NaN where parameters go together or the output does not vary.</param>
/// <param name="Explained">R²: share of the variance of ranks that the plane explains. Where it is far below 1, a small coefficient says nothing.</param>
/// <param name="Used">Variants.</param>
/// <param name="Dropped">Variants left out, as their output was not finite.</param>
public sealed record RankRegression(IReadOnlyList<Estimate> Coefficients, Estimate Explained, int Used, int Dropped);

public static partial class GlobalSensitivity
{
    /// <summary>Standardised rank regression coefficients of any design whose parameters are not tied to one another (Latin hypercube, Sobol, grid), with bootstrap intervals over variants.</summary>
    /// <param name="design">Of which the points are ranked.</param>
    /// <param name="outputs">Of each variant; one that is not finite is left out.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="confidence">Of the intervals, 0 to 1.</param>
    /// <exception cref="ArgumentException">There is not an output for each variant, or no more variants are left than parameters and one.</exception>
    /// <remarks>Saltelli and others (2008), Global Sensitivity Analysis: The Primer, 1.2. Ties share their mean rank; ranks are those of all variants, also within resamples.</remarks>
    public static RankRegression RankRegression(Design design, ReadOnlySpan<double> outputs, ulong seed, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(design);
        if (outputs.Length != design.Count) throw new ArgumentException($"a rank regression of {outputs.Length} outputs over {design.Count} variants; expected an output for each");
        List<int> kept = Finite(outputs, 1, out int dropped);
        int d = design.Dimensions, n = kept.Count, width = d + 1;
        if (n < d + 2) throw new ArgumentException($"a rank regression of {d} parameters over {n} variants with an output; expected at least {d + 2}. Ask for more");
        double[] values = new double[n], ranks = new double[n * width];             // of each variant: parameters, then the output
        for (int j = 0; j < width; j++)
        {
            for (int i = 0; i < n; i++) values[i] = j < d ? design[kept[i], j] : outputs[kept[i]];
            double[] ranked = Ranks(values);
            for (int i = 0; i < n; i++) ranks[i * width + j] = ranked[i] - (n - 1) / 2.0;
        }
        Estimate[] found = Bootstrap.Of(n, width, seed, confidence, (rows, results) => Fit(rows, ranks, results));
        return new(found[..d], found[d], n, dropped);
    }

    // Coefficients, then R², from the correlations of ranks.
    private static void Fit(ReadOnlySpan<int> rows, double[] ranks, Span<double> results)
    {
        int width = results.Length, d = width - 1;
        double[] mean = new double[width];
        double[,] products = new double[width, width];
        foreach (int row in rows)
        {
            for (int j = 0; j < width; j++)
            {
                double rank = ranks[row * width + j];
                mean[j] += rank / rows.Length;
                for (int k = 0; k <= j; k++) products[j, k] += rank * ranks[row * width + k] / rows.Length;
            }
        }
        double[] deviation = new double[width];
        for (int j = 0; j < width; j++)
        {
            for (int k = 0; k <= j; k++) products[j, k] -= mean[j] * mean[k];
            deviation[j] = Math.Sqrt(Math.Max(0, products[j, j]));
        }
        for (int j = 0; j < width; j++)
        {
            for (int k = 0; k <= j; k++) products[j, k] /= deviation[j] * deviation[k];
        }
        results.Fill(double.NaN);
        if (Cholesky(products, d) is not { } lower || !double.IsFinite(products[d, d])) return;
        double explained = 0;
        for (int j = 0; j < d; j++)
        {
            double rest = products[d, j];
            for (int k = 0; k < j; k++) rest -= lower[j, k] * results[k];
            results[j] = rest / lower[j, j];
            explained += results[j] * results[j];
        }
        for (int j = d - 1; j >= 0; j--)
        {
            for (int k = j + 1; k < d; k++) results[j] -= lower[k, j] * results[k];
            results[j] /= lower[j, j];
        }
        results[d] = explained;
    }

    // Lower factor of the first d rows; null where they depend on one another, or one does not vary.
    private static double[,]? Cholesky(double[,] matrix, int d)
    {
        double[,] lower = new double[d, d];
        for (int j = 0; j < d; j++)
        {
            for (int k = 0; k <= j; k++)
            {
                double rest = matrix[j, k];
                for (int m = 0; m < k; m++) rest -= lower[j, m] * lower[k, m];
                if (j == k && !(rest > 1e-10)) return null;
                lower[j, k] = j == k ? Math.Sqrt(rest) : rest / lower[k, k];
            }
        }
        return lower;
    }

    // From 0; ties share their mean.
    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        double[] ranks = new double[values.Length];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && values[order[to]] == values[order[from]];) to++;
            for (int i = from; i < to; i++) ranks[order[i]] = (from + to - 1) / 2.0;
        }
        return ranks;
    }
}
