using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Weather;

/// <summary>The radiation of a generated year.</summary>
/// <param name="Weather">How fair each day is: standard normal, with a memory of days.</param>
/// <param name="Clearness">Of each day, beside a clear sky.</param>
/// <param name="ClearDay">What a clear sky would give each day [Wh/m²].</param>
/// <param name="Global">GHI of each hour [W/m²].</param>
internal sealed record DrawnSun(double[] Weather, double[] Clearness, double[] ClearDay, double[] Global)
{
    private const double Darkest = 0.12, Clearest = 1.02;   // a day beside Haurwitz's clear sky
    private const double Spread = 1.5;                      // of the logistic: many fair days, many grey ones
    private const double DayMemory = 0.45;                  // correlation of a day with the next
    private const double HourMemory = 0.5;                  // correlation of an hour with the next
    private const double MostBroken = 0.4;                  // standard deviation of an hour on a half-fair day
    private const double HourCeiling = 1.1;                 // an hour beside the clear sky
    private const int Days = 365;

    /// <summary>Draws days and hours whose monthly sums are those of the normals.</summary>
    public static DrawnSun Draw(MonthlyNormals normals, SunPosition[] suns, ulong seed)
    {
        double[] clear = [.. suns.Select(sun => ClearSky.Haurwitz(sun.Zenith))];
        double[] clearDay = [.. clear.Chunk(24).Select(day => day.Sum())];
        double[] weather = Persistence.Draw(new RandomStream(seed, "weather/clearness"), DayMemory, Days);
        double[] clearness = new double[Days];
        for (int month = 0; month < 12; month++) FitMonth(normals, month, weather, clearDay, clearness);
        return new DrawnSun(weather, clearness, clearDay, Hourly(clear, clearDay, clearness, seed));
    }

    /// <summary>0 on the darkest day, 1 on the clearest.</summary>
    public double Fairness(int day) => FairnessOf(Clearness[day]);

    private static void FitMonth(MonthlyNormals normals, int month, double[] weather, double[] clearDay, double[] clearness)
    {
        int first = Months.FirstDay(month), days = Months.Days(month);
        double wanted = 1000 * normals.Months[month].Global * days;
        double most = clearDay.AsSpan(first, days).ToArray().Sum();
        if (wanted > 0.99 * Clearest * most + 50 * days)
        {
            throw new InputException(
                $"normals of {normals.Name}, {Months.Name(month)}: {wanted / 1000 / days:f2} kWh/m² of sun a day; expected at most " +
                $"{Clearest * most / 1000 / days:f2}, what a clear sky gives at latitude {normals.Latitude}. Correct the figure or its unit.");
        }
        double low = -40, high = 40;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2, sum = 0;
            for (int day = first; day < first + days; day++) sum += clearDay[day] * ClearnessOf(middle, weather[day]);
            if (sum < wanted) low = middle; else high = middle;
        }
        double scale = ScaleTo(wanted, first, days, high, weather, clearDay);
        for (int day = first; day < first + days; day++) clearness[day] = scale * ClearnessOf(high, weather[day]);
    }

    /// <summary>1 but where a month is darker than its darkest days would be.</summary>
    private static double ScaleTo(double wanted, int first, int days, double level, double[] weather, double[] clearDay)
    {
        double sum = 0;
        for (int day = first; day < first + days; day++) sum += clearDay[day] * ClearnessOf(level, weather[day]);
        return sum > 0 ? Math.Min(1, wanted / sum) : 1;
    }

    private static double ClearnessOf(double level, double weather) =>
        Darkest + (Clearest - Darkest) / (1 + Math.Exp(-(level + Spread * weather)));

    private static double FairnessOf(double clearness) => Math.Clamp((clearness - Darkest) / (Clearest - Darkest), 0, 1);

    private static double[] Hourly(double[] clear, double[] clearDay, double[] clearness, ulong seed)
    {
        double[] noise = Persistence.Draw(new RandomStream(seed, "weather/clouds"), HourMemory, Months.Hours);
        double[] global = new double[Months.Hours];
        for (int day = 0; day < Days; day++)
        {
            double fairness = FairnessOf(clearness[day]);
            double broken = MostBroken * 4 * fairness * (1 - fairness);
            for (int hour = 24 * day; hour < 24 * day + 24; hour++) global[hour] = clear[hour] * Math.Exp(broken * noise[hour]);
            Rescale(global.AsSpan(24 * day, 24), clear.AsSpan(24 * day, 24), clearness[day] * clearDay[day]);
        }
        return global;
    }

    /// <summary>Brings the hours of a day to its sum, none of them above its ceiling: what one cannot take goes to the others.</summary>
    private static void Rescale(Span<double> hours, ReadOnlySpan<double> clear, double wanted)
    {
        Span<bool> full = stackalloc bool[24];
        bool again = true;
        while (again)
        {
            double free = 0, held = 0;
            for (int i = 0; i < 24; i++)
            {
                if (full[i]) held += hours[i]; else free += hours[i];
            }
            if (free <= 0) return;
            double scale = (wanted - held) / free;
            again = false;
            for (int i = 0; i < 24; i++)
            {
                if (full[i]) continue;
                hours[i] *= scale;
                if (hours[i] <= HourCeiling * clear[i]) continue;
                hours[i] = HourCeiling * clear[i];
                full[i] = again = true;
            }
        }
    }
}
