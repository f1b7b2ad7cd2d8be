using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Gl;

/// <summary>A current OpenGL context, with or without a window. The seam where another windowing library can take the place of ours.</summary>
public interface IWindowHost : IDisposable
{
    /// <summary>The address of an OpenGL function; 0 when unknown. What <see cref="GL.Load"/> takes.</summary>
    nint Address(string function);
    /// <summary>[pixels], at least 1 × 1.</summary>
    (int Width, int Height) Framebuffer { get; }
    /// <summary>Pixels of a point of the desktop: 1 on ordinary screens, 2 on dense ones.</summary>
    float ContentScale { get; }
    /// <summary>Whether the user has closed the window.</summary>
    bool Closed { get; }
    /// <summary>Whether there is a window to show pictures in.</summary>
    bool HasScreen { get; }
    /// <summary>Waits until something happens, at most so long [s], 0: not at all; appends what happened.</summary>
    void Wait(double seconds, Queue<InputEvent> into);
    /// <summary>Ends a wait from another thread.</summary>
    void Wake();
    /// <summary>Shows what was drawn to framebuffer 0.</summary>
    void Swap();
    /// <summary>Covers the whole screen, or no longer does.</summary>
    void SetFullScreen(bool on);
    /// <summary>Of the window.</summary>
    void SetTitle(string title);
    /// <summary>Of what is drawn in the window [points of the desktop].</summary>
    void SetSize(int width, int height);
}

/// <summary>Opens the host that suits the machine; the context is current and <see cref="GL"/> loaded.</summary>
public static class Hosts
{
    /// <summary>A window.</summary>
    /// <exception cref="TerritoryException">No display, library or driver; the message names what to install.</exception>
    public static IWindowHost OpenWindow(string title, int width, int height)
    {
        IWindowHost host = OperatingSystem.IsWindows() ? new Win32Host(title, width, height) : new GlfwHost(title, width, height);
        return Loaded(host);
    }

    /// <summary>A context without a display, to draw into a <see cref="Target"/> of our own.</summary>
    /// <exception cref="TerritoryException">No library or driver; the message names what to install.</exception>
    public static IWindowHost OpenHeadless(int width, int height)
    {
        IWindowHost host = OperatingSystem.IsWindows() ? new Win32Host("twin", width, height, hidden: true) : new EglHost(width, height);
        return Loaded(host);
    }

    private static IWindowHost Loaded(IWindowHost host)
    {
        try
        {
            GL.Load(host.Address);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
