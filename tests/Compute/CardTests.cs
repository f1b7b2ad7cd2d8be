using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

/// <summary>What graphics cards, and processors with an OpenCL driver, must do as the host does.</summary>
public sealed class CardTests
{
    /// <summary>The cards that can be used here; skips the test where there is none.</summary>
    internal static IReadOnlyList<Card> Usable()
    {
        Card[] usable = [.. Cards.All.Where(c => c.Refusal == null)];
        if (usable.Length == 0) SharedData.Lacks("opencl", $"no card can be used here: {string.Join("; ", Cards.All.Select(c => $"{c.Title}: {c.Refusal}"))}");
        return usable;
    }

    /// <summary>Whether it must give the bits of the host: OpenCL lets graphics cards divide and take roots less exactly.</summary>
    internal static bool GivesBitsOfHost(Card card) => card.Driver is CudaDevice or CLDevice { DeviceType: CLDeviceType.CL_DEVICE_TYPE_CPU };

    /// <summary>Hosts of 1, 2 and 7 threads, then every card that can be used.</summary>
    internal static IEnumerable<Device> HostsAndCards()
    {
        foreach (int threads in new[] { 1, 2, 7 }) yield return new HostDevice(threads);
        foreach (Card card in Cards.All.Where(c => c.Refusal == null)) yield return new IlgpuDevice(card);
    }

    [Fact]
    public void A_kernel_that_the_driver_refuses_says_where_and_keeps_its_text()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (Card card in Usable())
            {
                using IlgpuDevice device = new(card, folder);
                ILGPU.Backends.CompiledKernel compiled = device.Compile("Broken", KernelMethod.Of(Recordings<CopyField>.Of, new BoundaryKind[2]).Method);
                string text = "sum += nothing;\n" + KernelCompiler.Text(compiled);
                KernelCompiler.SetText(compiled, text);
                KernelException fault = Assert.Throws<KernelException>(() => device.Load("Broken", compiled));
                Assert.Contains($"kernel Broken does not build on {card.Title}", fault.Message, StringComparison.Ordinal);
                string kept = Directory.GetFiles(folder).Single();
                Assert.Contains(kept, fault.Message, StringComparison.Ordinal);
                Assert.Equal(text, File.ReadAllText(kept));
                if (card.Driver is CLDevice) Assert.Contains("sum", fault.Message[fault.Message.IndexOf("The compiler says", StringComparison.Ordinal)..], StringComparison.Ordinal);
                File.Delete(kept);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void After_a_kernel_that_cannot_be_compiled_the_next_one_runs()
    {
        foreach (Card card in Usable())
        {
            using IlgpuDevice device = new(card);
            MethodInfo broken = ((Action<ILGPU.ArrayView<float>>)Speaks).Method;
            KernelException fault = Assert.Throws<KernelException>(() => device.Compile("Speaks", broken));
            Assert.Contains("kernel Speaks cannot be compiled for a card", fault.Message, StringComparison.Ordinal);
            Grid grid = new(3, 5, 10);
            using Field from = HostDeviceTests.Random(grid, device, 1, 15, 25), to = new(grid, device, new("to", "1", "copy"));
            device.Run(grid, new CopyField(from.Now, to.Now));
            Assert.Equal(from.ToArray(), to.ToArray());
        }
    }

    private static void Speaks(ILGPU.ArrayView<float> values) => values[0] = Console.In.Peek();

    [Fact]
    public void A_version_of_ILGPU_without_a_member_that_is_set_by_name_is_told_so()
    {
        KernelException fault = Assert.Throws<KernelException>(() => Patch.SetText("a text", "Words", ""));
        Assert.Contains("has no String with the field behind Words", fault.Message, StringComparison.Ordinal);
        Assert.Contains("1.5.3", fault.Message, StringComparison.Ordinal);
        Assert.Contains("has no CLCapabilityContext with a setter of Nothing", Assert.Throws<KernelException>(() => Patch.Setter(typeof(CLCapabilityContext), "Nothing")).Message, StringComparison.Ordinal);
        Assert.NotNull(Patch.Setter(typeof(CLCapabilityContext), nameof(CLCapabilityContext.GenericAddressSpace)));
    }

    [Fact]
    public void Functions_are_the_same_as_on_the_host_over_all_floats()
    {
        float[] values = [.. Enumerable.Range(0, (int)(uint.MaxValue / 9770)).Select(k => BitConverter.UInt32BitsToSingle((uint)k * 9770u))];
        using HostDevice host = new(1);
        Dictionary<string, float[]> here = FunctionTests.OfOne(host, values);
        foreach (Card card in Usable())
        {
            using IlgpuDevice device = new(card);
            Dictionary<string, float[]> there = FunctionTests.OfOne(device, values);
            foreach (string function in here.Keys)
            {
                if (GivesBitsOfHost(card)) EveryKernelTests.AssertSameBits(here[function], there[function], $"{function} on {card.Title}");
                else AssertClose(values, here[function], there[function], $"{function} on {card.Title}");
            }
        }
    }

    // Four units in the last place; subnormal arguments and results may be flushed.
    private static void AssertClose(float[] values, float[] here, float[] there, string where)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (here[k].Equals(there[k]) || float.IsSubnormal(values[k]) || MathF.Abs(here[k]) < 1.2e-38f) continue;
            Assert.True(MathF.Abs(here[k] - there[k]) <= 5e-7f * MathF.Abs(here[k]), $"{where}, {values[k]:R}: host {here[k]:R}, card {there[k]:R}");
        }
    }

    [Fact]
    public void Members_of_an_ensemble_share_what_they_have_in_common()
    {
        Grid grid = new(9, 21, 10);
        List<float[]> results = [];
        foreach (Device device in HostsAndCards().Append(new ReferenceDevice()))
        {
            using (device)
            {
                using Field air = HostDeviceTests.Random(grid, device, 1, 15, 25, members: 3), surface = HostDeviceTests.Random(grid, device, 2, 20, 40);
                using Field wind = HostDeviceTests.Random(grid, device, 3, -1, 1);
                device.Run(grid, new StepAir(air.Now, surface.Now, wind.Now, air.Next, transfer: 15, mixing: 2, cellSize: 10, dt: 5));
                air.Advance();
                results.Add(air.ToArray());
                float[] first = air.ToArray()[..grid.Count];
                using Field alone = HostDeviceTests.Random(grid, device, 1, 15, 25);
                device.Run(grid, new StepAir(alone.Now, surface.Now, wind.Now, alone.Next, transfer: 15, mixing: 2, cellSize: 10, dt: 5));
                alone.Advance();
                Assert.Equal(first, alone.ToArray());
            }
        }
        foreach (float[] result in results)
            for (int k = 0; k < result.Length; k++) Assert.Equal(results[0][k], result[k], tolerance: 1e-5f);   // a few roundings of 40 °C
    }

    [Fact]
    public void More_rows_than_a_card_takes_are_refused_in_a_sentence()
    {
        foreach (Card card in Usable())
        {
            using IlgpuDevice device = new(card);
            Grid tall = new(70_000, 1, 10);
            using Field from = new(tall, device, new("from", "1", "tall")), to = new(tall, device, new("to", "1", "tall"));
            KernelException fault = Assert.Throws<KernelException>(() => device.Run(tall, new CopyField(from.Now, to.Now)));
            Assert.Contains("at most 65535 rows", fault.Message, StringComparison.Ordinal);
            Assert.Contains("70000 rows", fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sums_and_transfers_in_pairs_of_floats_agree_with_float64()
    {
        Grid grid = new(3, 9001, 10);
        Stock cells = new(40);
        foreach (Card card in Usable())
        {
            using IlgpuDevice doubles = new(card), pairs = new(card, doubles: false);
            List<(double[] Sums, float[] Received)> found = [];
            foreach (IlgpuDevice device in new[] { doubles, pairs })
            {
                using Field field = HostDeviceTests.Random(grid, device, 7, -1, 3, members: 2), received = new(cells, device, new("received", "W", "test"), members: 2);
                using Transfer transfer = Transfer.OfTotals(grid, cells, device, Enumerable.Range(0, grid.Count).Select(k => new Share(k, k * 7919 % cells.Count, 1)));
                transfer.Run(field, received);
                found.Add((device.MemberSums(field), received.ToArray()));
            }
            // Of 27,003 values of 1 on average: sums of floats alone would be wrong by some 10⁻³.
            for (int member = 0; member < 2; member++) Assert.Equal(found[0].Sums[member], found[1].Sums[member], tolerance: 27_003 * 1e-12);
            for (int k = 0; k < found[0].Received.Length; k++) Assert.Equal(found[0].Received[k], found[1].Received[k], tolerance: MathF.BitIncrement(675) - 675);
        }
    }

    [Fact]
    public void An_unknown_device_is_answered_with_the_known_ones()
    {
        InputException fault = Assert.Throws<InputException>(() => Devices.Named("cray"));
        Assert.Contains("`cray`", fault.Message, StringComparison.Ordinal);
        foreach (DeviceDescription known in Devices.List()) Assert.Contains(known.Name, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_is_not_there_is_answered_with_what_is_missing()
    {
        foreach (DeviceDescription refused in Devices.List().Where(d => d.Refusal != null))
        {
            KernelException fault = Assert.Throws<KernelException>(() => Devices.Named(refused.Name));
            Assert.Contains(refused.Refusal!, fault.Message, StringComparison.Ordinal);
        }
        Assert.Contains("opencl:99", Assert.Throws<InputException>(() => Devices.Named("opencl:99")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_device_that_is_listed_can_be_opened_and_copies_at_some_speed()
    {
        foreach (DeviceDescription device in Devices.List().Where(d => d.Refusal == null && d.Name != "reference"))
        {
            using Device opened = Devices.Named(device.Name);
            Assert.InRange(Devices.CopyBandwidth(opened), 1e7, 1e14);
        }
    }
}
