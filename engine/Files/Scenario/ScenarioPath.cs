using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>The name of a single value of a scenario, such as <c>weather.shift</c>, <c>measures[0].renovate.share</c> or, of every such measure, <c>measures[*].renovate.share</c>: found, and given another text.</summary>
internal static partial class ScenarioPath
{
    /// <summary>In the place of an index: every entry of a list that has what follows.</summary>
    public const string Every = "[*]";

    private const int LongestList = 1000;

    /// <summary>The paths of the single values that a path names, one of each entry where it says <see cref="Every"/>; none, and a fault, where the scenario has no such value.</summary>
    public static IReadOnlyList<string> Places(ScenarioFile file, string path, YamlBinder binder, IReadOnlyList<YamlKey> keys, out string fault)
    {
        int at = path.IndexOf(Every, StringComparison.Ordinal);
        if (at < 0) return Find(file, path, binder, keys, out fault) is null ? [] : [path];
        List<string> all = [];
        string? near = null;
        for (int k = 0; k < LongestList; k++)
        {
            all.AddRange(Places(file, $"{path[..at]}[{k}]{path[(at + Every.Length)..]}", binder, keys, out string none));
            if (none.Contains("Did you mean", StringComparison.Ordinal)) near ??= none.Replace($"[{k}]", Every, StringComparison.Ordinal);
        }
        fault = near ?? $"`{path}` is not a value of this scenario: no entry has it.";
        return all;
    }

    /// <summary>The key of a value and the value itself, defaults filled in, the first of several; null, and a fault, where the scenario has no such value.</summary>
    public static (YamlKey Key, object Value)? Find(ScenarioFile file, string path, YamlBinder binder, IReadOnlyList<YamlKey> keys, out string fault) => Find(file, path, path.Split('.'), 0, binder, keys, out fault);

    private static (YamlKey Key, object Value)? Find(object at, string path, string[] parts, int n, YamlBinder binder, IReadOnlyList<YamlKey> keys, out string fault)
    {
        Match match = Part().Match(parts[n]);
        string name = match.Success ? match.Groups["name"].Value : parts[n];
        YamlKey? key = keys.FirstOrDefault(k => k.Name == name);
        if (key == null)
        {
            fault = $"`{path}` is not a value of this scenario: `{parts[n]}`. {Spelling.Suggest(name, keys.Select(k => k.Name))}";
            return null;
        }
        object? value = binder.ValueOf(at, key);
        if (match.Groups["index"].Success) value = value is IList list && int.TryParse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture, out int index) && index < list.Count ? list[index] : null;
        fault = $"`{path}` is not a value of this scenario: it has no `{parts[n]}`. Write the value first, then offer it.";
        if (value == null) return null;
        if (n + 1 < parts.Length) return Find(value, path, parts, n + 1, binder, value is IList ? [] : key.Keys, out fault);
        bool several = value is IList || (value is not ValuePath && YamlKey.IsRecord(value.GetType()));
        fault = $"`{path}` is not a single value; name one of its own, such as {string.Join(", ", key.Keys.Take(3).Select(k => $"`{path}.{k.Name}`"))}.";
        return several ? null : (key, value);
    }

    /// <summary>What the files of a scenario say, with another text in the place of a value; lists have its entry already.</summary>
    public static YamlMap With(YamlMap map, string path, YamlText text, IReadOnlyList<YamlKey> keys) => (YamlMap)With(map, path.Split('.'), 0, text, keys, map.Place);

    private static YamlNode With(YamlNode? node, string[] parts, int at, YamlText text, IReadOnlyList<YamlKey> keys, Place otherwise)
    {
        if (at == parts.Length) return text;
        Place place = node?.Place ?? otherwise;
        int bracket = parts[at].IndexOf('[', StringComparison.Ordinal);
        string name = bracket < 0 ? parts[at] : parts[at][..bracket];
        YamlKey key = keys.First(k => k.Name == name);
        YamlMap map = node as YamlMap ?? new YamlMap([], place);
        YamlNode? child = map.Find(name)?.Value;
        if (child is YamlText written && at + 1 < parts.Length && key.ShortForm is { } only) child = new YamlMap([new(new(only, Quoted: false, written.Place), written)], written.Place);
        YamlNode changed = bracket < 0 ? With(child, parts, at + 1, text, key.Keys, place) : InList((YamlList)child!, int.Parse(parts[at].AsSpan(bracket + 1, parts[at].Length - bracket - 2), CultureInfo.InvariantCulture), parts, at + 1, text, key.Keys);
        return map.Find(name) is null
            ? map with { Entries = [.. map.Entries, new(new(name, Quoted: false, place), changed)] }
            : map with { Entries = [.. map.Entries.Select(e => e.Key.Value == name ? e with { Value = changed } : e)] };
    }

    private static YamlList InList(YamlList list, int index, string[] parts, int at, YamlText text, IReadOnlyList<YamlKey> keys) =>
        list with { Items = [.. list.Items.Select((item, k) => k == index ? With(item, parts, at, text, keys, list.Place) : item)] };

    [GeneratedRegex(@"^(?<name>[a-z_0-9]+)(\[(?<index>0|[1-9][0-9]{0,3})\])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Part();
}
