using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What measures are told: how a territory stands, and what was found before any of them.</summary>
/// <param name="Now">The territory as it stands, with the works done so far.</param>
/// <param name="Buildings">Facts of every building before any measure, in the territory's order: what selections ask.</param>
public sealed record Survey(Territory Now, IReadOnlyList<BuildingFacts> Buildings)
{
    /// <summary>The year in which works are done.</summary>
    public int Year { get; init; }

    private readonly LastGround _ground = new();        // copies share it

    /// <summary>Where nothing stands, what the works done so far have put there included.</summary>
    internal FreeGround FreeGround => _ground.Of(Now);

    /// <summary>Of a territory that no measure has touched.</summary>
    public static Survey Of(Territory territory, BuildingShapes shapes) => new(territory, BuildingFacts.Of(territory, shapes));

    private sealed class LastGround
    {
        private (Territory Of, FreeGround Ground)? _last;

        public FreeGround Of(Territory territory)
        {
            if (!ReferenceEquals(_last?.Of, territory)) _last = (territory, FreeGround.Of(territory));
            return _last.Value.Ground;
        }
    }
}
