using System.IO.Compression;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Formats;

public sealed class GtfsReaderTests : IDisposable
{
    private static readonly Crs Lambert = Crs.FromEpsg(2154);
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-gtfs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Dictionary<string, string> Feed() => new()
    {
        ["agency.txt"] = "agency_name,agency_url,agency_timezone\nBus & Co,http://x,Europe/Paris\n",
        ["stops.txt"] = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nS,Station,45.18,0.72,1,\nA,Quay A,45.18,0.72,0,S\nB,Quay B,45.181,0.72,,S\nC,\"Far, C\",45.20,0.72,,\nD,D,45.21,0.73,,\n",
        ["routes.txt"] = "route_id,route_short_name,route_long_name,route_type\nR1,1,Line one,3\nR2,,Tram two,0\n",
        ["trips.txt"] = "route_id,service_id,trip_id,block_id\nR1,week,t1,\nR1,week,t2,b\nR2,extra,t3,\nR1,week,freq,\n",
        ["stop_times.txt"] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
            + "t1,8:00:00,08:00:30,A,1,0,1\nt1,,,C,5,0,0\nt1,08:10:30,08:10:30,D,9,1,0\n"
            + "t2,24:10:00,24:10:00,D,2,,\nt2,23:50:00,23:50:00,B,1,,\n"
            + "t3,06:00:00,06:00:00,B,1,,\nt3,06:30:00,06:30:00,D,2,,\n"
            + "freq,00:00:00,00:00:00,A,1,,\nfreq,00:05:00,00:05:00,C,2,,\n",
        ["calendar.txt"] = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,20261102,20261113\n",
        ["calendar_dates.txt"] = "service_id,date,exception_type\nweek,20261109,2\nextra,20261110,1\n",
        ["frequencies.txt"] = "trip_id,start_time,end_time,headway_secs,exact_times\nfreq,09:00:00,09:30:00,600,1\nfreq,12:00:00,13:00:00,1800,0\n",
        ["transfers.txt"] = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\nA,C,2,300\nS,S,2,45\nC,D,3,\nA,D,0,\n",
    };

    private string Kept(Dictionary<string, string> feed)
    {
        string path = Path.Combine(_folder, "feed.zip");
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, string text) in feed)
        {
            using StreamWriter writer = new(zip.CreateEntry(name).Open());
            writer.Write(text);
        }
        return path;
    }

    private (Timetable Timetable, TimetableReport Report) Read(Dictionary<string, string> feed, DateOnly? day = null) => GtfsReader.Read(Kept(feed), Lambert, new(), day);

    private static IReadOnlyList<string> Mended(TimetableReport report, string rule) => report.Mended.Single(m => m.Rule == rule).Ids;

    [Fact]
    public void A_feed_is_read_for_its_busiest_Tuesday()
    {
        (Timetable timetable, TimetableReport report) = Read(Feed());
        Assert.Equal((new DateOnly(2026, 11, 10), "2026-11-10, the Tuesday with most trips"), (report.Day, report.Rule));
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 13)), (report.FirstDay, report.LastDay));
        Assert.Equal(["A", "B", "C", "D"], timetable.Stops.Select(s => s.Id));
        Assert.Equal(["1", "Tram two"], timetable.Lines.Select(l => l.Name));
        Assert.Equal(["t1", "t2", "t3", "freq at 09:00:00", "freq at 09:10:00", "freq at 09:20:00", "freq at 12:00:00", "freq at 12:30:00"], timetable.Trips.Select(t => t.Id));
        Assert.Equal([new(0, 28800, 28830, true, false), new(2, 29130, 29130), new(3, 29430, 29430, false, true)], timetable.Trips[0].Calls);
        Assert.Equal([new(1, 85800, 85800), new(3, 87000, 87000)], timetable.Trips[1].Calls);
        Assert.Equal([new(0, 33000, 33000), new(2, 33300, 33300)], timetable.Trips[4].Calls);
        Assert.Equal([90, 200], timetable.Trips.Select(t => t.Vehicle.Places).Distinct());
        Assert.Equal((2, 8, 4, 4, 9, 21600, 87000), (report.Lines, report.Trips, report.Stops, report.StopsServed, report.Connections, report.First, report.Last));
        Assert.Equal(["Bus & Co"], report.Agencies);
        (double x, double y) = Lambert.Forward(0.72, 45.18);
        Assert.Equal((x, y), (timetable.Stops[0].X, timetable.Stops[0].Y));
        Assert.Equal(["t1"], Mended(report, "times-interpolated"));
        Assert.Equal(["t2"], Mended(report, "times-sorted"));
        Assert.Equal(["b"], Mended(report, "block-not-kept"));
        Assert.Equal(["freq"], Mended(report, "headway-exact"));
        Assert.Equal(["A to D, line 5"], Mended(report, "transfer-left-out"));
        Assert.Equal([new(0, 0, 45), new(1, 45, 45), new(2, 300, 300)], timetable.PathsFrom(0).ToArray());
    }

    [Fact]
    public void A_table_that_is_not_UTF8_is_told()
    {
        foreach ((string name, string text) in Feed()) File.WriteAllText(Path.Combine(_folder, name), text.Replace("Quay A", "Café A", StringComparison.Ordinal), System.Text.Encoding.Latin1);
        (Timetable timetable, TimetableReport report) = GtfsReader.Read(_folder, Lambert, new());
        Assert.Equal("Café A", timetable.Stops[0].Name);
        Assert.Equal(["stops.txt"], Mended(report, "not-utf-8"));
    }

    [Fact]
    public void A_day_that_is_given_has_its_services_and_the_night_before()
    {
        (Timetable timetable, TimetableReport report) = Read(Feed(), new DateOnly(2026, 11, 11));
        Assert.Equal("2026-11-11, as given", report.Rule);
        Assert.Equal(["t1", "t2", "t2 of the day before", "freq at 09:00:00"], timetable.Trips.Take(4).Select(t => t.Id));
        Assert.Equal([new(1, -600, -600), new(3, 600, 600)], timetable.Trips[2].Calls);
        Assert.Equal(["t2"], Mended(report, "day-before"));
        Assert.DoesNotContain(Read(Feed()).Report.Mended, m => m.Rule == "day-before");      // its Monday is without service
        Assert.Contains("no trip on 2026-11-09; there are some from 2026-11-02 to 2026-11-13", Refused(_ => { }, new DateOnly(2026, 11, 9)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_read_as_the_zip_is_and_blank_times_by_distance()
    {
        Dictionary<string, string> feed = Feed();
        feed["stop_times.txt"] = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,shape_dist_traveled\nt1,08:00:00,08:00:00,A,1,0\nt1,,,C,5,900\nt1,08:10:00,08:10:00,D,9,1000\n";
        feed.Remove("frequencies.txt");
        foreach ((string name, string text) in feed) File.WriteAllText(Path.Combine(_folder, name), text);
        (Timetable timetable, TimetableReport report) = GtfsReader.Read(_folder, Lambert, new());
        Assert.Equal(28800 + 540, timetable.Trips[0].Calls[1].Arrival);
        Assert.Equal(["t2", "t3", "freq"], Mended(report, "trip-without-halts"));
        Assert.Equal(["B"], Mended(report, "stop-without-service"));
    }

    private string Refused(Action<Dictionary<string, string>> spoil, DateOnly? day = null)
    {
        Dictionary<string, string> feed = Feed();
        spoil(feed);
        return Assert.Throws<InputException>(() => Read(feed, day)).Message;
    }

    [Theory]
    [InlineData("stops.txt", "45.20,0.72", "0,0", "stops.txt(5): stop C at 0, 0, in the Gulf of Guinea; expected its place")]
    [InlineData("stops.txt", "45.20,0.72", "0.72,45.20", "stop C")]
    [InlineData("stops.txt", "45.20,0.72", "95,0.72", "stops.txt(5): `stop_lat` is `95`; expected a number from -90 to 90")]
    [InlineData("stops.txt", "45.20,0.72", ",0.72", "no place of stop C")]
    [InlineData("stops.txt", "D,D,", "C,D,", "stops.txt(6): `stop_id` C again")]
    [InlineData("stops.txt", "0.72,,S", "0.72,,T", "stops.txt(4): `parent_station` T; expected a station")]
    [InlineData("routes.txt", "R2,,", "R1,,", "routes.txt(3): `route_id` R1 again")]
    [InlineData("trips.txt", "R2,extra", "R9,extra", "trips.txt(4): trip t3 of the route R9; expected one of routes.txt")]
    [InlineData("trips.txt", "extra,t3", "never,t3", "trips.txt(4): trip t3 of the service never; expected one of calendar.txt or calendar_dates.txt")]
    [InlineData("trips.txt", "week,t2", "week,t1", "trips.txt(3): `trip_id` t1 again")]
    [InlineData("calendar_dates.txt", "extra,20261110,1", "extra,20261110,2", "service extra, of trip t3, runs on no day; expected one at least")]
    [InlineData("calendar_dates.txt", "20261110", "20261310", "calendar_dates.txt(3): `date` is `20261310`; expected a date")]
    [InlineData("calendar.txt", "20261102,20261113", "20261113,20261102", "service week from 20261113 to 20261102; expected an end after the beginning")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,05:30:00,06:30:00,D,2", "stop_times.txt(8): trip t3 arrives at 05:30:00, before it departed at 06:00:00 in line 7")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,06:30:00,06:29:00,D,2", "trip t3 departs at 06:29:00, before it arrived at 06:30:00")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,06:30:00,06:30:00,D,1", "stop_times.txt(8): `stop_sequence` 1 of trip t3 again, as in line 7")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,06:30:00,06:30:00,X,2", "stop_times.txt(8): the stop X; expected one of stops.txt")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,06:30:00,06:30:00,S,2", "trip t3 halts at S, which is a station")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,,,D,2", "stop_times.txt(8): no time at the last halt of trip t3")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t3,6h30,06:30:00,D,2", "`arrival_time` is `6h30`; expected a time such as 08:05:00")]
    [InlineData("stop_times.txt", "t3,06:30:00,06:30:00,D,2", "t9,06:30:00,06:30:00,D,2", "stop_times.txt(8): the trip t9; expected one of trips.txt")]
    [InlineData("frequencies.txt", "freq,12:00:00,13:00:00", "freq,09:10:00,13:00:00", "which overlaps another row")]
    [InlineData("frequencies.txt", "freq,12", "gone,12", "frequencies.txt(3): the trip gone")]
    [InlineData("frequencies.txt", ",1800,", ",0,", "`headway_secs` is `0`")]
    [InlineData("transfers.txt", "A,C,2,300", "A,Z,2,300", "transfers.txt(2): the stop Z")]
    [InlineData("transfers.txt", "A,C,2,300", "A,C,2,", "of type 2 without `min_transfer_time`")]
    [InlineData("agency.txt", "agency_timezone", "zone", "no column `agency_timezone`")]
    public void A_fault_of_a_feed_is_named_with_its_file_line_and_ids(string file, string text, string instead, string expected)
    {
        Assert.Contains(text, Feed()[file], StringComparison.Ordinal);
        Assert.Contains(expected, Refused(feed => feed[file] = feed[file].Replace(text, instead, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_feed_are_told_at_once()
    {
        string message = Refused(feed =>
        {
            feed["stops.txt"] = feed["stops.txt"].Replace("45.20,0.72", "0,0", StringComparison.Ordinal);
            feed["trips.txt"] = feed["trips.txt"].Replace("R2,extra", "R9,none", StringComparison.Ordinal);
            feed["stop_times.txt"] = feed["stop_times.txt"].Replace("06:30:00,06:30:00", "05:30:00,05:30:00", StringComparison.Ordinal);
            feed.Remove("agency.txt");
        });
        foreach (string part in new[] { "no agency.txt", "stop C at 0, 0", "the route R9", "the service none", "trip t3 arrives at 05:30:00" }) Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("neither calendar.txt nor calendar_dates.txt", Refused(feed => _ = feed.Remove("calendar.txt") & feed.Remove("calendar_dates.txt")), StringComparison.Ordinal);
        Assert.Contains("no trip on any Tuesday", Refused(feed =>
        {
            feed["calendar.txt"] = feed["calendar.txt"].Replace("week,1,1,", "week,1,0,", StringComparison.Ordinal) + "extra,0,0,1,0,0,0,0,20261102,20261113\n";
            feed.Remove("calendar_dates.txt");
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_feed_and_a_damaged_one_end_with_a_reason()
    {
        string path = Path.Combine(_folder, "feed.zip");
        Assert.Contains("no such file", Assert.Throws<InputException>(() => GtfsReader.Read(path, Lambert, new())).Message, StringComparison.Ordinal);
        File.WriteAllText(path, "no zip");
        Assert.Contains("cannot be read", Assert.Throws<InputException>(() => GtfsReader.Read(path, Lambert, new())).Message, StringComparison.Ordinal);
        Assert.Contains("no table", Assert.Throws<InputException>(() => Read(new() { ["readme.md"] = "" })).Message, StringComparison.Ordinal);
        Random random = new(5);
        int refused = 0;
        for (int n = 0; n < 200; n++)
        {
            Dictionary<string, string> feed = Feed();
            string name = feed.Keys.Order().ElementAt(random.Next(feed.Count));
            char[] text = feed[name].ToCharArray();
            for (int k = random.Next(1, 5); k > 0; k--) text[random.Next(text.Length)] = "\",:;\n-.9aO\t"[random.Next(11)];
            feed[name] = new string(text, 0, n % 7 == 0 ? random.Next(text.Length) : text.Length);
            try
            {
                Read(feed);
            }
            catch (InputException e)
            {
                Assert.NotEmpty(e.Message);
                refused++;
            }
        }
        Assert.InRange(refused, 50, 199);
    }
}
