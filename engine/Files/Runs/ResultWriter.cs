using System.Runtime.ExceptionServices;
using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using Shapes = TerritoryTwin.Files.Territories.Shapes;

namespace TerritoryTwin.Files.Runs;

/// <summary>Writes what a scenario asks for. Every file and column stands in docs/results.md; a test holds it to that.</summary>
internal static class ResultWriter
{
    private static readonly string[] DefaultMaps = ["heating_need", "co2", "bill", "roof_irradiation"];

    /// <summary>Writes all files but the record; returns the columns of the tables.</summary>
    public static IReadOnlyList<ColumnRecord> Write(string folder, Scenario scenario, Stage stage, IReadOnlyList<GroundWork> ground, YearTables tables, FinishedYears done)
    {
        List<ColumnRecord> columns = [];
        List<Action> files = [];
        WriteTable(ResultCatalogue.YearsOf(done.Indicators));
        if (ground.Count > 0) files.Add(() => GroundWorks.Write(folder, stage.Territory.Epsg, ground));
        if (stage.Calibration is { } calibration) WriteTable(calibration.Record.Table);
        IReadOnlyList<OutputRequest> requests = scenario.Outputs.Count > 0 ? scenario.Outputs :
        [
            .. tables.Tables.Select(t => new OutputRequest(new(t.Name), null, null, [])), new(new(TableName.Series), null, null, []), new(new(TableName.Months), null, null, []), new(null, "grids.nc", null, []), .. DefaultMaps.Select(m => new OutputRequest(null, null, $"{m}.png", [m])),
        ];
        foreach (OutputRequest request in requests.Where(r => r.ByTheHour == null))             // what is by the hour is written already
        {
            if (request.Table is { Name: TableName.Series }) WriteTable(Chosen(tables.Series, request.Fields, keys: 2));
            else if (request.Table is { Name: TableName.Months }) WriteTable(Chosen(ResultCatalogue.MonthsOf(tables.Series), request.Fields, keys: 1));
            else if (request.Table is { } name)
            {
                Table table = Chosen(tables.Find(name.Name)!, request.Fields, keys: 1);
                WriteTable(table);
                if (name.Name == TableName.Buildings) files.Add(() => WriteGeoPackage(folder, stage.Territory, table, "POLYGON", "one polygon a building", stage.Territory.Buildings.Select(static b => Shapes.ToShape(b.Footprint))));
                if (name.Name == TableName.Roads) files.Add(() => WriteGeoPackage(folder, stage.Territory, table, "LINESTRING", "one line a road", stage.Territory.Roads.Select(static r => Shapes.ToLine(r.X, r.Y))));
            }
            else if (request.Grid is { } grid) files.Add(() => GridWriter.Write(Path.Combine(folder, grid), stage, tables.Buildings, request.Fields.Count > 0 ? request.Fields : ResultCatalogue.DefaultGrid));
            else files.Add(() => WriteMap(Path.Combine(folder, request.Map!), scenario, stage, tables, request.Fields.Count > 0 ? request.Fields[0] : DefaultMaps[0]));
        }
        WriteAll(files);
        return columns;

        void WriteTable(Table table)
        {
            files.Add(() => TableFiles.Write(folder, table));
            columns.AddRange(ResultCatalogue.Records(table));
        }
    }

    // Side by side; a fault is that of the first file that has one.
    private static void WriteAll(List<Action> files)
    {
        try
        {
            Parallel.Invoke([.. files]);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    /// <summary>A variable of buildings or roads as maps show it: sums per heated area, or per length, so that large and small ones compare.</summary>
    public static (double[] Values, string Unit, NumberColumn Column) ForMap(Table table, string name)
    {
        NumberColumn column = table.Columns.OfType<NumberColumn>().First(c => c.Name == name);
        if (!ResultCatalogue.IsTotal(column.Unit)) return (column.Values, People.Unit(column.Unit), column);
        (double[] size, double of, string per) = table.Name == TableName.Roads ? (table.Numbers("road_length"), 1000, "km") : (table.Numbers("heated_area"), 1.0, "m²");
        return ([.. column.Values.Select((v, n) => size[n] > 0 ? of * v / size[n] : double.NaN)], $"{People.Unit(column.Unit)}/{per}/year", column);
    }

    /// <summary>The meaning of a column in a few words: up to its first comma.</summary>
    public static string Legend(string meaning) => char.ToUpperInvariant(meaning[0]) + meaning.Split(',')[0][1..];

    // The first columns name the rows and always stand.
    private static Table Chosen(Table table, IReadOnlyList<string> fields, int keys) => fields.Count == 0 ? table
        : new(table.Name, [.. table.Columns.Where((c, k) => k < keys || fields.Contains(c.Name))]);

    private static void WriteGeoPackage(string folder, Territory territory, Table table, string geometry, string meaning, IEnumerable<Geometry> shapes)
    {
        GeoPackageColumn[] columns = [.. table.Columns.Select(c => new GeoPackageColumn(c.Name, c is TextColumn ? GeoPackageType.Text : c is NumberColumn { IsWhole: true } ? GeoPackageType.Integer : GeoPackageType.Real))];
        IEnumerable<GeoPackageRow> rows = shapes.Select((shape, n) => new GeoPackageRow(shape, [.. table.Columns.Select(c => c switch { TextColumn text => text.Values[n], NumberColumn { IsWhole: true } whole => double.IsNaN(whole.Values[n]) ? null : (object?)(long)whole.Values[n], _ => ((NumberColumn)c).Values[n] })]));
        GeoPackage.Write(Path.Combine(folder, table.Name + ".gpkg"), new GeoPackageLayer(table.Name, $"{meaning}, with all columns of {table.Name}.csv", Crs.FromEpsg(territory.Epsg), geometry, columns, rows), LayerStyles.Of(table));
    }

    private static void WriteMap(string path, Scenario scenario, Stage stage, YearTables tables, string field)
    {
        Territory territory = stage.Territory;
        Table? roads = tables.Find(TableName.Roads);
        bool ofRoads = roads?.Columns.OfType<NumberColumn>().Any(c => c.Name == field) == true;
        (double[] values, string unit, NumberColumn column) = ForMap(ofRoads ? roads! : tables.Buildings, field);
        MapPanel panel = ofRoads ? new("", [], []) { Roads = values } : new("", [], values);
        using Picture sheet = MapSheet.Draw(territory, $"{territory.Name}: {scenario.Name}, {scenario.Simulated[^1]}{(scenario.Today.Length > 0 ? $" {scenario.Today}" : "")}", Legend(column.Meaning), ValueScale.Of(values, ColorMap.For(column.Kind, column.Unit), unit), [panel], stage.Plan);
        sheet.Write(path);
    }
}
