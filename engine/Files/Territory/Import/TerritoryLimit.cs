using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.LinearReferencing;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Where an object lies.</summary>
internal enum Whereabouts
{
    /// <summary>Within the limit: it counts.</summary>
    Within,
    /// <summary>In the ring around it: it is there, and counts in no total.</summary>
    Around,
    /// <summary>Farther away: it is left out.</summary>
    Beyond,
}

/// <summary>The limit of a territory, and a ring around it.</summary>
internal sealed class TerritoryLimit
{
    private const double ShortestPiece = 0.5;       // m
    private readonly Geometry _outer, _ofRoads;
    private readonly IPreparedGeometry _inside, _near, _withRoads;

    /// <summary>Of a shape.</summary>
    /// <param name="shape">What lies within, in the system of the territory.</param> <param name="ring">Width of what is kept around it [m]; 0: nothing.</param> <param name="name">Of the territory; empty when unknown.</param> <param name="persons">Inside; null when unknown.</param>
    public TerritoryLimit(Geometry shape, double ring, string name, double? persons)
    {
        (Shape, Ring, Name, Persons) = (shape, ring, name, persons);
        _outer = ring > 0 ? shape.Buffer(ring) : shape;
        _ofRoads = shape.Buffer(Context.OfRoads);
        (_inside, _near, _withRoads) = (PreparedGeometryFactory.Prepare(shape), PreparedGeometryFactory.Prepare(_outer), PreparedGeometryFactory.Prepare(_ofRoads));
        Largest = Shapes.ToPolygon(Enumerable.Range(0, shape.NumGeometries).Select(shape.GetGeometryN).OfType<NetTopologySuite.Geometries.Polygon>().MaxBy(static p => p.Area)!);
    }

    /// <summary>Whether roads that cross the limit are not cut there.</summary>
    public bool KeepsRoadsWhole { get; init; }
    public Geometry Shape { get; }
    public double Ring { get; }
    public string Name { get; }
    public double? Persons { get; }

    /// <summary>Its largest part.</summary>
    public Core.Polygon Largest { get; }

    /// <summary>Of both.</summary>
    public Envelope Box => _outer.EnvelopeInternal;

    /// <summary>Where something is whose middle lies at a place.</summary>
    public Whereabouts PlaceOf(Coordinate middle)
    {
        Point at = Shape.Factory.CreatePoint(middle);
        return _inside.Covers(at) ? Whereabouts.Within : _near.Covers(at) ? Whereabouts.Around : Whereabouts.Beyond;
    }

    /// <summary>What of an area lies within limit and ring.</summary>
    public Geometry Cut(Geometry area) => _near.Covers(area) ? area : !_near.Intersects(area) ? area.Factory.CreatePolygon() : OverlayNGRobust.Overlay(area, _outer, SpatialFunction.Intersection);

    /// <summary>The pieces of a road within limit and ring, cut where it crosses either, each in its own direction. One that runs along the limit is not cut.</summary>
    public IReadOnlyList<LineString> CutRoad(LineString line)
    {
        if (_withRoads.Covers(line)) return [line];
        if (!_near.Intersects(line)) return [];
        LengthIndexedLine along = new(line);
        double[] stops = [0, .. CrossingsOf(line).Select(along.Project).Order(), line.Length];
        List<LineString> pieces = [];
        double from = 0;
        for (int k = 1; k < stops.Length; k++)
        {
            double to = stops[k];
            if (to - from < ShortestPiece && to < line.Length) continue;
            if (to > from && _near.Covers(line.Factory.CreatePoint(along.ExtractPoint((from + to) / 2))) && along.ExtractLine(from, to) is LineString { IsEmpty: false } piece) pieces.Add(piece);
            from = to;
        }
        return pieces;
    }

    private IEnumerable<Coordinate> CrossingsOf(LineString line) =>
        (KeepsRoadsWhole ? [_outer.Boundary] : new[] { _ofRoads.Boundary, _outer.Boundary }).SelectMany(edge => OverlayNGRobust.Overlay(line, edge, SpatialFunction.Intersection).Coordinates);
}
