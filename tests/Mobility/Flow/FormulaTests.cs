using TerritoryTwin.Core;
using TerritoryTwin.Mobility;

namespace TerritoryTwin.Tests.Mobility.Flow;

public sealed class FormulaTests
{
    [Fact]
    public void A_road_in_cells_keeps_its_vehicles_and_never_holds_more_than_a_jam()
    {
        CellTransmission road = new(30, 100, 5, 20, 5, 0.2);
        Random random = new(5);
        road.Fill(_ => 0.2 * random.NextDouble());
        double before = On(road);
        for (int n = 0; n < 500; n++)
        {
            road.Step(0.8 * random.NextDouble(), 17, n % 90 < 45 ? 0 : 0.8);
            foreach (double k in road.Density) Assert.InRange(k, -1e-15, 0.2 + 1e-15);
            Assert.Equal(before + road.Entered, road.Left + On(road), tolerance: 1e-10);
        }

        static double On(CellTransmission road)
        {
            double on = 0;
            foreach (double k in road.Density) on += 100 * k;
            return on;
        }
    }

    [Fact]
    public void Halving_cells_and_steps_halves_the_error_of_a_smooth_queue()
    {
        // Congested throughout, so a bump of density goes upstream at w as it is; a step of half the longest smears it.
        double order = Math.Log2(Error(100) / Error(200));
        Assert.InRange(order, 0.8, 1.2);

        static double Error(int cells)
        {
            double dx = 4000.0 / cells, dt = 0.5 * dx / 20;
            CellTransmission road = new(cells, dx, dt, 20, 5, 0.2);
            road.Fill(c => Bump((c + 0.5) * dx));
            int steps = (int)Math.Round(100 / dt);
            for (int n = 0; n < steps; n++) road.Step(5 * (0.2 - 0.1));
            double error = 0;
            for (int c = 0; c < cells * 3 / 4; c++) error += dx * Math.Abs(road.Density[c] - Bump((c + 0.5) * dx + 500));
            return error;
        }

        static double Bump(double x) => 0.1 + 0.05 * Math.Exp(-(x - 2000) * (x - 2000) / (2 * 300 * 300));
    }

    [Fact]
    public void Steps_that_are_too_long_periods_that_overlap_and_full_signals_are_refused()
    {
        Assert.Contains("expected 5 s or less", Assert.Throws<TerritoryException>(() => new CellTransmission(3, 100, 6, 20, 5, 0.2)).Message, StringComparison.Ordinal);
        Assert.Contains("starts at 10 s or later", Assert.Throws<TerritoryException>(() => PointQueue.Of([new(0, 10, 1), new(5, 15, 1)], 1)).Message, StringComparison.Ordinal);
        Assert.Contains("nobody arrives", Assert.Throws<TerritoryException>(() => PointQueue.Of([new(0, 10, 1)], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("0 s of green in a cycle of 90 s", Assert.Throws<TerritoryException>(() => new Signal(90, 0, 0.5).UniformDelay(0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("95 s of green", Assert.Throws<TerritoryException>(() => new Signal(90, 95, 0.5).Capacity).Message, StringComparison.Ordinal);
        Assert.Contains("below 1", Assert.Throws<TerritoryException>(() => new Signal(60, 30, 0.5).WebsterDelay(0.25)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_that_is_gone_comes_back_with_the_next_peak()
    {
        PointQueue queue = PointQueue.Of([new(0, 100, 2), new(100, 400, 0), new(500, 600, 3)], 1);
        Assert.Equal(500, queue.Vehicles);
        Assert.Equal(200, queue.LongestQueue);
        Assert.Equal(800, queue.Cleared);
        Assert.Equal(0.5 * 100 * 200 + 0.5 * 200 * 300, queue.TotalDelay, tolerance: 1e-9);
    }
}
