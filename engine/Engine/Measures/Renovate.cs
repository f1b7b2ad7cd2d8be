using System.ComponentModel;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Which of the selected buildings come first.</summary>
public enum WorkOrder
{
    /// <summary>Drawn by lot; the lot of a building depends on the seed and on the building alone.</summary>
    Seeded,
    /// <summary>Those that lose most heat per floor area, then by lot.</summary>
    WorstFirst,
}

/// <summary>Renovates envelopes.</summary>
public sealed record Renovate : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("renovate", "Renovates the envelope of buildings.", typeof(Renovate))
    {
        Fresh = new Dictionary<string, string> { ["where"] = "use = dwelling", ["to"] = RenovationCatalogue.All[0].Name },
    };

    /// <inheritdoc/>
    [Description("Which buildings: a selection."), WithoutIt("every heated building")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>What is done to each.</summary>
    [Description("Name of the package of works."), Among(typeof(RenovationCatalogue), nameof(RenovationCatalogue.All))]
    public required RenovationPackage To { get; init; }

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings, by number."), Unit(Dimension.Share), Between("0 %", "100 %"), Slider("share renovated", "0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Which come first.</summary>
    [Description("Which buildings come first: drawn by lot (`seeded`), or those that lose most heat per floor area (`worst_first`).")]
    public WorkOrder Order { get; init; }

    /// <summary>What works cost over what the package says.</summary>
    [Description("What works cost over what the catalogue says of them."), Unit(Dimension.Share), Between("10 %", "1000 %")]
    public double CostLevel { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => $"renovate to {To.Name}";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "renovations";
    /// <inheritdoc/>
    public override string Wanted => "is heated, so there is nothing to renovate";
    /// <inheritdoc/>
    public override string Lots => "renovate";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{Math.Round(elements, MidpointRounding.AwayFromZero):0} to be renovated";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Building.HeatedArea > 0;

    /// <inheritdoc/>
    protected override double Rank(BuildingFacts building) => Order == WorkOrder.WorstFirst ? -HeatLoss.PerFloorArea(building.Building.Built) : 0;

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) =>
        now.Works is null ? (CostLevel * To.CostPerArea * now.HeatedArea, now.HeatedArea) : null;

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, double amount) => now with { Works = To };
}
