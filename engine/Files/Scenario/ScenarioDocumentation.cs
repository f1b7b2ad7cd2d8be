using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>The tables of docs/scenario.md, made from the records that read scenario files.</summary>
internal static class ScenarioDocumentation
{
    /// <summary>Every key: what it wants, its default, what it means.</summary>
    public static string Keys() => Keys(ScenarioKeys.Standard);

    internal static string Keys(ScenarioKeys keys) => Keys(keys.All);

    /// <summary>Every key of another file, by the record that it is read into.</summary>
    public static string Keys(Type record) => Keys(YamlKey.Of(record));

    private static string Keys(IReadOnlyList<YamlKey> keys)
    {
        StringBuilder text = new("| key | value | without it | meaning |\n| --- | --- | --- | --- |\n");
        Rows(text, keys, "");
        return text.ToString();
    }

    /// <summary>Every unit.</summary>
    public static string Units()
    {
        StringBuilder text = new("| quantity | for example | units | in the engine |\n| --- | --- | --- | --- |\n");
        foreach (Dimension dimension in Enum.GetValues<Dimension>())
        {
            UnitTable table = UnitTable.Of(dimension);
            text.Append(CultureInfo.InvariantCulture, $"| {table.Phrase} | `{table.Example}` | {string.Join(", ", table.Units.Select(u => $"`{u.Name}`"))} | {table.Engine} |\n");
        }
        return text.ToString();
    }

    /// <summary>Everything that selections may ask of buildings.</summary>
    public static string Attributes() => Attributes(SelectionAttribute.OfBuildings);

    /// <summary>Everything that selections may ask of roads.</summary>
    public static string RoadAttributes() => Attributes(SelectionAttribute.OfRoads);

    private static string Attributes<T>(IReadOnlyList<SelectionAttribute<T>> attributes)
    {
        StringBuilder text = new("| attribute | meaning | compared with |\n| --- | --- | --- |\n");
        foreach (SelectionAttribute<T> a in attributes)
            text.Append(CultureInfo.InvariantCulture, $"| `{a.Name}` | {a.Meaning} | {a.ComparedWith} |\n");
        return text.ToString();
    }

    internal static void Rows(StringBuilder text, IReadOnlyList<YamlKey> keys, string path)
    {
        foreach (YamlKey key in keys)
        {
            string name = path + key.Name;
            Type value = YamlKey.ItemOf(key.Type) ?? key.Type;
            bool list = value != key.Type;
            string otherwise = key.Required ? "must be given" : key.Default is { } d and not ("{}" or "[]") ? $"`{d}`" : "";
            text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {(list ? "list of " : "")}{Wanted(key, value)} | {otherwise} | {key.Explained} |\n");
            if (YamlKey.IsRecord(value)) Rows(text, key.Keys, $"{name}{(list ? "[]" : "")}.");
        }
    }

    private static string Wanted(YamlKey key, Type type)
    {
        if (key.Dimension is { } dimension) return $"{UnitTable.Of(dimension).Phrase}{Bounds(key)}";
        if (YamlKey.IsRecord(type)) return "keys";
        if (type == typeof(bool)) return "`true` or `false`";
        if (type.IsEnum) return string.Join(", ", CodeWords.All(type).Select(w => $"`{w}`"));
        if (key.Among.Count > 0) return string.Join(", ", key.Among.Select(w => $"`{w}`"));
        if (type == typeof(string)) return "text";
        if (type == typeof(YearsText)) return YearsText.Wants;
        if (type == typeof(ClimateZone)) return ClimateZone.Wants;
        if (type == typeof(ClimateText)) return "warming by year such as `+2.7 K by 2050`";
        if (type == typeof(RelativePath)) return "relative path";
        if (type == typeof(TableName)) return string.Join(", ", TableName.All.Select(t => $"`{t}`"));
        if (type == typeof(HourText)) return "hour such as `08-11T15`, or `hottest`";
        if (type == typeof(DaysText)) return "days such as `07-01 .. 07-31`, or one such as `01-15`";
        string noun = type == typeof(double) ? "number" : "whole number";
        return key.Range is not { } range ? noun : string.Create(CultureInfo.InvariantCulture, $"{noun}, {range.Minimum} to {range.Maximum}");
    }

    private static string Bounds(YamlKey key) => key.Between is { } between ? $", {between.Low} to {between.High}" : "";
}
