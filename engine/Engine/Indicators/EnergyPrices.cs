using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Indicators;

/// <summary>What energy costs, all taxes included. The defaults are round figures of France in 2025; a scenario sets its own.</summary>
/// <remarks>docs/physics/buildings.md lists them.</remarks>
public sealed record EnergyPrices
{
    private const string Recalled = "round figure of France in 2025, recalled";

    /// <summary>In scenario files.</summary>
    public static Section Section { get; } = new("prices", "Prices of energy that differ from the built-in ones.", typeof(EnergyPrices)) { IsAccounting = true };

    /// <summary>Where what is given in files comes from; null when not said.</summary>
    [Description("Where the prices given here come from; told with the results.")]
    public string? Source { get; init; }

    /// <summary>Bought [€/kWh].</summary>
    [Description("Electricity that buildings buy."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "10 €/kWh"), DefaultFrom(Recalled, 0.6)]
    [Slider("electricity price", "0.05 €/kWh", "0.6 €/kWh")]
    public double Electricity { get; init; } = 0.20;

    /// <summary>Paid for what roofs export [€/kWh].</summary>
    [Description("Electricity that roofs give to the network."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "10 €/kWh"), DefaultFrom(Recalled, 0.5)]
    public double FeedIn { get; init; } = 0.04;

    /// <summary>[€/kWh].</summary>
    [Description("Natural gas."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "10 €/kWh"), DefaultFrom(Recalled, 0.5)]
    public double Gas { get; init; } = 0.115;

    /// <summary>[€/kWh].</summary>
    [Description("Heating oil."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "10 €/kWh"), DefaultFrom(Recalled, 0.5)]
    public double Oil { get; init; } = 0.115;

    /// <summary>[€/kWh].</summary>
    [Description("Wood."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "10 €/kWh"), DefaultFrom(Recalled, 0.4)]
    public double Wood { get; init; } = 0.065;

    /// <summary>Of the wood that houses burn, bought at <see cref="Wood"/>.</summary>
    /// <remarks>docs/physics/buildings.md says where it comes from.</remarks>
    [Description("Of the wood that houses burn, what is paid for at `wood`, on the mean of all; the rest is cut, gathered or given."), Unit(Dimension.Share), Between("0 %", "100 %")]
    [DefaultFrom("half of logs (ADEME 2018, recalled; half of who burns logs in Ardèche, 2013), all of the tenth that is pellets", 0.4)]
    public double WoodPaid { get; init; } = 0.55;

    /// <summary>[€/kWh].</summary>
    [Description("District heat."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "10 €/kWh"), DefaultFrom(Recalled, 0.4)]
    public double DistrictHeat { get; init; } = 0.11;

    /// <summary>[€/year] a dwelling, or a building without dwellings.</summary>
    [CodeOnly]
    public double ElectricitySubscription { get; init; } = 160;

    /// <summary>[€/year] a dwelling with gas, or a building without dwellings.</summary>
    [CodeOnly]
    public double GasSubscription { get; init; } = 290;
}
