namespace TerritoryTwin.Viewer.Ui;

/// <summary>What a legend explains.</summary>
/// <param name="Title">The variable; empty where it is named beside the legend.</param>
/// <param name="Unit">As results write it.</param>
/// <param name="Low">Value of the first colour.</param>
/// <param name="High">Value of the last colour.</param>
/// <param name="Colour">Colour for 0 to 1.</param>
public sealed record LegendSpec(string Title, string Unit, double Low, double High, Func<double, Rgba> Colour)
{
    /// <summary>Some values are below <see cref="Low"/>: its label says "≤".</summary>
    public bool Below { get; init; }
    /// <summary>Some values are above <see cref="High"/>: its label says "≥".</summary>
    public bool Above { get; init; }
    /// <summary>A change: signs on the labels, and words for less and more.</summary>
    public bool Difference { get; init; }
    /// <summary>Colour of what has no value, where some have none.</summary>
    public Rgba? Missing { get; init; }
    /// <summary>Steps of colour; 0 for a gradual one.</summary>
    public int Classes { get; init; }
    /// <summary>Names of classes and their colours, in the place of a bar; empty where there is one.</summary>
    public IReadOnlyList<(string Name, Rgba Colour)> Swatches { get; init; } = [];
    /// <summary>Whether the classes rise, so that they stand in one row.</summary>
    public bool IsOrdered { get; init; }
}

public sealed partial class Hud
{
    private const float BarThickness = 14, SwatchHeight = 22;

    /// <summary>Height of a horizontal legend at a width.</summary>
    public float LegendHeight(LegendSpec spec, float width) =>
        TitleLines(spec, width).Count * 19 + (spec.Swatches.Count > 0 ? 4 + SwatchRows(spec, width).Count * SwatchHeight + (spec.Missing != null ? 24 : 0) : BarHeightOf(spec));

    private float BarHeightOf(LegendSpec spec) => (Units.ForPeople(spec.Unit, Settings.Language).Length > 0 ? 18 : 0) + 6 + BarThickness + 24 + (spec.Difference ? 17 : 0) + (spec.Missing != null ? 24 : 0);

    private IReadOnlyList<string> TitleLines(LegendSpec spec, float width) => spec.Title.Length == 0 ? [] : Canvas.Wrap(spec.Title, Normal, width, bold: true);

    /// <summary>A horizontal legend: title, unit, bar, values; <see cref="LegendHeight"/> says how tall it is.</summary>
    public void Legend(string id, Box box, LegendSpec spec)
    {
        Record(id, box);
        float y = box.Y;
        foreach (string line in TitleLines(spec, box.Width))
        {
            Canvas.TextIn(id, new(box.X, y, box.Width, 19), line, Normal, Theme.Ink, bold: true);
            y += 19;
        }
        if (Units.ForPeople(spec.Unit, Settings.Language) is { Length: > 0 } unit)
        {
            Canvas.TextIn(id, new(box.X, y, box.Width, 18), unit, Small, Theme.QuietInk);
            y += 18;
        }
        if (spec.Swatches.Count > 0)
        {
            y = DrawSwatches(id, new(box.X, y + 4, box.Width, box.Bottom - y), spec, SwatchHeight);
            if (spec.Missing is { } absent) DrawMissing(id, new(box.X, y + 6, box.Width, 18), absent);
            return;
        }
        Box bar = new(box.X, y + 4, box.Width, BarThickness);
        LabelledBar(id, bar, spec);
        y = bar.Bottom + 24;
        if (spec.Difference)
        {
            Canvas.TextIn(id, new(box.X, y, box.Width / 2, 17), "← " + Words["legend.less"], Small, Theme.QuietInk);
            Canvas.TextIn(id, new(box.MiddleX, y, box.Width / 2, 17), Words["legend.more"] + " →", Small, Theme.QuietInk, align: Align.Right);
            y += 17;
        }
        if (spec.Missing is { } missing) DrawMissing(id, new(box.X, y + 6, box.Width, 18), missing);
    }

    /// <summary>Height of <see cref="LegendStrip"/>.</summary>
    public const float LegendStripHeight = 56;

    /// <summary>The same, where more rows of classes may be needed.</summary>
    public float LegendStripHeightOf(LegendSpec spec, float width) =>
        spec.Swatches.Count == 0 ? LegendStripHeight : SwatchRows(spec, width).Count * LegendStripHeight / 3 + (spec.Missing != null ? 20 : 0);

    /// <summary>Width from which a strip holds the whole legend, at most <paramref name="widest"/>.</summary>
    public float LegendStripWidth(LegendSpec spec, float width, float widest)
    {
        const float step = 20;
        while (width + step <= widest && LegendStripHeightOf(spec, width) > LegendStripHeight + 1) width += step;
        return width;
    }

    /// <summary>A legend of three lines for a row of panels: unit and what has no value, or less and more; bar; values. What the first line has no room for is left out.</summary>
    public void LegendStrip(string id, Box box, LegendSpec spec)
    {
        Record(id, box);
        if (spec.Swatches.Count > 0)
        {
            float below = DrawSwatches(id, box, spec, LegendStripHeight / 3);
            if (spec.Missing is { } absent && below + 18 <= box.Bottom + 1) DrawMissing(id, new(box.X, below + 2, box.Width, 16), absent);
            return;
        }
        Box head = new(box.X, box.Y, box.Width, 16);
        string unit = Units.ForPeople(spec.Unit, Settings.Language);
        if (unit.Length == 0 && !spec.Difference && spec.Missing == null) box = box with { Y = box.Y - 10 };          // nothing stands over the bar
        string less = "← " + Words["legend.less"], more = Words["legend.more"] + " →";
        float units = Canvas.TextWidth(unit, Small), missing = Canvas.TextWidth(Words["legend.missing"], Small) + 30;
        if (spec.Difference)
        {
            Canvas.TextIn(id, head, less, Small, Theme.QuietInk);
            Canvas.TextIn(id, head, more, Small, Theme.QuietInk, align: Align.Right);
            float beside = MathF.Max(Canvas.TextWidth(less, Small), Canvas.TextWidth(more, Small));
            if (units + 2 * beside + 16 <= box.Width) Canvas.TextIn(id, head, unit, Small, Theme.QuietInk, align: Align.Centre);
        }
        else
        {
            Canvas.TextIn(id, head, unit, Small, Theme.QuietInk);
            if (spec.Missing is { } colour && units + missing + 8 <= box.Width) DrawMissing(id, new(box.Right - missing, box.Y, missing, 16), colour);
        }
        LabelledBar(id, new(box.X, box.Y + 20, box.Width, BarThickness), spec);
    }

    // Ordered classes stand in boxes of their colour in one row; others have theirs beside them, as many in a row as fit.
    private List<List<int>> SwatchRows(LegendSpec spec, float width)
    {
        if (spec.IsOrdered) return [[.. Enumerable.Range(0, spec.Swatches.Count)]];
        List<List<int>> rows = [[]];
        float x = 0;
        for (int k = 0; k < spec.Swatches.Count; k++)
        {
            float wide = SwatchWidth(spec.Swatches[k].Name);
            if (x > 0 && x + wide > width + 14)
            {
                rows.Add([]);
                x = 0;
            }
            rows[^1].Add(k);
            x += wide;
        }
        return rows;
    }

    private float SwatchWidth(string name) => 22 + Canvas.TextWidth(name, Small) + 14;

    // Where not all rows fit, the last says how many classes are left out.
    private float DrawSwatches(string id, Box box, LegendSpec spec, float tall)
    {
        List<List<int>> rows = SwatchRows(spec, box.Width);
        int fitting = Math.Min(rows.Count, Math.Max(1, (int)((box.Height + 2) / tall)));
        if (spec.IsOrdered) DrawOrdered(id, box with { Height = tall - 2 }, spec);
        else
        {
            for (int row = 0; row < fitting; row++)
            {
                Box line = new(box.X, box.Y + row * tall, box.Width, tall - 2);
                if (row < fitting - 1 || fitting == rows.Count) DrawBeside(id, line, spec, rows[row]);
                else Canvas.TextIn(id, line, $"+ {rows.Skip(row).Sum(r => r.Count)}", Small, Theme.QuietInk);
            }
        }
        return box.Y + fitting * tall;
    }

    private void DrawBeside(string id, Box line, LegendSpec spec, List<int> row)
    {
        float x = line.X;
        foreach (int k in row)
        {
            (string name, Rgba colour) = spec.Swatches[k];
            Box cell = line with { X = x, Width = MathF.Min(SwatchWidth(name), line.Right - x) }, swatch = new(cell.X, cell.MiddleY - 7, 14, 14);
            Record($"{id}.class.{k}", swatch);
            Canvas.Fill(swatch, colour, 3);
            Canvas.Ring(swatch, Theme.QuietInk.Faded(0.6f), 3, 1);
            Canvas.TextIn(id, new(cell.X + 22, cell.Y, cell.Width - 22, cell.Height), Canvas.Shortened(name, Small, bold: false, cell.Width - 22), Small, Theme.Ink);
            x += cell.Width;
        }
    }

    // Names that do not fit are left out, but for the ends, which say the rest.
    private void DrawOrdered(string id, Box line, LegendSpec spec)
    {
        Rgba dark = Rgba.Hex(0x14181F), light = Rgba.Hex(0xFFFFFF);
        for (int k = 0; k < spec.Swatches.Count; k++)
        {
            (string name, Rgba colour) = spec.Swatches[k];
            Box cell = line.Column(k, spec.Swatches.Count);
            Record($"{id}.class.{k}", cell);
            Canvas.Fill(cell, colour, 0);
            if (Canvas.TextWidth(name, Small, bold: true) <= cell.Width)
                Canvas.Text(cell.MiddleX, cell.MiddleY, name, Small, Rgba.Contrast(colour, dark) > Rgba.Contrast(colour, light) ? dark : light, bold: true, Align.Centre);
        }
        Canvas.Ring(line.Inset(-0.5f), Theme.Outline.Mixed(Theme.QuietInk, 0.35f), 2, 1);
    }

    private void LabelledBar(string id, Box bar, LegendSpec spec)
    {
        Bar(bar, spec);
        Record(id + ".bar", bar);
        foreach ((float at, string label) in LegendLabels(spec, bar.Width, l => Canvas.TextWidth(l, Small) + 10))
        {
            float half = Canvas.TextWidth(label, Small) / 2;
            Canvas.Text(Math.Clamp(bar.X + at, bar.X + half, MathF.Max(bar.X + half, bar.Right - half)), bar.Bottom + 14, label, Small, Theme.QuietInk, align: Align.Centre);
        }
    }

    private void DrawMissing(string id, Box row, Rgba colour)
    {
        Canvas.Fill(new(row.X, row.MiddleY - 6, 22, 12), colour, 3);
        Canvas.Ring(new(row.X, row.MiddleY - 6, 22, 12), Theme.QuietInk, 3, 1);
        Canvas.TextIn(id, new(row.X + 30, row.Y, row.Width - 30, row.Height), Words["legend.missing"], Small, Theme.QuietInk);
    }

    private void Bar(Box bar, LegendSpec spec)
    {
        const int smooth = 64;
        int steps = spec.Classes > 0 ? spec.Classes : smooth;
        if (spec.Classes == 0)
        {
            Canvas.Gradient(bar, spec.Colour, steps);
        }
        else
        {
            for (int k = 0; k < steps; k++) Canvas.Gradient(bar.Column(k, steps), _ => spec.Colour((k + 0.5) / steps), 1);
        }
        Canvas.Ring(bar.Inset(-0.5f), Theme.Outline.Mixed(Theme.QuietInk, 0.35f), 2, 1);
    }

    // The ends always have their labels; round values between them as many as fit, and one too close to an end gives way.
    private List<(float At, string Label)> LegendLabels(LegendSpec spec, float length, Func<string, float> room)
    {
        for (int count = 5; count > 1; count--)
        {
            List<(float At, string Label)> labels = LabelsOf(spec, length, count);
            labels.RemoveAll(l => l != labels[0] && l != labels[^1] && (Apart(labels[0], l, length, room) < 0 || Apart(l, labels[^1], length, room) < 0));
            if (spec.Difference) labels.RemoveAll(l => !labels.Exists(m => MathF.Abs(m.At + l.At - length) < 1));      // alike on both sides of zero
            bool fits = true;
            for (int k = 1; k < labels.Count; k++) fits &= Apart(labels[k - 1], labels[k], length, room) >= 0;
            if (fits) return labels;
        }
        return [.. LabelsOf(spec, length, 1).Where((_, k) => k == 0)];
    }

    // A date is not grouped in thousands.
    private static string Year(double value) => value.ToString("0", System.Globalization.CultureInfo.InvariantCulture);

    private static float Apart((float At, string Label) a, (float At, string Label) b, float length, Func<string, float> room)
    {
        return Middle(b) - Middle(a) - (room(a.Label) + room(b.Label)) / 2;

        float Middle((float At, string Label) label)
        {
            float half = (room(label.Label) - 10) / 2;
            return Math.Clamp(label.At, half, MathF.Max(half, length - half));
        }
    }

    private List<(float At, string Label)> LabelsOf(LegendSpec spec, float length, int count)
    {
        double span = spec.High - spec.Low;
        if (!(span > 0)) return [(length / 2, Numbers.Brief(spec.Low))];
        IReadOnlyList<Tick> ticks = Ticks.Of(spec.Low, spec.High, count, Numbers);
        int decimals = ticks.Count > 1 ? Math.Max(0, -(int)Math.Floor(Math.Log10(ticks[1].At - ticks[0].At) + 1e-9)) : Numbers.Decimals(span);
        string Text(double value) => spec.Unit == "year" && !spec.Difference ? Year(value) : spec.Difference && value != 0 ? Numbers.Signed(value, "", decimals) : Numbers.Number(value, decimals);
        List<(float, string)> labels = [(0, (spec.Below ? "≤\u00A0" : "") + Text(spec.Low))];
        foreach (Tick tick in ticks)
        {
            float at = (float)((tick.At - spec.Low) / span);
            if (at is > 0.06f and < 0.94f) labels.Add((at * length, Text(tick.At)));
        }
        labels.Add((length, (spec.Above ? "≥\u00A0" : "") + Text(spec.High)));
        return labels;
    }
}
