using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The sliders of scenario B: a variant is simulated when one is let go.</summary>
internal sealed class SliderPart(Session session, Hud hud, ScreenLayout layout, Action<string> run) : ScreenPart(session, hud)
{
    private (string Parameter, double Value)? _dragged;

    /// <summary>Draws them, and what takes moves back or saves them.</summary>
    public void Draw(Panel panel)
    {
        panel.Heading(Session.Source.Runs.Count > 1 ? Words.Format("parameters.of", NameOf(Session.B)) : Words["parameters"]);
        IReadOnlyList<Adjustable> sliders = Session.Sliders;
        if (sliders.Count == 0)
        {
            panel.Wrapped(Session.B.IsOfStudy ? Words["parameters.study"] : Session.LiveFault.Length > 0 ? Session.LiveFault.Split('\n')[0] : Words["parameters.none"], Hud.Small, quiet: true);
            return;
        }
        ILookup<bool, Adjustable> ofMeasures = sliders.ToLookup(static s => ScenarioVariant.IsOfMeasures(s.Parameter));
        foreach (Adjustable slider in ofMeasures[true]) Draw(slider, panel);
        if (ofMeasures[false].Any()) panel.Wrapped(Words["parameters.both"], Hud.Small, quiet: true);
        foreach (Adjustable slider in ofMeasures[false]) Draw(slider, panel);
        if (layout.IsLow && !Session.CanUndo && !Session.CanRedo && !Session.State.Changes.Any) return;
        DrawMoves(panel, run);
        panel.Space(4);
    }

    private void Draw(Adjustable slider, Panel panel)
    {
        (double factor, string unit) = Figures.UnitOf(slider);
        double at = _dragged is { } held && held.Parameter == slider.Parameter ? held.Value : Session.ValueOf(slider);
        SliderSpec spec = new(Figures.NameOf(slider, Words), unit, slider.From * factor, slider.To * factor, Figures.StepOf(slider), slider.Value * factor);
        SliderResult result = Hud.Slider("slider." + slider.Parameter, panel.Row(Hud.SliderHeight, layout.IsLow ? 2 : Panel.Gap), spec, at * factor);
        if (result.Changed) _dragged = (slider.Parameter, result.Value / factor);
        if (!result.Released || _dragged is not { } dragged || dragged.Parameter != slider.Parameter) return;
        _dragged = null;
        Session.BeginMove();
        Session.Move(slider.Parameter, dragged.Value);
    }
}
