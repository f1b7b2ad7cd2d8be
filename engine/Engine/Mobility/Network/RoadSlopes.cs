using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>How a stretch goes up and down from its beginning to its end.</summary>
/// <param name="Up">Sum of what it rises [m].</param> <param name="Down">Sum of what it falls [m].</param>
public readonly record struct Climb(double Up, double Down)
{
    /// <summary>From its beginning to its end [m].</summary>
    public double Rise => Up - Down;
    /// <summary>The other way.</summary>
    public Climb Back => new(Down, Up);
}

/// <summary>Slopes of roads from the relief.</summary>
/// <remarks>
/// docs/physics/road-network.md. Heights are means over 20 m, at nodes and along stretches every 20 m or a little more, so that the noise of the relief is no slope; bridges and tunnels go straight from end to end.
/// </remarks>
internal static class RoadSlopes
{
    /// <summary>Heights nearer than that are not told apart [m].</summary>
    public const double Smooth = 20;

    /// <summary>Of each stretch; 0 where the relief has no value, whose roads are told.</summary>
    public static (Climb[] Climbs, int[] Unknown) Of(RoadNetwork network, Raster terrain)
    {
        double[] atNode = [.. Enumerable.Range(0, network.Nodes).Select(n => Height(terrain, network.PlaceOf(n)))];
        Climb[] climbs = new Climb[network.Stretches.Count];
        SortedSet<int> unknown = [];
        for (int s = 0; s < climbs.Length; s++)
        {
            Stretch stretch = network.Stretches[s];
            Climb climb = Along(terrain, network.Roads[stretch.Road], stretch, atNode[stretch.From], atNode[stretch.To]);
            if (double.IsFinite(climb.Rise)) climbs[s] = climb;
            else unknown.Add(stretch.Road);
        }
        return (climbs, [.. unknown]);
    }

    private static Climb Along(Raster terrain, Road road, Stretch stretch, double first, double last)
    {
        int pieces = road.Facts.Level is { Value: not 0 } ? 1 : Math.Max(1, (int)(stretch.Length / Smooth));
        double up = 0, down = 0, before = first, gone = 0;
        for (int k = 1, point = 1; k <= pieces; k++)
        {
            double height = last, at = stretch.Begin + k * stretch.Length / pieces;
            if (k < pieces)
            {
                while (point < road.X.Length - 1 && gone + road.LengthOf(point) < at) gone += road.LengthOf(point++);
                double along = road.LengthOf(point) > 0 ? Math.Clamp((at - gone) / road.LengthOf(point), 0, 1) : 0;
                height = Height(terrain, (road.X[point - 1] + along * (road.X[point] - road.X[point - 1]), road.Y[point - 1] + along * (road.Y[point] - road.Y[point - 1])));
            }
            up += Math.Max(0, height - before);
            down += Math.Max(0, before - height);
            before = height;
        }
        return double.IsFinite(first + last + up + down) ? new(up, down) : new(double.NaN, double.NaN);
    }

    // The mean of a place and four around it; NaN where the relief knows none of them.
    private static double Height(Raster terrain, (double X, double Y) place) =>
        (terrain.At(place.X, place.Y) + terrain.At(place.X - Smooth / 2, place.Y) + terrain.At(place.X + Smooth / 2, place.Y) + terrain.At(place.X, place.Y - Smooth / 2) + terrain.At(place.X, place.Y + Smooth / 2)) / 5.0;
}
