using MathNet.Numerics.Distributions;

namespace TerritoryTwin.Ensembles;

/// <summary>How a parameter of an ensemble is spread, in the unit of the parameter. Impossible bounds are refused when it is made.</summary>
public abstract class Distribution
{
    /// <summary>The value below which a share <paramref name="u"/> of all lies.</summary>
    /// <param name="u">In [0, 1); where the distribution has no least value, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="u"/> lies outside.</exception>
    public double Quantile(double u)
    {
        if (!(u >= 0 && u < 1)) throw new ArgumentOutOfRangeException(nameof(u), u, "the place in a distribution must be in [0, 1)");
        double value = Inverse(u);
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(u), u, "a distribution without bounds has no value there; scramble the Sobol sequence (a seed other than 0), or truncate the distribution");
        return value;
    }

    /// <summary>Share of all at or below a value.</summary>
    internal abstract double Share(double value);

    /// <summary>Inverse of <see cref="Share"/>; infinite at an end without bound.</summary>
    private protected abstract double Inverse(double u);

    /// <summary>Evenly spread from <paramref name="low"/> to <paramref name="high"/>.</summary>
    /// <exception cref="ArgumentException">A bound is not finite, or low is not below high.</exception>
    public static Distribution Uniform(double low, double high)
    {
        Require(double.IsFinite(high - low) && low < high, $"a uniform distribution from {low:R} to {high:R}: expected finite bounds, the first below the second");
        return new Simple(u => low + (high - low) * u, x => Math.Clamp((x - low) / (high - low), 0, 1));
    }

    /// <summary>One of <paramref name="count"/> things, all as likely: values are 0 … count − 1.</summary>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    public static Distribution List(int count)
    {
        Require(count >= 2, $"a list of {count} values: expected at least two, as one does not vary");
        return new Simple(u => Math.Min(Math.Floor(u * count), count - 1), _ => throw new ArgumentException("a list was to be truncated; leave values out of it instead"));
    }

    /// <summary>Normal, without bounds.</summary>
    /// <param name="mean">In the unit of the parameter.</param>
    /// <param name="deviation">Standard deviation, above 0.</param>
    /// <exception cref="ArgumentException">The mean is not finite, or the deviation not finite and above 0.</exception>
    public static Distribution Normal(double mean, double deviation)
    {
        Require(double.IsFinite(mean) && double.IsFinite(deviation) && deviation > 0, $"a normal distribution of mean {mean:R} and standard deviation {deviation:R}: expected finite numbers, the second above 0");
        return new Simple(u => Standard(u) * deviation + mean, x => MathNet.Numerics.Distributions.Normal.CDF(mean, deviation, x));
    }

    /// <summary>Of a positive quantity whose logarithm is normal; without bound above.</summary>
    /// <param name="median">In the unit of the parameter, above 0; the mean is median · exp(spread²/2).</param>
    /// <param name="spread">Standard deviation of the natural logarithm, above 0; about the relative deviation where small.</param>
    /// <exception cref="ArgumentException">A number is not finite and above 0.</exception>
    public static Distribution LogNormal(double median, double spread)
    {
        Require(double.IsFinite(median) && median > 0 && double.IsFinite(spread) && spread > 0, $"a lognormal distribution of median {median:R} and spread {spread:R}: expected finite numbers above 0");
        return new Simple(u => u == 0 ? double.NegativeInfinity : median * Math.Exp(spread * Standard(u)), x => x <= 0 ? 0 : MathNet.Numerics.Distributions.Normal.CDF(0, spread, Math.Log(x / median)));
    }

    /// <summary>Triangular, most likely at <paramref name="mode"/>.</summary>
    /// <exception cref="ArgumentException">A number is not finite, low is not below high, or the mode lies beyond them.</exception>
    public static Distribution Triangular(double low, double mode, double high)
    {
        Require(double.IsFinite(high - low) && low < high && mode >= low && mode <= high, $"a triangular distribution from {low:R} by {mode:R} to {high:R}: expected finite numbers in this order, the first below the last");
        return new Simple(u => MathNet.Numerics.Distributions.Triangular.InvCDF(low, high, mode, u), x => MathNet.Numerics.Distributions.Triangular.CDF(low, high, mode, x));
    }

    /// <summary>A distribution cut off below <paramref name="low"/> and above <paramref name="high"/>; either may be infinite.</summary>
    /// <exception cref="ArgumentException">It is a list, low is not below high, or less than a millionth of the distribution lies between them.</exception>
    public static Distribution Truncated(Distribution whole, double low, double high)
    {
        ArgumentNullException.ThrowIfNull(whole);
        Require(low < high, $"a distribution truncated from {low:R} to {high:R}: expected the first below the second");
        double below = whole.Share(low), within = whole.Share(high) - below;
        Require(within >= 1e-6, $"a distribution truncated from {low:R} to {high:R}: {within:g2} of it lies there; expected a millionth at least. Widen the bounds, or take another distribution");
        return new Simple(
            u => below + within * u is var share && share <= 0 ? low : share >= 1 ? high : Math.Clamp(whole.Inverse(share), low, high),
            x => Math.Clamp((whole.Share(x) - below) / within, 0, 1));
    }

    private static double Standard(double u) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, u);

    private static void Require(bool possible, string otherwise)
    {
        if (!possible) throw new ArgumentException(otherwise);
    }

    private sealed class Simple(Func<double, double> inverse, Func<double, double> share) : Distribution
    {
        internal override double Share(double value) => share(value);

        private protected override double Inverse(double u) => inverse(u);
    }
}
