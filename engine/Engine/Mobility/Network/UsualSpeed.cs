using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>How fast cars drive on the empty road where its source does not say: as is usual of its class, and slower where houses stand along it.</summary>
/// <remarks>
/// docs/physics/road-network.md. Built-up is a road along half of which at least three buildings stand within some 75 m: buildings close together are what the Code de la route calls an agglomération (R110-2), with its limit of 50 km/h (R413-3).
/// </remarks>
public static class UsualSpeed
{
    /// <summary>In built-up areas [km/h]: 50 less what crossings, parking and people take; assumed.</summary>
    public const double BuiltUp = 45;

    private const double Cell = 50, Step = 25;          // m
    private const int Close = 3;

    /// <summary>Of each road of a territory [km/h]; 0 where cars may not go.</summary>
    public static double[] Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        Dictionary<(int, int), int> buildings = [];
        foreach (Building b in territory.Standing)
        {
            (int, int) cell = CellOf(b.Footprint.Outer.Middle.X, b.Footprint.Outer.Middle.Y);
            buildings[cell] = buildings.GetValueOrDefault(cell) + 1;
        }
        return [.. territory.Roads.Select(r => RoadDefaults.Of(r.Class.Value).Speed is var usual && usual > BuiltUp && r.Class.Value != RoadClass.Motorway && IsBuiltUp(r) ? BuiltUp : usual)];

        bool IsBuiltUp(Road road)
        {
            int among = 0, all = 0;
            for (int k = 1; k < road.X.Length; k++)
            {
                int pieces = Math.Max(1, (int)(road.LengthOf(k) / Step));
                for (int p = 0; p < pieces; p++, all++)
                    if (Around(road.X[k - 1] + (p + 0.5) / pieces * (road.X[k] - road.X[k - 1]), road.Y[k - 1] + (p + 0.5) / pieces * (road.Y[k] - road.Y[k - 1])) >= Close) among++;
            }
            return 2 * among >= all;
        }

        int Around(double x, double y)
        {
            (int i, int j) = CellOf(x, y);
            int sum = 0;
            for (int di = -1; di <= 1; di++)
                for (int dj = -1; dj <= 1; dj++) sum += buildings.GetValueOrDefault((i + di, j + dj));
            return sum;
        }
    }

    private static (int, int) CellOf(double x, double y) => ((int)Math.Floor(x / Cell), (int)Math.Floor(y / Cell));
}
