using MathNet.Numerics.Distributions;

namespace TerritoryTwin.Ensembles;

/// <summary>How much an output of one variant exceeds that of another in the mean, from runs in pairs that share their random numbers.</summary>
/// <param name="Mean">Mean difference, second less first.</param>
/// <param name="Used">Pairs.</param>
/// <param name="Dropped">Pairs left out, as an output of one was not finite.</param>
public sealed record PairedDifference(Estimate Mean, int Used, int Dropped)
{
    /// <summary>True when the interval holds 0: the runs do not tell which variant has more.</summary>
    public bool SmallerThanItsUncertainty => Mean.Covers(0);
}

public static partial class GlobalSensitivity
{
    /// <summary>Mean difference of two variants with Student's interval of the differences of pairs.</summary>
    /// <param name="first">Outputs of a variant.</param>
    /// <param name="second">Of the other, each with the random numbers of its pair.</param>
    /// <param name="confidence">Of the interval, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are not as many of one as of the other, or fewer than two pairs are left.</exception>
    public static PairedDifference Difference(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double confidence = 0.95)
    {
        if (first.Length != second.Length) throw new ArgumentException($"{first.Length} outputs of a variant and {second.Length} of the other; expected pairs");
        if (!(confidence > 0 && confidence < 1)) throw new ArgumentException($"an interval of confidence {confidence:R} was asked for; expected a number between 0 and 1");
        double[] differences = new double[first.Length];
        for (int i = 0; i < first.Length; i++) differences[i] = second[i] - first[i];
        List<int> kept = Finite(differences, 1, out int dropped);
        double mean = 0, squares = 0;
        foreach (int i in kept) mean += differences[i] / kept.Count;
        foreach (int i in kept) squares += (differences[i] - mean) * (differences[i] - mean);
        double reach = StudentT.InvCDF(0, 1, kept.Count - 1, (1 + confidence) / 2) * Math.Sqrt(squares / (kept.Count - 1) / kept.Count);
        return new(new(mean, mean - reach, mean + reach), kept.Count, dropped);
    }

    /// <summary>The parameters whose influence surely stays at or below a threshold: their whole interval does. One without an interval is not among them.</summary>
    /// <param name="influence">Of each parameter: total indices, or μ* of elementary effects. First-order indices and rank coefficients would miss interactions and curves.</param>
    /// <param name="threshold">In the unit of the influence.</param>
    public static IReadOnlyList<int> Negligible(IReadOnlyList<Estimate> influence, double threshold) =>
        [.. Enumerable.Range(0, influence.Count).Where(j => influence[j].High <= threshold)];
}
