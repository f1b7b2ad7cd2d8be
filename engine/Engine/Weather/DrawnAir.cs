using MathNet.Numerics.Distributions;
using TerritoryTwin.Core;

namespace TerritoryTwin.Weather;

/// <summary>Temperature, water, pressure and wind of a generated year, one value an hour.</summary>
/// <param name="Temperature">[°C].</param>
/// <param name="DewPoint">[°C].</param>
/// <param name="Pressure">[Pa].</param>
/// <param name="WindSpeed">[m/s].</param>
/// <param name="WindDirection">From, 0 = north [°].</param>
internal sealed record DrawnAir(double[] Temperature, double[] DewPoint, double[] Pressure, double[] WindSpeed, double[] WindDirection)
{
    private const double DayMemory = 0.65;          // of temperature, from one day to the next
    private const double Smoothing = 0.922;         // of the spread, by the straight lines between noons
    private const double SunShare = 0.4;            // of a day's warmth that goes with a fair sky, at most
    private const double PressureSpread = 0.008;    // of the pressure, from day to day
    private const double WindMemory = 0.93;         // from one hour to the next
    private const double Turning = 15;              // of the wind in an hour [°]
    private const int Days = 365;

    /// <summary>Draws the air that goes with the sun of a year.</summary>
    public static DrawnAir Draw(MonthlyNormals normals, DrawnSun sun, ulong seed)
    {
        double[] warmth = Warmth(sun, seed);
        double[] temperature = Temperatures(normals, sun, warmth);
        return new DrawnAir(
            temperature, DewPoints(normals, warmth, temperature, seed), Pressures(normals, seed), Winds(normals, seed), Directions(seed));
    }

    /// <summary>How much warmer a day is than its season, with standard deviation 1: fair days are warm in summer and cold in winter.</summary>
    private static double[] Warmth(DrawnSun sun, ulong seed)
    {
        double[] own = Persistence.Draw(new RandomStream(seed, "weather/temperature"), DayMemory, Days);
        double[] warmth = new double[Days];
        for (int day = 0; day < Days; day++)
        {
            double share = SunShare * Math.Clamp((sun.ClearDay[day] - 3500) / 4500, -1, 1);
            warmth[day] = share * sun.Weather[day] + Math.Sqrt(1 - share * share) * own[day];
        }
        return warmth;
    }

    private static double[] Temperatures(MonthlyNormals normals, DrawnSun sun, double[] warmth)
    {
        double[] course = MonthlyCurve.Through([.. normals.Months.Select(month => month.MeanTemperature)]);
        double[] anomaly = Persistence.BetweenNoons([.. warmth.Select(w => w * normals.DayToDay / Smoothing)]);
        double[] swing = Persistence.BetweenNoons(Swings(normals, sun));
        double[] hours = new double[Months.Hours];
        double[] shape = new double[24];
        for (int day = 0; day < Days; day++)
        {
            MonthNormal month = normals.Months[Months.OfDay(day)];
            double offset = 0.5 + normals.Longitude / 15 - normals.TimeZone, daylight = DiurnalShape.Daylight(normals.Latitude, day);
            for (int i = 0; i < 24; i++) shape[i] = DiurnalShape.At(i + offset, daylight);
            double above = (month.MeanTemperature - month.MinTemperature) / (month.MaxTemperature - month.MinTemperature);
            double power = DiurnalShape.PowerFor(shape, above);
            double mean = shape.Average(value => Math.Pow(value, power));
            for (int i = 0; i < 24; i++)
            {
                int hour = 24 * day + i;
                hours[hour] = course[hour] + anomaly[hour] + swing[hour] * (Math.Pow(shape[i], power) - mean);
            }
        }
        return MeetMeans(hours, [.. normals.Months.Select(month => month.MeanTemperature)]);
    }

    /// <summary>Highest less lowest temperature of each day [K]: wide on fair days, with the monthly means of the normals.</summary>
    private static double[] Swings(MonthlyNormals normals, DrawnSun sun)
    {
        double[] swings = [.. Enumerable.Range(0, Days).Select(day => 0.45 + 1.1 * sun.Fairness(day))];
        for (int month = 0; month < 12; month++)
        {
            Span<double> days = swings.AsSpan(Months.FirstDay(month), Months.Days(month));
            double sum = 0;
            foreach (double day in days) sum += day;
            double scale = (normals.Months[month].MaxTemperature - normals.Months[month].MinTemperature) * days.Length / sum;
            foreach (ref double day in days) day *= scale;
        }
        return swings;
    }

    private static double[] DewPoints(MonthlyNormals normals, double[] warmth, double[] temperature, ulong seed)
    {
        double[] wanted = [.. normals.Months.Select(month => month.DewPoint)];
        double[] own = Persistence.Draw(new RandomStream(seed, "weather/dew"), DayMemory, Days);
        double[] days = [.. warmth.Select((w, day) => 0.9 * normals.DayToDay * (0.75 * w + 0.66 * own[day]))];
        double[] course = MonthlyCurve.Through(wanted), anomaly = Persistence.BetweenNoons(days);
        double[] dew = [.. course.Select((value, hour) => value + anomaly[hour])];
        for (int round = 0; round < 5; round++)
        {
            dew = MeetMeans(dew, wanted);
            for (int hour = 0; hour < dew.Length; hour++) dew[hour] = Math.Min(dew[hour], temperature[hour]);
        }
        return dew;
    }

    private static double[] Pressures(MonthlyNormals normals, ulong seed)
    {
        double usual = MoistAir.StandardPressure(normals.Elevation);
        double[] days = Persistence.Draw(new RandomStream(seed, "weather/pressure"), DayMemory, Days);
        return [.. Persistence.BetweenNoons(days).Select(p => usual * (1 + PressureSpread * p))];
    }

    /// <summary>Rayleigh's distribution, with a memory of hours.</summary>
    private static double[] Winds(MonthlyNormals normals, ulong seed)
    {
        double[] draws = Persistence.Draw(new RandomStream(seed, "weather/wind"), WindMemory, Months.Hours);
        double[] speeds = [.. draws.Select(draw => Math.Sqrt(-Math.Log(Normal.CDF(0, 1, -draw))))];
        double[] means = Months.Means(speeds);
        for (int hour = 0; hour < speeds.Length; hour++)
        {
            int month = Months.OfDay(hour / 24);
            speeds[hour] *= normals.Months[month].WindSpeed / means[month];
        }
        return speeds;
    }

    /// <summary>Normals say nothing of it: it wanders.</summary>
    private static double[] Directions(ulong seed)
    {
        RandomStream stream = new(seed, "weather/direction");
        double[] directions = new double[Months.Hours];
        double direction = stream.Between(0, 360);
        for (int hour = 0; hour < directions.Length; hour++)
        {
            directions[hour] = direction;
            direction = (direction + Turning * stream.NextNormal() + 3600) % 360;
        }
        return directions;
    }

    private static double[] MeetMeans(double[] hours, double[] wanted)
    {
        double[] found = Months.Means(hours);
        double[] lack = MonthlyCurve.Through([.. wanted.Select((value, month) => value - found[month])]);
        return [.. hours.Select((value, hour) => value + lack[hour])];
    }
}
