using System.Numerics;
using System.Runtime.InteropServices;

namespace TerritoryTwin.Ensembles;

/// <summary>Sums without rounding of floats and of their squares, as whole numbers of the least float (2⁻¹⁴⁹) and of its square: no order can change them.</summary>
/// <remarks>Two's complement, least word first. A sum of 2³² floats needs 310 bits, one of squares 587.</remarks>
internal static class ExactSum
{
    /// <summary>Words of 64 bits of a sum.</summary>
    public const int Words = 5;

    /// <summary>Words of a sum of squares.</summary>
    public const int SquareWords = 10;

    /// <summary>Adds a finite float to a sum, and its square to a sum of squares.</summary>
    public static void Add(Span<ulong> sum, Span<ulong> squares, float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value), exponent = (bits >> 23) & 0xFF;
        ulong mantissa = (bits & 0x7FFFFF) | (exponent > 0 ? 0x800000UL : 0);
        int shift = Math.Max((int)exponent, 1) - 1;                                 // value = ± mantissa 2^shift 2⁻¹⁴⁹
        Add(sum, (UInt128)mantissa << (shift % 64), shift / 64, negative: value < 0);
        Add(squares, (UInt128)(mantissa * mantissa) << (2 * shift % 64), 2 * shift / 64, negative: false);
    }

    /// <summary>Adds a sum to another of as many words.</summary>
    public static void Add(Span<ulong> sum, ReadOnlySpan<ulong> other)
    {
        ulong carry = 0;
        for (int w = 0; w < sum.Length; w++)
        {
            UInt128 total = (UInt128)sum[w] + other[w] + carry;
            (sum[w], carry) = ((ulong)total, (ulong)(total >> 64));
        }
    }

    /// <summary>A sum as a whole number.</summary>
    public static BigInteger Value(ReadOnlySpan<ulong> sum) => new(MemoryMarshal.AsBytes(sum));

    /// <summary>numerator/denominator · 2^power to a double, off by less than a unit of its last place; the same on every machine.</summary>
    public static double Ratio(BigInteger numerator, BigInteger denominator, int power)
    {
        int up = Math.Max(0, 64 + (int)(denominator.GetBitLength() - numerator.GetBitLength()));
        BigInteger quotient = (numerator << up) / denominator;
        int down = Math.Max(0, (int)quotient.GetBitLength() - 62);
        return Math.ScaleB((double)(long)(quotient >> down), power - up + down);
    }

    // A number of 128 bits at a word and the next, then what is carried.
    private static void Add(Span<ulong> sum, UInt128 number, int word, bool negative)
    {
        for (; word < sum.Length && number != 0; word++, number >>= 64)
        {
            ulong before = sum[word], part = (ulong)number;
            sum[word] = negative ? before - part : before + part;
            if (negative ? before < part : sum[word] < before) number += (UInt128)1 << 64;
        }
    }
}
