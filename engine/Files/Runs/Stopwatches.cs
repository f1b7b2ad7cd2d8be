using System.Diagnostics;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Runs;

/// <summary>Adds up the seconds spent in each process of a run.</summary>
public sealed class Stopwatches
{
    private readonly List<(string Process, TimeSpan Elapsed)> _laps = [];

    /// <summary>Does some work and adds its time.</summary>
    public T Time<T>(string process, Func<T> work)
    {
        long began = Stopwatch.GetTimestamp();
        T result = work();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(began);
        int at = _laps.FindIndex(l => l.Process == process);
        if (at < 0) _laps.Add((process, elapsed));
        else _laps[at] = (process, _laps[at].Elapsed + elapsed);
        return result;
    }

    /// <summary>In the order of first use.</summary>
    public IReadOnlyList<Timing> Timings => [.. _laps.Select(l => new Timing(l.Process, Math.Round(l.Elapsed.TotalSeconds, 3)))];
}
