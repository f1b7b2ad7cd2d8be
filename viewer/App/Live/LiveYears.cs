using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Viewer.App;

/// <summary>A year that is asked for.</summary>
/// <param name="Index">By which the result is told apart.</param> <param name="Run">Whose scenario it is.</param> <param name="Changes">Of that scenario.</param>
internal sealed record YearRequest(int Index, Run Run, ScenarioChanges Changes);

/// <summary>
/// The years that were simulated, kept so that any of their hours can be entered. The stage (territory, shapes, horizons, weather) is made once and kept,
/// and a year whose physics is known is only counted anew. One thread at a time.
/// </summary>
internal sealed class LiveYears(string deviceName, LastTerritory territories) : IDisposable
{
    private const double StageShare = 0.75;         // of a first simulation
    private readonly SortedDictionary<int, YearPlayer> _players = [];
    private readonly Dictionary<string, ScenarioVariant> _variants = new(StringComparer.Ordinal);
    private readonly List<Stage> _stages = [];
    private Device? _device;

    /// <summary>Keeps what is dear to compute from one process to the next; null: everything is computed.</summary>
    public DerivedCache? Cache { get; set; }

    /// <summary>How many were simulated; those that were only counted anew are not among them.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the hours of a run are there.</summary>
    public bool Knows(int index) => _players.ContainsKey(index);

    /// <summary>An hour of a run, with a road explained unless it is −1; null when it is not known.</summary>
    public LiveHour? At(int index, int hour, int road) => _players.TryGetValue(index, out YearPlayer? player)
        ? new(index, hour, player.At(hour), player.Stage.Cells) { Road = road, Why = road >= 0 ? player.Why(road, hour) : null } : null;

    /// <summary>Simulates a year, or counts it anew; null when it was told to stop.</summary>
    /// <param name="asked">What.</param> <param name="progress">Told how far it is, 0 to 1.</param> <param name="stop">Asked whether to stop.</param>
    public LiveYear? Run(YearRequest asked, Action<double> progress, Func<bool> stop)
    {
        if (!_variants.TryGetValue(asked.Run.Folder, out ScenarioVariant? variant)) _variants[asked.Run.Folder] = variant = LiveSource.VariantOf(asked.Run);
        variant.Follow(asked.Changes);
        Scenario scenario = variant.ToScenario();
        double before = _stages.Any(s => s.SuitsPlace(scenario)) ? 0 : StageShare;
        Stage stage = StageOf(scenario, done => progress(before * done));
        MeasurePlan plan = ScenarioRunner.Plan(scenario, stage);
        int year = scenario.Simulated[^1];
        string physics = PhysicsOf(scenario);
        YearPlayer? player = _players.Values.FirstOrDefault(p => p.Stage == stage && p.Physics == physics && p.TryAccount(scenario.Parameters.In(year)))
            ?? Play(new(stage, physics, stage.In(year, scenario, plan).SetupOf(year, scenario)), done => progress(before + (1 - before) * done), stop);
        if (player == null) return null;
        (YearTables tables, IReadOnlyList<Indicator> indicators) = player.Year(plan, year);
        Keep(asked.Index, player);
        return new(asked.Index, asked.Run.Folder, asked.Changes, tables, indicators, player.Months, player.Ranges)
        {
            Ground = GroundWorks.Of(plan, year),
            Added = [.. Enumerable.Range(plan.Measures.Count - asked.Changes.Added.Count, asked.Changes.Added.Count).Select(m => DoneBy(plan, m, year))],
        };
    }

    private static AddedWorks DoneBy(MeasurePlan plan, int measure, int year)
    {
        Work[] works = [.. plan.Works.Where(w => w.Measure == measure && w.Year <= year)];
        return new(works.Select(static w => w.Element).Distinct().Count(), works.Sum(static w => w.Cost));
    }

    /// <summary>Lets go of all that is kept.</summary>
    public void Forget()
    {
        foreach (YearPlayer player in _players.Values.Distinct()) player.Dispose();
        _players.Clear();
        foreach (Stage stage in _stages) stage.Dispose();
        _stages.Clear();
    }

    private YearPlayer? Play(YearPlayer player, Action<double> progress, Func<bool> stop)
    {
        bool complete = false;
        try
        {
            complete = player.RunYear(done =>
            {
                progress(done);
                return stop();
            });
        }
        finally
        {
            if (!complete) player.Dispose();
        }
        if (!complete) return null;
        Count++;
        return player;
    }

    private Stage StageOf(Scenario scenario, Action<double> progress)
    {
        _device ??= Devices.Named(deviceName);
        if (_stages.FirstOrDefault(s => s.Suits(scenario)) is { } known) return known;
        if (_stages.FirstOrDefault(s => s.SuitsPlace(scenario)) is { } place) _stages.Add(place.Under(scenario));
        else _stages.Add(Stage.Set(scenario, territories, _device, Cache, new Stopwatches(), progress));
        return _stages[^1];
    }

    // What decides the hours: all but the sections that are only accounted. Territory and weather are the stage's.
    private static string PhysicsOf(Scenario scenario)
    {
        string[] others = [.. Simulation.Sections.Where(x => x.IsAccounting).Select(x => x.Key + "."), "territory.", "weather."];
        return string.Join('\n', scenario.Canonical.Split('\n').Where(line => !others.Any(o => line.StartsWith(o, StringComparison.Ordinal))));
    }

    // Several runs may share a year.
    private void Keep(int index, YearPlayer player)
    {
        YearPlayer? before = _players.GetValueOrDefault(index);
        _players[index] = player;
        if (before != null && !_players.ContainsValue(before)) before.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _device?.Dispose();
    }
}
