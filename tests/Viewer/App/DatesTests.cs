using System.Globalization;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Ui;
using Calendar = TerritoryTwin.Core.Calendar;
using CalendarRules = TerritoryTwin.Core.CalendarRules;
using Run = TerritoryTwin.Viewer.App.Run;

namespace TerritoryTwin.Tests.Viewer.App;

/// <summary>The engine lives an hour, the results date it and the viewer shows it by one calendar.</summary>
public sealed class DatesTests(SmallRuns runs) : IClassFixture<SmallRuns>
{
    [Fact]
    public void The_viewer_dates_every_hour_as_the_results_do()
    {
        Run run = RunSource.Open([runs.Base]).Runs[0];
        string[] times = ResultReader.Table(runs.Base, RunRecord.Read(runs.Base), "series").Texts("time");
        Assert.Equal(("2050-01-01T00:00:00+01:00", "2050-07-14T15:00:00+02:00"), (times[0], times[24 * 194 + 14]));
        for (int hour = 0; hour < Calendar.Hours; hour++)
        {
            DateTimeOffset dated = DateTimeOffset.Parse(times[hour], CultureInfo.InvariantCulture);
            Assert.Equal((dated, dated.Offset), (run.Calendar.At(hour), run.Calendar.At(hour).Offset));
            Assert.Equal(dated.DateTime, new TimelineState(run.Calendar, hour).Time);
        }
    }

    [Fact]
    public void The_town_works_on_the_days_that_the_viewer_calls_working_days()
    {
        Run run = RunSource.Open([runs.Base]).Runs[0];
        TerritoryTwin.Core.Table series = ResultReader.Table(runs.Base, RunRecord.Read(runs.Base), "series");
        double[] used = series.Numbers("electricity"), heat = series.Numbers("heating_need"), cold = series.Numbers("cooling_need");
        Numbers numbers = new(Language.English);
        int july = run.Calendar.HourOf(new(2050, 7, 1)) + 10;
        int[] hours = [.. Enumerable.Range(0, 31).Select(d => july + 24 * d).Where(h => heat[h] + cold[h] < 1)];          // appliances, cooking and water alone [kW]
        string[] names = [.. hours.Select(h => numbers.Date(new TimelineState(run.Calendar, h).Time))];
        double[] free = [.. hours.Where((_, k) => IsFree(names[k])).Select(h => used[h])], working = [.. hours.Where((_, k) => !IsFree(names[k])).Select(h => used[h])];
        Assert.Contains("Thursday 14 July 2050", names);
        Assert.True(free.Length >= 5 && working.Length >= 10, $"{free.Length} free days, {working.Length} others");
        Assert.True(free.Min() > 1.02 * working.Max(), $"{free.Min()} kW at least on free days, when people are at home, {working.Max()} at most on others");

        static bool IsFree(string date) => date.StartsWith('S') || date.Contains("14 July");
    }

    [Theory, InlineData(3, 27, 23), InlineData(10, 30, 25)]
    public void A_day_on_which_clocks_change_is_an_hour_shorter_or_longer_on_the_track(int month, int day, int hours)
    {
        Calendar calendar = new(2050, CalendarRules.France);
        int noon = calendar.HourOf(new(2050, month, day)) + 12;
        (double from, double to) = new TimelineState(calendar, noon, TimeZoom.Day).View;
        Assert.Equal(hours, to - from);
        string?[] labels = [.. Ticks.OfTime(calendar, from, to, new Numbers(Language.English)).Select(t => t.Label).Where(l => l != null)];
        Assert.Equal(["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "00:00"], labels);
        Assert.Equal(168 + hours - 24, Length(new TimelineState(calendar, noon, TimeZoom.Week)));

        static double Length(TimelineState state) => state.View.To - state.View.From;
    }

    [Fact]
    public void The_end_of_the_year_is_still_of_the_year()
    {
        TimelineState end = new TimelineState(new Calendar(2050, CalendarRules.France), 0, TimeZoom.Month).At(Calendar.Hours);
        Assert.Equal(new DateTime(2050, 12, 31, 23, 59, 0), end.Time);
        Assert.Equal(31 * 24, end.View.To - end.View.From);
    }
}
