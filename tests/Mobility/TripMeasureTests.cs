using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>Measures of mobility on a generated town, beside the same town without them: everybody's tastes and days stay their own.</summary>
public sealed class TripMeasureTests
{
    private static readonly MobilityParameters On = new() { On = true, Telework = 0 };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));
    private static readonly Lazy<(TravelDemand Demand, TravelDay Day)> Usual = new(() => DayOf(Town.Value));

    private static (TravelDemand Demand, TravelDay Day) DayOf(Territory territory)
    {
        TravelDemand demand = new(territory, On, 0.2, seed: 7);
        return (demand, demand.Day(DayKind.Weekday, congestion: false));
    }

    private static MeasurePlan Plan(Measure measure) =>
        MeasurePlan.Make([measure with { Years = new(2026, 2026) }], Survey.Of(Town.Value, BuildingShapes.Of(Town.Value)), double.PositiveInfinity, seed: 1);

    private static MobilityModel ModelOf(Territory territory, int hours, TerritoryTwin.Compute.Device device)
    {
        MobilityModel model = new(territory, new Calendar(2030, CalendarRules.France), On, new(), new(), congestion: false, charged: true, seed: 7, device);
        for (int hour = 0; hour < hours; hour++)
        {
            model.Step(hour);
            model.EndHour(hour);
        }
        return model;
    }

    private static double Trips((TravelDemand Demand, TravelDay Day) of, TravelMode mode) => TravelAccounts.Of(of.Demand, of.Day).All.Trips[(int)mode];

    [Fact]
    public void Telework_keeps_its_share_of_workers_at_home()
    {
        (TravelDemand Demand, TravelDay Day) with = DayOf(Plan(new Telework { Days = 2, Workers = 0.5 }).After(2026));
        double share = 1 - (double)Workdays(with.Day) / Workdays(Usual.Value.Day);
        Assert.InRange(share, 0.2 - 0.04, 0.2 + 0.04);           // three standard deviations of 1,000 draws

        static int Workdays(TravelDay day)
        {
            HashSet<int> people = [];
            foreach (Tour tour in day.Plans.Tours)
                for (int k = tour.First; k < tour.First + tour.Count; k++)
                    if (day.Plans.Trips[k].Purpose == Purpose.Work) people.Add(tour.Person);
            return people.Count;
        }
    }

    [Fact]
    public void Who_pays_for_parking_may_leave_the_car_and_nobody_else_changes()
    {
        (TravelDemand demand, TravelDay day) = DayOf(Plan(new ParkingPrice { To = 3 }).After(2026));
        int left = 0;
        for (int n = 0; n < day.Modes.Length; n++)
        {
            if (day.Modes[n] == Usual.Value.Day.Modes[n]) continue;
            Assert.Equal(TravelMode.Driver, Usual.Value.Day.Modes[n]);
            left++;
        }
        Assert.True(left > 0);
        Assert.True(TravelAccounts.Of(demand, day).Money.Sum() > 0);
    }

    [Fact]
    public void Electric_households_are_those_that_the_lot_chooses_whoever_was_before_stays()
    {
        bool[] half = DayOf(Plan(new ElectricCars { To = 0.5 }).After(2026)).Demand.Electric, most = DayOf(Plan(new ElectricCars { To = 0.8 }).After(2026)).Demand.Electric;
        Assert.InRange(half.Count(e => e) / (double)half.Length, 0.45, 0.55);
        Assert.All(half.Zip(most), static pair => Assert.True(pair.Second || !pair.First));
    }

    [Fact]
    public void Electric_cars_clean_the_roads_and_load_the_buildings_by_what_they_drive()
    {
        using TerritoryTwin.Compute.HostDevice device = new(1);
        (MobilityModel usual, MobilityModel electric) = (ModelOf(Town.Value, 48, device), ModelOf(Plan(new ElectricCars { To = 1 }).After(2026), 48, device));
        using (usual)
        using (electric)
        {
            double[] roads = [Carbon(usual), Carbon(electric)], load = [Charged(usual), Charged(electric)];
            Assert.InRange(roads[1] / roads[0], 0.2, 0.75);           // people from outside, vans and lorries burn on
            Assert.True(load[1] > 20 * load[0]);
        }

        static double Carbon(MobilityModel model) => model.Series.Sum("traffic_carbon");
        static double Charged(MobilityModel model) => model.Series.Sum("charging");
    }

    [Fact]
    public void Roads_around_the_limit_carry_traffic_and_count_in_no_total()
    {
        using TerritoryTwin.Compute.HostDevice device = new(1);
        Territory town = Town.Value;
        using MobilityModel all = ModelOf(town, 24, device), within = ModelOf(town with { Roads = [.. town.Roads.Select(static (r, n) => n % 3 == 0 ? r with { IsContext = true } : r)] }, 24, device);
        Table roads = Roads(all), counted = Roads(within);
        Assert.Equal(roads.Numbers("vehicles_of_weekday"), counted.Numbers("vehicles_of_weekday"));
        foreach (string column in new[] { "road_kilometres", "road_carbon", "road_nox", "road_particles", "hours_lost" })
            Assert.Equal(roads.Numbers(column).Select(static (v, n) => n % 3 == 0 ? double.NaN : v), counted.Numbers(column));
        Assert.Equal(roads.Numbers("road_kilometres").Where(static (_, n) => n % 3 != 0).Sum(), within.Series.Sum("vehicle_kilometres"), 1e-4 * all.Series.Sum("vehicle_kilometres"));
        foreach (string series in new[] { "traffic_carbon", "traffic_heat" }) Assert.InRange(within.Series.Sum(series) / all.Series.Sum(series), 0.4, 0.9);
        Assert.Equal(all.Heat.ToArray(), within.Heat.ToArray());             // the air of the street is warmed by all of them

        static Table Roads(MobilityModel model) => model.Tables(0).Single(static t => t.Name == "roads");
    }

    [Fact]
    public void A_closed_street_carries_no_car()
    {
        int busiest = Enumerable.Range(0, Town.Value.Roads.Count).Where(r => Town.Value.Roads[r].Class.Value is RoadClass.Secondary or RoadClass.Tertiary or RoadClass.Residential)
            .MaxBy(r => RoadHour.Of(Usual.Value.Demand.Roads, Usual.Value.Day.Hours[17], new(0, 0.05, 2026)).Flow[r]);
        string name = Town.Value.Roads[busiest].Name;
        Territory closed = Plan(new CloseStreets { Where = RoadChoice.Of(r => r.Name == name) }).After(2026);
        (TravelDemand demand, TravelDay day) = DayOf(closed);
        float[] flow = RoadHour.Of(demand.Roads, day.Hours[17], new(0, 0.05, 2026)).Flow;
        int[] streets = [.. Enumerable.Range(0, flow.Length).Where(r => Town.Value.Roads[r].Name == name && Town.Value.Roads[r].Class.Value > RoadClass.Primary)];
        Assert.NotEmpty(streets);
        Assert.All(streets, r => Assert.Equal(0, flow[r]));
    }

    [Fact]
    public void Slower_roads_make_ways_by_car_longer_and_none_shorter()
    {
        TravelDemand slow = DayOf(Plan(new SpeedLimit { To = 30 }).After(2026)).Demand;
        double[] before = Usual.Value.Demand.Roads.ByCar(Usual.Value.Demand.Zones, Usual.Value.Demand.Roads.FreeMinutes).Minutes, after = slow.Roads.ByCar(slow.Zones, slow.Roads.FreeMinutes).Minutes;
        Assert.True(after.Zip(before).All(static p => p.First >= p.Second - 1e-9));
        Assert.True(Inside(after) > 1.1 * Inside(before));

        double Inside(double[] minutes) => minutes.Where((_, pair) => !slow.Zones.IsOutside(pair / slow.Zones.Places) && !slow.Zones.IsOutside(pair % slow.Zones.Places)).Sum();
    }

    [Fact]
    public void Cycle_tracks_bring_people_onto_cycles_and_take_nobody_off()
    {
        (TravelDemand Demand, TravelDay Day) with = DayOf(Plan(new CycleTracks()).After(2026));
        for (int n = 0; n < with.Day.Modes.Length; n++)
            if (with.Day.Modes[n] != Usual.Value.Day.Modes[n]) Assert.Equal(TravelMode.Cycle, with.Day.Modes[n]);
        Assert.True(Trips(with, TravelMode.Cycle) > 1.1 * Trips(Usual.Value, TravelMode.Cycle));
    }

    [Fact]
    public void What_it_costs_is_told_by_length_and_by_charger()
    {
        MeasurePlan tracks = Plan(new CycleTracks { Cost = 100 }), chargers = Plan(new ElectricCars { To = 0.5, Cost = 1000 });
        Assert.Equal(100 * tracks.Works.Sum(w => w.Amount), tracks.Invested(2026), 1e-6 * tracks.Invested(2026));
        Assert.Equal(500.0 * Town.Value.Buildings.Sum(b => b.Dwellings.Value), chargers.Invested(2026), 1e-6 * chargers.Invested(2026));
    }
}
