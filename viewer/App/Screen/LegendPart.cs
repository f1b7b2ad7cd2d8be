using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The legends of the values and of the change, and the ends that are moved by hand.</summary>
internal sealed class LegendPart(Session session, Hud hud) : ScreenPart(session, hud)
{
    private readonly Dictionary<bool, ((int Revision, int Run, ValueScale Scale) Of, (bool, bool, bool) Found)> _beyond = [];

    /// <summary>What a legend says.</summary>
    public LegendSpec Of(bool difference, string title = "")
    {
        ValueScale scale = difference ? Session.DifferenceScale : Session.Scale;
        (bool below, bool above, bool missing) = Beyond(difference, scale);
        Rgba? none = missing && Session.Variable is not { OnGround: true } ? Painter.ThemeOf(Theme.Name).Valueless(difference) : null;
        if (Session.Variable is { Classes.Count: > 0 } classed)
            return new(title, "", 0, 1, t => scale.Map.At(t)) { Swatches = [.. (difference ? Figures.ChangesOf(classed, scale, Words) : Figures.ClassesOf(classed, scale.Map, Words)).Select(c => (c.Name, (Rgba)c.Color))], IsOrdered = classed.IsOrdered, Missing = none };
        return new(title, Shown.Unit, scale.Low / Shown.Factor, scale.High / Shown.Factor, t => scale.Map.At(t))
        {
            Below = below, Above = above, Difference = difference, Missing = none,
        };
    }

    /// <summary>Draws a legend as tall as it is.</summary>
    public void Draw(Panel panel, bool difference, string title = "")
    {
        LegendSpec legend = Of(difference, title);
        Hud.Legend("legend", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
    }

    /// <summary>Draws a legend as a strip.</summary>
    public void DrawStrip(Panel panel, bool difference)
    {
        LegendSpec legend = Of(difference);
        Hud.LegendStrip("legend", panel.Row(Hud.LegendStripHeightOf(legend, panel.Width)), legend);
    }

    /// <summary>Lets the ends of the legend be moved.</summary>
    public void MoveEnds()
    {
        if (Session.Variable is null or { Classes.Count: > 0 } || Session.State.Layout == Layout.Difference) return;
        ValueScale scale = Session.Scale;
        if (Hud.MoveEnds("legend", new(scale.Low, scale.High), ValueScale.NiceStep(scale.High - scale.Low, 20), Words["legend.ends"], out LegendEnds? ends))
            Session.Change(s => s with { Range = ends is { } moved ? new(moved.Low, moved.High) : null });
    }

    // Whether values lie beyond the ends of the legend, and whether some are missing: found once, not in each frame.
    private (bool Below, bool Above, bool Missing) Beyond(bool difference, ValueScale scale)
    {
        (int, int, ValueScale) now = (Session.DataRevision, Session.IndexShown, scale);
        if (_beyond.TryGetValue(difference, out var known) && known.Of == now) return known.Found;
        bool below = false, above = false, missing = false;
        double little = 1e-6 * (scale.High - scale.Low);
        foreach (float v in difference ? Session.Differences() : ShownValues())
        {
            missing |= float.IsNaN(v);
            below |= v < scale.Low - little;
            above |= v > scale.High + little;
        }
        _beyond[difference] = (now, (below, above, missing));
        return (below, above, missing);
    }

    private float[] ShownValues() => Session.Variable is { OnGround: true } ? Session.Grid(Session.IndexShown)?.Values ?? [] : Session.Values(Session.IndexShown);
}
