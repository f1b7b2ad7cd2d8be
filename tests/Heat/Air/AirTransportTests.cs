using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using TerritoryTwin.Tests.Compute;

namespace TerritoryTwin.Tests.Heat;

public sealed class AirTransportTests
{
    private static readonly Grid Town = new(60, 90, 25);

    [Fact]
    public void A_closed_territory_keeps_its_amounts_over_a_day_of_turning_wind()
    {
        foreach (Device device in CardTests.HostsAndCards())
        {
            using (device)
            {
                using Field amount = HostDeviceTests.Random(Town, device, 1, 5, 30), east = Eddy(device, true), north = Eddy(device, false);
                float low = device.Min(amount), high = device.Max(amount);
                double before = device.Sum(amount);
                double fastest = AirTransport.Fastest(Town, east.ToArray(), north.ToArray());
                for (int hour = 0; hour < 24; hour++) new AirTransport(Town, device).Step(amount, east, north, 3600, fastest, mixing: 2);
                Assert.Equal(before, device.Sum(amount), tolerance: 1e-6 * before);
                Assert.InRange(device.Min(amount), low, high);
                Assert.InRange(device.Max(amount), low, high);
            }
        }
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Air_of_one_temperature_stays_so_in_a_wind_without_divergence(bool keepsAmounts)
    {
        using HostDevice device = new(2);
        using Field air = new(Town, device, new("air", "°C", "test")), east = Eddy(device, true), north = Eddy(device, false);
        air.Fill(20);
        new AirTransport(Town, device, keepsAmounts).Step(air, east, north, 3600, AirTransport.Fastest(Town, east.ToArray(), north.ToArray()), mixing: 2);
        Assert.All(air.ToArray(), t => Assert.Equal(20, t, tolerance: 2e-3f));
    }

    [Fact]
    public void Air_of_one_temperature_stays_so_in_any_wind_when_the_rest_leaves_upwards()
    {
        using HostDevice device = new(2);
        using Field air = new(Town, device, new("air", "°C", "test")), east = HostDeviceTests.Random(Town, device, 2, -1, 1), north = HostDeviceTests.Random(Town, device, 3, -1, 1);
        air.Fill(20);
        new AirTransport(Town, device, keepsAmounts: false).Step(air, east, north, 3600, AirTransport.Fastest(Town, east.ToArray(), north.ToArray()), mixing: 2);
        Assert.All(air.ToArray(), t => Assert.Equal(20, t, tolerance: 1e-3f));
    }

    [Fact]
    public void An_open_edge_lets_the_air_of_the_surroundings_in()
    {
        using HostDevice device = new(2);
        using Field air = new(Town, device, new("air", "°C", "test"), boundary: Boundary.Open(31)), east = new(Town, device, new("east", "m/s", "test")), north = new(Town, device, new("north", "m/s", "test"));
        air.Fill(20);
        east.Fill(3);
        north.Fill(-1);
        new AirTransport(Town, device).Step(air, east, north, 3600, 3, mixing: 1);
        Assert.All(air.ToArray(), t => Assert.Equal(31, t, tolerance: 1e-3f));
    }

    [Fact]
    public void Sub_steps_that_are_too_long_are_refused_with_the_longest()
    {
        using HostDevice device = new(1);
        using Field air = new(Town, device, new("air", "°C", "test")), wind = new(Town, device, new("wind", "m/s", "test"));
        wind.Fill(5);
        AirTransport transport = new(Town, device);
        UnstableStepException refused = Assert.Throws<UnstableStepException>(() => transport.Step(air, wind, wind, 3600, 5, mixing: 0, subSteps: 100));
        Assert.Contains("stable up to 5 s. Take 720 sub-steps", refused.Message, StringComparison.Ordinal);
        transport.Step(air, wind, wind, 3600, 5, mixing: 0, subSteps: 720);
        Assert.Throws<TerritoryException>(() => transport.SubSteps(3600, double.NaN, 1));
        Assert.Equal(1, transport.SubSteps(3600, 0, 0));
    }

    // Wind around the middle, with none through the edges: differences of a stream function at the corners of the cells, so that no cell gains air.
    private static Field Eddy(Device device, bool east)
    {
        Field wind = new(Town, device, new(east ? "east" : "north", "m/s", "test"), boundary: Boundary.Open(0));
        double Stream(int i, int j) => 700 * Math.Sin(Math.PI * i / Town.Columns) * Math.Sin(Math.PI * j / Town.Rows);
        wind.Write([.. Enumerable.Range(0, Town.Count).Select(c => (I: c % Town.Columns + 1, J: c / Town.Columns + 1))
            .Select(p => (float)((east ? Stream(p.I, p.J) - Stream(p.I, p.J - 1) : Stream(p.I - 1, p.J) - Stream(p.I, p.J)) / Town.CellSize))]);
        return wind;
    }
}
