using System.Diagnostics;
using TerritoryTwin.Core;
using TerritoryTwin.Files.Formats;
using TerritoryTwin.Viewer.Gl;

namespace TerritoryTwin.Viewer.App;

/// <summary>The window: waits for something to happen, and draws only then.</summary>
public static class Window
{
    private const double LongestWait = 30, ShortestFrame = 1 / 60.0;

    /// <summary>Shows runs until the window is closed.</summary>
    /// <param name="source">The runs.</param> <param name="state">What is shown first.</param> <param name="settings">Folder, tour, kiosk.</param>
    /// <param name="device">Where variants are simulated.</param> <param name="width">[px].</param> <param name="height">[px].</param>
    /// <param name="fullScreen">Covers the screen.</param>
    /// <param name="rectangles">A file that receives the rectangles of the widgets after each picture, for tools that move the pointer; null: none.</param>
    /// <param name="stop">Closes the window.</param>
    /// <exception cref="TerritoryException">No display, library or driver.</exception>
    public static void Show(RunSource source, ViewState state, ViewerSettings settings, string device, int width, int height, bool fullScreen, string? rectangles, CancellationToken stop)
    {
        using IWindowHost host = Hosts.OpenWindow($"TerritoryTwin: {source.Territory.Name}", width, height);
        using CancellationTokenRegistration wake = stop.Register(host.Wake);
        using Viewer viewer = new(new Session(source, state, host.Wake, device), settings);
        using Painter painter = new(viewer);
        if (fullScreen) viewer.Do("fullscreen");
        bool software = GL.IsSoftware;
        if (software) viewer.Say("software");
        Run(host, viewer, painter, software, rectangles, stop);
    }

    private static void Run(IWindowHost host, Viewer viewer, Painter painter, bool software, string? rectangles, CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        double drawnAt = double.NegativeInfinity, wakeAt = 0;
        int drawn = -1;
        bool rough = false, full = false;
        while (!host.Closed && !stop.IsCancellationRequested)
        {
            bool events = viewer.Hud.Input.Count > 0;
            double now = clock.Elapsed.TotalSeconds;
            bool due = events || viewer.Moving || drawn != viewer.Session.Revision || now >= wakeAt || rough && !viewer.Dragging;
            double wait = due ? Math.Max(0, drawnAt + ShortestFrame - now) : Math.Min(LongestWait, wakeAt - now);
            host.Wait(wait, viewer.Hud.Input);
            now = clock.Elapsed.TotalSeconds;
            if (viewer.Hud.Input.Count == 0 && !due && now < wakeAt && !viewer.Session.HasNews) continue;
            (int width, int height) = host.Framebuffer;
            viewer.Frame(width, height, now);
            rough = software && (viewer.Dragging || viewer.Session.Playing);
            Target picture = painter.Paint(width, height, rough ? new(1, 2, Shadows: false) : software ? new(1, 1, Shadows: true) : Quality.Best);
            picture.Show(host);
            (drawn, drawnAt, wakeAt) = (viewer.Session.Revision, now, now + Math.Min(LongestWait, viewer.WakeAfter));
            if (viewer.FullScreen != full) host.SetFullScreen(full = viewer.FullScreen);
            if (rectangles != null) AtomicFile.WriteText(rectangles, viewer.Hud.RectanglesJson());
            Write(viewer, painter, picture, width, height);
            viewer.Session.Prepare();
        }
    }

    private static void Write(Viewer viewer, Painter painter, Target picture, int width, int height)
    {
        foreach (Export export in viewer.TakeExports())
        {
            try
            {
                string path = export.Path;
                if (export.Kind == ExportKind.Video) path = Pictures.SaveVideo(viewer, painter, path, width, height);
                else if (export.Kind != ExportKind.Sheet || !Pictures.SaveSheet(viewer.Session, path)) Png.Write(path, picture.Width, picture.Height, picture.Read());
                viewer.Say("image.saved", path);
            }
            catch (Exception e) when (e is TerritoryException or IOException or UnauthorizedAccessException)
            {
                viewer.Hud.Say(e.Message, fault: true);
            }
        }
    }
}
