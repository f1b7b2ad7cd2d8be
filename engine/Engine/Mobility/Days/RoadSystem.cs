using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>The roads of a territory as cars, cycles and walkers use them: graphs over one set of nodes, with what each link is.</summary>
public sealed class RoadSystem
{
    // Time on a link grows by 56 % when it is full (Horowitz 1991, fits to the Highway Capacity Manual, orders of magnitude).
    private const double Alpha = 0.56, Power = 4;
    // Of a way through a junction of three streets or more without traffic: slowing down, giving way (Highway Capacity Manual, level of service A to B, orders of magnitude).
    private const double JunctionSeconds = 5;
    private const double CycleSpeed = 15, WalkSpeed = 4.5;      // km/h

    private RoadSystem(RoadNetwork network)
    {
        Network = network;
        (Cars, StretchOfLink) = network.GraphOf(Mode.Car);
        Open = Reachable(Cars);
        Metres = [.. StretchOfLink.Select(s => network.Stretches[s].Length)];
        RoadDefaults[] defaults = [.. StretchOfLink.Select(s => RoadDefaults.Of(network.Roads[network.Stretches[s].Road].Class.Value))];
        int[] joins = new int[network.Nodes];
        foreach (int node in Cars.Tails) joins[node]++;
        FreeMinutes = [.. Metres.Select((m, link) => m / (defaults[link].Speed * 1000 / 60) + (joins[Cars.Heads[link]] > 2 ? JunctionSeconds / 60 : 0))];
        Links = new(FreeMinutes, [.. defaults.Select(static d => d.Lanes * d.Capacity)], [.. defaults.Select(static _ => Alpha)], [.. defaults.Select(static _ => Power)]);
    }

    /// <summary>Nodes and stretches.</summary>
    public RoadNetwork Network { get; }
    /// <summary>Links that cars may use.</summary>
    public LinkGraph Cars { get; }
    /// <summary>The stretch of each of these.</summary>
    public IReadOnlyList<int> StretchOfLink { get; }
    /// <summary>Nodes from which cars reach most others, and which they reach from there.</summary>
    public IReadOnlyList<int> Open { get; }
    /// <summary>Of each link [m].</summary>
    public double[] Metres { get; }
    /// <summary>Of each link without traffic [min].</summary>
    public double[] FreeMinutes { get; }
    /// <summary>What the links are to traffic; times in minutes, capacities in car units an hour.</summary>
    public RoadLinks Links { get; }

    /// <summary>Of a territory.</summary>
    /// <exception cref="TerritoryException">It has no roads that cars may use.</exception>
    public static RoadSystem Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        RoadSystem roads = new(RoadNetwork.Of(territory));
        if (roads.Open.Count < 2) throw new TerritoryException($"mobility: {territory.Name} has {territory.Roads.Count} roads, and no two places that cars reach from one another; expected a network. Import its roads, or leave mobility off.");
        return roads;
    }

    /// <summary>Ways by car where each link takes some time.</summary>
    public Skim ByCar(TravelZones zones, double[] minutes) => Skims.Along(zones, Cars, minutes, Metres, OutsideCarSpeed, innerSpeed: 20_000 / 60.0);

    /// <summary>Ways on foot.</summary>
    public Skim OnFoot(TravelZones zones) => BySpeed(zones, Mode.Walk, WalkSpeed, outside: false, most: 6_000);

    /// <summary>Ways by cycle.</summary>
    public Skim ByCycle(TravelZones zones) => BySpeed(zones, Mode.Cycle, CycleSpeed, outside: true, most: 20_000);

    /// <summary>Beyond the limit [m/min]: 55 km/h.</summary>
    public const double OutsideCarSpeed = 55_000 / 60.0;

    private Skim BySpeed(TravelZones zones, Mode mode, double speed, bool outside, double most)
    {
        (LinkGraph graph, int[] stretches) = Network.GraphOf(mode);
        double[] metres = [.. stretches.Select(s => Network.Stretches[s].Length)];
        double perMinute = speed * 1000 / 60;
        return Skims.Along(zones, graph, [.. metres.Select(m => m / perMinute)], metres, outside ? perMinute : 0, perMinute, most);
    }

    // The nodes that the best connected node reaches and that reach it.
    private static int[] Reachable(LinkGraph graph)
    {
        if (graph.Links == 0) return [];
        int hub = Enumerable.Range(0, graph.Nodes).MaxBy(n => graph.Out(n).Length);
        bool[] there = Walk(forward: true), back = Walk(forward: false);
        return [.. Enumerable.Range(0, graph.Nodes).Where(n => there[n] && back[n])];

        bool[] Walk(bool forward)
        {
            bool[] seen = new bool[graph.Nodes];
            Stack<int> open = new([hub]);
            seen[hub] = true;
            while (open.TryPop(out int node))
                foreach (int link in forward ? graph.Out(node) : graph.In(node))
                    if ((forward ? graph.Heads[link] : graph.Tails[link]) is var next && !seen[next])
                    {
                        seen[next] = true;
                        open.Push(next);
                    }
            return seen;
        }
    }
}
