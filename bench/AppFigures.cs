using System.Diagnostics;
using System.Globalization;
using System.Text;
using TerritoryTwin.Compute;
using TerritoryTwin.Files.Runs;
using TerritoryTwin.Files.Scenarios;
using TerritoryTwin.Viewer.App;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Bench;

/// <summary>What a person waits for: the first picture of Olemps, each slider, a frame of the interface, and what an open window costs while nobody touches it.</summary>
internal static unsafe class AppFigures
{
    private const int Width = 1280, Height = 720, HudFrames = 50;
    private const double Quiet = 0.05, LongestPreparation = 60, IdleSeconds = 20;

    /// <summary>The figures as text; of Olemps where it was imported, else of the town of the demonstration.</summary>
    public static string Measure()
    {
        string folder = Directory.CreateTempSubdirectory("territorytwin-bench-").FullName;
        try
        {
            string scenarios = Path.Combine(Records.Repository, "scenarios"), olemps = Path.Combine(scenarios, "olemps");
            bool real = Directory.Exists(Path.Combine(olemps, "olemps"));
            string[] runs = [.. new[] { "baseline", "both" }.Select(name => Run(Path.Combine(real ? olemps : Path.Combine(scenarios, "demo"), name + ".yaml"), Path.Combine(folder, name)))];
            StringBuilder text = new();
            text.Append(CultureInfo.InvariantCulture, $"\n## {(real ? "Olemps" : "The town of the demonstration")}, two scenarios, {Width} × {Height}\n\n| what | elapsed | processor, all cores | at most |\n| --- | ---: | ---: | ---: |\n");
            InProcess(runs, text);
            Idle(runs, folder, text);
            text.Append(CultureInfo.InvariantCulture, $"| memory of the process | {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:f0} MiB | | |\n");
            return text.ToString();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string scenario, string results)
    {
        using Device device = Devices.Named("auto");
        using ScenarioRunner runner = new(device);
        runner.Run(runner.Read(scenario), results, static (_, _) => { }, CancellationToken.None);
        return results;
    }

    private static void InProcess(string[] runs, StringBuilder text)
    {
        Lap watch = new();
        RunSource source = RunSource.Open(runs);
        Row("results read", watch, text, "");
        watch.Restart();
        using IGraphicsContext context = GraphicsContext.OpenHeadless();
        Session session = new(source, new ViewState(), static () => { });
        using Viewer.App.Viewer viewer = new(session, new ViewerSettings());
        using Painter painter = new(context.Gl, viewer);
        Quality quality = context.Gl.IsSoftware() ? new(1, 1, Shadows: true) : Quality.Best;
        viewer.Frame(Width, Height, 0);
        _ = painter.Paint(Width, Height, quality).Read();
        Row("results read → first picture, shaders included", watch, text, "3 s");
        watch.Restart();
        session.Prepare();
        while (session.Busy) Thread.Sleep(1);
        session.Receive();
        Row("ready for sliders and hours, in the background", watch, text, "");
        foreach (Adjustable slider in session.Sliders)
        {
            double to = slider.Value > (slider.From + slider.To) / 2 ? slider.From : slider.To;
            watch.Restart();
            session.Move(slider.Parameter, slider.Value + 0.5 * (to - slider.Value));
            while (session.Awaited) Poll(session);
            viewer.Frame(Width, Height, 0);
            _ = painter.Paint(Width, Height, quality).Read();
            Row($"slider “{slider.Label}” let go → shown", watch, text, "2 s");
        }
        while (session.Busy) Poll(session);
        for (int k = 0; k < HudFrames; k++) Frame(k);
        (double built, double drawn) = (double.MaxValue, double.MaxValue);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int k = 0; k < HudFrames; k++)
        {
            long start = Stopwatch.GetTimestamp();
            viewer.Frame(Width, Height, 100 + k * 0.02);
            built = Math.Min(built, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            painter.Paint(Width, Height, quality);
            context.Gl.Finish();
            drawn = Math.Min(drawn, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        double processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / HudFrames;
        text.Append(CultureInfo.InvariantCulture, $"| a frame while the scene stands: interface built in {built:f1} ms, drawn over the kept scene in {drawn:f1} ms | {built + drawn:f1} ms | {processor:f1} ms | 15 ms |\n");

        void Frame(int k)
        {
            viewer.Frame(Width, Height, 100 + k * 0.02);
            painter.Paint(Width, Height, quality);
        }
    }

    private static void Poll(Session session)
    {
        Thread.Sleep(1);
        session.Receive();
    }

    // A process of its own: what it costs is read from the system.
    private static void Idle(string[] runs, string folder, StringBuilder text)
    {
        string program = Path.Combine(Records.Repository, "engine", "Cli", "bin", "Release", "net10.0", "twin.dll"), rectangles = Path.Combine(folder, "rectangles.json");
        if (Environment.GetEnvironmentVariable("DISPLAY") is null or "" || !File.Exists(program))
        {
            text.Append("| an open window that nobody touches | not measured: no display, or `twin` is not built | | 1 % of a core |\n");
            return;
        }
        ProcessStartInfo start = new("dotnet", [program, "view", .. runs, "--rectangles", rectangles, "--folder", folder]) { UseShellExecute = false };
        Stopwatch watch = Stopwatch.StartNew();
        using Process window = Process.Start(start)!;
        while (!File.Exists(rectangles) && !window.HasExited) Thread.Sleep(10);
        text.Append(CultureInfo.InvariantCulture, $"| program started → first picture in a window | {watch.Elapsed.TotalSeconds:f2} s | {Processor(window).TotalSeconds:f2} s | |\n");
        watch.Restart();
        TimeSpan before;
        do before = Processor(window);                       // the stage is being prepared
        while (SecondsSpent(window, before, 2) > Quiet && watch.Elapsed.TotalSeconds < LongestPreparation);
        before = Processor(window);
        double spent = SecondsSpent(window, before, IdleSeconds);
        text.Append(CultureInfo.InvariantCulture, $"| an open window that nobody touches, over {IdleSeconds:f0} s | {spent / IdleSeconds * 100:f2} % of a core, {window.WorkingSet64 / 1048576.0:f0} MiB | {spent:f2} s | 1 % |\n");
        window.Kill();
        window.WaitForExit();
    }

    private static TimeSpan Processor(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static double SecondsSpent(Process process, TimeSpan before, double seconds)
    {
        Thread.Sleep(TimeSpan.FromSeconds(seconds));
        return (Processor(process) - before).TotalSeconds;
    }

    private static void Row(string what, Lap lap, StringBuilder text, string most) =>
        text.Append(CultureInfo.InvariantCulture, $"| {what} | {lap.Elapsed:f2} s | {lap.Processor:f2} s | {most} |\n");

    /// <summary>Seconds since it began, by the clock and by the processor.</summary>
    private sealed class Lap
    {
        private long _start = Stopwatch.GetTimestamp();
        private TimeSpan _before = Environment.CpuUsage.TotalTime;

        public double Elapsed => Stopwatch.GetElapsedTime(_start).TotalSeconds;
        public double Processor => (Environment.CpuUsage.TotalTime - _before).TotalSeconds;

        public void Restart() => (_start, _before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
    }
}
