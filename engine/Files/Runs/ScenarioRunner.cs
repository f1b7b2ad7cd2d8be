using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using TerritoryTwin.Buildings;
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
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(5);
    private readonly LastTerritory _territories = new();
    private Stage? _stage;

    /// <summary>Version and commit of the engine, as results carry them.</summary>
    public static string EngineVersion { get; } =
        typeof(ScenarioRunner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Reads a scenario and refuses what a check refuses.</summary>
    /// <exception cref="InputException">It has faults; all of them.</exception>
    public Scenario Read(string path)
    {
        CheckReport report = ScenarioCheck.Check(path, MeasureCosts.Standard, _territories.Load);
        return report.Faults.Count > 0 ? throw new InputException(report.Faults) : report.Scenario! with { Warnings = report.Warnings };
    }

    /// <summary>Runs a scenario to its end, from its checkpoint when there is one.</summary>
    /// <param name="scenario">A scenario without faults.</param>
    /// <param name="folder">Of the results; older results there are replaced at the very end.</param>
    /// <param name="progress">Told what is done and the share of all, 0 to 1.</param>
    /// <param name="stop">When it is cancelled, a checkpoint is left.</param>
    /// <returns>The record and the territory, for who goes on from there.</returns>
    /// <exception cref="InputException">An input file or the folder has faults.</exception>
    /// <exception cref="TerritoryException">A balance does not close.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is written.</exception>
    public RunRecord Run(Scenario scenario, string folder, Action<string, double> progress, CancellationToken stop)
    {
        Footprint footprint = new();
        Stopwatches clock = new();
        progress("reading the territory", 0);
        Stage stage = StageOf(scenario, clock);
        RunFolder results = new(folder);
        MeasurePlan plan = Plan(scenario, stage);
        string run = Identify(scenario, stage);
        (Checkpoint Checkpoint, Snapshot State)? found = Checkpoint.Find(results.CheckpointPath, run);
        IReadOnlyList<ColumnRecord> columns = [];
        FinishedYears done = found?.Checkpoint.Done ?? new([], []);
        try
        {
            for (int k = found?.Checkpoint.YearIndex ?? 0; k < scenario.Simulated.Count; k++)
            {
                int year = scenario.Simulated[k];
                StockState stock = plan.At(year);
                using Simulation simulation = new(stage.Weather, stage.Sun, clock.Time("buildings", () => new BuildingsModel(stage.Territory, stage.Shapes, stock, Parameters(scenario), device)));
                if (found is { } at)
                {
                    at.Checkpoint.Restore(at.State, simulation);
                    found = null;
                }
                else
                {
                    clock.Time("hours", () => { simulation.WarmUp(); return true; });
                }
                clock.Time("hours", () => { RunHours(simulation, year, k, done); return true; });
                YearTables tables = clock.Time("indicators", () => YearTables.Of(stage, simulation.Buildings));
                done = new(
                    [.. done.Indicators, .. TerritoryIndicators.Of(stage.Territory, tables.Buildings, tables.Series, Parameters(scenario).Carbon, plan.Invested(year), year)],
                    [.. done.Balances, .. Closed(simulation.Buildings.Balances(), year)]);
                if (k == scenario.Simulated.Count - 1)
                    columns = clock.Time("results", () =>
                    {
                        progress($"{scenario.Name}: writing the results", 0.98);
                        return ResultWriter.Write(results.Working, scenario, stage, tables, done);
                    });
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            results.Discard();
            throw;
        }
        RunRecord record = Record(scenario, stage, columns, done, clock, footprint);
        record.Write(results.Working);
        results.Publish();
        progress("done", 1);
        return record;

        void RunHours(Simulation simulation, int year, int index, FinishedYears finished)
        {
            long saved = Stopwatch.GetTimestamp();
            while (!simulation.Done)
            {
                simulation.Step();
                if (simulation.Hour % HoursBetweenLooks != 0) continue;
                progress($"{scenario.Name}, {year}", 0.02 + 0.95 * (index + simulation.Hour / (double)Simulation.HoursOfYear) / scenario.Simulated.Count);
                bool stopping = stop.IsCancellationRequested;
                if (!stopping && Stopwatch.GetElapsedTime(saved) < BetweenCheckpoints) continue;
                new Checkpoint(run, finished, index, simulation.Hour).Save(results.CheckpointPath, simulation);
                saved = Stopwatch.GetTimestamp();
                stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>The stage of the last run, for who draws its territory; null before the first.</summary>
    public Stage? Stage => _stage;

    private Stage StageOf(Scenario scenario, Stopwatches clock)
    {
        if (_stage?.Suits(scenario) == true) return _stage;
        _stage?.Dispose();
        _stage = null;
        return _stage = Stage.Set(scenario, _territories, device, clock);
    }

    /// <summary>Who gets what, when, in a scenario.</summary>
    public static MeasurePlan Plan(Scenario scenario, Stage stage) => MeasurePlan.Make(
        scenario.Measures, stage.Facts, stage.Shapes.Segments.Count, scenario.Budget?.Value ?? double.PositiveInfinity, scenario.Seed, MeasureCosts.Standard.CostOfPanels);

    /// <summary>Set-points, behaviour, prices and carbon contents of a scenario, the built-in ones where it says nothing.</summary>
    public static BuildingsParameters Parameters(Scenario scenario)
    {
        BuildingsParameters plain = BuildingsParameters.Default;
        Scenarios.Behaviour lives = scenario.Behaviour;
        double change = lives.HeatingSetPoint.Value - plain.SetPoints.Present;     // nights and absences keep their distance
        SetPoints setPoints = plain.SetPoints with
        {
            Present = plain.SetPoints.Present + change,
            Night = plain.SetPoints.Night + change,
            Absent = plain.SetPoints.Absent + change,
            InUse = plain.SetPoints.InUse + change,
            OutOfUse = plain.SetPoints.OutOfUse + change,
            Cooling = lives.CoolingSetPoint.Value,
        };
        return plain with
        {
            Seed = scenario.Seed,
            SetPoints = setPoints,
            Behaviour = plain.Behaviour with { Prebound = lives.Prebound, Rebound = lives.Rebound.Value },
            Prices = Prices(scenario.Prices, plain.Prices),
            Carbon = Carbon(scenario.Carbon, plain.Carbon),
        };
    }

    private static Indicators.EnergyPrices Prices(Scenarios.EnergyPrices asked, Indicators.EnergyPrices plain) => plain with
    {
        Electricity = asked.Electricity?.Value ?? plain.Electricity,
        FeedIn = asked.FeedIn?.Value ?? plain.FeedIn,
        Gas = asked.Gas?.Value ?? plain.Gas,
        Oil = asked.Oil?.Value ?? plain.Oil,
        Wood = asked.Wood?.Value ?? plain.Wood,
        DistrictHeat = asked.DistrictHeat?.Value ?? plain.DistrictHeat,
    };

    // One content asked for electricity holds for all its uses and for the network.
    private static CarbonFactors Carbon(CarbonContents asked, CarbonFactors plain)
    {
        CarbonFactors fuels = plain with
        {
            Gas = asked.Gas?.Value ?? plain.Gas,
            Oil = asked.Oil?.Value ?? plain.Oil,
            Wood = asked.Wood?.Value ?? plain.Wood,
            DistrictHeat = asked.DistrictHeat?.Value ?? plain.DistrictHeat,
        };
        return asked.Electricity?.Value is not { } electricity ? fuels
            : fuels with { ElectricHeating = electricity, ElectricHotWater = electricity, ElectricCooling = electricity, OtherElectricity = electricity, Grid = [electricity] };
    }

    private string Identify(Scenario scenario, Stage stage)
    {
        string all = string.Join('\n', [EngineVersion, device.Name, scenario.Canonical, stage.TerritorySha256, .. stage.Inputs.Select(i => i.Sha256)]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    private static IEnumerable<YearBalance> Closed(IReadOnlyList<Balance> balances, int year)
    {
        foreach (Balance b in balances)
        {
            if (!b.Closes)
                throw new TerritoryException($"the balance {b.Name} of {year} does not close: {b.In:g9} {b.Unit} in, {b.Out:g9} out, a difference of {b.Relative:g3} where {b.Tolerance:g3} is allowed; no results were written");
            yield return new(b.Name, b.Unit, year, b.In, b.Out, b.Relative, b.Tolerance);
        }
    }

    private RunRecord Record(Scenario scenario, Stage stage, IReadOnlyList<ColumnRecord> columns, FinishedYears done, Stopwatches clock, Footprint footprint) => new()
    {
        Version = RunRecord.CurrentVersion,
        Engine = EngineVersion,
        Scenario = scenario.Name,
        Question = scenario.Question,
        ChangesNothing = scenario.Measures.Count == 0,
        Territory = stage.Territory.Name,
        TerritorySource = new(scenario.Territory.Folder, scenario.Territory.Inhabitants, scenario.Territory.Seed, stage.TerritorySha256),
        Epsg = stage.Territory.Epsg,
        Inputs = [.. scenario.Files.Select(Stage.Record), .. stage.Inputs],
        Seed = scenario.Seed,
        Device = device.Name,
        Years = scenario.Simulated,
        Defaults = scenario.Defaults,
        Notes = [.. scenario.Warnings, .. stage.Notes],
        Attributions = stage.Territory.Attributions,
        Columns = columns,
        Indicators = done.Indicators,
        Balances = done.Balances,
        Timings = clock.Timings,
        Footprint = footprint.Read(),
    };

    /// <inheritdoc/>
    public void Dispose() => _stage?.Dispose();
}
