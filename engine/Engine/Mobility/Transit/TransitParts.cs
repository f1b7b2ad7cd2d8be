namespace TerritoryTwin.Mobility;

/// <summary>How people walk to stops and between them, in straight lines lengthened by a factor.</summary>
/// <param name="Speed">Of walking [m/s].</param> <param name="Detour">Length of ways over the straight line, from 1.</param>
/// <param name="ToStop">Longest way from a place to a stop and back [m].</param> <param name="BetweenStops">Longest way between two vehicles [m].</param>
/// <param name="ChangeTime">Least time between getting off and the departure of the next vehicle, beside walking [s], from 1.</param>
/// <remarks>Speed: Weidmann (1993), 1.34 m/s in the mean. Detour, ways and the time to change are choices: docs/physics/public-transport.md.</remarks>
public sealed record TransitWalking(double Speed = 1.34, double Detour = 1.3, double ToStop = 800, double BetweenStops = 400, int ChangeTime = 60)
{
    /// <summary>Time for a straight distance [s], whole seconds upwards.</summary>
    public int Time(double distance) => (int)Math.Ceiling(distance * Detour / Speed);
}

/// <summary>A stop that a place is joined to on foot.</summary>
/// <param name="Stop">Index.</param> <param name="Walk">[s].</param>
public readonly record struct StopReach(int Stop, int Walk);

/// <summary>A way from getting off at a stop to getting on at one.</summary>
/// <param name="To">Index of the stop at which people get on.</param> <param name="Walk">Part of the time that is walked [s].</param> <param name="Change">Least time from arrival to departure [s], from 1.</param>
public readonly record struct StopPath(int To, int Walk, int Change);
