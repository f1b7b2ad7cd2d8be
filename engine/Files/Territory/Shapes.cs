using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using Polygon = TerritoryTwin.Core.Polygon;
using Shape = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Territories;

/// <summary>Shapes of the territory to and from those of NetTopologySuite.</summary>
internal static class Shapes
{
    /// <summary>Makes geometries; coordinates are kept as they are.</summary>
    public static GeometryFactory Factory { get; } = new();

    /// <summary>A polygon with its rings turned as <see cref="Polygon"/> wants them.</summary>
    public static Polygon ToPolygon(Shape shape) =>
        new(ToRing(shape.ExteriorRing, counterClockwise: true), shape.InteriorRings.Select(h => ToRing(h, counterClockwise: false)).ToArray());

    /// <summary>A polygon for NetTopologySuite, its rings closed.</summary>
    public static Shape ToShape(Polygon polygon) =>
        Factory.CreatePolygon(ToLinearRing(polygon.Outer), polygon.Holes.Select(ToLinearRing).ToArray());

    /// <summary>The same without heights, which overlays cannot mix with points that have none.</summary>
    public static Shape Flat(Shape shape) => Factory.CreatePolygon(Factory.CreateLinearRing(Flat(shape.ExteriorRing.Coordinates)), [.. shape.InteriorRings.Select(static h => Factory.CreateLinearRing(Flat(h.Coordinates)))]);

    /// <summary>The same without heights.</summary>
    public static LineString Flat(LineString line) => Factory.CreateLineString(Flat(line.Coordinates));

    private static Coordinate[] Flat(Coordinate[] points) => [.. points.Select(static c => new Coordinate(c.X, c.Y))];

    /// <summary>A line for NetTopologySuite.</summary>
    public static LineString ToLine(double[] x, double[] y) =>
        Factory.CreateLineString(x.Select((_, n) => new Coordinate(x[n], y[n])).ToArray());

    /// <summary>The points of a line.</summary>
    public static (double[] X, double[] Y) Points(LineString line)
    {
        CoordinateSequence points = line.CoordinateSequence;
        double[] x = new double[points.Count], y = new double[points.Count];
        for (int n = 0; n < x.Length; n++) (x[n], y[n]) = (points.GetX(n), points.GetY(n));
        return (x, y);
    }

    private static LinearRing ToLinearRing(Ring ring)
    {
        Coordinate[] points = new Coordinate[ring.Count + 1];
        for (int n = 0; n < ring.Count; n++) points[n] = new Coordinate(ring.X[n], ring.Y[n]);
        points[^1] = points[0].Copy();
        return Factory.CreateLinearRing(points);
    }

    private static Ring ToRing(LineString closed, bool counterClockwise)
    {
        CoordinateSequence points = closed.CoordinateSequence;
        int count = Math.Max(0, points.Count - 1);
        double[] x = new double[count], y = new double[count];
        for (int n = 0; n < count; n++) (x[n], y[n]) = (points.GetX(n), points.GetY(n));
        Ring ring = new(x, y);
        if (ring.SignedArea > 0 == counterClockwise) return ring;
        Array.Reverse(x);
        Array.Reverse(y);
        return ring;
    }
}
