namespace TerritoryTwin.Core;

/// <summary>What kind of quantity a parameter is: which units files may give it. Inside the engine it has the unit that docs/scenario.md lists.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum Dimension
{
    Share, Money, MoneyPerYear, Length, Area, Temperature, TemperatureDifference, Duration, Power, PeakPower, Energy,
    EnergyPrice, CarbonFactor, CostPerArea, CostPerPeakPower, Angle,
}
#pragma warning restore CS1591

/// <summary>What units a parameter may carry.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(Dimension dimension) : Attribute
{
    /// <summary>The kind of quantity.</summary>
    public Dimension Dimension { get; } = dimension;
}

/// <summary>Least and greatest value of a parameter, as a file would write them.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BetweenAttribute(string low, string high) : Attribute
{
    /// <summary>Least value.</summary>
    public string Low { get; } = low;
    /// <summary>Greatest value.</summary>
    public string High { get; } = high;
}
