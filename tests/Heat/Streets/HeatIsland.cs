using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Heat.Streets;

/// <summary>A generated city under a clear summer day that repeats itself: by how much its densest streets are warmer than the fields around it.</summary>
internal sealed class HeatIsland : IDisposable
{
    private const int First = 24 * 195, Days = 12;
    private readonly HostDevice _device = new();
    private readonly Territory _city;
    private readonly BuildingShapes _shapes;
    private readonly Grid _grid;
    private readonly WeatherYear _weather;

    public HeatIsland(int inhabitants, ulong seed, double cell)
    {
        _city = TownGenerator.Generate(inhabitants, seed);
        _shapes = BuildingShapes.Of(_city);
        double[] x = [.. _city.Buildings.Select(b => b.Footprint.Outer.X[0])], y = [.. _city.Buildings.Select(b => b.Footprint.Outer.Y[0])];
        _grid = new((int)((y.Max() - y.Min() + 400) / cell), (int)((x.Max() - x.Min() + 400) / cell), cell, x.Min() - 200, y.Min() - 200);
        _weather = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), 3);
    }

    public Grid Grid => _grid;
    public int Buildings => _city.Buildings.Count;
    /// <summary>Height over width of the densest streets.</summary>
    public double Canyon { get; private set; }
    /// <summary>Of the field, over the station, by hour [K].</summary>
    public double[] FieldOverStation { get; } = new double[24];

    /// <summary>Warmer by hour of the last day [K].</summary>
    /// <param name="wind">All day [m/s].</param> <param name="change">Of the city before; null: as it is.</param>
    public double[] Day(double wind, Func<Territory, Territory>? change = null)
    {
        int sunniest = Enumerable.Range(170, 40).MaxBy(d => _weather.Hours.Skip(24 * d).Take(24).Sum(h => h.GlobalHorizontalIrradiance));
        WeatherYear repeated = _weather with
        {
            Hours = [.. _weather.Hours.Select(h => h.Hour < First - 600 || h.Hour >= First + 24 * Days ? h
                : _weather.Hours[24 * sunniest + h.Hour % 24] with { Hour = h.Hour, WindSpeed = wind })],
        };
        Territory city = change?.Invoke(_city) ?? _city;
        using StreetHeat heat = new(city, _shapes, _grid, [repeated], new(2030, CalendarRules.France), new HeatParameters { On = true }, _device);
        StreetCells cells = heat.Cells;
        int[] byDensity = [.. Enumerable.Range(0, _grid.Count).OrderByDescending(n => cells.SeenWall[n])];
        int[] dense = [.. byDensity.Take(_grid.Count / 100).Where(n => cells.Open(n) > 0.2)], fields = [.. Enumerable.Range(0, _grid.Count).Where(n => cells.Grass[n] > 0.85 && cells.Roughness[n] < 0.05 && cells.Crown(n) < 0.02)];
        Canyon = dense.Average(n => cells.Canyon[n]);
        Outdoors now = new(repeated);
        heat.Begin(now.MeanDryBulb(First - 240, 240));
        heat.BeginYear();
        double[] island = new double[24];
        for (int hour = First; hour < First + 24 * Days; hour++)
        {
            now.Set(hour);
            heat.Step(now);
            if (hour < First + 24 * (Days - 1)) continue;
            float[] air = heat.Air.ToArray();
            island[hour % 24] = dense.Average(n => air[n]) - fields.Average(n => air[n]);
            FieldOverStation[hour % 24] = fields.Average(n => air[n]) - now.Weather[0].DryBulb;
        }
        return island;
    }

    public void Dispose() => _device.Dispose();
}
