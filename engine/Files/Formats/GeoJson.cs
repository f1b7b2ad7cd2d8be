using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Formats;

/// <summary>Reads GeoJSON (RFC 7946), also with the <c>crs</c> member of its 2008 predecessor.</summary>
internal sealed class GeoJson
{
    private const string Format = "GeoJSON file";
    private const int DeepestNesting = 64;

    /// <summary>How many lists are around a number.</summary>
    private static readonly Dictionary<string, int> Depths = new(StringComparer.Ordinal)
    {
        ["Point"] = 1, ["MultiPoint"] = 2, ["LineString"] = 2, ["MultiLineString"] = 3, ["Polygon"] = 3, ["MultiPolygon"] = 4, ["GeometryCollection"] = 0,
    };

    private readonly string _path, _name;
    private readonly AttributeColumns _columns = new();
    private readonly List<Feature> _features = [];
    private readonly ReadingNotes _notes = new();
    private GeometryParts _parts;
    private JsonSerializerOptions _geometries = JsonSerializerOptions.Default;
    private int[] _lastIndexes = [];

    private GeoJson(string path)
    {
        (_path, _name) = (path, Path.GetFileName(path));
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
            throw file.NoUtf8();
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
        _geometries = new JsonSerializerOptions { Converters = { new GeoJsonConverterFactory(_parts) } };
        if (type == "FeatureCollection") Collection(hasFeatures ? features : throw Fault("a FeatureCollection without `features`", "a list of features", "Export the file anew."));
        else if (type == "Feature") Feature(ref root);
        else if (type != null && Depths.ContainsKey(type)) Bare(ref root);
        else if (type == "CityJSON") throw Fault("CityJSON", "GeoJSON", "Load it in QGIS with the plugin CityJSON Loader, and save the footprints as a GeoPackage.");
        else throw Fault($"`type` {(type == null ? "missing" : $"`{type}`")}", "`FeatureCollection`, `Feature` or a geometry", "Check that the file is GeoJSON (TopoJSON and ESRI JSON are not).");
        if (!saysCrs && !AreDegrees()) crs = null;
        return new VectorLayer(_path, crs, _columns.Names, _features, _notes.Sentences(), _features.Count);
    }

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
        _parts.Place = string.Create(CultureInfo.InvariantCulture, $"{_name} feature {_features.Count + 1}");
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault("no object", "a feature", "Export the file anew.");
        bool isFeature = false;
        Geometry? shape = null;
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
                case "geometry": shape = Shape(ref reader); break;
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
        if (!indexes.SequenceEqual(_lastIndexes)) _lastIndexes = [.. indexes];      // most features have the same columns, in the same order
        _features.Add(new Feature(shape, new AttributeRow(_columns, _lastIndexes, [.. values]), _parts.Place));
    }

    private void Bare(ref Utf8JsonReader reader)
    {
        _parts.Place = $"{_name} feature 1";
        _features.Add(new Feature(Shape(ref reader), new AttributeRow(_columns, [], []), _parts.Place));
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
            case JsonTokenType.Number: return reader.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Endless();
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                using (JsonDocument nested = JsonDocument.ParseValue(ref reader)) return nested.RootElement.GetRawText();
            default: return null;
        }
    }

    private InputException NoUtf8() => Fault("a text that is not valid UTF-8", "GeoJSON in UTF-8", "Export the file anew in UTF-8.");

    private InputException Endless() => Fault("a number beyond 1.8e308", "a finite number", "Correct it in the source.");

    private Geometry? Shape(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault("a geometry that is no object", "`type` and `coordinates`", "Export the file anew.");
        Utf8JsonReader again = reader;
        bool isRead = false;
        if (!IsCollection(reader))
            try
            {
                if (GeometryParts.Usable(JsonSerializer.Deserialize<Geometry>(ref reader, _geometries)) is { } shape) return shape;
                isRead = true;
            }
            catch (Exception e) when (IsRefusal(e)) { }                // a closer look says why
        reader = again;
        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return Utf8.IsValid(JsonMarshal.GetRawUtf8Value(document.RootElement)) ? Shape(document.RootElement, isRead) : throw NoUtf8();
    }

    private static bool IsCollection(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType) return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("GeometryCollection"u8);
            reader.Skip();
        }
        return false;
    }

    private static bool IsRefusal(Exception e) => e is JsonException or ArgumentException or InvalidDataException;

    private static string? Text(JsonElement holder, string name) => holder.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>Collections, and what the library refuses or finds empty.</summary>
    /// <param name="geometry">As in the file.</param>
    /// <param name="isRead">Whether the library has read it, and found it empty.</param>
    private Geometry? Shape(JsonElement geometry, bool isRead)
    {
        if (geometry.ValueKind == JsonValueKind.Null) return null;
        if (geometry.ValueKind != JsonValueKind.Object) throw Fault("a geometry that is no object", "`type` and `coordinates`", "Export the file anew.");
        string? type = Text(geometry, "type");
        if (type == null || !Depths.TryGetValue(type, out int depth)) throw Fault($"a geometry of type `{type}`", string.Join(", ", Depths.Keys), "Export the file anew.");
        string holder = type == "GeometryCollection" ? "geometries" : "coordinates";
        if (!geometry.TryGetProperty(holder, out JsonElement list)) throw Fault($"a geometry `{type}` without `{holder}`", $"`type` and `{holder}`", "Export the file anew.");
        if (list.ValueKind != JsonValueKind.Array) throw Fault($"`{holder}` that are no list", "a list", "Export the file anew.");
        if (type == "GeometryCollection") return GeometryParts.Usable(_parts.CreateGeometryCollection([.. list.EnumerateArray().Select(member => Shape(member, isRead: false)).OfType<Geometry>()]));
        if (isRead || IsEmpty(list)) return null;
        try
        {
            return GeometryParts.Usable(geometry.Deserialize<Geometry>(_geometries));
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw Trouble(list, depth) ?? Fault($"a geometry `{type}` that cannot be read ({e.Message.TrimEnd('.')})", "`type` and `coordinates` as in RFC 7946", "Export the file anew.");
        }
    }

    /// <summary>No numbers, in a list or in lists of one: how other programs write an empty geometry.</summary>
    private static bool IsEmpty(JsonElement list)
    {
        while (list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 1) list = list[0];
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == 0;
    }

    /// <summary>What is wrong with coordinates that were refused.</summary>
    /// <param name="list">Numbers, or lists.</param>
    /// <param name="depth">Lists around a number, this one included.</param>
    private InputException? Trouble(JsonElement list, int depth)
    {
        if (list.ValueKind != JsonValueKind.Array)
            return Fault($"`{(list.GetRawText() is { Length: > 40 } raw ? raw[..40] : list.GetRawText())}` among coordinates", "lists of numbers", "Write coordinates as `[[x, y], …]`.");
        int count = list.GetArrayLength();
        if (depth > 1) return count == 0 ? Fault("an empty list among coordinates", "numbers in each", "Remove it in the source.") : list.EnumerateArray().Select(inner => Trouble(inner, depth - 1)).FirstOrDefault(t => t != null);
        foreach (JsonElement number in list.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number)
                return Fault($"a coordinate that is {number.ValueKind switch { JsonValueKind.String => "a text", JsonValueKind.Null => "null", _ => "no number" }}", "a number", "Write coordinates without quotes, as `[2.57, 44.35]`.");
            if (!(number.TryGetDouble(out double value) && double.IsFinite(value))) return Endless();
        }
        return count < 2 ? Fault($"a position of {count} numbers", "x and y, perhaps z", "Correct it in the source.") : null;
    }

    private InputException Fault(string found, string expected, string remedy) => InputFile.Fault(_parts.Place.Length == 0 ? _path : $"{_path}, {_parts.Place}", found, expected, remedy);
}
