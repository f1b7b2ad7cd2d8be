using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Where something is meant: polygons that a file holds.</summary>
/// <param name="Text">As a scenario writes it.</param>
/// <param name="File">Where the file is.</param>
/// <param name="In">The polygons, in the coordinates of a territory.</param>
public sealed record AreaChoice(string Text, string File, Func<Territory, IReadOnlyList<Polygon>> In)
{
    private (Territory Territory, IReadOnlyList<Polygon> Polygons)? _last;

    /// <summary>Whether a point of a territory is meant.</summary>
    public bool Holds(Territory territory, double x, double y)
    {
        if (!ReferenceEquals(_last?.Territory, territory)) _last = (territory, In(territory));
        return _last.Value.Polygons.Any(p => p.Contains(x, y));
    }
}
