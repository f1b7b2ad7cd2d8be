using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Tests.Compute;

namespace TerritoryTwin.Tests.Core;

public class TotalTests
{
    /// <summary>Adds a value to a total, as processes do within their kernels.</summary>
    private readonly struct AddAmount(View today, Uniform amount) : ICellKernel
    {
        public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[today] = cell[today] + cell[amount];
    }

    private sealed class Counter : Process
    {
        private readonly Stock _stock = new(3);

        public Counter(Device device, int members) : base("counter", device, members) => Counted = Sum(_stock, new("counted", "1", "test"));

        public Total Counted { get; }

        public void Step(int hour, params float[] amounts)
        {
            Device.Run(_stock, new AddAmount(Counted.Today, Uniform.ByMember(amounts)));
            EndHour(hour);
        }
    }

    [Fact]
    public void A_year_of_large_and_small_amounts_is_summed_to_13_digits()
    {
        using HostDevice device = new(1);
        using Counter counter = new(device, members: 2);
        double first = 0, second = 0;
        for (int hour = 0; hour < 8760; hour++)
        {
            (float a, float b) = (hour % 24 == 5 ? 1e6f + hour : 0, hour % 24 == 7 ? 0.1f : 0);      // one amount a day: the sum of the day is exact
            counter.Step(hour, a, b);
            first += a;
            second += b;
        }
        Assert.All(counter.Counted.Read(0), v => Assert.Equal(first, v, 1e-13 * first));
        Assert.All(counter.Counted.Read(1), v => Assert.Equal(second, v, 1e-13 * second));
        counter.BeginYear();
        Assert.All(counter.Counted.Read(0), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Every_device_sums_alike_and_hours_of_an_unfinished_day_count()
    {
        foreach (Device device in CardTests.Usable().Where(CardTests.GivesBitsOfHost).Select(c => (Device)new IlgpuDevice(c)).Append(new HostDevice(2)).Append(new ReferenceDevice()))
        {
            using (device)
            {
                using Counter counter = new(device, members: 2);
                for (int hour = 0; hour < 30; hour++) counter.Step(hour, 1, 2);
                Assert.All(counter.Counted.Read(0), v => Assert.Equal(30, v));
                Assert.All(counter.Counted.Read(1), v => Assert.Equal(60, v));
            }
        }
    }

    [Fact]
    public void Numbers_for_other_members_than_the_launch_has_are_refused()
    {
        using HostDevice device = new(1);
        using Counter counter = new(device, members: 2);
        ArgumentException e = Assert.Throws<ArgumentException>(() => counter.Step(0, 1, 2, 3));
        Assert.Contains("members", e.Message);
    }
}
