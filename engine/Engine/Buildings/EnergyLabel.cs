using TerritoryTwin.Core;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Buildings;

/// <summary>What the people of the French label would buy in homes of a building, all of it or some of its flats, in the label's own months: whatever weather a run lives, and whoever lives there.</summary>
/// <remarks>
/// docs/physics/buildings.md, eq. 34 to 38: the method of 3CL-DPE 2021 (arrêté of 31 March 2021) on the envelope and the systems that the run assumes. Not in it: panels, cooling, what tanks and pipes
/// give back to the rooms, masks beyond the fixed shade of the windows.
/// </remarks>
/// <param name="Homes">How many.</param> <param name="Area">Heated floor [m²].</param> <param name="Need">Heat of the rooms before intermittence [kWh/year].</param>
/// <param name="Rooms">Bought to heat them [kWh/year].</param> <param name="Water">Bought for hot water [kWh/year].</param>
/// <param name="Others">Electricity of lighting, pumps and fans [kWh/year].</param>
internal readonly record struct EnergyLabel(double Homes, double Area, double Need, double Rooms, double Water, double Others)
{
    private const double AirHeat = 0.34;                                 // Wh/(m³ K)
    private const double Storey = 2.5;                                   // m
    private const double Equipment = 3.18, Lights = 0.34;                // gains [W/m²]
    private const double PerAdult = 90 * 132.0 / 168;                    // W
    private const double Inertia = 2.9;                                  // exponent of medium buildings
    private const double Lighting = 1.9;                                 // kWh/(m² year): 1.86 to 1.97 in official cases
    private const double Pumps = 3.2, Fans = 1.2;                        // kWh/(m² year): medians of official cases with oil, gas and pellets; of ventilation, assumed
    private static readonly CarbonFactors Factors = new();

    /// <summary>Of a building of homes.</summary>
    /// <param name="building">Its area, its dwellings, its ground, its systems.</param> <param name="envelope">Of today.</param>
    /// <param name="azimuth">Where side 0 faces [°].</param> <param name="climate">Of its place.</param>
    public static EnergyLabel Of(Building building, Envelope envelope, double azimuth, LabelClimate climate) =>
        Of(building, envelope, building.HeatedArea, Math.Max(1, building.Dwellings), azimuth, climate);

    /// <summary>Of each kind of home in a building: flats by where they lie and how large they are, else the building as one.</summary>
    /// <remarks>docs/physics/buildings.md, eq. 39 and 40: each by itself, then heat and water shared out so that all sum to those of the building.</remarks>
    /// <param name="building">Its area, its dwellings, its floors, its ground, its systems.</param> <param name="envelope">Of today.</param>
    /// <param name="azimuth">Where side 0 faces [°].</param> <param name="climate">Of its place.</param>
    public static IReadOnlyList<EnergyLabel> OfHomes(Building building, Envelope envelope, double azimuth, LabelClimate climate)
    {
        EnergyLabel all = Of(building, envelope, azimuth, climate);
        if (IsHouse(building)) return [all];
        EnergyLabel[] flats = OfFlats(building, envelope, azimuth, climate);
        double need = all.Need / flats.Sum(static f => f.Need), rooms = all.Rooms / flats.Sum(static f => f.Rooms), water = all.Water / flats.Sum(static f => f.Water);
        return [.. flats.Select(f => f with { Need = need * f.Need, Rooms = rooms * f.Rooms, Water = water * f.Water })];
    }

    /// <summary>Of the flats of a block, each by itself: of gains that one has no use for, none warm the next.</summary>
    internal static EnergyLabel[] OfFlats(Building building, Envelope envelope, double azimuth, LabelClimate climate) =>
        [.. FlatPlace.In(building.Dwellings, building.Floors).Select(f => Of(building, f.Of(envelope, building.Dwellings), f.Size * building.HeatedArea / building.Dwellings, 1, azimuth, climate).Times(f.Flats))];

    private EnergyLabel Times(double homes) => new(homes * Homes, homes * Area, homes * Need, homes * Rooms, homes * Water, homes * Others);

    private static EnergyLabel Of(Building building, Envelope envelope, double area, double dwellings, double azimuth, LabelClimate climate)
    {
        bool shared = HeatingPlant.IsShared(building), house = IsHouse(building);
        double ground = building.Ground, adults = dwellings * ConventionalUse.Adults(area / dwellings, house);
        ThermalZone zone = Archetypes.ZoneOf(building, envelope, azimuth);
        double loss = zone.Windows + zone.Opaque + area * AirOf(building.Built, house, HasNewVentilation(building));
        double need = Heat(loss, zone.Glazed, zone.Azimuth, Gains(area, adults), climate, ground);
        double rooms = need * Intermittence(Heater(building)) / (1 + 0.1 * (loss / (Storey * area) - 1)) * HeatingPlant.EnergyPerHeatOfLabel(Heater(building), shared, HeatPumpKind.Of(building), climate);
        double water = ConventionalUse.Water(adults, climate.ColdWater(ground)) * HeatingPlant.EnergyPerHotWater(Boiler(building), shared, outdoor: 12);
        double pumps = HeatingPlant.AuxiliariesPerHeat(Heater(building)) > 0 ? Pumps : 0, fans = building.Built >= 1975 || HasNewVentilation(building) ? Fans : 0;
        return new(dwellings, area, need, rooms, water, (Lighting + pumps + fans) * area);
    }

    /// <summary>Of people and appliances, all of the time [W].</summary>
    /// <param name="area">[m²].</param> <param name="adults">As the label counts them.</param>
    internal static double Gains(double area, double adults) => (Equipment + Lights) * area + PerAdult * adults;

    /// <summary>Heat that rooms need in a year, before intermittence [kWh].</summary>
    /// <param name="loss">[W/K].</param> <param name="glazed">Of the four sides, what transmits [m²].</param> <param name="azimuth">Where side 0 faces [°].</param>
    /// <param name="gains">Of people and appliances, all of the time [W].</param> <param name="climate">Of the place.</param> <param name="ground">Height above the sea [m].</param>
    internal static double Heat(double loss, IReadOnlyList<double> glazed, double azimuth, double gains, LabelClimate climate, double ground)
    {
        double need = 0;
        for (int month = 1; month <= 12; month++)
        {
            double degreeHours = climate.DegreeHours(ground, month), south = 0;
            if (degreeHours <= 0) continue;
            for (int side = 0; side < 4; side++) south += glazed[side] * climate.OnWall(azimuth + 90 * side, month);
            double free = (1000 * south * climate.Sun(ground, month) + gains * climate.Hours(ground, month)) / (loss * degreeHours);
            need += loss * (1 - Used(free)) * degreeHours / 1000;
        }
        return need;
    }

    /// <summary>Primary energy and greenhouse gas per heated floor area, and the letter they give homes of the mean area.</summary>
    /// <param name="building">Its ground and systems.</param> <param name="rules">Of the label.</param>
    public char Letter(Building building, LabelRules rules)
    {
        Carrier rooms = HeatingPlant.CarrierOf(Heater(building)), water = HeatingPlant.CarrierOf(Boiler(building));
        double carbon = Rooms * Factors.Of(rooms, Factors.ElectricHeating) + Water * Factors.Of(water, Factors.ElectricHotWater) + Others * Factors.OtherElectricity;
        return rules.Letter(Primary(building, rules) / Area, carbon / Area, Area / Homes, building.Ground);
    }

    /// <summary>Primary energy of all that the label counts [kWh/year].</summary>
    /// <param name="building">Its systems.</param> <param name="rules">Of the label.</param>
    public double Primary(Building building, LabelRules rules)
    {
        double electricity = rules.PrimaryElectricity;
        return Rooms * Of(Heater(building)) + Water * Of(Boiler(building)) + Others * electricity;

        double Of(HeatingSystem system) => HeatingPlant.CarrierOf(system) == Carrier.Electricity ? electricity : 1;
    }

    private static bool IsHouse(Building building) => building.Dwellings < BuildingDescription.FewestOfBlock;

    // Where nothing heats, the label takes electric heaters.
    private static HeatingSystem Heater(Building building) => building.Heating.Value == HeatingSystem.None ? HeatingSystem.DirectElectric : building.Heating.Value;

    private static HeatingSystem Boiler(Building building) => building.HotWater.Value == HeatingSystem.None ? HeatingSystem.DirectElectric : building.HotWater.Value;

    // Share of the loss that gains make good, by gains over loss.
    private static double Used(double free) => Math.Abs(free - 1) < 1e-6 ? (Inertia - 1) / Inertia : (free - Math.Pow(free, Inertia)) / (1 - Math.Pow(free, Inertia));

    // Heaters and stoves room by room, radiators, what many share; without a clock that all would have.
    private static double Intermittence(HeatingSystem system) => HeatingWorks.HasWaterCircuit(system) ? 0.87 : 0.82;

    // Heat of ventilation and leakage per floor area [W/(m² K)]: conventional flows of 3CL by period, and its leakage at 4 Pa times what official cases make of it, 0.6 in houses and 0.3 in blocks.
    internal static double AirOf(int built, bool house, bool newVentilation)
    {
        double leakage = built switch
        {
            < 1948 => house ? 3.3 : 4.6, < 1975 => house ? 2.2 : 2, < 2006 => house ? 1.9 : 1.5, < 2013 => house ? 1.3 : 1.5, _ => house ? 0.6 : 1,
        };
        return AirHeat * (Ventilation(built, newVentilation) + (house ? 0.6 : 0.3) * leakage);
    }

    // By windows until 1974, then by machines of each time; after works that ventilate, those of today (hygro B) [m³/(h m²)].
    private static double Ventilation(int built, bool renewed) => built switch
    {
        _ when renewed => 1.09,
        < 1975 => 1.2, < 1982 => 1.97, < 2001 => 1.65, < 2013 => 1.5, _ => 1.24,
    };

    private static bool HasNewVentilation(Building building) => building.Works is { } works && works.AirChange < RenovationPackage.Untouched;
}
