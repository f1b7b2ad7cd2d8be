using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Files.Studies;

/// <summary>What the runs of a study under one scenario come to, in the form of the results of one run.</summary>
/// <param name="Record">Its figures are means over the runs; it names no file, so no hour of it can be simulated.</param>
/// <param name="Buildings">Statistics, a row a building; null when the study keeps none.</param> <param name="Roads">The same of roads.</param> <param name="Series">The same of hours.</param>
/// <param name="Cells">The same of cells: one field a statistic.</param>
public sealed record StudyMap(RunRecord Record, Table? Buildings, Table? Roads, Table? Series, IReadOnlyList<(Quantity Quantity, Raster Values)> Cells);

/// <summary>Statistics of a study over its places, to be drawn: mean, spread, quantiles and probabilities of the last simulated year.</summary>
/// <param name="Folder">Of the study.</param> <param name="Territory">Before any measure.</param> <param name="Scenarios">The first is the one that others are compared with.</param> <param name="Notes">What is missing in them.</param>
public sealed record StudyMaps(string Folder, Territory Territory, IReadOnlyList<StudyMap> Scenarios, IReadOnlyList<string> Notes)
{
    /// <summary>What fields of cells belong to.</summary>
    public const string Cells = StudyOutputs.Cells;

    /// <summary>Whether a folder is that of a study.</summary>
    public static bool Has(string folder) => File.Exists(Path.Combine(folder, StudyPlan.FileName));

    /// <summary>Reads the runs that are finished.</summary>
    /// <param name="folder">Of the study.</param>
    /// <exception cref="InputException">It is damaged, its files have changed, no run is finished, or it keeps nothing of places.</exception>
    public static StudyMaps Read(string folder)
    {
        StudyFolder opened = StudyFolder.Open(folder);
        StudyElements elements = new(opened);
        return Of(opened, elements, StudyRecords.Read(opened, elements.Add, static _ => { }));
    }

    /// <summary>The maps of a study that was read.</summary>
    internal static StudyMaps Of(StudyFolder folder, StudyElements elements, StudyRecords records)
    {
        Study study = folder.Study;
        if (study.Tables.Count == 0) throw new InputException($"{folder.FullPath}: the study keeps nothing of places; name columns under `outputs` (`buildings`, `roads`, `cells`), and plan it anew");
        int missing = records.NotRun, failed = records.Failed;
        if (missing + failed == study.Count) throw new InputException([$"{folder.FullPath}: none of {study.Count} runs has figures ({failed} failed, {missing} were not run); run the study first", .. records.Damaged]);
        List<string> notes = [.. records.Damaged];
        if (missing > 0) notes.Add($"{folder.FullPath}: {missing} of {study.Count} runs have no result yet; the maps are of the others");
        if (failed > 0) notes.Add($"{folder.FullPath}: {failed} of {study.Count} runs failed; the maps are of the others");
        Territory territory = ScenarioTerritory.Load(study.Scenarios[0].Territory);
        string sha256 = TerritoryHash.Of(territory);
        return new(folder.FullPath, territory, [.. study.Scenarios.Select((_, scenario) => Of(folder, elements, records, territory, sha256, scenario))], notes);
    }

    private static StudyMap Of(StudyFolder folder, StudyElements elements, StudyRecords records, Territory territory, string sha256, int scenario)
    {
        Study study = folder.Study;
        Scenario first = study.Scenarios[scenario];
        Table? cells = TableOf(StudyOutputs.Cells), buildings = TableOf(TableName.Buildings), roads = TableOf(TableName.Roads), series = TableOf(TableName.Series);
        Grid grid = elements.CellsOver(territory);
        double energy = Sum(records.Energy);
        RunRecord record = new()
        {
            Version = RunRecord.CurrentVersion, Engine = folder.Plan.Engine, Scenario = first.Name, Question = first.Question, Translations = first.Translations, ChangesNothing = first.Measures.Count == 0,
            Territory = territory.Name, TerritorySource = new(first.Territory.Folder, first.Territory.Inhabitants, first.Territory.Seed, sha256), Epsg = territory.Epsg,
            Calendar = Stage.RulesOf(first, territory), Inputs = [], Seed = first.Seed, Device = folder.Plan.Device, Years = [first.Simulated[^1]], Settings = first.Settings, AsToday = first.AsToday, Measures = [], Defaults = [], Notes = [],
            Attributions = territory.Attributions, Columns = [], Indicators = [.. records.Indicators.Where(i => i.Year == first.Simulated[^1]).Select(i => new Indicator(i.Quantity, i.Year, Mean(records.OfScenario(i.Name, i.Year, scenario))))],
            Balances = [], Timings = [], Footprint = new(energy, energy / 1000 * Footprint.CarbonOfElectricity, Measured: false, Sum(records.Seconds), 0, 0),
        };
        return new(record, buildings, roads, series, cells == null ? [] : [.. cells.Columns.Skip(2).OfType<NumberColumn>().Select(c => (c.Quantity, new Raster(grid, [.. c.Values.Select(static v => (float)v)])))]);

        double Sum(double[] ofRuns) => records.Part(ofRuns, scenario).Where(double.IsFinite).Sum();

        Table? TableOf(string name) => study.Tables.FirstOrDefault(t => t.Table == name) is { } kept ? elements.OfScenario(kept, scenario, territory) : null;
    }

    private static double Mean(double[] values) => values.Where(double.IsFinite).ToArray() is { Length: > 0 } finite ? finite.Average() : double.NaN;
}
