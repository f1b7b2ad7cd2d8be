namespace TerritoryTwin.Core;

/// <summary>What tree crowns let through of the light from behind them.</summary>
/// <remarks>
/// A maple in leaf keeps about 80 % of the sun from a wall, a leafless one nearly 40 % (Heisler 1986, Urban Ecology 9, 337–359).
/// Evergreens and the months of budding are not told apart.
/// </remarks>
public static class Canopy
{
    /// <summary>Transmissivity in leaf.</summary>
    public const double InLeaf = 0.2;
    /// <summary>Transmissivity without leaves.</summary>
    public const double Leafless = 0.6;

    private const int LeavesOpen = 105, LeavesFall = 305;                // mid April, the first of November

    /// <summary>Transmissivity at an hour of the year; the seasons change sides at the equator.</summary>
    /// <param name="hour">0 = the first of January.</param>
    /// <param name="latitude">[°], north positive.</param>
    public static double Transmissivity(int hour, double latitude)
    {
        int day = (hour / 24 + 1 + (latitude < 0 ? 182 : 0)) % 365;
        return day is >= LeavesOpen and < LeavesFall ? InLeaf : Leafless;
    }
}
