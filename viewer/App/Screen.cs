using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Results;
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
    private const float Margin = 16, BarHeight = 64, Gap = 12, ChooserHeight = 46, StripPadding = 12, SelectionWidth = 340;
    private const float LeastKioskCard = 190;
    private const int KioskCards = 4, MostCards = 6;
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
        const float least = 20;
        float scale = Hud.Canvas.Scale, left = (float)pane.Left * Hud.Width, right = (float)pane.Right * Hud.Width, top = Top, bottom = Bottom;
        if (Several) (top, bottom) = (Top + ChooserHeight + Gap, StripTop - Gap);
        else
        {
            left = Margin + LeftWidth + Gap;
            if (IsKiosk) (right, bottom) = (right - Margin, CardsTop - Gap);
            else if (Session.State.Layers.Charts) right -= Margin + RightWidth + Gap;
        }
        return new(left * scale, top * scale, MathF.Max(least, right - left) * scale, MathF.Max(least, bottom - top) * scale);
    }

    private Theme Theme => Hud.Theme;
    private bool Several => Session.State.Layout is Layout.Compare or Layout.Triple;
    private bool IsKiosk => Session.State.Layout == Layout.Kiosk;
    private bool IsLow => Hud.Height < 800;
    private bool IsNarrow => Hud.Width < 1500;
    private float LeftWidth => IsNarrow ? 272 : 300;
    private float RightWidth => IsNarrow ? 330 : 384;

    // An audience sees the hour only where it changes something.
    private bool ShowsTime => !IsKiosk || Session.Playing || Session.Variable is { IsHourly: true };
    private float Top => Margin + (IsKiosk ? Hud.BannerHeight(Question, Hud.Width - 2 * Margin, BannerButtons) : BarHeight) + Gap;
    private float TimelineTop => Hud.Height - Hud.FootHeight - 6 - Hud.TimelineHeight;
    private float Bottom => ShowsTime ? TimelineTop - Gap : Hud.Height - Hud.FootHeight - 6;
    private float StripTop => Bottom - Hud.ComparisonHeight - 2 * StripPadding;

    private string VariableName => Session.Variable is { } v ? Figures.NameOf(v.Name, v.Meaning, Words) : Words["variable.none"];

    private void Draw()
    {
        if (Session.State.Layers.Labels) DrawNames();
        foreach (Pane pane in Panes.Skip(1)) Hud.Canvas.Fill(new((float)(pane.Left * Hud.Width) - 1.5f, 0, 3, Hud.Height), Theme.Panel with { A = 255 });
        if (IsKiosk) DrawKiosk();
        else
        {
            TitleBar();
            if (Several) DrawSeveral();
            else DrawSides();
        }
        if (ShowsTime) DrawTimeline();
        Hud.Foot("sources", Sources());
        if (!Still) DrawTip();
        if (Stop >= 0 && Stop < Tour.Stops.Count && Tour.Stops[Stop].CaptionIn(Session.State.Language) is { Length: > 0 } caption)
            Hud.Caption("caption", caption, RoomForCaption(), Words.Format("tour.step", $"{Stop + 1}", $"{Tour.Stops.Count}"));
        if (Still) return;
        float top = Top;
        if (Filming is { } share) top = DrawProgress(Words["video.writing"], share);
        else if (Session.Awaited) top = DrawProgress(Words["parameter.computing"], Session.Progress);
        Hud.Messages(top);
        if (HelpOpen) HelpOpen = Hud.Help(HelpEntries());
        if (Black) Hud.Blacken();
    }

    // Pictures that leave the program carry where they come from.
    private string Sources() => string.Join(" · ", Figures.SourcesOf(Session, Words).Append(Words.Format("computed.by", Figures.VersionOf(Session.A))));

    // Between the panels, left of compass and scale bar.
    private Box RoomForCaption()
    {
        const float furniture = 190;
        bool right = !IsKiosk && (Session.State.Selection != null || (!Several && Session.State.Layers.Charts));
        float left = Several ? Margin : Margin + LeftWidth + Gap;
        float end = Hud.Width - Margin - (right ? (Several ? SelectionWidth : RightWidth) + Gap : 0) - (IsKiosk ? 0 : furniture);
        float bottom = Several ? StripTop - Gap : IsKiosk ? CardsTop - Gap : Bottom;
        return new(left, Top, MathF.Max(200, end - left), bottom - Top);
    }

    private float DrawProgress(string text, double share)
    {
        Box box = new((Hud.Width - 320) / 2, Several ? Top + ChooserHeight + Gap : Top, 320, 66);
        Hud.Backdrop("progress.panel", box);
        Hud.Progress("progress", box.Inset(14, 8), text, share);
        return box.Bottom + Gap;
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

    private string Caption(Words words)
    {
        string variable = Session.Variable is { } v ? Figures.NameOf(v.Name, v.Meaning, words) : Session.Source.Territory.Name;
        return words.Format("pair", variable,
            Several ? $"{Name(Session.A)} / {Name(Session.B)}" : Session.State.Layout == Layout.Difference ? $"{Name(Session.B)} − {Name(Session.A)}" : Name(Session.Shown));

        string Name(Run run) => run != Session.Variant ? run.NameIn(words.Language)
            : $"{run.NameIn(words.Language).TrimEnd('*', ' ')}, {string.Join(", ", Session.Sliders.Where(s => Session.State.Moved.ContainsKey(s.Parameter)).Select(Moved))}";

        string Moved(Adjustable slider)
        {
            (double factor, string unit) = UnitOf(slider);
            double step = ValueScale.NiceStep((slider.To - slider.From) * factor, 100);
            return $"{NameOf(slider, words)} {words.Numbers.Value(Session.ValueOf(slider) * factor, unit, Hud.StepDecimals(step))}";
        }
    }

    private static (double Factor, string Unit) UnitOf(Adjustable slider) => slider.Unit == "1" ? (100, "%") : (1, slider.Unit);

    private static string NameOf(Adjustable slider, Words words)
    {
        string known = words["slider." + slider.Label];
        return slider.Labels.GetValueOrDefault(words.Language == Language.French ? "fr" : "en") ?? (known == "slider." + slider.Label ? slider.Label : known);
    }

    private void TitleBar()
    {
        const float gap = 8, help = 36, leastTitle = 230;
        Box bar = new(Margin, Margin, Hud.Width - 2 * Margin, BarHeight);
        Run run = Several ? Session.B : Session.Shown;
        string subtitle = $"{Words.Format("buildings", Hud.Numbers.Number(Session.Buildings))} · {run.Record.Years[^1]}";
        string[] layouts = [Words["layout.3d"], Words["layout.plan"], Words["layout.compare"], Words["layout.three"], Words["layout.difference"]];
        List<(string Command, string Text)> buttons = [("image", Words["image"]), ("present", Words["present"]), ("theme", Words["theme"]), ("language", Words["language.other"])];
        float group = Hud.ToggleGroupWidth(layouts);
        foreach (string dispensable in new[] { "theme", "image", "language", "present" })      // in a small window their keys remain
            if (bar.Width - Wanted() < leastTitle) buttons.RemoveAll(b => b.Command == dispensable);
        Box room = Hud.TitleBar("title", bar, Session.Source.Territory.Name, subtitle, Wanted());
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
        if (Hud.IconButton("help", new(x, room.Y, help, room.Height), Icon.Help, Words["help"])) ToggleHelp();

        float Wanted() => group + buttons.Sum(b => Hud.ButtonWidth(b.Text) + gap) + help + gap;
    }

    private void DrawTimeline()
    {
        Box box = new(Margin, TimelineTop, Hud.Width - 2 * Margin, Hud.TimelineHeight);
        double position = (int)_position == Session.State.Hour ? _position : Session.State.Hour;
        TimelineState before = new(Session.Calendar, position, Session.State.Period, Session.Playing, Session.State.Speed);
        TimelineState after = Hud.Timeline(box, before, !IsKiosk);
        if (after == before) return;
        if (after.Playing != before.Playing) TogglePlay();
        _position = after.Position;
        Session.Change(s => s with { Hour = (int)after.Position, Period = after.Zoom, Speed = after.Speed });
    }

    private void DrawSides()
    {
        bool low = IsLow;
        using (Panel panel = Hud.Panel("left", Margin, Top, LeftWidth, tallest: Bottom - Top, padding: low ? 14 : 18))
        {
            ChooseScenarios(panel, low);
            if (Session.Variables.Count > 0)
            {
                if (!low) panel.Heading(Words["variable"]);
                ChooseVariable(panel.Row(Hud.ButtonHeight));
            }
            LegendSpec legend = Legend(Session.State.Layout == Layout.Difference);
            if (low) Hud.LegendStrip("legend", panel.Row(Hud.LegendStripHeightOf(legend, panel.Width)), legend);
            else Hud.Legend("legend", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
            MoveLegend();
            panel.Space(low ? 0 : 4);
            DrawSliders(panel, low);
            DrawLayers(panel);
        }
        float edge = Hud.Width - Margin;
        if (Session.State.Layers.Charts || Session.State.Selection != null)
        {
            edge -= RightWidth + Gap;
            DrawRight();
        }
        DrawFurniture(edge, Bottom);
    }

    private void DrawFurniture(float right, float bottom)
    {
        double north = Session.State.Layout == Layout.Plan ? 0 : Session.State.Camera.Yaw * Math.PI / 180;
        if (Scene is { MetresPerPixel: > 0 } scene) Hud.ScaleBar("scale", right, bottom - 20, scene.MetresPerPixel);
        if (Hud.Compass("compass", right - 28, bottom - 76, (float)north)) Do("view.north");
    }

    // Both scenarios with their letters; where one is shown, its letter chooses which.
    private void ChooseScenarios(Panel panel, bool low)
    {
        if (!low) panel.Heading(Words["scenario"]);
        if (Session.Source.Runs.Count == 1)
        {
            Choose("scenario.a", panel.Row(Hud.ButtonHeight), isB: false);
            return;
        }
        foreach (bool isB in new[] { false, true })
        {
            Box row = panel.Row(Hud.ButtonHeight, isB ? Panel.Gap : 6);
            string letter = Words[isB ? "scenario.b" : "scenario.a"];
            if (Session.State.Layout == Layout.Difference) Hud.Canvas.Text(row.X + 17, row.MiddleY, letter, 15, isB ? Theme.B : Theme.A, bold: true, Align.Centre);
            else if (Hud.Letter(isB ? "scenario.1" : "scenario.0", row with { Width = 34 }, letter, isB ? Theme.B : Theme.A, Session.State.ShowsB == isB, Words.Format("scenario.show", letter)))
                Session.Change(s => s with { ShowsB = isB });
            Choose(isB ? "scenario.b" : "scenario.a", new(row.X + 40, row.Y, row.Width - 40, row.Height), isB);
        }
    }

    private void Choose(string id, Box box, bool isB)
    {
        string[] names = [.. Session.Source.Runs.Select(r => r.Name)], shown = [.. Session.Source.Runs.Select(NameOf)];
        int now = isB ? Session.IndexB : Session.IndexA, chosen = Hud.Dropdown(id, box, shown, now, shown[now]);
        if (chosen == now) return;
        // A chosen scenario stands as it was computed; what was moved belongs to the variant.
        if (isB) Session.Change(s => s with { B = names[chosen], Moved = names[chosen].EndsWith(" *", StringComparison.Ordinal) ? s.Moved : ViewState.Unmoved });
        else Session.Change(s => s with { A = names[chosen] });
    }

    private void ChooseVariable(Box box)
    {
        string[] names = [.. Session.Variables.Select(MenuName)];
        int now = Session.Variables.ToList().FindIndex(v => v.Key == Session.Variable?.Key), chosen = Hud.Dropdown("variable", box, names, now, now >= 0 ? $"{names[now]}: {Session.Variables[now].Meaning}" : null);
        if (chosen != now && chosen >= 0) Session.Change(s => s with { Variable = Session.Variables[chosen].Key, Range = null });
    }

    private string NameOf(Run run) => run.NameIn(Words.Language);

    private string MenuName(Variable variable)
    {
        string name = Figures.NameOf(variable.Name, variable.Meaning, Words);
        return variable.Kind switch
        {
            VariableKind.HourlyBuilding => Words.Format("variable.hourly", name),
            VariableKind.HourlyGrid => Words.Format("variable.hourly", Words.Format("variable.grid", name)),
            VariableKind.Road => Words.Format("variable.road", name),
            VariableKind.Grid => Words.Format("variable.grid", name),
            _ => name,
        };
    }

    private LegendSpec Legend(bool difference, string title = "")
    {
        ValueScale scale = difference ? Session.DifferenceScale : Session.Scale;
        (bool below, bool above, bool missing) = Beyond(difference, scale);
        Rgba? none = missing && Session.Variable is not { OnGround: true } ? difference ? Painter.ThemeOf(Theme.Name).Missing : Painter.ThemeOf(Theme.Name).Building : null;
        if (Session.Variable is { Classes.Count: > 0 } classed)
            return new(title, "", 0, 1, t => scale.Map.At(t)) { Swatches = [.. (difference ? Figures.ChangesOf(classed, scale, Words) : Figures.ClassesOf(classed, Words)).Select(c => (c.Name, (Rgba)c.Color))], IsOrdered = classed.IsOrdered, Missing = none };
        return new(title, Shown.Unit, scale.Low / Shown.Factor, scale.High / Shown.Factor, t => scale.Map.At(t))
        {
            Below = below, Above = above, Difference = difference, Missing = none,
        };
    }

    private readonly Dictionary<bool, ((int Revision, int Run, ValueScale Scale) Of, (bool, bool, bool) Found)> _beyond = [];

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

    private void MoveLegend()
    {
        if (Session.Variable is null or { Classes.Count: > 0 } || Session.State.Layout == Layout.Difference) return;
        ValueScale scale = Session.Scale;
        if (Hud.MoveEnds("legend", new(scale.Low, scale.High), ValueScale.NiceStep(scale.High - scale.Low, 20), Words["legend.ends"], out LegendEnds? ends))
            Session.Change(s => s with { Range = ends is { } moved ? new(moved.Low, moved.High) : null });
    }

    /// <summary>How all values of the variable are written, in the unit that keeps the legend short: kW for thousands of W.</summary>
    internal Scaling Shown => Units.Scale(Math.Max(Math.Abs(Session.Scale.Low), Math.Abs(Session.Scale.High)), Session.Variable?.Unit ?? "");

    private float[] ShownValues() => Session.Variable is { OnGround: true } ? Session.Grid(Session.IndexShown)?.Values ?? [] : Session.Values(Session.IndexShown);

    private void DrawSliders(Panel panel, bool low)
    {
        panel.Heading(Words.Format("parameters.of", NameOf(Session.B)));
        IReadOnlyList<Adjustable> sliders = Session.Sliders;
        if (sliders.Count == 0)
        {
            panel.Wrapped(Session.LiveFault.Length > 0 ? Session.LiveFault : Words["parameters.none"], Hud.Small, quiet: true);
            return;
        }
        foreach (Adjustable slider in sliders)
        {
            (double factor, string unit) = UnitOf(slider);
            double step = ValueScale.NiceStep((slider.To - slider.From) * factor, 100);
            SliderSpec spec = new(NameOf(slider, Words), unit, slider.From * factor, slider.To * factor, step, slider.Value * factor);
            SliderResult result = Hud.Slider("slider." + slider.Parameter, panel.Row(Hud.SliderHeight, low ? 2 : Panel.Gap), spec, Dragged(slider) * factor);
            if (result.Changed) _dragged = (slider.Parameter, result.Value / factor);
            if (!result.Released || _dragged is not { } dragged || dragged.Parameter != slider.Parameter) continue;
            _dragged = null;
            Session.BeginMove();
            Session.Move(slider.Parameter, dragged.Value);
        }
        if (low && !Session.CanUndo && !Session.CanRedo && Session.State.Moved.Count == 0) return;
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
        Box row = panel.Row(26, 6);
        Switch("layer.buildings", row.Column(0, 2, 4), layers.Buildings, on => now = now with { Buildings = on });
        Switch("layer.roads", row.Column(1, 2, 4), layers.Roads, on => now = now with { Roads = on });
        row = panel.Row(26, 6);
        Switch("layer.shadows", row.Column(0, 2, 4), layers.Shadows, on => now = now with { Shadows = on });
        Switch("layer.labels", row.Column(1, 2, 4), layers.Labels, on => now = now with { Labels = on });
        if (now != layers) Session.Change(s => s with { Layers = now });

        void Switch(string id, Box box, bool on, Action<bool> set)
        {
            bool after = Hud.Toggle(id, box, Words[id], on);
            if (after != on) set(after);
        }
    }

    // Figures first; what is chosen stands below them and takes the place of the charts where both do not fit.
    private void DrawRight()
    {
        bool low = IsLow, chosen = Session.State.Selection != null;
        float x = Hud.Width - Margin - RightWidth, y = Top;
        if (Session.State.Layers.Charts)
        {
            Box seen;
            using (Panel panel = Hud.Panel("right", x, y, RightWidth, tallest: Bottom - y, padding: low ? 14 : 18))
            {
                DrawCards(panel, low && chosen ? 2 : 4);
                if (!chosen) DrawCharts(panel);
                seen = new(x, y, RightWidth, panel.Height);
            }
            y = seen.Bottom + Gap;
        }
        if (Session.State.Selection is { } selection) DrawSelection(selection, x, y, RightWidth, Bottom - y);
    }

    private void DrawCharts(Panel panel)
    {
        bool low = IsLow;
        DrawSeries(panel, low ? 104 : 150, low ? 84 : 110);
        if (Session.Variable is { OnGround: false } && (!low || panel.Y + 150 < Bottom))
        {
            panel.Heading($"{Words["chart.distribution"]} · {Words[Session.Variable.Kind == VariableKind.Road ? "chart.roads" : "chart.buildings"]}");
            DrawDistribution(panel.Row(120));
        }
        foreach (string note in Notes()) panel.Wrapped(note, Hud.Small, quiet: true);
    }

    // What a reader of the figures must know.
    private IEnumerable<string> Notes()
    {
        RunRecord record = Session.Shown.Record;
        if (Figures.IsInvented(Session.Shown)) yield return Words["note.invented"];
        if (record.Settings.Any(s => s.StartsWith("weather.zone", StringComparison.Ordinal))) yield return Words["note.weather"];
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

    private Run? BaselineOf(Run run) => ReferenceEquals(run, Session.A) ? null : Session.A;

    private void DrawSeries(Panel panel, float tall, float tallOfDifference)
    {
        (double from, double to) = new TimelineState(Session.Calendar, Session.State.Hour, Session.State.Period).View;
        (int, int, int, double, string?, string) now = (Session.DataRevision, Session.IndexA, Session.IndexB, to - from, Session.Variable?.Key, Session.State.Series);
        if (_charted != now) (_charted, _curves) = (now, CurvesOf(to - from));
        if (_curves is not { } curves) return;
        if (IsLow) panel.Heading(Figures.NameOf(curves.Name, curves.Meaning, Words));
        else ChooseSeries(panel.Row(Hud.ButtonHeight), curves.Name);
        bool two = curves.B != null;
        (float, float) gutters = (46, 22);
        List<Series> lines = [new("A", curves.A, Theme.A) { Area = true }];
        if (curves.B is { } b) lines.Add(new("B", b, Theme.B));
        ChartSpec spec = new(curves.Unit, Session.Calendar, curves.Step, from, to, lines) { FromZero = true, Timeless = two, Size = curves.Size, Gutters = gutters };
        Point("series", panel.Row(two ? tall : tall + tallOfDifference, two ? 0 : Panel.Gap), spec);
        if (curves.Change is not { } change) return;
        Series difference = new("", change, Theme.Difference) { Hours = curves.Hours };
        Point("series.difference", panel.Row(tallOfDifference), spec with { Series = [difference], Title = "B − A", Signed = true, Timeless = false });

        void Point(string id, Box box, ChartSpec chart)
        {
            double? pointed = Hud.Chart(id, box, chart with { Cursor = Session.State.Hour });
            if (pointed is { } hour && (int)hour != Session.State.Hour) Session.Change(s => s with { Hour = (int)hour });
        }
    }

    private void ChooseSeries(Box box, string shown)
    {
        NumberColumn[] columns = [.. Figures.SeriesOf(Session.A)];
        string[] names = [.. columns.Select(c => Figures.NameOf(c.Name, c.Meaning, Words))];
        int now = Array.FindIndex(columns, c => c.Name == shown), chosen = Hud.Dropdown("series.choose", box, names, now, columns[now].Meaning);
        if (chosen != now) Session.Change(s => s with { Series = columns[chosen].Name });
    }

    /// <summary>What the chart draws: means of steps, and B − A hour by hour where steps are longer.</summary>
    private sealed record Curves(string Name, string Meaning, string Unit, double Step, double Size, float[] A, float[]? B, float[]? Change, float[]? Hours);

    private (int, int, int, double, string?, string) _charted;
    private Curves? _curves;

    private Curves? CurvesOf(double shown)
    {
        if (Figures.SeriesOf(Session.A, Session.Variable, Session.State.Series) is not { } a) return null;
        (float[] ofA, double step) = Figures.Reduced(a.Values, shown);
        double size = a.Values.Max(Math.Abs);
        if (Session.IndexA == Session.IndexB || Figures.SeriesOf(Session.B, Session.Variable, Session.State.Series) is not { } b) return new(a.Name, a.Meaning, a.Unit, step, size, ofA, null, null, null);
        double[] change = [.. b.Values.Zip(a.Values, (vb, va) => vb - va)];
        return new(a.Name, a.Meaning, a.Unit, step, Math.Max(size, b.Values.Max(Math.Abs)), ofA, Figures.Reduced(b.Values, shown).Values, Figures.Reduced(change, shown).Values,
            step > 1 ? Array.ConvertAll(change, v => (float)v) : null);
    }

    private void DrawDistribution(Box box)
    {
        ValueScale scale = Session.Scale;
        int classes = scale.Map.Classes > 0 ? scale.Map.Classes : 24;
        bool showsA = Session.IndexShown == Session.IndexA;
        double[] shown = Distribution.Count(Session.Values(Session.IndexShown), scale.Low, scale.High, classes);
        int other = showsA ? Session.IndexB : Session.IndexA;
        Hud.Histogram("distribution", box, new(scale.Map.Classes > 0 ? "" : Shown.Unit, scale.Low / Shown.Factor, scale.High / Shown.Factor, shown, t => scale.Map.At(t))
        {
            Other = other == Session.IndexShown ? null : Distribution.Count(Session.Values(other), scale.Low, scale.High, classes),
            OtherColour = showsA ? Theme.B : Theme.A,
            Names = showsA ? ("A", "B") : ("B", "A"),
            Classes = [.. (Session.Variable?.Classes ?? []).Select(Words.OfClass)],
        });
    }

    private void DrawSeveral()
    {
        foreach ((Pane pane, int k) in Panes.Select((p, k) => (p, k)))
        {
            float left = (float)(pane.Left * Hud.Width), right = (float)(pane.Right * Hud.Width), wide = MathF.Min(380, right - left - 2 * Margin);
            if (pane.IsDifference)
            {
                Hud.ViewLabel("view.difference", (left + right) / 2, Top + 4, Words["compare.difference"], Theme.Difference);
                continue;
            }
            Box box = new((left + right - wide) / 2, Top, wide, ChooserHeight);
            Hud.Backdrop($"view.{k}", box);
            Hud.Canvas.Text(box.X + 20, box.MiddleY, Words[k == 0 ? "scenario.a" : "scenario.b"], 17, k == 0 ? Theme.A : Theme.B, bold: true, Align.Centre);
            Choose(k == 0 ? "scenario.a" : "scenario.b", new(box.X + 38, box.Y + 5, box.Width - 43, Hud.ButtonHeight), isB: k == 1);
        }
        DrawStrip();
        float edge = Hud.Width - Margin;
        if (Session.State.Selection is { } selection)
        {
            edge -= SelectionWidth + Gap;
            DrawSelection(selection, Hud.Width - Margin - SelectionWidth, Top + ChooserHeight + Gap, SelectionWidth, StripTop - Gap - Top - ChooserHeight - Gap);
        }
        DrawFurniture(edge, StripTop - Gap);
    }

    // Variable, legend, figures of A and B, legend of the change: one row below the views, so that they stay free.
    private void DrawStrip()
    {
        Box strip = new(Margin, StripTop, Hud.Width - 2 * Margin, Bottom - StripTop), row = strip.Inset(StripPadding + 4, StripPadding);
        Hud.Backdrop("strip", strip);
        bool triple = Session.State.Layout == Layout.Triple;
        float gap = IsNarrow ? 22 : 32, wide = Math.Clamp((row.Width - 3 * gap) / 6, 185, 320);
        Hud.Canvas.TextIn("variable.heading", new(row.X, row.Y, wide, 16), Words["variable"], Hud.Small, Theme.QuietInk);
        if (Session.Variables.Count > 0) ChooseVariable(new(row.X, row.Bottom - Hud.ButtonHeight, wide, Hud.ButtonHeight));
        float x = row.X + wide + gap, end = row.Right;
        if (triple)
        {
            Hud.LegendStrip("legend.difference", new(end - wide, row.Y, wide, row.Height), Legend(difference: true));
            end -= wide + gap;
        }
        LegendSpec legend = Legend(difference: false);
        float legendWide = Hud.LegendStripWidth(legend, wide, end - x);
        Hud.LegendStrip("legend", new(x, row.Y, legendWide, row.Height), legend);
        MoveLegend();
        x += legendWide + gap;
        if (!Session.State.Layers.Charts) return;
        List<(IndicatorCard Card, float Width)> shown = [];
        float used = 0;
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

    private Run Asked => Session.Shown;
    private string Question => Asked.QuestionIn(Words.Language) is { Length: > 0 } question ? question : Session.Source.Territory.Name;
    private float ClockWidth => ShowsTime ? Hud.Canvas.TextWidth("00 h 00", 30, bold: true) + 24 : 0;
    private float BannerButtons => Hud.ButtonWidth(Words["present.leave"]) + ClockWidth;

    private IReadOnlyList<IndicatorCard> KioskIndicators => !Session.State.Layers.Charts || (ShowsTime && Hud.Height < 600) ? [] : Figures.Cards(Session.Shown, BaselineOf(Session.Shown), Math.Clamp((int)((Hud.Width - 2 * Margin + Gap) / (LeastKioskCard + Gap)), 1, KioskCards), Words);

    private float CardsTop => KioskIndicators is { Count: > 0 } cards ? Bottom - KioskCardHeight(cards) : Bottom + Gap;

    private float KioskCardHeight(IReadOnlyList<IndicatorCard> cards) => cards.Max(c => Hud.CardHeight(c, KioskCardWidth(cards.Count)));

    private float KioskCardWidth(int count) => (Hud.Width - 2 * Margin - (count - 1) * Gap) / count;

    private void DrawKiosk()
    {
        Box bar = new(Margin, Margin, Hud.Width - 2 * Margin, Top - Gap - Margin);
        string[] parts = [Session.Source.Territory.Name, Words.Format("buildings", Hud.Numbers.Number(Session.Buildings)), $"{Asked.Record.Years[^1]}"];
        Box right = Hud.Banner("title", bar, Question, string.Join(" · ", Question == parts[0] ? parts.Skip(1) : parts), BannerButtons);
        if (ShowsTime) Hud.Canvas.Text(right.X + ClockWidth - 24, right.MiddleY, Hud.Numbers.Clock(Session.Calendar.At(Session.State.Hour).DateTime), 30, Theme.Ink, bold: true, Align.Right);
        Box leave = new(right.X + ClockWidth, right.Y, right.Width - ClockWidth, right.Height);
        if (Hud.Button("present", leave, Words["present.leave"], on: true)) TogglePresentation();
        using (Panel panel = Hud.Panel("left", Margin, Top, LeftWidth, tallest: CardsTop - Gap - Top, padding: 14))
        {
            if (Hud.Height < 600)
            {
                panel.Title(VariableName);
                LegendSpec strip = Legend(false);
                Hud.LegendStrip("legend", panel.Row(Hud.LegendStripHeightOf(strip, panel.Width)), strip);
            }
            else
            {
                LegendSpec legend = Legend(false, VariableName);
                Hud.Legend("legend", panel.Row(Hud.LegendHeight(legend, panel.Width)), legend);
            }
            ChooseShown(panel);
        }
        IReadOnlyList<IndicatorCard> cards = KioskIndicators;
        if (cards.Count == 0) return;
        Box row = new(Margin, CardsTop, Hud.Width - 2 * Margin, Bottom - CardsTop);
        for (int k = 0; k < cards.Count; k++)
        {
            Box box = row.Column(k, cards.Count, Gap);
            Hud.Backdrop($"indicator.{k}.back", box);
            Hud.Card($"indicator.{k}", box, cards[k]);
        }
    }

    private void ChooseShown(Panel panel)
    {
        if (Session.IndexA == Session.IndexB) return;
        foreach (bool isB in new[] { false, true })
        {
            string name = NameOf(isB ? Session.B : Session.A);
            if (Hud.Choice(isB ? "scenario.1" : "scenario.0", panel.Row(Hud.ChoiceHeight(name, panel.Width), 6), name, isB ? Theme.B : Theme.A, Session.State.ShowsB == isB)) Session.Change(s => s with { ShowsB = isB });
        }
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
