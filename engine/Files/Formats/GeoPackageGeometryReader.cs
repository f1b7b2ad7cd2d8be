using System.Buffers.Binary;
using NetTopologySuite;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Implementation;
using NetTopologySuite.IO;
using Polygon = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads the geometry blobs of GeoPackages: a header, then ISO WKB.</summary>
/// <remarks>OGC 12-128r18, clause 2.1.3; ISO 19125-1 for WKB.</remarks>
internal sealed class GeoPackageGeometryReader : WKBReader
{
    private const int DeepestNesting = 8, LegacyZ = unchecked((int)0x80000000);
    private readonly GeometryParts _parts;

    public GeoPackageGeometryReader(GeometryParts parts) : base(new Services(parts))
    {
        _parts = parts;
        (HandleOrdinates, HandleSRID, IsStrict) = (Ordinates.XYZ, false, true);      // strict: what is mended is mended by the parts, with a note
    }

    /// <summary>The box that the head of a blob states; null where it states none, or the geometry is empty.</summary>
    public static Envelope? BoxOf(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 40 || blob[0] != 'G' || blob[1] != 'P' || (blob[3] & 0x10) != 0 || (blob[3] >> 1 & 7) is 0 or > 4) return null;
        bool isLittle = (blob[3] & 1) != 0;
        double west = At(blob, 8), east = At(blob, 16), south = At(blob, 24), north = At(blob, 32);
        return west <= east && south <= north ? new Envelope(west, east, south, north) : null;

        double At(ReadOnlySpan<byte> bytes, int at) => isLittle ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]) : BinaryPrimitives.ReadDoubleBigEndian(bytes[at..]);
    }

    /// <summary>The geometry of a blob; null when it is empty.</summary>
    /// <exception cref="InvalidDataException">The blob is damaged.</exception>
    public Geometry? ReadBlob(byte[] blob)
    {
        if (blob.Length < 8 || blob[0] != 'G' || blob[1] != 'P') throw new InvalidDataException("a geometry without the letters GP");
        int flags = blob[3];
        int box = (flags >> 1 & 7) switch { 0 => 0, 1 => 32, 2 or 3 => 48, 4 => 64, int code => throw new InvalidDataException($"a geometry with envelope code {code}") };
        if ((flags & 0x20) != 0) throw new InvalidDataException("a geometry of a kind of its own");
        if (blob.Length < 8 + box) throw new InvalidDataException("a geometry cut short");
        if ((flags & 0x10) != 0) return null;
        using BiEndianBinaryReader reader = new(new MemoryStream(blob, 8 + box, blob.Length - 8 - box));
        try
        {
            return GeometryParts.Usable(Next(reader, 0));
        }
        catch (Exception e) when (e is ParseException or EndOfStreamException)
        {
            throw new InvalidDataException(e.GetBaseException() switch
            {
                InvalidDataException own => own.Message,
                EndOfStreamException => "a geometry cut short",
                Exception other => $"a geometry that cannot be read ({other.Message.TrimEnd('.')})",
            }, e);
        }
    }

    /// <summary>Leaves points, lines and polygons to the library, and takes collections apart itself: the library would follow them down until the stack overflows.</summary>
    private Geometry Next(BiEndianBinaryReader reader, int depth)
    {
        if (depth > DeepestNesting) throw new InvalidDataException($"geometries nested more than {DeepestNesting} deep");
        Stream stream = reader.BaseStream;
        long start = stream.Position;
        reader.Endianess = reader.ReadByte() switch { 0 => ByteOrder.BigEndian, 1 => ByteOrder.LittleEndian, byte order => throw new InvalidDataException($"byte order {order} in a geometry") };
        int code = reader.ReadInt32() & ~LegacyZ, kind = code % 1000;
        if (code / 1000 is < 0 or > 3 || kind is < 1 or > 7) throw new InvalidDataException($"geometry type {code} (curves are not read)");
        if (kind <= 3)
        {
            stream.Position = start;
            return Read(reader);
        }
        int count = reader.ReadInt32();
        if (count < 0 || count > stream.Length - stream.Position) throw new InvalidDataException($"a geometry that announces {count} parts in {stream.Length - stream.Position} bytes");
        List<Geometry> members = [];
        for (int i = 0; i < count; i++) members.Add(Next(reader, depth + 1));
        return kind switch
        {
            4 => _parts.CreateMultiPoint(Only<Point>(members)),
            5 => _parts.CreateMultiLineString(Only<LineString>(members)),
            6 => _parts.CreateMultiPolygon(Only<Polygon>(members)),
            _ => _parts.CreateGeometryCollection([.. members]),
        };
    }

    private static T[] Only<T>(List<Geometry> members) where T : Geometry =>
        [.. members.Select(m => m as T ?? throw new InvalidDataException($"a {m.GeometryType} where each is a {typeof(T).Name}"))];

    private sealed class Services(GeometryFactory factory) : NtsGeometryServices(CoordinateArraySequenceFactory.Instance, factory.PrecisionModel, factory.SRID)
    {
        protected override GeometryFactory CreateGeometryFactoryCore(PrecisionModel precisionModel, ElevationModel elevationModel, int srid, CoordinateSequenceFactory coordinateSequenceFactory) => factory;
    }
}
