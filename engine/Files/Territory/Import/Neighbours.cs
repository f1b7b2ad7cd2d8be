using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Finds the buildings around a building, in a grid of cells.</summary>
internal sealed class Neighbours
{
    private const double CellSize = 50;
    private readonly IReadOnlyList<BuildingDraft> _buildings;
    private readonly Boxes<int> _centres = new(CellSize);

    /// <summary>Of these buildings.</summary>
    public Neighbours(IReadOnlyList<BuildingDraft> buildings)
    {
        _buildings = buildings;
        for (int n = 0; n < buildings.Count; n++)
        {
            (double x, double y) = (buildings[n].Centre.X, buildings[n].Centre.Y);
            _centres.Add(n, x, y, x, y);
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
        foreach (int n in _centres.Near(x, y, radius))
        {
            BuildingDraft b = _buildings[n];
            double dx = b.Centre.X - x, dy = b.Centre.Y - y, distance = dx * dx + dy * dy;
            if (distance <= radius * radius && fits(b)) found.Add((distance, n));
        }
        found.Sort();
        return found.Take(most).Select(f => _buildings[f.Index]).ToArray();
    }
}
