using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Viewer.App;

/// <summary>One result folder, read.</summary>
public sealed class Run
{
    private readonly Dictionary<string, float[]> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int At, Raster? Values)> _fields = new(StringComparer.Ordinal);
    private readonly float[] _areas, _lengths;                         // heated, of each building [m²]; of each road [km]

    internal Run(string folder, RunRecord record, Table? buildings, Table? roads, Table? series, IReadOnlyList<(string File, NetCdfField Field)> grids, float[] areas, float[] lengths) =>
        (Folder, Record, Calendar, Buildings, Roads, Series, Grids, _areas, _lengths) = (folder, record, new(record.Years[^1], record.Calendar), buildings, roads, series, grids, areas, lengths);

    /// <summary>Where it lies.</summary>
    public string Folder { get; }
    /// <summary>What it was and how it went.</summary>
    public RunRecord Record { get; }
    /// <summary>Days and clocks of the year that its tables hold.</summary>
    public Calendar Calendar { get; }
    /// <summary>One row a building; null when the run did not write it.</summary>
    public Table? Buildings { get; }
    /// <summary>One row a road; null when the run did not write it.</summary>
    public Table? Roads { get; }
    /// <summary>One row an hour; null when the run did not write it.</summary>
    public Table? Series { get; }
    /// <summary>Fields over cells, with the name of their file.</summary>
    public IReadOnlyList<(string File, NetCdfField Field)> Grids { get; }
    /// <summary>What its works have put on the ground.</summary>
    public IReadOnlyList<GroundWork> Ground { get; init; } = [];
    /// <summary>Whether it is what many runs of a study come to: its figures are means, and it has no hours.</summary>
    public bool IsOfStudy { get; init; }
    /// <summary>When it was made [UTC].</summary>
    public DateTime Made => File.GetLastWriteTimeUtc(Path.Combine(Folder, IsOfStudy ? StudyPlan.FileName : RunRecord.FileName));
    /// <summary>What commands and bookmarks know it by.</summary>
    public string Name => Record.Scenario;

    /// <summary>Its name for people.</summary>
    public string NameIn(Language language) => In(language)?.Name ?? Name;

    /// <summary>The question it asks; empty when none.</summary>
    public string QuestionIn(Language language) => In(language)?.Question ?? Record.Question;

    private Translation? In(Language language) => Record.Translations.GetValueOrDefault(language == Language.French ? "fr" : "en");

    /// <summary>The same run with what a simulation gives anew.</summary>
    internal Run With(LiveYear year) =>
        new(Folder, Record with { Indicators = [.. Record.Indicators.Where(i => i.Year != year.Indicators[0].Year), .. year.Indicators] }, year.Tables.Buildings, year.Tables.Find("roads") ?? Roads, year.Tables.Series, Grids, _areas, _lengths) { Ground = year.Ground };

    /// <summary>The same run under another name.</summary>
    public Run Called(Func<string, string> name) => new(Folder, Record.Called(name), Buildings, Roads, Series, Grids, _areas, _lengths) { IsOfStudy = IsOfStudy, Ground = Ground };

    /// <summary>All numbers it can colour: buildings first, then roads and the ground.</summary>
    public IEnumerable<Variable> Variables()
    {
        foreach (NumberColumn column in NumbersOf(Buildings))
        {
            bool sum = ResultCatalogue.IsTotal(column.Unit);
            yield return new($"buildings/{column.Name}", sum ? column.Quantity with { Unit = $"{column.Unit} m-2 year-1" } : column.Quantity, VariableKind.Building, sum) { Map = ColorMap.For(column.Kind, column.Unit) };
        }
        foreach (NumberColumn column in NumbersOf(Roads))
            yield return new($"roads/{column.Name}", ResultCatalogue.IsTotal(column.Unit) ? column.Quantity with { Unit = $"{column.Unit} km-1 year-1" } : column.Quantity, VariableKind.Road, PerArea: ResultCatalogue.IsTotal(column.Unit)) { Map = ColorMap.For(column.Kind, column.Unit) };
        foreach ((string file, NetCdfField field) in Grids)
            yield return new($"{file}/{field.Quantity.Name}", field.Quantity, field.Times.Count > 0 ? VariableKind.HourlyGrid : VariableKind.Grid, PerArea: false) { Map = ColorMap.For(field.Quantity.Kind, field.Quantity.Unit) };
    }

    /// <summary>Its columns of texts that may be classes, with what they speak of. The first column of a table names its rows.</summary>
    internal IEnumerable<(VariableKind Kind, TextColumn Column)> Texts() =>
        new[] { (VariableKind.Building, Buildings), (VariableKind.Road, Roads) }.SelectMany(t => (t.Item2?.Columns ?? []).Skip(1).OfType<TextColumn>().Select(c => (t.Item1, c)));

    /// <summary>The values of a variable of buildings or roads, as they are shown; all NaN when this run lacks it.</summary>
    /// <param name="variable">A class is its number among <see cref="Variable.Classes"/>.</param>
    /// <param name="count">How many buildings or roads there are.</param>
    public float[] Values(Variable variable, int count)
    {
        string key = variable.Key + string.Join('\n', variable.Classes);
        if (_shown.TryGetValue(key, out float[]? known)) return known;
        Table? table = variable.OnRoads ? Roads : Buildings;
        Column? column = table?.Columns.FirstOrDefault(c => c.Name == variable.Name);
        float[] values = new float[count];
        if (column is TextColumn text && variable.Classes.Count > 0)
        {
            Dictionary<string, float> classes = variable.Classes.Select((name, k) => (name, (float)k)).ToDictionary();
            for (int k = 0; k < count; k++) values[k] = classes.GetValueOrDefault(text.Values[k], float.NaN);
        }
        else if (column is not NumberColumn numbers || variable.Classes.Count > 0) Array.Fill(values, float.NaN);
        else if (variable.PerArea)
        {
            float[] sizes = variable.OnRoads ? _lengths : _areas;
            for (int b = 0; b < count; b++) values[b] = sizes[b] > 0 ? (float)(numbers.Values[b] / sizes[b]) : float.NaN;
        }
        else
        {
            for (int k = 0; k < count; k++) values[k] = (float)numbers.Values[k];
        }
        return _shown[key] = values;
    }

    /// <summary>The field of a variable of the ground in an hour of the year; null when this run lacks it then. The last one read of each is kept.</summary>
    /// <exception cref="InputException">Its file is gone, or was replaced.</exception>
    public Raster? Grid(Variable variable, int hour)
    {
        if (FieldOf(variable) is not { } field) return null;
        int at = field.Times.Count == 0 ? 0 : At(field.Times, hour, Record.Calendar);
        if (_fields.TryGetValue(variable.Key, out (int At, Raster? Values) known) && known.At == at) return known.Values;
        Raster? values = at < 0 ? null : field.Read(at);
        _fields[variable.Key] = (at, values);
        return values;
    }

    /// <summary>Some fields of a variable that changes, spread over its times.</summary>
    /// <exception cref="InputException">Its file is gone, or was replaced.</exception>
    public IEnumerable<Raster> Sampled(Variable variable, int most)
    {
        if (FieldOf(variable) is not { Times.Count: > 0 } field) return [];
        int count = Math.Min(most, field.Times.Count);
        return Enumerable.Range(0, count).Select(k => field.Read((int)((k + 0.5) * field.Times.Count / count)));
    }

    private NetCdfField? FieldOf(Variable variable) => Grids.FirstOrDefault(g => $"{g.File}/{g.Field.Quantity.Name}" == variable.Key).Field;

    // A field holds until the next; the last one as long as the one before it. −1: the hour lies before the first or after the last.
    private static int At(IReadOnlyList<DateTime> times, int hour, CalendarRules rules)
    {
        DateTime time = new Calendar(times[0].Year, rules).StandardTime(hour);
        TimeSpan step = times.Count > 1 ? times[^1] - times[^2] : TimeSpan.FromHours(1);
        if (time >= times[^1] + step) return -1;
        int low = -1, high = times.Count;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (times[middle] <= time) low = middle;
            else high = middle;
        }
        return low;
    }

    private static IEnumerable<NumberColumn> NumbersOf(Table? table) => (table?.Columns ?? []).OfType<NumberColumn>();
}
