using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using Polygon = NetTopologySuite.Geometries.Polygon;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads GeoJSON (RFC 7946), also with the <c>crs</c> member of its 2008 predecessor.</summary>
internal sealed class GeoJson
{
    private const string Format = "GeoJSON file";
    private const int DeepestNesting = 64;
    private readonly string _path, _name;
    private readonly AttributeColumns _columns = new();
    private readonly List<Feature> _features = [];
    private readonly ReadingNotes _notes = new();
    private GeometryParts _parts;
    private int[] _lastIndexes = [];
    private string _place;

    private GeoJson(string path)
    {
        (_path, _name, _place) = (path, Path.GetFileName(path), path);
        _parts = new GeometryParts(_notes, 0);
    }

    public static VectorLayer Read(string path)
    {
        byte[] bytes = InputFile.UnpackedBytes(path, Format);
        ReadOnlySpan<byte> text = bytes;
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[3..];
        GeoJson file = new(path);
        try
        {
            return file.Layer(text);
        }
        catch (JsonException e)
        {
            throw InputFile.Fault($"{path}({e.LineNumber + 1},{e.BytePositionInLine + 1})", $"no valid JSON ({Reason(e)})", "GeoJSON in UTF-8, nested at most 64 deep", "Fetch the file again, or export it anew.");
        }
        catch (InvalidOperationException)                              // a text that holds half a surrogate pair or invalid UTF-8
        {
            throw InputFile.Fault(file._place, "a text that is not valid UTF-8", "GeoJSON in UTF-8", "Export the file anew in UTF-8.");
        }
    }

    private static string Reason(JsonException e)
    {
        int end = e.Message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }

    private VectorLayer Layer(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) throw Fault("an empty file", "a GeoJSON object", "Fetch the file again.");
        Utf8JsonReader reader = new(text, new JsonReaderOptions { MaxDepth = DeepestNesting, CommentHandling = JsonCommentHandling.Disallow });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault("no JSON object", "a FeatureCollection, a Feature or a geometry", "Fetch the file again, or export it anew.");
        Utf8JsonReader root = reader, features = default;
        string? type = null;
        Crs? crs = Crs.FromEpsg(4326);
        bool hasFeatures = false, saysCrs = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            if (name == "type" && reader.TokenType == JsonTokenType.String) type = reader.GetString();
            if (name == "crs") (crs, saysCrs) = (ReadCrs(reader), true);
            if (name == "features")
            {
                features = reader;
                hasFeatures = true;
            }
            reader.Skip();
        }
        while (reader.Read()) { }                                      // whatever follows the object is a fault of the JSON reader's

        _parts = new GeometryParts(_notes, crs?.Epsg ?? 0);
        if (type == "FeatureCollection") Collection(hasFeatures ? features : throw Fault("a FeatureCollection without `features`", "a list of features", "Export the file anew."));
        else if (type == "Feature") Feature(ref root);
        else if (type != null && Kinds.Contains(type)) Bare(root);
        else throw Fault($"`type` {(type == null ? "missing" : $"`{type}`")}", "`FeatureCollection`, `Feature` or a geometry", "Check that the file is GeoJSON (TopoJSON and ESRI JSON are not).");
        if (!saysCrs && !AreDegrees()) crs = null;
        return new VectorLayer(_path, crs, _columns.Names, _features, _notes.Sentences());
    }

    private static readonly string[] Kinds = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

    /// <summary>Without a <c>crs</c> member coordinates are degrees, unless they cannot be.</summary>
    private bool AreDegrees()
    {
        Envelope box = new();
        foreach (Feature feature in _features)
            if (feature.Geometry is { } geometry) box.ExpandToInclude(geometry.EnvelopeInternal);
        if (box.IsNull || box is { MinX: >= -361, MaxX: <= 361, MinY: >= -90.1, MaxY: <= 90.1 }) return true;
        _notes.Add("the coordinates cannot be degrees and the file names no `crs`; which one is meant has to be said", _name);
        return false;
    }

    private Crs? ReadCrs(Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        string? name = document.RootElement is { ValueKind: JsonValueKind.Object } crs && crs.TryGetProperty("properties", out JsonElement properties)
            && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty("name", out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
        if (name == null) throw Fault("a `crs` without name", "`\"crs\": {\"type\": \"name\", \"properties\": {\"name\": \"urn:ogc:def:crs:EPSG::2154\"}}`", "Export the file anew, or remove `crs` where coordinates are degrees.");
        if (name.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase) || name.EndsWith("CRS84h", StringComparison.OrdinalIgnoreCase)) return Crs.FromEpsg(4326);
        int cut = name.LastIndexOfAny([':', '/']);
        if (name.Contains("EPSG", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int code))
            return Crs.Find(code) ?? throw new InputException($"{_path}: `crs` is EPSG:{code}, which is not known; {CrsText.KnownOnes}");
        throw new InputException($"{_path}: `crs` is `{(name.Length > 80 ? name[..80] : name)}`, which is not known; {CrsText.KnownOnes}");
    }

    private void Collection(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Fault("`features` that are no list", "a list of features", "Export the file anew.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) Feature(ref reader);
    }

    private void Feature(ref Utf8JsonReader reader)
    {
        _place = string.Create(CultureInfo.InvariantCulture, $"{_name} feature {_features.Count + 1}");
        _parts.Place = _place;
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault("no object", "a feature", "Export the file anew.");
        Utf8JsonReader geometry = default;
        bool hasGeometry = false, isFeature = false;
        object? id = null;
        List<int> indexes = [];
        List<object?> values = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            switch (name)
            {
                case "type": isFeature = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("Feature"u8); break;
                case "id": id = Value(ref reader); break;
                case "geometry":
                    geometry = reader;
                    hasGeometry = true;
                    break;
                case "properties": Properties(reader, indexes, values); break;
            }
            reader.Skip();
        }
        if (!isFeature) throw Fault("an object that is no feature", "`\"type\": \"Feature\"`", "Export the file anew.");
        if (id != null && !(_columns.Find("id") is { } column && indexes.Contains(column)))
        {
            indexes.Add(_columns.FindOrAdd("id"));
            values.Add(id);
        }
        _features.Add(new Feature(hasGeometry ? Shape(ref geometry) : null, Row(indexes, values), _place));
    }

    private AttributeRow Row(List<int> indexes, List<object?> values)
    {
        if (!indexes.SequenceEqual(_lastIndexes)) _lastIndexes = [.. indexes];      // most features have the same columns, in the same order
        return new AttributeRow(_columns, _lastIndexes, [.. values]);
    }

    private void Bare(Utf8JsonReader reader)
    {
        _place = $"{_name} feature 1";
        _parts.Place = _place;
        _features.Add(new Feature(Shape(ref reader), Row([], []), _place));
    }

    private void Properties(Utf8JsonReader reader, List<int> indexes, List<object?> values)
    {
        if (reader.TokenType == JsonTokenType.Null) return;
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault("`properties` that are no object", "names and values, or null", "Export the file anew.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            indexes.Add(_columns.FindOrAdd(reader.GetString() ?? ""));
            reader.Read();
            values.Add(Value(ref reader));
        }
    }

    /// <summary>Lists and objects are kept as their JSON text.</summary>
    private object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return reader.GetString();
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Number when reader.TryGetInt64(out long whole): return whole;
            case JsonTokenType.Number: return FiniteNumber(ref reader);
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                using (JsonDocument nested = JsonDocument.ParseValue(ref reader)) return nested.RootElement.GetRawText();
            default: return null;
        }
    }

    private double FiniteNumber(ref Utf8JsonReader reader) =>
        reader.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Fault("a number beyond 1.8e308", "a finite number", "Correct it in the source.");

    private Geometry? Shape(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault("a geometry that is no object", "`type` and `coordinates`", "Export the file anew.");
        string? type = null;
        Utf8JsonReader coordinates = default, geometries = default;
        bool hasCoordinates = false, hasGeometries = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString() ?? "";
            reader.Read();
            if (name == "type" && reader.TokenType == JsonTokenType.String) type = reader.GetString();
            if (name == "coordinates")
            {
                coordinates = reader;
                hasCoordinates = true;
            }
            if (name == "geometries")
            {
                geometries = reader;
                hasGeometries = true;
            }
            reader.Skip();
        }
        if (type == "GeometryCollection" && hasGeometries) return Members(geometries);
        if (!hasCoordinates) throw Fault($"a geometry `{type}` without `coordinates`", "`type` and `coordinates`", "Export the file anew.");
        if (coordinates.TokenType != JsonTokenType.StartArray) throw Fault("`coordinates` that are no list", "lists of numbers", "Export the file anew.");
        return type switch
        {
            "Point" => Point(ref coordinates),
            "MultiPoint" => _parts.CreateMultiPointFromCoords(Line(ref coordinates)),
            "LineString" => _parts.Lines([Line(ref coordinates)]),
            "MultiLineString" => _parts.Lines(Lines(ref coordinates)),
            "Polygon" => GeometryParts.Usable(Polygon(Lines(ref coordinates))),
            "MultiPolygon" => MultiPolygon(ref coordinates),
            _ => throw Fault($"a geometry of type `{type}`", string.Join(", ", Kinds), "Export the file anew."),
        };
    }

    private GeometryCollection Members(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw Fault("`geometries` that are no list", "a list of geometries", "Export the file anew.");
        List<Geometry> members = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            if (Shape(ref reader) is { } member) members.Add(member);
        return _parts.CreateGeometryCollection([.. members]);
    }

    private Point? Point(ref Utf8JsonReader reader)
    {
        Utf8JsonReader ahead = reader;
        ahead.Read();
        if (ahead.TokenType == JsonTokenType.EndArray) return null;    // RFC 7946 lets an empty list stand for no point
        return _parts.CreatePoint(Position(ref reader));
    }

    private MultiPolygon MultiPolygon(ref Utf8JsonReader reader)
    {
        List<Polygon> polygons = [];
        while (NextList(ref reader)) polygons.Add(Polygon(Lines(ref reader)));
        return _parts.CreateMultiPolygon([.. polygons]);
    }

    private Polygon Polygon(List<Coordinate[]> rings) =>
        rings.Count == 0 ? _parts.CreatePolygon() : _parts.CreatePolygon(_parts.CreateLinearRing(rings[0]), [.. rings.Skip(1).Select(_parts.CreateLinearRing)]);

    private List<Coordinate[]> Lines(ref Utf8JsonReader reader)
    {
        List<Coordinate[]> lines = [];
        while (NextList(ref reader)) lines.Add(Line(ref reader));
        return lines;
    }

    private Coordinate[] Line(ref Utf8JsonReader reader)
    {
        List<Coordinate> points = [];
        while (NextList(ref reader)) points.Add(Position(ref reader));
        if (points.Exists(p => p is CoordinateZ) && points.Exists(p => p is not CoordinateZ))
            points = points.ConvertAll(p => p is CoordinateZ ? p : new CoordinateZ(p.X, p.Y));
        return [.. points];
    }

    private bool NextList(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray) return false;
        if (reader.TokenType != JsonTokenType.StartArray) throw Fault($"`{Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 40)])}` among coordinates", "lists of numbers", "Write coordinates as `[[x, y], …]`.");
        return true;
    }

    /// <summary>Reads from the opening bracket to the closing one: x, y and perhaps z; more numbers are left out.</summary>
    private Coordinate Position(ref Utf8JsonReader reader)
    {
        Span<double> values = stackalloc double[3];
        int count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number) throw Fault($"a coordinate that is {reader.TokenType switch { JsonTokenType.String => "a text", JsonTokenType.Null => "null", _ => "no number" }}", "a number", "Write coordinates without quotes, as `[2.57, 44.35]`.");
            double value = FiniteNumber(ref reader);
            if (count < 3) values[count] = value;
            count++;
        }
        if (count < 2) throw Fault($"a position of {count} numbers", "x and y, perhaps z", "Correct it in the source.");
        return count == 2 ? new Coordinate(values[0], values[1]) : new CoordinateZ(values[0], values[1], values[2]);
    }

    private InputException Fault(string found, string expected, string remedy) => InputFile.Fault(_place == _path ? _path : $"{_path}, {_place}", found, expected, remedy);
}
