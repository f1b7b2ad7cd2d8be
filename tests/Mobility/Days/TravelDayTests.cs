using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

public sealed class TravelDayTests
{
    private static readonly MobilityParameters On = new() { On = true };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));
    private static readonly Lazy<TravelDemand> Usual = new(() => Of(On));
    private static readonly Lazy<TravelDay> Weekday = new(() => Usual.Value.Day(DayKind.Weekday));

    private static TravelDemand Of(MobilityParameters parameters) => new(Town.Value, parameters, 0.2, seed: 7);

    [Fact]
    public void Residents_are_the_people_of_their_households_and_squares()
    {
        Residents residents = Usual.Value.Residents;
        Assert.Equal(Town.Value.Households.Sum(h => h.Persons), residents.People.Count);
        Assert.Equal(Town.Value.Households.Sum(h => Math.Min(h.Workers, h.Persons)), residents.People.Count(p => p.Occupation == Occupation.Worker));
        Assert.Equal(Town.Value.Buildings.Sum(b => b.Inhabitants.Value), residents.People.Sum(p => p.Weight), 6);
        double young = Town.Value.Population.Sum(s => s.Ages!.Value.Under18), old = Town.Value.Population.Sum(s => s.Ages!.Value.From65);
        // Draws of 3,000 people, each square's own: three standard deviations are 3 √(600).
        Assert.InRange(residents.People.Count(p => p.Occupation == Occupation.Pupil), young - 75, young + 75);
        Assert.InRange(residents.People.Count(p => p.Occupation == Occupation.Retired), old - 75, old + 75);
    }

    [Fact]
    public void More_inhabitants_in_the_same_dwellings_weigh_more()
    {
        Territory fuller = new PopulationChange { Inhabitants = 1.2 }.Of(Town.Value);
        Residents residents = Residents.Of(fuller, 7);
        Assert.Equal(1.2 * Usual.Value.Residents.People.Count, residents.People.Sum(p => p.Weight), 6);
        Assert.Equal(Usual.Value.Residents.People.Select(p => p.Occupation), residents.People.Select(p => p.Occupation));
    }

    [Fact]
    public void In_a_generated_town_households_and_people_are_drawn_by_their_count()
    {
        Assert.Equal(Enumerable.Range(0, Town.Value.Households.Count).Select(static k => (long)k), Usual.Value.Residents.Lots);
        Assert.Equal(Enumerable.Range(0, Usual.Value.Residents.People.Count).Select(static p => (long)p), Usual.Value.Residents.People.Select(static p => p.Lot));
    }

    [Theory]
    [InlineData("b{0}"), InlineData("BATIMENT{0:D16}"), InlineData("way/{0}")]
    public void A_building_that_is_added_before_all_others_changes_nobodys_day(string form)
    {
        Territory town = Named(Town.Value);
        Building shed = town.Buildings.First(static b => b.Use.Value == BuildingUse.Annex && b.Jobs.Value == 0) with { Id = "added" };
        Territory more = town with { Buildings = [shed, .. town.Buildings], Households = [.. town.Households.Select(static h => h with { Building = h.Building + 1 })] };
        (TravelDemand before, TravelDemand after) = (new(town, On, 0.2, seed: 7), new(more, On, 0.2, seed: 7));
        Assert.Equal(before.Residents.People, after.Residents.People);
        Assert.Equal(before.Residents.Cars, after.Residents.Cars);
        Assert.Equal(before.Electric, after.Electric);
        Assert.Equal(before.Residents.People.Count, after.Residents.People.Select(static p => p.Lot).Distinct().Count());
        Assert.Equal(before.Destinations.Workplaces, after.Destinations.Workplaces);
        (TravelDay day, TravelDay then) = (before.Day(DayKind.Weekday, congestion: false), after.Day(DayKind.Weekday, congestion: false));
        Assert.Equal(day.Plans.Trips.ToArray(), then.Plans.Trips.ToArray());
        Assert.Equal(day.Places, then.Places);
        Assert.Equal(day.Modes, then.Modes);

        // Of a house with people counts of its square change, and with them who is old: how the others are drawn does not.
        Building home = town.Buildings.First(static b => b.Dwellings.Value == 1 && b.Inhabitants.Value > 0);
        Territory house = town with
        {
            Buildings = [home with { Id = "house" }, .. town.Buildings],
            Households = [town.Households.First(h => town.Buildings[h.Building] == home) with { Building = 0 }, .. town.Households.Select(static h => h with { Building = h.Building + 1 })],
        };
        Assert.Equal(before.Residents.Lots, Residents.Of(house, 7).Lots.Skip(1));

        Territory Named(Territory of) => of with { Buildings = [.. of.Buildings.Select((b, n) => b with { Id = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, n + 1) })] };
    }

    [Fact]
    public void People_without_households_are_refused()
    {
        TerritoryException refused = Assert.Throws<TerritoryException>(() => Residents.Of(Town.Value with { Households = [] }, 7));
        Assert.Contains("no household is known", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tour_ends_where_it_began_and_goes_forward_in_time()
    {
        DayPlans plans = Weekday.Value.Plans;
        foreach (Tour tour in plans.Tours)
        {
            Assert.Equal(Purpose.Home, plans.Trips[tour.First + tour.Count - 1].Purpose);
            Assert.Equal(Usual.Value.Destinations.Homes[tour.Person], Weekday.Value.Places[tour.First + tour.Count - 1]);
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                Assert.InRange(plans.Trips[k].Departure, 0, 23.95);
                if (k > tour.First) Assert.True(plans.Trips[k].Departure >= plans.Trips[k - 1].Departure);
            }
        }
    }

    [Fact]
    public void Zones_hold_every_building_where_somebody_lives_or_works_and_each_once()
    {
        TravelZones zones = Usual.Value.Zones;
        double[] draws = Attractions.Weights(Town.Value);
        for (int b = 0; b < draws.Length; b++) Assert.Equal(draws[b] > 0, zones.ZoneOfBuilding[b] >= 0);
        Assert.Equal(Enumerable.Range(0, zones.Zones), zones.ZoneOfBuilding.Where(z => z >= 0).Distinct().Order());
    }

    [Fact]
    public void A_building_far_from_every_road_is_refused_with_its_name()
    {
        Building first = Town.Value.Buildings.First(b => b.Inhabitants.Value > 0);
        Ring ring = first.Footprint.Outer;
        Building moved = first with { Footprint = new(new([.. ring.X.Select(x => x + 50_000)], ring.Y), []) };
        Territory with = Town.Value with { Buildings = [.. Town.Value.Buildings.Select(b => ReferenceEquals(b, first) ? moved : b)] };
        InputException refused = Assert.Throws<InputException>(() => new TravelDemand(with, On, 0.2, 7));
        Assert.Contains(first.Id, Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_who_stay_fill_the_jobs_that_they_hold()
    {
        Destinations destinations = Usual.Value.Destinations;
        int workers = destinations.Workplaces.Count(p => p >= 0), inside = destinations.Workplaces.Count(p => p >= 0 && !Usual.Value.Zones.IsOutside(p));
        Assert.InRange((double)inside / workers, destinations.WorksInside - 0.05, destinations.WorksInside + 0.05);       // three standard deviations of 1,250 draws
        Assert.Equal(Attractions.Of(Town.Value, Usual.Value.Zones).Jobs.Sum(), destinations.JobsOfOutsiders.Sum() + destinations.WorksInside * workers, 1e-3 * workers);
    }

    [Fact]
    public void Cars_that_leave_a_zone_come_back_to_it()
    {
        Dictionary<int, double> away = [];
        for (int n = 0; n < Weekday.Value.Modes.Length; n++)
        {
            if (Weekday.Value.Modes[n] != TravelMode.Driver) continue;
            Tour tour = Weekday.Value.Plans.Tours[n];
            int from = Usual.Value.Destinations.Homes[tour.Person];
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                away[from] = away.GetValueOrDefault(from) - 1;
                from = Weekday.Value.Places[k];
                away[from] = away.GetValueOrDefault(from) + 1;
            }
        }
        Assert.All(away.Values, static v => Assert.Equal(0, v));
    }

    [Fact]
    public void Nobody_drives_without_licence_or_car()
    {
        for (int n = 0; n < Weekday.Value.Modes.Length; n++)
        {
            Resident person = Usual.Value.Residents.People[Weekday.Value.Plans.Tours[n].Person];
            if (Weekday.Value.Modes[n] == TravelMode.Driver) Assert.True(person.Drives && Usual.Value.Residents.Cars[person.Household] > 0);
        }
    }

    [Fact]
    public void The_same_for_any_number_of_threads()
    {
        TravelDay one = Of(On).Day(DayKind.Weekday, threads: 1);
        Assert.Equal(one.Modes, Weekday.Value.Modes);
        for (int h = 0; h < 24; h++) Assert.Equal(one.Hours[h].Flows[0], Weekday.Value.Hours[h].Flows[0]);
    }

    [Fact]
    public void Dearer_fuel_takes_people_out_of_cars_and_puts_nobody_in()
    {
        TravelDemand dear = Of(On with { FuelPrice = 3.5 });
        TravelDay day = dear.Day(DayKind.Weekday, congestion: false), usual = Usual.Value.Day(DayKind.Weekday, congestion: false);
        int left = 0;
        for (int n = 0; n < day.Modes.Length; n++)
        {
            if (usual.Modes[n] == TravelMode.Driver && day.Modes[n] != TravelMode.Driver) left++;
            // Everybody's tastes and days are their own: what is not dearer does not lose by it.
            if (usual.Modes[n] != TravelMode.Driver) Assert.Equal(usual.Modes[n], day.Modes[n]);
        }
        Assert.True(left > 10, $"{left} of {day.Modes.Length} tours leave the car");
    }

    [Fact]
    public void Work_at_home_changes_only_the_days_of_those_who_stay()
    {
        DayPlans usual = DayPlans.Of(Usual.Value.Residents, DayKind.Weekday, _ => 0, 0, 7), home = DayPlans.Of(Usual.Value.Residents, DayKind.Weekday, _ => 0.4, 0, 7);
        int changed = 0, workers = 0;
        for (int p = 0; p < Usual.Value.Residents.People.Count; p++)
        {
            PlannedTrip[] a = Trips(usual, p), b = Trips(home, p);
            workers += a.Any(t => t.Purpose == Purpose.Work) ? 1 : 0;
            if (a.SequenceEqual(b)) continue;
            changed++;
            Assert.DoesNotContain(b, t => t.Purpose == Purpose.Work);
        }
        Assert.InRange(changed / (double)workers, 0.35, 0.45);          // three standard deviations of 1,000 draws

        static PlannedTrip[] Trips(DayPlans plans, int person)
        {
            List<PlannedTrip> trips = [];
            foreach (Tour tour in plans.Tours)
                if (tour.Person == person) trips.AddRange(plans.Trips.Slice(tour.First, tour.Count));
            return [.. trips];
        }
    }

    [Fact]
    public void Tastes_come_to_the_shares_of_a_nested_logit()
    {
        double[] worth = [0.4, -1.2, 0.3, -0.9, -0.6, -0.8];
        int draws = 200_000;
        double[] chosen = new double[worth.Length], tastes = new double[worth.Length];
        for (int n = 0; n < draws; n++)
        {
            ModeChoice.Tastes(new RandomStream(3, "test", n), tastes);
            chosen[Enumerable.Range(0, worth.Length).MaxBy(m => worth[m] + tastes[m])]++;
        }
        TerritoryTwin.Compute.Double[] shares = new TerritoryTwin.Compute.Double[worth.Length], nests = new TerritoryTwin.Compute.Double[ModeChoice.Shares.Nests];
        ModeChoice.Shares.Choose<TerritoryTwin.Compute.Double>([.. worth.Select(w => (TerritoryTwin.Compute.Double)(float)w)], shares, nests);
        for (int m = 0; m < worth.Length; m++)
        {
            double share = shares[m].V;
            Assert.InRange(chosen[m] / draws, share - 4 * Math.Sqrt(share * (1 - share) / draws), share + 4 * Math.Sqrt(share * (1 - share) / draws));
        }
    }
}
