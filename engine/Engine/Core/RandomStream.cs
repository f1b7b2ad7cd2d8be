using System.Globalization;

namespace TerritoryTwin.Core;

/// <summary>
/// A stream of random numbers named by (seed, purpose, element). Streams with different names are independent, and a draw depends on its
/// name and position alone: neither threads nor other elements nor scenarios can change it.
/// </summary>
/// <remarks>Each draw is the SplitMix64 finaliser (Steele, Lea and Flood 2014) of a counter that starts at a hash of the name.</remarks>
public struct RandomStream
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _counter;

    /// <summary>The stream of that name, at its beginning.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="purpose">What is drawn: <c>renovate</c>, <c>income</c>…</param>
    /// <param name="element">Which element it is drawn for.</param>
    public RandomStream(ulong seed, string purpose, long element = 0)
    {
        ulong name = Mix(seed + Step);
        foreach (char c in purpose) name = Mix((name ^ c) + Step);
        _counter = Mix((name ^ (ulong)element) + Step);
    }

    /// <summary>The element that an identifier names, wherever its row stands: of letters, a hyphen or none, and digits (<c>b12</c>, <c>road-12</c>) the number less one; of any other a hash.</summary>
    public static long ElementOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        ReadOnlySpan<char> digits = id.AsSpan().TrimStart("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (digits.Length < id.Length && digits.StartsWith('-')) digits = digits[1..];
        if (digits.Length < id.Length && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) return number - 1;
        ulong name = Step;
        foreach (char c in id) name = Mix((name ^ c) + Step);
        return (long)name;
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_counter += Step);

    /// <summary>Uniform on [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on [low, high).</summary>
    public double Between(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Uniform among 0 … <paramref name="count"/> − 1; <paramref name="count"/> ≥ 1.</summary>
    public int Below(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>Standard normal, by Box and Muller (1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
