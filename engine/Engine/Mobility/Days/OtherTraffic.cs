namespace TerritoryTwin.Mobility;

/// <summary>Whose vehicles are on the road, and what for.</summary>
public enum TrafficStream
{
    /// <summary>Cars of residents.</summary>
    Residents,
    /// <summary>People from outside who work here.</summary>
    Commuters,
    /// <summary>People from outside who shop, visit, go out.</summary>
    Visitors,
    /// <summary>Vans.</summary>
    Vans,
    /// <summary>Cars and vans that only pass.</summary>
    Passing,
    /// <summary>Lorries that load or unload here.</summary>
    Lorries,
    /// <summary>Lorries that only pass.</summary>
    PassingLorries,
}

/// <summary>Vehicles that no resident drives for themselves: people from outside who come to work or to shop, goods, and who only passes. docs/physics/mobility.md.</summary>
/// <remarks>Orders of magnitude, each assumed: the page says them.</remarks>
internal sealed class OtherTraffic
{
    // Of those who come from outside: share by car, people in a car.
    private const double ToWorkByCar = 0.86, InCarToWork = 1.08, ToShopsByCar = 0.85, InCarToShops = 1.5;

    // Vehicle trips of a weekday: vans for a job and for an inhabitant, lorries for a job; of each, those that come from outside or go there.
    private const double VansOfJob = 0.45, VansOfPerson = 0.06, LorriesOfJob = 0.06, Crosses = 0.5;

    // Of a weekday's goods and commuters on other days.
    private static readonly double[] Goods = [1, 0.35, 0.12], Commutes = [0.80, 0.16, 0.08];

    // By hour of the clock.
    private static readonly double[] ToWork = Shares([0, 0, 0, 0, 1, 4, 11, 36, 30, 7, 1, 1, 3, 5, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    private static readonly double[] FromWork = Shares([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 8, 2, 3, 5, 14, 31, 23, 7, 3, 2, 1, 0]);
    private static readonly double[] ToShops = Shares([0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 13, 10, 4, 6, 12, 12, 11, 9, 6, 2, 1, 0, 0, 0]);
    private static readonly double[] FromShops = Shares([0, 0, 0, 0, 0, 0, 0, 0, 1, 4, 9, 13, 10, 4, 6, 11, 12, 12, 9, 5, 2, 1, 1, 0]);
    private static readonly double[] OfGoods = Shares([0, 0, 0, 0, 1, 2, 5, 9, 11, 11, 10, 9, 5, 7, 9, 8, 6, 4, 2, 1, 0, 0, 0, 0]);
    private static readonly double[] Passing = Shares([5, 3, 2, 2, 5, 15, 35, 75, 80, 55, 50, 52, 60, 57, 52, 57, 70, 90, 80, 55, 35, 23, 15, 9]);

    private readonly List<Stream> _light = [], _heavy = [];

    private OtherTraffic() { }

    /// <summary>Of a kind of day.</summary>
    /// <param name="zones">Where.</param> <param name="attractions">Of the zones.</param> <param name="destinations">Of residents.</param> <param name="people">Of each zone.</param>
    /// <param name="kind">Of days.</param> <param name="goOut">Trips of residents to errands and leisure beyond the limit, on such a day: as many come from there.</param>
    public static OtherTraffic Of(TravelZones zones, Attractions attractions, Destinations destinations, double[] people, DayKind kind, double goOut)
    {
        OtherTraffic traffic = new();
        double[] jobs = attractions.Jobs, draws = [.. attractions.Errand.Zip(attractions.Leisure, static (e, l) => e + l)];
        double goods = Goods[(int)kind];
        double[] vans = [.. jobs.Zip(people, (j, p) => goods * (VansOfJob * j + VansOfPerson * p))], lorries = [.. jobs.Select(j => goods * LorriesOfJob * j)];
        double crosses = zones.Exits.Count > 0 ? Crosses : 0;
        if (zones.Exits.Count > 0)
        {
            double cars = Commutes[(int)kind] * ToWorkByCar / InCarToWork, visits = goOut * ToShopsByCar / InCarToShops;
            double[] commuters = [.. destinations.JobsOfOutsiders.Select(j => cars * j)], visitors = Shares(draws) is var s ? [.. s.Select(share => visits * share)] : [];
            traffic._light.Add(new(TrafficStream.Commuters, commuters, null, In: true, ToWork));
            traffic._light.Add(new(TrafficStream.Commuters, commuters, null, In: false, FromWork));
            traffic._light.Add(new(TrafficStream.Visitors, visitors, null, In: true, ToShops));
            traffic._light.Add(new(TrafficStream.Visitors, visitors, null, In: false, FromShops));
            foreach (bool @in in new[] { true, false })
            {
                traffic._light.Add(new(TrafficStream.Vans, [.. vans.Select(v => crosses / 2 * v)], null, @in, OfGoods));
                traffic._heavy.Add(new(TrafficStream.Lorries, [.. lorries.Select(v => crosses / 2 * v)], null, @in, OfGoods));
            }
        }
        traffic._light.Add(new(TrafficStream.Vans, [.. vans.Select(v => (1 - crosses) * v)], Shares(vans), In: false, OfGoods));
        traffic._heavy.Add(new(TrafficStream.Lorries, [.. lorries.Select(v => (1 - crosses) * v)], Shares(lorries), In: false, OfGoods));
        return traffic;
    }

    /// <summary>Of those that only pass on a day, the share of an hour.</summary>
    public static double PassingIn(int hour) => Passing[hour];

    /// <summary>Vehicles that come in or leave, by hour.</summary>
    public double[] Crossing(bool @in, bool heavy)
    {
        Stream[] streams = [.. (heavy ? _heavy : _light).Where(s => s.Among == null && s.In == @in)];
        return [.. Enumerable.Range(0, Passing.Length).Select(h => streams.Sum(s => s.Hours[h] * s.OfZone.Sum()))];
    }

    /// <summary>Adds the trips of an hour, by place from and to.</summary>
    /// <param name="light">Cars and vans.</param> <param name="heavy">Lorries.</param> <param name="zones">Places.</param> <param name="hour">Of the clock.</param> <param name="balance">Of exits that are asked too much; null: none is.</param>
    public void AddTo(double[] light, double[] heavy, TravelZones zones, int hour, ExitBalance? balance)
    {
        foreach (Stream stream in _light) Add(stream, light, zones, hour, balance);
        foreach (Stream stream in _heavy) Add(stream, heavy, zones, hour, balance);
    }

    /// <summary>Adds the trips of one stream in an hour, by place from and to.</summary>
    public void AddTo(double[] trips, TrafficStream whose, TravelZones zones, int hour, ExitBalance? balance)
    {
        foreach (Stream stream in _light.Concat(_heavy))
            if (stream.Whose == whose) Add(stream, trips, zones, hour, balance);
    }

    /// <summary>Adds vehicles that only pass, from each exit to all others.</summary>
    /// <param name="trips">By place from and to.</param> <param name="zones">Places.</param> <param name="vehicles">Of a day.</param> <param name="hour">Of the clock.</param> <param name="balance">Of exits that are asked too much; null: none is.</param>
    public static void AddPassing(double[] trips, TravelZones zones, double vehicles, int hour, ExitBalance? balance)
    {
        double all = ExitBalance.PairsOf(zones.Exits).Sum();
        if (all == 0) return;
        for (int a = 0; a < zones.Exits.Count; a++)
            for (int b = 0; b < zones.Exits.Count; b++)
                if (a != b) trips[zones.OutsidePlace(a, 0) * zones.Places + zones.OutsidePlace(b, 0)] += balance is { } held ? vehicles * Passing[hour] * held.PassingOf(hour, a, b) : vehicles * Passing[hour] * zones.Exits[a].Weight * zones.Exits[b].Weight / all;
    }

    private static void Add(Stream stream, double[] trips, TravelZones zones, int hour, ExitBalance? balance)
    {
        if (stream.Among != null) balance = null;                                // they do not cross
        double now = balance?.Now(stream.In, stream.Hours, hour) ?? stream.Hours[hour], all = zones.Exits.Sum(static e => e.Weight);
        for (int z = 0; z < zones.Zones; z++)
        {
            double vehicles = now * stream.OfZone[z];
            if (vehicles == 0) continue;
            if (stream.Among is { } among)
                for (int other = 0; other < zones.Zones; other++) trips[z * zones.Places + other] += vehicles * among[other];
            else
                for (int e = 0; e < zones.Exits.Count; e++)
                {
                    int place = zones.OutsidePlace(e, 0);
                    trips[stream.In ? place * zones.Places + z : z * zones.Places + place] += balance is { } held ? vehicles * held.ShareOf(stream.In, hour, e) : vehicles * zones.Exits[e].Weight / all;
                }
        }
    }

    private static double[] Shares(double[] parts) => parts.Sum() is var sum and > 0 ? [.. parts.Select(p => p / sum)] : new double[parts.Length];

    // Vehicles of a day from (or to) each zone: to the other zones by their share, or across the limit.
    private sealed record Stream(TrafficStream Whose, double[] OfZone, double[]? Among, bool In, double[] Hours);
}
