using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>How buildings of a kind are lived in, hour by hour of a year: a usual week, by the local clock and the days of a calendar. What is energy has a mean of one over that year.</summary>
public sealed class Profile
{
    private enum Warmth { Home, Work, Worship }

    private const int WorkVariants = 6, StayVariants = 4, StayDays = 42;                                     // days in second homes: about as many nights as they are used (recalled)
    private const double GoneLoad = 0.04;                                                                    // appliances of a second home that is left, over those while someone is there: assumed
    private const double WarmForService = 14;                                                                // °C
    /// <summary>Where nobody is and frost is kept out [°C].</summary>
    internal const double FrostGuard = 8;

    private readonly YearOfWeeks _year;
    private readonly Warmth _warmth;
    private readonly float[] _night, _away, _presence;
    private Lowering[] _lowerings = [];
    private float[] _equipment = [], _cooking = [], _drawn = [], _tank = [];

    private Profile(YearOfWeeks year, Warmth warmth, double[] night, double[] away, double[] presence) =>
        (_year, _warmth, _night, _away, _presence) = (year, warmth, Floats([.. night, 0]), Floats([.. away, 0]), Floats([.. presence, 0]));

    /// <summary>Share of the people who are there, in an hour of the year.</summary>
    public float Presence(int hour) => _presence[_year.HourOfWeek(hour)];

    /// <summary>Power of appliances and lighting over its mean.</summary>
    public float Equipment(int hour) => (float)(_equipment[_year.HourOfWeek(hour)] * (1 + Season * YearOfWeeks.Winter(hour)));

    /// <summary>Power of cooking over its mean; 0 where nobody cooks.</summary>
    public float Cooking(int hour) => _cooking[_year.HourOfWeek(hour)];

    /// <summary>Hot water that is drawn over its mean; the season is in the cold water.</summary>
    public float HotWater(int hour) => _drawn[_year.HourOfWeek(hour)];

    /// <summary>Heating of tanks over its mean.</summary>
    public float Tank(int hour) => _tank[_year.HourOfWeek(hour)];

    /// <summary>Heating set-point [°C].</summary>
    /// <param name="set">Of all buildings.</param> <param name="hour">Of the year.</param> <param name="setBack">By a measure: no household lowers its heating by less, churches and homes where nobody lives apart; null: as its people do.</param>
    public double HeatBelow(SetPoints set, int hour, SetBack? setBack = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        (double warm, double night, double away) = _warmth switch
        {
            Warmth.Home => (set.Present, set.Night, set.Absent),
            Warmth.Work => (set.InUse, set.InUse, set.OutOfUse),
            _ => (WarmForService, WarmForService, FrostGuard),
        };
        int week = _year.HourOfWeek(hour);
        if (week == YearOfWeeks.Gone) return FrostGuard;
        double lived = warm - _night[week] * (warm - night) - _away[week] * (warm - away);
        if (setBack is not { } to || _lowerings.Length == 0) return lived;
        return lived - _lowerings.Average(l => l.Night[week] * Math.Max(0, to.Night - l.LowersAtNight * (warm - night)) + l.Away[week] * Math.Max(0, to.Away - l.LowersAway * (warm - away)));
    }

    /// <summary>A profile of a use other than dwelling.</summary>
    /// <param name="use">Of the building.</param> <param name="lot">Which of those whose hours differ somewhat, 0 to 1.</param>
    public static int Of(BuildingUse use, double lot)
    {
        int kind = use switch
        {
            BuildingUse.Office => 0,
            BuildingUse.Retail => 1,
            BuildingUse.School => 2,
            BuildingUse.Health => 3,
            BuildingUse.Leisure => 4,
            BuildingUse.Industry => 5,
            BuildingUse.Worship => 7,
            _ => 6,
        };
        return kind * WorkVariants + (use == BuildingUse.Worship ? 0 : (int)(lot * WorkVariants));
    }

    /// <summary>Index of the first profile of homes.</summary>
    internal static int FirstHome => Of(BuildingUse.Worship, 0) + 1;

    /// <summary>Index of the profile of homes where nobody lives.</summary>
    internal static int Vacant => FirstHome + HomeGroup.Count;

    /// <summary>Index of a profile of second homes.</summary>
    /// <param name="lot">Which of them, 0 to 1.</param>
    internal static int SecondHome(double lot) => Vacant + 1 + (int)(lot * StayVariants);

    /// <summary>Share of the year in which someone is in a second home.</summary>
    internal static double LivedShareOfSecondHomes => StayDays / 365.0;

    /// <summary>Appliances and lighting of a second home over those of a home.</summary>
    internal static double EquippedShareOfSecondHomes => LivedShareOfSecondHomes + GoneLoad * (1 - LivedShareOfSecondHomes);

    /// <summary>All profiles: the uses other than dwelling in the order of <see cref="Of"/>, then the <see cref="HomeGroup"/>s, then homes where nobody lives, and second homes.</summary>
    /// <param name="calendar">Of the year.</param> <param name="seed">Of the households' days.</param>
    internal static Profile[] All(Calendar calendar, ulong seed)
    {
        YearOfWeeks year = new(calendar);
        HouseholdWeek[][][] weeks = [.. HomeGroup.All.Select(group => group.Weeks(seed))];
        Profile[] homes = [.. weeks.SelectMany(group => group).Select(week => Home(year, week))];
        float[] tank = [.. Enumerable.Range(0, YearOfWeeks.Gone + 1).Select(h => homes.Average(p => p._tank[h]))];
        return
        [
            .. Work(8, 19, weekend: 0, idle: 0.4),
            .. Work(9, 20, weekend: 0.6, idle: 0.45),
            .. Work(8, 17, weekend: 0, idle: 0.35),
            .. Work(0, 24, weekend: 0.9, idle: 0.65),
            .. Work(9, 22, weekend: 1, idle: 0.4),
            .. Work(6, 20, weekend: 0.1, idle: 0.5),
            .. Work(8, 20, weekend: 0.3, idle: 0.4),
            Worship(year, tank),
            .. homes,
            Nobody(new YearOfWeeks(calendar, _ => false)),
            .. Enumerable.Range(0, StayVariants).Select(k => Home(new YearOfWeeks(calendar, day => IsStay(day, k)), weeks[1][k])),
        ];

        IEnumerable<Profile> Work(int opens, int closes, double weekend, double idle) => Enumerable.Range(0, WorkVariants).Select(k => Profile.Work(year, tank, opens, closes, weekend, idle, k));
    }

    private double Season => _warmth == Warmth.Home ? YearOfWeeks.SeasonOfHomes : 0;

    // Of several households: the mean of their weeks, each of the same energy.
    private static Profile Home(YearOfWeeks year, HouseholdWeek[] households)
    {
        return new(year, Warmth.Home, Mean(w => HouseholdWeek.Evened(w.Night, w.LowersAtNight, w.NightByClock.Average())), Mean(w => HouseholdWeek.Evened(w.Away, w.LowersAway, w.AwayByClock.Average())), Mean(w => w.Presence))
        {
            _lowerings = [.. households.Select(w => new Lowering(w.NightByClock, w.LowersAtNight, w.AwayByClock, w.LowersAway))],
            _equipment = Floats(Mean(w => year.OverMean(w.Equipment, YearOfWeeks.SeasonOfHomes, GoneLoad * w.Equipment.Average()))), _cooking = Floats(Mean(w => year.OverMean(w.Cooking))),
            _drawn = Floats(Mean(w => year.OverMean(w.HotWater))), _tank = Floats(Mean(w => year.OverMean(w.Tank))),
        };

        double[] Mean(Func<HouseholdWeek, double[]> of)
        {
            double[][] all = [.. households.Select(of)];
            return [.. Enumerable.Range(0, all[0].Length).Select(h => all.Average(week => week[h]))];
        }
    }

    private static Profile Nobody(YearOfWeeks never)
    {
        double[] none = new double[HouseholdWeek.Hours];
        float[] nothing = new float[YearOfWeeks.Gone + 1];
        return new(never, Warmth.Home, none, none, none) { _equipment = nothing, _cooking = nothing, _drawn = nothing, _tank = nothing };
    }

    // Four weeks of the summer, one of spring, one about the end of the year; each variant some days after the other.
    private static bool IsStay(DateOnly day, int variant)
    {
        return In(new(day.Year, 7, 4 + 7 * variant), 28) || In(new(day.Year, 4, 8 + 5 * variant), 7) || In(new(day.Year, 12, 19 + variant), 7);

        bool In(DateOnly from, int days) => day >= from && day < from.AddDays(days);
    }

    // Hours of a use, which each of its variants begins and ends up to an hour and a quarter before or after; people come and go within an hour about these. Heated from four hours before opening, warm two hours after it;
    // as at home they lower their heating by some share of what the set-points say, from none to half.
    private static Profile Work(YearOfWeeks year, float[] tank, int opens, int closes, double weekend, double idle, int variant)
    {
        bool always = closes - opens == 24;
        double begins = always ? opens - 1 : opens - 1.25 + 0.5 * variant, ends = always ? closes + 1 : closes - 1.25 + 0.5 * (5 * variant % WorkVariants), lowers = 0.1 * (WorkVariants - 1 - variant);
        double[] presence = new double[HouseholdWeek.Hours], away = new double[HouseholdWeek.Hours];
        for (int h = 0; h < away.Length; h++)
        {
            double open = (DayOfWeek)(h / 24) is DayOfWeek.Saturday or DayOfWeek.Sunday ? weekend : 1;
            double middle = h % 24 + 0.5;
            presence[h] = open * Math.Min(Math.Clamp(middle - begins + 0.5, 0, 1), Math.Clamp(ends - middle + 0.5, 0, 1));
            away[h] = open == 0 || middle > ends ? 1 : always ? 0 : Math.Clamp((begins + 2 - middle) / 6, 0, 1);
        }
        Profile work = Other(Warmth.Work, year, tank, presence, HouseholdWeek.Evened(away, lowers, away.Average()), [.. presence.Select(use => idle + (1 - idle) * use)]);
        work._lowerings = [new(new double[HouseholdWeek.Hours], 0, away, lowers)];
        return work;
    }

    // Two services at the weekend and one on Wednesday evening, heated from two hours before; frost is kept out else.
    private static Profile Worship(YearOfWeeks year, float[] tank)
    {
        double[] presence = new double[HouseholdWeek.Hours], away = new double[HouseholdWeek.Hours];
        for (int h = 0; h < away.Length; h++)
        {
            int hour = h % 24, begins = (DayOfWeek)(h / 24) switch { DayOfWeek.Wednesday => 18, DayOfWeek.Saturday => 17, DayOfWeek.Sunday => 10, _ => 100 };
            presence[h] = hour == begins || hour == begins + 1 ? 1 : 0;
            away[h] = hour >= begins - 2 && hour < begins + 2 ? 0 : 1;
        }
        return Other(Warmth.Worship, year, tank, presence, away, [.. presence.Select(use => use > 0 ? 1 : 0.3)]);
    }

    private static Profile Other(Warmth warmth, YearOfWeeks year, float[] tank, double[] presence, double[] away, double[] equipment) =>
        new(year, warmth, new double[HouseholdWeek.Hours], away, presence)
        {
            _equipment = Floats(year.OverMean(equipment)), _cooking = new float[YearOfWeeks.Gone + 1],
            _drawn = Floats(year.OverMean([.. Enumerable.Range(0, HouseholdWeek.Hours).Select(h => DrawnAtWork[h % 24])])), _tank = tank,
        };

    // Meals at 7, 12 and 19 h.
    private static readonly double[] DrawnAtWork = [0.1, 0, 0, 0, 0, 0.2, 1, 2.5, 2, 1, 0.8, 0.8, 1, 0.8, 0.5, 0.5, 0.6, 1, 1.8, 2.2, 2, 1.4, 0.8, 0.3];

    // Of a household or a place of work: when a clock lowers its heating, and how far it does so itself, of what the set-points say.
    private readonly record struct Lowering(double[] Night, double LowersAtNight, double[] Away, double LowersAway);

    private static float[] Floats(double[] values) => [.. values.Select(v => (float)v)];
}
