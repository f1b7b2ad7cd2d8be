using TerritoryTwin.Compute;

namespace TerritoryTwin.Mobility;

/// <summary>Which share of people chooses each of several things, by the use that each has for them: multinomial logit.</summary>
/// <remarks>docs/physics/travel-demand.md, eq. 9 and 10. McFadden (1974). Utilities of any size overflow nothing, for the largest is taken off first.</remarks>
public static class Logit
{
    /// <summary>The shares, and what the choice is worth.</summary>
    /// <param name="utilities">V of each alternative; −∞ where it is not to be had. One at least is finite, otherwise all that comes back is NaN.</param>
    /// <param name="shares">Is written: 0 to 1, together 1. May be the memory of <paramref name="utilities"/>.</param>
    /// <returns>ln Σ e^V.</returns>
    public static R Choose<R>(ReadOnlySpan<R> utilities, Span<R> shares) where R : struct, IReal<R>
    {
        R largest = utilities[0];
        for (int k = 1; k < utilities.Length; k++) largest = R.Max(largest, utilities[k]);
        R sum = 0f;
        for (int k = 0; k < utilities.Length; k++)
        {
            shares[k] = R.Exp(utilities[k] - largest);
            sum = sum + shares[k];
        }
        for (int k = 0; k < utilities.Length; k++) shares[k] = shares[k] / sum;
        return largest + R.Log(sum);
    }
}

/// <summary>A choice in two steps, a nest and then an alternative in it: alternatives of one nest take more from one another than from others.</summary>
/// <remarks>docs/physics/travel-demand.md, eq. 11 to 14. Nested logit, Williams (1977), Daly and Zachary (1978).</remarks>
public sealed class NestedLogit
{
    private readonly int[] _nestOf;
    private readonly float[] _scales;

    /// <summary>Of alternatives in nests.</summary>
    /// <param name="nestOf">Nest of each alternative, 0 to the number of nests − 1; none is empty.</param>
    /// <param name="scales">θ of each nest, above 0 to 1; 1 makes its alternatives as independent as those of other nests.</param>
    /// <exception cref="ArgumentException">A nest does not exist or is empty, or a scale is out of range.</exception>
    public NestedLogit(IReadOnlyList<int> nestOf, IReadOnlyList<float> scales)
    {
        ArgumentNullException.ThrowIfNull(nestOf);
        ArgumentNullException.ThrowIfNull(scales);
        for (int k = 0; k < nestOf.Count; k++)
            if ((uint)nestOf[k] >= (uint)scales.Count) throw new ArgumentException($"alternative {k} is in nest {nestOf[k]}; expected 0 to {scales.Count - 1}", nameof(nestOf));
        for (int n = 0; n < scales.Count; n++)
        {
            if (!(scales[n] is > 0 and <= 1)) throw new ArgumentException($"the scale of nest {n} is {scales[n]}; expected a number above 0, up to 1: beyond 1 a better bus would bring people into cars", nameof(scales));
            if (!nestOf.Contains(n)) throw new ArgumentException($"nest {n} is empty; expected an alternative in each", nameof(nestOf));
        }
        (_nestOf, _scales) = ([.. nestOf], [.. scales]);
    }

    /// <summary>Number of alternatives.</summary>
    public int Alternatives => _nestOf.Length;
    /// <summary>Number of nests.</summary>
    public int Nests => _scales.Length;

    /// <summary>The shares, and what the choice is worth.</summary>
    /// <param name="utilities">V of each alternative; −∞ where it is not to be had. One at least is finite, otherwise all that comes back is NaN.</param>
    /// <param name="shares">Is written: of each alternative, together 1.</param>
    /// <param name="nests">Is written: the share of each nest.</param>
    /// <returns>ln Σ e^(θ I) over the nests, I = ln Σ e^(V/θ) within each.</returns>
    public R Choose<R>(ReadOnlySpan<R> utilities, Span<R> shares, Span<R> nests) where R : struct, IReal<R>
    {
        for (int n = 0; n < _scales.Length; n++)
        {
            R scale = _scales[n], largest = float.NegativeInfinity, sum = 0f;
            for (int k = 0; k < _nestOf.Length; k++)
                if (_nestOf[k] == n) largest = R.Max(largest, utilities[k] / scale);
            R open = largest > float.NegativeInfinity, from = R.Select(open, largest, 0f);          // a nest with nothing to be had is −∞ as a whole
            for (int k = 0; k < _nestOf.Length; k++)
            {
                if (_nestOf[k] != n) continue;
                shares[k] = R.Exp(utilities[k] / scale - from);
                sum = sum + shares[k];
            }
            R all = R.Select(open, sum, 1f);
            for (int k = 0; k < _nestOf.Length; k++)
                if (_nestOf[k] == n) shares[k] = shares[k] / all;
            nests[n] = scale * (largest + R.Log(all));
        }
        R worth = Logit.Choose(nests, nests);
        for (int k = 0; k < _nestOf.Length; k++) shares[k] = shares[k] * nests[_nestOf[k]];
        return worth;
    }
}
