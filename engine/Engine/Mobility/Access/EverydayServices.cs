using TerritoryTwin.Core;

namespace TerritoryTwin.Mobility;

/// <summary>Where services of everyday life are, as far as the use of buildings tells. docs/physics/mobility.md, “Access”.</summary>
public static class EverydayServices
{
    /// <summary>In a fixed order.</summary>
    public static IReadOnlyList<Service> All { get; } = Enum.GetValues<Service>();

    /// <summary>The use of buildings that tells of a service.</summary>
    public static BuildingUse UseOf(Service service) => service switch { Service.Shop => BuildingUse.Retail, Service.School => BuildingUse.School, Service.Health => BuildingUse.Health, _ => BuildingUse.Leisure };

    /// <summary>Gross floors of a service by job [m²], as imports have them (docs/import.md).</summary>
    public static double AreaPerJob(Service service) => service switch { Service.Shop => 55, Service.School => 90, Service.Health => 45, _ => 200 };

    /// <summary>Whether a building has a service: by its use, where it draws anybody, or since a measure put it there.</summary>
    public static bool IsIn(Building building, Service service)
    {
        ArgumentNullException.ThrowIfNull(building);
        return building.Services.Of(service) > 0 || (building.Use.Value == UseOf(service) && Attractions.Weight(building) > 0);
    }
}
