namespace TerritoryTwin.Files.Reports;

/// <summary>A part of a bar.</summary>
/// <param name="Class">Its colour, in the style sheet.</param> <param name="Name">For people; written into the part where it has room.</param> <param name="Value">0 or more, except in charts of changes.</param>
internal sealed record BarPart(string Class, string Name, double Value);

/// <summary>A bar with its name above it and its value beside the name.</summary>
/// <param name="Name">For people.</param> <param name="Told">Its value.</param> <param name="Parts">From left to right.</param>
internal sealed record Bar(string Name, string Told, IReadOnlyList<BarPart> Parts);

/// <summary>Bars whose length is a share of the width of the page, so that their words keep the size of the text on every screen.</summary>
internal static class BarChart
{
    private const double Row = 3.4, Thick = 1.5, NameLine = 1.15, FromName = 1.5;          // em
    private const double Roomy = 16;          // a part so wide holds its name [% of the width]

    /// <summary>Draws bars from zero, to the left where they are below it.</summary>
    /// <param name="told">What the chart says, for who does not see it.</param> <param name="bars">From top to bottom.</param> <param name="changes">Whether the line of zero is drawn.</param>
    public static Markup Draw(string told, IReadOnlyList<Bar> bars, bool changes = false)
    {
        double most = bars.Select(static b => b.Parts.Where(static p => p.Value > 0).Sum(static p => p.Value)).DefaultIfEmpty(0).Max(), least = bars.SelectMany(static b => b.Parts).Select(static p => Math.Min(0, p.Value)).DefaultIfEmpty(0).Min();
        double scale = most > least ? 100 / (most - least) : 0, zero = -least * scale;
        return Markup.Of($"""
            <svg class="bars" width="100%" height="{bars.Count * Row + 0.3}em" role="img" aria-label="{told} {string.Join("; ", bars.Select(static b => $"{b.Name}: {b.Told}"))}.">
            {Markup.Each(bars.Select(static (bar, row) => (bar, row)), b => One(b.bar, b.row * Row, zero, scale))}{(changes ? Markup.Of($"<line class=\"zero\" x1=\"{zero}%\" x2=\"{zero}%\" y1=\"0\" y2=\"100%\"/>") : Markup.Empty)}</svg>

            """);
    }

    private static Markup One(Bar bar, double top, double zero, double scale)
    {
        double at = zero;
        List<Markup> parts = [];
        foreach (BarPart part in bar.Parts.Where(static p => double.IsFinite(p.Value) && p.Value != 0))
        {
            double wide = Math.Abs(part.Value) * scale, left = part.Value < 0 ? zero - wide : at;
            parts.Add(Markup.Of($"<rect class=\"{part.Class}\" x=\"{left}%\" y=\"{top + FromName}em\" width=\"{wide}%\" height=\"{Thick}em\"/>"));
            if (wide >= Roomy && bar.Parts.Count > 1) parts.Add(Markup.Of($"<text x=\"{left + wide / 2}%\" y=\"{top + FromName + 1.05}em\" text-anchor=\"middle\"><tspan class=\"in\">{part.Name}</tspan></text>"));
            at += part.Value > 0 ? wide : 0;
        }
        return Markup.Of($"<text x=\"0\" y=\"{top + NameLine}em\">{bar.Name}</text><text class=\"much\" x=\"100%\" y=\"{top + NameLine}em\" text-anchor=\"end\">{bar.Told}</text>{Markup.All(parts)}\n");
    }
}
