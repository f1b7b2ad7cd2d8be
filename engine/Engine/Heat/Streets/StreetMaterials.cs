using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>A layer of a surface.</summary>
/// <param name="Thickness">[m].</param> <param name="Conductivity">[W/(m K)].</param> <param name="Capacity">Of its volume [J/(m³ K)].</param>
public readonly record struct MaterialLayer(double Thickness, double Conductivity, double Capacity);

/// <summary>What a surface of the city is made of.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Albedo">Share of short-wave that is reflected, 0 to 1.</param> <param name="Emissivity">In long-wave, 0 to 1.</param>
/// <param name="Layers">From the surface inwards, <see cref="StreetMaterials.Layers"/> of them.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record StreetMaterial(string Name, double Albedo, double Emissivity, IReadOnlyList<MaterialLayer> Layers, string Source)
{
    /// <summary>Between the surface and the first layer, without capacity: leaves and thatch over soil [m² K/W].</summary>
    public double SkinResistance { get; init; }
}

/// <summary>Materials of roads, ground, waters, roofs and walls. docs/physics/street-heat.md lists them.</summary>
/// <remarks>
/// Dense, wet and mineral materials by ISO 10456 (2007), table 3; roads and their underground by the namelist of CAPITOUL (Toulouse; Masson et al. 2008); albedos and
/// emissivities by Oke (1987), Boundary Layer Climates, table 8.2. Which assembly stands for a period is assumed, after the types of TABULA France: none before the
/// first thermal code of 1974, 6 cm and 12 cm of insulation then in walls and roofs, 12 cm and 25 cm from 2000 on.
/// </remarks>
public static class StreetMaterials
{
    /// <summary>Of every material.</summary>
    public const int Layers = 4;
    /// <summary>Periods in which buildings are told apart.</summary>
    public const int Periods = 4;

    /// <summary>Period of a building, 0 to 3.</summary>
    /// <param name="built">Year of construction.</param>
    public static int PeriodOf(int built) => built switch { < 1949 => 0, < 1975 => 1, < 2000 => 2, _ => 3 };

    /// <summary>Albedo of a roof: of its period, of white paint some years old, or of plants.</summary>
    /// <param name="building">Under it.</param>
    public static double AlbedoOfRoof(Building building) => building.RoofCover switch
    {
        RoofCover.Cool => 0.65,               // aged white coatings: Akbari and Kolokotsa (2016), Energy and Buildings 133
        RoofCover.Green => Grass.Albedo,
        _ => Roofs[PeriodOf(building.Built.Value)].Albedo,
    };

    /// <summary>Share of the sun taken by a planted roof that goes into evaporation, as the measure says it.</summary>
    public const double EvaporatedByGreenRoof = 0.5;

    /// <summary>Roads and paved yards: asphalt on gravel on soil.</summary>
    public static StreetMaterial Paved { get; } = new("paved", 0.10, 0.95,
        [new(0.03, 0.82, 1.74e6), new(0.12, 1.98, 1.99e6), new(0.30, 0.59, 1.64e6), new(0.90, 0.40, 1.40e6)], "CAPITOUL namelist; albedo of worn asphalt, Oke 1987 table 8.2");

    /// <summary>Grass on moist loam. Between its leaves and the soil 10 W/(m² K), as the forecast model of ECMWF has short grass (IFS documentation, part IV, table 8.1).</summary>
    public static StreetMaterial Grass { get; } = new("grass", 0.22, 0.97, Soil, "Oke 1987 tables 1.1 and 2.1; skin of short grass by IFS documentation, part IV") { SkinResistance = 0.1 };

    /// <summary>Bare moist loam.</summary>
    public static StreetMaterial BareSoil { get; } = new("bare_soil", 0.18, 0.95, Soil, "Oke 1987 tables 1.1 and 2.1");

    /// <summary>Water, mixed by wind and currents.</summary>
    public static StreetMaterial Water { get; } = new("water", 0.07, 0.97,
        [new(0.2, 60, 4.18e6), new(0.3, 60, 4.18e6), new(0.5, 60, 4.18e6), new(1.0, 60, 4.18e6)], "Oke 1987 tables 1.1 and 2.1; mixing assumed");

    /// <summary>Of leaves.</summary>
    public static double CrownAlbedo => 0.20;
    /// <summary>Of leaves.</summary>
    public static double CrownEmissivity => 0.97;

    /// <summary>One a period.</summary>
    public static IReadOnlyList<StreetMaterial> Roofs { get; } =
    [
        new("roof_before_1949", 0.25, 0.92, [Tile, new(0.04, 0.15, 0.8e6), new(0.10, 0.16, 0.15e6), Plaster], Assembly),
        new("roof_1949_1974", 0.25, 0.92, [Tile, new(0.05, 0.5, 1.2e6), new(0.10, 0.10, 0.2e6), Plaster], Assembly),
        new("roof_1975_1999", 0.25, 0.92, [Tile, new(0.05, 0.3, 1.0e6), new(0.12, 0.04, 0.04e6), Plaster], Assembly),
        new("roof_from_2000", 0.25, 0.92, [Tile, new(0.05, 0.3, 1.0e6), new(0.25, 0.04, 0.04e6), Plaster], Assembly),
    ];

    /// <summary>One a period.</summary>
    public static IReadOnlyList<StreetMaterial> Walls { get; } =
    [
        new("wall_before_1949", 0.30, 0.92, [Render, new(0.12, 1.4, 1.9e6), new(0.25, 1.4, 1.9e6), Plaster], Assembly),
        new("wall_1949_1974", 0.32, 0.92, [Render, new(0.08, 0.9, 1.5e6), new(0.12, 0.9, 1.5e6), Plaster], Assembly),
        new("wall_1975_1999", 0.35, 0.92, [Render, new(0.18, 0.9, 1.5e6), new(0.06, 0.04, 0.04e6), Plaster], Assembly),
        new("wall_from_2000", 0.40, 0.92, [Render, new(0.18, 0.8, 1.3e6), new(0.12, 0.036, 0.04e6), Plaster], Assembly),
    ];

    private const string Assembly = "layers assumed after TABULA France, properties by ISO 10456, albedo by Oke 1987 table 8.2";

    private static MaterialLayer[] Soil => [new(0.04, 1.1, 2.0e6), new(0.12, 1.1, 2.0e6), new(0.35, 1.2, 2.2e6), new(1.0, 1.3, 2.3e6)];
    private static MaterialLayer Tile => new(0.02, 1.0, 1.8e6);
    private static MaterialLayer Render => new(0.02, 1.0, 1.7e6);
    private static MaterialLayer Plaster => new(0.013, 0.4, 0.9e6);
}
