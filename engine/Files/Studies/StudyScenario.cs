using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>A scenario of a study, of which variants are made by giving some of its values another text.</summary>
internal sealed class StudyScenario
{
    private readonly ScenarioKeys _keys;
    private readonly ScenarioSources _sources;

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

    /// <summary>Whether it has a value of that path.</summary>
    public bool Has(string path) => Draft.Find(path, out _) is not null;

    /// <summary>The scenario with other texts for some of its values; those that it does not have change nothing.</summary>
    /// <exception cref="InputException">A text is refused, or the values do not go together.</exception>
    public Scenario With(IEnumerable<(string Path, YamlText Text)> values)
    {
        YamlMap merged = _sources.Merged!;
        foreach ((string path, YamlText text) in values)
            if (Has(path)) merged = ScenarioPath.With(merged, path, text, _keys.All);
        FaultLog faults = new();
        ScenarioDraft? draft = ScenarioDraft.Of(Path, _sources with { Merged = merged }, _keys, faults);
        faults.ThrowIfAny();
        return draft!.Scenario! with { Warnings = faults.Warnings };
    }
}
