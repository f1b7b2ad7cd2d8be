namespace TerritoryTwin.Core;

/// <summary>What more of a quantity means. Who shows or compares it goes by this, not by its name: colours, and whether a change is for the better.</summary>
public enum QuantityKind
{
    /// <summary>Neither good nor bad: an area, a year, a number of storeys.</summary>
    Fact,
    /// <summary>The less the better: needs, losses, bills, emissions.</summary>
    Burden,
    /// <summary>The more the better: sun, what roofs give.</summary>
    Benefit,
    /// <summary>How warm it is.</summary>
    Temperature,
    /// <summary>How much of a network is taken up.</summary>
    Load,
    /// <summary>A difference: above zero there is more than before.</summary>
    Change,
    /// <summary>A share of all cases, 0 to 1.</summary>
    Chance,
}
