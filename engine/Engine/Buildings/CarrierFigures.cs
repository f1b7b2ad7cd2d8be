using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Buildings;

/// <summary>Prices and carbon by carrier.</summary>
internal static class CarrierFigures
{
    /// <summary>Of what is bought [€/kWh].</summary>
    public static double Of(this EnergyPrices prices, Carrier carrier) => carrier switch
    {
        Carrier.Electricity => prices.Electricity,
        Carrier.Gas => prices.Gas,
        Carrier.Oil => prices.Oil,
        Carrier.Wood => prices.Wood,
        _ => prices.DistrictHeat,
    };

    /// <summary>Of what a building uses, paid on the mean [€/kWh]: of the wood of houses a part costs nothing.</summary>
    public static double Of(this EnergyPrices prices, Carrier carrier, Building building) =>
        carrier == Carrier.Wood && building.Use == BuildingUse.Dwelling && building.Dwellings < BuildingDescription.FewestOfBlock ? prices.WoodPaid * prices.Wood : prices.Of(carrier);

    /// <summary>Of what is bought [kgCO2e/kWh].</summary>
    /// <param name="factors">Of all carriers.</param> <param name="carrier">Which.</param> <param name="electricity">That of electricity depends on its use.</param>
    public static double Of(this CarbonFactors factors, Carrier carrier, double electricity) => carrier switch
    {
        Carrier.Electricity => electricity,
        Carrier.Gas => factors.Gas,
        Carrier.Oil => factors.Oil,
        Carrier.Wood => factors.Wood,
        _ => factors.DistrictHeat,
    };
}
