using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Transit;
using TerritoryTwin.Files.Yaml;
using TerritoryTwin.Indicators;
using TerritoryTwin.Measures;
using TerritoryTwin.Mobility;
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
    private const int IdsTold = 5;
    private const double MostGuessed = 0.5;             // share of what is selected

    /// <summary>Checks a scenario; throws nothing for what users may write.</summary>
    /// <param name="path">The scenario file.</param>
    /// <param name="load">Reads or generates the territory.</param>
    public static CheckReport Check(string path, Func<TerritoryChoice, Territory> load) => Check(path, ScenarioKeys.Standard, load);

    internal static CheckReport Check(string path, ScenarioKeys keys, Func<TerritoryChoice, Territory> load)
    {
        FaultLog faults = new();
        List<string> notes = [];
        RunEstimate? estimate = null;
        ScenarioDraft? draft = ScenarioDraft.Read(path, keys, faults);
        string?[] files = draft?.Weather is { } weather ? [weather.Epw, .. weather.Years.Select(y => y.Epw)] : [];
        List<(string File, WeatherYear Year)> skies = [];
        foreach (string epw in files.OfType<string>().Distinct().Where(File.Exists))
            if (Gather(faults, () => Weather.EpwReader.Read(epw)) is { } year) skies.Add((epw, year));
        if (draft?.Territory is { } choice && (choice.Folder == null || Directory.Exists(choice.Folder)) && Gather(faults, () => load(choice)) is { } territory)
        {
            Gather(faults, () => Weather.WeatherPlace.RequireNorth(territory));
            foreach ((string epw, WeatherYear year) in skies)
                Gather(faults, () => { if (Weather.WeatherPlace.Question(year, territory, choice.Folder is null, epw) is { } question) faults.Warn(question); });
            Survey survey = Survey.Of(territory, BuildingShapes.Of(territory));
            Gather(faults, () => CheckAgainst(survey, draft, faults, notes));
            Gather(faults, () => WarnOfDominance(survey, choice, draft.Scenario?.Seed ?? 1, faults));
            Gather(faults, () => WarnOfGuesses(survey, draft, choice, faults));
            if (draft.Aid is { } aid)
                foreach (string fault in aid.Rules.FaultsIn(territory, aid.Region)) faults.Add(draft.AidPlace, $"`economy.aid`: {fault}");
            if (draft.Calibration is { } calibration) Gather(faults, () => notes.AddRange(MeasuredConsumption.Read(calibration, territory).Notes));
            if (draft.Scenario is { Calibration: { } held } calibrated) Gather(faults, () => Runs.Stage.ReferenceOf(calibrated, held));
            if (draft.Timetable is { } feed) Gather(faults, () => CheckTimetable(feed, territory, notes));
            if (draft.Scenario is { Weather.HeatWave: not null } hot) Gather(faults, () => Runs.Stage.RequireWeather(hot, territory));
            if (draft.Scenario is { } sound)
            {
                Grid? cells = Gather(faults, () => Runs.Relief.CellsOver(territory, sound.CellSize));
                if (cells != null)
                    foreach (OutputRequest points in sound.Outputs) RequireInside(points, cells, territory, faults);
                if (sound.Outputs.Any(o => o.Comfort != null)) Gather(faults, () => Runs.ComfortWriter.Require(territory));
            }
            estimate = EstimateOf(territory, draft.SimulatedYears + (draft.Calibration is null ? 0 : Runs.Calibration.SimulatedYears), faults);
            notes.AddRange((draft.Scenario?.Outputs ?? []).Where(o => o.Every != null).Select(o => SizeOf(o, territory, draft.Scenario!.CellSize)));
        }
        notes.AddRange(draft?.Ranges ?? []);
        return new(faults.Any ? null : draft?.Scenario, faults.Errors, faults.Warnings, notes, estimate);
    }

    private static string SizeOf(OutputRequest grid, Territory territory, double cell)
    {
        (int from, int to) = grid.During?.Hours ?? (0, Core.Calendar.Hours);
        double cells = SurfaceModel.AreaOf(territory) / (cell * cell), bytes = sizeof(float) * cells * (to - from) * grid.Fields.Count;
        return string.Create(CultureInfo.InvariantCulture, $"{grid.Grid}: {to - from} hours of {string.Join(", ", grid.Fields)}, about {Math.Max(1, bytes / 1e6):0} MB{(bytes > 2e9 ? "; choose days with `during` to write less" : "")}");
    }

    private static void RequireInside(OutputRequest points, Grid cells, Territory territory, FaultLog faults)
    {
        double width = cells.Columns * cells.CellSize, depth = cells.Rows * cells.CellSize;
        foreach ((string name, double x, double y) in points.Places)
            if (!(x >= cells.West && x < cells.West + width && y >= cells.South && y < cells.South + depth))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"the place `{name}` of `{points.Points}` lies at {x:0}, {y:0}, outside the cells of `{territory.Name}`; expected x from {cells.West:0} to {cells.West + width:0} and y from {cells.South:0} to {cells.South + depth:0}."));
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

    private static void CheckTimetable(string feed, Territory territory, List<string> notes)
    {
        (PublicTransport transport, IReadOnlyList<NetworkRepair> found) = GtfsReader.Read(feed, territory);
        TimetableInfo info = TimetableInfo.Describe(transport, territory);
        notes.Add($"timetable: {info.Feed}");
        notes.AddRange(info.Days.Select(static d => $"timetable: {d}"));
        notes.AddRange(found.Select(static f => $"timetable: {f.Ids.Count} × {f.Rule}: {f.Done} ({string.Join(", ", f.Ids.Take(IdsTold))}{(f.Ids.Count > IdsTold ? "…" : "")})"));
        if (info.OffNetwork.Count > 0) notes.Add($"timetable: {info.OffNetwork.Count} stops farther than {TimetableInfo.Far} m from every road that people may walk on: {string.Join(", ", info.OffNetwork)}");
    }

    private static void Gather(FaultLog faults, Action require) => Gather(faults, () =>
    {
        require();
        return "";
    });

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

    private static void CheckAgainst(Survey survey, ScenarioDraft draft, FaultLog faults, List<string> notes)
    {
        survey = draft.Scenario?.Assumed(survey) ?? survey;
        List<Reach> reached = [];
        foreach (PlacedMeasure placed in draft.Measures)
        {
            RequireHouseholds(placed, survey.Now, faults);
            WarnOfStrangeNames(placed, survey, faults);
            int[] selected = [.. placed.Measure.Selected(survey)];
            Reach reach = new(placed, placed.Measure.Count(survey), [.. selected.Where(e => placed.Measure.Suits(e, survey))]);
            reached.Add(reach);
            CheckReach(reach, selected.Length, survey, faults);
        }
        RequireRoom(reached, faults);
        WarnOfSmallBudget(draft, reached, survey, faults);
        if (faults.Any || draft.Scenario is not { Measures.Count: > 0 } scenario) return;
        MeasurePlan plan = Runs.ScenarioRunner.Plan(scenario, survey);          // as a run makes it, so that both tell one cost
        notes.AddRange(reached.Select((reach, n) => Told(reach, plan, n, scenario.Simulated[^1])));
    }

    // An invented town has nothing to correct.
    private static void WarnOfDominance(Survey survey, TerritoryChoice choice, ulong seed, FaultLog faults)
    {
        if (choice.Folder is not { } folder) return;
        foreach (Dominance told in TerritoryInfo.DominatingOf(survey, seed))
            faults.Warn($"{told.Estimated()}. Correct what you know better in {Path.Combine(folder, TerritoryFolder.CorrectionsFile)}.");
    }

    // A selection that rests on guesses chooses by lot, whatever it says.
    private static void WarnOfGuesses(Survey survey, ScenarioDraft draft, TerritoryChoice choice, FaultLog faults)
    {
        if (choice.Folder is not { } folder) return;
        foreach (PlacedMeasure placed in draft.Measures.Where(static p => p.Measure.Elements == "buildings"))
        {
            Building[] selected = [.. placed.Measure.Selected(survey).Select(b => survey.Now.Buildings[b])];
            foreach (string attribute in placed.Uses)
                if (selected.Count(b => Dominance.IsGuessed(b, attribute) == true) is var guessed && guessed > MostGuessed * selected.Length)
                    faults.Warn(placed.Where, string.Create(CultureInfo.InvariantCulture, $"selects by `{attribute}`, which is a guess for {guessed} of the {selected.Length} buildings selected: how many they are may be right, which they are is not. Correct what you know better in {Path.Combine(folder, TerritoryFolder.CorrectionsFile)}."));
        }
    }

    private static void RequireHouseholds(PlacedMeasure placed, Territory territory, FaultLog faults)
    {
        if (territory.Households.Count > 0) return;
        foreach (string name in placed.Uses.Intersect(["income", "owners", "private_tenants", "social_tenants"]))
            faults.Warn(placed.Where, $"`{name}` is unknown for every building, since the territory has no households; what asks for it selects nothing.");
    }

    // Of several names one that no building has goes unseen, since the others select.
    private static void WarnOfStrangeNames(PlacedMeasure placed, Survey survey, FaultLog faults)
    {
        foreach (ElementChoice choice in placed.Choices)
        {
            if (choice is RoadChoice) WarnOfStrangeNames(choice, placed.Where, SelectionAttribute.OfRoads, survey.Now.Roads.Where(static r => !r.IsContext), "road", faults);
            else WarnOfStrangeNames(choice, placed.Where, SelectionAttribute.OfBuildings, survey.Buildings, "building", faults);
        }
    }

    private static void WarnOfStrangeNames<T>(ElementChoice choice, Place where, IReadOnlyList<SelectionAttribute<T>> attributes, IEnumerable<T> elements, string element, FaultLog faults)
    {
        foreach (IGrouping<string, string> names in choice.Names.GroupBy(static n => n.Attribute, static n => n.Name))
        {
            HashSet<string> known = [.. elements.Select(((TextAttribute<T>)attributes.First(a => a.Name == names.Key)).Of)];
            string[] strange = [.. names.Where(n => !known.Contains(n)).Distinct()];
            if (strange.Length == 0) continue;
            string first = string.Join(", ", strange.Take(IdsTold).Select(static n => $"`{n}`")) + (strange.Length > IdsTold ? "…" : "");
            string near = Spelling.Nearest(strange[0], known) is { } one ? $" Did you mean `{one}`?" : "";
            faults.Warn(where, $"no {element} has the {names.Key} {first}: {strange.Length} of the {names.Distinct().Count()} that {(names.Distinct().Count() == 1 ? "is" : "are")} asked for.{near}");
        }
    }

    private static void CheckReach(Reach reach, int selected, Survey survey, FaultLog faults)
    {
        (Measure measure, Place where) = (reach.Placed.Measure, reach.Placed.Where);
        if (reach.Elements.Length > 0 && reach.Elements.All(e => double.IsPositiveInfinity(measure.Rank(e, survey))))
            faults.Warn(reach.Placed.Entry, $"what the order of {measure.Name} asks is known of none of its {reach.Elements.Length} {measure.Elements}, so they come by lot.");
        if (selected == 0) faults.Warn(where, $"selects none of the {reach.All} {measure.Elements}, so the measure does nothing.");
        else if (reach.Elements.Length == 0) faults.Add(where, $"none of the {selected} {measure.Elements} selected {measure.Wanted}; select others, or remove the measure.");
    }

    private static string Told(Reach reach, MeasurePlan plan, int index, int lastYear)
    {
        Measure measure = reach.Placed.Measure;
        Work[] works = [.. plan.Works.Where(w => w.Measure == index && w.Year <= lastYear)];
        return string.Create(CultureInfo.InvariantCulture,
            $"{measure.Name}: {reach.Elements.Length} of {reach.All} {measure.Elements} selected, {measure.Told(works.Select(static w => w.Element).Distinct().Count(), works.Sum(static w => w.Amount))}, {YearsText.Show(measure.Years!.Value)}, {Money(works.Sum(static w => w.Cost))} until {lastYear}");
    }

    private static string Money(double euros) => euros < 1e6 ? string.Create(CultureInfo.InvariantCulture, $"{euros:#,0} €").Replace(",", "\u202F", StringComparison.Ordinal) : string.Create(CultureInfo.InvariantCulture, $"{euros / 1e6:0.##} M€");

    private static void RequireRoom(List<Reach> reached, FaultLog faults)
    {
        Dictionary<(string Works, string Elements), double[]> taken = [];
        foreach (Reach reach in reached.Where(r => !r.Placed.Measure.DoesWhatIsLeft))
        {
            Measure measure = reach.Placed.Measure;
            double share = measure.ShareOfRoom;
            if (!taken.TryGetValue((measure.Works, measure.Elements), out double[]? sums)) taken.Add((measure.Works, measure.Elements), sums = new double[reach.All]);
            int full = reach.Elements.Count(e => sums[e] + share > 1 + 1e-9);
            foreach (int element in reach.Elements) sums[element] += share;
            if (full > 0) faults.Add(reach.Placed.Entry, $"with the measures before it, {measure.Works} exceed 100 % of {full} {measure.Elements}; lower a share, or select different {measure.Elements}.");
        }
    }

    private static void WarnOfSmallBudget(ScenarioDraft draft, List<Reach> reached, Survey survey, FaultLog faults)
    {
        if (draft.Budget is not { } budget) return;
        double least = reached.Where(r => r.Placed.Measure.ShareOfRoom > 0)
            .SelectMany(r => r.Elements.Select(e => r.Placed.Measure.OfferTo(e, survey)?.Cost ?? double.PositiveInfinity)).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (double.IsFinite(least) && budget < least)
            faults.Warn(draft.BudgetPlace, string.Create(CultureInfo.InvariantCulture, $"the budget pays for none of the works; the cheapest costs {least:0} €."));
    }

    /// <summary>What a measure can touch.</summary>
    /// <param name="Placed">The measure.</param> <param name="All">How many elements the territory has.</param> <param name="Elements">Those selected that it suits.</param>
    private sealed record Reach(PlacedMeasure Placed, int All, int[] Elements);
}
