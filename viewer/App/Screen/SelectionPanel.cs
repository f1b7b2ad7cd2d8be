using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>What is chosen: a building, a road or a cell, with its values, and where they come from.</summary>
internal sealed class SelectionPanel(Session session, Hud hud, ScreenLayout layout, ElementWords words) : ScreenPart(session, hud)
{
    private const int MonthsOfYear = 12, MostHourly = 3;
    private const float LeastHeight = 60;
    private const double Unseen = 1e-9;
    private const string LengthColumn = "road_length";           // stands among what is known of the road

    /// <summary>Draws it.</summary>
    /// <param name="selection">What is chosen.</param> <param name="room">Where; it is as tall as it must be, at most this.</param>
    public void Draw(Chosen selection, Box room)
    {
        using Panel panel = Hud.Panel("selection", room.X, room.Y, room.Width, tallest: MathF.Max(LeastHeight, room.Height), padding: layout.PanelPadding);
        Box row = panel.Row(24, 2);
        float wide = row.Width - 34;
        Hud.Canvas.TextIn("selection.title", row with { Width = wide }, Hud.Canvas.Shortened(TitleOf(selection), 15, bold: true, wide), 15, Theme.Ink, bold: true);
        if (Hud.IconButton("selection.close", new(row.Right - 26, row.Y - 2, 26, 26), Icon.Close, Words["close"])) Session.Change(s => s with { Selection = null });
        string below = SubtitleOf(selection);
        if (below.Length > 0) Hud.Canvas.TextIn("selection.subtitle", panel.Row(18, 8), Hud.Canvas.Shortened(below, Hud.Small, bold: false, panel.Width), Hud.Small, Theme.QuietInk);
        if (selection.Kind == "building") DrawBuilding(panel, selection.Index);
        else if (selection.Kind == "road") DrawRoad(panel, selection.Index);
        else DrawCell(panel, selection.Index);
    }

    private string TitleOf(Chosen selection) => selection.Kind switch
    {
        "building" => words.NameOf(Session.Source.Territory.Buildings[selection.Index]),
        "road" => words.NameOf(Session.Source.Territory.Roads[selection.Index]),
        _ => Words["picked.cell"],
    };

    private string SubtitleOf(Chosen selection)
    {
        if (selection.Kind != "building") return "";
        Building building = Session.Source.Territory.Buildings[selection.Index];
        return building.District.Length > 0 ? $"{building.District} · {building.Id}" : building.Id;
    }

    private void DrawBuilding(Panel panel, int index)
    {
        Building b = Session.Source.Territory.Buildings[index];
        if (Session.Variable is { OnBuildings: true }) DrawValues(panel, Session.Values(Session.IndexA)[index], Session.Values(Session.IndexB)[index]);
        Attribute(panel, "picked.heating", Words.OfClass(b.Heating.Value), b.Heating.Source, b.Heating.Confidence);
        Attribute(panel, "picked.area", Hud.Numbers.Value(b.HeatedArea, "m2", 0), b.HeatedArea.Source, b.HeatedArea.Confidence);
        Attribute(panel, "picked.built", $"{b.Built.Value}", b.Built.Source, b.Built.Confidence);
        Attribute(panel, "picked.height", Hud.Numbers.Value(b.Height, "m", 1), b.Height.Source, b.Height.Confidence);
        Attribute(panel, "picked.use", Words.OfClass(b.Use.Value), b.Use.Source, b.Use.Confidence);
        panel.Space(4);
        DrawYear(panel, index);
        foreach (Variable hourly in Session.HourlyQuantities.Where(q => q.Key != Session.Variable?.Key && Math.Abs(Session.HourValue(Session.IndexShown, q.Name, index)) > 0).Take(MostHourly))
            panel.Pair(Words.Format("variable.hourly", Words.NameOf(hourly.Name, hourly.Meaning)), Hud.Numbers.Value(Session.HourValue(Session.IndexShown, hourly.Name, index), hourly.Unit));
    }

    private void DrawRoad(Panel panel, int index)
    {
        Road road = Session.Source.Territory.Roads[index];
        if (Session.Variable is { OnRoads: true }) DrawValues(panel, Session.Values(Session.IndexA)[index], Session.Values(Session.IndexB)[index]);
        Attribute(panel, "picked.class", Words["road." + road.Class.Value], road.Class.Source, road.Class.Confidence);
        panel.Pair(Words["picked.length"], Hud.Numbers.Length(Math.Round(road.Length)));
        foreach (NumberColumn column in (Session.Shown.Roads?.Columns ?? []).OfType<NumberColumn>().Where(c => c.Name != LengthColumn && double.IsFinite(c.Values[index])))
            panel.Pair(Words.NameOf(column.Name, column.Meaning), Hud.Numbers.Value(column.Values[index], column.Unit));
        if (Session.Why(Session.IndexShown) is { } why) DrawWhy(panel, why);
    }

    // Term by term, what it sums to, and the parts below.
    private void DrawWhy(Panel panel, Explanation why)
    {
        panel.Space(4);
        panel.Heading(Words.Explained(why.Key, why.Key));
        foreach (Term fact in why.Facts.Where(f => f.Value != 0))
        {
            bool place = fact.Quantity.Name.StartsWith("from_", StringComparison.Ordinal) || fact.Quantity.Name.StartsWith("to_", StringComparison.Ordinal);
            Pair(fact, place ? " " + fact.Source.Split(';')[0] : "");
        }
        foreach (Term term in why.Terms.Where(t => Math.Abs(t.Value) > Unseen)) Pair(term, "");
        if (why.Total is { } total) Pair(total, "");
        foreach (Explanation part in why.Parts) DrawWhy(panel, part);

        void Pair(Term term, string more) => panel.Pair(Words.Explained(term.Quantity.Name, term.Quantity.Meaning) + more, Hud.Numbers.Value(term.Value, term.Quantity.Unit));
    }

    private void DrawCell(Panel panel, int index)
    {
        if (Session.Grid(Session.IndexShown) is not { } shown || index >= shown.Values.Length) panel.Wrapped(Words["picked.nothing"], Hud.Small, quiet: true);
        else if (Session.Grid(Session.IndexA) is { } a && Session.Grid(Session.IndexB) is { } b && a.Grid == b.Grid) DrawValues(panel, a.Values[index], b.Values[index]);
        else panel.Pair(VariableName, Hud.Numbers.Value(shown.Values[index] / Shown.Factor, Shown.Unit));
    }

    // The variable shown: A, B and the change in their colours.
    private void DrawValues(Panel panel, double a, double b)
    {
        if (Session.Variable is { Classes.Count: > 0 })
        {
            DrawClasses(panel, a, b);
            return;
        }
        string shown = Units.ForPeople(Shown.Unit, Session.State.Language);
        (a, b) = (a / Shown.Factor, b / Shown.Factor);
        panel.Heading(shown.Length > 0 ? $"{VariableName} ({shown})" : VariableName);
        Box row = panel.Row(42, 6);
        if (Session.IndexA == Session.IndexB)
        {
            Hud.Stat("selection.value", row, "", Hud.Numbers.Brief(a), Theme.Ink);
            return;
        }
        Hud.Stat("selection.a", row.Column(0, 3, 8), "A", Hud.Numbers.Brief(a), Theme.A);
        Hud.Stat("selection.b", row.Column(1, 3, 8), "B", Hud.Numbers.Brief(b), Theme.B);
        Hud.Stat("selection.difference", row.Column(2, 3, 8), "B − A", Hud.Numbers.Signed(b - a, ""), Theme.Difference);
    }

    private void DrawClasses(Panel panel, double a, double b)
    {
        panel.Heading(VariableName);
        if (Session.IndexA == Session.IndexB)
        {
            panel.Wrapped(words.ClassOf(a), 16, bold: true);
            return;
        }
        panel.Pair("A", words.ClassOf(a));
        panel.Pair("B", words.ClassOf(b));
        panel.Pair("B − A", words.ChangeOf(a, b));
    }

    // The quantity shown, hour by hour when it is simulated; else the building has no year to show.
    private void DrawYear(Panel panel, int index)
    {
        Variable? quantity = Session.HourlyQuantities.FirstOrDefault(q => q.Name == Session.Variable?.Name) ?? Session.HourlyQuantities.FirstOrDefault();
        if (quantity == null) return;
        IReadOnlyList<double> shown = Session.Months(Session.IndexShown, quantity.Name, index), baseline = Session.Months(Session.IndexA, quantity.Name, index);
        if (shown.Count != MonthsOfYear || !shown.Concat(baseline).Any(v => v != 0)) return;
        bool showsA = Session.IndexShown == Session.IndexA;
        panel.Heading(Words.NameOf(quantity.Name, quantity.Meaning));
        Hud.YearChart("selection.year", panel.Row(96), quantity.Unit, shown, showsA || baseline.Count != MonthsOfYear ? null : baseline, showsA ? Theme.A : Theme.B, Theme.A);
    }

    // Name and value, below them where it comes from and how sure it is.
    private void Attribute(Panel panel, string key, string value, Source source, float confidence)
    {
        Box row = panel.Row(18, 0), origin = panel.Row(15, layout.IsLow ? 2 : 6);
        float wide = Hud.Canvas.TextWidth(value, 13.5f, bold: true);
        Hud.Canvas.TextIn("selection.name", row with { Width = row.Width - wide - 8 }, Words[key], 13.5f, Theme.QuietInk);
        Hud.Canvas.Text(row.Right, row.MiddleY, value, 13.5f, Theme.Ink, bold: true, Align.Right);
        int dots = confidence >= 0.7f ? 3 : confidence >= 0.4f ? 2 : 1;
        string certain = Words.Format("picked.certain", Words[dots == 3 ? "confidence.high" : dots == 2 ? "confidence.medium" : "confidence.low"]);
        Hud.Canvas.TextIn("selection.source", origin with { Width = origin.Width - 48 }, $"{Words.OfClass(source)} · {certain}", Hud.Small, Theme.QuietInk);
        Hud.Confidence(origin.Right, origin.MiddleY, dots);
    }
}
