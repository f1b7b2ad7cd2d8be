using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Whole years, both ends included.</summary>
/// <param name="First">First year.</param>
/// <param name="Last">Last year, not before the first.</param>
public readonly record struct Years(int First, int Last)
{
    /// <summary>Number of years.</summary>
    public int Count => Last - First + 1;

    /// <summary>Whether a year is one of them.</summary>
    public bool Contains(int year) => year >= First && year <= Last;
}

/// <summary>Which of the selected buildings come first.</summary>
public enum WorkOrder
{
    /// <summary>Drawn by lot; the lot of a building depends on the seed and on the building alone.</summary>
    Seeded,
    /// <summary>Those that lose most heat per floor area, then by lot.</summary>
    WorstFirst,
}

/// <summary>What a measure would do to a building.</summary>
/// <param name="Cost">Investment [€].</param>
/// <param name="Amount">How much, in the measure's unit, &gt; 0.</param>
public readonly record struct Offer(double Cost, double Amount);

/// <summary>Something that is done to buildings over some years, in equal steps. The plan asks these questions and knows no measure by name.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Where">Which buildings it may touch.</param>
/// <param name="Years">When; the works of a year count from that year on.</param>
public abstract record Measure(string Name, Func<BuildingFacts, bool> Where, Years Years)
{
    /// <summary>What it may spend of the scenario's budget [€]; positive infinity when there is no limit of its own.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>What it comes to, for people: “120 to be renovated”.</summary>
    /// <param name="buildings">How many get it.</param> <param name="amount">On all of them, in <see cref="Unit"/>.</param>
    public abstract string Told(double buildings, double amount);
    /// <summary>Unit of its amounts.</summary>
    public abstract string Unit { get; }
    /// <summary>What its works are called: <c>renovations</c>. Measures of one word share what a building has room for.</summary>
    public abstract string Works { get; }
    /// <summary>What a building must be that it can touch, to follow “none of the buildings selected”.</summary>
    public abstract string Wanted { get; }
    /// <summary>Names the random stream of its lots: measures of one name draw the same.</summary>
    public abstract string Lots { get; }
    /// <summary>How many of the buildings it selects it wants, 0 to 1.</summary>
    public virtual double ShareOfBuildings => 1;
    /// <summary>How much of what one building has room for it takes on the mean, 0 to 1.</summary>
    public abstract double ShareOfRoom { get; }

    /// <summary>Whether there is anything in a building that it could touch.</summary>
    public abstract bool Suits(BuildingFacts building);
    /// <summary>Buildings of lower rank come first; those of one rank by lot.</summary>
    public virtual double Rank(BuildingFacts building) => 0;
    /// <summary>What it would do to a building as it stands; null when there is nothing left to do.</summary>
    public abstract Offer? OfferTo(BuildingFacts building, StockState now);
    /// <summary>Does it.</summary>
    public abstract void Apply(BuildingFacts building, double amount, StockState stock);
}

/// <summary>Renovates envelopes.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Where">Which buildings it may touch; those without heated area are left out.</param>
/// <param name="Years">When.</param>
/// <param name="To">What is done to each.</param>
/// <param name="Share">Of the selected buildings, by number, 0 to 1.</param>
/// <param name="Order">Which come first.</param>
public sealed record Renovate(string Name, Func<BuildingFacts, bool> Where, Years Years, RenovationPackage To, double Share, WorkOrder Order)
    : Measure(Name, Where, Years)
{
    /// <inheritdoc/>
    public override string Unit => "m2";
    /// <inheritdoc/>
    public override string Told(double buildings, double amount) => $"{Math.Round(buildings, MidpointRounding.AwayFromZero):0} to be renovated";
    /// <inheritdoc/>
    public override string Works => "renovations";
    /// <inheritdoc/>
    public override string Wanted => "is heated, so there is nothing to renovate";
    /// <inheritdoc/>
    public override string Lots => "renovate";
    /// <inheritdoc/>
    public override double ShareOfBuildings => Share;
    /// <inheritdoc/>
    public override double ShareOfRoom => Share;

    /// <inheritdoc/>
    public override bool Suits(BuildingFacts building) => building.Building.HeatedArea > 0;

    /// <inheritdoc/>
    public override double Rank(BuildingFacts building) => Order == WorkOrder.WorstFirst ? -HeatLoss.PerFloorArea(building.Building.Built) : 0;

    /// <inheritdoc/>
    public override Offer? OfferTo(BuildingFacts building, StockState now) =>
        now.Renovation[building.Index] is null ? new(To.CostPerArea * building.Building.HeatedArea, building.Building.HeatedArea) : null;

    /// <inheritdoc/>
    public override void Apply(BuildingFacts building, double amount, StockState stock) => stock.Renovation[building.Index] = To;
}

/// <summary>Puts panels on roofs, the sunniest planes of each building first.</summary>
/// <param name="Name">Shown to people.</param>
/// <param name="Where">Which buildings it may touch; those without a usable roof are left out.</param>
/// <param name="Years">When.</param>
/// <param name="Fill">Share of the usable area of each roof that panels cover, 0 to 1.</param>
/// <param name="CostOf">Investment [€] of panels of some peak power [kWp] on one building.</param>
public sealed record EquipRoofs(string Name, Func<BuildingFacts, bool> Where, Years Years, double Fill, Func<double, double> CostOf) : Measure(Name, Where, Years)
{
    private const double LeastPanels = 1e-6; // kWp; less is rounding, left by a measure that filled the roof

    /// <inheritdoc/>
    public override string Unit => "kWp";
    /// <inheritdoc/>
    public override string Told(double buildings, double amount) => $"{amount:0} kWp";
    /// <inheritdoc/>
    public override string Works => "panels";
    /// <inheritdoc/>
    public override string Wanted => "has a roof that panels could use";
    /// <inheritdoc/>
    public override string Lots => "panels";
    /// <inheritdoc/>
    public override double ShareOfRoom => Fill;

    /// <inheritdoc/>
    public override bool Suits(BuildingFacts building) => building.UsableRoofArea > 0;

    /// <inheritdoc/>
    public override Offer? OfferTo(BuildingFacts building, StockState now)
    {
        double free = building.UsableRoofArea * RoofPanels.PeakPowerPerArea - building.Planes.Sum(s => now.PanelPeakPower[s]);
        double peakPower = Math.Min(Fill * building.UsableRoofArea * RoofPanels.PeakPowerPerArea, free);
        return peakPower < LeastPanels ? null : new(CostOf(peakPower), peakPower);
    }

    /// <inheritdoc/>
    public override void Apply(BuildingFacts building, double amount, StockState stock)
    {
        for (int n = 0; n < building.Planes.Count && amount > 0; n++)
        {
            double free = Math.Max(0, building.PlaneAreas[n] * RoofPanels.PeakPowerPerArea - stock.PanelPeakPower[building.Planes[n]]);
            double added = Math.Min(free, amount);
            stock.PanelPeakPower[building.Planes[n]] += added;
            amount -= added;
        }
    }
}
