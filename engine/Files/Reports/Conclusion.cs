using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Files.Texts;
using TerritoryTwin.Indicators;

namespace TerritoryTwin.Files.Reports;

/// <summary>What a comparison comes to, to be read aloud: what each variant improves and what it worsens, and the caveats that decide. The rules stand in docs/results.md.</summary>
/// <param name="comparison">The base first.</param>
/// <param name="words">Of the readers.</param>
public sealed class Conclusion(Comparison comparison, Words words)
{
    /// <summary>Costs of works are guessed within this factor: docs/physics/buildings.md.</summary>
    public const double CostFactor = 1.5;

    /// <summary>Of the greater of base and variant: less is not told.</summary>
    public const double LeastShare = 0.01;

    internal const double ExportNoticed = 0.5;          // of the greatest import of the base: more is told
    private const int MostBetter = 4;

    // In the order in which they are told, and the least change that is, in their own unit; shares and temperatures go by that alone.
    private static readonly (string Name, double Least)[] Counted =
    [
        ("energy_bought", 0), ("co2", 0), ("bill", 0), ("homes_in_f_or_g", 0.005), ("high_effort", 0.005), ("hours_above_28", 5), ("strong_heat_stress", 5), ("tropical_nights", 0.5), ("summer_night_air", 0.1), ("near_cool_refuge", 0.005),
        ("road_kilometres", 0), ("road_carbon", 0), ("travel_time", 0.5), ("travel_spending", 5), ("no2_at_home", 0.1), ("greatest_import", 0), ("greatest_export", 0),
    ];

    private readonly FigureText _figures = new(words);

    /// <summary>The names of the indicators that count, in order.</summary>
    internal static IEnumerable<string> Names => Counted.Select(static c => c.Name);

    /// <summary>Of all variants, and, of several, which does best.</summary>
    public IReadOnlyList<string> Sentences => [.. Variants.Select(Of), .. comparison.Runs.Count > 2 && Ranking is { Length: > 0 } ranking ? [ranking] : Array.Empty<string>()];

    /// <summary>Two sentences of a variant; where several years were simulated one more of what adds up over them, and where a tonne avoided has no cost why.</summary>
    public string Of(int run) => string.Join(" ", new[] { Answer(run), Caveats(run), Summed(run), LittleAvoided(run) }.Where(static s => s.Length > 0));

    /// <summary>What is best for carbon, for bills and for a tonne avoided: what is best for one need not be best for the other.</summary>
    public string Ranking
    {
        get
        {
            string summed = comparison.Runs[0].Years.Count > 1 ? Comparison.Summed : "";
            ComparedIndicator carbon = comparison.Of("co2" + summed), bill = comparison.Of("bill" + summed), cost = comparison.Of("avoidance_cost");
            List<string> sentences = [];
            if (Least(carbon) is { } c) sentences.Add(Format("best.co2" + summed + (summed.Length > 0 && Comparison.TellOfRoads(comparison.Runs) ? ".roads" : ""), NameOf(c), Text(-carbon.Difference(c), carbon.Unit)));
            if (Least(bill) is { } b) sentences.Add(Format("best.bill" + summed, NameOf(b), Text(-bill.Difference(b), bill.Unit)));
            if (Variants.Where(run => double.IsFinite(cost.Values[run])).OrderBy(run => cost.Values[run]).Select(static run => (int?)run).FirstOrDefault() is { } cheapest) sentences.Add(Format("best.avoidance_cost", NameOf(cheapest), Text(cost.Values[cheapest], cost.Unit)));
            return string.Join(" ", sentences);

            int? Least(ComparedIndicator of) => Variants.Where(run => Page.Better(of, run) > 0).OrderBy(of.Difference).Select(static run => (int?)run).FirstOrDefault();
        }
    }

    /// <summary>Why a run that invests has no cost of a tonne avoided; empty where it has one.</summary>
    public string LittleAvoided(int run) => !comparison.AvoidsLittle(run) ? ""
        : comparison.Avoided(run) > 0 ? Format("avoided.little", NameOf(run), Text(comparison.Avoided(run), "tCO2e"), words.Numbers.Percent(Comparison.LeastAvoidedShare)) : Format("avoided.none", NameOf(run));

    private IEnumerable<int> Variants => Enumerable.Range(1, comparison.Runs.Count - 1);

    private string Format(string key, params string[] parts) => words.Format("report." + key, parts);

    private string NameOf(int run) => comparison.Runs[run].NameIn(words);

    private string Text(double value, string unit) => _figures.Text(value, unit);

    /// <summary>One sentence of a variant: all that worsens, and of what improves the first few.</summary>
    public string Answer(int run)
    {
        (string Told, int Better)[] told = [.. Counted.Select(c => (Indicator: comparison.Of(c.Name), c.Least)).Where(c => Counts(c.Indicator, c.Least, run)).Select(c => (Effect(c.Indicator, run), Better(c.Indicator, run)))];
        string[] better = [.. told.Where(static t => t.Better > 0).Select(static t => t.Told).Take(MostBetter)], worse = [.. told.Where(static t => t.Better < 0).Select(static t => t.Told)];
        if (Cost(run) is { } cost) worse = [cost, .. worse];
        string key = (better.Length, worse.Length) switch { (0, 0) => "conclusion.nothing", (_, 0) => "conclusion.better", (0, _) => "conclusion.worse", _ => "conclusion.both" };
        return Format(key, $"{comparison.Runs[0].Years[^1]}", NameOf(run), Joined(better), Joined(worse));
    }

    // A greatest export is declared to be neither good nor bad; here it is told as a burden where the network gives half as much at most.
    private static int Better(ComparedIndicator i, int run) => i.Name == "greatest_export" ? -Math.Sign(i.Difference(run)) : Page.Better(i, run);

    private bool Counts(ComparedIndicator i, double least, int run)
    {
        double difference = Math.Abs(i.Difference(run));
        if (!(difference > 0) || difference < least || Better(i, run) == 0) return false;
        if (i.Name == "greatest_export") return i.Difference(run) > 0 && i.Values[run] > ExportNoticed * comparison.Of("greatest_import").Values[0];
        return i.Unit is "1" or "degC" || difference >= LeastShare * Math.Max(Math.Abs(i.Values[0]), Math.Abs(i.Values[run]));
    }

    private string Effect(ComparedIndicator i, int run)
    {
        double difference = i.Difference(run);
        bool shareAlone = i.Name is "energy_bought" or "road_kilometres";
        string percent = _figures.Percent(i, run), size = shareAlone && percent.Length > 0 ? words.Numbers.Percent(Math.Abs(i.Share(run)), Math.Abs(i.Share(run)) < 0.0995 ? 1 : 0)
            : Text(Math.Abs(difference), i.Unit == "degC" ? "K" : i.Unit);
        return Format($"{(difference < 0 ? "less" : "more")}.{i.Name}", size) + (shareAlone || percent is "" or "–" ? "" : $" ({percent})");
    }

    private string? Cost(int run)
    {
        double invested = comparison.Of("investment").Difference(run), payback = comparison.Of("payback").Values[run], aid = comparison.Of(ResultCatalogue.Aid.Name).Difference(run), after = comparison.Of("payback_after_aid").Values[run];
        if (!(invested > 0)) return null;
        string cost = Format("conclusion.cost", Text(invested, "EUR")) + (aid > 0 ? Format("conclusion.aid", Text(aid, "EUR")) : "");
        return cost + (double.IsNaN(payback) ? "" : double.IsNaN(after) ? Format("conclusion.payback", words.Numbers.Brief(payback)) : Format("conclusion.payback_after_aid", words.Numbers.Brief(payback), words.Numbers.Brief(after)));
    }

    private string Caveats(int run)
    {
        RunRecord record = comparison.Runs[run];
        List<string> told = [];
        string[] today = [.. record.AsToday.Select(t => words["report.today." + t])];
        if (today.Length > 0) told.Add(Format(today.Length == 1 ? "conclusion.today.one" : "conclusion.today", Joined(today)));
        double payback = comparison.Of("payback").Values[run];
        if (comparison.Of("investment").Difference(run) > 0)
            told.Add(Format("conclusion.guessed_costs", words.Numbers.Number(CostFactor, 1)) + (double.IsNaN(payback) ? "" : Format("conclusion.payback_range", words.Numbers.Brief(payback / CostFactor), words.Numbers.Brief(payback * CostFactor))));
        foreach (Dominance d in record.Dominating.GroupBy(static d => d.Attribute.Length > 0).Select(static g => g.MaxBy(static d => d.Share)!))
        {
            string share = words.Numbers.Percent(d.Share), figure = words.NameOf(d.Figure, d.Figure);
            if (d.Attribute.Length == 0) told.Add(Format("conclusion.dominant", $"{d.Building} ({words.OfClass(d.Use)})", share, figure));
            else if (record.TerritorySource.Folder is not null) told.Add(Format("conclusion.guessed", words.NameOf(d.Attribute, d.Attribute), words.Numbers.Number(d.Buildings), share, figure, TerritoryFolder.CorrectionsFile));
        }
        return told.Count == 0 ? "" : Format("conclusion.caveats", Joined(told));
    }

    private string Summed(int run)
    {
        IReadOnlyList<int> years = comparison.Runs[0].Years;
        if (years.Count == 1) return "";
        ComparedIndicator carbon = comparison.Of("co2" + Comparison.Summed), bill = comparison.Of("bill" + Comparison.Summed);
        if (double.IsNaN(carbon.Difference(run)) || double.IsNaN(bill.Difference(run))) return "";
        return Format(Comparison.TellOfRoads(comparison.Runs) ? "conclusion.summed.roads" : "conclusion.summed", $"{years[0]}–{years[^1]}", Changed(carbon), Changed(bill));

        string Changed(ComparedIndicator i) => Format(i.Difference(run) > 0 ? "conclusion.more" : "conclusion.less", Text(Math.Abs(i.Difference(run)), i.Unit));
    }

    private string Joined(IReadOnlyList<string> parts) => parts.Count == 0 ? "" : parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))}{words["report.and"]}{parts[^1]}";
}
