using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What a picture without interface cannot do without: what its colours mean, and which scenario is which.</summary>
internal sealed class CleanKey(Session session, Hud hud, ScreenLayout layout, LegendPart legends) : ScreenPart(session, hud)
{
    private const float Margin = ScreenLayout.Margin, Padding = 14, Width = 300;

    /// <summary>Draws it: names over the panes that are compared, legends in their lower corners.</summary>
    public void Draw()
    {
        IReadOnlyList<Pane> panes = layout.Panes;
        foreach ((Pane pane, int k) in panes.Select(static (p, k) => (p, k)))
        {
            float left = (float)(pane.Left * Hud.Width), right = (float)(pane.Right * Hud.Width), room = right - left - 2 * Margin;
            if (pane.IsDifference) Hud.ViewLabel($"view.{k}", (left + right) / 2, Margin, $"{NameOf(Session.B)} − {NameOf(Session.A)}", Theme.Difference, room);
            else if (panes.Count > 1) Hud.ViewLabel($"view.{k}", (left + right) / 2, Margin, NameOf(pane.Run == Session.IndexA && k == 0 ? Session.A : Session.B), k == 0 ? Theme.A : Theme.B, room);
            if (Session.Variable != null && (k == 0 || pane.IsDifference)) DrawLegend(pane.IsDifference, left, MathF.Min(Width, room));
        }
    }

    private void DrawLegend(bool difference, float left, float width)
    {
        LegendSpec legend = legends.Of(difference, VariableName);
        float tall = Hud.LegendHeight(legend, width - 2 * Padding);
        Box box = new(left + Margin, Hud.Height - Hud.FootHeight - Margin / 2 - tall - 2 * Padding, width, tall + 2 * Padding);
        string id = difference ? "legend.difference" : "legend";
        Hud.Backdrop(id + ".panel", box);
        Hud.Legend(id, box.Inset(Padding, Padding), legend);
    }
}
