using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Files.Studies;

namespace TerritoryTwin.Files.Reports;

/// <summary>How sure the differences of a report are, by a study of the same scenarios: in pairs of runs that share prices, habits, chance and weather.</summary>
internal sealed class ReportStudy
{
    private const double Room = 0.04;        // beside the ranges, of their width
    private readonly StudyRecords _records;
    private readonly IReadOnlyList<Influence> _influences;
    private readonly int[] _scenarios;
    private readonly StudyMaps? _maps;

    private ReportStudy(StudyRecords records, StudyMaps? maps, int[] scenarios) => (_records, _maps, _scenarios, _influences) = (records, maps, scenarios, new StudySensitivity(records).All());

    /// <summary>The study.</summary>
    public Study Study => _records.Study;

    /// <summary>Reads the runs of a study that are finished.</summary>
    /// <param name="folder">Of the study.</param> <param name="runs">Of the report: their scenarios must be those of the study, with the same first one.</param>
    /// <exception cref="InputException">It is damaged, or of other scenarios, places, years or versions: all faults at once.</exception>
    public static ReportStudy Read(string folder, IReadOnlyList<RunRecord> runs)
    {
        StudyFolder opened = StudyFolder.Open(folder);
        StudyElements elements = new(opened);
        StudyRecords records = StudyRecords.Read(opened, elements.Add, static _ => { });
        Study study = opened.Study;
        List<string> faults = [.. records.Damaged];
        int unfinished = records.NotRun;
        if (unfinished > 0) faults.Add($"{folder}: {unfinished} of {study.Count} runs have no result; expected all. Run `twin study run {folder}`.");
        Scenario first = study.Scenarios[0];
        TerritoryRecord there = runs[0].TerritorySource;
        if ((first.Territory.Folder is { } f ? Path.GetFullPath(f) : null, first.Territory.Inhabitants, first.Territory.Seed) != (there.Folder is { } g ? Path.GetFullPath(g) : null, there.Inhabitants, there.Seed))
            faults.Add($"{folder}: the study takes place elsewhere than the runs ({runs[0].Territory}); give a study of their territory.");
        if (!first.Simulated.SequenceEqual(runs[0].Years)) faults.Add($"{folder}: the study simulates {string.Join(", ", first.Simulated)}, the runs {string.Join(", ", runs[0].Years)}; expected the same years.");
        if (opened.Plan.Engine != runs[0].Engine) faults.Add($"{folder}: planned with version {opened.Plan.Engine}; expected that of the runs, {runs[0].Engine}. Run both with one program.");
        if (first.Name != runs[0].Scenario) faults.Add($"{folder}: the study compares with “{first.Name}”, the report with “{runs[0].Scenario}”; expected one base. Give its run first.");
        int[] scenarios = [.. runs.Select(r => study.Scenarios.ToList().FindIndex(s => s.Name == r.Scenario))];
        foreach (RunRecord other in runs.Where((r, k) => scenarios[k] < 0)) faults.Add($"{folder}: has no scenario “{other.Scenario}”; it has {string.Join(", ", study.Scenarios.Select(static s => $"“{s.Name}”"))}. Leave that run out, or add it to the study.");
        return faults.Count > 0 ? throw new InputException(faults) : new(records, study.Tables.Count > 0 ? StudyMaps.Of(opened, elements, records) : null, scenarios);
    }

    /// <summary>The lines that stand among the caveats of the answer.</summary>
    public IEnumerable<string> Caveats(Page page)
    {
        yield return page.Format("study.caveat", page.Numbers.Number(Study.Repeats * Study.Design.Count), Varied(page));
        foreach (int run in page.Variants)
            foreach (Indicator figure in Figures(page))
                if (Differences(figure, run) is { Length: > 0 } sorted && StudyTables.Verdict(sorted) == "uncertain") yield return page.Format("study.uncertain", page.NameOf(run), Named(page, figure));
    }

    /// <summary>The ranges of every figure that the study asks for, and what decides them.</summary>
    public Markup Draw(Page page) => Markup.Of($"""
        <p class="lead">{page.Format("study.lead", page.Numbers.Number(Study.Repeats * Study.Design.Count), Varied(page))}</p>
        {Markup.Each(Figures(page), figure => Of(page, figure))}
        <p>{page["study.explained"]}</p>
        {Page.Details(page["study.varied"], Page.Table(page["study.varied"], [page["study.parameter"], page["study.spread"]], Study.Parameters.Select(p => (IReadOnlyList<Markup>)[Page.Escaped(p.Label(page.Words.Code)), Markup.Of($"<span lang=\"en\">{p.Told}</span>")])))}

        """);

    /// <summary>How far the change of each variant spreads at every place, in the order of the report; empty where the study does not keep that column.</summary>
    /// <param name="table">Of the column.</param> <param name="column">Its name.</param> <param name="areas">What values are divided by [m²]; null: nothing.</param>
    public IReadOnlyList<ElementDifferences> Of(string table, string column, double[]? areas)
    {
        if (_maps == null || !Study.Tables.Any(t => t.Table == table && t.Columns.Contains(column))) return [];
        return [.. _scenarios.Skip(1).Select(s => _maps.Scenarios[s]).Select(s => table == TableName.Roads ? s.Roads! : s.Buildings!).Select(Differences)];

        ElementDifferences Differences(Table of)
        {
            double[] rises = of.Numbers(column + "_rises"), falls = of.Numbers(column + "_falls"), low = Shared(of.Numbers(column + "_difference_p05")), high = Shared(of.Numbers(column + "_difference_p95"));
            return new(Shared(of.Numbers(column + "_difference_mean")), [.. high.Zip(low, static (h, l) => h - l)], [.. rises.Zip(falls, StudyTables.DirectionOf)]);
        }

        double[] Shared(double[] values) => areas == null ? values : [.. values.Zip(areas, static (v, a) => a > 0 ? v / a : double.NaN)];
    }

    private Markup Of(Page page, Indicator figure)
    {
        var rows = page.Variants.Select(run => (Run: run, Sorted: Differences(figure, run))).Where(static r => r.Sorted.Length > 0 && (r.Sorted[0] != 0 || r.Sorted[^1] != 0)).ToArray();
        if (rows.Length == 0) return Markup.Empty;
        string name = Named(page, figure);
        return Markup.Of($"""
            <h3>{page.Format("study.figure", name)}</h3>
            {Ranges(page, figure, name, rows)}
            {Page.Details(page["table"], Page.Table(page.Format("study.figure", name), [page["scenario"], "5 %", page["study.median"], "95 %", page["study.rises"], page["study.falls"], page["study.decides"]], rows.Select(Row)))}

            """);

        IReadOnlyList<Markup> Row((int Run, double[] Sorted) of) =>
        [
            Page.Escaped(page.NameOf(of.Run)), .. new[] { 0.05, 0.5, 0.95 }.Select(share => StudyTables.Quantile(of.Sorted, share)).Select(d => Page.Datum(d, page.Signed(d, figure.Unit))),
            .. new[] { of.Sorted.Count(static d => d > 0), of.Sorted.Count(static d => d < 0) }.Select(count => (double)count / of.Sorted.Length).Select(s => Page.Datum(s, page.Numbers.Percent(s))), Page.Escaped(Deciding(page, figure, of.Run)),
        ];
    }

    // From the fifth to the ninety-fifth percentile, a mark at the median, a line at no change.
    private static Markup Ranges(Page page, Indicator figure, string name, (int Run, double[] Sorted)[] rows)
    {
        const double row = 3.4;          // em
        double least = Math.Min(0, rows.Min(static r => StudyTables.Quantile(r.Sorted, 0.05))), greatest = Math.Max(0, rows.Max(static r => StudyTables.Quantile(r.Sorted, 0.95))), width = (greatest - least) * (1 + 2 * Room);
        double At(double value) => 100 * (value - least + Room * (greatest - least)) / width;
        string Told((int Run, double[] Sorted) of)
        {
            string low = page.Signed(StudyTables.Quantile(of.Sorted, 0.05), figure.Unit), high = page.Signed(StudyTables.Quantile(of.Sorted, 0.95), figure.Unit);
            return page.Format("study.verdict." + StudyTables.Verdict(of.Sorted), low == high ? low : page.Format("study.range", low, high));
        }

        return Markup.Of($"""
            <svg class="bars" width="100%" height="{rows.Length * row + 0.3}em" role="img" aria-label="{name}{page["colon"]} {string.Join("; ", rows.Select(r => $"{page.NameOf(r.Run)}: {Told(r)}"))}.">
            {Markup.Each(rows.Select(static (r, k) => (Of: r, Top: k * row)), r => Markup.Of($"<text x=\"0\" y=\"{r.Top + 1.15}em\">{page.NameOf(r.Of.Run)}</text><text class=\"much\" x=\"100%\" y=\"{r.Top + 1.15}em\" text-anchor=\"end\">{Told(r.Of)}</text><rect class=\"range\" x=\"{At(StudyTables.Quantile(r.Of.Sorted, 0.05))}%\" y=\"{r.Top + 1.8}em\" width=\"{At(StudyTables.Quantile(r.Of.Sorted, 0.95)) - At(StudyTables.Quantile(r.Of.Sorted, 0.05))}%\" height=\"0.9em\"/><line class=\"median\" x1=\"{At(StudyTables.Quantile(r.Of.Sorted, 0.5))}%\" x2=\"{At(StudyTables.Quantile(r.Of.Sorted, 0.5))}%\" y1=\"{r.Top + 1.5}em\" y2=\"{r.Top + 3}em\"/><line class=\"zero\" x1=\"{At(0)}%\" x2=\"{At(0)}%\" y1=\"{r.Top + 1.8}em\" y2=\"{r.Top + 3}em\"/>\n"))}</svg>

            """);
    }

    // The parameters that surely matter, the strongest first.
    private string Deciding(Page page, Indicator figure, int run)
    {
        string[] deciding = [.. _influences.Where(i => i.Figure.Name == figure.Name && i.Scenario == page.Records[run].Scenario && i.Against.Length > 0 && i.Matters == "yes").OrderByDescending(static i => Math.Abs(i.Value.Value))
            .Select(i => i.Parameter == StudySensitivity.Chance ? page["study.chance"] : Study.Parameters.First(p => p.Column == i.Parameter).Label(page.Words.Code))];
        return deciding.Length > 0 ? string.Join(", ", deciding) : page["none"];
    }

    private IEnumerable<Indicator> Figures(Page page) => Study.Indicators.Select(name => _records.Indicators.FirstOrDefault(i => i.Name == name && i.Year == page.Runs.Year)).OfType<Indicator>();

    private double[] Differences(Indicator figure, int run) => StudyTables.Sorted([.. _records.OfScenario(figure.Name, figure.Year, _scenarios[run]).Zip(_records.OfScenario(figure.Name, figure.Year, 0), static (b, a) => b - a)]);

    private string Varied(Page page) => string.Join(", ", Study.Parameters.Select(p => p.Label(page.Words.Code)).Concat(Study.Repeats > 1 ? [page["study.chance"]] : []));

    private static string Named(Page page, Indicator figure) => page.Words.NameOf(figure.Name, figure.Meaning);
}

/// <summary>How far a change spreads at every place over pairs of runs.</summary>
/// <param name="Mean">Mean change.</param> <param name="Width">Of the range that holds 90 % of the pairs.</param>
/// <param name="Direction">−2 where it falls in at least 95 % of the pairs, −1 where it falls in more of them than it rises in, 0 in as many, 1 and 2 the same of rises; NaN where no pair is known.</param>
internal sealed record ElementDifferences(double[] Mean, double[] Width, double[] Direction);
