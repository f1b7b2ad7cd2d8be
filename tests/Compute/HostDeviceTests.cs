using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

public sealed class HostDeviceTests
{
    [Fact]
    public void The_host_steps_air_as_the_reference_does()
    {
        using HostDevice host = new(2);
        using ReferenceDevice reference = new();
        float[] compiled = Air(host, new Grid(37, 113, 10)), exact = Air(reference, new Grid(37, 113, 10));
        for (int k = 0; k < exact.Length; k++) Assert.Equal(exact[k], compiled[k], tolerance: 2e-5f);
    }

    private static float[] Air(Device device, Grid grid)
    {
        using Field air = Random(grid, device, 1, 15, 25), surface = Random(grid, device, 2, 20, 40), wind = Random(grid, device, 3, -1, 1);
        for (int step = 0; step < 3; step++)
        {
            device.Run(grid, new StepAir(air.Now, surface.Now, wind.Now, air.Next, transfer: 15, mixing: 2, cellSize: 10, dt: 5));
            air.Advance();
        }
        return air.ToArray();
    }

    internal static Field Random(Support support, Device device, ulong seed, double low, double high, int members = 1, Boundary boundary = default)
    {
        Field field = new(support, device, $"random{seed}", "1", "noise", members, boundary);
        RandomStream random = new(seed, "field");
        float[] values = new float[support.Count * members];
        for (int k = 0; k < values.Length; k++) values[k] = (float)random.Between(low, high);
        field.Write(values);
        return field;
    }
}

public sealed class KernelTests
{
    [Fact]
    public void What_was_read_before_a_write_is_what_was_there()
    {
        using HostDevice device = new(1);
        Stock stock = new(33);
        using Field a = HostDeviceTests.Random(stock, device, 1, 0, 1), b = HostDeviceTests.Random(stock, device, 2, 0, 1);
        (float[] first, float[] second) = (a.ToArray(), b.ToArray());
        device.Run(stock, new Swap(a.Now, b.Now));
        Assert.Equal(second, a.ToArray());
        Assert.Equal(first.Zip(second, (x, y) => x + y), b.ToArray());
    }

    [Fact]
    public void A_field_may_be_read_under_one_name_and_written_under_another()
    {
        using HostDevice device = new(1);
        Stock stock = new(33);
        using Field a = HostDeviceTests.Random(stock, device, 1, 0, 1), kept = new(stock, device, "kept", "1", "copy");
        float[] before = a.ToArray();
        device.Run(stock, new AddAndKeep(a.Now, a.Now, kept.Now));
        Assert.Equal(before, kept.ToArray());
        Assert.Equal(before.Select(x => x + 1), a.ToArray());
    }

    [Fact]
    public void A_field_cannot_be_written_while_its_neighbours_are_read()
    {
        using HostDevice device = new(1);
        Grid grid = Grid.Square(8, 1);
        using Field f = new(grid, device, "f", "1", "test");
        ArgumentException fault = Assert.Throws<ArgumentException>(() => device.Run(grid, new Diffuse(f.Now, f.Now, 1, 1, 0.1f)));
        Assert.Contains("Diffuse", fault.Message, StringComparison.Ordinal);
        Assert.Contains("`next`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Launches_after_the_first_allocate_nothing()
    {
        using HostDevice device = new(2);
        Grid grid = Grid.Square(512, 1);
        using Field f = HostDeviceTests.Random(grid, device, 1, 0, 1);
        void Step()
        {
            device.Run(grid, new Diffuse(f.Now, f.Next, 1, 1, 0.1f));
            f.Advance();
        }
        for (int k = 0; k < 5; k++) Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int k = 0; k < 100; k++) Step();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
