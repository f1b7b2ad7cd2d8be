namespace TerritoryTwin.Viewer.Ui;

/// <summary>How many elements have which value.</summary>
/// <param name="Unit">Of the values, as results write it.</param>
/// <param name="Low">Left edge.</param>
/// <param name="High">Right edge.</param>
/// <param name="Counts">Of equal classes from <paramref name="Low"/> to <paramref name="High"/>.</param>
/// <param name="Colour">Of a class, 0 to 1.</param>
public sealed record Distribution(string Unit, double Low, double High, IReadOnlyList<double> Counts, Func<double, Rgba> Colour)
{
    /// <summary>The same of the other scenario, drawn as a line over the bars.</summary>
    public IReadOnlyList<double>? Other { get; init; }
    /// <summary>Of that line.</summary>
    public Rgba OtherColour { get; init; }
    /// <summary>Names of the classes where they are not numbers; written below the bars where they are short enough.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];
    /// <summary>Names of this and the other.</summary>
    public (string This, string Other) Names { get; init; } = ("A", "B");

    /// <summary>Counts values in equal classes; those beyond an edge are left out.</summary>
    public static double[] Count(ReadOnlySpan<float> values, double low, double high, int classes)
    {
        double[] counts = new double[classes];
        foreach (float value in values)
            if (ClassOf(value, low, high, classes) is >= 0 and var k) counts[k]++;
        return counts;
    }

    /// <summary>The class of a value; −1 beyond the edges.</summary>
    public static int ClassOf(double value, double low, double high, int classes) => high > low && value >= low && value <= high ? Math.Min(classes - 1, (int)((value - low) / (high - low) * classes)) : -1;
}

public sealed partial class Hud
{
    private int _barPressed;

    /// <summary>A histogram of which a drag over its bars, or a press on one, chooses values.</summary>
    /// <returns>The first and the last bar chosen, when the drag ends; null while nothing is.</returns>
    public (int First, int Last)? BarsChosen(string id, Box box, Distribution spec)
    {
        Box plot = PlotOf(box);
        Touch touch = Touched(id + ".bars", plot, focusable: false);
        int bar = Math.Clamp((int)((_x - plot.X) / plot.Width * spec.Counts.Count), 0, spec.Counts.Count - 1);
        if (touch.Held && _pressed) _barPressed = bar;
        (int first, int last) = touch.Held ? (Math.Min(bar, _barPressed), Math.Max(bar, _barPressed)) : (bar, bar);
        Box from = plot.Column(first, spec.Counts.Count), to = plot.Column(last, spec.Counts.Count);
        if (touch.Held || touch.Hovered) Canvas.Fill(new(from.X, plot.Y, to.Right - from.X, plot.Height), Theme.Accent.Faded(0.22f), 2);
        Histogram(id, box, spec);
        return touch.Held && _released ? (first, last) : null;
    }

    /// <summary>A histogram in the colours of the legend, with the other scenario as a line.</summary>
    public void Histogram(string id, Box box, Distribution spec)
    {
        Record(id, box);
        double most = Math.Max(spec.Counts.Append(0).Max(), spec.Other?.Append(0).Max() ?? 0);
        if (most <= 0 || !(spec.High > spec.Low))
        {
            Canvas.TextIn(id, box, Words["chart.empty"], Small, Theme.QuietInk, align: Align.Centre);
            return;
        }
        Box plot = PlotOf(box);
        DrawCounts(plot, spec, most);
        if (spec.Other is { } other) DrawOutline(plot, other, most, spec.OtherColour);
        if (spec.Other != null) DrawNames(plot, spec);
        Canvas.Hair(plot.X, plot.Bottom, plot.Right, plot.Bottom, Theme.QuietInk.Faded(0.7f));
        Canvas.Text(plot.X, plot.Y - 10, Units.ForPeople(spec.Unit, Settings.Language), Small, Theme.QuietInk);
        Box axis = new(plot.X, plot.Bottom + 4, plot.Width, 18);
        if (spec.Classes.Count == 0) ValueAxis(axis, spec);
        else if (spec.Classes.Max(c => Canvas.TextWidth(c, Small)) <= axis.Width / spec.Classes.Count)
            for (int k = 0; k < spec.Classes.Count; k++) Canvas.Text(axis.Column(k, spec.Classes.Count).MiddleX, axis.MiddleY, spec.Classes[k], Small, Theme.QuietInk, align: Align.Centre);
    }

    private static Box PlotOf(Box box) => new(box.X, box.Y + 20, box.Width, MathF.Max(10, box.Height - 44));

    private void DrawCounts(Box plot, Distribution spec, double most)
    {
        for (int k = 0; k < spec.Counts.Count; k++)
        {
            Box bar = plot.Column(k, spec.Counts.Count, 1.5f);
            float height = plot.Height * (float)(spec.Counts[k] / most);
            Rgba colour = spec.Colour((k + 0.5) / spec.Counts.Count);
            if (height <= 0) continue;
            Canvas.Fill(new(bar.X, plot.Bottom - MathF.Max(1, height), bar.Width, MathF.Max(1, height)), colour, 1.5f);
            if (Rgba.Contrast(colour with { A = 255 }, Theme.Panel with { A = 255 }) < 1.5) Canvas.Ring(new(bar.X, plot.Bottom - height, bar.Width, height), Theme.QuietInk.Faded(0.5f), 1.5f, 1);
        }
    }

    private void DrawOutline(Box plot, IReadOnlyList<double> counts, double most, Rgba colour)
    {
        float y = plot.Bottom;
        for (int k = 0; k < counts.Count; k++)
        {
            Box bar = plot.Column(k, counts.Count);
            float next = plot.Bottom - plot.Height * (float)(counts[k] / most);
            Canvas.Line(bar.X, y, bar.X, next, 2, colour);
            Canvas.Line(bar.X, next, bar.Right, next, 2, colour);
            y = next;
        }
        Canvas.Line(plot.Right, y, plot.Right, plot.Bottom, 2, colour);
    }

    private void DrawNames(Box plot, Distribution spec)
    {
        float x = plot.Right;
        x -= Canvas.Text(x, plot.Y - 10, spec.Names.Other, Small, spec.OtherColour, bold: true, Align.Right) + 26;
        Canvas.Line(x + 4, plot.Y - 10, x + 18, plot.Y - 10, 2, spec.OtherColour);
        x -= Canvas.Text(x - 6, plot.Y - 10, spec.Names.This, Small, Theme.Ink, bold: true, Align.Right) + 26;
        Canvas.Fill(new(x, plot.Y - 15, 12, 10), spec.Colour(0.6), 2);
    }

    // Round values below a plot.
    private void ValueAxis(Box box, Distribution spec)
    {
        float free = box.X - 10;
        foreach (Tick tick in Ticks.Of(spec.Low, spec.High, 5, Numbers))
        {
            string label = spec.Unit == "year" ? Year(tick.At) : tick.Label!;
            float x = box.X + box.Width * (float)((tick.At - spec.Low) / (spec.High - spec.Low)), width = Canvas.TextWidth(label, Small);
            float left = Math.Clamp(x - width / 2, box.X, MathF.Max(box.X, box.Right - width));
            if (left < free) continue;
            Canvas.Text(left, box.MiddleY, label, Small, Theme.QuietInk);
            free = left + width + 8;
        }
    }

    /// <summary>Twelve months of one element as bars, the baseline as marks across them.</summary>
    public void YearChart(string id, Box box, string unit, IReadOnlyList<double> months, IReadOnlyList<double>? baseline = null, Rgba? colour = null, Rgba? baselineColour = null)
    {
        Record(id, box);
        double[] all = [.. months.Concat(baseline ?? []).Where(double.IsFinite)];
        double most = all.Append(0).Max(), least = all.Append(0).Min();
        if (months.Count != 12 || !(most > least))
        {
            Canvas.TextIn(id, box, Words["chart.empty"], Small, Theme.QuietInk, align: Align.Centre);
            return;
        }
        IReadOnlyList<Tick> ticks = Ticks.Of(least, most, 3, Numbers);
        float labels = ticks.Max(t => Canvas.TextWidth(t.Label!, Small)) + 8;
        Box plot = new(box.X + labels, box.Y + 22, box.Width - labels, MathF.Max(10, box.Height - 44));
        Canvas.TextIn(id, new(box.X, box.Y, box.Width, 16), Units.ForPeople(unit, Settings.Language), Small, Theme.QuietInk);
        foreach (Tick tick in ticks)
        {
            float y = Up(plot, tick.At, least, most);
            Canvas.Hair(plot.X, y, plot.Right, y, Theme.Outline);
            Canvas.Text(plot.X - 8, y, tick.Label!, Small, Theme.QuietInk, align: Align.Right);
        }
        for (int k = 0; k < 12; k++) DrawMonth(plot.Column(k, 12, 3), plot, k, months[k], baseline?[k], least, most, colour ?? Theme.Accent, baselineColour ?? Theme.Ink);
    }

    private void DrawMonth(Box column, Box plot, int month, double value, double? baseline, double least, double most, Rgba colour, Rgba baselineColour)
    {
        float zero = Up(plot, 0, least, most);
        if (double.IsFinite(value))
        {
            float top = Up(plot, value, least, most);
            Canvas.Fill(new(column.X, MathF.Min(top, zero), column.Width, MathF.Max(1, MathF.Abs(zero - top))), colour, 2);
        }
        if (baseline is { } other && double.IsFinite(other)) Canvas.Fill(new(column.X - 1, Up(plot, other, least, most) - 1, column.Width + 2, 3), baselineColour, 1);
        Canvas.Text(column.MiddleX, plot.Bottom + 12, Numbers.Month(month + 1)[..1].ToUpperInvariant(), Small, Theme.QuietInk, align: Align.Centre);
    }
}
