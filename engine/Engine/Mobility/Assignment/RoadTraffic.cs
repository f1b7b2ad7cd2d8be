using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>A network with those who travel on it, checked: what assignments put on links.</summary>
public sealed class RoadTraffic
{
    private readonly RoadLinks _links;
    private readonly Func<int, string> _name;

    /// <summary>Checks a network and its travellers.</summary>
    /// <param name="graph">Nodes and links.</param> <param name="links">What the links are to traffic.</param> <param name="classes">One or more.</param>
    /// <param name="name">Of a node, for messages; its index without it.</param>
    /// <exception cref="InputException">A capacity of 0 or less, a negative time, trips that are negative or not finite, nodes that no way joins…; all of them, each with its place.</exception>
    public RoadTraffic(LinkGraph graph, RoadLinks links, IReadOnlyList<TravelClass> classes, Func<int, string>? name = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(links);
        ArgumentNullException.ThrowIfNull(classes);
        (Graph, _links, Classes, _name) = (graph, links, classes, name ?? (node => $"{node}"));
        List<string> faults = [];
        CheckLinks(faults);
        foreach (TravelClass travellers in classes) CheckClass(travellers, faults);
        if (classes.Count == 0) faults.Add("traffic: no class of travellers; expected one or more. Give each its trips.");
        if (faults.Count == 0) CheckWays(faults);
        if (faults.Count > 0) throw new InputException(faults);
        Arrivals = new(graph);
    }

    /// <summary>Nodes and links.</summary>
    public LinkGraph Graph { get; }
    /// <summary>Who travels.</summary>
    public IReadOnlyList<TravelClass> Classes { get; }

    /// <summary>Links by the node that they lead to.</summary>
    internal Arrivals Arrivals { get; }

    /// <summary>What a class pays on a link beside its time: length, toll and extra time, as time; infinite where it is banned.</summary>
    internal double[][] FixedCosts() =>
        [.. Classes.Select(c =>
        {
            double[] costs = new double[Graph.Links];
            for (int link = 0; link < costs.Length; link++)
                costs[link] = c.LengthWeight * (_links.Lengths?[link] ?? 0) + c.TollWeight * (_links.Tolls?[link] ?? 0) + (c.ExtraTimes?[link] ?? 0);
            foreach (int link in c.Banned ?? []) costs[link] = double.PositiveInfinity;
            return costs;
        })];

    /// <summary>The numbers of a link: t0, α, c, p.</summary>
    internal (double FreeTime, double Alpha, double Capacity, double Power) Link(int link) => (_links.FreeTimes[link], _links.Alphas[link], _links.Capacities[link], _links.Powers[link]);

    /// <summary>A link by its ends, for messages.</summary>
    internal string Named(int link) => $"link {_name(Graph.Tails[link])} → {_name(Graph.Heads[link])} (number {link + 1})";

    private void CheckLinks(List<string> faults)
    {
        Check("free time", _links.FreeTimes, t => t >= 0, "a time of 0 or more");
        Check("capacity", _links.Capacities, c => c > 0, "more than 0; a link that carries nobody is left out, or banned");
        Check("α", _links.Alphas, a => a >= 0, "0 or more");
        Check("power", _links.Powers, p => p is 0 or >= 1, "0, or 1 and more");
        if (_links.Lengths != null) Check("length", _links.Lengths, l => l >= 0, "0 or more");
        if (_links.Tolls != null) Check("toll", _links.Tolls, t => t >= 0, "0 or more");

        void Check(string what, IReadOnlyList<double> values, Func<double, bool> isGood, string expected)
        {
            if (values.Count != Graph.Links) faults.Add($"network: {values.Count} values of {what}; expected {Graph.Links}, one for each link.");
            for (int link = 0; link < Math.Min(values.Count, Graph.Links); link++)
                if (!double.IsFinite(values[link]) || !isGood(values[link])) faults.Add($"{Named(link)}: {what} is {values[link]:R}; expected {expected}. Mend the network.");
        }
    }

    private void CheckClass(TravelClass c, List<string> faults)
    {
        if (!double.IsFinite(c.CarUnits) || c.CarUnits <= 0) faults.Add($"{c.Name}: a vehicle of {c.CarUnits:R} car units; expected more than 0. A car is 1, a lorry about 2.");
        if (!double.IsFinite(c.LengthWeight) || c.LengthWeight < 0) faults.Add($"{c.Name}: weight of length {c.LengthWeight:R}; expected 0 or more. Mend the class.");
        if (!double.IsFinite(c.TollWeight) || c.TollWeight < 0) faults.Add($"{c.Name}: weight of toll {c.TollWeight:R}; expected 0 or more. Mend the class.");
        if (c.ExtraTimes != null && c.ExtraTimes.Count != Graph.Links) faults.Add($"{c.Name}: {c.ExtraTimes.Count} extra times; expected {Graph.Links}, one for each link.");
        for (int link = 0; link < Math.Min(c.ExtraTimes?.Count ?? 0, Graph.Links); link++)
            if (!double.IsFinite(c.ExtraTimes![link]) || c.ExtraTimes[link] < 0) faults.Add($"{c.Name}, {Named(link)}: extra time {c.ExtraTimes[link]:R}; expected 0 or more. Mend the class.");
        foreach (int link in c.Banned ?? [])
            if ((uint)link >= (uint)Graph.Links) faults.Add($"{c.Name}: bans link {link}; there are {Graph.Links}, counted from 0.");
        foreach ((int from, int to, double trips) in c.Trips.Pairs())
        {
            if ((uint)from >= (uint)Graph.Nodes || (uint)to >= (uint)Graph.Nodes) faults.Add($"{c.Name}: trips from node {from} to {to}; there are {Graph.Nodes}, counted from 0.");
            else if (!double.IsFinite(trips) || trips < 0) faults.Add($"{c.Name}, from {_name(from)} to {_name(to)}: {trips:R} trips; expected 0 or more. Mend the trips.");
        }
    }

    /// <summary>Each origin must reach its destinations, in each class.</summary>
    private void CheckWays(List<string> faults)
    {
        bool[] reached = new bool[Graph.Nodes];
        Stack<int> open = new();
        foreach (TravelClass c in Classes)
        {
            HashSet<int> banned = [.. c.Banned ?? []];
            ReadOnlySpan<int> origins = c.Trips.Origins;
            for (int row = 0; row < origins.Length; row++)
            {
                Array.Clear(reached);
                reached[origins[row]] = true;
                open.Push(origins[row]);
                while (open.TryPop(out int node))
                {
                    if (node != origins[row] && Graph.IsClosed(node)) continue;
                    foreach (int link in Graph.Out(node))
                    {
                        if (reached[Graph.Heads[link]] || banned.Contains(link)) continue;
                        reached[Graph.Heads[link]] = true;
                        open.Push(Graph.Heads[link]);
                    }
                }
                ReadOnlySpan<int> destinations = c.Trips.Destinations(row);
                for (int i = 0; i < destinations.Length; i++)
                    if (!reached[destinations[i]]) faults.Add($"{c.Name}: {c.Trips.Trips(row)[i]:R} trips from {_name(origins[row])} to {_name(destinations[i])}, which no way joins; expected one. Join the nodes, or take the trips out.");
            }
        }
    }
}

/// <summary>Links by the node that they lead to, side by side: what is read most while bushes grow.</summary>
internal sealed class Arrivals
{
    public Arrivals(LinkGraph graph)
    {
        (First, Links, Tails) = (new int[graph.Nodes + 1], new int[graph.Links], new int[graph.Links]);
        for (int node = 0, at = 0; node < graph.Nodes; node++)
        {
            foreach (int link in graph.In(node)) (Links[at], Tails[at++]) = (link, graph.Tails[link]);
            First[node + 1] = at;
        }
    }

    /// <summary>By node: first of its links.</summary>
    public int[] First { get; }
    public int[] Links { get; }
    public int[] Tails { get; }
}
