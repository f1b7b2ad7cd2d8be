using TerritoryTwin.Core;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Files.Weather;

/// <summary>Fills what an EPW file lacks, each column by a rule that the notes name, and makes the year.</summary>
internal sealed class EpwFill(EpwPlace place, EpwSeries series, EpwFaults faults, List<string> notes)
{
    private const int LongestGap = 6;           // h, that a straight line may bridge
    private const int DarkHours = 3;            // that follow one another: one hour of 0 stands in sound files
    private const double FaintLight = 5;        // W/m², beyond twilight
    private const double SunUp = 10;            // °
    private const double UsualWind = 3;         // m/s, where a file has no wind at all
    private const int Hours = Months.Hours, MostDark = Hours / 10;

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
        EpwChecks.Noon(_global, suns, faults, notes);
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

    // A sensor that fell out is often written as 0 instead of 9999: one part of the light cannot be 0 by day where another is not, nor all of it for hours while the sun is up.
    private void ZerosOfDay(SunPosition[] suns)
    {
        int global = 0, parts = 0;
        List<int> dark = [];
        for (int h = 0; h < Hours; h++)
        {
            if (_global[h] == 0 && _diffuse[h] > FaintLight)
            {
                _global[h] = double.NaN;
                global++;
            }
            else if (_direct[h] == 0 && _diffuse[h] == 0 && _global[h] > FaintLight)
            {
                _direct[h] = _diffuse[h] = double.NaN;
                parts++;
            }
        }
        for (int h = 0; h < Hours; h++)
        {
            int from = h;
            while (h < Hours && suns[h].Elevation > SunUp && _global[h] == 0 && _direct[h] is 0 or double.NaN && _diffuse[h] is 0 or double.NaN) h++;
            if (h - from >= DarkHours) dark.AddRange(Enumerable.Range(from, h - from));
        }
        if (dark.Count > MostDark) dark.Clear();              // the clock or the place is wrong, which is told where radiation is checked
        foreach (int h in dark) _global[h] = _direct[h] = _diffuse[h] = double.NaN;
        if (global > 0) notes.Add($"global radiation: {global} hours of 0 beside diffuse radiation were taken as missing.");
        if (parts > 0) notes.Add($"direct and diffuse radiation: {parts} hours of 0 beside global radiation were taken as missing.");
        if (dark.Count > 0) notes.Add($"radiation: {dark.Count} hours of 0 with the sun more than {SunUp}° high were taken as missing.");
    }

    private void Radiation(SunPosition[] suns)
    {
        ZerosOfDay(suns);
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
