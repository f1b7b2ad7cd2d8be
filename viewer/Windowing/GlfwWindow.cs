using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Windowing;

/// <summary>A window on X11 or Wayland, through GLFW 3.3. Callbacks queue what happens, so that a click shorter than a frame is not lost. One at a time.</summary>
public sealed unsafe partial class GlfwWindow : IWindow
{
    private static GlfwWindow? s_current;

    private readonly nint _window;
    private readonly Queue<InputEvent> _happened = new();
    private (float X, float Y) _pointer;
    private (int X, int Y, int Width, int Height) _windowed;

    /// <summary>Opens a window with a current 3.3 core context.</summary>
    /// <exception cref="TerritoryException">No library, display or driver.</exception>
    public GlfwWindow(string title, int width, int height)
    {
        if (s_current != null) throw new InvalidOperationException("one window at a time");
        if (!NativeLibrary.TryLoad(Library, out _))
            throw new TerritoryException($"viewer: {Library} is not installed; it opens the window. On Debian and Ubuntu: `apt install libglfw3` (Fedora: `glfw`). `twin render RUN -o map.png` needs no window.");
        if (glfwInit() == 0)
            throw new TerritoryException($"viewer: no display to open a window on ({LastError()}). Run it in a desktop session, or with DISPLAY set; without a display, `twin render RUN -o map.png` draws the same pictures.");
        glfwDefaultWindowHints();
        glfwWindowHint(ContextVersionMajor, 3);
        glfwWindowHint(ContextVersionMinor, 3);
        glfwWindowHint(OpenGlProfile, CoreProfile);
        glfwWindowHint(OpenGlForwardCompatible, 1);
        glfwWindowHint(DepthBits, 0);                                 // the window receives a finished picture
        glfwWindowHint(StencilBits, 0);
        glfwWindowHint(ScaleToMonitor, 1);
        glfwWindowHint(AutoIconify, 0);                               // a whole screen stays when another window takes the keyboard
        _window = glfwCreateWindow(Math.Max(1, width), Math.Max(1, height), title, 0, 0);
        if (_window == 0)
        {
            string reason = LastError();
            glfwTerminate();
            throw new TerritoryException($"viewer: no window with OpenGL 3.3 ({reason}). Update the graphics driver, or draw on the processor with LIBGL_ALWAYS_SOFTWARE=1; `twin render RUN -o map.png` needs no window.");
        }
        s_current = this;
        glfwMakeContextCurrent(_window);
        glfwSwapInterval(1);
        Gl = GL.GetApi(glfwGetProcAddress);
        Listen();
    }

    /// <inheritdoc/>
    public GL Gl { get; }

    /// <inheritdoc/>
    public (int Width, int Height) Framebuffer
    {
        get
        {
            int width, height;
            glfwGetFramebufferSize(_window, &width, &height);
            return (Math.Max(1, width), Math.Max(1, height));          // 0 × 0 while minimised
        }
    }

    /// <inheritdoc/>
    public void Wait(double seconds, Queue<InputEvent> into)
    {
        if (seconds > 0 && _happened.Count == 0) glfwWaitEventsTimeout(seconds);
        else glfwPollEvents();
        while (_happened.TryDequeue(out InputEvent happened)) into.Enqueue(happened);
    }

    /// <inheritdoc/>
    public void Wake() => glfwPostEmptyEvent();

    /// <inheritdoc/>
    public void Swap() => glfwSwapBuffers(_window);

    /// <inheritdoc/>
    public void SetSize(int width, int height) => glfwSetWindowSize(_window, width, height);

    /// <inheritdoc/>
    public void SetFullScreen(bool on)
    {
        if (on == (glfwGetWindowMonitor(_window) != 0)) return;
        if (!on)
        {
            glfwSetWindowMonitor(_window, 0, _windowed.X, _windowed.Y, _windowed.Width, _windowed.Height, 0);
            return;
        }
        nint monitor = glfwGetPrimaryMonitor();
        VideoMode* mode = monitor == 0 ? null : glfwGetVideoMode(monitor);
        if (mode == null) return;
        int x, y, width, height;
        glfwGetWindowPos(_window, &x, &y);
        glfwGetWindowSize(_window, &width, &height);
        _windowed = (x, y, width, height);
        glfwSetWindowMonitor(_window, monitor, 0, 0, mode->Width, mode->Height, mode->RefreshRate);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (s_current != this) return;
        s_current = null;
        Gl.Dispose();
        glfwDestroyWindow(_window);
        glfwTerminate();
    }

    private void Listen()
    {
        glfwSetCursorPosCallback(_window, &OnPointer);
        glfwSetMouseButtonCallback(_window, &OnButton);
        glfwSetScrollCallback(_window, &OnWheel);
        glfwSetKeyCallback(_window, &OnKey);
        glfwSetCharCallback(_window, &OnText);
        glfwSetFramebufferSizeCallback(_window, &OnResized);
        glfwSetWindowRefreshCallback(_window, &OnExposed);
        glfwSetWindowFocusCallback(_window, &OnFocus);
        glfwSetWindowCloseCallback(_window, &OnClose);
    }

    private static void Happened(InputEvent what) => s_current?._happened.Enqueue(what);

    // The desktop's points are not pixels on dense screens.
    private (float X, float Y) Pixels(double x, double y)
    {
        int width, height;
        glfwGetWindowSize(_window, &width, &height);
        (int w, int h) = Framebuffer;
        return ((float)(x * w / Math.Max(1, width)), (float)(y * h / Math.Max(1, height)));
    }

    private static KeyModifiers Modifiers(int bits) => (KeyModifiers)(bits & 7);

    /// <summary>Our key for GLFW's, whose letters are those of a US keyboard: <paramref name="letter"/> is what the user's own layout writes there.</summary>
    internal static Key KeyOf(int code, string? letter)
    {
        if (letter is [var c] && char.IsAsciiLetter(c)) return (Key)char.ToUpperInvariant(c);
        if (code is >= 320 and <= 329) return (Key)(code - 320 + (int)Key.D0);             // numeric pad
        return code switch
        {
            330 => Key.Period, 331 => Key.Slash, 333 => Key.Minus, 334 => Key.Equal, 335 => Key.Enter,
            _ => Enum.IsDefined((Key)code) ? (Key)code : Key.None,
        };
    }

    private static string LastError()
    {
        byte* text;
        int code = glfwGetError(&text);
        return code == 0 ? "no reason given" : Marshal.PtrToStringUTF8((nint)text)?.Trim() ?? $"0x{code:X}";
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPointer(nint window, double x, double y)
    {
        if (s_current is not { } current) return;
        current._pointer = current.Pixels(x, y);
        Happened(new(InputKind.PointerMoved, current._pointer.X, current._pointer.Y));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnButton(nint window, int button, int action, int modifiers)
    {
        // Where the last move ended: glfwGetCursorPos says where the pointer is by now, which after a slow frame is the end of a drag.
        if (s_current?._pointer is var (px, py))
            Happened(new(action == 0 ? InputKind.ButtonUp : InputKind.ButtonDown, px, py, button, Modifiers: Modifiers(modifiers)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnWheel(nint window, double x, double y) => Happened(new(InputKind.Wheel, (float)x, (float)y));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnKey(nint window, int code, int scan, int action, int modifiers)
    {
        string? letter = code is >= 32 and <= 162 ? Marshal.PtrToStringUTF8((nint)glfwGetKeyName(code, scan)) : null;
        Happened(new(action == 0 ? InputKind.KeyUp : InputKind.KeyDown, Key: KeyOf(code, letter), Modifiers: Modifiers(modifiers)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnText(nint window, uint character) => Happened(new(InputKind.Text, Code: (int)character));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnResized(nint window, int width, int height) => Happened(new(InputKind.Resized, Math.Max(1, width), Math.Max(1, height)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnExposed(nint window) => Happened(new(InputKind.Exposed));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnFocus(nint window, int focused)
    {
        if (focused == 0) Happened(new(InputKind.FocusLost));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnClose(nint window) => Happened(new(InputKind.CloseAsked));
}
