using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>A wood stove or insert in a house that electricity heats: while it burns it gives the heat that the rooms need.</summary>
/// <remarks>
/// docs/physics/buildings.md, eq. 17. Near half of the houses that electricity heats have one: Syndicat des énergies renouvelables, 2016, 3.5 million, and as many have none. Two thirds of those who have wood burn it six hours a
/// day and more, most lit by 18 h: Ifop for the same, 2023; that days off are spent beside it from 10 h on is assumed. Power: recalled. Whoever had one before a measure keeps it, but beside wood.
/// </remarks>
internal static class StoveBeside
{
    private const double Share = 0.5;
    private const double Power = 7000;                       // W a dwelling: stoves and inserts sold have 6 to 8 kW, recalled
    private const int LitAt = 17, LitOnDaysOff = 10, OutAt = 23;         // by the local clock: a third an hour earlier, a third an hour later

    /// <summary>Wood bought per heat.</summary>
    public static double WoodPerHeat { get; } = HeatingPlant.EnergyPerHeat(HeatingSystem.WoodStove, shared: false, outdoor: 0, default);

    /// <summary>In a building, all stoves together [W]; 0: none.</summary>
    /// <param name="building">As it is, and what heated it before any measure.</param> <param name="usage">Of the same.</param> <param name="seed">Who has one is drawn by lot.</param>
    public static double PowerIn(Building building, Usage usage, ulong seed)
    {
        bool may = building.Use == BuildingUse.Dwelling && building.Dwellings < BuildingDescription.FewestOfBlock && usage.Occupancy == Occupancy.Lived
            && HeatingPlant.WasElectric(building) && building.Heating != HeatingSystem.None && HeatingPlant.CarrierOf(building.Heating) != Carrier.Wood;
        return may && new RandomStream(seed, "stove", building.Lot).NextDouble() < Share ? Power * Math.Max(1, building.Dwellings) : 0;
    }

    /// <summary>Part of them that burns in an hour of the year, if the rooms need heat: each is taken to burn by that part.</summary>
    public static double Burning(Calendar calendar, int hour)
    {
        LivedHour lived = calendar.LivedAt(hour % Calendar.Hours);
        return Math.Min(By(lived.IsWeekend ? LitOnDaysOff : LitAt), 1 - By(OutAt));

        double By(int clock) => Math.Clamp((lived.Clock - clock + 2) / 3.0, 0, 1);
    }
}
