using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Finds the buildings around a building, in a grid of cells.</summary>
internal sealed class Neighbours
{
    private const double CellSize = 50;
    private readonly IReadOnlyList<BuildingDraft> _buildings;
    private readonly Dictionary<(int, int), List<int>> _cells = [];

    /// <summary>Of these buildings.</summary>
    public Neighbours(IReadOnlyList<BuildingDraft> buildings)
    {
        _buildings = buildings;
        for (int n = 0; n < buildings.Count; n++)
        {
            (int, int) cell = Cell(buildings[n].Centre.X, buildings[n].Centre.Y);
            if (!_cells.TryGetValue(cell, out List<int>? list)) _cells.Add(cell, list = []);
            list.Add(n);
        }
    }

    /// <summary>Those nearest to a point, nearest first, within a radius.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param>
    /// <param name="radius">Between centres [m].</param>
    /// <param name="most">How many at most.</param>
    /// <param name="fits">Which count.</param>
    public IReadOnlyList<BuildingDraft> Around(double x, double y, double radius, int most, Func<BuildingDraft, bool> fits)
    {
        List<(double Distance, int Index)> found = [];
        (int west, int south) = Cell(x - radius, y - radius);
        (int east, int north) = Cell(x + radius, y + radius);
        for (int j = south; j <= north; j++)
            for (int i = west; i <= east; i++)
                if (_cells.TryGetValue((i, j), out List<int>? list)) Collect(list, x, y, radius, fits, found);
        found.Sort();
        return found.Take(most).Select(f => _buildings[f.Index]).ToArray();
    }

    private void Collect(List<int> list, double x, double y, double radius, Func<BuildingDraft, bool> fits, List<(double, int)> found)
    {
        foreach (int n in list)
        {
            BuildingDraft b = _buildings[n];
            double dx = b.Centre.X - x, dy = b.Centre.Y - y, distance = dx * dx + dy * dy;
            if (distance <= radius * radius && fits(b)) found.Add((distance, n));
        }
    }

    private static (int, int) Cell(double x, double y) => ((int)Math.Floor(x / CellSize), (int)Math.Floor(y / CellSize));
}
