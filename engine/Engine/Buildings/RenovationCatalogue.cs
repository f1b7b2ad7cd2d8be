using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Works on envelopes that scenarios can name.</summary>
/// <remarks>
/// U-values: thermal regulation of existing buildings (arrêté of 3 May 2007, as amended) for single parts, and the resistances that French aid
/// asks for. Costs and carbon: orders of magnitude, guessed within a factor of 1.5; a scenario can set its own. docs/physics/buildings.md.
/// </remarks>
public static class RenovationCatalogue
{
    private const double Untouched = 99;      // worse than any envelope: the part keeps its value
    private const string Parts = "U: resistances asked by French aid (walls 3.7, roofs 7, floors 3 m² K/W; windows 1.3); costs: order of magnitude, guessed";

    /// <summary>Everything, to the level of a low-energy building.</summary>
    public static RenovationPackage Deep { get; } = new(
        "bbc_renovation", WallU: 0.23, RoofU: 0.13, FloorU: 0.27, WindowU: 1.3, WindowG: 0.50, AirChange: 0.40, CostPerArea: 450, EmbodiedCarbonPerArea: 60, Parts);

    /// <summary>Roof, windows and ventilation; two letters on the label for many homes.</summary>
    public static RenovationPackage Light { get; } = new(
        "light_renovation", Untouched, RoofU: 0.14, Untouched, WindowU: 1.4, WindowG: 0.55, AirChange: 0.50, CostPerArea: 180, EmbodiedCarbonPerArea: 25, Parts);

    /// <summary>Windows alone.</summary>
    public static RenovationPackage Windows { get; } = new(
        "windows", Untouched, Untouched, Untouched, WindowU: 1.3, WindowG: 0.55, AirChange: Untouched, CostPerArea: 110, EmbodiedCarbonPerArea: 15, Parts);

    /// <summary>Roof alone.</summary>
    public static RenovationPackage Roof { get; } = new(
        "roof_insulation", Untouched, RoofU: 0.14, Untouched, Untouched, WindowG: 0, AirChange: Untouched, CostPerArea: 45, EmbodiedCarbonPerArea: 6, Parts);

    /// <summary>Walls alone, from outside.</summary>
    public static RenovationPackage Walls { get; } = new(
        "wall_insulation", WallU: 0.25, Untouched, Untouched, Untouched, WindowG: 0, AirChange: Untouched, CostPerArea: 170, EmbodiedCarbonPerArea: 20, Parts);

    /// <summary>Lowest floor alone.</summary>
    public static RenovationPackage Floor { get; } = new(
        "floor_insulation", Untouched, Untouched, FloorU: 0.30, Untouched, WindowG: 0, AirChange: Untouched, CostPerArea: 35, EmbodiedCarbonPerArea: 5, Parts);

    /// <summary>All packages, most complete first.</summary>
    public static IReadOnlyList<RenovationPackage> All { get; } = [Deep, Light, Windows, Walls, Roof, Floor];

    /// <summary>Years that works on an envelope last.</summary>
    public const double Lifetime = 30;
}

/// <summary>What roofs with panels cost.</summary>
/// <remarks>Order of magnitude of French roofs in 2024 and 2025, installed and connected, guessed; a scenario can set its own.</remarks>
public static class PanelCosts
{
    /// <summary>Years that panels last.</summary>
    public const double Lifetime = 25;
    /// <summary>Greenhouse gas of making them, over their life [kgCO2e/kW]: 0.043 kg/kWh × 1,100 kWh × 25 years.</summary>
    public const double EmbodiedCarbon = 1180;

    /// <summary>Investment per rated power [€/kW], less for larger roofs.</summary>
    /// <param name="peakPower">Of the roof [kW].</param>
    public static double PerPower(double peakPower) => peakPower switch { <= 3 => 2500, <= 9 => 2100, <= 36 => 1500, <= 100 => 1200, _ => 1000 };
}
