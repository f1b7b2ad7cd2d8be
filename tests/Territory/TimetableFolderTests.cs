using System.IO.Compression;
using System.Text.Json;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Territories;

/// <summary>A timetable in a territory and in a scenario: what is kept, what is told, what is refused.</summary>
public sealed class TimetableFolderTests : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    // Two stops in the hamlet, one 200 m beyond the road, one far out; a line by the hamlet, one elsewhere.
    private static Dictionary<string, string> Feed(Territory at)
    {
        Crs plan = Crs.FromEpsg(at.Epsg);
        (double x, double y) = at.Buildings[0].Footprint.Outer.Middle;
        return new()
        {
            ["agency.txt"] = "agency_name,agency_timezone\nVillage,Europe/Paris\n",
            ["stops.txt"] = $"stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nP,Place,{At(0, 0)},1,\nA,Church,{At(0, 0)},0,P\nB;%,Field,{At(0, 350)},0,P\nC,Town,{At(9000, 0)},0,\nD,Elsewhere,{At(9000, 9000)},0,\n",
            ["routes.txt"] = "route_id,route_short_name,route_type\nR1,1,3\nR2,2,3\n",
            ["trips.txt"] = "route_id,service_id,trip_id\nR1,week,t1\nR1,week,t2\nR2,week,t3\nR1,saturday,t4\nR1,extra,t5\n",
            ["stop_times.txt"] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
                + "t1,08:00:00,08:00:00,A,1,0,1\nt1,,,B;%,2,0,0\nt1,08:20:00,08:21:00,C,3,1,0\n"
                + "t2,23:50:00,23:50:00,C,1,0,0\nt2,24:10:00,24:10:00,A,2,1,1\n"
                + "t3,06:00:00,06:00:00,C,1,0,0\nt3,06:30:00,06:30:00,D,2,0,0\n"
                + "t4,10:00:00,10:00:00,A,1,0,0\nt4,10:20:00,10:20:00,C,2,0,0\nt5,12:00:00,12:00:00,A,1,0,0\nt5,12:20:00,12:20:00,C,2,0,0\n",
            ["calendar_dates.txt"] = "service_id,date,exception_type\nextra,20261110,1\n",
            ["calendar.txt"] = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20261102,20261113\nsaturday,0,0,0,0,0,1,0,20261102,20261113\n",
            ["transfers.txt"] = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nA,C,2,300\nC,A,3,\nC,D,2,60\n",
        };

        string At(double east, double north)
        {
            (double longitude, double latitude) = plan.Inverse(x + east, y + north);
            return FormattableString.Invariant($"{latitude:R},{longitude:R}");
        }
    }

    private string Kept(Dictionary<string, string> feed)
    {
        string path = _scratch["feed.zip"];
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, string text) in feed)
        {
            using StreamWriter writer = new(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
        return path;
    }

    private (Territory Served, IReadOnlyList<NetworkRepair> Found) Hamlet()
    {
        Territory hamlet = SmallTerritory.Create();
        (PublicTransport transport, IReadOnlyList<NetworkRepair> found) = GtfsReader.Read(Kept(Feed(hamlet)), hamlet);
        return (hamlet with { PublicTransport = transport }, found);
    }

    [Fact]
    public void What_comes_by_is_kept_of_the_days_with_most_of_it_and_what_is_left_out_is_told()
    {
        (Territory served, IReadOnlyList<NetworkRepair> found) = Hamlet();
        PublicTransport transport = served.PublicTransport!;
        Assert.Equal("feed.zip: Village, 2026-11-02 to 2026-11-13", transport.Feed);
        Assert.Equal((new DateOnly(2026, 11, 10), new DateOnly(2026, 11, 7)), (transport.Weekday.Date, transport.Saturday!.Date));
        Assert.Null(transport.Sunday);
        Assert.Equal(["A", "B;%", "C"], transport.Stops.Select(static s => s.Id));
        Assert.Equal(["1"], transport.Lines.Select(static l => l.Name));
        Assert.Equal(["t1", "t2", "t2 of the day before", "t5"], transport.Weekday.Trips.Select(static t => t.Id));
        Assert.Equal([new(0, 28800, 28800, true, false), new(1, 29400, 29400), new(2, 30000, 30060, false, true)], transport.Weekday.Trips[0].Calls);
        Assert.Equal(-600, transport.Weekday.Trips[2].Calls[0].Arrival);
        Assert.Equal([Source.Derived, Source.Measured], transport.Weekday.Trips.Take(2).Select(static t => t.OfTimes.Source));
        Assert.Equal([new TransitChange(0, 2, 300), new(2, 0, null)], transport.Changes);
        Assert.Equal(["t3"], Of("trip-elsewhere"));
        Assert.Equal(["R2"], Of("line-elsewhere"));
        Assert.Equal(["D"], Of("stop-elsewhere"));
        Assert.Equal(["Sunday"], Of("day-without-service"));

        IReadOnlyList<string> Of(string rule) => found.Single(f => f.Rule == rule).Ids;
    }

    [Fact]
    public void It_comes_back_as_it_was_saved_and_is_part_of_what_the_territory_is()
    {
        Territory served = Hamlet().Served;
        TerritoryFolder.Save(served, _scratch["town"]);
        Territory back = TerritoryFolder.Load(_scratch["town"]);
        Assert.Equal(JsonSerializer.Serialize(served, Json), JsonSerializer.Serialize(back, Json));
        Assert.Equal(served.PublicTransport!.Weekday.Trips.Select(static t => (t.OfTimes, t.OfVehicle)), back.PublicTransport!.Weekday.Trips.Select(static t => (t.OfTimes, t.OfVehicle)));
        Assert.Equal(TerritoryHash.Of(served), TerritoryHash.Of(back));
        TransitTrip first = served.PublicTransport!.Weekday.Trips[0];
        foreach (TransitTrip other in new[] { first with { Calls = [first.Calls[0] with { Departure = 28801 }, .. first.Calls.Skip(1)] }, first with { Vehicle = TransitVehicle.Tram } })
            Assert.NotEqual(TerritoryHash.Of(served), TerritoryHash.Of(served with { PublicTransport = served.PublicTransport with { Weekday = served.PublicTransport.Weekday with { Trips = [other, .. served.PublicTransport.Weekday.Trips.Skip(1)] } } }));
        Assert.NotEqual(TerritoryHash.Of(served), TerritoryHash.Of(SmallTerritory.Create()));
    }

    [Fact]
    public void Information_counts_days_and_names_stops_that_no_way_leads_to()
    {
        TerritoryInfo info = TerritoryInfo.Describe(Hamlet().Served);
        TimetableInfo timetable = info.Timetable!;
        Assert.Equal((3, 2, 1), (timetable.Stops, timetable.StopsHere, timetable.Lines));
        Assert.Equal(["weekday: 2026-11-10, 4 trips of 1 lines", "saturday: 2026-11-07, 2 trips of 1 lines", "sunday: no service"], timetable.Days.Select(static d => d.ToString()));
        Assert.Equal(["B;%"], timetable.OffNetwork);
        string text = info.ToString();
        Assert.Contains("public transport by timetable: 3 stops, 2 of them within 615 m of a building; 1 lines", text, StringComparison.Ordinal);
        Assert.Contains("stops farther than 100 m from every road that people may walk on\n  B;%\n", text, StringComparison.Ordinal);
        AttributeQuality times = info.Attributes.Single(static a => a is { Layer: "trips", Name: "times" });
        Assert.Equal((5 / 6.0, 1 / 6.0), (times.Measured, times.Derived));
    }

    [Fact]
    public void All_faults_of_the_layers_of_a_timetable_are_told_at_once()
    {
        string folder = _scratch["town"];
        TerritoryFolder.Save(Hamlet().Served, folder);
        TerritoryFolderTests.Edit(folder, "update trips set calls = '08:00:00 A; 07:00:00 C' where id = 't1'; update trips set calls = '08:00:00 A; 08:10:00 X', places = 3 where id = 't2'; update trips set line = 'R9', day = 'monday' where id = 't4'; update trips set calls = '8h A; 9h C' where id = 't2 of the day before'; update changes set from_stop = 'Y' where fid = 1; update stops set geom = null where id = 'A'");
        string[] faults = [.. Assert.Throws<InputException>(() => TerritoryFolder.Load(folder)).Faults];
        foreach (string expected in new[]
                 {
                     "layer stops (id A), column geom: found no geometry; expected a point", "layer trips (id t1), column calls", "layer trips (id t2), column calls", "layer trips (id t2), column places: found `3`; expected a whole number from 30",
                     "layer trips (id t4), column line: found `R9`", "layer trips (id t4), column day: found `monday`; expected one of weekday, saturday, sunday", "layer trips (id t2 of the day before), column calls: found `8h A`; expected a time", "column from_stop: found `Y`",
                 })
            Assert.Contains(faults, f => f.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("update trips set calls = '08:00:00 A; 07:00:00 C' where id = 't1'", "halt 2, at C, goes back in time; expected times that rise")]
    [InlineData("update trips set calls = '08:00:00 A; 08:10:00 X' where id = 't1'", "found the stop `X`; expected the id of one of the layer stops")]
    [InlineData("update trips set calls = '08:00:00 A' where id = 't1'", "found 1 halts; expected two and more")]
    [InlineData("delete from trips where day = 'saturday'", "found no trip of `saturday`, whose date stands under `timetable`")]
    [InlineData("update trips set day = 'sunday' where id = 't1'", "found 1 trips of `sunday`, such as t1; expected its date")]
    [InlineData("update stops set id = 'A' where id = 'C'", "layer stops, column id: `A` stands twice")]
    [InlineData("drop table trips", "trips")]
    public void A_timetable_that_cannot_be_is_refused_with_its_reason(string sql, string reason)
    {
        string folder = _scratch["town"];
        TerritoryFolder.Save(Hamlet().Served, folder);
        TerritoryFolderTests.Edit(folder, sql);
        Assert.Contains(reason, Assert.Throws<InputException>(() => TerritoryFolder.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stops_in_another_coordinate_system_than_the_territory_are_refused()
    {
        Territory served = Hamlet().Served;
        TerritoryFolder.Save(served with { PublicTransport = served.PublicTransport! with { Stops = [.. served.PublicTransport.Stops.Select(static s => s with { X = 2.55, Y = 44.34 })] } }, _scratch["town"]);
        Assert.Contains("layer stops: found 3 stops at x 2.55 to 2.55, y 44.34 to 44.34, none within 615 m of a building; expected stops of the place. Reproject", Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["town"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weekday: \"2026-11-10\"", "weekday: 2026-11-07", "`timetable.weekday` is `2026-11-07`; expected a date from Monday to Friday")]
    [InlineData("saturday: \"2026-11-07\"", "saturday: soon", "`timetable.saturday` is `soon`; expected a date that is a Saturday")]
    [InlineData("  weekday: \"2026-11-10\"\n", "", "`timetable.weekday` is missing; expected the date of its weekday")]
    public void Dates_that_cannot_be_are_refused(string written, string instead, string reason)
    {
        TerritoryFolder.Save(Hamlet().Served, _scratch["town"]);
        string path = Path.Combine(_scratch["town"], "territory.yaml"), text = File.ReadAllText(path);
        Assert.Contains(written, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(written, instead, StringComparison.Ordinal));
        Assert.Contains(reason, Assert.Throws<InputException>(() => TerritoryFolder.Load(_scratch["town"])).Message, StringComparison.Ordinal);
    }

    private CheckReport Checked(Dictionary<string, string>? feed = null)
    {
        if (feed != null) Kept(feed);
        return ScenarioCheck.Check(_scratch.Write("scenario.yaml", "name: Timetable\nterritory: { generate: { inhabitants: 3000 } }\ntimetable: feed.zip\nweather: { zone: H2c }\nmobility: { on: true }\n"), static _ => SmallTerritory.Create());
    }

    [Fact]
    public void A_check_tells_the_days_of_the_timetable_of_a_scenario()
    {
        CheckReport report = Checked(Feed(SmallTerritory.Create()));
        Assert.Empty(report.Faults);
        Assert.Empty(report.Warnings);
        foreach (string told in new[] { "timetable: feed.zip: Village, 2026-11-02 to 2026-11-13", "timetable: weekday: 2026-11-10, 4 trips of 1 lines", "timetable: sunday: no service", "timetable: 1 × trip-elsewhere: never comes by a building of the territory; left out (t3)", "timetable: 1 stops farther than 100 m from every road that people may walk on: B;%" })
            Assert.Contains(told, report.Notes);
    }

    [Fact]
    public void A_timetable_without_mobility_is_warned_of()
    {
        Kept(Feed(SmallTerritory.Create()));
        string scenario = _scratch.Write("still.yaml", "name: Still\nterritory: { generate: { inhabitants: 3000 } }\ntimetable: feed.zip\nweather: { zone: H2c }\n");
        Assert.Contains("`timetable` changes nothing, since `mobility` is not on", Assert.Single(ScenarioReader.Read(scenario).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_finds_all_faults_of_the_timetable_of_a_scenario_at_once()
    {
        Dictionary<string, string> feed = Feed(SmallTerritory.Create());
        feed["stop_times.txt"] = feed["stop_times.txt"].Replace("t3,06:30:00,06:30:00,D", "t3,06:30:00,06:30:00,X", StringComparison.Ordinal).Replace("t4,10:20:00,10:20:00", "t4,09:20:00,09:20:00", StringComparison.Ordinal);
        feed["calendar.txt"] = feed["calendar.txt"].Replace("0,0,0,0,0,1,0", "0,0,0,0,0,0,0", StringComparison.Ordinal);
        IReadOnlyList<string> faults = Checked(feed).Faults;
        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, static f => f.Contains("the stop X; expected one of stops.txt", StringComparison.Ordinal));
        Assert.Contains(faults, static f => f.Contains("trip t4 arrives at 09:20:00, before it departed at 10:00:00", StringComparison.Ordinal));
        Assert.Contains(faults, static f => f.Contains("service saturday, of trip t4, runs on no day", StringComparison.Ordinal));
    }

    [Fact]
    public void A_feed_of_headers_alone_is_refused()
    {
        Dictionary<string, string> empty = Feed(SmallTerritory.Create()).ToDictionary(static f => f.Key, static f => f.Value[..(f.Value.IndexOf('\n', StringComparison.Ordinal) + 1)]);
        empty["agency.txt"] = "agency_name,agency_timezone\nVillage,Europe/Paris\n";
        Assert.Contains("0 stops and 0 trips", string.Concat(Checked(empty).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_refuses_a_feed_that_is_missing_broken_of_another_place_or_without_weekdays()
    {
        Assert.Contains("scenario.yaml(3,12): the timetable", Assert.Single(Checked().Faults).Replace(_scratch.Path, "", StringComparison.Ordinal), StringComparison.Ordinal);
        _scratch.Write("feed.zip", "not a zip");
        Assert.Contains("cannot be read", Assert.Single(Checked().Faults), StringComparison.Ordinal);
        Dictionary<string, string> far = Feed(SmallTerritory.Create() with { Buildings = [SmallTerritory.House("far", 90_000, 0, 1)] });
        Assert.Contains("no trip that halts within 615 m of a building of Hameau: \"l'Église\" #1: its 4 stops, such as A, B;%, C, D, lie at x 7", Assert.Single(Checked(far).Faults), StringComparison.Ordinal);
        Dictionary<string, string> idle = Feed(SmallTerritory.Create());
        idle["trips.txt"] = idle["trips.txt"].Replace("R1,week", "R1,saturday", StringComparison.Ordinal).Replace("R1,extra", "R2,extra", StringComparison.Ordinal);
        idle["stop_times.txt"] = idle["stop_times.txt"].Replace("t5,12:00:00,12:00:00,A", "t5,12:00:00,12:00:00,D", StringComparison.Ordinal);
        Assert.Contains("on any weekday; there are some from 2026-11-02 to 2026-11-13; expected one from Monday to Friday", Assert.Single(Checked(idle).Faults), StringComparison.Ordinal);
    }
}
