using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>What is usual for each use of a building, where the data do not say.</summary>
/// <param name="Height">Ground to gutter [m].</param>
/// <param name="FloorHeight">Of one storey [m].</param>
/// <param name="HeatedShare">Heated floor area by gross floor area.</param>
/// <param name="AreaPerJob">Gross floor area by job [m²]; infinite when nobody works there.</param>
/// <remarks>Orders of magnitude of French practice; docs/import.md gives them as a table.</remarks>
internal readonly record struct Usual(double Height, double FloorHeight, double HeatedShare, double AreaPerJob)
{
    private const double Nobody = double.PositiveInfinity;

    /// <summary>Of a use.</summary>
    public static Usual Of(BuildingUse use) => use switch
    {
        BuildingUse.Dwelling => new(5.5, 2.8, 0.80, Nobody),
        BuildingUse.Office => new(9, 3.3, 0.85, 25),
        BuildingUse.Retail => new(5, 4.5, 0.85, 55),
        BuildingUse.School => new(6, 3.5, 0.85, 90),
        BuildingUse.Health => new(8, 3.5, 0.85, 45),
        BuildingUse.Leisure => new(7, 7, 0.80, 200),
        BuildingUse.Industry => new(7, 7, 0.50, 120),
        BuildingUse.Agriculture => new(5.5, 6, 0, 600),
        BuildingUse.Worship => new(10, 20, 0.70, 800),
        BuildingUse.Annex => new(2.8, 2.8, 0, Nobody),
        _ => new(4.5, 4, 0.50, 150),
    };
}
