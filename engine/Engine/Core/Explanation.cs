namespace TerritoryTwin.Core;

/// <summary>One hour of one element, term by term.</summary>
/// <param name="Key">Which balance: <c>rooms</c>.</param>
/// <param name="Facts">What stands around it: temperatures, states.</param>
/// <param name="Terms">What comes in, positive, and goes out or is stored, negative; they sum to 0, or to <see cref="Total"/>, but for rounding. None where facts are all.</param>
/// <param name="Sensitivities">How the result would change, the parameter that matters most first.</param>
public sealed record Explanation(string Key, IReadOnlyList<Term> Facts, IReadOnlyList<Term> Terms, IReadOnlyList<Sensitivity> Sensitivities)
{
    /// <summary>What the terms sum to; null where they cancel.</summary>
    public Term? Total { get; init; }

    /// <summary>More about the same element, each with terms of its own.</summary>
    public IReadOnlyList<Explanation> Parts { get; init; } = [];
}

/// <summary>A value, and where it comes from.</summary>
/// <param name="Quantity">What it is.</param> <param name="Value">In its unit; NaN where a fact holds and has no number.</param>
/// <param name="Source">Equation, and the figures behind it with their provenance.</param>
public sealed record Term(Quantity Quantity, double Value, string Source);

/// <summary>How a result follows a parameter, by its derivative.</summary>
/// <param name="Parameter">Which; its unit is that of <paramref name="Step"/>.</param> <param name="Step">By how much it changes: 1 K, or 0.1 for a tenth.</param>
/// <param name="Result">What follows.</param> <param name="Change">By how much, in its unit.</param>
public sealed record Sensitivity(Quantity Parameter, double Step, Quantity Result, double Change);
