using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Lowers heating at night and while nobody is there, by thermostats that are programmed.</summary>
public sealed record SetHeatingBack : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("set_back", "Lowers heating at night and while nobody is there, by thermostats that are programmed.", typeof(SetHeatingBack));

    /// <inheritdoc/>
    [Description("Which buildings: a selection. Churches and homes where nobody lives all year are left alone."), WithoutIt("every heated building")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>While people sleep, below what their rooms have while they are up and there [K].</summary>
    [Description("While people sleep, below what their rooms have while they are up and there; who lowers more already goes on to."), Unit(Dimension.TemperatureDifference), Between("0 K", "8 K"), DefaultFrom("17 °C where 20 °C by day: what ADEME advises for bedrooms", 0.5)]
    public double Night { get; init; } = 3;

    /// <summary>The same while nobody is there for four hours or more, and where people work out of hours [K].</summary>
    [Description("The same while nobody is at home for four hours or more, and where people work while it is closed."), Unit(Dimension.TemperatureDifference), Between("0 K", "8 K"), DefaultFrom("16 °C where 20 °C with people: what ADEME advises for absence", 0.5)]
    public double Away { get; init; } = 4;

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Of thermostats and valves, by heated floor [€/m²].</summary>
    [Description("Of thermostats and valves, for each m² of heated floor."), Unit(Dimension.CostPerArea), Between("0 €/m2", "100 €/m2"), DefaultFrom("assumed: about 300 € for a home of 85 m²", 0.3)]
    public double Cost { get; init; } = 3.5;

    /// <inheritdoc/>
    public override string Name => "set-back";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "thermostats";
    /// <inheritdoc/>
    public override string Wanted => "is heated and lived in, and has no set-back by a measure";
    /// <inheritdoc/>
    public override string Lots => "set_back";
    /// <inheritdoc/>
    public override double Lifetime => 12;
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} m² of floors";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.IsLivedIn && building.Building.Heating.Value != HeatingSystem.None && building.Building.Use.Value != BuildingUse.Worship;

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) => now.SetBack is null ? (Cost * now.HeatedArea, now.HeatedArea) : null;

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { SetBack = new(Night, Away) };
}
