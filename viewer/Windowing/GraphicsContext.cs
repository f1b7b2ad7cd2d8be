using Silk.NET.OpenGL;
using TerritoryTwin.Core;
using TerritoryTwin.Viewer.Gl;
using TerritoryTwin.Viewer.Windowing;

namespace TerritoryTwin.Viewer.Windowing;

/// <summary>A current OpenGL context of 3.3 or more. On the thread that opened it only.</summary>
public interface IGraphicsContext : IDisposable
{
    /// <summary>The functions of this context.</summary>
    GL Gl { get; }
}

/// <summary>A window with its context.</summary>
public interface IWindow : IGraphicsContext
{
    /// <summary>[pixels], at least 1 × 1.</summary>
    (int Width, int Height) Framebuffer { get; }
    /// <summary>Waits until something happens, at most so long [s], 0: not at all; appends what happened.</summary>
    void Wait(double seconds, Queue<InputEvent> into);
    /// <summary>Ends a wait from another thread.</summary>
    void Wake();
    /// <summary>Shows what was drawn to framebuffer 0.</summary>
    void Swap();
    /// <summary>Covers the whole screen, or no longer does.</summary>
    void SetFullScreen(bool on);
    /// <summary>Of what is drawn in the window [points of the desktop].</summary>
    void SetSize(int width, int height);
}

/// <summary>Opens what suits the machine.</summary>
public static class GraphicsContext
{
    /// <summary>A window.</summary>
    /// <exception cref="TerritoryException">No display, library or driver; the message names what to install.</exception>
    public static IWindow OpenWindow(string title, int width, int height) =>
        Ready<IWindow>(OperatingSystem.IsWindows() ? new Win32Window(title, width, height) : new GlfwWindow(title, width, height));

    /// <summary>A context without a display, to draw into a <see cref="Target"/> of our own.</summary>
    /// <exception cref="TerritoryException">No library or driver; the message names what to install.</exception>
    public static IGraphicsContext OpenHeadless() =>
        Ready<IGraphicsContext>(OperatingSystem.IsWindows() ? new Win32Window("twin", 1, 1, hidden: true) : new EglContext());

    private static T Ready<T>(T context) where T : IGraphicsContext
    {
        try
        {
            context.Gl.Prepare();
            return context;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }
}
