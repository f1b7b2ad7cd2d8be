using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

public sealed class TransferTests
{
    private static readonly Stock Buildings = new(5000);
    private static readonly Grid Cells = new(13, 17, 100);

    /// <summary>Each building stands on one to three cells.</summary>
    private static List<Share> Footprints()
    {
        RandomStream random = new(3, "footprints");
        List<Share> shares = [];
        for (int building = 0; building < Buildings.Count; building++)
            for (int part = 0; part <= building % 3; part++) shares.Add(new(building, random.Below(Cells.Count), random.Between(0.1, 2)));
        return shares;
    }

    [Fact]
    public void The_heat_of_all_buildings_arrives_in_the_cells()
    {
        List<float[]> results = [];
        foreach (Device device in CardTests.HostsAndCards())
        {
            using (device)
            {
                using Transfer transfer = Transfer.OfTotals(Buildings, Cells, device, Footprints());
                using Field heat = HostDeviceTests.Random(Buildings, device, 1, 0, 5000, members: 2), released = new(Cells, device, new("released", "W", "heat"), members: 2);
                transfer.Run(heat, released);
                double[] given = device.MemberSums(heat), received = device.MemberSums(released);
                Assert.Equal(given[0], received[0], tolerance: 1e-7 * given[0]);
                Assert.Equal(given[1], received[1], tolerance: 1e-7 * given[1]);
                results.Add(released.ToArray());
            }
        }
        Assert.All(results, r => Assert.Equal(results[0], r));
    }

    [Fact]
    public void A_cell_gets_the_mean_temperature_of_its_buildings()
    {
        using HostDevice device = new(2);
        using Transfer transfer = Transfer.OfMeans(new Stock(3), new Stock(2), device, [new(0, 0, 1), new(1, 0, 3), new(2, 0, 4)]);
        using Field inside = new(new Stock(3), device, new("inside", "degC", "test")), mean = new(new Stock(2), device, new("mean", "degC", "test"));
        inside.Write([16, 20, 22]);
        transfer.Run(inside, mean);
        Assert.Equal([20.5f, 0], mean.ToArray());
    }

    [Fact]
    public void A_building_that_gives_to_no_cell_is_refused()
    {
        using HostDevice device = new(1);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => Transfer.OfTotals(new Stock(3), Cells, device, [new(0, 0, 1), new(2, 5, 1)]));
        Assert.Contains("element 1", fault.Message, StringComparison.Ordinal);
    }
}
