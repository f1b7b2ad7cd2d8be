using TerritoryTwin.Core;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Yaml;

namespace TerritoryTwin.Viewer.App;

/// <summary>The scenario with its sliders moved and measures added: where it comes from, what was asked of it and what it shows. It stands behind the runs that were opened.</summary>
/// <param name="source">The runs.</param> <param name="news">Told what cannot be done.</param> <param name="mark">What its name ends with.</param>
internal sealed class Variant(RunSource source, News news, string mark)
{
    /// <summary>Of B.</summary>
    public const string Mark = " *";
    /// <summary>Of A where it goes with B: the same to the eye.</summary>
    public const string MarkOfA = "\u00a0*";

    private readonly int _opened = source.Runs.Count;
    private readonly Dictionary<string, (ScenarioVariant? Scenario, string Fault)> _scenarios = new(StringComparer.Ordinal);

    /// <summary>Its index among the runs; −1 before anything was changed.</summary>
    public int Index { get; private set; } = -1;
    /// <summary>The run that it comes from; null before anything was changed.</summary>
    public Run? Origin { get; private set; }
    /// <summary>What was asked for.</summary>
    public ScenarioChanges Wanted { get; private set; } = ScenarioChanges.None;
    /// <summary>The changes of what it shows.</summary>
    public ScenarioChanges Shown { get; private set; } = ScenarioChanges.None;
    /// <summary>Whether it shows something older than what was asked for.</summary>
    public bool Awaited { get; private set; }

    /// <summary>The run of a name; that of a variant stands for the run that it comes from.</summary>
    public Run OriginOf(string name)
    {
        if (Origin != null && name == Origin.Name + mark) return Origin;
        int exact = source.IndexOf(name);
        if (exact < 0 && name.EndsWith(mark, StringComparison.Ordinal)) exact = source.IndexOf(name[..^mark.Length]);
        return source.Runs[exact >= 0 && exact < _opened ? exact : _opened - 1];
    }

    /// <summary>The changes that a state asks for, sliders within their bounds. A variant chosen by its name alone is shown as it stands; a run chosen by its name is shown as it was computed.</summary>
    public ScenarioChanges ChangesIn(ViewState state, Run origin)
    {
        if (!state.Changes.Any) return Origin != null && state.B == Origin.Name + mark ? Wanted : ScenarioChanges.None;
        (ScenarioVariant? scenario, string fault) = ScenarioOf(origin);
        if (scenario == null)
        {
            news.Refuse(fault);
            return ScenarioChanges.None;
        }
        foreach (string strange in state.Moved.Keys.Where(k => scenario.Adjustable.All(a => a.Parameter != k))) news.Refuse($"“{origin.Name}” has no slider `{strange}`; it is left out");
        scenario.Restore(new(state.Moved.Where(m => scenario.Adjustable.Any(a => a.Parameter == m.Key) && double.IsFinite(m.Value)).ToDictionary(), [.. state.Added.Where(a => CanAdd(a, scenario, origin))]));
        return scenario.Changes;
    }

    private bool CanAdd(AddedMeasure added, ScenarioVariant scenario, Run origin)
    {
        if (scenario.Addable.FirstOrDefault(a => a.Key == added.Measure) is not { } kind) news.Refuse($"no measure `{added.Measure}` can be added to “{origin.Name}”. {Spelling.Suggest(added.Measure, scenario.Addable.Select(static a => a.Key))}");
        else if (kind.Choice.Length > 0 && added.Keys.TryGetValue(kind.Choice, out string? word) && !kind.Words.Contains(word)) news.Refuse($"`{added.Measure}` is added with `{kind.Choice}: {word}`. {Spelling.Suggest(word, kind.Words)}");
        else if (added.Keys.Keys.FirstOrDefault(k => !kind.Keys.Contains(k)) is { } strangeKey) news.Refuse($"`{added.Measure}` is added with the key `{strangeKey}`, which it does not have. {Spelling.Suggest(strangeKey, kind.Keys)}");
        else if (added.Elements.FirstOrDefault(e => source.IndexOf(kind.OfRoads ? ChosenKind.Roads : ChosenKind.Buildings, e) < 0) is { } strange)
            news.Refuse($"`{added.Measure}` is added for the {(kind.OfRoads ? "road" : "building")} `{strange}`, which this territory does not have");
        else return true;
        return false;
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

    /// <summary>Whether these changes of that run were the last asked for.</summary>
    public bool Stands(Run origin, ScenarioChanges changes) => Origin == origin && changes == Wanted;

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
        (Origin, Shown) = (origin, ScenarioChanges.None);
        return true;
    }

    /// <summary>Keeps what is asked for.</summary>
    public void Want(ScenarioChanges changes) => (Wanted, Awaited) = (changes, true);

    /// <summary>Shows a year that was simulated.</summary>
    /// <returns>False when it is another scenario's.</returns>
    public bool Take(LiveYear year)
    {
        if (Origin?.Folder != year.Folder) return false;
        source.Replace(Index, source.Runs[Index].With(year));
        (Shown, Awaited) = (year.Changes, year.Changes != Wanted);
        return true;
    }

    /// <summary>Goes back to what it shows.</summary>
    public void GiveUp() => (Wanted, Awaited) = (Shown, false);
}
