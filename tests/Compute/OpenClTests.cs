using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

public sealed class OpenClTests
{
    /// <summary>Hosts of 1, 2 and 7 threads, then every OpenCL device that can be used.</summary>
    internal static IEnumerable<Device> HostsAndOpenCl()
    {
        foreach (int threads in new[] { 1, 2, 7 }) yield return new HostDevice(threads);
        foreach (DeviceDescription device in Devices.List())
            if (device.Name.StartsWith("opencl", StringComparison.Ordinal) && device.Refusal == null) yield return Devices.Named(device.Name);
    }

    private static OpenClDevice Open(string? texts = null)
    {
        if (!Devices.List().Any(d => d.Name.StartsWith("opencl", StringComparison.Ordinal) && d.Refusal == null))
            SharedData.Lacks("opencl", "no OpenCL device can be used here");
        return new OpenClDevice(texts: texts);
    }

    [Fact]
    public void A_kernel_that_does_not_build_says_where_and_keeps_its_text()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            using OpenClDevice device = Open(folder);
            string text = CText.OpenClHeader + "\nKERNEL void Broken_step() { sum += nothing; }\n";
            KernelException fault = Assert.Throws<KernelException>(() => device.Build("Broken", text));
            Assert.Contains("kernel Broken does not build on OpenCL", fault.Message, StringComparison.Ordinal);
            Assert.Contains("nothing", fault.Message, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(folder, "Broken.cl"), fault.Message, StringComparison.Ordinal);
            Assert.Equal(text, File.ReadAllText(Path.Combine(folder, "Broken.cl")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Functions_are_the_same_as_on_the_host_over_all_floats()
    {
        float[] values = [.. Enumerable.Range(0, (int)(uint.MaxValue / 9770)).Select(k => BitConverter.UInt32BitsToSingle((uint)k * 9770u)).Where(v => !float.IsSubnormal(v))];
        using OpenClDevice device = Open();
        using HostDevice host = new(1);
        Dictionary<string, float[]> there = FunctionTests.OfOne(device, values), here = FunctionTests.OfOne(host, values);
        foreach (string function in here.Keys)
        {
            for (int k = 0; k < values.Length; k++)
            {
                (float a, float b) = (here[function][k], there[function][k]);
                if (a.Equals(b) || MathF.Abs(a) < 1.2e-38f) continue;                              // subnormal results may be flushed
                Assert.True(MathF.Abs(a - b) <= 5e-7f * MathF.Abs(a), $"{function}({values[k]:R}): host {a:R}, OpenCL {b:R}");   // four units in the last place
            }
        }
    }

    [Fact]
    public void Members_of_an_ensemble_share_what_they_have_in_common()
    {
        Grid grid = new(9, 21, 10);
        List<float[]> results = [];
        foreach (Device device in HostsAndOpenCl().Append(new ReferenceDevice()))
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
    public void The_text_for_CUDA_differs_in_its_macros_alone()
    {
        Recording recording = Recordings<HorizonSlope>.Of;
        BoundaryKind[] edges = new BoundaryKind[recording.Usages.Length];
        string cuda = CText.Of(recording, CText.CudaHeader, edges), open = CText.Of(recording, CText.OpenClHeader, edges);
        Assert.Equal(open[CText.OpenClHeader.Length..], cuda[CText.CudaHeader.Length..]);
        Assert.Contains("KERNEL void HorizonSlope_step(", cuda, StringComparison.Ordinal);
        Assert.DoesNotContain("get_global_id", cuda, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_device_is_answered_with_the_known_ones()
    {
        InputException fault = Assert.Throws<InputException>(() => Devices.Named("cray"));
        Assert.Contains("`cray`", fault.Message, StringComparison.Ordinal);
        foreach (DeviceDescription known in Devices.List()) Assert.Contains(known.Name, fault.Message, StringComparison.Ordinal);
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
