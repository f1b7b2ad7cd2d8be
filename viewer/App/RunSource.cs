using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Text;

namespace TerritoryTwin.Viewer.App;

/// <summary>What a variable lives on.</summary>
public enum VariableKind
{
    /// <summary>One value a building, for the year.</summary>
    Building,
    /// <summary>One value a building, for the hour shown.</summary>
    HourlyBuilding,
    /// <summary>One value a cell of a grid.</summary>
    Grid,
    /// <summary>One value a cell of a grid, for the hour shown.</summary>
    HourlyGrid,
    /// <summary>One value a road.</summary>
    Road,
}

/// <summary>Something that can be coloured. What the runs declare is all the viewer knows of it.</summary>
/// <param name="Key">Such as <c>buildings/bill</c>, <c>hourly/heating_need</c>, <c>grids/sky_view_factor</c>.</param>
/// <param name="Quantity">What it is, with the unit of the values shown.</param>
/// <param name="Kind">What it lives on.</param>
/// <param name="PerArea">Whether the values are divided by the heated area, so that large and small buildings compare.</param>
public sealed record Variable(string Key, Quantity Quantity, VariableKind Kind, bool PerArea)
{
    /// <summary>As the results name it.</summary>
    public string Name => Quantity.Name;
    /// <summary>As in CF conventions, of the values shown.</summary>
    public string Unit => Quantity.Unit;
    /// <summary>One line for people.</summary>
    public string Meaning => Quantity.Meaning;
    /// <summary>Its colours, from what the results declare.</summary>
    public ColorMap Map { get; init; } = ColorMap.Heat;
    /// <summary>Names of what its values count, from 0; empty where they are numbers.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
    /// <summary>Whether classes rise, so that a change is a number of steps; else a value has changed or has not.</summary>
    public bool IsOrdered { get; init; }
    /// <summary>Whether it is simulated in the background, where results hold no hours of it.</summary>
    public bool IsLive { get; init; }
    /// <summary>Whether it colours buildings.</summary>
    public bool OnBuildings => Kind is VariableKind.Building or VariableKind.HourlyBuilding;
    /// <summary>Whether it colours the ground.</summary>
    public bool OnGround => Kind is VariableKind.Grid or VariableKind.HourlyGrid;
    /// <summary>Whether it changes with the hour shown.</summary>
    public bool IsHourly => Kind is VariableKind.HourlyBuilding or VariableKind.HourlyGrid;
}

/// <summary>One result folder, read.</summary>
public sealed class Run
{
    private static readonly string[] Sums = ["kWh", "kg", "EUR"];
    private readonly Dictionary<string, float[]> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int At, Raster? Values)> _fields = new(StringComparer.Ordinal);
    private readonly float[] _areas;                                   // heated, of each building [m²]

    internal Run(string folder, RunRecord record, Table? buildings, Table? roads, Table? series, IReadOnlyList<(string File, NetCdfField Field)> grids, float[] areas) =>
        (Folder, Record, Calendar, Buildings, Roads, Series, Grids, _areas) = (folder, record, new(record.Years[^1], record.Calendar), buildings, roads, series, grids, areas);

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
    /// <summary>What commands and bookmarks know it by.</summary>
    public string Name => Record.Scenario;

    /// <summary>Its name for people.</summary>
    public string NameIn(Language language) => In(language)?.Name ?? Name;

    /// <summary>The question it asks; empty when none.</summary>
    public string QuestionIn(Language language) => In(language)?.Question ?? Record.Question;

    private Translation? In(Language language) => Record.Translations.GetValueOrDefault(language == Language.French ? "fr" : "en");

    /// <summary>The same run with what a simulation gives anew.</summary>
    public Run With(YearTables tables, IReadOnlyList<Indicator> indicators) =>
        new(Folder, Record with { Indicators = [.. Record.Indicators.Where(i => i.Year != indicators[0].Year), .. indicators] }, tables.Buildings, Roads, tables.Series, Grids, _areas);

    /// <summary>The same run under another name.</summary>
    public Run Called(Func<string, string> name) => new(Folder, Record.Called(name), Buildings, Roads, Series, Grids, _areas);

    /// <summary>All numbers it can colour: buildings first, then roads and the ground.</summary>
    public IEnumerable<Variable> Variables()
    {
        foreach (NumberColumn column in NumbersOf(Buildings))
        {
            bool sum = Sums.Contains(column.Unit);
            yield return new($"buildings/{column.Name}", sum ? column.Quantity with { Unit = $"{column.Unit} m-2 year-1" } : column.Quantity, VariableKind.Building, sum) { Map = ColorMap.For(column.Kind, column.Unit) };
        }
        foreach (NumberColumn column in NumbersOf(Roads))
            yield return new($"roads/{column.Name}", column.Quantity, VariableKind.Road, PerArea: false) { Map = ColorMap.For(column.Kind, column.Unit) };
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
        Table? table = variable.Kind == VariableKind.Road ? Roads : Buildings;
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
            for (int b = 0; b < count; b++) values[b] = _areas[b] > 0 ? (float)(numbers.Values[b] / _areas[b]) : float.NaN;
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

/// <summary>Result folders of one territory, opened to be looked at.</summary>
public sealed class RunSource
{
    private static readonly string[] First = ["heating_need", "bill", "co2", "import", "pv", "roof_irradiation", "hours_above_28", "energy_heating", "label_class"];
    private const int MostClasses = 40;

    private RunSource(Territory territory, IReadOnlyList<Run> runs, IReadOnlyList<string> notes) => (Territory, Runs, Notes) = (territory, runs, notes);

    /// <summary>What all runs are about.</summary>
    public Territory Territory { get; }
    /// <summary>In the order given: the base first.</summary>
    public IReadOnlyList<Run> Runs { get; private set; }
    /// <summary>What could not be shown, and why.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens result folders.</summary>
    /// <exception cref="InputException">A folder is no result, is damaged, of a later version, or of another territory than the first; or the territory has changed.</exception>
    public static RunSource Open(IReadOnlyList<string> folders)
    {
        List<string> notes = [];
        List<string> all = [.. folders.SelectMany(Expanded)];
        List<RunRecord> records = [.. all.Select(RunRecord.Read)];
        for (int k = 1; k < records.Count; k++)
            if (records[k].TerritorySource.Sha256 != records[0].TerritorySource.Sha256)
                throw new InputException($"{all[k]} is about the territory {records[k].Territory}, {all[0]} about {records[0].Territory}, or another state of it; compare runs of one territory");
        Territory territory = ResultReader.Territory(records[0]);
        Run[] runs = [.. all.Select((folder, k) => Read(folder, records[k], territory, notes))];
        for (int k = 0; k < all.Count; k++)
            if (RunRecord.Read(all[k]).Timings is var now && !now.SequenceEqual(records[k].Timings))
                throw new InputException($"{all[k]} was replaced by a new run while it was read; open it again");
        return new(territory, Named(runs), notes);
    }

    /// <summary>All that can be coloured, in the order of a menu: what people ask for first, then as the runs declare it.</summary>
    public IReadOnlyList<Variable> Variables => [.. Runs.SelectMany(r => r.Variables()).DistinctBy(v => v.Key).Concat(Classes()).OrderBy(Rank)];

    /// <summary>Puts a run in the place of another, after it was simulated anew.</summary>
    public void Replace(int index, Run run) => Runs = [.. Runs.Select((r, k) => k == index ? run : r)];

    /// <summary>Adds a run at the end: a variant.</summary>
    public void Add(Run run) => Runs = [.. Runs, run];

    private static int Rank(Variable variable)
    {
        int first = variable.Kind == VariableKind.Building ? Array.IndexOf(First, variable.Name) : -1;
        return first >= 0 ? first : variable.Kind switch { VariableKind.Building => 100, VariableKind.Road => 150, _ => 200 };
    }

    // Ordered classes all stand in the legend; of others those that occur, the commonest of the base first. An empty text is a class of its own among
    // the others, since something that becomes nothing has changed.
    private IEnumerable<Variable> Classes()
    {
        foreach (IGrouping<(VariableKind, string), (VariableKind Kind, TextColumn Column)> same in Runs.SelectMany(r => r.Texts()).GroupBy(t => (t.Kind, t.Column.Name)))
        {
            TextColumn first = same.First().Column;
            string[] occurring = [.. same.SelectMany(t => t.Column.Values).Distinct().Where(c => c.Length > 0).Take(MostClasses + 1)];
            if (occurring.Length is 0 or > MostClasses) continue;
            bool ordered = first is { IsOrdered: true, Classes.Count: > 0 };
            bool none = !ordered && same.Any(t => t.Column.Values.Contains(""));
            Dictionary<string, int> common = first.Values.CountBy(c => c).ToDictionary();
            string[] classes = ordered ? [.. first.Classes] : [.. occurring.OrderByDescending(c => common.GetValueOrDefault(c)).ThenBy(c => c, StringComparer.Ordinal), .. none ? [""] : Array.Empty<string>()];
            string table = same.Key.Item1 == VariableKind.Road ? "roads" : "buildings";
            yield return new($"{table}/{first.Name}", first.Quantity with { Unit = "1" }, same.Key.Item1, PerArea: false)
            {
                Classes = classes, IsOrdered = ordered, Map = ordered ? ColorMap.Ordered(classes.Length) : ColorMap.Qualitative(classes.Length, none),
            };
        }
    }

    // A folder that holds result folders, such as the demo's, stands for them: the baseline first, then what costs more.
    private static IEnumerable<string> Expanded(string folder)
    {
        if (File.Exists(Path.Combine(folder, RunRecord.FileName)) || !Directory.Exists(folder)) return [folder];
        string[] inside = [.. Directory.EnumerateDirectories(folder).Where(d => File.Exists(Path.Combine(d, RunRecord.FileName))).Order(StringComparer.Ordinal)];
        return inside.Length == 0 ? [folder] : inside.OrderBy(d => Money(RunRecord.Read(d)));

        static double Money(RunRecord record) => record.Value("investment") is var euros && double.IsNaN(euros) ? 0 : euros;
    }

    private static Run Read(string folder, RunRecord record, Territory territory, List<string> notes)
    {
        Table? buildings = TableOf("buildings"), series = TableOf("series"), roads = File.Exists(Path.Combine(folder, "roads.csv")) ? TableOf("roads") : null;
        RequireRows(buildings, territory.Buildings.Count, "building");
        RequireRows(roads, territory.Roads.Count, "road");
        if (series is { Columns.Count: > 0 } && RowsOf(series.Columns[0]) != Simulation.HoursOfYear)
        {
            notes.Add($"{folder}: series.csv has {RowsOf(series.Columns[0])} rows where a year has {Simulation.HoursOfYear}; its charts are left out");
            series = null;
        }
        return new(folder, record, buildings, roads, series, GridsOf(folder, notes), [.. territory.Buildings.Select(b => (float)b.HeatedArea.Value)]);

        void RequireRows(Table? table, int expected, string what)
        {
            if (table is { Columns.Count: > 0 } && RowsOf(table.Columns[0]) is var rows && rows != expected)
                throw new InputException($"{folder}: {table.Name}.csv has {rows} rows; expected {expected}, one a {what}. Run the scenario again.");
        }

        Table? TableOf(string name)
        {
            if (File.Exists(Path.Combine(folder, name + ".csv"))) return ResultReader.Table(folder, record, name);
            notes.Add($"{folder} has no {name}.csv; what needs it is left out");
            return null;
        }
    }

    private static int RowsOf(Column column) => column is NumberColumn numbers ? numbers.Values.Length : ((TextColumn)column).Values.Length;

    private static List<(string, NetCdfField)> GridsOf(string folder, List<string> notes)
    {
        List<(string, NetCdfField)> grids = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*.nc").Order(StringComparer.Ordinal))
        {
            try
            {
                grids.AddRange(NetCdfReader.Read(path).Select(f => (Path.GetFileNameWithoutExtension(path), f)));
            }
            catch (InputException e)
            {
                notes.Add(e.Message);
            }
        }
        return grids;
    }

    // Two runs of one scenario are told apart by their folders.
    private static Run[] Named(Run[] runs)
    {
        HashSet<string> twice = [.. runs.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => g.Key)];
        return [.. runs.Select((r, k) => !twice.Contains(r.Name) ? r : r.Called(n => $"{n} ({Path.GetFileName(Path.TrimEndingDirectorySeparator(r.Folder))} {k + 1})"))];
    }
}
