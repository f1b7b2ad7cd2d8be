using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Buildings;

/// <summary>What is known of the buildings after the hours of a year, or of a part of it.</summary>
/// <param name="Territory">The buildings.</param> <param name="Shapes">Of the same.</param>
/// <param name="Descriptions">What was assumed of them.</param> <param name="Parameters">Prices and carbon.</param>
/// <param name="Sums">Over the hours.</param> <param name="Hours">How many there were.</param>
internal sealed record BuildingsYear(
    Territory Territory, BuildingShapes Shapes, IReadOnlyList<BuildingDescription> Descriptions, BuildingsParameters Parameters, YearSums Sums, int Hours)
{
    /// <summary>On which each stands.</summary>
    public required IReadOnlyList<string> Streets { get; init; }
}

/// <summary>What one building used, bought, made, emitted and paid over the hours since the year began. Energy in kWh.</summary>
/// <param name="HeatingNeed">Heat the rooms needed.</param> <param name="CoolingNeed">Cold they needed.</param>
/// <param name="Rooms">Energy bought to heat them, less that of a stove beside.</param> <param name="Stove">Wood of a stove beside.</param> <param name="Water">Energy bought for hot water.</param>
/// <param name="Appliances">Appliances and lighting.</param> <param name="Cooking">Cooking.</param>
/// <param name="Auxiliaries">Pumps and fans.</param> <param name="Cooling">Electricity of air conditioning.</param>
/// <param name="Kept">Electricity that batteries lost or still hold.</param>
/// <param name="Roof">Electricity the roof made.</param> <param name="Own">Of that, used behind the meter of the panels.</param>
/// <param name="ByCarrier">All energy used, by <see cref="Carrier"/>; electricity includes own use of the roof's.</param>
/// <param name="Carbon">Greenhouse gas, electricity by use as in 3CL [kgCO2e].</param>
/// <param name="GridCarbon">Greenhouse gas, grid electricity by the hour [kgCO2e].</param>
/// <param name="Bill">Energy and subscriptions less what exports earn [€].</param>
/// <param name="PrimaryEnergy">Of the uses that the label counts.</param>
/// <param name="LabelCarbon">Greenhouse gas of the uses that the label counts [kgCO2e].</param>
public sealed record AnnualEnergy(
    double HeatingNeed, double CoolingNeed, double Rooms, double Stove, double Water, double Appliances, double Cooking, double Auxiliaries, double Cooling, double Kept,
    double Roof, double Own, double[] ByCarrier, double Carbon, double GridCarbon, double Bill, double PrimaryEnergy, double LabelCarbon)
{
    /// <summary>Of appliances and lighting together.</summary>
    internal const double LightingShare = 0.1;

    /// <summary>Fed to the network.</summary>
    public double Export => Math.Max(0, Roof - Own);
    /// <summary>Taken from the network.</summary>
    public double Import => Math.Max(0, ByCarrier[(int)Carrier.Electricity] - Own);

    /// <summary>Of a building.</summary>
    internal static AnnualEnergy Of(BuildingsYear year, int b)
    {
        BuildingDescription d = year.Descriptions[b];
        YearSums sums = year.Sums;
        double appliances = sums.Appliances[b] / 1000, cooking = sums.Cooking[b] / 1000;
        double need = sums.Heating[b] / 1000, cold = sums.Cooling[b] / 1000, rooms = sums.Rooms[b] / 1000, stove = sums.Stove[b] / 1000, boiled = sums.Water[b] / 1000;
        double auxiliaries = sums.Auxiliaries[b] / 1000, cooling = sums.Conditioning[b] / 1000, cars = sums.Charging[b] / 1000;
        double roof = sums.Roof[b] / 1000, own = sums.Own[b] / 1000;
        Carrier heater = HeatingPlant.CarrierOf(d.Heating), boiler = HeatingPlant.CarrierOf(d.HotWater);

        double[] carriers = new double[Enum.GetValues<Carrier>().Length];
        carriers[(int)heater] += rooms;
        carriers[(int)Carrier.Wood] += stove;
        carriers[(int)boiler] += boiled;
        carriers[(int)d.CookingCarrier] += cooking;
        double kept = (sums.Stored[b] - sums.Released[b]) / 1000;
        carriers[(int)Carrier.Electricity] += appliances + auxiliaries + cooling + cars + kept;

        // Shares that are not from the roof: own use replaces what ran in its hours, batteries what was bought for all uses alike.
        double past = sums.Released[b] > 0 ? 1 - sums.Released[b] / (1000 * (carriers[(int)Carrier.Electricity] - kept - own) + sums.Stored[b]) : 1;
        double boughtRooms = Bought(sums.OwnRooms[b], sums.Rooms[b]), boughtWater = Bought(sums.OwnWater[b], sums.Water[b]);
        double boughtAuxiliaries = Bought(sums.OwnAuxiliaries[b], sums.Auxiliaries[b]), boughtCooling = Bought(sums.OwnConditioning[b], sums.Conditioning[b]);
        double bought = Bought(
            sums.Own[b] - sums.Stored[b] - sums.OwnRooms[b] - sums.OwnWater[b] - sums.OwnAuxiliaries[b] - sums.OwnConditioning[b],
            sums.Appliances[b] + (d.CookingCarrier == Carrier.Electricity ? sums.Cooking[b] : 0) + sums.Charging[b]);
        CarbonFactors factors = year.Parameters.Carbon;
        double lighting = LightingShare * appliances;
        double label = stove * factors.Wood + rooms * factors.Of(heater, boughtRooms * factors.ElectricHeating) + boiled * factors.Of(boiler, boughtWater * factors.ElectricHotWater)
            + (boughtCooling * cooling * factors.ElectricCooling + (boughtAuxiliaries * auxiliaries + bought * lighting) * factors.OtherElectricity);
        double carbon = label + cooking * factors.Of(d.CookingCarrier, bought * factors.OtherElectricity)
            + bought * (appliances - lighting + cars) * factors.OtherElectricity + own * factors.Panels;
        double fuels = 0;
        for (Carrier c = Carrier.Gas; c <= Carrier.DistrictHeat; c++) fuels += carriers[(int)c] * factors.Of(c, double.NaN);
        double primary = stove + rooms * Primary(heater, boughtRooms) + boiled * Primary(boiler, boughtWater) + year.Parameters.Label.PrimaryElectricity * (boughtCooling * cooling + boughtAuxiliaries * auxiliaries + bought * lighting);
        return new(need, cold, rooms, stove, boiled, appliances, cooking, auxiliaries, cooling, kept, roof, own, carriers, carbon,
            fuels + sums.GridCarbon[b] + own * factors.Panels, BillOf(year, b, carriers, roof, own), primary, label);

        double Bought(double own, double used) => used > 0 ? past * (1 - own / used) : 1;
        double Primary(Carrier carrier, double bought) => carrier == Carrier.Electricity ? bought * year.Parameters.Label.PrimaryElectricity : 1;
    }

    private static double BillOf(BuildingsYear year, int b, double[] carriers, double roof, double own)
    {
        EnergyPrices prices = year.Parameters.Prices;
        Building building = year.Territory.Buildings[b];
        double contracts = year.Descriptions[b].Zone is null || year.Descriptions[b].Usage.Occupancy == Occupancy.Shut ? 0 : Math.Max(1, building.Dwellings);
        double years = year.Hours / (double)Calendar.Hours;
        bool gas = carriers[(int)Carrier.Gas] > 0;
        double paid = (carriers[(int)Carrier.Electricity] - own) * prices.Electricity;
        for (Carrier c = Carrier.Gas; c <= Carrier.DistrictHeat; c++) paid += carriers[(int)c] * prices.Of(c, building);
        return paid + contracts * years * (prices.ElectricitySubscription + (gas ? prices.GasSubscription : 0)) - (roof - own) * prices.FeedIn;
    }
}
