using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>Series of standard normal draws that remember the one before.</summary>
internal static class Persistence
{
    /// <summary>A first-order autoregression in its steady state: mean 0, standard deviation 1.</summary>
    /// <param name="stream">Draws.</param>
    /// <param name="memory">Correlation of one step with the next, 0 to 1.</param>
    /// <param name="length">Number of steps.</param>
    public static double[] Draw(RandomStream stream, double memory, int length)
    {
        double fresh = Math.Sqrt(1 - memory * memory);
        double[] series = new double[length];
        double state = stream.NextNormal();
        for (int step = 0; step < length; step++)
        {
            series[step] = state;
            state = memory * state + fresh * stream.NextNormal();
        }
        return series;
    }

    /// <summary>Hourly values on straight lines between the noons of days; 31 December joins 1 January.</summary>
    public static double[] BetweenNoons(double[] days)
    {
        double[] hours = new double[24 * days.Length];
        for (int hour = 0; hour < hours.Length; hour++)
        {
            double noons = (hour + 0.5 - 12) / 24;
            int day = (int)Math.Floor(noons);
            double before = days[(day + days.Length) % days.Length], after = days[(day + 1) % days.Length];
            hours[hour] = before + (after - before) * (noons - day);
        }
        return hours;
    }
}
