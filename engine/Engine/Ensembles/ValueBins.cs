namespace TerritoryTwin.Ensembles;

/// <summary>
/// How many values lie in each bin of a code of floats that keeps their order, of which as many last bits are taken as it needs for no more bins than allowed. With none
/// taken each value has its own bin; with s, a bin is 2^(s − 23) of a power of two wide. Bins of a coarser code are unions of those of a finer one, and the code is the finest
/// that suffices: what is kept depends on the values alone, neither on their order nor on how they were put together.
/// </summary>
/// <remarks>Coarsening as in UDDSketch (Epicoco and others 2020, IEEE Access 8), after DDSketch (Masson, Rim and Lee 2019, PVLDB 12(12)), with the bits of the float for their logarithms.</remarks>
internal struct ValueBins
{
    /// <summary>Fewest bins that can be allowed: those of all floats without their last 24 bits.</summary>
    public const int Fewest = 256;

    private const float Smallest = 1.17549435e-38f;             // float of full precision, 2⁻¹²⁶
    private ulong[]? _bins;                                     // code << 32 | values; the first Count of them, ascending

    /// <summary>Bits taken from the code, 0 to 24.</summary>
    public int Shift { get; private set; }

    /// <summary>Bins that hold a value.</summary>
    public int Count { get; private set; }

    /// <summary>Each bin's code in the upper 32 bits and its number of values in the lower, ascending.</summary>
    public readonly ReadOnlySpan<ulong> Bins => _bins.AsSpan(0, Count);

    /// <summary>Bins of that content, ascending.</summary>
    public static ValueBins Of(ReadOnlySpan<ulong> bins, int shift) => new() { _bins = bins.ToArray(), Count = bins.Length, Shift = shift };

    /// <summary>Adds a finite value other than −0.</summary>
    public void Add(float value, int allowed)
    {
        ulong code = CodeOf(value) >> Shift;
        int at = ~Bins.BinarySearch(code << 32);                                    // never found, as no bin has 0 values
        if (at < Count && _bins![at] >> 32 == code)
        {
            _bins[at]++;
            return;
        }
        if (Count == (_bins?.Length ?? 0)) Array.Resize(ref _bins, Math.Clamp(2 * Count, 8, allowed + 1));
        Array.Copy(_bins!, at, _bins!, at + 1, Count - at);
        _bins![at] = (code << 32) | 1;
        Count++;
        while (Count > allowed) Coarsen(Shift + 1);
    }

    /// <summary>Adds the values of other bins.</summary>
    public void Add(ValueBins other, int allowed)
    {
        ValueBins added = Of(other.Bins, other.Shift);
        added.Coarsen(Math.Max(Shift, other.Shift));
        Coarsen(added.Shift);
        ulong[] all = [.. Bins, .. added.Bins];
        Array.Sort(all);
        (_bins, Count) = (all, all.Length);
        Coarsen(Shift);                                                             // puts together what is there twice
        while (Count > allowed) Coarsen(Shift + 1);
        Array.Resize(ref _bins, Count);
    }

    /// <summary>A value off any in that bin by <see cref="Accuracy"/> of it at most, their harmonic middle; 0 for those next to 0.</summary>
    public readonly double Middle(int bin)
    {
        uint first = (uint)(_bins![bin] >> 32) << Shift;
        double a = ValueOf(first), b = ValueOf(first | ((1U << Shift) - 1));
        if (a == b) return a;
        return Math.Min(Math.Abs(a), Math.Abs(b)) < Smallest ? 0 : 2 / (1 / a + 1 / b);
    }

    /// <summary>Greatest relative error of <see cref="Middle"/> with so many bits taken; below 2⁻¹²⁵ values may count as 0.</summary>
    public static double Accuracy(int shift)
    {
        double width = shift == 0 ? 0 : shift < 24 ? Math.ScaleB(1, shift - 23) : 3;    // of a bin over its least value; 24 takes in two powers of two
        return width / (2 + width);
    }

    private void Coarsen(int shift)
    {
        int kept = 0;
        for (int n = 0; n < Count; n++)
        {
            ulong code = _bins![n] >> 32 >> (shift - Shift), values = (uint)_bins[n];
            if (kept > 0 && _bins[kept - 1] >> 32 == code) _bins[kept - 1] += values;
            else _bins[kept++] = (code << 32) | values;
        }
        (Count, Shift) = (kept, shift);
    }

    private static uint CodeOf(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return bits >> 31 == 0 ? bits | 0x8000_0000 : ~bits;
    }

    // Of codes beyond the finite floats, the last finite one.
    private static double ValueOf(uint code)
    {
        code = Math.Clamp(code, CodeOf(float.MinValue), CodeOf(float.MaxValue));
        return BitConverter.UInt32BitsToSingle(code >> 31 == 1 ? code & 0x7FFF_FFFF : ~code);
    }
}
