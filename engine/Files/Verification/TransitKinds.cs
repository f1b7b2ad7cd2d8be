using System.Globalization;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of public transport.</summary>
internal static class TransitKinds
{
    private const int SecondsPerMinute = 60;

    public static CaseKind PublicTransport { get; } = new(
        "public-transport", "From a stop to another by a GTFS feed: earliest arrival, and service in means over a part of the day. People begin and end at the stops themselves.",
        [
            ("feed", "zip or folder of GTFS"), ("crs", "EPSG code of coordinates in metres"), ("day", "such as 2026-11-10; optional, the Tuesday with most trips"), ("origin", "`stop_id`"), ("target", "`stop_id`"),
            ("leave", "[min after midnight]; optional"), ("from", "begin of a part of the day [min after midnight]; optional"), ("to", "its end [min after midnight]"),
            ("change_time", "where the feed tells none [s]; optional, 60"), ("boarding_penalty", "time that getting into a vehicle is worth [s]; optional, 0"),
        ],
        [
            ("arrival", "earliest [min after midnight]; with `leave`"), ("rides", "vehicles of that way; 0 on foot"),
            ("served", "share of the part of the day in which a way is found; with `from`, as all below"), ("time", "from the wish to leave to the end [min]"), ("ride", "in vehicles [min]"), ("walk", "on foot [min]"),
            ("wait_before", "before leaving [min]"), ("wait_between", "at stops [min]"), ("boardings", "vehicles"),
        ],
        inputs =>
        {
            string feed = CasePaths.Locate(inputs.RequiredText("feed"), inputs.Folder), origin = inputs.RequiredText("origin"), target = inputs.RequiredText("target");
            int crs = inputs.Whole("crs", 1, 100_000), change = inputs.Whole("change_time", 1, 3600, 60), penalty = inputs.Whole("boarding_penalty", 0, TransitChoice.Most, 0);
            int leave = inputs.Whole("leave", 0, 2000, -1), from = inputs.Whole("from", 0, 2000, -1), to = from < 0 ? 0 : inputs.Whole("to", 0, 2000);
            DateOnly? day = inputs.Text("day") is not { } text ? null
                : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : inputs.Told<DateOnly?>("day", $"is `{text}`; expected a day such as 2026-11-10", null);
            if (from >= 0 && to <= from) inputs.Told("to", $"is {to}; expected more than `from`, {from}", 0);
            inputs.ThrowIfFaulty();
            Timetable timetable = GtfsReader.Read(feed, Crs.FromEpsg(crs), new(ChangeTime: change), day).Timetable;
            int begin = Stop(inputs, timetable, "origin", origin), end = Stop(inputs, timetable, "target", target);
            inputs.ThrowIfFaulty();
            Dictionary<string, double> quantities = [];
            if (leave >= 0) Arrive(quantities, timetable, begin, end, leave);
            if (from >= 0) Serve(quantities, timetable, begin, end, new(SecondsPerMinute * from, SecondsPerMinute * to), new(penalty));
            return quantities;
        });

    public static CaseKind Crowding { get; } = new(
        "crowding", "How much longer a ride in a full vehicle feels.", [("people", "in the vehicle"), ("seats", "of it"), ("places", "of it, seats among them")], [("multiplier", "of the time in the vehicle")],
        inputs =>
        {
            double people = inputs.Number("people", 0, 10_000);
            int seats = inputs.Whole("seats", 1, 10_000), places = inputs.Whole("places", 1, 10_000);
            if (places < seats) inputs.Told("places", $"is {places}; expected as many as seats and more, {seats}", 0);
            inputs.ThrowIfFaulty();
            return new Dictionary<string, double> { ["multiplier"] = new Crowding().Multiplier(people, new(seats, places)) };
        });

    private static int Stop(CaseInputs inputs, Timetable timetable, string key, string id) =>
        Enumerable.Range(0, timetable.Stops.Count).Where(s => timetable.Stops[s].Id == id).Cast<int?>().FirstOrDefault() ?? inputs.Told(key, $"is `{id}`; expected a `stop_id` of the feed", 0);

    private static void Arrive(Dictionary<string, double> quantities, Timetable timetable, int origin, int target, int leave)
    {
        ConnectionScan scan = new(timetable);
        int arrival = scan.Run([new(origin, 0)], SecondsPerMinute * leave)[target];
        quantities["arrival"] = arrival == ConnectionScan.Never ? double.PositiveInfinity : (double)arrival / SecondsPerMinute;
        quantities["rides"] = scan.Legs(target).Count;
    }

    private static void Serve(Dictionary<string, double> quantities, Timetable timetable, int origin, int target, DayPeriod period, TransitChoice choice)
    {
        TransitService service = new TransitSkims(timetable, [[new(origin, 0)]]).Mean([[new(target, 0)]], [period], choice)[0, 0, 0];
        foreach ((string name, double value) in new[]
        {
            ("time", service.Time), ("ride", service.Ride), ("walk", service.Walk), ("wait_before", service.WaitBefore), ("wait_between", service.WaitBetween),
        })
            quantities[name] = value / SecondsPerMinute;
        (quantities["served"], quantities["boardings"]) = (service.Served, service.Boardings);
    }
}
