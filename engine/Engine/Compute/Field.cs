using TerritoryTwin.Core;

namespace TerritoryTwin.Compute;

/// <summary>A named quantity with a unit on a support, for one or more members of an ensemble, in the memory of a device.</summary>
/// <param name="support">Where it lives.</param>
/// <param name="device">Which device holds it.</param>
/// <param name="name">Lower case with underscores: the name in result files.</param>
/// <param name="unit">As in CF conventions: <c>W m-2</c>, <c>degC</c>, <c>1</c>.</param>
/// <param name="meaning">One line for people.</param>
/// <param name="members">Members of the ensemble, ≥ 1.</param>
public sealed class Field(Support support, Device device, string name, string unit, string meaning, int members = 1) : IDisposable
{
    private nint _now = device.Allocate(support, members);
    private nint _next;

    /// <summary>Where it lives.</summary>
    public Support Support => support;
    /// <summary>Which device holds it.</summary>
    public Device Device => device;
    /// <summary>The name in result files.</summary>
    public string Name => name;
    /// <summary>As in CF conventions.</summary>
    public string Unit => unit;
    /// <summary>One line for people.</summary>
    public string Meaning => meaning;
    /// <summary>Members of the ensemble.</summary>
    public int Members => members;

    /// <summary>The values of this step.</summary>
    public View Now => new(_now);

    /// <summary>The values of the next step, of a quantity that is carried from step to step; its memory is taken at the first use.</summary>
    public View Next => new(_next == 0 ? _next = device.Allocate(support, members) : _next);

    /// <summary>Next becomes Now.</summary>
    public void Advance() => (_now, _next) = (Next.Handle, _now);

    /// <summary>Replaces the values; row-major, members outermost, length <c>Support.Count × Members</c>.</summary>
    public void Write(ReadOnlySpan<float> values) => device.Write(_now, support, members, values);

    /// <summary>Copies the values out; same shape as <see cref="Write"/>.</summary>
    public void Read(Span<float> values) => device.Read(_now, support, members, values);

    /// <summary>Copies the values out.</summary>
    public float[] ToArray()
    {
        float[] values = new float[support.Count * members];
        Read(values);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        device.Free(_now);
        if (_next != 0) device.Free(_next);
        _now = _next = 0;
    }
}

/// <summary>For each element of one support, the index of an element of another.</summary>
/// <param name="support">The support that looks.</param>
/// <param name="device">Which device holds it.</param>
/// <param name="values">One index an element.</param>
public sealed class IndexField(Support support, Device device, ReadOnlySpan<int> values) : IDisposable
{
    private readonly nint _handle = Allocate(support, device, values);

    /// <summary>As a kernel sees it.</summary>
    public IndexView View => new(_handle);

    private static nint Allocate(Support support, Device device, ReadOnlySpan<int> values)
    {
        nint handle = device.AllocateIndices(support);
        device.WriteIndices(handle, support, values);
        return handle;
    }

    /// <inheritdoc/>
    public void Dispose() => device.Free(_handle);
}
