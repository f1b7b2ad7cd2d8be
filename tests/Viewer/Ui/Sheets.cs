using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Viewer;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Tests.Viewer.Ui;

/// <summary>All widgets on a few pages, arranged as the viewer arranges them.</summary>
internal sealed class Sheets
{
    public static readonly Calendar Calendar = new(2030, CalendarRules.France);

    public TimelineState Time { get; set; } = new(Calendar, 197 * 24 + 14.87);
    public int Layout { get; set; }
    public int Variable { get; set; } = 1;
    public bool Roofs { get; set; } = true;
    public double Renovated { get; set; } = 40;
    public double SetPoint { get; set; } = 19.5;
    public int Presses { get; private set; }
    public int Releases { get; private set; }
    public bool HelpOpen { get; set; }
    public double? Pointed { get; private set; }

    public static Rgba Heat(double t) => ColorMap.Heat.At(t);
    public static Rgba Cool(double t) => ColorMap.Cool.At(t);
    public static Rgba Change(double t) => ColorMap.Difference.At(t);

    public static readonly LegendSpec HeatLegend = new("Temperature", "degC", 20, 40, Heat) { Above = true };
    public static readonly LegendSpec NeedLegend = new("Besoin de chauffage", "kWh m-2 year-1", 0, 250, Cool) { Above = true, Missing = Rgba.Hex(0x9aa4ae) };
    public static readonly LegendSpec ChangeLegend = new("Écart du besoin de chauffage", "kWh m-2 year-1", -80, 80, Change) { Difference = true, Below = true, Above = true };

    public static readonly IndicatorCard[] Cards =
    [
        new("Énergie finale des bâtiments", 31_284_000, "kWh", 38_912_000, LowerIsBetter: true),
        new("Émissions", 5_214_000, "kgCO2e", 6_020_000, LowerIsBetter: true, Range: (4_900_000, 5_600_000)),
        new("Dépense des ménages", 4_210_000, "€", 4_105_000, LowerIsBetter: true),
        new("Production solaire", 2_860_000, "kWh", 0, LowerIsBetter: false),
    ];

    /// <summary>Title, controls, legend, timeline.</summary>
    public void Controls(Hud hud)
    {
        Words words = hud.Words;
        Title(hud, "Et si la rénovation passait d’abord ?");
        using (Panel panel = hud.Panel("layers", 16, 92, 308, tallest: hud.Height - 204))
        {
            panel.Heading(words["scenario"]);
            hud.ToggleGroup("scenario", panel.Row(36), [words["scenario.a"], words["scenario.b"]], 0);
            panel.Heading(words["variable"]);
            Variable = hud.Dropdown("variable", panel.Row(36), Names(words), Variable, words["variable"]);
            panel.Space(4);
            hud.Legend("legend", panel.Row(hud.LegendHeight(NeedLegend, panel.Width)), NeedLegend);
            panel.Heading(words["layers"]);
            Roofs = hud.Toggle("layer.shadows", panel.Row(26), words["layer.shadows"], Roofs);
            hud.Toggle("layer.labels", panel.Row(26), words["layer.labels"], on: false);
            hud.Toggle("layer.lines", panel.Row(26), words["layer.lines"], on: true);
        }
        using (Panel panel = hud.Panel("parameters", hud.Width - 16 - 340, 92, 340, tallest: hud.Height - 204))
        {
            panel.Title(words["parameters"]);
            SliderResult renovated = hud.Slider("renovated", panel.Row(Hud.SliderHeight), new(words["parameter.renovated"], "%", 0, 100, 1, Baseline: 10), Renovated);
            Renovated = renovated.Value;
            if (renovated.Released) Releases++;
            SetPoint = hud.Slider("setpoint", panel.Row(Hud.SliderHeight), new(words["parameter.setpoint"], "degC", 16, 23, 0.5, Baseline: 20), SetPoint).Value;
            hud.Slider("price", panel.Row(Hud.SliderHeight), new(words["parameter.price"], "€/kWh", 0.1, 0.4, 0.01), 0.23);
            hud.Progress("computing", panel.Row(34), words["parameter.computing"], 0.62);
            Box row = panel.Row(36);
            hud.IconButton("undo", row with { Width = 44 }, Icon.Undo, words["undo"]);
            hud.IconButton("redo", row with { X = row.X + 52, Width = 44 }, Icon.Redo, words["redo"], enabled: false);
            if (hud.Button("save", row with { X = row.X + 104, Width = row.Width - 104 }, words["save.scenario"], tip: words["save.scenario"])) Presses++;
            panel.Pair(words["picked.area"], hud.Numbers.Value(1284, "m2"));
            panel.Pair(words["picked.confidence"], words["confidence.medium"]);
        }
        hud.Compass("north", hud.Width - 390, 124, 0.6f);
        hud.ScaleBar("scale", hud.Width - 370, hud.Height - 140, 0.9 / hud.Canvas.Scale);
        Time = hud.Timeline(new(16, hud.Height - 96, hud.Width - 32, Hud.TimelineHeight), Time);
        if (HelpOpen) HelpOpen = hud.Help(HelpEntries(words));
        hud.Messages(new(20, 96, hud.Width - 40, hud.Height - 96));
    }

    /// <summary>Charts, histogram, cards, caption.</summary>
    public void Figures(Hud hud)
    {
        Words words = hud.Words;
        using (Panel panel = hud.Panel("charts", 16, 16, 470, tallest: hud.Height - 32))
        {
            panel.Title(words["chart.series"]);
            Pointed = hud.Chart("chart", panel.Row(190), YearOf(hud, words)) ?? Pointed;
            hud.Chart("chart.day", panel.Row(160), DayOf(hud, words));
            panel.Title(words["chart.distribution"]);
            hud.Histogram("histogram", panel.Row(150), Spread(hud.Theme.B));
        }
        float width = MathF.Min(300, (hud.Width - 470 - 64) / 2);
        for (int k = 0; k < Cards.Length; k++)
            hud.Card($"card.{k}", CardBox(hud, k, width), Cards[k]);
        Box strip = new(502, 286, 2 * width + 16, Hud.ComparisonHeight + 20), row = strip.Inset(14, 10);
        hud.Backdrop("strip", strip);
        hud.LegendStrip("strip.legend", row with { Width = 190 }, NeedLegend);
        hud.Comparison("strip.0", new(row.X + 214, row.Y, hud.ComparisonWidth(Cards[1]), row.Height), Cards[1]);
        hud.Comparison("strip.1", new(row.X + 424, row.Y, hud.ComparisonWidth(Cards[2]), row.Height), Cards[2]);
        using (Panel panel = hud.Panel("building", 502, 374, 2 * width + 16, tallest: hud.Height - 384))
        {
            panel.Title(words["chart.year"]);
            hud.YearChart("building.year", panel.Row(130), "kWh m-2", Months(1), Months(1.4));
            hud.Legend("difference", panel.Row(hud.LegendHeight(ChangeLegend, panel.Width)), ChangeLegend);
            panel.Wrapped(words["picked.nothing"], quiet: true);
        }
    }

    /// <summary>What an audience sees: question, clock, legend, caption, timeline.</summary>
    public void Kiosk(Hud hud)
    {
        Words words = hud.Words;
        const string question = "Pour 40 M€, vaut-il mieux isoler les logements d’avant 1975 ou couvrir les grands toits ?";
        Box bar = new(16, 14, hud.Width - 32, hud.BannerHeight(question, "", hud.Width - 32, 230));
        Box right = hud.Banner("title", bar, question, "", "Olemps · 3 600 habitants · 2030", 230);
        hud.Canvas.Text(right.X + 110, right.MiddleY, hud.Numbers.Clock(Time.Time), 28, hud.Theme.Ink, bold: true, Align.Right);
        hud.Button("present", new(right.Right - 100, right.Y, 100, 34), words["present.leave"], on: true);
        using (Panel panel = hud.Panel("legend.panel", 16, bar.Bottom + 14, 230)) hud.Legend("legend", panel.Row(hud.LegendHeight(HeatLegend, panel.Width)), HeatLegend);
        hud.Choice("scenario.0", new(260, bar.Bottom + 16, 260, hud.ChoiceHeight(words["scenario.baseline"], 260)), words["scenario.baseline"], hud.Theme.A, on: false);
        hud.Choice("scenario.1", new(260, bar.Bottom + 60, 260, hud.ChoiceHeight("Rénovation et toits solaires d’ici à 2035", 260)), "Rénovation et toits solaires d’ici à 2035", hud.Theme.B, on: true);
        hud.ViewLabel("label.a", hud.Width * 0.75f, bar.Bottom + 16, "A  " + words["scenario.baseline"]);
        hud.Caption("caption", "Au nord du bourg, une maison sur deux date d’avant 1975 : c’est là que la rénovation change le plus la facture.", new(30, 0, hud.Width - 60, hud.Height - 122), words.Format("tour.step", "2", "5"));
        Time = hud.Timeline(new(16, hud.Height - 106, hud.Width - 32, Hud.TimelineHeight), Time, showsClock: false);
        hud.Foot("sources", "IGN, BD TOPO (Licence Ouverte / Etalab 2.0) · " + words.Format("computed.by", "TerritoryTwin 0.1.0"));
    }

    public static HelpEntry[] HelpEntries(Words words)
    {
        (string Group, string Keys, string Meaning)[] lines =
        [
            ("help.look", "", "help.key.orbit"), ("help.look", "", "help.key.pan"), ("help.look", "", "help.key.zoom"), ("help.look", "", "help.key.pick"),
            ("help.look", "1 2 3 4", "help.key.layout"), ("help.look", "H", "help.key.home"),
            ("help.time", "key.space", "help.key.play"), ("help.time", "key.arrows", "help.key.step"),
            ("help.do", "D", "help.key.theme"), ("help.do", "L", "help.key.language"), ("help.do", "P", "help.key.present"), ("help.do", "S", "help.key.image"),
            ("help.do", "Ctrl Z", "help.key.undo"), ("help.do", "key.tab", "help.key.focus"), ("help.do", "key.enter", "help.key.press"), ("help.do", "?", "help.key.help"), ("help.do", "key.escape", "help.key.close"),
        ];
        return [.. lines.Select(l => new HelpEntry(words[l.Group], words[l.Keys], words[l.Meaning]))];
    }

    private void Title(Hud hud, string question)
    {
        Words words = hud.Words;
        string[] layouts = [words["layout.3d"], words["layout.plan"], words["layout.compare"], words["layout.difference"]];
        float group = hud.ToggleGroupWidth(layouts), present = hud.ButtonWidth(words["present"]), language = hud.ButtonWidth(words["language.other"]);
        Box row = hud.TitleBar("title", new(16, 14, hud.Width - 32, 62), question, "Olemps · " + words.Format("inhabitants", hud.Numbers.Number(3600)), group + present + language + 120);
        Layout = hud.ToggleGroup("layout", row with { Width = group }, layouts, Layout);
        float x = row.X + group + 10;
        hud.IconButton("image", new(x, row.Y, 40, 34), Icon.Image, words["image"]);
        hud.Button("present", new(x + 48, row.Y, present, 34), words["present"]);
        hud.Button("language", new(x + 56 + present, row.Y, language, 34), words["language.other"]);
        if (hud.IconButton("help", new(row.Right - 40, row.Y, 40, 34), Icon.Help, words["help"])) HelpOpen = true;
    }

    private static string[] Names(Words words) => [words["variable.none"], words["variable.buildings"], words["variable.ground"], words["variable.roads"], .. Enumerable.Range(1, 30).Select(k => $"Grandeur {k}")];

    private static Box CardBox(Hud hud, int k, float width) => new(502 + k % 2 * (width + 16), 16 + k / 2 * 152, width, Cards.Skip(k / 2 * 2).Take(2).Max(c => hud.CardHeight(c, width)));

    private static ChartSpec YearOf(Hud hud, Words words)
    {
        float[] Load(double scale) => [.. Enumerable.Range(0, 8760).Select(h => (float)(scale * (14 - 9 * Math.Cos((h / 24.0 - 20) / 365 * 2 * Math.PI) * -1 + 3 * Math.Sin(h / 24.0 * 2 * Math.PI) + 2 * Math.Sin(h * 0.37))))];
        return new("MWh", Calendar, 1, 0, 8760,
            [new("A", Load(1), hud.Theme.A) { Area = true }, new("B", Load(0.78), hud.Theme.B)]) { Cursor = 4743, FromZero = true };
    }

    private static ChartSpec DayOf(Hud hud, Words words)
    {
        float[] Temperature(double shift) => [.. Enumerable.Range(0, 25).Select(h => (float)(27 + shift - 6 * Math.Cos((h - 3) / 24.0 * 2 * Math.PI)))];
        return new("degC", Calendar, 1, 0, 24, [new(words["scenario.baseline"], Temperature(0), hud.Theme.A), new("B", Temperature(-0.8), hud.Theme.B)]) { Cursor = 14.87 };
    }

    private static Distribution Spread(Rgba other)
    {
        double[] Bell(double middle, double width) => [.. Enumerable.Range(0, 25).Select(k => Math.Round(400 * Math.Exp(-Math.Pow((k - middle) / width, 2))))];
        return new("kWh m-2 year-1", 0, 250, Bell(14, 5), Cool) { Other = Bell(10, 4), OtherColour = other };
    }

    private static double[] Months(double scale) => [.. Enumerable.Range(0, 12).Select(m => scale * (9 + 8 * Math.Cos(m / 12.0 * 2 * Math.PI)))];
}
