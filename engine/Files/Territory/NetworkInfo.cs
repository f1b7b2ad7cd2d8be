using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Territories;

/// <summary>Roads of one class.</summary>
/// <param name="Label">Name of the class.</param> <param name="Roads">How many.</param> <param name="Length">[m].</param>
/// <param name="SpeedSaid">Share of the length whose speed the source says, 0 to 1; else that of the class counts.</param> <param name="LanesSaid">The same of lanes.</param>
/// <param name="OneWay">Share of the length that cars may go in one direction alone.</param>
public sealed record ClassOfRoads(string Label, int Roads, double Length, double SpeedSaid, double LanesSaid, double OneWay);

/// <summary>Roads from which no way leads to most of the network.</summary>
/// <param name="Nodes">How many.</param> <param name="Length">[m].</param> <param name="Roads">Identifiers of the first of them.</param>
public sealed record NetworkIsland(int Nodes, double Length, IReadOnlyList<string> Roads);

/// <summary>What was done to lines so that they are a network, by rule.</summary>
/// <param name="Rule">docs/physics/road-network.md lists them.</param> <param name="Count">Of roads.</param> <param name="Done">For people.</param> <param name="Roads">Identifiers of the first of them.</param>
public sealed record NetworkRule(string Rule, int Count, string Done, IReadOnlyList<string> Roads);

/// <summary>Where a road leaves.</summary>
/// <param name="Road">Its identifier.</param> <param name="Name">Its name; empty when unknown.</param> <param name="Class">Its class.</param> <param name="X">[m].</param> <param name="Y">[m].</param>
/// <param name="Enters">Whether cars may come in.</param> <param name="Leaves">Whether cars may go out.</param>
public sealed record NetworkGateway(string Road, string Name, string Class, double X, double Y, bool Enters, bool Leaves);

/// <summary>The roads of a territory as a network.</summary>
public sealed record NetworkInfo
{
    private const int RoadsTold = 5;

    /// <summary>How many.</summary>
    public required int Nodes { get; init; }
    /// <summary>Of them, in the greatest part.</summary>
    public required int NodesJoined { get; init; }
    /// <summary>Pieces of roads between nodes.</summary>
    public required int Stretches { get; init; }
    /// <summary>Links for cars, turns not counted.</summary>
    public required int CarLinks { get; init; }
    /// <summary>Links for cycles.</summary>
    public required int CycleLinks { get; init; }
    /// <summary>Links on foot.</summary>
    public required int WalkLinks { get; init; }
    /// <summary>Rules of turning.</summary>
    public required int Turns { get; init; }
    /// <summary>By class, widest first.</summary>
    public required IReadOnlyList<ClassOfRoads> ByClass { get; init; }
    /// <summary>Longest first.</summary>
    public required IReadOnlyList<NetworkIsland> Islands { get; init; }
    /// <summary>What was done.</summary>
    public required IReadOnlyList<NetworkRule> Repairs { get; init; }
    /// <summary>Widest road first.</summary>
    public required IReadOnlyList<NetworkGateway> Gateways { get; init; }

    /// <summary>Describes the network of a territory; null without roads.</summary>
    public static NetworkInfo? Describe(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        if (territory.Roads.Count == 0) return null;
        RoadNetwork network = RoadNetwork.Of(territory);
        return new()
        {
            Nodes = network.Nodes, NodesJoined = network.Parts.Count > 0 ? network.Parts[0] : 0, Stretches = network.Stretches.Count,
            CarLinks = network.GraphOf(Mode.Car).StretchOfLink.Count(static s => s >= 0), CycleLinks = network.GraphOf(Mode.Cycle).Graph.Links, WalkLinks = network.GraphOf(Mode.Walk).Graph.Links,
            Turns = network.Roads.Sum(static r => r.Turns.Count), ByClass = Classes(network), Islands = IslandsOf(network),
            Repairs = [.. network.Repairs.Select(static r => new NetworkRule(r.Rule, r.Ids.Count, r.Done, [.. r.Ids.Take(RoadsTold)]))],
            Gateways = [.. network.Gateways.OrderBy(static g => g.Class).Select(g => new NetworkGateway(network.Roads[g.Road].Id, network.Roads[g.Road].Name, CodeWords<RoadClass>.Of(g.Class), g.X, g.Y, g.Enters, g.Leaves))],
        };
    }

    private static ClassOfRoads[] Classes(RoadNetwork network)
    {
        ILookup<RoadClass, (Road Road, bool OneWay)> classes = network.Roads.Select((r, n) => (r, network.DirectionOf(Mode.Car, n) != RoadDirection.Both)).Where(static r => !r.r.IsContext).ToLookup(static r => r.r.Class.Value);
        return
        [
            .. Enum.GetValues<RoadClass>().Where(classes.Contains).Select(c =>
            {
                double all = Math.Max(1e-9, classes[c].Sum(static r => r.Road.Length));
                double Share(Func<(Road Road, bool OneWay), bool> which) => classes[c].Where(which).Sum(static r => r.Road.Length) / all;
                return new ClassOfRoads(CodeWords<RoadClass>.Of(c), classes[c].Count(), all, Share(static r => r.Road.Facts.Speed != null), Share(static r => r.Road.Facts.Lanes != null), Share(static r => r.OneWay));
            }),
        ];
    }

    private static NetworkIsland[] IslandsOf(RoadNetwork network) =>
    [
        .. network.Stretches.Where(s => !network.IsJoined(s.From)).GroupBy(s => network.PartOf(s.From))
            .Select(part => new NetworkIsland(network.Parts[part.Key], part.Sum(static s => s.Length), [.. part.Select(s => network.Roads[s.Road].Id).Distinct().Take(RoadsTold)]))
            .OrderByDescending(static i => i.Length),
    ];
}
