using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Where a road leaves the territory, and how much of what crosses its limit goes there.</summary>
/// <param name="In">Node at which vehicles come in.</param> <param name="Out">Node at which they leave: another where carriageways part.</param> <param name="Weight">Relative, &gt; 0.</param>
/// <param name="Enters">Of its road, by which they come in [car units/h].</param> <param name="Leaves">By which they leave [car units/h].</param>
public readonly record struct Exit(int In, int Out, double Weight, double Enters, double Leaves);

/// <summary>
/// Where trips begin and end: zones of buildings, each at a node of the roads, and places beyond the limit, at three distances behind each exit. Zones come first, then the places outside, exit by exit.
/// docs/physics/mobility.md.
/// </summary>
public sealed class TravelZones
{
    /// <summary>Beyond an exit, by road [km].</summary>
    public static IReadOnlyList<double> Beyond { get; } = [4, 14, 35];

    private const int Fewest = 20, Most = 400;
    // Cut off is who has a road for cars so much nearer than any from which cars reach the others [m]; more of those who live, work or go there than that are no detail.
    private const double Across = 300, MostCutOff = 0.02;

    private TravelZones(int[] zoneOf, int[] from, int[] to, int[] feet, double[] toCar, double[] inner, IReadOnlyList<Exit> exits) => (ZoneOfBuilding, From, To, Feet, ToCar, Inner, Exits) = (zoneOf, from, to, feet, toCar, inner, exits);

    /// <summary>Of each building; −1 where nobody lives, works or goes.</summary>
    public IReadOnlyList<int> ZoneOfBuilding { get; }
    /// <summary>Node at which trips by car from each place begin; those from outside at their exit.</summary>
    public IReadOnlyList<int> From { get; }
    /// <summary>Node at which trips by car to each place end.</summary>
    public IReadOnlyList<int> To { get; }
    /// <summary>Node at which each zone begins and ends other trips.</summary>
    public IReadOnlyList<int> Feet { get; }
    /// <summary>Buildings at streets from which cars do not come to the others: their trips by car begin at the nearest open street.</summary>
    public IReadOnlyList<int> CutOff { get; private init; } = [];
    /// <summary>On foot to the car, mean of the zone [m]: how much further an open street is than the nearest for cars by its class. 0 where none is closed.</summary>
    public IReadOnlyList<double> ToCar { get; }
    /// <summary>Of a trip that stays in its place [m].</summary>
    public IReadOnlyList<double> Inner { get; }
    /// <summary>Where roads leave.</summary>
    public IReadOnlyList<Exit> Exits { get; }
    /// <summary>Number of zones.</summary>
    public int Zones => Places - Exits.Count * Beyond.Count;
    /// <summary>Number of zones and places outside.</summary>
    public int Places => From.Count;

    /// <summary>Whether a place is beyond the limit.</summary>
    public bool IsOutside(int place) => place >= Zones;
    /// <summary>Its distance behind the exit [m]; 0 for zones.</summary>
    public double OutsideOf(int place) => place < Zones ? 0 : 1000 * Beyond[(place - Zones) % Beyond.Count];
    /// <summary>The exit behind which a place lies.</summary>
    public int ExitOf(int place) => (place - Zones) / Beyond.Count;
    /// <summary>A place behind an exit.</summary>
    public int OutsidePlace(int exit, int band) => Zones + exit * Beyond.Count + band;

    /// <summary>Divides the buildings where people live, work or go into zones: by halves along the longer side, those with most people and ground first.</summary>
    /// <param name="territory">Its buildings.</param> <param name="draws">What counts at each building: people, jobs.</param> <param name="roads">Its roads.</param>
    /// <exception cref="InputException">Buildings that no road comes near, all of them; or many that cars do not reach from the others.</exception>
    public static TravelZones Of(Territory territory, IReadOnlyList<double> draws, RoadSystem roads)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(roads);
        (double X, double Y)[] at = [.. territory.Buildings.Select(static b => b.Footprint.Outer.Middle)];
        int[] used = [.. Enumerable.Range(0, at.Length).Where(b => draws[b] > 0)];
        RoadNetwork network = roads.Network;
        NearestNode near = new(network, roads.Open), onFoot = new(network, roads.Walkable), byCar = new(network, roads.NodesWhere(r => network.Allows(Mode.Car, r))), streets = new(network, roads.NodesWhere(r => RoadDefaults.Of(network.Roads[r].Class.Value).Cars));
        RequireRoads(territory, used.Where(b => near.To(at[b].X, at[b].Y) < 0));
        int[] cutOff = [.. used.Where(b => Distance(near, at[b]) > Distance(byCar, at[b]) + Across)];
        RequireWays(territory, draws, used, cutOff);

        int wanted = Math.Min(Math.Max(used.Length, 1), Math.Clamp((int)(3 * Math.Sqrt(used.Length)), Fewest, Most));
        PriorityQueue<int[], double> parts = new();
        List<int[]> done = [];
        if (used.Length > 0) Offer(used);
        while (parts.Count > 0 && parts.Count + done.Count < wanted)
        {
            int[] part = parts.Dequeue();
            if (part.Length == 1) done.Add(part);
            else foreach (int[] half in Halves(part, at, draws)) Offer(half);
        }
        int[][] zones = [.. done.Concat(parts.UnorderedItems.Select(static p => p.Element)).OrderBy(static z => z.Min())];
        int[] zoneOf = [.. Enumerable.Repeat(-1, at.Length)];
        List<int> from = [], to = [], feet = [];
        List<double> inner = [], toCar = [];
        for (int z = 0; z < zones.Length; z++)
        {
            foreach (int b in zones[z]) zoneOf[b] = z;
            double all = zones[z].Sum(b => draws[b]);
            (double X, double Y) middle = (zones[z].Sum(b => draws[b] * at[b].X) / all, zones[z].Sum(b => draws[b] * at[b].Y) / all);
            if (near.To(middle.X, middle.Y) < 0) middle = at[zones[z].MaxBy(b => draws[b])];
            from.Add(near.To(middle.X, middle.Y));
            to.Add(from[z]);
            feet.Add(onFoot.To(middle.X, middle.Y));
            toCar.Add(RoadSystem.Detour * zones[z].Sum(b => draws[b] * (Distance(near, at[b]) - Distance(streets, at[b]))) / all);
            // Two places at random in a square are 0.52 of its side apart.
            inner.Add(Math.Max(50, 0.52 * RoadSystem.Detour * Math.Sqrt(Math.Max(Width(zones[z], at), 30) * Math.Max(Height(zones[z], at), 30))));
        }
        foreach (Exit exit in roads.Exits)
            foreach (double km in Beyond)
            {
                from.Add(exit.In);
                to.Add(exit.Out);
                toCar.Add(0);
                inner.Add(1000 * Math.Min(3, 0.5 * km));
            }
        return new(zoneOf, [.. from], [.. to], [.. feet], [.. toCar], [.. inner], roads.Exits) { CutOff = cutOff };

        double Distance(NearestNode nodes, (double X, double Y) place) => nodes.To(place.X, place.Y) is var node && node < 0 ? double.PositiveInfinity : Apart(network.PlaceOf(node), place);

        void Offer(int[] part)
        {
            double size = Math.Sqrt(Width(part, at) * Width(part, at) + Height(part, at) * Height(part, at));
            parts.Enqueue(part, -part.Sum(b => draws[b]) * (size + 50));
        }
    }

    private static int[][] Halves(int[] part, (double X, double Y)[] at, IReadOnlyList<double> draws)
    {
        bool wide = Width(part, at) >= Height(part, at);
        int[] sorted = [.. part.OrderBy(b => wide ? at[b].X : at[b].Y).ThenBy(static b => b)];
        double half = sorted.Sum(b => draws[b]) / 2, sum = 0;
        int cut = 0;
        while (cut < sorted.Length - 1 && (cut == 0 || sum + draws[sorted[cut]] <= half)) sum += draws[sorted[cut++]];
        return [sorted[..cut], sorted[cut..]];
    }

    private static double Width(int[] part, (double X, double Y)[] at) => part.Max(b => at[b].X) - part.Min(b => at[b].X);

    private static double Height(int[] part, (double X, double Y)[] at) => part.Max(b => at[b].Y) - part.Min(b => at[b].Y);

    private static double Apart((double X, double Y) a, (double X, double Y) b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y));

    private static void RequireWays(Territory territory, IReadOnlyList<double> draws, int[] used, int[] cutOff)
    {
        double share = cutOff.Sum(b => draws[b]) / used.Sum(b => draws[b]);
        if (share > MostCutOff)
            throw new InputException($"mobility: {cutOff.Length} buildings ({string.Join(", ", cutOff.Take(5).Select(b => territory.Buildings[b].Id))}{(cutOff.Length > 5 ? " …" : "")}), {share:0 %} of where people live, work or go, can no longer be reached by car from the rest; expected {MostCutOff:0 %} at most. Close fewer streets, so that a way in and out stays, or import the roads that join them.");
    }

    private static void RequireRoads(Territory territory, IEnumerable<int> apart)
    {
        string[] faults = [.. apart.Select(b => $"mobility: building {territory.Buildings[b].Id} is more than {NearestNode.Farthest / 1000:0} km from every road that cars may use; expected one nearby. Import the roads around it, or leave mobility off.")];
        if (faults.Length > 0) throw new InputException(faults);
    }
}
