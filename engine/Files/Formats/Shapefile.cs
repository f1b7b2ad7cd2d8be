using System.Buffers.Binary;
using System.Globalization;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads ESRI shapefiles: the shapes from <c>.shp</c>, in the order of the index <c>.shx</c> where that is whole, else one after another; the attributes from <c>.dbf</c>.</summary>
/// <remarks>ESRI Shapefile Technical Description, July 1998.</remarks>
internal static class Shapefile
{
    private const int HeaderLength = 100, RecordHeaderLength = 8, IndexEntryLength = 8;
    private const string Format = "shapefile";
    private const string FetchAgain = "Fetch the file again, with all its parts (.shp, .shx, .dbf, .prj).";

    public static VectorLayer Read(string path)
    {
        byte[] bytes = InputFile.Bytes(path, Format);
        ReadingNotes notes = new();
        Crs? crs = ReadCrs(path);
        Dbf table = Dbf.Read(Companion(path, ".dbf") ?? throw Missing(path), Companion(path, ".cpg"), notes);
        ShapeType type = Header(path, bytes, notes, out int end);
        List<ShapePlace> places = Indexed(path, bytes, end, table.Records, notes) ?? InOrder(path, bytes, end, table.Records, notes);
        List<Geometry?> shapes = Shapes(path, bytes, type, places, new GeometryParts(notes, crs?.Epsg ?? 0), notes);
        if (shapes.Count != table.Records)
            throw InputFile.Fault(path, $"{shapes.Count} shapes, but {table.Records} records in {Path.GetFileName(table.Path)}", "as many shapes as records", FetchAgain);

        string name = Path.GetFileName(path);
        List<Feature> features = new(shapes.Count);
        for (int i = 0; i < shapes.Count; i++)
        {
            string place = Place(name, i);
            if (table.Row(i) is { } row) features.Add(new Feature(shapes[i], row, place));
            else notes.Add("a record marked as deleted was left out", place);
        }
        return new VectorLayer(path, crs, table.Columns.Names, features, notes.Sentences());
    }

    /// <summary>What the <c>.prj</c> beside a file says; null without one.</summary>
    public static Crs? ReadCrs(string path)
    {
        if (Companion(path, ".prj") is not { } prj) return null;
        string text = System.Text.Encoding.UTF8.GetString(InputFile.Bytes(prj, ".prj file"));
        if (string.IsNullOrWhiteSpace(text)) return null;
        try
        {
            return Crs.FromWkt(text);
        }
        catch (InputException e)
        {
            throw new InputException($"{prj}: {e.Message}");
        }
    }

    /// <summary>The file of the same name with another extension, in lower or upper case; null when there is none.</summary>
    internal static string? Companion(string path, string extension)
    {
        string lower = Path.ChangeExtension(path, extension), upper = Path.ChangeExtension(path, extension.ToUpperInvariant());
        return File.Exists(lower) ? lower : File.Exists(upper) ? upper : null;
    }

    private static InputException Missing(string path) =>
        InputFile.Fault(Path.ChangeExtension(path, ".dbf"), "no such file", $"the attributes that belong to {Path.GetFileName(path)}", FetchAgain);

    private static string Place(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name} record {index + 1}");

    /// <summary>The records as the index orders them, which is the order of the attributes; null where there is no index, or it does not fit the shapes.</summary>
    private static List<ShapePlace>? Indexed(string path, byte[] bytes, int end, int expected, ReadingNotes notes)
    {
        if (Companion(path, ".shx") is not { } shx) return null;
        byte[] index = InputFile.Bytes(shx, "index of a shapefile");
        List<ShapePlace> places = new(expected);
        if (index.Length == HeaderLength + IndexEntryLength * (long)expected)
            for (int at = HeaderLength; at < index.Length; at += IndexEntryLength)
            {
                long start = 2L * BinaryPrimitives.ReadInt32BigEndian(index.AsSpan(at)), length = 2L * BinaryPrimitives.ReadInt32BigEndian(index.AsSpan(at + 4));
                if (start < HeaderLength || length < 4 || start + RecordHeaderLength + length > end || 2L * BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan((int)start + 4)) != length) break;
                places.Add(new ShapePlace((int)start, (int)length));
            }
        if (places.Count == expected && places.Distinct().Count() == expected) return places;
        notes.Add("the index does not fit the shapes and was passed over", Path.GetFileName(shx));
        return null;
    }

    /// <summary>The records one after another. Their numbers are their ranks; where they are others, the ranks count, unless the numbers are another order.</summary>
    private static List<ShapePlace> InOrder(string path, byte[] bytes, int end, int expected, ReadingNotes notes)
    {
        string name = Path.GetFileName(path);
        List<ShapePlace> places = new(Math.Min(expected, (end - HeaderLength) / RecordHeaderLength));
        HashSet<int> numbers = [];
        int at = HeaderLength;
        bool ordered = true;
        while (at < end)
        {
            string place = Place(name, places.Count);
            if (end - at < RecordHeaderLength + 4) throw Truncated(path, place, end - at, RecordHeaderLength + 4);
            long length = 2L * BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4));
            if (length < 4 || length > end - at - RecordHeaderLength) throw Truncated(path, place, end - at - RecordHeaderLength, length);
            int number = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            numbers.Add(number);
            places.Add(new ShapePlace(at, (int)length));
            if (number != places.Count)
            {
                ordered = false;
                notes.Add("the record bears another number than its rank, which counts", place);
            }
            at += RecordHeaderLength + (int)length;
        }
        if (!ordered && numbers.Count == places.Count && numbers.Min() == 1 && numbers.Max() == places.Count)
            throw InputFile.Fault(path, "records whose numbers are another order than theirs in the file, and no index (.shx) that fits", "an index that says which attributes belong to which shape", FetchAgain);
        return places;
    }

    private static List<Geometry?> Shapes(string path, byte[] bytes, ShapeType type, List<ShapePlace> places, GeometryParts parts, ReadingNotes notes)
    {
        string name = Path.GetFileName(path);
        List<Geometry?> shapes = new(places.Count);
        foreach (ShapePlace record in places)
        {
            string place = parts.Place = Place(name, shapes.Count);
            shapes.Add(new ShapeRecord(path, place, bytes.AsSpan(record.Start + RecordHeaderLength, record.Length), parts, notes).Read(type));
        }
        return shapes;
    }

    private static ShapeType Header(string path, byte[] bytes, ReadingNotes notes, out int end)
    {
        if (bytes.Length < HeaderLength || BinaryPrimitives.ReadInt32BigEndian(bytes) != 9994)
            throw InputFile.Fault(path, bytes.Length == 0 ? "an empty file" : "no shapefile header", "the number 9994 in its first four bytes and a header of 100 bytes", FetchAgain);
        long claimed = 2L * BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(24));
        if (claimed < HeaderLength || claimed > bytes.Length)
            throw InputFile.Fault(path, $"{bytes.Length} bytes", $"the {claimed} bytes that its header announces", FetchAgain);
        if (claimed < bytes.Length) notes.Add($"{bytes.Length - claimed} bytes after the end that the header announces were left out", Path.GetFileName(path));
        end = (int)claimed;
        int type = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(32));
        if (!Enum.IsDefined((ShapeType)type))
            throw InputFile.Fault(path, type == 31 ? "multipatch shapes" : $"shape type {type}", "points, multipoints, lines or polygons (with or without Z and M)", "Export the footprints as polygons.");
        return (ShapeType)type;
    }

    private static InputException Truncated(string path, string place, long found, long expected) =>
        InputFile.Fault($"{path}, {place}", $"{found} bytes left", $"{expected}", FetchAgain);

    /// <summary>Where a record begins, and how long it is without its header.</summary>
    private readonly record struct ShapePlace(int Start, int Length);
}

/// <summary>Codes of the format.</summary>
internal enum ShapeType
{
    Null = 0, Point = 1, Line = 3, Polygon = 5, MultiPoint = 8,
    PointZ = 11, LineZ = 13, PolygonZ = 15, MultiPointZ = 18,
    PointM = 21, LineM = 23, PolygonM = 25, MultiPointM = 28,
}
