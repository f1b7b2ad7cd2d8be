using System.ComponentModel;
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

/// <summary>What a measure would do to an element.</summary>
/// <param name="Element">Index of a building, a street, a cell: of whatever the measure is done to.</param>
/// <param name="Cost">Investment [€].</param>
/// <param name="Amount">How much, in the measure's unit, &gt; 0.</param>
public readonly record struct Offer(int Element, double Cost, double Amount)
{
    /// <summary>Its place in the order of the measure, 1 for the first; set by the plan.</summary>
    public int Place { get; init; }

    /// <summary>What it puts on the ground.</summary>
    public IReadOnlyList<Zone> Ground { get => field ?? []; init; }
}

/// <summary>A kind of measure, as whatever lists measures knows it.</summary>
/// <param name="Key">Its name in scenario files; lower case with underscores, unique.</param>
/// <param name="Meaning">One sentence for people.</param>
/// <param name="Entry">
/// A record derived from <see cref="Measure"/> that can be made without arguments: its entry in scenario files. Keys are its settable properties, each with a
/// description: <c>double</c> in the engine's unit, with <see cref="UnitAttribute"/> and <see cref="BetweenAttribute"/>; <c>double?</c>, where null means something; <c>bool</c>,
/// <c>int</c>, enums, <see cref="Measures.Years"/>, <see cref="BuildingChoice"/>, and what <see cref="AmongAttribute"/> names. Initial values are the defaults.
/// </param>
public sealed record MeasureKind(string Key, string Meaning, Type Entry)
{
    /// <summary>The keys of an entry that viewers begin with where a scenario has none, as files write them; its sliders stand at their left ends.</summary>
    public IReadOnlyDictionary<string, string> Fresh { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Something that is done to elements of a territory over some years, in equal steps: a territory becomes another. The plan asks these questions, and knows no
/// measure by name.
/// </summary>
public abstract record Measure
{
    /// <summary>When; the works of a year count from that year on. Null: all years of the scenario.</summary>
    [Description("When, in equal steps; works count from their year on. Without it: all years of the scenario.")]
    public Years? Years { get; init; }

    /// <summary>What it may spend of the scenario's budget [€]; null when there is no limit of its own.</summary>
    [Description("What this measure may spend, within the budget of the scenario. Without it: no limit of its own."), Unit(Dimension.Money), Between("0 €", "1000000 M€")]
    public double? Budget { get; init; }

    /// <summary>Shown to people.</summary>
    public abstract string Name { get; }
    /// <summary>Unit of its amounts, as in CF conventions.</summary>
    public abstract string Unit { get; }
    /// <summary>What its elements are called, many of them: <c>buildings</c>.</summary>
    public abstract string Elements { get; }
    /// <summary>What its works are called: <c>renovations</c>. Measures of one word share what an element has room for.</summary>
    public abstract string Works { get; }
    /// <summary>What an element must be that it can touch, to follow “none of the buildings selected”.</summary>
    public abstract string Wanted { get; }
    /// <summary>Names the random stream of its lots: measures of one name draw the same.</summary>
    public abstract string Lots { get; }
    /// <summary>Names an element by what it is, not by its row: its lots stay its own when others come or go.</summary>
    public virtual long LotOf(int element, Survey survey) => element;

    /// <summary>How many of the elements it selects it wants, 0 to 1.</summary>
    public virtual double ShareOfElements => 1;
    /// <summary>How much of what one element has room for it takes on the mean, 0 to 1.</summary>
    public virtual double ShareOfRoom => 1;

    /// <summary>Years that its works last, where they are not told one by one (<see cref="PartsOf"/>); 25 where nothing better is known.</summary>
    public virtual double Lifetime => 25;

    /// <summary>Whether it does what is left where others were before it, so that together they may want more than an element has room for.</summary>
    public virtual bool DoesWhatIsLeft => false;

    /// <summary>What it comes to, for people: “120 to be renovated”.</summary>
    /// <param name="elements">How many get it.</param> <param name="amount">On all of them, in <see cref="Unit"/>.</param>
    public abstract string Told(double elements, double amount);

    /// <summary>How many elements the territory has.</summary>
    public abstract int Count(Survey survey);
    /// <summary>The elements that are meant, rising.</summary>
    public abstract IEnumerable<int> Selected(Survey survey);
    /// <summary>Whether there is anything in an element that it could touch.</summary>
    public abstract bool Suits(int element, Survey survey);
    /// <summary>Elements of lower rank come first; those of one rank by lot. Positive infinity where what the order asks is not known.</summary>
    public virtual double Rank(int element, Survey survey) => 0;
    /// <summary>Whether an element has what must be there before; while it has not, its turn comes again in a later year.</summary>
    public virtual bool IsReady(int element, Survey now) => true;
    /// <summary>What it would do to an element as the territory stands; null when there is nothing left to do.</summary>
    public abstract Offer? OfferTo(int element, Survey now);
    /// <summary>The works of an offer that cost, last and are aided by themselves; empty where it is one work, which nothing is known of.</summary>
    /// <param name="offer">That was taken.</param> <param name="now">The territory before it.</param>
    public virtual IReadOnlyList<PartOfWork> PartsOf(Offer offer, Survey now) => [];
    /// <summary>Marks the ground that a work will take: whatever is offered after it, in the same year too, keeps clear of it.</summary>
    /// <param name="offer">That was taken.</param> <param name="ground">As it stands with the works taken before.</param>
    public virtual void Take(Offer offer, FreeGround ground) { }
    /// <summary>The territory after some works. What they leave alone is shared with the territory before; buildings keep their number and order.</summary>
    /// <param name="now">The territory before.</param> <param name="taken">Offers to elements, each once; those with something on the ground were made one after the other.</param>
    public abstract Territory After(Survey now, IReadOnlyList<Offer> taken);
}
