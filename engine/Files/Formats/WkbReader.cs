using System.Buffers.Binary;
using NetTopologySuite.Geometries;
using Polygon = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads the geometry blobs of GeoPackages: a header, then ISO WKB. Counts are compared with the bytes that are left before anything is reserved.</summary>
/// <remarks>OGC 12-128r18, clause 2.1.3; ISO 19125-1 for WKB.</remarks>
internal ref struct WkbReader
{
    private const int DeepestNesting = 8, LegacyZ = unchecked((int)0x80000000);
    private readonly GeometryParts _parts;
    private readonly string _place;
    private ReadOnlySpan<byte> _left;
    private bool _isLittle;

    private WkbReader(ReadOnlySpan<byte> bytes, GeometryParts parts, string place)
    {
        _left = bytes;
        _parts = parts;
        _place = place;
    }

    /// <summary>The geometry of a blob; null when it is empty.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged.</exception>
    public static Geometry? Read(ReadOnlySpan<byte> blob, GeometryParts parts, string place)
    {
        if (blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P') throw new InvalidDataException("a geometry without the letters GP");
        int flags = blob[3];
        int box = (flags >> 1 & 7) switch { 0 => 0, 1 => 32, 2 or 3 => 48, 4 => 64, int code => throw new InvalidDataException($"a geometry with envelope code {code}") };
        if ((flags & 0x20) != 0) throw new InvalidDataException("a geometry of a kind of its own");
        if (blob.Length < 8 + box) throw new InvalidDataException("a geometry cut short");
        if ((flags & 0x10) != 0) return null;
        return new WkbReader(blob[(8 + box)..], parts, place).Next(0);
    }

    private Geometry? Next(int depth)
    {
        if (depth > DeepestNesting) throw new InvalidDataException($"geometries nested more than {DeepestNesting} deep");
        _isLittle = Take(1)[0] switch { 0 => false, 1 => true, byte order => throw new InvalidDataException($"byte order {order} in a geometry") };
        int code = Int();
        bool hasZ = (code & LegacyZ) != 0;
        code &= ~LegacyZ;
        int dimensions = code / 1000;
        if (dimensions is < 0 or > 3) throw new InvalidDataException($"geometry type {code}");
        hasZ |= dimensions is 1 or 3;
        bool hasM = dimensions >= 2;
        return (code % 1000) switch
        {
            1 => Point(hasZ, hasM),
            2 => _parts.Lines([Points(hasZ, hasM)], _place),
            3 => Polygon(hasZ, hasM),
            4 => Many(depth) is var points ? _parts.Factory.CreateMultiPoint([.. points.OfType<Point>()]) : null,
            5 => Many(depth) is var lines ? _parts.Factory.CreateMultiLineString([.. lines.OfType<LineString>()]) : null,
            6 => Many(depth) is var polygons ? _parts.Factory.CreateMultiPolygon([.. polygons.OfType<Polygon>()]) : null,
            7 => Many(depth) is var members ? _parts.Factory.CreateGeometryCollection([.. members]) : null,
            _ => throw new InvalidDataException($"geometry type {code} (curves are not read)"),
        };
    }

    private Point? Point(bool hasZ, bool hasM)
    {
        double x = Double(), y = Double(), z = hasZ ? Double() : 0;
        if (hasM) Double();
        if (double.IsNaN(x) && double.IsNaN(y)) return null;          // how WKB says "no point"
        return _parts.Factory.CreatePoint(Corner(x, y, z, hasZ));
    }

    private Polygon? Polygon(bool hasZ, bool hasM)
    {
        int count = Count(4);
        List<Coordinate[]> rings = new(count);
        for (int i = 0; i < count; i++) rings.Add(Points(hasZ, hasM));
        return _parts.Polygon(rings, _place);
    }

    private List<Geometry> Many(int depth)
    {
        int count = Count(9);
        List<Geometry> members = new(count);
        for (int i = 0; i < count; i++)
            if (Next(depth + 1) is { } member) members.Add(member);
        return members;
    }

    private Coordinate[] Points(bool hasZ, bool hasM)
    {
        Coordinate[] points = new Coordinate[Count(16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0))];
        for (int i = 0; i < points.Length; i++)
        {
            double x = Double(), y = Double(), z = hasZ ? Double() : 0;
            if (hasM) Double();
            points[i] = Corner(x, y, z, hasZ);
        }
        return points;
    }

    private static Coordinate Corner(double x, double y, double z, bool hasZ) => Math.Abs(x) < 1e30 && Math.Abs(y) < 1e30
        ? hasZ ? new CoordinateZ(x, y, Math.Abs(z) < 1e30 ? z : double.NaN) : new Coordinate(x, y)
        : throw new InvalidDataException("a coordinate that is no finite number");

    private int Count(int width) => Int() is var count && count >= 0 && (long)count * width <= _left.Length
        ? count : throw new InvalidDataException($"a geometry that announces {count} parts in {_left.Length} bytes");

    private int Int() => _isLittle ? BinaryPrimitives.ReadInt32LittleEndian(Take(4)) : BinaryPrimitives.ReadInt32BigEndian(Take(4));

    private double Double() => _isLittle ? BinaryPrimitives.ReadDoubleLittleEndian(Take(8)) : BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _left.Length) throw new InvalidDataException("a geometry cut short");
        ReadOnlySpan<byte> taken = _left[..count];
        _left = _left[count..];
        return taken;
    }
}
