using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Written at its end.</param>
/// <param name="Values">Evenly spaced from hour 0; NaN leaves a gap.</param>
/// <param name="Colour">Of line and name.</param>
public sealed record Series(string Name, float[] Values, Rgba Colour)
{
    /// <summary>The area below is tinted.</summary>
    public bool Area { get; init; }
    /// <summary>The same hour by hour, where <see cref="Values"/> are means of longer steps: its range is drawn behind the line.</summary>
    public float[]? Hours { get; init; }
}

/// <summary>A chart over time.</summary>
/// <param name="Unit">As results write it.</param>
/// <param name="Calendar">Dates the hours.</param>
/// <param name="StepHours">Between values [h].</param>
/// <param name="From">First hour shown.</param>
/// <param name="To">Last hour shown.</param>
/// <param name="Series">The lines.</param>
public sealed record ChartSpec(string Unit, Calendar Calendar, double StepHours, double From, double To, IReadOnlyList<Series> Series)
{
    /// <summary>The hour of the cursor, when one is shown.</summary>
    public double? Cursor { get; init; }
    /// <summary>The axis holds zero.</summary>
    public bool FromZero { get; init; }
    /// <summary>Limits shared with other charts; else those of the values shown.</summary>
    public (double Low, double High)? Limits { get; init; }
    /// <summary>What is drawn, written before the unit; empty where a heading says it.</summary>
    public string Title { get; init; } = "";
    /// <summary>A change: signs on the values.</summary>
    public bool Signed { get; init; }
    /// <summary>The unit is chosen for values of this size; else for those shown.</summary>
    public double? Size { get; init; }
    /// <summary>Without the calendar below: another chart of the same hours stands under this one.</summary>
    public bool Timeless { get; init; }
    /// <summary>Room kept on the left and on the right, so that charts above each other share their hours; else what the labels ask.</summary>
    public (float Left, float Right)? Gutters { get; init; }
}

public sealed partial class Hud
{
    private const float LabelLine = 16, ChartHead = 22, ChartFoot = 30;
    private const double Unseen = 1e-6;

    /// <summary>Lines over time with their names at their ends and their values at the cursor.</summary>
    /// <returns>The hour that the user points at with the button down; null when none.</returns>
    public double? Chart(string id, Box box, ChartSpec spec)
    {
        Touch touch = Touched(id, box, focusable: false);
        (double low, double high) = spec.Limits ?? Limits(spec);
        if (!(high > low) || !(spec.To > spec.From) || !(spec.StepHours > 0))
        {
            Canvas.TextIn(id, box, Words["chart.empty"], Small, Theme.QuietInk, align: Align.Centre);
            return null;
        }
        Box plot = DrawAxes(id, box, spec, low, high);
        Canvas.Clip(plot.Inset(-3));
        foreach (Series series in spec.Series) DrawRanges(plot, Finest(spec, series), Finest(series), low, high);
        foreach (Series series in spec.Series) DrawLine(plot, spec, series, low, high);
        Canvas.Unclip();
        double? pointed = touch.Hovered || touch.Held ? spec.From + (spec.To - spec.From) * Math.Clamp((_x - plot.X) / plot.Width, 0, 1) : null;
        if (pointed is { } now)
        {
            NeedsFrame |= _pointed != now;          // the chart above is drawn already
            (_pointed, _pointedNow) = (now, now);
        }
        bool dated = _pointed is { } hour && hour >= spec.From && hour <= spec.To;
        DrawCursor(id, box, plot, spec, dated ? _pointed : spec.Cursor, low, high, dated);
        return touch.Held ? pointed : null;
    }

    private static Series Finest(Series series) => series.Hours is { } hours ? series with { Values = hours } : series;

    private static ChartSpec Finest(ChartSpec spec, Series series) => series.Hours == null ? spec : spec with { StepHours = 1 };

    private static (double, double) Limits(ChartSpec spec)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (Series series in spec.Series.Select(Finest))
        {
            (int first, int last) = Shown(Finest(spec, series), series);
            for (int k = first; k <= last; k++)
            {
                float value = series.Values[k];
                if (!float.IsFinite(value)) continue;
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }
        if (!(high >= low)) return (0, 0);
        if (spec.FromZero) (low, high) = (Math.Min(0, low), Math.Max(0, high));
        double size = spec.Size ?? Math.Abs(high), margin = high - low > Unseen * size ? (high - low) * 0.06 : Math.Max(Unseen, size * 0.1);        // a line that is level but for rounding
        return (spec.FromZero && low == 0 ? 0 : low - margin, high + margin);
    }

    private static (int First, int Last) Shown(ChartSpec spec, Series series)
    {
        if (!(spec.StepHours > 0)) return (0, -1);
        int last = series.Values.Length - 1;
        return ((int)Math.Clamp(Math.Floor(spec.From / spec.StepHours), 0, Math.Max(0, last)), (int)Math.Clamp(Math.Ceiling(spec.To / spec.StepHours), -1, last));
    }

    private Box DrawAxes(string id, Box box, ChartSpec spec, double low, double high)
    {
        Scaling scaling = ScalingOf(spec, low, high);
        float foot = spec.Timeless ? 6 : ChartFoot, tall = MathF.Max(10, box.Height - ChartHead - foot);
        IReadOnlyList<Tick> ticks = Ticks.Of(low / scaling.Factor, high / scaling.Factor, Math.Clamp((int)(tall / 26), 2, 6), Numbers, spec.Signed);
        float labels = spec.Gutters?.Left ?? ticks.Max(t => Canvas.TextWidth(t.Label!, Small)) + 8;
        float names = spec.Gutters?.Right ?? spec.Series.Max(s => Canvas.TextWidth(s.Name, Small, bold: true)) + 8;
        Box plot = new(box.X + labels, box.Y + ChartHead, MathF.Max(10, box.Width - labels - names), tall);
        foreach (Tick tick in ticks)
        {
            float y = Up(plot, tick.At * scaling.Factor, low, high);
            Canvas.Hair(plot.X, y, plot.Right, y, tick.At == 0 && spec.Signed ? Theme.QuietInk : Theme.Name == ThemeName.Contrast ? Theme.Outline.Faded(0.4f) : Theme.Outline);
            Canvas.Text(plot.X - 8, y, tick.Label!, Small, Theme.QuietInk, align: Align.Right);
        }
        if (!spec.Timeless) TimeAxis(new(plot.X, plot.Bottom, plot.Width, ChartFoot), spec.Calendar, spec.From, spec.To);
        return plot;
    }

    private static Scaling ScalingOf(ChartSpec spec, double low, double high) => Units.Scale(spec.Size ?? Math.Max(Math.Abs(low), Math.Abs(high)), spec.Unit);

    // Where several values share a column of pixels, the column shows their range; all ranges lie below all lines.
    private void DrawRanges(Box plot, ChartSpec spec, Series series, double low, double high)
    {
        int columns = Columns(plot.Width, spec);
        Rgba colour = series.Colour.Faded(0.28f);
        for (int column = 0; column <= columns; column++)
        {
            (float x, double mean, double least, double most) = Column(plot, spec, series, column, columns);
            if (double.IsNaN(mean) || most - least < (high - low) * 0.02) continue;
            float top = Up(plot, most, low, high);
            Canvas.Fill(new(x, top, plot.Width / columns, Up(plot, least, low, high) - top), colour);
        }
    }

    private void DrawLine(Box plot, ChartSpec spec, Series series, double low, double high)
    {
        int columns = Columns(plot.Width, spec);
        (float X, float Y)? before = null;
        Rgba tint = series.Colour.Faded(0.22f), clear = series.Colour.Faded(0.02f);
        for (int column = 0; column <= columns; column++)
        {
            (float x, double mean, _, _) = Column(plot, spec, series, column, columns);
            (float X, float Y)? here = double.IsNaN(mean) ? null : (x, Up(plot, mean, low, high));
            if (before is { } from && here is { } to)
            {
                if (series.Area) Canvas.Quad((from.X, from.Y, tint), (to.X, to.Y, tint), (to.X, plot.Bottom, clear), (from.X, plot.Bottom, clear));
                Canvas.Line(from.X, from.Y, to.X, to.Y, 2.3f, series.Colour);
            }
            before = here;
        }
    }

    // A day a column over long times, so that the line shows the seasons and the range the days.
    private static int Columns(float width, ChartSpec spec)
    {
        double days = (spec.To - spec.From) / 24;
        return days > 100 && days < width * 1.5f ? (int)Math.Round(days) : (int)Math.Clamp(width, 1, 1200);
    }

    private static (float X, double Mean, double Least, double Most) Column(Box plot, ChartSpec spec, Series series, int column, int columns)
    {
        double perColumn = (spec.To - spec.From) / columns / spec.StepHours, at = spec.From / spec.StepHours + column * perColumn;
        float x = plot.X + plot.Width * column / columns;
        if (perColumn <= 1) return (x, At(series, at), 0, 0);
        double sum = 0, least = double.PositiveInfinity, most = double.NegativeInfinity;
        int count = 0;
        for (int k = (int)Math.Max(0, Math.Floor(at)); k < Math.Min(series.Values.Length, Math.Max(at + perColumn, Math.Floor(at) + 1)); k++)
        {
            float value = series.Values[k];
            if (!float.IsFinite(value)) continue;
            sum += value;
            count++;
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        }
        return count == 0 ? (x, double.NaN, 0, 0) : (x, sum / count, least, most);
    }

    private static double At(Series series, double place)
    {
        if (series.Values.Length == 0 || place < 0 || place > series.Values.Length) return double.NaN;
        int k = Math.Min((int)place, series.Values.Length - 1), next = Math.Min(k + 1, series.Values.Length - 1);
        return series.Values[k] + (series.Values[next] - series.Values[k]) * Math.Clamp(place - k, 0, 1);
    }

    // Where the pointer is on any chart: all charts show that hour and say its date.
    private double? _pointed, _pointedNow;

    private string DateOf(ChartSpec spec, double hour)
    {
        DateTime time = spec.Calendar.At((int)Math.Clamp(hour, 0, Calendar.Hours - 1)).DateTime;
        return spec.To - spec.From > 24 * 100 ? Numbers.ShortDate(time) : $"{Numbers.ShortDate(time)}, {Numbers.Hour(time.Hour)}";
    }

    private void DrawCursor(string id, Box box, Box plot, ChartSpec spec, double? cursor, double low, double high, bool dated)
    {
        bool shown = cursor is { } c && c >= spec.From && c <= spec.To;
        double place = (shown ? cursor!.Value : spec.To) / spec.StepHours;
        List<(float Y, Series Series, double Value)> ends = [];
        foreach (Series series in spec.Series)
        {
            double end = At(series, Math.Min(spec.To / spec.StepHours, series.Values.Length - 1));
            if (!double.IsNaN(end)) ends.Add((Up(plot, Math.Clamp(end, low, high), low, high), series, At(series, Math.Min(place, series.Values.Length - 1))));
        }
        WriteNames(plot, ends);
        WriteHead(id, box with { Height = LabelLine }, spec, ScalingOf(spec, low, high), shown ? ends : [], dated ? DateOf(spec, cursor!.Value) : "");
        if (!shown) return;
        float x = plot.X + plot.Width * (float)((cursor!.Value - spec.From) / (spec.To - spec.From));
        Canvas.Fill(new(x - 0.75f, plot.Y - 4, 1.5f, plot.Height + 4), Theme.Ink.Faded(0.6f));
        foreach ((_, Series series, double value) in ends) DrawDot(plot, x, series, value, low, high);
    }

    private void DrawDot(Box plot, float x, Series series, double value, double low, double high)
    {
        if (double.IsNaN(value)) return;
        float y = Up(plot, Math.Clamp(value, low, high), low, high);
        Canvas.Disc(x, y, 5.5f, Theme.Panel with { A = 255 });
        Canvas.Disc(x, y, 4, series.Colour);
    }

    // Names keep a line's distance: pushed down from the top, then up from the bottom.
    private void WriteNames(Box plot, List<(float Y, Series Series, double Value)> ends)
    {
        ends.Sort((a, b) => a.Y.CompareTo(b.Y));
        float[] y = [.. ends.Select(e => e.Y)];
        for (int k = 1; k < y.Length; k++) y[k] = MathF.Max(y[k], y[k - 1] + LabelLine);
        for (int k = y.Length - 1; k >= 0; k--) y[k] = MathF.Min(y[k], (k == y.Length - 1 ? plot.Bottom : y[k + 1] - LabelLine));
        for (int k = 0; k < y.Length; k++) Canvas.Text(plot.Right + 6, y[k], ends[k].Series.Name, Small, ends[k].Series.Colour, bold: true);
    }

    // What is drawn on the left, the values at the cursor on the right: they never meet, wherever the cursor is.
    private void WriteHead(string id, Box head, ChartSpec spec, Scaling scaling, List<(float Y, Series Series, double Value)> ends, string date)
    {
        string unit = Units.ForPeople(scaling.Unit, Settings.Language), title = spec.Title.Length == 0 ? unit : unit.Length == 0 ? spec.Title : $"{spec.Title} ({unit})";
        if (date.Length > 0) title = title.Length > 0 ? $"{date} · {title}" : date;
        float room = head.Width - Canvas.TextWidth(title, Small) - 16;
        ends = [.. spec.Series.SelectMany(s => ends.Where(e => ReferenceEquals(e.Series, s)))];
        double largest = (spec.Size ?? ends.Select(e => Math.Abs(e.Value)).DefaultIfEmpty().Max()) / scaling.Factor;
        int decimals = Numbers.Decimals(largest) + (spec.Size != null && largest < 100 ? 1 : 0);
        string[] bare = [.. ends.Select(e => spec.Signed ? Numbers.Signed(e.Value / scaling.Factor, "", decimals) : Numbers.Number(e.Value / scaling.Factor, decimals))];
        string[] named = [.. ends.Select((e, k) => e.Series.Name.Length > 0 ? $"{e.Series.Name} {bare[k]}" : bare[k])];
        string[] texts = Total(named) <= room ? named : bare;
        float x = head.Right;
        for (int k = texts.Length - 1; k >= 0; k--) x -= Canvas.Text(x, head.MiddleY, texts[k], Small, ends[k].Series.Colour, bold: true, Align.Right) + 12;
        Canvas.TextIn(id, head with { Width = MathF.Max(0, x - head.X) }, title, Small, Theme.QuietInk);

        float Total(string[] parts) => parts.Sum(t => Canvas.TextWidth(t, Small, bold: true) + 12);
    }

    private static float Up(Box plot, double value, double low, double high) => plot.Bottom - plot.Height * (float)((value - low) / (high - low));
}
