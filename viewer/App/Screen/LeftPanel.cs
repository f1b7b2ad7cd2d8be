using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The panel on the left: scenarios, variable, legend, sliders, layers.</summary>
internal sealed class LeftPanel(Session session, Hud hud, ScreenLayout layout, Menus menus, LegendPart legend, SliderPart sliders, bool hasBackground) : ScreenPart(session, hud)
{
    /// <summary>Draws it.</summary>
    public void Draw()
    {
        bool low = layout.IsLow;
        using Panel panel = Hud.Panel("left", ScreenLayout.Margin, layout.Top, layout.LeftWidth, tallest: layout.Bottom - layout.Top, padding: layout.PanelPadding);
        if (!low) panel.Heading(Words["scenario"]);
        menus.Scenarios(panel);
        if (Session.Variables.Count > 0)
        {
            if (!low) panel.Heading(Words["variable"]);
            menus.Variable(panel.Row(Hud.ButtonHeight));
        }
        bool difference = Session.State.Layout == Layout.Difference;
        if (low) legend.DrawStrip(panel, difference);
        else legend.Draw(panel, difference);
        legend.MoveEnds();
        panel.Space(low ? 0 : 4);
        sliders.Draw(panel);
        DrawLayers(panel);
    }

    private void DrawLayers(Panel panel)
    {
        panel.Heading(Words["layers"]);
        Layers layers = Session.State.Layers, now = layers;
        Box row = panel.Row(26, 6);
        Switch("layer.buildings", row.Column(0, 2, 4), layers.Buildings, on => now = now with { Buildings = on });
        Switch("layer.roads", row.Column(1, 2, 4), layers.Roads, on => now = now with { Roads = on });
        row = panel.Row(26, 6);
        Switch("layer.shadows", row.Column(0, 2, 4), layers.Shadows, on => now = now with { Shadows = on });
        Switch("layer.labels", row.Column(1, 2, 4), layers.Labels, on => now = now with { Labels = on });
        if (hasBackground) Switch("layer.background", panel.Row(26, 6), layers.Background, on => now = now with { Background = on });
        if (now != layers) Session.Change(s => s with { Layers = now });

        void Switch(string id, Box box, bool on, Action<bool> set)
        {
            bool after = Hud.Toggle(id, box, Words[id], on);
            if (after != on) set(after);
        }
    }
}
