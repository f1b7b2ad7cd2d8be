using System.Collections.Frozen;
using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What a trip leads to.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Purpose { Home, Work, School, Errand, Leisure, Escort }
#pragma warning restore CS1591

/// <summary>Days that are lived alike.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum DayKind { Weekday, Saturday, Sunday }
#pragma warning restore CS1591

/// <summary>A trip of somebody's day.</summary>
/// <param name="Purpose">What it leads to.</param> <param name="Departure">On the local clock [h], 0 to 24.</param>
public readonly record struct PlannedTrip(Purpose Purpose, double Departure);

/// <summary>Trips from home to home.</summary>
/// <param name="Person">Index of the resident.</param> <param name="Number">Of that person's day, from 0.</param> <param name="First">Index of its first trip.</param> <param name="Count">Trips, two or more.</param>
public readonly record struct Tour(int Person, int Number, int First, int Count);

/// <summary>The days of all residents: tours with purposes and times, before it is known where they lead and by what. docs/physics/mobility.md.</summary>
/// <remarks>
/// Shares of chains are made so that trips a day and people who stay at home are those of the survey EMP 2019 (SDES): 3.0 trips, 10 to 15 %. They are national and not fitted to any territory. All of
/// a person's draws come from one stream, whatever is done in the territory; who works at home of those who could is one number of theirs.
/// </remarks>
public sealed class DayPlans
{
    // Chains as letters: H home, W work, S school, E errand, L leisure, A accompanying somebody.
    private static readonly FrozenDictionary<(DayKind, string), (string Chain, double Share)[]> Table = new Dictionary<(DayKind, string), (string, double)[]>
    {
        [(DayKind.Weekday, "works")] = [("HWH", 0.24), ("HWEH", 0.13), ("HWHLH", 0.14), ("HWHEH", 0.12), ("HWHWH", 0.14), ("HWEWH", 0.06), ("HAWAH", 0.07), ("HAWH", 0.04), ("HWLH", 0.06)],
        [(DayKind.Weekday, "off")] = [("H", 0.19), ("HEH", 0.11), ("HLH", 0.06), ("HEHLH", 0.23), ("HEEH", 0.08), ("HEHEH", 0.11), ("HAHEHAH", 0.13), ("HAHLHAH", 0.09)],
        [(DayKind.Weekday, "at home")] = [("H", 0.27), ("HEH", 0.24), ("HLH", 0.17), ("HEHLH", 0.14), ("HAHAH", 0.18)],
        [(DayKind.Weekday, "learns")] = [("HSH", 0.25), ("HSHSH", 0.26), ("HSHLH", 0.25), ("HSLH", 0.08), ("HSEH", 0.08), ("H", 0.08)],
        [(DayKind.Weekday, "old")] = [("H", 0.24), ("HEH", 0.14), ("HLH", 0.06), ("HEHLH", 0.23), ("HEHEH", 0.14), ("HEEH", 0.10), ("HELH", 0.09)],
        [(DayKind.Saturday, "works")] = [("HWH", 0.50), ("HWEH", 0.20), ("HWHLH", 0.20), ("HWHEH", 0.10)],
        [(DayKind.Saturday, "off")] = [("H", 0.16), ("HEH", 0.21), ("HLH", 0.13), ("HEHLH", 0.24), ("HEEH", 0.09), ("HELH", 0.07), ("HEHEH", 0.10)],
        [(DayKind.Sunday, "works")] = [("HWH", 0.65), ("HWHLH", 0.25), ("HWEH", 0.10)],
        [(DayKind.Sunday, "off")] = [("H", 0.29), ("HLH", 0.32), ("HEH", 0.14), ("HEHLH", 0.13), ("HLHLH", 0.12)],
    }.ToFrozenDictionary();

    // Of those with a job, who works on a day (DARES, 2019, orders of magnitude: part time, leave and illness on weekdays; a quarter works some Saturdays, an eighth some Sundays).
    private static readonly double[] Works = [0.80, 0.16, 0.08];

    private readonly Tour[] _tours;
    private readonly PlannedTrip[] _trips;

    private DayPlans(DayKind kind, Tour[] tours, PlannedTrip[] trips) => (Kind, _tours, _trips) = (kind, tours, trips);

    /// <summary>Of which days.</summary>
    public DayKind Kind { get; }
    /// <summary>Person by person.</summary>
    public ReadOnlySpan<Tour> Tours => _tours;
    /// <summary>Tour by tour.</summary>
    public ReadOnlySpan<PlannedTrip> Trips => _trips;

    /// <summary>Draws the days of all residents.</summary>
    /// <param name="residents">Whose.</param> <param name="kind">Of which days.</param> <param name="telework">Of the working days of a person, those spent at home, 0 to 1.</param> <param name="extraTrips">Of a working day at home, the chance that one more errand is run.</param>
    /// <param name="seed">Of the run.</param>
    public static DayPlans Of(Residents residents, DayKind kind, Func<int, double> telework, double extraTrips, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(residents);
        ArgumentNullException.ThrowIfNull(telework);
        List<Tour> tours = [];
        List<PlannedTrip> trips = [];
        for (int p = 0; p < residents.People.Count; p++)
        {
            RandomStream dice = new(seed, $"day {kind}", residents.People[p].Lot);
            double works = dice.NextDouble(), atHome = dice.NextDouble(), more = dice.NextDouble(), chain = dice.NextDouble();
            Occupation o = residents.People[p].Occupation;
            bool isWorkday = o == Occupation.Worker && works < Works[(int)kind], stays = isWorkday && kind == DayKind.Weekday && atHome < telework(p);
            string day = isWorkday && !stays ? "works" : kind != DayKind.Weekday ? "off" : stays ? "at home" : o switch { Occupation.Pupil or Occupation.Student => "learns", Occupation.Retired => "old", _ => "off" };
            string letters = Draw(Table[(kind, day)], chain);
            if (stays && more < extraTrips) letters += "EH";
            AddTours(p, letters, ref dice, tours, trips);
        }
        return new(kind, [.. tours], [.. trips]);
    }

    private static string Draw((string Chain, double Share)[] chains, double u)
    {
        double left = u * chains.Sum(static c => c.Share);
        foreach ((string chain, double share) in chains)
            if ((left -= share) < 0) return chain;
        return chains[^1].Chain;
    }

    private static void AddTours(int person, string letters, ref RandomStream dice, List<Tour> tours, List<PlannedTrip> trips)
    {
        const double onTheWay = 0.3;
        double clock = 0;
        int first = trips.Count, number = 0;
        bool isBack = letters.Count(static l => l is 'W' or 'S') > 1;           // works or learns twice, with lunch between
        for (int k = 1; k < letters.Length; k++)
        {
            double leave = letters[k - 1] == 'H' ? Math.Max(clock + 0.3, StartOf(letters[k], clock, ref dice)) : clock;
            leave = Math.Min(leave, 23.9);
            trips.Add(new(PurposeOf(letters[k]), leave));
            clock = leave + onTheWay + StayAt(letters[k], isBack, ref dice);
            if (letters[k] != 'H') continue;
            tours.Add(new(person, number++, first, trips.Count - first));
            first = trips.Count;
        }
    }

    // When one leaves home for something: times of the survey's curves by purpose, in outline. Who was out already goes on from there.
    private static double StartOf(char purpose, double clock, ref RandomStream dice)
    {
        double u = dice.NextDouble(), z = dice.NextNormal();
        return purpose switch
        {
            'W' when clock > 0 => clock + 1.2 + 0.2 * z,
            'W' => u < 0.86 ? 7.7 + 0.75 * z : u < 0.94 ? 12.6 + 0.8 * z : 4.8 + 0.7 * z,
            'S' when clock > 0 => clock + 1.2 + 0.1 * z,
            'S' => 8.0 + 0.3 * z,
            'A' => clock > 0 ? 16.4 + 0.4 * z : 8.1 + 0.3 * z,
            'E' => clock > 13 ? Math.Max(clock + 0.5, 17.0 + 1.2 * z) : u < 0.6 && clock < 9.5 ? Math.Max(clock + 0.3, 10.1 + 1.1 * z) : Math.Max(clock + 0.5, 15.3 + 1.3 * z),
            _ => clock > 13 ? Math.Max(clock + 0.5, 18.2 + 1.3 * z) : u < 0.3 && clock == 0 ? 10.2 + 1.2 * z : 14.6 + 1.6 * z,
        } is var at && at < 0.5 ? 0.5 : at;
    }

    private static double StayAt(char purpose, bool isBack, ref RandomStream dice)
    {
        double z = dice.NextNormal();
        return Math.Max(0.1, purpose switch
        {
            'W' => isBack ? 4.0 + 0.4 * z : 8.9 + 1.1 * z,
            'S' => isBack ? 3.4 + 0.3 * z : 8.3 + 0.9 * z,
            'A' => 0.15,
            'E' => 0.6 + 0.25 * z,
            'L' => 2.0 + 0.7 * z,
            _ => 0,
        });
    }

    private static Purpose PurposeOf(char letter) => letter switch { 'W' => Purpose.Work, 'S' => Purpose.School, 'E' => Purpose.Errand, 'L' => Purpose.Leisure, 'A' => Purpose.Escort, _ => Purpose.Home };
}
