using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Measures;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Scenarios;

/// <summary>What a check found.</summary>
/// <param name="Scenario">The scenario; null when it has faults.</param>
/// <param name="Faults">What must be mended before it can be run; each with its place.</param>
/// <param name="Warnings">What should be looked at.</param>
/// <param name="Notes">What each measure reaches, and which ranges a run takes the middle of.</param>
/// <param name="Estimate">What a run will cost; null when the territory cannot be read.</param>
public sealed record CheckReport(
    Scenario? Scenario, IReadOnlyList<string> Faults, IReadOnlyList<string> Warnings, IReadOnlyList<string> Notes, RunEstimate? Estimate);

/// <summary>Finds every fault of a scenario, its bases, its weather and its territory.</summary>
public static class ScenarioCheck
{
    /// <summary>Checks a scenario; throws nothing for what users may write.</summary>
    /// <param name="path">The scenario file.</param>
    /// <param name="costs">What scenarios may choose from.</param>
    /// <param name="load">Reads or generates the territory.</param>
    public static CheckReport Check(string path, MeasureCosts costs, Func<TerritoryChoice, Territory> load) => Check(path, costs, ScenarioKeys.Standard, load);

    internal static CheckReport Check(string path, MeasureCosts costs, ScenarioKeys keys, Func<TerritoryChoice, Territory> load)
    {
        FaultLog faults = new();
        List<string> notes = [];
        RunEstimate? estimate = null;
        ScenarioDraft? draft = ScenarioDraft.Read(path, costs, keys, faults);
        string?[] files = draft?.Weather is { } weather ? [weather.Epw, .. weather.Years.Select(y => y.Epw)] : [];
        foreach (string epw in files.OfType<string>().Distinct().Where(File.Exists)) Gather(faults, () => Weather.EpwReader.Read(epw));
        if (draft?.Territory is { } choice && (choice.Folder == null || Directory.Exists(choice.Folder)) && Gather(faults, () => load(choice)) is { } territory)
        {
            CheckAgainst(territory, draft, faults, notes);
            estimate = EstimateOf(territory, draft.SimulatedYears, faults);
        }
        notes.AddRange(draft?.Ranges ?? []);
        return new(faults.Any ? null : draft?.Scenario, faults.Errors, faults.Warnings, notes, estimate);
    }

    private static RunEstimate? EstimateOf(Territory territory, int years, FaultLog faults)
    {
        try
        {
            return RunEstimate.Of(territory, years);
        }
        catch (TerritoryException e)
        {
            faults.Add(e.Message);
            return null;
        }
    }

    private static T? Gather<T>(FaultLog faults, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (InputException e)
        {
            foreach (string fault in e.Faults) faults.Add(fault);
            return null;
        }
    }

    private static void CheckAgainst(Territory territory, ScenarioDraft draft, FaultLog faults, List<string> notes)
    {
        BuildingShapes shapes = BuildingShapes.Of(territory);
        IReadOnlyList<BuildingFacts> facts = BuildingFacts.Of(territory, shapes);
        StockState now = new(territory.Buildings, shapes.RoofSegments.Count);
        List<(PlacedMeasure Measure, List<BuildingFacts> Reached)> reached = [];
        foreach (PlacedMeasure placed in draft.Measures)
        {
            RequireHouseholds(placed, territory, faults);
            List<BuildingFacts> selected = [.. facts.Where(placed.Measure.Where)];
            reached.Add((placed, [.. selected.Where(placed.Measure.Suits)]));
            CheckReach(placed, facts.Count, selected.Count, reached[^1].Reached.Count, faults);
            notes.Add(Reach(placed.Measure, reached[^1].Reached, now, facts.Count));
        }
        RequireRoom(reached, facts.Count, faults);
        WarnOfSmallBudget(draft, reached, now, faults);
    }

    private static void RequireHouseholds(PlacedMeasure placed, Territory territory, FaultLog faults)
    {
        if (territory.Households.Count > 0) return;
        foreach (string name in placed.Uses.Intersect(["income", "owners", "private_tenants", "social_tenants"]))
            faults.Warn(placed.Where, $"`{name}` is unknown for every building, since the territory has no households; what asks for it selects nothing.");
    }

    private static void CheckReach(PlacedMeasure placed, int all, int selected, int reached, FaultLog faults)
    {
        if (selected == 0) faults.Warn(placed.Where, $"selects none of the {all} buildings, so the measure does nothing.");
        else if (reached == 0) faults.Add(placed.Where, $"none of the {selected} buildings selected {placed.Measure.Wanted}; select others, or remove the measure.");
    }

    private static string Reach(Measure measure, List<BuildingFacts> reached, StockState now, int all)
    {
        Offer[] offers = [.. reached.Select(f => measure.OfferTo(f, now)).OfType<Offer>()];
        double share = measure.ShareOfBuildings;
        return string.Create(CultureInfo.InvariantCulture,
            $"{measure.Name}: {reached.Count} of {all} buildings selected, {measure.Told(share * reached.Count, share * offers.Sum(o => o.Amount))}, {YearsText.Show(measure.Years)}, about {share * offers.Sum(o => o.Cost) / 1e6:0.##} M€ if all are paid");
    }

    private static void RequireRoom(List<(PlacedMeasure Measure, List<BuildingFacts> Reached)> reached, int buildings, FaultLog faults)
    {
        Dictionary<string, double[]> taken = new(StringComparer.Ordinal);
        foreach ((PlacedMeasure placed, List<BuildingFacts> touched) in reached)
        {
            double share = placed.Measure.ShareOfRoom;
            if (!taken.TryGetValue(placed.Measure.Works, out double[]? sums)) taken.Add(placed.Measure.Works, sums = new double[buildings]);
            int full = touched.Count(f => sums[f.Index] + share > 1 + 1e-9);
            foreach (BuildingFacts f in touched) sums[f.Index] += share;
            if (full > 0) faults.Add(placed.Entry, $"with the measures before it, {placed.Measure.Works} exceed 100 % of {full} buildings; lower a share, or select different buildings.");
        }
    }

    private static void WarnOfSmallBudget(ScenarioDraft draft, List<(PlacedMeasure Measure, List<BuildingFacts> Reached)> reached, StockState now, FaultLog faults)
    {
        if (draft.Budget is not { } budget) return;
        double least = double.PositiveInfinity;
        foreach ((PlacedMeasure placed, List<BuildingFacts> touched) in reached)
            foreach (BuildingFacts f in touched) least = Math.Min(least, placed.Measure.ShareOfRoom > 0 && placed.Measure.OfferTo(f, now) is { } offer ? offer.Cost : double.PositiveInfinity);
        if (double.IsFinite(least) && budget < least)
            faults.Warn(draft.BudgetPlace, string.Create(CultureInfo.InvariantCulture, $"the budget does not pay for one building; the cheapest costs {least:0} €."));
    }
}
