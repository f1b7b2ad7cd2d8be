using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>The scenario with its sliders moved: where it comes from, what was asked of it and what it shows. It stands behind the runs that were opened.</summary>
/// <param name="source">The runs.</param> <param name="news">Told what cannot be done.</param> <param name="mark">What its name ends with.</param>
internal sealed class Variant(RunSource source, News news, string mark)
{
    /// <summary>Of B.</summary>
    public const string Mark = " *";
    /// <summary>Of A where it goes with B: the same to the eye.</summary>
    public const string MarkOfA = "\u00a0*";

    private readonly int _opened = source.Runs.Count;
    private readonly Dictionary<string, (ScenarioVariant? Scenario, string Fault)> _scenarios = new(StringComparer.Ordinal);

    /// <summary>Its index among the runs; −1 before a slider was moved.</summary>
    public int Index { get; private set; } = -1;
    /// <summary>The run that it comes from; null before a slider was moved.</summary>
    public Run? Origin { get; private set; }
    /// <summary>Sliders that were asked for.</summary>
    public IReadOnlyDictionary<string, double> Wanted { get; private set; } = ViewState.Unmoved;
    /// <summary>Sliders of what it shows.</summary>
    public IReadOnlyDictionary<string, double> Shown { get; private set; } = ViewState.Unmoved;
    /// <summary>Whether it shows something older than what was asked for.</summary>
    public bool Awaited { get; private set; }

    /// <summary>Whether two sets of sliders stand alike.</summary>
    public static bool Same(IReadOnlyDictionary<string, double> a, IReadOnlyDictionary<string, double> b) => a.Count == b.Count && a.All(m => b.TryGetValue(m.Key, out double v) && v == m.Value);

    /// <summary>The run of a name; that of a variant stands for the run that it comes from.</summary>
    public Run OriginOf(string name)
    {
        if (Origin != null && name == Origin.Name + mark) return Origin;
        int exact = source.IndexOf(name);
        if (exact < 0 && name.EndsWith(mark, StringComparison.Ordinal)) exact = source.IndexOf(name[..^mark.Length]);
        return source.Runs[exact >= 0 && exact < _opened ? exact : _opened - 1];
    }

    /// <summary>The sliders that a state asks for, within their bounds. A variant chosen by its name alone is shown as it stands; a run chosen by its name is shown as it was computed.</summary>
    public IReadOnlyDictionary<string, double> MovedIn(ViewState state, Run origin)
    {
        if (state.Moved.Count == 0) return Origin != null && state.B == Origin.Name + mark ? Wanted : ViewState.Unmoved;
        (ScenarioVariant? scenario, string fault) = ScenarioOf(origin);
        if (scenario == null)
        {
            news.Refuse(fault);
            return ViewState.Unmoved;
        }
        foreach (string strange in state.Moved.Keys.Where(k => scenario.Adjustable.All(a => a.Parameter != k))) news.Refuse($"“{origin.Name}” has no slider `{strange}`; it is left out");
        scenario.Restore(state.Moved.Where(m => scenario.Adjustable.Any(a => a.Parameter == m.Key) && double.IsFinite(m.Value)).ToDictionary());
        return new SortedDictionary<string, double>(scenario.Moved.ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>The scenario of a run, to be varied; null, with the reason, where that cannot be done.</summary>
    public (ScenarioVariant? Scenario, string Fault) ScenarioOf(Run run)
    {
        if (_scenarios.TryGetValue(run.Folder, out (ScenarioVariant?, string) known)) return known;
        try
        {
            return _scenarios[run.Folder] = (LiveSource.VariantOf(run), "");
        }
        catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException)
        {
            return _scenarios[run.Folder] = (null, e.Message);
        }
    }

    /// <summary>Whether these sliders of that run were the last asked for.</summary>
    public bool Stands(Run origin, IReadOnlyDictionary<string, double> moved) => Origin == origin && Same(moved, Wanted);

    /// <summary>Lets it come from a run.</summary>
    /// <returns>False when it did already.</returns>
    public bool Begin(Run origin)
    {
        if (Origin == origin) return false;
        Run variant = origin.Called(n => n + mark);
        if (Origin == null)
        {
            Index = source.Runs.Count;
            source.Add(variant);
        }
        else source.Replace(Index, variant);
        (Origin, Shown) = (origin, ViewState.Unmoved);
        return true;
    }

    /// <summary>Keeps what is asked for.</summary>
    public void Want(IReadOnlyDictionary<string, double> moved) => (Wanted, Awaited) = (moved, true);

    /// <summary>Shows a year that was simulated.</summary>
    /// <returns>False when it is another scenario's.</returns>
    public bool Take(LiveYear year)
    {
        if (Origin?.Folder != year.Folder) return false;
        source.Replace(Index, source.Runs[Index].With(year.Tables, year.Indicators));
        (Shown, Awaited) = (year.Moved, !Same(year.Moved, Wanted));
        return true;
    }

    /// <summary>Goes back to what it shows.</summary>
    public void GiveUp() => (Wanted, Awaited) = (Shown, false);
}
