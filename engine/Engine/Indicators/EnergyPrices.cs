namespace TerritoryTwin.Indicators;

/// <summary>What energy costs, all taxes included. The defaults are round figures of France in 2025; a scenario sets its own.</summary>
/// <remarks>docs/physics/buildings.md lists the sources and how sure they are.</remarks>
/// <param name="Electricity">[€/kWh].</param> <param name="Gas">[€/kWh].</param> <param name="Oil">[€/kWh].</param>
/// <param name="Wood">[€/kWh].</param> <param name="DistrictHeat">[€/kWh].</param>
/// <param name="FeedIn">Paid for what roofs export [€/kWh].</param>
/// <param name="ElectricitySubscription">[€/year] a dwelling, or a building without dwellings.</param>
/// <param name="GasSubscription">[€/year] a dwelling with gas, or a building without dwellings.</param>
public sealed record EnergyPrices(
    double Electricity = 0.20, double Gas = 0.115, double Oil = 0.115, double Wood = 0.065, double DistrictHeat = 0.11,
    double FeedIn = 0.04, double ElectricitySubscription = 160, double GasSubscription = 290);
