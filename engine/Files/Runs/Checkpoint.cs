using System.Text.Json;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Indicators;

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
        List<SnapshotArray> arrays = [];
        foreach (Field field in simulation.State) arrays.Add(new(field.Name, field.Quantity.Unit, field.ToArray()));
        AddAll(arrays, "year", simulation.Buildings.Year.Values);
        AddAll(arrays, "series", simulation.Buildings.Series.Values());
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
        double[][] year = simulation.Buildings.Year.Values;
        Field[] fields = [.. simulation.State];
        int series = simulation.Buildings.Series.Values().Length;
        bool fits = Hour is >= 0 and <= Simulation.HoursOfYear
            && fields.All(f => Has<float>(state, f.Name, f.ToArray().Length))
            && Enumerable.Range(0, year.Length).All(k => Has<double>(state, $"year_{k}", year[k].Length))
            && Enumerable.Range(0, series).All(k => Has<double>(state, $"series_{k}", Hour));
        if (!fits) return false;
        foreach (Field field in fields) field.Write(state.Array<float>(field.Name));
        for (int k = 0; k < year.Length; k++) state.Array<double>($"year_{k}").CopyTo(year[k], 0);
        simulation.Buildings.Series.Restore([.. Enumerable.Range(0, series).Select(k => state.Array<double>($"series_{k}"))]);
        simulation.ResumeAt(Hour);
        return true;
    }

    private static bool Has<T>(Snapshot state, string name, int length) where T : unmanaged =>
        state.Arrays.FirstOrDefault(a => a.Name == name)?.Values is T[] values && values.Length == length;

    private static void AddAll(List<SnapshotArray> arrays, string name, double[][] values)
    {
        for (int k = 0; k < values.Length; k++) arrays.Add(new($"{name}_{k}", "", values[k]));
    }
}

/// <summary>What is kept of the years that are done.</summary>
/// <param name="Indicators">Of all of them.</param>
/// <param name="Balances">Of all of them.</param>
public sealed record FinishedYears(IReadOnlyList<Indicator> Indicators, IReadOnlyList<YearBalance> Balances);
