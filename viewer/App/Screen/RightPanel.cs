using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The panels on the right: figures first; what is chosen stands below them and takes the place of the charts where both do not fit.</summary>
internal sealed class RightPanel(Session session, Hud hud, ScreenLayout layout, SelectionPanel selection, ChoicePanel choice) : ScreenPart(session, hud)
{
    private readonly SeriesChart _series = new(session, hud, layout);

    /// <summary>Draws them.</summary>
    public void Draw()
    {
        bool low = layout.IsLow, choosing = Session.Choosing != null, chosen = choosing || Session.State.Selection != null;
        float x = Hud.Width - ScreenLayout.Margin - layout.RightWidth, y = layout.Top;
        if (Session.State.Layers.Charts && !(low && choosing))
        {
            Box seen;
            using (Panel panel = Hud.Panel("right", x, y, layout.RightWidth, tallest: layout.Bottom - y, padding: layout.PanelPadding))
            {
                DrawCards(panel, choosing || (low && chosen) ? 2 : 4);
                if (!chosen) DrawCharts(panel);
                seen = new(x, y, layout.RightWidth, panel.Height);
            }
            y = seen.Bottom + ScreenLayout.Gap;
        }
        if (choosing) choice.Draw(new(x, y, layout.RightWidth, layout.Bottom - y));
        else if (Session.State.Selection is { } element) selection.Draw(element, new(x, y, layout.RightWidth, layout.Bottom - y));
    }

    private void DrawCards(Panel panel, int most)
    {
        Run run = Session.State.Layout == Layout.Difference ? Session.B : Session.Shown;
        panel.Heading(Words["indicators"]);
        IReadOnlyList<IndicatorCard> cards = Figures.Cards(run, BaselineOf(run), most, Words);
        for (int k = 0; k < cards.Count; k += 2)
        {
            IndicatorCard[] pair = [.. cards.Skip(k).Take(2)];
            float wide = (panel.Width - 10) / 2;
            Box row = panel.Row(pair.Max(c => Hud.CardHeight(c, wide)));
            for (int c = 0; c < pair.Length; c++) Hud.Card($"indicator.{k + c}", row.Column(c, 2, 10), pair[c]);
        }
    }

    private void DrawCharts(Panel panel)
    {
        bool low = layout.IsLow;
        _series.Draw(panel, low ? 104 : 150, low ? 84 : 110);
        if (Session.Variable is { OnGround: false } && (!low || panel.Y + 150 < layout.Bottom))
        {
            panel.Heading($"{Words["chart.distribution"]} · {Words[Session.Variable.OnRoads ? "chart.roads" : "chart.buildings"]}");
            DrawDistribution(panel.Row(120));
        }
        foreach (string note in Notes()) panel.Wrapped(note, Hud.Small, quiet: true);
    }

    private void DrawDistribution(Box box)
    {
        bool showsA = Session.IndexShown == Session.IndexA;
        int other = showsA ? Session.IndexB : Session.IndexA;
        Hud.Histogram("distribution", box, DistributionOf(Session.IndexShown) with
        {
            Other = other == Session.IndexShown ? null : DistributionOf(other).Counts,
            OtherColour = showsA ? Theme.B : Theme.A,
            Names = showsA ? ("A", "B") : ("B", "A"),
        });
    }

    // What a reader of the figures must know.
    private IEnumerable<string> Notes()
    {
        RunRecord record = Session.Shown.Record;
        if (Session.Shown.IsOfStudy) yield return Words["note.study"];
        if (Figures.IsInvented(Session.Shown)) yield return Words["note.invented"];
        if (record.Settings.Any(s => s.StartsWith("weather.zone", StringComparison.Ordinal))) yield return Words["note.weather"];
    }
}
