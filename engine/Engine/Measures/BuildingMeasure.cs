using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>A measure that is done to buildings, one by one.</summary>
public abstract record BuildingMeasure : Measure
{
    /// <summary>Which buildings; null: all that it suits.</summary>
    public abstract BuildingChoice? Where { get; init; }

    /// <inheritdoc/>
    public override long LotOf(int element, Survey survey) => survey.Now.Buildings[element].Lot;
    /// <inheritdoc/>
    public override string Elements => "buildings";
    /// <summary>Where the middle of a building must lie; null: everywhere.</summary>
    protected virtual AreaChoice? Within => null;

    /// <summary>Whether there is anything in a building that it could touch.</summary>
    protected abstract bool Suits(BuildingFacts building);
    /// <summary>Buildings of lower rank come first; those of one rank by lot. Positive infinity where what the order asks is not known.</summary>
    protected virtual double Rank(BuildingFacts building, Survey survey) => 0;
    /// <summary>Whether a building, as it stands, has what must be there before.</summary>
    protected virtual bool IsReady(Building now) => true;
    /// <summary>What it would do to a building; null when there is nothing left to do.</summary>
    /// <param name="building">Before any measure.</param> <param name="now">As it stands.</param>
    protected abstract (double Cost, double Amount)? OfferTo(BuildingFacts building, Building now);
    /// <summary>The building after the works; what they cost is kept for it.</summary>
    /// <param name="building">Before any measure.</param> <param name="now">As it stands.</param> <param name="offer">That was taken.</param> <param name="year">Of the works.</param>
    protected abstract Building After(BuildingFacts building, Building now, Offer offer, int year);

    /// <summary>See <see cref="Measure.PartsOf"/>.</summary>
    /// <param name="building">Before any measure.</param> <param name="now">As it stands.</param>
    protected virtual IReadOnlyList<PartOfWork> PartsOf(BuildingFacts building, Building now) => [];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<PartOfWork> PartsOf(Offer offer, Survey now) => PartsOf(now.Buildings[offer.Element], now.Now.Buildings[offer.Element]);

    /// <inheritdoc/>
    public sealed override int Count(Survey survey) => survey.Buildings.Count;

    /// <inheritdoc/>
    public override IEnumerable<int> Selected(Survey survey)
    {
        IEnumerable<BuildingFacts> meant = Where is { } where ? survey.Buildings.Where(where.Holds) : survey.Buildings;
        if (Within is { } area) meant = meant.Where(b => b.Building.Footprint.Outer.Middle is var (x, y) && area.Holds(survey.Now, x, y));
        return meant.Select(b => b.Index);
    }

    /// <inheritdoc/>
    public sealed override bool Suits(int element, Survey survey) => Suits(survey.Buildings[element]);

    /// <inheritdoc/>
    public sealed override double Rank(int element, Survey survey) => Rank(survey.Buildings[element], survey);

    /// <inheritdoc/>
    public sealed override bool IsReady(int element, Survey now) => IsReady(now.Now.Buildings[element]);

    /// <inheritdoc/>
    public sealed override Offer? OfferTo(int element, Survey now) =>
        OfferTo(now.Buildings[element], now.Now.Buildings[element]) is var (cost, amount) ? new(element, cost, amount) : null;

    /// <inheritdoc/>
    public sealed override Territory After(Survey now, IReadOnlyList<Offer> taken)
    {
        Building[] buildings = [.. now.Now.Buildings];
        foreach (Offer offer in taken)
        {
            Building before = buildings[offer.Element];
            Building after = After(now.Buildings[offer.Element], before, offer, now.Year);
            if (ReferenceEquals(after, before)) after = before with { };
            after.Invested = before.Invested + offer.Cost;       // nobody else has it yet
            buildings[offer.Element] = after;
        }
        return now.Now with { Buildings = buildings };
    }
}
