using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;

namespace TerritoryTwin.Viewer.Ui;

/// <summary>A mark of an axis.</summary>
/// <param name="At">Value, or hours since the start.</param>
/// <param name="Label">Text below; null for a minor mark.</param>
public readonly record struct Tick(double At, string? Label);

/// <summary>Round values and calendar dates for axes.</summary>
public static class Ticks
{
    private const double Day = 24, LongestOfDays = 100 * Day, LongestOfShortDates = 12 * Day, LongestOfHours = 2.5 * Day;

    /// <summary>Round values within a range, each with a label that says it exactly.</summary>
    public static IReadOnlyList<Tick> Of(double low, double high, int count, Numbers numbers, bool signed = false)
    {
        if (!double.IsFinite(high - low) || high <= low) return [new(low, numbers.Brief(low))];
        double step = ValueScale.NiceStep(high - low, Math.Max(1, count));
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        List<Tick> ticks = [];
        for (double k = Math.Ceiling(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) ticks.Add(new(k * step, signed && k != 0 ? numbers.Signed(k * step, "", decimals) : numbers.Number(k * step, decimals)));
        return ticks;
    }

    /// <summary>Marks of the calendar between two hours of its year, on the local clock.</summary>
    /// <param name="calendar">Dates the hours.</param> <param name="from">[h].</param> <param name="to">[h].</param>
    /// <param name="numbers">How dates are written.</param>
    public static IReadOnlyList<Tick> OfTime(Calendar calendar, double from, double to, Numbers numbers)
    {
        double span = to - from;
        if (!(span > 0)) return [];
        if (span > LongestOfDays) return Months(calendar, from, to, numbers);
        (int step, int labelled) = span > LongestOfShortDates ? (24, 24 * 5) : span > LongestOfHours ? (6, 24) : (1, 3);
        List<Tick> ticks = [];
        for (int hour = (int)Math.Ceiling(from - 1e-6); hour <= to + 1e-6; hour++)
        {
            DateTime time = calendar.At(hour).DateTime;
            if (time.Hour % step != 0) continue;
            bool major = labelled > 24 ? time.Day % 5 == 0 || time.Day == 1 : time.Hour % labelled == 0;
            ticks.Add(new(hour, !major ? null : labelled >= 24 ? numbers.ShortDate(time) : numbers.Hour(time.Hour)));
        }
        return ticks;
    }

    private static List<Tick> Months(Calendar calendar, double from, double to, Numbers numbers)
    {
        List<Tick> ticks = [];
        for (int month = 1; month <= 12; month++)
        {
            int at = calendar.HourOf(new(calendar.Year, month, 1));
            if (at >= from - 1e-6 && at < to - 1e-6) ticks.Add(new(at, numbers.ShortMonth(month)));
        }
        return ticks;
    }
}
