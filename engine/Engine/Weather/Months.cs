using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>The months of a year of 365 days.</summary>
public static class Months
{
    /// <summary>Hours of the year.</summary>
    public const int Hours = Calendar.Hours;

    private static readonly int[] First = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    private static readonly string[] Names =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>Day of the year, from 0, that a month (0 to 11) begins with; 365 for month 12.</summary>
    public static int FirstDay(int month) => First[month];

    /// <summary>Days of a month (0 to 11).</summary>
    public static int Days(int month) => First[month + 1] - First[month];

    /// <summary>The month (0 to 11) of a day of the year, from 0.</summary>
    public static int OfDay(int day)
    {
        int month = 11;
        while (First[month] > day) month--;
        return month;
    }

    /// <summary>Its name.</summary>
    public static string Name(int month) => Names[month];

    /// <summary>Mean of an hourly series over each month.</summary>
    public static double[] Means(IReadOnlyList<double> hourly)
    {
        double[] means = new double[12];
        for (int month = 0; month < 12; month++)
        {
            double sum = 0;
            for (int hour = 24 * First[month]; hour < 24 * First[month + 1]; hour++) sum += hourly[hour];
            means[month] = sum / (24 * Days(month));
        }
        return means;
    }
}
