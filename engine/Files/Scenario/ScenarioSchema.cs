using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>The schema of scenario files for editors, made from the records that read them: keys, units, bounds, defaults, meaning.</summary>
public static class ScenarioSchema
{
    private const string NumberPattern = @"[+\-−]?\d[\d ]*(\.\d+)?([eE][+\-]?\d+)?";
    private static readonly JsonSerializerOptions Style = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>JSON Schema, draft 2020-12.</summary>
    public static string Text() => Text(ScenarioKeys.Standard);

    internal static string Text(ScenarioKeys keys)
    {
        JsonObject schema = Record(keys.All);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "TerritoryTwin scenario");
        return schema.ToJsonString(Style) + "\n";
    }

    private static JsonObject Record(IReadOnlyList<YamlKey> keys)
    {
        JsonObject properties = [];
        JsonArray required = [];
        foreach (YamlKey key in keys)
        {
            JsonObject value = Value(key, key.Type);
            value["description"] = key.Explained;
            if (key.Default is { } text and not ("{}" or "[]")) value["default"] = DefaultOf(key, text);
            properties[key.Name] = value;
            if (key.Required) required.Add(key.Name);
        }
        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0) schema["required"] = required;
        return schema;
    }

    private static JsonNode DefaultOf(YamlKey key, string text) => key.Type switch
    {
        var t when t == typeof(bool) => text == "true",
        var t when t == typeof(int) || t == typeof(ulong) || (t == typeof(double) && key.Dimension is null) => JsonNode.Parse(text)!,
        _ => text,
    };

    private static JsonObject Value(YamlKey key, Type type)
    {
        if (YamlKey.ItemOf(type) is { } item) return new() { ["type"] = "array", ["items"] = Value(key, item) };
        if (YamlKey.IsRecord(type))
            return type.IsDefined(typeof(ShortFormAttribute)) ? new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, Record(key.Keys)) } : Record(key.Keys);
        if (type == typeof(bool)) return new() { ["type"] = "boolean" };
        if (type.IsEnum) return new() { ["enum"] = new JsonArray([.. CodeWords.All(type).Select(w => JsonValue.Create(w))]) };
        if (key.Dimension is not null) return AmountOf(key);
        if (key.Among.Count > 0) return new() { ["enum"] = new JsonArray([.. key.Among.Select(w => JsonValue.Create(w))]) };
        if (type == typeof(int) || type == typeof(ulong) || type == typeof(double)) return Number(key, type);
        if (type == typeof(string)) return new() { ["type"] = "string", ["minLength"] = 1 };
        return Scalar(type);
    }

    private static JsonObject Number(YamlKey key, Type type)
    {
        JsonObject schema = new() { ["type"] = type == typeof(double) ? "number" : "integer" };
        if (type == typeof(ulong)) schema["minimum"] = 0;
        if (key.Range is not { } range) return schema;
        schema["minimum"] = JsonNode.Parse($"{range.Minimum}");
        schema["maximum"] = JsonNode.Parse($"{range.Maximum}");
        return schema;
    }

    private static JsonObject AmountOf(YamlKey key)
    {
        UnitTable table = UnitTable.Of(key.Dimension!.Value);
        string one = $@"{NumberPattern}\s*({string.Join('|', table.Units.Select(u => Regex.Escape(u.Name)))})";
        string byYear = key.ByYear ? $@"|{one} in \d{{4}}(,\s*{one} by \d{{4}})+" : "";
        return new() { ["type"] = "string", ["pattern"] = $@"^({one}(\s*\.\.\s*{one})?{byYear})$", ["examples"] = new JsonArray(table.Example) };
    }

    private static JsonObject Scalar(Type type)
    {
        string pattern = (string)typeof(ScenarioSchema).GetMethod(nameof(PatternOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, null)!;
        if (pattern.Length == 0) return new() { ["type"] = "string", ["minLength"] = 1 };
        // A single year is a number to YAML, and text to nobody.
        return new() { ["type"] = type == typeof(YearsText) ? new JsonArray("string", "integer") : "string", ["pattern"] = pattern };
    }

    private static string PatternOf<T>() where T : IScalar<T> => T.Pattern;
}
