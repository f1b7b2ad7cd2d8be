using System.Buffers.Binary;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>The content of one record of a <c>.shp</c> file. Counts are compared with the bytes that are there before anything is reserved.</summary>
internal readonly ref struct ShapeRecord(string path, string place, ReadOnlySpan<byte> content, GeometryParts parts, ReadingNotes notes)
{
    private const int BoxLength = 32, RangeLength = 16;
    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>The box that a record states; null where it has no shape, or what is stated is no box, as programs leave it that write none.</summary>
    public static Envelope? BoxOf(ReadOnlySpan<byte> content)
    {
        ShapeType type = (ShapeType)BinaryPrimitives.ReadInt32LittleEndian(content);
        if (type == ShapeType.Null) return null;
        bool isPoint = (int)type % 10 == 1;
        if (content.Length < 4 + (isPoint ? 16 : BoxLength)) return null;
        double west = At(content, 0), south = At(content, 1), east = isPoint ? west : At(content, 2), north = isPoint ? south : At(content, 3);
        return west <= east && south <= north && (isPoint || west != 0 || south != 0 || east != 0 || north != 0) ? new Envelope(west, east, south, north) : null;

        static double At(ReadOnlySpan<byte> content, int number) => BinaryPrimitives.ReadDoubleLittleEndian(content[(4 + 8 * number)..]);
    }

    public Geometry? Read(ShapeType expected)
    {
        ShapeType type = (ShapeType)BinaryPrimitives.ReadInt32LittleEndian(_content);
        if (type == ShapeType.Null) return null;
        if (type != expected) throw Fault($"shape type {(int)type}", $"{(int)expected}, as the header says");
        if ((int)type > 20) notes.Add("measures (M) are left out", place);
        return ((int)type % 10) switch
        {
            1 => Point((int)type / 10 == 1),
            8 => MultiPoint((int)type / 10 == 1),
            3 => parts.Lines(Parts((int)type / 10 == 1)),
            _ => parts.Polygons(Parts((int)type / 10 == 1)),
        };
    }

    private Point Point(bool hasZ)
    {
        Require(4 + 16 + (hasZ ? 8 : 0));
        return parts.CreatePoint(hasZ ? new CoordinateZ(Finite(4), Finite(12), Height(20)) : new Coordinate(Finite(4), Finite(12)));
    }

    private MultiPoint MultiPoint(bool hasZ)
    {
        Require(4 + BoxLength + 4);
        int count = Count(4 + BoxLength), first = 4 + BoxLength + 4;
        Require(first + 16L * count + (hasZ ? RangeLength + 8L * count : 0));
        return parts.CreateMultiPointFromCoords(Points(first, 0, count, count, hasZ));
    }

    private List<Coordinate[]> Parts(bool hasZ)
    {
        Require(4 + BoxLength + 8);
        int partCount = Count(4 + BoxLength), count = Count(4 + BoxLength + 4), starts = 4 + BoxLength + 8;
        long first = starts + 4L * partCount;
        Require(first + 16L * count + (hasZ ? RangeLength + 8L * count : 0));
        List<Coordinate[]> found = new(partCount);
        for (int part = 0; part < partCount; part++)
        {
            int from = Int(starts + 4 * part), to = part + 1 < partCount ? Int(starts + 4 * (part + 1)) : count;
            if (from < 0 || to < from || to > count) throw Fault($"part {part + 1} from point {from} to {to}", $"rising numbers of points up to {count}");
            found.Add(Points((int)first, from, to, count, hasZ));
        }
        return found;
    }

    private Coordinate[] Points(int first, int from, int to, int count, bool hasZ)
    {
        Coordinate[] points = new Coordinate[to - from];
        int heights = first + 16 * count + RangeLength;
        for (int i = from; i < to; i++)
        {
            double x = Finite(first + 16 * i), y = Finite(first + 16 * i + 8);
            points[i - from] = hasZ ? new CoordinateZ(x, y, Height(heights + 8 * i)) : new Coordinate(x, y);
        }
        return points;
    }

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_content[at..]);

    private int Count(int at) => Int(at) is var count and >= 0 ? count : throw Fault($"a count of {Int(at)}", "zero or more");

    private double Finite(int at) => BinaryPrimitives.ReadDoubleLittleEndian(_content[at..]) is var value && Math.Abs(value) < 1e30
        ? value : throw Fault($"a coordinate of {value}", "a finite number");

    private double Height(int at) => BinaryPrimitives.ReadDoubleLittleEndian(_content[at..]);

    private void Require(long length)
    {
        if (length > _content.Length) throw Fault($"{_content.Length} bytes", $"{length} for the points that it announces");
    }

    private InputException Fault(string found, string expected) => InputFile.Fault($"{path}, {place}", found, expected, "Fetch the file again, or mend it with `ogr2ogr`.");
}
