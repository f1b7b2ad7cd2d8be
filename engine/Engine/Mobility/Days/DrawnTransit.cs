using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What lines that measures draw offer beside the service that there is: of each pair of places and part of the day, the better of both. docs/physics/mobility.md.</summary>
public static class DrawnTransit
{
    /// <summary>A change of vehicle is disliked as so many minutes beside its time [s] (Wardman and Whelan 2011, orders of magnitude).</summary>
    private const int Boarding = 240;
    private const int Halt = 20, HoursOfDay = 24, FirstHour = 6, EveningHour = 20, LastHour = 23;
    /// <summary>Of a part of the day: a line on which fewer find a way is none.</summary>
    private const double LeastServed = 0.5;

    // Parts of the day in which service is alike; hours of the clock.
    private static readonly (int From, int To)[] Parts = [(0, FirstHour), (FirstHour, 9), (9, 16), (16, 19), (19, EveningHour), (EveningHour, LastHour), (LastHour, HoursOfDay)];

    /// <summary>In each hour of the clock.</summary>
    /// <param name="territory">Its lines.</param> <param name="zones">Places; those outside are not served.</param> <param name="network">Where zones are.</param> <param name="usual">The service that there is.</param>
    public static TransitSkim[] Beside(Territory territory, TravelZones zones, RoadNetwork network, TransitSkim usual)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(usual);
        if (territory.Lines.Count == 0) return [.. Enumerable.Repeat(usual, HoursOfDay)];
        Timetable timetable = new Timetable([], [], [], new TransitWalking()).With(territory.Lines.Select(Drawn));
        StopReach[][] reach = [.. Enumerable.Range(0, zones.Zones).Select(z => timetable.Near(network.PlaceOf(zones.From[z]).X, network.PlaceOf(zones.From[z]).Y))];
        TransitService[,,] services = new TransitSkims(timetable, reach).Mean(reach, [.. Parts.Select(static p => new DayPeriod(3600 * p.From, 3600 * p.To))], new TransitChoice(Boarding));
        TransitSkim[] parts = [.. Parts.Select((_, part) => Better(zones, usual, services, part))];
        return [.. Enumerable.Range(0, HoursOfDay).Select(h => parts[Array.FindIndex(Parts, p => h < p.To)])];
    }

    private static TransitSkim Better(TravelZones zones, TransitSkim usual, TransitService[,,] services, int part)
    {
        TransitSkim skim = new([.. usual.Riding], [.. usual.Walking], [.. usual.Waiting]);
        for (int from = 0; from < zones.Zones; from++)
            for (int to = 0; to < zones.Zones; to++)
            {
                TransitService s = services[part, from, to];
                int k = from * zones.Places + to;
                if (from == to || !(s.Served >= LeastServed) || !(s.Boardings > 0)) continue;
                double waiting = Math.Min(UsualTransit.LongestWait, s.WaitBefore / 60) + s.WaitBetween / 60, riding = s.Ride / 60, walking = s.Walk / 60, changing = Math.Max(0, s.Dislike / 60 - Boarding / 60.0);
                if (Felt(riding + changing, walking, waiting) >= Felt(skim.Riding[k], skim.Walking[k], skim.Waiting[k])) continue;
                (skim.Riding[k], skim.Walking[k], skim.Waiting[k]) = (riding + changing, walking, waiting);
            }
        return skim;
    }

    private static double Felt(double riding, double walking, double waiting) => riding + ModeChoice.ToStops * walking + ModeChoice.Waiting * waiting;

    private static DrawnLine Drawn(BusLine line) => new(
        line.Name, line.Name, [.. line.X.Zip(line.Y)], line.Spacing,
        [.. Enumerable.Range(0, HoursOfDay).Select(h => h is < FirstHour or >= LastHour ? 0 : (int)(h >= EveningHour ? 2 * line.Headway : line.Headway))], line.Speed / 3.6, Halt, TransitVehicle.Bus);
}
