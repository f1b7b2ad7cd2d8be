namespace TerritoryTwin.Ensembles;

/// <summary>What <see cref="ElementStatistics"/> hold of some elements, as plain arrays for a file.</summary>
/// <param name="Count">Finite values of each element.</param>
/// <param name="Missing">Variants without one.</param>
/// <param name="Minimum">Least value; NaN where there is none.</param>
/// <param name="Maximum">Greatest value.</param>
/// <param name="Sums">Exact sums of values (5 words) and of squares (10), two's complement, least word first, in units of 2⁻¹⁴⁹ and 2⁻²⁹⁸.</param>
/// <param name="Passed">Values above each threshold, thresholds of an element together.</param>
/// <param name="Shifts">Bits by which the codes of its values are coarsened.</param>
/// <param name="BinCounts">Bins of each element.</param>
/// <param name="Bins">Bins of one element after another, ascending: code in the upper 32 bits, number of values in the lower.</param>
public sealed record ElementStatisticsState(
    uint[] Count, uint[] Missing, float[] Minimum, float[] Maximum, ulong[] Sums, uint[] Passed, byte[] Shifts, int[] BinCounts, ulong[] Bins)
{
    /// <summary>Refuses what no statistics can hold.</summary>
    /// <exception cref="ArgumentException">With the first fault.</exception>
    internal void Require(int most, int sumWords, int thresholds, int bins)
    {
        int elements = Count.Length;
        if (elements > most) throw new ArgumentException($"statistics of {elements} elements were to be put where {most} are; expected as many at most");
        if (Missing.Length != elements || Minimum.Length != elements || Maximum.Length != elements || Shifts.Length != elements || BinCounts.Length != elements
            || Sums.Length != elements * sumWords || Passed.Length != elements * thresholds || BinCounts.Any(n => n < 0) || BinCounts.Sum(n => (long)n) != Bins.Length)
            throw new ArgumentException("arrays of element statistics differ in length; they are damaged, or of other thresholds");
        int at = 0;
        for (int e = 0; e < elements; at += BinCounts[e++])
        {
            ulong values = 0;
            bool holds = Shifts[e] <= 24 && BinCounts[e] <= bins && (Count[e] > 0 ? Minimum[e] <= Maximum[e] : float.IsNaN(Minimum[e]) && float.IsNaN(Maximum[e]));
            for (int n = at; n < at + BinCounts[e]; n++)
            {
                values += (uint)Bins[n];
                holds &= (uint)Bins[n] > 0 && Bins[n] >> 32 <= uint.MaxValue >> Shifts[e] && (n == at || Bins[n] >> 32 > Bins[n - 1] >> 32);
            }
            for (int t = 0; t < thresholds; t++) holds &= Passed[e * thresholds + t] <= Count[e];
            if (!holds || values != Count[e] || Count[e] + (ulong)Missing[e] > uint.MaxValue) throw new ArgumentException($"statistics of element {e} do not hold together; they are damaged, or have more than {bins} bins");
        }
    }
}
