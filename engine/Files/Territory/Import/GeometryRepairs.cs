using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>Makes usable polygons and lines of what a source holds, by named rules.</summary>
/// <param name="layer">Name of the layer, for the report.</param>
/// <param name="report">Counts what was done.</param>
internal sealed class GeometryRepairs(string layer, ImportReport report)
{
    private const double SliverArea = 2, AreaChange = 0.2, ShortestLine = 0.1, UnknownAltitude = -900;

    /// <summary>The polygons of a geometry, valid and at least 2 m² in area; empty, with the reason counted, when there are none.</summary>
    public IReadOnlyList<Shape> Polygons(Geometry? shape, string place)
    {
        if (!Usable(shape, place)) return [];
        Geometry repaired = shape!.IsValid ? shape : Fix(shape, place);
        List<Shape> parts = [];
        int slivers = 0;
        foreach (Shape part in Parts<Shape>(repaired))
        {
            if (part.Area >= SliverArea) parts.Add(Shapes.Flat(part));
            else slivers++;
        }
        if (slivers > 0) report.Note("sliver", layer, $"smaller than {SliverArea} m²; dropped", place, slivers);
        else if (parts.Count == 0) report.Note("wrong-geometry", layer, "not an area; dropped", $"{place} ({shape.GeometryType})");
        if (parts.Count > 1) report.Note("multi-part", layer, "split; each part has its number behind the identifier", place);
        return parts;
    }

    /// <summary>The lines of a geometry; empty, with the reason counted, when there are none.</summary>
    public IReadOnlyList<LineString> Lines(Geometry? shape, string place)
    {
        if (!Usable(shape, place)) return [];
        if (shape!.Coordinates.Any(c => c.Z < UnknownAltitude)) report.Note("unknown-altitude", layer, "points with Z below −900 m; roads take their altitude from the terrain", place);
        LineString[] lines = Parts<LineString>(shape).Where(l => l is not LinearRing && l.Length >= ShortestLine).Select(Shapes.Flat).ToArray();
        if (lines.Length == 0) report.Note("wrong-geometry", layer, "not a line of at least 0.1 m; dropped", $"{place} ({shape.GeometryType})");
        if (lines.Length > 1) report.Note("multi-part", layer, "split; each part has its number behind the identifier", place);
        return lines;
    }

    private bool Usable(Geometry? shape, string place)
    {
        if (shape == null || shape.IsEmpty) report.Note("no-geometry", layer, "dropped", place);
        else if (shape.EnvelopeInternal is var box && !(double.IsFinite(box.MinX + box.MaxX) && double.IsFinite(box.MinY + box.MaxY) && box.Width < 1e6 && box.Height < 1e6))
            report.Note("impossible-coordinates", layer, "not numbers, or more than 1,000 km across; dropped", place);
        else return true;
        return false;
    }

    private Geometry Fix(Geometry shape, string place)
    {
        if (shape is not (Shape or MultiPolygon or GeometryCollection)) return shape;
        double before = shape.Area;
        Geometry repaired = GeometryFixer.Fix(shape);
        double change = Math.Abs(repaired.Area - before) / Math.Max(repaired.Area, 1e-9);
        if (change <= AreaChange) report.Note("self-crossing", layer, "repaired; the area changed by less than a fifth", place);
        else report.Note("self-crossing-large", layer, "repaired, but the area changed by more than a fifth: look at it", place);
        return repaired;
    }

    private static IEnumerable<T> Parts<T>(Geometry shape) where T : Geometry
    {
        if (shape is T single) return [single];
        return shape is GeometryCollection collection ? collection.Geometries.SelectMany(Parts<T>) : [];
    }
}
