using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;

namespace TerritoryTwin.Files.Territories;

/// <summary>Brings everything into one projected system.</summary>
/// <param name="target">Of the territory.</param>
internal sealed class Reprojection(Crs target)
{
    /// <summary>Beyond this from the buildings, a layer belongs to another place [m].</summary>
    private const double FarAway = 200_000;

    /// <summary>The system of the territory.</summary>
    public Crs Target => target;

    /// <summary>A point in the system of the territory.</summary>
    public (double X, double Y) Point(Crs from, double x, double y)
    {
        if (from.Epsg == target.Epsg) return (x, y);
        (double longitude, double latitude) = from.Inverse(x, y);
        return target.Forward(longitude, latitude);
    }

    /// <summary>The box of a box, from its corners.</summary>
    public Envelope Box(Crs from, Envelope box)
    {
        Envelope moved = new();
        if (box.IsNull) return moved;
        foreach ((double x, double y) in new[] { (box.MinX, box.MinY), (box.MinX, box.MaxY), (box.MaxX, box.MinY), (box.MaxX, box.MaxY) })
        {
            (double px, double py) = Point(from, x, y);
            moved.ExpandToInclude(px, py);
        }
        return moved;
    }

    /// <summary>Moves a geometry into the system of the territory; it is changed in place. Heights of points are dropped.</summary>
    public void Apply(Geometry shape, Crs from)
    {
        if (from.Epsg == target.Epsg) return;
        shape.Apply(new Move(this, from));
        shape.GeometryChanged();
    }

    /// <summary>Says when the coordinates of a layer cannot be in the system it is said to be in.</summary>
    /// <param name="file">For the message.</param>
    /// <param name="crs">The system that the file or the mapping states.</param>
    /// <param name="box">Of most objects of the layer, in that system.</param>
    /// <exception cref="InputException">They cannot.</exception>
    public static void RequireInside(string file, Crs crs, Envelope box)
    {
        if (box.IsNull || WhyOutside(crs, box) is not { } why) return;
        throw new InputException(
            $"{file}: coordinates x {box.MinX:0.##} to {box.MaxX:0.##}, y {box.MinY:0.##} to {box.MaxY:0.##} cannot be in EPSG:{crs.Epsg} ({crs.Name}): {why}. " +
            "State the right system as `crs:` of the layer in the mapping.");
    }

    /// <summary>Says when a layer lies nowhere near the buildings.</summary>
    /// <exception cref="InputException">It does.</exception>
    public static void RequireNear(string file, string layer, Envelope box, Envelope buildings)
    {
        if (box.IsNull || buildings.IsNull || box.Distance(buildings) < FarAway) return;
        throw new InputException(
            $"{file}: the layer {layer} lies {box.Distance(buildings) / 1000:0} km from the buildings; expected the same place. Check the file, or `crs:` of the layer in the mapping.");
    }

    /// <summary>The system to work in: that of the data when projected, else Lambert-93 in France, else UTM.</summary>
    public static Crs Choose(Crs data, Envelope box)
    {
        bool usable = !data.IsGeographic && data.Epsg is not (3857 or 3035);
        if (usable) return data;
        (double longitude, double latitude) = data.Inverse(box.Centre.X, box.Centre.Y);
        bool metropolitanFrance = longitude is > -5.5 and < 9.7 && latitude is > 41.2 and < 51.2;
        int zone = Math.Clamp((int)Math.Floor((longitude + 180) / 6) + 1, 1, 60);
        return Crs.FromEpsg(metropolitanFrance ? 2154 : (latitude >= 0 ? 32600 : 32700) + zone);
    }

    private static string? WhyOutside(Crs crs, Envelope box)
    {
        if (crs.IsGeographic)
            return Math.Max(Math.Abs(box.MinX), Math.Abs(box.MaxX)) > 180 || Math.Max(Math.Abs(box.MinY), Math.Abs(box.MaxY)) > 90 ? "degrees go from −180 to 180 and −90 to 90" : null;
        foreach ((double x, double y) in new[] { (box.MinX, box.MinY), (box.MaxX, box.MaxY) })
        {
            (double longitude, double latitude) = crs.Inverse(x, y);
            if (!double.IsFinite(longitude) || !(Math.Abs(latitude) < 89.9)) return "they lie nowhere on Earth";
            (double backX, double backY) = crs.Forward(longitude, latitude);
            string near = $"near latitude {latitude:0.##}°, longitude {longitude:0.##}°";
            if (!(Math.Abs(backX - x) < 1 && Math.Abs(backY - y) < 1)) return $"they lie far outside its area, {near}";
            if (IsFrench(crs) && !(longitude is > -10 and < 14 && latitude is > 39 and < 53)) return $"they lie outside France, {near}";
        }
        return null;
    }

    private static bool IsFrench(Crs crs) => crs.Epsg is 2154 or (>= 3942 and <= 3950);

    private sealed class Move(Reprojection reprojection, Crs from) : ICoordinateSequenceFilter
    {
        public bool Done => false;
        public bool GeometryChanged => true;

        public void Filter(CoordinateSequence points, int n)
        {
            (double x, double y) = reprojection.Point(from, points.GetX(n), points.GetY(n));
            points.SetX(n, x);
            points.SetY(n, y);
        }
    }
}
