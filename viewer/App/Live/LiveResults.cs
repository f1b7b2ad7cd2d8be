using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;

namespace TerritoryTwin.Viewer.App;

/// <summary>A year that was simulated anew.</summary>
/// <param name="Run">Index of the run.</param>
/// <param name="Folder">Of the run whose scenario was varied.</param>
/// <param name="Changes">Of that scenario.</param>
/// <param name="Tables">Of the year.</param>
/// <param name="Indicators">Of the year.</param>
/// <param name="Months">Of each hourly quantity, means of the months: 12 rows of one value a building.</param>
/// <param name="Ranges">Of each hourly quantity: ends that leave out the rarest values.</param>
public sealed record LiveYear(
    int Run, string Folder, ScenarioChanges Changes, YearTables Tables, IReadOnlyList<Indicator> Indicators,
    IReadOnlyDictionary<string, float[][]> Months, IReadOnlyDictionary<string, (double Low, double High)> Ranges)
{
    /// <summary>What came of each measure that was added.</summary>
    public IReadOnlyList<AddedWorks> Added { get; init; } = [];
    /// <summary>What works have put on the ground.</summary>
    public IReadOnlyList<GroundWork> Ground { get; init; } = [];
}

/// <summary>What came of a measure that was added.</summary>
/// <param name="Elements">Buildings or roads that got works: others needed none, had them already, or no budget was left.</param> <param name="Cost">Of these [€].</param>
public readonly record struct AddedWorks(int Elements, double Cost);

/// <summary>Values of buildings and ground in one hour.</summary>
/// <param name="Run">Index of the run.</param> <param name="Hour">Of the year.</param>
/// <param name="Values">By <see cref="LiveSource.KeyOf"/>, one a building, a road or a cell.</param> <param name="Cells">Those of the ground.</param>
public sealed record LiveHour(int Run, int Hour, IReadOnlyDictionary<string, float[]> Values, Grid Cells)
{
    /// <summary>The road that was asked about; −1: none.</summary>
    public int Road { get; init; } = -1;
    /// <summary>Its hour, explained; null where there is nothing to explain.</summary>
    public Explanation? Why { get; init; }
}

/// <summary>What could not be simulated, and why.</summary>
/// <param name="Run">Index of the run.</param>
/// <param name="Changes">The changes that were asked for; null when hours were.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record LiveFault(int Run, ScenarioChanges? Changes, string Message);
