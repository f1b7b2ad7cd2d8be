using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>How much of the time is shown on the timeline.</summary>
public enum TimeZoom
{
    /// <summary>All of it.</summary>
    Year,
    /// <summary>The month of the position.</summary>
    Month,
    /// <summary>Seven days about the position.</summary>
    Week,
    /// <summary>The day of the position.</summary>
    Day,
}

/// <summary>Where a timeline stands.</summary>
/// <param name="Calendar">Of the year that can be shown.</param>
/// <param name="Position">What is shown now, hour of the year [h].</param>
/// <param name="Zoom">Part of the time on the track.</param>
/// <param name="Playing">Runs on.</param>
/// <param name="Speed">Simulated hours per second of play; one of <see cref="Speeds"/>.</param>
public sealed record TimelineState(Calendar Calendar, double Position, TimeZoom Zoom = TimeZoom.Year, bool Playing = false, double Speed = 6)
{
    /// <summary>Simulated hours per second to choose from.</summary>
    public static IReadOnlyList<double> Speeds { get; } = [0.5, 1, 3, 6, 24, 72, 168];

    /// <summary>The moment shown, to the minute, on the local clock.</summary>
    public DateTime Time => Calendar.At(Math.Clamp(Math.Round(Position * 60), 0, 60 * Calendar.Hours - 1) / 60).DateTime;

    /// <summary>First and last hour on the track.</summary>
    public (double From, double To) View
    {
        get
        {
            DateOnly day = DateOnly.FromDateTime(Time), month = new(day.Year, day.Month, 1), monday = day.AddDays(-((int)day.DayOfWeek + 6) % 7);
            return Zoom switch
            {
                TimeZoom.Month => (Calendar.HourOf(month), Calendar.HourOf(month.AddMonths(1))),
                TimeZoom.Week => (Calendar.HourOf(monday), Calendar.HourOf(monday.AddDays(7))),
                TimeZoom.Day => (Calendar.HourOf(day), Calendar.HourOf(day.AddDays(1))),
                _ => (0, Calendar.Hours),
            };
        }
    }

    /// <summary>After so many seconds of play; begins again at the end.</summary>
    public TimelineState After(double seconds)
    {
        if (!Playing) return this;
        double position = Position + seconds * Speed;
        return this with { Position = position % Calendar.Hours };
    }

    /// <summary>Moved by hours, within the whole time.</summary>
    public TimelineState Moved(double hours) => At(Position + hours);

    /// <summary>At an hour, within the whole time; the last hour is the one before the end.</summary>
    public TimelineState At(double position) => this with { Position = Math.Clamp(position, 0, Calendar.Hours - 1e-3) };
}

public sealed partial class Hud
{
    /// <summary>Height of a timeline.</summary>
    public const float TimelineHeight = 80;

    private const float NarrowTimeline = 1000;

    /// <summary>The timeline: play, clock and date, track with the calendar, period and speed. Ids: <c>play</c>, <c>time</c>, <c>time.zoom.0</c> to <c>.3</c>, <c>time.speed</c>.</summary>
    /// <returns>The state after what the user did; the caller lets it run with <see cref="TimelineState.After"/>.</returns>
    public TimelineState Timeline(Box box, TimelineState state, bool showsClock = true)
    {
        Backdrop("timeline", box);
        string tip = Words[state.Playing ? "time.pause" : "time.play"];
        if (IconButton("play", new(box.X + 18, box.MiddleY - 23, 46, 46), state.Playing ? Icon.Pause : Icon.Play, tip, state.Playing)) state = state with { Playing = !state.Playing };
        float left = box.X + 84, right = box.Right - 30;
        if (showsClock) left = DrawClock(box, left, state);
        if (box.Width >= NarrowTimeline && !Settings.Kiosk) state = PeriodAndSpeed(box, state, ref right);
        return Track(new(left + 12, box.Y, MathF.Max(20, right - left - 12), box.Height), state);
    }

    private float DrawClock(Box box, float left, TimelineState state)
    {
        Canvas.Text(left, box.MiddleY - 11, Numbers.Clock(state.Time), 24, Theme.Ink, bold: true);
        string date = Numbers.Date(state.Time);
        Canvas.Text(left, box.MiddleY + 16, date, Small, Theme.QuietInk);
        return left + MathF.Max(Canvas.TextWidth(Numbers.Language == Language.French ? "mercredi 17 septembre 2030" : "Wednesday 17 September 2030", Small), Canvas.TextWidth(date, Small)) + 8;
    }

    private TimelineState PeriodAndSpeed(Box box, TimelineState state, ref float right)
    {
        string[] periods = [Words["time.year"], Words["time.month"], Words["time.week"], Words["time.day"]];
        float width = ToggleGroupWidth(periods), speedWidth = 122;
        right = box.Right - 18 - speedWidth;
        string[] speeds = [.. TimelineState.Speeds.Select(s => s >= 24 ? Numbers.Value(s / 24, "day/s", 0) : Numbers.Value(s, "h/s", s < 1 ? 1 : 0))];
        int speed = Math.Max(0, TimelineState.Speeds.ToList().IndexOf(state.Speed));
        int chosen = Dropdown("time.speed", new(right, box.MiddleY - 17, speedWidth, 34), speeds, speed, Words["time.speed"]);
        right -= width + 14;
        TimeZoom zoom = (TimeZoom)ToggleGroup("time.zoom", new(right, box.MiddleY - 17, width, 34), periods, (int)state.Zoom);
        right -= 26;
        return state with { Zoom = zoom, Speed = TimelineState.Speeds[chosen] };
    }

    private TimelineState Track(Box box, TimelineState state)
    {
        Box grip = new(box.X - 10, box.Y + 8, box.Width + 20, box.Height - 16);
        Touch touch = Touched("time", grip);
        (double from, double to) = state.View;
        if (touch.Held && to > from) state = state.At(from + (to - from) * Math.Clamp((_x - box.X) / box.Width, 0, 0.999999));
        if (touch.Held && _released) FocusOnQuietly("time");
        if (touch.Focused) state = MovedByKeys(state, to - from);
        (from, to) = touch.Held ? (from, to) : state.View;
        float y = box.Y + 26, at = to > from ? (float)Math.Clamp((state.Position - from) / (to - from), 0, 1) : 0;
        Canvas.Fill(new(box.X, y - 4, box.Width, 8), Theme.Track, 4);
        Canvas.Fill(new(box.X, y - 4, box.Width * at, 8), Theme.Accent, 4);
        TimeAxis(new(box.X, y + 10, box.Width, 34), state.Calendar, from, to);
        DrawKnob(box.X + box.Width * at, y, touch.Hovered || touch.Held ? 12 : 11);
        FocusRing(touch, grip, 10);
        return state;
    }

    private TimelineState MovedByKeys(TimelineState state, double shown)
    {
        double step = shown > 2000 ? 24 : shown > 400 ? 6 : 1;
        if (TakeKey(Key.Right)) state = state.Moved(step);
        if (TakeKey(Key.Left)) state = state.Moved(-step);
        if (TakeKey(Key.PageDown)) state = state.Moved(shown > 2000 ? 24 * 30 : 24);
        if (TakeKey(Key.PageUp)) state = state.Moved(shown > 2000 ? -24 * 30 : -24);
        if (TakeKey(Key.Home)) state = state.At(0);
        if (TakeKey(Key.End)) state = state.At(Calendar.Hours);
        return state;
    }

    // Marks hang from the top of the box, labels stand below: every one, or every second, third… so that none touches the next.
    private void TimeAxis(Box box, Calendar calendar, double from, double to)
    {
        if (!(to > from)) return;
        IReadOnlyList<Tick> ticks = Ticks.OfTime(calendar, from, to, Numbers);
        List<(float Left, float Width, string Text)> labels = [];
        foreach (Tick tick in ticks)
        {
            float x = box.X + box.Width * (float)((tick.At - from) / (to - from));
            Canvas.Hair(x, box.Y, x, box.Y + (tick.Label == null ? 3 : 7), Theme.QuietInk.Faded(tick.Label == null ? 0.45f : 0.9f));
            if (tick.Label == null) continue;
            float width = Canvas.TextWidth(tick.Label, Small);
            labels.Add((Math.Clamp(x - width / 2, box.X - 8, MathF.Max(box.X - 8, box.Right + 8 - width)), width, tick.Label));
        }
        int stride = 1;
        while (stride < labels.Count && !Fits(labels, stride)) stride++;
        for (int k = 0; k < labels.Count; k += stride) Canvas.Text(labels[k].Left, box.Y + 18, labels[k].Text, Small, Theme.QuietInk);
    }

    private static bool Fits(List<(float Left, float Width, string Text)> labels, int stride)
    {
        const float gap = 9;
        for (int k = stride; k < labels.Count; k += stride)
            if (labels[k].Left < labels[k - stride].Left + labels[k - stride].Width + gap) return false;
        return true;
    }
}
