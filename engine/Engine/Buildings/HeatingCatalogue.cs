using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>A system that may take the place of what heats a building, and what it costs.</summary>
/// <param name="System">What heats from then on.</param>
/// <param name="Fixed">Of each plant, taxes included, before aid [€].</param>
/// <param name="PerPower">Of its power [€/kW].</param>
/// <param name="Lifetime">Years that it lasts.</param>
/// <param name="Source">Where cost and years come from, and how sure they are.</param>
public sealed record HeatingWorks(HeatingSystem System, double Fixed, double PerPower, double Lifetime, string Source) : INamed
{
    /// <summary>Of radiators and pipes, where none are: per heated floor area [€/m²].</summary>
    public const double WaterCircuit = 70;
    /// <summary>Where <see cref="WaterCircuit"/> comes from.</summary>
    public const string WaterCircuitSource = "assumed: 6,000 to 8,000 € for a house of 100 m²; confidence 0.3";
    /// <summary>Of a tank with an electric heater, for a dwelling [€].</summary>
    public const double ElectricTank = 1200;
    /// <summary>Where <see cref="ElectricTank"/> comes from.</summary>
    public const string ElectricTankSource = "assumed: 200 L, put up; confidence 0.4";
    private const string Recalled = "orders of magnitude of French offers, 2023 to 2025, recalled; confidence 0.4";

    /// <summary>All that scenarios can name.</summary>
    public static IReadOnlyList<HeatingWorks> All { get; } =
    [
        new(HeatingSystem.AirHeatPump, 7000, 900, 17, $"13,000 € with 7 kW: {Recalled}; years: CEE sheet BAR-TH-171, recalled"),
        new(HeatingSystem.GroundHeatPump, 11_000, 1600, 17, $"22,000 € with 7 kW, bore holes included: {Recalled}; years: CEE sheet BAR-TH-172, recalled"),
        new(HeatingSystem.WoodBoiler, 10_000, 600, 17, $"19,000 € with 15 kW, automatic, store included: {Recalled}; years: CEE sheet BAR-TH-113, recalled"),
        new(HeatingSystem.DistrictHeat, 5000, 150, 25, $"substation and branch, without the network in the street: {Recalled}; years: assumed"),
        new(HeatingSystem.GasBoiler, 3500, 100, 17, $"5,000 € with 15 kW, condensing: {Recalled}; years: CEE sheet BAR-TH-106, recalled"),
    ];

    /// <inheritdoc/>
    public string Name => CodeWords<HeatingSystem>.Of(System);

    /// <summary>Whether a system gives its heat to water, so that its pipes and radiators can be kept.</summary>
    public static bool HasWaterCircuit(HeatingSystem system) => system is not (HeatingSystem.None or HeatingSystem.DirectElectric or HeatingSystem.WoodStove);

    /// <summary>Whether it is a heat pump, to which an electric heater gives what it lacks in the cold.</summary>
    public bool IsHeatPump => HeatingPlant.IsHeatPump(System);

    /// <summary>Heat that a building loses on the cold day for which plants are sized, −7 °C outdoors and 20 °C indoors, without sun and people [kW].</summary>
    /// <param name="lossCoefficient">[W/K].</param>
    public static double DesignLoad(double lossCoefficient) => lossCoefficient * (HeatingPlant.DesignIndoor - HeatingPlant.DesignOutdoor) / 1000;
}
