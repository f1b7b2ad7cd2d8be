using System.ComponentModel;
using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Which of the selected buildings come first.</summary>
public enum WorkOrder
{
    /// <summary>Drawn by lot; the lot of a building depends on the seed and on the building alone.</summary>
    Seeded,
    /// <summary>Those that lose most heat per floor area.</summary>
    WorstFirst,
    /// <summary>Those whose works cost least per energy that they spare.</summary>
    CheapestFirst,
    /// <summary>Those whose households have least to live on.</summary>
    PoorestFirst,
    /// <summary>District after district, the one that loses most heat per floor area first.</summary>
    ByDistrict,
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
    [Description("Which buildings: a selection. Those that need nothing of the package are left alone."), WithoutIt("every heated building")]
    public override BuildingChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: buildings whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <inheritdoc/>
    protected override AreaChoice? Within => Area;

    /// <summary>What is done to each.</summary>
    [Description("Name of the package of works. Parts of the envelope that fall short of today's standard are brought to what it reaches; the others stay."), Among(typeof(RenovationCatalogue), nameof(RenovationCatalogue.All))]
    public required RenovationPackage To { get; init; }

    /// <summary>Of the selected buildings that need some of the works, by number, 0 to 1.</summary>
    [Description("Of the selected buildings that need some of the works, by number."), Unit(Dimension.Share), Between("0 %", "100 %"), Slider("share renovated", "0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Which come first.</summary>
    [Description("Which buildings come first, each as it is before any measure: drawn by lot (`seeded`), those that lose most heat per floor area (`worst_first`), whose works cost least for each kWh of heating that they spare in a year (`cheapest_first`), whose households have the lowest income by consumption unit (`poorest_first`), or district after district, the one that loses most heat per floor area first (`by_district`).")]
    public WorkOrder Order { get; init; }

    /// <summary>What works cost over <see cref="PartWorks"/>.</summary>
    [Description("What works cost over what the catalogue says of them."), Unit(Dimension.Share), Between("10 %", "1000 %")]
    public double CostLevel { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => $"renovate to {To.Name}";
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Works => "renovations";
    /// <inheritdoc/>
    public override string Wanted => "is heated and falls short of it, so there is nothing to renovate";
    /// <inheritdoc/>
    public override string Lots => "renovate";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;
    /// <inheritdoc/>
    public override bool DoesWhatIsLeft => true;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{Math.Round(elements, MidpointRounding.AwayFromZero):0} to be renovated";

    /// <inheritdoc/>
    protected override bool Suits(BuildingFacts building) => Left(building, null).Length > 0;

    /// <inheritdoc/>
    protected override double Rank(BuildingFacts building, Survey survey)
    {
        double rank = Order switch
        {
            WorkOrder.WorstFirst => -building.Heat!.LossPerArea,
            WorkOrder.CheapestFirst => CostOfSparing(building),
            WorkOrder.PoorestFirst => building.LivingStandard,
            WorkOrder.ByDistrict => -survey.LossOfDistrict(building.Building.District),
            _ => 0,
        };
        return double.IsNaN(rank) ? double.PositiveInfinity : rank;
    }

    // Works that spare nothing, since nothing heats the rooms, come last.
    private double CostOfSparing(BuildingFacts building)
    {
        PartWorks[] parts = Left(building, null);
        HeatEstimate heat = building.Heat!;
        double spared = heat.Bought(null) - heat.Bought(To.Only(parts.Select(static p => p.Part)));
        return spared > 0 ? Sum(parts, building, p => p.Cost) / spared : double.PositiveInfinity;
    }

    /// <inheritdoc/>
    protected override (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now) =>
        Left(building, now.Works) is { Length: > 0 } parts ? (CostLevel * Sum(parts, building, p => p.Cost), now.HeatedArea) : null;

    /// <inheritdoc/>
    protected override Building After(BuildingFacts building, Building now, Offer offer, int year)
    {
        PartWorks[] parts = Left(building, now.Works);
        RenovationPackage works = To.Only(parts.Select(static p => p.Part)).After(now.Works);
        return now with
        {
            Works = works, HeatPumpSizing = double.IsFinite(now.HeatPumpSizing) ? HeatingPlant.SizingAfter(now.HeatPumpSizing, Loss(now.Works), Loss(works)) : now.HeatPumpSizing, EmbodiedCarbon = now.EmbodiedCarbon + Sum(parts, building, p => p.EmbodiedCarbon),
            RenovationYear = now.RenovationYear ?? year, RenovationRank = now.RenovationRank ?? offer.Place,
        };

        double Loss(RenovationPackage? done) => Archetypes.LossesOf(now, building.Envelope!.After(done)).All;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<PartOfWork> PartsOf(BuildingFacts building, Building now)
    {
        Envelope envelope = building.Envelope!.After(now.Works);
        return [.. Left(building, now.Works).Select(p => new PartOfWork(KindOf(p.Part), p.AreaOf(building.Envelope!, building.Building.HeatedArea), CostLevel * p.Cost * p.AreaOf(building.Envelope!, building.Building.HeatedArea), p.Lifetime, envelope.Of(p.Part)))];

        WorkKind KindOf(EnvelopePart part) => part switch
        {
            EnvelopePart.Walls => WorkKind.Walls,
            EnvelopePart.Roof => now.Roof.Value == RoofShape.Flat ? WorkKind.FlatRoof : WorkKind.PitchedRoof,
            EnvelopePart.Floor => WorkKind.Floor,
            EnvelopePart.Windows => WorkKind.Windows,
            _ => WorkKind.Ventilation,
        };
    }

    private PartWorks[] Left(BuildingFacts building, RenovationPackage? done) => building.Envelope is { } envelope ? PartWorks.Needed(envelope.After(done), To) : [];

    private static double Sum(PartWorks[] parts, BuildingFacts building, Func<PartWorks, double> perArea)
    {
        double sum = 0;
        foreach (PartWorks part in parts) sum += perArea(part) * part.AreaOf(building.Envelope!, building.Building.HeatedArea);
        return sum;
    }
}
