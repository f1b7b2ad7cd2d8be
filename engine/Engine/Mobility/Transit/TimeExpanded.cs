namespace TerritoryTwin.Mobility;

/// <summary>
/// A timetable as a graph of events, searched by <see cref="Dijkstra"/>: the plain reference that scans are held to. Nodes: people who wait for a connection at its stop, people who arrive by it, the stops as ends, and origins at a
/// time. The cost of a link is the time between its ends.
/// </summary>
/// <remarks>Pyrga, Schulz, Wagner and Zaroliagis (2008), ACM Journal of Experimental Algorithmics 12.</remarks>
public sealed class TimeExpanded
{
    private readonly Timetable _timetable;
    private readonly (StopReach[] Reach, int Departure)[] _origins;
    private readonly double[] _costs, _distances;
    private readonly int[] _by;
    private readonly Dijkstra _search;

    /// <summary>Of a timetable, with origins.</summary>
    /// <param name="timetable">Of the day.</param> <param name="origins">Places by the stops within reach, each with the time at which people leave [s].</param>
    public TimeExpanded(Timetable timetable, IReadOnlyList<(StopReach[] Reach, int Departure)> origins)
    {
        (_timetable, _origins) = (timetable, [.. origins]);
        List<int> tails = [], heads = [];
        List<double> costs = [];
        int n = timetable.Connections;
        for (int c = 0; c < n; c++)
        {
            (int next, int later, int to, int arrival) = (timetable.Next[c], timetable.NextAtStop[c], timetable.To[c], timetable.Arrival[c]);
            if (timetable.Boards[c]) Add(c, n + c, arrival - timetable.Departure[c]);
            if (later >= 0) Add(c, later, timetable.Departure[later] - timetable.Departure[c]);
            if (next >= 0) Add(n + c, n + next, timetable.Arrival[next] - arrival);
            if (!timetable.Alights[c]) continue;
            Add(n + c, 2 * n + to, 0);
            foreach (StopPath path in timetable.PathsFrom(to))
            {
                Add(n + c, 2 * n + path.To, path.Walk);
                Wait(n + c, path.To, arrival, path.Change);
            }
        }
        for (int o = 0; o < _origins.Length; o++)
            foreach (StopReach reach in _origins[o].Reach)
            {
                Add(Origin(o), 2 * n + reach.Stop, reach.Walk);
                Wait(Origin(o), reach.Stop, _origins[o].Departure, reach.Walk);
            }
        LinkGraph graph = new(2 * n + timetable.Stops.Count + _origins.Length, tails, heads);
        (_search, _costs, _distances, _by) = (new(graph), [.. costs], new double[graph.Nodes], new int[graph.Nodes]);

        void Add(int tail, int head, double cost)
        {
            tails.Add(tail);
            heads.Add(head);
            costs.Add(cost);
        }
        void Wait(int tail, int stop, int time, int least)
        {
            if (timetable.FirstDeparture(stop, time + least) is >= 0 and int first) Add(tail, first, timetable.Departure[first] - time);
        }
    }

    /// <summary>When people who leave an origin can be at each stop [s]; infinite where they cannot.</summary>
    /// <param name="origin">Index of the origin.</param>
    public double[] Arrivals(int origin)
    {
        _search.Run(Origin(origin), _costs, _distances, _by);
        return [.. _distances.Skip(2 * _timetable.Connections).Take(_timetable.Stops.Count).Select(d => d + _origins[origin].Departure)];
    }

    private int Origin(int origin) => 2 * _timetable.Connections + _timetable.Stops.Count + origin;
}
