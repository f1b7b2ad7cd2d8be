using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Files.Reports;

/// <summary>What was asked, the answer in a sentence, what gets better and what gets worse, and the caveats that decide.</summary>
internal static class Answer
{
    private const int MostBetter = 6;

    private static readonly string[] InTiles = ["energy_bought", "co2", "bill", "road_kilometres", "road_carbon", "travel_time", "travel_spending", "strong_heat_stress", "summer_night_air"];

    private static readonly string[] Headline =
    [
        "energy_bought", "co2", "bill", "bill_per_dwelling", "investment", "aid", "pv", "pv_own_use_share", "greatest_import", "homes_in_f_or_g", "high_effort", "hours_above_28", "strong_heat_stress", "tropical_nights", "summer_night_air",
        "near_cool_refuge", "trips", "travel_time", "car_share", "walk_share", "transit_share", "cycle_share", "travel_spending", "road_kilometres", "hours_lost", "road_carbon", "no2_at_home",
    ];

    /// <summary>The questions that the runs ask.</summary>
    public static Markup Question(Page page)
    {
        (string Question, string Names)[] asked = [.. page.Variants.Append(0).Where(run => page.QuestionOf(run).Length > 0).GroupBy(page.QuestionOf, StringComparer.Ordinal).Select(g => (g.Key, string.Join(", ", g.Select(page.NameOf))))];
        if (asked.Length == 0) return Markup.Of($"<p>{page["question.none"]}</p>");
        return asked.Length == 1 ? Markup.Of($"<p class=\"question\">{asked[0].Question}</p>")
            : Markup.Of($"<dl class=\"questions\">{Markup.Each(asked, static a => Markup.Of($"<dt>{a.Names}</dt><dd>{a.Question}</dd>"))}</dl>");
    }

    /// <summary>The answer, run by run.</summary>
    public static Markup Draw(Page page) => Markup.Of($"""
        {(page.Records.Count > 2 && page.Conclusion.Ranking is { Length: > 0 } ranking ? Markup.Of($"<p class=\"lead\">{ranking}</p>") : Markup.Empty)}
        {Markup.Each(page.Variants, run => One(page, run))}
        <h3>{page["caveats"]}</h3>
        <ul class="caveats">{Markup.Each(Caveats(page), static c => Markup.Of($"<li>{c}</li>"))}</ul>

        """);

    /// <summary>The figures people ask for first, beside what is usual in France.</summary>
    public static Markup Figures(Page page)
    {
        ComparedIndicator[] shown = [.. Headline.Select(page.Runs.Comparison.Of).Where(i => i.Values.Any(double.IsFinite) && (i.Values.Any(v => v != 0)))];
        bool usual = shown.Any(static i => FrenchFigure.Of(i.Name) != null);
        return Page.Table(page.Format("figures.caption", $"{page.Runs.Year}"), [page["figure"], page.NameOf(0), .. page.Variants.Select(page.NameOf), .. usual ? new[] { page["usual"] } : []],
            shown.Select(i => (IReadOnlyList<Markup>)[Page.Escaped(page.NameOf(i)), page.Figure(i, 0), .. page.Variants.Select(run => With(page, i, run)), .. usual ? new[] { Usual(page, i.Name) } : []]));
    }

    /// <summary>A value and what changes.</summary>
    public static Markup With(Page page, ComparedIndicator indicator, int run) => Markup.Of($"{page.Figure(indicator, run)} {page.Change(indicator, run)}");

    /// <summary>The cost of carbon and the years of payback, as they are if works cost less or more by the factor.</summary>
    public static (double Low, double High) Payback(Page page, int run) => page.Runs.Comparison.Of("payback").Values[run] is var years ? (years / Conclusion.CostFactor, years * Conclusion.CostFactor) : default;

    private static Markup Usual(Page page, string indicator) => FrenchFigure.Of(indicator) is { } f
        ? Markup.Of($"{page.Format("range", Bare(page, f.Low, f), Bare(page, f.High, f))} <small>{f.Source}</small>") : Page.Escaped("–");

    private static string Bare(Page page, double value, FrenchFigure figure) => page.Text(value, page.Runs.Comparison.Of(figure.Indicator).Unit);

    private static Markup One(Page page, int run)
    {
        Comparison all = page.Runs.Comparison;
        ComparedIndicator[] whole = [.. all.Indicators.Where(static i => !Page.IsOfGroup(i.Name) && !i.Name.EndsWith("_cumulated", StringComparison.Ordinal)).OrderBy(static i => Array.IndexOf(Headline, i.Name) is var at && at < 0 ? Headline.Length : at)];
        ComparedIndicator[] better = [.. whole.Where(i => Page.Better(i, run) > 0)], worse = [.. whole.Where(i => Page.Better(i, run) < 0)];
        double invested = all.Of("investment").Difference(run);
        return Markup.Of($"""
            <article class="variant"><h3>{page.NameOf(run)}</h3>
            <p class="lead">{page.Conclusion.Of(run)}</p>
            <dl class="tiles">{Markup.Each(Tiles(page, run), static t => Markup.Of($"<div><dt>{t.Name}</dt><dd>{t.Value}</dd></div>"))}</dl>
            <div class="two"><section><h4>✓ {page["improves"]}</h4>{Listed(page, better.Take(MostBetter), run, page["improves.none"])}{(better.Length > MostBetter ? Markup.Of($"<p><a href=\"#all\">{page.Format("improves.more", $"{better.Length - MostBetter}")}</a></p>") : Markup.Empty)}</section>
            <section><h4>✗ {page["worsens"]}</h4>{(invested > 0 ? Markup.Of($"<p>{page["investment"]} <b>{Page.Datum(invested, page.Text(invested, "EUR"))}</b></p>") : Markup.Empty)}{Listed(page, worse, run, page["worsens.none"])}</section></div>
            </article>

            """);
    }

    private static Markup Listed(Page page, IEnumerable<ComparedIndicator> indicators, int run, string none)
    {
        ComparedIndicator[] all = [.. indicators];
        return all.Length == 0 ? Markup.Of($"<p>{none}</p>")
            : Markup.Of($"<ul>{Markup.Each(all, i => Markup.Of($"<li>{page.NameOf(i)}<span class=\"colon\">{page["colon"]}</span> {page.Figure(i, 0)} → {page.Figure(i, run)}{Aside(page, i, run)}</li>"))}</ul>");
    }

    private static string Aside(Page page, ComparedIndicator i, int run) => i.Unit == "1" ? $" ({page.Signed(i.Difference(run), i.Unit)})" : page.Percent(i, run) is { Length: > 0 } percent and not "–" ? $" ({percent})" : "";

    private static IEnumerable<(string Name, Markup Value)> Tiles(Page page, int run)
    {
        Comparison all = page.Runs.Comparison;
        foreach (string name in InTiles)
        {
            ComparedIndicator i = all.Of(name);
            if (!(Math.Abs(i.Difference(run)) > 0) || Page.Better(i, run) == 0) continue;
            yield return (page.NameOf(i), Page.Datum(i.Difference(run), name == "bill" || i.Unit == "degC" ? page.Signed(i.Difference(run), i.Unit) : page.Percent(i, run)));
        }
        if (all.Of("investment").Difference(run) is > 0 and var invested) yield return (page["invested"], Page.Datum(invested, page.Text(invested, "EUR")));
        foreach (ComparedIndicator years in new[] { "payback", "payback_after_aid" }.Select(all.Of).Where(i => double.IsFinite(i.Values[run]))) yield return (page.NameOf(years), page.Figure(years, run));
    }

    /// <summary>What decides whether the answer holds.</summary>
    public static IEnumerable<string> Caveats(Page page)
    {
        IReadOnlyList<RunRecord> runs = page.Records;
        string[] today = [.. runs[0].AsToday.Select(t => page["today." + t])];
        if (today.Length > 0) yield return page.Format("caveat.today", today.Length == 1 ? today[0] : $"{string.Join(", ", today.SkipLast(1))}{page["and"]}{today[^1]}");
        if (page.Variants.Any(run => page.Runs.Comparison.Of("investment").Difference(run) > 0)) yield return page.Format("caveat.costs", page.Numbers.Number(Conclusion.CostFactor, 1));
        foreach (int run in page.Variants.Where(run => double.IsFinite(page.Runs.Comparison.Of("payback").Values[run])))
            yield return page.Format("caveat.payback", page.NameOf(run), page.Numbers.Brief(Payback(page, run).Low), page.Numbers.Brief(Payback(page, run).High));
        foreach (int run in page.Variants.Where(run => page.Runs.Comparison.Of("payback").Values[run] > Comparison.YearsOfWorks)) yield return page.Format("caveat.late", page.NameOf(run), page.Numbers.Number(Comparison.YearsOfWorks));
        ComparedIndicator import = page.Runs.Comparison.Of("greatest_import"), export = page.Runs.Comparison.Of("greatest_export");
        foreach (int run in page.Variants.Where(run => export.Values[run] > export.Values[0] && export.Values[run] > Conclusion.ExportNoticed * import.Values[0]))
            yield return page.Format("caveat.export", page.NameOf(run), page.Text(export.Values[run], export.Unit), page.Text(import.Values[0], import.Unit));
        foreach (string dominant in Dominating(page)) yield return dominant;
        if (runs[0].TerritorySource.Folder is not null)
            foreach (Dominance d in runs[0].Dominating.Where(static d => d is { Figure: "energy_bought", Attribute.Length: > 0 }))
                yield return page.Format("caveat.guessed", page.Words.NameOf(d.Attribute, d.Attribute), $"{d.Buildings}", page.Numbers.Percent(d.Share), $"{d.Building} ({page.Words.OfClass(d.Use)}, {page.Numbers.Percent(d.BuildingShare)})", TerritoryFolder.CorrectionsFile);
        if (!runs[0].ChangesNothing) yield return page.Format("caveat.base", page.NameOf(0));
        foreach (int run in page.Variants)
        {
            if (Comparison.OtherSettings(runs[0], runs[run]) is { Count: > 0 } others) yield return page.Format("caveat.settings", page.NameOf(run), string.Join(", ", others));
            if (!Comparison.HaveOneCalibration(runs[0], runs[run])) yield return page.Format("caveat.calibration", page.NameOf(run), page.NameOf(0));
            if (runs[run].Seed != runs[0].Seed) yield return page.Format("caveat.seed", page.NameOf(run));
        }
        foreach (FrenchFigure f in FrenchFigure.All)
        {
            ComparedIndicator i = page.Runs.Comparison.Of(f.Indicator);
            if (i.Values[0] < f.Low || i.Values[0] > f.High) yield return page.Format("caveat.usual", page.NameOf(i), page.Text(i.Values[0], i.Unit), page.Text(f.Low, i.Unit), page.Text(f.High, i.Unit), f.Source);
        }
        if (runs[0].TerritorySource.Folder is null) yield return page.Words["note.invented"];
        if (runs[0].Settings.Any(static s => s.StartsWith("weather.zone", StringComparison.Ordinal))) yield return page.Words["note.weather"];
        foreach (string caveat in page.Study?.Caveats(page) ?? [page["caveat.single"]]) yield return caveat;
    }

    // Buildings that alone make more than a twentieth of what is bought, or of what a run changes of the bills.
    private static IEnumerable<string> Dominating(Page page)
    {
        string[] ids = page.Runs.Buildings[0].Texts("id"), uses = page.Runs.Buildings[0].Texts("use");
        foreach (string told in Found(Dominance.EnergyBought(page.Runs.Buildings[0]), "caveat.dominant", "")) yield return told;
        double[] before = page.Runs.Buildings[0].Numbers("bill");
        foreach (int run in page.Variants.Where(run => Page.Changes(page.Runs.Comparison.Of("bill"), run)))
            foreach (string told in Found([.. page.Runs.Buildings[run].Numbers("bill").Select((v, b) => v - before[b])], "caveat.dominant_change", page.NameOf(run))) yield return told;

        IEnumerable<string> Found(double[] values, string key, string run)
        {
            double sum = values.Where(double.IsFinite).Sum();
            return Math.Abs(sum) < 1 ? [] : values.Select((v, b) => (Share: v / sum, b)).Where(static s => s.Share > Dominance.OfBuilding).OrderByDescending(static s => s.Share).Take(Dominance.MostBuildings).Select(s => page.Format(key, $"{ids[s.b]} ({page.Words.OfClass(uses[s.b])})", page.Numbers.Percent(s.Share), run));
        }
    }
}
