using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What is assumed of one building before the first hour.</summary>
/// <param name="Envelope">With the works of the scenario and the provenance of each figure; null when it is not heated.</param>
/// <param name="Zone">Of that envelope; null when it is not heated.</param>
/// <param name="Usage">What goes on in it.</param>
/// <param name="Comfort">Terms of its set-point.</param>
/// <param name="Heating">What heats the rooms.</param> <param name="HotWater">What heats the water.</param>
/// <param name="Shared">Whether one plant serves ten dwellings or more.</param>
public sealed record BuildingDescription(
    Envelope? Envelope, ThermalZone? Zone, Usage Usage, ComfortTerms Comfort, HeatingSystem Heating, HeatingSystem HotWater, bool Shared)
{
    private const double ReheatOutdoor = -7;

    /// <summary>Fewest dwellings of a block of flats; below, each home of a house has its part of the roof.</summary>
    internal const int FewestOfBlock = 3;

    /// <summary>Electricity of stairs, lift, ventilation and doors of a block, within that of its homes [kWh/(dwelling year)]; docs/physics/photovoltaics.md.</summary>
    internal const double CommonPartsPerDwelling = 450;

    /// <summary>Power of its heat pump over the load on a cold day; infinite: it gives all of the heat.</summary>
    public double HeatPumpSizing { get; init; } = double.PositiveInfinity;

    /// <summary>Energy bought for heat over what is assumed, by a calibration.</summary>
    public double HeatingFactor { get; init; } = 1;

    /// <summary>Power of a stove beside what heats the rooms [W]; 0: none.</summary>
    public double Stove { get; init; }

    /// <summary>When its heat pump was made, and what that heats with.</summary>
    internal HeatPumpKind Pump { get; init; }

    /// <summary>How a measure lowers its heating; null: as its people do.</summary>
    public SetBack? SetBack { get; init; }

    /// <summary>Behind the meter of its panels; null: none.</summary>
    public Battery? Battery { get; init; }

    /// <summary>Whether panels on its roof stand behind a meter that counts all of its electricity; else that of common parts and central plants alone.</summary>
    public bool IsOneMeter { get; init; } = true;
    /// <summary>Mean power of common parts [W].</summary>
    internal double CommonParts { get; init; }
    /// <summary>Whether a system is one plant of the whole building, on the meter of common parts.</summary>
    internal bool HasCentral(HeatingSystem system) => Shared && system is not (HeatingSystem.None or HeatingSystem.DirectElectric);

    /// <summary>What heats the rooms.</summary>
    internal Plant Heater => new(Heating, Shared, HeatPumpSizing, Pump);
    /// <summary>What heats the water.</summary>
    internal Plant Boiler => new(HotWater, Shared, double.PositiveInfinity, default);

    /// <summary>Gas where gas heats the rooms, else electricity.</summary>
    public Carrier CookingCarrier => HeatingPlant.CookingCarrier(Heating);

    /// <summary>Whether two find their profile and systems in the same tables, so that members of an ensemble can differ by them.</summary>
    internal static bool LookUpTheSame(BuildingDescription one, BuildingDescription other) =>
        (one.Usage.Profile, one.SetBack, one.Heater, one.Boiler) == (other.Usage.Profile, other.SetBack, other.Heater, other.Boiler);

    /// <summary>Whether one meter counts all of a building's electricity, or a contract makes it so for its panels.</summary>
    internal static bool HasOneMeter(Building building) => building.Use != BuildingUse.Dwelling || building.Dwellings < FewestOfBlock || building.PanelsAreShared;

    /// <summary>The whole stock, in the territory's order.</summary>
    public static BuildingDescription[] Of(Territory territory, BuildingShapes shapes, BuildingsParameters parameters)
    {
        Occupants[] occupants = Occupants.Of(territory, parameters.Seed);
        BuildingDescription[] all = new BuildingDescription[territory.Buildings.Count];
        Parallel.For(0, all.Length, i => all[i] = Of(territory.Buildings[i], i, shapes, occupants[i], parameters));
        return all;
    }

    private static BuildingDescription Of(Building building, int i, BuildingShapes shapes, Occupants occupants, BuildingsParameters parameters)
    {
        bool shared = HeatingPlant.IsShared(building);
        Envelope? built = Archetypes.EnvelopeOf(building, shapes, i);
        if (built is null) return new(null, null, default, default, HeatingSystem.None, HeatingSystem.None, shared);
        Envelope before = PastWorks.Since(built, building, parameters);
        Envelope after = before.After(building.Works);
        Usage usage = Usage.Of(building, occupants, parameters);
        if (building.UseFactors is { } factors) usage = usage with { Equipment = factors.Appliances * usage.Equipment };
        ThermalZone zoneBefore = ZoneOf(before), zone = ZoneOf(after);
        double preference = parameters.SetPoints.Spread * Math.Clamp(new RandomStream(parameters.Seed, "set-point", building.Lot).NextNormal(), -2.5, 2.5);
        ComfortTerms comfort = usage.Occupancy != Occupancy.Lived ? default : building.Use == BuildingUse.Dwelling
            ? Buildings.Comfort.Of(zoneBefore, zone, preference, parameters.SetPoints, parameters.Behaviour, Thrift.Before(building, occupants), Thrift.Now(building, occupants))
            : new(preference, 0, 0);
        double design = 1.3 * zone.LossCoefficient * (parameters.SetPoints.Present - ReheatOutdoor) + 10 * building.HeatedArea;
        zone = zone with
        {
            MaxHeating = building.Heating == HeatingSystem.None || usage.Occupancy == Occupancy.Shut ? 0 : design,
            MaxCooling = usage.Cooled ? 100 * building.HeatedArea : 0,
            CoolFrom = building.CoolFrom,
        };
        return new(after, zone, usage, comfort, building.Heating, usage.BoilerOf(building), shared)
        {
            SetBack = building.SetBack, Battery = building.Battery, HeatPumpSizing = building.HeatPumpSizing, Pump = HeatPumpKind.Of(building),
            IsOneMeter = HasOneMeter(building), HeatingFactor = building.UseFactors?.Heating ?? 1,
            CommonParts = CommonPartsPerDwelling * building.Dwellings / 8.76, Stove = StoveBeside.PowerIn(building, usage, parameters.Seed),
        };

        ThermalZone ZoneOf(Envelope envelope) => usage.In(Archetypes.ZoneOf(building, envelope, shapes.MainAzimuth[i]));
    }

    /// <summary>Mass temperature of a steady state at the set-point indoors [°C].</summary>
    public double SteadyMass(double outdoor, SetPoints set)
    {
        if (Zone is null || Zone.MaxHeating <= 0) return outdoor;
        double air = Math.Max(outdoor, set.Night + Comfort.Total), h = Zone.MassToSurface, toAir = Zone.SurfaceToAir, w = Zone.Windows;
        double series = h * (toAir + w) / (h + toAir + w), drive = (toAir * air + w * outdoor) / (toAir + w);
        return (series * drive + Zone.OutdoorToMass * outdoor) / (series + Zone.OutdoorToMass);
    }
}
