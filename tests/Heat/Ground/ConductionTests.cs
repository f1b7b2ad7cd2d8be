using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Verification;
using TerritoryTwin.Heat;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Tests.Heat;

public sealed class ConductionTests
{
    private static readonly Double[] Thickness = [new(0.03), new(0.1), new(0.3), new(0.8)], Conductivity = [new(0.75), new(1.5), new(0.3), new(1.1)], Capacity = [new(1.9e6), new(2e6), new(1.2e6), new(2.4e6)];

    [Theory]
    [InlineData(0.5f), InlineData(1)]
    public void What_layers_gain_is_what_came_in(float implicitness)
    {
        Layers<Double> layers = new(Thickness, Conductivity, Capacity);
        Double[] now = [new(31), new(24), new(19), new(14)], next = new Double[4], work = new Double[4];
        double before = Heat(now), came = 0;
        for (int hour = 0; hour < 1000; hour++)
        {
            LayerSide<Double> top = LayerSide<Double>.OfExchange(new(300 * Math.Max(0, Math.Sin(hour * Math.PI / 12))), new(18), new(20 + 5 * Math.Sin(hour * Math.PI / 12)), layers.Top);
            LayerFluxes<Double> fluxes = Conduction.Step(layers, now, top, LayerSide<Double>.OfTemperature(new(12), layers.Bottom), new(3600), implicitness, next, work);
            came += 3600 * (fluxes.Top.V + fluxes.Bottom.V);
            (now, next) = (next, now);
        }
        Assert.Equal(Heat(now) - before, came, tolerance: 1e-9 * 1e8);

        static double Heat(Double[] t) => Enumerable.Range(0, 4).Sum(k => t[k].V * Thickness[k].V * Capacity[k].V);
    }

    [Fact]
    public void Any_step_leads_between_the_temperatures_of_both_sides()
    {
        Layers<Double> layers = new(Thickness, Conductivity, Capacity);
        foreach (double dt in new[] { 1, 3600, 1e6, 1e12 })
        {
            Double[] now = [new(40), new(10), new(35), new(5)], next = new Double[4], work = new Double[4];
            Conduction.Step(layers, now, LayerSide<Double>.OfTemperature(new(30), layers.Top), LayerSide<Double>.OfTemperature(new(12), layers.Bottom), new(dt), 1, next, work);
            Assert.All(next, t => Assert.InRange(t.V, 5, 40));
            if (dt == 1e12) Assert.All(next, t => Assert.InRange(t.V, 12, 30));
        }
    }

    [Fact]
    public void A_steady_flux_is_the_one_through_resistances_in_series()
    {
        Layers<Double> layers = new(Thickness, Conductivity, Capacity);
        Double[] now = [new(20), new(20), new(20), new(20)], next = new Double[4], work = new Double[4];
        double resistance = 1 / 18.0 + Enumerable.Range(0, 4).Sum(k => Thickness[k].V / Conductivity[k].V);
        LayerFluxes<Double> fluxes = Conduction.Step(layers, now, LayerSide<Double>.OfExchange(new(0), new(18), new(30), layers.Top), LayerSide<Double>.OfTemperature(new(12), layers.Bottom), new(1e15), 1, next, work);
        Assert.Equal(18 / resistance, fluxes.Top.V, tolerance: 1e-6);
        Assert.Equal(-18 / resistance, fluxes.Bottom.V, tolerance: 1e-6);
    }

    [Fact]
    public void Halving_layers_and_steps_quarters_the_error_of_a_wave()
    {
        double coarse = Error("0.1", "200000", "0.5"), fine = Error("0.05", "100000", "0.5");
        Assert.InRange(Math.Log2(coarse / fine), 1.8, 2.2);
        double coarseImplicit = Error("0.02", "400000", "1"), fineImplicit = Error("0.02", "200000", "1");
        Assert.InRange(Math.Log2(coarseImplicit / fineImplicit), 0.8, 1.2);

        static double Error(string layer, string step, string implicitness)
        {
            string folder = Directory.CreateTempSubdirectory("twin-ground-").FullName;
            try
            {
                File.WriteAllText(Path.Combine(folder, "case.yaml"),
                    $"kind: ground-wave\ninputs: {{ diffusivity: 6e-7, amplitude: 10, mean: 12, period: 31557600, depth: 1.05, time: 10000000, layer: {layer}, step: {step}, implicitness: {implicitness} }}\n" +
                    "expected: { temperature: 0, exact: 0 }\ntolerance: 100\n");
                IReadOnlyList<CaseResult> results = CaseRunner.Run(new CaseFile(folder));
                return Math.Abs(results.Single(r => r.Quantity == "temperature").Found - results.Single(r => r.Quantity == "exact").Found);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    [Fact]
    public void A_year_of_hours_in_float32_loses_no_heat()
    {
        using HostDevice host = new(2);
        Grid grid = new(3, 40, 10);
        Field[] layers = [.. Enumerable.Range(0, 4).Select(k => new Field(grid, host, new($"layer{k}", "°C", "test")))];
        using Field came = new(grid, host, new("came", "J/m²", "test"));
        foreach (Field layer in layers) layer.Fill(15);
        double heat = 0;
        for (int hour = 0; hour < 8760; hour++)
        {
            host.Run(grid, new HeatGround(new(layers[0].Now, layers[1].Now, layers[2].Now, layers[3].Now), came.Now, (float)(400 * Math.Max(0, Math.Sin(hour * Math.PI / 12)) - 60), 3600));
            heat += came.ToArray()[7];
        }
        double gained = Enumerable.Range(0, 4).Sum(k => (layers[k].ToArray()[7] - 15) * HeatGround.Capacities[k] * HeatGround.Thicknesses[k]);
        Assert.InRange(Math.Abs(gained - heat), 0, 20_000);                     // of some 10⁹ J that passed: 0.005 K of the column
        foreach (Field layer in layers) layer.Dispose();
    }
}

/// <summary>Temperatures of four layers [°C].</summary>
internal readonly record struct FourLayers(View Layer0, View Layer1, View Layer2, View Layer3);

/// <summary>Steps four layers of ground under a given flux and an exchange with air of 20 °C.</summary>
internal readonly struct HeatGround([Plausible(0, 40)] FourLayers layers, View came, [Plausible(-100, 600)] Uniform absorbed, [Plausible(60, 3600)] Uniform dt) : ICellKernel
{
    public static readonly float[] Thicknesses = [0.03f, 0.1f, 0.3f, 0.8f], Capacities = [1.9e6f, 2e6f, 1.2e6f, 2.4e6f];

    public void Run<R, C>(ref C cell) where R : struct, IReal<R> where C : struct, ICell<R>
    {
        ReadOnlySpan<R> thickness = [Thicknesses[0], Thicknesses[1], Thicknesses[2], Thicknesses[3]], conductivity = [0.75f, 1.5f, 0.3f, 1.1f], capacity = [Capacities[0], Capacities[1], Capacities[2], Capacities[3]];
        ReadOnlySpan<R> now = [cell[layers.Layer0], cell[layers.Layer1], cell[layers.Layer2], cell[layers.Layer3]];
        Span<R> next = [0f, 0f, 0f, 0f], work = [0f, 0f, 0f, 0f];
        Layers<R> ground = new(thickness, conductivity, capacity);
        LayerFluxes<R> fluxes = Conduction.Step(ground, now, LayerSide<R>.OfExchange(cell[absorbed], 18f, 20f, ground.Top), LayerSide<R>.OfFlux(0f), cell[dt], 1, next, work);
        cell[layers.Layer0] = next[0];
        cell[layers.Layer1] = next[1];
        cell[layers.Layer2] = next[2];
        cell[layers.Layer3] = next[3];
        cell[came] = fluxes.Top * cell[dt];
    }
}
