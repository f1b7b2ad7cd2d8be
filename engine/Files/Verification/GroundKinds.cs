using TerritoryTwin.Heat;
using Double = TerritoryTwin.Compute.Double;

namespace TerritoryTwin.Files.Verification;

/// <summary>Cases of conduction in the ground.</summary>
internal static class GroundKinds
{
    public static CaseKind GroundWave { get; } = new(
        "ground-wave", "Ground under a surface whose temperature swings as a sine, begun on the exact solution and stepped to an instant.",
        [
            ("diffusivity", "[m²/s]"), ("mean", "of the surface [°C]"), ("amplitude", "[K]"), ("period", "[s]"), ("depth", "that is asked for [m]"), ("time", "of the instant, from the mean upwards [s]"),
            ("layer", "greatest thickness of the layers [m]; optional, 1/40 of the damping depth"), ("step", "greatest step in time [s]; optional, 1/4000 of the period"),
            ("implicitness", "weight of the end of a step, 0.5 to 1; optional, 0.5"),
        ],
        [("temperature", "[°C]"), ("damping_depth", "[m]"), ("exact", "[°C]")],
        inputs =>
        {
            double diffusivity = inputs.Number("diffusivity", 1e-9, 1e-3), mean = inputs.Number("mean", -100, 100), amplitude = inputs.Number("amplitude", 0, 100), period = inputs.Number("period", 1, 1e10);
            double damping = Math.Sqrt(diffusivity * period / Math.PI), depth = inputs.Number("depth", 0, 20 * damping), time = inputs.Number("time", 0, 100 * period);
            (double thickness, int count) = Thickness(depth, inputs.Number("layer", damping / 200, damping, damping / 40), 16 * damping);
            int steps = (int)Math.Ceiling(time / inputs.Number("step", period / 1e6, period, period / 4000));
            float implicitness = (float)inputs.Number("implicitness", 0.5, 1, 0.5);
            inputs.ThrowIfFaulty();
            double found = Column(diffusivity, thickness, count, depth, z => Exact(z, 0), t => Exact(0, t), time, steps, implicitness);
            return new Dictionary<string, double> { ["temperature"] = found, ["damping_depth"] = damping, ["exact"] = Exact(depth, time) };

            double Exact(double z, double t) => mean + amplitude * Math.Exp(-z / damping) * Math.Sin(2 * Math.PI * t / period - z / damping);
        });

    public static CaseKind GroundStep { get; } = new(
        "ground-step", "Ground without end whose surface jumps from 0 to 1.",
        [("diffusivity", "[m²/s]"), ("depth", "that is asked for [m]"), ("time", "after the jump [s]"), ("layers", "above that depth; optional, 50"), ("steps", "in time; optional, 2000")],
        [("temperature", "over the jump")],
        inputs =>
        {
            double diffusivity = inputs.Number("diffusivity", 1e-9, 1e-3), depth = inputs.Number("depth", 1e-4, 100), time = inputs.Number("time", 1e-3, 1e10);
            (double thickness, int count) = Thickness(depth, depth / inputs.Whole("layers", 1, 500, 50), depth + 10 * Math.Sqrt(diffusivity * time));
            int steps = inputs.Whole("steps", 1, 100_000, 2000);
            inputs.ThrowIfFaulty();
            return new Dictionary<string, double> { ["temperature"] = Column(diffusivity, thickness, count, depth, _ => 0, _ => 1, time, steps, 0.5f) };
        });

    // So that the depth is the middle of a layer.
    private static (double Thickness, int Count) Thickness(double depth, double greatest, double reach)
    {
        double thickness = depth > 0 ? depth / (Math.Ceiling(depth / greatest - 0.5) + 0.5) : greatest;
        return (thickness, (int)Math.Ceiling(reach / thickness));
    }

    private static double Column(double diffusivity, double thickness, int count, double depth, Func<double, double> start, Func<double, double> surface, double time, int steps, float implicitness)
    {
        Double[] each = [.. Enumerable.Repeat(new Double(thickness), count)], conductivity = [.. Enumerable.Repeat(new Double(diffusivity * 1e6), count)], capacity = [.. Enumerable.Repeat(new Double(1e6), count)];
        Double[] now = [.. Enumerable.Range(0, count).Select(k => new Double(start((k + 0.5) * thickness)))], next = new Double[count], work = new Double[count];
        Layers<Double> layers = new(each, conductivity, capacity);
        double dt = time / Math.Max(1, steps);
        for (int n = 0; n < steps; n++)
        {
            double outside = (1 - implicitness) * surface(n * dt) + implicitness * surface((n + 1) * dt);
            Conduction.Step(layers, now, LayerSide<Double>.OfTemperature(new(outside), layers.Top), LayerSide<Double>.OfFlux(0f), new(dt), implicitness, next, work);
            (now, next) = (next, now);
        }
        return depth == 0 ? surface(time) : now[(int)(depth / thickness)].V;
    }
}
