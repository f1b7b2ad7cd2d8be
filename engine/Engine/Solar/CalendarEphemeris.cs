namespace TerritoryTwin.Solar;

/// <summary>The sun through <see cref="SunPosition.CalendarYear"/>: the full algorithm once a day, cubics between; 10⁻⁶ degrees from it.</summary>
internal static class CalendarEphemeris
{
    private const int Before = 3;       // days of the table before 1 January: clocks run up to 14 h ahead
    private static readonly SunEphemeris[] Days = Make();

    /// <summary>The sun at a time.</summary>
    /// <param name="hour">Since 1 January, 0 h, universal time; −24 to 8,784.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not an hour of the year.</exception>
    public static SunEphemeris At(double hour)
    {
        if (!(hour is >= -24 and <= 8784)) throw new ArgumentOutOfRangeException(nameof(hour), hour, "the hour is not one of the year");
        double days = hour / 24 + Before;
        int day = (int)Math.Floor(days);
        double t = days - day;
        SunEphemeris a = Days[day - 1], b = Days[day], c = Days[day + 1], d = Days[day + 2];
        return new SunEphemeris(
            Cubic(t, a.RightAscension, b.RightAscension, c.RightAscension, d.RightAscension),
            Cubic(t, a.Declination, b.Declination, c.Declination, d.Declination),
            Cubic(t, a.SiderealTime, b.SiderealTime, c.SiderealTime, d.SiderealTime),
            Cubic(t, a.Distance, b.Distance, c.Distance, d.Distance),
            Cubic(t, a.EquationOfTime, b.EquationOfTime, c.EquationOfTime, d.EquationOfTime));
    }

    private static SunEphemeris[] Make()
    {
        DateTimeOffset start = new(SunPosition.CalendarYear, 1, 1, 0, 0, 0, TimeSpan.Zero);
        SunEphemeris[] days = new SunEphemeris[365 + 2 * Before + 2];
        double turns = 0;
        for (int i = 0; i < days.Length; i++)
        {
            DateTimeOffset time = start.AddDays(i - Before);
            SunEphemeris sun = SunEphemeris.At(time, SunEphemeris.EstimateDeltaT(time));
            if (i > 0 && sun.RightAscension + turns < days[i - 1].RightAscension) turns += 2 * Math.PI;
            days[i] = sun with { RightAscension = sun.RightAscension + turns };
        }
        return days;
    }

    /// <summary>Lagrange's cubic through values at −1, 0, 1, 2.</summary>
    private static double Cubic(double t, double a, double b, double c, double d)
    {
        double u = t - 1, v = t - 2, w = t + 1;
        return -a * t * u * v / 6 + b * w * u * v / 2 - c * w * t * v / 2 + d * w * t * u / 6;
    }
}
