namespace TerritoryTwin.Core;

/// <summary>Where nothing stands: no building, no water, no tree, no sail, no road.</summary>
public sealed class FreeGround
{
    private const double Side = 25;     // of the cells by which neighbours are found [m]
    private const double FinestSample = 1, MostSamples = 4_000;        // of the open ground of a polygon [m; number]
    private readonly Boxes<Polygon> _standing = new(Side), _soft = new(Side);
    private readonly Boxes<(Road Road, int Point)> _roads = new(Side);

    private FreeGround() { }

    /// <summary>Of a territory.</summary>
    public static FreeGround Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        FreeGround free = new();
        foreach (Polygon footprint in territory.Buildings.Select(b => b.Footprint)) free.Take(footprint, stands: true, soft: true);
        foreach (Zone zone in territory.Water) free.Take(zone.Area, stands: true, soft: true);
        foreach (Zone zone in territory.Vegetation) free.Take(zone.Area, stands: zone.Height > 0, soft: !zone.IsSingleTree);
        foreach (Zone zone in territory.Shades) free.Take(zone.Area, stands: true, soft: false);
        foreach (Zone zone in territory.Covers) free.Take(zone.Area, stands: false, soft: true);
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

    /// <summary>Ground of a polygon that is no building, water, wood or green yet [m²]: by samples a metre apart, farther where that would be over four thousand.</summary>
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
                if (_soft.Near(x, y, 0).All(p => !p.Contains(x, y))) open++;
            }
        return inside == 0 ? 0 : polygon.Area * open / inside;
    }

    private void Take(Polygon polygon, bool stands, bool soft)
    {
        double west = polygon.Outer.X.Min(), south = polygon.Outer.Y.Min(), east = polygon.Outer.X.Max(), north = polygon.Outer.Y.Max();
        if (stands) _standing.Add(polygon, west, south, east, north);
        if (soft) _soft.Add(polygon, west, south, east, north);
    }
}
