using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Files.Reports;

/// <summary>The homes that a run does works on, and what they pay in a month where they borrow what aid leaves. Means over homes.</summary>
/// <param name="Homes">How many.</param>
/// <param name="Before">Their energy bill in the base [€/month].</param> <param name="After">In the run [€/month].</param>
/// <param name="Works">What works cost a home [€].</param> <param name="Aid">That it gets for them [€].</param>
/// <param name="Instalment">Paid back for the rest [€/month].</param>
/// <param name="PayLess">Of these homes, those whose bill and instalment are less than their bill in the base, 0 to 1.</param>
internal sealed record HomesWithWorks(double Homes, double Before, double After, double Works, double Aid, double Instalment, double PayLess)
{
    private const int Months = 12;

    /// <summary>Of a run; null where it does no works on homes.</summary>
    public static HomesWithWorks? Of(ReportRuns runs, int run, Loan loan)
    {
        Table before = runs.Buildings[0], after = runs.Buildings[run];
        string[] uses = after.Texts("use");
        double[] dwellings = after.Numbers("dwellings"), works = after.Numbers("investment"), aid = AidOf(after), billBefore = before.Numbers("bill"), billAfter = after.Numbers("bill");
        double repaid = Annuity.Of(loan.Rate, loan.Years) / Months;
        int[] homes = [.. Enumerable.Range(0, works.Length).Where(b => uses[b] == "dwelling" && dwellings[b] > 0 && works[b] > 0 && double.IsFinite(billBefore[b]) && double.IsFinite(billAfter[b]))];
        double count = homes.Sum(b => dwellings[b]);
        return count == 0 ? null : new(count, Mean(b => billBefore[b] / Months), Mean(b => billAfter[b] / Months), Mean(b => works[b]), Mean(b => aid[b]), Mean(b => repaid * (works[b] - aid[b])),
            homes.Where(b => billAfter[b] / Months + repaid * (works[b] - aid[b]) < billBefore[b] / Months).Sum(b => dwellings[b]) / count);

        double Mean(Func<int, double> ofBuilding) => homes.Sum(ofBuilding) / count;
    }

    /// <summary>Aid of each building [€]; 0 where none is counted.</summary>
    public static double[] AidOf(Table buildings) => buildings.Columns.Any(static c => c.Name == ResultCatalogue.Aid.Name) ? buildings.Numbers(ResultCatalogue.Aid.Name) : new double[buildings.Rows];
}
