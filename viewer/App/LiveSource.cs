using System.Collections.Concurrent;
using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;

namespace TerritoryTwin.Viewer.App;

/// <summary>A year that was simulated anew.</summary>
/// <param name="Run">Index of the run.</param>
/// <param name="Moved">The values that were moved for it.</param>
/// <param name="Tables">Of the year.</param>
/// <param name="Indicators">Of the year.</param>
/// <param name="Quantities">That hours can show, with units and meanings.</param>
/// <param name="Months">Of each hourly quantity, means of the months: 12 rows of one value a building.</param>
/// <param name="Ranges">Of each hourly quantity: ends that leave out the rarest values.</param>
public sealed record LiveYear(
    int Run, IReadOnlyDictionary<string, double> Moved, YearTables Tables, IReadOnlyList<Indicator> Indicators, IReadOnlyList<Variable> Quantities,
    IReadOnlyDictionary<string, float[][]> Months, IReadOnlyDictionary<string, (double Low, double High)> Ranges);

/// <summary>Values of the buildings in one hour.</summary>
/// <param name="Run">Index of the run.</param> <param name="Hour">Of the year.</param>
/// <param name="Values">By the name of the quantity, one a building.</param>
public sealed record LiveHour(int Run, int Hour, IReadOnlyDictionary<string, float[]> Values);

/// <summary>
/// Simulates in the background what a results folder cannot hold: any hour of any building, and the scenario with its sliders moved. Requests replace
/// older ones; what is done is fetched by <see cref="Take"/>. The stage (territory, shapes, horizons, weather) is made once and kept.
/// </summary>
public sealed class LiveSource : IDisposable
{
    private const int HoursOfWeek = 168;
    private readonly Action _wake;
    private readonly string _deviceName;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _asked = new(false);
    private readonly ConcurrentQueue<object> _done = new();
    private readonly SortedDictionary<int, (Run Run, IReadOnlyDictionary<string, double> Moved)> _years = [];
    private readonly Dictionary<int, Player> _players = [];
    private readonly Dictionary<string, ScenarioVariant> _variants = new(StringComparer.Ordinal);
    private (int Hour, (int Index, Run Run)[] Runs)? _hour;
    private Stage? _stage;
    private volatile bool _ends;
    private bool _working;
    private volatile string _fault = "";
    private double _progress = 1;

    /// <summary>Begins to listen; reads nothing yet.</summary>
    /// <param name="wake">Called from the other thread when something is done.</param>
    /// <param name="device">As `twin devices` names it.</param>
    public LiveSource(Action wake, string device = "auto")
    {
        (_wake, _deviceName) = (wake, device);
        _thread = new Thread(Work) { IsBackground = true, Name = "simulation", Priority = ThreadPriority.BelowNormal };
        _thread.Start();
    }

    /// <summary>Why nothing can be simulated anew; empty while all is well.</summary>
    public string Fault => _fault;

    /// <summary>How far the simulation in work is, 0 to 1; 1 when none is.</summary>
    public double Progress => Volatile.Read(ref _progress);

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

    /// <summary>Asks for a year with some values moved; an older request for the run that has not begun is forgotten.</summary>
    /// <param name="index">By which the result is told apart.</param> <param name="run">Whose scenario it is.</param> <param name="moved">Values in the engine's units.</param>
    public void AskYear(int index, Run run, IReadOnlyDictionary<string, double> moved)
    {
        lock (_lock) _years[index] = (run, new SortedDictionary<string, double>(moved.ToDictionary(), StringComparer.Ordinal));
        _asked.Set();
    }

    /// <summary>Asks for an hour of some runs; an older request is forgotten.</summary>
    public void AskHour(int hour, params (int Index, Run Run)[] runs)
    {
        lock (_lock) _hour = (Math.Clamp(hour, 0, Simulation.HoursOfYear - 1), runs);
        _asked.Set();
    }

    /// <summary>What was done since the last call: <see cref="LiveYear"/> and <see cref="LiveHour"/>, in order.</summary>
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
            lock (_lock) return (_years.Count > 0 || _hour != null || _working) && _fault.Length == 0;
        }
    }

    private void Work()
    {
        try
        {
            using Device device = Devices.Named(_deviceName);
            while (!_ends)
            {
                _asked.WaitOne();
                while (!_ends && Next(device)) _wake();
            }
        }
        catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            _fault = e.Message;
            Volatile.Write(ref _progress, 1);
            _wake();
        }
        finally
        {
            foreach (Player player in _players.Values) player.Dispose();
            _stage?.Dispose();
        }
    }

    // Years come before hours: an hour of an old year would be shown for nothing.
    private bool Next(Device device)
    {
        (int Index, Run Run, IReadOnlyDictionary<string, double> Moved)? year = null;
        (int Hour, (int Index, Run Run)[] Runs)? hour = null;
        lock (_lock)
        {
            if (_years.Count > 0)
            {
                (int index, (Run run, IReadOnlyDictionary<string, double> moved)) = _years.First();
                year = (index, run, moved);
                _years.Remove(index);
            }
            else
            {
                (hour, _hour) = (_hour, null);
            }
            _working = year != null || hour != null;
        }
        if (year is { } y) RunYear(device, y.Index, y.Run, y.Moved);
        else if (hour is { } h)
        {
            foreach ((int index, Run run) in h.Runs)
            {
                if (!_players.ContainsKey(index)) RunYear(device, index, run, new SortedDictionary<string, double>(StringComparer.Ordinal));
                if (_players.TryGetValue(index, out Player? player)) _done.Enqueue(new LiveHour(index, h.Hour, player.At(h.Hour)));
            }
        }
        Volatile.Write(ref _progress, 1);
        lock (_lock) _working = false;
        return year != null || hour != null;
    }

    private void RunYear(Device device, int index, Run run, IReadOnlyDictionary<string, double> moved)
    {
        Volatile.Write(ref _progress, 0);
        if (!_variants.TryGetValue(run.Folder, out ScenarioVariant? variant)) _variants[run.Folder] = variant = VariantOf(run);
        variant.Restore(moved);
        Scenario scenario = variant.ToScenario();
        if (_stage?.Suits(scenario) != true)
        {
            foreach (Player old in _players.Values) old.Dispose();
            _players.Clear();
            _stage?.Dispose();
            _stage = Stage.Set(scenario, new LastTerritory(), device, new Stopwatches());
        }
        if (_players.Remove(index, out Player? before)) before.Dispose();
        MeasurePlan plan = ScenarioRunner.Plan(scenario, _stage);
        int calendarYear = scenario.Simulated[^1];
        BuildingsParameters parameters = ScenarioRunner.Parameters(scenario);
        Player player = new(_stage, new BuildingsModel(_stage.Territory, _stage.Shapes, plan.At(calendarYear), parameters, device));
        if (!player.RunYear(done => { Volatile.Write(ref _progress, 0.05 + 0.95 * done); return _ends || Superseded(index); }))
        {
            player.Dispose();
            return;
        }
        YearTables tables = YearTables.Of(_stage, player.Simulation.Buildings);
        IReadOnlyList<Indicator> indicators = TerritoryIndicators.Of(_stage.Territory, tables.Buildings, tables.Series, parameters.Carbon, plan.Invested(calendarYear), calendarYear);
        _players[index] = player;
        _done.Enqueue(new LiveYear(index, moved, tables, indicators, player.Quantities(), player.Months(), player.Ranges()));
    }

    private bool Superseded(int index)
    {
        lock (_lock) return _years.ContainsKey(index);
    }

    /// <summary>Ends the simulation in work and its thread.</summary>
    public void Dispose()
    {
        _ends = true;
        _asked.Set();
        _thread.Join();
        _asked.Dispose();
    }

    /// <summary>A simulated year that can be entered at any hour: the masses of the buildings are kept at the start of each week.</summary>
    private sealed class Player(Stage stage, BuildingsModel buildings) : IDisposable
    {
        private const int HoursBetweenSamples = 37;
        private readonly float[]?[] _weeks = new float[Simulation.HoursOfYear / HoursOfWeek + 1][];
        private readonly double[][][] _months = [.. buildings.Hourly.Select(_ => Enumerable.Range(0, 12).Select(_ => new double[stage.Shapes.Buildings.Count]).ToArray())];
        private readonly List<float>[] _samples = [.. buildings.Hourly.Select(_ => new List<float>())];
        private readonly float[] _values = new float[stage.Shapes.Buildings.Count];
        private int _next;

        public Simulation Simulation { get; } = new(stage.Weather, stage.Sun, buildings);

        /// <summary>Runs the year; false when it was told to stop.</summary>
        public bool RunYear(Func<double, bool> stop)
        {
            Simulation.WarmUp();
            for (int hour = 0; hour < Simulation.HoursOfYear; hour++)
            {
                if (hour % HoursOfWeek == 0) _weeks[hour / HoursOfWeek] = buildings.State.MassTemperature.ToArray();
                if (hour % 48 == 0 && stop(hour / (double)Simulation.HoursOfYear)) return false;
                Simulation.Step();
                if (hour % HoursBetweenSamples == 0) Sample(hour);
            }
            _next = -1;
            return true;
        }

        /// <summary>All hourly quantities in an hour.</summary>
        public IReadOnlyDictionary<string, float[]> At(int hour)
        {
            if (_next < 0 || hour < _next - 1 || hour >= _next + HoursOfWeek)
            {
                int week = hour / HoursOfWeek;
                buildings.State.MassTemperature.Write(_weeks[week]);
                _next = week * HoursOfWeek;
            }
            else if (hour == _next - 1) return Values();
            Simulation.ResumeAt(_next);
            buildings.BeginYear();
            while (_next <= hour)
            {
                Simulation.Step();
                _next++;
            }
            return Values();
        }

        public IReadOnlyList<Variable> Quantities() =>
            [.. buildings.Hourly.Select(f => new Variable($"hourly/{f.Name}", f.Name, f.Unit, f.Meaning, VariableKind.HourlyBuilding, PerArea: false))];

        public IReadOnlyDictionary<string, float[][]> Months()
        {
            int[] count = new int[12];
            for (int hour = 0; hour < Simulation.HoursOfYear; hour += HoursBetweenSamples) count[MonthOf(hour)]++;
            Dictionary<string, float[][]> months = [];
            for (int q = 0; q < _months.Length; q++)
                months[buildings.Hourly[q].Name] = [.. _months[q].Select((m, month) => (float[])[.. m.Select(v => (float)(v / count[month]))])];
            return months;
        }

        public IReadOnlyDictionary<string, (double, double)> Ranges()
        {
            Dictionary<string, (double, double)> ranges = [];
            for (int q = 0; q < _samples.Length; q++)
            {
                _samples[q].Sort();
                List<float> s = _samples[q];
                ranges[buildings.Hourly[q].Name] = s.Count == 0 ? (0, 1) : (s[(int)(0.005 * (s.Count - 1))], s[(int)(0.995 * (s.Count - 1))]);
            }
            return ranges;
        }

        // Every 37th hour: all hours of the day come round, at a thirty-seventh of the cost.
        private void Sample(int hour)
        {
            int month = MonthOf(hour), every = Math.Max(1, _values.Length / 500);
            for (int q = 0; q < _months.Length; q++)
            {
                buildings.Hourly[q].Read(_values);
                double[] sum = _months[q][month];
                for (int b = 0; b < sum.Length; b++) sum[b] += _values[b];
                for (int b = 0; b < sum.Length; b += every) _samples[q].Add(_values[b]);
            }
        }

        private static int MonthOf(int hour) => new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddHours(hour).Month - 1;

        private Dictionary<string, float[]> Values()
        {
            Dictionary<string, float[]> values = new(StringComparer.Ordinal);
            foreach (Field field in buildings.Hourly) values[field.Name] = field.ToArray();
            return values;
        }

        public void Dispose() => Simulation.Dispose();
    }
}
