using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>A line on the ground.</summary>
/// <param name="Name">Of its object in the file; its number where it has none.</param> <param name="X">[m], two points or more.</param> <param name="Y">[m].</param>
public sealed record Way(string Name, double[] X, double[] Y);

/// <summary>Ways that a file holds.</summary>
/// <param name="Text">As a scenario writes it.</param> <param name="File">Where the file is.</param> <param name="In">The lines, in the coordinates of a territory.</param>
public sealed record WayChoice(string Text, string File, Func<Territory, IReadOnlyList<Way>> In)
{
    private (int Epsg, IReadOnlyList<Way> Ways)? _last;

    /// <summary>The lines in the coordinates of a territory.</summary>
    public IReadOnlyList<Way> Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        if (_last?.Epsg != territory.Epsg) _last = (territory.Epsg, In(territory));
        return _last.Value.Ways;
    }
}
