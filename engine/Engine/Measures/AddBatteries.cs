using System.ComponentModel;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Puts batteries behind the meters of panels.</summary>
public sealed record AddBatteries : BuildingMeasure
{
    private const double Carbon = 85;           // kgCO2e/kWh: 61 to 106, Emilsson and Dahllöf (2019), IVL C 444
    private const double PowerPerCapacity = 0.5; // kW/kWh, usual at home

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("battery", "Puts batteries behind the meters of panels.", typeof(AddBatteries));

    /// <inheritdoc/>
    [Description("Which buildings: a selection. Blocks of flats get one only where their panels serve all homes (`collective`)."), WithoutIt("every building whose panels stand behind a meter that counts all of it")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>What it can hold: rated power of the panels over this time [s].</summary>
    [Description("What it can hold: as much as its panels make at their rated power in this time, 5 kWh for 3.3 kWp in 1.5 h."), Unit(Dimension.Duration), Between("0.1 h", "24 h"), DefaultFrom("usual at home: 5 to 10 kWh with 3 to 6 kWp, recalled", 0.4)]
    public double Holds { get; init; } = 1.5 * 3600;

    /// <summary>Of the selected buildings, by number, 0 to 1.</summary>
    [Description("Of the selected buildings with a usable roof, by number; those whose panels come later wait for them."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Put in, taxes included, by what it can hold [€/kWh].</summary>
    [Description("Put in, taxes included, for each kWh that it can hold."), Unit(Dimension.EnergyPrice), Between("0 €/kWh", "3000 €/kWh"), DefaultFrom("assumed: 600 to 1,000 €/kWh in 2025", 0.3)]
    public double Cost { get; init; } = 800;

    /// <inheritdoc/>
    public override string Name => "batteries";
    /// <inheritdoc/>
    public override string Unit => "kWh";
    /// <inheritdoc/>
    public override string Works => "batteries";
    /// <inheritdoc/>
    public override string Wanted => "has a roof that panels could use and one meter";
    /// <inheritdoc/>
    public override string Lots => "panels";
    /// <inheritdoc/>
    public override double Lifetime => 12;
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} kWh";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.UsableRoofArea > 0;

    /// <inheritdoc/>
    protected override bool IsReady(Building now) => now.Panels.Sum() > 0 && BuildingDescription.HasOneMeter(now);

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now)
    {
        double capacity = Holds / 3600 * now.Panels.Sum();
        return now.Battery is null ? (Cost * capacity, capacity) : null;
    }

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with
    {
        Battery = new(offer.Amount, PowerPerCapacity * offer.Amount), EmbodiedCarbon = now.EmbodiedCarbon + Carbon * offer.Amount,
    };
}
