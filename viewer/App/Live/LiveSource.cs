using System.Collections.Concurrent;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>
/// Simulates in the background what a results folder cannot hold: any hour of any building, and the scenario with its sliders moved. Requests replace
/// older ones; what is done, or failed, is fetched by <see cref="Take"/>.
/// </summary>
public sealed class LiveSource : IDisposable
{
    private readonly Action _wake;
    private readonly LiveYears _simulated;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _asked = new(false);
    private readonly ConcurrentQueue<object> _done = new();
    private readonly SortedDictionary<int, YearRequest> _years = [];
    private HourRequest? _hour;
    private volatile bool _ends;
    private bool _working;
    private double _progress = 1;

    /// <summary>Begins to listen; reads nothing yet.</summary>
    /// <param name="wake">Called from the other thread when something is done.</param>
    /// <param name="territories">May know the territory.</param>
    /// <param name="device">As `twin devices` names it.</param>
    public LiveSource(Action wake, LastTerritory territories, string device = "auto")
    {
        (_wake, _simulated) = (wake, new(device, territories));
        _thread = new Thread(Work) { IsBackground = true, Name = "simulation", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Keeps what is dear to compute from one process to the next; null: everything is computed.</summary>
    public DerivedCache? Cache { get => _simulated.Cache; init => _simulated.Cache = value; }

    /// <summary>How far the simulation in work is, 0 to 1; 1 when none is.</summary>
    public double Progress => Volatile.Read(ref _progress);

    /// <summary>Years that were simulated so far; those that were only counted anew are not among them.</summary>
    public int SimulatedYears => _simulated.Count;

    /// <summary>By which a quantity of a layer is asked for in hours, months and ranges.</summary>
    public static string KeyOf(Layer layer, string name) => layer == Layer.Buildings ? name : $"{CodeWords<Layer>.Of(layer)}/{name}";

    /// <summary>The scenario of a run, to be varied.</summary>
    /// <exception cref="InputException">Its file is gone, or has changed since it ran.</exception>
    public static ScenarioVariant VariantOf(Run run) => run.IsOfStudy
        ? throw new InputException("this is what many runs of a study come to; open the results of one run to move its values and to see its hours")
        : ScenarioVariant.Of(Explainer.ScenarioOf(run.Record));

    /// <summary>Asks for a year with some changes; an older request for the run that is not done is forgotten.</summary>
    /// <param name="index">By which the result is told apart.</param> <param name="run">Whose scenario it is.</param> <param name="changes">Of that scenario.</param>
    public void AskYear(int index, Run run, ScenarioChanges changes)
    {
        lock (_lock) _years[index] = new(index, run, changes);
        _asked.Set();
    }

    /// <summary>Asks for an hour of some runs, with what was changed in each; an older request is forgotten.</summary>
    public void AskHour(int hour, params (int Index, Run Run, ScenarioChanges Changes)[] runs) => AskHour(hour, road: -1, runs);

    /// <summary>As <see cref="AskHour(int, ValueTuple{int, Run, ScenarioChanges}[])"/>, with a road explained; −1: none.</summary>
    public void AskHour(int hour, int road, params (int Index, Run Run, ScenarioChanges Changes)[] runs)
    {
        lock (_lock) _hour = new(Math.Clamp(hour, 0, Simulation.HoursOfYear - 1), road, [.. runs.Select(r => new YearRequest(r.Index, r.Run, r.Changes))]);
        _asked.Set();
    }

    /// <summary>What was done since the last call: <see cref="LiveYear"/>, <see cref="LiveHour"/> and <see cref="LiveFault"/>, in order.</summary>
    public IEnumerable<object> Take()
    {
        while (_done.TryDequeue(out object? done)) yield return done;
    }

    /// <summary>Whether <see cref="Take"/> has something to give.</summary>
    public bool HasNews => !_done.IsEmpty;

    /// <summary>Whether something is asked for and not done.</summary>
    public bool Busy
    {
        get
        {
            lock (_lock) return _years.Count > 0 || _hour != null || _working;
        }
    }

    private void Work()
    {
        try
        {
            while (!_ends)
            {
                _asked.WaitOne();
                while (!_ends && Next()) _wake();
            }
        }
        finally
        {
            _simulated.Dispose();
        }
    }

    // Years come before hours: an hour of an old year would be shown for nothing.
    private bool Next()
    {
        YearRequest? year = null;
        HourRequest? hour = null;
        lock (_lock)
        {
            if (_years.Count > 0)
            {
                year = _years.First().Value;
                _years.Remove(year.Index);
            }
            else
            {
                (hour, _hour) = (_hour, null);
            }
            _working = year != null || hour != null;
        }
        if (year != null) Try(year.Index, year.Changes, () => RunYear(year, Superseded));
        else if (hour != null) RunHour(hour);
        Volatile.Write(ref _progress, 1);
        lock (_lock) _working = false;
        return year != null || hour != null;

        bool Superseded()
        {
            lock (_lock) return _years.ContainsKey(year!.Index);
        }
    }

    private void RunYear(YearRequest asked, Func<bool> superseded)
    {
        Volatile.Write(ref _progress, 0);
        if (_simulated.Run(asked, done => Volatile.Write(ref _progress, done), () => _ends || superseded()) is { } year) _done.Enqueue(year);
    }

    private void RunHour(HourRequest asked)
    {
        foreach (YearRequest run in asked.Runs)
        {
            Try(run.Index, changes: null, () =>
            {
                if (!_simulated.Knows(run.Index)) RunYear(run, IsYearAsked);
                if (_simulated.At(run.Index, asked.Hour, asked.Road) is { } hour) _done.Enqueue(hour);
            });
            lock (_lock)
            {
                if (_years.Count == 0 && !_ends) continue;
                _hour ??= asked;          // a slider was moved meanwhile: it goes first
                return;
            }
        }

        bool IsYearAsked()
        {
            lock (_lock) return _years.Count > 0;
        }
    }

    // One request that fails leaves the others be.
    private void Try(int index, ScenarioChanges? changes, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Exception cause = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e;
            if (cause is OutOfMemoryException) _simulated.Forget();
            _done.Enqueue(new LiveFault(index, changes, cause switch
            {
                TerritoryException or IOException or UnauthorizedAccessException => cause.Message,
                OutOfMemoryException => "the memory of this machine does not suffice to simulate this; show fewer scenarios, or take a machine with more memory",
                _ => $"the simulation has met a fault of its own ({cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")})",
            }));
        }
    }

    /// <summary>Ends the simulation in work and its thread.</summary>
    public void Dispose()
    {
        if (_ends) return;
        _ends = true;
        _asked.Set();
        _thread.Join();
        _asked.Dispose();
    }

    private sealed record HourRequest(int Hour, int Road, YearRequest[] Runs);
}
