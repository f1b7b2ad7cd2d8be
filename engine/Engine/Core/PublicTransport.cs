namespace TerritoryTwin.Core;

/// <summary>Public transport of a territory by timetable: what runs on a weekday, a Saturday and a Sunday, of vehicles that come by it.</summary>
/// <param name="Feed">Where it is from, for people: file and operators.</param> <param name="Stops">Where these vehicles halt, in the territory and beyond.</param> <param name="Lines">Which trips name.</param> <param name="Changes">What operators say of changes.</param>
/// <param name="Weekday">A day from Monday to Friday.</param> <param name="Saturday">Null where nothing runs.</param> <param name="Sunday">Null where nothing runs.</param>
public sealed record PublicTransport(
    string Feed, IReadOnlyList<TransitStop> Stops, IReadOnlyList<TransitLine> Lines, IReadOnlyList<TransitChange> Changes, ServiceDay Weekday, ServiceDay? Saturday, ServiceDay? Sunday)
{
    /// <summary>A vehicle comes by the territory that halts this near to the middle of a building [m], in a straight line: beyond it nobody walks to a stop.</summary>
    public const double Near = 800 / 1.3;

    /// <summary>The days that there are, with the words by which files name them.</summary>
    public IEnumerable<(string Name, ServiceDay Day)> Days => new[] { ("weekday", Weekday), ("saturday", Saturday), ("sunday", Sunday) }.Where(static d => d.Item2 != null).Select(static d => (d.Item1, d.Item2!));
}

/// <summary>A day of service.</summary>
/// <param name="Date">Whose timetable it is.</param> <param name="Trips">Runs of vehicles.</param>
public sealed record ServiceDay(DateOnly Date, IReadOnlyList<TransitTrip> Trips);

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
public sealed record TransitTrip(string Id, int Line, TransitVehicle Vehicle, IReadOnlyList<TransitCall> Calls)
{
    /// <summary>How its times are known, with a confidence from 0 to 1.</summary>
    public (Source Source, float Confidence) OfTimes { get; init; } = (Source.Measured, 0.95f);

    /// <summary>How its vehicle is known.</summary>
    public (Source Source, float Confidence) OfVehicle { get; init; } = (Source.Guessed, 0.2f);
}

/// <summary>What an operator says of a change between two stops, in place of what walking gives.</summary>
/// <param name="From">Index of the stop at which people get off.</param> <param name="To">Of that at which they get on; may be the same.</param>
/// <param name="Seconds">Least time from arrival to departure [s]; null where the change cannot be made.</param>
public readonly record struct TransitChange(int From, int To, int? Seconds);
