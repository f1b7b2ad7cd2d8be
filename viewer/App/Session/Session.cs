using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is shown and what it is shown from; knows neither window nor graphics. Every change goes through <see cref="Set"/>.</summary>
public sealed class Session : IDisposable
{
    private readonly News _news = new();
    private readonly Moves _moves = new();
    private readonly Variant _variant, _beside;          // of B, and of A where what is moved is none of the measures
    private readonly Background _background;
    private readonly ShownValues _values;
    private readonly Scales _scales;
    private readonly Differences _differences;
    private readonly Dictionary<ChosenKind, IReadOnlyList<string>> _chosen = [];
    private Move? _saved;

    /// <summary>Opens a session.</summary>
    /// <param name="source">The runs.</param> <param name="state">What is shown first.</param>
    /// <param name="wake">Called from another thread when something was simulated.</param>
    /// <param name="device">Where variants are simulated.</param>
    public Session(RunSource source, ViewState state, Action wake, string device = "auto")
    {
        Source = source;
        _variant = new(source, _news, App.Variant.Mark);
        _beside = new(source, _news, App.Variant.MarkOfA);
        _background = new(source, _news, wake, device);
        _values = new(source, _background, _news);
        _scales = new(source, _values, _background);
        _differences = new(_values);
        Variables = HourlyVariables.After(source);
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
    public IReadOnlyList<Variable> Variables { get; private set; }
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
    public Run? Variant => _variant.Origin == null ? null : Source.Runs[_variant.Index];
    /// <summary>The runs that can be chosen: those that were opened, and the variant.</summary>
    public IReadOnlyList<Run> Offered => [.. Source.Runs.Where((_, k) => k != _beside.Index)];
    /// <summary>Days and clocks of the year that is shown: that of A.</summary>
    public Calendar Calendar => A.Calendar;
    /// <summary>The one that single views show.</summary>
    public Run Shown => State.ShowsB ? B : A;
    /// <summary>Its index.</summary>
    public int IndexShown => State.ShowsB ? IndexB : IndexA;
    /// <summary>Number of buildings.</summary>
    public int Buildings => Source.Territory.Buildings.Count;
    /// <summary>Keeps what simulations in the background compute, from one process to the next; null: nothing is kept.</summary>
    public DerivedCache? Cache { get => _background.Cache; init => _background.Cache = value; }
    /// <summary>Whether time runs.</summary>
    public bool Playing { get; set; }
    /// <summary>How far the simulation in the background is, 0 to 1; 1 when none runs.</summary>
    public double Progress => _background.Progress;
    /// <summary>Whether something is being simulated.</summary>
    public bool Busy => _background.Busy;
    /// <summary>Whether something that is to be seen is being simulated: a slider was moved, or the hour shown is not there yet.</summary>
    public bool Awaited => Busy && (_variant.Awaited || (IndexA == _beside.Index && _beside.Awaited) || (Variable is { IsLive: true } && new[] { IndexA, IndexB }.Any(k => _background.Fault(k) is null && _background.Hour(k)?.Hour != State.Hour)));
    /// <summary>Whether something was simulated that was not taken in yet.</summary>
    public bool HasNews => _background.HasNews;
    /// <summary>Why the sliders of B cannot be moved; empty while they can.</summary>
    public string LiveFault => _variant.ScenarioOf(Origin).Fault;
    /// <summary>Whether a move can be undone.</summary>
    public bool CanUndo => _moves.CanUndo;
    /// <summary>Whether a move can be done again.</summary>
    public bool CanRedo => _moves.CanRedo;

    /// <summary>Shows something else. Sliders that it moves are simulated in the background.</summary>
    public void Set(ViewState state)
    {
        state = state.Within();
        ViewState before = State;
        Run origin = _variant.OriginOf(state.B);
        ScenarioChanges changes = _variant.ChangesIn(state, origin);
        if (changes.Any) Vary(_variant, origin, changes);
        Run a = ChosenA(state.A);
        ScenarioChanges common = new(new SortedDictionary<string, double>(changes.Moved.Where(static m => !ScenarioVariant.IsOfMeasures(m.Key)).ToDictionary(), StringComparer.Ordinal), []);
        bool follows = common.Any && a != Variant;
        if (follows) Vary(_beside, a, common);
        IndexA = follows ? _beside.Index : Source.IndexOf(a.Name);
        IndexB = changes.Any ? _variant.Index : Source.IndexOf(origin.Name);
        Variable? variable = Variables.FirstOrDefault(v => v.Key == state.Variable) ?? HourlyVariables.All.FirstOrDefault(v => v.Key == state.Variable);
        Variable = variable ?? Variables.FirstOrDefault(v => !v.IsLive);
        State = state with
        {
            A = a.Name, B = B.Name, Variable = Variable?.Key ?? "", Selection = state.Selection?.IsIn(Source.Territory) == true ? state.Selection : null,
        };
        if (State.Changes != changes) State = State.With(changes);
        if (!ReferenceEquals(State.Marked, before.Marked) || State.Choosing != before.Choosing) Mark();
        Revision++;
        bool other = State.Variable != before.Variable || State.A != before.A || State.B != before.B;
        if (other || (Variable is { IsHourly: true } && State.Hour != before.Hour)) DataRevision++;
        if (other) TellWhatIsMissing();
        if (WantsHours) AskHours();
        if (before.Variable.Length > 0 && State.Variable != before.Variable && State.Selection is { Kind: "cell" } cell && cell == before.Selection) State = State with { Selection = null };
    }

    /// <summary>Changes part of what is shown.</summary>
    public void Change(Func<ViewState, ViewState> change) => Set(change(State));

    /// <summary>Colours the variable that stands some places further in the menu.</summary>
    public void StepVariable(int by)
    {
        if (Variables.Count == 0) return;
        int at = Variables.ToList().FindIndex(v => v.Key == Variable?.Key);
        int next = (at + by + Variables.Count) % Variables.Count;
        Change(s => s with { Variable = Variables[next].Key, Range = null });
    }

    /// <summary>The values of the variable shown, one a building or, where it is about them, one a road; NaN where a run has none, or before its first hour is simulated; then those of the last hour that was.</summary>
    public float[] Values(int run) => _values.Of(Variable, run);

    /// <summary>The grid shown, of a run; null when it has none, or none at the hour.</summary>
    public Raster? Grid(int run) => _values.Grid(Variable, run, State.Hour);

    /// <summary>B − A, one a building or a road.</summary>
    public float[] Differences() => _differences.Of(Variable, IndexA, IndexB, State.Hour, DataRevision).Values;

    /// <summary>The legend, the same for all runs and hours, and while sliders move.</summary>
    public ValueScale Scale => OnScreen(ScaleOnPaper);

    /// <summary>The same on paper, whatever the theme.</summary>
    public ValueScale ScaleOnPaper => _scales.Of(Variable, State.Range, State.Hour);

    /// <summary>The legend of B − A, zero in the middle.</summary>
    public ValueScale DifferenceScale => OnScreen(DifferenceScaleOnPaper);

    /// <summary>The same on paper, whatever the theme.</summary>
    public ValueScale DifferenceScaleOnPaper => _differences.Of(Variable, IndexA, IndexB, State.Hour, DataRevision).Scale;

    /// <summary>The months of an hourly quantity of a building: 12 means; empty before they are simulated.</summary>
    public IReadOnlyList<double> Months(int run, string quantity, int building) =>
        _background.Year(run)?.Months.GetValueOrDefault(quantity) is { } months ? [.. months.Select(m => (double)m[building])] : [];

    /// <summary>What buildings show by the hour.</summary>
    public IEnumerable<Variable> HourlyQuantities => Variables.Where(v => v.Kind == VariableKind.HourlyBuilding);

    /// <summary>The values of all hourly quantities of a building in the hour shown.</summary>
    public float HourValue(int run, string quantity, int building) =>
        _background.Hour(run) is { } hour && hour.Hour == State.Hour && hour.Values.TryGetValue(quantity, out float[]? values) ? values[building] : float.NaN;

    /// <summary>Why the road that is chosen has the traffic it has in the hour shown; null before it is simulated, and where there is none.</summary>
    public Explanation? Why(int run) => _background.Hour(run) is { } hour && hour.Hour == State.Hour && State.Selection is { Kind: "road" } road && road.Index == hour.Road ? hour.Why : null;

    /// <summary>What can be moved in scenario B; empty when its file is gone.</summary>
    public IReadOnlyList<Adjustable> Sliders => _variant.ScenarioOf(Origin).Scenario?.Adjustable ?? [];

    /// <summary>Where a slider stands.</summary>
    public double ValueOf(Adjustable slider) => State.Moved.GetValueOrDefault(slider.Parameter, slider.Value);

    /// <summary>Begins a change of the scenario that can be undone as one.</summary>
    public void BeginMove() => _moves.Begin(Now);

    /// <summary>Moves a slider: a variant of the scenario is simulated in the background and becomes B; where it was, B is the scenario again. What is none of its measures moves A as well, so that a difference is the measures' alone.</summary>
    public void Move(string parameter, double value)
    {
        SortedDictionary<string, double> moved = new(State.Moved.ToDictionary(), StringComparer.Ordinal) { [parameter] = value };
        Set(State with { B = Origin.Name, ShowsB = true, Moved = moved });
    }

    /// <summary>The measures that can be added to scenario B for some buildings; empty when its file is gone.</summary>
    public IReadOnlyList<AddableMeasure> Addable => _variant.ScenarioOf(Origin).Scenario?.Addable ?? [];

    /// <summary>The buildings or roads that are chosen for a measure, rising.</summary>
    public IReadOnlyList<int> Marked { get; private set; } = [];

    /// <summary>What the pointer chooses for a measure; null: nothing, as before an audience.</summary>
    public ChosenKind? Choosing => State.Layout == Layout.Kiosk ? null : State.Choosing;

    /// <summary>What was chosen for a measure last.</summary>
    public ChosenKind ChosenLast { get; private set; }

    /// <summary>Lets the pointer choose buildings or roads for a measure, or nothing; what was chosen of each is kept until it is used or given up.</summary>
    public void Choose(ChosenKind? kind)
    {
        if (State.Choosing is { } last) _chosen[ChosenLast = last] = State.Marked;
        Change(s => s with { Choosing = kind, Marked = kind is { } now ? _chosen.GetValueOrDefault(now, []) : [], Selection = null });
    }

    /// <summary>Chooses buildings or roads for a measure, beside those that are; those of which all are chosen are so no more. Roads around the territory cannot be.</summary>
    public void Toggle(IEnumerable<int> elements)
    {
        if (Choosing is not { } kind) return;
        int[] meant = [.. elements.Where(e => Source.IndexOf(kind, Source.IdOf(kind, e)) == e)];
        if (meant.Length == 0) return;
        HashSet<int> marked = [.. Marked];
        if (!meant.All(marked.Contains)) marked.UnionWith(meant);
        else marked.ExceptWith(meant);
        Change(s => s with { Marked = [.. marked.Order().Select(e => Source.IdOf(kind, e))] });
    }

    /// <summary>Adds a measure for what is chosen: a variant of the scenario is simulated in the background and becomes B.</summary>
    public void Add(string measure, IReadOnlyDictionary<string, string> keys)
    {
        BeginMove();
        Set(State with { B = Origin.Name, ShowsB = true, Added = [.. State.Added, new(measure, keys, State.Marked, State.Author.Trim())], Marked = [] });
    }

    /// <summary>Takes an added measure away.</summary>
    public void Remove(int added)
    {
        BeginMove();
        Set(State with { B = Origin.Name, Added = [.. State.Added.Where((_, k) => k != added)] });
    }

    /// <summary>Chooses what a measure was added for.</summary>
    public void ChooseAgain(int added)
    {
        Choose(Addable.FirstOrDefault(a => a.Key == State.Added[added].Measure)?.OfRoads == true ? ChosenKind.Roads : ChosenKind.Buildings);
        Change(s => s with { Marked = s.Added[added].Elements });
    }

    /// <summary>What came of an added measure; null before it is simulated.</summary>
    public AddedWorks? DoneBy(int added) => _background.Year(_variant.Index) is { } year && year.Changes == State.Changes && added < year.Added.Count ? year.Added[added] : null;

    /// <summary>Takes the last move back.</summary>
    public void Undo() => GoTo(_moves.Undo(Now));

    /// <summary>Does the move that was taken back again.</summary>
    public void Redo() => GoTo(_moves.Redo(Now));

    /// <summary>Nothing can be undone or done again: the next person begins anew.</summary>
    public void ForgetMoves() => _moves.Forget();

    /// <summary>What scenario B was before anything in it was changed.</summary>
    internal Run Origin => _variant.OriginOf(State.B);

    /// <summary>Whether something was changed and not saved.</summary>
    public bool HasUnsaved => State.Changes.Any && _saved != Now;

    /// <summary>Saves the variant as a scenario file.</summary>
    /// <param name="path">Of the file.</param> <param name="name">Of the variant.</param> <param name="names">Its name in other languages, by their keys in scenario files; null: none.</param>
    /// <returns>False when nothing was changed.</returns>
    public bool SaveScenario(string path, string name, IReadOnlyDictionary<string, string>? names = null)
    {
        if (!State.Changes.Any || _variant.ScenarioOf(Origin).Scenario is not { } variation) return false;
        variation.Restore(State.Changes);
        variation.Save(path, name, State.Author, names);
        _saved = Now;
        return true;
    }

    /// <summary>Begins to simulate A and B in the background, so that hours and sliders are there when they are asked for.</summary>
    public void Prepare()
    {
        if (!_background.HasBegun) AskHours();
    }

    /// <summary>Takes in what was simulated; true when something was.</summary>
    public bool Receive()
    {
        bool any = false;
        foreach (object done in _background.Take())
        {
            any = true;
            switch (done)
            {
                case LiveYear year: Take(year); break;
                case LiveHour hour: _background.Keep(hour); break;
                case LiveFault fault: Take(fault); break;
            }
        }
        if (!any) return false;
        DataRevision++;
        Revision++;
        return true;
    }

    /// <summary>What went wrong in the background since the last call, for people.</summary>
    public IReadOnlyList<string> TakeNews() => _news.Take();

    /// <summary>Waits until all that is to be seen is there: for pictures without a window.</summary>
    /// <exception cref="InputException">It cannot be simulated.</exception>
    public void Settle()
    {
        do
        {
            while (Busy) Thread.Sleep(5);
        }
        while (Receive() || Busy);
        if (_news.Refused.Length > 0) throw new InputException(_news.Refused);
        foreach (int run in new[] { IndexA, IndexB })
            if (Variable is { IsLive: true } && _background.Fault(run) is { } fault) throw new InputException(fault);
    }

    private ValueScale OnScreen(ValueScale scale) => State.Theme == ThemeName.Light ? scale : scale with { Map = scale.Map.OnDark };

    private Move Now => new(State.B, State.Changes);
    private bool WantsHours => Variable is { IsLive: true } || State.Selection is { Kind: "building" } || (State.Selection is { Kind: "road" } && Shown.Roads != null);

    private void GoTo(Move? move)
    {
        if (move is { } to) Set((State with { B = to.B }).With(to.Changes));
    }

    // As it was opened, or the variant of B.
    private Run ChosenA(string name)
    {
        int index = Math.Max(0, Source.IndexOf(name));
        return index == _beside.Index ? _beside.Origin! : Source.Runs[index];
    }

    // Identifiers that the territory does not have are of a bookmark of another.
    private void Mark()
    {
        if (State.Choosing is not { } kind)
        {
            (Marked, State) = ([], State with { Marked = [] });
            return;
        }
        int[] known = [.. State.Marked.Select(id => Source.IndexOf(kind, id))];
        if (known.Contains(-1)) _news.Tell($"{known.Count(static k => k < 0)} of the {known.Length} {CodeWords<ChosenKind>.Of(kind)} chosen are none of this territory; they are left out");
        Marked = [.. known.Where(static k => k >= 0).Distinct().Order()];
        State = State with { Marked = [.. Marked.Select(e => Source.IdOf(kind, e))] };
    }

    private void Vary(Variant variant, Run origin, ScenarioChanges changes)
    {
        if (variant.Stands(origin, changes)) return;
        if (variant.Begin(origin))
        {
            _background.Forget(variant.Index);
            DataRevision++;
        }
        variant.Want(changes);
        _background.AskYear(variant.Index, origin, changes);
    }

    private void Take(LiveYear year)
    {
        Variant? variant = new[] { _variant, _beside }.FirstOrDefault(v => v.Index == year.Run);
        if (variant?.Take(year) == false) return;
        _background.Keep(year);
        if (variant == null)
        {
            _scales.ForgetHours();
            return;
        }
        _background.AskAnew();
        Variables = HourlyVariables.After(Source);
        if (WantsHours) AskHours();
    }

    // A move that cannot be simulated is taken back; the rest goes on.
    private void Take(LiveFault fault)
    {
        _background.Keep(fault, told: fault.Changes != null || Variable is { IsLive: true });            // what was only prepared is told when it is wanted
        if (fault.Changes == null || new[] { _variant, _beside }.FirstOrDefault(v => v.Index == fault.Run) is not { } variant || fault.Changes != variant.Wanted) return;
        _variant.GiveUp();
        _beside.GiveUp();
        _news.Refused = fault.Message;
        if (!State.Changes.Any) return;
        _moves.Drop(_variant.Shown);
        Set((State with { B = _variant.Origin!.Name }).With(_variant.Shown));
    }

    private void TellWhatIsMissing()
    {
        if (Variable is { OnGround: true } ground && Grid(IndexA) is { } a && Grid(IndexB) is { } b && a.Grid != b.Grid)
            _news.Tell($"`{ground.Name}` lies on other cells in “{A.Name}” than in “{B.Name}”, so their difference cannot be shown; let both scenarios write one grid");
        if (Variable is not { IsLive: true }) return;
        foreach (int run in new[] { IndexA, IndexB })
            if (_background.Fault(run) is { } fault) _news.Tell(fault);
    }

    private void AskHours() => _background.AskHours(State.Hour, IndexA, IndexB, [_variant, _beside], State.Selection is { Kind: "road" } road ? road.Index : -1);

    /// <inheritdoc/>
    public void Dispose() => _background.Dispose();
}
