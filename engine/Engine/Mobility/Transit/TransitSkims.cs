using System.Numerics;

namespace TerritoryTwin.Mobility;

/// <summary>A part of the day.</summary>
/// <param name="From">[s] after midnight.</param> <param name="To">Above the beginning [s].</param>
public readonly record struct DayPeriod(int From, int To)
{
    /// <summary>An hour of the day.</summary>
    public static DayPeriod Hour(int hour) => new(3600 * hour, 3600 * (hour + 1));
}

/// <summary>Public transport from one place to another in a period: means over people who wish to leave at any moment of it, all as likely, of those who find a way until the day ends. NaN where none is found.</summary>
/// <param name="Served">Share of the period in which a way is found.</param> <param name="Time">From the wish to leave to the end [s].</param> <param name="Ride">In vehicles [s].</param> <param name="Walk">On foot [s].</param>
/// <param name="WaitBefore">From the wish until people must leave, which they may spend where they are [s].</param> <param name="WaitBetween">At stops between vehicles, the time to change among it [s].</param>
/// <param name="Boardings">Vehicles that are got into.</param> <param name="Dislike">What the way is worth beside its time: penalties and crowding [s].</param>
public readonly record struct TransitService(double Served, double Time, double Ride, double Walk, double WaitBefore, double WaitBetween, double Boardings, double Dislike)
{
    /// <summary>Changes between vehicles.</summary>
    public double Changes => Boardings - 1;
}

/// <summary>A way that one can take: nobody who leaves later arrives as early.</summary>
/// <param name="Leave">When people leave the origin at the latest [s].</param> <param name="Arrive">[s].</param> <param name="Boardings">Vehicles.</param>
public readonly record struct TransitWay(int Leave, int Arrive, int Boardings);

/// <summary>Ways of a whole day between places, all departures at once. Results do not depend on the number of threads, nor on how many targets a vector holds.</summary>
public sealed class TransitSkims
{
    private readonly TransitChanges _changes;
    private readonly (int Leave, int Connection, int Walk)[][] _departures;

    /// <summary>From places.</summary>
    /// <param name="timetable">Of the day.</param> <param name="origins">Places by the stops within reach of each, as of <see cref="Timetable.Near"/>.</param>
    public TransitSkims(Timetable timetable, IReadOnlyList<StopReach[]> origins)
    {
        (Timetable, _changes) = (timetable, new(timetable));
        _departures = [.. origins.Select(reach => (from r in reach from c in timetable.DeparturesAt(r.Stop).ToArray() let leave = timetable.Departure[c] - r.Walk
                                                   orderby leave descending, r.Walk, c select (leave, c, r.Walk)).ToArray())];
    }

    /// <summary>Of the day.</summary>
    public Timetable Timetable { get; }
    /// <summary>Number of places from which ways lead.</summary>
    public int Origins => _departures.Length;
    /// <summary>Memory that stays [bytes].</summary>
    public long Bytes => _changes.Bytes + _departures.Sum(static d => 12L * d.Length);

    /// <summary>What service is like, in means over periods.</summary>
    /// <param name="targets">By the stops within reach of each.</param> <param name="periods">Parts of the day; may overlap.</param> <param name="choice">How people choose.</param> <param name="threads">Most threads; as many as there are cores without it.</param>
    /// <returns>By period, origin and target.</returns>
    public TransitService[,,] Mean(IReadOnlyList<StopReach[]> targets, IReadOnlyList<DayPeriod> periods, TransitChoice choice, int? threads = null)
    {
        TransitService[,,] service = new TransitService[periods.Count, Origins, targets.Count];
        Mean(targets, periods, choice, (period, origin, target, mean) => service[period, origin, target] = mean, threads);
        return service;
    }

    /// <summary>Tells what service is like, in means over periods, without keeping it.</summary>
    /// <param name="targets">By the stops within reach of each.</param> <param name="periods">Parts of the day; may overlap.</param> <param name="choice">How people choose.</param>
    /// <param name="take">Is told period, origin, target and service, each once, by several threads.</param> <param name="threads">Most threads; as many as there are cores without it.</param>
    public void Mean(IReadOnlyList<StopReach[]> targets, IReadOnlyList<DayPeriod> periods, TransitChoice choice, Action<int, int, int, TransitService> take, int? threads = null)
    {
        foreach (DayPeriod period in periods)
            if (period.To <= period.From) throw new ArgumentException($"a period from {period.From} to {period.To} s; expected an end after the beginning", nameof(periods));
        Sweep(targets, choice, threads, (sweep, first, lanes) =>
        {
            ServiceSums sums = new(periods);
            for (int origin = 0; origin < Origins; origin++)
            {
                sums.Clear();
                (Ways best, int since) = (Ways.None, int.MaxValue);
                foreach ((int leave, int connection, int walk) in _departures[origin])
                {
                    if (!Vector.LessThanAny(sweep.BoardKey(connection), best.Key)) continue;
                    if (leave < since) sums.Add(best, leave, since);
                    since = leave;
                    Ways ways = sweep.Board(connection);
                    best = best.Or(ways with { Walk = ways.Walk + new Vector<int>(walk) });
                }
                sums.Add(best, int.MinValue, since);
                for (int period = 0; period < periods.Count; period++)
                    for (int lane = 0; lane < lanes; lane++) take(period, origin, first + lane, sums.Mean(period, lane));
            }
        });
    }

    /// <summary>All ways of the day that are worth taking to one target, from each origin, by departure.</summary>
    /// <param name="target">By the stops within reach.</param> <param name="choice">How people choose.</param>
    public TransitWay[][] To(StopReach[] target, TransitChoice choice)
    {
        TransitWay[][] all = new TransitWay[Origins][];
        Sweep([target], choice, 1, (sweep, _, _) =>
        {
            for (int origin = 0; origin < Origins; origin++)
            {
                List<TransitWay> ways = [];
                int best = TransitSweep.Unreached;
                foreach ((int leave, int connection, _) in _departures[origin])
                {
                    Ways way = sweep.Board(connection);
                    if (way.Key[0] >= best) continue;
                    best = way.Key[0];
                    if (ways.Count > 0 && ways[^1].Leave == leave) ways.RemoveAt(ways.Count - 1);
                    ways.Add(new(leave, (best >> 6) - way.Dislike[0], best & 63));
                }
                ways.Reverse();
                all[origin] = [.. ways];
            }
        });
        return all;
    }

    /// <summary>Puts people on the ways they choose.</summary>
    /// <param name="targets">By the stops within reach of each.</param> <param name="trips">People by origin, target and period in which they wish to leave, spread evenly over it.</param> <param name="choice">How they choose.</param> <param name="threads">Most threads.</param>
    internal (double[] Riding, double[] Boarding, double Unserved, double Cost) Load(IReadOnlyList<StopReach[]> targets, IReadOnlyList<TransitTrips> trips, TransitChoice choice, int? threads)
    {
        int lanes = TransitSweep.Lanes, batches = (targets.Count + lanes - 1) / lanes, connections = Timetable.Connections;
        ILookup<int, TransitTrips> byBatch = trips.OrderBy(static t => t.Target).ThenBy(static t => t.Origin).ThenBy(static t => t.Period.From).ThenBy(static t => t.Period.To).ToLookup(t => t.Target / lanes);
        (double[] Riding, double[] Boarding, double Unserved, double Cost)[] parts = new (double[], double[], double, double)[batches];
        Sweep(targets, choice, threads, (sweep, first, _) =>
        {
            (double[] riding, double[] boarding, double unserved, double cost) = (new double[connections], new double[connections], 0, 0);
            foreach (TransitTrips t in byBatch[first / lanes]) Put(sweep, t, t.Target - first, riding, boarding, ref unserved, ref cost);
            parts[first / lanes] = (riding, boarding, unserved, cost);
        });
        (double[] Riding, double[] Boarding, double Unserved, double Cost) all = (new double[connections], new double[connections], 0, 0);
        foreach ((double[] riding, double[] boarding, double unserved, double cost) in parts)
        {
            for (int c = 0; c < connections; c++)
            {
                all.Riding[c] += riding[c];
                all.Boarding[c] += boarding[c];
            }
            all.Unserved += unserved;
            all.Cost += cost;
        }
        return all;
    }

    private void Put(TransitSweep sweep, TransitTrips trips, int lane, double[] riding, double[] boarding, ref double unserved, ref double cost)
    {
        (int best, int connection, int since) = (TransitSweep.Unreached, -1, trips.Period.To);
        double perSecond = trips.People / (trips.Period.To - trips.Period.From);
        foreach ((int leave, int candidate, _) in _departures[trips.Origin])
        {
            int key = sweep.BoardKey(candidate)[lane];
            if (key >= best) continue;
            if (leave < since) since = Use(leave, riding, boarding, ref unserved, ref cost);
            if (since <= trips.Period.From) return;
            (best, connection) = (key, candidate);
        }
        Use(trips.Period.From, riding, boarding, ref unserved, ref cost);

        int Use(int from, double[] on, double[] into, ref double without, ref double paid)
        {
            int begin = Math.Max(from, trips.Period.From);
            double people = perSecond * (since - begin);
            if (connection < 0) without += people;
            else
            {
                sweep.Follow(connection, lane, people, on, into);
                paid += people * ((best >> 6) - 0.5 * (begin + since));
            }
            return begin;
        }
    }

    private void Sweep(IReadOnlyList<StopReach[]> targets, TransitChoice choice, int? threads, Action<TransitSweep, int, int> use)
    {
        choice.Refuse(Timetable);
        int lanes = TransitSweep.Lanes;
        StopReach[][] all = [.. targets];
        Parallel.For(0, (all.Length + lanes - 1) / lanes, new ParallelOptions { MaxDegreeOfParallelism = threads ?? Environment.ProcessorCount }, () => new TransitSweep(_changes, choice), (batch, _, sweep) =>
        {
            ReadOnlySpan<StopReach[]> some = all.AsSpan(batch * lanes, Math.Min(lanes, all.Length - batch * lanes));
            sweep.Run(some);
            use(sweep, batch * lanes, some.Length);
            return sweep;
        }, static _ => { });
    }
}

/// <summary>People who go by public transport.</summary>
/// <param name="Origin">Index of the place they leave.</param> <param name="Target">Index of that to which they go.</param> <param name="Period">In which they wish to leave.</param> <param name="People">How many, from 0.</param>
public readonly record struct TransitTrips(int Origin, int Target, DayPeriod Period, double People);

/// <summary>Sums of ways over the moments of periods, by lane. All terms are whole numbers or halves far below 2⁵³, so the sums are exact in any order.</summary>
internal sealed class ServiceSums(IReadOnlyList<DayPeriod> periods)
{
    private const int Served = 0, Time = 1, Ride = 2, Walk = 3, Wait = 4, Boardings = 5, Dislike = 6, Terms = 7, Halves = 2;
    private readonly Vector<double>[] _sums = new Vector<double>[periods.Count * Terms * Halves];

    public void Clear() => Array.Clear(_sums);

    /// <summary>Adds the ways of people who wish to leave after <paramref name="after"/> and until <paramref name="until"/>.</summary>
    public void Add(in Ways ways, int after, int until)
    {
        for (int p = 0; p < periods.Count; p++)
        {
            (int begin, int end) = (Math.Max(after, periods[p].From), Math.Min(until, periods[p].To));
            if (begin >= end) continue;
            double middle = 0.5 * ((double)begin + end);
            Vector<int> lengths = Vector.ConditionalSelect(Vector.LessThan(ways.Key, new(TransitSweep.Unreached)), new Vector<int>(end - begin), default);
            (Vector<double> Low, Vector<double> High) length = Doubles(lengths);
            Span<Vector<double>> sums = _sums.AsSpan(p * Terms * Halves, Terms * Halves);
            (sums[Served * Halves], sums[Served * Halves + 1]) = (sums[Served * Halves] + length.Low, sums[Served * Halves + 1] + length.High);
            (Vector<double> Low, Vector<double> High) time = Doubles(Vector.ShiftRightArithmetic(ways.Key, 6) - ways.Dislike);
            (sums[Time * Halves], sums[Time * Halves + 1]) = (sums[Time * Halves] + length.Low * (time.Low - new Vector<double>(middle)), sums[Time * Halves + 1] + length.High * (time.High - new Vector<double>(middle)));
            AddTo(sums, Ride, ways.Ride);
            AddTo(sums, Walk, ways.Walk);
            AddTo(sums, Wait, ways.Wait);
            AddTo(sums, Boardings, ways.Key & new Vector<int>(TransitSweep.KeysPerSecond - 1));
            AddTo(sums, Dislike, ways.Dislike);

            void AddTo(Span<Vector<double>> to, int term, Vector<int> values)
            {
                (Vector<double> low, Vector<double> high) = Doubles(values);
                to[term * Halves] += length.Low * low;
                to[term * Halves + 1] += length.High * high;
            }
        }
    }

    public TransitService Mean(int period, int lane)
    {
        double served = Sum(Served);
        if (served == 0) return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        (double time, double ride, double walk, double wait) = (Sum(Time), Sum(Ride), Sum(Walk), Sum(Wait));
        return new(served / (periods[period].To - periods[period].From), time / served, ride / served, walk / served, (time - ride - walk - wait) / served, wait / served, Sum(Boardings) / served, Sum(Dislike) / served);

        double Sum(int term) => _sums[(period * Terms + term) * Halves + lane / Vector<double>.Count][lane % Vector<double>.Count];
    }

    private static (Vector<double> Low, Vector<double> High) Doubles(Vector<int> values)
    {
        Vector.Widen(values, out Vector<long> low, out Vector<long> high);
        return (Vector.ConvertToDouble(low), Vector.ConvertToDouble(high));
    }
}
