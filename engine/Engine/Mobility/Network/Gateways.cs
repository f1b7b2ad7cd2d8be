using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>A place where a road leaves what is known of the network.</summary>
/// <param name="Nodes">Ends of the road there, rising; two where its carriageways end side by side.</param> <param name="Road">Index of the road that ends at the first of them.</param>
/// <param name="Class">Of that road.</param> <param name="X">Middle of the nodes [m].</param> <param name="Y">[m].</param>
/// <param name="Enters">Whether cars may come in there.</param> <param name="Leaves">Whether cars may go out there.</param>
public sealed record Gateway(IReadOnlyList<int> Nodes, int Road, RoadClass Class, double X, double Y, bool Enters, bool Leaves);

/// <summary>Finds where roads for cars are cut at the edge of what is known of the network.</summary>
/// <remarks>
/// docs/physics/road-network.md. The edge is the limit of the territory where the roads keep to it, else the convex hull of the roads. A gateway is an end of one road alone, in the greatest part, that lies beyond the edge or
/// near it: by a hair for streets, which also end for themselves; farther for main roads, which rarely do, and whose points stand apart where an extract cuts between them.
/// </remarks>
internal static class Gateways
{
    /// <summary>From the edge to the end of a street that leaves [m].</summary>
    public const double NearEdge = 25;
    /// <summary>From the edge to the end of a main road that leaves, tertiary or better [m].</summary>
    public const double MainNearEdge = 150;
    /// <summary>Carriageways of one road are not farther apart [m].</summary>
    public const double SideBySide = 60;

    private const double KeepTo = 0.9;              // share of the nodes that are not beyond the limit where roads keep to it
    private const double SameWay = 0.5;             // cosine of the angle between roads that leave side by side

    /// <summary>In the order of their first nodes.</summary>
    /// <param name="network">Of roads.</param> <param name="limit">Of the territory; null when unknown.</param>
    public static IReadOnlyList<Gateway> Of(RoadNetwork network, Polygon? limit)
    {
        if (EdgeOf(network, limit) is not { } edge) return [];
        End[] ends = [.. EndsOf(network).Where(e => IsAt(edge, network.PlaceOf(e.Node), network.Roads[e.Road].Class.Value <= RoadClass.Tertiary ? MainNearEdge : NearEdge))];
        Unions unions = new(ends.Length);
        for (int a = 0; a < ends.Length; a++)
            for (int b = 0; b < a; b++)
                if (IsOneRoad(network, ends[a], ends[b])) unions.Join(a, b);
        return [.. Enumerable.Range(0, ends.Length).GroupBy(unions.FirstOf).Select(g =>
        {
            int[] nodes = [.. g.Select(e => ends[e].Node)];
            return new Gateway(nodes, ends[g.Key].Road, network.Roads[ends[g.Key].Road].Class.Value, nodes.Average(n => network.PlaceOf(n).X), nodes.Average(n => network.PlaceOf(n).Y), g.Any(e => ends[e].Enters), g.Any(e => ends[e].Leaves));
        })];
    }

    // Ends of one road for cars alone, rising.
    private static IEnumerable<End> EndsOf(RoadNetwork network)
    {
        int[] count = new int[network.Nodes], last = new int[network.Nodes];
        for (int k = 0; k < network.Stretches.Count; k++)
        {
            Stretch s = network.Stretches[k];
            if (!network.IsJoined(s.From) || !network.Allows(Mode.Car, s.Road)) continue;
            (count[s.From], last[s.From]) = (count[s.From] + 1, k);
            (count[s.To], last[s.To]) = (count[s.To] + 1, k);
        }
        for (int n = 0; n < count.Length; n++)
        {
            if (count[n] != 1) continue;
            Stretch only = network.Stretches[last[n]];
            RoadDirection away = only.From == n ? RoadDirection.Forward : RoadDirection.Backward, said = network.DirectionOf(Mode.Car, only.Road);
            yield return new(n, only.Road, Outward(network, n, only.Road), said == RoadDirection.Both || said == away, said == RoadDirection.Both || said != away);
        }
    }

    // The way a road takes when it leaves at a node, over the last piece of its line.
    private static (double East, double North) Outward(RoadNetwork network, int node, int road)
    {
        Road line = network.Roads[road];
        (double x, double y) = network.PlaceOf(node);
        bool first = Square(line.X[0] - x, line.Y[0] - y) <= Square(line.X[^1] - x, line.Y[^1] - y);
        (int at, int before) = first ? (0, 1) : (line.X.Length - 1, line.X.Length - 2);
        (double east, double north) = (line.X[at] - line.X[before], line.Y[at] - line.Y[before]);
        double length = Math.Sqrt(Square(east, north));
        return length > 0 ? (east / length, north / length) : (0, 0);
    }

    private static bool IsOneRoad(RoadNetwork network, End a, End b)
    {
        (Road one, Road two) = (network.Roads[a.Road], network.Roads[b.Road]);
        ((double ax, double ay), (double bx, double by)) = (network.PlaceOf(a.Node), network.PlaceOf(b.Node));
        bool named = one.Name.Length > 0 || one.Class.Value <= RoadClass.Tertiary;              // streets without a name are not one for that
        return named && one.Name == two.Name && one.Class.Value == two.Class.Value && Square(ax - bx, ay - by) <= SideBySide * SideBySide && a.Out.East * b.Out.East + a.Out.North * b.Out.North >= SameWay;
    }

    private static Polygon? EdgeOf(RoadNetwork network, Polygon? limit)
    {
        if (network.Nodes == 0) return null;
        if (limit != null)
        {
            int beyond = Enumerable.Range(0, network.Nodes).Count(n => limit.DistanceTo(network.PlaceOf(n).X, network.PlaceOf(n).Y) > MainNearEdge);
            if (beyond <= (1 - KeepTo) * network.Nodes) return limit;
        }
        (double, double)[] hull = Hull([.. network.Roads.SelectMany(static r => r.X.Zip(r.Y))]);
        return new(new([.. hull.Select(static p => p.Item1)], [.. hull.Select(static p => p.Item2)]), []);
    }

    private static bool IsAt(Polygon edge, (double X, double Y) place, double reach)
    {
        if (!edge.Contains(place.X, place.Y)) return true;
        Ring ring = edge.Outer;
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
            if (Polygon.SquareTo(ring.X[a], ring.Y[a], ring.X[b], ring.Y[b], place.X, place.Y) <= reach * reach) return true;
        return false;
    }

    // Convex hull, counter-clockwise: the monotone chain of Andrew (1979).
    private static (double X, double Y)[] Hull((double X, double Y)[] points)
    {
        (double X, double Y)[] sorted = [.. points.Distinct().Order()];
        return [.. Half(sorted), .. Half([.. sorted.Reverse()])];

        static IEnumerable<(double X, double Y)> Half((double X, double Y)[] along)
        {
            List<(double X, double Y)> kept = [];
            foreach ((double x, double y) in along)
            {
                while (kept.Count > 1 && (kept[^1].X - kept[^2].X) * (y - kept[^2].Y) - (kept[^1].Y - kept[^2].Y) * (x - kept[^2].X) <= 0) kept.RemoveAt(kept.Count - 1);
                kept.Add((x, y));
            }
            return kept.Take(kept.Count - 1);
        }
    }

    private static double Square(double east, double north) => east * east + north * north;

    /// <summary>Where one road for cars ends, the way it takes there, and whether cars may come and go.</summary>
    private readonly record struct End(int Node, int Road, (double East, double North) Out, bool Enters, bool Leaves);
}
