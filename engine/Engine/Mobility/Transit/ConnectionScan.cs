namespace TerritoryTwin.Mobility;

/// <summary>A part of a journey in one vehicle.</summary>
/// <param name="Enter">Connection at which people get on.</param> <param name="Exit">Connection after which they get off, of the same trip.</param>
public readonly record struct TransitLeg(int Enter, int Exit);

/// <summary>Earliest arrival from one place at all stops, by one scan over the connections of the day.</summary>
/// <remarks>Dibbelt, Pajor, Strasser and Wagner (2018), Connection Scan Algorithm; docs/physics/public-transport.md. Between two vehicles people walk once, so a stop is reached anew on foot only from where somebody got off.</remarks>
/// <param name="timetable">Of the day.</param>
public sealed class ConnectionScan(Timetable timetable)
{
    /// <summary>A time at which nobody arrives.</summary>
    public const int Never = int.MaxValue;

    private readonly int[] _ready = new int[timetable.Stops.Count], _alit = new int[timetable.Stops.Count], _arrivals = new int[timetable.Stops.Count];
    private readonly int[] _readyBy = new int[timetable.Stops.Count], _arrivedBy = new int[timetable.Stops.Count], _enter = new int[timetable.Trips.Count];

    /// <summary>Scans from a place.</summary>
    /// <param name="origin">Stops within reach of it.</param> <param name="departure">When people leave it [s].</param>
    /// <returns>When they can be at each stop, on foot or by vehicle [s]; <see cref="Never"/> where they cannot. Overwritten by the next scan.</returns>
    public ReadOnlySpan<int> Run(ReadOnlySpan<StopReach> origin, int departure)
    {
        ReadOnlySpan<int> trips = timetable.Trip, from = timetable.From, to = timetable.To, departures = timetable.Departure, arrivals = timetable.Arrival;
        ReadOnlySpan<bool> boards = timetable.Boards, alights = timetable.Alights;
        Array.Fill(_ready, Never);
        Array.Fill(_alit, Never);
        Array.Fill(_arrivals, Never);
        Array.Fill(_enter, -1);
        foreach (StopReach reach in origin)
            if (departure + reach.Walk < _ready[reach.Stop])
                (_ready[reach.Stop], _arrivals[reach.Stop], _readyBy[reach.Stop], _arrivedBy[reach.Stop]) = (departure + reach.Walk, departure + reach.Walk, -1, -1);
        for (int c = FirstFrom(departures, departure); c < departures.Length; c++)
        {
            int trip = trips[c];
            if (_enter[trip] < 0)
            {
                if (!boards[c] || _ready[from[c]] > departures[c]) continue;
                _enter[trip] = c;
            }
            if (alights[c] && arrivals[c] < _alit[to[c]]) Alight(c, to[c], arrivals[c]);
        }
        return _arrivals;
    }

    /// <summary>How the last scan comes to a stop: its rides in their order; none where people walk or do not come at all.</summary>
    public IReadOnlyList<TransitLeg> Legs(int stop)
    {
        List<TransitLeg> legs = [];
        if (_arrivals[stop] == Never) return legs;
        for (int exit = _arrivedBy[stop]; exit >= 0; exit = _readyBy[timetable.From[legs[^1].Enter]]) legs.Add(new(_enter[timetable.Trip[exit]], exit));
        legs.Reverse();
        return legs;
    }

    private void Alight(int connection, int stop, int time)
    {
        _alit[stop] = time;
        if (time < _arrivals[stop]) (_arrivals[stop], _arrivedBy[stop]) = (time, connection);
        foreach (StopPath path in timetable.PathsFrom(stop))
        {
            if (time + path.Walk < _arrivals[path.To]) (_arrivals[path.To], _arrivedBy[path.To]) = (time + path.Walk, connection);
            if (time + path.Change < _ready[path.To]) (_ready[path.To], _readyBy[path.To]) = (time + path.Change, connection);
        }
    }

    private static int FirstFrom(ReadOnlySpan<int> departures, int time)
    {
        (int low, int high) = (0, departures.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (departures[middle] < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
