using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>What a slider sets.</summary>
/// <param name="Name">For people.</param>
/// <param name="Unit">As results write it; empty for a bare number.</param>
/// <param name="Low">Least value.</param>
/// <param name="High">Greatest value.</param>
/// <param name="Step">Between values; arrows move by one, page keys by ten.</param>
/// <param name="Baseline">A mark at the value of the baseline, when there is one.</param>
public sealed record SliderSpec(string Name, string Unit, double Low, double High, double Step, double? Baseline = null);

/// <summary>What was done to a slider in this frame.</summary>
/// <param name="Value">Now.</param>
/// <param name="Changed">It is not what was passed in.</param>
/// <param name="Released">The user let go after a change: the time to compute anew.</param>
public readonly record struct SliderResult(double Value, bool Changed, bool Released);

public sealed partial class Hud
{
    /// <summary>Height of a slider with its name and value above.</summary>
    public const float SliderHeight = 48;

    /// <summary>A slider: name on the left, value with unit on the right, the bar below.</summary>
    public SliderResult Slider(string id, Box box, SliderSpec spec, double value, bool enabled = true)
    {
        const float knob = 9;
        Box grip = new(box.X, box.Bottom - 26, box.Width, 26);
        Touch touch = Touched(id, grip, enabled: enabled);
        float left = grip.X + knob, span = grip.Width - 2 * knob;
        double moved = value;
        if (touch.Held && span > 0) moved = Rounded(spec, spec.Low + (spec.High - spec.Low) * Math.Clamp((_x - left) / span, 0, 1));
        if (touch.Focused) moved = Rounded(spec, ByKeys(spec, moved));
        bool let = touch.Held ? _released : touch.Focused && moved != value;
        if (touch.Held && _released) FocusOnQuietly(id);
        DrawSlider(id, spec, box, grip, left, span, moved, touch, enabled);
        return new(moved, moved != value, let);
    }

    private void DrawSlider(string id, SliderSpec spec, Box box, Box grip, float left, float span, double value, Touch touch, bool enabled)
    {
        string shown = Numbers.Value(value, spec.Unit, StepDecimals(spec.Step));
        Rgba ink = enabled ? Theme.Ink : Theme.QuietInk;
        float wide = Canvas.TextWidth(shown, Normal, bold: true);
        Canvas.Text(box.Right, box.Y + 10, shown, Normal, ink, bold: true, Align.Right);
        Canvas.TextIn(id, new(box.X, box.Y, box.Width - wide - 8, 20), spec.Name, Normal, ink);
        float at = Along(spec, value), y = grip.MiddleY;
        Canvas.Fill(new(grip.X, y - 3, grip.Width, 6), Theme.Track, 3);
        Canvas.Fill(new(grip.X, y - 3, left - grip.X + span * at, 6), enabled ? Theme.Accent : Theme.QuietInk, 3);
        if (spec.Baseline is { } baseline) Canvas.Fill(new(left + span * Along(spec, baseline) - 1, y - 9, 2, 18), Theme.QuietInk, 1);
        DrawKnob(left + span * at, y, touch.Hovered || touch.Held ? 10 : 9, enabled);
        FocusRing(touch, grip.Inset(-2, 2), 8);
    }

    private void DrawKnob(float x, float y, float radius, bool enabled = true)
    {
        Canvas.Shadow(new(x - radius, y - radius + 2, 2 * radius, 2 * radius), Theme.Shadow, radius, 4);
        Canvas.Disc(x, y, radius, Settings.Theme == ThemeName.Contrast ? Rgba.Hex(0x000000) : Rgba.Hex(0xffffff));
        Canvas.Ring(new(x - radius, y - radius, 2 * radius, 2 * radius), enabled ? Theme.Accent : Theme.QuietInk, radius, 2.8f);
    }

    private void FocusOnQuietly(string id) => (_focus, _focusSeen) = (id, false);

    private double ByKeys(SliderSpec spec, double value)
    {
        const int page = 10;
        if (TakeKey(Key.Right) || TakeKey(Key.Up)) value += spec.Step;
        if (TakeKey(Key.Left) || TakeKey(Key.Down)) value -= spec.Step;
        if (TakeKey(Key.PageUp)) value += page * spec.Step;
        if (TakeKey(Key.PageDown)) value -= page * spec.Step;
        if (TakeKey(Key.Home)) value = spec.Low;
        if (TakeKey(Key.End)) value = spec.High;
        return value;
    }

    private static float Along(SliderSpec spec, double value) => spec.High > spec.Low ? (float)Math.Clamp((value - spec.Low) / (spec.High - spec.Low), 0, 1) : 0;

    private static double Rounded(SliderSpec spec, double value)
    {
        if (!double.IsFinite(value)) return spec.Low;
        double steps = spec.Step > 0 ? Math.Round((value - spec.Low) / spec.Step) * spec.Step : value - spec.Low;
        return Math.Clamp(Math.Round(spec.Low + steps, 9), Math.Min(spec.Low, spec.High), Math.Max(spec.Low, spec.High));
    }

    internal static int StepDecimals(double step)
    {
        int decimals = 0;
        while (decimals < 6 && Math.Abs(step * Math.Pow(10, decimals) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6) decimals++;
        return decimals;
    }
}
