using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Files.Runs;

/// <summary>Writes how people feel outdoors in chosen hours of the last simulated year, on the cells of the surface.</summary>
internal static class ComfortWriter
{
    /// <summary>Mean radiant temperature and thermal index of each hour, and the share of the sky seen.</summary>
    /// <param name="path">The NetCDF file.</param> <param name="stage">Of that year.</param> <param name="year">That is simulated.</param> <param name="hours">0 to 8,759, rising.</param>
    public static void Write(string path, Stage stage, int year, IReadOnlyList<int> hours)
    {
        Calendar calendar = stage.CalendarOf(year);
        WeatherYear weather = stage.WeatherOf(year);
        Device device = stage.SetupOf(year).Device;
        using RadiantScene scene = new(RadiantPlace.Of(stage.Surface, stage.Territory), RadiantParameters.Default, device);
        using NetCdfWriter writer = new(path);
        writer.Attribute("title", $"{stage.Territory.Name}, {year}: how a person feels outdoors");
        writer.Attribute("source", $"TerritoryTwin {ScenarioRunner.EngineVersion}");
        DateTimeOffset begins = new(calendar.StandardTime(0), TimeSpan.FromHours(calendar.Rules.StandardOffset));
        (int time, int times) = writer.Time($"hours since {begins:yyyy-MM-dd'T'HH:mm:sszzz}");
        NetCdfGrid axes = writer.Grid(stage.Surface.Grid, Crs.FromEpsg(stage.Territory.Epsg));
        Field[] fields = [scene.RadiantTemperature, scene.ThermalIndex];
        int[] variables = [.. Quantities.Select(q => writer.Field(q, axes, time))];
        for (int k = 0; k < hours.Count; k++)
        {
            scene.Hour(RadiantHour.Of(weather, hours[k]));
            writer.Put<double>(times, k, (calendar.StandardTime(hours[k]) - calendar.StandardTime(0)).TotalHours);
            for (int f = 0; f < fields.Length; f++) writer.PutField(variables[f], k, stage.Surface.Grid, fields[f].ToArray());
        }
        writer.Complete();
    }

    /// <summary>What the file holds.</summary>
    public static IReadOnlyList<Quantity> Quantities { get; } =
    [
        new("mean_radiant_temperature", "degC", "mean radiant temperature of a standing person; missing where a building stands", QuantityKind.Temperature),
        new("utci", "degC", "universal thermal climate index, in the air and the wind of the weather; missing where a building stands", QuantityKind.Temperature),
    ];

    /// <summary>The hours that are asked for in a year of weather, rising.</summary>
    public static IReadOnlyList<int> HoursOf(IReadOnlyList<HourText> asked, WeatherYear weather) =>
        [.. asked.Select(h => h.Hour ?? weather.Hours.MaxBy(w => w.DryBulb).Hour).Distinct().Order()];
}
