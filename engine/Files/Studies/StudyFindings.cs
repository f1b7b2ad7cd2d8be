using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;

namespace TerritoryTwin.Files.Studies;

/// <summary>What a study says, in sentences: what each scenario changes and whether that is larger than its uncertainty, what decides it, and what does not matter.</summary>
internal static class StudyFindings
{
    /// <summary>The sentences, in the order of the figures that the study asks for.</summary>
    public static IReadOnlyList<string> Of(Study study, StudyRecords records, IReadOnlyList<Influence> influences, IReadOnlyList<string> notes)
    {
        List<string> told = [];
        int year = study.Scenarios[0].Simulated[^1];
        foreach (Indicator figure in study.Indicators.Select(n => records.Indicators.FirstOrDefault(i => i.Name == n && i.Year == year)).OfType<Indicator>())
        {
            double[] before = records.OfScenario(figure.Name, year, 0);
            told.Add($"{Words(figure)} of “{study.Scenarios[0].Name}” in {year}: {Range(StudyTables.Sorted(before), figure.Unit)}");
            for (int s = 1; s < study.Scenarios.Count; s++)
            {
                double[] differences = StudyTables.Sorted([.. records.OfScenario(figure.Name, year, s).Zip(before, (b, a) => b - a)]);
                if (differences.Length > 0) told.Add($"{Words(figure)} of “{study.Scenarios[s].Name}” against it: {Verdict(differences, figure.Unit)}");
            }
            foreach (IGrouping<(string Scenario, string Against), Influence> of in influences.Where(i => i.Figure.Name == figure.Name && i.Parameter != StudySensitivity.Chance).GroupBy(i => (i.Scenario, i.Against)).Where(g => study.Scenarios.Count == 1 || g.Key.Against.Length > 0)) told.Add(Decided(study, figure, of));
        }
        foreach (StudyParameter idle in study.Parameters.Where(p => influences.Any(i => i.Parameter == p.Column) && influences.Where(i => i.Parameter == p.Column).All(i => i.Matters == "no")))
            told.Add($"{idle.Column} matters to none of these figures; it could be left at one value.");
        return [.. told, .. study.Notes, .. notes];
    }

    private static string Decided(Study study, Indicator figure, IGrouping<(string Scenario, string Against), Influence> of)
    {
        Influence[] ranked = [.. of.OrderByDescending(i => Math.Abs(i.Value.Value))];
        string subject = of.Key.Against.Length > 0 ? $"the difference under “{of.Key.Scenario}”" : $"{Words(figure)}";
        string Named(string matters) => string.Join(", ", ranked.Where(i => i.Matters == matters).Select(i => matters == "no" ? i.Parameter : string.Create(CultureInfo.InvariantCulture, $"{i.Parameter} ({(i.Measure == "mean_absolute_effect" ? $"{People.Number(i.Value.Value)} {People.Unit(figure.Unit)}" : $"{i.Value.Value:0.00}")})")));
        return $"{subject} is decided by {(Named("yes") is { Length: > 0 } deciding ? deciding : "nothing that these runs tell for sure")}{(Named("unsure") is { Length: > 0 } unsure ? $"; more runs would tell of {unsure}" : "")}{(Named("no") is { Length: > 0 } idle ? $"; {idle} {(ranked.Count(i => i.Matters == "no") > 1 ? "do" : "does")} not matter" : "")} ({ranked[0].Measure.Replace('_', ' ')}).";
    }

    private static string Verdict(double[] differences, string unit)
    {
        int rises = differences.Count(d => d > 0), falls = differences.Count(d => d < 0);
        return StudyTables.Verdict(differences) switch
        {
            "none" => "the same in all runs.",
            "rises" => $"higher in {Percent(rises)} of the runs, by {Range(differences, unit)}",
            "falls" => $"lower in {Percent(falls)} of the runs, by {Range([.. differences.Reverse().Select(d => -d)], unit)}",
            _ => $"smaller than its uncertainty: higher in {Percent(rises)} of the runs, lower in {Percent(falls)}; {Range(differences, unit)}",
        };

        string Percent(int count) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / differences.Length:0} %");
    }

    private static string Range(double[] sorted, string unit)
    {
        string Shown(double share) => People.Number(StudyTables.Quantile(sorted, share));
        if (sorted.Length == 0) return "no run has it.";
        return Shown(0) == Shown(1) ? $"{Shown(1)} {People.Unit(unit)} in all runs." : $"{Shown(0.05)} to {Shown(0.95)} {People.Unit(unit)} in nine runs of ten, median {Shown(0.5)}.";
    }

    private static string Words(Indicator figure) => figure.Meaning.Split(',')[0];
}
