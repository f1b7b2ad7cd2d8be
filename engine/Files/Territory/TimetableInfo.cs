using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Territories;

/// <summary>A day of service.</summary>
/// <param name="Day"><c>weekday</c>, <c>saturday</c> or <c>sunday</c>.</param> <param name="Date">Whose timetable it is; null where nothing runs.</param> <param name="Lines">That run.</param> <param name="Trips">Runs of vehicles.</param>
public sealed record TimetableDay(string Day, DateOnly? Date, int Lines, int Trips)
{
    /// <summary>For people.</summary>
    public override string ToString() => Date is { } date ? string.Create(CultureInfo.InvariantCulture, $"{Day}: {date:yyyy-MM-dd}, {Trips:N0} trips of {Lines:N0} lines") : $"{Day}: no service";
}

/// <summary>Public transport of a territory by timetable.</summary>
public sealed record TimetableInfo
{
    /// <summary>A stop is off the network that is farther than this from every road that people may walk on [m].</summary>
    public const double Far = 100;

    /// <summary>Where it is from.</summary>
    public required string Feed { get; init; }
    /// <summary>Where these vehicles halt, in the territory and beyond.</summary>
    public required int Stops { get; init; }
    /// <summary>Of them, within reach of a building.</summary>
    public required int StopsHere { get; init; }
    /// <summary>Lines.</summary>
    public required int Lines { get; init; }
    /// <summary>A weekday, a Saturday, a Sunday.</summary>
    public required IReadOnlyList<TimetableDay> Days { get; init; }
    /// <summary>Stops within reach of a building that no road comes near on which people may walk, by id; all of these where there are no roads.</summary>
    public required IReadOnlyList<string> OffNetwork { get; init; }

    /// <summary>Describes public transport as a territory has it.</summary>
    public static TimetableInfo Describe(PublicTransport transport, Territory territory)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(territory);
        NearBuildings buildings = new(territory);
        TransitStop[] here = [.. transport.Stops.Where(s => buildings.Includes(s.X, s.Y))];
        RoadNetwork network = RoadNetwork.Of(territory);
        Boxes<(Road Road, int At)> ways = new(Far);
        for (int r = 0; r < network.Roads.Count; r++)
        {
            Road road = network.Roads[r];
            if (!network.Allows(Mode.Walk, r)) continue;
            for (int k = 1; k < road.X.Length; k++)
                ways.Add((road, k), Math.Min(road.X[k - 1], road.X[k]), Math.Min(road.Y[k - 1], road.Y[k]), Math.Max(road.X[k - 1], road.X[k]), Math.Max(road.Y[k - 1], road.Y[k]));
        }
        return new()
        {
            Feed = transport.Feed, Stops = transport.Stops.Count, StopsHere = here.Length, Lines = transport.Lines.Count,
            Days = [Of("weekday", transport.Weekday), Of("saturday", transport.Saturday), Of("sunday", transport.Sunday)],
            OffNetwork = [.. here.Where(s => !ways.Near(s.X, s.Y, Far).Any(w => Polygon.SquareTo(w.Road.X[w.At - 1], w.Road.Y[w.At - 1], w.Road.X[w.At], w.Road.Y[w.At], s.X, s.Y) <= Far * Far)).Select(static s => s.Id)],
        };
    }

    private static TimetableDay Of(string name, ServiceDay? day) => new(name, day?.Date, day?.Trips.Select(static t => t.Line).Distinct().Count() ?? 0, day?.Trips.Count ?? 0);
}
