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
}

/// <summary>Something that can be coloured. What the runs declare is all the viewer knows of it.</summary>
/// <param name="Key">Such as <c>buildings/bill</c>, <c>hourly/heating_need</c>, <c>grids/sky_view_factor</c>.</param>
/// <param name="Name">As the results name it.</param>
/// <param name="Unit">As in CF conventions, of the values shown.</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Kind">What it lives on.</param>
/// <param name="PerArea">Whether the values are divided by the heated area, so that large and small buildings compare.</param>
public sealed record Variable(string Key, string Name, string Unit, string Meaning, VariableKind Kind, bool PerArea)
{
    /// <summary>Its colours, from what the results declare.</summary>
    public ColorMap Map { get; init; } = ColorMap.Heat;
}

/// <summary>One result folder, read.</summary>
public sealed class Run
{
    private static readonly string[] Sums = ["kWh", "kg", "EUR"];
    private readonly Dictionary<string, float[]> _shown = new(StringComparer.Ordinal);

    internal Run(string folder, RunRecord record, Table? buildings, Table? series, IReadOnlyList<(string File, NetCdfField Field)> grids) =>
        (Folder, Record, Buildings, Series, Grids) = (folder, record, buildings, series, grids);

    /// <summary>Where it lies.</summary>
    public string Folder { get; }
    /// <summary>What it was and how it went.</summary>
    public RunRecord Record { get; }
    /// <summary>One row a building; null when the run did not write it.</summary>
    public Table? Buildings { get; }
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
    public Run With(YearTables tables, IReadOnlyList<Indicators.Indicator> indicators) =>
        new(Folder, Record with { Indicators = [.. Record.Indicators.Where(i => i.Year != indicators[0].Year), .. indicators] }, tables.Buildings, tables.Series, Grids);

    /// <summary>All it can colour, buildings first.</summary>
    public IEnumerable<Variable> Variables()
    {
        foreach (NumberColumn column in (Buildings?.Columns ?? []).OfType<NumberColumn>())
        {
            bool sum = Sums.Contains(column.Unit) && Buildings!.Columns.Any(c => c.Name == "heated_area");
            yield return new($"buildings/{column.Name}", column.Name, sum ? $"{column.Unit} m-2 year-1" : column.Unit, column.Meaning, VariableKind.Building, sum) { Map = ColorMap.For(column.Kind, column.Unit) };
        }
        foreach ((string file, NetCdfField field) in Grids)
            yield return new($"{file}/{field.Name}", field.Name, field.Unit, field.Meaning, VariableKind.Grid, PerArea: false) { Map = ColorMap.For(field.Kind, field.Unit) };
    }

    /// <summary>The values of a variable of the buildings, as they are shown; all NaN when this run lacks it.</summary>
    public float[] Values(Variable variable, int buildings)
    {
        if (_shown.TryGetValue(variable.Key, out float[]? known)) return known;
        NumberColumn? column = Buildings?.Columns.OfType<NumberColumn>().FirstOrDefault(c => c.Name == variable.Name);
        float[] values = new float[buildings];
        if (column == null) Array.Fill(values, float.NaN);
        else if (variable.PerArea)
        {
            double[] area = Buildings!.Numbers("heated_area");
            for (int b = 0; b < buildings; b++) values[b] = area[b] > 0 ? (float)(column.Values[b] / area[b]) : float.NaN;
        }
        else
        {
            for (int b = 0; b < buildings; b++) values[b] = (float)column.Values[b];
        }
        return _shown[variable.Key] = values;
    }

    /// <summary>The grid of a variable; null when this run lacks it.</summary>
    public Raster? Grid(Variable variable) => Grids.FirstOrDefault(g => $"{g.File}/{g.Field.Name}" == variable.Key).Field?.Values;
}

/// <summary>Result folders of one territory, opened to be looked at.</summary>
public sealed class RunSource
{
    private static readonly string[] First = ["heating_need", "bill", "co2", "import", "pv", "roof_irradiation", "hours_above_28", "energy_heating"];

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
        return new(territory, Named(runs), notes);
    }

    /// <summary>All that can be coloured, in the order of a menu: what people ask for first, then as the runs declare it.</summary>
    public IReadOnlyList<Variable> Variables => [.. Runs.SelectMany(r => r.Variables()).DistinctBy(v => v.Key).OrderBy(Rank)];

    /// <summary>The run of that name; by default the one at <paramref name="otherwise"/>.</summary>
    public int IndexOf(string name, int otherwise)
    {
        for (int k = 0; k < Runs.Count; k++)
            if (Runs[k].Name == name) return k;
        return Math.Clamp(otherwise, 0, Runs.Count - 1);
    }

    /// <summary>Puts a run in the place of another, after it was simulated anew.</summary>
    public void Replace(int index, Run run) => Runs = [.. Runs.Select((r, k) => k == index ? run : r)];

    /// <summary>Adds a run at the end: a variant.</summary>
    public void Add(Run run) => Runs = [.. Runs, run];

    private static int Rank(Variable variable)
    {
        int first = variable.Kind == VariableKind.Building ? Array.IndexOf(First, variable.Name) : -1;
        return first >= 0 ? first : variable.Kind == VariableKind.Building ? 100 : 200;
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
        Table? buildings = TableOf("buildings"), series = TableOf("series");
        int rows = buildings is null or { Columns.Count: 0 } ? -1 : RowsOf(buildings.Columns[0]);
        if (rows >= 0 && rows != territory.Buildings.Count)
            throw new InputException($"{folder}: buildings.csv has {rows} rows; expected {territory.Buildings.Count}, one a building. Run the scenario again.");
        if (series is { Columns.Count: > 0 } && RowsOf(series.Columns[0]) != Simulation.HoursOfYear)
        {
            notes.Add($"{folder}: series.csv has {RowsOf(series.Columns[0])} rows where a year has {Simulation.HoursOfYear}; its charts are left out");
            series = null;
        }
        return new(folder, record, buildings, series, GridsOf(folder, notes));

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
        return [.. runs.Select((r, k) => !twice.Contains(r.Name) ? r : new Run(r.Folder, r.Record.Called(n => $"{n} ({Path.GetFileName(Path.TrimEndingDirectorySeparator(r.Folder))} {k + 1})"), r.Buildings, r.Series, r.Grids))];
    }
}
