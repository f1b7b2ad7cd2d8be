using System.ComponentModel;
using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Measures;

/// <summary>A measure that is done to roads or along them.</summary>
public abstract record RoadMeasure : Measure
{
    /// <summary>Which roads; null: all that it suits.</summary>
    [Description("Which roads: a selection by `id`, `name`, `class` and `length`. Without it: all that it suits.")]
    public RoadChoice? Where { get; init; }

    /// <summary>Where; null: everywhere.</summary>
    [Description("GeoJSON file of polygons, relative to this file: roads whose middle lies there. Without it: everywhere.")]
    public AreaChoice? Area { get; init; }

    /// <inheritdoc/>
    public sealed override long LotOf(int element, Survey survey) => RandomStream.ElementOf(survey.Now.Roads[element].Id);
    /// <inheritdoc/>
    public sealed override int Count(Survey survey) => survey.Now.Roads.Count;

    /// <inheritdoc/>
    public sealed override IEnumerable<int> Selected(Survey survey) => Enumerable.Range(0, survey.Now.Roads.Count).Where(e =>
    {
        Road road = survey.Now.Roads[e];
        return !road.IsContext && Where?.Holds(road) != false && (Area is null || Area.Holds(survey.Now, road.Middle.X, road.Middle.Y));
    });
}

/// <summary>Changes what roads are to traffic; it shows where mobility is on.</summary>
public abstract record ChangeRoads : RoadMeasure
{
    /// <inheritdoc/>
    public override string Unit => "m";
    /// <inheritdoc/>
    public override string Elements => "roads";
    /// <inheritdoc/>
    public override string Told(double elements, double amount) => $"{amount / 1000:0.#} km";

    /// <summary>Whether a road is of a class that it may change.</summary>
    protected abstract bool Means(Road road);
    /// <summary>[€/m].</summary>
    protected abstract double CostPerLength { get; }
    /// <summary>What the road is to traffic after it.</summary>
    protected abstract RoadFacts Changed(int road, Survey now);

    /// <inheritdoc/>
    public override bool Suits(int element, Survey survey) => Means(survey.Now.Roads[element]) && Changes(element, survey);

    /// <inheritdoc/>
    public override Offer? OfferTo(int element, Survey now) =>
        Changes(element, now) && now.Now.Roads[element].Length is var length ? new(element, CostPerLength * length, length) : null;

    /// <inheritdoc/>
    public override Territory After(Survey now, IReadOnlyList<Offer> taken)
    {
        Road[] roads = [.. now.Now.Roads];
        foreach (Offer offer in taken) roads[offer.Element] = roads[offer.Element] with { Facts = Changed(offer.Element, now) };
        return now.Now with { Roads = roads };
    }

    private bool Changes(int road, Survey now) => Changed(road, now) != now.Now.Roads[road].Facts;
}

/// <summary>Lowers speeds.</summary>
public sealed record SpeedLimit : ChangeRoads
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("speed_limit", "Lowers the speed of cars on roads other than motorways; it shows where mobility is on.", typeof(SpeedLimit)) { Fresh = new Dictionary<string, string> { ["to"] = "30 km/h" } };

    /// <summary>[km/h].</summary>
    [Description("Cars drive no faster than this."), Unit(Dimension.Speed), Between("10 km/h", "110 km/h")]
    public required double To { get; init; }

    /// <summary>[€/m].</summary>
    [Description("Of signs and works that keep the speed."), Unit(Dimension.CostPerLength), Between("0 €/m", "5000 €/m"), DefaultFrom("assumed", 0.2)]
    public double Cost { get; init; } = 15;

    /// <inheritdoc/>
    public override string Name => $"speed limit {To:0}";
    /// <inheritdoc/>
    public override string Works => "speed limits";
    /// <inheritdoc/>
    public override string Wanted => "is faster";
    /// <inheritdoc/>
    public override string Lots => "speed_limit";
    /// <inheritdoc/>
    protected override double CostPerLength => Cost;
    /// <inheritdoc/>
    protected override bool Means(Road road) => road.Class.Value != RoadClass.Motorway && RoadDefaults.Of(road.Class.Value).Cars;
    /// <inheritdoc/>
    protected override RoadFacts Changed(int road, Survey now) => now.Now.Roads[road].Facts is var facts && now.SpeedOf(road) > To ? facts with { Speed = Known<double>.Derived(To) } : facts;
}

/// <summary>Closes streets to cars.</summary>
public sealed record CloseStreets : ChangeRoads
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("close_streets", "Closes roads other than motorways and primary roads to cars; it shows where mobility is on. Choose them by a selection or an area: without either all are closed.", typeof(CloseStreets));

    /// <summary>[€/m].</summary>
    [Description("Of bollards, signs and paving."), Unit(Dimension.CostPerLength), Between("0 €/m", "10000 €/m"), DefaultFrom("assumed", 0.2)]
    public double Cost { get; init; } = 50;

    /// <inheritdoc/>
    public override string Name => "close streets";
    /// <inheritdoc/>
    public override string Works => "closed streets";
    /// <inheritdoc/>
    public override string Wanted => "is open to cars";
    /// <inheritdoc/>
    public override string Lots => "close_streets";
    /// <inheritdoc/>
    protected override double CostPerLength => Cost;
    /// <inheritdoc/>
    protected override bool Means(Road road) => road.Class.Value > RoadClass.Primary && RoadDefaults.Of(road.Class.Value).Cars;
    /// <inheritdoc/>
    protected override RoadFacts Changed(int road, Survey now) => now.Now.Roads[road].Facts is var facts && facts.Cars?.Value == RoadAccess.No ? facts : facts with { Cars = Known<RoadAccess>.Derived(RoadAccess.No) };
}

/// <summary>Builds tracks for cycles.</summary>
public sealed record CycleTracks : ChangeRoads
{
    /// <summary>In scenario files.</summary>
    public static MeasureKind Kind { get; } = new("cycle_tracks", "Builds tracks for cycles along roads that have none, residential streets and smaller ones left out; it shows where mobility is on.", typeof(CycleTracks));

    /// <summary>[€/m].</summary>
    [Description("Of a track in both directions."), Unit(Dimension.CostPerLength), Between("0 €/m", "10000 €/m"), DefaultFrom("ADEME and Vélo & Territoires, orders of magnitude recalled: 200 to 500 €/m", 0.4)]
    public double Cost { get; init; } = 350;

    /// <inheritdoc/>
    public override string Name => "cycle tracks";
    /// <inheritdoc/>
    public override string Works => "cycle tracks";
    /// <inheritdoc/>
    public override string Wanted => "has no cycle track";
    /// <inheritdoc/>
    public override string Lots => "cycle_tracks";
    /// <inheritdoc/>
    protected override double CostPerLength => Cost;
    /// <inheritdoc/>
    protected override bool Means(Road road) => road.Class.Value is RoadClass.Primary or RoadClass.Secondary or RoadClass.Tertiary && road.Facts.Cycles?.Value != RoadAccess.No;
    /// <inheritdoc/>
    protected override RoadFacts Changed(int road, Survey now) => now.Now.Roads[road].Facts is var facts && facts.CycleWay?.Value == CycleWay.Track ? facts : facts with { CycleWay = Known<CycleWay>.Derived(CycleWay.Track) };
}
