using System.Diagnostics;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;

namespace TerritoryTwin.Bench;

/// <summary>Speeds as ratios of speeds measured in the same run, so that a noisy machine matters less. Each time is the best of several.</summary>
internal static class Ratios
{
    private static readonly Grid Grid = Grid.Square(4096, 10), Small = Grid.Square(256, 10);
    private static readonly Stock Town = new(100_000);

    public static int Run(string[] args) => Records.Run("ratios", args, Measure);

    /// <summary>The table of a device.</summary>
    public static string Measure(Device device)
    {
        StringBuilder text = new();
        text.Append(Records.Heading("Ratios", device));
        text.Append($"Grid of {Grid.Rows} × {Grid.Columns} cells ({Grid.Count * 4L >> 20} MiB a field), stock of {Town.Count} buildings, scalar loop on {Small.Rows} × {Small.Columns} cells.\n\n");
        text.Append("| what | measured | possible | ratio | goal |\n| --- | ---: | ---: | ---: | ---: |\n");
        double peak = Arithmetic(device);
        text.Append($"| arithmetic, {Recordings<Bench.Arithmetic>.Of.Operations} operations a cell | {peak / 1e9:f0} GFLOP/s | | | |\n");
        using (GridFields fields = new(device, Grid))
        {
            double[] times = Best(device, () => device.Run(Grid, new Copy(fields.A.Now, fields.Next.Now)), fields.Diffuse, fields.StepAir);
            double bandwidth = Recordings<Copy>.Of.Bytes * (double)Grid.Count / times[0];
            text.Append($"| copy bandwidth | {bandwidth / 1e9:f1} GB/s | | | |\n");
            Stencil<Diffuse>(text, "diffusion stencil", times[1], bandwidth, peak);
            Stencil<StepAir>(text, "advection–diffusion stencil", times[2], bandwidth, peak);
        }
        foreach (int cells in new[] { 316, 2048 }) Transport(device, text, cells, peak);
        Scalar(device, text);
        Zones(device, text);
        text.Append($"| launch of one cell | {1e6 * LaunchOverhead(device):f1} µs | | | ≤ 10 µs |\n");
        return text.ToString();
    }

    private static double Arithmetic(Device device)
    {
        using Field a = new(Town, device, new("a", "1", "bench")), b = new(Town, device, new("b", "1", "bench")), next = new(Town, device, new("next", "1", "bench"));
        a.Fill(0.5f);
        b.Fill(0.25f);
        return (double)Recordings<Bench.Arithmetic>.Of.Operations * Town.Count / Best(device, () => device.Run(Town, new Bench.Arithmetic(a.Now, b.Now, next.Now)))[0];
    }

    /// <summary>The roofline: a kernel needs the longer of moving its bytes and computing its operations. The goal is a share of the copy bandwidth.</summary>
    private static void Stencil<K>(StringBuilder text, string name, double seconds, double bandwidth, double peak) where K : unmanaged, ICellKernel
    {
        Recording recording = Recordings<K>.Of;
        double possible = Math.Max(recording.Bytes / bandwidth, recording.Operations / peak) * Grid.Count, share = recording.Bytes * (double)Grid.Count / seconds / bandwidth;
        text.Append($"| {name}, {recording.Operations} operations, {recording.Bytes} bytes | {1e3 * seconds:f2} ms | {1e3 * possible:f2} ms | {100 * share:f0} % of copy | ≥ 60 % |\n");
    }

    /// <summary>Transport of the air of streets, on the grid of a town and on one that no cache holds: a sub-step along rows and along columns.</summary>
    private static void Transport(Device device, StringBuilder text, int cells, double peak)
    {
        Grid grid = Grid.Square(cells, 10);
        using GridFields fields = new(device, grid);
        AirTransport transport = new(grid, device);
        double[] times = Best(device, () => device.Run(grid, new Copy(fields.A.Now, fields.Next.Now)), () => transport.Step(fields.A, fields.Wind, fields.Wind, 4, 2, mixing: 1, subSteps: 2));
        double each = times[1] / 2 / grid.Count;
        int operations = Recordings<CarryEast>.Of.Operations + Recordings<FinishNorth>.Of.Operations + Recordings<MixAir>.Of.Operations;
        int bytes = Recordings<CarryEast>.Of.Bytes + Recordings<FinishNorth>.Of.Bytes + Recordings<MixAir>.Of.Bytes;
        text.Append($"| transport sub-step, {cells} × {cells} cells, {operations} operations, {bytes} bytes | {1e9 * each:f2} ns a cell, {operations / each / 1e9:f0} GFLOP/s | "
            + $"| {100 * (bytes / each) / (Recordings<Copy>.Of.Bytes * (double)grid.Count / times[0]):f0} % of copy, {100 * operations / each / peak:f0} % of arithmetic | ≥ 60 % of one |\n");
    }

    private static void Scalar(Device device, StringBuilder text)
    {
        using GridFields fields = new(device, Small);
        float[] air = fields.A.ToArray(), surface = fields.B.ToArray(), wind = fields.Wind.ToArray(), next = new float[Small.Count];
        double[] times = Best(device, fields.StepAir, () => ScalarAir.Step(air, surface, wind, next, Small.Columns, Small.Rows, 15, 2, 10, 5));
        text.Append($"| advection–diffusion in cache, scalar float loop (one thread) ÷ compiled | {1e6 * times[0]:f0} µs | {1e6 * times[1]:f0} µs scalar | {times[1] / times[0]:f1} × | ≥ 8 × |\n");
    }

    private static void Zones(Device device, StringBuilder text)
    {
        foreach (int count in new[] { 2_000, Town.Count })
        {
            using ScalarZones zones = new(device, count);
            float difference = zones.Difference();
            if (!(difference < 0.01f)) throw new InvalidOperationException($"the scalar loop and the kernel differ by {difference} K: they are not the same physics");
            double[] times = Best(device, zones.Compiled, zones.Scalar);
            text.Append($"| 5R1C step of {count} zones, scalar float loop (one thread) ÷ compiled | {1e6 * times[0]:f0} µs | {1e6 * times[1]:f0} µs scalar | {times[1] / times[0]:f1} × | ≥ 8 × |\n");
        }
    }

    private static double LaunchOverhead(Device device)
    {
        Grid one = new(1, 1, 10);
        using GridFields fields = new(device, one);
        return Best(device, () =>
        {
            for (int k = 0; k < 1000; k++) fields.Diffuse();
        })[0] / 1000;
    }

    /// <summary>Best time of each action [s]; the actions take turns, so that what disturbs one disturbs all.</summary>
    private static double[] Best(Device device, params Action[] actions)
    {
        double[] best = new double[actions.Length];
        Array.Fill(best, double.PositiveInfinity);
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < 1000 && (round < 10 || Stopwatch.GetElapsedTime(start).TotalSeconds < 2); round++)
        {
            for (int k = 0; k < actions.Length; k++)
            {
                long begin = Stopwatch.GetTimestamp();
                actions[k]();
                device.Finish();
                if (round > 1) best[k] = Math.Min(best[k], Stopwatch.GetElapsedTime(begin).TotalSeconds);
            }
        }
        return best;
    }

    /// <summary>Fields of the stencils, with values that keep all branches busy.</summary>
    private sealed class GridFields : IDisposable
    {
        private readonly Device _device;
        private readonly Grid _grid;

        public GridFields(Device device, Grid grid)
        {
            (_device, _grid) = (device, grid);
            (A, B, Wind, Next) = (Noise("air", 15, 25), Noise("surface", 20, 40), Noise("wind", -1, 1), Noise("next", 0, 1));
        }

        public Field A { get; }
        public Field B { get; }
        public Field Wind { get; }
        public Field Next { get; }

        public void Diffuse() => _device.Run(_grid, new Diffuse(A.Now, Next.Now, mixing: 2, cellSize: 10, dt: 5));

        public void StepAir() => _device.Run(_grid, new StepAir(A.Now, B.Now, Wind.Now, Next.Now, transfer: 15, mixing: 2, cellSize: 10, dt: 5));

        public void Dispose()
        {
            foreach (Field field in (ReadOnlySpan<Field>)[A, B, Wind, Next]) field.Dispose();
        }

        private Field Noise(string name, float low, float high)
        {
            Field field = new(_grid, _device, new(name, "1", "bench"));
            RandomStream random = new(1, name);
            float[] values = new float[_grid.Count];
            for (int k = 0; k < values.Length; k++) values[k] = (float)random.Between(low, high);
            field.Write(values);
            return field;
        }
    }
}
