using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Core;
using TerritoryTwin.Heat;
using TerritoryTwin.Weather;

namespace TerritoryTwin.Bench;

/// <summary>Comfort of people in a million cells with crowns: sky views once, then a summer's day of radiant temperature and thermal index.</summary>
internal static class ComfortBench
{
    private const int Side = 1000, Day = 196, Hours = 24;

    public static int Run(string[] args) => Records.Run("comfort", args, Measure);

    private static string Measure(Device device)
    {
        WeatherYear year = WeatherGenerator.Generate(MonthlyNormals.Zone("H3"), 1);
        using (RadiantScene small = new(Town(64), RadiantParameters.Default, device))
            for (int hour = 0; hour < Hours; hour++) small.Hour(RadiantHour.Of(year, Day * 24 + hour));      // kernels are compiled
        double copy = Devices.CopyBandwidth(device);
        RadiantPlace town = Town(Side);
        double cpu = Cpu();
        long begin = Stopwatch.GetTimestamp();
        using RadiantScene scene = new(town, RadiantParameters.Default, device);
        device.Finish();
        double views = Stopwatch.GetElapsedTime(begin).TotalSeconds, cpuOfViews = Cpu() - cpu;
        List<double> hours = [];
        for (int hour = 0; hour < Hours; hour++)
        {
            long before = Stopwatch.GetTimestamp();
            scene.Hour(RadiantHour.Of(year, Day * 24 + hour));
            device.Finish();
            hours.Add(Stopwatch.GetElapsedTime(before).TotalSeconds);
        }
        double cpuOfHours = Cpu() - cpu - cpuOfViews;
        double all = views + hours.Sum();
        StringBuilder text = new();
        text.Append(Records.Heading("Comfort of people", device));
        text.Append(CultureInfo.InvariantCulture,
            $"{Side} × {Side} cells of 1 m: blocks of 30 m between streets of 10 to 20 m, 6 to 24 m high, with crowns; {RadiantParameters.Default.Directions} directions; {Hours} hours of a July day of zone H3. Copy bandwidth {copy / 1e9:f1} GB/s.\n\n");
        text.Append("| what | measured | processor seconds | goal |\n| --- | ---: | ---: | ---: |\n");
        text.Append(CultureInfo.InvariantCulture, $"| sky, crowns and walls seen from all cells | {views:f2} s | {cpuOfViews:f2} | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| {Hours} hours of radiant temperature and thermal index | {hours.Sum():f2} s | {cpuOfHours:f2} | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| an hour at night, the longest hour of sun | {1e3 * hours.Min():f0} ms, {1e3 * hours.Max():f0} ms | | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| all | {all:f2} s | {cpuOfViews + cpuOfHours:f2} | < 8 s |\n");
        text.Append(CultureInfo.InvariantCulture, $"| copies of a field of these cells in that time | {all * copy / (8.0 * Side * Side):f0} | | |\n");
        text.Append("\nSOLWEIG-GPU publishes 47 s for the shadows and sky view of a tile of this size on a graphics card, and 1,187 s on a processor; other machines, other methods.\n");
        return text.ToString();
    }

    private static double Cpu() => System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;

    private static RadiantPlace Town(int side)
    {
        Grid grid = Grid.Square(side, 1);
        float[] solid = new float[grid.Count], crowns = new float[grid.Count];
        for (int cell = 0; cell < grid.Count; cell++)
        {
            int i = cell % side, j = cell / side;
            bool block = i % 50 < 30 && j % 40 < 30;
            solid[cell] = block ? 6 + (i / 50 * 7 + j / 40 * 11) % 19 : 0;
            if (!block && i % 50 is >= 37 and < 43 && j % 10 < 6) crowns[cell] = 6 + (i + j) % 5;
        }
        return RadiantPlace.Of(new(grid, solid), new(grid, new float[grid.Count]), new(grid, crowns), null);
    }
}
