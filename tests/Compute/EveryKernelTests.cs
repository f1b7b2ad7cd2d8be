using System.Reflection;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

/// <summary>Runs every kernel there is, in the engine and in these tests, on every device, with seeded values in their plausible ranges.</summary>
public sealed unsafe class EveryKernelTests
{
    private static readonly Grid Grid = new(61, 157, 10);

    public static TheoryData<string> Kernels { get; } = [.. AllKernels().Select(k => k.FullName!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Kernels))]
    public void The_host_computes_what_float64_does_whatever_threads_and_vectors(string kernel) => Call(nameof(HostAgrees), kernel);

    [Theory, MemberData(nameof(Kernels))]
    public void OpenCL_computes_what_the_host_does(string kernel)
    {
        if (!Devices.List().Any(d => d.Name.StartsWith("opencl", StringComparison.Ordinal) && d.Refusal == null))
            SharedData.Lacks("opencl", "no OpenCL device can be used here");
        Call(nameof(OpenClAgrees), kernel);
    }

    private static IEnumerable<Type> AllKernels() => new[] { typeof(ICellKernel).Assembly, typeof(EveryKernelTests).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t is { IsValueType: true, ContainsGenericParameters: false } && typeof(ICellKernel).IsAssignableFrom(t))
        .Where(t => !t.IsDefined(typeof(UnsoundAttribute)));

    private static void Call(string method, string kernel)
    {
        Type type = AllKernels().Single(k => k.FullName == kernel);
        MethodInfo generic = typeof(EveryKernelTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type);
        generic.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [], null);
    }

    private static void HostAgrees<K>() where K : unmanaged, ICellKernel
    {
        Dictionary<string, (Rounded[] Bounds, float[] Values)> reference = Reference<K>();
        Dictionary<string, float[]>? first = null;
        foreach (VectorWidth width in new[] { VectorWidth.Of128, VectorWidth.Of256, VectorWidth.Of512 })
        {
            foreach (int threads in new[] { 1, 2, 7 })
            {
                if (width != VectorWidth.Widest && threads > 1) continue;
                using HostDevice host = new(threads, width);
                Dictionary<string, float[]> found = Run<K>(host);
                if (first == null) CompareWithBounds<K>(reference, first = found, 1, host.Name);
                else foreach (string name in found.Keys) AssertSameBits(first[name], found[name], $"{typeof(K).Name}.{name} on {host.Name}");
            }
        }
    }

    private static void OpenClAgrees<K>() where K : unmanaged, ICellKernel
    {
        Dictionary<string, (Rounded[] Bounds, float[] Values)> reference = Reference<K>();
        using HostDevice host = new(1);
        Dictionary<string, float[]> onHost = Run<K>(host);
        foreach (DeviceDescription description in Devices.List().Where(d => d.Name.StartsWith("opencl", StringComparison.Ordinal) && d.Refusal == null))
        {
            using Device device = Devices.Named(description.Name);
            CompareWithBounds<K>(reference.ToDictionary(r => r.Key, r => (r.Value.Bounds, onHost[r.Key])), Run<K>(device), 2, device.Name);
        }
    }

    /// <summary>Host and reference may differ by the bound; two devices by twice the bound.</summary>
    private static void CompareWithBounds<K>(Dictionary<string, (Rounded[] Bounds, float[] Values)> expected, Dictionary<string, float[]> found, int times, string device)
    {
        foreach ((string name, (Rounded[] bounds, float[] values)) in expected)
        {
            double scale = values.Where(float.IsFinite).Select(v => Math.Abs((double)v)).DefaultIfEmpty(0).Max();
            int telling = bounds.Count(b => b.E <= 1e-3 * Math.Max(Math.Abs(b.V), scale) + 1e-30);
            Assert.True(telling >= bounds.Length / 2, $"{typeof(K).Name}.{name}: the bound of the error says little; give its arguments a [Plausible] range");
            for (int k = 0; k < values.Length; k++)
            {
                if (values[k].Equals(found[name][k])) continue;
                double tolerance = times * (bounds[k].E + 1.2e-7 * Math.Abs(bounds[k].V)) + 1e-38;
                Assert.True(Math.Abs((double)values[k] - found[name][k]) <= tolerance,
                    $"{typeof(K).Name}.{name}[{k}] on {device}: {found[name][k]:R}, expected {values[k]:R} ± {tolerance:g3}");
            }
        }
    }

    private static void AssertSameBits(float[] expected, float[] found, string where)
    {
        for (int k = 0; k < expected.Length; k++)
            Assert.True(BitConverter.SingleToInt32Bits(expected[k]) == BitConverter.SingleToInt32Bits(found[k]) || (float.IsNaN(expected[k]) && float.IsNaN(found[k])),
                $"{where}[{k}]: {found[k]:R}, expected the same bits as {expected[k]:R}");
    }

    private static Dictionary<string, (Rounded[] Bounds, float[] Values)> Reference<K>() where K : unmanaged, ICellKernel
    {
        using ReferenceDevice device = new();
        using Prepared<K> prepared = new(device);
        Dictionary<string, Rounded[]> bounds = prepared.Outputs.ToDictionary(o => o.Name, _ => new Rounded[2 * Grid.Count]);
        Dictionary<nint, Rounded> written = [];
        for (int k = 0; k < 2 * Grid.Count; k++)
        {
            written.Clear();
            RoundedCell cell = new(k % Grid.Columns, k / Grid.Columns % Grid.Rows, k / Grid.Count, written);
            prepared.Kernel.Run<Rounded, RoundedCell>(ref cell);
            foreach (Field output in prepared.Outputs) bounds[output.Name][k] = written[output.Now.Handle];
        }
        device.Run(Grid, prepared.Kernel);
        return prepared.Outputs.ToDictionary(o => o.Name, o => (bounds[o.Name], o.ToArray()));
    }

    private static Dictionary<string, float[]> Run<K>(Device device) where K : unmanaged, ICellKernel
    {
        using Prepared<K> prepared = new(device);
        device.Run(Grid, prepared.Kernel);
        return prepared.Outputs.ToDictionary(o => o.Name, o => o.ToArray());
    }

    /// <summary>A kernel with its fields on a device: two members, except every third field that is only read, which members share.</summary>
    private sealed class Prepared<K> : IDisposable where K : unmanaged, ICellKernel
    {
        private readonly List<IDisposable> _fields = [];

        public Prepared(Device device)
        {
            Recording recording = Recordings<K>.Of;
            K kernel = default;
            for (int slot = 0; slot < recording.Arguments.All.Length; slot++)
            {
                Argument argument = recording.Arguments.All[slot];
                byte* at = (byte*)&kernel + argument.Offset;
                RandomStream random = new(2026, argument.Name, slot);
                if (argument.Kind == ArgumentKind.Uniform) *(float*)at = (float)random.Between(argument.Low, argument.High);
                else if (argument.Kind == ArgumentKind.Index) *(nint*)at = Indices(device, argument.Name, random).Handle;
                else *(nint*)at = Values(device, argument, recording.Usages[slot], slot, random).Handle;
            }
            Kernel = kernel;
        }

        public K Kernel { get; }
        public List<Field> Outputs { get; } = [];

        private IndexView Indices(Device device, string name, RandomStream random)
        {
            int[] values = new int[Grid.Count];
            for (int k = 0; k < values.Length; k++) values[k] = random.Below(values.Length);
            IndexField field = new(Grid, device, values, name);
            _fields.Add(field);
            return field.View;
        }

        private View Values(Device device, Argument argument, Usage usage, int slot, RandomStream random)
        {
            int members = slot % 3 == 0 && !usage.Stored ? 1 : 2;
            Boundary boundary = (slot % 4) switch { 1 => Boundary.Periodic, 2 => Boundary.Open((argument.Low + argument.High) / 2), _ => Boundary.CopyEdge };
            Field field = new(Grid, device, argument.Name, "1", "noise", members, boundary);
            float[] values = new float[members * Grid.Count];
            for (int k = 0; k < values.Length; k++) values[k] = (float)random.Between(argument.Low, argument.High);
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
}

/// <summary>A kernel that no device takes, written to see the error.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class UnsoundAttribute : Attribute;
