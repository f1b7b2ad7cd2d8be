using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Measures;

/// <summary>Buildings for tests.</summary>
internal static class Houses
{
    public static Building Named(
        string id, int built = 1960, double heatedArea = 100, BuildingUse use = BuildingUse.Dwelling, HeatingSystem heating = HeatingSystem.GasBoiler, string district = "") => new()
    {
        Id = id, Footprint = new(new([0, 10, 10, 0], [0, 0, 10, 10]), []), Ground = Known<double>.Measured(0), Height = Known<double>.Measured(6),
        Use = Known<BuildingUse>.Measured(use), Built = Known<int>.Measured(built), Floors = Known<int>.Measured(2), Dwellings = Known<int>.Measured(1),
        HeatedArea = Known<double>.Measured(heatedArea), Roof = Known<RoofShape>.Measured(RoofShape.Gabled), RoofPitch = Known<double>.Measured(35),
        Heating = Known<HeatingSystem>.Measured(heating), HotWater = Known<HeatingSystem>.Measured(HeatingSystem.DirectElectric),
        Inhabitants = Known<double>.Measured(2), Jobs = Known<double>.Measured(0), District = district,
    };
}
