using NetTopologySuite.Geometries;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Runs;

/// <summary>Writes what a scenario asks for. Every file and column stands in docs/results.md; a test holds it to that.</summary>
internal static class ResultWriter
{
    private static readonly string[] DefaultGrid = ["inhabitants", "heated_area", "heating_need", "import", "pv", "co2"];
    private static readonly string[] DefaultMaps = ["heating_need", "co2", "bill", "roof_irradiation"];

    /// <summary>Writes all files but the record; returns the columns of the tables.</summary>
    public static IReadOnlyList<ColumnRecord> Write(string folder, Scenario scenario, Stage stage, YearTables tables, FinishedYears done)
    {
        List<ColumnRecord> columns = [];
        List<Action> files = [];
        WriteTable(Years(done.Indicators));
        IReadOnlyList<OutputRequest> requests = scenario.Outputs.Count > 0 ? scenario.Outputs :
        [
            new(TableName.Buildings, null, null, []), new(TableName.Series, null, null, []),
            new(null, "grids.nc", null, DefaultGrid), .. DefaultMaps.Select(m => new OutputRequest(null, null, $"{m}.png", [m])),
        ];
        foreach (OutputRequest request in requests)
        {
            if (request.Table == TableName.Buildings)
            {
                Table table = Chosen(tables.Buildings, request.Fields);
                WriteTable(table);
                files.Add(() => WriteGeoPackage(Path.Combine(folder, "buildings.gpkg"), stage.Territory, table));
            }
            else if (request.Table == TableName.Series) WriteTable(Chosen(tables.Series, request.Fields));
            else if (request.Grid is { } grid) files.Add(() => WriteGrids(Path.Combine(folder, grid), stage, tables.Buildings, request.Fields.Count > 0 ? request.Fields : DefaultGrid));
            else files.Add(() => WriteMap(Path.Combine(folder, request.Map!), scenario, stage, tables.Buildings, request.Fields.Count > 0 ? request.Fields[0] : DefaultMaps[0]));
        }
        Parallel.Invoke([.. files]);
        return columns;

        void WriteTable(Table table)
        {
            files.Add(() => Csv.Write(Path.Combine(folder, table.Name + ".csv"), table));
            columns.AddRange(table.Columns.Select(c => new ColumnRecord(table.Name, c.Name, c is NumberColumn ? c.Unit : null, c.Meaning)));
        }
    }

    /// <summary>A variable of the buildings as maps show it: sums per heated area, so that large and small buildings compare.</summary>
    public static (double[] Values, string Unit, string Meaning) ForMap(Table buildings, string name)
    {
        NumberColumn column = buildings.Columns.OfType<NumberColumn>().First(c => c.Name == name);
        if (column.Unit is not ("kWh" or "kg" or "EUR")) return (column.Values, People.Unit(column.Unit), column.Meaning);
        double[] area = buildings.Numbers("heated_area");
        return ([.. column.Values.Select((v, b) => area[b] > 0 ? v / area[b] : double.NaN)], $"{People.Unit(column.Unit)}/m²/year", column.Meaning);
    }

    /// <summary>The meaning of a column in a few words: up to its first comma.</summary>
    public static string Legend(string meaning) => char.ToUpperInvariant(meaning[0]) + meaning.Split(',')[0][1..];

    private static Table Chosen(Table table, IReadOnlyList<string> fields) => fields.Count == 0 ? table
        : new(table.Name, [.. table.Columns.Where((c, k) => k == 0 || fields.Contains(c.Name))]);

    private static Table Years(IReadOnlyList<Indicator> indicators)
    {
        int[] years = [.. indicators.Select(i => i.Year).Distinct()];
        return new("years",
        [
            new NumberColumn("year", "year", "simulated year", [.. years.Select(y => (double)y)]),
            .. indicators.DistinctBy(i => i.Name).Select(first => new NumberColumn(first.Name, first.Unit, first.Meaning,
                [.. years.Select(y => indicators.First(i => i.Year == y && i.Name == first.Name).Value)])),
        ]);
    }

    private static void WriteGeoPackage(string path, Territory territory, Table table)
    {
        GeometryFactory factory = new();
        GeoPackageColumn[] columns = [.. table.Columns.Select(c => new GeoPackageColumn(c.Name, c is TextColumn ? GeoPackageType.Text : GeoPackageType.Real))];
        IEnumerable<GeoPackageRow> rows = territory.Buildings.Select((building, b) => new GeoPackageRow(
            Shape(factory, building.Footprint),
            [.. table.Columns.Select(c => c is TextColumn text ? text.Values[b] : (object?)((NumberColumn)c).Values[b])]));
        GeoPackage.Write(path,
            new GeoPackageLayer("buildings", "one polygon a building, with all columns of buildings.csv", Crs.FromEpsg(territory.Epsg), "POLYGON", columns, rows));
    }

    private static NetTopologySuite.Geometries.Polygon Shape(GeometryFactory factory, Core.Polygon polygon)
    {
        return factory.CreatePolygon(Closed(polygon.Outer), [.. polygon.Holes.Select(Closed)]);

        LinearRing Closed(Ring ring) => factory.CreateLinearRing(
            [.. Enumerable.Range(0, ring.Count + 1).Select(k => new Coordinate(ring.X[k % ring.Count], ring.Y[k % ring.Count]))]);
    }

    // Each building counts in the cell of its first corner, whole: totals are conserved.
    private static void WriteGrids(string path, Stage stage, Table buildings, IReadOnlyList<string> fields)
    {
        Territory territory = stage.Territory;
        (Grid grid, float[] skyView) = stage.SkyViewFactor;
        int[] cells = [.. territory.Buildings.Select(b => grid.CellOf(b.Footprint.Outer.X[0], b.Footprint.Outer.Y[0])).Select(c => c.J * grid.Columns + c.I)];
        using NetCdfWriter writer = new(path);
        writer.Attribute("Conventions", "CF-1.8");
        writer.Attribute("title", $"{territory.Name}: sums of the buildings by cell, and the sky seen from the ground");
        writer.Attribute("source", $"TerritoryTwin {ScenarioRunner.EngineVersion}");
        NetCdfGrid axes = writer.Grid(grid, Crs.FromEpsg(territory.Epsg));
        List<(int Variable, float[] Values)> written = [];
        foreach (string field in fields)
        {
            NumberColumn column = buildings.Columns.OfType<NumberColumn>().First(c => c.Name == field);
            float[] sums = new float[grid.Count];
            for (int b = 0; b < cells.Length; b++)
                if (!double.IsNaN(column.Values[b])) sums[cells[b]] += (float)column.Values[b];
            written.Add((Variable(column.Name, column.Unit, column.Meaning + ", sum of the cell"), sums));
        }
        written.Add((Variable("sky_view_factor", "1", "share of the sky seen from the ground, mean of the cell"), skyView));
        foreach ((int variable, float[] values) in written) writer.PutField(variable, 0, grid, values);
        writer.Complete();

        int Variable(string name, string unit, string meaning) => writer.Variable(
            name, NetCdfType.Float, [axes.Y, axes.X], ("units", unit), ("long_name", meaning), ("grid_mapping", "crs"), ("_FillValue", new float[] { float.NaN }));
    }

    private static void WriteMap(string path, Scenario scenario, Stage stage, Table buildings, string field)
    {
        Territory territory = stage.Territory;
        (double[] values, string unit, string meaning) = ForMap(buildings, field);
        Canvas sheet = MapSheet.Draw(territory, $"{territory.Name}: {scenario.Name}, {scenario.Simulated[^1]}", Legend(meaning), ValueScale.Of(values, ColorMap.Heat, unit), [new MapPanel("", [], values)], stage.Plan);
        Png.Write(path, sheet.Width, sheet.Height, sheet.Pixels);
    }
}
