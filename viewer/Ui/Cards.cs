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
        string text = change == 0 ? Words["indicator.same"] : Numbers.Change(baseline, card.Value);
        float width = Canvas.TextWidth(text, Small, bold: true);
        Canvas.Text(row.X, row.MiddleY, text, Small, colour, bold: true);
        string beside = Words.Format("indicator.baseline", Figure(baseline, scaling));
        if (Canvas.TextWidth(beside, Small) > row.Width - width - 10) beside = Figure(baseline, scaling);
        Canvas.TextIn(id, new(row.X + width + 10, row.Y, row.Width - width - 10, row.Height), beside, Small, Theme.QuietInk, align: Align.Right);
    }

    private string Figure(double value, Scaling scaling) =>
        scaling.Unit == "€" ? Numbers.Money(value) : Numbers.Value(value / scaling.Factor, scaling.Unit);
}
