using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Which stops of a timetable stand for the places beyond the limit. docs/physics/mobility.md.</summary>
internal static class OutsideStops
{
    /// <summary>A place stands for what lies around it, so far for each metre beyond its exit: a choice.</summary>
    private const double Reach = 1.0 / 3;

    /// <summary>Of each place; none for zones. A place lies where the straight line from the middle of all zones through its exit leads.</summary>
    public static int[][] Of(TravelZones zones, RoadNetwork network, IReadOnlyList<TransitStop> stops)
    {
        if (zones.Zones == 0) return [.. Enumerable.Range(0, zones.Places).Select(static _ => Array.Empty<int>())];
        (double x, double y) = (Enumerable.Range(0, zones.Zones).Average(z => network.PlaceOf(zones.From[z]).X), Enumerable.Range(0, zones.Zones).Average(z => network.PlaceOf(zones.From[z]).Y));
        return [.. Enumerable.Range(0, zones.Places).Select(place => zones.IsOutside(place) ? Around(place) : [])];

        int[] Around(int place)
        {
            (double gateX, double gateY) = network.PlaceOf(zones.From[place]);
            double straight = zones.OutsideOf(place) / RoadSystem.Detour, way = Math.Max(1, double.Hypot(gateX - x, gateY - y));
            (double atX, double atY) = (gateX + straight * (gateX - x) / way, gateY + straight * (gateY - y) / way);
            return [.. Enumerable.Range(0, stops.Count).Where(s => double.Hypot(stops[s].X - atX, stops[s].Y - atY) <= Reach * zones.OutsideOf(place))];
        }
    }
}
