using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Hot water of people, and how many of them the French label puts into a home.</summary>
/// <remarks>docs/physics/buildings.md, eq. 35.</remarks>
internal static class ConventionalUse
{
    private const double WaterPerAdult = 56 * 365 * 1.163e-3;     // 56 L a day at 40 °C [kWh/K]
    private const double Drawn = 40;                              // °C

    /// <summary>Useful heat of the hot water of adults [kWh/year].</summary>
    /// <param name="adults">As 3CL-DPE counts them.</param> <param name="coldWater">Mean of the mains [°C].</param>
    public static double Water(double adults, double coldWater) => adults * WaterPerAdult * (Drawn - coldWater);

    /// <summary>Adults as 3CL-DPE 2021 counts the people of a home for hot water: beyond 1.75, three tenths of each.</summary>
    public static double Adults(double people) => people < 1.75 ? people : 1.75 + 0.3 * (people - 1.75);

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
