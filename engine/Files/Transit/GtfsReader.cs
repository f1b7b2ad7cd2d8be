using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Transit;

/// <summary>What a timetable was made from.</summary>
/// <param name="Agencies">Names of operators.</param> <param name="Lines">Lines that run on the day.</param> <param name="Trips">Runs of vehicles, those of a headway counted one by one, and those of the day before that end after midnight.</param>
/// <param name="Stops">Platforms and posts.</param> <param name="StopsServed">Those at which a vehicle halts on the day.</param> <param name="Connections">Rides from one halt to the next.</param>
/// <param name="First">First departure [s after midnight].</param> <param name="Last">Last arrival [s after midnight].</param>
/// <param name="Day">The day.</param> <param name="Rule">How it was chosen, for people.</param> <param name="FirstDay">First on which anything runs.</param> <param name="LastDay">Last on which anything runs.</param>
/// <param name="Mended">What was done to the feed, by rule, with ids.</param>
public sealed record TimetableReport(
    IReadOnlyList<string> Agencies, int Lines, int Trips, int Stops, int StopsServed, int Connections, int First, int Last, DateOnly Day, string Rule, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<NetworkRepair> Mended);

/// <summary>
/// Reads public transport of a day from a GTFS feed (<see href="https://gtfs.org/documentation/schedule/reference/">reference</see>), a zip or a folder of its tables. All faults are told at once, with file, line and ids; what is mended is reported by rule.
/// </summary>
public static class GtfsReader
{
    /// <summary>Reads a day of a feed.</summary>
    /// <param name="path">Zip or folder.</param> <param name="plan">Coordinates of the territory, in metres.</param> <param name="walking">How people walk.</param>
    /// <param name="day">Day of service; without it the Tuesday with most trips, the first of those with as many.</param>
    /// <exception cref="InputException">The feed cannot be read; all its faults.</exception>
    public static (Timetable Timetable, TimetableReport Report) Read(string path, Crs plan, TransitWalking walking, DateOnly? day = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        GtfsFeed feed = Open(path, plan);
        (DateOnly chosen, string rule) = day is { } given ? (given, $"{given:yyyy-MM-dd}, as given") : feed.BusiestTuesday();
        return feed.On(chosen, rule, walking);
    }

    /// <summary>Reads what a territory needs of a feed: of the weekday, the Saturday and the Sunday on which most vehicles come by it, these vehicles.</summary>
    /// <param name="path">Zip or folder.</param> <param name="territory">Its coordinates and buildings.</param>
    /// <returns>What is kept, and what was mended, left out or not there, by rule with ids.</returns>
    /// <exception cref="InputException">The feed cannot be read, or comes by the territory on no weekday; all faults.</exception>
    public static (PublicTransport Kept, IReadOnlyList<NetworkRepair> Found) Read(string path, Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        GtfsFeed feed = Open(path, Crs.FromEpsg(territory.Epsg));
        return feed.By(territory);
    }

    private static GtfsFeed Open(string path, Crs plan)
    {
        FaultLog faults = new();
        GtfsFeed feed = new(new(path, faults), plan, faults);
        faults.ThrowIfAny();
        return feed;
    }
}

/// <summary>A feed as its tables have it, joined.</summary>
internal sealed partial class GtfsFeed
{
    private const int SecondsPerDay = 86_400;
    private const DayOfWeek BusiestWeekday = DayOfWeek.Tuesday;
    private const double FarAway = 100_000, Alone = 50_000;
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    private readonly GtfsFiles _files;
    private readonly FaultLog _faults;
    private readonly List<string> _agencies = [];
    private readonly List<TransitStop> _stops = [];
    private readonly Dictionary<string, int> _stopIndex = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _otherPlaces = new(StringComparer.Ordinal);              // stations and entrances, by id: what they are
    private readonly List<TransitLine> _lines = [];
    private readonly List<TransitVehicle> _vehicles = [];
    private readonly Dictionary<string, int> _lineIndex = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<DateOnly>> _services = new(StringComparer.Ordinal);
    private readonly List<(string Id, int Line, string Service, string Block, string Place)> _trips = [];
    private readonly Dictionary<string, int> _tripIndex = new(StringComparer.Ordinal);
    private readonly List<TransitCall>[] _calls;
    private readonly List<(int From, int Until, int Headway)>?[] _frequencies;
    private readonly HashSet<int> _filled = [];                                                          // trips whose times are not all told
    private readonly List<TransitChange> _changes = [];
    private readonly List<NetworkRepair> _mended = [];

    public GtfsFeed(GtfsFiles files, Crs plan, FaultLog faults)
    {
        (_files, _faults) = (files, faults);
        ReadAgencies();
        ReadStops(plan);
        ReadRoutes();
        ReadServices();
        ReadTrips();
        (_calls, _frequencies) = (new List<TransitCall>[_trips.Count], new List<(int, int, int)>?[_trips.Count]);
        ReadStopTimes();
        ReadFrequencies();
        ReadTransfers();
        if (files.OtherLetters.Count > 0) _mended.Add(new("not-utf-8", "letters of the table are not UTF-8; read as Windows-1252", [.. files.OtherLetters]));
        if (!faults.Any && (_stops.Count == 0 || _trips.Count == 0)) faults.Add(InputFile.Fault(files.Path, $"{_stops.Count} stops and {_trips.Count} trips", "at least one of each", "Fetch the feed again, whole.").Message);
    }

    /// <summary>The Tuesday with most trips, the first of those with as many.</summary>
    public (DateOnly Day, string Rule) BusiestTuesday() => Busiest(Enumerable.Range(0, _trips.Count), [BusiestWeekday]) is { } busiest
        ? (busiest, $"{busiest:yyyy-MM-dd}, the Tuesday with most trips")
        : throw InputFile.Fault(_files.Path, $"no trip on any Tuesday; there are some from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}", "one", "Name a day.");

    // The day of some days of the week on which most runs of some trips begin, the first of those with as many.
    private DateOnly? Busiest(IEnumerable<int> trips, DayOfWeek[] of)
    {
        Dictionary<DateOnly, int> runs = [];
        foreach (int t in trips)
        {
            int count = Runs(t).Count();
            if (count == 0) continue;
            foreach (DateOnly day in _services[_trips[t].Service].Where(d => of.Contains(d.DayOfWeek))) runs[day] = runs.GetValueOrDefault(day) + count;
        }
        return runs.Count == 0 ? null : runs.OrderByDescending(static t => t.Value).ThenBy(static t => t.Key).First().Key;
    }

    /// <summary>The day as a timetable.</summary>
    public (Timetable Timetable, TimetableReport Report) On(DateOnly day, string rule, TransitWalking walking)
    {
        (List<TransitTrip> runs, List<string> before) = RunsOn(day, Enumerable.Range(0, _trips.Count));
        if (runs.Count == 0)
            throw InputFile.Fault(_files.Path, $"no trip on {day:yyyy-MM-dd}; there are some from {FirstDay:yyyy-MM-dd} to {LastDay:yyyy-MM-dd}", "a day of service", "Name another day.");
        List<NetworkRepair> mended = [.. _mended];
        if (before.Count > 0) mended.Add(new("day-before", "runs of the day before that end after midnight, 24 h earlier", before));
        HashSet<int> served = [.. runs.SelectMany(static r => r.Calls).Select(static c => c.Stop)];
        string[] idle = [.. Enumerable.Range(0, _stops.Count).Where(s => !served.Contains(s)).Select(s => _stops[s].Id)];
        if (idle.Length > 0) mended.Add(new("stop-without-service", "no vehicle halts there on the day; kept", idle));
        Timetable timetable = new(_stops, _lines, runs, walking, _changes);
        TimetableReport report = new(_agencies, runs.Select(static r => r.Line).Distinct().Count(), runs.Count, _stops.Count, served.Count, timetable.Connections, runs.Min(static r => r.Calls[0].Departure), runs.Max(static r => r.Calls[^1].Arrival),
            day, rule, FirstDay, LastDay, mended);
        return (timetable, report);
    }

    // What runs on a day, and those of the day before that end after midnight.
    private (List<TransitTrip> Runs, List<string> Before) RunsOn(DateOnly day, IEnumerable<int> trips)
    {
        List<TransitTrip> runs = [];
        List<string> before = [];
        foreach (int t in trips)
        {
            bool runsOn = _services[_trips[t].Service].Contains(day), ranBefore = _services[_trips[t].Service].Contains(day.AddDays(-1));
            foreach ((string id, int shift) in Runs(t))
            {
                if (runsOn) runs.Add(Run(t, id, shift));
                if (!ranBefore || _calls[t][^1].Arrival + shift < SecondsPerDay) continue;
                runs.Add(Run(t, $"{id} of the day before", shift - SecondsPerDay));
                before.Add(id);
            }
        }
        return (runs, before);
    }

    private DateOnly FirstDay => _services.Values.Where(static d => d.Count > 0).Min(static d => d.Min);
    private DateOnly LastDay => _services.Values.Where(static d => d.Count > 0).Max(static d => d.Max);

    private TransitTrip Run(int trip, string id, int shift) =>
        new(id, _trips[trip].Line, _vehicles[_trips[trip].Line], shift == 0 ? _calls[trip] : [.. _calls[trip].Select(c => c with { Arrival = c.Arrival + shift, Departure = c.Departure + shift })])
        {
            OfTimes = _filled.Contains(trip) ? (Source.Derived, 0.6f) : (Source.Measured, 0.95f),
        };

    /// <summary>Runs of a trip, by how much later than its own times they are [s]: one, or those of its headways.</summary>
    private IEnumerable<(string Id, int Shift)> Runs(int trip)
    {
        List<TransitCall> calls = _calls[trip];
        if (calls.Count < 2) yield break;
        if (_frequencies[trip] is not { } frequencies)
        {
            yield return (_trips[trip].Id, 0);
            yield break;
        }
        foreach ((int from, int until, int headway) in frequencies)
            for (int time = from; time < until; time += headway) yield return ($"{_trips[trip].Id} at {Clock(time)}", time - calls[0].Departure);
    }

    private void ReadAgencies()
    {
        GtfsTable table = _files.Table("agency.txt", isNeeded: true, "agency_name", "agency_timezone");
        for (int row = 0; row < table.Rows; row++) _agencies.Add(table.Needed(row, "agency_name"));
        string[] zones = [.. Enumerable.Range(0, table.Rows).Select(r => table.Cell(r, "agency_timezone")).Distinct()];
        if (zones.Length > 1) table.Fault(0, $"agencies in the time zones {string.Join(", ", zones)}", "one, as times are of it", "Give the feed of one of them.");
    }

    private void ReadStops(Crs plan)
    {
        GtfsTable table = _files.Table("stops.txt", isNeeded: true, "stop_id");
        List<(int Stop, int Row, double Latitude, double Longitude)> places = [];
        List<(int Row, string Station)> parents = [];
        for (int row = 0; row < table.Rows; row++)
        {
            string id = table.Needed(row, "stop_id");
            if (id.Length == 0) continue;
            int kind = table.Whole(row, "location_type", 0, 4, 0);
            string parent = table.Cell(row, "parent_station");
            if (parent.Length > 0) parents.Add((row, parent));
            if (_stopIndex.ContainsKey(id) || _otherPlaces.ContainsKey(id))
            {
                table.Fault(row, $"`stop_id` {id} again", "each once", "Remove one of the rows.");
                continue;
            }
            if (kind != 0)
            {
                _otherPlaces[id] = kind switch { 1 => "a station", 2 => "an entrance", 3 => "a node", _ => "a boarding area" };
                continue;
            }
            double latitude = table.Number(row, "stop_lat", -90, 90), longitude = table.Number(row, "stop_lon", -180, 180);
            if (table.Cell(row, "stop_lat").Length == 0 || table.Cell(row, "stop_lon").Length == 0) table.Fault(row, $"no place of stop {id}", "`stop_lat` and `stop_lon`", "Fill them, or remove the stop and its times.");
            if (latitude == 0 && longitude == 0)
            {
                table.Fault(row, $"stop {id} at 0, 0, in the Gulf of Guinea", "its place", "Mend `stop_lat` and `stop_lon`.");
                (latitude, longitude) = (double.NaN, double.NaN);
            }
            (double x, double y) = double.IsFinite(latitude + longitude) ? plan.Forward(longitude, latitude) : (0, 0);
            _stopIndex[id] = _stops.Count;
            if (double.IsFinite(latitude + longitude)) places.Add((_stops.Count, row, latitude, longitude));
            _stops.Add(new(id, table.Cell(row, "stop_name"), x, y, parent));
        }
        foreach ((int row, string station) in parents)
            if (_otherPlaces.GetValueOrDefault(station) != "a station" && !(table.Whole(row, "location_type", 0, 4, 0) == 4 && _stopIndex.ContainsKey(station)))
                table.Fault(row, $"`parent_station` {station}", "a station, of `location_type` 1, in this table", "Add the station, or empty the cell.");
        TellFar(table, places);
    }

    /// <summary>Tells stops that lie far from the middle of all and have no other near.</summary>
    private void TellFar(GtfsTable table, List<(int Stop, int Row, double Latitude, double Longitude)> places)
    {
        if (places.Count < 3) return;
        double latitude = Median(places.Select(static p => p.Latitude)), longitude = Median(places.Select(static p => p.Longitude));
        foreach ((int stop, int row, double lat, double lon) in places)
        {
            double far = Distance(lat, lon, latitude, longitude);
            if (far > FarAway && places.TrueForAll(p => p.Stop == stop || Distance(lat, lon, p.Latitude, p.Longitude) > Alone))
                table.Fault(row, $"stop {_stops[stop].Id} {far / 1000:0} km from the middle of all and {Alone / 1000:0} km and more from any other", "it among the others", "Mend `stop_lat` and `stop_lon`, which may be swapped, or remove the stop and its times.");
        }

        static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;
        static double Distance(double lat1, double lon1, double lat2, double lon2) => 111_195 * double.Hypot(lat1 - lat2, (lon1 - lon2) * Math.Cos(0.5 * (lat1 + lat2) * Math.PI / 180));
    }

    private void ReadRoutes()
    {
        GtfsTable table = _files.Table("routes.txt", isNeeded: true, "route_id");
        for (int row = 0; row < table.Rows; row++)
        {
            string id = table.Needed(row, "route_id"), name = table.Cell(row, "route_short_name");
            if (!_lineIndex.TryAdd(id, _lines.Count)) table.Fault(row, $"`route_id` {id} again", "each once", "Remove one of the rows.");
            _lines.Add(new(id, name.Length > 0 ? name : table.Cell(row, "route_long_name")));
            _vehicles.Add(table.Whole(row, "route_type", 0, 1702, 3) switch
            {
                0 or 5 or >= 900 and < 1000 => TransitVehicle.Tram,
                1 or 2 or 12 or >= 100 and < 200 or >= 400 and < 500 => TransitVehicle.Train,
                _ => TransitVehicle.Bus,
            });
        }
        if (_lines.Count > 0) _mended.Add(new("vehicle-guessed", "GTFS does not tell what vehicles hold: a bus of 90 places, a tram of 200 or a train of 400, by the kind of line", [.. _lines.Select(static l => l.Id)]));
    }

    private void ReadServices()
    {
        if (!_files.Has("calendar.txt") && !_files.Has("calendar_dates.txt"))
        {
            _faults.Add(InputFile.Fault(_files.Path, "neither calendar.txt nor calendar_dates.txt", "one of them", "Fetch the feed again, whole.").Message);
            return;
        }
        GtfsTable table = _files.Table("calendar.txt", isNeeded: false, ["service_id", .. Weekdays, "start_date", "end_date"]);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows; row++)
        {
            string id = table.Needed(row, "service_id");
            if (!seen.Add(id)) table.Fault(row, $"`service_id` {id} again", "each once", "Remove one of the rows.");
            bool[] runs = [.. Weekdays.Select(w => table.Whole(row, w, 0, 1, 0) == 1)];
            SortedSet<DateOnly> days = DaysOf(id);
            if (table.Date(row, "start_date") is not { } first || table.Date(row, "end_date") is not { } last) continue;
            if (last < first || last.DayNumber - first.DayNumber > 3660)
            {
                table.Fault(row, $"service {id} from {first:yyyyMMdd} to {last:yyyyMMdd}", "an end after the beginning, within ten years", "Mend `start_date` or `end_date`.");
                continue;
            }
            for (DateOnly day = first; day <= last; day = day.AddDays(1))
                if (runs[(int)day.DayOfWeek]) days.Add(day);
        }
        GtfsTable dates = _files.Table("calendar_dates.txt", isNeeded: false, "service_id", "date", "exception_type");
        HashSet<(string, DateOnly)> told = [];
        for (int row = 0; row < dates.Rows; row++)
        {
            string id = dates.Needed(row, "service_id");
            SortedSet<DateOnly> days = DaysOf(id);
            int kind = dates.Whole(row, "exception_type", 1, 2, 0);
            if (dates.Cell(row, "exception_type").Length == 0) dates.Fault(row, "no `exception_type`", "1 for a day that is added, 2 for one that is removed", "Fill the cell.");
            if (dates.Date(row, "date") is not { } date) continue;
            if (!told.Add((id, date))) dates.Fault(row, $"service {id} on {date:yyyyMMdd} again", "each day once", "Remove one of the rows.");
            if (kind == 1) days.Add(date);
            else days.Remove(date);
        }

        SortedSet<DateOnly> DaysOf(string id)
        {
            if (!_services.TryGetValue(id, out SortedSet<DateOnly>? days)) _services.Add(id, days = []);
            return days;
        }
    }

    private void ReadTrips()
    {
        GtfsTable table = _files.Table("trips.txt", isNeeded: true, "route_id", "service_id", "trip_id");
        HashSet<string> without = new(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows; row++)
        {
            (string id, string route, string service) = (table.Needed(row, "trip_id"), table.Needed(row, "route_id"), table.Needed(row, "service_id"));
            if (!_lineIndex.TryGetValue(route, out int line) && route.Length > 0) table.Fault(row, $"trip {id} of the route {route}", "one of routes.txt", "Add the route, or remove the trip.");
            if (!_services.TryGetValue(service, out SortedSet<DateOnly>? days) && service.Length > 0) table.Fault(row, $"trip {id} of the service {service}", "one of calendar.txt or calendar_dates.txt", "Add the service, or remove the trip.");
            else if (days is { Count: 0 } && without.Add(service)) table.Fault(row, $"service {service}, of trip {id}, runs on no day", "one at least", "Mend its row in calendar.txt and its exceptions, or remove its trips.");
            if (!_tripIndex.TryAdd(id, _trips.Count)) table.Fault(row, $"`trip_id` {id} again", "each once", "Remove one of the rows.");
            _trips.Add((id, line, service, table.Cell(row, "block_id"), table.Place(row)));
        }
        string[] idle = [.. _services.Keys.Except(_trips.Select(static t => t.Service)).Order(StringComparer.Ordinal)];
        if (idle.Length > 0) _mended.Add(new("service-without-trips", "no trip names it; left out", idle));
        string[] blocks = [.. _trips.Where(static t => t.Block.Length > 0).Select(static t => t.Block).Distinct().Order(StringComparer.Ordinal)];
        if (blocks.Length > 0) _mended.Add(new("block-not-kept", "a vehicle that goes on as another trip is changed as any other", blocks));
    }

    private void ReadStopTimes()
    {
        for (int t = 0; t < _trips.Count; t++) _calls[t] = [];
        GtfsTable table = _files.Table("stop_times.txt", isNeeded: true, "trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time");
        List<int>[] rows = [.. _trips.Select(static _ => new List<int>())];
        HashSet<string> unknown = new(StringComparer.Ordinal), missing = new(StringComparer.Ordinal);
        for (int row = 0; row < table.Rows; row++)
        {
            string id = table.Needed(row, "trip_id");
            if (_tripIndex.TryGetValue(id, out int trip)) rows[trip].Add(row);
            else if (id.Length > 0 && unknown.Add(id)) table.Fault(row, $"the trip {id}", "one of trips.txt", "Add the trip, or remove its times.");
        }
        List<string> sorted = [], filled = [], single = [];
        for (int t = 0; t < _trips.Count; t++)
        {
            if (rows[t].Count < 2)
            {
                if (!_tripIndex.TryGetValue(_trips[t].Id, out int kept) || kept == t) single.Add(_trips[t].Id);
                continue;
            }
            ReadCalls(table, t, rows[t], missing, sorted, filled);
        }
        Tell("times-sorted", "halts stood out of order; sorted by `stop_sequence`", sorted);
        Tell("times-interpolated", "halts without times lie between those that have them, by `shape_dist_traveled` where all have it, else evenly", filled);
        Tell("trip-without-halts", "fewer than two halts; left out", single);
    }

    private void ReadCalls(GtfsTable table, int trip, List<int> rows, HashSet<string> missing, List<string> sorted, List<string> filled)
    {
        string id = _trips[trip].Id;
        (int Sequence, int Row)[] order = [.. rows.Select(r => (table.Cell(r, "stop_sequence").Length == 0 ? Unfilled(r) : table.Whole(r, "stop_sequence", 0, int.MaxValue, 0), r))];
        (int Sequence, int Row)[] inOrder = [.. order.OrderBy(static o => o.Sequence)];
        if (!order.SequenceEqual(inOrder)) sorted.Add(id);
        for (int k = 1; k < inOrder.Length; k++)
            if (inOrder[k].Sequence == inOrder[k - 1].Sequence)
                table.Fault(inOrder[k].Row, $"`stop_sequence` {inOrder[k].Sequence} of trip {id} again, as in line {table.Line(inOrder[k - 1].Row)}", "each once in a trip", "Number the halts as they follow, or remove one.");
        int n = inOrder.Length;
        int?[] arrivals = new int?[n], departures = new int?[n];
        int[] stops = new int[n];
        double[] along = new double[n];
        for (int k = 0; k < n; k++)
        {
            int row = inOrder[k].Row;
            (arrivals[k], departures[k]) = (table.Time(row, "arrival_time"), table.Time(row, "departure_time"));
            along[k] = table.Number(row, "shape_dist_traveled", 0, double.MaxValue);
            string stop = table.Needed(row, "stop_id");
            if (_stopIndex.TryGetValue(stop, out stops[k]) || stop.Length == 0) continue;
            if (_otherPlaces.TryGetValue(stop, out string? what)) table.Fault(row, $"trip {id} halts at {stop}, which is {what}", "a stop, of `location_type` 0", "Name the platform.");
            else if (missing.Add(stop)) table.Fault(row, $"the stop {stop}", "one of stops.txt", "Add the stop, or remove its times.");
        }
        for (int k = 0; k < n; k++) (arrivals[k], departures[k]) = (arrivals[k] ?? departures[k], departures[k] ?? arrivals[k]);
        if (arrivals[0] is null || arrivals[^1] is null)
        {
            table.Fault(inOrder[arrivals[0] is null ? 0 : n - 1].Row, $"no time at the {(arrivals[0] is null ? "first" : "last")} halt of trip {id}", "times at both ends", "Fill `arrival_time` and `departure_time`.");
            return;
        }
        if (TellBackwards(table, id, inOrder, arrivals, departures)) return;
        if (Fill(arrivals, departures, along))
        {
            filled.Add(id);
            _filled.Add(trip);
        }
        for (int k = 0; k < n; k++)
        {
            int row = inOrder[k].Row;
            (int pickup, int dropOff) = (table.Whole(row, "pickup_type", 0, 3, 0), table.Whole(row, "drop_off_type", 0, 3, 0));
            _calls[trip].Add(new(stops[k], arrivals[k]!.Value, departures[k]!.Value, Boards: pickup != 1, Alights: dropOff != 1));
        }

        int Unfilled(int row)
        {
            table.Needed(row, "stop_sequence");
            return 0;
        }
    }

    private static bool TellBackwards(GtfsTable table, string id, (int Sequence, int Row)[] order, int?[] arrivals, int?[] departures)
    {
        bool any = false;
        int last = int.MinValue, lastLine = 0;
        for (int k = 0; k < order.Length; k++)
        {
            if (arrivals[k] is not { } arrival || departures[k] is not { } departure) continue;
            int line = table.Line(order[k].Row);
            if (arrival < last) Tell(k, $"trip {id} arrives at {Clock(arrival)}, before it departed at {Clock(last)} in line {lastLine}");
            if (departure < arrival) Tell(k, $"trip {id} departs at {Clock(departure)}, before it arrived at {Clock(arrival)}");
            (last, lastLine) = (Math.Max(last, Math.Max(arrival, departure)), line);
        }
        return any;

        void Tell(int k, string found)
        {
            any = true;
            table.Fault(order[k].Row, found, "times that rise; after midnight they go on as 24:10:00", "Mend the times, or `stop_sequence`.");
        }
    }

    /// <summary>Gives times to halts without; whether there were any.</summary>
    private static bool Fill(int?[] arrivals, int?[] departures, double[] along)
    {
        bool any = false, byDistance = along.All(double.IsFinite) && Enumerable.Range(1, along.Length - 1).All(k => along[k] >= along[k - 1]);
        for (int k = 1, last = 0; k < arrivals.Length; k++)
        {
            if (arrivals[k] is not { } end) continue;
            for (int between = last + 1; between < k; between++)
            {
                double share = byDistance && along[k] > along[last] ? (along[between] - along[last]) / (along[k] - along[last]) : (double)(between - last) / (k - last);
                int time = (int)Math.Round(departures[last]!.Value + share * (end - departures[last]!.Value));
                (arrivals[between], departures[between], any) = (time, time, true);
            }
            last = k;
        }
        return any;
    }

    private void ReadFrequencies()
    {
        GtfsTable table = _files.Table("frequencies.txt", isNeeded: false, "trip_id", "start_time", "end_time", "headway_secs");
        List<string> about = [];
        for (int row = 0; row < table.Rows; row++)
        {
            string id = table.Needed(row, "trip_id");
            if (!_tripIndex.TryGetValue(id, out int trip))
            {
                if (id.Length > 0) table.Fault(row, $"the trip {id}", "one of trips.txt", "Add the trip, or remove the row.");
                continue;
            }
            int headway = table.Whole(row, "headway_secs", 1, 86_400, 0);
            if (table.Cell(row, "headway_secs").Length == 0) table.Needed(row, "headway_secs");
            if (table.Time(row, "start_time") is not { } from || table.Time(row, "end_time") is not { } until || headway == 0) continue;
            if (until <= from) table.Fault(row, $"trip {id} every {headway} s from {Clock(from)} to {Clock(until)}", "an end after the beginning", "Mend `start_time` or `end_time`.");
            List<(int From, int Until, int Headway)> frequencies = _frequencies[trip] ??= [];
            if (frequencies.Exists(f => from < f.Until && f.From < until)) table.Fault(row, $"trip {id} from {Clock(from)} to {Clock(until)}, which overlaps another row", "parts of the day that follow", "Mend `start_time` or `end_time`.");
            frequencies.Add((from, until, headway));
            if (table.Whole(row, "exact_times", 0, 1, 0) == 1) continue;
            about.Add(id);
            _filled.Add(trip);
        }
        Tell("headway-exact", "told by headway and not by time: departures from the beginning of each part of the day, a headway apart", [.. about.Distinct()]);
    }

    private void ReadTransfers()
    {
        GtfsTable table = _files.Table("transfers.txt", isNeeded: false, "transfer_type");
        ILookup<string, int> stations = Enumerable.Range(0, _stops.Count).Where(s => _stops[s].Station.Length > 0).ToLookup(s => _stops[s].Station, StringComparer.Ordinal);
        Dictionary<(int, int), int> seen = [];
        List<string> left = [];
        for (int row = 0; row < table.Rows; row++)
        {
            (string from, string to) = (table.Cell(row, "from_stop_id"), table.Cell(row, "to_stop_id"));
            int kind = table.Whole(row, "transfer_type", 0, 5, 0), seconds = table.Whole(row, "min_transfer_time", 0, 86_400, -1);
            bool byTrip = new[] { "from_route_id", "to_route_id", "from_trip_id", "to_trip_id" }.Any(c => table.Cell(row, c).Length > 0);
            if (byTrip || kind >= 4 || (kind < 2 && seconds < 0) || from.Length == 0 || to.Length == 0)
            {
                left.Add($"{from} to {to}, line {table.Line(row)}");
                continue;
            }
            int[] ends = Ends(row, from), beginnings = Ends(row, to);
            if (kind == 2 && seconds < 0) table.Fault(row, $"a change from {from} to {to} of type 2 without `min_transfer_time`", "seconds", "Fill the cell.");
            foreach (int a in ends)
                foreach (int b in beginnings)
                {
                    if (seen.TryGetValue((a, b), out int line) && line != table.Line(row) && ends.Length == 1 && beginnings.Length == 1) table.Fault(row, $"the change from {from} to {to} again, as in line {line}", "each once", "Remove one of the rows.");
                    seen[(a, b)] = table.Line(row);
                    _changes.Add(new(a, b, kind == 3 ? null : Math.Max(0, seconds)));
                }
        }
        Tell("transfer-left-out", "said of single trips or lines, of vehicles that wait, or without a time: people walk and change as elsewhere", left);

        int[] Ends(int row, string id)
        {
            if (_stopIndex.TryGetValue(id, out int stop)) return [stop];
            if (stations.Contains(id)) return [.. stations[id]];
            table.Fault(row, $"the stop {id}", "one of stops.txt", "Add the stop, or remove the row.");
            return [];
        }
    }

    private void Tell(string rule, string done, List<string> ids)
    {
        if (ids.Count > 0) _mended.Add(new(rule, done, ids));
    }

    private static string Clock(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
}
