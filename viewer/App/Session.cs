using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is shown and what it is shown from; knows neither window nor graphics. Every change goes through <see cref="Set"/>.</summary>
public sealed class Session : IDisposable
{
    private const int MostUndone = 100;
    private readonly List<(string B, IReadOnlyDictionary<string, double> Moved)> _undo = [], _redo = [];
    private readonly Dictionary<int, LiveYear> _years = [];
    private readonly Dictionary<int, LiveHour> _hours = [];
    private readonly Dictionary<string, ValueScale> _scales = new(StringComparer.Ordinal);
    private readonly Action _wake;
    private readonly string _device;
    private IReadOnlyList<Variable> _variables;
    private LiveSource? _live;
    private (int Hour, int A, int B) _askedHour = (-1, -1, -1);
    private int _variant = -1;
    private ScenarioVariant? _sliders;
    private Run? _slidersOf;
    private string _slidersFault = "";

    /// <summary>Opens a session.</summary>
    /// <param name="source">The runs.</param> <param name="state">What is shown first.</param>
    /// <param name="wake">Called from another thread when something was simulated.</param>
    /// <param name="device">Where variants are simulated.</param>
    public Session(RunSource source, ViewState state, Action wake, string device = "auto")
    {
        (Source, _wake, _device) = (source, wake, device);
        _variables = source.Variables;
        State = state;
        Set(state);
    }

    /// <summary>The runs.</summary>
    public RunSource Source { get; }
    /// <summary>What is shown.</summary>
    public ViewState State { get; private set; }
    /// <summary>Grows with each change: who draws compares it with what was drawn.</summary>
    public int Revision { get; private set; }
    /// <summary>Grows when values changed, not merely how they are looked at.</summary>
    public int DataRevision { get; private set; }
    /// <summary>All that can be coloured.</summary>
    public IReadOnlyList<Variable> Variables => _variables;
    /// <summary>What is coloured; null when the runs offer nothing.</summary>
    public Variable? Variable { get; private set; }
    /// <summary>Index of scenario A.</summary>
    public int IndexA { get; private set; }
    /// <summary>Index of scenario B.</summary>
    public int IndexB { get; private set; }
    /// <summary>Scenario A.</summary>
    public Run A => Source.Runs[IndexA];
    /// <summary>Scenario B.</summary>
    public Run B => Source.Runs[IndexB];
    /// <summary>The one that single views show.</summary>
    public Run Shown => State.ShowsB ? B : A;
    /// <summary>Its index.</summary>
    public int IndexShown => State.ShowsB ? IndexB : IndexA;
    /// <summary>Number of buildings.</summary>
    public int Buildings => Source.Territory.Buildings.Count;
    /// <summary>Whether time runs.</summary>
    public bool Playing { get; set; }
    /// <summary>How far the simulation in the background is, 0 to 1; 1 when none runs.</summary>
    public double Progress => _live?.Progress ?? 1;
    /// <summary>Whether something asked for is not there yet.</summary>
    public bool Busy => _live?.Busy == true;
    /// <summary>Whether something was simulated that was not taken in yet.</summary>
    public bool HasNews => _live?.HasNews == true;
    /// <summary>Why sliders and hours cannot be simulated; empty while they can.</summary>
    public string LiveFault => _slidersFault.Length > 0 ? _slidersFault : _live?.Fault ?? "";
    /// <summary>Whether a move can be undone.</summary>
    public bool CanUndo => _undo.Count > 0;
    /// <summary>Whether a move can be done again.</summary>
    public bool CanRedo => _redo.Count > 0;

    /// <summary>Shows something else.</summary>
    public void Set(ViewState state)
    {
        state = state.Within();
        ViewState before = State;
        IndexA = Source.IndexOf(state.A, 0);
        IndexB = Source.IndexOf(state.B, Source.Runs.Count - 1);
        if (_variant >= 0 && state.Moved.Count > 0) IndexB = _variant;
        Variable? variable = _variables.FirstOrDefault(v => v.Key == state.Variable);
        bool awaited = state.Variable.StartsWith("hourly/", StringComparison.Ordinal);
        Variable = variable ?? (_variables.Count > 0 ? _variables[0] : null);
        string key = variable == null && !awaited ? Variable?.Key ?? "" : state.Variable;
        State = state with { A = A.Name, B = B.Name, Variable = key, Selection = Sound(state.Selection) };
        Revision++;
        if (State.Variable != before.Variable || State.Hour != before.Hour || State.A != before.A || State.B != before.B) DataRevision++;
        if (awaited) AskHours();
        if (!ReferenceEquals(state.Moved, before.Moved) && state.Moved.Count > 0 && _variant < 0) Simulate(state.Moved);
    }

    /// <summary>Changes part of what is shown.</summary>
    public void Change(Func<ViewState, ViewState> change) => Set(change(State));

    /// <summary>The values of the variable shown, one a building; NaN where a run has none, or before an hour is simulated.</summary>
    public float[] Values(int run)
    {
        float[] none = new float[Buildings];
        Array.Fill(none, float.NaN);
        if (Variable is null or { Kind: VariableKind.Grid }) return none;
        if (Variable.Kind == VariableKind.HourlyBuilding) return _hours.GetValueOrDefault(run)?.Values.GetValueOrDefault(Variable.Name) ?? none;
        return Source.Runs[run].Values(Variable, Buildings);
    }

    /// <summary>B − A, one a building.</summary>
    public float[] Differences()
    {
        float[] a = Values(IndexA), b = Values(IndexB);
        return [.. b.Select((v, k) => v - a[k])];
    }

    /// <summary>The grid shown, of a run; null when it has none.</summary>
    public Raster? Grid(int run) => Variable is { Kind: VariableKind.Grid } ? Source.Runs[run].Grid(Variable) : null;

    /// <summary>The legend, the same for all runs and hours.</summary>
    public ValueScale Scale
    {
        get
        {
            if (State.Range is { } range) return new(range.Low, range.High, ColorMap.Heat, Variable?.Unit ?? "1");
            if (Variable is not { } variable) return new(0, 1, ColorMap.Heat, "1");
            if (_scales.TryGetValue(variable.Key, out ValueScale? known)) return known;
            ValueScale scale = ValueScale.Of(Sampled(variable), ColorMap.Heat, variable.Unit);
            return variable.Kind == VariableKind.HourlyBuilding && _years.Count == 0 ? scale : _scales[variable.Key] = scale;
        }
    }

    /// <summary>The legend of B − A, zero in the middle.</summary>
    public ValueScale DifferenceScale
    {
        get
        {
            if (Variable is { Kind: VariableKind.Grid })
            {
                Raster? a = Grid(IndexA), b = Grid(IndexB);
                return ValueScale.OfDifferences(a == null || b == null || a.Grid != b.Grid ? [] : b.Values.Select((v, k) => (double)v - a.Values[k]), Variable.Unit);
            }
            return ValueScale.OfDifferences(Differences().Select(v => (double)v), Variable?.Unit ?? "1");
        }
    }

    /// <summary>The months of an hourly quantity of a building: 12 means; empty before they are simulated.</summary>
    public IReadOnlyList<double> Months(int run, string quantity, int building) =>
        _years.GetValueOrDefault(run)?.Months.GetValueOrDefault(quantity) is { } months ? [.. months.Select(m => (double)m[building])] : [];

    /// <summary>The hourly quantities that are known; empty before the first simulation.</summary>
    public IReadOnlyList<Variable> HourlyQuantities => _years.Count > 0 ? _years.First().Value.Quantities : [];

    /// <summary>The values of all hourly quantities of a building in the hour shown.</summary>
    public float HourValue(int run, string quantity, int building) =>
        _hours.GetValueOrDefault(run) is { } hour && hour.Hour == State.Hour && hour.Values.TryGetValue(quantity, out float[]? values) ? values[building] : float.NaN;

    /// <summary>What can be moved in scenario B (or the one shown alone); empty when its file is gone.</summary>
    public IReadOnlyList<Adjustable> Sliders => Variation()?.Adjustable ?? [];

    /// <summary>Where a slider stands.</summary>
    public double ValueOf(Adjustable slider) => State.Moved.GetValueOrDefault(slider.Parameter, slider.Value);

    /// <summary>Begins a change of sliders that can be undone as one.</summary>
    public void BeginMove()
    {
        _undo.Add((State.B, State.Moved));
        if (_undo.Count > MostUndone) _undo.RemoveAt(0);
        _redo.Clear();
    }

    /// <summary>Moves a slider: a variant of the scenario is simulated in the background and becomes B.</summary>
    public void Move(string parameter, double value)
    {
        if (Variation() is not { } variation) return;
        variation.Restore(State.Moved);
        variation.Move(parameter, value);
        Simulate(variation.Moved);
    }

    /// <summary>Takes the last move back.</summary>
    public void Undo() => Swap(_undo, _redo);

    /// <summary>Does the move that was taken back again.</summary>
    public void Redo() => Swap(_redo, _undo);

    /// <summary>Saves the variant as a scenario file.</summary>
    /// <returns>False when nothing was moved.</returns>
    public bool SaveScenario(string path, string name)
    {
        if (State.Moved.Count == 0 || Variation() is not { } variation) return false;
        variation.Restore(State.Moved);
        variation.Save(path, name);
        return true;
    }

    /// <summary>Begins to simulate A and B in the background, so that hours are there when they are asked for.</summary>
    public void Prepare()
    {
        if (_live == null) AskHours();
    }

    /// <summary>Takes in what was simulated; true when something was.</summary>
    public bool Receive()
    {
        bool any = false;
        foreach (object done in _live?.Take() ?? [])
        {
            any = true;
            if (done is LiveYear year) Take(year);
            else if (done is LiveHour hour) _hours[hour.Run] = hour;
        }
        if (!any) return false;
        DataRevision++;
        Revision++;
        return true;
    }

    /// <summary>Waits until all that was asked for is there: for pictures without a window.</summary>
    public void Settle()
    {
        do
        {
            while (_live?.Busy == true) Thread.Sleep(5);
        }
        while (Receive() && _live?.Busy == true);
        if (State.Variable.StartsWith("hourly/", StringComparison.Ordinal)) Set(State);
        while (_live?.Busy == true) Thread.Sleep(5);
        Receive();
        if (LiveFault.Length > 0 && (State.Moved.Count > 0 || State.Variable.StartsWith("hourly/", StringComparison.Ordinal))) throw new InputException(LiveFault);
    }

    private void Take(LiveYear year)
    {
        bool fresh = _years.Count == 0;
        _years[year.Run] = year;
        Run run = Source.Runs[year.Run];
        if (year.Moved.Count > 0 || year.Run == _variant)
        {
            Source.Replace(year.Run, run.With(year.Tables, year.Indicators));
            _scales.Clear();
        }
        if (!fresh) return;
        _variables = [.. Source.Variables, .. year.Quantities];
        Set(State);
    }

    private void AskHours()
    {
        (int, int, int) asked = (State.Hour, IndexA, IndexB);
        if (asked == _askedHour) return;
        _askedHour = asked;
        Live().AskHour(State.Hour, [.. new[] { IndexA, IndexB }.Distinct().Select(k => (k, OriginOf(k)))]);
    }

    // The variant keeps the record of the run it comes from, and so its scenario.
    private Run OriginOf(int index) => Source.Runs[index];

    private LiveSource Live() => _live ??= new LiveSource(_wake, _device);

    private ScenarioVariant? Variation()
    {
        Run of = B;
        if (_slidersOf == null || _slidersOf.Folder != of.Folder)
        {
            (_slidersOf, _sliders, _slidersFault) = (of, null, "");
            try
            {
                _sliders = LiveSource.VariantOf(of);
            }
            catch (InputException e)
            {
                _slidersFault = e.Message;
            }
        }
        return _sliders;
    }

    private void Simulate(IReadOnlyDictionary<string, double> moved)
    {
        if (Variation() is not { } variation) return;
        if (_variant < 0)
        {
            Run origin = B;
            Source.Add(new Run(origin.Folder, origin.Record with { Scenario = origin.Name + " *" }, origin.Buildings, origin.Series, origin.Grids));
            _variant = Source.Runs.Count - 1;
        }
        SortedDictionary<string, double> values = new(moved.ToDictionary(), StringComparer.Ordinal);
        Live().AskYear(_variant, Source.Runs[_variant], values);
        _askedHour = (-1, -1, -1);
        Set(State with { B = Source.Runs[_variant].Name, ShowsB = true, Moved = values });
        if (State.Variable.StartsWith("hourly/", StringComparison.Ordinal)) AskHours();
        _ = variation;
    }

    private void Swap(List<(string B, IReadOnlyDictionary<string, double> Moved)> from, List<(string B, IReadOnlyDictionary<string, double> Moved)> to)
    {
        if (from.Count == 0) return;
        (string b, IReadOnlyDictionary<string, double> moved) = from[^1];
        from.RemoveAt(from.Count - 1);
        to.Add((State.B, State.Moved));
        if (_variant >= 0 && (moved.Count > 0 || b == Source.Runs[_variant].Name)) Simulate(moved);
        else Set(State with { B = b, Moved = moved });
    }

    private Selection? Sound(Selection? selection) => selection switch
    {
        null => null,
        { Kind: "building" } => selection.Index >= 0 && selection.Index < Buildings ? selection : null,
        { Kind: "road" } => selection.Index >= 0 && selection.Index < Source.Territory.Roads.Count ? selection : null,
        { Kind: "cell" } => selection.Index >= 0 ? selection : null,
        _ => null,
    };

    private IEnumerable<double> Sampled(Variable variable) => variable.Kind switch
    {
        VariableKind.HourlyBuilding => _years.Values.Select(y => y.Ranges.GetValueOrDefault(variable.Name)).SelectMany(r => new[] { r.Low, r.High }),
        VariableKind.Grid => Source.Runs.SelectMany(r => r.Grid(variable)?.Values ?? []).Select(v => (double)v),
        _ => Source.Runs.SelectMany(r => r.Values(variable, Buildings)).Select(v => (double)v),
    };

    /// <inheritdoc/>
    public void Dispose() => _live?.Dispose();
}
