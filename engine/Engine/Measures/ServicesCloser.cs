using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Measures;

/// <summary>Puts a service into buildings; it shows where mobility is on.</summary>
public sealed record ServicesCloser : BuildingMeasure
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("services_closer", "Puts a service of everyday life on floors of some buildings, with jobs of its own; it shows where mobility is on.", typeof(ServicesCloser))
    {
        Fresh = new Dictionary<string, string> { ["service"] = "shop", ["number"] = "3" },
    };

    /// <summary>Which.</summary>
    [Description("Which service.")]
    public required Service Service { get; init; }

    /// <summary>How many buildings get it.</summary>
    [Description("How many buildings get it: of those meant one after the other, each where it shortens the way of people most."), Range(1, 1000)]
    public required int Number { get; init; }

    /// <inheritdoc/>
    [Description("Which buildings may get it: a selection."), WithoutIt("every building with people or jobs")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: buildings whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <summary>Of each [m²].</summary>
    [Description("Gross floors of each; jobs and pupils come by them."), Unit(Dimension.Area), Between("20 m2", "50000 m2"), DefaultFrom("Insee: a small supermarket has 120 to 400 m² of sales floor, recalled", 0.4)]
    public double Floors { get; init; } = 200;

    /// <summary>[€/m²].</summary>
    [Description("Of rooms and fittings."), Unit(Dimension.CostPerArea), Between("0 €/m2", "20000 €/m2"), DefaultFrom("assumed: ground floors that are fitted out; a new building costs twice as much", 0.3)]
    public double Cost { get; init; } = 1500;

    /// <inheritdoc/>
    public override string Name => $"{CodeWords<Service>.Of(Service)} closer";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => $"services ({CodeWords<Service>.Of(Service)})";
    /// <inheritdoc/>
    public override string Wanted => "has people or jobs, and not the service";
    /// <inheritdoc/>
    public override string Lots => "services_closer";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} m² in {elements:0} buildings";

    /// <inheritdoc/>
    public override IEnumerable<int> Selected(Survey survey)
    {
        ArgumentNullException.ThrowIfNull(survey);
        return CloserPlaces.Of(survey, b => EverydayServices.IsIn(b, Service), base.Selected(survey).Where(b => Suits(survey.Buildings[b])), Area, Number).Order();
    }

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => Attractions.Weight(building.Building) > 0 && !EverydayServices.IsIn(building.Building, Service);
    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) => EverydayServices.IsIn(now, Service) ? null : (Cost * Floors, Floors);
    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year) => now with { Services = now.Services.With(Service, offer.Amount) };
}
