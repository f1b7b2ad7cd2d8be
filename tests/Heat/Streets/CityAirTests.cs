using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Heat.Streets;

/// <summary>The mixed layer over a territory: what goes up is kept, and goes where the wind goes.</summary>
public sealed class CityAirTests
{
    private static readonly Grid Cells = new(48, 64, 250);

    [Fact]
    public void A_cloud_keeps_its_amount_and_moves_as_far_as_the_wind()
    {
        using ReferenceDevice device = new();
        using Field cloud = Of(device, (x, y) => Math.Exp(-((x - 20) * (x - 20) + (y - 30) * (y - 30)) / 8)), nothing = Of(device, (_, _) => 0), column = Of(device, (x, _) => x), row = Of(device, (_, y) => y);
        (double amount, double east, double north) = Centre(cloud);
        for (int step = 0; step < 5; step++)
        {
            device.Run(Cells, new Drift(cloud.Now, nothing.Now, cloud.Next, column.Now, row.Now, east: 2.3f, north: -1.7f, kept: 1, turns: 3, perTurn: 1 / 3f));
            cloud.Advance();
        }
        (double after, double afterEast, double afterNorth) = Centre(cloud);
        Assert.Equal(1, after / amount, 1e-6);
        Assert.Equal((5 * 2.3, -5 * 1.7), (Math.Round(afterEast - east, 4), Math.Round(afterNorth - north, 4)));
    }

    [Fact]
    public void What_is_given_off_in_a_step_lies_along_the_wind_and_sums_to_it()
    {
        using ReferenceDevice device = new();
        using Field air = Of(device, (_, _) => 0), chimney = Of(device, (x, y) => x == 10 && y == 20 ? 12 : 0), column = Of(device, (x, _) => x), row = Of(device, (_, y) => y);
        device.Run(Cells, new Drift(air.Now, chimney.Now, air.Next, column.Now, row.Now, east: 6, north: 0, kept: 1, turns: 12, perTurn: 1 / 12f));
        air.Advance();
        float[] values = air.ToArray();
        Assert.Equal(12, values.Sum(v => (double)v), 1e-4);
        Assert.Equal([0, 1, 2, 2, 2, 2, 2, 1, 0], Enumerable.Range(9, 9).Select(x => Math.Round(values[20 * Cells.Columns + x], 4)));      // pieces at 1/4, 3/4, 5/4 … cells, each between two cells
    }

    [Fact]
    public void The_country_behind_a_town_is_warmer_than_the_country_before_it()
    {
        using HostDevice device = new();
        Territory town = TownGenerator.Generate(20000, 5);
        double[] x = [.. town.Buildings.Select(b => b.Footprint.Outer.X[0])], y = [.. town.Buildings.Select(b => b.Footprint.Outer.Y[0])];
        Grid cells = new((int)((y.Max() - y.Min() + 2000) / 100), (int)((x.Max() - x.Min() + 6000) / 100), 100, x.Min() - 3000, y.Min() - 1000);
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), 3);
        year = year with { Hours = [.. year.Hours.Select(h => h with { WindSpeed = 3, WindDirection = 270 })] };
        using StreetHeat heat = new(town, BuildingShapes.Of(town), cells, [year], new(2030, CalendarRules.France), new HeatParameters { On = true }, device);
        Outdoors now = new(year);
        heat.Begin(now.MeanDryBulb(24 * 190, 240));
        heat.BeginYear();
        double west = 0, east = 0;
        for (int hour = 24 * 190; hour < 24 * 194; hour++)
        {
            now.Set(hour);
            heat.Step(now);
            if (hour % 24 is > 3 and < 22) continue;
            float[] above = heat.AirAbove.ToArray();
            west += Mean(above, column => column < 10);
            east += Mean(above, column => column >= cells.Columns - 10);
        }
        Assert.InRange((east - west) / (4 * 6), 0.02, 1);

        double Mean(float[] values, Func<int, bool> where) => Enumerable.Range(0, cells.Count).Where(n => where(n % cells.Columns)).Average(n => values[n]);
    }

    [Fact]
    public void The_layer_grows_with_the_sun_and_is_thin_at_night()
    {
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), 3);
        double[] depths = CityAir.DepthsOf(year.Latitude, [.. year.Hours.Select(h => StationAir.Of(h, 0.03))]);
        double[] july = [.. Enumerable.Range(0, 24).Select(clock => Enumerable.Range(181, 31).Average(d => depths[24 * d + clock]))], january = [.. Enumerable.Range(0, 24).Select(clock => Enumerable.Range(0, 31).Average(d => depths[24 * d + clock]))];
        Assert.InRange(july.Max(), 1000, 2200);                // Stull 1988: one to two kilometres on summer afternoons
        Assert.InRange(january.Max(), 150, 900);
        Assert.InRange(july[2], 80, 400);
        Assert.Equal(80, depths.Min());
    }

    private static Field Of(Device device, Func<int, int, double> value)
    {
        Field field = new(Cells, device, new("value", "1", "value"), boundary: Boundary.Open(0));
        field.Write([.. Enumerable.Range(0, Cells.Count).Select(n => (float)value(n % Cells.Columns, n / Cells.Columns))]);
        return field;
    }

    private static (double Amount, double East, double North) Centre(Field field)
    {
        float[] values = field.ToArray();
        double all = values.Sum(v => (double)v);
        return (all, values.Select((v, n) => (double)v * (n % Cells.Columns)).Sum() / all, values.Select((v, n) => (double)v * (n / Cells.Columns)).Sum() / all);
    }
}
