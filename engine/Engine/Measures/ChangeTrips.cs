using System.ComponentModel;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Measures;

/// <summary>Changes the trips that begin or end at buildings; it shows where mobility is on.</summary>
public abstract record ChangeTrips : BuildingMeasure
{
    /// <inheritdoc/>
    public override string Unit => "1";
    /// <summary>Of a building.</summary>
    protected abstract double CostOf(Building building);
    /// <summary>What it comes to there.</summary>
    protected abstract double AmountOf(Building building);
    /// <summary>The terms of a building after it.</summary>
    protected abstract TripTerms Changed(TripTerms now);

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) => Changed(now.Trips) == now.Trips ? null : (CostOf(now), AmountOf(now));

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { Trips = Changed(now.Trips) };
}

/// <summary>Lets people work at home.</summary>
public sealed record Telework : ChangeTrips
{
    private const double DaysOfWeek = 5;

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("telework", "Lets people who live in some buildings work at home; it shows where mobility is on.", typeof(Telework)) { Fresh = new Dictionary<string, string> { ["days"] = "2" } };

    /// <inheritdoc/>
    [Description("Where they live: a selection."), WithoutIt("everybody")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>In a week.</summary>
    [Description("Days in a week that are worked at home, 1 to 5, by those who do so.")]
    public required int Days { get; init; }

    /// <summary>Of those who work, 0 to 1.</summary>
    [Description("Of those who work, how many do so."), Unit(Dimension.Share), Between("0 %", "100 %"), DefaultFrom("DARES: two workers of five could, recalled", 0.4)]
    public double Workers { get; init; } = 0.4;

    /// <inheritdoc/>
    public override string Name => "telework";
    /// <inheritdoc/>
    public override string Works => "work at home";
    /// <inheritdoc/>
    public override string Wanted => "has inhabitants";
    /// <inheritdoc/>
    public override string Lots => "telework";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} inhabitants";
    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Building.Inhabitants.Value > 0;
    /// <inheritdoc/>
    protected override double CostOf(Building building) => 0;
    /// <inheritdoc/>
    protected override double AmountOf(Building building) => building.Inhabitants.Value;
    /// <inheritdoc/>
    protected override TripTerms Changed(TripTerms now) => now with { WorkAtHome = Math.Max(now.WorkAtHome, Math.Clamp(Days, 0, DaysOfWeek) / DaysOfWeek * Workers) };
}

/// <summary>Households drive electric.</summary>
public sealed record ElectricCars : ChangeTrips
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("electric_cars", "Households of some buildings drive electric; it shows where mobility is on.", typeof(ElectricCars)) { Fresh = new Dictionary<string, string> { ["to"] = "50 %" } };

    /// <inheritdoc/>
    [Description("Where they live: a selection."), WithoutIt("everybody")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Of the households, 0 to 1.</summary>
    [Description("Of the households there, how many drive electric."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double To { get; init; }

    /// <summary>Of a charger for a household [€].</summary>
    [Description("Of a charger, for each household that drives electric; the car is not counted."), Unit(Dimension.Money), Between("0 €", "20000 €"), DefaultFrom("assumed: a wall box of 7.4 kW, put up", 0.4)]
    public double Cost { get; init; } = 1300;

    /// <inheritdoc/>
    public override string Name => "electric cars";
    /// <inheritdoc/>
    public override string Works => "chargers";
    /// <inheritdoc/>
    public override string Wanted => "has dwellings";
    /// <inheritdoc/>
    public override string Lots => "electric_cars";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} chargers";
    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => building.Building.Dwellings.Value > 0;
    /// <inheritdoc/>
    protected override double CostOf(Building building) => Cost * AmountOf(building);
    /// <inheritdoc/>
    protected override double AmountOf(Building building) => Math.Max(0, To - building.Trips.ElectricCars) * building.Dwellings.Value;
    /// <inheritdoc/>
    protected override TripTerms Changed(TripTerms now) => now with { ElectricCars = Math.Max(now.ElectricCars, To) };
}

/// <summary>Who comes by car pays for parking.</summary>
public sealed record ParkingPrice : ChangeTrips
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("parking_price", "Who comes to some buildings by car pays for a stay; it shows where mobility is on.", typeof(ParkingPrice)) { Fresh = new Dictionary<string, string> { ["to"] = "2 €" } };

    /// <inheritdoc/>
    [Description("Where parking is paid: a selection."), WithoutIt("every building where people work, car parks of firms and shops included")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Of a stay [€].</summary>
    [Description("Of a stay, however long. Who lives there does not pay, nor does who comes from outside."), Unit(Dimension.Money), Between("0 €", "50 €")]
    public required double To { get; init; }

    /// <summary>Of meters and signs, for each building [€].</summary>
    [Description("Of meters and signs, for each building."), Unit(Dimension.Money), Between("0 €", "20000 €"), DefaultFrom("assumed", 0.2)]
    public double Cost { get; init; } = 200;

    /// <inheritdoc/>
    public override string Name => "parking price";
    /// <inheritdoc/>
    public override string Works => "paid parking";
    /// <inheritdoc/>
    public override string Wanted => "has jobs";
    /// <inheritdoc/>
    public override string Lots => "parking_price";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} jobs";
    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => Attractions.JobsIn(building.Building) > 0;
    /// <inheritdoc/>
    protected override double CostOf(Building building) => Cost;
    /// <inheritdoc/>
    protected override double AmountOf(Building building) => Attractions.JobsIn(building);
    /// <inheritdoc/>
    protected override TripTerms Changed(TripTerms now) => now with { Parking = Math.Max(now.Parking, To) };
}
