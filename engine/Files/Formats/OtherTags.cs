using System.Text;
using System.Text.Json;

namespace TerritoryTwin.Files.Formats;

/// <summary>Takes apart the column <c>other_tags</c>, in which GDAL keeps what of OpenStreetMap has no column of its own: <c>"building:levels"=>"3","height"=>"12"</c>, or the same as JSON.</summary>
/// <remarks>The text form of PostgreSQL's hstore: quotes around keys and values, a backslash before quotes and backslashes in them, NULL for no value.</remarks>
internal static class OtherTags
{
    private const string Column = "other_tags";

    /// <summary>A layer with a column for each tag; the same layer where it has no such column. What a column of the file says stands before a tag of its name.</summary>
    public static VectorLayer Apart(VectorLayer layer)
    {
        if (!layer.Columns.Contains(Column)) return layer;
        AttributeColumns columns = new();
        foreach (string name in layer.Columns) columns.AddUnique(name);
        ReadingNotes notes = new();
        Feature[] features = [.. layer.Features.Select(f => f.Attributes[Column] is string { Length: > 0 } text ? f with { Attributes = Apart(f, text, columns, notes) } : f with { Attributes = Row(f, columns, []) })];
        return layer with { Columns = columns.Names, Features = features, Notes = [.. layer.Notes, .. notes.Sentences()] };
    }

    private static AttributeRow Apart(Feature feature, string text, AttributeColumns columns, ReadingNotes notes)
    {
        List<(string Key, string Value)> tags = [];
        if (!(text[0] == '{' ? Json(text, tags) : Hstore(text, tags))) notes.Add($"{Column} breaks off or is not `\"key\"=>\"value\"`; the tags before that were read", feature.Place);
        return Row(feature, columns, tags);
    }

    private static AttributeRow Row(Feature feature, AttributeColumns columns, List<(string Key, string Value)> tags)
    {
        List<int> indexes = [];
        List<object?> values = [];
        foreach ((string name, object? value) in feature.Attributes)
            if (name != Column && value != null) Add(name, value);
        foreach ((string key, string value) in tags)
            if (columns.FindOrAdd(key) is int column && !indexes.Contains(column)) Add(key, value);
        return new AttributeRow(columns, [.. indexes], [.. values]);

        void Add(string name, object value)
        {
            indexes.Add(columns.FindOrAdd(name));
            values.Add(value);
        }
    }

    /// <summary>Whether the whole text was read.</summary>
    private static bool Hstore(string text, List<(string, string)> tags)
    {
        int at = 0;
        while (true)
        {
            if (Quoted(text, ref at) is not { } key || !Skip(text, ref at, "=>")) return false;
            if (Skip(text, ref at, "NULL")) { }
            else if (Quoted(text, ref at) is { } value) tags.Add((key, value));
            else return false;
            if (!Skip(text, ref at, ",")) return text.AsSpan(at).IsWhiteSpace();
        }
    }

    /// <summary>What stands between the next two quotes; null where it does not begin or does not end.</summary>
    private static string? Quoted(string text, ref int at)
    {
        if (!Skip(text, ref at, "\"")) return null;
        StringBuilder found = new();
        for (; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return found.ToString();
            }
            if (text[at] == '\\' && ++at == text.Length) return null;
            found.Append(text[at]);
        }
        return null;
    }

    private static bool Skip(string text, ref int at, string sign)
    {
        int next = at;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (!text.AsSpan(next).StartsWith(sign, StringComparison.OrdinalIgnoreCase)) return false;
        at = next + sign.Length;
        return true;
    }

    private static bool Json(string text, List<(string, string)> tags)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            foreach (JsonProperty tag in document.RootElement.EnumerateObject())
                if (tag.Value.ValueKind != JsonValueKind.Null) tags.Add((tag.Name, tag.Value.ToString()));
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
