using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Hot water of households, and heat and hot water of a home if the people of the French label lived in it, over those of the people who do.</summary>
/// <remarks>docs/physics/buildings.md, eq. 23 and 24. Weather and systems stay those of the run.</remarks>
internal static class ConventionalUse
{
    private const double Indoor = 19;                             // °C, day and night
    private const double LabelOverConstant = 0.88;                // need of official labels over ours at a constant 19 °C: 17 houses, median
    private const double WaterPerAdult = 56 * 365 * 1.163e-3;     // 56 L a day at 40 °C [kWh/K]
    private const double Drawn = 40;                              // °C

    /// <summary>Useful heat of the hot water of adults [kWh/year].</summary>
    /// <param name="adults">As 3CL-DPE counts them.</param> <param name="coldWater">Mean of the mains [°C].</param>
    public static double Water(double adults, double coldWater) => adults * WaterPerAdult * (Drawn - coldWater);

    /// <summary>Adults as 3CL-DPE 2021 counts the people of a home for hot water: beyond 1.75, three tenths of each.</summary>
    public static double Adults(double people) => people < 1.75 ? people : 1.75 + 0.3 * (people - 1.75);

    /// <summary>Heat need of the label's people over that of a run.</summary>
    public static double Heat(BuildingDescription home, SetPoints setPoints)
    {
        HeatingSeason season = HeatingSeason.Of(home.Zone!);
        return LabelOverConstant * season.Need(Indoor) / season.Need(setPoints.MeanOfHomes + home.Comfort.Total);
    }

    /// <summary>Hot water of the label's people over that of a run.</summary>
    public static double Water(Building building, BuildingDescription home, double coldWater) =>
        home.Usage.HotWater > 0 ? UsefulWater(building, coldWater) / home.Usage.HotWater : 0;

    /// <summary>Hot water of the label's people in a year [kWh].</summary>
    public static double UsefulWater(Building building, double coldWater)
    {
        double dwellings = Math.Max(1, building.Dwellings);
        return Water(dwellings * Adults(building.HeatedArea / dwellings, house: dwellings <= 2), coldWater);
    }

    /// <summary>Heat of the label's people in a usual French year [kWh].</summary>
    public static double UsualHeat(ThermalZone zone) => LabelOverConstant * HeatingSeason.Of(zone).Need(Indoor);

    /// <summary>Adults that the label puts into a dwelling, for hot water: 3CL-DPE 2021.</summary>
    /// <param name="area">Of one dwelling [m²].</param> <param name="house">Whether it is a house rather than a flat.</param>
    public static double Adults(double area, bool house)
    {
        double most = house
            ? area < 30 ? 1 : area < 70 ? 1.75 - 0.01875 * (70 - area) : 0.025 * area
            : area < 10 ? 1 : area < 50 ? 1.75 - 0.01875 * (50 - area) : 0.035 * area;
        return Adults(most);
    }
}
