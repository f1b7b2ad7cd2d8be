using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>Classes of income by which aid is given, poorest first.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum IncomeClass { VeryModest, Modest, Intermediate, Higher }

/// <summary>Where a table of incomes holds.</summary>
public enum AidRegion { Elsewhere, IleDeFrance }
#pragma warning restore CS1591

/// <summary>Rules by which homes get public money for works: an aid file. The keys of the file are these properties; docs/catalogue.md prints the one that comes with the program.</summary>
public sealed record AidRules
{
    /// <summary>Shown to people.</summary>
    [Description("Shown to people.")]
    public required string Name { get; init; }

    /// <summary>Of the whole file.</summary>
    [Description("Who publishes the rules, and what is left out of them.")]
    public required string Source { get; init; }

    /// <summary>Years that a home must be old.</summary>
    [Description("Age of a home in years, at least."), Range(0, 200)]
    public required int LeastAge { get; init; }

    /// <summary>What counts as income over disposable income.</summary>
    [Description("What counts as income, over the disposable income of a household."), Unit(Dimension.Share), Between("10 %", "200 %")]
    public required double IncomeShare { get; init; }

    /// <summary>Where it comes from.</summary>
    [Description("Where `income_share` comes from.")]
    public required string IncomeSource { get; init; }

    /// <summary>Class in which who lets a home is counted; null: landlords get nothing.</summary>
    [Description("Class in which private landlords are counted, whose income nobody knows. Without it: they get nothing.")]
    public IncomeClass? Landlords { get; init; }

    /// <summary>Tax in the costs of works, over their costs without it.</summary>
    [Description("Value-added tax in the costs of works: some limits are without it."), Unit(Dimension.Share), Between("0 %", "30 %")]
    public required double Vat { get; init; }

    /// <summary>Highest incomes of the classes, by region.</summary>
    [Description("Highest incomes of the classes, a table a region.")]
    public required IReadOnlyList<IncomeTable> Incomes { get; init; }

    /// <summary>Of single works.</summary>
    [Description("Of the costs that single works are aided for, the greatest share that aid pays.")]
    public required ShareByClass MostOfSingleWorks { get; init; }

    /// <summary>Of single works done in a year [€].</summary>
    [Description("The most that a home gets for the single works of a year."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double MostForAHome { get; init; }

    /// <summary>Aid by work.</summary>
    [Description("Aid for single works, each by itself.")]
    public required IReadOnlyList<SingleWorkAid> Works { get; init; }

    /// <summary>Of deep renovations.</summary>
    [Description("Of the cost of a deep renovation with tax, the greatest share that aid pays. Without it: all.")]
    public ShareByClass? MostOfDeepRenovations { get; init; }

    /// <summary>Aid for houses that gain letters.</summary>
    [Description("Aid for houses whose works gain letters of the label: of the rules that hold, that of the most letters. A house gets it where it is more than that of its single works.")]
    public IReadOnlyList<DeepRenovationAid> DeepRenovations { get; init; } = [];

    /// <summary>Aid for blocks of homes.</summary>
    [Description("Aid for buildings of several homes, by the primary energy that their works save: of the rules that hold, that of the greatest saving. They get it where it is more than that of their single works.")]
    public IReadOnlyList<BlockAid> Blocks { get; init; } = [];

    /// <summary>All rules with years.</summary>
    public IEnumerable<DatedAid> Dated => [.. Works, .. DeepRenovations, .. Blocks];

    /// <summary>Why they cannot be told in a territory; nothing where they can.</summary>
    public IEnumerable<string> FaultsIn(Territory territory, AidRegion? region)
    {
        ArgumentNullException.ThrowIfNull(territory);
        bool near = territory.Latitude is > 48.1 and < 49.3 && territory.Longitude is > 1.4 and < 3.6;      // a box around Île-de-France, which holds parts of others
        if (region is null && near && Incomes.Any(static t => t.Region == AidRegion.IleDeFrance))
            yield return $"{territory.Name} lies in or near Île-de-France, where other incomes count, and the scenario does not say which. Write `region: ile_de_france` or `region: elsewhere` under `economy`.";
        if (Incomes.All(t => t.Region != (region ?? AidRegion.Elsewhere)))
            yield return $"{Name} has no incomes for `{CodeWords<AidRegion>.Of(region ?? AidRegion.Elsewhere)}`; it has those of {string.Join(", ", Incomes.Select(static t => CodeWords<AidRegion>.Of(t.Region)))}. Add them, or choose another `economy.region`.";
        if (DeepRenovations.Count + Blocks.Count > 0 && Buildings.LabelClimate.At(territory.Latitude, territory.Longitude) is null)
            yield return $"{Name} asks for letters of the French label, which nobody knows at {territory.Name}, far from France. Remove `deep_renovations` and `blocks`, or the aid.";
        if (territory.Households.Count == 0)
            yield return $"{territory.Name} has no households, so nobody knows who gets how much of {Name}. Give the territory a census grid with incomes, or remove the aid.";
    }
}

/// <summary>A rule, and when it holds.</summary>
public abstract record DatedAid
{
    /// <summary>First year.</summary>
    [Description("First year of works for which the rule holds."), Range(1900, 2200)]
    public required int From { get; init; }

    /// <summary>Last year; null: until further notice.</summary>
    [Description("Last year. Without it: until further notice."), Range(1900, 2200)]
    public int? To { get; init; }

    /// <summary>Where the rule is published.</summary>
    [Description("Where the rule is published.")]
    public required string Source { get; init; }

    /// <summary>Whether it holds in a year.</summary>
    public bool Holds(int year) => year >= From && year <= (To ?? int.MaxValue);
}

/// <summary>Highest incomes of the classes in a region.</summary>
public sealed record IncomeTable
{
    /// <summary>Where.</summary>
    [Description("Where they hold.")]
    public required AidRegion Region { get; init; }

    /// <summary>Where they are published.</summary>
    [Description("Where they are published.")]
    public required string Source { get; init; }

    /// <summary>Of households of one person, two, and so on.</summary>
    [Description("Of households of one person, of two, and so on.")]
    public required IReadOnlyList<IncomeCeilings> Persons { get; init; }

    /// <summary>More for each further person.</summary>
    [Description("More for each person beyond these.")]
    public required IncomeCeilings Further { get; init; }

    /// <summary>The class of a household.</summary>
    /// <param name="persons">≥ 1.</param> <param name="income">What counts as such [€/year].</param>
    public IncomeClass ClassOf(int persons, double income)
    {
        IncomeCeilings last = Persons[Math.Clamp(persons, 1, Persons.Count) - 1];
        int further = Math.Max(0, persons - Persons.Count);
        return income <= last.VeryModest + further * Further.VeryModest ? IncomeClass.VeryModest
            : income <= last.Modest + further * Further.Modest ? IncomeClass.Modest
            : income <= last.Intermediate + further * Further.Intermediate ? IncomeClass.Intermediate : IncomeClass.Higher;
    }
}

/// <summary>Highest incomes of the classes [€/year].</summary>
public sealed record IncomeCeilings
{
    /// <summary>[€/year].</summary>
    [Description("Highest income that is very modest."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double VeryModest { get; init; }

    /// <summary>[€/year].</summary>
    [Description("Highest that is modest."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double Modest { get; init; }

    /// <summary>[€/year].</summary>
    [Description("Highest that is intermediate."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double Intermediate { get; init; }
}

/// <summary>A share for each class of income.</summary>
public sealed record ShareByClass
{
    /// <summary>0 to 1.</summary>
    [Description("Of very modest households."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double VeryModest { get; init; }

    /// <summary>0 to 1.</summary>
    [Description("Of modest ones."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double Modest { get; init; }

    /// <summary>0 to 1.</summary>
    [Description("Of intermediate ones."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double Intermediate { get; init; }

    /// <summary>0 to 1.</summary>
    [Description("Of the others."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double Higher { get; init; }

    /// <summary>Of a class.</summary>
    public double Of(IncomeClass income) => income switch { IncomeClass.VeryModest => VeryModest, IncomeClass.Modest => Modest, IncomeClass.Intermediate => Intermediate, _ => Higher };
}

/// <summary>Aid for one kind of work.</summary>
public sealed record SingleWorkAid : DatedAid
{
    /// <summary>Which.</summary>
    [Description("Which work.")]
    public required WorkKind Work { get; init; }

    /// <summary>[€] for each <see cref="Per"/>, or a home.</summary>
    [Description("For each `per`, or for a home, to very modest households."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double VeryModest { get; init; }

    /// <summary>[€].</summary>
    [Description("To modest ones."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double Modest { get; init; }

    /// <summary>[€].</summary>
    [Description("To intermediate ones."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double Intermediate { get; init; }

    /// <summary>[€].</summary>
    [Description("To the others."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public double Higher { get; init; }

    /// <summary>Area that the amounts are for [m²]; null: a home.</summary>
    [Description("Area that the amounts are for: `1 m2`, or that of one window. Without it: a home."), Unit(Dimension.Area), Between("0.1 m2", "1000 m2")]
    public double? Per { get; init; }

    /// <summary>Most that is aided [m²]; null: all.</summary>
    [Description("Most area that is aided in a home. Without it: all."), Unit(Dimension.Area), Between("1 m2", "100000 m2")]
    public double? MostArea { get; init; }

    /// <summary>Cost that is aided, with tax [€] for each <see cref="Per"/>, or a home; null: all.</summary>
    [Description("Cost for each `per`, or for a home, with tax, beyond which nothing more is aided. Without it: none."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public double? MostCost { get; init; }

    /// <summary>U of the part, or air change, above which it is aided; 0: always.</summary>
    [Description("U-value [W/(m² K)] of the part, or its air change [1/h], above which works are aided."), Range(0.0, 20.0)]
    public double WorseThan { get; init; }

    /// <summary>Of such works, those that the rule means, 0 to 1.</summary>
    [Description("Of such works, the share that the rule means."), Unit(Dimension.Share), Between("1 %", "100 %")]
    public double Share { get; init; } = 1;

    /// <summary>Whether homes in buildings of several get it too.</summary>
    [Description("Whether homes in buildings of several get it too.")]
    public bool Flats { get; init; }

    internal double Of(IncomeClass income) => income switch { IncomeClass.VeryModest => VeryModest, IncomeClass.Modest => Modest, IncomeClass.Intermediate => Intermediate, _ => Higher };
}

/// <summary>Aid for a house whose works gain letters of the label.</summary>
public sealed record DeepRenovationAid : DatedAid
{
    /// <summary>Letters before the works.</summary>
    [Description("Letters of the label before the works, such as `EFG`.")]
    public required string Letters { get; init; }

    /// <summary>Letters that works gain, at least.</summary>
    [Description("Letters that the works gain, at least."), Range(1, 6)]
    public required int Gain { get; init; }

    /// <summary>Insulated parts, at least.</summary>
    [Description("Of walls, roof, floor and windows, how many the works touch, at least."), Range(1, 4)]
    public required int Parts { get; init; }

    /// <summary>Cost without tax beyond which nothing more is aided [€].</summary>
    [Description("Cost without tax beyond which nothing more is aided."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double MostCost { get; init; }

    /// <summary>Share of this cost that aid pays.</summary>
    [Description("Share of the cost without tax that aid pays.")]
    public required ShareByClass Rate { get; init; }
}

/// <summary>Aid for a building of several homes.</summary>
public sealed record BlockAid : DatedAid
{
    /// <summary>Primary energy of the label that works save, at least, 0 to 1.</summary>
    [Description("Primary energy of the label that the works save, at least."), Unit(Dimension.Share), Between("1 %", "100 %")]
    public required double Saving { get; init; }

    /// <summary>Homes with people in them, at least, 0 to 1.</summary>
    [Description("Share of the homes that people live in, at least."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double Lived { get; init; }

    /// <summary>The same of buildings with up to <see cref="FewHomes"/>.</summary>
    [Description("The same in buildings of at most `few_homes`."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double LivedOfFew { get; init; }

    /// <summary>Homes that are few.</summary>
    [Description("How many homes are few."), Range(2, 1000)]
    public required int FewHomes { get; init; }

    /// <summary>Cost of a home without tax beyond which nothing more is aided [€].</summary>
    [Description("Cost of a home without tax beyond which nothing more is aided."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double MostCost { get; init; }

    /// <summary>Share of this cost that aid pays, 0 to 1.</summary>
    [Description("Share of the cost without tax that aid pays."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double Rate { get; init; }

    /// <summary>More where a building leaves F and G for D or better, 0 to 1.</summary>
    [Description("Added to it where the building leaves F or G for D or better."), Unit(Dimension.Share), Between("0 %", "100 %")]
    public required double Leaving { get; init; }

    /// <summary>Added for an owner who lives there [€].</summary>
    [Description("Added for an owner who lives there and is very modest."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double VeryModest { get; init; }

    /// <summary>[€].</summary>
    [Description("Added for one who is modest."), Unit(Dimension.Money), Between("0 €", "1 M€")]
    public required double Modest { get; init; }
}
