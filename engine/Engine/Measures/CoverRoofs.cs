using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Covers roofs otherwise than they are.</summary>
public abstract record CoverRoofs : BuildingMeasure
{
    /// <inheritdoc/>
    [Description("Which buildings: a selection."), WithoutIt("every building with such a roof")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "roof covers";
    /// <inheritdoc/>
    public override string Lots => "cover_roofs";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} m² of roofs";

    /// <summary>What it lays.</summary>
    protected abstract RoofCover Cover { get; }
    /// <summary>[€/m²].</summary>
    protected abstract double CostPerArea { get; }

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) =>
        now.RoofCover == RoofCover.Usual ? (CostPerArea * building.RoofArea, building.RoofArea) : null;

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { RoofCover = Cover };
}

/// <summary>Makes flat and low roofs white.</summary>
public sealed record CoolRoofs : CoverRoofs
{
    private const double Steepest = 20;     // steeper ones are seen from the street, in colours that rules keep [°]

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("cool_roofs", "Makes roofs white, up to 20° steep: they absorb 30 % of the sun instead of 60 %.", typeof(CoolRoofs));

    /// <summary>[€/m²].</summary>
    [Description("Of cleaning and two coats."), Unit(Dimension.CostPerArea), Between("0 €/m2", "500 €/m2"), DefaultFrom("assumed", 0.3)]
    public double Cost { get; init; } = 25;

    /// <inheritdoc/>
    public override string Name => "cool roofs";
    /// <inheritdoc/>
    public override string Wanted => "has a roof up to 20° steep";
    /// <inheritdoc/>
    protected override RoofCover Cover => RoofCover.Cool;
    /// <inheritdoc/>
    protected override double CostPerArea => Cost;
    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Building.RoofPitch <= Steepest && building.RoofArea > 0;
}

/// <summary>Plants flat roofs.</summary>
public sealed record GreenRoofs : CoverRoofs
{
    private const double Steepest = 5;      // [°]

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("green_roofs", "Plants flat roofs: half of the sun they absorb goes into evaporation.", typeof(GreenRoofs));

    /// <summary>[€/m²].</summary>
    [Description("Of a thin layer of soil with sedum, where the structure bears it."), Unit(Dimension.CostPerArea), Between("0 €/m2", "500 €/m2"), DefaultFrom("assumed", 0.3)]
    public double Cost { get; init; } = 90;

    /// <inheritdoc/>
    public override string Name => "green roofs";
    /// <inheritdoc/>
    public override string Wanted => "has a flat roof";
    /// <inheritdoc/>
    protected override RoofCover Cover => RoofCover.Green;
    /// <inheritdoc/>
    protected override double CostPerArea => Cost;
    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Building.RoofPitch <= Steepest && building.RoofArea > 0;
}
