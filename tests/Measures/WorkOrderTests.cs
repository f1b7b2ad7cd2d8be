using TerritoryTwin.Buildings;
using TerritoryTwin.Core;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Tests.Measures;

public class WorkOrderTests
{
    private static BuildingFacts House(int n, double wall = 2, HeatingSystem heating = HeatingSystem.GasBoiler, double income = double.NaN, string district = "") => new()
    {
        Index = n, Building = Houses.Named($"house {n}", heatedArea: 120, heating: heating, district: district), FootprintArea = 60, RoofArea = 75, UsableRoofArea = 40,
        LivingStandard = income, EnvelopeAsBuilt = Houses.Of(wall, roof: 1.5, floor: 1.2, window: 4.8, leaks: 0.2),
    };

    private static int[] Order(WorkOrder order, RenovationPackage to, params BuildingFacts[] houses)
    {
        Territory town = new() { Name = "town", Epsg = 2154, Latitude = 46, Longitude = 2, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [.. houses.Select(h => h.Building)] };
        return [.. MeasurePlan.Make([new Renovate { To = to, Order = order, Years = new(2026, 2026) }], new(town, houses), double.PositiveInfinity, seed: 3).Works.Select(w => w.Element)];
    }

    [Fact]
    public void The_cheapest_are_those_whose_works_cost_least_for_each_kilowatt_hour_of_heating_that_is_no_longer_bought() =>
        Assert.Equal([1, 0, 3, 2, 4], Order(WorkOrder.CheapestFirst, RenovationCatalogue.Walls,
            House(0, wall: 1.8), House(1, wall: 2.4), House(2, heating: HeatingSystem.AirHeatPump), House(3, wall: 1.0), House(4, heating: HeatingSystem.None)));

    [Fact]
    public void The_poorest_are_those_with_the_lowest_income_by_consumption_unit_and_who_is_unknown_comes_last() =>
        Assert.Equal([2, 0, 1, 3], Order(WorkOrder.PoorestFirst, RenovationCatalogue.Deep, House(0, income: 18_000), House(1, income: 25_000), House(2, income: 12_000), House(3)));

    [Fact]
    public void Districts_come_one_after_the_other_the_one_that_loses_most_first()
    {
        int[] order = Order(WorkOrder.ByDistrict, RenovationCatalogue.Deep, House(0, 1, district: "east"), House(1, 2.4, district: "west"), House(2, 0.5, district: "west"), House(3, 1.2, district: "east"), House(4));
        Assert.Equal([[1, 2], [0, 3], [4]], new[] { order[..2], order[2..4], order[4..] }.Select(p => p.Order().ToArray()));     // 1.45 and 1.1 W/(m² K) of walls
    }

    [Fact]
    public void An_area_leaves_out_the_buildings_whose_middle_lies_elsewhere()
    {
        BuildingFacts inside = House(0), outside = House(1) with { Building = Houses.Named("far") with { Footprint = new(new([90, 100, 100, 90], [0, 0, 10, 10]), []) } };
        AreaChoice area = new("area.geojson", "area.geojson", _ => [new Polygon(new Ring([-5, 15, 15, -5], [-5, -5, 15, 15]), [])]);
        Survey town = new(new Territory { Name = "town", Epsg = 2154, Latitude = 46, Longitude = 2, Terrain = new(new Grid(1, 1, 1), [0]), Buildings = [inside.Building, outside.Building] }, [inside, outside]);
        Measure[] measures = [new Renovate { To = RenovationCatalogue.Deep, Area = area }, new ReplaceHeating { To = HeatingWorks.All[0], Area = area }, new EquipRoofs { Area = area }];
        Assert.All(measures, m => Assert.Equal([0], m.Selected(town)));
        Assert.All(measures, m => Assert.Empty(m.Selected(town with { Buildings = [outside with { Index = 0 }] })));
    }

    [Fact]
    public void The_heat_that_an_estimate_finds_is_bought_at_the_efficiency_of_the_system()
    {
        BuildingFacts pumped = House(0, heating: HeatingSystem.AirHeatPump);
        HeatEstimate gas = House(0).Heat!, pump = pumped.Heat!;
        HeatPumpKind kind = HeatPumpKind.Of(pumped.Building);
        Assert.True(pump.Need(null) > gas.Need(null));                                  // its heat is cheaper
        Assert.Equal(gas.Need(null) / (0.91 * 0.92 * 0.95 * 0.95), gas.Bought(null), 6);
        Assert.Equal(kind.Quality(ground: false) * HeatingPlant.AirHeatPump(kind.SupplyTemperature(7) - 7) * 0.92 * 0.95 * 0.95, pump.Need(null) / pump.Bought(null), 9);
        Assert.Equal((160 + 90 + 36 + 96 + 22 + 50) / 120.0, gas.LossPerArea, 9);
    }
}
