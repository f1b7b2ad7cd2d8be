namespace TerritoryTwin.Mobility;

/// <summary>What the links of a network are to traffic, link by link: t = t0 (1 + α (x/c)^p), by the formula of the Bureau of Public Roads. Time and length in units of the caller's choice, one for all.</summary>
/// <param name="FreeTimes">t0, of an empty link, 0 or more.</param>
/// <param name="Capacities">c [car units an hour, or in the time that the trips are of], above 0.</param>
/// <param name="Alphas">α, 0 or more.</param>
/// <param name="Powers">p: 0, or 1 and more.</param>
/// <param name="Lengths">0 or more; none when null.</param>
/// <param name="Tolls">0 or more; none when null.</param>
public sealed record RoadLinks(
    IReadOnlyList<double> FreeTimes, IReadOnlyList<double> Capacities, IReadOnlyList<double> Alphas, IReadOnlyList<double> Powers,
    IReadOnlyList<double>? Lengths = null, IReadOnlyList<double>? Tolls = null);

/// <summary>Travellers who weigh ways alike.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Trips">Vehicles from node to node, in the time that capacities are of.</param>
/// <param name="CarUnits">Of a vehicle: what it takes of a capacity, above 0.</param>
/// <param name="LengthWeight">Time that a unit of length is worth.</param>
/// <param name="TollWeight">Time that a unit of toll is worth: the inverse of the value of time.</param>
/// <param name="ExtraTimes">Of each link, beside the time of all, 0 or more: a lorry that is slower, a nuisance; none when null.</param>
/// <param name="Banned">Links that the class may not take; none when null.</param>
public sealed record TravelClass(
    string Name, TripRows Trips, double CarUnits = 1, double LengthWeight = 0, double TollWeight = 0, IReadOnlyList<double>? ExtraTimes = null, IReadOnlyCollection<int>? Banned = null);

/// <summary>Whose gain the ways serve.</summary>
public enum RoutePrinciple
{
    /// <summary>Nobody gains by another way: used ways cost the least (Wardrop's first).</summary>
    UserEquilibrium,
    /// <summary>All together travel at the least cost (Wardrop's second): as if each paid for the delay of the others.</summary>
    SystemOptimum,
}

/// <summary>When an assignment ends, and how it is computed.</summary>
/// <param name="Gap">Relative gap that ends it: excess over the cheapest ways, of the cost of all.</param>
/// <param name="Iterations">That end it at the latest.</param>
/// <param name="Principle">Of the ways.</param>
/// <param name="Threads">At most; 0 takes all processors. The result is the same, byte by byte, for any number.</param>
public sealed record AssignmentOptions(double Gap = 1e-6, int Iterations = 500, RoutePrinciple Principle = RoutePrinciple.UserEquilibrium, int Threads = 0);
