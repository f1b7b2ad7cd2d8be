using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

/// <summary>A kernel with its fields on a device: two members, except every third field that is only read, which members share.</summary>
internal sealed unsafe class PreparedKernel<K> : IDisposable where K : unmanaged, ICellKernel
{
    private static readonly float[] Special =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, float.Epsilon, -float.Epsilon, 1e-40f, -1e-39f, float.MaxValue, float.MinValue, 1.1754944e-38f, 1, -1, 16777216];

    private readonly List<IDisposable> _fields = [];

    /// <summary>Values of each argument's plausible range, drawn from its name and place.</summary>
    /// <param name="device">Where the fields are.</param> <param name="grid">Of all fields.</param>
    /// <param name="special">Whether every fifth value is NaN, infinite, a zero, subnormal or extreme instead.</param>
    public PreparedKernel(Device device, Grid grid, bool special = false)
    {
        Recording recording = Recordings<K>.Of;
        K kernel = default;
        for (int slot = 0; slot < recording.Arguments.All.Length; slot++)
        {
            Argument argument = recording.Arguments.All[slot];
            byte* at = (byte*)&kernel + argument.Offset;
            RandomStream random = new(2026, argument.Name, slot);
            if (argument.Kind == ArgumentKind.Uniform) *(float*)at = (float)random.Between(argument.Low, argument.High);
            else if (argument.Kind == ArgumentKind.Index) *(nint*)at = Indices(device, grid, argument.Name, random).Handle;
            else *(nint*)at = Values(device, grid, argument, recording.Usages[slot], slot, random, special).Handle;
        }
        Kernel = kernel;
    }

    public K Kernel { get; }
    public List<Field> Outputs { get; } = [];

    private IndexView Indices(Device device, Grid grid, string name, RandomStream random)
    {
        int[] values = new int[grid.Count];
        for (int k = 0; k < values.Length; k++) values[k] = random.Below(values.Length);
        IndexField field = new(grid, device, values, name);
        _fields.Add(field);
        return field.View;
    }

    private View Values(Device device, Grid grid, Argument argument, Usage usage, int slot, RandomStream random, bool special)
    {
        int members = slot % 3 == 0 && !usage.Stored ? 1 : 2;
        Boundary boundary = (slot % 4) switch { 1 => Boundary.Periodic, 2 => Boundary.Open((argument.Low + argument.High) / 2), _ => Boundary.CopyEdge };
        Field field = new(grid, device, new(argument.Name, "1", "noise"), members, boundary);
        float[] values = new float[members * grid.Count];
        for (int k = 0; k < values.Length; k++) values[k] = special && k % 5 == slot % 5 ? Special[k / 5 % Special.Length] : (float)random.Between(argument.Low, argument.High);
        field.Write(values);
        _fields.Add(field);
        if (usage.Stored) Outputs.Add(field);
        return field.Now;
    }

    public void Dispose()
    {
        foreach (IDisposable field in _fields) field.Dispose();
    }
}
