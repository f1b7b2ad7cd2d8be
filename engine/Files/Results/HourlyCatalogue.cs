using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Results;

/// <summary>What grids by the hour may show: what processes show of the ground, and of buildings gathered in its cells.</summary>
public static class HourlyCatalogue
{
    /// <summary>All of it.</summary>
    public static IReadOnlyList<Quantity> Grids => [.. Simulation.Declared.Shown.Where(s => s.Layer != Layer.Roads).Select(s => OnCells(s.Layer, s.Quantity))];

    /// <summary>A quantity as cells have it.</summary>
    internal static Quantity OnCells(Layer layer, Quantity quantity) => layer == Layer.Ground ? quantity : ResultCatalogue.InCells(quantity, IsSummed(quantity));

    /// <summary>Whether cells add the buildings up; else they take the mean, weighted by heated area.</summary>
    internal static bool IsSummed(Quantity quantity) => quantity.Unit is "W";
}
