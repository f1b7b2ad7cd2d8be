using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The screen for an audience: the question, the legend, few figures.</summary>
internal sealed class KioskScreen(Session session, Hud hud, ScreenLayout layout, Menus menus, LegendPart legend, Action<string> run) : ScreenPart(session, hud)
{
    private const float Margin = ScreenLayout.Margin, Gap = ScreenLayout.Gap, Padding = 14;

    /// <summary>Draws it.</summary>
    public void Draw()
    {
        DrawBanner();
        DrawPanel();
        DrawCards();
    }

    private void DrawBanner()
    {
        string[] parts = [Session.Source.Territory.Name, Words.Format("buildings", Hud.Numbers.Number(Session.Buildings)), $"{Session.Shown.Record.Years[^1]}"];
        string question = layout.Question;
        Box right = Hud.Banner("title", layout.Bar, question, layout.Answer, string.Join(" · ", question == parts[0] ? parts.Skip(1) : parts), layout.BannerButtons);
        if (layout.ShowsTime) Hud.Canvas.Text(right.X + layout.ClockEnd, right.MiddleY, Hud.Numbers.Clock(Session.Calendar.At(Session.State.Hour).DateTime), 30, Theme.Ink, bold: true, Align.Right);
        if (layout.IsPublic) return;
        Box leave = new(right.X + layout.ClockWidth, right.Y, right.Width - layout.ClockWidth, right.Height);
        if (Hud.Button("present", leave, Words["present.leave"], on: true)) run("present");
    }

    private void DrawPanel()
    {
        using Panel panel = Hud.Panel("left", Margin, layout.Top, layout.LeftWidth, tallest: layout.CardsTop - Gap - layout.Top, padding: Padding);
        if (layout.IsSmall)
        {
            panel.Title(VariableName);
            legend.DrawStrip(panel, difference: false);
        }
        else legend.Draw(panel, difference: false, VariableName);
        menus.Audience(panel);
    }

    private void DrawCards()
    {
        IReadOnlyList<IndicatorCard> cards = layout.KioskIndicators;
        if (cards.Count == 0) return;
        Box row = new(Margin, layout.CardsTop, Hud.Width - 2 * Margin, layout.Bottom - layout.CardsTop);
        for (int k = 0; k < cards.Count; k++)
        {
            Box box = row.Column(k, cards.Count, Gap);
            Hud.Backdrop($"indicator.{k}.back", box);
            Hud.Card($"indicator.{k}", box, cards[k]);
        }
    }
}
