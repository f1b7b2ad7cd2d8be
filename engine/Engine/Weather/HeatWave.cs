using TerritoryTwin.Core;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Weather;

/// <summary>Which heat wave is put into a year.</summary>
#pragma warning disable CS1591 // the names of the members say it
public enum HeatWaveProfile { HottestDays, Paris2003, Paris2019 }
#pragma warning restore CS1591

/// <summary>A heat wave in a year of weather, made from the year's own hottest days.</summary>
/// <remarks>
/// docs/physics/weather.md, eq. 13b: the mean day of the hottest three, repeated, with the year's own radiation, wind and water in the air. Its temperatures are stretched so that
/// the last days reach a highest afternoon and a warmest night, and begin <see cref="Rise"/> below.
/// </remarks>
/// <param name="Days">How many, whole; a day before and a day after lead in and out.</param>
/// <param name="Highest">Of the last days [°C]; null: as hot as the year's own.</param>
/// <param name="WarmestNight">Lowest of the warmest night [°C]; null: as warm as the year's own.</param>
/// <param name="FirstDay">Day of the year from 0; null: around the year's own hottest days.</param>
public sealed record HeatWave(int Days, double? Highest = null, double? WarmestNight = null, int? FirstDay = null)
{
    /// <summary>How much colder the first day is than the last [K].</summary>
    public const double Rise = 2;
    /// <summary>Farther from the hottest days the sun stands otherwise [days].</summary>
    public const int Farthest = 30;

    private const int Hottest = 3;

    /// <summary>A wave that was observed: Paris-Montsouris, Météo-France.</summary>
    /// <remarks>
    /// 4 to 12 August 2003: nine days at 35 °C or more, 39.5 °C on the 11th, 25.5 °C in the nights of the 11th and 12th.
    /// 21 to 26 July 2019: 42.6 °C and a night of 25.0 °C on the 25th.
    /// </remarks>
    public static HeatWave Of(HeatWaveProfile profile) => profile switch
    {
        HeatWaveProfile.Paris2003 => new(9, 39.5, 25.5),
        HeatWaveProfile.Paris2019 => new(6, 42.6, 25.0),
        _ => new(7),
    };

    /// <summary>The hottest three days of a year in a row, by their mean: the first of them, from 0.</summary>
    public static int HottestOf(WeatherYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        double[] means = [.. year.Hours.Chunk(24).Select(day => day.Average(h => h.DryBulb))];
        return Enumerable.Range(0, means.Length - Hottest + 1).MaxBy(d => means[d] + means[d + 1] + means[d + 2]);
    }

    /// <summary>The day on which it begins in a year, from 0.</summary>
    public int BeginsIn(WeatherYear year) => FirstDay ?? HottestOf(year) + 1 - Days / 2;

    /// <summary>The year with this wave.</summary>
    /// <exception cref="ArgumentException">It does not lie within the year, with a day on either side, or is more than <see cref="Farthest"/> days from the hottest days; or its night is warmer than its day.</exception>
    public WeatherYear In(WeatherYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        int source = HottestOf(year), first = BeginsIn(year), days = year.Hours.Count / 24;
        if (Days < 1 || first < 1 || first + Days >= days) throw new ArgumentException($"{Days} days from day {first} leave the year", nameof(year));
        if (Math.Abs(first + (Days - 1) / 2.0 - (source + 1)) > Farthest) throw new ArgumentException($"the hottest days are days {source} to {source + 2}, more than {Farthest} days away", nameof(year));
        WeatherHour[] typical = [.. Enumerable.Range(0, 24).Select(h => MeanOf(year, source, h))];
        double low = typical.Min(h => h.DryBulb), high = typical.Max(h => h.DryBulb);
        double night = WarmestNight ?? LowestOf(year, source), day = Highest ?? HighestOf(year, source);
        if (night >= day) throw new ArgumentException($"a night of {night:0.#} °C is no colder than a day of {day:0.#} °C", nameof(year));
        WeatherHour[] hours = [.. year.Hours];
        for (int hour = 24 * (first - 1); hour < 24 * (first + Days + 1); hour++)
        {
            double begun = hour / 24.0 - first, share = Math.Min(1, Math.Min(begun + 1, Days + 1 - begun)), colder = Days > 1 ? Rise * (1 - Math.Clamp(begun / (Days - 1), 0, 1)) : 0;
            WeatherHour model = typical[hour % 24];
            double air = night + (day - night) * (model.DryBulb - low) / (high - low) - colder;
            hours[hour] = Mix(hours[hour], At(model, air), share);
        }
        return year with { Hours = hours };
    }

    private static WeatherHour MeanOf(WeatherYear year, int first, int hour)
    {
        WeatherHour[] same = [.. Enumerable.Range(0, Hottest).Select(d => year.Hours[24 * (first + d) + hour])];
        double east = same.Average(h => h.WindSpeed * Math.Sin(h.WindDirection * Math.PI / 180)), north = same.Average(h => h.WindSpeed * Math.Cos(h.WindDirection * Math.PI / 180));
        double air = same.Average(h => h.DryBulb), vapour = same.Average(h => h.RelativeHumidity * MoistAir.SaturationPressure(h.DryBulb)), humidity = Math.Min(1, vapour / MoistAir.SaturationPressure(air));
        return new(hour, air, MoistAir.DewPoint(air, humidity), humidity, same.Average(h => h.Pressure), same.Average(h => h.GlobalHorizontalIrradiance), same.Average(h => h.DirectNormalIrradiance),
            same.Average(h => h.DiffuseHorizontalIrradiance), same.Average(h => h.SkyLongwave), same.Average(h => h.WindSpeed), (Math.Atan2(east, north) * 180 / Math.PI + 360) % 360);
    }

    // Hotter air with the same water in it, under a sky of the same emissivity.
    private static WeatherHour At(WeatherHour model, double air)
    {
        double humidity = Math.Min(1, model.RelativeHumidity * MoistAir.SaturationPressure(model.DryBulb) / MoistAir.SaturationPressure(air));
        return model with { DryBulb = air, RelativeHumidity = humidity, DewPoint = MoistAir.DewPoint(air, humidity), SkyLongwave = SkyTemperature.AtAir(model.SkyLongwave, model.DryBulb, air) };
    }

    private static WeatherHour Mix(WeatherHour own, WeatherHour wave, double share)
    {
        double air = Between(own.DryBulb, wave.DryBulb);
        double vapour = Between(own.RelativeHumidity * MoistAir.SaturationPressure(own.DryBulb), wave.RelativeHumidity * MoistAir.SaturationPressure(wave.DryBulb));
        double humidity = Math.Min(1, vapour / MoistAir.SaturationPressure(air));
        return own with
        {
            DryBulb = air, RelativeHumidity = humidity, DewPoint = MoistAir.DewPoint(air, humidity), Pressure = Between(own.Pressure, wave.Pressure),
            GlobalHorizontalIrradiance = Between(own.GlobalHorizontalIrradiance, wave.GlobalHorizontalIrradiance), DirectNormalIrradiance = Between(own.DirectNormalIrradiance, wave.DirectNormalIrradiance),
            DiffuseHorizontalIrradiance = Between(own.DiffuseHorizontalIrradiance, wave.DiffuseHorizontalIrradiance), SkyLongwave = Between(own.SkyLongwave, wave.SkyLongwave),
            WindSpeed = Between(own.WindSpeed, wave.WindSpeed), WindDirection = share < 0.5 ? own.WindDirection : wave.WindDirection,
        };

        double Between(double a, double b) => a + (b - a) * share;
    }

    private static double HighestOf(WeatherYear year, int first) => Enumerable.Range(24 * first, 24 * Hottest).Max(h => year.Hours[h].DryBulb);

    private static double LowestOf(WeatherYear year, int first) => Enumerable.Range(0, Hottest).Max(d => Enumerable.Range(24 * (first + d), 24).Min(h => year.Hours[h].DryBulb));
}
