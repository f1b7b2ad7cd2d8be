using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>A named quantity with a unit on a support, for one or more members of an ensemble, in the memory of a device.</summary>
public sealed class Field : IDisposable
{
    private Memory _now;
    private Memory? _next;

    /// <summary>A field of zeros.</summary>
    /// <param name="support">Where it lives.</param>
    /// <param name="device">Which device holds it; disposing the device disposes its fields.</param>
    /// <param name="quantity">What it holds.</param>
    /// <param name="members">Members of the ensemble, ≥ 1. A field of one member is shared by all members of a launch.</param>
    /// <param name="boundary">What kernels find beyond the edge of a grid.</param>
    public Field(Support support, Device device, Quantity quantity, int members = 1, Boundary boundary = default)
    {
        ArgumentNullException.ThrowIfNull(support);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(quantity);
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        (Support, Device, Quantity, Members, Boundary) = (support, device, quantity, members, boundary);
        _now = device.Allocate(quantity.Name, support, members, boundary);
    }

    /// <summary>Where it lives.</summary>
    public Support Support { get; }
    /// <summary>Which device holds it.</summary>
    public Device Device { get; }
    /// <summary>What it holds.</summary>
    public Quantity Quantity { get; }
    /// <summary>The name in result files.</summary>
    public string Name => Quantity.Name;
    /// <summary>Members of the ensemble.</summary>
    public int Members { get; }
    /// <summary>What kernels find beyond the edge of a grid.</summary>
    public Boundary Boundary { get; }

    /// <summary>The values of this step.</summary>
    public View Now => new(_now.Handle);

    /// <summary>The values of the next step, of a quantity that is carried from step to step; its memory is taken at the first use.</summary>
    public View Next => new((_next ??= Device.Allocate(Name, Support, Members, Boundary)).Handle);

    internal Memory Memory => _now;

    /// <summary>Next becomes Now.</summary>
    public void Advance() => (_now, _next) = (_next ?? Device.Allocate(Name, Support, Members, Boundary), _now);

    /// <summary>Replaces the values; row-major, members outermost.</summary>
    /// <exception cref="ArgumentException">The length is not <c>Support.Count × Members</c>.</exception>
    public void Write(ReadOnlySpan<float> values)
    {
        Require(values.Length);
        Device.Write(_now, values);
        _now.HaloFilled = 0;
    }

    /// <summary>Gives every element the same value.</summary>
    public void Fill(float value)
    {
        float[] values = new float[Support.Count * Members];
        Array.Fill(values, value);
        Write(values);
    }

    /// <summary>
    /// A stretch of the values of now, over which kernels run on their own: it may be written while the whole is read at places that lie outside of it (<see cref="ICell{R}.Elsewhere"/>). It ends with the field.
    /// </summary>
    /// <param name="start">First element.</param> <param name="stretch">As long as it is to be; start and length are multiples of 16, so that no vector reaches beyond.</param>
    /// <exception cref="ArgumentException">The field is no stock of one member, or the stretch does not lie in it.</exception>
    public View Part(int start, Stock stretch)
    {
        ArgumentNullException.ThrowIfNull(stretch);
        if (Support is not Stock || Members > 1) throw new ArgumentException($"field {Name} has {Members} members on {Support.Rows} rows; only a stock of one member has stretches");
        if (start < 0 || start > Support.Count - stretch.Size || start % FieldLayout.Alignment != 0 || stretch.Size % FieldLayout.Alignment != 0)
            throw new ArgumentException($"field {Name}: a stretch of {stretch.Size} elements from {start}; expected multiples of {FieldLayout.Alignment} within {Support.Count}");
        return new(Device.Part(_now, start, stretch).Handle);
    }

    /// <summary>Copies the values out; same shape as <see cref="Write"/>.</summary>
    /// <exception cref="ArgumentException">The length is not <c>Support.Count × Members</c>.</exception>
    public void Read(Span<float> values)
    {
        Require(values.Length);
        Device.Read(_now, values);
    }

    /// <summary>Copies the values out.</summary>
    public float[] ToArray()
    {
        float[] values = new float[Support.Count * Members];
        Read(values);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Device.Free(_now);
        if (_next != null) Device.Free(_next);
    }

    private void Require(int length)
    {
        if (length != Support.Count * Members)
            throw new ArgumentException($"field {Name}: {length} values given, {Support.Count} elements × {Members} members expected");
    }
}

/// <summary>For each element of one support, the index of an element of another.</summary>
public sealed class IndexField : IDisposable
{
    private readonly Memory _memory;

    /// <summary>Copies the indices to the device.</summary>
    /// <param name="support">The support that looks.</param>
    /// <param name="device">Which device holds it.</param>
    /// <param name="values">One index an element: row-major place on the support that is looked at.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="ArgumentException">The length is not <c>support.Count</c>.</exception>
    public IndexField(Support support, Device device, ReadOnlySpan<int> values, string name = "index")
    {
        ArgumentNullException.ThrowIfNull(support);
        ArgumentNullException.ThrowIfNull(device);
        if (values.Length != support.Count) throw new ArgumentException($"{name}: {values.Length} indices given, {support.Count} elements expected");
        (Support, Device, Values) = (support, device, values.ToArray());
        _memory = device.AllocateIndices(name, support, Values);
    }

    /// <summary>The support that looks.</summary>
    public Support Support { get; }
    /// <summary>Which device holds it.</summary>
    public Device Device { get; }
    /// <summary>As a kernel sees it.</summary>
    public IndexView View => new(_memory.Handle);

    /// <summary>The indices, on the host.</summary>
    internal int[] Values { get; }

    /// <inheritdoc/>
    public void Dispose() => Device.Free(_memory);
}
