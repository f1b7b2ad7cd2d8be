using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Territories;

/// <summary>Households in the dwellings: persons, tenure, income, workers.</summary>
internal static class Population
{
    private const double Vacant = 0.08, MedianIncome = 32_000;
    private const int MostPersons = 8;

    // 1, 2, 3, 4, 5, 6 persons
    private static readonly double[] InHouses = [0.255, 0.375, 0.155, 0.15, 0.05, 0.015];
    private static readonly double[] InFlats = [0.495, 0.275, 0.115, 0.075, 0.03, 0.01];

    /// <summary>Fills the dwellings; the persons add up to the inhabitants exactly.</summary>
    /// <param name="site">Built up.</param>
    /// <param name="persons">Inhabitants of each building.</param>
    public static List<Household> Settle(Site site, out double[] persons)
    {
        List<(int Building, int Persons)> homes = [];
        for (int b = 0; b < site.Drafts.Count; b++)
        {
            Draft d = site.Drafts[b];
            if (d.Dwellings == 0) continue;
            Dice dice = new(site.Seed, "household", b);
            for (int k = 0; k < d.Dwellings; k++)
                if (!dice.Chance(d.Kind == Kind.House ? 0.85 * Vacant : 1.15 * Vacant)) homes.Add((b, Draw(d.Kind == Kind.House ? InHouses : InFlats, dice.Next())));
        }
        MeetTotal(homes, site.Scale.Inhabitants, new Dice(site.Seed, "total"));
        persons = new double[site.Drafts.Count];
        List<Household> households = new(homes.Count);
        foreach ((int building, int count) in homes)
        {
            persons[building] += count;
            households.Add(HouseholdOf(site, building, count, new Dice(site.Seed, "income", households.Count)));
        }
        Level(households, MedianIncome * Math.Exp(0.03 * new Dice(site.Seed, "level").Normal()));
        return households;
    }

    /// <summary>Brings the median income to that of the town, whatever its districts.</summary>
    private static void Level(List<Household> households, double median)
    {
        float[] sorted = [.. households.Select(h => h.Income).Order()];
        double factor = median / sorted[sorted.Length / 2];
        for (int i = 0; i < sorted.Length; i++) households[i] = households[i] with { Income = (float)Math.Round(Math.Clamp(households[i].Income * factor, 7_000, 400_000), 0) };
    }

    /// <summary>Adds or takes one person here and there until the town has its inhabitants.</summary>
    private static void MeetTotal(List<(int Building, int Persons)> homes, int inhabitants, Dice dice)
    {
        int left = inhabitants - homes.Sum(h => h.Persons);
        while (left != 0)
        {
            int k = dice.Below(homes.Count);
            int changed = homes[k].Persons + Math.Sign(left);
            if (changed < 1 || changed > MostPersons || left > 0 && changed > 3 && dice.Chance(0.7)) continue;
            homes[k] = (homes[k].Building, changed);
            left -= Math.Sign(left);
        }
    }

    private static Household HouseholdOf(Site site, int building, int persons, Dice dice)
    {
        Draft d = site.Drafts[building];
        double u = dice.Next();
        Tenure tenure = d.Social ? u < 0.94 ? Tenure.SocialTenant : Tenure.Owner
            : d.Kind == Kind.House ? u < 0.79 ? Tenure.Owner : u < 0.945 ? Tenure.PrivateTenant : Tenure.SocialTenant
            : u < 0.36 ? Tenure.Owner : u < 0.92 ? Tenure.PrivateTenant : Tenure.SocialTenant;
        double level = tenure switch { Tenure.Owner => 1.2, Tenure.PrivateTenant => 0.88, _ => 0.78 };
        double size = persons switch { 1 => 0.7, 2 => 1.15, 3 => 1.36, 4 => 1.52, _ => 1.5 };
        double income = MedianIncome * level * size * d.Wealth * Math.Exp(0.36 * dice.Normal());
        int adults = Math.Min(persons, persons == 1 || dice.Chance(0.14) ? 1 : 2), workers = 0;
        double active = persons switch { 1 => 0.46, 2 => 0.5, _ => 0.79 };
        for (int k = 0; k < adults; k++)
            if (dice.Chance(Math.Clamp(active * (income / MedianIncome > 0.7 * size ? 1.06 : 0.72), 0, 1))) workers++;
        return new(building, persons, (float)income, tenure, workers);
    }

    private static int Draw(double[] shares, double u)
    {
        u *= shares.Sum();
        for (int k = 0; k < shares.Length; k++)
        {
            u -= shares[k];
            if (u < 0) return k + 1;
        }
        return shares.Length;
    }
}
