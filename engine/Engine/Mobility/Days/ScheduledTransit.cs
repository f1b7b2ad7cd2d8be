using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>What public transport offers by the timetable of a territory and by lines that measures draw; where neither is, the service that is usual. docs/physics/mobility.md.</summary>
public sealed class ScheduledTransit
{
    /// <summary>A change of vehicle is disliked as so many minutes beside its time [s] (Wardman and Whelan 2011, orders of magnitude).</summary>
    private const int Boarding = 240;
    private const int Halt = 20, HoursOfDay = 24, FirstHour = 6, EveningHour = 20, LastHour = 23;
    /// <summary>A part of the day in which fewer find a way, or in which they wait longer than that for the first bus [s], has no line.</summary>
    private const double LeastServed = 0.5, LongestBefore = 2400;

    // Parts of the day in which lines that are drawn run alike; hours of the clock.
    private static readonly (int From, int To)[] Parts = [(0, FirstHour), (FirstHour, 9), (9, 16), (16, 19), (19, EveningHour), (EveningHour, LastHour), (LastHour, HoursOfDay)];
    private static readonly (int From, int To)[] Hours = [.. Enumerable.Range(0, HoursOfDay).Select(static h => (h, h + 1))];

    private readonly Territory _territory;
    private readonly TravelZones _zones;
    private readonly RoadNetwork _network;
    private readonly TransitSkim _usual;
    private readonly Lazy<TransitSkim[]>[] _days;

    /// <summary>Of a territory; days are found when they are asked for.</summary>
    /// <param name="territory">Its timetable and lines.</param> <param name="zones">Places.</param> <param name="network">Where they are.</param> <param name="usual">The service that places of its size have.</param>
    public ScheduledTransit(Territory territory, TravelZones zones, RoadNetwork network, TransitSkim usual)
    {
        ArgumentNullException.ThrowIfNull(territory);
        ArgumentNullException.ThrowIfNull(zones);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(usual);
        (_territory, _zones, _network, _usual) = (territory, zones, network, usual);
        StopsOutside = territory.PublicTransport is { } transport ? OutsideStops.Of(zones, network, transport.Stops) : [.. Enumerable.Range(0, zones.Places).Select(static _ => Array.Empty<int>())];
        Lazy<TransitSkim[]> everyDay = new(() => Drawn(new([], [], [], new TransitWalking()), [.. Enumerable.Repeat(usual, HoursOfDay)], Parts, byTimetable: false));
        _days = [.. Enum.GetValues<DayKind>().Select(kind => territory.PublicTransport == null ? everyDay : new Lazy<TransitSkim[]>(() => ByTimetable(territory.PublicTransport, kind)))];
    }

    /// <summary>Stops of the timetable that stand for each place beyond the limit, by index; none for zones, and for places to which it does not go.</summary>
    public IReadOnlyList<int[]> StopsOutside { get; }

    /// <summary>A kind of day, in each hour of the clock.</summary>
    public TransitSkim[] On(DayKind kind) => _days[(int)kind].Value;

    private TransitSkim[] ByTimetable(PublicTransport transport, DayKind kind)
    {
        ServiceDay? day = kind switch { DayKind.Weekday => transport.Weekday, DayKind.Saturday => transport.Saturday, _ => transport.Sunday };
        Timetable timetable = new(transport.Stops, transport.Lines, day?.Trips ?? [], new TransitWalking(), transport.Changes);
        TransitSkim[] without = [.. Enumerable.Repeat(WithoutUsual(), HoursOfDay)];
        return Drawn(timetable, Beside(timetable, without, Hours, byTimetable: true), Hours, byTimetable: true);
    }

    // Lines that are drawn may be changed to and from those of a timetable.
    private TransitSkim[] Drawn(Timetable timetable, TransitSkim[] others, (int, int)[] parts, bool byTimetable) =>
        _territory.Lines.Count == 0 ? others : Beside(timetable.With(_territory.Lines.Select(static (line, n) => Drawn(line, $"drawn {n + 1}"))), others, parts, byTimetable);

    // What is usual stays where no timetable goes: between the outside and the places to which it leads no line.
    private TransitSkim WithoutUsual()
    {
        TransitSkim skim = Copy(_usual);
        for (int from = 0; from < _zones.Places; from++)
            for (int to = 0; to < _zones.Places; to++)
            {
                bool known = _zones.IsOutside(from) ? !_zones.IsOutside(to) && StopsOutside[from].Length > 0 : !_zones.IsOutside(to) || StopsOutside[to].Length > 0;
                if (known) skim.Riding[from * _zones.Places + to] = skim.Walking[from * _zones.Places + to] = skim.Waiting[from * _zones.Places + to] = double.PositiveInfinity;
            }
        return skim;
    }

    // Of each pair of places and part of the day, the better of both.
    private TransitSkim[] Beside(Timetable timetable, TransitSkim[] others, (int From, int To)[] parts, bool byTimetable)
    {
        TransitSkim[] better = [.. parts.Select(p => Copy(others[p.From]))];
        bool[] changed = new bool[parts.Length];
        StopReach[][] reach = [.. Enumerable.Range(0, byTimetable ? _zones.Places : _zones.Zones).Select(place => ReachOf(timetable, place))];
        DayPeriod[] periods = [.. parts.Select(static p => new DayPeriod(3600 * p.From, 3600 * p.To))];
        new TransitSkims(timetable, reach).Mean(reach, periods, new TransitChoice(Boarding), (part, from, to, service) =>
        {
            if (from == to || (_zones.IsOutside(from) && _zones.IsOutside(to))) return;
            if (Take(better[part], from * _zones.Places + to, service, byTimetable)) changed[part] = true;
        });
        return [.. Enumerable.Range(0, HoursOfDay).Select(h => (Hour: h, Part: Array.FindIndex(parts, p => h < p.To))).Select(h => changed[h.Part] ? better[h.Part] : others[h.Hour])];
    }

    private StopReach[] ReachOf(Timetable timetable, int place)
    {
        if (_zones.IsOutside(place)) return [.. StopsOutside[place].Select(static stop => new StopReach(stop, (int)(60 * UsualTransit.AtOtherEnd)))];
        (double x, double y) = _network.PlaceOf(_zones.Feet[place]);
        return timetable.Near(x, y);
    }

    private static bool Take(TransitSkim skim, int k, TransitService s, bool byTimetable)
    {
        if (!(s.Served >= LeastServed) || !(s.Boardings > 0) || s.WaitBefore > LongestBefore) return false;
        double waiting = Math.Min(UsualTransit.LongestWait, s.WaitBefore / 60) + s.WaitBetween / 60, riding = s.Ride / 60, walking = s.Walk / 60, disliked = Math.Max(0, s.Dislike / 60 - Boarding / 60.0);
        if (byTimetable) disliked += UsualTransit.OfHeadway * Math.Max(0, 2 * s.WaitBefore / 60 - 2 * UsualTransit.LongestWait);      // people wait half a headway in the mean
        if (Felt(riding + disliked, walking, waiting) >= Felt(skim.Riding[k] + skim.Disliked[k], skim.Walking[k], skim.Waiting[k])) return false;
        (skim.Riding[k], skim.Walking[k], skim.Waiting[k], skim.Disliked[k]) = (riding, walking, waiting, disliked);
        return true;
    }

    private static TransitSkim Copy(TransitSkim skim) => new([.. skim.Riding], [.. skim.Walking], [.. skim.Waiting], [.. skim.Disliked]);

    private static double Felt(double riding, double walking, double waiting) => riding + ModeChoice.ToStops * walking + ModeChoice.Waiting * waiting;

    /// <summary>A line with its stops and times.</summary>
    /// <param name="line">As a measure draws it.</param> <param name="id">Unique.</param>
    public static DrawnLine Drawn(BusLine line, string id) => new(
        id, line.Name, [.. line.X.Zip(line.Y)], line.Spacing,
        [.. Enumerable.Range(0, HoursOfDay).Select(h => h is < FirstHour or >= LastHour ? 0 : (int)(h >= EveningHour ? 2 * line.Headway : line.Headway))], line.Speed / 3.6, Halt, TransitVehicle.Bus);
}
