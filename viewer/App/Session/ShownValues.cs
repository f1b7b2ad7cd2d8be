using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.App;

/// <summary>The values of a variable in a run, from its results or from the background.</summary>
internal sealed class ShownValues(RunSource source, Background background, News news)
{
    private const int CellsOfSample = 20_000;
    private float[]? _none, _noRoads;

    /// <summary>NaN for each building.</summary>
    public float[] None
    {
        get
        {
            if (_none is { } known) return known;
            _none = new float[source.Territory.Buildings.Count];
            Array.Fill(_none, float.NaN);
            return _none;
        }
    }

    // NaN for each road.
    private float[] NoRoads => _noRoads ??= [.. Enumerable.Repeat(float.NaN, source.Territory.Roads.Count)];

    /// <summary>One value a building or, where the variable is about them, a road; NaN where a run has none, or before its first hour is simulated.</summary>
    public float[] Of(Variable? variable, int run) => variable switch
    {
        null or { OnGround: true } => None,
        { Kind: VariableKind.HourlyBuilding } hourly => background.Hour(run)?.Values.GetValueOrDefault(hourly.Name) ?? None,
        { Kind: VariableKind.HourlyRoad } hourly => background.Hour(run)?.Values.GetValueOrDefault(HourlyVariables.NameIn(hourly)) ?? NoRoads,
        { } other => Of(other, source.Runs[run]),
    };

    /// <summary>The values of a variable of results.</summary>
    public float[] Of(Variable variable, Run run) => run.Values(variable, variable.OnRoads ? source.Territory.Roads.Count : source.Territory.Buildings.Count);

    /// <summary>The grid of a variable in an hour; null when the run has none, or none then.</summary>
    public Raster? Grid(Variable? variable, int run, int hour)
    {
        if (variable is not { OnGround: true }) return null;
        if (variable.IsLive) return background.Hour(run) is { } live && live.Values.TryGetValue(LiveSource.KeyOf(Layer.Ground, variable.Name), out float[]? cells) ? new Raster(live.Cells, cells) : null;
        try
        {
            return source.Runs[run].Grid(variable, hour);
        }
        catch (InputException e)
        {
            news.Tell(e.Message);
            return null;
        }
    }

    /// <summary>Some grids of a variable that changes, spread over its times; none where a file is gone.</summary>
    public IReadOnlyList<Raster> Fields(Variable variable, IEnumerable<Run> runs, int most)
    {
        try
        {
            return [.. runs.SelectMany(r => r.Sampled(variable, most))];
        }
        catch (InputException e)
        {
            news.Tell(e.Message);
            return [];
        }
    }

    /// <summary>Some of many cells, spread evenly.</summary>
    public static IEnumerable<float> Thinned(float[] cells) => cells.Where((_, k) => k % (1 + cells.Length / CellsOfSample) == 0);
}
