using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What people do in each hour of a year, by the local clock and the days of its calendar.</summary>
public sealed class Habits
{
    // Shapes of a day in France: meals at 7, 12 and 19 h.
    private static readonly double[] CookingDay = [0, 0, 0, 0, 0, 0, 0.5, 1, 0.5, 0.3, 0.5, 2, 3.5, 1.5, 0.3, 0.3, 0.5, 1, 3, 5, 2.5, 0.8, 0.3, 0];
    private static readonly double[] HotWaterDay = [0.1, 0, 0, 0, 0, 0.2, 1, 2.5, 2, 1, 0.8, 0.8, 1, 0.8, 0.5, 0.5, 0.6, 1, 1.8, 2.2, 2, 1.4, 0.8, 0.3];

    /// <summary>Of a year.</summary>
    /// <param name="set">Set-points.</param> <param name="calendar">Of the year and place.</param>
    public Habits(SetPoints set, Calendar calendar)
    {
        LivedHour[] hours = [.. Enumerable.Range(0, Calendar.Hours).Select(calendar.LivedAt)];
        Profiles = Profile.All(set, hours);
        Cooking = Shape(CookingDay, hours);
        HotWater = Shape(HotWaterDay, hours);
        TankHeating = [.. hours.Select(h => h.Clock is < 6 or >= 22 ? 3f : 0f)];
    }

    /// <summary>Of each kind of building.</summary>
    public IReadOnlyList<Profile> Profiles { get; }
    /// <summary>Power of cooking over its mean, in all homes.</summary>
    public float[] Cooking { get; }
    /// <summary>Hot water that is drawn over its mean, in all buildings; the season is in the cold water.</summary>
    public float[] HotWater { get; }
    /// <summary>Heating of tanks at the cheap hours of the night, 22 to 6 h of the local clock, over its mean.</summary>
    public float[] TankHeating { get; }

    /// <summary>A day, repeated through the year, over its mean: the hour that spring leaves out comes twice in autumn.</summary>
    private static float[] Shape(double[] day, LivedHour[] hours)
    {
        double mean = day.Average();
        return [.. hours.Select(h => (float)(day[h.Clock] / mean))];
    }
}
