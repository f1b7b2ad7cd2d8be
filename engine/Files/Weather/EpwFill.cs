using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Weather;

/// <summary>Fills what an EPW file lacks, each column by a rule that the notes name, and makes the year.</summary>
internal sealed class EpwFill(EpwPlace place, EpwSeries series, EpwFaults faults, List<string> notes)
{
    private const int LongestGap = 6;           // h, that a straight line may bridge
    private const double UsualWind = 3;         // m/s, where a file has no wind at all
    private const int Hours = Months.Hours;

    private readonly double[] _dry = series[EpwColumn.DryBulb], _dew = series[EpwColumn.DewPoint];
    private readonly double[] _humidity = series[EpwColumn.RelativeHumidity], _pressure = series[EpwColumn.Pressure];
    private readonly double[] _global = series[EpwColumn.Global], _direct = series[EpwColumn.Direct], _diffuse = series[EpwColumn.Diffuse];
    private readonly double[] _longwave = series[EpwColumn.SkyLongwave], _cover = series[EpwColumn.SkyCover];
    private readonly double[] _wind = series[EpwColumn.WindSpeed], _from = series[EpwColumn.WindDirection];

    /// <summary>The year, complete.</summary>
    /// <exception cref="InputException">Something lacks that no rule can fill.</exception>
    public WeatherYear Complete()
    {
        Temperature();
        Humidity();
        Fill(_pressure, "station pressure", "that of the standard atmosphere at the station's height", _ => MoistAir.StandardPressure(place.Elevation));
        Wind();
        SunPosition[] suns = Suns();
        Radiation(suns);
        faults.ThrowIfAny();
        EpwChecks.Radiation(series, suns, faults);
        faults.ThrowIfAny();
        Longwave(suns);
        return new WeatherYear(place.Name, place.Latitude, place.Longitude, place.TimeZone, place.Elevation, [.. Enumerable.Range(0, Hours).Select(Hour)]);
    }

    private WeatherHour Hour(int h) => new(
        h, _dry[h], _dew[h], _humidity[h] / 100, _pressure[h], _global[h], _direct[h], _diffuse[h], _longwave[h], _wind[h], _from[h] % 360);

    private SunPosition[] Suns()
    {
        WeatherYear clock = new(place.Name, place.Latitude, place.Longitude, place.TimeZone, place.Elevation, []);
        return [.. Enumerable.Range(0, Hours).Select(hour => SunPosition.At(clock, hour))];
    }

    private void Temperature()
    {
        int bridged = Bridge(_dry);
        if (bridged > 0) notes.Add($"dry bulb temperature: {bridged} missing hours lie on a straight line between their neighbours.");
        int open = _dry.Count(double.IsNaN);
        if (open == 0) return;
        faults.Add($"dry bulb temperature is missing for {open} hours, in gaps longer than {LongestGap} h", "a temperature every hour",
            "Take another year or station: no rule fills this.");
        Array.Fill(_dry, 0);
    }

    private void Humidity()
    {
        int saturated = 0;
        for (int h = 0; h < Hours; h++)
        {
            if (_humidity[h] > 100)
            {
                _humidity[h] = 100;
                saturated++;
            }
        }
        if (saturated > 0) notes.Add($"relative humidity: {saturated} hours above 100 % were set to 100 %.");
        Fill(_humidity, "relative humidity", "that of the dew point at the air's temperature", h => 100 * MoistAir.RelativeHumidity(_dry[h], _dew[h]));
        int bridged = Bridge(_humidity);
        if (bridged > 0) notes.Add($"relative humidity: {bridged} hours without dew point lie on a straight line between their neighbours.");
        if (_humidity.Any(double.IsNaN))
        {
            faults.Add("neither relative humidity nor dew point for more than a few hours", "one of them every hour", "Take another year or station: no rule fills this.");
            Array.Fill(_humidity, 50);
        }
        Fill(_dew, "dew point", "that of the relative humidity at the air's temperature", h => MoistAir.DewPoint(_dry[h], _humidity[h] / 100));
        EpwChecks.DewPoint(_dry, _dew, faults, notes);
    }

    private void Wind()
    {
        int bridged = Bridge(_wind);
        if (bridged > 0) notes.Add($"wind speed: {bridged} missing hours lie on a straight line between their neighbours.");
        double[] known = [.. _wind.Where(double.IsFinite)];
        string rule = known.Length > 0 ? "the mean of the file" : $"{UsualWind} m/s, for the file has none";
        double mean = known.Length > 0 ? known.Average() : UsualWind;
        Fill(_wind, "wind speed", rule, _ => mean);
        Fill(_from, "wind direction", "the direction of the hour before (north at first)", h => h > 0 ? _from[h - 1] : 0);
    }

    private void Radiation(SunPosition[] suns)
    {
        Fill(_global, "global radiation", "direct × sine of the sun's height + diffuse", h => _direct[h] * Math.Max(0, suns[h].Up) + _diffuse[h]);
        Fill(_global, "global radiation at night", "0", h => suns[h].Elevation < -8 ? 0 : double.NaN);
        int bridged = Bridge(_global);
        if (bridged > 0) notes.Add($"global radiation: {bridged} missing hours lie on a straight line between their neighbours.");
        Fill(_diffuse, "diffuse radiation", "global − direct × sine of the sun's height", h => Math.Max(0, _global[h] - _direct[h] * Math.Max(0, suns[h].Up)));
        Fill(_direct, "direct radiation", "(global − diffuse) over the sine of the sun's height", h => DirectOf(_global[h] - _diffuse[h], h, suns[h]));
        Fill(_direct, "direct radiation", "what Erbs's split of the global radiation leaves",
            h => Decomposition.Erbs(_global[h], suns[h].Zenith, Extraterrestrial.Normal(h / 24 + 1)).DirectNormal);
        Fill(_diffuse, "diffuse radiation", "Erbs's split of the global radiation", h => Math.Max(0, _global[h] - _direct[h] * Math.Max(0, suns[h].Up)));
        int open = _global.Count(double.IsNaN);
        if (open == 0) return;
        faults.Add($"global radiation is missing for {open} hours of day, in gaps longer than {LongestGap} h", "radiation every hour",
            "Take another year or station: no rule fills this.");
    }

    private static double DirectOf(double horizontal, int hour, SunPosition sun) =>
        sun.Elevation < 3 ? 0 * horizontal : Math.Clamp(horizontal / sun.Up, 0, Extraterrestrial.Normal(hour / 24 + 1));

    private void Longwave(SunPosition[] suns)
    {
        for (int h = 0; h < Hours; h++)
        {
            if (_longwave[h] <= 0) _longwave[h] = double.NaN;
            if (_cover[h] > 10) _cover[h] = double.NaN;
        }
        Fill(_longwave, "sky longwave", "Prata's clear sky with the file's cloud cover",
            h => SkyTemperature.Longwave(_dry[h], Vapour(h), _cover[h] / 10));
        if (!_longwave.Any(double.IsNaN)) return;
        double[] clouds = Cloudiness.OfDays(_global, suns);
        Fill(_longwave, "sky longwave", "Prata's clear sky with clouds from the day's radiation", h => SkyTemperature.Longwave(_dry[h], Vapour(h), clouds[h / 24]));
    }

    private double Vapour(int h) => MoistAir.SaturationPressure(_dry[h]) * _humidity[h] / 100;

    private void Fill(double[] values, string name, string rule, Func<int, double> by)
    {
        int filled = 0;
        for (int h = 0; h < Hours; h++)
        {
            if (!double.IsNaN(values[h])) continue;
            values[h] = by(h);
            if (!double.IsNaN(values[h])) filled++;
        }
        if (filled > 0) notes.Add($"{name}: {filled} missing hours filled by {rule}.");
    }

    /// <summary>Joins the ends of short gaps by a straight line; the year closes on itself.</summary>
    private static int Bridge(double[] values)
    {
        int bridged = 0;
        int start = Array.FindIndex(values, double.IsFinite);
        if (start < 0) return 0;
        for (int at = start; at < start + Hours;)
        {
            int gap = 0;
            while (gap <= LongestGap && double.IsNaN(values[(at + gap + 1) % Hours])) gap++;
            if (gap is > 0 and <= LongestGap)
            {
                double from = values[at % Hours], to = values[(at + gap + 1) % Hours];
                for (int i = 1; i <= gap; i++) values[(at + i) % Hours] = from + (to - from) * i / (gap + 1);
                bridged += gap;
            }
            at += gap + 1;
            while (at < start + Hours && double.IsNaN(values[at % Hours])) at++;
        }
        return bridged;
    }
}
