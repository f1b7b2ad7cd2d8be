using System.Numerics;
using System.Runtime.CompilerServices;

namespace TerritoryTwin.Mobility;

/// <summary>How as many targets as a vector has lanes are reached from one state, and what the way is made of [s].</summary>
/// <param name="Key">64 × (arrival + what is disliked) + rides to come, so that the least key is the best way; <see cref="TransitSweep.Unreached"/> where there is none.</param>
/// <param name="Ride">In vehicles.</param> <param name="Walk">On foot.</param> <param name="Wait">At stops, the time to change among it.</param> <param name="Dislike">What the key has beside the arrival.</param>
internal readonly record struct Ways(Vector<int> Key, Vector<int> Ride, Vector<int> Walk, Vector<int> Wait, Vector<int> Dislike)
{
    public static Ways None => new(new(TransitSweep.Unreached), default, default, default, default);

    /// <summary>The better of two in each lane; this one where they are as good.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Ways Or(in Ways other)
    {
        Vector<int> better = Vector.LessThan(other.Key, Key);
        return new(Vector.Min(Key, other.Key), Vector.ConditionalSelect(better, other.Ride, Ride), Vector.ConditionalSelect(better, other.Walk, Walk),
            Vector.ConditionalSelect(better, other.Wait, Wait), Vector.ConditionalSelect(better, other.Dislike, Dislike));
    }
}

/// <summary>
/// The changes that a timetable offers, found once for all targets: after which connection which other can be got into first at each stop within reach. With it, the ways of a whole day to a target are one sweep over the connections
/// from the last to the first, without a search.
/// </summary>
internal sealed class TransitChanges
{
    private readonly int[] _first;
    private readonly (int Connection, int Walk)[] _changes;

    public TransitChanges(Timetable timetable)
    {
        Timetable = timetable;
        _first = new int[timetable.Connections + 1];
        List<(int, int)> changes = [];
        for (int c = 0; c < timetable.Connections; c++)
        {
            if (timetable.Alights[c])
                foreach (StopPath path in timetable.PathsFrom(timetable.To[c]))
                    if (timetable.FirstDeparture(path.To, timetable.Arrival[c] + path.Change) is >= 0 and int first) changes.Add((first, path.Walk));
            _first[c + 1] = changes.Count;
        }
        _changes = [.. changes];
    }

    public Timetable Timetable { get; }

    /// <summary>Bytes that this holds.</summary>
    public long Bytes => 4L * _first.Length + 8L * _changes.Length;

    public ReadOnlySpan<(int Connection, int Walk)> After(int connection) => _changes.AsSpan(_first[connection].._first[connection + 1]);
}

/// <summary>All ways of a day to as many targets as a vector has lanes.</summary>
/// <remarks>docs/physics/public-transport.md, eq. 1 to 3: the recursion of the profile connection scan (Dibbelt, Pajor, Strasser and Wagner 2018), for each connection in place of each stop.</remarks>
internal sealed class TransitSweep
{
    public const int Unreached = 1 << 29, KeysPerSecond = 64;

    private readonly Timetable _timetable;
    private readonly TransitChanges _changes;
    private readonly TransitChoice _choice;
    private readonly Ways[] _seated, _waiting;
    private readonly int[] _egress;

    public TransitSweep(TransitChanges changes, TransitChoice choice)
    {
        (_timetable, _changes, _choice) = (changes.Timetable, changes, choice);
        (_seated, _waiting) = (new Ways[_timetable.Connections], new Ways[_timetable.Connections]);
        _egress = new int[_timetable.Stops.Count * Lanes];
    }

    /// <summary>Targets at a time.</summary>
    public static int Lanes => Vector<int>.Count;

    /// <summary>Sweeps to targets.</summary>
    /// <param name="targets">By the stops within reach; as many as there are lanes at most.</param>
    public void Run(ReadOnlySpan<StopReach[]> targets)
    {
        Array.Fill(_egress, Unreached / KeysPerSecond);
        for (int lane = 0; lane < targets.Length; lane++)
            foreach (StopReach reach in targets[lane])
                _egress[reach.Stop * Lanes + lane] = Math.Min(_egress[reach.Stop * Lanes + lane], reach.Walk);
        ReadOnlySpan<int> departures = _timetable.Departure, arrivals = _timetable.Arrival, nexts = _timetable.Next, later = _timetable.NextAtStop, to = _timetable.To;
        ReadOnlySpan<bool> alights = _timetable.Alights, boards = _timetable.Boards;
        for (int c = departures.Length - 1; c >= 0; c--)
        {
            int arrival = arrivals[c];
            Ways best = Ways.None;
            if (alights[c])
            {
                Vector<int> walk = new(_egress, to[c] * Lanes);
                best = best.Or(new(Reached((walk + new Vector<int>(arrival)) * KeysPerSecond), default, walk, default, default));
            }
            if (nexts[c] is >= 0 and int next) best = best.Or(Stay(next, arrival));                         // before changes: many of these are no better and are passed by
            foreach ((int connection, int walk) in _changes.After(c))
            {
                ref readonly Ways there = ref _waiting[connection];
                if (Vector.LessThanAny(there.Key, best.Key))
                    best = best.Or(there with { Walk = there.Walk + new Vector<int>(walk), Wait = there.Wait + new Vector<int>(departures[connection] - arrival - walk) });
            }
            _seated[c] = best;
            if (!boards[c]) continue;
            Ways board = Board(c);
            _waiting[c] = later[c] is >= 0 and int other ? board.Or(_waiting[other] with { Wait = _waiting[other].Wait + new Vector<int>(departures[other] - departures[c]) }) : board;
        }
    }

    /// <summary>Ways of people who get into a connection.</summary>
    public Ways Board(int connection)
    {
        ref readonly Ways seated = ref _seated[connection];
        return seated with
        {
            Key = BoardKey(connection), Dislike = seated.Dislike + new Vector<int>(_choice.BoardingPenalty + DiscomfortOf(connection)),
            Ride = seated.Ride + new Vector<int>(_timetable.Arrival[connection] - _timetable.Departure[connection]),
        };
    }

    /// <summary>Their keys.</summary>
    public Vector<int> BoardKey(int connection) => Reached(_seated[connection].Key + new Vector<int>((_choice.BoardingPenalty + DiscomfortOf(connection)) * KeysPerSecond + 1));

    /// <summary>Puts people into a connection and tells what they ride, up to a target.</summary>
    /// <param name="connection">In which they get on.</param> <param name="lane">Of the target.</param> <param name="people">How many.</param> <param name="riding">On each connection; is added to.</param> <param name="boarding">Into each; is added to.</param>
    public void Follow(int connection, int lane, double people, double[] riding, double[] boarding)
    {
        boarding[connection] += people;
        while (connection >= 0)
        {
            riding[connection] += people;
            connection = Onward(connection, lane, out bool boards);
            if (boards) boarding[connection] += people;
        }
    }

    /// <summary>Where a way goes on after a connection: the next of its trip, or another one that is got into; −1 where people walk to the target.</summary>
    private int Onward(int connection, int lane, out bool boards)
    {
        int key = _seated[connection].Key[lane];
        boards = false;
        if (_timetable.Alights[connection] && Math.Min(Unreached, (_egress[_timetable.To[connection] * Lanes + lane] + _timetable.Arrival[connection]) * KeysPerSecond) == key) return -1;
        if (_timetable.Next[connection] is >= 0 and int next && StayKey(next)[lane] == key) return next;
        boards = true;
        foreach ((int first, _) in _changes.After(connection))
        {
            if (_waiting[first].Key[lane] != key) continue;
            int at = first;
            while (BoardKey(at)[lane] != key) at = _timetable.NextAtStop[at];
            return at;
        }
        throw new InvalidOperationException($"no way leads on from connection {connection} with key {key}");
    }

    private Ways Stay(int next, int arrival)
    {
        ref readonly Ways seated = ref _seated[next];
        return seated with { Key = StayKey(next), Ride = seated.Ride + new Vector<int>(_timetable.Arrival[next] - arrival), Dislike = seated.Dislike + new Vector<int>(DiscomfortOf(next)) };
    }

    private Vector<int> StayKey(int next) => Reached(_seated[next].Key + new Vector<int>(DiscomfortOf(next) * KeysPerSecond));

    private int DiscomfortOf(int connection) => _choice.Discomfort is { } all ? all[connection] : 0;

    private static Vector<int> Reached(Vector<int> key) => Vector.Min(key, new(Unreached));
}
