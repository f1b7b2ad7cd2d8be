using System.Security.Cryptography;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Ensembles;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Files.Studies;

/// <summary>A value whose passing is counted.</summary>
/// <param name="Table">Of the column: <c>buildings</c>, <c>roads</c>, <c>cells</c>, <c>series</c>.</param> <param name="Column">The column.</param> <param name="Above">In its unit.</param>
public sealed record StudyThreshold(string Table, string Column, double Above);

/// <summary>Columns of a table of which every element gets statistics over the variants.</summary>
/// <param name="Table"><c>buildings</c>, <c>roads</c>, <c>cells</c> or <c>series</c>.</param> <param name="Columns">At least one.</param>
public sealed record StudyTable(string Table, IReadOnlyList<string> Columns);

/// <summary>One run of a study.</summary>
/// <param name="Index">Its number, from 0.</param> <param name="Scenario">Index of its scenario.</param> <param name="Point">Index of its point of the design.</param>
/// <param name="Seed">Of chance; null: the scenario's.</param> <param name="WeatherSeed">Of the weather; null: the scenario's.</param>
public readonly record struct StudyVariant(int Index, int Scenario, int Point, ulong? Seed, ulong? WeatherSeed);

/// <summary>A study, read and checked: which scenarios, what varies and how, and what is kept. docs/studies.md.</summary>
public sealed class Study
{
    /// <summary>Columns of tables of variants that no parameter may have.</summary>
    public static IReadOnlyList<string> OwnColumns { get; } = ["variant", "scenario", "point", "seed", "weather_seed", "fault"];

    private readonly IReadOnlyList<StudyScenario> _scenarios;
    private readonly ulong?[] _seeds, _weathers;

    internal Study(string path, StudyFile file, IReadOnlyList<StudyScenario> scenarios, IReadOnlyList<StudyParameter> parameters, Design design)
    {
        (Path, Name, Question, _scenarios, Parameters, Design) = (path, file.Name, file.Question ?? "", scenarios, parameters, design);
        (Scenarios, ParameterColumns) = ([.. scenarios.Select(s => s.Base)], [.. parameters.Select(p => p.Column)]);
        Dictionary<string, Translation> translations = new(StringComparer.Ordinal);
        foreach ((string language, TranslationFile? words) in new[] { ("fr", file.Fr), ("en", file.En) })
            if (words != null) translations[language] = new(words.Name, words.Question);
        Translations = translations;
        (Method, Seed) = (file.Sampling?.Method ?? SamplingMethod.Sobol, file.Seed!.Value);
        _seeds = file.Seeds is { Count: > 0 } seeds ? [.. seeds.Select(s => (ulong?)s)] : [null];
        _weathers = file.WeatherSeeds is { Count: > 0 } weathers ? [.. weathers.Select(s => (ulong?)s)] : [null];
        Indicators = file.Outputs?.Indicators ?? StudyOutputs.UsualIndicators;
        Tables = StudyOutputs.TablesOf(file.Outputs);
        Thresholds = StudyOutputs.ThresholdsOf(file.Outputs);
    }

    /// <summary>Its file.</summary>
    public string Path { get; }
    /// <summary>Shown to people.</summary>
    public string Name { get; }
    /// <summary>What it is to answer; empty when not said.</summary>
    public string Question { get; }
    /// <summary>Name and question by the language.</summary>
    public IReadOnlyDictionary<string, Translation> Translations { get; }
    /// <summary>As their files have them, the first the one that others are compared with.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }
    /// <summary>What varies.</summary>
    internal IReadOnlyList<StudyParameter> Parameters { get; }
    /// <summary>The names of what varies, in tables.</summary>
    public IReadOnlyList<string> ParameterColumns { get; }
    /// <summary>How points are spread.</summary>
    public SamplingMethod Method { get; }
    /// <summary>Of the sampling.</summary>
    public ulong Seed { get; }
    /// <summary>Where the points stand.</summary>
    public Design Design { get; }
    /// <summary>Figures of the territory that pictures and sensitivities are made of.</summary>
    public IReadOnlyList<string> Indicators { get; }
    /// <summary>Of which elements get statistics.</summary>
    public IReadOnlyList<StudyTable> Tables { get; }
    /// <summary>What is counted.</summary>
    public IReadOnlyList<StudyThreshold> Thresholds { get; }
    /// <summary>How often each point is run under each scenario: once a seed and weather.</summary>
    public int Repeats => _seeds.Length * _weathers.Length;
    /// <summary>How many runs it has.</summary>
    public int Count => _scenarios.Count * Repeats * Design.Count;

    /// <summary>A run of the study. Points change fastest, then weather, chance and scenario, so that neighbours share a stage.</summary>
    public StudyVariant this[int index]
    {
        get
        {
            int point = index % Design.Count, rest = index / Design.Count;
            return new(index, rest / Repeats, point, _seeds[rest / _weathers.Length % _seeds.Length], _weathers[rest % _weathers.Length]);
        }
    }

    /// <summary>What a variant takes of each parameter, as a scenario file would write it.</summary>
    public IReadOnlyList<string> TextsOf(StudyVariant variant) => [.. Parameters.Select((p, k) => p.At(Design[variant.Point, k]).Value)];

    /// <summary>The number of each parameter in the engine's unit; NaN for words.</summary>
    public IReadOnlyList<double> NumbersOf(StudyVariant variant) => [.. Parameters.Select((p, k) => p.NumberAt(Design[variant.Point, k]) ?? double.NaN)];

    /// <summary>A variant as a scenario that can be run.</summary>
    /// <exception cref="InputException">Its values do not go together.</exception>
    public Scenario ScenarioOf(StudyVariant variant)
    {
        StudyScenario scenario = _scenarios[variant.Scenario];
        List<(string, YamlText)> values = [.. Parameters.Select((p, k) => (Parameter: p, Text: p.At(Design[variant.Point, k]))).Where(v => Varies(variant.Scenario, v.Parameter)).Select(v => (v.Parameter.Path, v.Text))];
        if (variant.Seed is { } seed) values.Add(("seed", Text(seed)));
        if (variant.WeatherSeed is { } weather) values.Add(("weather.seed", Text(weather)));
        return scenario.With(values);

        YamlText Text(ulong number) => new($"{number}", Quoted: false, scenario.Place);
    }

    /// <summary>What a reader of its results must know: where a parameter changes nothing, since the scenario has no such value.</summary>
    public IReadOnlyList<string> Notes => [.. _scenarios.SelectMany((s, k) => Parameters.Where(p => !Varies(k, p)).Select(p => $"“{s.Base.Name}” {(p.Ranged != null ? "has no range for" : "has no")} `{p.Path}`: {p.Column} changes nothing there"))];

    private bool Varies(int scenario, StudyParameter parameter) => parameter.Ranged?.Contains(scenario) != false && _scenarios[scenario].Places(parameter.Path).Count > 0;

    /// <summary>Reads a scenario with one value of a parameter, to say what is wrong with it.</summary>
    /// <exception cref="InputException">The value is refused.</exception>
    internal void Try(int scenario, StudyParameter parameter, YamlText value) => _scenarios[scenario].With(Varies(scenario, parameter) ? [(parameter.Path, value)] : []);

    /// <summary>Identifies everything that decides what its runs keep: values, design, columns, content of the files, engine. Figures and thresholds are taken from what is kept, so they may be others when it is gathered again.</summary>
    public string Identity()
    {
        StringBuilder all = new();
        all.Append(ScenarioRunner.EngineVersion).Append('\n').Append(typeof(Simulation).Module.ModuleVersionId).Append('\n').Append(typeof(Study).Module.ModuleVersionId).Append('\n');
        foreach (StudyScenario scenario in _scenarios)
        {
            all.Append(scenario.Base.Name).Append('\n').Append(scenario.Base.Canonical).Append('\n');
            foreach (string file in FilesOf(scenario.Base)) all.Append(Stage.Record(file).Sha256).Append('\n');
        }
        foreach (string file in Parameters.Where(p => p.Key.Type == typeof(RelativePath)).SelectMany(p => p.Values).SelectMany(FilesOf)) all.Append(Stage.Record(file).Sha256).Append('\n');
        for (int k = 0; k < Count; k++)
        {
            StudyVariant variant = this[k];
            all.Append(variant).Append(' ').AppendJoin('\t', variant.Index < Design.Count ? TextsOf(variant) : []).Append('\n');
        }
        foreach (StudyParameter parameter in Parameters) all.Append(parameter.Path).Append('\t').Append(parameter.Column).Append('\t').Append(parameter.Told).Append('\n');
        all.AppendJoin('\t', Tables.Select(t => $"{t.Table} {string.Join(' ', t.Columns)}")).Append('\n').Append(Method);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }

    private static IEnumerable<string> FilesOf(Scenario scenario) =>
    [
        .. scenario.Territory.Folder is { } folder ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToArray() : [],
        .. new[] { scenario.Timetable, scenario.Weather.Epw }.OfType<string>(), .. scenario.Weather.Years.Select(y => y.Epw), .. scenario.Areas,
    ];

    private static IEnumerable<string> FilesOf(YamlText value)
    {
        RelativePath.Read(value, out RelativePath path);
        return Directory.Exists(path.Path) ? Directory.GetFiles(path.Path).Order(StringComparer.Ordinal) : File.Exists(path.Path) ? [path.Path] : [];
    }
}
