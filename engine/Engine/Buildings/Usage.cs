using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What moves the mean set-point of a building away from the common one, term by term [K].</summary>
/// <param name="Preference">What its people like.</param>
/// <param name="Prebound">What they forgo because heating it is dear.</param>
/// <param name="Rebound">What they take back after a renovation.</param>
public readonly record struct ComfortTerms(double Preference, double Prebound, double Rebound)
{
    /// <summary>All together [K].</summary>
    public double Total => Preference + Prebound + Rebound;
}

/// <summary>What goes on in a building.</summary>
/// <param name="Profile">Index of its <see cref="Buildings.Profile"/>.</param>
/// <param name="PeopleHeat">Sensible heat of all its people [W].</param>
/// <param name="Equipment">Appliances and lighting [kWh/year].</param>
/// <param name="Cooking">[kWh/year].</param>
/// <param name="HotWater">Useful heat [kWh/year].</param>
/// <param name="Cooled">Whether it has air conditioning.</param>
public readonly record struct Usage(int Profile, double PeopleHeat, double Equipment, double Cooking, double HotWater, bool Cooled)
{
    private const double SensibleHeat = 70;                                   // W a person at rest or light work
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
            return new(Buildings.Profile.Of(building.Use), 0.8 * use.PeopleHeat * area, use.Electricity * area, 0, use.HotWater * area, chance < use.CooledShare);
        }
        double dwellings = Math.Max(1, building.Dwellings);
        double persons = building.Inhabitants > 0 ? building.Inhabitants : dwellings * PersonsPerDwelling;
        return new(ProfileOf(dwellings, index, workersShare, parameters.Seed), persons * SensibleHeat,
            Equipment: 1000 * dwellings + 590 * persons, Cooking: 250 * dwellings + 110 * persons, HotWater: WaterPerPerson * persons,
            chance < parameters.CooledDwellings);
    }

    private static int ProfileOf(double dwellings, int index, double workersShare, ulong seed)
    {
        if (dwellings >= 3) return Buildings.Profile.ManyHomes;
        double outByDay = double.IsNaN(workersShare) ? 0.5 : workersShare >= 0.5 ? 0.85 : 0.1;
        return new RandomStream(seed, "presence", index).NextDouble() < outByDay ? Buildings.Profile.OutByDay : Buildings.Profile.InByDay;
    }
}

/// <summary>Prebound and rebound as terms of the set-point.</summary>
/// <remarks>docs/physics/buildings.md, eq. 12 to 14; Sunikka-Blank and Galvin (2012), Building Research and Information 40(3).</remarks>
public static class Comfort
{
    private const double DegreeHours = 55_000;      // of a French heating season to 19 °C [K h]
    private const double SeasonOutdoor = 7;         // mean outdoor temperature of that season [°C]
    private const double UsualSetPoint = 19;        // [°C]

    /// <summary>Heat a label would expect, before gains [kWh/(m² year)].</summary>
    public static double ExpectedHeat(double lossPerArea) => lossPerArea * DegreeHours / 1000;

    /// <summary>Heat used over heat expected: 1 up to 75 kWh/(m² year), then 2 ‰ less for each kWh, at least one half.</summary>
    public static double UsedOverExpected(double expectedHeat) => Math.Clamp(1 - 0.002 * (expectedHeat - 75), 0.5, 1);

    /// <summary>The terms of a building.</summary>
    /// <param name="lossBefore">Loss per floor area as it stands without works [W/(m² K)].</param>
    /// <param name="lossAfter">The same with the works of the scenario.</param>
    /// <param name="preference">What its people like [K].</param>
    /// <param name="behaviour">Switches and shares.</param>
    public static ComfortTerms Of(double lossBefore, double lossAfter, double preference, Behaviour behaviour)
    {
        double lift = UsualSetPoint - SeasonOutdoor;
        double prebound = behaviour.Prebound ? -(1 - UsedOverExpected(ExpectedHeat(lossBefore))) * lift : 0;
        double saved = Math.Max(0, lossBefore - lossAfter) * (lift + prebound);                          // W/m²
        double wished = lossAfter > 0 ? behaviour.Rebound * saved / lossAfter : 0;
        double room = Math.Max(0, behaviour.WarmestComfort - (UsualSetPoint + preference + prebound));
        return new(preference, prebound, Math.Min(wished, room));
    }
}
