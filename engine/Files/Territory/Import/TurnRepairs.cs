using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>A rule of turning as its source has it.</summary>
/// <param name="From">Identifier of the road that is left, in the source.</param> <param name="To">Of the road that is entered.</param> <param name="Only">Whether no other may be; else this one may not.</param>
/// <param name="At">Where they meet.</param> <param name="Place">For messages.</param>
internal sealed record TurnDraft(string From, string To, bool Only, Coordinate At, string Place);

/// <summary>Finds the parts of roads that rules of turning hold for.</summary>
internal static class TurnRepairs
{
    private const double AtPlace = 0.05;        // from the end of a road to the place of its rule [m]

    /// <summary>The rules by the identifier of the road that is left.</summary>
    public static ILookup<string, TurnRule> Rules(IReadOnlyList<RoadDraft> roads, IReadOnlyList<TurnDraft> turns, ImportReport report)
    {
        ILookup<string, RoadDraft> parts = roads.ToLookup(r => r.Origin, StringComparer.Ordinal);
        List<(string From, TurnRule Rule)> rules = [];
        foreach (TurnDraft turn in turns)
        {
            (RoadDraft Road, bool AtEnd)[] from = [.. EndsAt(parts[turn.From], turn.At).Where(e => Leads(e.Road, toEnd: e.AtEnd))], to = [.. EndsAt(parts[turn.To], turn.At).Where(e => Leads(e.Road, toEnd: !e.AtEnd))];
            if (from.Length == 1 && to.Length == 1) rules.Add((from[0].Road.Id, new(from[0].AtEnd, turn.Only, to[0].Road.Id)));
            else if (from.Length == 0 || to.Length == 0) report.Note("turn-without-roads", "turns", "no road that is named there can be driven so; left out", turn.Place);
            else report.Note("turn-unclear", "turns", "a road that is named there goes on both ways; left out", turn.Place);
        }
        return rules.ToLookup(static r => r.From, static r => r.Rule, StringComparer.Ordinal);
    }

    private static IEnumerable<(RoadDraft Road, bool AtEnd)> EndsAt(IEnumerable<RoadDraft> parts, Coordinate place)
    {
        foreach (RoadDraft road in parts)
        {
            if (road.Line.StartPoint.Coordinate.Distance(place) <= AtPlace) yield return (road, false);
            if (road.Line.EndPoint.Coordinate.Distance(place) <= AtPlace) yield return (road, true);
        }
    }

    private static bool Leads(RoadDraft road, bool toEnd) => road.Facts.Direction?.Value switch { RoadDirection.Forward => toEnd, RoadDirection.Backward => !toEnd, _ => true };
}
