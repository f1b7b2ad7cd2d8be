namespace TerritoryTwin.Weather;

/// <summary>The course of a day between its lowest temperature, at sunrise, and its highest, in the afternoon.</summary>
internal static class DiurnalShape
{
    /// <summary>0 at the lowest, 1 at the highest.</summary>
    /// <param name="solarHour">0 to 24; the sun stands highest at 12.</param>
    /// <param name="daylight">Length of the day [h].</param>
    public static double At(double solarHour, double daylight)
    {
        double length = Math.Clamp(daylight, 6, 18);
        double rise = 12 - length / 2, peak = 12 + Math.Min(3, 1 + length / 8);
        double since = (solarHour - rise + 48) % 24, warming = peak - rise;
        if (since < warming) return 0.5 - 0.5 * Math.Cos(Math.PI * since / warming);
        double cooling = (since - warming) / (24 - warming);
        return 0.5 + 0.5 * Math.Cos(Math.PI * Math.Pow(cooling, 0.75));
    }

    /// <summary>Length of the day [h] from the latitude; Cooper's declination, no refraction.</summary>
    public static double Daylight(double latitude, int day)
    {
        double declination = 23.45 * (Math.PI / 180) * Math.Sin(2 * Math.PI * (285 + day) / 365);
        double cosine = -Math.Tan(latitude * (Math.PI / 180)) * Math.Tan(declination);
        return 24 / Math.PI * Math.Acos(Math.Clamp(cosine, -1, 1));
    }

    /// <summary>The power of the shape whose mean over a day is wanted.</summary>
    /// <param name="shape">One day, 0 to 1.</param>
    /// <param name="mean">0.2 to 0.8 is met; what lies beyond is held there.</param>
    public static double PowerFor(ReadOnlySpan<double> shape, double mean)
    {
        double wanted = Math.Clamp(mean, 0.2, 0.8), low = 0.1, high = 10;
        for (int i = 0; i < 50; i++)
        {
            double middle = Math.Sqrt(low * high), sum = 0;
            foreach (double value in shape) sum += Math.Pow(value, middle);
            if (sum / shape.Length > wanted) low = middle; else high = middle;
        }
        return Math.Sqrt(low * high);
    }
}
