using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Buildings;

public class PlantTests
{
    [Fact]
    public void A_heat_pump_buys_less_the_milder_it_is_and_never_less_than_its_seasonal_figure_allows()
    {
        double[] bought = [.. new[] { -10.0, 0, 7, 15 }.Select(t => HeatingPlant.EnergyPerHeat(HeatingSystem.AirHeatPump, shared: false, t))];
        Assert.True(bought[0] > bought[1] && bought[1] > bought[2] && bought[2] > bought[3]);
        Assert.InRange(HeatingPlant.AirHeatPump(HeatingPlant.SupplyTemperature(7) - 7), 2.4, 3.2);      // 3CL: 2.4 to 3.2 by age and emitter
        Assert.InRange(HeatingPlant.GroundHeatPump(HeatingPlant.SupplyTemperature(7) - 8), 2.4, 3.7);
    }

    [Fact]
    public void No_boiler_gives_more_heat_than_it_buys()
    {
        foreach (HeatingSystem system in Enum.GetValues<HeatingSystem>())
        {
            if (system is HeatingSystem.None or HeatingSystem.AirHeatPump or HeatingSystem.GroundHeatPump) continue;
            Assert.InRange(HeatingPlant.EnergyPerHeat(system, shared: false, 5), 1, 2);
            Assert.True(HeatingPlant.EnergyPerHeat(system, shared: true, 5) >= HeatingPlant.EnergyPerHeat(system, shared: false, 5));
            Assert.InRange(HeatingPlant.EnergyPerHotWater(system, shared: false, 5), 1, 3.5);
        }
    }

    [Fact]
    public void Works_never_make_a_part_of_the_envelope_worse()
    {
        Known<double> U(double value) => Known<double>.Typical(value);
        Envelope good = new(DwellingSize.Detached, U(0.15), U(0.10), U(0.12), 1, U(0.9), U(0.5), U(0), U(0.1), U(0.1), U(0.2), U(1), 250, [25, 25, 25, 25], 90, 90);
        foreach (RenovationPackage works in RenovationCatalogue.All) Assert.Equal(good, good.After(works));
    }
}
