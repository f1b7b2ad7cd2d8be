using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What measures are told: how a territory stands, and what was found before any of them.</summary>
/// <param name="Now">The territory as it stands, with the works done so far.</param>
/// <param name="Buildings">Facts of every building before any measure, in the territory's order: what selections ask.</param>
public sealed record Survey(Territory Now, IReadOnlyList<BuildingFacts> Buildings)
{
    /// <summary>The year in which works are done.</summary>
    public int Year { get; init; }

    private readonly Lazy<FreeGround> _free = new(() => FreeGround.Of(Now));        // copies share it

    /// <summary>Where nothing stood before any measure.</summary>
    internal FreeGround FreeGround => _free.Value;

    /// <summary>Of a territory that no measure has touched.</summary>
    public static Survey Of(Territory territory, BuildingShapes shapes) => new(territory, BuildingFacts.Of(territory, shapes));
}
