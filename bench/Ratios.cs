using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;

namespace TerritoryTwin.Bench;

/// <summary>Speeds as ratios of speeds measured in the same run, so that a noisy machine matters less. Each time is the best of several.</summary>
internal static class Ratios
{
    private static readonly Grid Grid = Grid.Square(4096, 10), Small = Grid.Square(256, 10);
    private static readonly Stock Town = new(100_000);

    public static int Run(string[] args)
    {
        if (args.Length > 1)
        {
            Console.Error.WriteLine("usage: bench ratios [DEVICE]");
            return 2;
        }
        using Device device = Devices.Named(args is [var name] ? name : "auto");
        string record = Measure(device);
        Console.Write(record);
        string folder = Path.Combine(Repository(), "bench", "records");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, $"ratios-{DateTime.UtcNow.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.md");
        File.WriteAllText(file, record);
        Console.Error.WriteLine($"written: {file}");
        return 0;
    }

    private static string Measure(Device device)
    {
        StringBuilder text = new();
        text.Append($"# Ratios on {device.Name}\n\n");
        text.Append($"Version {Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}, ");
        text.Append($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors.\n");
        text.Append($"Grid of {Grid.Rows} × {Grid.Columns} cells ({Grid.Count * 4L >> 20} MiB a field), stock of {Town.Count} buildings, launch of {Small.Rows} × {Small.Columns} cells.\n\n");
        text.Append("| what | measured | possible | ratio | goal |\n| --- | ---: | ---: | ---: | ---: |\n");
        using GridFields fields = new(device, Grid);
        double bandwidth = 8.0 * Grid.Count / Best(device, () => device.Run(Grid, new Copy(fields.A.Now, fields.Next.Now)));
        double peak = Arithmetic(device, text);
        text.Append($"| copy bandwidth | {bandwidth / 1e9:f1} GB/s | | | |\n");
        Stencil<Diffuse>(text, "diffusion stencil", Best(device, fields.Diffuse), bandwidth, peak);
        double air = Best(device, fields.StepAir);
        Stencil<StepAir>(text, "advection–diffusion stencil", air, bandwidth, peak);
        Scalar(device, text);
        text.Append($"| launch of one building | {1e6 * LaunchOverhead(device):f1} µs | | | ≤ 10 µs |\n");
        return text.ToString();
    }

    private static double Arithmetic(Device device, StringBuilder text)
    {
        using Field a = new(Town, device, "a", "1", "bench"), b = new(Town, device, "b", "1", "bench"), next = new(Town, device, "next", "1", "bench");
        a.Fill(0.5f);
        b.Fill(0.25f);
        int operations = Recordings<Bench.Arithmetic>.Of.Operations;
        double rate = (double)operations * Town.Count / Best(device, () => device.Run(Town, new Bench.Arithmetic(a.Now, b.Now, next.Now)));
        text.Append($"| arithmetic, {operations} operations a cell | {rate / 1e9:f0} GFLOP/s | | | |\n");
        return rate;
    }

    /// <summary>The roofline: a kernel needs the longer of moving its bytes and computing its operations.</summary>
    private static void Stencil<K>(StringBuilder text, string name, double seconds, double bandwidth, double peak) where K : unmanaged, ICellKernel
    {
        Recording recording = Recordings<K>.Of;
        double possible = Math.Max(recording.Bytes / bandwidth, recording.Operations / peak) * Grid.Count;
        text.Append($"| {name}, {recording.Operations} operations, {recording.Bytes} bytes | {1e3 * seconds:f2} ms | {1e3 * possible:f2} ms | {100 * possible / seconds:f0} % | ≥ 60 % |\n");
    }

    private static void Scalar(Device device, StringBuilder text)
    {
        using GridFields fields = new(device, Small);
        double compiled = Best(device, fields.StepAir);
        float[] air = fields.A.ToArray(), surface = fields.B.ToArray(), wind = fields.Wind.ToArray(), next = new float[Small.Count];
        double scalar = Best(device, () => ScalarAir.Step(air, surface, wind, next, Small.Columns, Small.Rows, 15, 2, 10, 5));
        text.Append($"| advection–diffusion, fields in cache: scalar float loop ÷ compiled | {1e6 * compiled:f0} µs | {1e6 * scalar:f0} µs scalar | {scalar / compiled:f1} × | ≥ 8 × |\n");
    }

    private static double LaunchOverhead(Device device)
    {
        Grid one = new(1, 1, 10);
        using GridFields fields = new(device, one);
        return Best(device, () =>
        {
            for (int k = 0; k < 1000; k++) fields.Diffuse();
        }) / 1000;
    }

    private static double Best(Device device, Action action)
    {
        double best = double.PositiveInfinity, total = 0;
        for (int run = 0; run < 200 && (run < 7 || total < 0.5); run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            device.Finish();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            total += seconds;
            if (run > 1) best = Math.Min(best, seconds);
        }
        return best;
    }

    private static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "TerritoryTwin.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? Environment.CurrentDirectory;
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
            Field field = new(_grid, _device, name, "1", "bench");
            RandomStream random = new(1, name);
            float[] values = new float[_grid.Count];
            for (int k = 0; k < values.Length; k++) values[k] = (float)random.Between(low, high);
            field.Write(values);
            return field;
        }
    }
}
