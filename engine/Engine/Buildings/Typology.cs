namespace TerritoryTwin.Buildings;

/// <summary>Size classes of the French residential typology.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum DwellingSize { Detached, Terraced, SmallBlock, LargeBlock }
#pragma warning restore CS1591

/// <summary>What the envelope of a size class of a period is like, in its existing state.</summary>
/// <param name="Size">Size class.</param> <param name="Until">Last year of construction of the period.</param>
/// <param name="WallU">Walls and doors [W/(m² K)].</param> <param name="RoofU">[W/(m² K)].</param>
/// <param name="FloorU">Lowest floor [W/(m² K)].</param>
/// <param name="FloorFactor">Share of the indoor-outdoor difference over the lowest floor: 0.5 on the ground or an unheated cellar.</param>
/// <param name="WindowU">[W/(m² K)].</param> <param name="WindowG">Solar factor at normal incidence.</param>
/// <param name="Bridges">Thermal bridges per area of envelope [W/(m² K)].</param>
/// <param name="WindowShare">Windows per area of outside walls, windows included.</param>
/// <param name="Infiltration">Air change by leakage [1/h].</param>
public readonly record struct TypicalEnvelope(
    DwellingSize Size, int Until, double WallU, double RoofU, double FloorU, double FloorFactor, double WindowU, double WindowG,
    double Bridges, double WindowShare, double Infiltration);

/// <summary>The French residential typology: 4 size classes × 10 periods.</summary>
/// <remarks>
/// Area-weighted from the components of the 40 reference buildings FR.N of the IEE projects TABULA and EPISCOPE (www.episcope.eu), existing
/// state. With the areas of its reference building each row gives back the published heat transfer per floor area to 1 %.
/// </remarks>
public static class Typology
{
    /// <summary>Where the figures come from.</summary>
    public const string Source = "TABULA/EPISCOPE France, existing state (www.episcope.eu)";

    /// <summary>Air change by use of the rooms in all rows [1/h].</summary>
    public const double UseAirChange = 0.4;

    /// <summary>The envelope that is typical of a dwelling, as it was built.</summary>
    /// <remarks>
    /// A row of TABULA is one building, and a floor over open air, a block of 1980 insulated like one of 1990 or a house without bridges is not what its period is like. So floors lose half; in blocks of 1968 to 1974, where TABULA has two that are insulated, and from 1975 on walls, roofs and floors
    /// are those that official labels assume of their period and heating (3CL, zone H1, arrêté of 31 March 2021); and bridges are at least 0.10, from 2013 on 0.07 W/(m² K) of envelope: official cases have 0.2 to 0.5 W/K per m²
    /// of floor in all periods. docs/validation.md, "Houses by the door".
    /// </remarks>
    /// <param name="size">Size class.</param> <param name="built">Year of construction.</param> <param name="electric">Whether electricity heated it: rules were stricter then.</param>
    public static TypicalEnvelope Of(DwellingSize size, int built, bool electric)
    {
        TypicalEnvelope row = Reference(size, built);
        double bridges = Math.Max(row.Bridges, built < 2013 ? 0.10 : 0.07);
        if (built < 1975)
        {
            row = row with { FloorFactor = 0.5, Bridges = bridges };
            return built >= 1968 && size is (DwellingSize.SmallBlock or DwellingSize.LargeBlock) ? row with { WallU = 2.5, RoofU = 2.5, FloorU = 2 } : row;
        }
        bool flat = size == DwellingSize.LargeBlock;
        (double wall, double roof, double floor) = (built, electric) switch
        {
            ( < 1978, _) or ( < 1983, false) => (1.0, flat ? 0.75 : 0.5, 0.9),
            ( < 1983, true) => (0.8, flat ? 0.7 : 0.4, 0.8),
            ( < 1989, false) => (0.8, flat ? 0.55 : 0.3, 0.8),
            ( < 1989, true) => (0.7, flat ? 0.4 : 0.3, 0.55),
            ( < 2001, false) => (0.5, flat ? 0.4 : 0.25, 0.5),
            ( < 2001, true) => (0.45, flat ? 0.35 : 0.25, 0.5),
            ( < 2006, _) => (0.4, flat ? 0.3 : 0.23, 0.3),
            ( < 2013, _) => (0.36, flat ? 0.27 : 0.20, 0.27),
            _ => (0.23, 0.14, 0.23),
        };
        return row with { WallU = wall, RoofU = roof, FloorU = floor, FloorFactor = 0.5, Bridges = bridges };
    }

    /// <summary>The reference building of a size class and period.</summary>
    public static TypicalEnvelope Reference(DwellingSize size, int built)
    {
        foreach (TypicalEnvelope row in Rows)
            if (row.Size == size && built <= row.Until) return row;
        throw new ArgumentOutOfRangeException(nameof(size), size, "unknown size class");
    }

    /// <summary>All rows, by size class, then period.</summary>
    public static IReadOnlyList<TypicalEnvelope> Rows { get; } =
    [
        new(DwellingSize.Detached, 1914, 1.64, 0.93, 1.36, 0.50, 4.80, 0.83, 0.05, 0.07, 0.40),
        new(DwellingSize.Detached, 1948, 2.38, 1.36, 1.13, 0.50, 4.80, 0.83, 0.10, 0.08, 0.40),
        new(DwellingSize.Detached, 1967, 1.82, 1.40, 1.52, 0.50, 2.60, 0.76, 0.10, 0.10, 0.20),
        new(DwellingSize.Detached, 1974, 2.80, 1.35, 1.43, 0.50, 2.60, 0.76, 0.10, 0.16, 0.20),
        new(DwellingSize.Detached, 1981, 0.59, 0.49, 0.40, 1.00, 2.80, 0.75, 0.05, 0.18, 0.05),
        new(DwellingSize.Detached, 1989, 0.46, 0.29, 1.25, 0.50, 2.39, 0.70, 0.05, 0.11, 0.40),
        new(DwellingSize.Detached, 1999, 0.38, 0.22, 0.42, 0.50, 2.60, 0.76, 0.10, 0.10, 0.20),
        new(DwellingSize.Detached, 2005, 0.37, 0.20, 0.39, 0.62, 1.80, 0.63, 0.10, 0.10, 0.20),
        new(DwellingSize.Detached, 2012, 0.29, 0.22, 0.17, 1.00, 1.40, 0.63, 0.00, 0.08, 0.10),
        new(DwellingSize.Detached, int.MaxValue, 0.23, 0.16, 0.21, 0.50, 1.40, 0.63, 0.00, 0.11, 0.10),
        new(DwellingSize.Terraced, 1914, 2.47, 1.14, 3.55, 0.50, 4.80, 0.83, 0.05, 0.29, 0.40),
        new(DwellingSize.Terraced, 1948, 1.33, 1.52, 1.21, 0.50, 4.80, 0.83, 0.10, 0.06, 0.40),
        new(DwellingSize.Terraced, 1967, 2.38, 1.01, 2.40, 0.58, 2.60, 0.76, 0.10, 0.12, 0.10),
        new(DwellingSize.Terraced, 1974, 2.81, 3.00, 2.50, 1.00, 2.60, 0.76, 0.05, 0.29, 0.10),
        new(DwellingSize.Terraced, 1981, 1.12, 0.43, 1.02, 0.90, 3.10, 0.75, 0.15, 0.13, 0.20),
        new(DwellingSize.Terraced, 1989, 0.47, 0.29, 0.31, 1.00, 2.98, 0.76, 0.05, 0.16, 0.20),
        new(DwellingSize.Terraced, 1999, 0.42, 0.22, 0.42, 0.50, 1.80, 0.63, 0.10, 0.16, 0.10),
        new(DwellingSize.Terraced, 2005, 0.40, 0.18, 0.32, 0.50, 1.60, 0.63, 0.00, 0.18, 0.05),
        new(DwellingSize.Terraced, 2012, 0.38, 0.28, 0.19, 0.50, 1.60, 0.63, 0.00, 0.03, 0.05),
        new(DwellingSize.Terraced, int.MaxValue, 0.29, 0.12, 0.19, 0.50, 1.40, 0.63, 0.00, 0.16, 0.10),
        new(DwellingSize.SmallBlock, 1914, 1.31, 1.35, 2.32, 0.64, 2.60, 0.76, 0.05, 0.20, 0.10),
        new(DwellingSize.SmallBlock, 1948, 2.11, 1.40, 1.55, 0.50, 2.80, 0.75, 0.10, 0.10, 0.20),
        new(DwellingSize.SmallBlock, 1967, 3.00, 2.42, 1.83, 0.50, 4.80, 0.83, 0.10, 0.24, 0.20),
        new(DwellingSize.SmallBlock, 1974, 0.79, 0.76, 1.43, 1.00, 5.60, 0.83, 0.05, 0.27, 0.10),
        new(DwellingSize.SmallBlock, 1981, 0.63, 0.43, 1.25, 0.50, 2.80, 0.75, 0.05, 0.20, 0.05),
        new(DwellingSize.SmallBlock, 1989, 0.44, 0.62, 0.47, 1.00, 2.80, 0.75, 0.15, 0.18, 0.20),
        new(DwellingSize.SmallBlock, 1999, 0.38, 0.38, 0.34, 0.57, 2.60, 0.76, 0.15, 0.12, 0.20),
        new(DwellingSize.SmallBlock, 2005, 0.36, 0.28, 0.36, 0.52, 1.68, 0.64, 0.10, 0.15, 0.20),
        new(DwellingSize.SmallBlock, 2012, 0.35, 0.18, 0.26, 0.68, 1.60, 0.63, 0.00, 0.17, 0.10),
        new(DwellingSize.SmallBlock, int.MaxValue, 0.29, 0.15, 0.20, 1.00, 1.40, 0.63, 0.00, 0.17, 0.10),
        new(DwellingSize.LargeBlock, 1914, 1.40, 2.27, 1.63, 0.50, 4.80, 0.83, 0.10, 0.19, 0.40),
        new(DwellingSize.LargeBlock, 1948, 2.50, 3.20, 1.55, 0.50, 2.80, 0.75, 0.05, 0.16, 0.40),
        new(DwellingSize.LargeBlock, 1967, 3.01, 2.72, 1.43, 0.50, 2.60, 0.76, 0.05, 0.24, 0.10),
        new(DwellingSize.LargeBlock, 1974, 0.79, 3.20, 2.13, 1.00, 2.60, 0.76, 0.05, 0.42, 0.20),
        new(DwellingSize.LargeBlock, 1981, 0.79, 0.76, 0.40, 1.00, 2.80, 0.75, 0.15, 0.18, 0.20),
        new(DwellingSize.LargeBlock, 1989, 0.80, 0.52, 0.38, 1.00, 2.60, 0.76, 0.15, 0.13, 0.10),
        new(DwellingSize.LargeBlock, 1999, 0.47, 0.43, 0.37, 0.50, 3.30, 0.76, 0.15, 0.19, 0.40),
        new(DwellingSize.LargeBlock, 2005, 0.32, 0.23, 0.31, 1.00, 1.60, 0.63, 0.15, 0.11, 0.10),
        new(DwellingSize.LargeBlock, 2012, 0.29, 0.28, 0.19, 1.00, 1.60, 0.63, 0.00, 0.23, 0.10),
        new(DwellingSize.LargeBlock, int.MaxValue, 0.25, 0.12, 0.27, 0.50, 1.40, 0.63, 0.00, 0.20, 0.10),
    ];
}
