using TerritoryTwin.Buildings;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Solar;
using TerritoryTwin.Tests.Measures;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Buildings;

/// <summary>A generated town, and years of its homes under one weather or another.</summary>
internal sealed class SmallTown : IDisposable
{
    private readonly Device _device = Devices.Named("host");
    private readonly BuildingShapes _shapes;
    private readonly Horizons _horizons;
    private readonly WeatherYear _weather;

    public SmallTown(int inhabitants, string zone = "H2b")
    {
        Territory = TownGenerator.Generate(inhabitants, 12);
        _shapes = BuildingShapes.Of(Territory);
        _horizons = new(HorizonTables.Scan(Territory, _shapes, SurfaceModel.Build(Territory), _device), _shapes, _device);
        _weather = WeatherGenerator.Generate(MonthlyNormals.Zone(zone), 3);
    }

    public Territory Territory { get; }

    /// <summary>The table of the buildings after a year.</summary>
    /// <param name="parameters">Of the buildings.</param>
    /// <param name="warmer">Added to every hour [K].</param>
    /// <param name="works">On homes built before 1975; none when null.</param>
    public Table Year(BuildingsParameters parameters, float warmer = 0, RenovationPackage? works = null)
    {
        Territory after = Territory.WithWorks(works, b => b.Use == BuildingUse.Dwelling && b.Built < 1975);
        WeatherYear weather = _weather with { Hours = [.. _weather.Hours.Select(h => h with { DryBulb = h.DryBulb + warmer, SkyLongwave = 0 })] };
        using Simulation simulation = new(new Setup
        {
            Territory = after, Shapes = _shapes, Horizons = _horizons, Cells = Territory.Terrain.Grid, Weather = [weather], Calendar = new Calendar(2001, CalendarRules.France), BuildingsParameters = [parameters],
        });
        simulation.WarmUp();
        while (!simulation.Done) simulation.Step();
        return simulation.Year().Buildings;
    }

    /// <summary>Heat needed per heated area of the homes of a period [kWh/m²].</summary>
    public static double NeedPerArea(Table table, int from, int to)
    {
        double[] need = table.Numbers("heating_need"), area = table.Numbers("heated_area");
        int[] homes = Homes(table, from, to);
        return homes.Sum(b => need[b]) / homes.Sum(b => area[b]);
    }

    /// <summary>Heat used over heat calculated that is found at such losses and with such systems and incomes, weighted with the calculated heat.</summary>
    public double ExpectedShare(Table calculated, int from, int to)
    {
        double[] need = calculated.Numbers("heating_need"), area = calculated.Numbers("heated_area"), loss = calculated.Numbers("loss");
        Occupants[] occupants = Occupants.Of(Territory, BuildingsParameters.Default.Seed);
        int[] homes = Homes(calculated, from, to);
        return homes.Sum(b => need[b] * Thrift.Now(Territory.Buildings[b], occupants[b]) * Comfort.UsedOverExpected(Comfort.ExpectedHeat(loss[b] / area[b]))) / homes.Sum(b => need[b]);
    }

    /// <summary>Share of the dwellings whose estimated label is one of some letters.</summary>
    public static double ShareInClasses(Table table, string letters)
    {
        int[] homes = Homes(table, 0, 3000);
        return letters.Sum(Of) / "ABCDEFG".Sum(Of);

        double Of(char letter) => homes.Select(b => table.Numbers($"homes_{char.ToLowerInvariant(letter)}")[b]).Where(double.IsFinite).Sum();
    }

    private static int[] Homes(Table table, int from, int to)
    {
        double[] built = table.Numbers("built");
        string[] use = table.Texts("use");
        return [.. Enumerable.Range(0, use.Length).Where(b => use[b] == "dwelling" && built[b] >= from && built[b] <= to)];
    }

    public void Dispose()
    {
        _horizons.Dispose();
        _device.Dispose();
    }
}
