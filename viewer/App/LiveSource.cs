using System.Collections.Concurrent;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Viewer.App;

/// <summary>A year that was simulated anew.</summary>
/// <param name="Run">Index of the run.</param>
/// <param name="Folder">Of the run whose scenario was varied.</param>
/// <param name="Moved">The values that were moved for it.</param>
/// <param name="Tables">Of the year.</param>
/// <param name="Indicators">Of the year.</param>
/// <param name="Months">Of each hourly quantity, means of the months: 12 rows of one value a building.</param>
/// <param name="Ranges">Of each hourly quantity: ends that leave out the rarest values.</param>
public sealed record LiveYear(
    int Run, string Folder, IReadOnlyDictionary<string, double> Moved, YearTables Tables, IReadOnlyList<Indicator> Indicators,
    IReadOnlyDictionary<string, float[][]> Months, IReadOnlyDictionary<string, (double Low, double High)> Ranges);

/// <summary>Values of buildings and ground in one hour.</summary>
/// <param name="Run">Index of the run.</param> <param name="Hour">Of the year.</param>
/// <param name="Values">By <see cref="LiveSource.KeyOf"/>, one a building or a cell.</param> <param name="Cells">Those of the ground.</param>
public sealed record LiveHour(int Run, int Hour, IReadOnlyDictionary<string, float[]> Values, Grid Cells);

/// <summary>What could not be simulated, and why.</summary>
/// <param name="Run">Index of the run.</param>
/// <param name="Moved">The values that were moved; null when hours were asked for.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record LiveFault(int Run, IReadOnlyDictionary<string, double>? Moved, string Message);

/// <summary>
/// Simulates in the background what a results folder cannot hold: any hour of any building, and the scenario with its sliders moved. Requests replace
/// older ones; what is done, or failed, is fetched by <see cref="Take"/>. The stage (territory, shapes, horizons, weather) is made once and kept, and
/// a year whose physics is known is only counted anew.
/// </summary>
public sealed class LiveSource : IDisposable
{
    private const int HoursOfWeek = 168;
    private const double StageShare = 0.75;         // of a first simulation
    private readonly Action _wake;
    private readonly string _deviceName;
    private readonly LastTerritory _territories;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _asked = new(false);
    private readonly ConcurrentQueue<object> _done = new();
    private readonly SortedDictionary<int, YearRequest> _years = [];
    private readonly SortedDictionary<int, Player> _players = [];
    private readonly Dictionary<string, ScenarioVariant> _variants = new(StringComparer.Ordinal);
    private readonly List<Stage> _stages = [];
    private HourRequest? _hour;
    private Device? _device;
    private volatile bool _ends;
    private bool _working;
    private double _progress = 1;

    /// <summary>Begins to listen; reads nothing yet.</summary>
    /// <param name="wake">Called from the other thread when something is done.</param>
    /// <param name="territories">May know the territory.</param>
    /// <param name="device">As `twin devices` names it.</param>
    public LiveSource(Action wake, LastTerritory territories, string device = "auto")
    {
        (_wake, _territories, _deviceName) = (wake, territories, device);
        _thread = new Thread(Work) { IsBackground = true, Name = "simulation", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Keeps what is dear to compute from one process to the next; null: everything is computed.</summary>
    public DerivedCache? Cache { get; init; }

    /// <summary>How far the simulation in work is, 0 to 1; 1 when none is.</summary>
    public double Progress => Volatile.Read(ref _progress);

    /// <summary>Years that were simulated so far; those that were only counted anew are not among them.</summary>
    public int SimulatedYears { get; private set; }

    /// <summary>By which a quantity of a layer is asked for in hours, months and ranges.</summary>
    public static string KeyOf(Layer layer, string name) => layer == Layer.Buildings ? name : $"{CodeWords<Layer>.Of(layer)}/{name}";

    /// <summary>The scenario of a run, to be varied.</summary>
    /// <exception cref="InputException">Its file is gone, or has changed since it ran.</exception>
    public static ScenarioVariant VariantOf(Run run)
    {
        InputFileRecord? file = run.Record.Inputs.Count > 0 ? run.Record.Inputs[0] : null;
        if (file is null || !File.Exists(file.Path))
            throw new InputException($"the scenario file {file?.Path} of “{run.Name}” is not there any more, so its sliders and hours cannot be simulated; run the scenario again");
        if (Stage.Record(file.Path).Sha256 != file.Sha256)
            throw new InputException($"the scenario file {file.Path} has changed since “{run.Name}” ran, so its sliders and hours would not agree with its results; run the scenario again");
        return ScenarioVariant.Of(file.Path);
    }

    /// <summary>Asks for a year with some values moved; an older request for the run that is not done is forgotten.</summary>
    /// <param name="index">By which the result is told apart.</param> <param name="run">Whose scenario it is.</param> <param name="moved">Values in the engine's units.</param>
    public void AskYear(int index, Run run, IReadOnlyDictionary<string, double> moved)
    {
        lock (_lock) _years[index] = new(index, run, new SortedDictionary<string, double>(moved.ToDictionary(), StringComparer.Ordinal));
        _asked.Set();
    }

    /// <summary>Asks for an hour of some runs, with the values that were moved in each; an older request is forgotten.</summary>
    public void AskHour(int hour, params (int Index, Run Run, IReadOnlyDictionary<string, double> Moved)[] runs)
    {
        lock (_lock) _hour = new(Math.Clamp(hour, 0, Simulation.HoursOfYear - 1), runs);
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
            Forget();
            _device?.Dispose();
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
        if (year != null) Try(year.Index, year.Moved, () => RunYear(year, Superseded));
        else if (hour != null) RunHour(hour);
        Volatile.Write(ref _progress, 1);
        lock (_lock) _working = false;
        return year != null || hour != null;

        bool Superseded()
        {
            lock (_lock) return _years.ContainsKey(year!.Index);
        }
    }

    private void RunHour(HourRequest asked)
    {
        foreach ((int index, Run run, IReadOnlyDictionary<string, double> moved) in asked.Runs)
        {
            Try(index, moved: null, () =>
            {
                if (!_players.ContainsKey(index)) RunYear(new(index, run, moved), IsYearAsked);
                if (_players.TryGetValue(index, out Player? player)) _done.Enqueue(new LiveHour(index, asked.Hour, player.At(asked.Hour), player.Stage.Cells));
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
    private void Try(int index, IReadOnlyDictionary<string, double>? moved, Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            Exception cause = e is AggregateException { InnerExceptions: [var first, ..] } ? first : e;
            if (cause is OutOfMemoryException) Forget();
            _done.Enqueue(new LiveFault(index, moved, cause switch
            {
                TerritoryException or IOException or UnauthorizedAccessException => cause.Message,
                OutOfMemoryException => "the memory of this machine does not suffice to simulate this; show fewer scenarios, or take a machine with more memory",
                _ => $"the simulation has met a fault of its own ({cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")})",
            }));
        }
    }

    private void RunYear(YearRequest asked, Func<bool> superseded)
    {
        Volatile.Write(ref _progress, 0);
        if (!_variants.TryGetValue(asked.Run.Folder, out ScenarioVariant? variant)) _variants[asked.Run.Folder] = variant = VariantOf(asked.Run);
        variant.Restore(asked.Moved);
        Scenario scenario = variant.ToScenario();
        double before = _stages.Any(s => s.SuitsPlace(scenario)) ? 0 : StageShare;
        Stage stage = StageOf(scenario, done => Volatile.Write(ref _progress, before * done));
        MeasurePlan plan = ScenarioRunner.Plan(scenario, stage);
        int year = scenario.Simulated[^1];
        string physics = PhysicsOf(scenario);
        Player? player = _players.Values.FirstOrDefault(p => p.Stage == stage && p.Physics == physics && p.TryAccount(scenario.Parameters));
        if (player == null)
        {
            player = new(stage, physics, stage.With(plan.After(year)).SetupOf(year, scenario));
            bool complete = false;
            try
            {
                complete = player.RunYear(done =>
                {
                    Volatile.Write(ref _progress, before + (1 - before) * done);
                    return _ends || superseded();
                });
            }
            finally
            {
                if (!complete) player.Dispose();
            }
            if (!complete) return;
            SimulatedYears++;
        }
        (YearTables tables, IReadOnlyList<Indicator> indicators) = player.Year(plan, year);
        Keep(asked.Index, player);
        _done.Enqueue(new LiveYear(asked.Index, asked.Run.Folder, asked.Moved, tables, indicators, player.Months, player.Ranges));
    }

    private Stage StageOf(Scenario scenario, Action<double> progress)
    {
        _device ??= Devices.Named(_deviceName);
        if (_stages.FirstOrDefault(s => s.Suits(scenario)) is { } known) return known;
        if (_stages.FirstOrDefault(s => s.SuitsPlace(scenario)) is { } place) _stages.Add(place.Under(scenario));
        else _stages.Add(Stage.Set(scenario, _territories, _device, Cache, new Stopwatches(), progress));
        return _stages[^1];
    }

    // What decides the hours: all but the sections that are only accounted. Territory and weather are the stage's.
    private static string PhysicsOf(Scenario scenario)
    {
        string[] others = [.. Simulation.Sections.Where(x => x.IsAccounting).Select(x => x.Key + "."), "territory.", "weather."];
        return string.Join('\n', scenario.Canonical.Split('\n').Where(line => !others.Any(o => line.StartsWith(o, StringComparison.Ordinal))));
    }

    // Several runs may share a year.
    private void Keep(int index, Player player)
    {
        Player? before = _players.GetValueOrDefault(index);
        _players[index] = player;
        if (before != null && !_players.ContainsValue(before)) before.Dispose();
    }

    private void Forget()
    {
        foreach (Player player in _players.Values.Distinct()) player.Dispose();
        _players.Clear();
        foreach (Stage stage in _stages) stage.Dispose();
        _stages.Clear();
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

    private sealed record YearRequest(int Index, Run Run, IReadOnlyDictionary<string, double> Moved);

    private sealed record HourRequest(int Hour, (int Index, Run Run, IReadOnlyDictionary<string, double> Moved)[] Runs);

    /// <summary>A simulated year that can be entered at any hour: the masses of the buildings are kept at the start of each week.</summary>
    private sealed class Player(Stage stage, string physics, Setup setup) : IDisposable
    {
        private const int HoursBetweenSamples = 37;
        private readonly Moment?[] _weeks = new Moment?[Simulation.HoursOfYear / HoursOfWeek + 1];
        private readonly Simulation _simulation = new(setup);
        private Sampled[] _sampled = [];
        private Moment? _year;
        private int _next;

        public Stage Stage => stage;
        public string Physics => physics;
        public IReadOnlyDictionary<string, float[][]> Months { get; private set; } = new Dictionary<string, float[][]>();
        public IReadOnlyDictionary<string, (double Low, double High)> Ranges { get; private set; } = new Dictionary<string, (double, double)>();

        private IEnumerable<ShownField> Shown => _simulation.Processes.SelectMany(p => p.Shown);

        /// <summary>Runs the year; false when it was told to stop.</summary>
        public bool RunYear(Func<double, bool> stop)
        {
            _sampled = [.. Shown.Select(s => new Sampled(s))];
            _simulation.WarmUp();
            for (int hour = 0; hour < Simulation.HoursOfYear; hour++)
            {
                if (hour % HoursOfWeek == 0) _weeks[hour / HoursOfWeek] = _simulation.Save(sums: false);
                if (hour % 48 == 0 && stop(hour / (double)Simulation.HoursOfYear)) return false;
                _simulation.Step();
                if (hour % HoursBetweenSamples != 0) continue;
                foreach (Sampled sampled in _sampled) sampled.Add(MonthOf(hour));
            }
            _year = _simulation.Save();
            Months = _sampled.Where(s => s.Shown.Layer == Layer.Buildings).ToDictionary(s => s.Key, s => s.Months());
            (Ranges, _sampled) = (_sampled.ToDictionary(s => s.Key, s => s.Range()), []);
            _next = -1;
            return true;
        }

        /// <summary>Takes other prices and carbon contents; false when they would change what was simulated.</summary>
        public bool TryAccount(ParameterSet parameters) => _simulation.TryAccount(parameters);

        /// <summary>The tables of the year and its figures.</summary>
        public (YearTables Tables, IReadOnlyList<Indicator> Indicators) Year(MeasurePlan plan, int year)
        {
            _simulation.TryGoTo(_year!);
            _next = -1;
            YearTables tables = _simulation.Year();
            return (tables, ScenarioRunner.Indicators(_simulation, tables, plan, year));
        }

        /// <summary>All that is shown, in an hour.</summary>
        public IReadOnlyDictionary<string, float[]> At(int hour)
        {
            if (_next < 0 || hour < _next - 1 || hour >= _next + HoursOfWeek)
            {
                _next = hour / HoursOfWeek * HoursOfWeek;
                _simulation.TryGoTo(_weeks[hour / HoursOfWeek]!);
            }
            for (; _next <= hour; _next++) _simulation.Step();
            return Shown.ToDictionary(s => KeyOf(s.Layer, s.Field.Name), s => s.Field.ToArray(), StringComparer.Ordinal);
        }

        private int MonthOf(int hour) => setup.Calendar.At(hour).Month - 1;

        public void Dispose() => _simulation.Dispose();

        /// <summary>Every 37th hour of a field: all hours of the day come round, at a thirty-seventh of the cost.</summary>
        private sealed class Sampled(ShownField shown)
        {
            private readonly double[][] _months = [.. Enumerable.Range(0, shown.Layer == Layer.Buildings ? 12 : 0).Select(_ => new double[shown.Field.Support.Count])];
            private readonly int[] _count = new int[12];
            private readonly List<float> _samples = [];
            private readonly float[] _values = new float[shown.Field.Support.Count * shown.Field.Members];

            public ShownField Shown => shown;
            public string Key => KeyOf(shown.Layer, shown.Field.Name);

            public void Add(int month)
            {
                shown.Field.Read(_values);
                int every = Math.Max(1, shown.Field.Support.Count / 500);
                for (int b = 0; b < shown.Field.Support.Count; b += every)
                    if (float.IsFinite(_values[b])) _samples.Add(_values[b]);
                if (_months.Length == 0) return;
                _count[month]++;
                double[] sum = _months[month];
                for (int b = 0; b < sum.Length; b++) sum[b] += _values[b];
            }

            public float[][] Months() => [.. _months.Select((m, month) => (float[])[.. m.Select(v => (float)(v / _count[month]))])];

            public (double, double) Range()
            {
                _samples.Sort();
                return _samples.Count == 0 ? (0, 1) : (_samples[(int)(0.005 * (_samples.Count - 1))], _samples[(int)(0.995 * (_samples.Count - 1))]);
            }
        }
    }
}
