using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Transit;

/// <summary>What a territory keeps of a feed.</summary>
internal sealed partial class GtfsFeed
{
    private static readonly DayOfWeek[] MondayToFriday = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Of the weekday, the Saturday and the Sunday on which most vehicles come by a territory, these vehicles; and what was done, by rule with ids.</summary>
    /// <exception cref="InputException">None does on a weekday.</exception>
    public (PublicTransport Kept, IReadOnlyList<NetworkRepair> Found) By(Territory territory)
    {
        bool[] near = Near(territory);
        int[] by = [.. Enumerable.Range(0, _trips.Count).Where(t => _calls[t].Exists(c => near[c.Stop]))];
        if (by.Length == 0) throw NothingComesBy(territory);
        DateOnly weekday = Busiest(by, MondayToFriday) ?? throw InputFile.Fault(
            _files.Path, $"no trip that comes by {territory.Name} on any weekday; there are some from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}", "one from Monday to Friday", "Give the feed of another period.");
        DateOnly? saturday = Busiest(by, [DayOfWeek.Saturday]), sunday = Busiest(by, [DayOfWeek.Sunday]);

        List<NetworkRepair> found = [.. _mended];
        foreach ((string day, DateOnly? date) in new[] { ("Saturday", saturday), ("Sunday", sunday) })
            if (date == null) found.Add(new("day-without-service", $"no vehicle comes by on any {day} from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}", [day]));
        HashSet<int> kept = [.. by], lines = [.. by.Select(t => _trips[t].Line)];
        Add(found, "trip-elsewhere", "never comes by a building of the territory; left out", Enumerable.Range(0, _trips.Count).Where(t => !kept.Contains(t)).Select(t => _trips[t].Id));
        Add(found, "line-elsewhere", "none of its vehicles comes by a building of the territory; left out", Enumerable.Range(0, _lines.Count).Where(l => !lines.Contains(l)).Select(l => _lines[l].Id));

        ServiceDay[] days = [.. new[] { weekday, saturday, sunday }.OfType<DateOnly>().Select(date => new ServiceDay(date, RunsOn(date, by).Runs))];
        int[] stops = [.. days.SelectMany(static d => d.Trips).SelectMany(static t => t.Calls).Select(static c => c.Stop).Distinct().Order()], used = [.. days.SelectMany(static d => d.Trips).Select(static t => t.Line).Distinct().Order()];
        Dictionary<int, int> stopAt = Places(stops), lineAt = Places(used);
        Add(found, "stop-elsewhere", "none of these vehicles halts there on the days that are kept; left out", Enumerable.Range(0, _stops.Count).Where(s => !stopAt.ContainsKey(s)).Select(s => _stops[s].Id));
        Queue<ServiceDay> inOrder = new(days.Select(d => d with { Trips = [.. d.Trips.Select(t => t with { Line = lineAt[t.Line], Calls = [.. t.Calls.Select(c => c with { Stop = stopAt[c.Stop] })] })] }));
        PublicTransport transport = new(
            $"{Path.GetFileName(_files.Path)}: {string.Join(", ", _agencies.Distinct())}, {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}", [.. stops.Select(s => _stops[s])], [.. used.Select(l => _lines[l])],
            [.. _changes.Where(c => stopAt.ContainsKey(c.From) && stopAt.ContainsKey(c.To)).Select(c => c with { From = stopAt[c.From], To = stopAt[c.To] })],
            inOrder.Dequeue(), saturday == null ? null : inOrder.Dequeue(), sunday == null ? null : inOrder.Dequeue());
        return (transport, found);
    }

    private bool[] Near(Territory territory)
    {
        NearBuildings buildings = new(territory);
        return [.. _stops.Select(s => buildings.Includes(s.X, s.Y))];
    }

    private InputException NothingComesBy(Territory territory)
    {
        (double west, double east, double south, double north) = (_stops.Min(static s => s.X), _stops.Max(static s => s.X), _stops.Min(static s => s.Y), _stops.Max(static s => s.Y));
        (double x, double y) = territory.Buildings[0].Footprint.Outer.Middle;
        return InputFile.Fault(
            _files.Path, $"no trip that halts within {PublicTransport.Near:0} m of a building of {territory.Name}: its {_stops.Count} stops, such as {string.Join(", ", _stops.Take(5).Select(static s => s.Id))}, lie at x {west:0} to {east:0}, y {south:0} to {north:0}, a building at {x:0}, {y:0} (EPSG:{territory.Epsg})",
            "a feed of the place", "Take that, or mend `stop_lat` and `stop_lon`, which are degrees of WGS 84.");
    }

    private static void Add(List<NetworkRepair> found, string rule, string done, IEnumerable<string> ids)
    {
        string[] all = [.. ids];
        if (all.Length > 0) found.Add(new(rule, done, all));
    }

    private static Dictionary<int, int> Places(int[] kept) => kept.Select(static (old, now) => (old, now)).ToDictionary(static p => p.old, static p => p.now);
}
