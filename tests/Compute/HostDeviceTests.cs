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
        Field field = new(support, device, new($"random{seed}", "1", "noise"), members, boundary);
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
        using Field a = HostDeviceTests.Random(stock, device, 1, 0, 1), kept = new(stock, device, new("kept", "1", "copy"));
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
        using Field f = new(grid, device, new("f", "1", "test"));
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
        // A lock that is contended for the first time makes its waiting place, whenever that is; a launch that allocates does so in every round.
        Assert.Equal(0, Enumerable.Range(0, 3).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int k = 0; k < 100; k++) Step();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    [Unsound]
    private readonly struct FrozenUniform(View a, Uniform u) : ICellKernel
    {
        public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[a] = u.Value;
    }

    [Unsound]
    private readonly struct WritesNothing(View a) : ICellKernel
    {
        public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => _ = cell[a];
    }

    [Unsound]
    private readonly struct WithNumber(View a, int number) : ICellKernel
    {
        public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[a] = (float)number;
    }

    [Unsound]
    private readonly struct FarAway(View a, View b) : ICellKernel
    {
        public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[b] = cell[a, 50];
    }

    [Fact]
    public void A_kernel_that_cannot_be_compiled_says_its_name_and_why()
    {
        using HostDevice device = new(1);
        using Field f = new(new Stock(3), device, new("f", "1", "test")), g = new(new Stock(3), device, new("g", "1", "test"));
        Says("FrozenUniform", "cell[uniform]", () => device.Run(f.Support, new FrozenUniform(f.Now, 2)));
        Says("WritesNothing", "writes no view", () => device.Run(f.Support, new WritesNothing(f.Now)));
        Says("WithNumber", "Int32", () => device.Run(f.Support, new WithNumber(f.Now, 2)));
        Says("FarAway", "50 cells away", () => device.Run(f.Support, new FarAway(f.Now, g.Now)));
    }

    private static void Says(string kernel, string why, Action launch)
    {
        KernelException fault = Assert.Throws<KernelException>(launch);
        Assert.Contains($"kernel {kernel}", fault.Message, StringComparison.Ordinal);
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_that_does_not_fit_the_launch_is_named()
    {
        using HostDevice device = new(1), other = new(1);
        Stock stock = new(5);
        using Field three = new(stock, device, new("three", "1", "test"), members: 3), two = new(stock, device, new("two", "1", "test"), members: 2);
        using Field longer = new(new Stock(6), device, new("longer", "1", "test")), away = new(stock, other, new("away", "1", "test")), one = new(stock, device, new("one", "1", "test"));
        using IndexField outside = new(stock, device, [0, 1, 2, 3, 6]);
        Field gone = new(stock, device, new("gone", "1", "test"));
        gone.Dispose();
        Refused("three has 3 members", () => device.Run(stock, new Swap(two.Now, three.Now)), "two has 2 members");
        Refused("written", () => device.Run(stock, new AddAndKeep(two.Now, one.Now, one.Now)));
        Refused("longer has 6 elements", () => device.Run(stock, new Swap(one.Now, longer.Now)));
        Refused("away is on host", () => device.Run(stock, new Swap(one.Now, away.Now)));
        Refused("disposed", () => device.Run(stock, new Swap(one.Now, gone.Now)));
        Refused("0 to 6", () => device.Run(stock, new ReadCell(longer.Now, outside.View, one.Now, one.Now, 0)));
    }

    private static void Refused(string why, Action launch, string? or = null)
    {
        string message = Assert.Throws<ArgumentException>(launch).Message;
        Assert.True(message.Contains(why, StringComparison.Ordinal) || (or != null && message.Contains(or, StringComparison.Ordinal)), message);
    }

    [Theory]
    [InlineData(0.9f, 0), InlineData(1, 1), InlineData(3.7f, 3), InlineData(-5, 0), InlineData(float.NaN, 0)]
    public void A_loop_turns_as_often_as_its_count_is_whole(float count, int turns)
    {
        foreach (Device device in CardTests.HostsAndCards().Append(new ReferenceDevice()))
        {
            using (device)
            {
                Grid grid = new(3, 30, 1);
                using Field heights = new(grid, device, new("heights", "m", "test")), slope = new(grid, device, new("slope", "1", "test"));
                float[] values = new float[grid.Count];
                for (int k = 0; k < values.Length; k++) values[k] = k % 30 * (k % 30);        // i²: at distance d the slope is 2i + d
                heights.Write(values);
                device.Run(grid, new HorizonSlope(heights.Now, slope.Now, count, east: 1, north: 0));
                Assert.Equal(turns == 0 ? 0 : 2 * 10 + turns, slope.ToArray()[40]);
            }
        }
    }

    [Fact]
    public void A_stretch_of_a_field_is_written_while_what_lies_outside_of_it_is_read()
    {
        Stock all = new(64), part = new(32);
        foreach (Device device in CardTests.HostsAndCards().Append(new ReferenceDevice()))
        {
            using (device)
            {
                using Field field = new(all, device, new("field", "1", "test"), boundary: Boundary.Open(0)), at = new(part, device, new("at", "1", "places"));
                field.Write([.. Enumerable.Range(0, 64).Select(k => (float)k)]);
                at.Write([.. Enumerable.Range(0, 32).Select(k => k % 2 == 0 ? k % 16 : 48f + k % 16)]);
                View stretch = field.Part(16, part);
                device.Run(part, new AddElsewhere(stretch, field.Now, at.Now));
                Assert.Equal([.. Enumerable.Range(0, 64).Select(k => k is < 16 or > 47 ? (float)k : k + (k % 2 == 0 ? k % 16 : 48f + k % 16))], field.ToArray());
                Assert.Contains("a stretch of field field is written here while `place` uses another", Assert.Throws<ArgumentException>(() => device.Run(part, new AddElsewhere(stretch, field.Now, field.Part(0, part)))).Message, StringComparison.Ordinal);
                Assert.Contains("reads its neighbours", Assert.Throws<ArgumentException>(() => device.Run(part, new AddElsewhere(stretch, stretch, at.Now))).Message, StringComparison.Ordinal);
                foreach ((int start, int count) in new[] { (8, 16), (16, 24), (48, 32), (-16, 16) })
                    Assert.Contains($"a stretch of {count} elements from {start}; expected multiples of 16 within 64", Assert.Throws<ArgumentException>(() => field.Part(start, new(count))).Message, StringComparison.Ordinal);
                field.Dispose();
                using Field other = new(all, device, new("other", "1", "test"));
                Assert.Contains("was disposed", Assert.Throws<ArgumentException>(() => device.Run(part, new AddElsewhere(stretch, other.Now, at.Now))).Message, StringComparison.Ordinal);
                using Field members = new(all, device, new("members", "1", "test"), members: 2);
                Assert.Contains("only a stock of one member has stretches", Assert.Throws<ArgumentException>(() => members.Part(0, part)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_long_kernel_is_compiled_as_well_as_a_short_one()
    {
        Recording recording = Recordings<LongKernel>.Of;
        Assert.Equal(1200, recording.Operations);
        Assert.Equal(12, recording.Bytes);
        using HostDevice device = new(1);
        Stock stock = new(1 << 15);
        using Field a = HostDeviceTests.Random(stock, device, 1, 0, 1), b = HostDeviceTests.Random(stock, device, 2, 0, 1), next = new(stock, device, new("next", "1", "test"));
        device.Run(stock, new LongKernel(a.Now, b.Now, next.Now));
        (float[] x, float[] y, float[] end) = (a.ToArray(), b.ToArray(), next.ToArray());
        for (int k = 0; k < stock.Count; k += 97)
        {
            float expected = x[k];
            for (int turn = 0; turn < 300; turn++) expected -= 0.01f * (expected * expected - y[k]);
            Assert.Equal(expected, end[k]);
        }
    }
}
