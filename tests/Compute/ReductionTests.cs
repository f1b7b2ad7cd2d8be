using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

public sealed class ReductionTests
{
    private static readonly Grid Grid = new(19, 5003, 1);

    [Fact]
    public void A_sum_is_the_sum_whatever_the_threads_and_the_device()
    {
        using HostDevice one = new(1), seven = new(7);
        using ReferenceDevice reference = new();
        double[] sums = [.. new Device[] { one, seven, reference }.Select(device =>
        {
            using Field field = HostDeviceTests.Random(Grid, device, 5, -1, 3, members: 2);
            Assert.Equal(field.ToArray().Sum(v => (double)v), device.Sum(field), tolerance: 1e-7);
            Assert.Equal(field.ToArray().Max(), device.Max(field));
            Assert.Equal(field.ToArray().Min(), device.Min(field));
            return device.Sum(field);
        })];
        Assert.Equal(sums[0], sums[1]);
        Assert.Equal(sums[0], sums[2]);
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
