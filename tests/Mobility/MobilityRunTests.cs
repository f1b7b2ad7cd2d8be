using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SkiaSharp;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Tests.Runs;

namespace TerritoryTwin.Tests.Mobility;

/// <summary>Runs with mobility on.</summary>
[Collection(nameof(TinyTown))]
public sealed class MobilityRunTests(TinyTown town)
{
    [Fact]
    public void A_run_has_what_the_catalogue_says_and_without_charging_leaves_all_else_as_it_was()
    {
        (string results, RunRecord record) = Run("mobility", "couplings: { charging: false }\n");

        foreach (Table table in Simulation.Declared.Year.Tables.Where(t => t.Name is "buildings" or "roads"))
            Assert.All(table.Columns.Where(c => Simulation.Declared.ProcessOf.TryGetValue(c.Name, out string? p) && p == "mobility"), c => Assert.Contains(record.Columns, r => r.Table == table.Name && r.Name == c.Name));
        Assert.Equal(4, record.Indicators.Where(i => i.Year == 2028).Select(i => i.Name).Intersect(["trips", "car_share", "road_carbon", "travel_spending_poorest_third"]).Count());
        Assert.All(record.Balances, b => Assert.True(b.RelativeError <= b.Tolerance, $"{b.Name}: {b.RelativeError}"));
        Assert.Equal(2, record.Balances.Count(b => b.Name == "vehicles"));

        string[] before = File.ReadAllLines(Path.Combine(town["baseline"], "series.csv")), after = File.ReadAllLines(Path.Combine(results, "series.csv"));
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void Roads_of_a_year_are_written_with_their_ids()
    {
        (string results, _) = Run("mobility-roads", "simulate: [2028]\noutputs: [{ table: roads }, { map: weekday.png, fields: [vehicles_of_weekday] }, { map: weekday.svg, fields: [vehicles_of_weekday] }]\n");
        string[] rows = File.ReadAllLines(Path.Combine(results, "roads.csv"));
        Assert.StartsWith("id,name,road_length,vehicles_of_weekday", rows[0], StringComparison.Ordinal);
        // A town of 2,000 whose people make three trips a day by car or otherwise: some road carries a thousand vehicles.
        Assert.InRange(rows.Skip(1).Max(r => double.Parse(r.Split(',')[3], CultureInfo.InvariantCulture)), 500, 20_000);
        RequireSameInGeoPackage(Path.Combine(results, "roads.gpkg"), rows);
        RequireCompared(results);
        RequireWideRoads(Path.Combine(results, "weekday.png"), Path.Combine(results, "weekday.svg"));
    }

    [Fact]
    public void A_timetable_of_a_scenario_is_in_its_record_and_leaves_the_territory_what_it_is()
    {
        Territory built = ScenarioTerritory.Load(new TerritoryChoice(null, 2000, 12));
        string[] places = [.. new[] { built.Buildings[0], built.Buildings[^1] }.Select(b => Crs.FromEpsg(built.Epsg).Inverse(b.Footprint.Outer.Middle.X, b.Footprint.Outer.Middle.Y)).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Latitude},{p.Longitude}"))];
        string feed = Path.Combine(town.Fresh("timetable"), "feed.zip");
        using (ZipArchive zip = new(File.Create(feed), ZipArchiveMode.Create))
        {
            Add("agency.txt", "agency_name,agency_timezone\nBus,Europe/Paris\n");
            Add("stops.txt", $"stop_id,stop_lat,stop_lon\nA,{places[0]}\nB,{places[1]}\n");
            Add("routes.txt", "route_id,route_type\nR,3\n");
            Add("trips.txt", "route_id,service_id,trip_id\nR,s,t\n");
            Add("stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,08:00:00,08:00:00,A,1\nt,08:05:00,08:05:00,B,2\n");
            Add("calendar_dates.txt", "service_id,date,exception_type\ns,20261110,1\n");

            void Add(string name, string text)
            {
                using StreamWriter writer = new(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }
        (_, RunRecord record) = Run("timetable", "simulate: [2028]\ntimetable: feed.zip\n", fresh: false);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(feed))), record.Inputs.Single(i => i.Path.EndsWith("feed.zip", StringComparison.Ordinal)).Sha256);
        Assert.Equal(town.BaselineRecord.TerritorySource, record.TerritorySource);
        Assert.Contains(record.Notes, n => n.Contains("by timetable (feed.zip: Bus, 2026-11-10 to 2026-11-10): weekday of 2026-11-10, no service on a Saturday, no service on a Sunday; it goes to 0 of", StringComparison.Ordinal));
    }

    // Runs are compared by maps of their roads too; of one that wrote none it is said which table is missing.
    private void RequireCompared(string results)
    {
        string sheet = Path.Combine(results, "sheet.png");
        Comparison same = new([RunRecord.Read(results), RunRecord.Read(results)]);
        Assert.Equal(("vehicles_of_weekday", "heating_need"), (same.TellingMap, new Comparison([RunRecord.Read(town["baseline"]), RunRecord.Read(town["baseline"])]).TellingMap));
        Assert.StartsWith("In 2028, “People move” changes none of the main figures.", Assert.Single(new Files.Reports.Conclusion(same, Words.English).Sentences), StringComparison.Ordinal);
        ComparisonSheet.Write(sheet, same, [results, results], same.TellingMap);
        using SKBitmap picture = SKBitmap.Decode(sheet);
        int half = picture.Width / 2;
        bool Reddens(int from) => Enumerable.Range(200, 800).Any(y => Enumerable.Range(from, half - 120).Any(x => picture.GetPixel(x, y) is { Red: > 150, Green: < 120, Blue: < 80 }));
        Assert.Equal((false, true), (Reddens(60), Reddens(half + 60)));          // nothing changes on the left; the traffic of the base stands on the right
        InputException none = Assert.Throws<InputException>(() => ComparisonSheet.Write(sheet, new([RunRecord.Read(town["baseline"]), RunRecord.Read(town["baseline"])]), [town["baseline"], town["baseline"]], "vehicles_of_weekday"));
        Assert.Contains("let the scenario write the table `roads`", none.Message, StringComparison.Ordinal);
    }

    // The town with its people moving, and with some more lines of its scenario.
    private (string Results, RunRecord Record) Run(string name, string more, bool fresh = true)
    {
        string folder = fresh ? town.Fresh(name) : town[name], scenario = Path.Combine(folder, "moves.yaml"), results = Path.Combine(folder, "moves");
        File.WriteAllText(scenario, "name: People move\nextends: baseline.yaml\nmobility: { on: true }\n" + more);
        using HostDevice device = new(2);
        using ScenarioRunner runner = new(device);
        return (results, runner.Run(runner.Read(scenario), results, TinyTown.Silent, CancellationToken.None));
    }

    // By SQLite and the reader of well-known binary of NetTopologySuite, and none of our own.
    private static void RequireSameInGeoPackage(string path, string[] rows)
    {
        using SqliteConnection db = new($"Data Source={path};Mode=ReadOnly;Pooling=False");
        db.Open();
        using SqliteCommand geometry = db.CreateCommand(), all = db.CreateCommand();
        geometry.CommandText = "select geometry_type_name from gpkg_geometry_columns where table_name = 'roads'";
        Assert.Equal("LINESTRING", geometry.ExecuteScalar());
        all.CommandText = "select geom, id, road_length, vehicles_of_weekday from roads order by fid";
        using SqliteDataReader reader = all.ExecuteReader();
        WKBReader binary = new();
        int n = 0;
        while (reader.Read())
        {
            string[] row = rows[++n].Split(',');
            Geometry line = binary.Read(((byte[])reader["geom"])[40..]);          // after the header with its envelope
            Assert.Equal(row[0], reader.GetString(1));
            Assert.Equal(reader.GetDouble(2), line.Length, 1e-6 * line.Length);
            Assert.Equal(double.Parse(row[3], CultureInfo.InvariantCulture), reader.GetDouble(3), 1e-9);
        }
        Assert.Equal(rows.Length - 1, n);
    }

    // The busiest road is drawn many times as wide as those that nobody uses, and the legend says what it is in.
    private static void RequireWideRoads(string picture, string page)
    {
        Assert.InRange(new FileInfo(picture).Length, 50_000, 20_000_000);
        string svg = File.ReadAllText(page);
        Assert.Contains("Vehicles that pass on a weekday", svg, StringComparison.Ordinal);
        double[] widths = [.. Regex.Matches(svg, "stroke-width=\"([0-9.]+)\"").Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        Assert.InRange(widths.Max() / TerritoryMap.WidthOf(0, new ValueScale(0, 1, ColorMap.Heat, "1")) / 1840, 8, 20);
    }
}
