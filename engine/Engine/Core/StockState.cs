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
    double CostPerArea, double EmbodiedCarbonPerArea, string Source);

/// <summary>What measures can change in a stock: one entry a building, or a roof segment. The baseline is the territory as it stands.</summary>
public sealed class StockState
{
    /// <summary>The territory as it stands: nothing renovated, no panels.</summary>
    /// <param name="buildings">The stock.</param>
    /// <param name="roofSegments">Number of roof segments.</param>
    public StockState(IReadOnlyList<Building> buildings, int roofSegments)
    {
        Renovation = new RenovationPackage?[buildings.Count];
        Heating = [.. buildings.Select(b => b.Heating.Value)];
        HotWater = [.. buildings.Select(b => b.HotWater.Value)];
        PanelPeakPower = new double[roofSegments];
    }

    /// <summary>The package each building got; null when none.</summary>
    public RenovationPackage?[] Renovation { get; }
    /// <summary>What heats the rooms of each building.</summary>
    public HeatingSystem[] Heating { get; }
    /// <summary>What heats the water of each building.</summary>
    public HeatingSystem[] HotWater { get; }
    /// <summary>Of each roof segment [kWp].</summary>
    public double[] PanelPeakPower { get; }
}
