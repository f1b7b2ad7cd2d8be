using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>The files of a scenario, its own first, and what they say together.</summary>
/// <param name="Files">As given, or relative to where they are named.</param>
/// <param name="Merged">All keys; each value keeps the place where it is written. Null when the scenario's own file cannot be understood.</param>
/// <param name="Whole">Whether all bases could be read; else keys may be absent only because a base is.</param>
internal sealed record ScenarioSources(IReadOnlyList<string> Files, YamlMap? Merged, bool Whole)
{
    private const int LongestChain = 16;
    private static readonly string[] NotInherited = ["name", "question", "fr", "en", "extends"];

    /// <summary>Reads a scenario and its bases. Each file is checked alone first, so that nothing hides behind what replaces it.</summary>
    public static ScenarioSources Read(string path, ScenarioKeys keys, FaultLog faults)
    {
        List<string> files = [];
        List<YamlMap> maps = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? next = path;
        while (next != null)
        {
            if (!seen.Add(Path.GetFullPath(next))) break;
            files.Add(next);
            if (YamlDocument.TryRead(next, faults) is not { } document) break;
            if (document.Root is not YamlMap map)
            {
                faults.Add(document.Root.Place, $"expected keys and values, such as `name: As it is`; found {document.Root.Kind}.");
                break;
            }
            maps.Add(map);
            next = BaseOf(map, keys, seen, files.Count, faults);
        }
        return new(files, maps.Count == 0 ? null : Merge(maps, keys), maps.Count > 0 && maps[^1].Find("extends") == null);
    }

    private static string? BaseOf(YamlMap map, ScenarioKeys keys, HashSet<string> seen, int depth, FaultLog faults)
    {
        YamlBinder binder = new(faults, complete: false);
        ScenarioFile file = binder.Bind<ScenarioFile>(map, keys.All);
        if (file.Extends is not { } extends) return null;
        Place place = binder.PlaceOf(file, nameof(file.Extends));
        if (seen.Contains(Path.GetFullPath(extends.Path)))
            faults.Add(place, $"`extends` goes round in a circle: {extends.Written} is a scenario that extends this one. Let one of them stand alone.");
        else if (depth >= LongestChain)
            faults.Add(place, $"`extends` goes through more than {LongestChain} files; put what they share into fewer.");
        else if (!File.Exists(extends.Path))
            faults.Add(place, $"`extends` names {extends.Path}, which does not exist. {Hint(extends.Path)}");
        else
            return extends.Path;
        return null;
    }

    private static string Hint(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        string[] beside = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Take(200).Select(f => Path.GetFileName(f))] : [];
        return Spelling.NearestFile(Path.GetFileName(path), beside) is { } near ? $"Did you mean `{near}`?" : "The path is relative to the file that holds it.";
    }

    private static YamlMap Merge(List<YamlMap> maps, ScenarioKeys keys)
    {
        YamlMap merged = maps[^1];
        for (int n = maps.Count - 2; n >= 0; n--)
        {
            YamlMap inherited = merged with { Entries = [.. merged.Entries.Where(e => !NotInherited.Contains(e.Key.Value))] };
            merged = Over(inherited, maps[n], keys);
        }
        return merged;
    }

    // Without keys: below the top, where each value replaces the other whole.
    private static YamlMap Over(YamlMap inherited, YamlMap own, ScenarioKeys? keys)
    {
        Dictionary<string, YamlEntry> replacing = own.Entries.ToDictionary(e => e.Key.Value, StringComparer.Ordinal);
        List<YamlEntry> entries = [];
        foreach (YamlEntry entry in inherited.Entries)
            entries.Add(replacing.Remove(entry.Key.Value, out YamlEntry? replaced) ? Joined(entry, replaced, keys) : entry);
        entries.AddRange(own.Entries.Where(e => replacing.ContainsKey(e.Key.Value)));
        return new(entries, own.Place);
    }

    private static YamlEntry Joined(YamlEntry inherited, YamlEntry own, ScenarioKeys? keys) => (own.Key.Value, inherited.Value, own.Value) switch
    {
        ("measures", YamlList before, YamlList after) when keys != null => own with { Value = after with { Items = [.. before.Items, .. after.Items] } },
        (var key, YamlMap before, YamlMap after) when keys?.ReplacedKeyByKey(key) == true => own with { Value = Over(before, after, keys: null) },
        _ => own,
    };
}
