using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>Sums of fields over their elements, taken when asked and left on the device until they are read: no field leaves it.</summary>
/// <remarks>
/// Sums are made in double and their order is fixed by index: blocks of a row, <see cref="Lanes"/> running sums in a block, then the blocks in order. Neither
/// threads, nor the width of vectors, nor the device can change a bit; cards without float64 come within 10⁻¹² of the sum of the magnitudes.
/// </remarks>
public sealed class FieldSums : IDisposable
{
    /// <summary>Elements of a row that share running sums.</summary>
    internal const int Block = 4096;
    /// <summary>Running sums of a block.</summary>
    internal const int Lanes = 16;

    private readonly Device _device;
    private readonly Support _support;
    private readonly int _members, _capacity, _blocks;
    private readonly Memory _sums;
    private bool _disposed;

    /// <summary>Room for some sums.</summary>
    /// <param name="support">Of the fields.</param> <param name="device">Of the fields.</param>
    /// <param name="capacity">Sums between two calls of <see cref="Take"/>.</param> <param name="members">Of the fields.</param>
    public FieldSums(Support support, Device device, int capacity, int members = 1)
    {
        ArgumentNullException.ThrowIfNull(support);
        ArgumentNullException.ThrowIfNull(device);
        (_device, _support, _members, _capacity, _blocks) = (device, support, members, capacity, BlocksOfRow(support) * support.Rows);
        _sums = device.Allocate("sums", new Stock(checked(2 * capacity * members * _blocks)), 1, default);      // two floats hold a double
    }

    /// <summary>Sums since the last <see cref="Take"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Takes the sum of a field as it is now.</summary>
    /// <exception cref="ArgumentException">The field has another device, support or number of members.</exception>
    /// <exception cref="InvalidOperationException">There is no room left.</exception>
    public void Add(Field field)
    {
        ArgumentNullException.ThrowIfNull(field);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (field.Device != _device || field.Members != _members || field.Support.Rows != _support.Rows || field.Support.Columns != _support.Columns)
            throw new ArgumentException($"field {field.Name}: {field.Members} × {field.Support.Count} values on {field.Device.Name}, expected {_members} × {_support.Count} on {_device.Name}", nameof(field));
        if (Count == _capacity) throw new InvalidOperationException($"sum of {field.Name}: {_capacity} sums wait to be taken already");
        if (_blocks > 0) _device.SumBlocks(field.Memory, _sums, Count * _members * _blocks);
        Count++;
    }

    /// <summary>The sums since the last call, in the order of <see cref="Add"/>; members innermost.</summary>
    public double[] Take()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        float[] halves = new float[_sums.Support.Count];
        if (Count > 0) _device.Read(_sums, halves);
        ReadOnlySpan<double> blocks = MemoryMarshal.Cast<float, double>(halves);
        double[] sums = new double[Count * _members];
        for (int k = 0; k < sums.Length * _blocks; k++) sums[k / _blocks] += _device.Doubles ? blocks[k] : halves[2 * k] + (double)halves[2 * k + 1];
        Count = 0;
        return sums;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _device.Free(_sums);
    }

    internal static int BlocksOfRow(Support support) => (support.Columns + Block - 1) / Block;

    /// <summary>Sum of a block on the host, as every device makes it.</summary>
    internal static unsafe double OfBlock(float* values, int count)
    {
        Vector512<double> low = default, high = default;
        int i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            (Vector512<double> a, Vector512<double> b) = Vector512.Widen(Vector512.Load(values + i));
            low += a;
            high += b;
        }
        double sum = 0;
        Vector512<double> both = low + high;
        for (int lane = 0; lane < Lanes / 2; lane++) sum += both[lane];
        for (; i < count; i++) sum += values[i];
        return sum;
    }
}
