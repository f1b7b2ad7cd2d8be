using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Files.Runs;

/// <summary>Hours of the last year of a run, explained element by element: they are simulated again from its scenario.</summary>
public sealed class Explainer : IDisposable
{
    private readonly Scenario _scenario;
    private readonly MeasurePlan _plan;
    private readonly Stage _first, _stage;
    private readonly int _year;
    private Simulation? _simulation;

    private Explainer(Scenario scenario, Stage first)
    {
        (_scenario, _first, _year) = (scenario, first, scenario.Simulated[^1]);
        _plan = ScenarioRunner.Plan(scenario, first);
        _stage = first.In(_year, scenario, _plan);
    }

    /// <summary>At the start of the hour; after <see cref="StepTo"/>.</summary>
    internal Simulation Simulation => _simulation ?? throw new InvalidOperationException("no hour was asked for");
    /// <summary>The territory in that year.</summary>
    public Territory Territory => _stage.Territory;
    /// <summary>The cells of its ground.</summary>
    public Grid Cells => _stage.Cells;
    /// <summary>Its days and clocks.</summary>
    public Calendar Calendar => _stage.CalendarOf(_year);

    /// <summary>The scenario file of a run, where all that the run read is as it was then: bases, areas, weather, territory.</summary>
    /// <exception cref="InputException">A file is gone, or has changed; all of them.</exception>
    public static string ScenarioOf(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Inputs.Count == 0) throw new InputException($"the record of “{record.Scenario}” names no file that it read, so its hours cannot be simulated; run the scenario again");
        string[] faults = [.. record.Inputs.Select(FaultOf).OfType<string>().Select(fault => $"{fault} since “{record.Scenario}” ran, so its hours would not agree with its results; put it back, or run the scenario again")];
        return faults.Length == 0 ? record.Inputs[0].Path : throw new InputException(faults);

        static string? FaultOf(InputFileRecord file) =>
            !File.Exists(file.Path) ? $"{file.Path} is gone" : Stage.Record(file.Path).Sha256 != file.Sha256 ? $"{file.Path} has changed" : null;
    }

    /// <summary>Reads what a run read; nothing is simulated yet.</summary>
    /// <param name="record">Of the run.</param> <param name="device">Where it will be simulated.</param> <param name="cache">May know horizons.</param>
    /// <exception cref="InputException">A file is gone, has changed or has faults; or another version of the engine ran it.</exception>
    public static Explainer Of(RunRecord record, Device device, DerivedCache? cache)
    {
        Scenario scenario = ScenarioReader.Read(ScenarioOf(record));
        if (record.Engine != ScenarioRunner.EngineVersion)
            throw new InputException($"“{record.Scenario}” was run by version {record.Engine}, this is {ScenarioRunner.EngineVersion}, so its hours might not agree with its results; run the scenario again");
        Stage first = Stage.Set(scenario, new LastTerritory(), device, cache, new Stopwatches());
        if (first.TerritorySha256 == record.TerritorySource.Sha256) return new(scenario, first);
        first.Dispose();
        throw new InputException($"the territory of “{record.Scenario}” is another one since it ran, so its hours would not agree with its results; run the scenario again");
    }

    /// <summary>Simulates the run up to an hour of its last year; call once.</summary>
    /// <param name="hour">0 to 8,759.</param>
    public void StepTo(int hour)
    {
        int from = _year;
        while (_scenario.Simulated.Contains(from - 1)) from--;       // consecutive years go on from one another
        Moment? before = null;
        for (; from <= _year; from++)
        {
            Stage stage = from == _year ? _stage : _first.In(from, _scenario, _plan);
            Simulation simulation = new(stage.SetupOf(from, _scenario));
            simulation.BeginAfter(before);
            while (simulation.Hour < (from == _year ? hour : Simulation.HoursOfYear)) simulation.Step();
            if (from == _year) _simulation = simulation;
            else
            {
                before = simulation.LastNight();
                simulation.Dispose();
            }
        }
    }

    /// <summary>Steps the hour and explains it; call once.</summary>
    /// <param name="layer">Of what.</param> <param name="element">Its index.</param>
    public IReadOnlyList<Explanation> Explain(Layer layer, int element) => Simulation.StepExplained(layer, element);

    /// <summary>Explains the day of a drawn person; nothing is simulated for it.</summary>
    /// <param name="person">Its number, from 0.</param> <param name="hour">Of the year; null: a weekday.</param>
    /// <exception cref="InputException">The run has no mobility, or there is no such person.</exception>
    public Explanation Person(int person, int? hour)
    {
        _simulation ??= new(_stage.SetupOf(_year, _scenario));
        return (Simulation.Mobility ?? throw new InputException($"“{_scenario.Name}” has no mobility, so nobody goes anywhere; set `mobility: {{ on: true }}` and run the scenario again")).ExplainPerson(person, hour);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _simulation?.Dispose();
        _first.Dispose();
    }
}
