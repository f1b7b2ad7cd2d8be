using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;
using TerritoryTwin.Mobility;
using TerritoryTwin.Tests.Heat.People;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>Services that a measure puts into buildings: where, for how much, and who goes there.</summary>
public sealed class ServicesCloserTests
{
    private static readonly MobilityParameters On = new() { On = true };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));

    // Houses of 3, 2 and 10 people, a kilometre from one another, and a barn.
    private static readonly Territory Hamlet = new()
    {
        Name = "", Epsg = 2154, Latitude = 44, Longitude = 2, Terrain = new Raster(new Grid(1, 1, 5000), new float[1]),
        Buildings = [InhabitantsTests.House("a", 0, 0, 3), InhabitantsTests.House("b", 1000, 0, 2), InhabitantsTests.House("c", 2000, 0, 10), InhabitantsTests.House("barn", 1000, 50, 0)],
    };

    private static MeasurePlan Plan(Territory territory, params Measure[] measures) =>
        MeasurePlan.Make([.. measures.Select(m => m with { Years = new(2026, 2026) })], Survey.Of(territory, BuildingShapes.Of(territory)), double.PositiveInfinity, seed: 1);

    private static int[] Hosts(MeasurePlan plan) => [.. plan.Works.Select(w => w.Element).Order()];

    [Fact]
    public void The_first_stands_where_it_shortens_the_way_of_people_most_and_the_next_where_that_is_left()
    {
        // From 5 km for all: c spares 3 · 3 + 2 · 4 + 10 · 5 = 67 person-kilometres, b 62, a 53; then a spares 3 · 2 = 6, b 3 · 1 + 2 · 1 = 5.
        Assert.Equal([2], Hosts(Plan(Hamlet, new ServicesCloser { Service = Service.Shop, Number = 1 })));
        Assert.Equal([0, 2], Hosts(Plan(Hamlet, new ServicesCloser { Service = Service.Shop, Number = 2 })));
        Assert.Equal([0, 1, 2], Hosts(Plan(Hamlet, new ServicesCloser { Service = Service.Shop, Number = 9 })));         // nobody lives or works in the barn
        Territory served = Hamlet with { Buildings = [.. Hamlet.Buildings.Select(b => b.Id == "c" ? b with { Services = default(ServiceFloors).With(Service.Shop, 100) } : b)] };
        Assert.Equal([0], Hosts(Plan(served, new ServicesCloser { Service = Service.Shop, Number = 1 })));
        Assert.Equal([2], Hosts(Plan(served, new ServicesCloser { Service = Service.School, Number = 1 })));
        Assert.Equal([0, 1], Hosts(Plan(served, new ServicesCloser { Service = Service.Shop, Number = 9 })));           // c would gain nothing by another
    }

    [Fact]
    public void Only_buildings_that_are_meant_get_it_each_at_its_cost()
    {
        AreaChoice west = new("west.geojson", "", _ => [InhabitantsTests.Box(-100, -100, 1100, 100)]);
        MeasurePlan plan = Plan(Hamlet, new ServicesCloser { Service = Service.Health, Number = 1, Area = west, Where = BuildingChoice.Of(static f => f.Building.Id != "a"), Floors = 120, Cost = 1000 });
        Assert.Equal([1], Hosts(plan));
        Assert.Equal(120_000, plan.Invested(2026));
        Assert.Equal(new ServiceFloors(0, 0, 120, 0), plan.After(2026).Buildings[1].Services);
        Assert.Equal(Hamlet.Buildings[0], plan.After(2026).Buildings[0]);
    }

    [Fact]
    public void People_go_there_and_zones_stay_as_they_were()
    {
        Territory with = Plan(Town.Value, new ServicesCloser { Service = Service.Shop, Number = 2, Floors = 3000 }).After(2026);
        (TravelDemand usual, TravelDemand after) = (new(Town.Value, On, 0.2, 7), new(with, On, 0.2, 7));
        int[] hosts = [.. Enumerable.Range(0, with.Buildings.Count).Where(b => with.Buildings[b].Services != default)];
        int[] zones = [.. hosts.Select(b => after.Zones.ZoneOfBuilding[b]).Distinct()];
        Assert.Equal(2, hosts.Length);
        Assert.Equal(usual.Zones.ZoneOfBuilding, after.Zones.ZoneOfBuilding);
        Assert.Equal(usual.Attractions.Jobs.Sum() + 2 * 3000 / 55.0, after.Attractions.Jobs.Sum(), 1e-6);
        Assert.Equal(usual.Attractions.Errand.Sum() + 2 * 3000 / 55.0, after.Attractions.Errand.Sum(), 1e-6);
        Assert.Equal(usual.Attractions.School, after.Attractions.School);
        (int before, int now) = (Errands(usual), Errands(after));
        Assert.True(now > 1.5 * before, $"{before} errands, then {now}");

        int Errands(TravelDemand demand)
        {
            DayPlans plans = DayPlans.Of(demand.Residents, DayKind.Weekday, static _ => 0, 0, 7);
            int[] places = demand.Destinations.PlacesOf(plans);
            return Enumerable.Range(0, places.Length).Count(k => plans.Trips[k].Purpose == Purpose.Errand && zones.Contains(places[k]));
        }
    }

    [Fact]
    public void A_place_of_each_service_draws_as_a_building_of_its_use_does()
    {
        Territory Use(BuildingUse use, double jobs, ServiceFloors services) => Town.Value with
        {
            Buildings = [.. Town.Value.Buildings.Select((b, n) => n != Host ? b : b with { Use = Known<BuildingUse>.Measured(use), Jobs = Known<double>.Measured(jobs), Services = services })],
        };
        double floors = Town.Value.Buildings[Host].Footprint.Area * Town.Value.Buildings[Host].Floors.Value;
        foreach (Service service in EverydayServices.All)
        {
            Territory own = Use(EverydayServices.UseOf(service), floors / EverydayServices.AreaPerJob(service), default), put = Use(BuildingUse.Dwelling, 0, default(ServiceFloors).With(service, floors));
            TravelZones zones = new TravelDemand(put, On, 0.2, 7).Zones;
            (Attractions a, Attractions b) = (Attractions.Of(own, zones), Attractions.Of(put, zones));
            Assert.Equal(a.Jobs.Sum(), b.Jobs.Sum(), 1e-9);
            Assert.Equal(a.School.Sum(), b.School.Sum(), 1e-9);
            Assert.Equal(a.Errand.Sum(), b.Errand.Sum(), 1e-9);
            Assert.Equal(a.Leisure.Sum(), b.Leisure.Sum(), 1e-9);
        }
    }

    private static int Host => Enumerable.Range(0, Town.Value.Buildings.Count).First(b => Town.Value.Buildings[b] is { Inhabitants.Value: > 0, Use.Value: BuildingUse.Dwelling });
}
