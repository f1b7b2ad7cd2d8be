using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Core;

public class CalendarTests
{
    private static readonly CalendarRules Plain = new(StandardOffset: 1, SummerTime: false, FrenchHolidays: false);

    [Theory]
    [InlineData(1818, 3, 22)]
    [InlineData(1943, 4, 25)]
    [InlineData(2000, 4, 23)]
    [InlineData(2008, 3, 23)]
    [InlineData(2019, 4, 21)]
    [InlineData(2024, 3, 31)]
    [InlineData(2025, 4, 20)]
    [InlineData(2026, 4, 5)]
    [InlineData(2030, 4, 21)]
    [InlineData(2038, 4, 25)]
    [InlineData(2050, 4, 10)]
    [InlineData(2285, 3, 22)]
    public void Easter_falls_where_almanacs_have_it(int year, int month, int day) => Assert.Equal(new DateOnly(year, month, day), Calendar.Easter(year));

    [Theory]
    [InlineData(2025, "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25")]
    [InlineData(2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25")]
    [InlineData(2008, "01-01 03-24 05-01 05-08 05-12 07-14 08-15 11-01 11-11 12-25")]                         // Ascension Day was 1 May
    public void France_has_its_national_holidays_and_lives_them_like_Sundays(int year, string dates)
    {
        Calendar calendar = new(year, CalendarRules.France);
        DateOnly[] days = [.. Enumerable.Range(0, 365).Select(d => DateOnly.FromDateTime(calendar.At(24 * d + 12).DateTime))];
        Assert.Equal(dates.Split(' '), days.Where(calendar.IsHoliday).Select(d => $"{d:MM-dd}"));
        for (int d = 0; d < 365; d++) Assert.Equal(calendar.IsHoliday(days[d]) ? DayOfWeek.Sunday : days[d].DayOfWeek, calendar.LivedAt(24 * d + 12).Day);
    }

    [Theory]
    [InlineData(2026, DayOfWeek.Thursday, DayOfWeek.Sunday, DayOfWeek.Thursday)]
    [InlineData(2028, DayOfWeek.Saturday, DayOfWeek.Wednesday, DayOfWeek.Sunday)]
    [InlineData(2030, DayOfWeek.Tuesday, DayOfWeek.Friday, DayOfWeek.Tuesday)]
    [InlineData(2050, DayOfWeek.Saturday, DayOfWeek.Tuesday, DayOfWeek.Saturday)]
    public void Weekdays_follow_the_date_even_past_a_29_February_that_is_left_out(int year, DayOfWeek first, DayOfWeek march, DayOfWeek last)
    {
        Calendar calendar = new(year, Plain);
        Assert.Equal((first, march, last), (calendar.LivedAt(0).Day, calendar.LivedAt(24 * 59).Day, calendar.LivedAt(8759).Day));
        Assert.Equal(new DateTime(year, 2, 28, 23, 0, 0), calendar.At(24 * 59 - 1).DateTime);
        Assert.Equal(new DateTime(year, 3, 1), calendar.At(24 * 59).DateTime);
        Assert.Equal(new DateTime(year, 12, 31, 23, 0, 0), calendar.At(8759).DateTime);
    }

    [Theory]
    [InlineData(2026, 29, 25)]
    [InlineData(2028, 26, 29)]
    [InlineData(2030, 31, 27)]
    public void Clocks_change_at_one_universal_time_on_the_last_Sundays_of_March_and_October(int year, int march, int october)
    {
        Calendar calendar = new(year, CalendarRules.France);
        string[] spring = Stamps(calendar, new(year, 3, march), 3), autumn = Stamps(calendar, new(year, 10, october), 4);
        Assert.Equal([$"{year}-03-{march}T00:00:00+01:00", $"{year}-03-{march}T01:00:00+01:00", $"{year}-03-{march}T03:00:00+02:00"], spring);
        Assert.Equal(
            [$"{year}-10-{october}T00:00:00+02:00", $"{year}-10-{october}T01:00:00+02:00", $"{year}-10-{october}T02:00:00+02:00", $"{year}-10-{october}T02:00:00+01:00"], autumn);

        static string[] Stamps(Calendar calendar, DateOnly day, int count) => [.. Enumerable.Range(calendar.HourOf(day), count).Select(h => calendar.TimeStamp(h))];
    }

    [Theory]
    [InlineData(2028)]
    [InlineData(2030)]
    public void Each_hour_of_the_year_is_one_moment_an_hour_after_the_last(int year)
    {
        Calendar calendar = new(year, CalendarRules.France);
        DateTimeOffset[] times = [.. Enumerable.Range(0, Calendar.Hours).Select(h => calendar.At(h))];
        Assert.Equal(Calendar.Hours, times.Distinct().Count());
        for (int h = 1; h < times.Length; h++)
            Assert.Equal(DateTime.IsLeapYear(year) && h == 24 * 59 ? 25 : 1, (times[h] - times[h - 1]).TotalHours);
        Assert.Equal(365, times.Select(t => t.Date).Distinct().Count());
        int[] byClock = [.. Enumerable.Range(0, 24).Select(clock => times.Count(t => t.Hour == clock))];
        Assert.All(byClock, count => Assert.Equal(365, count));             // the hour that spring leaves out comes twice in autumn
    }

    [Theory]
    [InlineData(2028)]
    [InlineData(2030)]
    public void A_date_begins_at_the_hour_that_the_clock_shows_it(int year)
    {
        Calendar calendar = new(year, CalendarRules.France);
        for (DateOnly day = new(year, 1, 1); day.Year == year; day = day.AddDays(1))
            if ((day.Month, day.Day) != (2, 29)) Assert.Equal(day.ToDateTime(TimeOnly.MinValue), calendar.At(calendar.HourOf(day)).DateTime);
        Assert.Equal((0, Calendar.Hours), (calendar.HourOf(new(year - 1, 12, 31)), calendar.HourOf(new(year + 1, 1, 1))));
        if (DateTime.IsLeapYear(year)) Assert.Equal(calendar.HourOf(new(year, 3, 1)), calendar.HourOf(new(year, 2, 29)));
    }

    [Fact]
    public void A_part_of_an_hour_is_told_to_the_second() => Assert.Equal("2030-07-14T15:52:12+02:00", new Calendar(2030, CalendarRules.France).TimeStamp(24 * 194 + 14.87));

    [Theory]
    [InlineData(47.2, -1.6, 1, true)]          // Nantes
    [InlineData(51.5, -0.1, 0, true)]          // London
    [InlineData(38.7, -9.1, 0, true)]          // Lisbon
    [InlineData(36.7, -4.4, 1, true)]          // Málaga
    [InlineData(36.9, -2.5, 1, true)]          // Almería
    [InlineData(37.5, 15.1, 1, true)]          // Catania
    [InlineData(60.2, 24.9, 2, true)]          // Helsinki
    [InlineData(35.2, 33.4, 2, true)]          // Nicosia
    [InlineData(54.7, 25.3, 2, true)]          // Vilnius
    [InlineData(54.7, 20.5, 2, false)]         // Kaliningrad
    [InlineData(64.1, -21.9, 0, false)]        // Reykjavík
    [InlineData(36.8, 10.2, 1, false)]         // Tunis
    [InlineData(36.8, 3.1, 1, false)]          // Algiers
    [InlineData(33.6, -7.6, 1, false)]         // Casablanca
    [InlineData(41.0, 29.0, 3, false)]         // Istanbul
    [InlineData(14.6, -61.1, -4, false)]       // Fort-de-France
    [InlineData(40.7, -74.0, -5, false)]       // New York
    public void Europe_keeps_summer_time_and_others_do_not(double latitude, double longitude, double standardOffset, bool keeps)
    {
        CalendarRules rules = RulesAt(latitude, longitude, standardOffset);
        Assert.Equal(keeps, rules.SummerTime);
        Assert.Equal(keeps ? 0 : 1, rules.Notes().Count(n => n.StartsWith("no summer time", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Olemps", 44.34, 2.55)]
    [InlineData("Dunkerque", 51.03, 2.38)]
    [InlineData("Halluin", 50.78, 3.12)]
    [InlineData("Roubaix", 50.69, 3.18)]
    [InlineData("Maubeuge", 50.28, 3.97)]
    [InlineData("Givet", 50.14, 4.82)]
    [InlineData("Sedan", 49.70, 4.94)]
    [InlineData("Longwy", 49.52, 5.76)]
    [InlineData("Audun-le-Tiche", 49.47, 5.96)]
    [InlineData("Forbach", 49.19, 6.90)]
    [InlineData("Sarreguemines", 49.11, 7.06)]
    [InlineData("Wissembourg", 49.04, 7.94)]
    [InlineData("Lauterbourg", 48.975, 8.18)]
    [InlineData("Strasbourg", 48.58, 7.75)]
    [InlineData("Neuf-Brisach", 48.02, 7.53)]
    [InlineData("Saint-Louis", 47.585, 7.56)]
    [InlineData("Delle", 47.508, 6.998)]
    [InlineData("Morteau", 47.06, 6.61)]
    [InlineData("Pontarlier", 46.91, 6.36)]
    [InlineData("Les Rousses", 46.485, 6.06)]
    [InlineData("Divonne-les-Bains", 46.357, 6.14)]
    [InlineData("Ferney-Voltaire", 46.256, 6.11)]
    [InlineData("Saint-Genis-Pouilly", 46.243, 6.02)]
    [InlineData("Annemasse", 46.193, 6.236)]
    [InlineData("Saint-Julien-en-Genevois", 46.142, 6.08)]
    [InlineData("Évian", 46.40, 6.59)]
    [InlineData("Chamonix", 45.92, 6.87)]
    [InlineData("Modane", 45.20, 6.66)]
    [InlineData("Montgenèvre", 44.93, 6.72)]
    [InlineData("Tende", 44.09, 7.59)]
    [InlineData("Menton", 43.775, 7.50)]
    [InlineData("Porquerolles", 43.00, 6.20)]
    [InlineData("Marseille", 43.30, 5.37)]
    [InlineData("Bastia", 42.70, 9.45)]
    [InlineData("Bonifacio", 41.39, 9.16)]
    [InlineData("Cerbère", 42.44, 3.16)]
    [InlineData("Bourg-Madame", 42.436, 1.945)]
    [InlineData("Saint-Jean-Pied-de-Port", 43.16, -1.24)]
    [InlineData("Hendaye", 43.36, -1.775)]
    [InlineData("Ouessant", 48.46, -5.09)]
    [InlineData("Saint-Malo", 48.65, -2.0)]
    [InlineData("Cherbourg", 49.64, -1.62)]
    [InlineData("Calais", 50.95, 1.86)]
    public void French_holidays_are_kept_in_metropolitan_France(string town, double latitude, double longitude) =>
        Assert.True(RulesAt(latitude, longitude, 1).FrenchHolidays, town);

    [Theory]
    [InlineData("De Panne", 51.10, 2.59)]
    [InlineData("Menen", 50.80, 3.12)]
    [InlineData("Mouscron", 50.745, 3.22)]
    [InlineData("Tournai", 50.61, 3.39)]
    [InlineData("Chimay", 50.05, 4.32)]
    [InlineData("Bouillon", 49.79, 5.07)]
    [InlineData("Virton", 49.57, 5.53)]
    [InlineData("Esch-sur-Alzette", 49.495, 5.98)]
    [InlineData("Saarbrücken", 49.235, 6.99)]
    [InlineData("Zweibrücken", 49.25, 7.36)]
    [InlineData("Kehl", 48.575, 7.815)]
    [InlineData("Breisach", 48.03, 7.585)]
    [InlineData("Basel", 47.56, 7.59)]
    [InlineData("Porrentruy", 47.415, 7.08)]
    [InlineData("La Chaux-de-Fonds", 47.10, 6.83)]
    [InlineData("Vallorbe", 46.71, 6.375)]
    [InlineData("Nyon", 46.383, 6.24)]
    [InlineData("Geneva", 46.20, 6.147)]
    [InlineData("Lausanne", 46.52, 6.63)]
    [InlineData("Courmayeur", 45.79, 6.97)]
    [InlineData("Bardonecchia", 45.08, 6.705)]
    [InlineData("Turin", 45.07, 7.69)]
    [InlineData("Ventimiglia", 43.79, 7.607)]
    [InlineData("Portoferraio", 42.81, 10.32)]
    [InlineData("Santa Teresa Gallura", 41.24, 9.19)]
    [InlineData("La Jonquera", 42.42, 2.875)]
    [InlineData("Andorra la Vella", 42.507, 1.52)]
    [InlineData("Vielha", 42.70, 0.795)]
    [InlineData("Roncesvalles", 43.01, -1.32)]
    [InlineData("Irun", 43.34, -1.79)]
    [InlineData("Saint Helier", 49.19, -2.11)]
    [InlineData("Saint Peter Port", 49.46, -2.54)]
    [InlineData("Dover", 51.13, 1.31)]
    [InlineData("Fort-de-France", 14.6, -61.1)]
    public void Elsewhere_no_holiday_is_known_and_the_run_says_so(string town, double latitude, double longitude)
    {
        CalendarRules rules = RulesAt(latitude, longitude, 1);
        Assert.False(rules.FrenchHolidays, town);
        Assert.Contains(rules.Notes(), n => n.StartsWith("no public holidays", StringComparison.Ordinal));
        Assert.DoesNotContain(Enumerable.Range(0, 365), d => new Calendar(2030, rules).IsHoliday(new DateOnly(2030, 1, 1).AddDays(d)));
    }

    private static CalendarRules RulesAt(double latitude, double longitude, double standardOffset) => CalendarRules.Of(
        new Territory { Name = "", Epsg = 2154, Latitude = latitude, Longitude = longitude, Buildings = [], Terrain = new Raster(new Grid(1, 1, 1, 0, 0), new float[1]) },
        new WeatherYear("", latitude, longitude, standardOffset, 0, []));
}
