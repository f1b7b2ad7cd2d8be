using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Measures;

/// <summary>Puts shared cars beside buildings; it shows where mobility is on.</summary>
public sealed record ShareCars : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("car_sharing", "Puts shared cars beside some buildings, taken and brought back there; households nearby join, and some give up a car. It shows where mobility is on.", typeof(ShareCars))
    {
        Fresh = new Dictionary<string, string> { ["stations"] = "10" },
    };

    /// <summary>How many buildings get some.</summary>
    [Description("How many places get shared cars: of the buildings meant one after the other, each where it shortens the way of people to the nearest most."), Range(1, 1000)]
    public required int Stations { get; init; }

    /// <summary>At each.</summary>
    [Description("Shared cars at each place."), Range(1, 50)]
    public int Cars { get; init; } = 2;

    /// <inheritdoc/>
    [Description("Beside which buildings they may stand: a selection."), WithoutIt("every building with people or jobs")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: buildings whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <summary>Households that join, for each car.</summary>
    [Description("Households that join for each car, of those within 800 m."), Range(1, 500), DefaultFrom("French operators with cars at stations: 20 to 40 members a car, recalled", 0.4)]
    public int Members { get; init; } = 25;

    /// <summary>Of the households that join with a car, 0 to 1.</summary>
    [Description("Of the households that join with a car of their own, those that give one up for good."), Unit(Dimension.Share), Between("0 %", "100 %"), DefaultFrom("6t and ADEME, surveys of French members: a shared car at a station takes the place of 5 to 8 private ones, recalled; with 25 members this share makes 6 of it", 0.3)]
    public double GiveUp { get; init; } = 0.3;

    /// <summary>[€].</summary>
    [Description("Of a kilometre, fuel counted."), Unit(Dimension.Money), Between("0 €", "5 €"), DefaultFrom("tariffs of French operators with cars at stations, orders of magnitude, recalled", 0.4)]
    public double Kilometre { get; init; } = 0.4;

    /// <summary>[€].</summary>
    [Description("Of an hour, from taking the car to bringing it back."), Unit(Dimension.Money), Between("0 €", "50 €"), DefaultFrom("tariffs of French operators with cars at stations, orders of magnitude, recalled", 0.4)]
    public double Hour { get; init; } = 2.5;

    /// <summary>Of a car and its place [€].</summary>
    [Description("Of a car, its equipment and its place."), Unit(Dimension.Money), Between("0 €", "200 k€"), DefaultFrom("assumed: a small car, a computer on board, a marked place", 0.3)]
    public double Cost { get; init; } = 22_000;

    /// <inheritdoc/>
    public override string Name => "car sharing";
    /// <inheritdoc/>
    public override string Unit => "1";
    /// <inheritdoc/>
    public override string Works => "shared cars";
    /// <inheritdoc/>
    public override string Wanted => "has people or jobs, and no shared car yet";
    /// <inheritdoc/>
    public override string Lots => "car_sharing";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} cars at {elements:0} {(elements is > 0.5 and < 1.5 ? "place" : "places")}";

    /// <inheritdoc/>
    public override IEnumerable<int> Selected(Survey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return CloserPlaces.Of(survey, static b => b.SharedCars != null, base.Selected(survey).Where(b => Suits(survey.Buildings[b])), Area, Stations).Order();
    }

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => Attractions.Weight(building.Building) > 0 && building.Building.SharedCars == null;
    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) => now.SharedCars != null ? null : (Cost * Cars, Cars);
    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { SharedCars = new(Cars, Members, GiveUp, Kilometre, Hour) };
}
