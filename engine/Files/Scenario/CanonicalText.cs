using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>Every value of a scenario in a fixed order and form.</summary>
/// <param name="file">The scenario.</param> <param name="binder">Has read it.</param> <param name="keys">All keys.</param>
internal sealed class CanonicalText(ScenarioFile file, YamlBinder binder, ScenarioKeys keys)
{
    // Names that only people read, and the chain of files.
    private static readonly string[] NotComputed = ["name", "question", "fr", "en", "extends", "adjustable"];

    /// <summary>One line a value, <c>key = value</c>.</summary>
    public string All()
    {
        StringBuilder text = new();
        Visit(keys.All.Where(k => !NotComputed.Contains(k.Name)), (path, _, value) => text.Append(Line(path, value)).Append('\n'));
        return text.ToString();
    }

    /// <summary>What two scenarios must share for their difference to be that of their measures, a line a value; what answers a measure is none of it.</summary>
    public IReadOnlyList<string> Settings()
    {
        List<string> lines = [];
        Visit(keys.All.Where(k => k.Name == "weather" || (keys.ReplacedKeyByKey(k.Name) && k.Name != ScenarioKeys.Economy)), (path, key, value) =>
        {
            if (key.Answers is null) lines.Add(Line(path, value));
        });
        return lines;
    }

    /// <summary>The values given as ranges, and what a run takes of each.</summary>
    public IReadOnlyList<string> Ranges() =>
        [.. Ranged().Select(r => $"{r.Path}: {r.Range.Show(r.Key.Dimension!.Value)} is a range; a run takes its middle, {UnitTable.Of(r.Key.Dimension!.Value).Show(r.Range.Value)}")];

    /// <summary>The values given as ranges, by their paths.</summary>
    public IReadOnlyList<(string Path, YamlKey Key, Amount Range)> Ranged()
    {
        List<(string, YamlKey, Amount)> ranges = [];
        Visit(keys.All, (path, key, value) =>
        {
            if (value is Amount { IsRange: true } range) ranges.Add((path, key, range));
        });
        return ranges;
    }

    private void Visit(IEnumerable<YamlKey> tops, Action<string, YamlKey, object> action)
    {
        foreach (YamlKey key in tops) Visit(key.Name, key, binder.ValueOf(file, key), action);
    }

    private void Visit(string path, YamlKey key, object? value, Action<string, YamlKey, object> action)
    {
        if (value == null) return;
        if (value is IList list)
            for (int n = 0; n < list.Count; n++) Visit($"{path}[{n}]", key, list[n], action);
        else if (value is not ValuePath && YamlKey.IsRecord(value.GetType()))
            foreach (YamlKey below in key.Keys) Visit($"{path}.{below.Name}", below, binder.ValueOf(value, below), action);
        else action(path, key, value);
    }

    private static string Line(string path, object value) => $"{path} = {Show(value)}";

    /// <summary>A value as it stands in a line.</summary>
    public static string Show(object value) => value switch
    {
        Amount { IsRange: true } q => string.Create(CultureInfo.InvariantCulture, $"{q.Low:R} .. {q.High:R}"),
        Amount q => q.Low.ToString("R", CultureInfo.InvariantCulture),
        RelativePath p => p.Written,
        YearsText y => YearsText.Show(y.Span),
        ClimateZone z => z.Name,
        ClimateText c => ClimateText.Show(c.Path),
        ValuePath p => string.Join(", ", p.Levels.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Value:R} in {l.Year}"))),
        bool b => b ? "true" : "false",
        Enum e => CodeWords.Of(e.ToString()),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value.ToString()),
    };
}
