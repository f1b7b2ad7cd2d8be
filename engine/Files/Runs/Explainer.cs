using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Runs;

/// <summary>Hours of the last year of a run, explained element by element: they are simulated again from its scenario.</summary>
public sealed class Explainer : IDisposable
{
    private readonly Stage _first, _stage;
    private readonly Simulation _simulation;

    private Explainer(Stage first, Stage stage, Simulation simulation) => (_first, _stage, _simulation) = (first, stage, simulation);

    /// <summary>At the start of the hour.</summary>
    internal Simulation Simulation => _simulation;
    /// <summary>The territory in that year.</summary>
    public Territory Territory => _stage.Territory;
    /// <summary>The cells of its ground.</summary>
    public Grid Cells => _stage.Cells;
    /// <summary>Its days and clocks.</summary>
    public Calendar Calendar => _simulation.Setup.Calendar;

    /// <summary>The scenario file of a run, as it was then.</summary>
    /// <exception cref="InputException">It is gone, or has changed.</exception>
    public static string ScenarioOf(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        InputFileRecord? file = record.Inputs.Count > 0 ? record.Inputs[0] : null;
        if (file is null || !File.Exists(file.Path))
            throw new InputException($"the scenario file {file?.Path} of “{record.Scenario}” is not there any more, so its hours cannot be simulated; run the scenario again");
        return Stage.Record(file.Path).Sha256 == file.Sha256 ? file.Path
            : throw new InputException($"the scenario file {file.Path} has changed since “{record.Scenario}” ran, so its hours would not agree with its results; run the scenario again");
    }

    /// <summary>Simulates a run up to an hour of its last year.</summary>
    /// <param name="record">Of the run.</param> <param name="device">Where it is simulated.</param> <param name="hour">0 to 8,759.</param> <param name="cache">May know horizons.</param>
    /// <exception cref="InputException">A file is gone, has changed or has faults.</exception>
    public static Explainer At(RunRecord record, Device device, int hour, DerivedCache? cache)
    {
        Scenario scenario = ScenarioReader.Read(ScenarioOf(record));
        Stage first = Stage.Set(scenario, new LastTerritory(), device, cache, new Stopwatches());
        MeasurePlan plan = ScenarioRunner.Plan(scenario, first);
        int year = scenario.Simulated[^1], from = year;
        while (scenario.Simulated.Contains(from - 1)) from--;       // consecutive years go on from one another
        Moment? before = null;
        for (;; from++)
        {
            Stage stage = first.In(from, scenario, plan);
            Simulation simulation = new(stage.SetupOf(from, scenario));
            simulation.BeginAfter(before);
            while (simulation.Hour < (from == year ? hour : Simulation.HoursOfYear)) simulation.Step();
            if (from == year) return new(first, stage, simulation);
            before = simulation.LastNight();
            simulation.Dispose();
        }
    }

    /// <summary>Steps the hour and explains it; call once.</summary>
    /// <param name="layer">Of what.</param> <param name="element">Its index.</param>
    public IReadOnlyList<Explanation> Explain(Layer layer, int element) => _simulation.StepExplained(layer, element);

    /// <inheritdoc/>
    public void Dispose()
    {
        _simulation.Dispose();
        _first.Dispose();
    }
}
