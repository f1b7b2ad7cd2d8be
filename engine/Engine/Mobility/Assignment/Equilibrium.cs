using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What an assignment found.</summary>
public sealed class Equilibrium
{
    internal Equilibrium(RoadTraffic traffic, AssignmentOptions options, double[][] flows, Bush[] bushes, double excess, double shortest, int iterations, double seconds)
    {
        (Traffic, Flows, Bushes, Iterations, Seconds) = (traffic, flows, bushes, iterations, seconds);
        LinkState user = new(traffic, RoutePrinciple.UserEquilibrium), principle = user;
        for (int c = 0; c < flows.Length; c++)
            for (int link = 0; link < user.Volumes.Length; link++) user.Volumes[link] += flows[c][link] * traffic.Classes[c].CarUnits;
        user.Refresh();
        double[][] paid = traffic.FixedCosts();
        double travelled = 0;
        (Volumes, Costs) = (user.Volumes, user.Costs);
        if (options.Principle == RoutePrinciple.SystemOptimum)
        {
            principle = new(traffic, options.Principle);
            user.Volumes.CopyTo(principle.Volumes.AsSpan());
            principle.Refresh();
        }
        Objective = principle.Integral();
        for (int c = 0; c < flows.Length; c++)
        {
            double units = traffic.Classes[c].CarUnits;
            for (int link = 0; link < Volumes.Length; link++)
            {
                if (!(flows[c][link] > 0)) continue;
                TotalCost += flows[c][link] * Costs[c][link];
                Objective += units * flows[c][link] * paid[c][link];
            }
            (double all, double inside) = traffic.Classes[c].Trips.Sums();
            travelled += units * (all - inside);
            Inside += inside;
        }
        ShortestCost = shortest;
        RelativeGap = excess + shortest == 0 ? 0 : excess / (excess + shortest);
        if (!double.IsFinite(RelativeGap) || !double.IsFinite(Objective) || !double.IsFinite(TotalCost)) throw Beyond();
        AverageExcess = travelled > 0 ? excess / travelled : 0;
        Converged = RelativeGap <= options.Gap;
        Spread = bushes.Length == 0 ? double.NaN : bushes.Max(b => b.Spread);
    }

    /// <summary>Forgets what only a warm start needs: most of <see cref="Bytes"/>.</summary>
    internal void Settle()
    {
        foreach (Bush bush in Bushes) bush.Settle();
    }

    /// <summary>How often trips pass some links, by pairs of nodes: those that pass none are left out. Trips of a pair times this, summed over pairs, are the flows of the links, each times its weight.</summary>
    /// <remarks>Which of several ways of the same cost a pair takes is not unique in an equilibrium; here all trips of an origin that enter a node do so in the same shares.</remarks>
    /// <param name="travellers">Index of the class.</param> <param name="weights">Of each link what a pass counts; 0 for all others.</param>
    public IReadOnlyDictionary<(int From, int To), double> Passes(int travellers, ReadOnlySpan<double> weights)
    {
        Dictionary<(int, int), double> found = [];
        double[] passes = new double[Traffic.Graph.Nodes];
        TripRows trips = Traffic.Classes[travellers].Trips;
        foreach (Bush bush in Bushes)
        {
            if (bush.Class != travellers) continue;
            bush.Passes(weights, passes);
            foreach (int to in trips.Destinations(bush.Row))
                if (passes[to] > 0) found[(trips.Origins[bush.Row], to)] = passes[to];
        }
        return found;
    }

    /// <summary>How vehicles of all classes turn from link to link, begin and end.</summary>
    /// <remarks>Of several ways of the same cost as of <see cref="Passes"/>.</remarks>
    public TurnFlows Turns()
    {
        TurnFlows turns = new(Traffic.Graph);
        double[] ends = new double[Traffic.Graph.Nodes], through = new double[Traffic.Graph.Nodes];
        foreach (Bush bush in Bushes) bush.AddTurns(Traffic, turns, ends, through);
        return turns;
    }

    /// <summary>What was assigned.</summary>
    public RoadTraffic Traffic { get; }
    /// <summary>Vehicles, by class and link.</summary>
    public IReadOnlyList<double[]> Flows { get; }
    /// <summary>Of all classes, by link [car units].</summary>
    public double[] Volumes { get; }
    /// <summary>What a vehicle of a class pays, by class and link: time, and the rest as time. Infinite where it is banned.</summary>
    public IReadOnlyList<double[]> Costs { get; }
    /// <summary>What is least at the end: the integral of the costs over volumes (Beckmann), or the cost of all for the system optimum [car units × cost].</summary>
    public double Objective { get; }
    /// <summary>Flows × costs [vehicles × cost]: TSTT of the literature, tolls and lengths with it.</summary>
    public double TotalCost { get; }
    /// <summary>Trips × the cheapest way, at the costs that the principle compares [car units × cost]: SPTT.</summary>
    public double ShortestCost { get; }
    /// <summary>Excess over the cheapest ways, of the cost of all, at the costs that the principle compares.</summary>
    public double RelativeGap { get; }
    /// <summary>The same excess for a car unit that leaves its node [cost].</summary>
    public double AverageExcess { get; }
    /// <summary>Greatest excess of a way in use over the cheapest of its pair, of the cheapest; not a number where ways are not kept (Frank–Wolfe).</summary>
    public double Spread { get; }
    /// <summary>Trips that stay at their node and load no link.</summary>
    public double Inside { get; }
    /// <summary>Rounds that it took.</summary>
    public int Iterations { get; }
    /// <summary>That it took.</summary>
    public double Seconds { get; }
    /// <summary>Whether the gap that was asked for is met.</summary>
    public bool Converged { get; }
    /// <summary>Bytes of the ways that are kept for a warm start.</summary>
    public long Bytes => Bushes.Sum(b => b.Bytes);

    internal Bush[] Bushes { get; }

    private TerritoryException Beyond()
    {
        int fullest = Enumerable.Range(0, Volumes.Length).MaxBy(link => Volumes[link] / Traffic.Link(link).Capacity);
        (double free, double alpha, double capacity, double power) = Traffic.Link(fullest);
        return new($"assignment: costs are beyond what a number holds; {Traffic.Named(fullest)} has a volume of {Volumes[fullest]:g4} on a capacity of {capacity:g4} (free time {free:g4}, α {alpha:g4}, power {power:g4}); "
            + "expected volumes that a street can have. Check the units of trips and capacities, or lower the power.");
    }

    /// <summary>Greatest difference at a node, in a class, between vehicles that begin or come and those that end or go, over the former.</summary>
    public double Imbalance()
    {
        LinkGraph graph = Traffic.Graph;
        double greatest = 0;
        for (int c = 0; c < Flows.Count; c++)
        {
            double[] comes = new double[graph.Nodes], goes = new double[graph.Nodes];
            for (int link = 0; link < graph.Links; link++)
            {
                goes[graph.Tails[link]] += Flows[c][link];
                comes[graph.Heads[link]] += Flows[c][link];
            }
            foreach ((int from, int to, double trips) in Traffic.Classes[c].Trips.Pairs())
            {
                comes[from] += trips;
                goes[to] += trips;
            }
            for (int node = 0; node < graph.Nodes; node++)
                if (comes[node] != goes[node]) greatest = Math.Max(greatest, Math.Abs(comes[node] - goes[node]) / Math.Max(comes[node], goes[node]));
        }
        return greatest;
    }
}
