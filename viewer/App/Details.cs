using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

public sealed partial class Viewer
{
    private const int MonthsOfYear = 12;

    private void DrawSelection(Panel panel, Selection selection)
    {
        Box row = panel.Row(24, 8);
        Hud.Canvas.TextIn("selection.title", row with { Width = row.Width - 34 }, TitleOf(selection), 15, Theme.Ink, bold: true);
        if (Hud.IconButton("selection.close", new(row.Right - 26, row.Y - 2, 26, 26), Icon.Close, Words["close"])) Session.Change(s => s with { Selection = null });
        if (selection.Kind == "building") DrawBuilding(panel, selection.Index);
        else if (selection.Kind == "road") DrawRoad(panel, Session.Source.Territory.Roads[selection.Index]);
        else DrawCell(panel, selection.Index);
        panel.Space(8);
    }

    private string TitleOf(Selection selection) => selection.Kind switch
    {
        "building" => $"{Words["picked.building"]} {Session.Source.Territory.Buildings[selection.Index].Id}",
        "road" => Session.Source.Territory.Roads[selection.Index] is { Name.Length: > 0 } road ? road.Name : Words["picked.road"],
        _ => Words["picked.cell"],
    };

    private void DrawBuilding(Panel panel, int index)
    {
        Building b = Session.Source.Territory.Buildings[index];
        if (b.District.Length > 0) panel.Wrapped(b.District, Hud.Small, quiet: true);
        if (Session.Variable is { Kind: not VariableKind.Grid } variable)
        {
            panel.Pair(VariableName, Hud.Numbers.Value(Session.Values(Session.IndexShown)[index], variable.Unit));
            if (Session.IndexA != Session.IndexB) panel.Pair(Words["compare.difference"], Hud.Numbers.Signed(Session.Differences()[index], variable.Unit));
        }
        foreach (Variable hourly in Session.HourlyQuantities.Where(q => Math.Abs(Session.HourValue(Session.IndexShown, q.Name, index)) > 0).Take(3))
            panel.Pair(Words.Format("variable.hourly", Figures.NameOf(hourly.Name, hourly.Meaning, Words)), Hud.Numbers.Value(Session.HourValue(Session.IndexShown, hourly.Name, index), hourly.Unit));
        DrawYear(panel, index);
        Attribute(panel, "picked.use", Words["use." + b.Use.Value], b.Use.Source, b.Use.Confidence);
        Attribute(panel, "picked.built", $"{b.Built.Value}", b.Built.Source, b.Built.Confidence);
        Attribute(panel, "picked.area", Hud.Numbers.Value(b.HeatedArea, "m2", 0), b.HeatedArea.Source, b.HeatedArea.Confidence);
        Attribute(panel, "picked.height", Hud.Numbers.Value(b.Height, "m", 1), b.Height.Source, b.Height.Confidence);
        Attribute(panel, "picked.heating", Words["system." + b.Heating.Value], b.Heating.Source, b.Heating.Confidence);
    }

    // The quantity shown, hour by hour when it is simulated; else the building has no year to show.
    private void DrawYear(Panel panel, int index)
    {
        Variable? quantity = Session.HourlyQuantities.FirstOrDefault(q => q.Name == Session.Variable?.Name) ?? Session.HourlyQuantities.FirstOrDefault();
        if (quantity == null) return;
        IReadOnlyList<double> shown = Session.Months(Session.IndexShown, quantity.Name, index), baseline = Session.Months(Session.IndexA, quantity.Name, index);
        if (shown.Count != MonthsOfYear) return;
        panel.Heading(Figures.NameOf(quantity.Name, quantity.Meaning, Words));
        Hud.YearChart("selection.year", panel.Row(96), quantity.Unit, shown, Session.IndexShown == Session.IndexA || baseline.Count != MonthsOfYear ? null : baseline);
    }

    private void DrawRoad(Panel panel, Road road)
    {
        Attribute(panel, "picked.class", Words["road." + road.Class.Value], road.Class.Source, road.Class.Confidence);
        double length = 0;
        for (int k = 1; k < road.X.Length; k++) length += Math.Sqrt(Square(road.X[k] - road.X[k - 1]) + Square(road.Y[k] - road.Y[k - 1]));
        panel.Pair(Words["picked.length"], Hud.Numbers.Length(Math.Round(length)));

        static double Square(double v) => v * v;
    }

    private void DrawCell(Panel panel, int index)
    {
        if (Session.Grid(Session.IndexShown) is not { } grid || index >= grid.Values.Length)
        {
            panel.Wrapped(Words["picked.nothing"], Hud.Small, quiet: true);
            return;
        }
        panel.Pair(VariableName, Hud.Numbers.Value(grid.Values[index], Session.Variable!.Unit));
        if (Session.Grid(Session.IndexB) is { } b && Session.Grid(Session.IndexA) is { } a && a.Values.Length == b.Values.Length && Session.IndexA != Session.IndexB)
            panel.Pair(Words["compare.difference"], Hud.Numbers.Signed(b.Values[index] - a.Values[index], Session.Variable.Unit));
    }

    private void Attribute(Panel panel, string key, string value, Source source, float confidence)
    {
        panel.Pair(Words[key], value);
        Box row = panel.Row(15, 5);
        string certain = Words[confidence >= 0.7f ? "confidence.high" : confidence >= 0.4f ? "confidence.medium" : "confidence.low"];
        Hud.Canvas.TextIn("selection.source", row, $"{Words["source." + source]} · {Words["picked.confidence"]}: {certain}", Hud.Small, Theme.QuietInk, align: Align.Right);
    }

    private void DrawTip()
    {
        if (Hovered is not { Kind: "building" } hovered || Dragging || HelpOpen || Session.Variable is not { Kind: not VariableKind.Grid } variable) return;
        float x = _pointer.X / Hud.Canvas.Scale, y = _pointer.Y / Hud.Canvas.Scale;
        Pane pane = Panes.FirstOrDefault(p => x / Hud.Width >= p.Left && x / Hud.Width < p.Right);
        float[] values = pane.IsDifference ? Session.Differences() : Session.Values(pane.Run);
        string text = pane.IsDifference ? Hud.Numbers.Signed(values[hovered.Index], variable.Unit) : Hud.Numbers.Value(values[hovered.Index], variable.Unit);
        float wide = Hud.Canvas.TextWidth(text, Hud.Normal, bold: true) + 24;
        Box box = new(Math.Clamp(x + 14, 4, Math.Max(4, Hud.Width - wide - 4)), Math.Clamp(y - 40, 4, Math.Max(4, Hud.Height - 36)), wide, 32);
        Hud.Canvas.Shadow(box, Theme.Shadow, 8, 8);
        Hud.Canvas.Fill(box, Theme.Ink, 8);
        Hud.Canvas.Text(box.MiddleX, box.MiddleY, text, Hud.Normal, Theme.Panel with { A = 255 }, bold: true, Align.Centre);
    }
}
