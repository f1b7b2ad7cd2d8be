using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Draws the households of a cell so that its counts come out: persons, sizes, tenure, poor households, income.</summary>
/// <param name="seed">Of the draws.</param>
internal sealed class HouseholdDraws(ulong seed)
{
    private readonly Carry _poor = new(), _social = new(), _owners = new();

    /// <summary>The households, in the order of the homes.</summary>
    public IReadOnlyList<HouseholdDraft> Of(HouseholdCell cell)
    {
        if (cell.Households == 0) return [];
        HouseholdDraft[] households = Occupied(cell);
        Sizes(cell, households);
        Tenures(cell, households);
        Incomes(cell, households);
        Workers(cell, households);
        return households;
    }

    private RandomStream Stream(string purpose, HouseholdCell cell) => new(seed, $"{purpose} {cell.Name}");

    /// <summary>Which dwellings somebody lives in.</summary>
    private HouseholdDraft[] Occupied(HouseholdCell cell)
    {
        RandomStream random = Stream("occupied", cell);
        List<(double Key, int Order, HouseholdDraft Draft)> all = [];
        foreach (BuildingDraft b in cell.Homes)
        {
            int dwellings = b.Dwellings!.Value;
            double usual = FrenchHomes.Area(dwellings), area = b.Use!.Value.Value == BuildingUse.Dwelling ? b.HeatedArea!.Value / dwellings : usual;
            for (int n = 0; n < b.Homes; n++)
                all.Add((random.NextDouble(), all.Count, new HouseholdDraft { Home = b, Dwellings = dwellings, Area = area }));
        }
        return all.OrderBy(a => a.Key).Take(cell.Households).OrderBy(a => a.Order).Select(a => a.Draft).ToArray();
    }

    /// <summary>Sizes add up to the persons; larger households tend to live in larger dwellings.</summary>
    private void Sizes(HouseholdCell cell, HouseholdDraft[] households)
    {
        RandomStream random = Stream("size", cell);
        double one = cell.Around.Share(cell.Around.OfOne, FrenchHomes.OfOneShare), five = cell.Around.Share(cell.Around.OfFive, FrenchHomes.OfFiveShare);
        int[] sizes = new int[households.Length];
        for (int n = 0; n < sizes.Length; n++) sizes[n] = Size(random.NextDouble(), one, five, random.NextDouble());
        if (cell.Persons >= 5 * sizes.Length) Array.Fill(sizes, cell.Persons / sizes.Length);
        MeetTotal(sizes, cell.Persons);
        Array.Sort(sizes, (a, b) => b.CompareTo(a));
        int[] byArea = Sorted(households.Length, n => -households[n].Area * Math.Exp(0.4 * random.NextNormal()));
        for (int n = 0; n < sizes.Length; n++) households[byArea[n]].Persons = sizes[n];
    }

    private static int Size(double u, double one, double five, double v) => u < one ? 1 : u < one + five ? v < 0.75 ? 5 : 6 : v < 0.55 ? 2 : v < 0.79 ? 3 : 4;

    /// <summary>Adds or takes one person at a time, first where few and many live neither alone nor by five, until the total is met.</summary>
    private static void MeetTotal(int[] sizes, int persons)
    {
        int left = persons - sizes.Sum();
        for (int pass = 0; left != 0; pass++)
        {
            for (int n = 0; n < sizes.Length && left != 0; n++)
            {
                int change = Math.Sign(left);
                bool fits = change > 0 ? pass > 0 || sizes[n] is >= 2 and < 4 : sizes[n] > (pass > 0 ? 1 : 2);
                if (!fits) continue;
                sizes[n] += change;
                left -= change;
            }
        }
    }

    /// <summary>Social tenants building by building, flats first; owners in houses rather than flats; the rest rents from private owners.</summary>
    private void Tenures(HouseholdCell cell, HouseholdDraft[] households)
    {
        RandomStream random = Stream("tenure", cell);
        CensusCounts around = cell.Around;
        int all = households.Length;
        double usualSocial = households.Sum(h => FrenchHomes.Tenures(h.Dwellings).Social) / Math.Max(1, all), usualOwners = households.Sum(h => FrenchHomes.Tenures(h.Dwellings).Owners) / Math.Max(1, all);
        int social = _social.Next(all * around.Share(around.Social, usualSocial), all), owners = _owners.Next(all * around.Share(around.Owners, usualOwners), all - social);
        Dictionary<BuildingDraft, double> keys = [];
        foreach (BuildingDraft b in cell.Homes) keys[b] = -Math.Log(1 - random.NextDouble()) / (FrenchHomes.IsHouse(b.Dwellings!.Value) ? 1 : 8);
        int[] order = Sorted(all, n => keys[households[n].Home]);
        foreach (int n in order.Take(social)) households[n].Tenure = Tenure.SocialTenant;
        int[] rest = order.Skip(social).ToArray();
        double[] wish = rest.Select(n => -Math.Log(1 - random.NextDouble()) / (FrenchHomes.IsHouse(households[n].Dwellings) ? 6 : 1)).ToArray();
        foreach (int k in Sorted(rest.Length, k => wish[k]).Take(owners)) households[rest[k]].Tenure = Tenure.Owner;
    }

    /// <summary>Living standards: as many below the poverty line as are counted, and the counted mean over persons.</summary>
    private void Incomes(HouseholdCell cell, HouseholdDraft[] households)
    {
        RandomStream random = Stream("income", cell);
        int poor = _poor.Next(households.Length * cell.Around.Share(cell.Around.Poor, FrenchHomes.PoorShare), households.Length);
        double meanArea = households.Length == 0 ? 1 : households.Average(h => h.Area);
        double[] rank = households.Select(h => Level(h.Tenure) * Math.Pow(h.Area / meanArea, 0.25) * Math.Exp(0.38 * random.NextNormal())).ToArray();
        int[] order = Sorted(rank.Length, n => rank[n]);
        foreach (int n in order.Take(poor))
        {
            households[n].IsPoor = true;
            households[n].Standard = FrenchHomes.PovertyLine * random.Between(0.6, 0.99);
        }
        HouseholdDraft[] others = order.Skip(poor).Select(n => households[n]).ToArray();
        double[] levels = order.Skip(poor).Select(n => rank[n]).ToArray();
        double left = cell.Standard * cell.Persons - households.Where(h => h.IsPoor).Sum(h => h.Persons * h.Standard);
        double factor = Factor(others, levels, left);
        for (int n = 0; n < others.Length; n++) others[n].Standard = Math.Max(FrenchHomes.PovertyLine, factor * levels[n]);
    }

    private static double Level(Tenure tenure) => tenure switch { Tenure.Owner => 1.1, Tenure.PrivateTenant => 0.85, _ => 0.65 };

    /// <summary>What the levels are multiplied by so that income, at least the poverty line each, adds up.</summary>
    private static double Factor(HouseholdDraft[] households, double[] levels, double income)
    {
        double low = 0, high = 1e6;
        for (int n = 0; n < 60; n++)
        {
            double middle = (low + high) / 2, sum = 0;
            for (int k = 0; k < levels.Length; k++) sum += households[k].Persons * Math.Max(FrenchHomes.PovertyLine, middle * levels[k]);
            if (sum > income) high = middle;
            else low = middle;
        }
        return low;
    }

    /// <summary>Two of a household may work; fewer where people are poor.</summary>
    private void Workers(HouseholdCell cell, HouseholdDraft[] households)
    {
        RandomStream random = Stream("workers", cell);
        double workingAge = double.IsFinite(cell.Around.WorkingAge / cell.Around.Persons) ? cell.Around.WorkingAge / cell.Around.Persons : FrenchHomes.WorkingAgeShare;
        double workers = workingAge * FrenchHomes.EmployedShare * cell.Persons, places = households.Sum(h => Math.Min(h.Persons, 2) * (h.IsPoor ? 0.5 : 1));
        foreach (HouseholdDraft h in households)
            for (int k = 0; k < Math.Min(h.Persons, 2); k++)
                if (random.NextDouble() < Math.Min(0.97, workers / places) * (h.IsPoor ? 0.5 : 1)) h.Workers++;
    }

    /// <summary>Indices from the least key to the greatest; equal keys keep their order.</summary>
    private static int[] Sorted(int count, Func<int, double> key) => Enumerable.Range(0, count).Select(n => (Key: key(n), n)).OrderBy(k => k.Key).Select(k => k.n).ToArray();
}
