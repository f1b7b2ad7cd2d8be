using System.Globalization;

namespace TerritoryTwin.Files.Verification;

/// <summary>How far a found value may lie from the expected one: the greater of an amount and a share.</summary>
/// <param name="Amount">In the unit of the expected value, ≥ 0.</param>
/// <param name="Share">Of the expected value, ≥ 0.</param>
public readonly record struct Tolerance(double Amount, double Share)
{
    /// <summary>In the unit of the expected value.</summary>
    public double Around(double expected) => Math.Max(Amount, Share * Math.Abs(expected));

    /// <summary>Reads <c>0.01</c>, <c>1 %</c> or <c>2 % or 15</c>; null when it is none of them.</summary>
    public static Tolerance? Read(string text)
    {
        double amount = 0, share = 0;
        foreach (string part in text.Split(" or ", StringSplitOptions.TrimEntries))
        {
            if (!double.TryParse(part.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(value >= 0) || !double.IsFinite(value)) return null;
            if (part.EndsWith('%')) share = Math.Max(share, value / 100);
            else amount = Math.Max(amount, value);
        }
        return new(amount, share);
    }
}

/// <summary>What is expected of a quantity: a value, or anything from a low to a high end.</summary>
/// <param name="Low">Low end.</param>
/// <param name="High">High end; equal to <paramref name="Low"/> for a single value.</param>
public readonly record struct Expectation(double Low, double High)
{
    /// <summary>True for a range.</summary>
    public bool IsRange => Low != High;

    /// <summary>How far a value lies from the expectation: 0 within a range, negative below.</summary>
    public double Beyond(double found) => found < Low ? found - Low : found > High ? found - High : double.IsNaN(found) ? double.NaN : 0;

    /// <summary>The end that is nearest to a value.</summary>
    public double Nearest(double found) => found > High ? High : found < Low ? Low : found;

    /// <summary>As cases write it, rounded for people.</summary>
    public override string ToString() => IsRange ? string.Create(CultureInfo.InvariantCulture, $"{Low:g6} .. {High:g6}") : Low.ToString("g8", CultureInfo.InvariantCulture);
}
