
namespace TerritoryTwin.Core;

/// <summary>Which cells of a grid have their centre inside a polygon, by the even–odd rule.</summary>
internal sealed class ScanConversion(Grid grid)
{
    private readonly List<double> _crossings = [];

    /// <summary>Calls <paramref name="span"/> with the row, the first column and the column after the last of every run of cells inside.</summary>
    public void Fill(Polygon polygon, Action<int, int, int> span)
    {
        double low = double.MaxValue, high = double.MinValue;
        foreach (double y in polygon.Outer.Y) (low, high) = (Math.Min(low, y), Math.Max(high, y));
        int bottom = Index(low, grid.South, grid.Rows), top = Index(high, grid.South, grid.Rows);
        for (int j = bottom; j < top; j++)
        {
            _crossings.Clear();
            Cross(polygon.Outer, grid.Y(j));
            foreach (Ring hole in polygon.Holes) Cross(hole, grid.Y(j));
            _crossings.Sort();
            for (int n = 0; n + 1 < _crossings.Count; n += 2)
            {
                int from = Index(_crossings[n], grid.West, grid.Columns), to = Index(_crossings[n + 1], grid.West, grid.Columns);
                if (to > from) span(j, from, to);
            }
        }
    }

    /// <summary>The first cell whose centre is at or beyond a coordinate, between 0 and <paramref name="count"/>.</summary>
    private int Index(double at, double origin, int count) => (int)Math.Clamp(Math.Ceiling((at - origin) / grid.CellSize - 0.5), 0, count);

    private void Cross(Ring ring, double y)
    {
        for (int a = ring.Count - 1, b = 0; b < ring.Count; a = b++)
        {
            if (ring.Y[a] > y != ring.Y[b] > y)
                _crossings.Add(ring.X[a] + (y - ring.Y[a]) * (ring.X[b] - ring.X[a]) / (ring.Y[b] - ring.Y[a]));
        }
    }
}
