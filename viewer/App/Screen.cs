using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.Text;
using TerritoryTwin.Viewer.Ui;
using Canvas = TerritoryTwin.Viewer.Ui.Canvas;

namespace TerritoryTwin.Viewer.App;

/// <summary>Part of the picture that shows one scenario, or a difference.</summary>
/// <param name="Left">Left edge as a share of the width.</param> <param name="Right">Right edge.</param>
/// <param name="Run">Index of the run; −1: B − A.</param>
public readonly record struct Pane(double Left, double Right, int Run)
{
    /// <summary>Whether it shows B − A.</summary>
    public bool IsDifference => Run < 0;

    /// <summary>What panels leave free of it, in pixels of the picture: the camera fits this part, names stay inside.</summary>
    public Box Free { get; init; }
}

public sealed partial class Viewer
{
    private const float Margin = 16, BarHeight = 64, LeftWidth = 300, RightWidth = 384;
    private static readonly Layout[] Choices = [Layout.Single, Layout.Plan, Layout.Compare, Layout.Triple, Layout.Difference];

    /// <summary>The panes of the layout, from left to right.</summary>
    public IReadOnlyList<Pane> Panes
    {
        get
        {
            Pane[] panes = Session.State.Layout switch
            {
                Layout.Compare => [new(0, 0.5, Session.IndexA), new(0.5, 1, Session.IndexB)],
                Layout.Triple => [new(0, 1 / 3.0, Session.IndexA), new(1 / 3.0, 2 / 3.0, Session.IndexB), new(2 / 3.0, 1, -1)],
                Layout.Difference => [new(0, 1, -1)],
                _ => [new(0, 1, Session.IndexShown)],
            };
            return [.. panes.Select(p => p with { Free = FreeOf(p) })];
        }
    }

    private Box FreeOf(Pane pane)
    {
        float scale = Hud.Canvas.Scale, left = (float)pane.Left * Hud.Width, right = (float)pane.Right * Hud.Width, top = Top, bottom = Bottom;
        if (Several) (top, bottom) = (Top + 60, Bottom - 160);
        else
        {
            left = Margin + (IsKiosk ? 270 : LeftWidth) + 12;
            if (Session.State.Layers.Charts) right -= Margin + (IsKiosk ? 240 : RightWidth) + 12;
        }
        const float least = 20;
        return new(left * scale, top * scale, MathF.Max(least, right - left) * scale, MathF.Max(least, bottom - top) * scale);
    }

    private Theme Theme => Hud.Theme;
    private bool Several => Session.State.Layout is Layout.Compare or Layout.Triple;
    private bool IsKiosk => Session.State.Layout == Layout.Kiosk;
    private float Top => Margin + BarHeight + 12;
    private float Bottom => Hud.Height - Margin - Hud.TimelineHeight - 12;

    /// <summary>The unit, title and ends of the legend.</summary>
    private string VariableName => Session.Variable is { } v ? Figures.NameOf(v.Name, v.Meaning, Words) : Words["variable.none"];

    private void Draw()
    {
        if (Session.State.Layers.Labels) DrawNames();
        foreach (Pane pane in Panes.Skip(1)) Hud.Canvas.Fill(new((float)(pane.Left * Hud.Width) - 1.5f, 0, 3, Hud.Height), Theme.Panel with { A = 255 });
        TitleBar();
        if (Several) DrawSeveral();
        else if (IsKiosk) DrawKiosk();
        else DrawSides();
        DrawTimeline();
        DrawTip();
        if (Stop >= 0 && Stop < Tour.Stops.Count && Tour.Stops[Stop].Caption.Length > 0)
            Hud.Caption("caption", Tour.Stops[Stop].Caption, Bottom - 8, Words.Format("tour.step", $"{Stop + 1}", $"{Tour.Stops.Count}"));
        if (Session.Awaited) DrawProgress();
        Hud.Messages(Top);
        if (HelpOpen) HelpOpen = Hud.Help(HelpEntries());
    }

    private void DrawProgress()
    {
        Box box = new((Hud.Width - 320) / 2, Several ? Top + 54 : Top, 320, 66);
        Hud.Backdrop("progress.panel", box);
        Hud.Progress("progress", box.Inset(14, 8), Words["parameter.computing"], Session.Progress);
    }

    // A rim in the colour of the ground keeps names legible over roofs.
    private void DrawNames()
    {
        float scale = Hud.Canvas.Scale;
        foreach (Pane pane in Panes)
            foreach (SceneName name in Scene?.Names(pane, (text, strong) => (Hud.Canvas.TextWidth(text, SizeOf(strong), strong) * scale, SizeOf(strong) * 1.3f * scale)) ?? [])
            {
                (float x, float y, float size) = (name.X / scale, name.Y / scale, SizeOf(name.Strong));
                foreach ((float dx, float dy) in Rim) Hud.Canvas.Text(x + dx, y + dy, name.Text, size, Theme.Panel.Faded(0.8f), name.Strong, Align.Centre);
                Hud.Canvas.Text(x, y, name.Text, size, Theme.Ink, name.Strong, Align.Centre);
            }

        static float SizeOf(bool strong) => strong ? 15 : Hud.Small;
    }

    private static readonly (float, float)[] Rim = [(-1.4f, 0), (1.4f, 0), (0, -1.4f), (0, 1.4f), (-1, -1), (1, 1), (-1, 1), (1, -1)];

    private string Caption() => Several
        ? $"{VariableName}: {Session.A.Name} / {Session.B.Name}"
        : $"{VariableName}: {(Session.State.Layout == Layout.Difference ? Words["compare.difference"] : Session.Shown.Name)}";

    private void TitleBar()
    {
        Box bar = new(Margin, Margin, Hud.Width - 2 * Margin, BarHeight);
        Run run = IsKiosk || !Several ? Session.Shown : Session.B;
        string title = IsKiosk && run.Record.Question.Length > 0 ? run.Record.Question : Session.Source.Territory.Name;
        string subtitle = string.Join(" · ", new[]
        {
            IsKiosk ? Session.Source.Territory.Name : "", IsKiosk ? run.Name : "", Words.Format("buildings", Hud.Numbers.Number(Session.Buildings)), $"{run.Record.Years[^1]}",
        }.Where(t => t.Length > 0));
        if (IsKiosk)
        {
            float leave = Hud.ButtonWidth(Words["present.leave"]), clock = Hud.Canvas.TextWidth("00 h 00", 30, bold: true);
            Box right = Hud.TitleBar("title", bar, title, subtitle, leave + clock + 30);
            Hud.Canvas.Text(right.X + clock, right.MiddleY, Hud.Numbers.Clock(Now), 30, Theme.Ink, bold: true, Align.Right);
            if (Hud.Button("present", new(right.Right - leave, right.Y, leave, right.Height), Words["present.leave"], on: true)) TogglePresentation();
            return;
        }
        string[] layouts = [Words["layout.3d"], Words["layout.plan"], Words["layout.compare"], Words["layout.three"], Words["layout.difference"]];
        (string Command, string Text)[] buttons = [("image", Words["image"]), ("present", Words["present"]), ("theme", Words["theme"]), ("language", Words["language.other"])];
        const float gap = 8;
        float group = Hud.ToggleGroupWidth(layouts), all = group + buttons.Sum(b => Hud.ButtonWidth(b.Text) + gap) + 36 + gap;
        bool narrow = bar.Width - all < 260;
        if (narrow)
        {
            layouts = ["3D", "2D", "A|B", "A|B|Δ", "Δ"];
            group = Hud.ToggleGroupWidth(layouts);
            all = group + buttons.Sum(b => Hud.ButtonWidth(b.Text) + gap) + 36 + gap;
        }
        Box room = Hud.TitleBar("title", bar, title, subtitle, all);
        int now = Array.IndexOf(Choices, Session.State.Layout);
        int chosen = Hud.ToggleGroup("layout", new(room.X, room.Y, group, room.Height), layouts, now);
        if (chosen != now) Session.Change(s => s with { Layout = Choices[chosen] });
        float x = room.X + group + gap;
        foreach ((string command, string text) in buttons)
        {
            float wide = Hud.ButtonWidth(text);
            if (Hud.Button(command, new(x, room.Y, wide, room.Height), text, tip: Words["command." + command])) Do(command);
            x += wide + gap;
        }
        if (Hud.IconButton("help", new(x, room.Y, 36, room.Height), Icon.Help, Words["help"])) ToggleHelp();
    }

    private DateTime Start => new(Session.A.Record.Years[^1], 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private DateTime Now => Start.AddHours(Session.State.Hour);

    private void DrawTimeline()
    {
        Box box = new(Margin, Hud.Height - Margin - Hud.TimelineHeight, Hud.Width - 2 * Margin, Hud.TimelineHeight);
        double position = (int)_position == Session.State.Hour ? _position : Session.State.Hour;
        TimelineState before = new(Start, Simulation.HoursOfYear, position, Session.State.Period, Session.Playing, Session.State.Speed);
        TimelineState after = Hud.Timeline(box, before, !IsKiosk);
        if (after == before) return;
        if (after.Playing != before.Playing) TogglePlay();
        _position = after.Position;
        Session.Change(s => s with { Hour = (int)after.Position, Period = after.Zoom, Speed = after.Speed });
    }

    private void DrawSides()
    {
        using (Panel panel = Hud.Panel("left", Margin, Top, LeftWidth, tallest: Bottom - Top))
        {
            ChooseScenarios(panel);
            ChooseVariable(panel);
            LegendSpec legend = Legend(Session.State.Layout == Layout.Difference);
            Hud.Legend("legend", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
            panel.Space(6);
            DrawSliders(panel);
            DrawLayers(panel);
        }
        if (Session.State.Layers.Charts) DrawRight();
        float edge = Session.State.Layers.Charts ? Hud.Width - Margin - RightWidth - 20 : Hud.Width - Margin - 20;
        DrawFurniture(edge);
    }

    private void DrawFurniture(float right)
    {
        double north = Session.State.Layout == Layout.Plan ? 0 : Session.State.Camera.Yaw * Math.PI / 180;
        if (Hud.Compass("compass", right - 24, Bottom - 60, (float)north)) Do("view.north");
        if (Scene is { MetresPerPixel: > 0 } scene) Hud.ScaleBar("scale", right, Bottom - 14, scene.MetresPerPixel);
    }

    private void ChooseScenarios(Panel panel)
    {
        string[] names = [.. Session.Source.Runs.Select(r => r.Name)];
        panel.Heading(Words["scenario"]);
        bool difference = Session.State.Layout == Layout.Difference;
        if (!difference && names.Length > 1)
        {
            int shown = Hud.ToggleGroup("scenario", panel.Row(34), [Words["scenario.a"], Words["scenario.b"]], Session.State.ShowsB ? 1 : 0);
            if (shown == 1 != Session.State.ShowsB) Session.Change(s => s with { ShowsB = shown == 1 });
        }
        if (difference || !Session.State.ShowsB || names.Length == 1) Choose("scenario.a", panel.Row(Hud.ButtonHeight), names, isB: false, difference ? Words["scenario.a"] : "");
        if (difference || (Session.State.ShowsB && names.Length > 1)) Choose("scenario.b", panel.Row(Hud.ButtonHeight), names, isB: true, difference ? Words["scenario.b"] : "");
        panel.Space(4);
    }

    private void Choose(string id, Box box, string[] names, bool isB, string label)
    {
        if (label.Length > 0)
        {
            Hud.Canvas.Text(box.X + 2, box.MiddleY, label, 15, isB ? Theme.B : Theme.A, bold: true);
            box = new(box.X + 24, box.Y, box.Width - 24, box.Height);
        }
        int now = isB ? Session.IndexB : Session.IndexA, chosen = Hud.Dropdown(id, box, names, now);
        if (chosen == now) return;
        // A chosen scenario stands as it was computed; what was moved belongs to the variant.
        if (isB) Session.Change(s => s with { B = names[chosen], Moved = names[chosen].EndsWith(" *", StringComparison.Ordinal) ? s.Moved : ViewState.Unmoved });
        else Session.Change(s => s with { A = names[chosen] });
    }

    private void ChooseVariable(Panel panel)
    {
        if (Session.Variables.Count == 0) return;
        panel.Heading(Words["variable"]);
        ChooseVariable(panel.Row(Hud.ButtonHeight));
        panel.Space(4);
    }

    private void ChooseVariable(Box box)
    {
        string[] names = [.. Session.Variables.Select(MenuName)];
        int now = Session.Variables.ToList().FindIndex(v => v.Key == Session.Variable?.Key), chosen = Hud.Dropdown("variable", box, names, now, Session.Variable?.Meaning);
        if (chosen != now && chosen >= 0) Session.Change(s => s with { Variable = Session.Variables[chosen].Key, Range = null });
    }

    private string MenuName(Variable variable)
    {
        string name = Figures.NameOf(variable.Name, variable.Meaning, Words);
        return variable.Kind switch
        {
            VariableKind.HourlyBuilding => Words.Format("variable.hourly", name),
            VariableKind.Grid => Words.Format("variable.grid", name),
            _ => name,
        };
    }

    private LegendSpec Legend(bool difference)
    {
        ValueScale scale = difference ? Session.DifferenceScale : Session.Scale;
        bool below = false, above = false, missing = false;
        foreach (float v in difference ? Session.Differences() : ShownValues())
        {
            if (float.IsNaN(v)) missing = true;
            else if (v < scale.Low - 1e-6 * (scale.High - scale.Low)) below = true;
            else if (v > scale.High + 1e-6 * (scale.High - scale.Low)) above = true;
        }
        string title = difference ? $"{VariableName}: B − A" : VariableName;
        return new(title, Session.Variable?.Unit ?? "", scale.Low, scale.High, t => scale.Map.At(t))
        {
            Below = below, Above = above, Difference = difference, Missing = missing && Session.Variable is not { Kind: VariableKind.Grid } ? Neutral : null,
        };
    }

    private Rgba Neutral => Theme.Name switch { ThemeName.Dark => Rgba.Hex(0x828C97), ThemeName.Contrast => Rgba.Hex(0xFFFFFF), _ => Rgba.Hex(0xF6F4EF) };

    private float[] ShownValues() => Session.Variable is { Kind: VariableKind.Grid } ? Session.Grid(Session.IndexShown)?.Values ?? [] : Session.Values(Session.IndexShown);

    private void DrawSliders(Panel panel)
    {
        panel.Heading(Hud.Canvas.Shortened(Words.Format("parameters.of", Session.B.Name), 13, bold: true, panel.Width));
        IReadOnlyList<Adjustable> sliders = Session.Sliders;
        if (sliders.Count == 0)
        {
            panel.Wrapped(Session.LiveFault.Length > 0 ? Session.LiveFault : Words["parameters.none"], Hud.Small, quiet: true);
            return;
        }
        foreach (Adjustable slider in sliders)
        {
            (double factor, string unit) = slider.Unit == "1" ? (100, "%") : (1, slider.Unit);
            double step = ValueScale.NiceStep((slider.To - slider.From) * factor, 100);
            string known = Words["slider." + slider.Label], name = known == "slider." + slider.Label ? slider.Label : known;
            SliderSpec spec = new(name, unit, slider.From * factor, slider.To * factor, step, slider.Value * factor);
            SliderResult result = Hud.Slider("slider." + slider.Parameter, panel.Row(Hud.SliderHeight), spec, Dragged(slider) * factor);
            if (result.Changed) _dragged = (slider.Parameter, result.Value / factor);
            if (!result.Released || _dragged is not { } dragged || dragged.Parameter != slider.Parameter) continue;
            _dragged = null;
            Session.BeginMove();
            Session.Move(slider.Parameter, dragged.Value);
        }
        Box row = panel.Row(34);
        if (Hud.IconButton("undo", row.Column(0, 4, 8), Icon.Undo, Words["undo"], enabled: Session.CanUndo)) Session.Undo();
        if (Hud.IconButton("redo", row.Column(1, 4, 8), Icon.Redo, Words["redo"], enabled: Session.CanRedo)) Session.Redo();
        Box save = new(row.Column(2, 4, 8).X, row.Y, row.Right - row.Column(2, 4, 8).X, row.Height);
        if (Hud.Button("save.scenario", save, Words["save"], tip: Words["save.scenario"], enabled: Session.State.Moved.Count > 0)) SaveScenario();
        panel.Space(4);
    }

    private (string Parameter, double Value)? _dragged;

    private double Dragged(Adjustable slider) => _dragged is { } d && d.Parameter == slider.Parameter ? d.Value : Session.ValueOf(slider);

    private void DrawLayers(Panel panel)
    {
        panel.Heading(Words["layers"]);
        Layers layers = Session.State.Layers, now = layers;
        Switch("layer.buildings", layers.Buildings, on => now = now with { Buildings = on });
        Switch("layer.roads", layers.Roads, on => now = now with { Roads = on });
        Switch("layer.shadows", layers.Shadows, on => now = now with { Shadows = on });
        Switch("layer.labels", layers.Labels, on => now = now with { Labels = on });
        if (now != layers) Session.Change(s => s with { Layers = now });

        void Switch(string id, bool on, Action<bool> set)
        {
            bool after = Hud.Toggle(id, panel.Row(26, 6), Words[id], on);
            if (after != on) set(after);
        }
    }

    private void DrawRight()
    {
        using Panel panel = Hud.Panel("right", Hud.Width - Margin - RightWidth, Top, RightWidth, tallest: Bottom - Top);
        if (Session.State.Selection is { } selection) DrawSelection(panel, selection);
        panel.Heading(Words["indicators"]);
        bool difference = Session.State.Layout == Layout.Difference;
        Run run = difference ? Session.B : Session.Shown;
        DrawCards(panel, run, Session.IndexA == Session.Source.IndexOf(run.Name, 0) ? null : Session.A, 4);
        panel.Heading(Words["chart.series"]);
        DrawSeries(panel.Row(168));
        if (Session.Variable is { Kind: not VariableKind.Grid })
        {
            panel.Heading($"{Words["chart.distribution"]} · {Words["chart.buildings"]}");
            DrawDistribution(panel.Row(120));
        }
        panel.Wrapped(Words["demonstration"], Hud.Small, quiet: true);
    }

    private void DrawCards(Panel panel, Run run, Run? baseline, int most)
    {
        IReadOnlyList<IndicatorCard> cards = Figures.Cards(run, baseline, most, Words);
        for (int k = 0; k < cards.Count; k += 2)
        {
            IndicatorCard[] pair = [.. cards.Skip(k).Take(2)];
            float wide = (panel.Width - 10) / 2;
            Box row = panel.Row(pair.Max(c => Hud.CardHeight(c, wide)));
            for (int c = 0; c < pair.Length; c++) Hud.Card($"indicator.{k + c}", row.Column(c, 2, 10), pair[c]);
        }
    }

    private void DrawSeries(Box box)
    {
        (double from, double to) = new TimelineState(Start, Simulation.HoursOfYear, Session.State.Hour, Session.State.Period).View;
        List<Series> lines = [];
        string unit = "";
        double step = 1;
        foreach ((Run run, Rgba colour, string name) in new[] { (Session.A, Theme.A, "A"), (Session.B, Theme.B, "B") }.Take(Session.IndexA == Session.IndexB ? 1 : 2))
        {
            if (Figures.SeriesOf(run, Session.Variable) is not { } column) continue;
            (float[] values, step) = Figures.Reduced(column.Values, to - from);
            lines.Add(new(name, values, colour) { Area = lines.Count == 0 });
            unit = column.Unit;
            if (lines.Count == 1) Hud.Canvas.TextIn("series.name", new(box.X, box.Y - 4, box.Width, 18), Figures.NameOf(column.Name, column.Meaning, Words), Hud.Small, Theme.Ink);
        }
        Box plot = new(box.X, box.Y + 16, box.Width, box.Height - 16);
        double? pointed = Hud.Chart("series", plot, new(unit, Start, step, from, to, lines) { Cursor = Session.State.Hour, FromZero = true });
        if (pointed is { } hour && (int)hour != Session.State.Hour) Session.Change(s => s with { Hour = (int)hour });
    }

    private void DrawDistribution(Box box)
    {
        const int classes = 24;
        ValueScale scale = Session.Scale;
        double[] shown = Distribution.Count(Session.Values(Session.IndexShown), scale.Low, scale.High, classes);
        int other = Session.IndexShown == Session.IndexA ? Session.IndexB : Session.IndexA;
        Hud.Histogram("distribution", box, new(scale.Unit, scale.Low, scale.High, shown, t => scale.Map.At(t))
        {
            Other = other == Session.IndexShown ? null : Distribution.Count(Session.Values(other), scale.Low, scale.High, classes),
            Names = Session.IndexShown == Session.IndexA ? ("A", "B") : ("B", "A"),
        });
    }

    private void DrawSeveral()
    {
        string[] names = [.. Session.Source.Runs.Select(r => r.Name)];
        foreach ((Pane pane, int k) in Panes.Select((p, k) => (p, k)))
        {
            float left = (float)(pane.Left * Hud.Width), right = (float)(pane.Right * Hud.Width), wide = MathF.Min(300, right - left - 40);
            if (pane.IsDifference) Hud.ViewLabel("view.difference", (left + right) / 2, Top + 18, Words["compare.difference"]);
            else
            {
                Box box = new((left + right - wide) / 2, Top, wide, Hud.ButtonHeight);
                Hud.Backdrop($"view.{k}", box.Inset(-8, -5));
                Choose(k == 0 ? "scenario.a" : "scenario.b", box, names, isB: k == 1, Words[k == 0 ? "scenario.a" : "scenario.b"]);
            }
        }
        bool triple = Session.State.Layout == Layout.Triple;
        float middle = triple ? Hud.Width / 3 : Hud.Width / 2, width = MathF.Min(340, Hud.Width / 3 - 40);
        using (Panel panel = Hud.Panel("legend.panel", middle - width / 2, Bottom, width, Anchor.Bottom, padding: 14))
        {
            ChooseVariable(panel.Row(Hud.ButtonHeight));
            LegendSpec legend = Legend(false);
            Hud.Legend("legend", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
        }
        if (triple)
        {
            using Panel panel = Hud.Panel("difference.panel", Hud.Width * 5 / 6 - width / 2, Bottom, width, Anchor.Bottom, padding: 14);
            LegendSpec legend = Legend(true);
            Hud.Legend("legend.difference", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
        }
        DrawFurniture(triple ? Hud.Width * 2 / 3 - 20 : Hud.Width - Margin - 10);
        if (!Session.State.Layers.Charts || Hud.Width < 1100) return;
        DrawSide("cards.b", triple ? Hud.Width * 2 / 3 - 220 - Margin : Hud.Width - 220 - Margin, Session.B, Session.A);
        if (!triple) DrawSide("cards.a", Margin, Session.A, null);

        void DrawSide(string id, float x, Run run, Run? baseline)
        {
            using Panel panel = Hud.Panel(id, x, Top + 54, 220, padding: 10, tallest: Bottom - Top - 140);
            foreach ((IndicatorCard card, int k) in Figures.Cards(run, ReferenceEquals(run, baseline) ? null : baseline, 3, Words).Select((c, k) => (c, k)))
                Hud.Card($"{id}.{k}", panel.Row(Hud.CardHeight(card, panel.Width)), card);
        }
    }

    private void DrawKiosk()
    {
        using (Panel panel = Hud.Panel("left", Margin, Top, 270, tallest: Bottom - Top))
        {
            LegendSpec legend = Legend(false);
            Hud.Legend("legend", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
            if (Session.Source.Runs.Count > 1)
            {
                int shown = Hud.ToggleGroup("scenario", panel.Row(40), [Words["scenario.a"], Words["scenario.b"]], Session.State.ShowsB ? 1 : 0);
                if (shown == 1 != Session.State.ShowsB) Session.Change(s => s with { ShowsB = shown == 1 });
                panel.Wrapped(Session.Shown.Name, 16, bold: true);
            }
        }
        if (!Session.State.Layers.Charts) return;
        using Panel right = Hud.Panel("right", Hud.Width - Margin - 240, Top, 240, tallest: Bottom - Top, padding: 12);
        foreach ((IndicatorCard card, int k) in Figures.Cards(Session.Shown, Session.State.ShowsB ? Session.A : null, 3, Words).Select((c, k) => (c, k)))
            Hud.Card($"indicator.{k}", right.Row(Hud.CardHeight(card, right.Width)), card);
    }

    private List<HelpEntry> HelpEntries()
    {
        List<HelpEntry> entries =
        [
            new(Words["help.look"], "", Words["help.key.orbit"]), new(Words["help.look"], "", Words["help.key.pan"]),
            new(Words["help.look"], "", Words["help.key.zoom"]), new(Words["help.look"], "", Words["help.key.pick"]),
        ];
        entries.AddRange(Commands.All.Select(c => new HelpEntry(Words["help." + GroupOf(c.Id)], Commands.KeyNames(c, Words), Words["command." + c.Id])));
        return entries;
    }

    private static string GroupOf(string command) => command.Split('.')[0] switch
    {
        "layout" or "view" or "variable" or "scenario" => "look",
        "play" or "time" => "time",
        _ => "do",
    };
}
