using System.Globalization;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>The day of a drawn person, and why its tours go as they go. docs/physics/mobility.md.</summary>
/// <remarks>Nobody in particular: drawn from households and census squares. Places are told by zone and never by building.</remarks>
internal sealed class PersonExplanation(TravelDemand demand, TravelDay day, TravelAccounts accounts)
{
    private const string Page = "docs/physics/mobility.md";

    private readonly TravelZones _zones = demand.Zones;

    /// <summary>Explains a person.</summary>
    /// <param name="person">Index of the resident.</param> <param name="clock">Hour of the clock at which it is told where the person is; null: nowhere.</param>
    public Explanation Of(int person, int? clock)
    {
        Resident p = demand.Residents.People[person];
        Household household = demand.Residents.Territory.Households[p.Household];
        (int cars, int third) = (demand.Residents.Cars[p.Household], demand.Residents.Thirds[p.Household]);
        bool member = p.Drives && demand.Residents.Sharing.StationOf(p.Household) >= 0;
        List<Tour> tours = [];
        List<Explanation> parts = [];
        for (int n = 0; n < day.Modes.Length; n++)
        {
            if (day.Plans.Tours[n].Person != person) continue;
            tours.Add(day.Plans.Tours[n]);
            parts.Add(Explained(n));
            IReadOnlyList<ModeWorth> worth = demand.Weigh(day, n);
            double most = worth.Max(static w => w.Sum);
            parts.AddRange(worth.Where(w => w.Mode != TravelMode.SharedCar || member).Select(w => Explained(w, day.Modes[n], most)));
        }
        List<Term> facts =
        [
            Fact("drawn_person", "drawn, nobody in particular", "households of the territory, ages of census squares"),
            Fact($"day_{CodeWords.Of(day.Plans.Kind.ToString())}", $"on a {day.Plans.Kind}", Page),
            Fact($"occupation_{CodeWords.Of(p.Occupation.ToString())}", $"{p.Occupation}", "drawn, " + Page),
            Number("household_persons", "1", "people of the household", household.Persons, "household"),
            Number("household_cars", "1", "cars of the household", cars, "by persons and living standard, " + Page),
            Fact(p.Drives ? "holds_licence" : "without_licence", p.Drives ? "has a licence" : "has no licence", "shares by occupation, EMP 2019"),
        ];
        if (p.Drives && cars > 0) facts.Add(Fact(p.HasCar ? "car_at_hand" : "car_shared", p.HasCar ? "has a car of the household to drive" : "drives when a car of the household is free", Page));
        if (member) facts.Add(Number("shared_car_near", "min", "on foot to the shared cars of which the household is a member", demand.Residents.Sharing.WalkOf(p.Household), "by lot of those near, " + Page));
        if (cars > 0 && demand.Electric[p.Household]) facts.Add(Fact("drives_electric", "the household drives electric", "by lot"));
        if (third >= 0) facts.Add(Fact($"third_{third + 1}", $"{(third == 0 ? "poorest" : third == 1 ? "middle" : "richest")} third by living standard", "incomes of census squares"));
        if (p.Weight != 1) facts.Add(Number("stands_for", "1", "people this person stands for", p.Weight, "inhabitants that came or went"));
        if (tours.Count == 0) facts.Add(Fact("stays_home", "stays at home all day", Page));
        facts.Add(Number("person_minutes", "min", "time on the way", accounts.Minutes[person], Page));
        facts.Add(Number("person_money", "EUR", "fuel, charging, parking and fares", accounts.Money[person], Page));
        facts.Add(Number("person_driven", "km", "at the wheel", accounts.DrivenKilometres[person], Page));
        if (clock is { } hour) facts.Add(WhereAt(person, tours, hour));
        return new("person", facts, [], []) { Parts = parts };
    }

    private Explanation Explained(int tour)
    {
        List<Term> facts = [Fact("by_" + CodeWords.Of(day.Modes[tour].ToString()), $"goes {day.Modes[tour]}", "worth most to this person, " + Page)];
        foreach ((PlannedTrip trip, int from, int to, double minutes, double km) in TripsOf(tour))
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{Clock(trip.Departure)}–{Clock(trip.Departure + minutes / 60)}, {PlaceOf(from)} → {PlaceOf(to)}, {km:0.0} km");
            facts.Add(Number("trip_" + CodeWords.Of(trip.Purpose.ToString()), "min", $"to {trip.Purpose}", minutes, where));
        }
        return new("tour", facts, [], []);
    }

    private static Explanation Explained(ModeWorth worth, TravelMode chosen, double most)
    {
        string name = "mode_" + CodeWords.Of(worth.Mode.ToString());
        if (double.IsNegativeInfinity(worth.Sum))
            return new(name, [double.IsNegativeInfinity(worth.Situation) ? Fact("mode_not_theirs", "not open: no licence, or no car in the household", Page) : Fact("mode_no_way", "not open: no way leads there, or it is too far", Page)], [], []);
        List<Term> facts = worth.Mode == chosen ? [Fact("mode_chosen", "chosen", "worth most")] : worth.Sum == most ? [Fact("no_shared_car_free", "no shared car was free", Page)] : [];
        return new(name, facts,
        [
            Number("worth_time", "1", "time on the way", worth.Time, "eq. 1: minutes, each weighed, there and back"),
            Number("worth_money", "1", "money", worth.Money, "eq. 1: fuel or electricity, parking, fares, by value of time"),
            Number("worth_constant", "1", "what is the same for all", worth.Constant, "eq. 1: constants held to EMP 2019"),
            Number("worth_situation", "1", "pupils, cars of the household", worth.Situation, "eq. 1"),
            Number("worth_taste", "1", "taste of this person for this tour", worth.Taste, "eq. 2: drawn once, the same in every scenario"),
        ], []) { Total = Number("worth", "1", "worth, 0.035 is a minute in a car", worth.Sum, "the greatest is chosen") };
    }

    private IEnumerable<(PlannedTrip Trip, int From, int To, double Minutes, double Kilometres)> TripsOf(int tour)
    {
        Tour t = day.Plans.Tours[tour];
        int from = demand.Destinations.Homes[t.Person];
        for (int k = t.First; k < t.First + t.Count; k++)
        {
            PlannedTrip trip = day.Plans.Trips[k];
            (double minutes, double km) = TravelAccounts.Of(demand, day, tour, k, from);
            yield return (trip, from, day.Places[k], minutes, km);
            from = day.Places[k];
        }
    }

    // At the beginning of the hour.
    private Term WhereAt(int person, List<Tour> tours, int hour)
    {
        (Purpose at, int place, bool moves) = (Purpose.Home, demand.Destinations.Homes[person], false);
        for (int n = 0; n < day.Modes.Length; n++)
        {
            if (!tours.Contains(day.Plans.Tours[n])) continue;
            foreach ((PlannedTrip trip, _, int to, double minutes, _) in TripsOf(n))
                if (trip.Departure <= hour) (at, place, moves) = (trip.Purpose, to, trip.Departure + minutes / 60 > hour);
        }
        return Fact($"{(moves ? "moves_to" : "is_at")}_{CodeWords.Of(at.ToString())}", $"at {hour} h {(moves ? "on the way to" : "at")} {at}", $"{hour} h, {PlaceOf(place)}");
    }

    private string PlaceOf(int place) => _zones.IsOutside(place)
        ? string.Create(CultureInfo.InvariantCulture, $"{_zones.OutsideOf(place) / 1000:0} km beyond exit {(place - _zones.Zones) / TravelZones.Beyond.Count + 1}")
        : string.Create(CultureInfo.InvariantCulture, $"zone {place + 1}");

    private static string Clock(double hours) => TimeSpan.FromMinutes(Math.Round(60 * hours) % (24 * 60)).ToString(@"h\:mm", CultureInfo.InvariantCulture);

    private static Term Fact(string name, string meaning, string source) => new(new(name, "1", meaning), double.NaN, source);

    private static Term Number(string name, string unit, string meaning, double value, string source) => new(new(name, unit, meaning), value, source);
}
