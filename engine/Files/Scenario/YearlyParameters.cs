using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What the sections of a scenario set, year by year.</summary>
public sealed class YearlyParameters
{
    private readonly IReadOnlyList<Written> _sections;

    /// <summary>Takes what was read.</summary>
    /// <param name="file">The scenario.</param> <param name="binder">Has read it.</param> <param name="keys">All keys.</param>
    internal YearlyParameters(ScenarioFile file, YamlBinder binder, ScenarioKeys keys) =>
        _sections = [.. keys.Sections.Select(s => new Written(s, file.Sections[s.Key], keys.Of(s.Key),
            [.. keys.Of(s.Key).Select(k => (Key: k, Path: binder.ValueOf(file.Sections[s.Key], k) as ValuePath)).Where(p => p.Path != null).Select(p => (p.Key, p.Path!))]))];

    /// <summary>The values that go by year, by their names in scenario files.</summary>
    public IReadOnlyDictionary<string, ValuePath> Paths => _sections.SelectMany(s => s.Paths.Select(p => ($"{s.Section.Key}.{p.Key.Name}", p.Path))).ToDictionary();

    /// <summary>The sections that are accounted, such as prices, of which nothing goes by year.</summary>
    public IEnumerable<string> Held => _sections.Where(s => s.Section.IsAccounting && s.Paths.Count == 0).Select(s => s.Section.Key);

    /// <summary>What holds in a year; of a range, the middle.</summary>
    public ParameterSet In(int year) => new(_sections.Select(s => s.In(year)));

    private sealed record Written(Section Section, object Record, IReadOnlyList<YamlKey> Keys, IReadOnlyList<(YamlKey Key, ValuePath Path)> Paths)
    {
        public object In(int year)
        {
            if (Paths.Count == 0) return Record;
            object then = YamlKey.New(Section.Parameters);
            foreach (YamlKey key in Keys)
                if (key.Get(Record) is { } value) key.Set(then, value);
            foreach ((YamlKey key, ValuePath path) in Paths) key.Set(then, path.In(year));
            return then;
        }
    }
}
