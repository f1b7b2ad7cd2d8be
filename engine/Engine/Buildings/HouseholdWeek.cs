using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>The usual week of one household, drawn by lot: when its people rise, leave, come back, cook, wash and sleep on each of its days.</summary>
/// <remarks>
/// Times of day have the means and spreads of French time-use surveys (INSEE, Emploi du temps 2010), recalled; docs/physics/buildings.md. Hours of the week begin with
/// Sunday at 0 h, as <see cref="DayOfWeek"/> does, and the week is a circle. Households of a group share their main times evenly (strata), so that a few stand for many.
/// </remarks>
internal sealed class HouseholdWeek
{
    /// <summary>Hours of a week.</summary>
    public const int Hours = 7 * 24;
    /// <summary>Main times that are drawn in strata.</summary>
    public const int Strata = 8;

    private const double BaseLoad = 0.46, PersonLoad = 0.36, CycleLoad = 0.14;              // appliances and lighting: cold, standby; each of two people awake at home; washing, mean of a day
    private const double Windowed = 0.8, Split = 0.4;                                        // tanks on cheap hours; of these with some by day (Enedis 2022)
    private const double FromNoon = 0.75, AtNoon = 0.15;                                     // of these, the hours of day from 12 h or 12.30 h on; heat taken then
    private const double PersonOff = 0.15, EveningOut = 0.08;                                // chance a person and day
    private const double ShortAbsence = 4;                                                   // h; heating is not lowered for less
    private const double Programmed = 0.12, Ahead = 0.75;                                    // households whose heating a clock sets (2023); of its recovery before they are up or back

    private readonly bool _outByDay;
    private RandomStream _lot;

    /// <summary>Draws a week.</summary>
    /// <param name="outByDay">Whether its people work outside by day.</param> <param name="strata">Places of the main times in their distributions, 0 to 1 exclusive.</param> <param name="lot">All else.</param>
    public HouseholdWeek(bool outByDay, ReadOnlySpan<double> strata, RandomStream lot)
    {
        (_outByDay, _lot) = (outByDay, lot);
        Array.Fill(Presence, 1);
        double wake = outByDay ? Spread(strata[0], 6.7, 0.8) : Spread(strata[0], 7.5, 0.9), sleep = Spread(strata[1], 22.9, 0.8);
        double leave = wake + 0.7 + 0.9 * strata[2], back = Spread(strata[3], 17.6, 1.1), dinner = Spread(strata[4], 19.5, 0.75);
        double later = _lot.Between(0.6, 1.8), recovery = _lot.Between(3, 6), morningShower = _lot.Between(0.2, 1);
        bool lunchAtHome = _lot.NextDouble() < 0.25, dishesAtNight = _lot.NextDouble() < 0.5;

        double ahead = strata[6] > 1 - Programmed ? Ahead : 0;                                               // those who lower it most
        double[] up = new double[7], down = new double[7];
        for (int day = 0; day < 7; day++)
        {
            up[day] = 24 * day + wake + (IsWeekend(day) ? later : 0) + Jitter(0.25);
            down[day] = 24 * day + sleep + (day is 5 or 6 ? 0.6 : 0) + Jitter(0.25);
        }
        for (int day = 0; day < 7; day++)
        {
            List<(double From, double To)>[] away = [[], []];
            for (int person = 0; person < 2; person++) Absences(away[person], day, person, leave, back, lunchAtHome, down[day] - 24 * day);
            List<(double From, double To)> empty = Together(away[0], away[1]);
            foreach ((double from, double to) in away.SelectMany(a => a)) Add(Presence, from, to, -0.5);

            double next = up[(day + 1) % 7] + (day == 6 ? Hours : 0);
            SetBacks(Night, Away, down[day], next, empty, up[day], recovery, ahead);
            SetBacks(NightByClock, AwayByClock, down[day], next, empty, up[day], recovery, Ahead);
            Day(day, up[day], down[day], away, empty, dinner, morningShower, dishesAtNight);
        }
        Tanks(strata[5]);
        for (int h = 0; h < Hours; h++)
        {
            Presence[h] = Math.Clamp(Presence[h], 0, 1);
            Bound(Night, Away, h);
            Bound(NightByClock, AwayByClock, h);
        }
        (LowersAtNight, LowersAway) = (Math.Max(0, 1.5 * strata[6] - 0.5), Math.Max(0, 2 * strata[7] - 1));
    }

    /// <summary>Share of the hour in which those who lower their heating lower it for the night; less while it recovers.</summary>
    public double[] Night { get; } = new double[Hours];
    /// <summary>The same for absence.</summary>
    public double[] Away { get; } = new double[Hours];
    /// <summary><see cref="Night"/> were its heating set by a clock: its mean is that by which the household lives below its set-point at night, whenever it recovers.</summary>
    public double[] NightByClock { get; } = new double[Hours];
    /// <summary>The same of <see cref="Away"/>.</summary>
    public double[] AwayByClock { get; } = new double[Hours];
    /// <summary>How far this household does at night, of what the set-points say, 0 to 1.</summary>
    public double LowersAtNight { get; }
    /// <summary>The same for absence.</summary>
    public double LowersAway { get; }
    /// <summary>Share of the people who are there.</summary>
    public double[] Presence { get; } = new double[Hours];
    /// <summary>Appliances and lighting, in shares of any scale.</summary>
    public double[] Equipment { get; } = new double[Hours];
    /// <summary>Cooking, of any scale.</summary>
    public double[] Cooking { get; } = new double[Hours];
    /// <summary>Hot water as it is drawn, of any scale.</summary>
    public double[] HotWater { get; } = new double[Hours];
    /// <summary>Heating of a tank, of any scale.</summary>
    public double[] Tank { get; } = new double[Hours];

    private void Absences(List<(double From, double To)> away, int day, int person, double leave, double back, bool lunchAtHome, double sleep)
    {
        double start = 24 * day;
        bool works = !IsWeekend(day) && (_outByDay || person == 1 && _lot.NextDouble() < 0.2) && _lot.NextDouble() >= PersonOff;
        if (works)
        {
            double from = start + leave + (person == 1 ? 0.3 : 0) + Jitter(0.2), to = start + back - (person == 1 ? 0.9 : 0) + Jitter(0.5);
            if (lunchAtHome)
            {
                away.Add((from, start + 12.1));
                away.Add((start + 13.5, Math.Max(to, start + 14)));
            }
            else away.Add((from, Math.Max(to, from + 3)));
        }
        else
        {
            Outing(0.25, 9.2, 10.4, 1, 2);
            Outing(0.3, 14, 15.2, 1.2, 3);
        }
        if (_lot.NextDouble() < EveningOut + (day is 5 or 6 ? 0.07 : 0)) away.Add((start + Math.Max(20, away.Count > 0 ? away[^1].To - start + 0.5 : 0), start + Math.Max(sleep, 21.5)));

        void Outing(double chance, double earliest, double latest, double shortest, double longest)
        {
            double lot = _lot.NextDouble(), from = start + _lot.Between(earliest, latest), hours = _lot.Between(shortest, longest);
            if (lot < chance) away.Add((from, from + hours));
        }
    }

    // At night two thirds of the households lower their heating, for absence a half, by some share of what the set-points say, from none to all, about the mean that is told; nobody is ever above the set-point.
    internal static double[] Evened(double[] week, double lowers, double about)
    {
        double mean = week.Average(), middle = Math.Max(about, lowers * mean);
        return [.. week.Select(v => middle + lowers * (v - mean))];
    }

    // Lowered from falling asleep and from leaving an empty home; recovered slowly, where a clock sets it three quarters before people are up or back, else from then on, and cut short by the next lowering.
    private static void SetBacks(double[] night, double[] away, double down, double nextUp, List<(double From, double To)> empty, double up, double recovery, double ahead)
    {
        double before = ahead * recovery, after = recovery - before;
        Lower(night, down, nextUp - before, nextUp + after);
        foreach ((double from, double to) in empty)
        {
            if (to - from < ShortAbsence || from < up) continue;
            Unrecovered(from, up + after);
            Lower(away, from, Math.Max(from, to - before), Math.Min(to + after, down));
        }

        // What the morning had not yet recovered when people left is no longer that of the night.
        void Unrecovered(double from, double end)
        {
            for (double at = from; at < end; at = Math.Floor(at) + 1)
            {
                double to = Math.Min(Math.Floor(at) + 1, end), middle = (at + to) / 2;
                night[Slot(at)] -= Math.Clamp((end - middle) / recovery, 0, 1) * (to - at);
            }
        }
    }

    private static void Bound(double[] night, double[] away, int hour)
    {
        night[hour] = Math.Clamp(night[hour], 0, 1);
        away[hour] = Math.Clamp(away[hour], 0, 1 - night[hour]);
    }

    private void Day(int day, double up, double down, List<(double From, double To)>[] away, List<(double From, double To)> empty, double dinner, double morningShower, bool dishesAtNight)
    {
        double start = 24 * day, supper = start + dinner + Jitter(0.25), lunch = start + 12.3 + Jitter(0.3);
        bool eatsLunch = Someone(lunch), eatsSupper = Someone(supper);
        Add(Equipment, start, start + 24, BaseLoad);
        for (int person = 0; person < 2; person++)
        {
            List<(double From, double To)> absent = away[person];
            Lit(up, start + 9, 0.9);
            Lit(Math.Max(up, start + 9), start + 17, 0.9);
            Lit(start + 17, down, 1.2);

            void Lit(double from, double to, double power)
            {
                Add(Equipment, from, to, PersonLoad * power);
                foreach ((double left, double back) in absent) Add(Equipment, Math.Max(left, from), Math.Min(back, to), -PersonLoad * power);
            }
        }
        if (_lot.NextDouble() < 0.65) Cycle(dishesAtNight ? start + 22.5 + _lot.NextDouble() : supper + 0.8, 1.4);
        if (_lot.NextDouble() < 0.6) Cycle(start + (Someone(start + 11) || Someone(start + 15) ? _lot.Between(9.5, 17.5) : _lot.Between(18, 20.5)), 1.6);

        Add(Cooking, up + 0.3, up + 0.7, 0.8);
        if (eatsLunch) Add(Cooking, lunch - 0.7, lunch + 0.2, 2.4);
        if (eatsSupper) Add(Cooking, supper - 0.8, supper + 0.2, 3.2);

        Add(HotWater, up + 0.1, up + 0.9, 4.5 * morningShower);
        Add(HotWater, Math.Min(supper + 0.8, down - 1.2), Math.Min(supper + 0.8, down - 1.2) + 1.2, 3 * (1 - morningShower));
        if (eatsLunch) Add(HotWater, lunch + 0.5, lunch + 1.1, 0.9);
        if (eatsSupper) Add(HotWater, supper + 0.5, supper + 1.2, 1.3);
        Add(HotWater, up, down, 0.04);

        bool Someone(double at) => !empty.Any(e => at > e.From && at < e.To);
        void Cycle(double at, double hours) => Add(Equipment, at, at + hours, 24 * CycleLoad / (0.65 * 1.4 + 0.6 * 1.6));
    }

    // Cheap hours are set district by district, so that tanks do not start together: eight hours from 21 to 24 h on, or five or six from 0.5 to 3.5 h on and the rest by day, mostly from noon on.
    // A tank takes its power until it is warm, for one and a half to four and a half hours; by day it gets back what the morning took. A plain tank has no contract: it heats what was drawn, an hour later.
    private void Tanks(double place)
    {
        double lasts = _lot.Between(1.5, 4.5), lot = _lot.NextDouble(), noon = lot < FromNoon ? 12 + 0.5 * lot / FromNoon : 13 + 2 * (lot - FromNoon) / (1 - FromNoon);
        if (place >= Windowed)
        {
            for (int h = 0; h < Hours; h++) Tank[h] = 0.5 * (HotWater[h] + HotWater[(h + Hours - 1) % Hours]);
            return;
        }
        double inWindows = place / Windowed;
        for (int day = 0; day < 7; day++)
        {
            if (inWindows < Split)
            {
                double begins = 24 * day + 0.5 + 3 * inWindows / Split;
                Add(Tank, begins, begins + (1 - AtNoon) * lasts, 1);
                Add(Tank, 24 * day + noon, 24 * day + noon + AtNoon * lasts, 1);
            }
            else
            {
                double begins = 24 * day + 21 + 3 * (inWindows - Split) / (1 - Split);
                Add(Tank, begins, begins + lasts, 1);
            }
        }
    }

    private static List<(double From, double To)> Together(List<(double From, double To)> one, List<(double From, double To)> other) =>
        [.. one.SelectMany(a => other.Select(b => (From: Math.Max(a.From, b.From), To: Math.Min(a.To, b.To)))).Where(x => x.To > x.From)];

    // 1 from one time to another, then down to 0 at the end.
    private static void Lower(double[] week, double from, double recovers, double end)
    {
        Add(week, from, recovers, 1);
        for (double at = Math.Max(from, recovers); at < end;)
        {
            double to = Math.Min(Math.Floor(at) + 1, end);
            week[Slot(at)] += (1 - ((at + to) / 2 - recovers) / (end - recovers)) * (to - at);
            at = to;
        }
    }

    private static void Add(double[] week, double from, double to, double power)
    {
        for (double at = from; at < to;)
        {
            double next = Math.Min(Math.Floor(at) + 1, to);
            week[Slot(at)] += power * (next - at);
            at = next;
        }
    }

    private static int Slot(double hour) => (((int)Math.Floor(hour) % Hours) + Hours) % Hours;

    private static bool IsWeekend(int day) => day is 0 or 6;

    private double Jitter(double spread) => spread * Math.Clamp(_lot.NextNormal(), -2, 2);

    // Logistic of that mean and standard deviation, within two and a half of them.
    private static double Spread(double place, double mean, double deviation) =>
        mean + deviation * Math.Clamp(Math.Sqrt(3) / Math.PI * Math.Log(place / (1 - place)), -2.5, 2.5);
}
