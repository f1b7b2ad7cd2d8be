using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Runs;

/// <summary>Where a run stands: the years that are done, and the state of the one that is not.</summary>
/// <param name="Run">Identifies scenario, territory, weather and engine: a checkpoint of another run is never resumed.</param>
/// <param name="Done">Indicators and balances of finished years.</param>
/// <param name="YearIndex">Index of the year in work among the simulated ones.</param>
/// <param name="Hour">Hours of it that are done.</param>
public sealed record Checkpoint(string Run, FinishedYears Done, int YearIndex, int Hour)
{
    /// <summary>Saves the run; aside, then renamed.</summary>
    public void Save(string path, Simulation simulation)
    {
        Moment moment = simulation.Save();
        List<SnapshotArray> arrays = [.. moment.State.Concat(moment.Sums!).Select(f => new SnapshotArray(f.Key, "", f.Value))];
        foreach ((string process, double[][] series) in moment.Series!)
            for (int k = 0; k < series.Length; k++) arrays.Add(new(SeriesName(process, k), "", series[k]));
        Snapshot.Write(path, new(
            new Dictionary<string, object>
            {
                ["run"] = Run,
                ["done"] = JsonSerializer.Serialize(Done, RunRecord.Options),
                ["year_index"] = (long)YearIndex,
                ["hour"] = (long)Hour,
            },
            arrays));
    }

    /// <summary>The checkpoint of this run; null when there is none that can be used, which costs time and nothing else.</summary>
    public static (Checkpoint Checkpoint, Snapshot State)? Find(string path, string run)
    {
        if (!File.Exists(path)) return null;
        try
        {
            Snapshot snapshot = Snapshot.Read(path);
            if ((string)snapshot.Facts["run"] != run) return null;
            FinishedYears done = JsonSerializer.Deserialize<FinishedYears>((string)snapshot.Facts["done"], RunRecord.Options)!;
            long year = (long)snapshot.Facts["year_index"], hour = (long)snapshot.Facts["hour"];
            return year is < 0 or > 1000 || hour is < 0 or > Simulation.HoursOfYear ? null : (new(run, done, (int)year, (int)hour), snapshot);
        }
        catch (Exception e) when (e is InputException or JsonException or KeyNotFoundException or InvalidCastException)
        {
            return null;
        }
    }

    /// <summary>Puts the saved state back; false when it does not fit, and the year must begin anew.</summary>
    public bool TryRestore(Snapshot state, Simulation simulation)
    {
        Dictionary<string, float[]> fields = state.Arrays.Where(a => a.Values is float[]).ToDictionary(a => a.Name, a => (float[])a.Values, StringComparer.Ordinal);
        Dictionary<string, double[]> doubles = state.Arrays.Where(a => a.Values is double[]).ToDictionary(a => a.Name, a => (double[])a.Values, StringComparer.Ordinal);
        Dictionary<string, double[][]> series = simulation.Processes.ToDictionary(
            p => p.Key, p => (double[][])[.. Enumerable.Range(0, int.MaxValue).Select(k => doubles.GetValueOrDefault(SeriesName(p.Key, k))).TakeWhile(v => v != null).Select(v => v!)], StringComparer.Ordinal);
        return simulation.TryGoTo(new(Hour, fields, fields, series));
    }

    private static string SeriesName(string process, int k) => $"{process}/series_{k}";
}

/// <summary>What is kept of the years that are done.</summary>
/// <param name="Indicators">Of all of them.</param>
/// <param name="Balances">Of all of them.</param>
public sealed record FinishedYears(IReadOnlyList<Indicator> Indicators, IReadOnlyList<YearBalance> Balances);
