using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The envelope of one building, each figure with its provenance.</summary>
/// <param name="Size">Size class that the figures are taken from.</param>
/// <param name="WallU">[W/(m² K)].</param> <param name="RoofU">[W/(m² K)].</param> <param name="FloorU">[W/(m² K)].</param>
/// <param name="FloorFactor">Share of the indoor-outdoor difference over the lowest floor.</param>
/// <param name="WindowU">[W/(m² K)].</param> <param name="WindowG">Solar factor at normal incidence.</param>
/// <param name="Bridges">Thermal bridges per area of envelope [W/(m² K)].</param>
/// <param name="WindowShare">Windows per area of outside walls.</param>
/// <param name="Infiltration">[1/h].</param> <param name="AirChange">Ventilation in use [1/h].</param>
/// <param name="HeatedShare">Share of the building's volume that is heated, 0 to 1.</param>
/// <param name="Volume">Heated volume [m³].</param>
/// <param name="Walls">Outside walls of the heated part by side, windows included [m²].</param>
/// <param name="Roof">Area between the heated rooms and the roof [m²].</param> <param name="Floor">Lowest floor [m²].</param>
public sealed record Envelope(
    DwellingSize Size, Known<double> WallU, Known<double> RoofU, Known<double> FloorU, double FloorFactor, Known<double> WindowU, Known<double> WindowG,
    Known<double> Bridges, Known<double> WindowShare, Known<double> Infiltration, Known<double> AirChange,
    Known<double> HeatedShare, double Volume, IReadOnlyList<double> Walls, double Roof, double Floor)
{
    /// <summary>All outside walls of the heated part, windows included [m²].</summary>
    public double OutsideWalls => Walls[0] + Walls[1] + Walls[2] + Walls[3];

    /// <summary>How a part is: U [W/(m² K)], or all air change [1/h].</summary>
    public double Of(EnvelopePart part) => part switch
    {
        EnvelopePart.Walls => WallU,
        EnvelopePart.Roof => RoofU,
        EnvelopePart.Floor => FloorU,
        EnvelopePart.Windows => WindowU,
        _ => Infiltration + AirChange,
    };

    /// <summary>After works: each part keeps the better of what it has and what the package brings.</summary>
    public Envelope After(RenovationPackage? works) => works is null ? this : After(works, value => Known<double>.Typical(value));

    /// <summary>The same, with the provenance of what the works bring.</summary>
    internal Envelope After(RenovationPackage works, Func<double, Known<double>> known)
    {
        double total = Infiltration + AirChange, factor = total > 0 ? Math.Min(1, works.AirChange / total) : 1;
        return this with
        {
            WallU = Better(WallU, works.WallU),
            RoofU = Better(RoofU, works.RoofU),
            FloorU = Better(FloorU, works.FloorU),
            WindowG = works.WindowU < WindowU.Value ? known(works.WindowG) : WindowG,
            WindowU = Better(WindowU, works.WindowU),
            Bridges = works.WallU < WallU.Value ? Better(Bridges, 0.05) : Bridges,
            Infiltration = factor < 1 ? known(Infiltration * factor) : Infiltration,
            AirChange = factor < 1 ? known(AirChange * factor) : AirChange,
        };

        Known<double> Better(Known<double> found, double brought) => brought < found.Value ? known(brought) : found;
    }
}

/// <summary>Heat lost between rooms and outdoors [W/K].</summary>
/// <param name="Windows">Through windows and doors.</param> <param name="Opaque">Through walls, roof, floor and bridges.</param>
/// <param name="Infiltration">With the air that comes at all hours.</param> <param name="Ventilation">With what comes in addition while people are there.</param>
internal readonly record struct HeatLosses(double Windows, double Opaque, double Infiltration, double Ventilation)
{
    /// <summary>All together, ventilation in full [W/K].</summary>
    public double All => Windows + Opaque + Infiltration + Ventilation;
}

/// <summary>From what is known of a building to its envelope and its zone.</summary>
public static class Archetypes
{
    private const double FrameAndFixedShade = 0.7 * 0.8;      // 30 % frame; reveals, curtains and balconies keep out a fifth
    private const double Absorptance = 0.6, CoolAbsorptance = 0.3, GreenAbsorptance = 0.3;
    private const double AirHeat = 1200.0 / 3600;              // Wh/(m³ K)
    private const float ByDoor = 0.3f;                          // confidence in a type for one home: half of official cases lie within a quarter (docs/validation.md); sums over hundreds are surer
    private const double LeastHeatedFloor = 20;                // of uses other than dwelling: towers, kiosks and huts below are not heated [m²]

    /// <summary>The size class of a building: by its dwellings, and for houses by the walls they share.</summary>
    public static DwellingSize SizeOf(Building building, double sharedWalls) => building.Dwellings.Value switch
    {
        >= 10 => DwellingSize.LargeBlock,
        >= 3 => DwellingSize.SmallBlock,
        >= 1 => sharedWalls > 0.2 ? DwellingSize.Terraced : DwellingSize.Detached,
        _ => building.HeatedArea > 800 ? DwellingSize.LargeBlock : DwellingSize.SmallBlock,
    };

    /// <summary>The envelope of a building in its existing state; null when it is not heated.</summary>
    public static Envelope? EnvelopeOf(Building building, BuildingShapes shapes, int index)
    {
        double floorArea = building.HeatedArea, footprint = shapes.FootprintArea[index];
        if (floorArea <= 0 || footprint <= 0 || (building.Use != BuildingUse.Dwelling && floorArea < LeastHeatedFloor)) return null;
        double walls = 0;
        for (int side = 0; side < 4; side++) walls += shapes.WallArea[side][index];
        double shared = shapes.PartyWallArea[index];
        DwellingSize size = SizeOf(building, shared / Math.Max(1e-9, walls + shared));
        TypicalEnvelope typical = Typology.Of(size, building.Built, HeatingPlant.WasElectric(building));
        UseAssumptions use = UseAssumptions.Of(building.Use);
        bool dwelling = building.Use == BuildingUse.Dwelling;

        double gross = footprint * building.Floors;
        double heated = Math.Clamp(floorArea / (0.8 * gross), 0.1, 1);
        double storey = Math.Clamp(0.9 * building.Height / building.Floors, 2.3, use.StoreyLimit);
        double heatedHeight = Math.Min(1, building.Floors * use.StoreyLimit / (0.9 * building.Height));      // what stands above is not heated
        double[] wallsBySide = new double[4];
        for (int side = 0; side < 4; side++) wallsBySide[side] = heated * heatedHeight * shapes.WallArea[side][index];
        return new Envelope(size,
            Typical(typical.WallU), Typical(typical.RoofU), Typical(typical.FloorU), typical.FloorFactor, Typical(typical.WindowU), Typical(typical.WindowG),
            Typical(typical.Bridges),
            dwelling ? Typical(Math.Clamp(typical.WindowShare, 0.10, 0.35)) : Known<double>.Guessed(use.WindowShare),
            Typical(typical.Infiltration), dwelling ? Typical(use.AirChange) : Known<double>.Guessed(use.AirChange),
            Known<double>.Derived(heated), floorArea * storey, wallsBySide, heated * footprint, heated * footprint);

        Known<double> Typical(double value) => dwelling ? Known<double>.Typical(value, ByDoor) : Known<double>.Guessed(value);
    }

    /// <summary>What an envelope loses per kelvin.</summary>
    internal static HeatLosses LossesOf(Building building, Envelope envelope)
    {
        double walls = envelope.OutsideWalls, windows = envelope.WindowShare * walls, opaqueWalls = walls - windows;
        double envelopeArea = walls + envelope.Roof + envelope.Floor;
        double air = AirHeat * envelope.Volume;                                                                            // W/K per air change
        double always = building.Use == BuildingUse.Dwelling ? 1 : 0.1;                                                    // share of the ventilation at all hours
        return new(
            windows * envelope.WindowU,
            opaqueWalls * envelope.WallU + envelope.Roof * envelope.RoofU + envelope.Floor * envelope.FloorU * envelope.FloorFactor
                + envelopeArea * envelope.Bridges,
            air * (envelope.Infiltration + always * envelope.AirChange),
            air * (1 - always) * envelope.AirChange);
    }

    /// <summary>The zone that an envelope makes.</summary>
    /// <param name="building">Its floor area and use.</param>
    /// <param name="envelope">Its envelope, after works if any.</param>
    /// <param name="azimuth">Where side 0 faces [°].</param>
    public static ThermalZone ZoneOf(Building building, Envelope envelope, double azimuth)
    {
        UseAssumptions use = UseAssumptions.Of(building.Use);
        double walls = envelope.OutsideWalls, windows = envelope.WindowShare * walls, opaqueWalls = walls - windows;
        HeatLosses losses = LossesOf(building, envelope);
        double[] glazed = new double[4], opaques = new double[4];
        for (int side = 0; side < 4; side++)
        {
            glazed[side] = envelope.Walls[side] * envelope.WindowShare * envelope.WindowG * FrameAndFixedShade;
            opaques[side] = envelope.Walls[side] * (1 - envelope.WindowShare) * Absorptance * MeanFilms.Inwards(envelope.WallU, MeanFilms.Wall);
        }
        ThermalZone zone = ThermalZone.Of(building.HeatedArea, use.Mass) with
        {
            Windows = losses.Windows, Opaque = losses.Opaque, Infiltration = losses.Infiltration, Ventilation = losses.Ventilation,
            Opening = AirHeat * envelope.Volume * use.Opening,
            SkyLoss = MeanFilms.Radiation * (MeanFilms.SkyOfWalls * (opaqueWalls * MeanFilms.Inwards(envelope.WallU, MeanFilms.Wall) + windows * MeanFilms.Inwards(envelope.WindowU, MeanFilms.Wall))
                + envelope.Roof * MeanFilms.Inwards(envelope.RoofU, MeanFilms.Roof)),
            Azimuth = azimuth, Glazed = glazed, Opaques = opaques,
            OpaqueRoof = envelope.Roof * AbsorptanceOf(building.RoofCover) * MeanFilms.Inwards(envelope.RoofU, MeanFilms.Roof),
            Shutters = building.Use == BuildingUse.Dwelling ? 0.5 : 0.3,
        };
        return zone with { MassArea = Math.Max(zone.MassArea, 1.2 * zone.Opaque / 9.1), SurfaceArea = Math.Max(zone.SurfaceArea, 1.5 * zone.Opaque / 9.1) };
    }

    // White coatings reflect 0.7 once aged; plants and wet soil give half of what they absorb to evaporation.
    private static double AbsorptanceOf(RoofCover cover) => cover switch { RoofCover.Cool => CoolAbsorptance, RoofCover.Green => GreenAbsorptance, _ => Absorptance };
}
