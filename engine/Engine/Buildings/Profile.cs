using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>How buildings of a kind are lived in: values of each hour of the year. The year begins on a Monday.</summary>
public sealed class Profile
{
    /// <summary>Hours of a year.</summary>
    public const int Hours = 8760;

    private Profile(string name) => Name = name;

    /// <summary>Shown to people.</summary>
    public string Name { get; }
    /// <summary>Heating set-point [°C].</summary>
    public float[] HeatBelow { get; } = new float[Hours];
    /// <summary>Share of the people who are there.</summary>
    public float[] Presence { get; } = new float[Hours];
    /// <summary>Power of appliances and lighting over its mean of the year.</summary>
    public float[] Equipment { get; } = new float[Hours];
    /// <summary>Power of cooking over its mean, in all homes.</summary>
    public static float[] Cooking { get; } = Shape([0, 0, 0, 0, 0, 0, 0.5, 1, 0.5, 0.3, 0.5, 2, 3.5, 1.5, 0.3, 0.3, 0.5, 1, 3, 5, 2.5, 0.8, 0.3, 0]);
    /// <summary>Hot water that is drawn over its mean, in all buildings; the season is in the cold water.</summary>
    public static float[] HotWater { get; } = Shape([0.1, 0, 0, 0, 0, 0.2, 1, 2.5, 2, 1, 0.8, 0.8, 1, 0.8, 0.5, 0.5, 0.6, 1, 1.8, 2.2, 2, 1.4, 0.8, 0.3]);

    /// <summary>All of them, in the order of <see cref="ProfileViews"/>.</summary>
    internal float[][] Quantities => field ??= [HeatBelow, Presence, Equipment];

    /// <summary>Index in <see cref="All"/> of homes left empty by day.</summary>
    public const int OutByDay = 0;
    /// <summary>Of homes with someone in by day.</summary>
    public const int InByDay = 1;
    /// <summary>Of houses of several households.</summary>
    public const int ManyHomes = 2;

    /// <summary>The profile of a use other than dwelling.</summary>
    public static int Of(BuildingUse use) => use switch
    {
        BuildingUse.Office => 3,
        BuildingUse.Retail => 4,
        BuildingUse.School => 5,
        BuildingUse.Health => 6,
        BuildingUse.Leisure => 7,
        BuildingUse.Industry => 8,
        BuildingUse.Worship => 10,
        _ => 9,
    };

    /// <summary>All profiles, for the given set-points.</summary>
    public static Profile[] All(SetPoints set) =>
    [
        Home("homes left empty by day", "1111111 86200001137999999", set, weekend: 0.8),
        Home("homes with someone in by day", "1111111 99877988777889999", set, weekend: 0.9),
        Home("houses of several households", "1111111 97544544446789999", set, weekend: 0.85),
        Work("offices", set, 8, 19, weekend: 0, idle: 0.25),
        Work("shops", set, 9, 20, weekend: 0.6, idle: 0.25),
        Work("schools", set, 8, 17, weekend: 0, idle: 0.2),
        Work("health", set, 0, 24, weekend: 0.9, idle: 0.6),
        Work("leisure", set, 9, 22, weekend: 1, idle: 0.25),
        Work("industry", set, 6, 20, weekend: 0.1, idle: 0.3),
        Work("other uses", set, 8, 20, weekend: 0.3, idle: 0.3),
        Worship(),
    ];

    /// <summary>Whether an hour of the year is on a Saturday or Sunday.</summary>
    public static bool IsWeekend(int hour) => hour / 24 % 7 >= 5;

    /// <summary>A home. <paramref name="day"/>: tenths of the people there in each hour of a weekday, 1 for all while asleep.</summary>
    private static Profile Home(string name, string day, SetPoints set, double weekend)
    {
        string presence = day.Replace(" ", "", StringComparison.Ordinal);
        Profile profile = new(name);
        for (int h = 0; h < Hours; h++)
        {
            int hour = h % 24;
            bool asleep = hour is < 6 or >= 23;
            double there = asleep ? 1 : Math.Max(IsWeekend(h) ? weekend : 0, hour == 6 ? 1 : (presence[hour] - '0') / 10.0);
            double winter = Math.Cos(2 * Math.PI * (h / 24.0 - 10) / 365);
            profile.Presence[h] = (float)there;
            profile.HeatBelow[h] = (float)(asleep ? set.Night : there > 0.35 ? set.Present : set.Absent);
            profile.Equipment[h] = (float)(ApplianceDay[hour] * (0.6 + 0.4 * there) * (1 + 0.15 * winter));
        }
        return profile.Normalised();
    }

    private static Profile Work(string name, SetPoints set, int opens, int closes, double weekend, double idle)
    {
        Profile profile = new(name);
        for (int h = 0; h < Hours; h++)
        {
            int hour = h % 24;
            double use = (hour >= opens && hour < closes ? 1 : 0) * (IsWeekend(h) ? weekend : 1);
            bool warm = use > 0 || (hour == opens - 1 && (weekend > 0 || !IsWeekend(h)));
            profile.Presence[h] = (float)use;
            profile.HeatBelow[h] = (float)(warm ? set.InUse : set.OutOfUse);
            profile.Equipment[h] = (float)(idle + (1 - idle) * use);
        }
        return profile.Normalised();
    }

    // Two services at the weekend and one on Wednesday evening, heated from two hours before; frost is kept out else.
    private static Profile Worship()
    {
        const float WarmForService = 14, FrostGuard = 8;                                                     // °C
        Profile profile = new("worship");
        for (int h = 0; h < Hours; h++)
        {
            int hour = h % 24, day = h / 24 % 7;
            int begins = day switch { 2 => 18, 5 => 17, 6 => 10, _ => 100 };
            bool service = hour == begins || hour == begins + 1;
            profile.Presence[h] = service ? 1 : 0;
            profile.HeatBelow[h] = hour >= begins - 2 && hour < begins + 2 ? WarmForService : FrostGuard;
            profile.Equipment[h] = service ? 1 : 0.3f;
        }
        return profile.Normalised();
    }

    // Shapes of a day in France: a low night, meals at 7, 12 and 19 h, the evening peak of RTE's residential load.
    private static readonly double[] ApplianceDay =
        [0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.7, 1.0, 1.0, 0.9, 0.9, 1.0, 1.2, 1.1, 1.0, 0.9, 0.9, 1.1, 1.4, 1.7, 1.7, 1.6, 1.3, 0.9];
    /// <summary>A day, repeated through the year, over its mean.</summary>
    private static float[] Shape(double[] day) => [.. Enumerable.Range(0, Hours).Select(h => (float)(day[h % 24] / day.Average()))];

    private Profile Normalised()
    {
        double mean = Equipment.Average(v => (double)v);
        for (int h = 0; h < Hours; h++) Equipment[h] = (float)(Equipment[h] / mean);
        return this;
    }
}
