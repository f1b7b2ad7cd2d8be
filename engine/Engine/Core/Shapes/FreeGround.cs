namespace TerritoryTwin.Core;

/// <summary>Where nothing stands: no building, no water, no tree.</summary>
public sealed class FreeGround
{
    private const double Side = 25;     // of the cells by which neighbours are found [m]
    private readonly Dictionary<(int, int), List<Polygon>> _cells = [];

    private FreeGround() { }

    /// <summary>Of a territory.</summary>
    public static FreeGround Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        FreeGround free = new();
        foreach (Building building in territory.Buildings) free.Take(building.Footprint);
        foreach (Zone zone in territory.Water) free.Take(zone.Area);
        foreach (Zone zone in territory.Vegetation.Where(z => z.Height > 0)) free.Take(zone.Area);
        return free;
    }

    /// <summary>Whether a disc touches nothing.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param> <param name="radius">[m].</param>
    public bool IsFree(double x, double y, double radius)
    {
        for (int j = Cell(y - radius); j <= Cell(y + radius); j++)
            for (int i = Cell(x - radius); i <= Cell(x + radius); i++)
                if (_cells.TryGetValue((i, j), out List<Polygon>? near))
                    foreach (Polygon polygon in near)
                        if (polygon.DistanceTo(x, y) < radius) return false;
        return true;
    }

    private static int Cell(double at) => (int)Math.Floor(at / Side);

    private void Take(Polygon polygon)
    {
        for (int j = Cell(polygon.Outer.Y.Min()); j <= Cell(polygon.Outer.Y.Max()); j++)
            for (int i = Cell(polygon.Outer.X.Min()); i <= Cell(polygon.Outer.X.Max()); i++)
            {
                if (!_cells.TryGetValue((i, j), out List<Polygon>? list)) _cells.Add((i, j), list = []);
                list.Add(polygon);
            }
    }
}
