using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Files.Runs;

/// <summary>Writes how people feel outdoors in chosen hours of the last simulated year, on the cells of the surface, while they pass.</summary>
internal sealed class ComfortWriter : IDisposable
{
    /// <summary>In coarser cells a street has no sides [m].</summary>
    private const double CoarsestCell = 3;

    /// <summary>What the streets' process shows of the air, where it is on.</summary>
    private const string Air = "street_air", Humidity = "street_humidity";

    private readonly Stage _stage;
    private readonly Simulation _simulation;
    private readonly WeatherYear _weather;
    private readonly NetCdfWriter _writer;
    private readonly HourAxis _axis;
    private readonly int[] _variables;
    private RadiantScene? _scene;
    private Field? _air, _vapour;

    /// <summary>Begins the file, or goes on with it.</summary>
    /// <param name="path">Its final name.</param> <param name="stage">Of that year.</param> <param name="simulation">Of it.</param> <param name="year">That is simulated.</param> <param name="done">Hours that were written.</param>
    public ComfortWriter(string path, Stage stage, Simulation simulation, int year, int done)
    {
        (_stage, _simulation, _weather, _writer) = (stage, simulation, stage.WeatherOf(year), new(path, RunFolder.Growing(path), done));
        _axis = new(_writer, $"{stage.Territory.Name}, {year}: how a person feels outdoors", stage.CalendarOf(year));
        NetCdfGrid axes = _writer.Grid(stage.Surface.Grid, Crs.FromEpsg(stage.Territory.Epsg));
        _variables = [.. Quantities.Select(q => _writer.Field(q, axes, _axis.Dimension))];
    }

    /// <summary>Writes the hour that was stepped last.</summary>
    public void Write(int record, int hour)
    {
        _scene ??= new(RadiantPlace.Of(_stage.Surface, _stage.Territory), RadiantParameters.Default, _stage.Horizons.Device);
        _scene.Hour(RadiantHour.Of(_weather, hour), StreetsNow(_weather.Hours[hour].Pressure));
        _axis.Put(record, hour);
        foreach ((int variable, Field field) in _variables.Zip([_scene.RadiantTemperature, _scene.ThermalIndex])) _writer.PutField(variable, record, _stage.Surface.Grid, field.ToArray());
    }

    /// <summary>Sends all to disk.</summary>
    public void Flush() => _writer.Flush();

    /// <summary>Completes the file.</summary>
    public void Complete() => _writer.Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        _air?.Dispose();
        _vapour?.Dispose();
        _scene?.Dispose();
        _writer.Dispose();
    }

    // The air of the streets, between the middles of their cells; null where they are not simulated.
    private RadiantSurroundings? StreetsNow(double pressure)
    {
        Field? Shown(string name) => _simulation.Processes.SelectMany(static p => p.Shown).Where(s => s.Layer == Layer.Ground && s.Field.Name == name).Select(static s => s.Field).FirstOrDefault();
        if (Shown(Air) is not { } air || Shown(Humidity) is not { } humidity) return null;
        Field Laid(ref Field? field, string name, string unit, float[] values)
        {
            field ??= new(_stage.Surface.Grid, _stage.Horizons.Device, new(name, unit, name));
            field.Write(values);
            return field;
        }
        float[] vapour = [.. humidity.ToArray().Select(q => (float)(q * pressure / (622 + 0.378 * q)))];
        return new(Air: Laid(ref _air, "air", "degC", Between(air.ToArray())), Vapour: Laid(ref _vapour, "vapour", "Pa", Between(vapour)));
    }

    private float[] Between(float[] cells)
    {
        Raster coarse = new(_stage.Cells, cells);
        Grid fine = _stage.Surface.Grid;
        float[] values = new float[fine.Count];
        Parallel.For(0, fine.Rows, j =>
        {
            for (int i = 0; i < fine.Columns; i++) values[j * fine.Columns + i] = coarse.At(fine.X(i), fine.Y(j));
        });
        return values;
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
        new("utci", "degC", "universal thermal climate index, in the air of the streets (without street heat, of the weather) and the wind of the weather; missing where a building stands", QuantityKind.Temperature),
    ];

    /// <summary>The hours that are asked for in a year of weather, rising.</summary>
    public static IReadOnlyList<int> HoursOf(IReadOnlyList<HourText> asked, WeatherYear weather) =>
        [.. asked.Select(h => h.Hour ?? weather.Hours.MaxBy(w => w.DryBulb).Hour).Distinct().Order()];
}
