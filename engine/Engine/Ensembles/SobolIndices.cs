namespace TerritoryTwin.Ensembles;

/// <summary>Shares of the variance of an output that parameters explain.</summary>
/// <param name="First">Of each parameter alone, S_i; small negative estimates are noise.</param>
/// <param name="Total">Of each parameter with all its interactions, S_Ti.</param>
/// <param name="Mean">Of the output, over A and B.</param>
/// <param name="Variance">Of the output, over A and B; where it is 0, indices are NaN.</param>
/// <param name="Used">Base points.</param>
/// <param name="Dropped">Base points left out, with all their variants, as an output of one was not finite.</param>
public sealed record SobolIndices(IReadOnlyList<Estimate> First, IReadOnlyList<Estimate> Total, double Mean, double Variance, int Used, int Dropped);

/// <summary>What an output owes to each parameter. docs/physics/ensembles.md has the equations.</summary>
public static partial class GlobalSensitivity
{
    /// <summary>First-order (Saltelli 2010) and total indices (Jansen 1999) of a design of <see cref="Sampling.Saltelli"/>, with bootstrap intervals over base points.</summary>
    /// <param name="outputs">Of each variant of the design, in its order; one that is not finite drops its base point.</param>
    /// <param name="parameters">Of the design.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <param name="confidence">Of the intervals, 0 to 1.</param>
    /// <param name="centre">Taken from all outputs before; null: their mean. With it the first-order estimate hardly depends on the mean, without (0) it is the published one.</param>
    /// <exception cref="ArgumentException">The outputs are not those of such a design, or fewer than two base points are left.</exception>
    /// <remarks>Saltelli and others (2010), Computer Physics Communications 181, table 2 (b) and (f).</remarks>
    public static SobolIndices Sobol(ReadOnlySpan<double> outputs, int parameters, ulong seed, double confidence = 0.95, double? centre = null)
    {
        int d = parameters, size = d + 2;
        if (d < 1 || outputs.Length == 0 || outputs.Length % size != 0)
            throw new ArgumentException($"indices of {d} parameters from {outputs.Length} outputs; expected d + 2 outputs for each base point");
        List<int> kept = Finite(outputs, size, out int dropped);
        double origin = outputs[kept[0] * size];                                    // near all of them, so little is lost; an output that does not vary has variance 0

        // Of each base point: A + B and A² + B² from the origin, and for each i: AB_i − A, B (AB_i − A), (A − AB_i)².
        double[] terms = new double[kept.Count * (2 + 3 * d)];
        for (int row = 0; row < kept.Count; row++)
        {
            ReadOnlySpan<double> y = outputs.Slice(kept[row] * size, size);
            Span<double> term = terms.AsSpan(row * (2 + 3 * d), 2 + 3 * d);
            double a = y[0] - origin, b = y[1] - origin;
            (term[0], term[1]) = (a + b, a * a + b * b);
            for (int i = 0; i < d; i++)
            {
                double change = y[2 + i] - y[0];
                (term[2 + 3 * i], term[3 + 3 * i], term[4 + 3 * i]) = (change, b * change, change * change);
            }
        }
        double[] sums = new double[2 + 3 * d];
        double mean = double.NaN, variance = double.NaN;
        Estimate[] found = Bootstrap.Of(kept.Count, 2 * d, seed, confidence, (rows, indices) =>
        {
            Array.Clear(sums);
            foreach (int row in rows)
            {
                ReadOnlySpan<double> term = terms.AsSpan(row * sums.Length, sums.Length);
                for (int k = 0; k < term.Length; k++) sums[k] += term[k];
            }
            double n = rows.Length, middle = sums[0] / (2 * n), v = sums[1] / (2 * n) - middle * middle;
            if (double.IsNaN(mean)) (mean, variance) = (origin + middle, v);        // all rows come first
            double from = centre is { } c ? c - origin : middle;
            for (int i = 0; i < d; i++)
            {
                indices[i] = v > 0 ? (sums[3 + 3 * i] - from * sums[2 + 3 * i]) / n / v : double.NaN;
                indices[d + i] = v > 0 ? sums[4 + 3 * i] / (2 * n) / v : double.NaN;
            }
        });
        return new(found[..d], found[d..], mean, variance, kept.Count, dropped);
    }

    // Blocks of outputs that are all finite.
    private static List<int> Finite(ReadOnlySpan<double> outputs, int size, out int dropped)
    {
        List<int> kept = [];
        for (int block = 0; block < outputs.Length / size; block++)
        {
            bool finite = true;
            foreach (double y in outputs.Slice(block * size, size)) finite &= double.IsFinite(y);
            if (finite) kept.Add(block);
        }
        dropped = outputs.Length / size - kept.Count;
        if (kept.Count < 2) throw new ArgumentException($"{kept.Count} of {outputs.Length / size} points (of {size} variants each) have all their outputs; expected at least 2. Mend the variants that failed, or ask for more");
        return kept;
    }
}
