using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>Homes of a kind that share a number of profiles: the more households live in a building, the more its day is that of all.</summary>
/// <param name="First">Index of its first profile among those of homes.</param> <param name="Profiles">How many it has.</param>
/// <param name="Households">Whose weeks make up a profile.</param> <param name="OutByDay">Share of them that work outside by day.</param>
internal readonly record struct HomeGroup(int First, int Profiles, int Households, double OutByDay)
{
    private static readonly HomeGroup[] Groups = Line((32, 1, 1), (32, 1, 0), (16, 2, 1), (16, 2, 0), (12, 4, 0.5), (8, 8, 0.5), (6, 12, 0.5));

    /// <summary>All, in order: out by day and in by day of one household, the same of two, then any of some, several and many.</summary>
    public static IReadOnlyList<HomeGroup> All => Groups;

    /// <summary>Profiles of all groups.</summary>
    public static int Count => Groups[^1].First + Groups[^1].Profiles;

    /// <summary>The profile of a building with homes.</summary>
    /// <param name="dwellings">How many it has, ≥ 1.</param> <param name="outByDay">Whether its people are out by day; asked for one or two dwellings.</param> <param name="lot">Which of the group's, 0 to 1.</param>
    public static int ProfileOf(double dwellings, bool outByDay, double lot)
    {
        HomeGroup group = Groups[dwellings < 1.5 ? outByDay ? 0 : 1 : dwellings < 3 ? outByDay ? 2 : 3 : dwellings < 6 ? 4 : dwellings < 12 ? 5 : 6];
        return Profile.FirstHome + group.First + (int)(lot * group.Profiles);
    }

    /// <summary>The weeks of the households of each of its profiles.</summary>
    public HouseholdWeek[][] Weeks(ulong seed)
    {
        int all = Profiles * Households, first = First, households = Households;
        double[][] strata = [.. Enumerable.Range(0, HouseholdWeek.Strata).Select(k => Shuffled(new RandomStream(seed, $"household times {first}", k)))];
        double outByDay = OutByDay;
        return [.. Enumerable.Range(0, Profiles).Select(p => Enumerable.Range(0, households).Select(k => WeekOf(p * households + k)).ToArray())];

        HouseholdWeek WeekOf(int k) => new(k % households < outByDay * households, [.. strata.Select(s => s[k])], new RandomStream(seed, $"household week {first}", k));
        double[] Shuffled(RandomStream lot)
        {
            double[] places = [.. Enumerable.Range(0, all).Select(k => (k + 0.5) / all)];
            for (int k = all - 1; k > 0; k--)
            {
                int other = lot.Below(k + 1);
                (places[k], places[other]) = (places[other], places[k]);
            }
            return places;
        }
    }

    private static HomeGroup[] Line(params (int Profiles, int Households, double OutByDay)[] groups)
    {
        int first = 0;
        return [.. groups.Select(g =>
        {
            HomeGroup group = new(first, g.Profiles, g.Households, g.OutByDay);
            first += g.Profiles;
            return group;
        })];
    }
}
