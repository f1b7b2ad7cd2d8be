using TerritoryTwin.Air;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Air;

/// <summary>What is given off in streets: how much of it stays, where it goes, and that none is lost.</summary>
public sealed class PlumeTests(ITestOutputHelper output)
{
    private const double Exchange = 0.002, Depth = 6;                   // m/s, m
    private static readonly Grid Cells = new(40, 60, 25);

    // µg/(m² s) in a gram an hour in a cell.
    private static double Unit(Grid cells) => 1e6 / 3600 / (cells.CellSize * cells.CellSize);

    [Fact]
    public void Air_that_does_not_move_along_fills_as_a_box_does()
    {
        // V dc/dt = q − g c under a layer so deep that nothing is found in it, implicit in steps of an hour.
        using ReferenceDevice device = new();
        using StillStreets streets = new(Cells, device, (_, _) => Depth, (_, _) => Exchange, (_, _) => 0);
        streets.Give((x, y) => 1 + x % 3);
        double ratio = 1 / (1 + Exchange * 3600 / Depth);
        for (int hour = 1; hour <= 12; hour++)
        {
            streets.Step(1, 0, 0, layer: 1e9);
            float[] street = streets.Street;
            for (int n = 0; n < Cells.Count; n++)
                Assert.Equal(1, street[n] / ((1 + n % Cells.Columns % 3) * Unit(Cells) / Exchange * (1 - Math.Pow(ratio, hour))), 1e-5);
        }
        Assert.InRange(Math.Pow(ratio, 12), 0, 1e-3);                   // so that the last is the steady box, q/g
    }

    [Fact]
    public void Behind_a_road_across_the_wind_the_plume_thins_by_what_each_street_lets_up()
    {
        using ReferenceDevice device = new();
        const double wind = 2, along = 1.5;
        using StillStreets streets = new(Cells, device, (_, _) => Depth, (_, _) => 10 * Exchange, (_, _) => along);
        streets.Give((x, _) => x == 10 ? 4 : 0);
        streets.Step(40, wind, 0, layer: 1e9);
        double through = along * wind / Cells.CellSize, kept = through / (through + 10 * Exchange), first = 4 * Unit(Cells) / (through + 10 * Exchange);
        float[] row = streets.Street[(30 * Cells.Columns)..][..Cells.Columns];
        Assert.All(row[..10], c => Assert.Equal(0, c, 1e-6f));            // what the deep layer holds is between four of its cells
        for (int x = 10; x < Cells.Columns; x++) Assert.Equal(1, row[x] / (first * Math.Pow(kept, x - 10)), 1e-4);
    }

    [Fact]
    public void Finer_cells_come_to_the_exponential_of_the_way_at_first_order()
    {
        // m u dc/dx = −g c behind the road: e^(−g x / m u), met 300 m behind it from 100 m behind it.
        const double wind = 2, along = 1.5;
        double exact = Math.Exp(-10 * Exchange * 200 / (along * wind));
        double[] errors = [.. new[] { 25.0, 12.5 }.Select(side =>
        {
            Grid cells = new(4, (int)(800 / side), side);
            using ReferenceDevice device = new();
            using StillStreets streets = new(cells, device, (_, _) => Depth, (_, _) => 10 * Exchange, (_, _) => along);
            int road = (int)(100 / side);
            streets.Give((x, _) => x == road ? 4 : 0);
            streets.Step(40, wind, 0, layer: 1e9);
            float[] row = streets.Street[..cells.Columns];
            return row[road + (int)(300 / side)] / row[road + (int)(100 / side)] - exact;
        })];
        Assert.InRange(Math.Log2(errors[0] / errors[1]), 0.8, 1.2);
    }

    [Fact]
    public void Along_the_wind_the_layer_holds_what_the_town_before_it_gave_off()
    {
        // u dL/dx = q: a load that grows with the way, q x / u, once the air has crossed the town.
        using ReferenceDevice device = new();
        Grid cells = new(40, 400, 50);
        using StillStreets streets = new(cells, device, (_, _) => Depth, (_, _) => 20 * Exchange, (_, _) => 0);
        streets.Give((_, _) => 1);
        const double wind = 4, layer = 400;
        streets.Step(6, wind, 0, layer);
        float[] load = streets.Plume.Load.ToArray(), street = streets.Street;
        int columns = cells.Columns / 5, row = 4;
        for (int x = 10; x < columns; x++) Assert.Equal(1, load[row * columns + x] / (Unit(cells) * (x + 0.5) * 250 / wind), 0.03);
        int there = 20 * cells.Columns + 300;
        Assert.Equal(1, street[there] / (Unit(cells) / (20 * Exchange) + Unit(cells) * 300 * 50 / wind / layer), 0.03);
    }

    [Fact]
    public void In_a_closed_valley_all_that_is_given_stays()
    {
        using ReferenceDevice device = new();
        using StillStreets streets = new(Cells, device, (_, _) => Depth, (_, _) => 20 * Exchange, (_, _) => 1);
        streets.Give((_, _) => 1);
        streets.Step(30, 0, 0, layer: 100);
        double held = streets.Street.Sum(c => c * Depth * 625e-6) + streets.Plume.Load.ToArray().Sum(l => l * 62500e-6);
        Assert.Equal(1, held / (30 * Cells.Count), 1e-5);
        Assert.InRange(streets.Balance.Relative, 0, 1e-5);
    }

    [Theory]
    [InlineData(3, 1.5)]
    [InlineData(-2, 4)]
    [InlineData(0.4, -0.3)]
    [InlineData(-12, -1)]
    public void What_is_given_off_leaves_the_territory_or_is_in_its_air_and_is_never_below_nothing(double east, double north)
    {
        using HostDevice device = new();
        Random random = new(5);
        Grid cells = new(47, 73, 25);
        using StillStreets streets = new(cells, device, (_, _) => 1 + 9 * random.NextDouble(), (_, _) => 0.002 + 0.05 * random.NextDouble(), (_, _) => 0.2 + 4 * random.NextDouble());
        double depth = 200, worst = 0;
        for (int hour = 0; hour < 72; hour++)
        {
            int clock = hour % 24;
            double next = clock is > 6 and < 18 ? Math.Min(1500, depth * 1.4) : 120;
            streets.Give((x, y) => random.NextDouble() < 0.1 ? 20 * random.NextDouble() * (clock is > 5 and < 22 ? 1 : 0.1) : 0);
            streets.Step(1, east, north, next, depth);
            depth = next;
            Assert.All(streets.Street, c => Assert.InRange(c, 0, 1e5f));
            worst = Math.Max(worst, streets.Balance.Relative);
        }
        output.WriteLine($"{streets.Balance.In:0.0} g, off by {streets.Balance.Relative:g2} at the end and {worst:g2} at most; {streets.Street.Max():0.0} µg/m³ at most, {streets.Plume.Load.ToArray().Min():g2} the least load");
        Assert.InRange(worst, 0, 1e-5);
    }

    [Fact]
    public void More_wind_and_more_exchange_leave_less_in_the_street()
    {
        using ReferenceDevice device = new();
        double Mean(double wind, double exchange)
        {
            using StillStreets streets = new(Cells, device, (_, _) => Depth, (_, _) => exchange, (_, _) => 1.5);
            streets.Give((_, y) => y == 20 ? 3 : 0);
            streets.Step(10, wind, 0, layer: 300);
            return streets.Street.Average();
        }
        Assert.True(Mean(1, 0.02) > Mean(4, 0.02));
        Assert.True(Mean(1, 0.01) > Mean(1, 0.02));
    }

    [Theory]
    [InlineData(10, 7.41)]
    [InlineData(50, 28.9)]
    [InlineData(100, 45.3)]
    public void Nitrogen_dioxide_is_most_of_little_and_less_of_much(double oxides, double dioxide)
    {
        // 103/(NOx + 130) + 0.005 by hand: 0.7407, 0.5772, 0.4528.
        Assert.Equal(dioxide, NitrogenDioxide.Of(oxides), 0.05);
    }
}
