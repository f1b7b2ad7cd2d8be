using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>When cars of households are charged.</summary>
public enum ChargingHabit
{
    /// <summary>At home, from when they come home.</summary>
    Evening,
    /// <summary>At home, at a moment between 22 h and 2 h.</summary>
    Night,
    /// <summary>From 10 h on: at home where the car stands there, else where its driver works; else in the evening.</summary>
    Midday,
}

/// <summary>Power that cars take from the buildings at which they stand, hour by hour: what the day's driving took. docs/physics/mobility.md.</summary>
public static class Charging
{
    /// <summary>Of a charger [W].</summary>
    public const double ChargerPower = 7400;

    private const int HoursOfDay = 24;
    private const double NightFrom = 22, NightSpread = 4, MiddayFrom = 10, MiddayTo = 16;

    /// <summary>By hour of the clock and building [W].</summary>
    /// <param name="demand">Whose cars.</param> <param name="day">That they drove.</param> <param name="accounts">Of that day.</param> <param name="habit">When they are charged.</param> <param name="seed">Of the run.</param>
    public static float[][] Of(TravelDemand demand, TravelDay day, TravelAccounts accounts, ChargingHabit habit, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(accounts);
        Territory territory = demand.Residents.Territory;
        double[][] power = [.. Enumerable.Range(0, HoursOfDay).Select(_ => new double[territory.Buildings.Count])];
        Absence[] away = Away(demand, day);
        int[] workBuilding = MostJobs(demand);
        for (int n = 0; n < accounts.DrivenKilometres.Length; n++)
        {
            Resident person = demand.Residents.People[n];
            double energy = 1000 * person.Weight * CarEnergy.KilowattHoursPerKilometre * (accounts.DrivenKilometres[n] - accounts.SharedKilometres[n]);          // Wh
            if (energy == 0 || !demand.Electric[person.Household]) continue;
            int at = territory.Households[person.Household].Building, work = demand.Destinations.Workplaces[n];
            double from = away[n].Returns;
            if (habit == ChargingHabit.Night) from = NightFrom + NightSpread * new RandomStream(seed, "charging", person.Lot).NextDouble();
            else if (habit == ChargingHabit.Midday && !away[n].AtMidday) from = MiddayFrom;
            else if (habit == ChargingHabit.Midday && away[n].ToWork && !demand.Zones.IsOutside(work) && workBuilding[work] >= 0) (from, at) = (MiddayFrom, workBuilding[work]);
            Charge(power, at, from, energy, ChargerPower * person.Weight);
        }
        return [.. power.Select(static h => h.Select(static p => (float)p).ToArray())];
    }

    // At full power until all is in, past midnight into the same day's morning: the day before was like it.
    private static void Charge(double[][] power, int building, double from, double energy, double full)
    {
        double left = energy / full;                     // hours
        for (double clock = from; left > 1e-12; clock = Math.Floor(clock) + 1)
        {
            double share = Math.Min(Math.Floor(clock) + 1 - clock, left);
            power[(int)clock % HoursOfDay][building] += full * share;
            left -= share;
        }
    }

    // When the car of each is back for good, whether it is out at any time of midday, and whether it drove to work before.
    private readonly record struct Absence(double Returns, bool AtMidday, bool ToWork);

    private static Absence[] Away(TravelDemand demand, TravelDay day)
    {
        Absence[] away = new Absence[demand.Residents.People.Count];
        for (int n = 0; n < day.Modes.Length; n++)
        {
            if (day.Modes[n] != TravelMode.Driver) continue;
            Tour tour = day.Plans.Tours[n];
            int last = tour.First + tour.Count - 1, from = day.Places[last - 1];
            double leaves = day.Plans.Trips[tour.First].Departure, back = day.Plans.Trips[last].Departure;
            back += TravelAccounts.Of(day, TravelMode.Driver, from * demand.Zones.Places + day.Places[last], (int)back).Minutes / 60;
            bool works = false;
            for (int k = tour.First; k <= last; k++) works |= day.Plans.Trips[k].Purpose == Purpose.Work;
            Absence before = away[tour.Person];
            away[tour.Person] = new(Math.Max(before.Returns, back), before.AtMidday || (leaves < MiddayTo && back > MiddayFrom), before.ToWork || (works && leaves < MiddayFrom));
        }
        return away;
    }

    // Of each zone, the building with most jobs; −1 without any.
    private static int[] MostJobs(TravelDemand demand)
    {
        int[] found = [.. Enumerable.Repeat(-1, demand.Zones.Zones)];
        IReadOnlyList<Building> buildings = demand.Residents.Territory.Buildings;
        for (int b = 0; b < buildings.Count; b++)
        {
            int zone = demand.Zones.ZoneOfBuilding[b];
            if (zone >= 0 && Attractions.JobsIn(buildings[b]) is var jobs && jobs > 0 && (found[zone] < 0 || jobs > Attractions.JobsIn(buildings[found[zone]]))) found[zone] = b;
        }
        return found;
    }
}
