using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Works on envelopes that scenarios can name.</summary>
/// <remarks>U-values: the resistances that French aid asks for. docs/catalogue.md prints them, docs/physics/buildings.md says what they do.</remarks>
public static class RenovationCatalogue
{
    private const double Untouched = RenovationPackage.Untouched;
    private const string Parts = "resistances asked by French aid: walls 3.7, roofs 7, floors 3 m² K/W; windows 1.3 W/(m² K)";

    /// <summary>Everything, to the level of a low-energy building.</summary>
    public static RenovationPackage Deep { get; } = new("bbc_renovation", WallU: 0.23, RoofU: 0.13, FloorU: 0.27, WindowU: 1.3, WindowG: 0.50, AirChange: 0.40, Parts);

    /// <summary>Roof, windows and ventilation; two letters on the label for many homes.</summary>
    public static RenovationPackage Light { get; } = new("light_renovation", Untouched, RoofU: 0.14, Untouched, WindowU: 1.4, WindowG: 0.55, AirChange: 0.50, Parts);

    /// <summary>Windows alone.</summary>
    public static RenovationPackage Windows { get; } = new("windows", Untouched, Untouched, Untouched, WindowU: 1.3, WindowG: 0.55, AirChange: Untouched, Parts);

    /// <summary>Roof alone.</summary>
    public static RenovationPackage Roof { get; } = new("roof_insulation", Untouched, RoofU: 0.14, Untouched, Untouched, WindowG: 0, AirChange: Untouched, Parts);

    /// <summary>Walls alone, from outside.</summary>
    public static RenovationPackage Walls { get; } = new("wall_insulation", WallU: 0.25, Untouched, Untouched, Untouched, WindowG: 0, AirChange: Untouched, Parts);

    /// <summary>Lowest floor alone.</summary>
    public static RenovationPackage Floor { get; } = new("floor_insulation", Untouched, Untouched, FloorU: 0.30, Untouched, WindowG: 0, AirChange: Untouched, Parts);

    /// <summary>All packages, most complete first.</summary>
    public static IReadOnlyList<RenovationPackage> All { get; } = [Deep, Light, Windows, Walls, Roof, Floor];
}

/// <summary>What works on one part of an envelope cost, and from where on they are done.</summary>
/// <param name="Part">The part.</param>
/// <param name="UpToStandard">A part no worse than this needs no works: U [W/(m² K)], or air change [1/h].</param>
/// <param name="Standard">Where that limit comes from.</param>
/// <param name="Cost">Investment per area, taxes included, before aid [€/m²]: of the part, of ventilation per heated floor area.</param>
/// <param name="CostSource">Where the cost comes from, and how sure it is.</param>
/// <param name="EmbodiedCarbon">Of the works per the same area, guessed within a factor of 1.5 [kgCO2e/m²].</param>
/// <param name="Lifetime">Years that they last.</param>
/// <param name="LifetimeSource">Where the years come from.</param>
public sealed record PartWorks(
    EnvelopePart Part, double UpToStandard, string Standard, double Cost, string CostSource, double EmbodiedCarbon, double Lifetime, string LifetimeSource)
{
    private const double Rounding = 1e-9;     // 0.4 and 0.1 are 0.5
    private const string Invoices = "“Je rénove BBC”, Alsace, means of the invoices of 120 houses renovated to low energy, before tax";
    private const string ToToday = "times 1.055 (reduced VAT) and 1.25 (construction costs from then to 2024, index BT01 of Insee, recalled)";
    private const string Regulation = "arrêté of 3 May 2007 as amended in 2017, zone H1, recalled";

    private static readonly PartWorks[] Table =
    [
        new(EnvelopePart.Walls, 0.36, $"homes of 2006 to 2012 as labels have them (3CL); R = 2.9 m² K/W asks for 0.34, {Regulation}", 143, $"108 €/m² of insulation from outside: {Invoices}; {ToToday}; confidence 0.6", 20, 30, "CEE sheet BAR-EN-102, recalled"),
        new(EnvelopePart.Roof, 0.28, $"what earlier works brought, R = 3.5 m² K/W; R = 4.4 of rafters asks for 0.22, {Regulation}", 83, $"63 €/m², half the floor of an attic (47), half rafters from within (79): {Invoices}; {ToToday}; from above, or a flat roof with a new cover, costs up to three times as much; confidence 0.5", 8, 30, "CEE sheet BAR-EN-101, recalled"),
        new(EnvelopePart.Floor, 0.33, $"R = 2.7 m² K/W and the ground below, {Regulation}", 57, $"43 €/m² from below: {Invoices}; {ToToday}; confidence 0.6", 7, 30, "CEE sheet BAR-EN-103, recalled"),
        new(EnvelopePart.Windows, 1.9, Regulation, 735, $"557 €/m² of opening, double glazing: {Invoices}; {ToToday}; confidence 0.6", 90, 24, "CEE sheet BAR-EN-104, recalled"),
        new(EnvelopePart.Ventilation, 0.5, "TABULA: homes built since 2006, 0.4 of use and 0.1 of leaks", 30, "assumed: 2,500 € for 85 m², between humidity-controlled extraction and balanced ventilation, with sealing; confidence 0.3", 5, 17, "CEE sheet BAR-TH-127, recalled"),
    ];

    /// <summary>The one table of what works on envelopes cost.</summary>
    public static IReadOnlyList<PartWorks> All => Table;

    /// <summary>The works of a package that an envelope needs: of the parts that are worse than the standard, and than what the package brings.</summary>
    public static PartWorks[] Needed(Envelope envelope, RenovationPackage package) => Array.FindAll(Table, works => works.IsNeeded(envelope, package));

    private bool IsNeeded(Envelope envelope, RenovationPackage package) => envelope.Of(Part) is var found && found > UpToStandard + Rounding && package.Of(Part) < found;

    /// <summary>Area that they are paid by [m²].</summary>
    /// <param name="envelope">Of the building.</param> <param name="heatedArea">Its heated floor area [m²].</param>
    public double AreaOf(Envelope envelope, double heatedArea) => Part switch
    {
        EnvelopePart.Walls => (1 - envelope.WindowShare) * envelope.OutsideWalls,
        EnvelopePart.Roof => envelope.Roof,
        EnvelopePart.Floor => envelope.Floor,
        EnvelopePart.Windows => envelope.WindowShare * envelope.OutsideWalls,
        _ => heatedArea,
    };
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
