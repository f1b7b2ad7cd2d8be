using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

public sealed class ReductionTests
{
    private static readonly Grid Grid = new(19, 5003, 1);

    [Fact]
    public void A_sum_is_the_sum_whatever_the_threads_and_the_device()
    {
        List<double> sums = [];
        foreach (Device device in CardTests.HostsAndCards().Append(new ReferenceDevice()))
        {
            using Device _ = device;
            using Field field = HostDeviceTests.Random(Grid, device, 5, -1, 3, members: 2);
            Assert.Equal(field.ToArray().Sum(v => (double)v), device.Sum(field), tolerance: 1e-7);
            Assert.Equal(field.ToArray().Max(), device.Max(field));
            Assert.Equal(field.ToArray().Min(), device.Min(field));
            sums.Add(device.Sum(field));
        }
        Assert.All(sums, sum => Assert.Equal(sums[0], sum));
    }

    [Fact]
    public void Sums_wait_on_the_device_in_the_order_they_were_taken()
    {
        foreach (Device device in CardTests.HostsAndCards())
        {
            using Device _ = device;
            using Field field = HostDeviceTests.Random(Grid, device, 5, -1, 3, members: 2);
            using FieldSums sums = new(Grid, device, capacity: 2, members: 2);
            double[] first = device.MemberSums(field);
            sums.Add(field);
            field.Fill(2);
            sums.Add(field);
            InvalidOperationException full = Assert.Throws<InvalidOperationException>(() => sums.Add(field));
            Assert.Contains("2 sums wait", full.Message, StringComparison.Ordinal);
            Assert.Equal([.. first, 2.0 * Grid.Count, 2.0 * Grid.Count], sums.Take());
            Assert.Empty(sums.Take());
            sums.Add(field);
            Assert.Equal([2.0 * Grid.Count, 2.0 * Grid.Count], sums.Take());
            sums.Dispose();
            Assert.Throws<ObjectDisposedException>(() => sums.Take());
            Assert.Throws<ObjectDisposedException>(() => sums.Add(field));
        }
    }

    [Fact]
    public void A_sum_of_a_field_of_another_shape_is_refused()
    {
        foreach (Device device in CardTests.HostsAndCards())
        {
            using Device _ = device;
            using FieldSums sums = new(Grid, device, capacity: 2, members: 2);
            using Field alone = new(Grid, device, new("alone", "1", "one member"));
            Assert.Contains("alone", Assert.Throws<ArgumentException>(() => sums.Add(alone)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Zones_share_out_what_the_territory_has()
    {
        using HostDevice device = new(2);
        using Field field = HostDeviceTests.Random(Grid, device, 5, 0, 3, members: 2), weights = HostDeviceTests.Random(Grid, device, 6, 0, 1);
        using IndexField zones = new(Grid, device, [.. Enumerable.Range(0, Grid.Count).Select(k => k % 7 - 1)]);
        double[] sums = device.ZoneSums(field, zones, 6, weights);
        (float[] f, float[] w) = (field.ToArray(), weights.ToArray());
        for (int zone = 0; zone < 6; zone++)
        {
            double expected = Enumerable.Range(0, Grid.Count).Where(k => k % 7 - 1 == zone).Sum(k => (double)f[Grid.Count + k] * w[k]);
            Assert.Equal(expected, sums[6 + zone], tolerance: 1e-9 * expected);
        }
    }

    [Fact]
    public void A_missing_value_is_not_lost_in_an_extreme()
    {
        using HostDevice device = new(1);
        using Field field = HostDeviceTests.Random(Grid, device, 5, 0, 3);
        float[] values = field.ToArray();
        values[777] = float.NaN;
        field.Write(values);
        Assert.True(float.IsNaN(device.Min(field)) && float.IsNaN(device.Max(field)));
    }
}
