using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Measures;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>Shared cars: who joins, who takes them, what they cost, and that nobody else changes.</summary>
public sealed class CarSharingTests
{
    private static readonly MobilityParameters On = new() { On = true, ElectricCars = 0.3 };
    private static readonly ShareCars Few = new() { Stations = 4, Cars = 3, GiveUp = 0 };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));
    private static readonly Lazy<(TravelDemand Demand, TravelDay Day)> Usual = new(() => DayOf(Town.Value));
    private static readonly Lazy<(TravelDemand Demand, TravelDay Day)> Shared = new(() => DayOf(After(Few)));

    private static (TravelDemand Demand, TravelDay Day) DayOf(Territory territory)
    {
        TravelDemand demand = new(territory, On, 0.2, seed: 7);
        return (demand, demand.Day(DayKind.Weekday, congestion: false));
    }

    private static MeasurePlan Plan(ShareCars measure) =>
        MeasurePlan.Make([measure with { Years = new(2026, 2026) }], Survey.Of(Town.Value, BuildingShapes.Of(Town.Value)), double.PositiveInfinity, seed: 1);

    private static Territory After(ShareCars measure) => Plan(measure).After(2026);

    private static int[] Members(TravelDemand demand) => [.. Enumerable.Range(0, Town.Value.Households.Count).Where(k => demand.Residents.Sharing.StationOf(k) >= 0)];

    private static int[] Tours(TravelDay day) => [.. Enumerable.Range(0, day.Modes.Length).Where(n => day.Modes[n] == TravelMode.SharedCar)];

    [Fact]
    public void As_many_households_near_the_cars_join_as_they_have_members_and_each_walks_to_the_nearest()
    {
        (TravelDemand demand, _) = Shared.Value;
        Building[] stations = [.. demand.Residents.Territory.Buildings.Where(b => b.SharedCars != null)];
        Assert.Equal(4, stations.Length);
        Assert.Equal(12 * 22_000, Plan(Few).Invested(2026));
        int[] members = Members(demand);
        Assert.InRange(members.Length, 12 * 25 - 52, 12 * 25 + 52);          // three standard deviations of 300 draws
        foreach (int k in members)
        {
            (double x, double y) = Town.Value.Buildings[Town.Value.Households[k].Building].Footprint.Outer.Middle;
            double nearest = stations.Min(s => double.Hypot(s.Footprint.Outer.Middle.X - x, s.Footprint.Outer.Middle.Y - y));
            Assert.InRange(nearest, 0, 800);
            Assert.Equal(1.3 * nearest / 75, demand.Residents.Sharing.WalkOf(k), 1e-9);
            Assert.Contains(demand.Residents.People, p => p.Household == k && p.Drives);
        }
    }

    [Fact]
    public void With_more_cars_whoever_had_joined_stays_and_the_prices_change_nobody()
    {
        int[] few = Members(Shared.Value.Demand), more = Members(DayOf(After(Few with { Cars = 5, Hour = 9, GiveUp = 1 })).Demand);
        Assert.True(more.Length > few.Length);
        Assert.Empty(few.Except(more));
    }

    [Fact]
    public void Only_members_who_drive_take_them_and_nobody_else_changes()
    {
        (TravelDemand demand, TravelDay day) = Shared.Value;
        Assert.NotEmpty(Tours(day));
        for (int n = 0; n < day.Modes.Length; n++)
        {
            Resident person = demand.Residents.People[day.Plans.Tours[n].Person];
            if (day.Modes[n] == TravelMode.SharedCar) Assert.True(person.Drives && demand.Residents.Sharing.StationOf(person.Household) >= 0);
            else Assert.Equal(Usual.Value.Day.Modes[n], day.Modes[n]);
        }
    }

    [Fact]
    public void Nobody_takes_them_where_they_cost_a_fortune_and_then_all_is_as_without()
    {
        (TravelDemand demand, TravelDay day) = DayOf(After(Few with { Hour = 50, Kilometre = 5 }));
        Assert.NotEmpty(Members(demand));
        Assert.Equal(Usual.Value.Day.Modes, day.Modes);
        Assert.Equal(TravelAccounts.Of(Usual.Value.Demand, Usual.Value.Day).Money, TravelAccounts.Of(demand, day).Money);
    }

    [Fact]
    public void Never_are_more_out_than_stand_there_and_who_finds_none_goes_otherwise()
    {
        (TravelDemand demand, TravelDay day) = DayOf(After(new() { Stations = 1, Cars = 1, Members = 500, GiveUp = 1, Hour = 0, Kilometre = 0 }));
        (double From, double To)[] out0 = [.. Tours(day).Select(n => OutOf(demand, day, n)).OrderBy(static o => o.From)];
        Assert.True(out0.Length > 1);
        foreach ((double from, double to) in out0) Assert.Equal(1, out0.Count(o => o.From <= from && o.To > from));
        int refused = 0;
        for (int n = 0; n < day.Modes.Length; n++)
        {
            ModeWorth[] worth = [.. demand.Weigh(day, n).OrderByDescending(static w => w.Sum)];
            if (worth[0].Mode == day.Modes[n]) continue;
            Assert.Equal(TravelMode.SharedCar, worth[0].Mode);
            Assert.Equal(worth[1].Mode, day.Modes[n]);
            refused++;
        }
        Assert.True(refused > 0);
    }

    [Fact]
    public void A_member_is_told_of_the_shared_car_in_both_languages_and_nobody_else_is()
    {
        (TravelDemand demand, TravelDay day) = DayOf(After(new() { Stations = 1, Cars = 1, Members = 500, Hour = 0, Kilometre = 0 }));
        PersonExplanation explained = new(demand, day, TravelAccounts.Of(demand, day));
        HashSet<string> members = [], others = [];
        for (int n = 0; n < demand.Residents.People.Count; n++)
        {
            Resident p = demand.Residents.People[n];
            Explanation e = explained.Of(n, clock: 10);
            (p.Drives && demand.Residents.Sharing.StationOf(p.Household) >= 0 ? members : others).UnionWith(e.Parts.SelectMany(static t => t.Facts.Select(f => f.Quantity.Name).Append(t.Key)).Concat(e.Facts.Select(static f => f.Quantity.Name)));
        }
        string[] own = ["by_shared_car", "mode_shared_car", "no_shared_car_free", "shared_car_near"];
        Assert.Empty(own.Except(members));
        Assert.Empty(others.Intersect(own));
        foreach (Words words in new[] { Words.French, Words.English })
            Assert.All(own, name => Assert.Contains("explain." + name, words.Keys));
    }

    private static (double From, double To) OutOf(TravelDemand demand, TravelDay day, int n)
    {
        Tour tour = day.Plans.Tours[n];
        int last = tour.First + tour.Count - 1, pair = day.Places[last - 1] * demand.Zones.Places + day.Places[last];
        return (day.Plans.Trips[tour.First].Departure, day.Plans.Trips[last].Departure + (day.Times.Car[(int)day.Plans.Trips[last].Departure].Minutes[pair] + Destinations.AroundCar) / 60);
    }

    [Fact]
    public void A_tour_costs_its_hours_and_kilometres_and_takes_the_walk_to_the_car_twice()
    {
        (TravelDemand demand, TravelDay day) = Shared.Value;
        TravelAccounts accounts = TravelAccounts.Of(demand, day), usual = TravelAccounts.Of(Usual.Value.Demand, Usual.Value.Day);
        int checkedTours = 0;
        foreach (int n in Tours(day))
        {
            Tour tour = day.Plans.Tours[n];
            if (tour.Number > 0 || (n + 1 < day.Modes.Length && day.Plans.Tours[n + 1].Person == tour.Person)) continue;         // their only one
            (double from, double to) = OutOf(demand, day, n);
            double km = accounts.SharedKilometres[tour.Person];
            Assert.Equal(0.4 * km + 2.5 * (to - from), accounts.Money[tour.Person], 1e-9);
            double minutes = 2 * demand.Residents.Sharing.WalkOf(demand.Residents.People[tour.Person].Household);
            for (int k = tour.First, at = demand.Destinations.Homes[tour.Person]; k < tour.First + tour.Count; at = day.Places[k++])
                minutes += day.Times.Car[(int)day.Plans.Trips[k].Departure].Minutes[at * demand.Zones.Places + day.Places[k]] + Destinations.AroundCar;
            Assert.Equal(minutes, accounts.Minutes[tour.Person], 1e-9);
            Assert.NotEqual(usual.Minutes[tour.Person], accounts.Minutes[tour.Person]);
            checkedTours++;
        }
        Assert.True(checkedTours > 0);
    }

    [Fact]
    public void They_are_on_the_roads_and_no_building_charges_them()
    {
        (TravelDemand demand, TravelDay day) = Shared.Value;
        double own = 0, cars = 0, all = 0;
        foreach (double trips in Enumerable.Range(0, 24).Select(h => demand.StreamsOf(day, h)[TrafficStream.Residents].Sum())) all += trips;
        for (int n = 0; n < day.Modes.Length; n++)
        {
            if (day.Modes[n] is not (TravelMode.Driver or TravelMode.SharedCar)) continue;
            Tour tour = day.Plans.Tours[n];
            int at = demand.Destinations.Homes[tour.Person];
            for (int k = tour.First; k < tour.First + tour.Count; at = day.Places[k++])
                if (at != day.Places[k] || !demand.Zones.IsOutside(at)) cars += demand.Residents.People[tour.Person].Weight;
        }
        Assert.Equal(cars, all, 1e-9 * all);
        TravelAccounts accounts = TravelAccounts.Of(demand, day);
        for (int n = 0; n < accounts.DrivenKilometres.Length; n++)
            if (demand.Electric[demand.Residents.People[n].Household]) own += demand.Residents.People[n].Weight * (accounts.DrivenKilometres[n] - accounts.SharedKilometres[n]);
        Assert.Contains(Enumerable.Range(0, accounts.SharedKilometres.Length), n => accounts.SharedKilometres[n] > 0 && demand.Electric[demand.Residents.People[n].Household]);
        Assert.Equal(170 * own, Charging.Of(demand, day, accounts, ChargingHabit.Evening, seed: 7).Sum(static h => h.Sum(static p => (double)p)), 1e-6 * 170 * own);
    }

    [Fact]
    public void A_shared_car_takes_the_place_of_five_to_eight_and_who_gave_one_up_drives_less_and_a_household_takes_one_twice_a_month()
    {
        (TravelDemand demand, TravelDay day) = DayOf(After(new() { Stations = 4, Cars = 3 }));
        Assert.InRange(30.0 * Tours(day).Length / Members(demand).Length, 1, 4);
        Assert.InRange(demand.Residents.CarsGivenUp / 12.0, 5, 8);
        Assert.Equal(Usual.Value.Demand.Residents.Cars.Sum() - demand.Residents.CarsGivenUp, demand.Residents.Cars.Sum());
        Assert.True(TravelAccounts.Of(demand, day).DrivenKilometres.Sum() < TravelAccounts.Of(Usual.Value.Demand, Usual.Value.Day).DrivenKilometres.Sum());
        for (int n = 0; n < day.Modes.Length; n++)
            if (demand.Residents.Sharing.StationOf(demand.Residents.People[day.Plans.Tours[n].Person].Household) < 0) Assert.Equal(Usual.Value.Day.Modes[n], day.Modes[n]);
    }
}
