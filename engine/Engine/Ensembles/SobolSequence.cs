using System.Numerics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Ensembles;

/// <summary>One coordinate of the Sobol sequence, point after point, to 32 bits.</summary>
/// <remarks>
/// Antonov and Saleev (1979): point i + 1 differs from point i by the direction number of the lowest zero bit of i. Scrambled, bit b of a point is flipped or not by
/// a random bit of its own for each value of the bits above it (Owen 1995).
/// </remarks>
internal struct SobolSequence
{
    private const int Bits = 32;
    private readonly uint[] _directions;                        // 0.1 of the first coordinate is 2³¹
    private readonly ulong _scramble;
    private readonly bool _scrambled;
    private uint _index, _point;

    /// <summary>The coordinate <paramref name="dimension"/> ≥ 0 before its first point; plain where <paramref name="seed"/> is 0.</summary>
    /// <exception cref="ArgumentException">There are no direction numbers for it.</exception>
    public SobolSequence(int dimension, ulong seed)
    {
        if (dimension >= JoeKuo.Dimensions) throw new ArgumentException($"a Sobol sequence of {dimension + 1} parameters was asked for; expected at most {JoeKuo.Dimensions}. Use a Latin hypercube");
        _directions = Directions(dimension);
        _scrambled = seed != 0;
        _scramble = new RandomStream(seed, "sobol", dimension).NextBits();
    }

    /// <summary>The next point, in [0, 1).</summary>
    public double Next()
    {
        double point = _scrambled ? (Scrambled(_point) + 0.5) / (1L << Bits) : (double)_point / (1L << Bits);
        _point ^= _directions[BitOperations.TrailingZeroCount(~_index++)];
        return point;
    }

    private readonly uint Scrambled(uint point)
    {
        uint flips = 0;
        for (int b = 0; b < Bits; b++)
        {
            ulong above = b == 0 ? 1 : (1UL << b) | (point >> (Bits - b));           // the leading 1 tells prefixes of different lengths apart
            flips |= (uint)(new RandomStream(_scramble, "", (long)above).NextBits() >> 63) << (Bits - 1 - b);
        }
        return point ^ flips;
    }

    // m_k = 2 a_1 m_{k−1} ⊕ … ⊕ 2^{s−1} a_{s−1} m_{k−s+1} ⊕ 2^s m_{k−s} ⊕ m_{k−s}, held as m_k 2^{32−k} (Joe and Kuo 2008, eq. 2).
    private static uint[] Directions(int dimension)
    {
        uint[] v = new uint[Bits];
        uint polynomial = JoeKuo.Polynomial(dimension);
        ReadOnlySpan<uint> m = JoeKuo.Initial(dimension);
        int degree = m.Length;
        for (int k = 0; k < Bits; k++)
        {
            if (dimension == 0) v[k] = 1U << (Bits - 1 - k);
            else if (k < degree) v[k] = m[k] << (Bits - 1 - k);
            else
            {
                v[k] = v[k - degree] ^ (v[k - degree] >> degree);
                for (int i = 1; i < degree; i++) v[k] ^= ((polynomial >> (degree - 1 - i)) & 1) * v[k - i];
            }
        }
        return v;
    }
}
