using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Results;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Indicators;
using TerritoryTwin.Tests.Compute;

namespace TerritoryTwin.Bench;

/// <summary>The parts of the record.</summary>
internal static class FirstCall
{
    private static readonly Grid Odd = new(61, 157, 10), Small = Grid.Square(128, 10);

    /// <summary>Every kernel on both devices, with plausible and with special values: outputs that differ in bits, and what the first launch took.</summary>
    public static bool Bits(StringBuilder text, Device card, Device host)
    {
        text.Append("\n## Bits of every kernel\n\n| kernel | values | differ | of special values differ | greatest difference | compiled and launched in |\n| --- | ---: | ---: | ---: | ---: | ---: |\n");
        bool same = true;
        MethodInfo compare = typeof(FirstCall).GetMethod(nameof(Compare), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (Type kernel in new[] { typeof(Device).Assembly, typeof(FirstCall).Assembly }.SelectMany(a => a.GetTypes())
            .Where(t => t is { IsValueType: true, ContainsGenericParameters: false } && typeof(ICellKernel).IsAssignableFrom(t)).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            try
            {
                same &= (bool)compare.MakeGenericMethod(kernel).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [text, card, host], null)!;
            }
            catch (TerritoryException e)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {kernel.Name} | | | | | {OneLine(e)} |\n");
                same = false;
            }
        }
        return same;
    }

    /// <summary>A part of the record; what it cannot do stands in its place, so that the rest of the one call is not lost.</summary>
    public static void Part(StringBuilder text, Action part)
    {
        try
        {
            part();
        }
        catch (TerritoryException e)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{OneLine(e)}\n");
        }
    }

    private static string OneLine(TerritoryException e) => e.Message.ReplaceLineEndings(" ").Replace('|', '/');

    private static bool Compare<K>(StringBuilder text, Device card, Device host) where K : unmanaged, ICellKernel
    {
        long start = Stopwatch.GetTimestamp();
        List<float[]> there = Outputs<K>(card, special: false);
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        (int values, int differ, double most) = Differences(Outputs<K>(host, special: false), there);
        (_, int special, _) = Differences(Outputs<K>(host, special: true), Outputs<K>(card, special: true));
        text.Append(CultureInfo.InvariantCulture, $"| {typeof(K).Name} | {values} | {differ} | {special} | {(differ > 0 ? most.ToString("g2", CultureInfo.InvariantCulture) : "0")} | {first:f0} ms |\n");
        return differ == 0 && special == 0;
    }

    private static List<float[]> Outputs<K>(Device device, bool special) where K : unmanaged, ICellKernel
    {
        using PreparedKernel<K> prepared = new(device, Odd, special);
        device.Run(Odd, prepared.Kernel);
        return [.. prepared.Outputs.Select(o => o.ToArray())];
    }

    private static (int Values, int Differ, double Most) Differences(List<float[]> expected, List<float[]> found)
    {
        int differ = 0;
        double most = 0;
        foreach ((float here, float there) in expected.Zip(found).SelectMany(p => p.First.Zip(p.Second)))
        {
            if (BitConverter.SingleToInt32Bits(here) == BitConverter.SingleToInt32Bits(there) || (float.IsNaN(here) && float.IsNaN(there))) continue;
            differ++;
            most = Math.Max(most, Math.Abs((double)here - there));
        }
        return (expected.Sum(e => e.Length), differ, most);
    }

    /// <summary>Steps of a small grid for 1, 16 and 256 members: one launch each.</summary>
    public static void Ensembles(StringBuilder text, Device card, Device host)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Ensembles of {Small.Rows} × {Small.Columns} cells, a step of advection and diffusion\n\n| members | card | host | host ÷ card |\n| ---: | ---: | ---: | ---: |\n");
        foreach (int members in new[] { 1, 16, 256 })
        {
            double there = Step(card, members), here = Step(host, members);
            text.Append(CultureInfo.InvariantCulture, $"| {members} | {1e6 * there:f1} µs | {1e6 * here:f1} µs | {here / there:f2} |\n");
        }
    }

    private static double Step(Device device, int members)
    {
        using Field air = new(Small, device, new("air", "degC", "bench"), members), surface = new(Small, device, new("surface", "degC", "bench")), wind = new(Small, device, new("wind", "m s-1", "bench"));
        air.Fill(20);
        surface.Fill(30);
        wind.Fill(0.5f);
        double best = double.PositiveInfinity;
        for (int round = 0; round < 20; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int k = 0; k < 20; k++)
            {
                device.Run(Small, new StepAir(air.Now, surface.Now, wind.Now, air.Next, transfer: 15, mixing: 2, cellSize: 10, dt: 5));
                air.Advance();
            }
            device.Finish();
            if (round > 1) best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / 20);
        }
        return best;
    }

    /// <summary>A generated city through a year on both devices: seconds of the hours, and the indicator that differs most.</summary>
    public static void Year(StringBuilder text, Device card, Device host, int inhabitants)
    {
        string folder = Directory.CreateTempSubdirectory("twin-gpu-").FullName;
        try
        {
            string scenario = Path.Combine(folder, "city.yaml");
            File.WriteAllText(scenario, $"name: A city\nterritory: {{ generate: {{ inhabitants: {inhabitants}, seed: 1 }} }}\nweather: {{ zone: H2b, seed: 3 }}\nyears: 2026-2026\noutputs: [{{ table: buildings }}]\n");
            (RunRecord there, int buildings) = Run(card, scenario, Path.Combine(folder, "card"));
            (RunRecord here, _) = Run(host, scenario, Path.Combine(folder, "host"));
            Indicator most = here.Indicators.Where(i => double.IsFinite(i.Value) && i.Value != 0).MaxBy(i => Math.Abs(there.Value(i.Name) / i.Value - 1))!;
            text.Append(CultureInfo.InvariantCulture, $"\n## A year of {buildings} buildings\n\n| | card | host | host ÷ card |\n| --- | ---: | ---: | ---: |\n");
            text.Append(CultureInfo.InvariantCulture, $"| hours | {Hours(there):f2} s | {Hours(here):f2} s | {Hours(here) / Hours(there):f2} |\n");
            text.Append(CultureInfo.InvariantCulture, $"\nThe indicator that differs most is {most.Name}, by {Math.Abs(there.Value(most.Name) / most.Value - 1):g2} of its value.\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (RunRecord Record, int Buildings) Run(Device device, string scenario, string folder)
    {
        using ScenarioRunner runner = new(device);
        RunRecord record = runner.Run(runner.Read(scenario), folder, (_, _) => { }, CancellationToken.None);
        return (record, runner.Stage!.Territory.Buildings.Count);
    }

    private static double Hours(RunRecord record) => record.Timings.Where(t => t.Process == "hours").Sum(t => t.Seconds);
}
