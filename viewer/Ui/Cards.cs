using TerritoryTwin.Viewer.Text;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>A figure with the baseline beside it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Value">Of what is shown.</param>
/// <param name="Unit">As results write it.</param>
/// <param name="Baseline">Of the scenario compared with; null when this is the baseline.</param>
/// <param name="LowerIsBetter">Which change is for the better; null when neither is.</param>
/// <param name="Range">Where the value may lie, when the results carry it.</param>
public sealed record IndicatorCard(string Name, double Value, string Unit, double? Baseline = null, bool? LowerIsBetter = null, (double Low, double High)? Range = null);

public sealed partial class Hud
{
    private const float CardValue = 27;

    /// <summary>Height of a card at a width.</summary>
    public float CardHeight(IndicatorCard card, float width) =>
        Canvas.Wrap(card.Name, 13, width - 24).Count * 18 + 44 + (card.Baseline != null ? 22 : 0) + (card.Range != null ? 20 : 0) + 14;

    /// <summary>A figure: name, value with unit, then the baseline and the difference with sign and percent.</summary>
    public void Card(string id, Box box, IndicatorCard card)
    {
        Record(id, box);
        Canvas.Fill(box, Theme.Panel, 9);
        Canvas.Fill(box, Theme.Track.Faded(Theme.Name == ThemeName.Contrast ? 1 : 0.45f), 9);
        Box rows = box.Inset(12, 8);
        float y = rows.Y;
        foreach (string line in Canvas.Wrap(card.Name, 13, rows.Width))
        {
            Canvas.TextIn(id, new(rows.X, y, rows.Width, 18), line, 13, Theme.QuietInk);
            y += 18;
        }
        Scaling scaling = Units.Scale(Math.Max(Math.Abs(card.Value), Math.Abs(card.Baseline ?? 0)), card.Unit);
        WriteValue(id, new(rows.X, y + 3, rows.Width, 38), Figure(card.Value, scaling));
        y += 44;
        if (card.Range is { } range)
        {
            Canvas.TextIn(id, new(rows.X, y, rows.Width, 18), Words.Format("indicator.range", Figure(range.Low, scaling), Figure(range.High, scaling)), Small, Theme.QuietInk);
            y += 20;
        }
        if (card.Baseline is { } baseline) WriteDifference(id, new(rows.X, y, rows.Width, 20), card, baseline, scaling);
    }

    private void WriteValue(string id, Box box, string text)
    {
        float size = CardValue;
        while (size > 16 && Canvas.TextWidth(text, size, bold: true) > box.Width) size -= 1;
        Canvas.TextIn(id + ".value", box, text, size, Theme.Ink, bold: true);
    }

    private void WriteDifference(string id, Box row, IndicatorCard card, double baseline, Scaling scaling)
    {
        double change = card.Value - baseline;
        Rgba colour = card.LowerIsBetter is not { } lower || change == 0 || double.IsNaN(change) ? Theme.QuietInk : change < 0 == lower ? Theme.Better : Theme.Worse;
        string difference = Signed(change, scaling), percent = Numbers.Change(baseline, card.Value), beside = Words.Format("indicator.baseline", Figure(baseline, scaling));
        string[] wishes = change == 0 ? [Words["indicator.same"]] : baseline == 0 || !double.IsFinite(change / baseline) ? [difference] : [$"{percent} · {difference}", percent];
        string[] besides = [beside, Figure(baseline, scaling)];
        (string text, string shown) = Fitting(wishes, besides, row.Width - 14);
        Canvas.Text(row.X, row.MiddleY, text, Small, colour, bold: true);
        float width = Canvas.TextWidth(text, Small, bold: true);
        Canvas.TextIn(id, new(row.X + width + 10, row.Y, row.Width - width - 10, row.Height), shown, Small, Theme.QuietInk, align: Align.Right);
    }

    // The fullest pair of texts that fits side by side; the words of the baseline matter more than the second form of the change.
    private (string, string) Fitting(string[] left, string[] right, float room)
    {
        foreach (string beside in right)
            foreach (string text in left)
                if (Canvas.TextWidth(text, Small, bold: true) + Canvas.TextWidth(beside, Small) <= room) return (text, beside);
        return (left[^1], right[^1]);
    }

    private string Signed(double change, Scaling scaling) =>
        scaling.Unit == "€" ? (change > 0 ? "+" : "") + Numbers.Money(change) : Numbers.Signed(change / scaling.Factor, scaling.Unit);

    private string Figure(double value, Scaling scaling) =>
        scaling.Unit == "€" ? Numbers.Money(value) : Numbers.Value(value / scaling.Factor, scaling.Unit);
}
