using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Runs;

/// <summary>Writes columns of the buildings in square cells, and the sky seen from the ground.</summary>
internal static class GridWriter
{
    /// <summary>Writes a NetCDF file. Each building counts in the cell of its first corner, whole: totals are conserved.</summary>
    public static void Write(string path, Stage stage, Table buildings, IReadOnlyList<string> fields)
    {
        Territory territory = stage.Territory;
        Grid grid = stage.Cells;
        int[] cells = [.. territory.Buildings.Select(b => grid.PlaceOf(b))];
        using NetCdfWriter writer = new(path);
        writer.Attribute("title", $"{territory.Name}: the buildings by cell, and the sky seen from the ground");
        writer.Attribute("source", $"TerritoryTwin {ScenarioRunner.EngineVersion}");
        NetCdfGrid axes = writer.Grid(grid, Crs.FromEpsg(territory.Epsg));
        int[] variables = [.. fields.Select(f => writer.Field(ResultCatalogue.Grids.First(c => c.Name == f).Quantity, axes, time: null))];
        for (int k = 0; k < variables.Length; k++) writer.PutField(variables[k], 0, grid, Values(fields[k], stage, buildings, cells, grid));
        writer.Complete();
    }

    private static float[] Values(string field, Stage stage, Table buildings, int[] cells, Grid grid) =>
        field == ResultCatalogue.SkyView ? stage.SkyViewFactor : Values(field, buildings, cells, grid);

    /// <summary>A column of the buildings in cells: summed, or the mean by heated area.</summary>
    /// <param name="field">The column.</param> <param name="buildings">The table.</param> <param name="cells">Of each building.</param> <param name="grid">The cells.</param>
    public static float[] Values(string field, Table buildings, int[] cells, Grid grid)
    {
        NumberColumn column = buildings.Columns.OfType<NumberColumn>().First(c => c.Name == field);
        return ResultCatalogue.IsSummed(column) ? Sums(column.Values, cells, grid.Count) : Means(column.Values, buildings.Numbers("heated_area"), cells, grid.Count);
    }

    private static float[] Sums(double[] values, int[] cells, int count)
    {
        double[] sums = new double[count];
        for (int b = 0; b < cells.Length; b++)
            if (!double.IsNaN(values[b])) sums[cells[b]] += values[b];
        return [.. sums.Select(s => (float)s)];
    }

    private static float[] Means(double[] values, double[] weights, int[] cells, int count)
    {
        double[] sums = new double[count], weight = new double[count];
        for (int b = 0; b < cells.Length; b++)
        {
            if (double.IsNaN(values[b]) || !(weights[b] > 0)) continue;
            sums[cells[b]] += weights[b] * values[b];
            weight[cells[b]] += weights[b];
        }
        return [.. sums.Select((s, k) => weight[k] > 0 ? (float)(s / weight[k]) : float.NaN)];
    }
}
