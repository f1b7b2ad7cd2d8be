namespace TerritoryTwin.Core;

/// <summary>Values of one variable on a grid, in host memory. Missing values are NaN.</summary>
/// <param name="Grid">Where.</param>
/// <param name="Values">Row-major from the south-west cell, length <c>Grid.Count</c>.</param>
public sealed record Raster(Grid Grid, float[] Values)
{
    /// <summary>The value of a cell.</summary>
    public float this[int i, int j] => Values[j * Grid.Columns + i];

    /// <summary>Bilinear value at a point, from the nearest cells at the edge; NaN where a neighbour is missing and the nearest too.</summary>
    public float At(double x, double y)
    {
        double u = (x - Grid.West) / Grid.CellSize - 0.5, v = (y - Grid.South) / Grid.CellSize - 0.5;
        int i = Math.Clamp((int)Math.Floor(u), 0, Math.Max(0, Grid.Columns - 2)), j = Math.Clamp((int)Math.Floor(v), 0, Math.Max(0, Grid.Rows - 2));
        int east = Math.Min(i + 1, Grid.Columns - 1), north = Math.Min(j + 1, Grid.Rows - 1);
        double fu = Math.Clamp(u - i, 0, 1), fv = Math.Clamp(v - j, 0, 1);
        double value = (1 - fv) * ((1 - fu) * this[i, j] + fu * this[east, j]) + fv * ((1 - fu) * this[i, north] + fu * this[east, north]);
        return double.IsNaN(value) ? this[fu < 0.5 ? i : east, fv < 0.5 ? j : north] : (float)value;
    }
}
