using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Keeps air conditioning from cooling below a temperature.</summary>
public sealed record LimitCooling : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("limit_cooling", "Keeps air conditioning, where there is some, from cooling below a temperature.", typeof(LimitCooling)) { Fresh = new Dictionary<string, string> { ["to"] = "28 °C" } };

    /// <inheritdoc/>
    [Description("Which buildings: a selection."), WithoutIt("every building")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>[°C].</summary>
    [Description("It is not cooled below this. French law (Code de l'énergie, R. 241-30) has 26 °C."), Unit(Dimension.Temperature), Between("20 °C", "40 °C")]
    public required double To { get; init; }

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Of information and control, for each building [€].</summary>
    [Description("Of information and control, for each building."), Unit(Dimension.Money), Between("0 €", "20000 €"), DefaultFrom("assumed: an agreement", 0.3)]
    public double Cost { get; init; }

    /// <inheritdoc/>
    public override string Name => "limit cooling";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "limits of cooling";
    /// <inheritdoc/>
    public override string Wanted => "has air conditioning";
    /// <inheritdoc/>
    public override string Lots => "limit_cooling";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} m² of floors";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Cooled;

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) => now.CoolFrom >= To ? null : (Cost, now.HeatedArea);

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { CoolFrom = To };
}
