using TerritoryTwin.Core;

namespace TerritoryTwin.Buildings;

/// <summary>What people do in each hour of a year, by the local clock and the days of its calendar.</summary>
/// <param name="calendar">Of the year and place.</param> <param name="seed">Of the households' days.</param>
public sealed class Habits(Calendar calendar, ulong seed)
{
    /// <summary>Of each kind of building, and of households.</summary>
    public IReadOnlyList<Profile> Profiles { get; } = Profile.All(calendar, seed);
}

/// <summary>Which hours of a year are lived as which hour of a week that begins with Sunday at 0 h; public holidays are lived as Sundays.</summary>
internal sealed class YearOfWeeks
{
    /// <summary>How much more appliances of homes take in the middle of January, and less in July, than on the mean.</summary>
    public const double SeasonOfHomes = 0.15;

    /// <summary>In the place of an hour of the week where nobody is there for the season.</summary>
    public const int Gone = HouseholdWeek.Hours;

    private readonly short[] _hourOfWeek = new short[Calendar.Hours];
    private readonly double[] _hours = new double[Gone + 1], _winters = new double[Gone + 1];

    /// <summary>Of a year.</summary>
    /// <param name="calendar">Of the year.</param> <param name="stays">Days on which someone is there; all without it.</param>
    public YearOfWeeks(Calendar calendar, Func<DateOnly, bool>? stays = null)
    {
        for (int h = 0; h < _hourOfWeek.Length; h++)
        {
            LivedHour lived = calendar.LivedAt(h);
            int week = stays == null || stays(DateOnly.FromDateTime(calendar.At(h).DateTime)) ? 24 * (int)lived.Day + lived.Clock : Gone;
            _hourOfWeek[h] = (short)week;
            _hours[week]++;
            _winters[week] += Winter(h);
        }
    }

    public int HourOfWeek(int hour) => _hourOfWeek[hour];

    /// <summary>1 about 10 January, −1 half a year later.</summary>
    public static double Winter(int hour) => Math.Cos(2 * Math.PI * (hour / 24.0 - 10) / 365);

    /// <summary>A week, and what it is while all are <see cref="Gone"/>, over its mean through the year, where each hour counts for 1 + <paramref name="season"/> × <see cref="Winter"/>.</summary>
    public double[] OverMean(double[] week, double season = 0, double gone = 0)
    {
        double[] all = [.. week, gone];
        double sum = 0;
        for (int h = 0; h < all.Length; h++) sum += all[h] * (_hours[h] + season * _winters[h]);
        return [.. all.Select(v => v * Calendar.Hours / sum)];
    }
}
