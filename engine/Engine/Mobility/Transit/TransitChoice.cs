namespace TerritoryTwin.Mobility;

/// <summary>What people weigh when they choose between ways: a way is as good as its arrival, later by what they dislike on it.</summary>
/// <param name="BoardingPenalty">Time that getting into a vehicle is worth, beside the time itself [s], 0 to 7200. With 0 ways are those of earliest arrival.</param>
/// <param name="Discomfort">Time that a ride on each connection is worth beside its own [s], from 0: crowding. None without it.</param>
/// <remarks>Among ways that are as good, those with fewest rides are taken, then those that leave last. docs/physics/public-transport.md, eq. 3.</remarks>
public sealed record TransitChoice(int BoardingPenalty = 0, int[]? Discomfort = null)
{
    /// <summary>Greatest penalty and greatest discomfort of a connection [s].</summary>
    public const int Most = 7200;

    internal void Refuse(Timetable timetable)
    {
        if (BoardingPenalty is < 0 or > Most) throw new ArgumentOutOfRangeException(nameof(BoardingPenalty), BoardingPenalty, $"expected 0 to {Most} s");
        if (Discomfort is null) return;
        if (Discomfort.Length != timetable.Connections) throw new ArgumentException($"{Discomfort.Length} discomforts; there are {timetable.Connections} connections", nameof(Discomfort));
        foreach (int discomfort in Discomfort)
            if (discomfort is < 0 or > Most) throw new ArgumentOutOfRangeException(nameof(Discomfort), discomfort, $"expected 0 to {Most} s on a connection");
    }
}
