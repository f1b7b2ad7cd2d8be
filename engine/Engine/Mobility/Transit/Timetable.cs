using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>
/// Public transport of a day as connections: rides from one halt to the next without a stop between, by departure. Between getting off and getting on people walk once, to any stop within reach, so that ways on foot need not be
/// joined to one another.
/// </summary>
/// <remarks>docs/physics/public-transport.md.</remarks>
public sealed class Timetable
{
    private const int Never = int.MaxValue, LongestDay = 30 * 86_400;
    private readonly IReadOnlyList<TransitChange> _changes;
    private readonly Boxes<int> _near;
    private readonly int[] _trip, _from, _to, _departure, _arrival, _next, _nextAtStop;
    private readonly bool[] _boards, _alights;
    private readonly int[] _firstPath, _firstDeparture, _departuresAt;
    private readonly StopPath[] _paths;

    /// <summary>Of stops, lines and trips.</summary>
    /// <param name="stops">Where vehicles halt.</param> <param name="lines">Lines that trips name.</param> <param name="trips">All of the day.</param> <param name="walking">How people walk.</param>
    /// <param name="changes">What operators say of changes; it stands before what walking gives.</param>
    /// <exception cref="TerritoryException">A trip cannot be: all faults, by trip.</exception>
    public Timetable(IReadOnlyList<TransitStop> stops, IReadOnlyList<TransitLine> lines, IReadOnlyList<TransitTrip> trips, TransitWalking walking, IReadOnlyList<TransitChange>? changes = null)
    {
        (Stops, Lines, Trips, Walking, _changes) = (stops, lines, trips, walking, changes ?? []);
        TimetableFaults.Refuse(stops, lines, trips, walking, _changes, LongestDay);
        (int Trip, int Call)[] rides = [.. from trip in Enumerable.Range(0, trips.Count) from call in Enumerable.Range(0, trips[trip].Calls.Count - 1)
                                           orderby trips[trip].Calls[call].Departure, trip, call select (trip, call)];
        int n = rides.Length;
        (_trip, _from, _to, _departure, _arrival, _next, _nextAtStop) = (new int[n], new int[n], new int[n], new int[n], new int[n], new int[n], new int[n]);
        (_boards, _alights) = (new bool[n], new bool[n]);
        FirstOfTrip = new int[trips.Count];
        int[] last = new int[trips.Count];
        Array.Fill(last, -1);
        Array.Fill(FirstOfTrip, -1);
        for (int c = 0; c < n; c++)
        {
            (int trip, int call) = rides[c];
            (TransitCall begin, TransitCall end) = (trips[trip].Calls[call], trips[trip].Calls[call + 1]);
            (_trip[c], _from[c], _to[c], _departure[c], _arrival[c], _next[c], _nextAtStop[c]) = (trip, begin.Stop, end.Stop, begin.Departure, end.Arrival, -1, -1);
            (_boards[c], _alights[c]) = (begin.Boards, end.Alights);
            if (last[trip] >= 0) _next[last[trip]] = c;
            else FirstOfTrip[trip] = c;
            last[trip] = c;
        }
        (_firstDeparture, _departuresAt) = ByStop();
        _near = new(Math.Max(1, walking.ToStop));
        for (int stop = 0; stop < stops.Count; stop++) _near.Add(stop, stops[stop].X, stops[stop].Y, stops[stop].X, stops[stop].Y);
        (_firstPath, _paths) = Paths();
    }

    /// <summary>Where vehicles halt.</summary>
    public IReadOnlyList<TransitStop> Stops { get; }
    /// <summary>As people know them.</summary>
    public IReadOnlyList<TransitLine> Lines { get; }
    /// <summary>Runs of vehicles.</summary>
    public IReadOnlyList<TransitTrip> Trips { get; }
    /// <summary>How people walk.</summary>
    public TransitWalking Walking { get; }

    /// <summary>Number of rides from a halt to the next.</summary>
    public int Connections => _trip.Length;
    /// <summary>Trip of each connection. Connections stand by departure; those that depart together by trip and their order in it.</summary>
    public ReadOnlySpan<int> Trip => _trip;
    /// <summary>Stop that each leaves.</summary>
    public ReadOnlySpan<int> From => _from;
    /// <summary>Stop that each comes to.</summary>
    public ReadOnlySpan<int> To => _to;
    /// <summary>When each leaves [s].</summary>
    public ReadOnlySpan<int> Departure => _departure;
    /// <summary>When each arrives [s].</summary>
    public ReadOnlySpan<int> Arrival => _arrival;
    /// <summary>The connection that follows in the trip; −1 at its end.</summary>
    public ReadOnlySpan<int> Next => _next;
    /// <summary>The connection that people can get on next at the same stop; −1 after the last, and where nobody gets on.</summary>
    public ReadOnlySpan<int> NextAtStop => _nextAtStop;
    /// <summary>Whether people may get on where a connection begins.</summary>
    public ReadOnlySpan<bool> Boards => _boards;
    /// <summary>Whether they may get off where it ends.</summary>
    public ReadOnlySpan<bool> Alights => _alights;
    /// <summary>First connection of each trip.</summary>
    internal int[] FirstOfTrip { get; }

    /// <summary>Connections that people can get on at a stop, by departure.</summary>
    public ReadOnlySpan<int> DeparturesAt(int stop) => _departuresAt.AsSpan(_firstDeparture[stop].._firstDeparture[stop + 1]);

    /// <summary>Where people can get on after getting off at a stop: this stop first, then others by index.</summary>
    public ReadOnlySpan<StopPath> PathsFrom(int stop) => _paths.AsSpan(_firstPath[stop].._firstPath[stop + 1]);

    /// <summary>The first connection that people can get on at a stop from a time on; −1 without one.</summary>
    public int FirstDeparture(int stop, int time)
    {
        ReadOnlySpan<int> departures = DeparturesAt(stop);
        (int low, int high) = (0, departures.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_departure[departures[middle]] < time) low = middle + 1;
            else high = middle;
        }
        return low < departures.Length ? departures[low] : -1;
    }

    /// <summary>Stops within reach of a place on foot, by index.</summary>
    /// <param name="x">East [m].</param> <param name="y">North [m].</param>
    public StopReach[] Near(double x, double y) =>
        [.. Within(x, y, Walking.ToStop).Select(s => new StopReach(s.Stop, Walking.Time(s.Distance)))];

    /// <summary>The same day with more lines.</summary>
    /// <exception cref="TerritoryException">A line cannot be.</exception>
    public Timetable With(IEnumerable<DrawnLine> drawn)
    {
        List<TransitStop> stops = [.. Stops];
        List<TransitLine> lines = [.. Lines];
        List<TransitTrip> trips = [.. Trips];
        foreach (DrawnLine line in drawn) line.AddTo(stops, lines, trips);
        return new(stops, lines, trips, Walking, _changes);
    }

    private IEnumerable<(int Stop, double Distance)> Within(double x, double y, double way)
    {
        double reach = way / Walking.Detour;
        return from stop in _near.Near(x, y, reach) let distance = double.Hypot(Stops[stop].X - x, Stops[stop].Y - y) where distance <= reach orderby stop select (stop, distance);
    }

    private (int[] First, int[] Connections) ByStop()
    {
        int[] first = new int[Stops.Count + 1], last = new int[Stops.Count];
        Array.Fill(last, -1);
        for (int c = 0; c < _from.Length; c++)
            if (_boards[c]) first[_from[c] + 1]++;
        for (int stop = 0; stop < Stops.Count; stop++) first[stop + 1] += first[stop];
        int[] at = first[..^1], connections = new int[first[^1]];
        for (int c = 0; c < _from.Length; c++)
        {
            if (!_boards[c]) continue;
            int stop = _from[c];
            if (last[stop] >= 0) _nextAtStop[last[stop]] = c;
            last[stop] = c;
            connections[at[stop]++] = c;
        }
        return (first, connections);
    }

    private (int[] First, StopPath[] Paths) Paths()
    {
        Dictionary<(int, int), int> told = [];
        foreach (TransitChange change in _changes) told[(change.From, change.To)] = change.Seconds ?? Never;
        ILookup<int, int> toldFrom = told.Keys.ToLookup(static k => k.Item1, static k => k.Item2);
        ILookup<string, int> stations = Enumerable.Range(0, Stops.Count).Where(s => Stops[s].Station.Length > 0).ToLookup(s => Stops[s].Station);
        int[] first = new int[Stops.Count + 1];
        List<StopPath> paths = [];
        for (int stop = 0; stop < Stops.Count; stop++)
        {
            TransitStop here = Stops[stop];
            IEnumerable<int> others = Within(here.X, here.Y, Walking.BetweenStops).Select(static s => s.Stop).Concat(stations[here.Station]).Concat(toldFrom[stop]).Where(o => o != stop).Distinct().Order();
            foreach (int other in others.Prepend(stop))
            {
                int walk = Walking.Time(double.Hypot(Stops[other].X - here.X, Stops[other].Y - here.Y)), change = told.GetValueOrDefault((stop, other), walk + Walking.ChangeTime);
                if (change < Never) paths.Add(new(other, Math.Min(walk, change), Math.Max(1, change)));
            }
            first[stop + 1] = paths.Count;
        }
        return (first, [.. paths]);
    }
}

/// <summary>What cannot be in a timetable.</summary>
internal static class TimetableFaults
{
    private const int Told = 200;

    public static void Refuse(IReadOnlyList<TransitStop> stops, IReadOnlyList<TransitLine> lines, IReadOnlyList<TransitTrip> trips, TransitWalking walking, IReadOnlyList<TransitChange> changes, int longest)
    {
        List<string> faults = [];
        if (!(walking.Speed > 0 && walking.Detour >= 1 && walking.ToStop >= 0 && walking.BetweenStops >= 0 && walking.ChangeTime >= 1 && double.IsFinite(walking.Speed + walking.Detour + walking.ToStop + walking.BetweenStops)))
            faults.Add($"walking is {walking}; expected a speed above 0, a detour from 1, ways from 0 and a time to change from 1 s");
        foreach (TransitStop stop in stops)
            if (!double.IsFinite(stop.X) || !double.IsFinite(stop.Y)) faults.Add($"stop {stop.Id} lies at {stop.X}, {stop.Y}; expected two numbers. Mend or remove it");
        foreach (TransitTrip trip in trips) Of(trip);
        foreach (TransitChange change in changes)
            if ((uint)change.From >= (uint)stops.Count || (uint)change.To >= (uint)stops.Count || change.Seconds < 0) faults.Add($"a change from stop {change.From} to {change.To} in {change.Seconds} s; expected two of {stops.Count} stops and 0 s or more");
        if (faults.Count > Told) faults = [.. faults.Take(Told), $"and {faults.Count - Told} more"];
        if (faults.Count > 0) throw new TerritoryException(string.Join('\n', faults.Select(static f => $"timetable: {f}")));

        void Of(TransitTrip trip)
        {
            if ((uint)trip.Line >= (uint)lines.Count) faults.Add($"trip {trip.Id} is of line {trip.Line}; there are {lines.Count}");
            if (!(trip.Vehicle.Seats >= 1 && trip.Vehicle.Places >= trip.Vehicle.Seats)) faults.Add($"trip {trip.Id} has a vehicle of {trip.Vehicle.Seats} seats and {trip.Vehicle.Places} places; expected one seat or more, and at least as many places");
            if (trip.Calls.Count < 2) faults.Add($"trip {trip.Id} has {trip.Calls.Count} halts; expected two and more. Remove it");
            for (int k = 0; k < trip.Calls.Count; k++)
            {
                TransitCall call = trip.Calls[k];
                if ((uint)call.Stop >= (uint)stops.Count) faults.Add($"trip {trip.Id} halts at stop {call.Stop}; there are {stops.Count}");
                if (Math.Abs((long)call.Arrival) > longest || Math.Abs((long)call.Departure) > longest) faults.Add($"trip {trip.Id} is at halt {k + 1} at {call.Arrival} s; expected at most {longest} s from midnight");
                if (call.Departure < call.Arrival || (k > 0 && call.Arrival < trip.Calls[k - 1].Departure))
                    faults.Add($"trip {trip.Id} at halt {k + 1} arrives {call.Arrival} s and departs {call.Departure} s after midnight{(k > 0 ? $", having departed {trip.Calls[k - 1].Departure} s at the halt before" : "")}; expected times that rise");
            }
        }
    }
}
