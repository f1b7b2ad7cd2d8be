using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Heat.Streets;

public sealed class StreetHeatTests(ITestOutputHelper output)
{
    [Fact]
    public void A_month_of_a_town_closes_in_joules_and_kilograms_and_prints_its_day()
    {
        Territory town = TownGenerator.Generate(2000, 3);
        BuildingShapes shapes = BuildingShapes.Of(town);
        Grid fine = SurfaceModel.Build(town).Grid, grid = new((int)(fine.Rows * fine.CellSize / 25), (int)(fine.Columns * fine.CellSize / 25), 25, fine.West, fine.South);
        WeatherYear weather = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), 3);
        using HostDevice device = new();
        using StreetHeat heat = new(town, shapes, grid, [weather], new(2030, CalendarRules.France), new HeatParameters { On = true }, device);
        Outdoors now = new(weather);
        const int First = 24 * 180;
        heat.Begin(now.MeanDryBulb(First, 500));
        heat.BeginYear();
        int busiest = Enumerable.Range(0, grid.Count).MaxBy(n => heat.Cells.Canyon[n]), open = Enumerable.Range(0, grid.Count).MaxBy(n => heat.Cells.Grass[n]);
        output.WriteLine($"street: roof {heat.Cells.Roof[busiest]:0.00}, wall {heat.Cells.SeenWall[busiest]:0.00}, h/w {heat.Cells.Canyon[busiest]:0.00}, z0 {heat.Cells.Roughness[busiest]:0.00}, d {heat.Cells.Displacement[busiest]:0.00}; field: {heat.Cells.Grass[open]:0.00}");
        for (int hour = First; hour < First + 24 * 30; hour++)
        {
            now.Set(hour);
            heat.Step(now);
            heat.EndHour(hour);
            if (hour < First + 24 * 9 || hour >= First + 24 * 11) continue;
            float[] air = heat.Air.ToArray();
            StationAir above = StationAir.Of(now.Weather[0], 0.03);
            output.WriteLine($"{hour % 24,2} h: sun {now.Weather[0].GlobalHorizontalIrradiance,4:0}, wind {now.Weather[0].WindSpeed:0.0}, station {now.Weather[0].DryBulb:0.0}, at 50 m {above.Temperature:0.0} {above.Wind:0.0}; air street {air[busiest]:0.0}, field {air[open]:0.0}; "
                + string.Join(", ", heat.Surfaces.Select(s => $"{s.Name[..5]} {s.ToArray()[busiest]:0.0}")) + $"; field {heat.Surfaces[3].ToArray()[open]:0.0}");
        }
        foreach (Balance balance in heat.Balances(0))
        {
            output.WriteLine($"{balance.Name}: {balance.In:g6} {balance.Out:g6} {balance.Unit}, {balance.Relative:g2}");
            Assert.True(balance.Closes, balance.Name);
        }
        foreach (Total total in heat.Totals) output.WriteLine($"{total.Quantity.Name}: street {total.Read()[busiest] / 720:0.00}, field {total.Read()[open] / 720:0.00}");
    }
}
