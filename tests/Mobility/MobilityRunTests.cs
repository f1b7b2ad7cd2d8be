using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
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
        RequireWideRoads(Path.Combine(results, "weekday.png"), Path.Combine(results, "weekday.svg"));
    }

    // The town with its people moving, and with some more lines of its scenario.
    private (string Results, RunRecord Record) Run(string name, string more)
    {
        string folder = town.Fresh(name), scenario = Path.Combine(folder, "moves.yaml"), results = Path.Combine(folder, "moves");
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
