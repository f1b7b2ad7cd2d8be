using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is shown and what it is shown from; knows neither window nor graphics. Every change goes through <see cref="Set"/>.</summary>
public sealed class Session : IDisposable
{
    private const int MostUndone = 100, FieldsOfSample = 24, CellsOfSample = 20_000;
    private const string VariantMark = " *";
    private readonly List<(string B, IReadOnlyDictionary<string, double> Moved)> _undo = [], _redo = [];
    private readonly Dictionary<int, LiveYear> _years = [];
    private readonly Dictionary<int, LiveHour> _hours = [];
    private readonly Dictionary<int, string> _faults = [];
    private readonly Dictionary<string, (ScenarioVariant? Scenario, string Fault)> _variations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueScale> _scales = new(StringComparer.Ordinal);
    private readonly List<string> _news = [];
    private readonly Action _wake;
    private readonly string _device;
    private readonly int _originals;
    private IReadOnlyList<Variable> _variables;
    private LiveSource? _live;
    private (int Hour, int A, int B) _askedHour = (-1, -1, -1);
    private Run? _origin;
    private IReadOnlyDictionary<string, double> _wanted = ViewState.Unmoved, _shown = ViewState.Unmoved;
    private bool _variantAwaited;
    private string _refused = "";
    private (int Revision, float[] Values, ValueScale Scale)? _difference;
    private float[]? _none;

    /// <summary>Opens a session.</summary>
    /// <param name="source">The runs.</param> <param name="state">What is shown first.</param>
    /// <param name="wake">Called from another thread when something was simulated.</param>
    /// <param name="device">Where variants are simulated.</param>
    public Session(RunSource source, ViewState state, Action wake, string device = "auto")
    {
        (Source, _wake, _device, _originals) = (source, wake, device, source.Runs.Count);
        _variables = VariablesOf(source);
        State = new ViewState();
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
    /// <summary>The scenario with its sliders moved; null before any was.</summary>
    public Run? Variant => _origin == null ? null : Source.Runs[_originals];
    /// <summary>Days and clocks of the year that is shown: that of A.</summary>
    public Calendar Calendar => A.Calendar;
    /// <summary>The one that single views show.</summary>
    public Run Shown => State.ShowsB ? B : A;
    /// <summary>Its index.</summary>
    public int IndexShown => State.ShowsB ? IndexB : IndexA;
    /// <summary>Number of buildings.</summary>
    public int Buildings => Source.Territory.Buildings.Count;
    /// <summary>Keeps what simulations in the background compute, from one process to the next; null: nothing is kept.</summary>
    public DerivedCache? Cache { get; init; }
    /// <summary>Whether time runs.</summary>
    public bool Playing { get; set; }
    /// <summary>How far the simulation in the background is, 0 to 1; 1 when none runs.</summary>
    public double Progress => _live?.Progress ?? 1;
    /// <summary>Whether something is being simulated.</summary>
    public bool Busy => _live?.Busy == true;
    /// <summary>Whether something that is to be seen is being simulated: a slider was moved, or the hour shown is not there yet.</summary>
    public bool Awaited => Busy && (_variantAwaited || (Variable is { IsLive: true } && new[] { IndexA, IndexB }.Any(k => !_faults.ContainsKey(k) && _hours.GetValueOrDefault(k)?.Hour != State.Hour)));
    /// <summary>Whether something was simulated that was not taken in yet.</summary>
    public bool HasNews => _live?.HasNews == true;
    /// <summary>Why the sliders of B cannot be moved; empty while they can.</summary>
    public string LiveFault => VariationOf(Origin).Fault;
    /// <summary>Whether a move can be undone.</summary>
    public bool CanUndo => _undo.Count > 0;
    /// <summary>Whether a move can be done again.</summary>
    public bool CanRedo => _redo.Count > 0;

    /// <summary>Shows something else. Sliders that it moves are simulated in the background.</summary>
    public void Set(ViewState state)
    {
        state = state.Within();
        ViewState before = State;
        Run origin = OriginOf(state.B);
        IReadOnlyDictionary<string, double> moved = MovedIn(state, origin);
        if (moved.Count > 0) Vary(origin, moved);
        IndexA = IndexOf(state.A, 0);
        IndexB = moved.Count > 0 ? _originals : IndexOf(origin.Name, _originals - 1);
        Variable? variable = _variables.FirstOrDefault(v => v.Key == state.Variable) ?? Hourly.FirstOrDefault(v => v.Key == state.Variable);
        Variable = variable ?? _variables.FirstOrDefault(v => !v.IsLive);
        State = state with { A = A.Name, B = B.Name, Variable = Variable?.Key ?? "", Selection = Sound(state.Selection), Moved = Same(moved, state.Moved) ? state.Moved : moved };
        Revision++;
        bool hourly = Variable is { IsLive: true }, other = State.Variable != before.Variable || State.A != before.A || State.B != before.B;
        if (other || (Variable is { IsHourly: true } && State.Hour != before.Hour)) DataRevision++;
        if (other) TellWhatIsMissing();
        if (hourly || State.Selection is { Kind: "building" }) AskHours();
        if (before.Variable.Length > 0 && State.Variable != before.Variable && State.Selection is { Kind: "cell" } cell && cell == before.Selection) State = State with { Selection = null };
    }

    private void TellWhatIsMissing()
    {
        if (Variable is { OnGround: true } ground && Grid(IndexA) is { } a && Grid(IndexB) is { } b && a.Grid != b.Grid)
            Tell($"`{ground.Name}` lies on other cells in “{A.Name}” than in “{B.Name}”, so their difference cannot be shown; let both scenarios write one grid");
        if (Variable is not { IsLive: true }) return;
        foreach (int run in new[] { IndexA, IndexB })
            if (_faults.TryGetValue(run, out string? fault)) Tell(fault);
    }

    /// <summary>Changes part of what is shown.</summary>
    public void Change(Func<ViewState, ViewState> change) => Set(change(State));

    /// <summary>The values of the variable shown, one a building or, where it is about them, one a road; NaN where a run has none, or before its first hour is simulated; then those of the last hour that was.</summary>
    public float[] Values(int run) => Variable switch
    {
        null or { OnGround: true } => None,
        { Kind: VariableKind.HourlyBuilding } hourly => _hours.GetValueOrDefault(run)?.Values.GetValueOrDefault(hourly.Name) ?? None,
        { } other => Source.Runs[run].Values(other, Count(other)),
    };

    private int Count(Variable variable) => variable.Kind == VariableKind.Road ? Source.Territory.Roads.Count : Buildings;

    /// <summary>B − A, one a building or a road.</summary>
    public float[] Differences() => Difference().Values;

    /// <summary>The grid shown, of a run; null when it has none, or none at the hour.</summary>
    public Raster? Grid(int run)
    {
        if (Variable is not { OnGround: true }) return null;
        if (Variable.IsLive) return _hours.GetValueOrDefault(run) is { } hour && hour.Values.TryGetValue(LiveSource.KeyOf(Layer.Ground, Variable.Name), out float[]? cells) ? new Raster(hour.Cells, cells) : null;
        try
        {
            return Source.Runs[run].Grid(Variable, State.Hour);
        }
        catch (InputException e)
        {
            Tell(e.Message);
            return null;
        }
    }

    /// <summary>The legend, the same for all runs and hours, and while sliders move.</summary>
    public ValueScale Scale
    {
        get
        {
            if (Variable is { Classes.Count: > 0 } classed) return ValueScale.OfClasses(0, classed.Map);
            if (State.Range is { } range) return new(range.Low, range.High, Variable?.Map ?? ColorMap.Heat, Variable?.Unit ?? "1");
            if (Variable is not { } variable) return new(0, 1, ColorMap.Heat, "1");
            if (_scales.TryGetValue(variable.Key, out ValueScale? known)) return known;
            ValueScale scale = ValueScale.Of(Sampled(variable), variable.Map, variable.Unit);
            return _scales[variable.Key] = scale;
        }
    }

    /// <summary>The legend of B − A, zero in the middle.</summary>
    public ValueScale DifferenceScale => Difference().Scale;

    /// <summary>The months of an hourly quantity of a building: 12 means; empty before they are simulated.</summary>
    public IReadOnlyList<double> Months(int run, string quantity, int building) =>
        _years.GetValueOrDefault(run)?.Months.GetValueOrDefault(quantity) is { } months ? [.. months.Select(m => (double)m[building])] : [];

    /// <summary>What buildings show by the hour.</summary>
    public IEnumerable<Variable> HourlyQuantities => _variables.Where(v => v.Kind == VariableKind.HourlyBuilding);

    /// <summary>The values of all hourly quantities of a building in the hour shown.</summary>
    public float HourValue(int run, string quantity, int building) =>
        _hours.GetValueOrDefault(run) is { } hour && hour.Hour == State.Hour && hour.Values.TryGetValue(quantity, out float[]? values) ? values[building] : float.NaN;

    /// <summary>What can be moved in scenario B; empty when its file is gone.</summary>
    public IReadOnlyList<Adjustable> Sliders => VariationOf(Origin).Scenario?.Adjustable ?? [];

    /// <summary>Where a slider stands.</summary>
    public double ValueOf(Adjustable slider) => State.Moved.GetValueOrDefault(slider.Parameter, slider.Value);

    /// <summary>Begins a change of sliders that can be undone as one.</summary>
    public void BeginMove()
    {
        _undo.Add((State.B, State.Moved));
        if (_undo.Count > MostUndone) _undo.RemoveAt(0);
        _redo.Clear();
    }

    /// <summary>Moves a slider: a variant of the scenario is simulated in the background and becomes B; where it was, B is the scenario again.</summary>
    public void Move(string parameter, double value)
    {
        SortedDictionary<string, double> moved = new(State.Moved.ToDictionary(), StringComparer.Ordinal) { [parameter] = value };
        Set(State with { B = Origin.Name, ShowsB = true, Moved = moved });
    }

    /// <summary>Takes the last move back.</summary>
    public void Undo() => Swap(_undo, _redo);

    /// <summary>Does the move that was taken back again.</summary>
    public void Redo() => Swap(_redo, _undo);

    /// <summary>Nothing can be undone or done again: the next person begins anew.</summary>
    public void ForgetMoves()
    {
        _undo.Clear();
        _redo.Clear();
    }

    /// <summary>Saves the variant as a scenario file.</summary>
    /// <returns>False when nothing was moved.</returns>
    public bool SaveScenario(string path, string name)
    {
        if (State.Moved.Count == 0 || VariationOf(Origin).Scenario is not { } variation) return false;
        variation.Restore(State.Moved);
        variation.Save(path, name);
        return true;
    }

    /// <summary>Begins to simulate A and B in the background, so that hours and sliders are there when they are asked for.</summary>
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
            switch (done)
            {
                case LiveYear year: Take(year); break;
                case LiveHour hour: (_hours[hour.Run], _) = (hour, _faults.Remove(hour.Run)); break;
                case LiveFault fault: Take(fault); break;
            }
        }
        if (!any) return false;
        DataRevision++;
        Revision++;
        return true;
    }

    /// <summary>What went wrong in the background since the last call, for people.</summary>
    public IReadOnlyList<string> TakeNews()
    {
        string[] taken = [.. _news];
        _news.Clear();
        _refused = "";
        return taken;
    }

    /// <summary>Waits until all that is to be seen is there: for pictures without a window.</summary>
    /// <exception cref="InputException">It cannot be simulated.</exception>
    public void Settle()
    {
        do
        {
            while (Busy) Thread.Sleep(5);
        }
        while (Receive() || Busy);
        if (_refused.Length > 0) throw new InputException(_refused);
        foreach (int run in new[] { IndexA, IndexB })
            if (Variable is { IsLive: true } && _faults.TryGetValue(run, out string? fault)) throw new InputException(fault);
    }

    private Run Origin => OriginOf(State.B);

    private float[] None
    {
        get
        {
            if (_none is { } known) return known;
            _none = new float[Buildings];
            Array.Fill(_none, float.NaN);
            return _none;
        }
    }

    private int IndexOf(string name, int otherwise)
    {
        for (int k = 0; k < Source.Runs.Count; k++)
            if (Source.Runs[k].Name == name) return k;
        return otherwise;
    }

    // The name of a variant stands for the run that it comes from.
    private Run OriginOf(string name)
    {
        if (_origin != null && name == _origin.Name + VariantMark) return _origin;
        int exact = IndexOf(name, -1);
        if (exact < 0 && name.EndsWith(VariantMark, StringComparison.Ordinal)) exact = IndexOf(name[..^VariantMark.Length], -1);
        return Source.Runs[exact >= 0 && exact < _originals ? exact : _originals - 1];
    }

    // A variant chosen by its name alone is shown as it stands; a run chosen by its name is shown as it was computed.
    private IReadOnlyDictionary<string, double> MovedIn(ViewState state, Run origin)
    {
        if (state.Moved.Count == 0) return _origin != null && state.B == _origin.Name + VariantMark ? _wanted : ViewState.Unmoved;
        (ScenarioVariant? scenario, string fault) = VariationOf(origin);
        if (scenario == null)
        {
            Tell(_refused = fault);
            return ViewState.Unmoved;
        }
        foreach (string strange in state.Moved.Keys.Where(k => scenario.Adjustable.All(a => a.Parameter != k))) Tell(_refused = $"“{origin.Name}” has no slider `{strange}`; it is left out");
        scenario.Restore(state.Moved.Where(m => scenario.Adjustable.Any(a => a.Parameter == m.Key) && double.IsFinite(m.Value)).ToDictionary());
        return new SortedDictionary<string, double>(scenario.Moved.ToDictionary(), StringComparer.Ordinal);
    }

    private void Vary(Run origin, IReadOnlyDictionary<string, double> moved)
    {
        if (_origin == origin && Same(moved, _wanted)) return;
        if (_origin != origin)
        {
            Run variant = origin.Called(n => n + VariantMark);
            if (_origin == null) Source.Add(variant);
            else Source.Replace(_originals, variant);
            (_origin, _shown) = (origin, ViewState.Unmoved);
            _years.Remove(_originals);
            _hours.Remove(_originals);
            DataRevision++;
        }
        (_wanted, _variantAwaited, _askedHour) = (moved, true, (-1, -1, -1));
        _faults.Remove(_originals);
        Live().AskYear(_originals, origin, moved);
    }

    private static bool Same(IReadOnlyDictionary<string, double> a, IReadOnlyDictionary<string, double> b) => a.Count == b.Count && a.All(m => b.TryGetValue(m.Key, out double v) && v == m.Value);

    private void Take(LiveYear year)
    {
        if (year.Run == _originals)
        {
            if (_origin?.Folder != year.Folder) return;
            Source.Replace(_originals, Source.Runs[_originals].With(year.Tables, year.Indicators));
            (_shown, _variantAwaited, _askedHour) = (year.Moved, !Same(year.Moved, _wanted), (-1, -1, -1));
            _variables = VariablesOf(Source);
        }
        _years[year.Run] = year;
        if (year.Run < _originals)
            foreach (Variable hourly in Hourly) _scales.Remove(hourly.Key);
        _faults.Remove(year.Run);
        if (year.Run == _originals && (Variable is { IsLive: true } || State.Selection is { Kind: "building" })) AskHours();
    }

    // A move that cannot be simulated is taken back; the rest goes on.
    private void Take(LiveFault fault)
    {
        bool asked = fault.Moved != null || Variable is { IsLive: true };            // what was only prepared is told when it is wanted
        if (asked && _faults.GetValueOrDefault(fault.Run) != fault.Message) Tell(fault.Message);
        _faults[fault.Run] = fault.Message;
        _askedHour = (-1, -1, -1);
        if (fault.Moved == null || !Same(fault.Moved, _wanted)) return;
        Run origin = _origin!;
        (_wanted, _variantAwaited, _refused) = (_shown, false, fault.Message);
        if (_undo.Count > 0 && State.Moved.Count > 0 && _undo[^1] is var last && Same(last.Moved, _shown)) _undo.RemoveAt(_undo.Count - 1);
        if (State.Moved.Count > 0) Set(State with { B = origin.Name, Moved = _shown });
    }

    private void Tell(string news)
    {
        if (!_news.Contains(news)) _news.Add(news);
    }

    private void AskHours()
    {
        (int, int, int) asked = (State.Hour, IndexA, IndexB);
        if (asked == _askedHour) return;
        _askedHour = asked;
        Live().AskHour(State.Hour, [.. new[] { IndexA, IndexB }.Distinct().Where(k => k < _originals || !_variantAwaited)
            .Select(k => (k, Source.Runs[k], k < _originals ? ViewState.Unmoved : _shown))]);
    }

    private LiveSource Live()
    {
        if (_live is { } known) return known;
        TerritoryRecord from = Source.Runs[0].Record.TerritorySource;
        return _live = new LiveSource(_wake, new LastTerritory(new TerritoryChoice(from.Folder, from.Inhabitants, from.Seed), Source.Territory), _device) { Cache = Cache };
    }

    private (ScenarioVariant? Scenario, string Fault) VariationOf(Run run)
    {
        if (_variations.TryGetValue(run.Folder, out (ScenarioVariant?, string) known)) return known;
        try
        {
            return _variations[run.Folder] = (LiveSource.VariantOf(run), "");
        }
        catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException)
        {
            return _variations[run.Folder] = (null, e.Message);
        }
    }

    private void Swap(List<(string B, IReadOnlyDictionary<string, double> Moved)> from, List<(string B, IReadOnlyDictionary<string, double> Moved)> to)
    {
        if (from.Count == 0) return;
        (string b, IReadOnlyDictionary<string, double> moved) = from[^1];
        from.RemoveAt(from.Count - 1);
        to.Add((State.B, State.Moved));
        Set(State with { B = b, Moved = moved });
    }

    private (float[] Values, ValueScale Scale) Difference()
    {
        if (_difference is { } known && known.Revision == DataRevision) return (known.Values, known.Scale);
        string unit = Variable?.Unit ?? "1";
        float[] values;
        IEnumerable<float> all;
        if (Variable is { OnGround: true })
        {
            Raster? a = Grid(IndexA), b = Grid(IndexB);
            (values, all) = (None, a == null || b == null || a.Grid != b.Grid ? [] : Thinned([.. b.Values.Select((v, k) => v - a.Values[k])]));
        }
        else
        {
            float[] a = Values(IndexA), b = Values(IndexB);
            all = values = [.. b.Select((v, k) => v - a[k])];
        }
        ValueScale scale = Variable switch
        {
            { IsOrdered: true } => StepScale(values),
            { Classes.Count: > 0 } classed => ValueScale.OfClasses(1 - classed.Classes.Count, ColorMap.ChangeOf(classed.Classes.Count)),
            _ => ValueScale.OfDifferences(all.Select(v => (double)v), unit),
        };
        _difference = (DataRevision, values, scale);
        return (values, scale);
    }

    // As many steps as all but the rarest changes have.
    private static ValueScale StepScale(float[] values)
    {
        float[] steps = [.. values.Where(v => v != 0 && float.IsFinite(v)).Select(Math.Abs).Order()];
        int most = steps.Length == 0 ? 1 : (int)steps[(int)(0.98 * (steps.Length - 1))];
        return ValueScale.OfClasses(-most, ColorMap.StepsOf(most));
    }

    private static IEnumerable<Variable> Hourly => Simulation.Declared.Shown.Where(s => s.Layer is Layer.Buildings or Layer.Ground).Select(s => new Variable(
        $"hourly/{LiveSource.KeyOf(s.Layer, s.Quantity.Name)}", s.Quantity, s.Layer == Layer.Ground ? VariableKind.HourlyGrid : VariableKind.HourlyBuilding, PerArea: false)
    {
        Map = ColorMap.For(s.Quantity.Kind, s.Quantity.Unit), IsLive = true,
    });

    // A quantity that is nothing in the year of every run, such as a fuel that nobody burns, is not offered by the hour.
    private static Variable[] VariablesOf(RunSource source) =>
        [.. source.Variables, .. Hourly.Where(q => q.OnGround || source.Runs.All(r => Sum(r, q.Name) is null) || source.Runs.Any(r => Sum(r, q.Name) is not null and not 0))];

    private static double? Sum(Run run, string column) => run.Buildings?.Columns.OfType<NumberColumn>().FirstOrDefault(c => c.Name == column)?.Values.Where(double.IsFinite).Sum();

    private Selection? Sound(Selection? selection) => selection switch
    {
        null => null,
        { Kind: "building" } => selection.Index >= 0 && selection.Index < Buildings ? selection : null,
        { Kind: "road" } => selection.Index >= 0 && selection.Index < Source.Territory.Roads.Count ? selection : null,
        { Kind: "cell" } => selection.Index >= 0 ? selection : null,
        _ => null,
    };

    private IEnumerable<Run> Originals => Source.Runs.Take(_originals);

    private IEnumerable<double> Sampled(Variable variable) => variable.Kind switch
    {
        _ when variable.IsLive => _years.Where(y => y.Key < _originals).Select(y => y.Value.Ranges.GetValueOrDefault(variable.Key["hourly/".Length..])).SelectMany(r => new[] { r.Low, r.High }),
        VariableKind.Grid => Originals.Select((_, run) => Grid(run)).SelectMany(g => Thinned(g?.Values ?? [])).Select(v => (double)v),
        VariableKind.HourlyGrid => Fields(variable).SelectMany(g => Thinned(g.Values)).Select(v => (double)v),
        _ => Originals.SelectMany(r => r.Values(variable, Count(variable))).Select(v => (double)v),
    };

    private static IEnumerable<float> Thinned(float[] cells) => cells.Where((_, k) => k % (1 + cells.Length / CellsOfSample) == 0);

    private IReadOnlyList<Raster> Fields(Variable variable)
    {
        try
        {
            return [.. Originals.SelectMany(r => r.Sampled(variable, FieldsOfSample))];
        }
        catch (InputException e)
        {
            Tell(e.Message);
            return [];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _live?.Dispose();
}
