using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What goes on in a building.</summary>
/// <param name="Profile">Index of its <see cref="Buildings.Profile"/>.</param>
/// <param name="Occupancy">How its homes are lived in.</param>
/// <param name="PeopleHeat">Sensible heat of all its people [W].</param>
/// <param name="Equipment">Appliances and lighting [kWh/year].</param>
/// <param name="Cooking">[kWh/year].</param>
/// <param name="HotWater">Useful heat [kWh/year].</param>
/// <param name="Cooled">Whether it has air conditioning.</param>
public readonly record struct Usage(int Profile, Occupancy Occupancy, double PeopleHeat, double Equipment, double Cooking, double HotWater, bool Cooled)
{
    internal const double SensibleHeat = 70;                                  // W a person at rest or light work

    /// <summary>What goes on in a building.</summary>
    /// <param name="building">Its use and area.</param>
    /// <param name="occupants">Who lives there.</param>
    /// <param name="parameters">Seed and share of cooled homes.</param>
    public static Usage Of(Building building, Occupants occupants, BuildingsParameters parameters)
    {
        if (building.HeatedArea <= 0) return default;
        bool cooled = IsCooled(building, occupants, parameters);
        if (building.Use != BuildingUse.Dwelling)
        {
            UseAssumptions use = UseAssumptions.Of(building.Use);
            double area = building.HeatedArea;
            return new(Buildings.Profile.Of(building.Use, new RandomStream(parameters.Seed, "hours of work", building.Lot).NextDouble()), Occupancy.Lived, 0.8 * use.PeopleHeat * area, use.Electricity * area, 0, use.HotWater * area, cooled);
        }
        int profile = ProfileOf(occupants, building.Lot, Math.Max(1, building.Dwellings), parameters.Seed);
        if (occupants.Occupancy is Occupancy.Vacant or Occupancy.Shut) return new(profile, occupants.Occupancy, 0, 0, 0, 0, Cooled: false);
        double lived = occupants.Occupancy == Occupancy.SecondHome ? Buildings.Profile.LivedShareOfSecondHomes : 1;
        double equipped = occupants.Occupancy == Occupancy.SecondHome ? Buildings.Profile.EquippedShareOfSecondHomes : 1, homes = occupants.Homes, persons = occupants.Persons;
        return new(profile, occupants.Occupancy, persons * SensibleHeat,
            Equipment: equipped * (1000 * homes + 590 * persons), Cooking: lived * (250 * homes + 110 * persons), HotWater: lived * ConventionalUse.Water(occupants.WaterAdults, parameters.ColdWater),
            cooled);
    }

    /// <summary>What makes the hot water of a building; nothing where none is drawn.</summary>
    internal HeatingSystem BoilerOf(Building building) => HotWater > 0 ? building.HotWater.Value : HeatingSystem.None;

    /// <summary>A zone in which this goes on.</summary>
    internal ThermalZone In(ThermalZone zone) => zone with { People = PeopleHeat, Equipment = Equipment / 8.76, Cooking = Cooking / 8.76 };

    /// <summary>Whether people live or work in rooms that are heated: no home where nobody lives all year.</summary>
    internal static bool IsLivedIn(Building building, Occupants occupants) => building.HeatedArea > 0 && (building.Use != BuildingUse.Dwelling || occupants.Occupancy == Occupancy.Lived);

    /// <summary>Whether a building has air conditioning, by a measure or by lot; homes where nobody lives all year have none.</summary>
    internal static bool IsCooled(Building building, Occupants occupants, BuildingsParameters parameters) => IsLivedIn(building, occupants)
        && (building.AirConditioned || new RandomStream(parameters.Seed, "cooled", building.Lot).NextDouble() < (building.Use == BuildingUse.Dwelling ? parameters.Behaviour.CooledHomes : UseAssumptions.Of(building.Use).CooledShare));

    private static int ProfileOf(Occupants occupants, long element, double dwellings, ulong seed)
    {
        double lot = new RandomStream(seed, "household of building", element).NextDouble();
        if (occupants.Occupancy == Occupancy.SecondHome) return Buildings.Profile.SecondHome(lot);
        if (occupants.Occupancy != Occupancy.Lived) return Buildings.Profile.Vacant;
        double outByDay = double.IsNaN(occupants.WorkersShare) ? 0.5 : occupants.WorkersShare >= 0.5 ? 0.85 : 0.1;
        return HomeGroup.ProfileOf(dwellings, new RandomStream(seed, "presence", element).NextDouble() < outByDay, lot);
    }
}
