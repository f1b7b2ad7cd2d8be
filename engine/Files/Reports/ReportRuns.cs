using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Reports;

/// <summary>The runs of a report, each checked against its own record and against the others.</summary>
/// <param name="Comparison">The first run is what the others are compared with.</param>
/// <param name="Territory">Of all runs.</param>
/// <param name="Buildings">The buildings of each run, in the order of the territory.</param>
/// <param name="Roads">The roads of each run, in the order of the territory; null where not every run tells of roads.</param>
internal sealed record ReportRuns(Comparison Comparison, Territory Territory, IReadOnlyList<Table> Buildings, IReadOnlyList<Table>? Roads)
{
    /// <summary>Fewest and most runs that one report compares.</summary>
    public const int Fewest = 2, Most = 8;

    private const double Rounding = 1e-9;          // sums of the same numbers in the same order, written with all their digits

    /// <summary>What the figures of the territory are the sums of: the indicator, the column, and what it is divided by.</summary>
    private static readonly (string Indicator, string Column, double Scale)[] Sums =
    [
        ("heating_need", "heating_need", 1000), ("electricity_bought", "electricity_bought", 1000), ("gas", "gas", 1000), ("oil", "oil", 1000), ("wood", "wood", 1000), ("district_heat", "district_heat", 1000),
        ("pv", "pv", 1000), ("pv_export", "pv_export", 1000), ("co2", "co2", 1000), ("bill", "bill", 1),
    ];

    private static readonly string[] Needed =
    [
        "heated_area", "dwellings", "electricity", "energy_heating", "energy_stove", "energy_hot_water", "energy_appliances", "energy_cooking", "energy_auxiliaries", "energy_cooling", "energy_battery", "pv_own_use", "investment", "embodied_co2",
        .. Sums.Select(static s => s.Column),
    ];

    private static readonly string[] NeededTexts = ["id", "district", "use", "heating", "hot_water"];

    /// <summary>Records of all runs.</summary>
    public IReadOnlyList<RunRecord> Records => Comparison.Runs;

    /// <summary>The last simulated year.</summary>
    public int Year => Records[0].Years[^1];

    /// <summary>Reads and checks.</summary>
    /// <param name="folders">Of the results, the base first.</param>
    /// <exception cref="InputException">Too few or too many, damaged, or not comparable: all faults at once.</exception>
    public static ReportRuns Read(IReadOnlyList<string> folders)
    {
        if (folders.Count is < Fewest or > Most)
            throw new InputException($"`twin report` got {folders.Count} result {(folders.Count == 1 ? "folder" : "folders")}; expected {Fewest} to {Most}: first the one that the others are compared with, then these");
        List<string> faults = [.. folders.GroupBy(Path.TrimEndingDirectorySeparator, StringComparer.Ordinal).Where(static g => g.Count() > 1).Select(static g => $"{g.Key}: given {g.Count()} times; expected each run once. Leave the others out.")];
        RunRecord?[] records = [.. folders.Select(f => Tried(() => RunRecord.Read(f), faults))];
        Table?[] buildings = [.. folders.Select((f, run) => records[run] is { } r ? Tried(() => Whole(f, r), faults) : null)];
        bool haveRoads = records.All(static r => r != null && r.Columns.Any(static c => c.Table == TableName.Roads));
        Table?[] roads = [.. folders.Select((f, run) => haveRoads ? Tried(() => ResultReader.Table(f, records[run]!, TableName.Roads), faults) : null)];

        (string Folder, RunRecord Record)[] read = [.. folders.Zip(records).Where(static p => p.Second != null).Select(static p => (p.First, p.Second!))];
        foreach ((string folder, RunRecord other) in read.Skip(1))
            if (other.Engine != read[0].Record.Engine)
                faults.Add($"{folder}/{RunRecord.FileName}: computed by version {other.Engine}; expected that of {read[0].Folder}, {read[0].Record.Engine}. Run the scenarios of both with one program.");
        Comparison? comparison = read.Length > 1 ? Tried(() => new Comparison([.. read.Select(static r => r.Record)]), faults) : null;
        Territory? territory = read.Length > 0 ? Tried(() => ResultReader.Territory(read[0].Record), faults) : null;
        if (territory != null && comparison != null)
        {
            for (int run = 0; run < folders.Count; run++)
            {
                RequireSame(buildings[run], territory.Buildings.Select(static b => b.Id), folders[run], territory.Name, faults);
                RequireSame(roads[run], territory.Roads.Select(static r => r.Id), folders[run], territory.Name, faults);
            }
        }
        return faults.Count > 0 ? throw new InputException(faults) : new(comparison!, territory!, [.. buildings.OfType<Table>()], haveRoads ? [.. roads.OfType<Table>()] : null);
    }

    // Null where it cannot be; what is wrong is told with the rest.
    private static T? Tried<T>(Func<T> read, List<string> faults) where T : class
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            faults.AddRange(e.Faults);
            return null;
        }
    }

    // Has all that a report says of buildings, and sums to what the record says.
    private static Table Whole(string folder, RunRecord record)
    {
        Table table = ResultReader.Table(folder, record, TableName.Buildings);
        string path = Path.Combine(folder, "buildings.csv");
        string[] missing = [.. NeededTexts.Except(table.Columns.OfType<TextColumn>().Select(static c => c.Name)), .. Needed.Except(table.Columns.OfType<NumberColumn>().Select(static c => c.Name))];
        if (missing.Length > 0) throw new InputException($"{path}: no column {string.Join(", ", missing.Select(static m => $"`{m}`"))}, which a report speaks of; let the scenario write all columns of `buildings`, and run it again");
        List<string> faults = [];
        foreach ((string indicator, string column, double scale) in Sums)
        {
            double sum = table.Numbers(column).Where(static v => !double.IsNaN(v)).Sum() / scale, told = record.Value(indicator);
            if (!(Math.Abs(sum - told) <= Rounding * Math.Max(1, Math.Abs(told))))
                faults.Add(FormattableString.Invariant($"{path}: `{column}` sums to {sum:g9}; expected the {told:g9} {People.Unit(record.Indicators.FirstOrDefault(i => i.Name == indicator)?.Unit ?? "")} of `{indicator}` in {RunRecord.FileName}. One of both was changed: run the scenario again."));
        }
        return faults.Count > 0 ? throw new InputException(faults) : table;
    }

    private static void RequireSame(Table? table, IEnumerable<string> expected, string folder, string territory, List<string> faults)
    {
        if (table != null && !table.Texts("id").SequenceEqual(expected)) faults.Add($"{folder}/{table.Name}.csv: its rows are not the {table.Name} of {territory}; expected each once, in the order of the territory. Run the scenario again.");
    }
}
