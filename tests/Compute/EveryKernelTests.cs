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
    public void A_card_computes_what_the_host_does(string kernel)
    {
        CardTests.Usable();
        Call(nameof(CardsAgree), kernel);
    }

    internal static IEnumerable<Type> AllKernels() => new[] { typeof(ICellKernel).Assembly, typeof(EveryKernelTests).Assembly }
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

    private static void CardsAgree<K>() where K : unmanaged, ICellKernel
    {
        using HostDevice host = new(1);
        Dictionary<string, float[]> onHost = Run<K>(host), special = Run<K>(host, special: true);
        foreach (Card card in CardTests.Usable())
        {
            using IlgpuDevice device = new(card);
            Dictionary<string, float[]> onCard = Run<K>(device), specialOnCard = Run<K>(device, special: true);
            if (!CardTests.GivesBitsOfHost(card))
            {
                CompareWithBounds<K>(Reference<K>().ToDictionary(r => r.Key, r => (r.Value.Bounds, onHost[r.Key])), onCard, 2, device.Name);
                continue;
            }
            foreach (string name in onHost.Keys)
            {
                AssertSameBits(onHost[name], onCard[name], $"{typeof(K).Name}.{name} on {device.Name}");
                AssertSameBits(special[name], specialOnCard[name], $"{typeof(K).Name}.{name} of special values on {device.Name}");
            }
        }
    }

    /// <summary>Host and reference may differ by the bound; host and a card that does not divide exactly by twice the bound.</summary>
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

    internal static void AssertSameBits(float[] expected, float[] found, string where)
    {
        for (int k = 0; k < expected.Length; k++)
            Assert.True(BitConverter.SingleToInt32Bits(expected[k]) == BitConverter.SingleToInt32Bits(found[k]) || (float.IsNaN(expected[k]) && float.IsNaN(found[k])),
                $"{where}[{k}]: {found[k]:R}, expected the same bits as {expected[k]:R}");
    }

    private static Dictionary<string, (Rounded[] Bounds, float[] Values)> Reference<K>() where K : unmanaged, ICellKernel
    {
        using ReferenceDevice device = new();
        using PreparedKernel<K> prepared = new(device, Grid);
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

    private static Dictionary<string, float[]> Run<K>(Device device, bool special = false) where K : unmanaged, ICellKernel
    {
        using PreparedKernel<K> prepared = new(device, Grid, special);
        device.Run(Grid, prepared.Kernel);
        return prepared.Outputs.ToDictionary(o => o.Name, o => o.ToArray());
    }
}

/// <summary>A kernel that no device takes, written to see the error.</summary>
[AttributeUsage(AttributeTargets.Struct)]
internal sealed class UnsoundAttribute : Attribute;
