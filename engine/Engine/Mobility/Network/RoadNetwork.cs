using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>How people move on a network.</summary>
public enum Mode
{
    /// <summary>By car.</summary>
    Car,
    /// <summary>By cycle.</summary>
    Cycle,
    /// <summary>On foot.</summary>
    Walk,
}

/// <summary>What was done to lines so that they are a network.</summary>
/// <param name="Rule">Lower case with hyphens; docs/physics/road-network.md lists them.</param> <param name="Done">For people.</param> <param name="Ids">Of the roads it was done to, in their order.</param>
public sealed record NetworkRepair(string Rule, string Done, IReadOnlyList<string> Ids);

/// <summary>A piece of a road between two nodes.</summary>
/// <param name="Road">Index of its road.</param> <param name="From">Node at its beginning.</param> <param name="To">Node at its end.</param> <param name="Length">[m].</param>
/// <param name="Begin">From the first point of the road to its beginning, along it [m].</param>
public readonly record struct Stretch(int Road, int From, int To, double Length, double Begin);

/// <summary>
/// The roads of a territory as nodes and stretches between them: ends that nearly meet are one node, a road on which another ends is split there, and what was done is told by rule. One set of nodes serves all modes.
/// </summary>
/// <remarks>docs/physics/road-network.md. Roads that cross without a common point pass over one another; a bridge or tunnel begins at the end of another road, and no other level joins it on its way.</remarks>
public sealed class RoadNetwork
{
    /// <summary>Ends this near are one place [m].</summary>
    public const double Together = 1;

    private readonly double[] _x, _y, _speeds;
    private readonly Stretch[] _stretches;
    private readonly int[] _part;
    private readonly bool[] _noWay;
    private readonly Climb[] _climbs;
    private readonly (int First, int Last)[] _ends;

    private RoadNetwork(IReadOnlyList<Road> roads, double[] speeds, Polygon? limit, Raster? terrain, (int, int)[] ends, double[] x, double[] y, Stretch[] stretches, List<NetworkRepair> repairs)
    {
        (Roads, _speeds, _ends, _x, _y, _stretches) = (roads, speeds, ends, x, y, stretches);
        (_part, Parts) = Joined(x.Length, stretches);
        int[] apart = [.. stretches.Where(s => _part[s.From] != 0).Select(static s => s.Road).Distinct().Order()];
        if (apart.Length > 0) repairs.Add(new("island", "no way leads from it to most of the network; left out of ways", [.. apart.Select(r => roads[r].Id)]));
        Gateways = Mobility.Gateways.Of(this, limit);
        _noWay = WithoutWay(repairs);
        (_climbs, int[] unknown) = terrain == null ? (new Climb[stretches.Length], []) : RoadSlopes.Of(this, terrain);
        if (unknown.Length > 0) repairs.Add(new("no-relief", "the relief has no height there; taken as level", [.. unknown.Select(r => roads[r].Id)]));
        Repairs = repairs;
    }

    /// <summary>They are of.</summary>
    public IReadOnlyList<Road> Roads { get; }
    /// <summary>Number of nodes.</summary>
    public int Nodes => _x.Length;
    /// <summary>Place of a node [m].</summary>
    public (double X, double Y) PlaceOf(int node) => (_x[node], _y[node]);
    /// <summary>Pieces of roads, in the order of these.</summary>
    public IReadOnlyList<Stretch> Stretches => _stretches;
    /// <summary>How a stretch goes up and down from its beginning to its end.</summary>
    public Climb ClimbOf(int stretch) => _climbs[stretch];
    /// <summary>Parts that no road joins, by the number of their nodes, most first.</summary>
    public IReadOnlyList<int> Parts { get; }
    /// <summary>The part that a node is in, among <see cref="Parts"/>.</summary>
    public int PartOf(int node) => _part[node];
    /// <summary>Whether a node is in the greatest part.</summary>
    public bool IsJoined(int node) => _part[node] == 0;
    /// <summary>What was done, by rule.</summary>
    public IReadOnlyList<NetworkRepair> Repairs { get; }

    /// <summary>Where roads for cars leave what is known of the network, by which most ways to and from the outside lead.</summary>
    public IReadOnlyList<Gateway> Gateways { get; }

    /// <summary>Makes the network of a territory.</summary>
    /// <exception cref="TerritoryException">A point of a road is not a number.</exception>
    public static RoadNetwork Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return Of(territory.Roads, territory.Context?.Limit ?? territory.Boundary, territory.Terrain, UsualSpeed.Of(territory));
    }

    /// <summary>Makes a network of roads.</summary>
    /// <param name="roads">In a fixed order.</param> <param name="limit">Of the territory, at which they may be cut; null when unknown.</param> <param name="terrain">Heights of the ground; null for level roads.</param> <param name="speeds">Of each road where its source says none [km/h]; null: as is usual of its class.</param>
    /// <exception cref="TerritoryException">A point of a road is not a number.</exception>
    public static RoadNetwork Of(IReadOnlyList<Road> roads, Polygon? limit = null, Raster? terrain = null, double[]? speeds = null)
    {
        ArgumentNullException.ThrowIfNull(roads);
        for (int r = 0; r < roads.Count; r++)
            if (!roads[r].X.Concat(roads[r].Y).All(double.IsFinite)) throw new TerritoryException($"road network: road {roads[r].Id} has a point that is not a number; mend or remove it");
        Ends ends = Ends.Of(roads);
        List<int> split = [], repeated = [], vanished = [];
        List<Stretch> stretches = [];
        Dictionary<(int, int, RoadClass, int), List<double>> seen = [];
        for (int r = 0; r < roads.Count; r++)
        {
            (double At, int Node)[] stops = ends.On(r);
            if (stops.Length > 2) split.Add(r);
            bool any = false, again = false;
            for (int k = 1; k < stops.Length; k++)
            {
                (int from, int to, double length) = (stops[k - 1].Node, stops[k].Node, stops[k].At - stops[k - 1].At);
                if (from == to && length <= 2 * Together) continue;
                RoadDirection direction = roads[r].Facts.Direction?.Value ?? RoadDirection.Both;
                (int first, int second) = direction switch { RoadDirection.Both => (Math.Min(from, to), Math.Max(from, to)), RoadDirection.Forward => (from, to), _ => (to, from) };
                (int, int, RoadClass, int) key = (first, second, roads[r].Class.Value, direction == RoadDirection.Both ? 0 : 1);
                if (!seen.TryGetValue(key, out List<double>? lengths)) seen.Add(key, lengths = []);
                any = true;
                if (lengths.Exists(l => Math.Abs(l - length) <= Math.Max(Together, 0.01 * length)))
                {
                    again = true;
                    continue;
                }
                lengths.Add(length);
                stretches.Add(new(r, from, to, length, stops[k - 1].At));
            }
            if (!any) vanished.Add(r);
            if (again) repeated.Add(r);
        }
        List<NetworkRepair> repairs = [];
        Tell("ends-joined", $"ends within {Together:0.#} m of another, and not at its place, are one node", ends.Moved);
        Tell("road-split", "split where another road of its level ends on it", split);
        Tell("duplicate-road", "lies beside another of its class between the same nodes, as long as it; taken once", repeated);
        Tell("road-without-length", "shorter than what is one place", vanished);
        return new(roads, speeds ?? [.. roads.Select(static r => RoadDefaults.Of(r.Class.Value).Speed)], limit, terrain, [.. Enumerable.Range(0, roads.Count).Select(r => (ends.On(r)[0].Node, ends.On(r)[^1].Node))], ends.X, ends.Y, [.. stretches], repairs);

        void Tell(string rule, string done, List<int> which)
        {
            if (which.Count > 0) repairs.Add(new(rule, done, [.. which.Select(r => roads[r].Id)]));
        }
    }

    /// <summary>The links of a mode in the greatest part, one for each way in which it may go along a stretch.</summary>
    /// <remarks>Cars are left out of roads which they cannot both reach and leave; <see cref="Repairs"/> has these.</remarks>
    public ModeGraph GraphOf(Mode mode)
    {
        List<(int Stretch, bool Forward)> links = [.. LinksOf(mode).Where(l => mode != Mode.Car || !_noWay[Direction(l)])];
        (int[] from, int[] to, int[] nodeOf, int[] closed) = Opened(mode, links);
        HashSet<int> ends = [.. closed];
        int[] passed = [.. Enumerable.Range(0, from.Length).Where(l => !ends.Contains(from[l]) && !ends.Contains(to[l]))];
        int[] sets = StrongParts.Of(nodeOf.Length, [.. passed.Select(l => from[l])], [.. passed.Select(l => to[l])]);
        HashSet<int> reached = [.. Enumerable.Range(0, from.Length).Where(l => sets[from[l]] == 0).Select(l => to[l])], left = [.. Enumerable.Range(0, from.Length).Where(l => sets[to[l]] == 0).Select(l => from[l])];
        int[] stretch = [.. links.Select(static l => l.Stretch), .. Enumerable.Repeat(-1, from.Length - links.Count)];
        return new(new(nodeOf.Length, from, to, closed), stretch)
        {
            NodeOf = nodeOf, IsForward = [.. stretch.Select((s, k) => s < 0 || links[k].Forward)], Length = [.. stretch.Select(s => s < 0 ? 0 : _stretches[s].Length)],
            Speed = Of(SpeedOf), Lanes = Of(LanesOf), Capacity = Of(r => Known<double>.Typical(CapacityOf(r))), Climb = [.. stretch.Select((s, k) => s < 0 ? default : links[k].Forward ? _climbs[s] : _climbs[s].Back)], IsCore = [.. Enumerable.Range(0, nodeOf.Length).Select(n => sets[n] == 0 || ends.Contains(n) && reached.Contains(n) && left.Contains(n))],
        };

        double[] Of(Func<int, Known<double>> ofRoad) => [.. stretch.Select(s => s < 0 ? double.PositiveInfinity : ofRoad(_stretches[s].Road).Value)];
    }

    /// <summary>Whether a mode may use a road: what its source says, within what its class allows.</summary>
    public bool Allows(Mode mode, int road)
    {
        (RoadDefaults usual, RoadFacts facts) = (RoadDefaults.Of(Roads[road].Class.Value), Roads[road].Facts);
        (bool allowed, Known<RoadAccess>? said) = mode switch { Mode.Car => (usual.Cars, facts.Cars), Mode.Cycle => (usual.Cycles, facts.Cycles), _ => (usual.Feet, facts.Feet) };
        return allowed && said?.Value != RoadAccess.No;
    }

    /// <summary>Whether a road is for the cars of those alone who live, work or deliver there.</summary>
    public bool IsPrivate(int road) => Roads[road].Facts.Cars?.Value == RoadAccess.Private;

    /// <summary>The ways in which a mode may go along a road: both where its source says nothing, and on foot.</summary>
    public RoadDirection DirectionOf(Mode mode, int road) =>
        mode == Mode.Walk ? RoadDirection.Both : ((mode == Mode.Cycle ? Roads[road].Facts.CycleDirection : null) ?? Roads[road].Facts.Direction)?.Value ?? RoadDirection.Both;

    /// <summary>Of cars on the empty road: what the source says, else what is usual there [km/h]; 0 where cars may not go.</summary>
    public Known<double> SpeedOf(int road) => Roads[road].Facts.Speed ?? Known<double>.Typical(_speeds[road]);

    /// <summary>In each direction in which cars may go: those of the source, halved where both ways share them, else what is typical of the class.</summary>
    public Known<double> LanesOf(int road) => Roads[road].Facts.Lanes is { } all
        ? new(DirectionOf(Mode.Car, road) == RoadDirection.Both ? all.Value / 2.0 : all.Value, all.Source, all.Confidence) : Known<double>.Typical(RoadDefaults.Of(Roads[road].Class.Value).Lanes);

    /// <summary>In each direction in which cars may go: of a lane of the class, times the lanes [car units/h].</summary>
    public double CapacityOf(int road) => LanesOf(road).Value * RoadDefaults.Of(Roads[road].Class.Value).Capacity;

    private List<(int Stretch, bool Forward)> LinksOf(Mode mode)
    {
        List<(int, bool)> links = [];
        for (int s = 0; s < _stretches.Length; s++)
        {
            if (!IsJoined(_stretches[s].From) || !Allows(mode, _stretches[s].Road)) continue;
            RoadDirection direction = DirectionOf(mode, _stretches[s].Road);
            if (direction != RoadDirection.Backward) links.Add((s, true));
            if (direction != RoadDirection.Forward) links.Add((s, false));
        }
        return links;
    }

    private static int Direction((int Stretch, bool Forward) link) => 2 * link.Stretch + (link.Forward ? 0 : 1);

    // The links with the nodes that they lead from and to, those for cars opened where turns are banned.
    private (int[] From, int[] To, int[] NodeOf, int[] Closed) Opened(Mode mode, List<(int Stretch, bool Forward)> links)
    {
        int[] tails = [.. links.Select(l => l.Forward ? _stretches[l.Stretch].From : _stretches[l.Stretch].To)], heads = [.. links.Select(l => l.Forward ? _stretches[l.Stretch].To : _stretches[l.Stretch].From)];
        return mode == Mode.Car && Banned(links, tails, heads) is { Count: > 0 } banned ? TurnNodes.Open(Nodes, tails, heads, banned) : (tails, heads, [.. Enumerable.Range(0, Nodes)], []);
    }

    // Pairs of links between which cars may not turn. A rule that names no link at its node bans nothing: cars may not go there anyway.
    private HashSet<(int In, int Out)> Banned(List<(int Stretch, bool Forward)> links, int[] tails, int[] heads)
    {
        HashSet<(int, int)> banned = [];
        if (!Roads.Any(static r => r.Turns.Count > 0)) return banned;
        Dictionary<string, int> roads = new(StringComparer.Ordinal);
        for (int road = 0; road < Roads.Count; road++) roads.TryAdd(Roads[road].Id, road);
        ILookup<int, int> leaving = Enumerable.Range(0, tails.Length).ToLookup(link => tails[link]);
        for (int link = 0; link < tails.Length; link++)
        {
            Stretch stretch = _stretches[links[link].Stretch];
            bool toEnd = links[link].Forward;
            if (heads[link] != (toEnd ? _ends[stretch.Road].Last : _ends[stretch.Road].First)) continue;
            foreach (TurnRule rule in Roads[stretch.Road].Turns.Where(t => t.AtEnd == toEnd))
            {
                int onto = roads.GetValueOrDefault(rule.To, -1);
                int[] named = [.. leaving[heads[link]].Where(next => _stretches[links[next].Stretch].Road == onto)];
                if (named.Length > 0) banned.UnionWith((rule.Only ? leaving[heads[link]].Except(named) : named).Select(next => (link, next)));
            }
        }
        return banned;
    }

    // Directions of stretches for cars that cannot both be reached and left, gateways counting as one place outside.
    private bool[] WithoutWay(List<NetworkRepair> repairs)
    {
        List<(int Stretch, bool Forward)> links = LinksOf(Mode.Car);
        (int[] from, int[] to, int[] nodeOf, int[] closed) = Opened(Mode.Car, links);
        int outside = nodeOf.Length;
        HashSet<int> ends = [.. closed], leaving = [.. Gateways.SelectMany(static g => g.Nodes)];
        List<int> tails = [], heads = [];
        Unions joined = new(outside + 1);
        for (int l = 0; l < from.Length; l++)
        {
            joined.Join(from[l], to[l]);
            (int tail, int head) = (At(from[l]), At(to[l]));
            if (!ends.Contains(tail) && !ends.Contains(head)) Add(tail, head);
        }
        foreach (int node in leaving)
        {
            joined.Join(node, outside);
            if (ends.Contains(node)) continue;
            Add(node, outside);
            Add(outside, node);
        }
        int[] sets = StrongParts.Of(outside + 1, tails, heads);
        int most = joined.FirstOf(Array.IndexOf(sets, 0));
        bool[] without = new bool[2 * _stretches.Length], with = new bool[_stretches.Length];
        for (int l = 0; l < links.Count; l++)
        {
            without[Direction(links[l])] = sets[from[l]] != 0 || sets[to[l]] != 0;
            with[links[l].Stretch] |= !without[Direction(links[l])];
        }
        Tell("island-for-cars", "reached by paths alone; left out of ways by car", s => !with[s] && joined.FirstOf(_stretches[s].From) != most);
        Tell("one-way-trap", "one-way roads and banned turns let cars come and not leave, or leave and not come; left out of ways by car", s => !with[s] && joined.FirstOf(_stretches[s].From) == most);
        Tell("turn-trap", "banned turns let cars of one direction not go on, or not come; that direction is left out of ways by car", s => with[s]);
        return without;

        int At(int node) => ends.Contains(node) && leaving.Contains(node) ? outside : node;

        void Add(int tail, int head)
        {
            tails.Add(tail);
            heads.Add(head);
        }

        void Tell(string rule, string done, Predicate<int> which)
        {
            int[] roads = [.. Enumerable.Range(0, _stretches.Length).Where(s => (without[2 * s] || without[2 * s + 1]) && which(s)).Select(s => _stretches[s].Road).Distinct()];
            if (roads.Length > 0) repairs.Add(new(rule, done, [.. roads.Select(r => Roads[r].Id)]));
        }
    }

    // Which part each node is in, by size, and the sizes; equal ones by their first node.
    private static (int[] Part, int[] Sizes) Joined(int nodes, Stretch[] stretches)
    {
        Unions unions = new(nodes);
        foreach (Stretch s in stretches) unions.Join(s.From, s.To);
        int[] first = [.. Enumerable.Range(0, nodes).Select(unions.FirstOf)];
        int[][] parts = [.. Enumerable.Range(0, nodes).GroupBy(n => first[n]).OrderByDescending(static g => g.Count()).ThenBy(static g => g.Key).Select(static g => g.ToArray())];
        int[] part = new int[nodes];
        for (int p = 0; p < parts.Length; p++)
            foreach (int node in parts[p]) part[node] = p;
        return (part, [.. parts.Select(static p => p.Length)]);
    }

    /// <summary>The ends of roads joined to nodes, and where nodes lie on roads.</summary>
    private sealed class Ends
    {
        private const double Side = 25;         // of the cells by which neighbours are found [m]
        private const double OnPoint = 0.01;    // within which an end lies on a point that a line of another level has [m]: a ramp begins there
        private readonly List<(double At, int Node)>[] _on;

        private Ends(double[] x, double[] y, List<(double, int)>[] on, List<int> moved) => (X, Y, _on, Moved) = (x, y, on, moved);

        public double[] X { get; }
        public double[] Y { get; }
        public List<int> Moved { get; }

        /// <summary>Where nodes lie along a road [m], from its beginning.</summary>
        public (double At, int Node)[] On(int road) => [.. _on[road].OrderBy(static s => s.At).ThenBy(static s => s.Node)];

        public static Ends Of(IReadOnlyList<Road> roads)
        {
            (double X, double Y, int Road)[] ends = [.. roads.SelectMany(static (r, n) => new[] { (r.X[0], r.Y[0], n), (r.X[^1], r.Y[^1], n) })];
            Boxes<int> near = new(Side);
            for (int e = 0; e < ends.Length; e++) near.Add(e, ends[e].X, ends[e].Y, ends[e].X, ends[e].Y);
            Unions unions = new(ends.Length);
            for (int e = 0; e < ends.Length; e++)
                foreach (int other in near.Near(ends[e].X, ends[e].Y, Together))
                    if (other < e && Square(ends[e], ends[other]) <= Together * Together) unions.Join(e, other);
            int[] firsts = [.. Enumerable.Range(0, ends.Length).Where(e => unions.FirstOf(e) == e)], nodeOf = new int[ends.Length];
            for (int n = 0; n < firsts.Length; n++) nodeOf[firsts[n]] = n;
            for (int e = 0; e < ends.Length; e++) nodeOf[e] = nodeOf[unions.FirstOf(e)];
            double[] x = [.. firsts.Select(e => ends[e].X)], y = [.. firsts.Select(e => ends[e].Y)];
            List<int> moved = [.. Enumerable.Range(0, ends.Length).Where(e => Square(ends[e], (x[nodeOf[e]], y[nodeOf[e]], 0)) > 0).Select(e => ends[e].Road).Distinct().Order()];
            List<(double, int)>[] on = [.. roads.Select((r, n) => new List<(double, int)> { (0, nodeOf[2 * n]), (r.Length, nodeOf[2 * n + 1]) })];
            SplitAt(roads, x, y, nodeOf, on);
            return new(x, y, on, moved);
        }

        // Where a node lies on a road that does not end there.
        private static void SplitAt(IReadOnlyList<Road> roads, double[] x, double[] y, int[] nodeOf, List<(double, int)>[] on)
        {
            Boxes<int> nodes = new(Side);
            for (int n = 0; n < x.Length; n++) nodes.Add(n, x[n], y[n], x[n], y[n]);
            ILookup<int, int> levels = Enumerable.Range(0, nodeOf.Length).ToLookup(e => nodeOf[e], e => LevelOf(roads[e / 2]));
            for (int r = 0; r < roads.Count; r++)
            {
                Road road = roads[r];
                Dictionary<int, (double Square, double At)> nearest = [];
                double gone = 0;
                for (int p = 1; p < road.X.Length; p++)
                {
                    (double ax, double ay, double bx, double by, double length) = (road.X[p - 1], road.Y[p - 1], road.X[p], road.Y[p], road.LengthOf(p));
                    foreach (int n in nodes.Near((ax + bx) / 2, (ay + by) / 2, length / 2 + Together))
                    {
                        if (n == nodeOf[2 * r] || n == nodeOf[2 * r + 1]) continue;
                        (double along, double square) = Polygon.Nearest(ax, ay, bx, by, x[n], y[n]);
                        bool meets = levels[n].Contains(LevelOf(road)) || Math.Min(Square((ax, ay, 0), (x[n], y[n], 0)), Square((bx, by, 0), (x[n], y[n], 0))) <= OnPoint * OnPoint;
                        if (meets && square <= Together * Together && (!nearest.TryGetValue(n, out (double Square, double) known) || square < known.Square)) nearest[n] = (square, gone + along * length);
                    }
                    gone += length;
                }
                on[r].AddRange(nearest.OrderBy(static n => n.Key).Select(static n => (n.Value.At, n.Key)));
            }
        }

        private static int LevelOf(Road road) => road.Facts.Level?.Value ?? 0;

        private static double Square((double X, double Y, int) a, (double X, double Y, int) b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y);
    }
}
