using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What goes on in a building.</summary>
/// <param name="Profile">Index of its <see cref="Buildings.Profile"/>.</param>
/// <param name="PeopleHeat">Sensible heat of all its people [W].</param>
/// <param name="Equipment">Appliances and lighting [kWh/year].</param>
/// <param name="Cooking">[kWh/year].</param>
/// <param name="HotWater">Useful heat [kWh/year].</param>
/// <param name="Cooled">Whether it has air conditioning.</param>
public readonly record struct Usage(int Profile, double PeopleHeat, double Equipment, double Cooking, double HotWater, bool Cooled)
{
    internal const double SensibleHeat = 70;                                  // W a person at rest or light work
    private const double WaterPerPerson = 850;                                // kWh of useful heat a year: about 75 L at 40 °C a day
    private const double PersonsPerDwelling = 2.2;

    /// <summary>What goes on in a building.</summary>
    /// <param name="building">Its use, people and area.</param> <param name="index">In its territory.</param>
    /// <param name="workersShare">Share of its adults who go out to work; NaN when unknown.</param>
    /// <param name="parameters">Seed and share of cooled homes.</param>
    public static Usage Of(Building building, int index, double workersShare, BuildingsParameters parameters)
    {
        if (building.HeatedArea <= 0) return default;
        double chance = new RandomStream(parameters.Seed, "cooled", index).NextDouble();
        if (building.Use != BuildingUse.Dwelling)
        {
            UseAssumptions use = UseAssumptions.Of(building.Use);
            double area = building.HeatedArea;
            return new(Buildings.Profile.Of(building.Use, new RandomStream(parameters.Seed, "hours of work", index).NextDouble()), 0.8 * use.PeopleHeat * area, use.Electricity * area, 0, use.HotWater * area, chance < use.CooledShare);
        }
        double dwellings = Math.Max(1, building.Dwellings);
        double persons = building.Inhabitants > 0 ? building.Inhabitants : dwellings * PersonsPerDwelling;
        return new(HomeProfile(dwellings, index, workersShare, parameters.Seed), persons * SensibleHeat,
            Equipment: 1000 * dwellings + 590 * persons, Cooking: 250 * dwellings + 110 * persons, HotWater: WaterPerPerson * persons,
            chance < parameters.Behaviour.CooledHomes);
    }

    private static int HomeProfile(double dwellings, int index, double workersShare, ulong seed)
    {
        double outByDay = double.IsNaN(workersShare) ? 0.5 : workersShare >= 0.5 ? 0.85 : 0.1;
        bool isOut = new RandomStream(seed, "presence", index).NextDouble() < outByDay;
        return HomeGroup.ProfileOf(dwellings, isOut, new RandomStream(seed, "household of building", index).NextDouble());
    }
}
