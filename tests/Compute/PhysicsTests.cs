using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Tests.Compute;

/// <summary>What the equations of the example kernels demand, on every device.</summary>
public sealed class PhysicsTests
{
    [Fact]
    public void Halving_the_cells_quarters_the_error_of_a_decaying_cosine()
    {
        foreach (Device device in CardTests.HostsAndCards())
        {
            using (device) Assert.InRange(Math.Log2(CosineError(device, 16) / CosineError(device, 32)), 1.9, 2.1);
        }
    }

    [Fact]
    public void An_insulated_territory_keeps_its_heat()
    {
        using HostDevice device = new(2);
        Grid grid = new(40, 70, 5);
        using Field heat = HostDeviceTests.Random(grid, device, 1, 0, 2);
        double before = device.Sum(heat);
        Diffusion(device, grid, heat, steps: 200, dt: 1);
        Assert.Equal(before, device.Sum(heat), tolerance: 1e-6 * before);
        Assert.True(device.Max(heat) - device.Min(heat) < 1);
    }

    [Fact]
    public void Surroundings_of_one_temperature_bring_the_territory_to_it()
    {
        using HostDevice device = new(1);
        Grid grid = new(6, 9, 1);
        using Field heat = new(grid, device, new("heat", "degC", "test"), boundary: Boundary.Open(7));
        Diffusion(device, grid, heat, steps: 600, dt: 0.1f);
        Assert.Equal(7, device.Min(heat), tolerance: 1e-3f);
        Assert.Equal(7, device.Max(heat), tolerance: 1e-5f);
    }

    [Fact]
    public void A_derivative_is_what_central_differences_approach()
    {
        Grid grid = new(7, 9, 10);
        using DualDevice dual = new();
        using Field air = HostDeviceTests.Random(grid, dual, 1, 15, 25), surface = HostDeviceTests.Random(grid, dual, 2, 20, 40), wind = HostDeviceTests.Random(grid, dual, 3, -1, 1);
        for (int step = 0; step < 4; step++)
        {
            dual.Run(grid, new StepAir(air.Now, surface.Now, wind.Now, air.Next, new Uniform(15) { Derivative = 1 }, mixing: 2, cellSize: 10, dt: 5));
            air.Advance();
        }
        float[] exact = dual.Derivatives(air), more = AfterFour(15.5f), less = AfterFour(14.5f);
        for (int k = 0; k < exact.Length; k++) Assert.Equal((more[k] - less[k]) / 1.0, exact[k], tolerance: 2e-5);   // floats of 25 °C end at 1e-6

        float[] AfterFour(float transfer)
        {
            using ReferenceDevice device = new();
            using Field t = HostDeviceTests.Random(grid, device, 1, 15, 25), s = HostDeviceTests.Random(grid, device, 2, 20, 40), u = HostDeviceTests.Random(grid, device, 3, -1, 1);
            for (int step = 0; step < 4; step++)
            {
                device.Run(grid, new StepAir(t.Now, s.Now, u.Now, t.Next, transfer, mixing: 2, cellSize: 10, dt: 5));
                t.Advance();
            }
            return t.ToArray();
        }
    }

    [Theory]
    [InlineData(0.7, 1.3), InlineData(2.5, -0.4)]
    public void Every_function_knows_its_derivative(double x, double y)
    {
        (string Name, Func<Dual, Dual, Dual> F)[] functions =
        [
            ("divide", (a, b) => a / b), ("sqrt", (a, b) => Dual.Sqrt(a) * b), ("exp", (a, b) => Dual.Exp(a * b)), ("log", (a, b) => Dual.Log(a) - b),
            ("pow", Dual.Pow), ("sin", (a, b) => Dual.Sin(a * b)), ("cos", (a, b) => Dual.Cos(a - b)), ("atan2", Dual.Atan2), ("abs", (a, b) => Dual.Abs(a * b)),
        ];
        const double h = 1e-5;
        foreach ((string name, Func<Dual, Dual, Dual> f) in functions)
        {
            double slope = (f(new(x + h, 0), new(y + 2 * h, 0)).V - f(new(x - h, 0), new(y - 2 * h, 0)).V) / (2 * h);
            double exact = f(new(x, 1), new(y, 2)).D;
            Assert.True(Math.Abs(slope - exact) <= 1e-7 * (1 + Math.Abs(exact)), $"{name}: {exact}, differences {slope}");
        }
    }

    /// <summary>Largest error of cos kx after a fixed time, on a periodic square; the step in time is small enough not to show.</summary>
    private static double CosineError(Device device, int cells)
    {
        const double length = 32, mixing = 1, time = 2;
        Grid grid = Grid.Square(cells, length / cells);
        double k = 2 * Math.PI / length, dt = 0.02 * (16.0 / cells) * (16.0 / cells);
        using Field field = new(grid, device, new("cosine", "1", "test"), boundary: Boundary.Periodic);
        float[] start = [.. Enumerable.Range(0, grid.Count).Select(c => (float)Math.Cos(k * grid.X(c % cells)))];
        field.Write(start);
        int steps = (int)Math.Round(time / dt);
        Diffusion(device, grid, field, steps, (float)dt);
        double decay = Math.Exp(-mixing * k * k * time);
        float[] end = field.ToArray();
        return Enumerable.Range(0, cells).Max(c => Math.Abs(end[c] - decay * Math.Cos(k * grid.X(c))));
    }

    private static void Diffusion(Device device, Grid grid, Field field, int steps, float dt)
    {
        for (int step = 0; step < steps; step++)
        {
            device.Run(grid, new Diffuse(field.Now, field.Next, mixing: 1, (float)grid.CellSize, dt));
            field.Advance();
        }
    }
}
