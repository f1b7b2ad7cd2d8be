using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>From the heat that rooms and water need to the energy that is bought.</summary>
/// <remarks>
/// Efficiencies are the products of generation, distribution, emission and control of the 3CL method (arrêté of 31 March 2021) for common
/// equipment; heat pumps follow Staffell et al. (2012), Energy Environ. Sci. 5, 9291, times 0.85 for use in the field (Ruhnau et al. 2019,
/// Scientific Data 6, 189). docs/physics/buildings.md, eq. 17 to 20.
/// </remarks>
public static class HeatingPlant
{
    /// <summary>Electricity of pumps and fans per heat delivered by water.</summary>
    public const double Auxiliaries = 0.02;
    /// <summary>Cold per electricity of air conditioners in use: 3CL's 3.6 less what ducts lose.</summary>
    public const double CoolingEfficiency = 3.2;
    /// <summary>Outdoors on the cold day for which plants are sized [°C]: most of lowland France has −5 to −9 °C.</summary>
    public const double DesignOutdoor = -7;
    /// <summary>Indoors on that day [°C].</summary>
    public const double DesignIndoor = 20;
    private const double Resistance = 0.99;
    private const double InTheField = 0.85, Ground = 8;

    /// <summary>What a system buys.</summary>
    public static Carrier CarrierOf(HeatingSystem system) => system switch
    {
        HeatingSystem.GasBoiler => Carrier.Gas,
        HeatingSystem.OilBoiler => Carrier.Oil,
        HeatingSystem.WoodStove or HeatingSystem.WoodBoiler => Carrier.Wood,
        HeatingSystem.DistrictHeat => Carrier.DistrictHeat,
        _ => Carrier.Electricity,
    };

    /// <summary>What cooks where that system heats: gas where gas heats the rooms, else electricity.</summary>
    public static Carrier CookingCarrier(HeatingSystem system) => system == HeatingSystem.GasBoiler ? Carrier.Gas : Carrier.Electricity;

    /// <summary>Whether one plant serves a building through a network: from ten dwellings on.</summary>
    public static bool IsShared(Building building)
    {
        ArgumentNullException.ThrowIfNull(building);
        return building.Dwellings >= 10;
    }

    /// <summary>Energy bought per heat that the rooms need.</summary>
    /// <param name="system">What heats.</param> <param name="shared">Whether it serves ten dwellings or more through one network.</param>
    /// <param name="outdoor">[°C].</param> <param name="pump">Of a heat pump.</param>
    public static double EnergyPerHeat(HeatingSystem system, bool shared, double outdoor, HeatPumpKind pump) => system switch
    {
        HeatingSystem.None => 0,
        HeatingSystem.DirectElectric => 1 / (0.95 * 0.99),
        HeatingSystem.WoodStove => 1 / (0.70 * 0.95 * 0.80),
        HeatingSystem.AirHeatPump => 1 / (pump.Quality(ground: false) * AirHeatPump(pump.SupplyTemperature(outdoor) - outdoor) * Network(shared)),
        HeatingSystem.GroundHeatPump => 1 / (pump.Quality(ground: true) * GroundHeatPump(pump.SupplyTemperature(outdoor) - Ground) * Network(shared)),
        HeatingSystem.GasBoiler => 1 / (0.91 * Network(shared)),
        HeatingSystem.OilBoiler => 1 / (0.86 * Network(shared)),
        HeatingSystem.WoodBoiler => 1 / (0.80 * Network(shared)),
        _ => 1 / (0.97 * Network(shared)),
    };

    /// <summary>Energy bought per heat by a heat pump that is sized for a part of the load, and an electric heater in its water that gives the rest.</summary>
    /// <param name="system">A heat pump; else <paramref name="sizing"/> says nothing.</param> <param name="shared">Whether it serves ten dwellings or more through one network.</param>
    /// <param name="outdoor">[°C].</param> <param name="pump">When it was made, and what it heats with.</param> <param name="sizing">Its power over the load at <see cref="DesignOutdoor"/>; infinite: it gives all of the heat.</param>
    public static double EnergyPerHeat(HeatingSystem system, bool shared, double outdoor, HeatPumpKind pump, double sizing)
    {
        double pumped = PumpedShare(outdoor, sizing), alone = EnergyPerHeat(system, shared, outdoor, pump);
        return pumped < 1 && IsHeatPump(system) ? pumped * alone + (1 - pumped) / (Resistance * Network(shared)) : alone;
    }

    /// <summary>Sizing of a heat pump that stays when works lower the load, to 5 %, so that a town has few of them; infinite from 150 % on, where nothing is left to the heater.</summary>
    /// <param name="sizing">Before.</param> <param name="before">Loss [W/K].</param> <param name="after">Loss [W/K].</param>
    public static double SizingAfter(double sizing, double before, double after) => sizing * before / after is var larger && larger >= 1.5 ? double.PositiveInfinity : Math.Round(larger * 20) / 20;

    /// <summary>Share of the heat that a heat pump gives at an outdoor temperature; its power is taken to be the same at all of them, and the load straight from none at 20 °C.</summary>
    public static double PumpedShare(double outdoor, double sizing) =>
        outdoor >= DesignIndoor ? 1 : Math.Min(1, sizing * (DesignIndoor - DesignOutdoor) / (DesignIndoor - outdoor));

    /// <summary>Electricity of pumps and fans per heat that the rooms need.</summary>
    public static double AuxiliariesPerHeat(HeatingSystem system) =>
        system is HeatingSystem.None or HeatingSystem.DirectElectric or HeatingSystem.WoodStove ? 0 : Auxiliaries;

    /// <summary>Energy bought per useful heat of hot water, tank, pipe and generator losses included: medians of official labels.</summary>
    /// <param name="system">What heats the water.</param> <param name="shared">Whether it serves ten dwellings or more through one network.</param>
    /// <param name="outdoor">[°C].</param>
    public static double EnergyPerHotWater(HeatingSystem system, bool shared, double outdoor) => system switch
    {
        HeatingSystem.None => 0,
        HeatingSystem.DirectElectric => 1 / 0.62,
        HeatingSystem.AirHeatPump => 1 / (AirHeatPump(52 - outdoor) * 0.80),
        HeatingSystem.GroundHeatPump => 1 / (GroundHeatPump(52 - Ground) * 0.80),
        HeatingSystem.GasBoiler => 1 / (shared ? 0.44 : 0.61),
        HeatingSystem.OilBoiler => 1 / (shared ? 0.38 : 0.48),
        HeatingSystem.WoodStove or HeatingSystem.WoodBoiler => 1 / 0.30,
        _ => 1 / (shared ? 0.47 : 0.75),
    };

    /// <summary>Whether the water is heated in a tank, mostly at the cheap hours of electricity, rather than as it is drawn.</summary>
    public static bool HasTank(HeatingSystem system) => system == HeatingSystem.DirectElectric || IsHeatPump(system);

    /// <summary>Coefficient of performance of an air-source heat pump in the field.</summary>
    /// <param name="lift">From outdoor air to supply water [K]; held to 15 to 70, where the curve was fitted.</param>
    public static double AirHeatPump(double lift)
    {
        double dt = Math.Clamp(lift, 15, 70);
        return InTheField * (6.81 - 0.121 * dt + 0.000630 * dt * dt);
    }

    /// <summary>Coefficient of performance of a ground-source heat pump in the field.</summary>
    /// <param name="lift">From brine to supply water [K]; held to 20 to 60, where the curve was fitted.</param>
    public static double GroundHeatPump(double lift)
    {
        double dt = Math.Clamp(lift, 20, 60);
        return InTheField * (8.77 - 0.150 * dt + 0.000734 * dt * dt);
    }

    /// <summary>Energy bought per heat that the rooms need, over the season of the label.</summary>
    internal static double EnergyPerHeatOfLabel(HeatingSystem system, bool shared, HeatPumpKind pump, LabelClimate climate) => IsHeatPump(system)
        ? 1 / (pump.LabelSeason(system == HeatingSystem.GroundHeatPump, climate) * Network(shared)) : EnergyPerHeat(system, shared, outdoor: 7, pump);

    /// <summary>Whether electricity heated a building before any measure: those are better insulated than others of their time.</summary>
    internal static bool WasElectric(Building building) => (building.HeatingChange?.From ?? building.Heating) is var system && system != HeatingSystem.None && CarrierOf(system) == Carrier.Electricity;

    /// <summary>Whether it is a heat pump.</summary>
    internal static bool IsHeatPump(HeatingSystem system) => system is HeatingSystem.AirHeatPump or HeatingSystem.GroundHeatPump;

    private static double Network(bool shared) => (shared ? 0.87 : 0.92) * 0.95 * 0.95;
}
