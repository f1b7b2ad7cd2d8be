using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace TerritoryTwin.Files.Formats;

/// <summary>Makes geometries from the points that a file holds, for our readers and those of libraries; mends what can be mended, with a note.</summary>
internal sealed class GeometryParts(ReadingNotes notes, int srid) : GeometryFactory(new PrecisionModel(), srid)
{
    private const double Farthest = 1e30;
    private readonly GeometryFactory _made = new(new PrecisionModel(), srid);      // what is made belongs to it: what becomes of it later is not noted

    /// <summary>File and record that are being read, for notes.</summary>
    public string Place { get; set; } = "";

    /// <summary>A geometry as layers hold it: null when nothing is left of it, a line where there is one alone.</summary>
    public static Geometry? Usable(Geometry? geometry) => geometry switch
    {
        null or { IsEmpty: true } => null,
        MultiLineString { NumGeometries: 1 } => geometry.GetGeometryN(0),
        _ => geometry,
    };

    public override Point CreatePoint(CoordinateSequence? points) => _made.CreatePoint(Checked(points));

    /// <summary>Empty when it has fewer than two points.</summary>
    public override LineString CreateLineString(CoordinateSequence? points)
    {
        if (points is { Count: >= 2 }) return _made.CreateLineString(Checked(points));
        notes.Add("a line of fewer than two points was left out", Place);
        return _made.CreateLineString();
    }

    /// <summary>Closed if it was not; empty when it has fewer than three corners.</summary>
    public override LinearRing CreateLinearRing(CoordinateSequence? points)
    {
        if (points is { Count: >= 3 } && !points.GetCoordinate(0).Equals2D(points.GetCoordinate(points.Count - 1)))
        {
            Coordinate[] open = points.ToCoordinateArray();
            points = CoordinateSequenceFactory.Create([.. open, open[0].Copy()]);
            notes.Add("a ring that was not closed was closed", Place);
        }
        if (points is { Count: >= 4 }) return _made.CreateLinearRing(Checked(points));
        notes.Add("a ring of fewer than three corners was left out", Place);
        return _made.CreateLinearRing();
    }

    /// <summary>Without the holes that are empty; empty when its outer ring is.</summary>
    public override Polygon CreatePolygon(LinearRing? shell, LinearRing[]? holes) =>
        shell is { IsEmpty: false } ? _made.CreatePolygon(shell, [.. (holes ?? []).Where(h => !h.IsEmpty)]) : _made.CreatePolygon();

    public override MultiPoint CreateMultiPoint(Point[] points) => _made.CreateMultiPoint([.. points.Where(p => !p.IsEmpty)]);

    public override MultiLineString CreateMultiLineString(LineString[] lines) => _made.CreateMultiLineString([.. lines.Where(l => !l.IsEmpty)]);

    public override MultiPolygon CreateMultiPolygon(Polygon[] polygons) => _made.CreateMultiPolygon([.. polygons.Where(p => !p.IsEmpty)]);

    public override GeometryCollection CreateGeometryCollection(Geometry[] members) => _made.CreateGeometryCollection([.. members.Select(Usable).OfType<Geometry>()]);

    /// <summary>One line or several; null when none has two points.</summary>
    public Geometry? Lines(IEnumerable<Coordinate[]> parts) => Usable(CreateMultiLineString([.. parts.Select(CreateLineString)]));

    /// <summary>Points without measures; a height that says "none" (below −1e38) or nonsense is missing.</summary>
    private CoordinateSequence? Checked(CoordinateSequence? points)
    {
        for (int i = 0; i < points?.Count; i++)
        {
            if (!(Math.Abs(points.GetX(i)) < Farthest && Math.Abs(points.GetY(i)) < Farthest)) throw new InvalidDataException("a coordinate that is no finite number");
            if (points.HasZ && !(Math.Abs(points.GetZ(i)) < Farthest)) points.SetZ(i, double.NaN);
        }
        return points is { HasM: true } ? CoordinateSequenceFactory.Create([.. points.ToCoordinateArray().Select(c => points.HasZ ? new CoordinateZ(c) : new Coordinate(c))]) : points;
    }

    /// <summary>Polygons from rings in any order, whichever way they turn: a ring is a hole of the smallest ring around it where that is none itself and turns the other way, else an outer ring, such as a tower on a plinth.</summary>
    public Geometry? Polygons(IEnumerable<Coordinate[]> parts)
    {
        LinearRing[] rings = [.. parts.Select(CreateLinearRing).Where(r => !r.IsEmpty)];
        if (rings.Length < 2) return rings.Length == 0 ? null : CreatePolygon(rings[0]);

        Shell[] all = WithArea(rings);
        STRtree<Shell> tree = Indexed(all);
        HashSet<Shell> shells = [];
        Dictionary<Shell, Shell> holes = [];
        foreach (Shell ring in all.OrderByDescending(s => s.Area))
        {
            Shell? around = tree.Query(ring.Ring.EnvelopeInternal).Where(s => s != ring && s.Area >= ring.Area && (s.Area > ring.Area || shells.Contains(s)) && s.Holds(ring.Ring)).MinBy(s => s.Area);
            if (around == null || !shells.Contains(around)) shells.Add(ring);
            else if (around.Area == ring.Area) notes.Add("a ring that is there twice was taken once", Place);
            else if (ring.IsClockwise != around.IsClockwise) holes[ring] = around;
            else
            {
                shells.Add(ring);
                notes.Add("a ring inside another that turns the same way was taken for an outer ring", Place);
            }
        }
        foreach (Shell hole in all.Where(holes.ContainsKey)) holes[hole].Holes.Add(hole.Ring);
        return Made(all.Where(shells.Contains));
    }

    /// <summary>Polygons from outer rings and holes; each hole is one of the smallest outer ring around it.</summary>
    public Geometry? Polygons(IEnumerable<Coordinate[]> outer, IEnumerable<Coordinate[]> inner)
    {
        List<Shell> shells = [.. WithArea(outer.Select(CreateLinearRing))];
        STRtree<Shell> tree = Indexed(shells);
        foreach (Shell hole in WithArea(inner.Select(CreateLinearRing)))
        {
            Shell? around = tree.Query(hole.Ring.EnvelopeInternal).Where(s => s.Holds(hole.Ring)).MinBy(s => s.Area);
            if (around != null)
            {
                around.Holes.Add(hole.Ring);
                continue;
            }
            shells.Add(hole);
            notes.Add("a hole outside every outer ring was taken for an outer ring", Place);
        }
        return Made(shells);
    }

    private Shell[] WithArea(IEnumerable<LinearRing> rings)
    {
        List<Shell> found = [];
        foreach (LinearRing ring in rings.Where(r => !r.IsEmpty))
        {
            if (ClockwiseArea(ring.Coordinates) is var area && area != 0) found.Add(new Shell(ring, area));
            else notes.Add("a ring without area was left out", Place);
        }
        return [.. found];
    }

    private static STRtree<Shell> Indexed(IReadOnlyCollection<Shell> shells)
    {
        STRtree<Shell> tree = new();
        foreach (Shell shell in shells) tree.Insert(shell.Ring.EnvelopeInternal, shell);
        tree.Build();
        return tree;
    }

    private Geometry? Made(IEnumerable<Shell> shells)
    {
        Polygon[] polygons = [.. shells.Select(s => CreatePolygon(s.Ring, [.. s.Holes]))];
        return polygons.Length switch { 0 => null, 1 => polygons[0], _ => CreateMultiPolygon(polygons) };
    }

    /// <summary>Shoelace sum from the first point, so that large coordinates cost no digits; positive for clockwise rings [m²].</summary>
    private static double ClockwiseArea(Coordinate[] ring)
    {
        double sum = 0, x0 = ring[0].X, y0 = ring[0].Y;
        for (int i = 1; i < ring.Length - 1; i++) sum += (ring[i + 1].X - x0) * (ring[i].Y - y0) - (ring[i].X - x0) * (ring[i + 1].Y - y0);
        return sum / 2;
    }

    private sealed class Shell(LinearRing ring, double clockwiseArea)
    {
        public LinearRing Ring { get; } = ring;
        public double Area { get; } = Math.Abs(clockwiseArea);
        public bool IsClockwise { get; } = clockwiseArea > 0;
        public List<LinearRing> Holes { get; } = [];

        /// <summary>Whether a ring lies inside: the first of its corners that is not on the shell itself decides, or a point inside where all are, as of what fills a notch.</summary>
        public bool Holds(LinearRing hole)
        {
            if (!Ring.EnvelopeInternal.Covers(hole.EnvelopeInternal)) return false;
            Coordinate[] shell = Ring.Coordinates;
            foreach (Coordinate corner in hole.Coordinates)
            {
                Location location = NetTopologySuite.Algorithm.PointLocation.LocateInRing(corner, shell);
                if (location != Location.Boundary) return location == Location.Interior;
            }
            return NetTopologySuite.Algorithm.PointLocation.LocateInRing(hole.Factory.CreatePolygon(hole).InteriorPoint.Coordinate, shell) == Location.Interior;
        }
    }
}
