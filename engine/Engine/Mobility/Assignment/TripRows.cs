namespace TerritoryTwin.Mobility;

/// <summary>Trips from node to node, kept by origin: rows of destinations with their trips, both rising, without pairs that have none.</summary>
public sealed class TripRows
{
    private readonly int[] _origins, _first, _destinations;
    private readonly double[] _trips;

    /// <summary>Of pairs in any order; those of the same nodes are added up, a negative one stays to be found. Numbers are checked where trips are put on a network.</summary>
    public TripRows(IEnumerable<(int From, int To, double Trips)> pairs)
    {
        (int From, int To, double Trips)[] sorted = [.. pairs.OrderBy(p => p.From).ThenBy(p => p.To)];
        List<int> origins = [], first = [], destinations = [];
        List<double> trips = [];
        foreach ((int from, int to, double number) in sorted)
        {
            if (number == 0) continue;
            if (origins.Count == 0 || origins[^1] != from)
            {
                origins.Add(from);
                first.Add(destinations.Count);
            }
            else if (destinations[^1] == to)
            {
                trips[^1] = Math.Min(trips[^1], number) < 0 ? Math.Min(trips[^1], number) : trips[^1] + number;
                continue;
            }
            destinations.Add(to);
            trips.Add(number);
        }
        (_origins, _first, _destinations, _trips) = ([.. origins], [.. first, destinations.Count], [.. destinations], [.. trips]);
    }

    /// <summary>Nodes that trips leave, rising.</summary>
    public ReadOnlySpan<int> Origins => _origins;
    /// <summary>Nodes that the trips of a row lead to, rising.</summary>
    /// <param name="row">Index of the origin.</param>
    public ReadOnlySpan<int> Destinations(int row) => _destinations.AsSpan(_first[row].._first[row + 1]);
    /// <summary>Trips to each of them.</summary>
    /// <param name="row">Index of the origin.</param>
    public ReadOnlySpan<double> Trips(int row) => _trips.AsSpan(_first[row].._first[row + 1]);

    /// <summary>All trips, and those of them that stay at their node.</summary>
    public (double All, double Inside) Sums()
    {
        double all = 0, inside = 0;
        foreach ((int from, int to, double trips) in Pairs())
        {
            all += trips;
            if (from == to) inside += trips;
        }
        return (all, inside);
    }

    /// <summary>The same pairs with all trips times a factor.</summary>
    public TripRows Times(double factor) => new(Pairs().Select(p => (p.From, p.To, p.Trips * factor)));

    /// <summary>Every pair that has trips.</summary>
    public IEnumerable<(int From, int To, double Trips)> Pairs()
    {
        for (int row = 0; row < _origins.Length; row++)
            for (int i = _first[row]; i < _first[row + 1]; i++) yield return (_origins[row], _destinations[i], _trips[i]);
    }
}
