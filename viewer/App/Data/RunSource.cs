using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Viewer.App;

/// <summary>Result folders of one territory, opened to be looked at.</summary>
public sealed class RunSource
{
    private static readonly string[] First = ["heating_need", "bill", "co2", "electricity_bought", "pv", "roof_irradiation", "hours_above_28", "energy_heating", "label_class"];
    private const int MostClasses = 40;
    private readonly Dictionary<ChosenKind, (Dictionary<string, int> Ids, ILookup<string, int> Places)> _elements = [];

    private RunSource(Territory territory, IReadOnlyList<Run> runs, IReadOnlyList<string> notes) => (Territory, Runs, Notes) = (territory, runs, notes);

    /// <summary>What all runs are about.</summary>
    public Territory Territory { get; }
    /// <summary>In the order given: the base first.</summary>
    public IReadOnlyList<Run> Runs { get; private set; }
    /// <summary>What could not be shown, and why.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Opens result folders.</summary>
    /// <param name="folders">Of runs or of studies; one that holds result folders stands for them.</param>
    /// <exception cref="InputException">A folder is no result, is damaged, of a later version, or of another territory than the first; or the territory has changed.</exception>
    public static RunSource Open(IReadOnlyList<string> folders)
    {
        List<string> notes = [];
        List<string> all = [.. folders.SelectMany(ResultFolders.In)];
        List<(string Folder, RunRecord Record, StudyMap? Map)> opened = [.. all.SelectMany(folder => Opened(folder, notes))];
        (string firstFolder, RunRecord first, _) = opened[0];
        foreach ((string folder, RunRecord record, _) in opened)
            if (record.TerritorySource.Sha256 != first.TerritorySource.Sha256)
                throw new InputException($"{folder} is about the territory {record.Territory}, {firstFolder} about {first.Territory}, or another state of it; compare runs of one territory");
        Territory territory = ResultReader.Territory(first);
        float[] areas = [.. territory.Buildings.Select(b => (float)b.HeatedArea.Value)], lengths = [.. territory.Roads.Select(static r => (float)(r.Length / 1000))];
        Run[] runs = [.. opened.Select(o => o.Map is { } map ? Of(o.Folder, map, areas, lengths) : Read(o.Folder, o.Record, territory, areas, lengths, notes))];
        foreach ((string folder, RunRecord record, StudyMap? map) in opened)
            if (map == null && !RunRecord.Read(folder).Timings.SequenceEqual(record.Timings))
                throw new InputException($"{folder} was replaced by a new run while it was read; open it again");
        return new(territory, Named(runs), notes);
    }

    /// <summary>All that can be coloured, in the order of a menu: what people ask for first, then as the runs declare it.</summary>
    public IReadOnlyList<Variable> Variables => [.. Runs.SelectMany(r => r.Variables()).DistinctBy(v => v.Key).Concat(Classes()).OrderBy(Rank)];

    /// <summary>The index of the first run of that name; −1: there is none.</summary>
    public int IndexOf(string name)
    {
        for (int k = 0; k < Runs.Count; k++)
            if (Runs[k].Name == name) return k;
        return -1;
    }

    /// <summary>The index of the building or road of that identifier; −1: there is none, or it lies around the territory.</summary>
    public int IndexOf(ChosenKind kind, string id) => Elements(kind).Ids.GetValueOrDefault(id, -1);

    /// <summary>The identifier of a building or a road.</summary>
    public string IdOf(ChosenKind kind, int element) => kind == ChosenKind.Roads ? Territory.Roads[element].Id : Territory.Buildings[element].Id;

    /// <summary>The buildings or roads of each street, district and named place, in the order of their names; roads are of no district.</summary>
    public ILookup<string, int> ByPlace(ChosenKind kind) => Elements(kind).Places;

    private (Dictionary<string, int> Ids, ILookup<string, int> Places) Elements(ChosenKind kind)
    {
        if (_elements.TryGetValue(kind, out (Dictionary<string, int>, ILookup<string, int>) known)) return known;
        int[] all = [.. kind == ChosenKind.Buildings ? Enumerable.Range(0, Territory.Buildings.Count) : Enumerable.Range(0, Territory.Roads.Count).Where(r => !Territory.Roads[r].IsContext)];
        string[] streets = kind == ChosenKind.Buildings ? Streets.Of(Territory) : [.. Territory.Roads.Select(static r => r.Name)];
        Zone[] zones = [.. Territory.Activities.Concat(Territory.Places).Where(static z => z.Name.Length > 0)];
        return _elements[kind] = (all.DistinctBy(e => IdOf(kind, e)).ToDictionary(e => IdOf(kind, e)),
            all.SelectMany(e => Names(e).Where(static n => n.Length > 0).Distinct().Select(n => (Name: n, Element: e))).OrderBy(static p => p.Name, StringComparer.OrdinalIgnoreCase).ToLookup(static p => p.Name, static p => p.Element, StringComparer.Ordinal));

        IEnumerable<string> Names(int element)
        {
            (double x, double y) = kind == ChosenKind.Buildings ? Territory.Buildings[element].Footprint.Outer.Middle : Territory.Roads[element].Middle;
            return [streets[element], kind == ChosenKind.Buildings ? Territory.Buildings[element].District : "", .. zones.Where(z => z.Area.Contains(x, y)).Select(static z => z.Name)];
        }
    }

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

    // A study is a run for each of its scenarios.
    private static IEnumerable<(string, RunRecord, StudyMap?)> Opened(string folder, List<string> notes)
    {
        if (!StudyMaps.Has(folder)) return [(folder, RunRecord.Read(folder), null)];
        StudyMaps study = StudyMaps.Read(folder);
        notes.AddRange(study.Notes);
        return study.Scenarios.Select(s => (folder, s.Record, (StudyMap?)s));
    }

    private static Run Of(string folder, StudyMap map, float[] areas, float[] lengths) =>
        new(folder, map.Record, map.Buildings, map.Roads, map.Series, [.. map.Cells.Select(c => (StudyMaps.Cells, new NetCdfField(c.Quantity, c.Values.Grid, [], _ => c.Values)))], areas, lengths) { IsOfStudy = true };

    private static Run Read(string folder, RunRecord record, Territory territory, float[] areas, float[] lengths, List<string> notes)
    {
        Table? buildings = TableOf("buildings"), series = TableOf("series"), roads = File.Exists(Path.Combine(folder, "roads.csv")) ? TableOf("roads") : null;
        RequireRows(buildings, territory.Buildings.Count, "building");
        RequireRows(roads, territory.Roads.Count, "road");
        if (series is { Columns.Count: > 0 } && RowsOf(series.Columns[0]) != Simulation.HoursOfYear)
        {
            notes.Add($"{folder}: series.csv has {RowsOf(series.Columns[0])} rows where a year has {Simulation.HoursOfYear}; its charts are left out");
            series = null;
        }
        return new(folder, record, buildings, roads, series, GridsOf(folder, notes), areas, lengths) { Ground = Ground() };

        IReadOnlyList<GroundWork> Ground()
        {
            try
            {
                return GroundWorks.Read(folder);
            }
            catch (InputException e)
            {
                notes.AddRange(e.Faults);
                return [];
            }
        }

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
