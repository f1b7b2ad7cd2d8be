
namespace TerritoryTwin.Core;

/// <summary>The planes of a roof by its type, over the rectangle of its building. docs/physics/city-sun.md, “Roofs”.</summary>
internal readonly struct RoofPlanes
{
    /// <summary>Beyond this depth a pitched roof has several parallel ridges [m].</summary>
    private const double WidestSpan = 20;
    /// <summary>Kept free along the edges of a plane [m].</summary>
    private const double EdgeStrip = 0.5;
    /// <summary>What chimneys, windows, plant and construction leave. IEA PVPS T7-4 (2002), architectural suitability.</summary>
    private const double Unobstructed = 0.6;
    /// <summary>A steeper pitch in the data is taken as this one [°].</summary>
    private const double SteepestPitch = 75;

    private readonly Outline _outline;
    private readonly RoofShape _shape;
    private readonly double _pitch, _rise, _gutter, _span;

    public RoofPlanes(Outline outline, Building building)
    {
        _outline = outline;
        _shape = building.Roof.Value;
        _pitch = _shape == RoofShape.Flat ? 0 : Math.Clamp(building.RoofPitch.Value, 0, SteepestPitch);
        _rise = Math.Tan(_pitch * Math.PI / 180);
        _gutter = building.Ground.Value + building.Height.Value;
        _span = outline.Depth / (2 * Math.Ceiling(Math.Max(0, outline.Depth / WidestSpan - 1) / 2) + 1);   // an odd number: a ridge in the middle
    }

    /// <summary>Height of the roof over a point [m above sea level]; the gutter's beyond the rectangle.</summary>
    public double Height(double x, double y)
    {
        if (_rise == 0) return _gutter;
        double east = x - _outline.X, north = y - _outline.Y;
        double across = east * _outline.East + north * _outline.North;
        double along = Math.Abs(east * _outline.North - north * _outline.East);
        double bay = across - _span * Math.Round(across / _span);    // from the ridge of its bay
        double run = _shape switch
        {
            RoofShape.Shed => _span / 2 - bay,
            RoofShape.Hipped => Math.Min(_span / 2 - Math.Abs(bay), Math.Max(0, _outline.Length / 2 - along)),
            _ => _span / 2 - Math.Abs(bay),
        };
        return _gutter + _rise * Math.Max(0, run);
    }

    /// <summary>The planes, the one that faces the main azimuth first; together they cover <paramref name="footprint"/> m² of ground.</summary>
    public IEnumerable<RoofSegment> Segments(int index, double footprint)
    {
        double l = Math.Max(_outline.Length, 0.01), w = Math.Max(_outline.Depth, 0.01), quarter = _span / 4;
        switch (_shape)
        {
            case RoofShape.Gabled:
                for (int side = 0; side < 4; side += 2)
                    yield return Plane(index, side, footprint / 2, quarter, Rectangle(l, w / 2));
                break;
            case RoofShape.Hipped:
                double end = footprint * w / (4 * l);                                             // W²/4 of L × W
                double trapezium = l + (l - w) + 2 * Math.Sqrt(w * w / 2), triangle = w + 2 * Math.Sqrt(w * w / 2);
                for (int side = 0; side < 4; side++)
                    yield return side % 2 == 0
                        ? Plane(index, side, footprint / 2 - end, quarter, trapezium)
                        : Plane(index, side, end, (l - w / 3) / 2, triangle);                     // centroid of the end triangle
                break;
            default:
                yield return Plane(index, 0, footprint, 0, Rectangle(l, w));
                break;
        }
    }

    private static double Rectangle(double a, double b) => 2 * (a + b);

    private RoofSegment Plane(int index, int side, double ground, double offset, double perimeter)
    {
        double azimuth = (_outline.Azimuth + 90 * side) % 360, slope = 1 / Math.Cos(_pitch * Math.PI / 180);
        double x = _outline.X + offset * Math.Sin(azimuth * Math.PI / 180), y = _outline.Y + offset * Math.Cos(azimuth * Math.PI / 180);
        double usable = Unobstructed * Math.Max(0, ground - EdgeStrip * perimeter + 4 * EdgeStrip * EdgeStrip) * slope;
        return new RoofSegment(index, ground * slope, _pitch, azimuth, Math.Min(usable, Unobstructed * ground * slope), x, y, Height(x, y));
    }
}
