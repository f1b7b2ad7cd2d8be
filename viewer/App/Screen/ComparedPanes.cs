using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What stands around panes that are compared: a chooser over each, and one row below them, so that they stay free.</summary>
internal sealed class ComparedPanes(Session session, Hud hud, ScreenLayout layout, Menus menus, LegendPart legends, SelectionPanel selection, ChoicePanel choice, Furniture furniture) : ScreenPart(session, hud)
{
    private const float Margin = ScreenLayout.Margin, Gap = ScreenLayout.Gap, ChooserHeight = ScreenLayout.ChooserHeight, SelectionWidth = ScreenLayout.SelectionWidth;
    private const int MostCards = 6;

    /// <summary>Draws it.</summary>
    public void Draw()
    {
        foreach ((Pane pane, int k) in layout.Panes.Select((p, k) => (p, k))) DrawChooser(pane, k);
        DrawStrip();
        float edge = Hud.Width - Margin;
        float top = layout.Top + ChooserHeight + Gap;
        Box beside = new(Hud.Width - Margin - SelectionWidth, top, SelectionWidth, layout.StripTop - Gap - top);
        if (Session.Choosing != null || Session.State.Selection != null) edge -= SelectionWidth + Gap;
        if (Session.Choosing != null) choice.Draw(beside);
        else if (Session.State.Selection is { } element) selection.Draw(element, beside);
        furniture.Draw(edge, layout.StripTop - Gap);
    }

    private void DrawChooser(Pane pane, int k)
    {
        float left = (float)(pane.Left * Hud.Width), right = (float)(pane.Right * Hud.Width), wide = MathF.Min(380, right - left - 2 * Margin);
        if (pane.IsDifference)
        {
            Hud.ViewLabel("view.difference", (left + right) / 2, layout.Top + 4, Words["compare.difference"], Theme.Difference);
            return;
        }
        Box box = new((left + right - wide) / 2, layout.Top, wide, ChooserHeight);
        Hud.Backdrop($"view.{k}", box);
        Hud.Canvas.Text(box.X + 20, box.MiddleY, Words[k == 0 ? "scenario.a" : "scenario.b"], 17, k == 0 ? Theme.A : Theme.B, bold: true, Align.Centre);
        menus.Scenario(new(box.X + 38, box.Y + 5, box.Width - 43, Hud.ButtonHeight), isB: k == 1);
    }

    // Variable, legend, figures of A and B, legend of the change.
    private void DrawStrip()
    {
        Box strip = new(Margin, layout.StripTop, Hud.Width - 2 * Margin, layout.Bottom - layout.StripTop), row = strip.Inset(ScreenLayout.StripPadding + 4, ScreenLayout.StripPadding);
        Hud.Backdrop("strip", strip);
        float gap = layout.IsNarrow ? 22 : 32, wide = Math.Clamp((row.Width - 3 * gap) / 6, 185, 320);
        Hud.Canvas.TextIn("variable.heading", new(row.X, row.Y, wide, 16), Words["variable"], Hud.Small, Theme.QuietInk);
        if (Session.Variables.Count > 0) menus.Variable(new(row.X, row.Bottom - Hud.ButtonHeight, wide, Hud.ButtonHeight));
        float x = row.X + wide + gap, end = row.Right;
        if (Session.State.Layout == Layout.Triple)
        {
            Hud.LegendStrip("legend.difference", new(end - wide, row.Y, wide, row.Height), legends.Of(difference: true));
            end -= wide + gap;
        }
        LegendSpec legend = legends.Of(difference: false);
        float legendWide = Hud.LegendStripWidth(legend, wide, end - x);
        Hud.LegendStrip("legend", new(x, row.Y, legendWide, row.Height), legend);
        legends.MoveEnds();
        x += legendWide + gap;
        if (Session.State.Layers.Charts) DrawCards(row with { X = x, Width = end - x }, gap);
    }

    // As many as there is room for.
    private void DrawCards(Box row, float gap)
    {
        float x = row.X, end = row.Right, used = 0;
        List<(IndicatorCard Card, float Width)> shown = [];
        foreach (IndicatorCard card in Figures.Cards(Session.B, BaselineOf(Session.B), MostCards, Words))
        {
            float needed = Hud.ComparisonWidth(card);
            if (used + needed > end - x) break;
            shown.Add((card, needed));
            used += needed + gap;
        }
        float spare = shown.Count > 0 ? MathF.Min(24, (end - x - (used - gap)) / shown.Count) : 0;
        foreach (((IndicatorCard card, float needed), int k) in shown.Select((s, k) => (s, k)))
        {
            Hud.Canvas.Hair(x - gap / 2, row.Y + 4, x - gap / 2, row.Bottom - 4, Theme.Outline);
            Hud.Comparison($"indicator.{k}", new(x, row.Y, needed + spare, row.Height), card);
            x += needed + spare + gap;
        }
    }
}
