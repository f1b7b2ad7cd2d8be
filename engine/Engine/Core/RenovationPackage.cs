namespace TerritoryTwin.Core;

/// <summary>A package of works on the envelope of a building, and what it reaches.</summary>
/// <param name="Name">As scenarios write it: <c>bbc_renovation</c>.</param>
/// <param name="WallU">[W/(m² K)]; an envelope that is better already keeps its value. So for all U-values.</param>
/// <param name="RoofU">[W/(m² K)].</param>
/// <param name="FloorU">[W/(m² K)].</param>
/// <param name="WindowU">[W/(m² K)].</param>
/// <param name="WindowG">Solar factor of the new glazing.</param>
/// <param name="AirChange">Infiltration and ventilation together, in winter [1/h].</param>
/// <param name="CostPerArea">Investment per heated floor area [€/m²].</param>
/// <param name="EmbodiedCarbonPerArea">Of the works per heated floor area [kgCO2e/m²].</param>
/// <param name="Source">Where the figures come from.</param>
public sealed record RenovationPackage(
    string Name, double WallU, double RoofU, double FloorU, double WindowU, double WindowG, double AirChange,
    double CostPerArea, double EmbodiedCarbonPerArea, string Source) : INamed;
