using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Ui;

namespace TerritoryTwin.Viewer.App;

/// <summary>The hours of the territory, A and B, and below them B − A.</summary>
internal sealed class SeriesChart(Session session, Hud hud, ScreenLayout layout) : ScreenPart(session, hud)
{
    private (int, int, int, double, string?, string) _charted;
    private Curves? _curves;

    /// <summary>Draws both charts.</summary>
    /// <param name="panel">Into which.</param> <param name="tall">Height of the values.</param> <param name="tallOfDifference">Height of the change, which the values take where there is none.</param>
    public void Draw(Panel panel, float tall, float tallOfDifference)
    {
        (double from, double to) = new TimelineState(Session.Calendar, Session.State.Hour, Session.State.Period).View;
        (int, int, int, double, string?, string) now = (Session.DataRevision, Session.IndexA, Session.IndexB, to - from, Session.Variable?.Key, Session.State.Series);
        if (_charted != now) (_charted, _curves) = (now, CurvesOf(to - from));
        if (_curves is not { } curves) return;
        if (layout.IsLow) panel.Heading(Words.NameOf(curves.Name, curves.Meaning));
        else Choose(panel.Row(Hud.ButtonHeight), curves.Name);
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

    private void Choose(Box box, string shown)
    {
        NumberColumn[] columns = [.. Figures.SeriesOf(Session.A)];
        string[] names = [.. columns.Select(c => Words.NameOf(c.Name, c.Meaning))];
        int now = Array.FindIndex(columns, c => c.Name == shown), chosen = Hud.Dropdown("series.choose", box, names, now, columns[now].Meaning);
        if (chosen != now) Session.Change(s => s with { Series = columns[chosen].Name });
    }

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

    // What the chart draws: means of steps, and B − A hour by hour where steps are longer.
    private sealed record Curves(string Name, string Meaning, string Unit, double Step, double Size, float[] A, float[]? B, float[]? Change, float[]? Hours);
}
