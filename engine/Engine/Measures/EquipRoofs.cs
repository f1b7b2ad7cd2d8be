using System.ComponentModel;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Puts panels on roofs, the sunniest planes of each building first.</summary>
public sealed record EquipRoofs : BuildingMeasure
{
    private const double LeastPanels = 1e-6; // kWp; less is rounding, left by a measure that filled the roof

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("solar", "Puts panels on roofs.", typeof(EquipRoofs));

    /// <inheritdoc/>
    [Description("Which buildings: a selection."), WithoutIt("every building with a usable roof")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: buildings whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <inheritdoc/>
    protected override AreaChoice? Within => Area;

    /// <summary>Share of the usable area of each roof that panels cover, 0 to 1.</summary>
    [Description("Share of the usable area of each roof that panels cover, sunniest planes first.")]
    [Unit(Dimension.Share), Between("0 %", "100 %"), Slider("roofs covered", "0 %", "100 %")]
    public double Fill { get; init; } = 1;

    /// <summary>What panels cost over <see cref="PanelCosts"/>.</summary>
    [Description("What panels cost over the usual cost of roofs of their size."), Unit(Dimension.Share), Between("10 %", "1000 %")]
    public double CostLevel { get; init; } = 1;

    /// <summary>Whether panels on blocks of flats serve all homes of the building.</summary>
    [Description("Whether panels on blocks of flats serve all homes of the building (collective self-consumption), and not its common parts alone.")]
    [DefaultFrom("assumed: few blocks have such a contract", 0.6)]
    public bool Collective { get; init; }

    /// <inheritdoc/>
    public override string Name => "panels on roofs";
    /// <inheritdoc/>
    public override string Unit => "kW";
    /// <inheritdoc/>
    public override string Works => "panels";
    /// <inheritdoc/>
    public override string Wanted => "has a roof that panels could use";
    /// <inheritdoc/>
    public override string Lots => "panels";
    /// <inheritdoc/>
    public override double ShareOfRoom => Fill;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} kWp";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.UsableRoofArea > 0;

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now)
    {
        double free = building.UsableRoofArea * RoofPanels.PeakPowerPerArea - building.Planes.Sum(p => On(now, p));
        double peakPower = Math.Min(Fill * building.UsableRoofArea * RoofPanels.PeakPowerPerArea, free);
        return peakPower < LeastPanels ? null : (CostLevel * peakPower * PanelCosts.PerPower(peakPower), peakPower);
    }

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year)
    {
        double amount = offer.Amount;
        double[] panels = now.Panels.Count > 0 ? [.. now.Panels] : new double[building.RoofPlanes];
        for (int n = 0; n < building.Planes.Count && amount > 0; n++)
        {
            double free = Math.Max(0, building.PlaneAreas[n] * RoofPanels.PeakPowerPerArea - panels[building.Planes[n]]);
            double added = Math.Min(free, amount);
            panels[building.Planes[n]] += added;
            amount -= added;
        }
        return now with { Panels = panels, PanelsAreShared = now.PanelsAreShared || Collective };
    }

    private static double On(Building building, int plane) => building.Panels.Count > 0 ? building.Panels[plane] : 0;
}
