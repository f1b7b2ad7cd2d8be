using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Files.Runs;

/// <summary>Writes how people feel outdoors in chosen hours of the last simulated year, on the cells of the surface.</summary>
internal static class ComfortWriter
{
    /// <summary>In coarser cells a street has no sides [m].</summary>
    private const double CoarsestCell = 3;

    /// <summary>Mean radiant temperature and thermal index of each hour.</summary>
    /// <param name="path">The NetCDF file.</param> <param name="stage">Of that year.</param> <param name="year">That is simulated.</param> <param name="hours">0 to 8,759, rising.</param>
    public static void Write(string path, Stage stage, int year, IReadOnlyList<int> hours)
    {
        WeatherYear weather = stage.WeatherOf(year);
        using RadiantScene scene = new(RadiantPlace.Of(stage.Surface, stage.Territory), RadiantParameters.Default, stage.Horizons.Device);
        using NetCdfWriter writer = new(path);
        HourAxis axis = new(writer, $"{stage.Territory.Name}, {year}: how a person feels outdoors", stage.CalendarOf(year));
        NetCdfGrid axes = writer.Grid(stage.Surface.Grid, Crs.FromEpsg(stage.Territory.Epsg));
        Field[] fields = [scene.RadiantTemperature, scene.ThermalIndex];
        int[] variables = [.. Quantities.Select(q => writer.Field(q, axes, axis.Dimension))];
        for (int k = 0; k < hours.Count; k++)
        {
            scene.Hour(RadiantHour.Of(weather, hours[k]));
            axis.Put(k, hours[k]);
            for (int f = 0; f < fields.Length; f++) writer.PutField(variables[f], k, stage.Surface.Grid, fields[f].ToArray());
        }
        writer.Complete();
    }

    /// <summary>Refuses a territory whose surface is too coarse for a person, or too large for the machine, before anything is simulated.</summary>
    /// <exception cref="InputException">It is.</exception>
    public static void Require(Territory territory)
    {
        double cell = SurfaceModel.ChooseCellSize(territory), cells = SurfaceModel.CountCells(territory);
        if (cell > CoarsestCell)
            throw new InputException($"`comfort` wants cells of at most {CoarsestCell:0} m, and the surface of `{territory.Name}`, {SurfaceModel.AreaOf(territory) / 1e6:0} km², has cells of {cell:0.#} m. Take a part of the territory, or leave `comfort` out.");
        double needed = RadiantScene.BytesOf(cells, RadiantParameters.Default), most = RadiantScene.MostBytes;
        if (needed > most)
            throw new InputException($"`comfort` over {cells / 1e6:0.0} million cells takes {needed / 1e9:0.0} GB, more than half of the {2 * most / 1e9:0.0} GB of this machine. Take a part of the territory, or leave `comfort` out.");
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
