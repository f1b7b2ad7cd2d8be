using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>What scenarios may choose from, and what it costs.</summary>
/// <param name="Packages">The packages of works that renovations may name.</param>
/// <param name="CostOfPanels">Investment [€] of panels of some peak power [kWp] on one building.</param>
public sealed record MeasureCosts(IReadOnlyList<RenovationPackage> Packages, Func<double, double> CostOfPanels)
{
    /// <summary>The built-in packages and prices.</summary>
    public static MeasureCosts Standard { get; } = new(RenovationCatalogue.All, peakPower => peakPower * PanelCosts.PerPower(peakPower));
}
