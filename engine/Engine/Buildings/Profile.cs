using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>How buildings of a kind are lived in: values of each hour of the year, by the local clock and the days of its calendar.</summary>
public sealed class Profile
{
    private Profile(string name) => Name = name;

    /// <summary>Shown to people.</summary>
    public string Name { get; }
    /// <summary>Heating set-point [°C].</summary>
    public float[] HeatBelow { get; } = new float[Calendar.Hours];
    /// <summary>Share of the people who are there.</summary>
    public float[] Presence { get; } = new float[Calendar.Hours];
    /// <summary>Power of appliances and lighting over its mean of the year.</summary>
    public float[] Equipment { get; } = new float[Calendar.Hours];

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
    /// <param name="set">Set-points.</param> <param name="hours">Of the year.</param>
    internal static Profile[] All(SetPoints set, LivedHour[] hours) =>
    [
        Home("homes left empty by day", "1111111 86200001137999999", set, hours, weekend: 0.8),
        Home("homes with someone in by day", "1111111 99877988777889999", set, hours, weekend: 0.9),
        Home("houses of several households", "1111111 97544544446789999", set, hours, weekend: 0.85),
        Work("offices", set, hours, 8, 19, weekend: 0, idle: 0.25),
        Work("shops", set, hours, 9, 20, weekend: 0.6, idle: 0.25),
        Work("schools", set, hours, 8, 17, weekend: 0, idle: 0.2),
        Work("health", set, hours, 0, 24, weekend: 0.9, idle: 0.6),
        Work("leisure", set, hours, 9, 22, weekend: 1, idle: 0.25),
        Work("industry", set, hours, 6, 20, weekend: 0.1, idle: 0.3),
        Work("other uses", set, hours, 8, 20, weekend: 0.3, idle: 0.3),
        Worship(hours),
    ];

    /// <summary>A home. <paramref name="day"/>: tenths of the people there in each hour of a weekday, 1 for all while asleep.</summary>
    private static Profile Home(string name, string day, SetPoints set, LivedHour[] hours, double weekend)
    {
        string presence = day.Replace(" ", "", StringComparison.Ordinal);
        Profile profile = new(name);
        for (int h = 0; h < hours.Length; h++)
        {
            int hour = hours[h].Clock;
            bool asleep = hour is < 6 or >= 23;
            double there = asleep ? 1 : Math.Max(hours[h].IsWeekend ? weekend : 0, hour == 6 ? 1 : (presence[hour] - '0') / 10.0);
            double winter = Math.Cos(2 * Math.PI * (h / 24.0 - 10) / 365);
            profile.Presence[h] = (float)there;
            profile.HeatBelow[h] = (float)(asleep ? set.Night : there > 0.35 ? set.Present : set.Absent);
            profile.Equipment[h] = (float)(ApplianceDay[hour] * (0.6 + 0.4 * there) * (1 + 0.15 * winter));
        }
        return profile.Normalised();
    }

    private static Profile Work(string name, SetPoints set, LivedHour[] hours, int opens, int closes, double weekend, double idle)
    {
        Profile profile = new(name);
        for (int h = 0; h < hours.Length; h++)
        {
            int hour = hours[h].Clock;
            double use = (hour >= opens && hour < closes ? 1 : 0) * (hours[h].IsWeekend ? weekend : 1);
            bool warm = use > 0 || (hour == opens - 1 && (weekend > 0 || !hours[h].IsWeekend));
            profile.Presence[h] = (float)use;
            profile.HeatBelow[h] = (float)(warm ? set.InUse : set.OutOfUse);
            profile.Equipment[h] = (float)(idle + (1 - idle) * use);
        }
        return profile.Normalised();
    }

    // Two services at the weekend and one on Wednesday evening, heated from two hours before; frost is kept out else.
    private static Profile Worship(LivedHour[] hours)
    {
        const float WarmForService = 14, FrostGuard = 8;                                                     // °C
        Profile profile = new("worship");
        for (int h = 0; h < hours.Length; h++)
        {
            int hour = hours[h].Clock;
            int begins = hours[h].Day switch { DayOfWeek.Wednesday => 18, DayOfWeek.Saturday => 17, DayOfWeek.Sunday => 10, _ => 100 };
            bool service = hour == begins || hour == begins + 1;
            profile.Presence[h] = service ? 1 : 0;
            profile.HeatBelow[h] = hour >= begins - 2 && hour < begins + 2 ? WarmForService : FrostGuard;
            profile.Equipment[h] = service ? 1 : 0.3f;
        }
        return profile.Normalised();
    }

    // A day in France: a low night, meals at 7, 12 and 19 h, the evening peak of RTE's residential load.
    private static readonly double[] ApplianceDay =
        [0.6, 0.5, 0.5, 0.5, 0.5, 0.5, 0.7, 1.0, 1.0, 0.9, 0.9, 1.0, 1.2, 1.1, 1.0, 0.9, 0.9, 1.1, 1.4, 1.7, 1.7, 1.6, 1.3, 0.9];

    private Profile Normalised()
    {
        double mean = Equipment.Average(v => (double)v);
        for (int h = 0; h < Equipment.Length; h++) Equipment[h] = (float)(Equipment[h] / mean);
        return this;
    }
}
