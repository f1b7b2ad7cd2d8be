using TerritoryTwin.Core;

namespace TerritoryTwin.Files.Reports;

/// <summary>A group of households in all runs.</summary>
/// <param name="Name">Lower case with underscores, or the name of a district.</param>
/// <param name="Households">How many.</param>
/// <param name="Bills">The energy bill of its homes in each run, mean over households [€/year].</param>
/// <param name="Works">What measures invested into its homes in each run, mean over households, before aid [€].</param>
/// <param name="Aid">What its homes got for these works, mean over households [€].</param>
/// <param name="Gaining">Of its households in each run, those whose bill is lower than in the base, 0 to 1.</param>
/// <param name="Paying">Of its households in each run, those whose bill is higher, 0 to 1.</param>
internal sealed record GroupOfHouseholds(string Name, int Households, double[] Bills, double[] Works, double[] Aid, double[] Gaining, double[] Paying);

/// <summary>Who gains and who pays: households by living standard, by tenure and by district.</summary>
internal static class WhoGains
{
    private const double Noticed = 0.01;          // of a bill: less is no change
    private static readonly string[] Thirds = ["poorest_third", "middle_third", "richest_third"];

    /// <summary>Thirds of the households by income of a consumption unit, those whose income is counted alone.</summary>
    public static IReadOnlyList<GroupOfHouseholds> ByIncome(ReportRuns runs)
    {
        int[] squares = runs.Territory.SquaresOfBuildings();
        Household[] known = [.. runs.Territory.Households.Where(h => squares[h.Building] >= 0 && double.IsFinite(runs.Territory.Population[squares[h.Building]].MeanIncome)).OrderBy(static h => h.LivingStandard)];
        return Told(runs, known.Select((h, n) => (Thirds[(int)(3L * n / known.Length)], h)));
    }

    /// <summary>Owners, tenants of private and of social landlords.</summary>
    public static IReadOnlyList<GroupOfHouseholds> ByTenure(ReportRuns runs) =>
        Told(runs, runs.Territory.Households.OrderBy(static h => h.Tenure).Select(static h => (CodeWords<Tenure>.Of(h.Tenure), h)));

    /// <summary>By the district of their building, where it is known.</summary>
    public static IReadOnlyList<GroupOfHouseholds> ByDistrict(ReportRuns runs) =>
        Told(runs, runs.Territory.Households.Select(h => (runs.Territory.Buildings[h.Building].District, h)).Where(static h => h.District.Length > 0).OrderBy(static h => h.District, StringComparer.Ordinal));

    // Groups too small are not told, as the census does not tell them. A household pays its share of its building, as in `high_effort`.
    private static IReadOnlyList<GroupOfHouseholds> Told(ReportRuns runs, IEnumerable<(string Name, Household Household)> households)
    {
        double[][] bills = [.. runs.Buildings.Select(static t => Shared(t, t.Numbers("bill")))], works = [.. runs.Buildings.Select(static t => Shared(t, t.Numbers("investment")))], aid = [.. runs.Buildings.Select(static t => Shared(t, HomesWithWorks.AidOf(t)))];
        return
        [
            .. households.GroupBy(static h => h.Name, static h => h.Household.Building, StringComparer.Ordinal).Where(static g => g.Count() >= Inhabitants.FewHouseholds).Select(g => new GroupOfHouseholds(g.Key, g.Count(),
                [.. bills.Select(b => g.Average(h => b[h]))], [.. works.Select(w => g.Average(h => w[h]))], [.. aid.Select(a => g.Average(h => a[h]))],
                [.. bills.Select(b => Share(g, h => b[h] < bills[0][h] - Noticed * Math.Abs(bills[0][h])))], [.. bills.Select(b => Share(g, h => b[h] > bills[0][h] + Noticed * Math.Abs(bills[0][h])))])),
        ];
    }

    private static double Share(IEnumerable<int> households, Func<int, bool> which) => households.Average(h => which(h) ? 1.0 : 0);

    private static double[] Shared(Table buildings, double[] values)
    {
        double[] dwellings = buildings.Numbers("dwellings");
        return [.. values.Select((v, b) => (double.IsNaN(v) ? 0 : v) / Math.Max(1, dwellings[b]))];
    }
}
