using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>A measure with the places of its values, for what can only be said once the territory is known.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Entry">Where it is written.</param>
/// <param name="Where">Where its selection is written, or the measure.</param>
/// <param name="Choices">Its selections.</param>
internal sealed record PlacedMeasure(Measure Measure, Place Entry, Place Where, IReadOnlyList<ElementChoice> Choices)
{
    /// <summary>The attributes that they ask for.</summary>
    public IEnumerable<string> Uses => Choices.SelectMany(static c => c.Asks);
}

/// <summary>A scenario being read: what its files say becomes what the engine needs.</summary>
internal sealed class ScenarioDraft
{
    private const int LongestName = 100;
    private static readonly Years Fallback = new(2026, 2050);
    private readonly FaultLog _faults;
    private readonly YamlBinder _binder;
    private readonly ScenarioKeys _keys;
    private readonly ScenarioFile _file;
    private readonly CanonicalText _text;
    private readonly List<string> _defaults = [];
    private readonly List<PlacedMeasure> _measures = [];
    private readonly List<string> _areas = [];
    private bool _whole;

    private ScenarioDraft(FaultLog faults, YamlBinder binder, ScenarioKeys keys, ScenarioFile file) =>
        (_faults, _binder, _keys, _file, _text) = (faults, binder, keys, file, new(file, binder, keys));

    /// <summary>The scenario; null when a fault leaves it incomplete.</summary>
    public Scenario? Scenario { get; private set; }

    /// <summary>What its files say.</summary>
    public ScenarioFile Written => _file;

    /// <summary>Its measures, with their places.</summary>
    public IReadOnlyList<PlacedMeasure> Measures => _measures;

    /// <summary>Where it takes place; null when faulty.</summary>
    public TerritoryChoice? Territory { get; private set; }

    /// <summary>Its feed of public transport; null when it names none, or one that is not there.</summary>
    public string? Timetable => _file.Timetable is { } feed && File.Exists(feed.Path) ? feed.Path : null;

    /// <summary>Its weather; null when faulty.</summary>
    public WeatherChoice? Weather { get; private set; }

    /// <summary>Aid for works; null when none is counted, or faulty.</summary>
    public AidScheme? Aid { get; private set; }

    /// <summary>Where the aid is named; only where one is.</summary>
    public Place AidPlace => _binder.PlaceOf(_file.Economy!, nameof(EconomyFile.Aid));

    /// <summary>Measured consumption; null when none is named, or faulty.</summary>
    public CalibrationChoice? Calibration { get; private set; }

    /// <summary>How many years are simulated.</summary>
    public int SimulatedYears { get; private set; }

    /// <summary>For all measures together [€]; null when there is no limit.</summary>
    public double? Budget => _file.Budget?.Value;

    /// <summary>The values given as ranges, and what a run takes.</summary>
    public IReadOnlyList<string> Ranges => _text.Ranges();

    /// <summary>The same, by their paths.</summary>
    public IReadOnlyList<(string Path, YamlKey Key, Amount Range)> Ranged => _text.Ranged();

    /// <summary>The single values that a path names, by their own paths; none, and a fault, where there is none.</summary>
    public IReadOnlyList<string> Places(string path, out string fault) => ScenarioPath.Places(_file, path, _binder, _keys.All, out fault);

    /// <summary>A single value by its path; null, and a fault, where there is none.</summary>
    public (YamlKey Key, object Value)? Find(string path, out string fault) => ScenarioPath.Find(_file, path, _binder, _keys.All, out fault);

    /// <summary>Where the budget is written, or the file begins.</summary>
    public Place BudgetPlace => _binder.PlaceOf(_file, nameof(_file.Budget));

    /// <summary>Reads a scenario; null when its own file cannot be understood.</summary>
    public static ScenarioDraft? Read(string path, ScenarioKeys keys, FaultLog faults) =>
        Of(path, ScenarioSources.Read(path, keys, faults), keys, faults);

    /// <summary>Takes what was read; null when the scenario's own file could not be understood.</summary>
    public static ScenarioDraft? Of(string path, ScenarioSources sources, ScenarioKeys keys, FaultLog faults)
    {
        if (sources.Merged == null) return null;
        FaultLog together = new();
        YamlBinder binder = new(together);
        ScenarioDraft draft = new(together, binder, keys, binder.Bind<ScenarioFile>(sources.Merged, keys.All));
        draft.Resolve(path, sources);
        faults.AddNew(together);
        return draft;
    }

    private void Resolve(string path, ScenarioSources sources)
    {
        Years years = _file.Years?.Span ?? Fallback;
        _defaults.AddRange(_binder.Defaults.Select(d => $"{d.Path}: {d.Value}"));
        _whole = sources.Whole;
        string name = _file.Name ?? Lacks("name", "the words that people know the scenario by, such as `name: Insulate first`", "");
        TerritoryChoice? territory = Territory = TerritoryOf();
        CheckTimetable();
        WeatherChoice? weather = Weather = WeatherOf();
        IReadOnlyList<int> simulated = Simulated(years);
        SimulatedYears = simulated.Count;
        foreach (int early in simulated.Where(y => _file.Weather?.Climate != null && y < ClimatePath.Begins))
            _faults.Add(_binder.PlaceOf(_file.Weather!, nameof(WeatherFile.Climate)), $"`weather.climate` leads from {ClimatePath.Begins} on, and {early} is simulated; give `weather.years` and no path for years before, or simulate later ones.");
        foreach (WeatherOfYearFile entry in (_file.Weather?.Years ?? []).Where(y => !simulated.Contains(y.Year) && _file.Calibration?.Years.Span.Contains(y.Year) != true))
            _faults.Warn(_binder.PlaceOf(entry, nameof(entry.Year)), $"`weather.years` names {entry.Year}, which is not simulated ({string.Join(", ", simulated)}), so its file changes nothing.");
        for (int n = 0; n < (_file.Measures?.Count ?? 0); n++) AddMeasure(_file.Measures![n], n, years);
        AidScheme? aid = Aid = AidOf(years);
        CalibrationChoice? calibration = Calibration = CalibrationOf(sources);
        if (_file.Budget == null) _defaults.Add("budget: none");
        WarnOfIdleAnswers();
        IReadOnlyList<OutputRequest> outputs = [.. (_file.Outputs ?? []).Select(Output).OfType<OutputRequest>()];
        OutputFields.RequireOwnNames(_file.Outputs ?? [], _binder, _faults);
        Dictionary<string, Translation> translations = Translations();
        IReadOnlyList<Adjustable> adjustable = Adjustables.Of(_file, _binder, _keys, _faults);
        if (_faults.Any || territory == null || weather == null) return;
        YearlyParameters parameters = new(_file, _binder, _keys);
        OutputFields.RequireOn(_file.Outputs ?? [], parameters.In(simulated[^1]), aided: aid is not null, _binder, _faults);
        if (_faults.Any) return;
        Scenario = new()
        {
            Name = name, Question = _file.Question ?? "", Translations = translations, Path = path, Files = sources.Files, Territory = territory, Timetable = _file.Timetable?.Path, Weather = weather, Years = years,
            Simulated = simulated, Seed = _file.Seed!.Value, Budget = _file.Budget, Aid = aid, DiscountRate = _file.Economy?.DiscountRate?.Value, Calibration = calibration, Loan = _file.Economy?.Loan is { } loan ? new(loan.Rate.Value, loan.Years) : null, CellSize = _file.Cells!.Value.Value, Measures = [.. _measures.Select(m => m.Measure)], Areas = _areas,
            Parameters = parameters, Notes = PathNotes(parameters, simulated), Couplings = new(_file.Couplings!), Outputs = outputs, Adjustable = adjustable, Defaults = _defaults, Warnings = [],
            Canonical = _text.All(), Settings = _text.Settings(),
        };
    }

    private List<string> PathNotes(YearlyParameters parameters, IReadOnlyList<int> simulated)
    {
        List<string> notes = [];
        foreach ((string name, ValuePath path) in parameters.Paths)
        {
            YamlKey key = _keys.At(name);
            string section = name.Split('.')[0], source = _keys.Of(section).FirstOrDefault(k => k.Name == "source")?.Get(_file.Sections[section]) is string told ? $"source: {told}" : "no source is given";
            notes.Add($"`{name}` goes by year: {PathText.Show(path, key.Dimension!.Value)} ({source}); simulated: {string.Join(", ", simulated.Select(y => $"{UnitTable.Of(key.Dimension!.Value).Show(path.In(y))} in {y}"))}");
            foreach (int year in simulated.Where(y => y < path.Levels[0].Year || y > path.Levels[^1].Year))
                _faults.Warn(_binder.NodeOf(_file.Sections[section], key)!.Place, $"`{name}` leads from {path.Levels[0].Year} to {path.Levels[^1].Year}, and {year} is simulated: it takes {UnitTable.Of(key.Dimension!.Value).Show(path.In(year))}.");
        }
        return notes;
    }

    private Dictionary<string, Translation> Translations()
    {
        Dictionary<string, Translation> translations = [];
        foreach ((string language, TranslationFile? file) in new[] { ("fr", _file.Fr), ("en", _file.En) })
        {
            if (file == null) continue;
            translations[language] = new(file.Name, file.Question);
            if (file.Question != null && _file.Question == null)
                _faults.Add(_binder.PlaceOf(file, nameof(file.Question)), $"`{language}.question` translates nothing: the scenario has no `question`. Write one, which is not inherited.");
            if (file.Question == null && file.Name == null && ((YamlMap)_binder.NodeOf(_file, language == "fr" ? nameof(_file.Fr) : nameof(_file.En))!).Entries.Count == 0)
                _faults.Add(_binder.PlaceOf(file), $"`{language}` says nothing; write `name` and `question` in that language, or remove the key.");
        }
        return translations;
    }

    private T Lacks<T>(string key, string meaning, T instead)
    {
        if (_whole || key == "name") _faults.Add(_binder.PlaceOf(_file), $"the scenario lacks `{key}`: {meaning}.");
        return instead;
    }

    private TerritoryChoice? TerritoryOf()
    {
        if (_file.Territory is not { } territory)
            return _binder.NodeOf(_file, nameof(_file.Territory)) != null ? null
                : Lacks<TerritoryChoice?>("territory", "a folder such as `territory: olemps`, or `territory: { generate: { inhabitants: 8000 } }`", null);
        Place place = _binder.PlaceOf(_file, nameof(_file.Territory));
        if (territory.Folder.HasValue == territory.Generate is not null) return One<TerritoryChoice>(place, "territory", "folder", "generate");
        if (territory.Generate is { } town) return town.Inhabitants == 0 ? null : new(Folder: null, town.Inhabitants, town.Seed ?? 1);    // 0: refused, and told
        string folder = territory.Folder!.Value.Path;
        if (!Directory.Exists(folder)) _faults.Add(place, $"the territory {folder} does not exist; expected a folder with `territory.yaml`. Import one there, or correct the path.");
        return new(folder, Inhabitants: 0, Seed: 0);
    }

    private void CheckTimetable()
    {
        if (_file.Timetable is not { } feed) return;
        Place place = _binder.PlaceOf(_file, nameof(_file.Timetable));
        if (!File.Exists(feed.Path)) _faults.Add(place, $"the timetable {feed.Path} does not exist; expected a GTFS feed (zip). The path is relative to the file that holds it.");
        bool moves = _file.Sections.GetValueOrDefault("mobility") is { } mobility && _keys.Of("mobility").Any(k => k.Name == "on" && k.Get(mobility) is true);
        if (!moves) _faults.Warn(place, "`timetable` changes nothing, since `mobility` is not on.");
    }

    private AidScheme? AidOf(Years years)
    {
        if (_file.Economy is not { } economy) return null;
        if (economy.Aid is not { } named)
        {
            if (economy.Region != null) _faults.Add(_binder.PlaceOf(economy, nameof(economy.Region)), "`economy.region` goes with `aid`; add it, or remove `region`.");
            return null;
        }
        AidRules? rules = AidFile.Read(named, _binder.PlaceOf(economy, nameof(economy.Aid)), _faults);
        if (!AidFile.Bundled.Contains(named.Written) && File.Exists(named.Path)) _areas.Add(named.Path);
        if (rules?.Dated.Any(r => r.From <= years.Last && years.First <= (r.To ?? int.MaxValue)) == false)
            _faults.Warn(AidPlace, $"no rule of {rules.Name} holds in {YearsText.Show(years)}, so no work gets aid; give its rules years of these, or remove `aid`.");
        return rules is null ? null : new(rules, economy.Region);
    }

    private CalibrationChoice? CalibrationOf(ScenarioSources sources)
    {
        if (_file.Calibration is not { } written) return null;
        Place place = _binder.PlaceOf(written);
        (Carrier, string Property, RelativePath? File)[] named = [(Carrier.Electricity, nameof(written.Electricity), written.Electricity), (Carrier.Gas, nameof(written.Gas), written.Gas), (Carrier.DistrictHeat, nameof(written.DistrictHeat), written.DistrictHeat)];
        List<(Carrier, string)> files = [];
        foreach ((Carrier carrier, string property, RelativePath? file) in named)
        {
            if (file is not { } path) continue;
            if (File.Exists(path.Path)) files.Add((carrier, path.Path));
            else _faults.Add(_binder.PlaceOf(written, property), $"the file {path.Path} does not exist. The path is relative to the file that holds it.");
        }
        if (!named.Any(n => _binder.NodeOf(written, n.Property) != null)) _faults.Add(place, "`calibration` names no file; give one or more of `electricity`, `gas` and `district_heat`.");
        if (written.Beside is { } beside && !File.Exists(beside.Path)) _faults.Add(_binder.PlaceOf(written, nameof(written.Beside)), $"the scenario {beside.Path} does not exist. The path is relative to the file that holds it.");
        _areas.AddRange(files.Select(static f => f.Item2).Distinct());
        if (written.Beside is { } other && File.Exists(other.Path)) _areas.AddRange(ScenarioSources.Read(other.Path, _keys, new FaultLog()).Files.Except(sources.Files));
        return files.Count == 0 || written.Years.Span.First == 0 ? null : new(files, written.Years.Span, written.Beside?.Path ?? place.Source.Path);
    }

    private WeatherChoice? WeatherOf()
    {
        if (_file.Weather is not { } weather)
            return _binder.NodeOf(_file, nameof(_file.Weather)) != null ? null
                : Lacks<WeatherChoice?>("weather", "an EPW file such as `weather: rodez.epw`, or `weather: { zone: H2c }`", null);
        Place place = _binder.PlaceOf(_file, nameof(_file.Weather));
        if ((weather.Zone == null && _binder.NodeOf(weather, nameof(weather.Zone)) != null) || (weather.Epw == null && _binder.NodeOf(weather, nameof(weather.Epw)) != null)) return null;        // refused, and told
        if (weather.Epw.HasValue == weather.Zone.HasValue) return One<WeatherChoice>(place, "weather", "epw", "zone");
        if (weather.Epw is { } epw && !File.Exists(epw.Path)) _faults.Add(place, $"the weather file {epw.Path} does not exist. The path is relative to the file that holds it.");
        foreach (WeatherOfYearFile entry in weather.Years ?? [])
        {
            if (entry.Epw.Path is { } file && !File.Exists(file)) _faults.Add(_binder.PlaceOf(entry, nameof(entry.Epw)), $"the weather file {file} does not exist. The path is relative to the file that holds it.");
            if (weather.Years!.Count(y => y.Year == entry.Year) > 1) _faults.Add(_binder.PlaceOf(entry, nameof(entry.Year)), $"`weather.years` names {entry.Year} twice; give each year one file.");
        }
        if (weather.Climate == null && _binder.NodeOf(weather, nameof(weather.Warming)) != null)
            _faults.Add(_binder.PlaceOf(weather, nameof(weather.Warming)), "`weather.warming` goes with `climate`; add a path such as `climate: +2.7 K by 2050`, or remove it.");
        if (weather.HeatWave is { From: { } from } && from.First != from.Last)
            _faults.Add(_binder.PlaceOf(weather.HeatWave, nameof(HeatWaveFile.From)), "`weather.heat_wave.from` wants its first day alone, such as `08-04`; how long it lasts stands in `days`.");
        if (weather.HeatWave is { Highest: { } highest, WarmestNight: { } night } && night.Value >= highest.Value)
            _faults.Add(_binder.PlaceOf(weather.HeatWave, nameof(HeatWaveFile.WarmestNight)), "`weather.heat_wave.warmest_night` is not colder than `highest`.");
        return new(weather.Epw?.Path, weather.Zone?.Name, weather.Seed ?? 1, weather.Elevation ?? ElevationCorrection.Auto, weather.Shift ?? default)
        {
            Years = [.. (weather.Years ?? []).Where(y => y.Epw.Path != null).Select(y => new WeatherOfYear(y.Year, y.Epw.Path))], Climate = weather.Climate?.Path, Warming = weather.Warming?.Value ?? 0,
            HeatWave = weather.HeatWave is { } wave ? HeatWaveOf(wave) : null,
        };
    }

    private static HeatWave HeatWaveOf(HeatWaveFile file)
    {
        HeatWave profile = HeatWave.Of(file.Profile ?? HeatWaveProfile.HottestDays);
        return new(file.Days ?? profile.Days, file.Highest?.Value ?? profile.Highest, file.WarmestNight?.Value ?? profile.WarmestNight, file.From?.First.DayOfYear - 1);
    }

    private T? One<T>(Place place, string owner, string one, string other) where T : class
    {
        _faults.Add(place, $"`{owner}` wants exactly one of `{one}` and `{other}`.");
        return null;
    }

    private int[] Simulated(Years years)
    {
        if (_file.Simulate is not { Count: > 0 } written)
        {
            if (_file.Simulate != null && _binder.NodeOf(_file, nameof(_file.Simulate)) is YamlList { Items.Count: 0 } none)
                _faults.Add(none.Place, $"`simulate` names no year; write one, such as `[{years.Last}]`, or remove the key.");
            _defaults.Add($"simulate: [{years.Last}]");
            return [years.Last];
        }
        Place place = _binder.PlaceOf(_file, nameof(_file.Simulate));
        foreach (int year in written.Where(y => !years.Contains(y)))
            _faults.Add(place, $"`simulate` names {year}, which is outside `years: {YearsText.Show(years)}`.");
        return [.. written.Distinct().Order()];
    }

    private void AddMeasure(MeasureFile entry, int index, Years horizon)
    {
        Place place = _binder.PlaceOf(entry);
        YamlKey[] written = [.. _keys.Measures.Where(k => _binder.NodeOf(entry, k) != null)];
        if (written is not [var kind])
        {
            string[] known = [.. _keys.Measures.Select(k => $"`{k.Name}`")];
            _faults.Add(place, $"`measures[{index}]` wants exactly one of {string.Join(", ", known.SkipLast(1))} and {known[^1]}; begin each measure with a dash of its own.");
            return;
        }
        if (kind.Get(entry) is not Measure measure) return;                                                    // refused, and told
        string path = $"measures[{index}].{kind.Name}";
        YamlKey[] choices = [.. kind.Keys.Where(k => k.Choice != null)];
        bool chosen = choices.All(k => Choose(measure, k, path));
        foreach (YamlKey area in kind.Keys.Where(k => k.Type == typeof(RelativePath) && k.Get(measure) != null)) TakeArea(measure, area);
        Years years = YearsOf(measure, path, horizon);
        if (!chosen || kind.Keys.Any(k => k.Required && k.Get(measure) == null)) return;
        Place where = choices.Length > 0 ? _binder.PlaceOf(measure, choices[0].Property) : place;
        _measures.Add(new(measure with { Years = years }, place, where, [.. choices.Select(k => k.Choice!(measure)).OfType<ElementChoice>()]));
    }

    private void TakeArea(Measure measure, YamlKey key)
    {
        string file = ((RelativePath)key.Get(measure)!).Path;
        if (File.Exists(file)) _areas.Add(file);
        else _faults.Add(_binder.NodeOf(measure, key)!.Place, $"the file {file} does not exist. The path is relative to the file that holds it.");
    }

    private bool Choose(Measure measure, YamlKey key, string path)
    {
        if (key.Get(measure) == null || _binder.NodeOf(measure, key) is not YamlText written) return true;      // absent; or refused, and told
        try
        {
            key.Set(measure, key.Select!(written.Value.Trim()));
            return true;
        }
        catch (SelectionException e)
        {
            int indent = written.Value.Length - written.Value.TrimStart().Length;
            _faults.Add(written.PlaceOf(indent + e.Start, e.Length), $"`{path}.{key.Name}` cannot be read: {e.Message}{(e.Message[^1] is '.' or '?' ? "" : ".")}");
            return false;
        }
    }

    private Years YearsOf(Measure measure, string path, Years horizon)
    {
        if (measure.Years is not { } years)
        {
            if (_binder.NodeOf(measure, nameof(measure.Years)) == null) _defaults.Add($"{path}.years: {YearsText.Show(horizon)}");
            return horizon;
        }
        if (!horizon.Contains(years.First) || !horizon.Contains(years.Last))
            _faults.Add(_binder.PlaceOf(measure, nameof(measure.Years)), $"`{path}.years` leaves the years of the scenario, {YearsText.Show(horizon)}. Shorten it, or widen `years`.");
        return years;
    }

    private void WarnOfIdleAnswers()
    {
        foreach ((string section, object record) in _file.Sections)
        {
            foreach (YamlKey key in _keys.Of(section).Where(k => k.Answers != null && _binder.ValueOf(record, k) != null))
            {
                YamlKey measure = _keys.At($"measures.{key.Answers!.Measure}");
                if (_binder.NodeOf(record, key.Property) is { } written && key.Get(record) is not (0.0 or false) && !(_file.Measures ?? []).Any(m => measure.Get(m) != null))
                    _faults.Warn(written.Place, $"`{section}.{key.Name}` has no effect, since no measure is a `{measure.Name}`.");
            }
        }
    }

    private OutputRequest? Output(OutputFile entry)
    {
        Place place = _binder.PlaceOf(entry);
        int kinds = (entry.Table != null ? 1 : 0) + (entry.Grid != null ? 1 : 0) + (entry.Map != null ? 1 : 0) + (entry.Comfort != null ? 1 : 0) + (entry.Points != null ? 1 : 0);
        bool told = entry.Table == null && _binder.NodeOf(entry, nameof(entry.Table)) != null;
        if (kinds != 1 && !told) _faults.Add(place, "an output wants exactly one of `table`, `grid`, `map`, `comfort` and `points`.");
        RequireFileName(entry, nameof(entry.Grid), entry.Grid, ".nc");
        RequireFileName(entry, nameof(entry.Comfort), entry.Comfort, ".nc");
        RequireFileName(entry, nameof(entry.Points), entry.Points, ".csv");
        RequireFileName(entry, nameof(entry.Map), entry.Map, [.. Picture.Endings]);
        if (kinds == 1) OutputFields.Check(entry, _binder, _faults);
        return kinds == 1 ? new(entry.Table, entry.Grid, entry.Map, entry.Fields ?? []) { Every = entry.Every, During = entry.During, Comfort = entry.Comfort, At = entry.At is { Count: > 0 } at ? at : [new(null)], Points = entry.Points, Places = [.. (entry.Places ?? []).Select(p => (p.Name, (double)p.X, (double)p.Y))] } : null;
    }

    private void RequireFileName(OutputFile entry, string property, string? name, params string[] endings)
    {
        if (name == null) return;
        bool plain = endings.Any(e => name.EndsWith(e, StringComparison.Ordinal) && name.Length > e.Length) && name.Length <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') && name[0] != '.';
        if (!plain) _faults.Add(_binder.PlaceOf(entry, property), $"`{name}` cannot be the name of a result; expected at most {LongestName} letters, digits, `-` and `_`, and `{string.Join("` or `", endings)}` at the end.");
    }
}
