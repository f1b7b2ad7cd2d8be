using System.ComponentModel;

namespace TerritoryTwin.Core;

/// <summary>How many people live in the dwellings that there are.</summary>
public sealed record PopulationChange
{
    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("population", "How many people live in the dwellings that there are.", typeof(PopulationChange));

    /// <summary>Of those that the territory counts.</summary>
    [Description("People who live there, of those that the territory counts; the dwellings stay, so fewer or more live in each. Households, by which efforts are told, stay too."), Unit(Dimension.Share), Between("50 %", "150 %")]
    public double Inhabitants { get; init; } = 1;

    /// <summary>The territory with so many people; itself where nothing changes.</summary>
    public Territory Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        return Inhabitants == 1 ? territory : territory with
        {
            Buildings = [.. territory.Buildings.Select(b => b with { Inhabitants = b.Inhabitants with { Value = Inhabitants * b.Inhabitants.Value } })],
            Population = [.. territory.Population.Select(s => s with { Persons = Inhabitants * s.Persons })],
        };
    }
}
