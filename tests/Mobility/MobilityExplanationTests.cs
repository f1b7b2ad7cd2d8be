using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>What is told of a road and of a person is what was simulated.</summary>
public sealed class MobilityExplanationTests
{
    private static readonly MobilityParameters On = new() { On = true, ElectricCars = 0.2 };
    private static readonly Lazy<Territory> Town = new(() => TownGenerator.Generate(3000, 4));
    private static readonly Lazy<TravelDemand> Demand = new(() => new(Town.Value, On, 0.2, seed: 7));
    private static readonly Lazy<TravelDay> Weekday = new(() => Demand.Value.Day(DayKind.Weekday));

    private static void RequireSums(Explanation explanation, double tolerance)
    {
        if (explanation.Total is { } total) Assert.Equal(total.Value, explanation.Terms.Sum(t => t.Value), tolerance * Math.Max(1e-3, Math.Abs(total.Value)));
        foreach (Explanation part in explanation.Parts) RequireSums(part, tolerance);
    }

    [Fact]
    public void Streams_of_an_hour_are_all_its_vehicles()
    {
        foreach (int hour in new[] { 3, 8, 17 })
        {
            IReadOnlyDictionary<TrafficStream, double[]> streams = Demand.Value.StreamsOf(Weekday.Value, hour);
            double light = 0, heavy = 0;
            foreach ((TrafficStream stream, double[] trips) in streams)
                if (stream is TrafficStream.Lorries or TrafficStream.PassingLorries) heavy += trips.Sum();
                else light += trips.Sum();
            Equilibrium assigned = Weekday.Value.Hours[hour];
            Assert.Equal(assigned.Traffic.Classes[TravelDemand.Light].Trips.Sums().All, light, 1e-9 * light);
            Assert.Equal(assigned.Traffic.Classes[TravelDemand.Heavy].Trips.Sums().All, heavy, 1e-9 * heavy);
        }
    }

    [Fact]
    public void The_streams_and_what_they_give_off_sum_to_those_of_the_road_and_every_road_is_told()
    {
        FleetEffects fleet = new(On.ElectricCars, 0.05, 2026);
        const int hour = 8;
        RoadHour of = RoadHour.Of(Demand.Value.Roads, Weekday.Value.Hours[hour], fleet);
        RoadExplanation explained = new(Demand.Value, Weekday.Value, hour, of, fleet);
        int told = 0;
        for (int road = 0; road < Town.Value.Roads.Count; road += 7)
        {
            if (RoadExplanation.LinksOf(Demand.Value.Roads, road).Count == 0) continue;
            Explanation e = explained.Of(road);
            // Fields are floats; a bush balances to its rounding, and drops flow below 1e-13 of its trips.
            RequireSums(e, 1e-5);
            Assert.Equal(4, e.Parts.Count);
            double directed = e.Facts.Where(f => f.Quantity.Name is "cars_along" or "cars_against" or "lorries_along" or "lorries_against").Sum(f => f.Value);
            Assert.Equal(of.Flow[road], directed, 1e-5 * Math.Max(1e-3, directed));
            if (of.Flow[road] > 1) Assert.Contains(e.Facts, f => f.Quantity.Name is "from_zone" or "from_exit");
            told++;
        }
        Assert.True(told > 20, $"{told} roads");
    }

    [Fact]
    public void The_mode_that_is_worth_most_is_the_one_that_was_chosen()
    {
        for (int tour = 0; tour < Weekday.Value.Modes.Length; tour++)
        {
            IReadOnlyList<ModeWorth> worth = Demand.Value.Weigh(Weekday.Value, tour);
            Assert.Equal(Weekday.Value.Modes[tour], worth.MaxBy(w => w.Sum).Mode);
        }
    }

    [Fact]
    public void A_person_has_all_tours_of_the_day_and_no_building()
    {
        TravelAccounts accounts = TravelAccounts.Of(Demand.Value, Weekday.Value);
        PersonExplanation explained = new(Demand.Value, Weekday.Value, accounts);
        for (int person = 0; person < Demand.Value.Residents.People.Count; person += 211)
        {
            Explanation day = explained.Of(person, clock: 10);
            int tours = 0;
            double minutes = 0;
            foreach (Tour t in Weekday.Value.Plans.Tours) tours += t.Person == person ? 1 : 0;
            Assert.Equal(tours, day.Parts.Count(p => p.Key == "tour"));
            Assert.Equal(6 * tours, day.Parts.Count);
            Assert.Equal(tours, day.Parts.Count(p => p.Facts.Any(f => f.Quantity.Name == "mode_chosen")));
            RequireSums(day, 1e-12);
            foreach (Explanation part in day.Parts.Where(p => p.Key == "tour")) minutes += part.Facts.Where(f => f.Quantity.Unit == "min").Sum(f => f.Value);
            Assert.Equal(accounts.Minutes[person], minutes, 9);
            string[] said = [.. day.Parts.SelectMany(p => p.Facts).Concat(day.Facts).Select(f => f.Source)];
            string home = Town.Value.Buildings[Town.Value.Households[Demand.Value.Residents.People[person].Household].Building].Id;
            Assert.DoesNotContain(said, s => s.Contains(home, StringComparison.Ordinal));
            Assert.Contains(day.Facts, f => f.Quantity.Name == "drawn_person");
            Assert.Contains(day.Facts, f => f.Quantity.Name.StartsWith("is_at_", StringComparison.Ordinal) || f.Quantity.Name.StartsWith("moves_to_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void All_that_is_explained_has_a_name_in_both_languages()
    {
        FleetEffects fleet = new(On.ElectricCars, 0.05, 2026);
        RoadHour of = RoadHour.Of(Demand.Value.Roads, Weekday.Value.Hours[8], fleet);
        int busiest = Array.IndexOf(of.Flow, of.Flow.Max());
        PersonExplanation people = new(Demand.Value, Weekday.Value, TravelAccounts.Of(Demand.Value, Weekday.Value));
        IEnumerable<Explanation> all = [new RoadExplanation(Demand.Value, Weekday.Value, 8, of, fleet).Of(busiest), .. Enumerable.Range(0, Demand.Value.Residents.People.Count).Where(n => n % 37 == 0).SelectMany(n => new[] { 8, 12, 18 }.Select(h => people.Of(n, h)))];
        foreach (string name in all.SelectMany(Names).Distinct())
            foreach (Words words in new[] { Words.French, Words.English })
                Assert.True(words.Keys.Contains("explain." + name) || words.Keys.Contains("name." + name), $"{name} in {words.Language}");

        static IEnumerable<string> Names(Explanation e) => [e.Key, .. e.Facts.Concat(e.Terms).Select(t => t.Quantity.Name), .. e.Total is { } t ? [t.Quantity.Name] : Array.Empty<string>(), .. e.Parts.SelectMany(Names)];
    }
}
