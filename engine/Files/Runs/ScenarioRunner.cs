using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Runs;

/// <summary>Runs scenarios from their files to their result folders. Scenarios of one territory and weather share what they can.</summary>
/// <param name="device">Where they run.</param>
public sealed class ScenarioRunner(Device device) : IDisposable
{
    private const int HoursBetweenLooks = 24;
    private readonly LastTerritory _territories = new();
    private Stage? _stage;

    /// <summary>Least time between two checkpoints.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Keeps what is dear to compute from one process to the next; null: everything is computed.</summary>
    public DerivedCache? Cache { get; init; }

    /// <summary>Version and commit of the engine, as results carry them.</summary>
    public static string EngineVersion { get; } =
        typeof(ScenarioRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Reads a scenario and refuses what a check refuses.</summary>
    /// <exception cref="InputException">It has faults; all of them.</exception>
    public Scenario Read(string path)
    {
        CheckReport report = ScenarioCheck.Check(path, _territories.Load);
        return report.Faults.Count > 0 ? throw new InputException(report.Faults) : report.Scenario! with { Warnings = report.Warnings };
    }

    /// <summary>Runs a scenario to its end, from its checkpoint when there is one.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <param name="folder">Of the results; older results there are replaced at the very end.</param>
    /// <param name="progress">Told what is done and the share of all, 0 to 1.</param>
    /// <param name="stop">When it is cancelled, a checkpoint is left.</param>
    /// <returns>The record of the run, as it was written.</returns>
    /// <exception cref="InputException">An input file or the folder has faults.</exception>
    /// <exception cref="TerritoryException">A balance does not close, or the results cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is written.</exception>
    public RunRecord Run(Scenario scenario, string folder, Action<string, double> progress, CancellationToken stop)
    {
        Footprint footprint = new();
        Stopwatches clock = new();
        using RunFolder results = new(folder);
        progress("reading the territory", 0);
        Stage stage = StageOf(scenario, clock, stop);
        Work work = new(scenario, stage, Plan(scenario, stage), Identify(scenario, stage), results, clock, progress, stop);
        try
        {
            (FinishedYears done, YearTables last, Stage lastStage, IReadOnlyList<string> notes) = RunYears(work);
            progress($"{scenario.Name}: writing the results", 0.98);
            IReadOnlyList<ColumnRecord> columns = clock.Time("results", () => ResultWriter.Write(results.Working, scenario, lastStage, GroundWorks.Of(work.Plan, scenario.Simulated[^1]), last, done));
            IReadOnlyList<ResultFileRecord> files = clock.Time("results", results.Written);
            RunRecord record = Record(scenario, stage, work.Plan, columns, done, clock, footprint, notes) with { Files = files, Folder = Path.GetFullPath(folder), Dominating = Dominance.Of(lastStage.Territory.Buildings, last.Buildings) };
            RoCrate.Write(results.Working, record);
            record.Write(results.Working);
            results.Publish();
            progress("done", 1);
            return record;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DbException)
        {
            results.KeepOnlyCheckpoint();
            throw new TerritoryException($"the results cannot be written to {folder}: {e.Message.TrimEnd('.')}. Make room there, or run into another folder with `--out`; older results stay as they were.", e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            results.Discard();
            throw;
        }
    }

    private (FinishedYears Done, YearTables Last, Stage LastStage, IReadOnlyList<string> Notes) RunYears(Work work)
    {
        IReadOnlyList<int> years = work.Scenario.Simulated;
        (Checkpoint Checkpoint, Snapshot State)? found = Checkpoint.Find(work.Results.CheckpointPath, work.Run);
        if (found?.Checkpoint is { } saved && saved.YearIndex == years.Count - 1 && !HourlyOutputs.CanGoOn(work.Scenario, work.Stage.WeatherOf(years[^1]), work.Results.Working, saved.Hour)) found = null;
        if (found == null) work.Results.ForgetCheckpoint();
        FinishedYears done = found?.Checkpoint.Done ?? new([], []);
        YearTables? last = null;
        Moment? before = null;
        IReadOnlyList<string> notes = [];
        Stage stage = work.Stage;
        for (int k = found?.Checkpoint.YearIndex ?? 0; k < years.Count; k++)
        {
            int index = k;
            stage = work.Stage.In(years[k], work.Scenario, work.Plan, work.Clock);
            using Simulation simulation = work.Clock.Time("buildings", () => new Simulation(stage.SetupOf(years[index], work.Scenario)));
            if (found is { } at && !at.Checkpoint.TryRestore(at.State, simulation))
            {
                work.Results.ForgetCheckpoint();            // not even its years: the one after them would not go on from their last night
                return RunYears(work);
            }
            bool restored = found != null;
            work.Clock.Time("hours", () =>
            {
                if (restored) work.Progress($"{work.Scenario.Name}: going on from hour {simulation.Hour} of {years[index]}", work.Share(index, simulation.Hour));
                else simulation.BeginAfter(index > 0 && years[index] == years[index - 1] + 1 ? before : null);
                RunHours(simulation, stage, work, index, done, last: index == years.Count - 1);
                return true;
            });
            (found, before) = (null, simulation.LastNight());
            last = work.Clock.Time("indicators", () => simulation.Year());
            notes = [.. simulation.Processes.SelectMany(p => p.Notes)];
            done = new([.. done.Indicators, .. Indicators(simulation, last, work.Plan, years[k])], [.. done.Balances, .. Closed(simulation.Balances(), years[k])]);
        }
        return (done, last!, stage, notes);
    }

    private void RunHours(Simulation simulation, Stage stage, Work work, int index, FinishedYears finished, bool last)
    {
        using HourlyOutputs? grids = last ? HourlyOutputs.Of(work.Scenario, stage, simulation, work.Results.Working, work.Scenario.Simulated[index]) : null;
        long saved = Stopwatch.GetTimestamp();
        while (!simulation.Done)
        {
            simulation.Step();
            grids?.Write();
            if (simulation.Hour % HoursBetweenLooks != 0) continue;
            work.Progress($"{work.Scenario.Name}, {work.Scenario.Simulated[index]}", work.Share(index, simulation.Hour));
            if (!work.Stop.IsCancellationRequested && Stopwatch.GetElapsedTime(saved) < CheckpointEvery) continue;
            grids?.Flush();
            new Checkpoint(work.Run, finished, index, simulation.Hour).Save(work.Results.CheckpointPath, simulation);
            saved = Stopwatch.GetTimestamp();
            work.Stop.ThrowIfCancellationRequested();
        }
        grids?.Complete();
    }

    private sealed record Work(
        Scenario Scenario, Stage Stage, MeasurePlan Plan, string Run, RunFolder Results, Stopwatches Clock, Action<string, double> Progress, CancellationToken Stop)
    {
        public double Share(int year, int hour) => 0.02 + 0.95 * (year + hour / (double)Simulation.HoursOfYear) / Scenario.Simulated.Count;
    }

    /// <summary>The stage of the last run, for who draws its territory; null before the first.</summary>
    public Stage? Stage => _stage;

    private Stage StageOf(Scenario scenario, Stopwatches clock, CancellationToken stop)
    {
        if (_stage?.Suits(scenario) == true) return _stage;
        _stage?.Dispose();
        _stage = null;
        return _stage = Stage.Set(scenario, _territories, device, Cache, clock, stop: stop);
    }

    /// <summary>The figures of a simulated year, and what its measures have cost so far.</summary>
    public static IReadOnlyList<Indicator> Indicators(Simulation simulation, YearTables tables, MeasurePlan plan, int year) =>
        [.. simulation.Indicators(tables).Append((ResultCatalogue.Investment, plan.Invested(year))).Concat(plan.CountsAid ? [(ResultCatalogue.Aid, plan.AidUntil(year))] : []).Concat(Uncalibrated(simulation, tables)).Select(i => new Indicator(i.Item1, year, i.Item2))];

    private static IEnumerable<(Quantity, double)> Uncalibrated(Simulation simulation, YearTables tables)
    {
        IReadOnlyList<Building> buildings = simulation.Setup.TerritoryOf(tables.Member).Buildings;
        if (buildings.All(static b => b.UseFactors is null)) return [];
        double[] rooms = tables.Buildings.Numbers("energy_heating"), stoves = tables.Buildings.Numbers("energy_stove"), pumps = tables.Buildings.Numbers("energy_auxiliaries"), appliances = tables.Buildings.Numbers("energy_appliances");
        double added = buildings.Select((b, n) => b.UseFactors is { } f ? (1 - 1 / f.Heating) * (rooms[n] + stoves[n] + pumps[n]) + (1 - 1 / f.Appliances) * appliances[n] : 0).Sum();
        return [(ResultCatalogue.Uncalibrated, simulation.Indicators(tables).First(static i => i.Quantity.Name == "energy_bought").Value - added / 1000)];
    }

    /// <summary>Who gets what, when, in a scenario.</summary>
    public static MeasurePlan Plan(Scenario scenario, Stage stage) => Plan(scenario, scenario.Assumed(stage.Survey));

    /// <summary>The same, of a territory as the scenario assumes it.</summary>
    internal static MeasurePlan Plan(Scenario scenario, Survey assumed) => MeasurePlan.Make(
        scenario.Measures, assumed, scenario.Budget?.Value ?? double.PositiveInfinity, scenario.Seed, scenario.Aid);

    // Any number of threads gives the same bytes, so a run may go on with another.
    private string Identify(Scenario scenario, Stage stage)
    {
        string all = string.Join('\n', [EngineVersion, $"{typeof(Simulation).Module.ModuleVersionId}", .. Simulation.Kinds.Select(k => $"{k.Key} {k.Make?.Method.Module.ModuleVersionId}"), device is HostDevice ? "host" : device.Name, scenario.Canonical, .. scenario.Calibration is null ? [] : scenario.Files.Select(static f => Stage.Record(f).Sha256), stage.TerritorySha256, .. scenario.Areas.Select(a => Stage.Record(a).Sha256), .. stage.Inputs.Select(i => i.Sha256)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>Balances as records keep them.</summary>
    /// <exception cref="TerritoryException">One does not close.</exception>
    internal static IEnumerable<YearBalance> Closed(IEnumerable<Balance> balances, int year)
    {
        foreach (Balance b in balances)
        {
            if (!b.Closes)
                throw new TerritoryException($"the balance {b.Name} of {year} does not close: {b.In:g9} {b.Unit} in, {b.Out:g9} out, a difference of {b.Relative:g3} where {b.Tolerance:g3} is allowed; no results were written");
            yield return new(b.Name, b.Unit, year, b.In, b.Out, b.Relative, b.Tolerance);
        }
    }

    private RunRecord Record(Scenario scenario, Stage stage, MeasurePlan plan, IReadOnlyList<ColumnRecord> columns, FinishedYears done, Stopwatches clock, Footprint footprint, IReadOnlyList<string> notes) => new()
    {
        Version = RunRecord.CurrentVersion,
        Engine = EngineVersion,
        Scenario = scenario.Name,
        Question = scenario.Question,
        Translations = scenario.Translations,
        ChangesNothing = scenario.Measures.Count == 0,
        Territory = stage.Territory.Name,
        TerritorySource = new(scenario.Territory.Folder, scenario.Territory.Inhabitants, scenario.Territory.Seed, stage.TerritorySha256),
        Epsg = stage.Territory.Epsg,
        Calendar = stage.Rules,
        Inputs = [.. scenario.Files.Concat(scenario.Areas).Select(Stage.Record), .. stage.Inputs],
        Seed = scenario.Seed,
        Device = device.Name,
        Years = scenario.Simulated,
        Settings = scenario.Settings,
        AsToday = scenario.AsToday,
        Measures = Told(plan, scenario.Assumed(stage.Survey), scenario.Simulated[^1]),
        Economy = EconomyOf(scenario, plan),
        Defaults = scenario.Defaults,
        Calibration = stage.Calibration?.Record,
        Notes = [.. scenario.Warnings, .. scenario.Notes, .. stage.Notes, .. stage.Calibration?.Notes ?? [], .. notes, .. AidNotes(scenario, plan)],
        Attributions = stage.Territory.Attributions,
        Columns = columns,
        Indicators = done.Indicators,
        Balances = done.Balances,
        Timings = clock.Timings,
        Footprint = footprint.Read(),
    };

    private static EconomyRecord? EconomyOf(Scenario scenario, MeasurePlan plan) => scenario is { Aid: null, DiscountRate: null, Loan: null } ? null
        : new(scenario.Aid?.Rules.Name, scenario.DiscountRate, scenario.Loan, [.. plan.InvestedByLifetime(scenario.Simulated[^1]).Select(static i => new LifetimeSpending(i.Years, i.Cost))]);

    // By which rules homes got how much.
    private static IEnumerable<string> AidNotes(Scenario scenario, MeasurePlan plan)
    {
        if (scenario.Aid is not { } aid) yield break;
        AidGiven[] given = [.. plan.Aid.Where(a => a.Year <= scenario.Simulated[^1])];
        if (given.Length == 0) yield return $"aid, {aid.Rules.Name}: no work gets any";
        foreach (IGrouping<AidPath, AidGiven> path in given.GroupBy(static a => a.Path).OrderBy(static g => g.Key))
        {
            int homes = path.Sum(static a => a.Homes);
            string how = path.Key switch { AidPath.SingleWorks => "for single works", AidPath.DeepRenovation => "for deep renovations", _ => "for works on blocks" };
            yield return string.Create(CultureInfo.InvariantCulture, $"aid, {aid.Rules.Name}: {homes} times a home got some {how}, {path.Sum(static a => a.Amount) / homes:0} € on the mean");
        }
    }

    private static MeasureRecord[] Told(MeasurePlan plan, Survey survey, int lastYear) => [.. plan.Measures.Select((measure, index) =>
    {
        Measures.Work[] works = [.. plan.Works.Where(w => w.Measure == index && w.Year <= lastYear)];
        return new MeasureRecord(
            measure.Name, measure.Selected(survey).Count(), works.Select(w => w.Element).Distinct().Count(), works.Sum(w => w.Amount), measure.Unit, works.Sum(w => w.Cost),
            [.. works.GroupBy(w => w.Year).OrderBy(g => g.Key).Select(g => new YearSpending(g.Key, g.Count(), g.Sum(w => w.Cost)))]);
    })];

    /// <inheritdoc/>
    public void Dispose() => _stage?.Dispose();
}
