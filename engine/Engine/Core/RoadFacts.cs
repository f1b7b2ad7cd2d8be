namespace TerritoryTwin.Core;

/// <summary>The ways in which vehicles may go along a road.</summary>
public enum RoadDirection
{
    /// <summary>Both.</summary>
    Both,
    /// <summary>From its first point to its last.</summary>
    Forward,
    /// <summary>From its last point to its first.</summary>
    Backward,
}

/// <summary>Who may use a road.</summary>
public enum RoadAccess
{
    /// <summary>Everybody.</summary>
    Yes,
    /// <summary>Those who live, work or deliver there.</summary>
    Private,
    /// <summary>Nobody.</summary>
    No,
}

/// <summary>What a road has for cycles.</summary>
public enum CycleWay
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>A lane on the carriageway, or one shared with buses.</summary>
    Lane,
    /// <summary>A track of their own beside it.</summary>
    Track,
}

/// <summary>What a road is made of.</summary>
public enum RoadSurface
{
    /// <summary>Asphalt, concrete, stones.</summary>
    Paved,
    /// <summary>Gravel, earth, grass.</summary>
    Unpaved,
}

/// <summary>A rule for cars that turn from the end of a road onto another.</summary>
/// <param name="AtEnd">Whether it holds at the last point of the road; else at its first.</param> <param name="Only">Whether cars may turn there onto no other road; else they may not turn onto this one.</param>
/// <param name="To">Id of the other road; of the road itself for turning back.</param>
public readonly record struct TurnRule(bool AtEnd, bool Only, string To);

/// <summary>What the source says of the traffic on a road; null where it says nothing, so that what is typical of its class counts.</summary>
public sealed record RoadFacts
{
    /// <summary>Nothing is said.</summary>
    public static RoadFacts Unsaid { get; } = new();

    /// <summary>Of cars.</summary>
    public Known<RoadDirection>? Direction { get; init; }
    /// <summary>Of cars on the empty road: the limit, or a mean where the source has that [km/h].</summary>
    public Known<double>? Speed { get; init; }
    /// <summary>Lanes of all directions together.</summary>
    public Known<int>? Lanes { get; init; }
    /// <summary>0 on the ground, above on bridges, below in tunnels.</summary>
    public Known<int>? Level { get; init; }
    /// <summary>Whether cars pay.</summary>
    public Known<bool>? Toll { get; init; }
    /// <summary>For cars.</summary>
    public Known<RoadAccess>? Cars { get; init; }
    /// <summary>For cycles.</summary>
    public Known<RoadAccess>? Cycles { get; init; }
    /// <summary>For people on foot.</summary>
    public Known<RoadAccess>? Feet { get; init; }
    /// <summary>For cycles.</summary>
    public Known<CycleWay>? CycleWay { get; init; }
    /// <summary>Of cycles, where it is not that of cars.</summary>
    public Known<RoadDirection>? CycleDirection { get; init; }
    /// <summary>What it is made of.</summary>
    public Known<RoadSurface>? Surface { get; init; }
}
