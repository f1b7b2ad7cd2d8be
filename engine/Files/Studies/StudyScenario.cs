using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>A scenario of a study, of which variants are made by giving some of its values another text.</summary>
internal sealed class StudyScenario
{
    private readonly ScenarioKeys _keys;
    private readonly ScenarioSources _sources;
    private readonly Dictionary<string, IReadOnlyList<string>> _places = new(StringComparer.Ordinal);

    private StudyScenario(string path, ScenarioKeys keys, ScenarioSources sources, ScenarioDraft draft) => (Path, _keys, _sources, Draft) = (path, keys, sources, draft);

    /// <summary>Its file.</summary>
    public string Path { get; }

    /// <summary>As its files have it.</summary>
    public ScenarioDraft Draft { get; }

    /// <summary>As its files have it, checked.</summary>
    public Scenario Base => Draft.Scenario!;

    /// <summary>Where it begins.</summary>
    public Place Place => _sources.Merged!.Place;

    /// <summary>Reads a scenario; null when it has faults, which are told.</summary>
    public static StudyScenario? Read(string path, ScenarioKeys keys, FaultLog faults)
    {
        ScenarioSources sources = ScenarioSources.Read(path, keys, faults);
        return ScenarioDraft.Of(path, sources, keys, faults) is { Scenario: not null } draft ? new(path, keys, sources, draft) : null;
    }

    /// <summary>The single values that a path names; none where it has no such value.</summary>
    public IReadOnlyList<string> Places(string path)
    {
        lock (_places) return _places.TryGetValue(path, out IReadOnlyList<string>? known) ? known : _places[path] = Draft.Places(path, out _);
    }

    /// <summary>The scenario with other texts for some of its values; those that it does not have change nothing.</summary>
    /// <exception cref="InputException">A text is refused, the values do not go together, or another year would be simulated.</exception>
    public Scenario With(IEnumerable<(string Path, YamlText Text)> values)
    {
        YamlMap merged = _sources.Merged!;
        foreach ((string path, YamlText text) in values)
            foreach (string place in Places(path)) merged = ScenarioPath.With(merged, place, text, _keys.All);
        Scenario scenario = ScenarioReader.Of(Path, _sources with { Merged = merged }, _keys);
        return scenario.Simulated.SequenceEqual(Base.Simulated) ? scenario
            : throw new InputException($"{Path}: a variant would simulate {string.Join(", ", scenario.Simulated)}, and the scenario simulates {string.Join(", ", Base.Simulated)}; the runs of a study share their years, so neither `simulate` nor the end of `years` varies.");
    }
}
