using System.Diagnostics;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Studies;

/// <summary>
/// Runs variants of a study side by side, as the members of one ensemble, where they share territory, horizons and clock. A member has the bits of its own run, so
/// it does not matter which variants run beside each other.
/// </summary>
/// <param name="study">Whose variants.</param> <param name="device">Where they run.</param> <param name="cache">Keeps what is dear to compute; null: everything is computed.</param>
public sealed class VariantRunner(Study study, Device device, DerivedCache? cache) : IDisposable
{
    /// <summary>Where they run.</summary>
    public Device Device => device;

    private const int HoursBetweenLooks = 24;
    private readonly LastTerritory _territories = new();
    private Stage? _place;
    private Stage? _stage;

    /// <summary>Runs variants to their end; one that fails is told in its result, and the others go on. Those that come to the same scenario are run once.</summary>
    /// <param name="variants">Some of the study.</param> <param name="progress">Told the share of them that is done.</param> <param name="stop">When it is cancelled, nothing is returned.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<VariantResult> Run(IReadOnlyList<StudyVariant> variants, Action<double> progress, CancellationToken stop)
    {
        List<VariantResult> results = [];
        List<Prepared> waiting = [];
        Dictionary<string, (StudyVariant First, List<StudyVariant> Twins)> same = new(StringComparer.Ordinal);
        foreach (StudyVariant variant in variants)
        {
            stop.ThrowIfCancellationRequested();
            Prepared? prepared = null;
            if (Guarded(variant, () => study.ScenarioOf(variant), out Scenario? scenario) is { } refused) results.Add(refused);
            else if (same.TryGetValue(KeyOf(scenario!), out (StudyVariant First, List<StudyVariant> Twins) known)) known.Twins.Add(variant);
            else
            {
                same.Add(KeyOf(scenario!), (variant, []));
                if (_place?.SuitsPlace(scenario!) == false) RunWaiting();                 // these need what goes now
                if (Guarded(variant, () => Prepare(variant, scenario!), out prepared) is { } failed) results.Add(failed);
            }
            if (prepared == null) continue;
            if (waiting.Count > 0 && !waiting[0].RunsBeside(prepared)) RunWaiting();
            waiting.Add(prepared);
        }
        RunWaiting();
        Dictionary<int, VariantResult> byIndex = results.ToDictionary(r => r.Index);
        return [.. results.Concat(same.Values.SelectMany(s => s.Twins.Select(t => byIndex[s.First.Index] with { Index = t.Index, Seconds = 0, Energy = 0 }))).OrderBy(r => r.Index)];

        void RunWaiting()
        {
            if (waiting.Count > 0) results.AddRange(RunGroup(waiting, done => progress((results.Count + done * waiting.Count) / variants.Count), stop));
            waiting.Clear();
            _place?.ForgetOtherShapes();
        }
    }

    // Where one fails all are run alone, so that it takes none with it.
    private IReadOnlyList<VariantResult> RunGroup(IReadOnlyList<Prepared> group, Action<double> progress, CancellationToken stop)
    {
        long began = Stopwatch.GetTimestamp();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        VariantResult? failed = Guarded(group[0].Variant, () => RunTogether(group, progress, stop), out IReadOnlyList<VariantResult>? together);
        if (together == null) return group.Count == 1 ? [failed!] : [.. group.SelectMany(one => RunGroup([one], progress, stop))];
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds / group.Count, busy = (Environment.CpuUsage.TotalTime - processor).TotalSeconds / group.Count;
        return [.. together.Zip(group, (r, p) => r with { Seconds = seconds + p.Seconds, Energy = Footprint.Estimate(seconds, busy / seconds) + Footprint.Estimate(p.Seconds, 1), Memory = Environment.WorkingSet / 1e6 })];
    }

    // A fault of the program is a fault of the variant too: the others are not to be lost.
    private static VariantResult? Guarded<T>(StudyVariant variant, Func<T> work, out T? result) where T : class
    {
        result = null;
        try
        {
            result = work();
            return null;
        }
        catch (InputException e)
        {
            return VariantResult.Failed(variant.Index, string.Join("; ", e.Faults.Select(f => f.Split('\n')[0])));
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException or IOException or UnauthorizedAccessException))
        {
            return VariantResult.Failed(variant.Index, (e is TerritoryException ? e.Message : $"a fault of the program ({e.GetType().Name}): {e.Message}").ReplaceLineEndings(" "));
        }
    }

    // With the files where they lie: the canonical text has them as they are written, beside the file that names them.
    private static string KeyOf(Scenario scenario) => string.Join('\n', [scenario.Canonical, $"{scenario.Territory}", scenario.Weather.Key, scenario.Timetable ?? "", .. scenario.Areas]);

    private Prepared Prepare(StudyVariant variant, Scenario scenario)
    {
        Stage stage = StageOf(scenario);
        long began = Stopwatch.GetTimestamp();
        MeasurePlan plan = ScenarioRunner.Plan(scenario, stage);
        Setup[] years = [.. scenario.Simulated.Select(y => stage.In(y, scenario, plan).SetupOf(y, scenario))];
        return new(variant, scenario, plan, years, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private Stage StageOf(Scenario scenario)
    {
        if (_stage?.Suits(scenario) == true) return _stage;
        if (_place?.SuitsPlace(scenario) == true) return _stage = _place.Under(scenario);
        _place?.Dispose();
        (_place, _stage) = (null, null);
        return _stage = _place = Stage.Set(scenario, _territories, device, cache, new Stopwatches());
    }

    private IReadOnlyList<VariantResult> RunTogether(IReadOnlyList<Prepared> group, Action<double> progress, CancellationToken stop)
    {
        IReadOnlyList<int> years = group[0].Scenario.Simulated;
        List<Indicator>[] indicators = [.. group.Select(_ => new List<Indicator>())];
        IReadOnlyList<float[]>[] values = new IReadOnlyList<float[]>[group.Count];
        string[] faults = [.. group.Select(_ => "")];
        Moment? before = null;
        for (int k = 0; k < years.Count; k++)
        {
            int year = k;
            using Simulation simulation = new(Setup.Together([.. group.Select(p => p.Years[year])]));
            simulation.BeginAfter(k > 0 && years[k] == years[k - 1] + 1 ? before : null);
            while (!simulation.Done)
            {
                simulation.Step();
                if (simulation.Hour % HoursBetweenLooks != 0) continue;
                stop.ThrowIfCancellationRequested();
                progress((k + simulation.Hour / (double)Simulation.HoursOfYear) / years.Count);
            }
            before = simulation.LastNight();
            for (int member = 0; member < group.Count; member++)
            {
                if (faults[member].Length > 0) continue;
                int m = member;
                faults[member] = Guarded(group[member].Variant, () =>
                {
                    _ = ScenarioRunner.Closed(simulation.Balances(m), years[year]).Count();
                    YearTables tables = simulation.Year(m);
                    indicators[m].AddRange(ScenarioRunner.Indicators(simulation, tables, group[m].Plan, years[year]));
                    if (year == years.Count - 1) values[m] = ValuesOf(tables, group[m].Years[year]);
                    return tables;
                }, out _)?.Fault ?? "";
            }
        }
        return [.. group.Select((p, m) => faults[m].Length > 0 ? VariantResult.Failed(p.Variant.Index, faults[m]) : new(p.Variant.Index, "", indicators[m], values[m], 0, 0, 0))];
    }

    private IReadOnlyList<float[]> ValuesOf(YearTables tables, Setup setup)
    {
        List<float[]> values = [];
        foreach (StudyTable kept in study.Tables)
        {
            int[] cells = kept.Table == StudyOutputs.Cells ? [.. setup.Territory.Buildings.Select(b => setup.Cells.PlaceOf(b))] : [];
            foreach (string column in kept.Columns)
                values.Add(kept.Table == StudyOutputs.Cells ? GridWriter.Values(column, tables.Buildings, cells, setup.Cells)
                    : Array.ConvertAll((kept.Table == TableName.Series ? tables.Series : tables.Find(kept.Table)!).Numbers(column), static v => (float)v));
        }
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _place?.Dispose();

    /// <summary>A variant whose works are planned, in these seconds.</summary>
    private sealed record Prepared(StudyVariant Variant, Scenario Scenario, MeasurePlan Plan, Setup[] Years, double Seconds)
    {
        /// <summary>Whether both can be members of one ensemble: the sun stands in one place, casts one shadow, and people draw the same lots.</summary>
        public bool RunsBeside(Prepared other) => !Scenario.Simulated.Select(Scenario.Parameters.In).Any(Simulation.HasOneMember) && !other.Scenario.Simulated.Select(other.Scenario.Parameters.In).Any(Simulation.HasOneMember)
            && Scenario.Seed == other.Scenario.Seed && Scenario.Simulated.SequenceEqual(other.Scenario.Simulated) && $"{Scenario.Couplings}" == $"{other.Scenario.Couplings}"
            && Years.Zip(other.Years).All(y => ReferenceEquals(y.First.Horizons, y.Second.Horizons) && Place(y.First.Weather[0]) == Place(y.Second.Weather[0]) && HaveTheSameSystems(y.First.Territory, y.Second.Territory));

        private static bool HaveTheSameSystems(Territory one, Territory other) => ReferenceEquals(one, other) || one.Buildings.Zip(other.Buildings).All(b =>
            (b.First.Heating.Value, b.First.HotWater.Value, b.First.HeatPumpSizing, b.First.HeatingChange, b.First.SetBack) == (b.Second.Heating.Value, b.Second.HotWater.Value, b.Second.HeatPumpSizing, b.Second.HeatingChange, b.Second.SetBack));

        private static (double, double, double) Place(WeatherYear weather) => (weather.Latitude, weather.Longitude, weather.TimeZone);
    }
}
