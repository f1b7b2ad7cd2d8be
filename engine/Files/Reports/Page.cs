using System.Globalization;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Texts;

namespace TerritoryTwin.Files.Reports;

/// <summary>What all parts of a report share: its runs, its language, and how both are shown.</summary>
/// <param name="Runs">The first is the base.</param>
/// <param name="Words">Of the readers.</param>
internal sealed record Page(ReportRuns Runs, Words Words)
{
    /// <summary>How sure the differences are; null where no study comes with the runs.</summary>
    public ReportStudy? Study { get; init; }

    /// <summary>Of a figure: less is no change, as in comparisons.</summary>
    public const double Noticed = 1e-3;

    private static readonly string[] Groups = ["_under_18", "_from_18_to_64", "_from_65", "_poorest_third", "_middle_third", "_richest_third"];

    public string this[string key] => Words["report." + key];

    public Numbers Numbers => Words.Numbers;

    /// <summary>What the comparison comes to.</summary>
    public Conclusion Conclusion => new(Runs.Comparison, Words);

    private FigureText Figures { get; } = new(Words);

    public IReadOnlyList<RunRecord> Records => Runs.Records;

    /// <summary>Positions of what is compared with the base.</summary>
    public IEnumerable<int> Variants => Enumerable.Range(1, Records.Count - 1);

    public string Format(string key, params string[] parts) => Words.Format("report." + key, parts);

    /// <summary>The name of a run.</summary>
    public string NameOf(int run) => Records[run].NameIn(Words);

    /// <summary>The question that a run asks; empty when none.</summary>
    public string QuestionOf(int run) => Records[run].Translations.GetValueOrDefault(Words.Code)?.Question ?? Records[run].Question;

    /// <summary>The name of an indicator.</summary>
    public string NameOf(ComparedIndicator indicator) => Words.NameOf(indicator.Name, indicator.Meaning);

    /// <summary>Whether it speaks of some of the people alone.</summary>
    public static bool IsOfGroup(string indicator) => Groups.Any(g => indicator.EndsWith(g, StringComparison.Ordinal) || indicator.EndsWith(g + "_p90", StringComparison.Ordinal));

    /// <summary>1 where a run is better than the base by an indicator, −1 where it is worse, 0 where nothing changes or neither is better.</summary>
    public static int Better(ComparedIndicator indicator, int run)
    {
        double difference = indicator.Difference(run);
        return !Changes(indicator, run) ? 0 : indicator.Quantity.Kind switch { QuantityKind.Burden => -Math.Sign(difference), QuantityKind.Benefit => Math.Sign(difference), _ => 0 };
    }

    /// <summary>Whether a run changes an indicator by more than a thousandth.</summary>
    public static bool Changes(ComparedIndicator indicator, int run) =>
        Math.Abs(indicator.Difference(run)) > Noticed * Math.Max(Math.Abs(indicator.Values[0]), Math.Abs(indicator.Values[run]));

    /// <summary>A value with its unit, as the readers write it.</summary>
    public string Text(double value, string unit) => Figures.Text(value, unit);

    /// <summary>A difference with its sign and unit; of shares, in points of percent.</summary>
    public string Signed(double difference, string unit) => Figures.Signed(difference, unit);

    /// <summary>The change of a figure in percent of the base; empty where that says nothing.</summary>
    public string Percent(ComparedIndicator indicator, int run) => Figures.Percent(indicator, run);

    /// <summary>A number of the runs as people read it, with all its digits for machines, and where it stands: the position of the run and the indicator.</summary>
    public Markup Figure(ComparedIndicator indicator, int run) => Datum(indicator.Values[run], Text(indicator.Values[run], indicator.Unit), $"{run.ToString(CultureInfo.InvariantCulture)}/{indicator.Name}");

    /// <summary>A number that is computed from the runs, with all its digits for machines.</summary>
    public static Markup Datum(double value, string text, string place = "")
    {
        if (!double.IsFinite(value)) return Markup.Of($"<span>{text}</span>");
        string digits = value.ToString("R", CultureInfo.InvariantCulture);
        return place.Length == 0 ? Markup.Of($"<data value=\"{digits}\">{text}</data>") : Markup.Of($"<data value=\"{digits}\" data-of=\"{place}\">{text}</data>");
    }

    /// <summary>What changes, by a sign, a word and a colour.</summary>
    public Markup Change(ComparedIndicator indicator, int run)
    {
        double difference = indicator.Difference(run);
        if (!double.IsFinite(difference)) return Markup.Empty;
        if (!Changes(indicator, run)) return Markup.Of($"<span class=\"same\">{Words["indicator.same"]}</span>");
        int better = Better(indicator, run);
        string text = string.Join(" ", new[] { Signed(difference, indicator.Unit), Percent(indicator, run) is { Length: > 0 } percent ? $"({percent})" : "" }.Where(static t => t.Length > 0));
        return better == 0 ? Markup.Of($"<span class=\"same\">{text}</span>") : Markup.Of($"<span class=\"{(better > 0 ? "better" : "worse")}\">{text} <span class=\"mark\">{(better > 0 ? "✓" : "✗")} {this[better > 0 ? "better" : "worse"]}</span></span>");
    }

    /// <summary>A table with a caption and headers; the first cell of a row is its header.</summary>
    public static Markup Table(string caption, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<Markup>> rows) => Markup.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption><thead><tr>{Markup.Each(heads, static h => Markup.Of($"<th scope=\"col\">{h}</th>"))}</tr></thead>
        <tbody>{Markup.Each(rows, row => Markup.Of($"<tr><th scope=\"row\">{row[0]}</th>{Markup.All(row.Skip(1).Select((c, k) => Markup.Of($"<td data-head=\"{heads[k + 1]}\">{c}</td>")))}</tr>\n"))}</tbody></table></div>

        """);

    /// <summary>Something that opens when asked for, and on paper.</summary>
    public static Markup Details(string summary, Markup content) => Markup.Of($"<details><summary>{summary}</summary>\n{content}</details>\n");

    public static Markup Escaped(string text) => Markup.Of($"{text}");
}
