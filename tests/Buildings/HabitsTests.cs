using TerritoryTwin.Buildings;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Buildings;

public class HabitsTests
{
    private static readonly int Office = Profile.Of(BuildingUse.Office), Worship = Profile.Of(BuildingUse.Worship);

    [Theory]
    [InlineData(2026)]
    [InlineData(2028)]
    [InlineData(2030)]
    public void An_office_is_empty_at_weekends_and_on_holidays_of_the_simulated_year_and_in_use_on_other_days(int year)
    {
        Calendar calendar = new(year, CalendarRules.France);
        float[] there = new Habits(new SetPoints(), calendar).Profiles[Office].Presence;
        for (int h = 0; h < Calendar.Hours; h++)
        {
            DateTimeOffset time = calendar.At(h);
            DateOnly day = DateOnly.FromDateTime(time.DateTime);
            bool free = time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || calendar.IsHoliday(day);
            Assert.Equal(!free && time.Hour is >= 8 and < 19 ? 1 : 0, there[h]);
        }
        int noon = calendar.HourOf(new(year, 7, 14)) + 12;
        Assert.Equal(0, there[noon]);
    }

    [Fact]
    public void The_morning_of_homes_is_at_the_same_hour_of_the_clock_all_year_and_so_an_hour_earlier_against_the_sun_in_summer()
    {
        Calendar calendar = new(2030, CalendarRules.France);
        Habits habits = new(new SetPoints(), calendar);
        DateTimeOffset winter = Peak(new(2030, 1, 16)), summer = Peak(new(2030, 7, 17));
        Assert.Equal((7, 7), (winter.Hour, summer.Hour));
        Assert.Equal((6, 5), (winter.UtcDateTime.Hour, summer.UtcDateTime.Hour));
        float[] there = habits.Profiles[Profile.OutByDay].Presence;
        Assert.Equal(calendar.HourOf(new(2030, 1, 16)) + 10, LeastOf(there, new(2030, 1, 16)));
        Assert.Equal(calendar.HourOf(new(2030, 7, 17)) + 10, LeastOf(there, new(2030, 7, 17)));

        DateTimeOffset Peak(DateOnly day) => calendar.At(Enumerable.Range(calendar.HourOf(day), 12).MaxBy(h => habits.HotWater[h]));
        int LeastOf(float[] values, DateOnly day) => Enumerable.Range(calendar.HourOf(day), 24).MinBy(h => values[h]);
    }

    [Theory]
    [InlineData(2028)]
    [InlineData(2030)]
    public void What_is_shaped_by_the_clock_comes_to_the_same_in_a_year_with_summer_time_and_without(int year)
    {
        Habits summer = new(new SetPoints(), new Calendar(year, CalendarRules.France));
        Habits plain = new(new SetPoints(), new Calendar(year, CalendarRules.France with { SummerTime = false }));
        foreach (Func<Habits, float[]> of in new Func<Habits, float[]>[] { h => h.Cooking, h => h.HotWater, h => h.TankHeating })
        {
            Assert.Equal(Calendar.Hours, of(summer).Sum(v => (double)v), 1e-3);       // of means of 1 in floats
            Assert.Equal(of(plain).Sum(v => (double)v), of(summer).Sum(v => (double)v), 1e-3);
            Assert.NotEqual(of(plain), of(summer));
        }
    }

    [Fact]
    public void Tanks_heat_for_eight_hours_of_the_night_by_the_clock_of_contracts()
    {
        Calendar calendar = new(2030, CalendarRules.France);
        float[] heating = new Habits(new SetPoints(), calendar).TankHeating;
        int evening = calendar.HourOf(new(2030, 7, 17)) + 21;
        Assert.Equal([0f, 3, 3, 3, 3, 3, 3, 3, 3, 0], heating[evening..(evening + 10)]);
    }

    [Fact]
    public void A_church_is_warm_on_a_holiday_as_on_a_Sunday()
    {
        Calendar calendar = new(2026, CalendarRules.France);
        float[] there = new Habits(new SetPoints(), calendar).Profiles[Worship].Presence;
        int allSaints = calendar.HourOf(new(2026, 11, 1)), christmas = calendar.HourOf(new(2026, 12, 25)), friday = calendar.HourOf(new(2026, 12, 18));
        Assert.Equal((1f, 1f, 0f), (there[allSaints + 10], there[christmas + 10], there[friday + 10]));
    }

    [Fact]
    public void Two_simulated_years_have_their_own_weekdays()
    {
        float[] leap = new Habits(new SetPoints(), new Calendar(2028, CalendarRules.France)).Profiles[Office].Presence;
        float[] after = new Habits(new SetPoints(), new Calendar(2030, CalendarRules.France)).Profiles[Office].Presence;
        Assert.Equal((1f, 0f), (leap[24 * 2 + 10], after[24 * 5 + 10]));                // Monday 3 January 2028, Sunday 6 January 2030
        Assert.NotEqual(leap, after);
    }
}
