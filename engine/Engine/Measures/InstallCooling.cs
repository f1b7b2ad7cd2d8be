using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Gives air conditioning to buildings that have none.</summary>
public sealed record InstallCooling : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("cooling", "Gives air conditioning to buildings that have none.", typeof(InstallCooling));

    /// <inheritdoc/>
    [Description("Which buildings: a selection. Those that have some are left alone, and homes where nobody lives all year."), WithoutIt("every heated building")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings without air conditioning, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Of units put up, by heated floor [€/m²].</summary>
    [Description("Of units put up, for each m² of heated floor."), Unit(Dimension.CostPerArea), Between("0 €/m2", "500 €/m2"), DefaultFrom("assumed: about 5,000 € for a home of 85 m² with units in two or three rooms", 0.3)]
    public double Cost { get; init; } = 60;

    /// <inheritdoc/>
    public override string Name => "cooling";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "air conditioning";
    /// <inheritdoc/>
    public override string Wanted => "is lived in and has no air conditioning";
    /// <inheritdoc/>
    public override string Lots => "install_cooling";
    /// <inheritdoc/>
    public override double Lifetime => 15;
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} m² of floors";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.IsLivedIn && !building.Cooled;

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) => now.AirConditioned ? null : (Cost * now.HeatedArea, now.HeatedArea);

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { AirConditioned = true };
}
