using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What is assumed of a use that no typology covers, per heated floor area where it says so.</summary>
/// <param name="WindowShare">Windows per area of outside walls.</param>
/// <param name="AirChange">Ventilation while in use [1/h]; infiltration comes on top.</param>
/// <param name="Opening">Air through windows and doors that people open against heat, fully open [1/h].</param>
/// <param name="StoreyLimit">Highest storey that is taken as heated volume [m].</param>
/// <param name="PeopleHeat">Sensible heat of people when all are there [W/m²].</param>
/// <param name="Electricity">Appliances and lighting [kWh/(m² year)].</param>
/// <param name="HotWater">Useful heat [kWh/(m² year)].</param>
/// <param name="CooledShare">Share of the buildings that have air conditioning.</param>
/// <param name="Mass">How heavy.</param>
/// <remarks>
/// Dwellings: hot water and electricity follow people and households instead. Other uses: round figures of the French tertiary stock
/// (CEREN and OPERAT orders of magnitude), guessed where none is published; docs/physics/buildings.md lists them with their confidence.
/// </remarks>
public readonly record struct UseAssumptions(
    double WindowShare, double AirChange, double Opening, double StoreyLimit, double PeopleHeat, double Electricity, double HotWater, double CooledShare, MassClass Mass)
{
    /// <summary>What is assumed of a use.</summary>
    public static UseAssumptions Of(BuildingUse use) => use switch
    {
        BuildingUse.Dwelling => new(0, Typology.UseAirChange, 3, 3.0, 0, 0, 0, 0, MassClass.Medium),
        BuildingUse.Office => new(0.30, 0.7, 2, 3.5, 5, 75, 4, 0.5, MassClass.Medium),
        BuildingUse.Retail => new(0.20, 0.8, 4, 4.5, 4, 130, 3, 0.6, MassClass.Medium),
        BuildingUse.School => new(0.30, 1.2, 3, 4.0, 12, 25, 6, 0, MassClass.Heavy),
        BuildingUse.Health => new(0.25, 1.0, 2, 3.5, 4, 80, 40, 0.4, MassClass.Heavy),
        BuildingUse.Leisure => new(0.15, 1.0, 2, 6.0, 6, 55, 30, 0.2, MassClass.Medium),
        BuildingUse.Industry => new(0.08, 0.5, 3, 6.0, 2, 60, 3, 0, MassClass.Light),
        BuildingUse.Agriculture => new(0.05, 0.3, 3, 5.0, 1, 10, 0, 0, MassClass.Light),
        BuildingUse.Worship => new(0.08, 0.3, 1, 6.0, 2, 5, 0, 0, MassClass.VeryHeavy),
        BuildingUse.Annex => new(0.05, 0.3, 1, 3.0, 0, 2, 0, 0, MassClass.Light),
        _ => new(0.20, 0.6, 2, 4.0, 4, 40, 4, 0.1, MassClass.Medium),
    };
}
