using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>The roads of a territory as cars, cycles and walkers use them: a graph for each, with what its links take. docs/physics/mobility.md.</summary>
public sealed class RoadSystem
{
    // Time on a link grows by 56 % when it is full (Horowitz 1991, fits to the Highway Capacity Manual, orders of magnitude).
    private const double Alpha = 0.56, Power = 4;
    // Of a way through a junction of three streets or more without traffic: slowing down, giving way (Highway Capacity Manual, level of service A to B, orders of magnitude).
    private const double JunctionSeconds = 5;
    // Who drives on the greatest road has the way over those so many classes below: at a tertiary road from a primary one, which at a secondary one has lights or a roundabout.
    private const int ClassesBelow = 2;
    // Junctions nearer to one another than that are one to who drives [m]: the islands of a crossing, the sides of a roundabout.
    private const double Apart = 30;
    // A stop: slowing down at 1.5 m/s² and speeding up at 1.2 take v/2a each beyond driving on; 6 s of waiting at a junction (assumed); in traffic a stop goes with 30 s lost (assumed).
    private const double StopOfSpeed = 0.5 / 1.5 + 0.5 / 1.2, WaitAtJunction = 6, SecondsOfStop = 30;
    // A metre upwards is as long as so many on the level: at the same power of a cyclist (834 J/m for 85 kg, against 17 J/m), by Naismith's rule on foot (1 h for 600 m).
    private const double CycleClimb = 50, WalkClimb = 8;
    private const double Unbounded = 1e9;
    private const int MostExits = 24;

    private readonly ContractionHierarchy _carWays, _cycleWays, _walks;
    private readonly double[] _junctions;

    private RoadSystem(RoadNetwork network)
    {
        Network = network;
        (Cars, Cycles, Feet) = (network.GraphOf(Mode.Car), network.GraphOf(Mode.Cycle), network.GraphOf(Mode.Walk));
        (_carWays, _cycleWays, _walks) = (WaysOf(Cars), WaysOf(Cycles), WaysOf(Feet));
        Open = [.. Enumerable.Range(0, network.Nodes).Where(n => Cars.IsCore[n] && Cars.Graph.Out(n).Length > 0 && Feet.IsCore[n])];
        LinkGraph graph = Cars.Graph;
        int[] streets = new int[network.Nodes];
        SortedSet<RoadClass>[] classes = [.. Enumerable.Range(0, network.Nodes).Select(static _ => new SortedSet<RoadClass>())];
        foreach (Stretch s in network.Stretches)
        {
            if (!network.Allows(Mode.Car, s.Road)) continue;
            foreach (int node in new[] { s.From, s.To })
            {
                streets[node]++;
                classes[node].Add(network.Roads[s.Road].Class.Value);
            }
        }
        _junctions = [.. Enumerable.Range(0, graph.Links).Select(link => Cars.StretchOfLink[link] >= 0 && Streets(graph.Heads[link]) > 2 && !HasWay(link) ? Math.Min(1, SinceJunction(link) / Apart) : 0)];
        FreeMinutes = new double[graph.Links];
        double[] capacities = new double[graph.Links], alphas = new double[graph.Links], powers = new double[graph.Links];
        for (int link = 0; link < graph.Links; link++)
        {
            bool isTurn = Cars.StretchOfLink[link] < 0;
            FreeMinutes[link] = isTurn ? 0 : (Cars.FreeTime(link) + JunctionSeconds * _junctions[link]) / 60;
            (capacities[link], alphas[link], powers[link]) = isTurn ? (Unbounded, 0, 0) : (Cars.Capacity[link], Alpha, Power);
        }
        Links = new(FreeMinutes, capacities, alphas, powers);
        Exits = Open.Count == 0 ? [] : ExitsOf();

        int Streets(int node) => streets[Cars.NodeOf[node]];

        bool HasWay(int link) =>
            network.Roads[network.Stretches[Cars.StretchOfLink[link]].Road].Class.Value is var own && classes[Cars.NodeOf[graph.Heads[link]]] is { Count: > 1 } all && all.Min == own && all.Skip(1).First() >= own + ClassesBelow;

        // Along the link and what leads straight to it, as far as it matters.
        double SinceJunction(int link)
        {
            double length = Cars.Length[link];
            for (int before; length < Apart && Streets(graph.Tails[link]) == 2; link = before)
            {
                before = -1;
                foreach (int other in graph.In(graph.Tails[link]))
                    if (Cars.StretchOfLink[other] >= 0 && Cars.StretchOfLink[other] != Cars.StretchOfLink[link]) before = other;
                if (before < 0) break;
                length += Cars.Length[before];
            }
            return length;
        }
    }

    /// <summary>Nodes and stretches.</summary>
    public RoadNetwork Network { get; }
    /// <summary>Links that cars may use.</summary>
    public ModeGraph Cars { get; }
    /// <summary>Links that cycles may use.</summary>
    public ModeGraph Cycles { get; }
    /// <summary>Links that walkers may use.</summary>
    public ModeGraph Feet { get; }
    /// <summary>Nodes on which zones may hang: cars and walkers reach each from all others.</summary>
    public IReadOnlyList<int> Open { get; }
    /// <summary>Nodes that walkers and cycles reach from all others.</summary>
    public IEnumerable<int> Walkable => Enumerable.Range(0, Network.Nodes).Where(n => Feet.IsCore[n] && Cycles.IsCore[n]);
    /// <summary>Nodes at roads of some kind, whether or not they are reached from the others.</summary>
    public IEnumerable<int> NodesWhere(Func<int, bool> road) => Network.Stretches.Where(s => road(s.Road)).SelectMany(static s => new[] { s.From, s.To }).Distinct();
    /// <summary>Where roads leave: main roads carry most of what crosses the limit; beyond some twenty exits, the least are left to the others.</summary>
    public IReadOnlyList<Exit> Exits { get; }
    /// <summary>Of each link for cars without traffic [min].</summary>
    public double[] FreeMinutes { get; }
    /// <summary>What these links are to traffic; times in minutes, capacities in car units an hour.</summary>
    public RoadLinks Links { get; }

    /// <summary>What a link asks of a vehicle that takes some time for it.</summary>
    /// <param name="link">Of cars, of a stretch.</param> <param name="minutes">No less than <see cref="FreeMinutes"/>.</param>
    public Drive DriveOf(int link, double minutes)
    {
        double junction = JunctionSeconds * _junctions[link], lost = 60 * (minutes - FreeMinutes[link]);
        double speed = Cars.Speed[link] / 3.6, mean = Cars.Length[link] / (60 * minutes);
        // Who stops in a queue had hardly started: such stops lose the motion of the mean speed.
        double stops = junction / (WaitAtJunction + StopOfSpeed * speed) + lost / SecondsOfStop * (mean / speed) * (mean / speed);
        return new(Cars.Length[link], 60 * minutes, junction + lost, stops, Cars.Climb[link].Rise);
    }

    /// <summary>Of a territory.</summary>
    /// <exception cref="TerritoryException">It has no roads that cars may use.</exception>
    public static RoadSystem Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        RoadSystem roads = new(RoadNetwork.Of(territory));
        if (roads.Open.Count < 2) throw new TerritoryException($"mobility: {territory.Name} has {territory.Roads.Count} roads, and no two places that cars and walkers reach from one another; expected a network. Import its roads, or leave mobility off.");
        return roads;
    }

    /// <summary>Beyond the limit [m/min]: 55 km/h.</summary>
    public const double OutsideCarSpeed = 55_000 / 60.0;
    /// <summary>By car within a zone [m/min]: 20 km/h.</summary>
    public const double InnerCarSpeed = 20_000 / 60.0;
    /// <summary>How many times as far as the crow flies streets lead.</summary>
    public const double Detour = 1.3;
    /// <summary>On the level [m/min]: 15 km/h.</summary>
    public const double CyclingSpeed = 15_000 / 60.0;
    /// <summary>On the level [m/min]: 4.5 km/h.</summary>
    public const double FootSpeed = 4_500 / 60.0;

    /// <summary>Of each link by cycle, slopes counted [min].</summary>
    public double[] CycleMinutes => MinutesOf(Cycles, CyclingSpeed, CycleClimb);
    /// <summary>Of each link on foot, slopes counted [min].</summary>
    public double[] FootMinutes => MinutesOf(Feet, FootSpeed, WalkClimb);

    /// <summary>Ways by car where each link takes some time.</summary>
    public TravelSkim ByCar(TravelZones zones, double[] minutes) => Skims.Along(zones, _carWays, minutes, Cars.Length, OutsideCarSpeed, InnerCarSpeed, walkToCar: FootSpeed);

    /// <summary>Ways by cycle: by the minutes as they are felt beside traffic.</summary>
    public TravelSkim ByCycle(TravelZones zones)
    {
        double[] minutes = CycleMinutes;
        return Skims.Along(zones, _cycleWays, minutes, Cycles.Length, CyclingSpeed, CyclingSpeed, most: 20_000, [.. minutes.Select((m, link) => m * Unease(Cycles.StretchOfLink[link]))]);
    }

    /// <summary>Ways on foot.</summary>
    public TravelSkim OnFoot(TravelZones zones) => Skims.Along(zones, _walks, FootMinutes, Feet.Length, outsideSpeed: 0, FootSpeed, most: 6_000);

    private ContractionHierarchy WaysOf(ModeGraph graph) => new(graph.Graph, [.. graph.NodeOf.Select(Network.PlaceOf)]);

    private static double[] MinutesOf(ModeGraph graph, double speed, double climb) => [.. graph.Length.Select((m, link) => (m + climb * graph.Climb[link].Up) / speed)];

    // How much longer a minute beside cars is felt (Broach, Dill and Gliebe 2012, orders of magnitude by traffic, which class stands for).
    private double Unease(int stretch)
    {
        Road road = Network.Roads[Network.Stretches[stretch].Road];
        double open = road.Class.Value switch { RoadClass.Motorway => 3, RoadClass.Primary => 2, RoadClass.Secondary => 1.7, RoadClass.Tertiary => 1.35, RoadClass.Residential => 1.1, _ => 1 };
        return road.Facts.CycleWay?.Value switch { CycleWay.Track => 1, CycleWay.Lane => 1 + (open - 1) / 2, _ => open };
    }

    // An exit is a gateway by which one comes into the core of the network and goes out of it.
    private Exit[] ExitsOf()
    {
        bool[] reached = Reach(forward: true), reaches = Reach(forward: false);
        return [.. Network.Gateways.Where(g => g.Nodes.Any(n => reached[n]) && g.Nodes.Any(n => reaches[n]))
            .Select(g => (In: g.Nodes.First(n => reaches[n]), Out: g.Nodes.First(n => reached[n]), Weight: WeightOf(g.Class) * Network.LanesOf(g.Road).Value / RoadDefaults.Of(g.Class).Lanes))
            .Select(e => new Exit(e.In, e.Out, e.Weight, Passes(e.In, enters: true), Passes(e.Out, enters: false)))
            .OrderByDescending(static e => e.Weight).Take(MostExits).OrderBy(static e => e.In)];
    }

    // What the roads at a node let in or out, beyond turns that are links [car units/h].
    private double Passes(int node, bool enters)
    {
        LinkGraph graph = Cars.Graph;
        double sum = 0;
        foreach (int link in enters ? graph.Out(node) : graph.In(node))
            sum += Cars.StretchOfLink[link] >= 0 ? Links.Capacities[link] : Passes(enters ? graph.Heads[link] : graph.Tails[link], enters);
        return sum;
    }

    private static double WeightOf(RoadClass road) => road switch { RoadClass.Motorway => 20, RoadClass.Primary => 8, RoadClass.Secondary => 4, RoadClass.Tertiary => 2, RoadClass.Residential => 0.3, _ => 0.05 };

    // The nodes that the core reaches, or that reach it.
    private bool[] Reach(bool forward)
    {
        LinkGraph graph = Cars.Graph;
        bool[] seen = new bool[graph.Nodes];
        Stack<int> open = new([Open[0]]);
        seen[Open[0]] = true;
        while (open.TryPop(out int node))
        {
            if (node != Open[0] && graph.IsClosed(node)) continue;
            foreach (int link in forward ? graph.Out(node) : graph.In(node))
                if ((forward ? graph.Heads[link] : graph.Tails[link]) is var next && !seen[next])
                {
                    seen[next] = true;
                    open.Push(next);
                }
        }
        return seen;
    }
}
