namespace TerritoryTwin.Mobility;

/// <summary>A place at which vehicles of public transport halt: one platform or post, not a station of several.</summary>
/// <param name="Id">Of its source, for messages; stops of a timetable have ids of their own.</param> <param name="Name">For people.</param>
/// <param name="X">East [m].</param> <param name="Y">North [m].</param> <param name="Station">What it is a part of, by id; empty where it stands alone. Between the stops of a station people walk however far they are apart.</param>
public sealed record TransitStop(string Id, string Name, double X, double Y, string Station = "");

/// <summary>A line of public transport, as people know it.</summary>
/// <param name="Id">Of its source.</param> <param name="Name">For people.</param>
public sealed record TransitLine(string Id, string Name);

/// <summary>What a vehicle holds.</summary>
/// <param name="Seats">People who sit, from 1.</param> <param name="Places">People who sit or stand, four to the square metre of what seats leave free; at least as many as seats.</param>
public sealed record TransitVehicle(int Seats, int Places)
{
    /// <summary>A bus of 12 m, where nothing is known: 30 seats, 90 places. A guess of the size that makers give.</summary>
    public static TransitVehicle Bus { get; } = new(30, 90);

    /// <summary>A tram of about 32 m, where nothing is known: 50 seats, 200 places. A guess of the size that makers give.</summary>
    public static TransitVehicle Tram { get; } = new(50, 200);

    /// <summary>A train, where nothing is known: 200 seats, 400 places. A guess of the size that makers give.</summary>
    public static TransitVehicle Train { get; } = new(200, 400);

    /// <summary>Floor on which people stand [m²].</summary>
    public double StandingArea => (Places - Seats) / StandingDensity;

    /// <summary>People on a square metre of floor by which makers count places [1/m²].</summary>
    public const double StandingDensity = 4;
}

/// <summary>A halt of a trip. Times are seconds after midnight of the day that the timetable is for; those of the day after are above 86,400, those of the day before negative.</summary>
/// <param name="Stop">Index of the stop.</param> <param name="Arrival">[s].</param> <param name="Departure">At least the arrival [s].</param> <param name="Boards">Whether people may get on.</param> <param name="Alights">Whether they may get off.</param>
public readonly record struct TransitCall(int Stop, int Arrival, int Departure, bool Boards = true, bool Alights = true);

/// <summary>One run of a vehicle.</summary>
/// <param name="Id">Of its source.</param> <param name="Line">Index of its line.</param> <param name="Vehicle">What it holds.</param> <param name="Calls">Two and more, in their order.</param>
public sealed record TransitTrip(string Id, int Line, TransitVehicle Vehicle, IReadOnlyList<TransitCall> Calls);

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

/// <summary>What an operator says of a change between two stops, in place of what walking gives.</summary>
/// <param name="From">Index of the stop at which people get off.</param> <param name="To">Of that at which they get on; may be the same.</param>
/// <param name="Seconds">Least time from arrival to departure [s]; null where the change cannot be made.</param>
public readonly record struct TransitChange(int From, int To, int? Seconds);

/// <summary>A stop that a place is joined to on foot.</summary>
/// <param name="Stop">Index.</param> <param name="Walk">[s].</param>
public readonly record struct StopReach(int Stop, int Walk);

/// <summary>A way from getting off at a stop to getting on at one.</summary>
/// <param name="To">Index of the stop at which people get on.</param> <param name="Walk">Part of the time that is walked [s].</param> <param name="Change">Least time from arrival to departure [s], from 1.</param>
public readonly record struct StopPath(int To, int Walk, int Change);
