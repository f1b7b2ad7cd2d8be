using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Periods of construction.</summary>
internal enum Era { Old, Interwar, PostWar, Seventies, Nineties, Regulated2005, Regulated2012 }

/// <summary>How people live or work in a building.</summary>
internal enum Kind { House, Flats, Annex, Facility, Works, Farm }

/// <summary>A building as it is placed; systems, people and jobs come later.</summary>
internal sealed class Draft
{
    public required Vec[] Ring { get; init; }
    public required Kind Kind { get; init; }
    public required BuildingUse Use { get; init; }
    public required int Built { get; init; }
    public required int Floors { get; init; }
    public required double Height { get; init; }
    public required RoofShape Roof { get; init; }
    public required double Pitch { get; init; }
    public required string District { get; init; }
    public int Dwellings { get; set; }
    public double HeatedArea { get; set; }
    /// <summary>Weight in the sharing out of jobs.</summary>
    public double JobWeight { get; set; }
    public bool Social { get; init; }
    /// <summary>Wealth of the district, 1 is the mean.</summary>
    public double Wealth { get; init; } = 1;
}
