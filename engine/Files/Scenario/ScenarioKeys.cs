using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>All keys of scenario files: those of <see cref="ScenarioFile"/>, and those that the engine declares.</summary>
internal sealed class ScenarioKeys
{
    private static readonly Type[] Plain = [typeof(double), typeof(int), typeof(ulong), typeof(bool), typeof(string), typeof(YearsText), typeof(RelativePath)];
    /// <summary>Of aid, discount rate and loan: what scenarios need not share to be compared.</summary>
    public const string Economy = "economy";

    private static Tuple<IReadOnlyList<ProcessKind>, ScenarioKeys>? _standard;
    private readonly HashSet<string> _together = new(StringComparer.Ordinal);

    /// <summary>With some sections, couplings and measures.</summary>
    /// <exception cref="ArgumentException">A section or a measure cannot be read from a file.</exception>
    public ScenarioKeys(IReadOnlyList<Section> sections, IReadOnlyList<Switch> couplings, IReadOnlyList<MeasureKind> measures)
    {
        (Sections, MeasureKinds) = (sections, measures);
        List<YamlKey> all = [.. YamlKey.Of(typeof(ScenarioFile))];
        int at = all.FindIndex(k => k.Property == nameof(ScenarioFile.Measures));
        if (measures.Select(m => m.Key).Distinct(StringComparer.Ordinal).Count() < measures.Count) throw new ArgumentException("two measures have one key", nameof(measures));
        Measures = [.. measures.Select(Of)];
        all[at] = all[at] with { Keys = Measures };
        at = all.FindIndex(k => k.Property == nameof(ScenarioFile.Couplings));
        all[at] = all[at] with { Keys = [.. couplings.Select(Of)] };
        _together.Add(all[at].Name);
        _together.Add(Economy);
        foreach (Section section in sections)
        {
            if (all.Exists(k => k.Name == section.Key)) throw new ArgumentException($"two keys of scenario files are named `{section.Key}`", nameof(sections));
            all.Insert(at++, Of(section));
            _together.Add(section.Key);
        }
        string[] told = [.. all.Where(k => ReplacedKeyByKey(k.Name)).Select(k => $"`{k.Name}`")];
        All = [.. all.Select(k => k with { Meaning = k.Meaning.Replace("{sections}", $"{string.Join(", ", told.SkipLast(1))} and {told[^1]}", StringComparison.Ordinal) })];
    }

    /// <summary>Those of this engine, and of what takes part in it.</summary>
    public static ScenarioKeys Standard
    {
        get
        {
            if (Volatile.Read(ref _standard) is { } known && known.Item1 == Simulation.Kinds) return known.Item2;
            ScenarioKeys keys = new(Simulation.Sections, Simulation.Couplings, Simulation.Measures);
            Volatile.Write(ref _standard, new(Simulation.Kinds, keys));
            return keys;
        }
    }

    /// <summary>All of them, in the order of the documentation.</summary>
    public IReadOnlyList<YamlKey> All { get; }

    /// <summary>The sections that the engine declares.</summary>
    public IReadOnlyList<Section> Sections { get; }

    /// <summary>The measures that the engine declares.</summary>
    public IReadOnlyList<MeasureKind> MeasureKinds { get; }

    /// <summary>The keys of an entry of <c>measures</c>, one a kind, in the same order.</summary>
    public IReadOnlyList<YamlKey> Measures { get; }

    /// <summary>Whether a scenario that extends another replaces the keys below this one by one.</summary>
    public bool ReplacedKeyByKey(string key) => _together.Contains(key);

    /// <summary>The keys of a section.</summary>
    public IReadOnlyList<YamlKey> Of(string section) => All.First(k => k.Name == section).Keys;

    /// <summary>The key of a path such as <c>weather.shift</c> or <c>measures[0].NAME.share</c>.</summary>
    public YamlKey At(string path)
    {
        YamlKey? key = null;
        foreach (string part in path.Split('.')) key = (key?.Keys ?? All).First(k => k.Name == part.Split('[')[0]);
        return key!;
    }

    private static YamlKey Of(Section section)
    {
        if (section.Parameters.GetConstructor([]) is null)
            throw new ArgumentException($"{section.Parameters.Name}, the record of `{section.Key}`, cannot be made without arguments; give it properties with initial values", nameof(section));
        YamlKey key = new(section.Key, section.Parameters, file => ((ScenarioFile)file).Sections.GetValueOrDefault(section.Key), (file, record) => ((ScenarioFile)file).Sections[section.Key] = record)
        {
            Meaning = section.Meaning, Default = "{}", Keys = [.. YamlKey.Of(section.Parameters).Select(k => k with { ByYear = k.Dimension is not null })],
        };
        foreach (YamlKey parameter in key.Keys)
            if (FaultOf(parameter) is { } fault) throw new ArgumentException($"`{section.Key}.{parameter.Name}` {fault}", nameof(section));
        return key;
    }

    private static YamlKey Of(MeasureKind kind)
    {
        if (!kind.Entry.IsSubclassOf(typeof(Measure)) || kind.Entry.GetConstructor([]) is null)
            throw new ArgumentException($"{kind.Entry.Name}, the record of `{kind.Key}`, is no measure that can be made without arguments", nameof(kind));
        YamlKey key = new(kind.Key, kind.Entry, entry => ((MeasureFile)entry).Entries.GetValueOrDefault(kind.Key), (entry, measure) => ((MeasureFile)entry).Entries[kind.Key] = (Measure)measure) { Meaning = kind.Meaning };
        foreach (YamlKey parameter in key.Keys)
            if (FaultOf(parameter) is { } fault) throw new ArgumentException($"`{kind.Key}.{parameter.Name}` {fault}", nameof(kind));
        return key;
    }

    private static string? FaultOf(YamlKey key)
    {
        if (key.Meaning.Length == 0) return "has no description";
        if (!Plain.Contains(key.Type) && !key.Type.IsEnum) return $"is a {key.Type.Name}; files hold {string.Join(", ", Plain.Select(t => t.Name))} and enums";
        if (key.Dimension is null) return key.Between is null ? null : "has bounds with units, but no unit";
        if (key.Type != typeof(double) || key.Between is null || key.Range is not null) return "has a unit; it wants to be a double between bounds with units";
        return YamlBinder.FaultOf(key, key.Default ?? key.Between.Low);
    }

    private static YamlKey Of(Switch coupling) => new(
        coupling.Key, typeof(bool), states => ((Dictionary<string, bool>)states).TryGetValue(coupling.Key, out bool on) ? on : null, (states, on) => ((Dictionary<string, bool>)states)[coupling.Key] = (bool)on)
    {
        Meaning = coupling.Meaning, Default = "true",
    };
}
