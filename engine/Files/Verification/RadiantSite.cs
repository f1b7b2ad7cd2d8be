using System.Globalization;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;

namespace TerritoryTwin.Files.Verification;

/// <summary>An hour at a measured site, ours beside the measurement.</summary>
/// <param name="Hour">That begins, local standard time.</param>
/// <param name="Found">What the engine computes.</param>
/// <param name="Measured">What instruments read.</param>
public readonly record struct SiteHour(int Hour, SiteFluxes Found, SiteFluxes Measured);

/// <summary>Radiation at a point 1.1 m above the ground.</summary>
/// <param name="Radiant">Mean radiant temperature [°C].</param>
/// <param name="ShortDown">[W/m²].</param> <param name="ShortUp">[W/m²].</param> <param name="LongDown">[W/m²].</param> <param name="LongUp">[W/m²].</param>
public readonly record struct SiteFluxes(double Radiant, double ShortDown, double ShortUp, double LongDown, double LongUp);

/// <summary>A site whose radiation was measured from six directions: rasters, weather and measurements as UMEP keeps them.</summary>
/// <param name="Place">What stands where.</param>
/// <param name="Column">Of the instruments' cell.</param>
/// <param name="Row">Of the instruments' cell.</param>
/// <param name="Latitude">[°].</param> <param name="Longitude">[°].</param> <param name="TimeZone">Hours ahead of UTC.</param>
public sealed record RadiantSite(RadiantPlace Place, int Column, int Row, double Latitude, double Longitude, double TimeZone)
{
    // Columns of a UMEP weather file.
    private const int Year = 0, Day = 1, Hour = 2, Wind = 9, Humidity = 10, Air = 11, Global = 14, Longwave = 16, Diffuse = 21, Direct = 22, Columns = 24;
    private const double Missing = -999;
    /// <summary>Elevation of the sun from which global radiation tells the clouds [°].</summary>
    private const double TellingSun = 10;
    /// <summary>Share of a clear sky's radiation from which no cloud is counted.</summary>
    private const double Clear = 0.95;

    /// <summary>Numbers of UMEP's covers among <see cref="RadiantCover.All"/>; roofs lie under buildings.</summary>
    private static readonly Dictionary<int, RadiantCover> UmepCovers = new()
    {
        [0] = RadiantCover.Paved, [1] = RadiantCover.Asphalt, [2] = RadiantCover.Paved, [5] = RadiantCover.Grass, [6] = RadiantCover.Soil, [7] = RadiantCover.Water,
    };

    /// <summary>Reads the rasters of a site.</summary>
    /// <exception cref="InputException">A file is damaged, or the point lies outside.</exception>
    public static RadiantSite Read(string solid, string ground, string crowns, string covers, double x, double y, double latitude, double longitude, double timeZone)
    {
        Raster terrain = RasterReader.Read(ground).Raster, cover = RasterReader.Read(covers).Raster;
        byte[] numbers = [.. cover.Values.Select((code, cell) => UmepCovers.TryGetValue((int)code, out RadiantCover? known)
            ? (byte)RadiantCover.All.ToList().IndexOf(known)
            : throw new InputException($"{covers}: cover {code} in cell {cell}; expected one of {string.Join(", ", UmepCovers.Keys)}"))];
        (int i, int j) = terrain.Grid.CellOf(x, y);
        if ((uint)i >= (uint)terrain.Grid.Columns || (uint)j >= (uint)terrain.Grid.Rows) throw new InputException($"{ground}: the point {x}, {y} lies outside the raster");
        return new(RadiantPlace.Of(RasterReader.Read(solid).Raster, terrain, RasterReader.Read(crowns).Raster, numbers), i, j, latitude, longitude, timeZone);
    }

    /// <summary>Computes the measured hours of a day.</summary>
    /// <param name="weather">A UMEP weather file of the day.</param>
    /// <param name="measurements">Table of the measurements.</param>
    /// <param name="day">Value of the column `date` of the hours to compare; null: the table has no such column.</param>
    /// <param name="transmissivity">Of crowns, 0 to 1.</param>
    /// <param name="stampsEnd">Whether the table's hours are the ends of the hours that were averaged, where the weather's are the beginnings.</param>
    /// <param name="device">Where it is computed.</param>
    /// <exception cref="InputException">A file is damaged, or an hour has no weather.</exception>
    public IReadOnlyList<SiteHour> Compare(string weather, string measurements, string? day, double transmissivity, bool stampsEnd, Device device)
    {
        RadiantHour[] hours = Hours(weather, transmissivity);
        string[] lines = File.ReadAllLines(measurements), names = lines[0].Split(',');
        using RadiantScene scene = new(Place, RadiantParameters.Default, device);
        List<SiteHour> compared = [];
        foreach (string[] cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            if (day != null && cells[Array.IndexOf(names, "date")] != day) continue;
            int hour = (int)Of("hour") - (stampsEnd ? 1 : 0);
            if ((uint)hour >= (uint)hours.Length) throw new InputException($"{measurements}: hour {hour} has no weather in {weather}");
            scene.Hour(hours[hour]);
            compared.Add(new(
                hour, new(At(scene.RadiantTemperature), At(scene.ShortwaveDown), At(scene.ShortwaveUp), At(scene.LongwaveDown), At(scene.LongwaveUp)),
                new(Of("Tmrt"), Of("Kdown"), Of("Kup"), Of("Ldown"), Of("Lup"))));

            double Of(string name) => Number(measurements, cells[Array.IndexOf(names, name)]);
        }
        if (compared.Count == 0) throw new InputException($"{measurements}: no hour of the day `{day}`");
        return compared;
    }

    /// <summary>The hours of a UMEP weather file; a missing long-wave is that of the sky's clouds, as the sun tells them.</summary>
    public RadiantHour[] Hours(string path, double transmissivity)
    {
        double[][] rows = [.. File.ReadLines(path).Where(line => line.Trim().Length > 0 && !line.StartsWith('%'))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(text => Number(path, text)).ToArray())];
        if (rows.Any(row => row.Length < Columns)) throw new InputException($"{path}: a row has fewer than the {Columns} columns of a UMEP weather file");
        DateTimeOffset[] middles = [.. rows.Select(row => new DateTimeOffset((int)row[Year], 1, 1, 0, 30, 0, TimeSpan.FromHours(TimeZone)).AddDays(row[Day] - 1).AddHours(row[Hour]))];
        double[] clouds = Clouds(rows, middles);
        return [.. rows.Select((row, n) =>
        {
            double vapour = Utci.SaturationPressure(new Compute.Double(row[Air])).V * row[Humidity] / 100;
            double clear = SkyTemperature.Prata(row[Air], vapour), emissivity = clear + (1 - clear) * clouds[n];
            double longwave = row[Longwave] > Missing ? row[Longwave] : SkyTemperature.Longwave(emissivity, row[Air]);
            WeatherHour hour = new(
                (int)((row[Day] - 1) * 24 + row[Hour]), row[Air], double.NaN, row[Humidity] / 100, 101325, row[Global], row[Direct], row[Diffuse], longwave,
                row[Wind] > Missing ? row[Wind] : double.NaN, double.NaN);
            return RadiantHour.Of(hour, middles[n], Latitude, Longitude, TimeZone, transmissivity);
        })];
    }

    /// <summary>Share of the sky that clouds close in each hour; before and after the sun tells it, that of the nearest hour that did.</summary>
    /// <remarks>Lindberg, Holmer and Thorsson (2008): what lacks to a clear sky's radiation, nothing up to 5 %.</remarks>
    private double[] Clouds(double[][] rows, DateTimeOffset[] middles)
    {
        SunPosition[] suns = [.. middles.Select(m => SunPosition.At(m, Latitude, Longitude))];
        int[] telling = [.. Enumerable.Range(0, rows.Length).Where(n => suns[n].Elevation >= TellingSun)];
        if (telling.Length == 0) return [.. rows.Select(_ => 0.5)];
        return [.. rows.Select((_, n) =>
        {
            int at = telling.MinBy(t => Math.Abs(t - n));
            double share = rows[at][Global] / ClearSky.Haurwitz(suns[at].Zenith);
            return share >= Clear ? 0 : 1 - share;
        })];
    }

    private static double Number(string path, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new InputException($"{path}: `{text}`, expected a number");

    private double At(Field field) => field.ToArray()[Row * Place.Grid.Columns + Column];
}

/// <summary>How well a series agrees with measurements.</summary>
/// <param name="Rmse">Root mean square difference.</param> <param name="Bias">Mean of found less measured.</param> <param name="R2">Square of the correlation.</param>
public readonly record struct Agreement(double Rmse, double Bias, double R2)
{
    /// <summary>Of one quantity over hours.</summary>
    public static Agreement Of(IReadOnlyList<SiteHour> hours, Func<SiteFluxes, double> quantity)
    {
        double[] found = [.. hours.Select(h => quantity(h.Found))], measured = [.. hours.Select(h => quantity(h.Measured))];
        double meanFound = found.Average(), meanMeasured = measured.Average();
        double together = found.Zip(measured, (f, m) => (f - meanFound) * (m - meanMeasured)).Sum();
        double apart = Math.Sqrt(found.Sum(f => (f - meanFound) * (f - meanFound)) * measured.Sum(m => (m - meanMeasured) * (m - meanMeasured)));
        return new(Math.Sqrt(found.Zip(measured, (f, m) => (f - m) * (f - m)).Average()), meanFound - meanMeasured, apart > 0 ? together / apart * together / apart : double.NaN);
    }
}
