using TerritoryTwin.Buildings;
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

    /// <summary>An envelope in round numbers: 100 m² of outside walls, a fifth of them windows, 60 m² of roof and of floor; all that a renovation touches falls short of today's standard.</summary>
    public static Envelope Draughty { get; } = Of(wall: 2, roof: 1.5, floor: 1.2, window: 4.8, leaks: 0.2);

    /// <summary>The same of other quality [W/(m² K), 1/h].</summary>
    public static Envelope Of(double wall, double roof, double floor, double window, double leaks) => new(
        DwellingSize.Detached, Known<double>.Typical(wall), Known<double>.Typical(roof), Known<double>.Typical(floor), 0.5, Known<double>.Typical(window), Known<double>.Typical(0.7),
        Known<double>.Typical(0.1), Known<double>.Typical(0.2), Known<double>.Typical(leaks), Known<double>.Typical(0.4), Known<double>.Derived(1), 250, [25, 25, 25, 25], 60, 60);
}
