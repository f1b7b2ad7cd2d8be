namespace TerritoryTwin.Core;

/// <summary>Where nothing stands: no building, no water, no tree, no sail, no road.</summary>
public sealed class FreeGround
{
    private const double Side = 25;     // of the cells by which neighbours are found [m]
    private const double FinestSample = 1, MostSamples = 4_000;        // of the open ground of a polygon [m; number]
    private readonly Boxes<Polygon> _standing = new(Side), _closed = new(Side), _soft = new(Side);
    private readonly Boxes<(Road Road, int Point)> _roads = new(Side);

    private FreeGround() { }

    /// <summary>Of a territory.</summary>
    public static FreeGround Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        FreeGround free = new();
        foreach (Building building in territory.Standing)
        {
            Put(free._standing, building.Footprint);
            Put(free._closed, building.Footprint);
        }
        foreach (Zone zone in territory.Water) free.Flood(zone);
        foreach (Zone zone in territory.Vegetation) free.Plant(zone);
        foreach (Zone zone in territory.Shades) free.Shade(zone);
        foreach (Zone zone in territory.Covers) free.Cover(zone);
        foreach (Road road in territory.Roads)
            for (int p = 1; p < road.X.Length; p++)
            {
                double half = road.HalfWidth;
                free._roads.Add((road, p), Math.Min(road.X[p - 1], road.X[p]) - half, Math.Min(road.Y[p - 1], road.Y[p]) - half, Math.Max(road.X[p - 1], road.X[p]) + half, Math.Max(road.Y[p - 1], road.Y[p]) + half);
            }
        return free;
    }

    /// <summary>Whether a disc touches nothing.</summary>
    /// <param name="x">[m].</param> <param name="y">[m].</param> <param name="radius">[m].</param>
    /// <param name="offRoads">From the middle to any carriageway [m]; null: the radius.</param>
    public bool IsFree(double x, double y, double radius, double? offRoads = null)
    {
        double off = offRoads ?? radius;
        return _standing.Near(x, y, radius).All(p => p.DistanceTo(x, y) >= radius)
            && _roads.Near(x, y, off).All(r => r.Road.DistanceTo(r.Point, x, y) >= r.Road.HalfWidth + off);
    }

    /// <summary>A basin is laid out.</summary>
    public void Flood(Zone basin)
    {
        ArgumentNullException.ThrowIfNull(basin);
        Put(_standing, basin.Area);
        Put(_soft, basin.Area);
    }

    /// <summary>Something grows; trees stand, and a single one over whatever ground there is.</summary>
    public void Plant(Zone plants)
    {
        ArgumentNullException.ThrowIfNull(plants);
        if (plants.Height > 0) Put(_standing, plants.Area);
        if (!plants.IsSingleTree) Put(_soft, plants.Area);
    }

    /// <summary>A sail is stretched.</summary>
    public void Shade(Zone sail)
    {
        ArgumentNullException.ThrowIfNull(sail);
        Put(_standing, sail.Area);
    }

    /// <summary>Ground is unsealed.</summary>
    public void Cover(Zone ground)
    {
        ArgumentNullException.ThrowIfNull(ground);
        Put(_closed, ground.Area);
    }

    /// <summary>Ground of a polygon that can be unsealed [m²], as <c>GroundCover</c> has it: roads, and what is no building, water, wood, green or unsealed yet. By samples a metre apart, farther where that would be over four thousand.</summary>
    public double SealedArea(Polygon polygon)
    {
        ArgumentNullException.ThrowIfNull(polygon);
        double west = polygon.Outer.X.Min(), east = polygon.Outer.X.Max(), south = polygon.Outer.Y.Min(), north = polygon.Outer.Y.Max();
        double step = Math.Max(FinestSample, Math.Sqrt((east - west) * (north - south) / MostSamples));
        int inside = 0, open = 0;
        for (double y = south + step / 2; y < north; y += step)
            for (double x = west + step / 2; x < east; x += step)
            {
                if (!polygon.Contains(x, y)) continue;
                inside++;
                if (Holds(_closed, x, y)) continue;
                if (!Holds(_soft, x, y) || _roads.Near(x, y, 0).Any(r => r.Road.DistanceTo(r.Point, x, y) < r.Road.HalfWidth)) open++;
            }
        return inside == 0 ? 0 : polygon.Area * open / inside;
    }

    private static bool Holds(Boxes<Polygon> polygons, double x, double y) => polygons.Near(x, y, 0).Any(p => p.Contains(x, y));

    private static void Put(Boxes<Polygon> into, Polygon polygon) =>
        into.Add(polygon, polygon.Outer.X.Min(), polygon.Outer.Y.Min(), polygon.Outer.X.Max(), polygon.Outer.Y.Max());
}
