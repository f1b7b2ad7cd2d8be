using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Transit;

/// <summary>Where people of a territory walk to a stop: within reach of the middle of a building.</summary>
internal sealed class NearBuildings
{
    private readonly Boxes<(double X, double Y)> _middles = new(PublicTransport.Near);

    public NearBuildings(Territory territory)
    {
        foreach (Building building in territory.Buildings)
        {
            (double x, double y) = building.Footprint.Outer.Middle;
            _middles.Add((x, y), x, y, x, y);
        }
    }

    /// <summary>Whether a place is within <see cref="PublicTransport.Near"/> of one.</summary>
    public bool Includes(double x, double y) => _middles.Near(x, y, PublicTransport.Near).Any(m => double.Hypot(m.X - x, m.Y - y) <= PublicTransport.Near);
}
