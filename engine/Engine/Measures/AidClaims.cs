using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Measures;

/// <summary>A kind of work that costs, lasts and is aided by itself.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum WorkKind { Walls, PitchedRoof, FlatRoof, Floor, Windows, Ventilation, AirHeatPump, GroundHeatPump, WoodBoiler, DistrictHeat, GasBoiler }

/// <summary>By which of its rules aid was given.</summary>
public enum AidPath { SingleWorks, DeepRenovation, Block }
#pragma warning restore CS1591

/// <summary>One of the works that a measure does to a building together.</summary>
/// <param name="Kind">Which.</param> <param name="Area">Of the part, of ventilation the heated floor [m²]; 0 of plants.</param> <param name="Cost">Taxes included, before aid [€].</param>
/// <param name="Lifetime">Years that it lasts.</param> <param name="Before">U of the part before [W/(m² K)], or air change [1/h]; 0 of plants.</param>
public readonly record struct PartOfWork(WorkKind Kind, double Area, double Cost, double Lifetime, double Before);

/// <summary>Aid that works of a year on a building get.</summary>
/// <param name="Year">Of the works.</param> <param name="Building">Index.</param> <param name="Path">By which rules.</param>
/// <param name="Homes">That get some.</param> <param name="Amount">All of them together [€].</param>
public readonly record struct AidGiven(int Year, int Building, AidPath Path, int Homes, double Amount);

/// <summary>Which aid a scenario counts.</summary>
/// <param name="Rules">The aid file.</param> <param name="Region">Whose incomes hold; null: those of elsewhere.</param>
public sealed record AidScheme(AidRules Rules, AidRegion? Region);

/// <summary>What the homes of a territory get from aid.</summary>
/// <remarks>
/// docs/catalogue.md, Aid: a home pays an equal share of the works of its building. Owners who live there get aid by their income, private landlords by the class that the rules put them in; social landlords,
/// second and vacant homes, buildings that are told to be public or social, and those whose main use is another, get none.
/// </remarks>
internal sealed class AidClaims
{
    private readonly AidRules _rules;
    private readonly IncomeTable _incomes;
    private readonly Survey _survey;
    private readonly ILookup<int, Household> _households;

    /// <summary>Of a territory before any work.</summary>
    /// <exception cref="InputException">The rules cannot be told there.</exception>
    public AidClaims(AidScheme scheme, Survey survey)
    {
        string[] faults = [.. scheme.Rules.FaultsIn(survey.Now, scheme.Region).Select(static f => $"`economy.aid`: {f}")];
        if (faults.Length > 0) throw new InputException(faults);
        (_rules, _survey) = (scheme.Rules, survey);
        _incomes = _rules.Incomes.First(t => t.Region == (scheme.Region ?? AidRegion.Elsewhere));
        _households = survey.Now.Households.ToLookup(static h => h.Building);
    }

    /// <summary>What the works of a year on a building get; null: nothing.</summary>
    /// <param name="building">Index.</param> <param name="before">At the end of the year before.</param> <param name="after">With the works.</param> <param name="parts">All of the year.</param> <param name="year">Of the works.</param>
    public AidGiven? For(int building, Building before, Building after, IReadOnlyList<PartOfWork> parts, int year)
    {
        if (before.Use.Value != BuildingUse.Dwelling || before.Owner is { Value: not Ownership.Private } || year - before.Built < _rules.LeastAge || parts.Count == 0) return null;
        Household[] households = [.. _households[building]];
        int homes = Math.Max(before.Dwellings, households.Length);
        Claim[] claims = [.. households.Select(h => new Claim(ClassOf(h), h.Tenure == Tenure.Owner)).Where(static c => c.Income is not null)];
        if (claims.Length == 0) return null;
        Works works = new(before, after, parts, homes, year);
        AidGiven single = Sum(AidPath.SingleWorks, c => Single(works, c.Income!.Value));
        AidGiven whole = homes == 1 ? Sum(AidPath.DeepRenovation, Deep(_survey.Buildings[building], works)) : Sum(AidPath.Block, Block(_survey.Buildings[building], works, households.Length));
        AidGiven best = whole.Amount > single.Amount ? whole : single;
        return best.Amount > 0 ? best : null;

        AidGiven Sum(AidPath path, Func<Claim, double> of)
        {
            double[] amounts = [.. claims.Select(of)];
            return new(year, building, path, amounts.Count(static a => a > 0), amounts.Sum());
        }
    }

    /// <summary>The class of a household; null: it gets nothing.</summary>
    public IncomeClass? ClassOf(Household household) => household.Tenure switch
    {
        Tenure.Owner => _incomes.ClassOf(household.Persons, _rules.IncomeShare * household.Income),
        Tenure.PrivateTenant => _rules.Landlords,
        _ => null,
    };

    // Of one home.
    private double Single(Works works, IncomeClass income)
    {
        double sum = 0;
        foreach (PartOfWork part in works.Parts)
        {
            bool plant = IsPlant(part);
            if (_rules.Works.FirstOrDefault(r => r.Work == part.Kind && r.Holds(works.Year) && (works.Homes == 1 || r.Flats) && (plant || part.Before > r.WorseThan)) is not { } rule || (plant && HeatingPlant.IsShared(works.After))) continue;
            double units = rule.Per is { } per && !plant ? Math.Min(part.Area / works.Homes, rule.MostArea ?? double.PositiveInfinity) / per : 1;
            double aided = Math.Min(part.Cost / works.Homes, units * (rule.MostCost ?? double.PositiveInfinity));
            sum += rule.Share * Math.Min(units * rule.Of(income), _rules.MostOfSingleWorks.Of(income) * aided);
        }
        return Math.Min(sum, _rules.MostForAHome);
    }

    // Nobody may keep oil or put in gas.
    private Func<Claim, double> Deep(BuildingFacts facts, Works works)
    {
        int insulated = works.Parts.Where(static p => p.Kind is WorkKind.Walls or WorkKind.PitchedRoof or WorkKind.FlatRoof or WorkKind.Floor or WorkKind.Windows).DistinctBy(static p => p.Kind).Count();
        if (_rules.DeepRenovations.Count == 0 || works.After.Heating.Value == HeatingSystem.OilBoiler || works.Parts.Any(static p => p.Kind == WorkKind.GasBoiler) || insulated == 0) return static _ => 0;
        (char before, _) = Label(facts, works.Before);
        (char after, _) = Label(facts, works.After);
        DeepRenovationAid? rule = _rules.DeepRenovations.Where(r => r.Holds(works.Year) && r.Letters.Contains(before, StringComparison.Ordinal) && before - after >= r.Gain && insulated >= r.Parts).MaxBy(static r => r.Gain);
        return rule is null ? static _ => 0
            : c => Math.Min(rule.Rate.Of(c.Income!.Value) * Math.Min(works.CostOfHome / (1 + _rules.Vat), rule.MostCost), (_rules.MostOfDeepRenovations?.Of(c.Income.Value) ?? 1) * works.CostOfHome);
    }

    // What all own together: envelopes, and plants that all share. A plant of each flat is its owner's, aided by itself.
    private Func<Claim, double> Block(BuildingFacts facts, Works works, int lived)
    {
        PartOfWork[] own = HeatingPlant.IsShared(works.After) ? [] : [.. works.Parts.Where(static p => IsPlant(p))], all = [.. works.Parts.Except(own)];
        if (_rules.Blocks.Count == 0 || all.Length == 0) return static _ => 0;
        Works common = works with { Parts = all }, alone = works with { Parts = own };
        (char before, double bought) = Label(facts, works.Before);
        (char after, double then) = Label(facts, works.After);
        double saving = 1 - then / bought, share = (double)lived / works.Homes;
        if (_rules.Blocks.Where(r => r.Holds(works.Year) && saving >= r.Saving && share >= (works.Homes <= r.FewHomes ? r.LivedOfFew : r.Lived)).MaxBy(static r => r.Saving) is not { } rule) return static _ => 0;
        double paid = (rule.Rate + (before >= 'F' && after <= 'D' ? rule.Leaving : 0)) * Math.Min(common.CostOfHome / (1 + _rules.Vat), rule.MostCost);
        return c => Single(alone, c.Income!.Value) + Math.Min(common.CostOfHome, paid + (!c.LivesThere ? 0 : c.Income switch { IncomeClass.VeryModest => rule.VeryModest, IncomeClass.Modest => rule.Modest, _ => 0 }));
    }

    // Letter and primary energy of the label [kWh/year].
    private static (char Letter, double Primary) Label(BuildingFacts facts, Building now)
    {
        EnergyLabel label = EnergyLabel.Of(now, facts.Envelope!.After(now.Works), facts.Azimuth, facts.LabelClimate!);
        return (label.Letter(now, facts.Assumed.Label), label.Primary(now, facts.Assumed.Label));
    }

    private static bool IsPlant(PartOfWork part) => part.Area == 0;

    private readonly record struct Claim(IncomeClass? Income, bool LivesThere);

    private sealed record Works(Building Before, Building After, IReadOnlyList<PartOfWork> Parts, int Homes, int Year)
    {
        /// <summary>With tax [€].</summary>
        public double CostOfHome => Parts.Sum(static p => p.Cost) / Homes;
    }
}
