using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Where the trips of residents lead: places of work and of learning for good, those of errands and leisure trip by trip. docs/physics/mobility.md.</summary>
/// <remarks>
/// On the empty roads: who works where is older than the traffic of a day. Work: workers and jobs both used up (Furness), by generalised time; schools the same, with room by floors; the rest by what draws, from
/// where people are. Beyond the limit nothing is known but a share and distances, which are guessed.
/// </remarks>
public sealed class Destinations
{
    // β, of a minute. Work is the least sensitive; schools are near homes. Magnitudes of gravity models by purpose in the literature (Ortúzar and Willumsen), assumed.
    private const double OfWork = 0.07, OfSchool = 0.25, OfErrand = 0.16, OfLeisure = 0.10, OfEscort = 0.25, OfExit = 0.05;

    /// <summary>To walk to the car, to park and to leave it [min].</summary>
    public const double AroundCar = 4;

    // How far beyond the limit, of those who cross it: to work, and to all else.
    private static readonly double[] WorkBands = [0.30, 0.40, 0.30], OtherBands = [0.50, 0.38, 0.12];

    private const double Balanced = 1e-6;

    /// <summary>Of a trip that begins beyond the limit and does not lead home or to work: those that stay where they are.</summary>
    private const double StaysOut = 0.5;

    private readonly Residents _residents;
    private readonly TravelZones _zones;
    private readonly double[] _between;         // cost from zone to zone
    private readonly Attractions _attractions;
    private readonly ulong _seed;
    private readonly Dictionary<Purpose, double[]> _rows = [];
    private readonly double[] _exits;

    private Destinations(Residents residents, TravelZones zones, Attractions attractions, double[] costs, double inside, double[] passes, ulong seed)
    {
        (_residents, _zones, _attractions, _seed, WorksInside) = (residents, zones, attractions, seed, inside);
        _between = [.. Enumerable.Range(0, zones.Zones).SelectMany(z => costs.Skip(z * zones.Places).Take(zones.Zones))];
        _exits = [.. Enumerable.Range(0, zones.Zones).SelectMany(z => Cumulated(zones.Exits.Select((e, n) => passes[n] * e.Weight * Math.Exp(-OfExit * costs[z * zones.Places + zones.OutsidePlace(n, 0)]))))];
        Homes = [.. residents.People.Select(p => zones.ZoneOfBuilding[residents.Territory.Households[p.Household].Building])];
        _rows[Purpose.Errand] = RowsOf(attractions.Errand, OfErrand);
        _rows[Purpose.Leisure] = RowsOf(attractions.Leisure, OfLeisure);
        _rows[Purpose.Escort] = RowsOf(attractions.Escort, OfEscort);
        (Workplaces, JobsOfOutsiders) = Work();
        Schools = Learn();
    }

    /// <summary>Zone in which each person lives.</summary>
    public int[] Homes { get; }
    /// <summary>Place in which each person works; −1 for those without a job.</summary>
    public int[] Workplaces { get; }
    /// <summary>Place in which each person learns; −1 for those who do not.</summary>
    public int[] Schools { get; }
    /// <summary>Of the workers who live here, those who work here.</summary>
    public double WorksInside { get; }
    /// <summary>Jobs of each zone that people from outside hold.</summary>
    public double[] JobsOfOutsiders { get; }
    /// <summary>Of errands and leisure, those that lead beyond the limit.</summary>
    public double GoesOut => _zones.Exits.Count == 0 ? 0 : 0.45 * (1 - WorksInside);

    /// <summary>Finds places of work and of learning.</summary>
    /// <param name="residents">Whose.</param> <param name="zones">Where.</param> <param name="attractions">Of the zones.</param> <param name="car">On empty roads.</param> <param name="walk">On foot.</param>
    /// <param name="worksInside">Of the workers, those who work in the territory; null: by its size.</param> <param name="passes">Of each exit, over its weight, how often it is taken: below 1 where its road is full.</param> <param name="seed">Of the run.</param>
    public static Destinations Of(Residents residents, TravelZones zones, Attractions attractions, TravelSkim car, TravelSkim walk, double? worksInside, double[] passes, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(residents);
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(attractions);
        ArgumentNullException.ThrowIfNull(car);
        ArgumentNullException.ThrowIfNull(walk);
        double[] costs = [.. car.Minutes.Zip(walk.Minutes, static (c, w) => Math.Min(c + AroundCar, w))];
        double people = residents.People.Sum(static p => p.Weight), workers = residents.People.Sum(static p => p.Occupation == Occupation.Worker ? p.Weight : 0), jobs = attractions.Jobs.Sum();
        double inside = zones.Exits.Count == 0 ? 1 : worksInside ?? UsualInside(people);
        if (jobs == 0 && workers > 0 && zones.Exits.Count == 0) throw new TerritoryException("mobility: people with a job live here, and there is no job and no road that leaves; expected one or the other. Import jobs, or the roads up to the limit.");
        if (jobs == 0) inside = 0;
        else if (zones.Exits.Count > 0 && workers > 0) inside = Math.Min(inside, MostJobs * jobs / workers);
        return new(residents, zones, attractions, costs, inside, passes, seed);
    }

    /// <summary>Of jobs, those that residents hold at most.</summary>
    private const double MostJobs = 0.95;

    /// <summary>Of the workers of a commune, those who work in it: 20 % where 1,000 people live, 35 % of 10,000, 60 % of 100,000.</summary>
    /// <remarks>INSEE, census, orders of magnitude by size of commune, recalled.</remarks>
    public static double UsualInside(double people) => Math.Min(0.92, 0.2 * Math.Pow(Math.Max(people, 1) / 1000, 0.24));

    /// <summary>Where each trip of some days leads.</summary>
    /// <returns>Places, one a trip.</returns>
    public int[] PlacesOf(DayPlans days)
    {
        ArgumentNullException.ThrowIfNull(days);
        int[] places = new int[days.Trips.Length];
        foreach (Tour tour in days.Tours)
        {
            RandomStream dice = new(_seed, $"destination {days.Kind}", unchecked(16 * _residents.People[tour.Person].Lot + tour.Number));
            int home = Homes[tour.Person], at = home;
            for (int k = tour.First; k < tour.First + tour.Count; k++)
            {
                double u = dice.NextDouble(), v = dice.NextDouble(), w = dice.NextDouble();
                places[k] = at = days.Trips[k].Purpose switch
                {
                    Purpose.Home => home,
                    Purpose.Work => Workplaces[tour.Person],
                    Purpose.School => Schools[tour.Person],
                    Purpose.Escort => Drawn(_rows[Purpose.Escort], home, u),
                    var p => _zones.IsOutside(at) ? w < StaysOut ? at : Drawn(_rows[p], home, u) : w < GoesOut ? Outside(at, OtherBands, u, v) : Drawn(_rows[p], at, u),
                };
            }
        }
        return places;
    }

    // Of each zone, the places beyond the limit to which people go from it: share by exit, then by distance.
    private int Outside(int from, double[] bands, double u, double v)
    {
        int exit = Find(_exits.AsSpan(from * _zones.Exits.Count, _zones.Exits.Count), u), band = 0;
        for (double left = v - bands[0]; left >= 0 && band < bands.Length - 1; left -= bands[band]) band++;
        return _zones.OutsidePlace(exit, band);
    }

    private (int[] Places, double[] JobsLeft) Work()
    {
        double[] workers = ByZone(Homes, p => p.Occupation == Occupation.Worker, WorksInside);
        double[] held = Held(_attractions.Jobs, workers.Sum());
        double[]? rows = workers.Sum() > 0 ? Cumulative(Gravity.DoublyConstrained(_between, OfWork, workers, held, Balanced).Trips) : null;
        int[] places = [.. _residents.People.Select((p, n) =>
        {
            if (p.Occupation != Occupation.Worker) return -1;
            RandomStream dice = new(_seed, "workplace", p.Lot);
            double stays = dice.NextDouble(), u = dice.NextDouble(), v = dice.NextDouble();
            return rows != null && stays < WorksInside ? Drawn(rows, Homes[n], u) : Outside(Homes[n], WorkBands, u, v);
        })];
        return (places, [.. _attractions.Jobs.Zip(held, static (all, own) => Math.Max(0, all - own))]);
    }

    private int[] Learn()
    {
        bool any = _attractions.School.Sum() > 0, open = _zones.Exits.Count > 0;
        double outside = !open ? 0 : !any ? 1 : 0.3 * (1 - WorksInside), students = !open ? 0 : !any ? 1 : 1 - WorksInside;
        double[] learners = ByZone(Homes, static p => p.Occupation == Occupation.Pupil, 1 - outside).Zip(ByZone(Homes, static p => p.Occupation == Occupation.Student, 1 - students), static (a, b) => a + b).ToArray();
        if (!any && !open && _residents.People.Any(static p => p.Occupation is Occupation.Pupil or Occupation.Student)) throw new TerritoryException("mobility: pupils live here, and there is no school and no road that leaves; expected one or the other. Mark a building as a school, or import the roads up to the limit.");
        double[]? rows = any && learners.Sum() > 0 ? Cumulative(Gravity.DoublyConstrained(_between, OfSchool, learners, Held(_attractions.School, learners.Sum()), Balanced).Trips) : null;
        return [.. _residents.People.Select((p, n) =>
        {
            if (p.Occupation is not (Occupation.Pupil or Occupation.Student)) return -1;
            RandomStream dice = new(_seed, "school", p.Lot);
            double leaves = dice.NextDouble(), u = dice.NextDouble(), v = dice.NextDouble();
            return rows == null || leaves < (p.Occupation == Occupation.Pupil ? outside : students) ? Outside(Homes[n], OtherBands, u, v) : Drawn(rows, Homes[n], u);
        })];
    }

    private double[] ByZone(int[] homes, Func<Resident, bool> which, double share)
    {
        double[] sums = new double[_zones.Zones];
        for (int n = 0; n < homes.Length; n++)
            if (which(_residents.People[n])) sums[homes[n]] += share * _residents.People[n].Weight;
        return sums;
    }

    private static double[] Held(double[] all, double taken) => all.Sum() is var sum and > 0 ? [.. all.Select(a => a * taken / sum)] : new double[all.Length];

    private double[] RowsOf(double[] draws, double beta) => draws.Sum() == 0 ? new double[draws.Length * draws.Length] : Cumulative(Gravity.OriginConstrained(_between, beta, Enumerable.Repeat(1.0, _zones.Zones).ToArray(), draws));

    private double[] Cumulative(double[] trips) => [.. Enumerable.Range(0, _zones.Zones).SelectMany(z => Cumulated(trips.Skip(z * _zones.Zones).Take(_zones.Zones)))];

    private static double[] Cumulated(IEnumerable<double> parts)
    {
        double[] rising = [.. parts];
        for (int k = 1; k < rising.Length; k++) rising[k] += rising[k - 1];
        return rising;
    }

    private int Drawn(double[] rows, int from, double u) => Find(rows.AsSpan(from * _zones.Zones, _zones.Zones), u);

    // The first whose cumulative share is beyond a draw.
    private static int Find(ReadOnlySpan<double> rising, double u)
    {
        double wanted = u * rising[^1];
        int low = 0, high = rising.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (rising[middle] > wanted) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
