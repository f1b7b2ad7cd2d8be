namespace TerritoryTwin.Core;

/// <summary>Some of the inhabitants: how many of them live in each building.</summary>
/// <param name="Name">Lower case with underscores.</param>
/// <param name="Meaning">Whom, in a few words.</param>
/// <param name="Persons">One a building; all 0 where the territory does not know who they are.</param>
public sealed record PeopleGroup(string Name, string Meaning, double[] Persons);

/// <summary>Who lives in each building, as far as the census squares and the households of a territory tell. docs/physics/heat-and-people.md.</summary>
/// <remarks>
/// People of all ages are spread over the buildings of their square alike. Incomes are those of households, in squares whose income is counted: elsewhere households are drawn
/// from what is usual in the country, which says nothing of the place.
/// </remarks>
public sealed class Inhabitants
{
    /// <summary>Of fewer Insee tells nothing, for secrecy.</summary>
    public const double FewHouseholds = 11;

    private static readonly string[] Thirds = ["poorest_third", "middle_third", "richest_third"];

    private Inhabitants(int[] squares)
    {
        int count = squares.Length;
        Square = squares;
        People = new double[count];
        Under18 = new double[count];
        From65 = new double[count];
        LivingStandard = new double[count];
    }

    /// <summary>The census square of each building; −1 where there is none.</summary>
    public int[] Square { get; }
    /// <summary>Inhabitants of each building.</summary>
    public double[] People { get; }
    /// <summary>Of the people of its square, those younger than 18 years, 0 to 1; NaN unknown.</summary>
    public double[] Under18 { get; }
    /// <summary>Of the people of its square, those of 65 years and more, 0 to 1; NaN unknown.</summary>
    public double[] From65 { get; }
    /// <summary>Income by consumption unit of who lives there, mean over persons [€/year]; NaN unknown.</summary>
    public double[] LivingStandard { get; }
    /// <summary>Everybody, three ages, three thirds by living standard: in the same order always.</summary>
    public IReadOnlyList<PeopleGroup> Groups { get; private set; } = [];

    /// <summary>Of the inhabitants, those whose age is known, 0 to 1; NaN where nobody lives.</summary>
    public double KnownAge => Share(From65);
    /// <summary>Of the inhabitants, those whose income is known.</summary>
    public double KnownIncome => Share(LivingStandard);

    /// <summary>Of a territory.</summary>
    public static Inhabitants Of(Territory territory)
    {
        ArgumentNullException.ThrowIfNull(territory);
        int count = territory.Buildings.Count;
        Inhabitants all = new(territory.SquaresOfBuildings());
        for (int b = 0; b < count; b++)
        {
            AgeCounts? ages = all.Square[b] >= 0 ? territory.Population[all.Square[b]].Ages : null;
            all.People[b] = territory.Buildings[b].Inhabitants.Value;
            all.Under18[b] = ages is { } young ? young.Under18 / young.All : double.NaN;
            all.From65[b] = ages is { } old ? old.From65 / old.All : double.NaN;
        }
        double[][] thirds = all.ShareIncomes(territory);
        all.Groups =
        [
            new("all", "all inhabitants", all.People),
            new("under_18", "inhabitants younger than 18", all.Of(b => all.Under18[b])),
            new("from_18_to_64", "inhabitants of 18 to 64 years", all.Of(b => 1 - all.Under18[b] - all.From65[b])),
            new("from_65", "inhabitants of 65 years and more", all.Of(b => all.From65[b])),
            .. Thirds.Select((name, third) => new PeopleGroup(name, $"the {name.Replace('_', ' ')} of inhabitants by living standard", thirds[third])),
        ];
        return all;
    }

    private double[] Of(Func<int, double> share) => [.. People.Select((p, b) => share(b) is var s && double.IsNaN(s) ? 0 : p * Math.Max(0, s))];

    private double Share(double[] known)
    {
        double all = People.Sum();
        return all > 0 ? People.Where((_, b) => double.IsFinite(known[b])).Sum() / all : double.NaN;
    }

    // Persons of each third in each building: a household on the line between two thirds is in both. Where people came or went, each household counts for as many more or fewer.
    private double[][] ShareIncomes(Territory territory)
    {
        double[][] thirds = [.. Thirds.Select(_ => new double[People.Length])];
        double[] persons = new double[People.Length], income = new double[People.Length];
        foreach (Household h in territory.Households)
        {
            persons[h.Building] += h.Persons;
            income[h.Building] += h.Persons * h.LivingStandard;
        }
        bool[] known = [.. Square.Select((s, b) => s >= 0 && double.IsFinite(territory.Population[s].MeanIncome) && persons[b] > 0 && People[b] > 0)];
        for (int b = 0; b < known.Length; b++) LivingStandard[b] = known[b] ? income[b] / persons[b] : double.NaN;

        Household[] ordered = [.. territory.Households.Where(h => known[h.Building]).OrderBy(h => h.LivingStandard)];
        double all = ordered.Sum(Counted), before = 0;
        foreach (Household h in ordered)
        {
            double after = before + Counted(h);
            for (int third = 0; third < 3; third++) thirds[third][h.Building] += Math.Max(0, Math.Min(after, all * (third + 1) / 3) - Math.Max(before, all * third / 3));
            before = after;
        }
        return thirds;

        double Counted(Household h) => h.Persons * People[h.Building] / persons[h.Building];
    }
}
