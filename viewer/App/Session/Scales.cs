using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.App;

/// <summary>The legends, each the same for all runs and hours, and while sliders move: found once, from the runs that were opened.</summary>
internal sealed class Scales(RunSource source, ShownValues values, Background background)
{
    private const int FieldsOfSample = 24;
    private readonly int _originals = source.Runs.Count;
    private readonly Dictionary<string, ValueScale> _known = new(StringComparer.Ordinal);

    /// <summary>The legend of a variable.</summary>
    /// <param name="variable">Null: nothing is coloured.</param> <param name="range">Ends that were set by hand; null: from the values.</param> <param name="hour">Shown.</param>
    public ValueScale Of(Variable? variable, FixedRange? range, int hour)
    {
        if (variable is { Classes.Count: > 0 } classed) return ValueScale.OfClasses(0, classed.Map);
        if (range is { } set) return new(set.Low, set.High, variable?.Map ?? ColorMap.Heat, variable?.Unit ?? "1");
        if (variable is null) return new(0, 1, ColorMap.Heat, "1");
        if (_known.TryGetValue(variable.Key, out ValueScale? known)) return known;
        ValueScale scale = variable.IsLive ? OfHours(variable) : ValueScale.Of(Sampled(variable, hour), variable.Quantity.Kind, variable.Map, variable.Unit);
        return _known[variable.Key] = scale;
    }

    /// <summary>Finds the legends of hours anew: another run was simulated.</summary>
    public void ForgetHours()
    {
        foreach (Variable hourly in HourlyVariables.All) _known.Remove(hourly.Key);
    }

    // The ends leave out the rarest values already.
    private ValueScale OfHours(Variable variable)
    {
        (double Low, double High)[] ranges = [.. Enumerable.Range(0, _originals).Select(background.Year).OfType<LiveYear>().Select(y => y.Ranges.GetValueOrDefault(HourlyVariables.NameIn(variable)))];
        return ranges.Length == 0 ? ValueScale.Between(0, 1, variable.Map, variable.Unit) : ValueScale.Between(ranges.Min(r => r.Low), ranges.Max(r => r.High), variable.Map, variable.Unit);
    }

    private IEnumerable<double> Sampled(Variable variable, int hour) => variable.Kind switch
    {
        VariableKind.Grid => Enumerable.Range(0, _originals).Select(run => values.Grid(variable, run, hour)).SelectMany(g => ShownValues.Thinned(g?.Values ?? [])).Select(v => (double)v),
        VariableKind.HourlyGrid => values.Fields(variable, Originals, FieldsOfSample).SelectMany(g => ShownValues.Thinned(g.Values)).Select(v => (double)v),
        _ => Originals.SelectMany(r => values.Of(variable, r)).Select(v => (double)v),
    };

    private IEnumerable<Run> Originals => source.Runs.Take(_originals);
}
