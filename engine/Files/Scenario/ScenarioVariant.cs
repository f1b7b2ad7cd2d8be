using System.Globalization;
using System.Text;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>A scenario with some of its values moved and measures added: what the sliders and the pointer of a viewer make, and what can be saved as a scenario file of its own.</summary>
public sealed class ScenarioVariant
{
    private static readonly string[] Paths = ["economy.aid", "calibration.electricity", "calibration.gas", "calibration.district_heat", "calibration.beside", "territory", "territory.folder", "timetable", "weather", "weather.epw", "weather.years[].epw"];
    private readonly ScenarioKeys _keys;
    private readonly ScenarioSources _sources;
    private readonly ScenarioFile _file;
    private readonly YamlMap _merged;
    private readonly SortedDictionary<string, double> _moved = new(StringComparer.Ordinal);
    private IReadOnlyList<AddedMeasure> _added = [];

    private ScenarioVariant(string path, ScenarioKeys keys, ScenarioSources sources, ScenarioDraft draft, IReadOnlyList<string> warnings)
    {
        (Path, _keys, _sources, _file, _merged, Origin) = (path, keys, sources, draft.Written, sources.Merged!, draft.Scenario! with { Warnings = warnings });
        Adjustable = [.. (Origin.Adjustable.Count > 0 ? Origin.Adjustable : Usual()).Where(a => IsSimulated(a.Parameter))];
        Addable = [.. keys.MeasureKinds.Where(k => (k.Entry.IsSubclassOf(typeof(BuildingMeasure)) || k.Entry.IsSubclassOf(typeof(RoadMeasure))) && IsSimulated($"measures[0].{k.Key}")).Select(AddableOf)];
    }

    /// <summary>Reads the scenario that is to be varied.</summary>
    /// <exception cref="InputException">It has faults; all of them.</exception>
    public static ScenarioVariant Of(string path) => Of(path, ScenarioKeys.Standard);

    internal static ScenarioVariant Of(string path, ScenarioKeys keys)
    {
        FaultLog faults = new();
        ScenarioSources sources = ScenarioSources.Read(path, keys, faults);
        ScenarioDraft? draft = ScenarioDraft.Of(path, sources, keys, faults);
        faults.ThrowIfAny();
        return new(path, keys, sources, draft!, faults.Warnings);
    }

    /// <summary>The file of the origin.</summary>
    public string Path { get; }

    /// <summary>The scenario as its file has it.</summary>
    public Scenario Origin { get; }

    /// <summary>The values that may be moved: those the scenario offers, else the usual ones.</summary>
    public IReadOnlyList<Adjustable> Adjustable { get; }

    /// <summary>The measures that may be added for some buildings or roads: those of processes that are on.</summary>
    public IReadOnlyList<AddableMeasure> Addable { get; }

    /// <summary>What it has otherwise than its file.</summary>
    public ScenarioChanges Changes => new(new SortedDictionary<string, double>(_moved, StringComparer.Ordinal), _added);

    /// <summary>Moves a value, within the ends of its slider.</summary>
    /// <param name="parameter">One of <see cref="Adjustable"/>.</param>
    /// <param name="value">In the engine's unit.</param>
    /// <exception cref="ArgumentException">There is no such slider.</exception>
    public void Move(string parameter, double value)
    {
        Adjustable slider = Adjustable.FirstOrDefault(a => a.Parameter == parameter) ?? throw new ArgumentException($"no slider moves `{parameter}`", nameof(parameter));
        double within = Math.Clamp(value, slider.From, slider.To);
        if (within == slider.Value) _moved.Remove(parameter);
        else _moved[parameter] = within;
    }

    /// <summary>Puts these changes in the place of all that there were, within the ends of the sliders.</summary>
    /// <exception cref="ArgumentException">There is no such slider.</exception>
    public void Restore(ScenarioChanges changes)
    {
        _moved.Clear();
        foreach ((string parameter, double value) in changes.Moved) Move(parameter, value);
        _added = changes.Added;
    }

    /// <summary>Puts these changes in the place of all that there were, whether the scenario has sliders for them or not: it follows another.</summary>
    public void Follow(ScenarioChanges changes)
    {
        _moved.Clear();
        foreach ((string parameter, double value) in changes.Moved) _moved[parameter] = value;
        _added = changes.Added;
    }

    /// <summary>Whether a value is of the measures of a scenario. Every other one, such as a price, a set-point or the climate, is of the world that all compared scenarios live in.</summary>
    public static bool IsOfMeasures(string parameter) => parameter == "budget" || parameter.StartsWith("measures[", StringComparison.Ordinal);

    /// <summary>Where a slider stands.</summary>
    public double ValueOf(Adjustable slider) => _moved.GetValueOrDefault(slider.Parameter, slider.Value);

    /// <summary>The variant as a scenario file that `twin check` accepts; it needs no other scenario file but the one beside which a calibration lays its measurements.</summary>
    /// <param name="folder">Where the file will lie: its paths are relative to it.</param>
    /// <param name="name">Of the variant.</param> <param name="by">Who moved its values; empty: nobody said.</param> <param name="names">Its name in other languages, by their keys in scenario files; null: none.</param>
    public string ToYaml(string folder, string name, string by = "", IReadOnlyDictionary<string, string>? names = null)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# Derived from {Relative(folder, Path)} (“{OneLine(Origin.Name)}”){AssumedBy(_moved.Count > 0 ? by : "")}.\n");
        foreach ((string parameter, double value) in _moved)
            text.Append(CultureInfo.InvariantCulture, $"# {parameter}: {Show(parameter, value)} instead of {Show(parameter, Adjustable.First(a => a.Parameter == parameter).Value)}\n");
        foreach (AddedMeasure added in _added)
            text.Append(CultureInfo.InvariantCulture, $"# {added.Measure}{(added.Keys.Count > 0 ? $" ({string.Join(", ", added.Keys.Select(static k => $"{k.Key}: {OneLine(k.Value)}"))})" : "")}: {added.Elements.Count} {(KindOf(added.Measure).Entry.IsSubclassOf(typeof(RoadMeasure)) ? "roads" : "buildings")} pointed at{AssumedBy(added.By)}\n");
        text.Append(CultureInfo.InvariantCulture, $"name: {Quoted(name)}\n");
        if (Origin.Question.Length > 0) text.Append(CultureInfo.InvariantCulture, $"question: {Quoted(Origin.Question)}\n");
        foreach ((string language, Translation words) in Origin.Translations)
        {
            string[] told = [.. new[] { ("name", names?.GetValueOrDefault(language)), ("question", words.Question) }.Where(static t => t.Item2 != null).Select(static t => $"{t.Item1}: {Quoted(t.Item2!)}")];
            if (told.Length > 0) text.Append(CultureInfo.InvariantCulture, $"{language}: {{ {string.Join(", ", told)} }}\n");
        }
        YamlMap body = WithChanges(_merged with { Entries = [.. _merged.Entries.Where(e => e.Key.Value is not ("name" or "question" or "fr" or "en" or "extends")).Select(Beside)] });
        Write(text, body, "", 0, folder);
        return text.ToString();
    }

    /// <summary>Writes <see cref="ToYaml"/> to a file.</summary>
    public void Save(string path, string name, string by = "", IReadOnlyDictionary<string, string>? names = null)
    {
        string full = System.IO.Path.GetFullPath(path);
        AtomicFile.WriteText(full, ToYaml(System.IO.Path.GetDirectoryName(full)!, name, by, names));
    }

    /// <summary>The variant as a scenario that can be run.</summary>
    /// <exception cref="InputException">The changes do not go together.</exception>
    public Scenario ToScenario() => !Changes.Any ? Origin : ScenarioReader.Of(Path, _sources with { Merged = WithChanges(_merged) }, _keys);

    // What is set for a process that is off changes nothing.
    private bool IsSimulated(string parameter)
    {
        string[] parts = parameter.Split('.');
        bool ofMeasure = parts[0].StartsWith("measures[", StringComparison.Ordinal);
        ProcessKind? owner = Simulation.Kinds.FirstOrDefault(k => ofMeasure ? k.Measures.Any(m => m.Key == parts[1]) : k.Sections.Any(s => s.Key == parts[0]));
        return owner?.IsOn(Origin.Parameters.In(Origin.Simulated[^1])) != false;
    }

    private Adjustable[] Usual()
    {
        List<Adjustable> usual = [];
        IReadOnlyList<MeasureFile> written = _file.Measures ?? [];
        int next = written.Count;
        foreach (YamlKey kind in _keys.Measures.Where(k => k.Keys.Any(p => p.Slider != null)))
        {
            int found = Enumerable.Range(0, written.Count).FirstOrDefault(n => kind.Get(written[n]) != null, -1);
            string path = $"measures[{(found >= 0 ? found : next++)}].{kind.Name}";
            foreach (YamlKey key in kind.Keys.Where(k => k.Slider != null))
                usual.Add(UsualOf($"{path}.{key.Name}", key, found >= 0 ? (double)key.Get(kind.Get(written[found])!)! : null));
        }
        foreach (Section section in _keys.Sections)
            foreach (YamlKey key in _keys.Of(section.Key).Where(k => k.Slider != null))
                if (!Origin.Parameters.Paths.ContainsKey($"{section.Key}.{key.Name}") && key.Get(_file.Sections[section.Key]) is double value) usual.Add(UsualOf($"{section.Key}.{key.Name}", key, value));
        return [.. usual];
    }

    // The ends are those declared, or the value where it lies beyond. What the scenario lacks stands at the left end.
    private static Adjustable UsualOf(string parameter, YamlKey key, double? written)
    {
        Dimension dimension = key.Dimension!.Value;
        double value = written ?? End(key.Slider!.From);
        return new(parameter, key.Slider!.Label, UnitTable.Of(dimension).Engine, Math.Min(value, End(key.Slider.From)), Math.Max(value, End(key.Slider.To)), value);

        double End(string text) => AmountText.Read(text, dimension, out Amount end) is { } fault
            ? throw new InvalidOperationException($"the slider of {parameter} has an end that cannot be read: {fault}") : end.Value;
    }

    private YamlMap WithChanges(YamlMap map)
    {
        foreach ((string parameter, double value) in _moved)
        {
            (map, string path) = Placed(map, parameter);
            map = ScenarioPath.With(map, path, New(Show(parameter, value)), _keys.All);
        }
        return _added.Count == 0 ? map : Appended(map, _added.Select(Entry));
    }

    // For these elements alone, whatever a fresh one would choose.
    private YamlNode Entry(AddedMeasure added) => Map((added.Measure, Map([("where", New(Selection.OfIds(added.Elements))),
        .. KindOf(added.Measure).Fresh.Where(f => f.Key != "where" && !added.Keys.ContainsKey(f.Key)).Concat(added.Keys).Select(k => (k.Key, (YamlNode)New(k.Value)))])));

    // A slider of a measure that the scenario lacks names it by the number it would have; it begins as its kind says, and stands where the first of its sliders put it.
    private (YamlMap, string) Placed(YamlMap map, string parameter)
    {
        if (!parameter.StartsWith("measures[", StringComparison.Ordinal)) return (map, parameter);
        string[] parts = parameter.Split('.', 3);
        if (int.Parse(parts[0].AsSpan(9, parts[0].Length - 10), CultureInfo.InvariantCulture) < Written) return (map, parameter);
        YamlNode[] items = [.. (map.Find("measures")?.Value as YamlList)?.Items ?? []];
        int found = Array.FindIndex(items, Written, i => (i as YamlMap)?.Find(parts[1]) is not null);
        if (found < 0)
        {
            (found, map) = (items.Length, Appended(map, [Fresh(parts[1])]));
        }
        return (map, $"measures[{found}].{parts[1]}.{parts[2]}");
    }

    private int Written => _file.Measures?.Count ?? 0;

    // A measure that the scenario lacks begins as its kind says.
    private YamlMap Fresh(string key) => Map((key, Map([.. KindOf(key).Fresh.Select(f => (f.Key, (YamlNode)New(f.Value)))])));

    private YamlMap Appended(YamlMap map, IEnumerable<YamlNode> entries)
    {
        YamlEntry measures = new(New("measures"), new YamlList([.. (map.Find("measures")?.Value as YamlList)?.Items ?? [], .. entries], _merged.Place));
        return map with { Entries = map.Find("measures") is null ? [.. map.Entries, measures] : [.. map.Entries.Select(e => e.Key.Value == "measures" ? measures : e)] };
    }

    private MeasureKind KindOf(string key) => _keys.MeasureKinds.First(k => k.Key == key);

    private AddableMeasure AddableOf(MeasureKind kind)
    {
        IReadOnlyList<YamlKey> keys = _keys.Measures.First(k => k.Name == kind.Key).Keys;
        YamlKey? choice = keys.FirstOrDefault(static k => k.Required && k.Among.Count > 0);
        return new(kind.Key, kind.Meaning, choice?.Name ?? "", choice?.Among ?? [], [.. kind.Fresh.Where(f => f.Key != "where" && f.Key != choice?.Name).Select(static f => f.Value), YearsText.Show(Origin.Years)], kind.Entry.IsSubclassOf(typeof(RoadMeasure)), [.. keys.Where(static k => k.Choice is null).Select(static k => k.Name)]);
    }

    private YamlMap Map(params (string Key, YamlNode Value)[] entries) => new([.. entries.Select(e => new YamlEntry(New(e.Key), e.Value))], _merged.Place);

    private YamlText New(string value) => new(value, Quoted: false, _merged.Place);

    private string Show(string parameter, double value) => UnitTable.Of(_keys.At(parameter).Dimension!.Value).Show(value);

    private void Write(StringBuilder text, YamlMap map, string path, int depth, string folder)
    {
        foreach (YamlEntry entry in map.Entries)
        {
            string at = path.Length == 0 ? entry.Key.Value : $"{path}.{entry.Key.Value}";
            text.Append(' ', 2 * depth).Append(entry.Key.Value).Append(':');
            Write(text, entry.Value, at, depth + 1, folder);
        }
    }

    private void Write(StringBuilder text, YamlNode node, string path, int depth, string folder)
    {
        switch (node)
        {
            case YamlMap { Entries.Count: 0 }: text.Append(" {}\n"); break;
            case YamlList { Items.Count: 0 }: text.Append(" []\n"); break;
            case YamlMap map:
                text.Append('\n');
                Write(text, map, path, depth, folder);
                break;
            case YamlList list:
                text.Append('\n');
                foreach (YamlNode item in list.Items)
                {
                    text.Append(' ', 2 * depth).Append('-');
                    Write(text, item, path + "[]", depth + 1, folder);
                }
                break;
            case YamlText { IsNothing: true }: text.Append('\n'); break;
            case YamlText written:
                string value = IsPath(path) && !AidFile.Bundled.Contains(written.Value) ? Rebased(written, folder) : written.Value;
                text.Append(' ').Append(Quoted(value)).Append('\n');
                break;
            default: throw new ArgumentException($"{path} is {node.Kind}", nameof(node));
        }
    }

    // What is measured stays beside the scenario that named it, whatever changes here.
    private YamlEntry Beside(YamlEntry entry) => entry is { Key.Value: "calibration", Value: YamlMap map } && map.Find("beside") is null
        ? entry with { Value = map with { Entries = [.. map.Entries, new(New("beside"), new YamlText(System.IO.Path.GetFileName(map.Place.Source.Path), Quoted: false, map.Place))] } } : entry;

    private bool IsPath(string path) => Array.IndexOf(Paths, path) >= 0 || (path.StartsWith("measures[].", StringComparison.Ordinal) && _keys.At(path).Type == typeof(RelativePath));

    private static string Rebased(YamlText path, string folder)
    {
        string from = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path.Place.Source.Path)) ?? "";
        return Relative(folder, System.IO.Path.Combine(from, path.Value.Trim().Replace('\\', '/')));
    }

    private static string Relative(string folder, string path) =>
        System.IO.Path.GetRelativePath(folder, System.IO.Path.GetFullPath(path)).Replace('\\', '/');

    private static string AssumedBy(string name) => name.Trim().Length == 0 ? "" : $", assumed by {OneLine(name.Trim())}";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[])['\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    private static string Quoted(string text) => $"'{OneLine(text).Replace("'", "''", StringComparison.Ordinal)}'";
}
