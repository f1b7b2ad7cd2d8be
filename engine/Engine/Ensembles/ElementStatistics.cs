using System.Numerics;

namespace TerritoryTwin.Ensembles;

/// <summary>
/// Statistics over variants of one quantity, for each element (building, cell) on its own. They depend on the values alone, to the last bit: neither on the order
/// of variants nor on how they were parted among jobs and merged.
/// </summary>
/// <remarks>
/// Counts and sums are exact. Quantiles are those of the values (the least one that a share of all does not exceed) while an element has at most <see cref="Bins"/> different ones,
/// and within <see cref="Accuracy"/> of them beyond. Memory: 8 bytes a bin, 200, and 4 a threshold, for each element at most. Not safe for several threads at once.
/// </remarks>
public sealed class ElementStatistics
{
    private readonly float[] _thresholds, _minimum, _maximum;
    private readonly uint[] _count, _missing, _passed;
    private readonly ulong[] _sums;
    private readonly ValueBins[] _values;

    /// <summary>Statistics of no variant.</summary>
    /// <param name="elements">Number of elements.</param>
    /// <param name="thresholds">In the unit of the quantity; how many values lie above each is counted.</param>
    /// <param name="bins">Kept for each element at most, from 256.</param>
    /// <exception cref="ArgumentException">There are no elements, a threshold is NaN, or there are fewer than 256 bins.</exception>
    public ElementStatistics(int elements, ReadOnlySpan<float> thresholds, int bins = ValueBins.Fewest)
    {
        if (elements < 1) throw new ArgumentException($"statistics of {elements} elements; expected at least 1");
        if (bins < ValueBins.Fewest) throw new ArgumentException($"statistics with {bins} bins; expected at least {ValueBins.Fewest}");
        foreach (float threshold in thresholds)
        {
            if (float.IsNaN(threshold)) throw new ArgumentException("a threshold is NaN; expected a number");
        }
        (Elements, Bins, _thresholds) = (elements, bins, thresholds.ToArray());
        (_count, _missing, _passed, _sums) = (new uint[elements], new uint[elements], new uint[elements * thresholds.Length], new ulong[elements * SumWords]);
        (_minimum, _maximum, _values) = (new float[elements], new float[elements], new ValueBins[elements]);
        Array.Fill(_minimum, float.NaN);
        Array.Fill(_maximum, float.NaN);
    }

    /// <summary>Number of elements.</summary>
    public int Elements { get; }

    /// <summary>Bins of an element at most.</summary>
    public int Bins { get; }

    /// <summary>Thresholds, in the unit of the quantity.</summary>
    public ReadOnlySpan<float> Thresholds => _thresholds;

    private const int SumWords = ExactSum.Words + ExactSum.SquareWords;

    /// <summary>Adds a variant: a value for each element; one that is not finite counts as missing.</summary>
    /// <exception cref="ArgumentException">There are not as many values as elements, or 2³² variants.</exception>
    public void Add(ReadOnlySpan<float> values)
    {
        if (values.Length != Elements) throw new ArgumentException($"a variant has {values.Length} values; expected one for each of {Elements} elements");
        for (int e = 0; e < Elements; e++) RequireRoom(1, e);
        for (int e = 0; e < Elements; e++)
        {
            if (!float.IsFinite(values[e]))
            {
                _missing[e]++;
                continue;
            }
            float value = values[e] == 0 ? 0 : values[e];                           // −0 is 0
            Widen(e, value, value);
            _count[e]++;
            ExactSum.Add(Sum(e), Squares(e), value);
            _values[e].Add(value, Bins);
            for (int t = 0; t < _thresholds.Length; t++)
            {
                if (value > _thresholds[t]) _passed[e * _thresholds.Length + t]++;
            }
        }
    }

    /// <summary>Adds all variants of other statistics.</summary>
    /// <exception cref="ArgumentException">Elements, thresholds or bins differ, or there are 2³² variants.</exception>
    public void Merge(ElementStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Elements != Elements || other.Bins != Bins || !other.Thresholds.SequenceEqual(Thresholds))
            throw new ArgumentException($"statistics of {other.Elements} elements, {other.Bins} bins and thresholds {string.Join("; ", other._thresholds)} were to be merged into those of {Elements}, {Bins} and {string.Join("; ", _thresholds)}; expected the same");
        for (int e = 0; e < Elements; e++) RequireRoom((ulong)other._count[e] + other._missing[e], e);
        for (int e = 0; e < Elements; e++)
        {
            _missing[e] += other._missing[e];
            if (other._count[e] == 0) continue;
            Widen(e, other._minimum[e], other._maximum[e]);
            _count[e] += other._count[e];
            ExactSum.Add(Sum(e), other.Sum(e));
            ExactSum.Add(Squares(e), other.Squares(e));
            _values[e].Add(other._values[e], Bins);
        }
        for (int n = 0; n < _passed.Length; n++) _passed[n] += other._passed[n];
    }

    /// <summary>Finite values of an element.</summary>
    public long Count(int element) => _count[element];

    /// <summary>Variants that gave an element no finite value.</summary>
    public long Missing(int element) => _missing[element];

    /// <summary>Least value; NaN where there is none.</summary>
    public float Minimum(int element) => _minimum[element];

    /// <summary>Greatest value; NaN where there is none.</summary>
    public float Maximum(int element) => _maximum[element];

    /// <summary>Mean, of the exact sum; NaN where there is no value.</summary>
    public double Mean(int element) => _count[element] == 0 ? double.NaN : ExactSum.Ratio(ExactSum.Value(Sum(element)), _count[element], -149);

    /// <summary>Variance (n − 1), of exact sums; NaN where there are fewer than two values.</summary>
    public double Variance(int element)
    {
        BigInteger n = _count[element], sum = ExactSum.Value(Sum(element));
        return n < 2 ? double.NaN : ExactSum.Ratio(n * ExactSum.Value(Squares(element)) - sum * sum, n * (n - 1), -298);
    }

    /// <summary>The least value that a share of all does not exceed, within <see cref="Accuracy"/>; NaN where there is no value.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not in 0 to 1.</exception>
    public double Quantile(int element, double share)
    {
        if (!(share >= 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "expected a share from 0 to 1");
        if (_count[element] == 0) return double.NaN;
        long rank = RankOf(share, _count[element]);
        ValueBins values = _values[element];
        int bin = 0;
        for (long passed = (uint)values.Bins[0]; passed < rank; passed += (uint)values.Bins[bin]) bin++;
        return Math.Clamp(values.Middle(bin), _minimum[element], _maximum[element]);
    }

    /// <summary>The place, from 1, of the least of some rising values that a share of all does not exceed: 0.07 of 100 is the 7th, though the product is above 7.</summary>
    /// <param name="share">0 to 1.</param> <param name="count">At least 1.</param>
    public static long RankOf(double share, long count) => Math.Max(1, (long)Math.Ceiling(share * count * (1 - 4e-16)));

    /// <summary>Greatest relative error of an element's quantiles; 0 while they are exact. Values below 2⁻¹²⁵ may count as 0.</summary>
    public double Accuracy(int element) => ValueBins.Accuracy(_values[element].Shift);

    /// <summary>Share of an element's values above a threshold, by its place; NaN where there is no value.</summary>
    public double Passing(int element, int threshold) => _count[element] == 0 ? double.NaN : (double)_passed[element * _thresholds.Length + threshold] / _count[element];

    /// <summary>What some elements hold, for a file; equal values give equal arrays.</summary>
    public ElementStatisticsState Export(int first, int count)
    {
        ReadOnlySpan<ValueBins> values = _values.AsSpan(first, count);
        byte[] shifts = new byte[count];
        int[] binCounts = new int[count];
        List<ulong> bins = [];
        for (int e = 0; e < count; e++)
        {
            (shifts[e], binCounts[e]) = ((byte)values[e].Shift, values[e].Count);
            bins.AddRange(values[e].Bins);
        }
        return new(
            _count[first..(first + count)], _missing[first..(first + count)], _minimum[first..(first + count)], _maximum[first..(first + count)], _sums[(first * SumWords)..((first + count) * SumWords)],
            _passed[(first * _thresholds.Length)..((first + count) * _thresholds.Length)], shifts, binCounts, [.. bins]);
    }

    /// <summary>Puts what <see cref="Export"/> gave in the place of what elements from <paramref name="first"/> on hold.</summary>
    /// <exception cref="ArgumentException">It is not what statistics with these thresholds and bins can hold.</exception>
    public void Import(int first, ElementStatisticsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Require(Elements - first, SumWords, _thresholds.Length, Bins);
        state.Count.CopyTo(_count, first);
        state.Missing.CopyTo(_missing, first);
        state.Minimum.CopyTo(_minimum, first);
        state.Maximum.CopyTo(_maximum, first);
        state.Sums.CopyTo(_sums, first * SumWords);
        state.Passed.CopyTo(_passed, first * _thresholds.Length);
        int at = 0;
        for (int e = 0; e < state.Count.Length; at += state.BinCounts[e++]) _values[first + e] = ValueBins.Of(state.Bins.AsSpan(at, state.BinCounts[e]), state.Shifts[e]);
    }

    private Span<ulong> Sum(int element) => _sums.AsSpan(element * SumWords, ExactSum.Words);

    private Span<ulong> Squares(int element) => _sums.AsSpan(element * SumWords + ExactSum.Words, ExactSum.SquareWords);

    private void Widen(int element, float low, float high)
    {
        bool none = _count[element] == 0;
        if (none || low < _minimum[element]) _minimum[element] = low;
        if (none || high > _maximum[element]) _maximum[element] = high;
    }

    private void RequireRoom(ulong variants, int element)
    {
        if (_count[element] + (ulong)_missing[element] + variants > uint.MaxValue) throw new ArgumentException($"statistics of more than {uint.MaxValue:n0} variants; expected fewer");
    }
}
