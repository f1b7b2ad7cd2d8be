using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Which cells of a grid roads lie in.</summary>
public static class RoadCells
{
    /// <summary>Of each road, the share of its length in each cell; what lies beyond the grid is in none.</summary>
    /// <param name="roads">Givers.</param> <param name="grid">Receivers.</param>
    public static IEnumerable<Share> Shares(IReadOnlyList<Road> roads, Grid grid)
    {
        ArgumentNullException.ThrowIfNull(roads);
        ArgumentNullException.ThrowIfNull(grid);
        for (int r = 0; r < roads.Count; r++)
        {
            double all = roads[r].Length;
            SortedDictionary<int, double> metres = [];
            for (int p = 1; p < roads[r].X.Length; p++) Add(grid, roads[r].X[p - 1], roads[r].Y[p - 1], roads[r].X[p], roads[r].Y[p], metres);
            foreach ((int cell, double length) in metres)
                if (length > 0) yield return new(r, cell, length / all);
        }
    }

    // Pieces of a straight line between the places where it crosses the lines of the grid.
    private static void Add(Grid grid, double ax, double ay, double bx, double by, SortedDictionary<int, double> metres)
    {
        double length = Math.Sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
        List<double> cuts = [0, 1];
        Cross((ax - grid.West) / grid.CellSize, (bx - grid.West) / grid.CellSize);
        Cross((ay - grid.South) / grid.CellSize, (by - grid.South) / grid.CellSize);
        cuts.Sort();
        for (int k = 1; k < cuts.Count; k++)
        {
            double middle = (cuts[k - 1] + cuts[k]) / 2;
            (int i, int j) = grid.CellOf(ax + middle * (bx - ax), ay + middle * (by - ay));
            if ((uint)i >= (uint)grid.Columns || (uint)j >= (uint)grid.Rows) continue;
            int cell = j * grid.Columns + i;
            metres[cell] = metres.GetValueOrDefault(cell) + (cuts[k] - cuts[k - 1]) * length;
        }

        void Cross(double from, double to)
        {
            for (double line = Math.Floor(Math.Min(from, to)) + 1; line < Math.Max(from, to); line++) cuts.Add((line - from) / (to - from));
        }
    }
}
