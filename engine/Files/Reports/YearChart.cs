using System.Globalization;

namespace TerritoryTwin.Files.Reports;

/// <summary>What runs change of a figure through the simulated years: a line a run, each with its own mark and dash.</summary>
internal static class YearChart
{
    private const double Height = 13, Foot = 2.6, Head = 1.4;          // em
    private const double Left = 3, Right = 97;          // % of the width
    private static readonly string[] Marks = ["●", "■", "▲", "◆", "○", "□", "△", "◇"];

    /// <summary>The mark of a run.</summary>
    public static string MarkOf(int run) => Marks[run % Marks.Length];

    /// <summary>Draws the lines above and below zero.</summary>
    /// <param name="told">What the chart says, for who does not see it.</param> <param name="years">At least two, rising.</param> <param name="values">Of each run but the base, one a year.</param>
    /// <param name="text">Writes a value.</param>
    public static Markup Draw(string told, IReadOnlyList<int> years, IReadOnlyList<double[]> values, Func<double, string> text)
    {
        double[] all = [.. values.SelectMany(static v => v).Where(double.IsFinite)];
        double most = all.DefaultIfEmpty(0).Max(static v => Math.Max(0, v)), least = all.DefaultIfEmpty(0).Min(static v => Math.Min(0, v));
        if (most <= least) (least, most) = (-1, 1);
        double X(int k) => Left + (Right - Left) * (years[k] - years[0]) / (years[^1] - years[0]);
        double Y(double v) => Head + (Height - Head - Foot) * (most - v) / (most - least);
        return Markup.Of($"""
            <svg class="years" width="100%" height="{Height}em" role="img" aria-label="{told}">
            <svg viewBox="0 0 100 {Height}" preserveAspectRatio="none" width="100%" height="100%"><path class="axis" d="M{Left} {Y(0)}H{Right}"/>{Markup.Each(values.Select(static (v, run) => (v, run)), r => Markup.Of($"<path class=\"line l{r.run + 1}\" d=\"{string.Join(' ', r.v.Select((v, k) => double.IsFinite(v) ? string.Create(CultureInfo.InvariantCulture, $"{(k == 0 ? "M" : "L")}{X(k):0.##} {Y(v):0.##}") : ""))}\"/>"))}</svg>
            {Markup.Each(years.Select(static (y, k) => (y, k)), y => Markup.Of($"<text x=\"{X(y.k)}%\" y=\"{Height - 0.3}em\" text-anchor=\"{(y.k == 0 ? "start" : y.k == years.Count - 1 ? "end" : "middle")}\">{y.y}</text>"))}{Markup.Each(new[] { least, most }.Where(static v => v != 0), v => Markup.Of($"<text class=\"much\" x=\"{Left}%\" y=\"{Y(v) + (v > 0 ? 1.2 : -0.4)}em\">{text(v)}</text>"))}
            {Markup.Each(values.Select(static (v, run) => (v, run)), r => Markup.Each(Enumerable.Range(0, years.Count).Where(k => double.IsFinite(r.v[k])), k => Markup.Of($"<text class=\"mark m{r.run + 1}\" x=\"{X(k)}%\" y=\"{Y(r.v[k]) + 0.35}em\" text-anchor=\"middle\">{MarkOf(r.run + 1)}</text>")))}
            </svg>

            """);
    }
}
