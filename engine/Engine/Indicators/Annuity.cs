namespace TerritoryTwin.Indicators;

/// <summary>Money of several years: equal yearly sums, and what they are worth today.</summary>
/// <remarks>
/// The annuity factor a(r, n) = r / (1 − (1 + r)^−n), 1/n without interest, and its inverse, the present value factor of equal yearly sums (EN 15459-1, ISO 15686-5). docs/results.md, Aid, loans and later money.
/// </remarks>
public static class Annuity
{
    /// <summary>What is paid at the end of each year for one euro borrowed today.</summary>
    /// <param name="rate">In a year, ≥ 0; 0.04 is 4 %.</param> <param name="years">&gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate below 0, or no years.</exception>
    public static double Of(double rate, double years)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(years);
        return rate == 0 ? 1 / years : rate / (1 - Math.Pow(1 + rate, -years));
    }

    /// <summary>
    /// Net present value of works, each renewed at its end, over the longest of their lifetimes: (B − Σ Iₖ a(r, Lₖ)) / a(r, max Lₖ). Where all last equally long, B / a(r, L) − I.
    /// </summary>
    /// <param name="rate">In a year, ≥ 0.</param> <param name="benefit">Of each year [€].</param> <param name="invested">Years that works last, and what they cost [€]; at least one.</param>
    public static double PresentValue(double rate, double benefit, IReadOnlyList<(double Years, double Cost)> invested) =>
        (benefit - invested.Sum(i => i.Cost * Of(rate, i.Years))) / Of(rate, invested.Max(static i => i.Years));
}
