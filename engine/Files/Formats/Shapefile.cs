using System.Buffers.Binary;
using System.Globalization;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads ESRI shapefiles: the shapes from <c>.shp</c>, in the order of the index <c>.shx</c> where that is whole, else one after another; the attributes from <c>.dbf</c>.</summary>
/// <remarks>ESRI Shapefile Technical Description, July 1998.</remarks>
internal sealed class Shapefile
{
    private const int HeaderLength = 100, RecordHeaderLength = 8, IndexEntryLength = 8;
    private const string Format = "shapefile";
    private const string FetchAgain = "Fetch the file again, with all its parts (.shp, .shx, .dbf, .prj).";
    private readonly string _path, _name;
    private readonly FilePieces _file;
    private readonly ReadingNotes _notes;
    private readonly ShapeType _type;
    private readonly long _end;

    private Shapefile(string path, FilePieces file, ReadingNotes notes)
    {
        (_path, _name, _file, _notes) = (path, Path.GetFileName(path), file, notes);
        ReadOnlySpan<byte> header = file.At(0, HeaderLength);
        if (header.Length < HeaderLength || BinaryPrimitives.ReadInt32BigEndian(header) != 9994)
            throw InputFile.Fault(path, file.Length == 0 ? "an empty file" : "no shapefile header", "the number 9994 in its first four bytes and a header of 100 bytes", FetchAgain);
        _end = 2L * BinaryPrimitives.ReadInt32BigEndian(header[24..]);
        if (_end < HeaderLength || _end > file.Length) throw InputFile.Fault(path, $"{file.Length} bytes", $"the {_end} bytes that its header announces", FetchAgain);
        if (_end < file.Length) notes.Add($"{file.Length - _end} bytes after the end that the header announces were left out", _name);
        _type = (ShapeType)BinaryPrimitives.ReadInt32LittleEndian(header[32..]);
        if (!Enum.IsDefined(_type))
            throw InputFile.Fault(path, (int)_type == 31 ? "multipatch shapes" : $"shape type {(int)_type}", "points, multipoints, lines or polygons (with or without Z and M)", "Export the footprints as polygons.");
    }

    /// <summary>Reads the objects whose boxes meet a window.</summary>
    /// <param name="path">The <c>.shp</c> file.</param>
    /// <param name="window">What is wanted, in the system that the file states; null: everything.</param>
    public static VectorLayer Read(string path, Func<Crs?, Envelope?>? window) => InputFile.Guard(path, Format, () =>
    {
        using FilePieces file = new(path, Format);
        ReadingNotes notes = new();
        Crs? crs = ReadCrs(path);
        using Dbf table = Dbf.Open(Companion(path, ".dbf") ?? throw Missing(path), Companion(path, ".cpg"), notes);
        return new Shapefile(path, file, notes).Layer(crs, table, window?.Invoke(crs));
    });

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

    private VectorLayer Layer(Crs? crs, Dbf table, Envelope? window)
    {
        List<ShapePlace> places = Indexed(table.Records) ?? InOrder(table.Records);
        if (places.Count != table.Records)
            throw InputFile.Fault(_path, $"{places.Count} shapes, but {table.Records} records in {Path.GetFileName(table.Path)}", "as many shapes as records", FetchAgain);

        GeometryParts parts = new(_notes, crs?.Epsg ?? 0);
        List<Feature> features = new(window == null ? places.Count : 0);
        for (int i = 0; i < places.Count; i++)
        {
            ReadOnlySpan<byte> content = _file.At(places[i].Start + RecordHeaderLength, places[i].Length);
            if (window != null && ShapeRecord.BoxOf(content) is { } box && !window.Intersects(box)) continue;
            string place = parts.Place = Place(i);
            Geometry? shape = new ShapeRecord(_path, place, content, parts, _notes).Read(_type);
            if (window != null && !VectorReader.Meets(shape, window)) continue;
            if (table.Row(i) is { } row) features.Add(new Feature(shape, row, place));
            else _notes.Add("a record marked as deleted was left out", place);
        }
        return new VectorLayer(_path, crs, table.Columns.Names, features, _notes.Sentences(), table.Records - table.Deleted);
    }

    private string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"{_name} record {index + 1}");

    /// <summary>The records as the index orders them, which is the order of the attributes; null where there is no index, or it does not fit the shapes.</summary>
    private List<ShapePlace>? Indexed(int expected)
    {
        if (Companion(_path, ".shx") is not { } shx) return null;
        byte[] index = InputFile.Bytes(shx, "index of a shapefile");
        List<ShapePlace> places = new(index.Length / IndexEntryLength);
        if (index.Length == HeaderLength + IndexEntryLength * (long)expected)
            for (int at = HeaderLength; at < index.Length; at += IndexEntryLength)
            {
                long start = 2L * BinaryPrimitives.ReadInt32BigEndian(index.AsSpan(at)), length = 2L * BinaryPrimitives.ReadInt32BigEndian(index.AsSpan(at + 4));
                if (start < HeaderLength || length < 4 || start + RecordHeaderLength + length > _end || 2L * BinaryPrimitives.ReadInt32BigEndian(_file.At(start + 4, 4)) != length) break;
                places.Add(new ShapePlace(start, (int)length));
            }
        if (places.Count == expected && places.Distinct().Count() == expected) return places;
        _notes.Add("the index does not fit the shapes and was passed over", Path.GetFileName(shx));
        return null;
    }

    /// <summary>The records one after another. Their numbers are their ranks; where they are others, the ranks count, unless the numbers are another order.</summary>
    private List<ShapePlace> InOrder(int expected)
    {
        List<ShapePlace> places = new((int)Math.Min(expected, (_end - HeaderLength) / RecordHeaderLength));
        HashSet<int> numbers = [];
        long at = HeaderLength;
        bool ordered = true;
        while (at < _end)
        {
            if (_end - at < RecordHeaderLength + 4) throw Truncated(places.Count, _end - at, RecordHeaderLength + 4);
            ReadOnlySpan<byte> header = _file.At(at, RecordHeaderLength);
            long length = 2L * BinaryPrimitives.ReadInt32BigEndian(header[4..]);
            if (length < 4 || length > _end - at - RecordHeaderLength || length > Array.MaxLength) throw Truncated(places.Count, _end - at - RecordHeaderLength, length);
            int number = BinaryPrimitives.ReadInt32BigEndian(header);
            numbers.Add(number);
            places.Add(new ShapePlace(at, (int)length));
            if (number != places.Count)
            {
                ordered = false;
                _notes.Add("the record bears another number than its rank, which counts", Place(places.Count - 1));
            }
            at += RecordHeaderLength + length;
        }
        if (!ordered && numbers.Count == places.Count && numbers.Min() == 1 && numbers.Max() == places.Count)
            throw InputFile.Fault(_path, "records whose numbers are another order than theirs in the file, and no index (.shx) that fits", "an index that says which attributes belong to which shape", FetchAgain);
        return places;
    }

    private InputException Truncated(int record, long found, long expected) =>
        InputFile.Fault($"{_path}, {Place(record)}", $"{found} bytes left", $"{expected}", FetchAgain);

    /// <summary>Where a record begins, and how long it is without its header.</summary>
    private readonly record struct ShapePlace(long Start, int Length);
}

/// <summary>Codes of the format.</summary>
internal enum ShapeType
{
    Null = 0, Point = 1, Line = 3, Polygon = 5, MultiPoint = 8,
    PointZ = 11, LineZ = 13, PolygonZ = 15, MultiPointZ = 18,
    PointM = 21, LineM = 23, PolygonM = 25, MultiPointM = 28,
}
