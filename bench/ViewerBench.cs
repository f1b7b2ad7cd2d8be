using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Drawing;
using TerritoryTwin.Files.Territories;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Scene;
using TerritoryTwin.Viewer.Windowing;
using Target = TerritoryTwin.Viewer.Gl.Target;

namespace TerritoryTwin.Bench;

/// <summary>Frames of the scene without a display: processor and elapsed time of each, memory, new values, fields.</summary>
internal static unsafe class ViewerBench
{
    private const int Frames = 5, FieldSide = 4096;
    private static readonly (string Name, int Inhabitants, string Sketch)[] s_towns =
    [
        ("20,000 buildings", 53_000, "110–280 ms; 4 samples 210–370"),
        ("100,000 buildings", 350_000, "overview 443–499 / 232, street 233–250 / 115; 4 samples 975–1,147 / 439, 541–634 / 226"),
    ];

    public static int Run()
    {
        string app = AppFigures.Measure();                 // first: nothing is compiled yet, as when a person starts it
        using IGraphicsContext context = GraphicsContext.OpenHeadless();
        Records.Write("viewer", Measure(context.Gl) + app);
        return 0;
    }

    private static string Measure(GL gl)
    {
        StringBuilder text = new();
        string? version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        text.Append(CultureInfo.InvariantCulture, $"# Frames of the scene on {gl.Renderer()}\n\nVersion {version}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors.\n");
        text.Append(CultureInfo.InvariantCulture, $"Processor time a frame over all cores / least elapsed time, of {Frames} frames with shadows; a still frame keeps its shadows, a turning one draws them anew.\n\n");
        text.Append("| town | size | samples | overview | overview, turning | street | street, turning |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
        StringBuilder more = new();
        foreach ((string name, int inhabitants, string sketch) in s_towns) Measure(gl, name, inhabitants, sketch, text, more);
        text.Append('\n').Append(more).Append(FieldTimes(gl));
        return text.ToString();
    }

    private static void Measure(GL gl, string name, int inhabitants, string sketch, StringBuilder rows, StringBuilder more)
    {
        Territory territory = TownGenerator.Generate(inhabitants, 1);
        Stopwatch watch = Stopwatch.StartNew();
        SceneModel model = SceneModel.Of(territory);
        double built = watch.Elapsed.TotalSeconds;
        float[] values = [.. territory.Buildings.Select(b => (float)(2020 - b.Built.Value))];
        using SceneRenderer renderer = new(gl);
        renderer.SetBuildings(model, Shown.A, values);
        foreach ((int width, int height) in new[] { (1280, 720), (1920, 1080) })
            foreach (int samples in new[] { 1, 4 })
            {
                using Target target = new(gl, width, height, samples);
                string Time(bool street, bool turning) => FrameTime(gl, model, renderer, target, street, turning);
                rows.Append(CultureInfo.InvariantCulture, $"| {name} | {width} × {height} | {samples} | {Time(false, false)} | {Time(false, true)} | {Time(true, false)} | {Time(true, true)} |\n");
            }
        gl.Check("the bench");
        watch.Restart();
        for (int k = 0; k < 10; k++) renderer.SetBuildings(model, Shown.A, values);
        gl.Finish();
        double update = watch.Elapsed.TotalMilliseconds / 10;
        more.Append(CultureInfo.InvariantCulture,
            $"{name} ({territory.Buildings.Count:n0}): scene built in {built:f1} s, {model.Bytes / 1048576.0:f0} MiB of meshes, new values in {update:f2} ms, {Environment.WorkingSet / 1048576.0:f0} MiB of the process. The sketch at 1080p, processor / elapsed: {sketch}.\n\n");
    }

    private static string FrameTime(GL gl, SceneModel model, SceneRenderer renderer, Target target, bool street, bool turning)
    {
        Camera camera = new();
        camera.Fit(model.Bounds, target.Width / (float)target.Height);
        if (street) (camera.Distance, camera.Pitch) = (260, 0.38f);
        SceneState state = new() { Coloured = Coloured.Buildings, Scale = new(0, 200, ColorMap.Heat, "year") };
        Draw();
        double least = double.MaxValue;
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int frame = 0; frame < Frames; frame++)
        {
            if (turning) camera.Yaw += 0.05f;
            long start = Stopwatch.GetTimestamp();
            Draw();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        double processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Frames;
        return string.Create(CultureInfo.InvariantCulture, $"{processor:f0} / {least:f0} ms");

        void Draw()
        {
            renderer.Draw(model, state, camera, new(0, 0, target.Width, target.Height), target);
            target.Resolve();
            gl.Finish();
        }
    }

    private static string FieldTimes(GL gl)
    {
        float[] values = new float[FieldSide * FieldSide];
        Territory territory = TownGenerator.Generate(5_000, 1);
        SceneModel model = SceneModel.Of(territory);
        Grid ground = territory.Terrain.Grid;
        Grid grid = new(FieldSide, FieldSide, ground.Columns * ground.CellSize / FieldSide, ground.West, ground.South);
        for (int n = 0; n < values.Length; n++) values[n] = 20 + 10 * MathF.Sin(n % FieldSide * 0.004f) * MathF.Cos(n / FieldSide * 0.003f);
        using SceneRenderer renderer = new(gl);
        using Target target = new(gl, 1920, 1080);
        Camera camera = new();
        camera.Fit(model.Bounds, 16 / 9f);
        SceneState state = new() { Coloured = Coloured.Ground, Scale = new(10, 30, ColorMap.Heat, "degC"), IsoStep = 2 };
        double upload = double.MaxValue, frame = double.MaxValue;
        for (int k = 0; k < Frames; k++)
        {
            long start = Stopwatch.GetTimestamp();
            renderer.SetField(Shown.A, new(grid, values));
            gl.Finish();
            upload = Math.Min(upload, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            renderer.Draw(model, state, camera, new(0, 0, 1920, 1080), target);
            gl.Finish();
            frame = Math.Min(frame, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return string.Create(CultureInfo.InvariantCulture, $"A field of {FieldSide}²: uploaded in {upload:f0} ms (the sketch: 11), drawn at 1080p over a town of 5,000 inhabitants in {frame:f0} ms.\n");
    }
}
