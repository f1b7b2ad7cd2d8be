using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace TerritoryTwin.Files.Formats;

/// <summary>Makes geometries from the lists of points that files hold, and notes what had to be mended on the way.</summary>
internal sealed class GeometryParts(ReadingNotes notes, int srid)
{
    public GeometryFactory Factory { get; } = new(new PrecisionModel(), srid);

    /// <summary>One line or several; null when none has two points.</summary>
    public Geometry? Lines(IEnumerable<Coordinate[]> parts, string place)
    {
        List<LineString> lines = [];
        foreach (Coordinate[] part in parts)
        {
            if (part.Length >= 2) lines.Add(Factory.CreateLineString(part));
            else notes.Add("a line of fewer than two points was left out", place);
        }
        return lines.Count switch { 0 => null, 1 => lines[0], _ => Factory.CreateMultiLineString([.. lines]) };
    }

    /// <summary>A ring, closed if it was not; null when it has fewer than three corners.</summary>
    public LinearRing? Ring(Coordinate[] points, string place)
    {
        if (points.Length >= 3 && !points[0].Equals2D(points[^1]))
        {
            points = [.. points, points[0].Copy()];
            notes.Add("a ring that was not closed was closed", place);
        }
        if (points.Length >= 4) return Factory.CreateLinearRing(points);
        notes.Add("a ring of fewer than three corners was left out", place);
        return null;
    }

    /// <summary>A polygon whose first ring is the outer one; null when that one is unusable.</summary>
    public Polygon? Polygon(IReadOnlyList<Coordinate[]> rings, string place)
    {
        if (rings.Count == 0 || Ring(rings[0], place) is not { } shell) return null;
        return Factory.CreatePolygon(shell, [.. rings.Skip(1).Select(r => Ring(r, place)).OfType<LinearRing>()]);
    }

    /// <summary>Polygons from rings in any order: clockwise ones are outer rings, the others holes of the smallest outer ring around them.</summary>
    public Geometry? Polygons(IEnumerable<Coordinate[]> parts, string place)
    {
        List<LinearRing> rings = [.. parts.Select(p => Ring(p, place)).OfType<LinearRing>()];
        if (rings.Count == 0) return null;
        if (rings.Count == 1) return Factory.CreatePolygon(rings[0]);

        List<Shell> shells = [];
        List<LinearRing> holes = [];
        foreach (LinearRing ring in rings)
        {
            double area = ClockwiseArea(ring.Coordinates);
            if (area > 0) shells.Add(new Shell(ring, area));
            else if (area < 0) holes.Add(ring);
            else notes.Add("a ring without area was left out", place);
        }
        STRtree<Shell> outer = new();
        foreach (Shell shell in shells) outer.Insert(shell.Ring.EnvelopeInternal, shell);
        foreach (LinearRing hole in holes)
        {
            Shell? around = outer.Query(hole.EnvelopeInternal).Where(s => s.Holds(hole)).MinBy(s => s.Area);
            if (around != null)
            {
                around.Holes.Add(hole);
                continue;
            }
            shells.Add(new Shell(hole, Math.Abs(ClockwiseArea(hole.Coordinates))));
            notes.Add("a hole outside every outer ring was taken for an outer ring", place);
        }
        Polygon[] polygons = [.. shells.Select(s => Factory.CreatePolygon(s.Ring, [.. s.Holes]))];
        return polygons.Length switch { 0 => null, 1 => polygons[0], _ => Factory.CreateMultiPolygon(polygons) };
    }

    /// <summary>Shoelace sum from the first point, so that large coordinates cost no digits; positive for clockwise rings [m²].</summary>
    private static double ClockwiseArea(Coordinate[] ring)
    {
        double sum = 0, x0 = ring[0].X, y0 = ring[0].Y;
        for (int i = 1; i < ring.Length - 1; i++) sum += (ring[i + 1].X - x0) * (ring[i].Y - y0) - (ring[i].X - x0) * (ring[i + 1].Y - y0);
        return sum / 2;
    }

    private sealed class Shell(LinearRing ring, double area)
    {
        public LinearRing Ring { get; } = ring;
        public double Area { get; } = area;
        public List<LinearRing> Holes { get; } = [];

        /// <summary>Whether a ring lies inside: the first of its corners that is not on the shell itself decides.</summary>
        public bool Holds(LinearRing hole)
        {
            if (!Ring.EnvelopeInternal.Covers(hole.EnvelopeInternal)) return false;
            Coordinate[] shell = Ring.Coordinates;
            foreach (Coordinate corner in hole.Coordinates)
            {
                Location location = NetTopologySuite.Algorithm.PointLocation.LocateInRing(corner, shell);
                if (location != Location.Boundary) return location == Location.Interior;
            }
            return true;
        }
    }
}
