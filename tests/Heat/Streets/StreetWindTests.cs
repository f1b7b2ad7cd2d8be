using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using TerritoryTwin.Solar;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Tests.Heat.Streets;

/// <summary>Air that the wind carries along the streets.</summary>
public sealed class StreetWindTests(ITestOutputHelper output)
{
    private static readonly Grid Cells = new(20, 30, 25);

    [Fact]
    public void Air_alone_in_a_row_of_equal_streets_forgets_what_was_before_it_as_the_exponential_of_its_way()
    {
        // stiffness 30 W/(m² K), 60 W/(m² K) through each face: one cell keeps 60/90 of what comes in.
        using ReferenceDevice device = new();
        using Field air = Of(device, (_, _) => 20), alone = Of(device, (x, _) => x < 10 ? 25 : 20), stiff = Of(device, (_, _) => 30), along = Of(device, (_, _) => 2), above = Of(device, (_, _) => 18);
        for (int turn = 0; turn < 60; turn++)
        {
            device.Run(Cells, new CarryAlong(air.Now, air.Next, alone.Now, stiff.Now, along.Now, above.Now, east: 30, north: 0));
            air.Advance();
        }
        float[] row = air.ToArray()[..Cells.Columns];
        Assert.Equal(25, row[9], 1e-4);
        for (int x = 10; x < Cells.Columns; x++) Assert.Equal(20 + 5 * Math.Pow(2 / 3.0, x - 9), row[x], 1e-3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void What_the_cells_gain_is_what_the_layer_above_loses_whatever_the_turns(int turns)
    {
        using ReferenceDevice device = new();
        Random random = new(4);
        // No air passes the outermost cells, so that nothing enters or leaves.
        double Along(int x, int y) => x == 0 || y == 0 || x == Cells.Columns - 1 || y == Cells.Rows - 1 ? 0 : 0.3 + 3 * random.NextDouble();
        using Field air = Of(device, (_, _) => 20), alone = Of(device, (_, _) => 20 + 4 * random.NextDouble()), stiff = Of(device, (_, _) => 30 + 40 * random.NextDouble()), along = Of(device, Along), above = Of(device, (_, _) => 18);
        using Field shift = Of(device, (_, _) => random.NextDouble() - 0.3), up = Of(device, (_, _) => 0);
        double given = Heat();
        for (int turn = 0; turn < turns; turn++)
        {
            device.Run(Cells, new CarryAlong(air.Now, air.Next, alone.Now, stiff.Now, along.Now, above.Now, east: 40, north: -25));
            air.Advance();
        }
        device.Run(Cells, new SettleCarried(air.Now, alone.Now, stiff.Now, shift.Now, along.Now, above.Now, up.Now, east: 40, north: -25));
        Assert.True(given > 1000);
        Assert.Equal(-given, up.ToArray().Sum(static u => (double)u), 1e-4 * given);
        Assert.InRange(air.ToArray().Min(), 18, 24);
        Assert.InRange(air.ToArray().Max(), 18, 24);

        // That the step gave to all cells [W/m²].
        double Heat() => stiff.ToArray().Zip(shift.ToArray(), static (k, s) => (double)k * s).Sum();
    }

    [Theory]
    [InlineData(270)]
    [InlineData(90)]
    public void A_park_cools_the_street_behind_it_and_not_the_one_before_it(double from)
    {
        // A park of 200 m between two halves of pavement; the hot afternoon of a July week.
        using HostDevice device = new();
        Territory place = new()
        {
            Name = "", Epsg = 2154, Latitude = 44, Longitude = 2, Terrain = new Raster(new Grid(1, 1, 2000), new float[1]), Buildings = [],
            Vegetation = [new("park", Box(400, 600), "forest", 12, "")], Roads = [.. Pavement(0, 400), .. Pavement(600, 1000)],
        };
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H2c"), 3);
        year = year with { Hours = [.. year.Hours.Select(h => h with { WindSpeed = 2, WindDirection = from })] };
        using StreetHeat heat = new(place, BuildingShapes.Of(place), new Grid(4, 40, 25), [year], new(2030, CalendarRules.France), new HeatParameters { On = true }, device);
        Outdoors now = new(year);
        heat.Begin(now.MeanDryBulb(24 * 200, 240));
        heat.BeginYear();
        double[] afternoon = new double[40];
        for (int hour = 24 * 200; hour < 24 * 207; hour++)
        {
            now.Set(hour);
            heat.Step(now);
            heat.EndHour(hour);
            if (hour % 24 is >= 12 and <= 16)
                for (int x = 0; x < 40; x++) afternoon[x] += heat.Air.ToArray()[40 + x] / 35;
        }
        output.WriteLine(string.Join(' ', afternoon.Select(t => t.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture))));
        (int near, int far, int before) = from == 270 ? (27, 38, 12) : (12, 1, 27);
        Assert.InRange(afternoon[far] - afternoon[near], 0.2, 3);
        Assert.InRange(Math.Abs(afternoon[far] - afternoon[before]), 0, 0.4 * (afternoon[far] - afternoon[near]));
        foreach (Balance balance in heat.Balances(0)) Assert.True(balance.Closes, balance.Name);

        static Polygon Box(double west, double east) => new(new([west, east, east, west], [0, 0, 100, 100]), []);
        // Roads side by side: nothing but asphalt.
        static IEnumerable<Road> Pavement(double west, double east) => Enumerable.Range(0, 10).Select(k => new Road($"{west} {k}", [west, east], [10 * k + 5, 10 * k + 5], Known<RoadClass>.Measured(RoadClass.Motorway), ""));
    }

    private static Field Of(Device device, Func<int, int, double> value)
    {
        Field field = new(Cells, device, new("value", "1", "value"));
        field.Write([.. Enumerable.Range(0, Cells.Count).Select(n => (float)value(n % Cells.Columns, n / Cells.Columns))]);
        return field;
    }
}
