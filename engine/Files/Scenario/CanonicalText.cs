using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Every value of a scenario in a fixed order and form.</summary>
internal static class CanonicalText
{
    /// <summary>One line a value, <c>key = value</c>, without the names that only people read and without the chain of files.</summary>
    public static string Of(ScenarioFile file)
    {
        StringBuilder text = new();
        Visit("", file with { Name = null, Question = null, Fr = null, En = null, Extends = null, Adjustable = null },
            (path, _, value) => text.Append(CultureInfo.InvariantCulture, $"{path} = {Show(value)}\n"));
        return text.ToString();
    }

    /// <summary>The values given as ranges, and what a run takes of each.</summary>
    public static IReadOnlyList<string> Ranges(ScenarioFile file)
    {
        List<string> ranges = [];
        Visit("", file, (path, key, value) =>
        {
            if (value is Amount { IsRange: true } q)
                ranges.Add($"{path}: {q.Show(key.Dimension!.Value)} is a range; a run takes its middle, {UnitTable.Of(key.Dimension!.Value).Show(q.Value)}");
        });
        return ranges;
    }

    private static void Visit(string path, object record, Action<string, YamlKey, object> action)
    {
        foreach (YamlKey key in YamlKey.Of(record.GetType()))
            Visit(path.Length == 0 ? key.Name : $"{path}.{key.Name}", key, key.Property.GetValue(record), action);
    }

    private static void Visit(string path, YamlKey key, object? value, Action<string, YamlKey, object> action)
    {
        if (value == null) return;
        if (value is IList list)
            for (int n = 0; n < list.Count; n++) Visit($"{path}[{n}]", key, list[n], action);
        else if (YamlKey.IsRecord(value.GetType())) Visit(path, value, action);
        else action(path, key, value);
    }

    private static string Show(object value) => value switch
    {
        Amount { IsRange: true } q => string.Create(CultureInfo.InvariantCulture, $"{q.Low:R} .. {q.High:R}"),
        Amount q => q.Low.ToString("R", CultureInfo.InvariantCulture),
        RelativePath p => p.Written,
        YearsText y => YearsText.Show(y.Span),
        ClimateZone z => z.Name,
        ClimateText c => ClimateText.Show(c.Path),
        bool b => b ? "true" : "false",
        Enum e => CodeWords.Of(e.ToString()),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value.ToString()),
    };
}
