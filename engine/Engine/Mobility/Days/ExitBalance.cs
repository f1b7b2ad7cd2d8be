using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What a day asks of the exits beyond what their roads pass, and where it goes [car units].</summary>
/// <param name="Crossing">All that would cross the limit, ways in and ways out.</param> <param name="Elsewhere">That take another exit than they would.</param> <param name="OtherHour">That cross in another hour.</param>
/// <param name="LeftOut">That do not cross.</param>
public readonly record struct ExitRelief(double Crossing, double Elsewhere, double OtherHour, double LeftOut);

/// <summary>
/// Holds what crosses the limit in each hour to what the roads at the exits pass. Residents have chosen their exit and come first; who comes from outside and goods share what is left by the weights of the exits, and who only passes
/// what is left then. docs/physics/mobility.md.
/// </summary>
internal sealed class ExitBalance
{
    /// <summary>Who finds an exit full crosses no more than so many hours sooner or later: within a peak, assumed.</summary>
    public const int Reach = 2;

    private const int HoursOfDay = 24, Halvings = 40, Rounds = 200;
    // Of a room, what is filled: sums of shares lose less to rounding.
    private const double Full = 1 - 1e-9;

    private readonly Moved[] _own;                            // by exit
    private readonly Moved _others;
    private readonly double[][][] _shares;                    // of others: by way (in, out), hour, exit
    private readonly double[][] _passing;                     // by hour: of all that pass in it, from exit to exit

    private ExitBalance(Moved[] own, Moved others, double[][][] shares, double[][] passing, ExitRelief relief) => (_own, _others, _shares, _passing, Relief) = (own, others, shares, passing, relief);

    /// <summary>What is asked too much, and where it goes.</summary>
    public ExitRelief Relief { get; }

    /// <summary>Of a day.</summary>
    /// <param name="zones">With the exits.</param> <param name="own">Cars of residents by hour, from place to place.</param> <param name="others">All others but those that pass.</param> <param name="through">Vehicles that pass, for one that begins or ends here.</param>
    /// <param name="lorry">Car units of a lorry.</param>
    /// <returns>Null where no exit is asked more than it passes in any hour: then all goes as it would.</returns>
    public static ExitBalance? Of(TravelZones zones, double[][] own, OtherTraffic others, double through, double lorry)
    {
        double[][] light = [others.Crossing(@in: true, heavy: false), others.Crossing(@in: false, heavy: false)], heavy = [others.Crossing(@in: true, heavy: true), others.Crossing(@in: false, heavy: true)];
        return Of(zones.Exits, OwnOf(zones, own, between: false), OwnOf(zones, own, between: true), [.. light.Zip(heavy, (l, h) => l.Zip(h, (a, b) => a + lorry * b).ToArray())], through);
    }

    /// <summary>Of a day.</summary>
    /// <param name="exits">Where roads leave.</param> <param name="asked">By cars of residents across the limit, by way (in, out), exit and hour.</param> <param name="between">By those from one place outside to another.</param>
    /// <param name="units">Car units of all others but those that pass, by way and hour.</param> <param name="through">Vehicles that pass, for one that begins or ends here.</param>
    /// <returns>Null where no exit is asked more than it passes in any hour.</returns>
    public static ExitBalance? Of(IReadOnlyList<Exit> exits, double[][][] asked, double[][][] between, double[][] units, double through)
    {
        if (exits.Count == 0) return null;
        int count = exits.Count;
        double ownCrossing = asked.Sum(static way => way.Sum(static e => e.Sum())), pairs = PairsOf(exits).Sum();
        double[] weights = [.. exits.Select(static e => e.Weight)];
        double all = weights.Sum();
        double[] usual = [.. PairsOf(exits).Select(p => pairs > 0 ? p / pairs : 0)];
        double passes = pairs > 0 ? through * (ownCrossing + units.Sum(static u => u.Sum())) : 0;
        double[][] room = [[.. exits.Select(static e => e.Enters)], [.. exits.Select(static e => e.Leaves)]];
        bool full = false;
        for (int way = 0; way < 2; way++)
            for (int e = 0; e < count; e++)
                for (int h = 0; h < HoursOfDay; h++)
                {
                    if (between[way][e][h] > room[way][e])
                        throw new TerritoryException($"mobility: exit {e}, at {h} h: residents on their way from one place outside to another ask {between[way][e][h]:0} car units of a road that passes {room[way][e]:0}; expected it to pass them. Give that road its lanes, or import the other roads that leave.");
                    full |= asked[way][e][h] + between[way][e][h] + units[way][h] * weights[e] / all + passes * OtherTraffic.PassingIn(h) * ShareOf(usual, count, way, e) > room[way][e];
                }
        if (!full) return null;

        // Residents, exit by exit; those between two places outside keep their hour.
        double elsewhere = 0, otherHour = 0, leftOut = 0;
        double[][][] left = [.. room.Select((r, way) => r.Select((most, e) => Enumerable.Range(0, HoursOfDay).Select(h => Math.Max(0, Full * most - between[way][e][h])).ToArray()).ToArray())];
        Moved[] moved = [.. Enumerable.Range(0, count).Select(e => Moved.Of([asked[0][e], asked[1][e]], [left[0][e], left[1][e]]))];
        for (int way = 0; way < 2; way++)
            for (int e = 0; e < count; e++)
            {
                double[] now = moved[e].Apply(way, asked[way][e]);
                for (int h = 0; h < HoursOfDay; h++) left[way][e][h] = Math.Max(0, left[way][e][h] - now[h]);
                (otherHour, leftOut) = (otherHour + moved[e].OtherHour(way, asked[way][e]), leftOut + asked[way][e].Sum() - now.Sum());
            }

        // Others, over all exits together, then over each.
        Moved rest = Moved.Of(units, [.. left.Select(static way => Enumerable.Range(0, HoursOfDay).Select(h => way.Sum(e => e[h])).ToArray())]);
        double[][][] shares = [new double[HoursOfDay][], new double[HoursOfDay][]];
        for (int way = 0; way < 2; way++)
        {
            double[] now = rest.Apply(way, units[way]);
            (otherHour, leftOut) = (otherHour + rest.OtherHour(way, units[way]), leftOut + units[way].Sum() - now.Sum());
            for (int h = 0; h < HoursOfDay; h++)
            {
                double[] filled = Filled(now[h], weights, [.. left[way].Select(e => e[h])]);
                shares[way][h] = [.. filled.Select((x, e) => now[h] > 0 ? x / now[h] : weights[e] / all)];
                for (int e = 0; e < count; e++)
                {
                    left[way][e][h] = Math.Max(0, left[way][e][h] - filled[e]);
                    elsewhere += 0.5 * Math.Abs(filled[e] - now[h] * weights[e] / all);
                }
            }
        }

        // Who passes.
        double crossing = ownCrossing + units.Sum(static u => u.Sum());
        passes = pairs > 0 ? through * (moved.Select((m, e) => m.Apply(0, asked[0][e]).Sum() + m.Apply(1, asked[1][e]).Sum()).Sum() + rest.Kept * units.Sum(static u => u.Sum())) : 0;
        double[][] passing = new double[HoursOfDay][];
        for (int h = 0; h < HoursOfDay; h++)
        {
            double now = passes * OtherTraffic.PassingIn(h);
            double[] pass = Capped(usual, now, [.. left[0].Select(e => e[h])], [.. left[1].Select(e => e[h])]);
            double gone = pass.Sum();
            leftOut += now - gone;
            elsewhere += 0.5 * pass.Zip(usual, (x, u) => Math.Abs(x - gone * u)).Sum();
            passing[h] = now > 0 ? [.. pass.Select(x => x / now)] : usual;
        }
        return new(moved, rest, shares, passing, new(crossing + passes, elsewhere, otherHour, leftOut));
    }

    /// <summary>Moves the cars of residents to the hours in which they cross.</summary>
    public void Move(double[][] own, TravelZones zones)
    {
        double[] before = new double[HoursOfDay];
        for (int e = 0; e < _own.Length; e++)
            for (int way = 0; way < 2; way++)
            {
                if (_own[e].IsNothing) continue;
                for (int band = 0; band < TravelZones.Beyond.Count; band++)
                    for (int zone = 0; zone < zones.Zones; zone++)
                    {
                        int place = zones.OutsidePlace(e, band), k = way == 0 ? place * zones.Places + zone : zone * zones.Places + place;
                        for (int h = 0; h < HoursOfDay; h++) before[h] = own[h][k];
                        double[] now = _own[e].Apply(way, before);
                        for (int h = 0; h < HoursOfDay; h++) own[h][k] = now[h];
                    }
            }
    }

    /// <summary>Of the vehicles of a day of others, those that cross in an hour.</summary>
    /// <param name="in">Whether they come in.</param> <param name="hours">Shares of hours in which they would.</param> <param name="hour">Of the clock.</param>
    public double Now(bool @in, double[] hours, int hour) => _others.Apply(@in ? 0 : 1, hours)[hour];

    /// <summary>Of others that cross in an hour, those by an exit.</summary>
    public double ShareOf(bool @in, int hour, int exit) => _shares[@in ? 0 : 1][hour][exit];

    /// <summary>Of those that would pass in an hour, those from one exit to another.</summary>
    public double PassingOf(int hour, int from, int to) => _passing[hour][from * _own.Length + to];

    /// <summary>Shares of those that pass by their exits, not scaled: by the weights of both.</summary>
    public static double[] PairsOf(IReadOnlyList<Exit> exits)
    {
        double[] pairs = new double[exits.Count * exits.Count];
        for (int a = 0; a < exits.Count; a++)
            for (int b = 0; b < exits.Count; b++)
                if (a != b) pairs[a * exits.Count + b] = exits[a].Weight * exits[b].Weight;
        return pairs;
    }

    // Cars of residents by way, exit and hour: across the limit, or from one place outside to another.
    private static double[][][] OwnOf(TravelZones zones, double[][] own, bool between)
    {
        double[][][] sums = [.. Enumerable.Range(0, 2).Select(_ => zones.Exits.Select(static _ => new double[HoursOfDay]).ToArray())];
        for (int h = 0; h < HoursOfDay; h++)
            for (int place = zones.Zones; place < zones.Places; place++)
            {
                int e = zones.ExitOf(place);
                for (int other = between ? zones.Zones : 0; other < (between ? zones.Places : zones.Zones); other++)
                {
                    sums[0][e][h] += own[h][place * zones.Places + other];
                    sums[1][e][h] += own[h][other * zones.Places + place];
                }
            }
        return sums;
    }

    private static double ShareOf(double[] pairs, int exits, int way, int exit) => Enumerable.Range(0, exits).Sum(other => way == 0 ? pairs[exit * exits + other] : pairs[other * exits + exit]);

    // By weight as far as there is room: min(room, θ weight), which sum to all.
    private static double[] Filled(double all, double[] weights, double[] room)
    {
        double[] filled = new double[room.Length];
        bool[] isFull = new bool[room.Length];
        for (bool again = true; again;)
        {
            again = false;
            double free = all, open = 0;
            for (int e = 0; e < room.Length; e++) (free, open) = isFull[e] ? (free - room[e], open) : (free, open + weights[e]);
            for (int e = 0; e < room.Length; e++)
            {
                if (isFull[e]) continue;
                filled[e] = Math.Max(0, free) * weights[e] / open;
                if (filled[e] <= room[e]) continue;
                (filled[e], isFull[e], again) = (room[e], true, true);
            }
        }
        return filled;
    }

    // From exit to exit: in the proportions of pairs, and where an exit is full, by the others; never more than there is room.
    private static double[] Capped(double[] pairs, double all, double[] enters, double[] leaves)
    {
        int exits = enters.Length;
        double[] trips = [.. pairs.Select(p => all * p)];
        for (int round = 0; round < Rounds; round++)
        {
            bool fits = true;
            for (int e = 0; e < exits; e++) fits &= Cap(Enumerable.Range(0, exits).Select(b => e * exits + b), enters[e]);
            for (int e = 0; e < exits; e++) fits &= Cap(Enumerable.Range(0, exits).Select(a => a * exits + e), leaves[e]);
            double sum = trips.Sum();
            if (fits || sum == 0 || round == Rounds - 1) break;
            for (int k = 0; k < trips.Length; k++) trips[k] *= all / sum;
        }
        return trips;

        bool Cap(IEnumerable<int> cells, double most)
        {
            int[] of = [.. cells];
            double sum = of.Sum(k => trips[k]);
            if (sum <= most) return true;
            foreach (int k in of) trips[k] *= most / sum;
            return false;
        }
    }

    /// <summary>How vehicles that cross both ways in a day move between its hours: as many in as out are left out where hours within reach have no room.</summary>
    private sealed class Moved
    {
        private double[][][] _shares = [];                    // by way, hour and hour in which they cross

        /// <summary>Of the day, those that cross.</summary>
        public double Kept { get; private init; } = 1;
        /// <summary>Whether all stay as they are.</summary>
        public bool IsNothing { get; private init; }

        /// <summary>The most that fit.</summary>
        /// <param name="asked">By way and hour.</param> <param name="room">By way and hour.</param>
        public static Moved Of(double[][] asked, double[][] room)
        {
            if (Enumerable.Range(0, 2).All(way => asked[way].Zip(room[way], static (a, r) => a <= r).All(static fits => fits))) return new() { IsNothing = true };
            double low = 0, high = 1;
            double[][][]? found = Shares(1);
            if (found != null) return new() { _shares = found };
            for (int k = 0; k < Halvings; k++)
            {
                double middle = 0.5 * (low + high);
                if (Shares(middle) is { } fits) (low, found) = (middle, fits);
                else high = middle;
            }
            return new() { Kept = low, _shares = found ?? Shares(0)! };

            double[][][]? Shares(double kept)
            {
                double[][]?[] ways = [.. Enumerable.Range(0, 2).Select(way => Spread([.. asked[way].Select(a => kept * a)], room[way]))];
                return ways[0] is { } @in && ways[1] is { } @out ? [@in, @out] : null;
            }
        }

        /// <summary>By hour in which they cross.</summary>
        public double[] Apply(int way, double[] asked)
        {
            if (IsNothing) return asked;
            double[] now = new double[HoursOfDay];
            for (int h = 0; h < HoursOfDay; h++)
                for (int to = 0; to < HoursOfDay; to++) now[to] += Kept * asked[h] * _shares[way][h][to];
            return now;
        }

        /// <summary>Those that cross in another hour.</summary>
        public double OtherHour(int way, double[] asked) => IsNothing ? 0 : Enumerable.Range(0, HoursOfDay).Sum(h => Kept * asked[h] * (1 - _shares[way][h][h]));

        // What each hour keeps and gives to the hours around it, nearest first; null where some finds no room.
        private static double[][]? Spread(double[] asked, double[] room)
        {
            double[] left = [.. asked.Zip(room, static (a, r) => Math.Max(0, r - a))];
            double[][] shares = [.. asked.Select((a, h) => Enumerable.Range(0, HoursOfDay).Select(to => to != h ? 0 : a > room[h] ? room[h] / a : 1).ToArray())];
            for (int h = 0; h < HoursOfDay; h++)
            {
                double over = asked[h] - room[h];
                for (int step = 1; step <= Reach && over > 0; step++)
                    foreach (int to in new[] { h + step, h - step })
                    {
                        if (to is < 0 or >= HoursOfDay) continue;
                        double takes = Math.Min(over, left[to]);
                        (shares[h][to], left[to], over) = (takes / asked[h], left[to] - takes, over - takes);
                    }
                if (over > 1e-12 * asked[h]) return null;
            }
            return shares;
        }
    }
}
