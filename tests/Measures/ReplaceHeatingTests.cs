using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Measures;

public class ReplaceHeatingTests
{
    private static readonly Years Year = new(2026, 2026);

    private static MeasurePlan Plan(Building house, params Measure[] measures) => MeasurePlan.Make(measures, new(
        new Territory { Name = "house", Epsg = 2154, Latitude = 46, Longitude = 2, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [house] },
        [new BuildingFacts { Index = 0, Building = house, FootprintArea = 60, RoofArea = 75, UsableRoofArea = 40, EnvelopeAsBuilt = Houses.Draughty }]), double.PositiveInfinity, seed: 1);

    private static ReplaceHeating To(HeatingSystem system) => new() { To = HeatingWorks.All.Single(w => w.System == system), Years = Year };

    private static Building House(HeatingSystem heating, HeatingSystem water, int dwellings = 1) => Houses.Named("house", heatedArea: 120, heating: heating) with
    {
        HotWater = Known<HeatingSystem>.Measured(water), Dwellings = Known<int>.Measured(dwellings),
    };

    // Walls 2 × 80, roof 1.5 × 60, floor 1.2 × 60 × ½, windows 4.8 × 20, bridges 0.1 × 220, air 0.6 × 250 m³ × 1200/3600 Wh/(m³ K) [W/K].
    private const double Loss = 160 + 90 + 36 + 96 + 22 + 50, Load = Loss * 27 / 1000;

    [Fact]
    public void A_heat_pump_is_paid_by_its_plant_and_by_its_share_of_the_load_on_a_cold_day()
    {
        Building old = House(HeatingSystem.GasBoiler, HeatingSystem.GasBoiler);
        MeasurePlan plan = Plan(old, To(HeatingSystem.AirHeatPump));
        Assert.Equal(7000 + 900 * 0.8 * Load, plan.Invested(2026), 6);
        Building now = plan.After(2026).Buildings[0];
        Assert.Equal((HeatingSystem.AirHeatPump, HeatingSystem.AirHeatPump, 0.8), (now.Heating.Value, now.HotWater.Value, now.HeatPumpSizing));
        Assert.Equal(10_000 + 600 * Load, Plan(old, To(HeatingSystem.WoodBoiler) with { Sizing = 0.5 }).Invested(2026), 6);
    }

    [Fact]
    public void Radiators_are_paid_for_where_there_are_none_and_water_that_something_else_makes_is_left_to_it()
    {
        MeasurePlan plan = Plan(House(HeatingSystem.DirectElectric, HeatingSystem.DirectElectric), To(HeatingSystem.DistrictHeat));
        Assert.Equal(5000 + 150 * Load + 70 * 120, plan.Invested(2026), 6);
        Assert.Equal(HeatingSystem.DirectElectric, plan.After(2026).Buildings[0].HotWater.Value);
    }

    [Fact]
    public void Hot_water_of_the_old_boiler_may_go_to_a_tank_in_each_dwelling()
    {
        MeasurePlan plan = Plan(House(HeatingSystem.OilBoiler, HeatingSystem.OilBoiler, dwellings: 2), To(HeatingSystem.GroundHeatPump) with { HotWater = WaterAfter.ElectricTank, Sizing = 1 });
        Assert.Equal(2 * 11_000 + 1600 * Load + 2 * 1200, plan.Invested(2026), 6);
        Assert.Equal(HeatingSystem.DirectElectric, plan.After(2026).Buildings[0].HotWater.Value);
        Assert.Equal(11_000 + 1600 * Load, Plan(House(HeatingSystem.OilBoiler, HeatingSystem.OilBoiler, dwellings: 12), To(HeatingSystem.GroundHeatPump) with { Sizing = 1 }).Invested(2026), 6);
    }

    [Fact]
    public void After_a_renovation_a_smaller_plant_is_enough()
    {
        Renovate walls = new() { To = RenovationCatalogue.Walls, Years = Year };
        MeasurePlan plan = Plan(House(HeatingSystem.GasBoiler, HeatingSystem.DirectElectric), walls, To(HeatingSystem.AirHeatPump));
        Assert.Equal(7000 + 900 * 0.8 * 27e-3 * (Loss - 1.75 * 80 - 0.05 * 220), plan.Invested(1, 2026), 6);      // walls from 2 to 0.25, bridges from 0.10 to 0.05
    }

    // 80 % of the load with the walls as they were is 1.5 times that share of the load without their 151 W/K; what is more than 150 % gives all of the heat.
    [Fact]
    public void Works_that_follow_leave_the_power_of_a_heat_pump_as_it_is()
    {
        Renovate walls = new() { To = RenovationCatalogue.Walls, Years = Year };
        Building house = House(HeatingSystem.GasBoiler, HeatingSystem.DirectElectric);
        Assert.Equal(1.2, Plan(house, To(HeatingSystem.AirHeatPump), walls).After(2026).Buildings[0].HeatPumpSizing, 12);
        Assert.Equal(double.PositiveInfinity, Plan(house, To(HeatingSystem.AirHeatPump) with { Sizing = 1.2 }, walls).After(2026).Buildings[0].HeatPumpSizing);
        Assert.Equal(double.PositiveInfinity, Plan(house, walls).After(2026).Buildings[0].HeatPumpSizing);
    }

    [Fact]
    public void What_is_heated_so_already_is_left_alone() =>
        Assert.Empty(Plan(House(HeatingSystem.AirHeatPump, HeatingSystem.DirectElectric), To(HeatingSystem.AirHeatPump)).Works);

    [Theory]
    [InlineData(7, 1)]                      // load 13/27 of the design load
    [InlineData(-7, 0.8)]
    [InlineData(-16, 0.6)]                  // 0.8 × 27/36
    public void A_heat_pump_gives_what_its_power_allows_and_an_electric_heater_the_rest(double outdoor, double pumped)
    {
        double network = 0.92 * 0.95 * 0.95, alone = HeatingPlant.EnergyPerHeat(HeatingSystem.AirHeatPump, shared: false, outdoor, default);
        Assert.Equal(pumped, HeatingPlant.PumpedShare(outdoor, sizing: 0.8), 12);
        Assert.Equal(pumped * alone + (1 - pumped) / (0.99 * network), HeatingPlant.EnergyPerHeat(HeatingSystem.AirHeatPump, shared: false, outdoor, default, sizing: 0.8), 12);
        Assert.Equal(alone, HeatingPlant.EnergyPerHeat(HeatingSystem.AirHeatPump, shared: false, outdoor, default, double.PositiveInfinity));
        Assert.Equal(HeatingPlant.EnergyPerHeat(HeatingSystem.GasBoiler, shared: false, outdoor, default), HeatingPlant.EnergyPerHeat(HeatingSystem.GasBoiler, shared: false, outdoor, default, sizing: 0.5));
    }
}
