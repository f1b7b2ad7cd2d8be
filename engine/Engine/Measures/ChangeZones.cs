using System.ComponentModel;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Something done to activity zones: school yards, squares, car parks.</summary>
public abstract record ZoneMeasure : Measure
{
    /// <summary>Word of their nature; null: all.</summary>
    [Description("Only zones whose nature holds this word, such as `Enseignement`. Without it: all activity zones.")]
    public string? Nature { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: zones whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <summary>Of the zones, by number, 0 to 1.</summary>
    [Description("Of the zones, by number."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override long LotOf(int element, Survey survey) => RandomStream.ElementOf(survey.Now.Activities[element].Id);
    /// <inheritdoc/>
    public override string Elements => "zones";
    /// <inheritdoc/>
    public override string Wanted => "has enough open ground";
    /// <inheritdoc/>
    public override double ShareOfElements => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount:0} m²";

    /// <inheritdoc/>
    public override int Count(Survey survey) => survey.Now.Activities.Count;

    /// <inheritdoc/>
    public override IEnumerable<int> Selected(Survey survey) => Enumerable.Range(0, survey.Now.Activities.Count).Where(e => Means(survey.Now, survey.Now.Activities[e]));

    private bool Means(Territory territory, Zone zone) =>
        territory.Counts(zone) && (Nature is null || zone.Nature.Contains(Nature, StringComparison.OrdinalIgnoreCase)) && (Area is null || Area.Holds(territory, zone.Area.Outer.X.Average(), zone.Area.Outer.Y.Average()));

    /// <summary>The middle of a free disc in a zone; null where there is none.</summary>
    private protected static (double X, double Y)? Free(int element, Survey survey, double radius)
    {
        const double step = 4;      // m
        Polygon zone = survey.Now.Activities[element].Area;
        double x = zone.Outer.X.Average(), y = zone.Outer.Y.Average();
        List<(double Away, double X, double Y)> places = [];
        for (double north = zone.Outer.Y.Min(); north <= zone.Outer.Y.Max(); north += step)
            for (double east = zone.Outer.X.Min(); east <= zone.Outer.X.Max(); east += step)
                if (zone.Contains(east, north)) places.Add(((east - x) * (east - x) + (north - y) * (north - y), east, north));
        foreach ((_, double px, double py) in places.Order())
            if (survey.FreeGround.IsFree(px, py, radius)) return (px, py);
        return null;
    }
}

/// <summary>Takes the pavement off the open ground of zones.</summary>
public sealed record Unseal : ZoneMeasure
{
    private const double Least = 50;        // of open ground [m²]

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("unseal", "Takes the pavement off the open ground of activity zones, such as school yards.", typeof(Unseal));

    /// <summary>What takes its place.</summary>
    [Description("What takes its place: `grass`, or `soil`. Ground of which the territory knows nothing is billed as sealed; where little is built, the model had part of it as grass before.")]
    public SoftGround To { get; init; } = SoftGround.Grass;

    /// <summary>[€/m²].</summary>
    [Description("Of demolition, soil and seed."), Unit(Dimension.CostPerArea), Between("0 €/m2", "1000 €/m2"), DefaultFrom("assumed", 0.3)]
    public double Cost { get; init; } = 120;

    /// <inheritdoc/>
    public override string Name => "unseal ground";
    /// <inheritdoc/>
    public override string Works => "unsealed grounds";
    /// <inheritdoc/>
    public override string Lots => "unseal";

    /// <inheritdoc/>
    public override bool Suits(int element, Survey survey) => Open(element, survey) >= Least;

    /// <inheritdoc/>
    public override Offer? OfferTo(int element, Survey now) =>
        now.Now.Covers.Any(c => c.Id == now.Now.Activities[element].Id) || Open(element, now) is not (>= Least and double open) ? null : new(element, Cost * open, open) { Ground = [now.Now.Activities[element] with { Nature = CodeWords.Of(To.ToString()), Height = 0 }] };

    /// <inheritdoc/>
    public override void Take(Offer offer, FreeGround ground)
    {
        foreach (Zone zone in offer.Ground) ground.Cover(zone);
    }

    /// <inheritdoc/>
    public override Territory After(Survey now, IReadOnlyList<Offer> taken) => now.Now with { Covers = [.. now.Now.Covers, .. taken.SelectMany(o => o.Ground)] };

    // What is green or water already is neither billed nor changed; roads over it are both.
    private static double Open(int element, Survey survey) => survey.FreeGround.SealedArea(survey.Now.Activities[element].Area);
}

/// <summary>Puts something on a free disc of zones.</summary>
public abstract record PlaceInZones : ZoneMeasure
{
    /// <summary>Of each [m²].</summary>
    protected abstract double Size { get; }
    /// <summary>[€/m²].</summary>
    protected abstract double CostPerArea { get; }
    /// <summary>The layer it goes to.</summary>
    protected abstract IReadOnlyList<Zone> LayerOf(Territory territory);
    /// <summary>The territory with that layer.</summary>
    protected abstract Territory With(Territory territory, IReadOnlyList<Zone> layer);
    /// <summary>What it is, in the place of a nature, and its height above ground [m].</summary>
    protected abstract (string Nature, double Height) What { get; }

    private double Radius => Math.Sqrt(Size / Math.PI);

    /// <inheritdoc/>
    public override bool Suits(int element, Survey survey) => Free(element, survey, Radius) != null;

    /// <inheritdoc/>
    public override Offer? OfferTo(int element, Survey now) => LayerOf(now.Now).Any(z => z.Id == IdOf(element, now)) || Free(element, now, Radius) is not var (x, y) ? null
        : new(element, CostPerArea * Size, Size) { Ground = [new(IdOf(element, now), Polygon.Disc(x, y, Radius), What.Nature, What.Height, "")] };

    /// <inheritdoc/>
    public override Territory After(Survey now, IReadOnlyList<Offer> taken) => With(now.Now, [.. LayerOf(now.Now), .. taken.SelectMany(o => o.Ground)]);

    private string IdOf(int element, Survey survey) => $"{What.Nature} {survey.Now.Activities[element].Id}";
}

/// <summary>Lays out ponds and basins.</summary>
public sealed record AddWater : PlaceInZones
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("water", "Lays out a basin in activity zones, where there is room.", typeof(AddWater));

    /// <summary>Of each basin [m²].</summary>
    [Description("Of each basin."), Unit(Dimension.Area), Between("5 m2", "10000 m2")]
    public double Basin { get; init; } = 150;

    /// <summary>[€/m²].</summary>
    [Description("Of basin and pumps."), Unit(Dimension.CostPerArea), Between("0 €/m2", "5000 €/m2"), DefaultFrom("assumed", 0.2)]
    public double Cost { get; init; } = 600;

    /// <inheritdoc/>
    public override string Name => "basins";
    /// <inheritdoc/>
    public override string Works => "basins";
    /// <inheritdoc/>
    public override string Lots => "water";
    /// <inheritdoc/>
    protected override double Size => Basin;
    /// <inheritdoc/>
    protected override double CostPerArea => Cost;
    /// <inheritdoc/>
    protected override (string Nature, double Height) What => ("basin", 0);
    /// <inheritdoc/>
    protected override IReadOnlyList<Zone> LayerOf(Territory territory) => territory.Water;
    /// <inheritdoc/>
    protected override Territory With(Territory territory, IReadOnlyList<Zone> layer) => territory with { Water = layer };

    /// <inheritdoc/>
    public override void Take(Offer offer, FreeGround ground)
    {
        foreach (Zone basin in offer.Ground) ground.Flood(basin);
    }
}

/// <summary>Stretches sails over open ground.</summary>
public sealed record Shade : PlaceInZones
{
    private const double Above = 4;         // the ground [m]

    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("shade", "Stretches a sail, 4 m above the ground, in activity zones, where there is room.", typeof(Shade));

    /// <summary>Of each sail [m²].</summary>
    [Description("Of each sail."), Unit(Dimension.Area), Between("5 m2", "2000 m2")]
    public double Sail { get; init; } = 80;

    /// <summary>[€/m²].</summary>
    [Description("Of sail, masts and foundations."), Unit(Dimension.CostPerArea), Between("0 €/m2", "5000 €/m2"), DefaultFrom("assumed", 0.2)]
    public double Cost { get; init; } = 250;

    /// <inheritdoc/>
    public override string Name => "sails";
    /// <inheritdoc/>
    public override string Works => "sails";
    /// <inheritdoc/>
    public override string Lots => "shade";
    /// <inheritdoc/>
    protected override double Size => Sail;
    /// <inheritdoc/>
    protected override double CostPerArea => Cost;
    /// <inheritdoc/>
    protected override (string Nature, double Height) What => ("sail", Above);
    /// <inheritdoc/>
    protected override IReadOnlyList<Zone> LayerOf(Territory territory) => territory.Shades;
    /// <inheritdoc/>
    protected override Territory With(Territory territory, IReadOnlyList<Zone> layer) => territory with { Shades = layer };

    /// <inheritdoc/>
    public override void Take(Offer offer, FreeGround ground)
    {
        foreach (Zone sail in offer.Ground) ground.Shade(sail);
    }
}
