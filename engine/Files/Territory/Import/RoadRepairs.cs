using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>A road while its gaps are filled.</summary>
/// <param name="Id">Identifier.</param>
/// <param name="Line">Centre line.</param>
/// <param name="Class">Class; null when unknown.</param>
/// <param name="Name">Street name.</param>
/// <param name="Facts">What is known of its traffic.</param>
/// <param name="Origin">Identifier of the source, which the parts of a road share.</param>
internal sealed record RoadDraft(string Id, LineString Line, Known<RoadClass>? Class, string Name, RoadFacts Facts, string Origin);

/// <summary>Splits roads at junctions and guesses the class of those without.</summary>
internal static class RoadRepairs
{
    private const int SampledOrigins = 64;
    private const double ShortDeadEnd = 80;

    /// <summary>The roads, split where others meet them, each with a class and where cars may turn from it.</summary>
    public static IReadOnlyList<Road> Finish(IReadOnlyList<RoadDraft> drafts, IReadOnlyList<TurnDraft> turns, ImportReport report)
    {
        List<RoadDraft> split = Split(drafts, report);
        RoadDraft[] classed = split.Any(r => r.Class == null) ? Guess(split, report) : [.. split];
        ILookup<string, TurnRule> rules = TurnRepairs.Rules(classed, turns, report);
        return classed.Select(r => (r, Shapes.Points(r.Line))).Select(p => new Road(p.r.Id, p.Item2.X, p.Item2.Y, p.r.Class!.Value, p.r.Name) { Facts = p.r.Facts, Turns = [.. rules[p.r.Id]] }).ToArray();
    }

    /// <summary>A point as centimetres, so that equal points meet.</summary>
    private static (long, long) Key(Coordinate c) => ((long)Math.Round(c.X * 100), (long)Math.Round(c.Y * 100));

    // Roads of different levels that share a point on their way pass over one another; one that ends there is a ramp.
    private static int Level(RoadDraft road) => road.Facts.Level?.Value ?? 0;

    private static List<RoadDraft> Split(IReadOnlyList<RoadDraft> drafts, ImportReport report)
    {
        Dictionary<(long, long), List<(RoadDraft Road, bool Ends)>> uses = [];
        foreach (RoadDraft road in drafts)
        {
            (long, long) first = Key(road.Line.StartPoint.Coordinate), end = Key(road.Line.EndPoint.Coordinate);
            foreach ((long, long) key in road.Line.Coordinates.Select(Key).Distinct())
            {
                if (!uses.TryGetValue(key, out List<(RoadDraft, bool)>? there)) uses.Add(key, there = []);
                there.Add((road, key == first || key == end));
            }
        }
        List<RoadDraft> split = [];
        foreach (RoadDraft road in drafts)
        {
            Coordinate[] points = road.Line.Coordinates;
            int from = 0, parts = 0;
            for (int n = 1; n < points.Length; n++)
            {
                bool last = n == points.Length - 1;
                if (!last && !uses[Key(points[n])].Exists(u => !ReferenceEquals(u.Road, road) && (u.Ends || Level(u.Road) == Level(road)))) continue;
                string id = last && parts == 0 ? road.Id : $"{road.Id}-{++parts}";
                LineString part = last && parts == 0 ? road.Line : Shapes.Factory.CreateLineString(points[from..(n + 1)]);
                if (part.Length > 0) split.Add(road with { Id = id, Line = part });
                from = n;
            }
            if (parts > 0) report.Note("road-split", "roads", "split where other roads meet it", road.Id);
        }
        return split;
    }

    /// <summary>Roads that carry many shortest paths are the main ones; short dead ends are drives; those in a part of their own are tracks.</summary>
    private static RoadDraft[] Guess(List<RoadDraft> roads, ImportReport report)
    {
        RoadGraph graph = new(roads.Select(r => (Key(r.Line.StartPoint.Coordinate), Key(r.Line.EndPoint.Coordinate), r.Line.Length)).ToArray());
        double[] through = graph.ShortestPathsThrough(SampledOrigins);
        double[] ranked = through.OrderDescending().ToArray();
        double secondary = ranked[ranked.Length / 20], tertiary = ranked[ranked.Length / 5];
        RoadDraft[] classed = new RoadDraft[roads.Count];
        for (int n = 0; n < roads.Count; n++)
        {
            RoadDraft road = roads[n];
            classed[n] = road;
            if (road.Class != null) continue;
            RoadClass guess = graph.IsApart(n) ? RoadClass.Track
                : through[n] > 0 && through[n] >= secondary ? RoadClass.Secondary
                : through[n] > 0 && through[n] >= tertiary ? RoadClass.Tertiary
                : graph.IsDeadEnd(n) && road.Line.Length < ShortDeadEnd ? RoadClass.Service : RoadClass.Residential;
            report.Note("no-road-class", "roads", "guessed from its part in shortest paths, dead ends and length", road.Id);
            classed[n] = road with { Class = Known<RoadClass>.Guessed(guess, 0.15f) };
        }
        return classed;
    }
}
