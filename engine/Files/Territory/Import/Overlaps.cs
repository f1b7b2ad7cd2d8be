using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>Gives ground on which several outlines lie to one building: the smallest, which says most of it.</summary>
internal static class Overlaps
{
    /// <summary>Common ground that counts [m²], and its share of the smaller outline: less is how walls were drawn.</summary>
    private const double LeastArea = 2, LeastShare = 0.1;

    /// <summary>Width that a piece of a larger outline must have [m]: less is the rim of another drawing of the same building.</summary>
    private const double LeastWidth = 2;

    /// <summary>What is left of each outline; nothing of those that smaller ones cover.</summary>
    /// <param name="outlines">Valid polygons.</param> <param name="ids">Of each, for the report.</param> <param name="report">Names both of each pair.</param>
    public static IReadOnlyList<IReadOnlyList<Shape>> Cut(IReadOnlyList<Shape> outlines, IReadOnlyList<string> ids, ImportReport report)
    {
        STRtree<int> tree = new();
        for (int n = 0; n < outlines.Count; n++) tree.Insert(outlines[n].EnvelopeInternal, n);
        tree.Build();
        IReadOnlyList<Shape>[] left = [.. outlines.Select(o => (IReadOnlyList<Shape>)[o])];
        int[] rising = [.. Enumerable.Range(0, outlines.Count).OrderBy(n => outlines[n].Area)], rank = new int[outlines.Count];
        for (int k = 0; k < rising.Length; k++) rank[rising[k]] = k;
        foreach (int larger in rising)
        {
            Shape outline = outlines[larger];
            int[] smaller = [.. tree.Query(outline.EnvelopeInternal).Where(n => rank[n] < rank[larger] && Common(outline, outlines[n]) is var common && common >= LeastArea && common >= LeastShare * outlines[n].Area).Order()];
            if (smaller.Length == 0) continue;
            Geometry rest = Work(outline, UnaryUnionOp.Union(smaller.SelectMany(n => left[n]).Cast<Geometry>()) ?? outline.Factory.CreatePolygon(), SpatialFunction.Difference);
            Shape[] pieces = [.. Enumerable.Range(0, rest.NumGeometries).Select(rest.GetGeometryN).OfType<Shape>().Where(p => p.Area >= LeastArea && !p.Buffer(-LeastWidth / 2).IsEmpty)];
            left[larger] = pieces;
            report.Note("overlap", "buildings", "outlines on the same ground, which is left to the smallest; rims narrower than 2 m are dropped",
                FormattableString.Invariant($"{ids[larger]}: {outline.Area - pieces.Sum(p => p.Area):0} of {outline.Area:0} m² are of {string.Join(", ", smaller.Take(5).Select(n => ids[n]))}{(pieces.Length == 0 ? "; dropped" : "")}"));
        }
        return left;
    }

    private static double Common(Shape a, Shape b) =>
        a.EnvelopeInternal.Intersection(b.EnvelopeInternal).Area < LeastArea ? 0 : Work(a, b, SpatialFunction.Intersection).Area;

    private static Geometry Work(Geometry a, Geometry b, SpatialFunction what) => OverlayNGRobust.Overlay(a, b, what);
}
