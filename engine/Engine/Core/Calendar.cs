using System.Collections.Frozen;
using System.Globalization;

namespace TerritoryTwin.Core;

/// <summary>By which clock and which holidays a place lives, the same in every year.</summary>
/// <param name="StandardOffset">Hours ahead of UTC in winter: the clock of the weather's hours.</param>
/// <param name="SummerTime">Whether clocks follow the summer time of the European Union.</param>
/// <param name="FrenchHolidays">Whether the public holidays of France are kept; else none is known.</param>
public sealed record CalendarRules(double StandardOffset, bool SummerTime, bool FrenchHolidays)
{
    /// <summary>Metropolitan France.</summary>
    public static CalendarRules France { get; } = new(StandardOffset: 1, SummerTime: true, FrenchHolidays: true);

    /// <summary>Of a territory under some weather, whose hours are those of standard time.</summary>
    public static CalendarRules Of(Territory territory, WeatherYear weather) => new(
        weather.TimeZone, KeepsSummerTime(territory.Latitude, territory.Longitude, weather.TimeZone), MetropolitanFrance.Holds(territory.Latitude, territory.Longitude));

    /// <summary>What a reader of results must know: the rules that people of the place may have and that are left out here.</summary>
    public IReadOnlyList<string> Notes()
    {
        List<string> notes = [];
        if (!FrenchHolidays) notes.Add("no public holidays: only those of metropolitan France are known, and the territory lies elsewhere; every week is lived like any other");
        if (!SummerTime) notes.Add($"no summer time: clocks stay {StandardOffset:+0.##;−0.##;0} h from UTC all year, as the weather's do");
        return notes;
    }

    // Europe from Ireland and Portugal to Finland, Romania and Cyprus, whose clocks stand 0 to 2 h ahead of UTC in winter. Not Iceland, Kaliningrad and the
    // Maghreb, which keep one clock all year; nor clocks that are further east, as those of Turkey and Belarus.
    private static bool KeepsSummerTime(double latitude, double longitude, double standardOffset) =>
        standardOffset is 0 or 1 or 2 && latitude is > 34.5 and < 71.5 && longitude is > -11 and < 41
        && !(longitude < 11.5 && latitude < (longitude < -1.5 ? 35.95 : 37.4))
        && !(standardOffset == 2 && latitude is > 54.3 and < 55.1 && longitude < 22.8);
}

/// <summary>An hour as people live it.</summary>
/// <param name="Clock">Hour of the local clock, 0 to 23.</param>
/// <param name="Day">Of the week; a public holiday is lived like a Sunday.</param>
public readonly record struct LivedHour(int Clock, DayOfWeek Day)
{
    /// <summary>Saturday, Sunday or a public holiday.</summary>
    public bool IsWeekend => Day is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

/// <summary>The days and clocks of a simulated year of 8,760 hours of standard time, 29 February left out: weekdays, public holidays, summer time.</summary>
/// <remarks>
/// Summer time by Directive 2000/84/EC, holidays by article L3133-1 of the Code du travail, both as they stand in any year; docs/scenario.md. Easter by the
/// Gregorian computus (Meeus, Jones, Butcher).
/// </remarks>
public sealed class Calendar
{
    /// <summary>Hours of a year.</summary>
    public const int Hours = 8760;

    private const int FirstOfMarch = 59;                     // days of January and February
    private readonly TimeSpan _standard;
    private readonly DateTimeOffset _summerBegins, _summerEnds;
    private readonly FrozenSet<DateOnly> _holidays;

    /// <summary>Of a year.</summary>
    /// <param name="year">2 to 9998.</param> <param name="rules">Of the place.</param>
    public Calendar(int year, CalendarRules rules)
    {
        (Year, Rules, _standard) = (year, rules, TimeSpan.FromMinutes(Math.Round(60 * rules.StandardOffset)));
        _holidays = rules.FrenchHolidays ? HolidaysOfFrance(year).ToFrozenSet() : [];
        if (rules.SummerTime) (_summerBegins, _summerEnds) = (LastSunday(3), LastSunday(10));

        DateTimeOffset LastSunday(int month)
        {
            DateTimeOffset last = new(year, month, 31, 1, 0, 0, TimeSpan.Zero);
            return last.AddDays(-(int)last.DayOfWeek);
        }
    }

    /// <summary>The year.</summary>
    public int Year { get; }

    /// <summary>Of the place.</summary>
    public CalendarRules Rules { get; }

    /// <summary>Standard time at an hour of the year.</summary>
    /// <param name="hour">0 to 8,760, fractions too; good to the second.</param>
    public DateTime StandardTime(double hour)
    {
        bool leapDayPassed = DateTime.IsLeapYear(Year) && hour >= 24 * FirstOfMarch;
        return new DateTime(Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddSeconds(Math.Round(3600 * hour) + (leapDayPassed ? 86400 : 0));
    }

    /// <summary>Local clock time at an hour of the year, with its offset from UTC.</summary>
    /// <param name="hour">0 to 8,760, fractions too; good to the second.</param>
    public DateTimeOffset At(double hour)
    {
        DateTimeOffset time = new(StandardTime(hour), _standard);
        return time >= _summerBegins && time < _summerEnds ? time.ToOffset(_standard + TimeSpan.FromHours(1)) : time;
    }

    /// <summary>Local clock time as ISO 8601 writes it: <c>2030-07-14T15:00:00+02:00</c>.</summary>
    /// <param name="hour">0 to 8,760, fractions too; good to the second.</param>
    public string TimeStamp(double hour) => At(hour).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>How an hour of the year is lived.</summary>
    public LivedHour LivedAt(int hour)
    {
        DateTimeOffset time = At(hour);
        return new(time.Hour, IsHoliday(DateOnly.FromDateTime(time.DateTime)) ? DayOfWeek.Sunday : time.DayOfWeek);
    }

    /// <summary>Whether a date of the year is a public holiday.</summary>
    public bool IsHoliday(DateOnly date) => _holidays.Contains(date);

    /// <summary>Hour of the year at which a date begins on the local clock; 0 and 8,760 for other years. 29 February begins, and ends, with 1 March.</summary>
    public int HourOf(DateOnly date)
    {
        if (date.Year != Year) return date.Year < Year ? 0 : Hours;
        int day = date.DayOfYear - 1 - (DateTime.IsLeapYear(Year) && date.Month > 2 ? 1 : 0);
        return 24 * day - (int)(At(24 * day).Offset - _standard).TotalHours;
    }

    /// <summary>Easter Sunday.</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451, days = h + l - 7 * m + 114;
        return new(year, days / 31, days % 31 + 1);
    }

    private static DateOnly[] HolidaysOfFrance(int year)
    {
        DateOnly easter = Easter(year);
        return
        [
            new(year, 1, 1), easter.AddDays(1), new(year, 5, 1), new(year, 5, 8), easter.AddDays(39), easter.AddDays(50),
            new(year, 7, 14), new(year, 8, 15), new(year, 11, 1), new(year, 11, 11), new(year, 12, 25),
        ];
    }
}
