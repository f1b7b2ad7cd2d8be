using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Buildings;

/// <summary>A generated town, and years of its homes under one weather or another.</summary>
internal sealed class SmallTown : IDisposable
{
    private readonly Device _device = Devices.Named("host");
    private readonly BuildingShapes _shapes;
    private readonly CitySun _sun;
    private readonly WeatherYear _weather;

    public SmallTown(int inhabitants, string zone = "H2b")
    {
        Territory = TownGenerator.Generate(inhabitants, 12);
        _shapes = BuildingShapes.Of(Territory);
        _sun = new(Territory, _shapes, SurfaceModel.Build(Territory), _device);
        _weather = WeatherGenerator.Generate(MonthlyNormals.Zone(zone), 3);
    }

    public Territory Territory { get; }

    /// <summary>The table of the buildings after a year.</summary>
    /// <param name="parameters">Of the buildings.</param>
    /// <param name="warmer">Added to every hour [K].</param>
    /// <param name="works">On homes built before 1975; none when null.</param>
    public Table Year(BuildingsParameters parameters, float warmer = 0, RenovationPackage? works = null)
    {
        StockState stock = new(Territory.Buildings, _shapes.RoofSegments.Count);
        for (int b = 0; b < stock.Renovation.Length; b++)
            if (Territory.Buildings[b].Use == BuildingUse.Dwelling && Territory.Buildings[b].Built < 1975) stock.Renovation[b] = works;
        WeatherYear weather = _weather with { Hours = [.. _weather.Hours.Select(h => h with { DryBulb = h.DryBulb + warmer, SkyLongwave = 0 })] };
        using Simulation simulation = new(weather, _sun, new BuildingsModel(Territory, _shapes, stock, parameters, _device));
        simulation.WarmUp();
        while (!simulation.Done) simulation.Step();
        return simulation.Buildings.BuildingTable();
    }

    /// <summary>Heat needed per heated area of the homes of a period [kWh/m²].</summary>
    public static double NeedPerArea(Table table, int from, int to)
    {
        double[] built = table.Numbers("built"), need = table.Numbers("heating_need"), area = table.Numbers("heated_area");
        string[] use = table.Texts("use");
        int[] rows = [.. Enumerable.Range(0, use.Length).Where(b => use[b] == "dwelling" && built[b] >= from && built[b] <= to)];
        return rows.Sum(b => need[b]) / rows.Sum(b => area[b]);
    }

    public void Dispose()
    {
        _sun.Dispose();
        _device.Dispose();
    }
}
