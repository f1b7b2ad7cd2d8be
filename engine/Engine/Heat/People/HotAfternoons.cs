using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Heat;

/// <summary>The hottest afternoons of a year: the four hours after 13 h of standard time, on the ten days on which they are hottest.</summary>
internal static class HotAfternoons
{
    private const int Days = 10, First = 13, Hours = 4, HoursOfDay = 24;

    /// <summary>Whether an hour is of one, one an hour of the weather.</summary>
    public static bool[] Of(WeatherYear weather)
    {
        bool[] hot = new bool[weather.Hours.Count];
        IEnumerable<int> hottest = Enumerable.Range(0, hot.Length / HoursOfDay).OrderByDescending(day => Enumerable.Range(0, Hours).Sum(k => weather.Hours[HoursOfDay * day + First + k].DryBulb)).Take(Days);
        foreach (int day in hottest) Array.Fill(hot, true, HoursOfDay * day + First, Hours);
        return hot;
    }
}

/// <summary>Adds up how hot afternoons are felt.</summary>
/// <param name="index">Thermal index of the hour [°C].</param> <param name="felt">Its sum over these hours; of the day [°C h].</param> <param name="isHot">1 in an hour of them, else 0.</param>
internal readonly struct FeelAfternoons([Plausible(20, 45)] View index, View felt, [Plausible(0, 1)] Uniform isHot) : ICellKernel
{
    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R> => cell[felt] = cell[felt] + cell[isHot] * cell[index];
}
