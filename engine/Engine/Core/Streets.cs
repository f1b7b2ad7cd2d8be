namespace TerritoryTwin.Core;

/// <summary>On which street buildings stand: that of the nearest road with a name, from the middle of the footprint.</summary>
public static class Streets
{
    private const double Reach = 50, Farthest = 200;      // m

    /// <summary>Names, in the order of the buildings; empty where no road with a name is within 200 m.</summary>
    public static string[] Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        Boxes<(int Road, int Point)> pieces = new(Reach);
        for (int r = 0; r < territory.Roads.Count; r++)
        {
            (double[] x, double[] y) = (territory.Roads[r].X, territory.Roads[r].Y);
            if (territory.Roads[r].Name.Length == 0) continue;
            for (int p = 1; p < x.Length; p++) pieces.Add((r, p), Math.Min(x[p - 1], x[p]), Math.Min(y[p - 1], y[p]), Math.Max(x[p - 1], x[p]), Math.Max(y[p - 1], y[p]));
        }
        string[] names = new string[territory.Buildings.Count];
        Parallel.For(0, names.Length, b => names[b] = Nearest(territory, pieces, territory.Buildings[b].Footprint.Outer.Middle));
        return names;
    }

    // Of roads equally near the first.
    private static string Nearest(Territory territory, Boxes<(int Road, int Point)> pieces, (double X, double Y) at)
    {
        for (double reach = Reach; reach <= Farthest; reach *= 2)
        {
            (double least, int nearest) = (reach, int.MaxValue);
            foreach ((int road, int point) in pieces.Near(at.X, at.Y, reach))
            {
                double distance = territory.Roads[road].DistanceTo(point, at.X, at.Y);
                if (distance < least || (distance == least && road < nearest)) (least, nearest) = (distance, road);
            }
            if (nearest < int.MaxValue) return territory.Roads[nearest].Name;
        }
        return "";
    }
}
