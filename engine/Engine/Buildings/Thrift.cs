using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Buildings;

/// <summary>Heat used over heat that others would use in the same envelope, by what the heat costs, by how it is given, and by what its people live on.</summary>
/// <remarks>
/// docs/physics/buildings.md, eq. 12. Prices are those that scenarios leave out: other prices change accounts, and no habit. Price: between the elasticities of the short run (−0.2) and of the long run (−0.6) that Labandeira et
/// al. (2017), Energy Policy 102, find over all uses. Rooms one by one: ratio of the intermittences of 3CL. A stove warms the room it stands in, and the others less: assumed. Income: recalled.
/// </remarks>
public static class Thrift
{
    private const double ToPrice = -0.35, ToIncome = 0.2;
    private const double MeanPrice = 0.15;                   // of useful heat: about that of gas [€/kWh]
    private const double MeanStandard = 23_000;              // median of living standards, INSEE 2021, recalled [€/year]
    private const double RoomByRoom = 0.84 / 0.89, OneRoom = 0.8;
    private const double Least = 0.65, Most = 1.15;
    private static readonly EnergyPrices Prices = new();

    /// <summary>With what heats a building.</summary>
    public static double Now(Building building, Occupants occupants)
    {
        HeatingSystem system = building.Heating;
        if (system == HeatingSystem.None) return 1;
        double price = Prices.Of(HeatingPlant.CarrierOf(system)) * HeatingPlant.EnergyPerHeat(system, HeatingPlant.IsShared(building), outdoor: 7, HeatPumpKind.Of(building));
        double standard = double.IsNaN(occupants.LivingStandard) ? 1 : occupants.LivingStandard / MeanStandard;
        double rooms = HeatingWorks.HasWaterCircuit(system) ? 1 : system == HeatingSystem.WoodStove ? OneRoom : RoomByRoom;
        return Math.Clamp(Math.Pow(price / MeanPrice, ToPrice) * Math.Pow(Math.Max(standard, 0.2), ToIncome) * rooms, Least, Most);
    }

    /// <summary>With what heated it before any measure.</summary>
    public static double Before(Building building, Occupants occupants) => Now(building.HeatingChange is { } change ? building with { Heating = Known<HeatingSystem>.Typical(change.From), HeatingChange = null } : building, occupants);
}
