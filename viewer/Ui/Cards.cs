namespace TerritoryTwin.Viewer.Ui;

/// <summary>A figure with the baseline beside it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Value">Of what is shown.</param>
/// <param name="Unit">As results write it.</param>
/// <param name="Baseline">Of the scenario compared with; null when this is the baseline.</param>
/// <param name="LowerIsBetter">Which change is for the better; null when neither is.</param>
/// <param name="Range">Where the value may lie, when the results carry it.</param>
public sealed record IndicatorCard(string Name, double Value, string Unit, double? Baseline = null, bool? LowerIsBetter = null, (double Low, double High)? Range = null)
{
    /// <summary>What the figure compared with is called, where it is no baseline.</summary>
    public string BaselineName { get; init; } = "";
}

public sealed partial class Hud
{
    private const double Unwritten = 0.0005;                // of the baseline: written as ±0.0 %
    private const float CardValue = 27, ComparisonText = 15.5f, ArrowGap = 7;

    /// <summary>Height of a <see cref="Comparison"/>.</summary>
    public const float ComparisonHeight = 56;

    /// <summary>Height of a card at a width.</summary>
    public float CardHeight(IndicatorCard card, float width) =>
        Canvas.Wrap(card.Name, 13, width - 24).Count * 18 + 40 + (card.Baseline != null ? 22 : 0) + (card.Range != null ? 20 : 0) + 16;

    /// <summary>A figure: name, value with unit, then the baseline and the difference with sign and percent. In a box that is taller than it asks, name and figures keep apart, so that the figures of a row stand level.</summary>
    public void Card(string id, Box box, IndicatorCard card)
    {
        Record(id, box);
        Canvas.Fill(box, Theme.Panel, 9);
        Canvas.Fill(box, Theme.Track.Faded(Theme.Name == ThemeName.Contrast ? 1 : 0.45f), 9);
        Box rows = box.Inset(12, 8);
        IReadOnlyList<string> lines = Canvas.Wrap(card.Name, 13, rows.Width);
        for (int k = 0; k < lines.Count; k++) Canvas.TextIn(id, new(rows.X, rows.Y + k * 18, rows.Width, 18), lines[k], 13, Theme.QuietInk);
        Scaling scaling = ScalingOf(card);
        float y = rows.Bottom;
        if (card.Baseline is { } baseline) WriteDifference(id, new(rows.X, y -= 20, rows.Width, 20), card, baseline, scaling);
        if (card.Range is { } range)
            Canvas.TextIn(id, new(rows.X, y -= 20, rows.Width, 18), Words.Format("indicator.range", Figure(range.Low, scaling), Figure(range.High, scaling)), Small, Theme.QuietInk);
        WriteValue(id, new(rows.X, y - 39, rows.Width, 38), Figure(card.Value, scaling));
    }

    /// <summary>A value with its name above, in a colour.</summary>
    public void Stat(string id, Box box, string name, string value, Rgba colour)
    {
        Record(id, box);
        if (name.Length > 0) Canvas.TextIn(id, box with { Height = 16 }, Canvas.Shortened(name, Small, bold: false, box.Width), Small, Theme.QuietInk);
        float size = 20;
        while (size > Normal && Canvas.TextWidth(value, size, bold: true) > box.Width) size -= 0.5f;
        Canvas.TextIn(id + ".value", new(box.X, box.Y + 18, box.Width, 24), value, size, colour, bold: true);
    }

    /// <summary>One to three dots that end at a place: how sure a value is.</summary>
    public void Confidence(float right, float y, int dots)
    {
        const float radius = 4, step = 12;
        for (int k = 0; k < 3; k++)
        {
            float x = right - radius - (2 - k) * step;
            if (k < dots) Canvas.Disc(x, y, radius, Theme.Accent);
            else Canvas.Ring(new(x - radius, y - radius, 2 * radius, 2 * radius), Theme.QuietInk, radius, 1.2f);
        }
    }

    /// <summary>Width that a <see cref="Comparison"/> wants.</summary>
    public float ComparisonWidth(IndicatorCard card)
    {
        float values = Pieces(card).Sum(p => Canvas.TextWidth(p.Text, ComparisonText, p.Bold) + ArrowGap) - ArrowGap;
        return MathF.Ceiling(MathF.Max(Canvas.TextWidth(card.Name, Small), values));
    }

    /// <summary>A figure of A and of B on one line, in their colours, with the change below: for a row beside the legend.</summary>
    public void Comparison(string id, Box box, IndicatorCard card)
    {
        Record(id, box);
        Canvas.TextIn(id, new(box.X, box.Y, box.Width, 16), card.Name, Small, Theme.QuietInk);
        float x = box.X;
        foreach ((string text, Rgba colour, bool bold) in Pieces(card)) x += Canvas.Text(x, box.Y + 28, text, ComparisonText, colour, bold) + ArrowGap;
        if (card.Baseline is { } baseline)
            Canvas.TextIn(id, new(box.X, box.Y + 38, box.Width, 18), Changes(card, baseline, ScalingOf(card))[^1], Small, ColourOf(card, card.Value - baseline), bold: true);
    }

    // A → B with the unit once, or the one value alone.
    private (string Text, Rgba Colour, bool Bold)[] Pieces(IndicatorCard card)
    {
        Scaling scaling = ScalingOf(card);
        string value = Figure(card.Value, scaling);
        if (card.Baseline is not { } baseline) return [(value, Theme.Ink, true)];
        string before = IsMoney(scaling) ? Numbers.Money(baseline) : Numbers.Brief(baseline / scaling.Factor);
        return [(before, Theme.A, true), ("→", Theme.QuietInk, false), (value, Theme.B, true)];
    }

    private void WriteValue(string id, Box box, string text)
    {
        float size = CardValue;
        while (size > 16 && Canvas.TextWidth(text, size, bold: true) > box.Width) size -= 1;
        Canvas.TextIn(id + ".value", box, text, size, Theme.Ink, bold: true);
    }

    private void WriteDifference(string id, Box row, IndicatorCard card, double baseline, Scaling scaling)
    {
        string figure = Figure(baseline, scaling), bare = IsMoney(scaling) ? Numbers.Money(baseline) : Numbers.Brief(baseline / scaling.Factor);
        string[] besides = card.BaselineName.Length > 0
            ? [Words.Format("pair", card.BaselineName, figure), Words.Format("pair", card.BaselineName, bare), bare]
            : [Words.Format("indicator.baseline", figure), Words.Format("indicator.baseline.short", figure), Words.Format("indicator.baseline.short", bare), bare];
        (string text, string shown) = Fitting(Changes(card, baseline, scaling), besides, row.Width - 14);
        Canvas.Text(row.X, row.MiddleY, text, Small, ColourOf(card, card.Value - baseline), bold: true);
        float width = Canvas.TextWidth(text, Small, bold: true);
        Canvas.TextIn(id, new(row.X + width + 10, row.Y, row.Width - width - 10, row.Height), shown, Small, Theme.QuietInk, align: Align.Right);
    }

    // The ways to write a change, fullest first. Shares change by points: a percentage of a percentage misleads.
    private string[] Changes(IndicatorCard card, double baseline, Scaling scaling)
    {
        double change = card.Value - baseline;
        if (change == 0) return [Words["indicator.same"], "±0"];
        if (card.Unit == "%") return [Words.Format("indicator.points", Numbers.Signed(change, "", 1))];
        string difference = Signed(change, scaling);
        if (baseline == 0 || !double.IsFinite(change / baseline)) return [difference];
        string percent = Numbers.Change(baseline, card.Value);
        return [$"{percent} · {difference}", percent];
    }

    // The fullest pair of texts that fits side by side; the words of the baseline matter more than the second form of the change.
    private (string, string) Fitting(string[] left, string[] right, float room)
    {
        foreach (string beside in right)
            foreach (string text in left)
                if (Canvas.TextWidth(text, Small, bold: true) + Canvas.TextWidth(beside, Small) <= room) return (text, beside);
        return (left[^1], right[^1]);
    }

    private static Scaling ScalingOf(IndicatorCard card) => Units.Scale(Math.Max(Math.Abs(card.Value), Math.Abs(card.Baseline ?? 0)), card.Unit);

    private Rgba ColourOf(IndicatorCard card, double change) =>
        card.LowerIsBetter is not { } lower || !(Math.Abs(change) > Unwritten * Math.Abs(card.Baseline ?? 0)) ? Theme.QuietInk : change < 0 == lower ? Theme.Better : Theme.Worse;

    private string Signed(double change, Scaling scaling) =>
        IsMoney(scaling) ? (change > 0 ? "+" : "") + Money(change, scaling) : Numbers.Signed(change / scaling.Factor, scaling.Unit);

    private string Figure(double value, Scaling scaling) =>
        IsMoney(scaling) ? Money(value, scaling) : Numbers.Value(value / scaling.Factor, scaling.Unit);

    private static bool IsMoney(Scaling scaling) => scaling.Unit is "€" or "EUR year-1";

    private string Money(double value, Scaling scaling) => Numbers.Money(value) + Units.ForPeople(scaling.Unit, Settings.Language)[1..];
}
