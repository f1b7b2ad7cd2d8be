using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Windowing;

/// <summary>A window on Windows, through user32, gdi32 and WGL. Compiled everywhere; not yet run on a Windows machine. One at a time.</summary>
public sealed unsafe partial class Win32Window : IWindow
{
    private const string ClassName = "TerritoryTwin";
    private static Win32Window? s_current;

    private readonly nint _instance = GetModuleHandleW(0), _openGl, _window, _device, _context;
    private readonly Queue<InputEvent> _happened = new();
    private readonly Win32Messages _messages = new();
    private readonly WindowProcedure _procedure = OnMessage;                              // kept alive for the window class
    private Rect _windowed;
    private bool _fullScreen;

    /// <summary>Opens a window with a current 3.3 core context.</summary>
    /// <exception cref="TerritoryException">The driver does not offer OpenGL 3.3.</exception>
    public Win32Window(string title, int width, int height, bool hidden = false)
    {
        if (s_current != null) throw new InvalidOperationException("one window at a time");
        s_current = this;
        SetProcessDpiAwarenessContext(PerMonitorAware);
        _openGl = NativeLibrary.Load("opengl32.dll");
        Register();
        (nint attributes, nint swap) = Extensions();
        var create = (delegate* unmanaged<nint, nint, int*, nint>)attributes;
        var interval = (delegate* unmanaged<int, int>)swap;
        _window = Create(title, width, height);
        _device = GetDC(_window);
        SetPixels(_device);
        int* wanted = stackalloc int[] { 0x2091, 3, 0x2092, 3, 0x9126, 1, 0 };              // major, minor, core profile
        _context = create == null ? 0 : create(_device, 0, wanted);
        if (_context == 0 || wglMakeCurrent(_device, _context) == 0)
        {
            Dispose();
            throw new TerritoryException("viewer: the graphics driver does not offer OpenGL 3.3. Install the driver of the card's maker, or put Mesa's opengl32.dll beside the program to draw on the processor.");
        }
        Gl = GL.GetApi(Address);
        if (interval != null) _ = interval(1);
        if (!hidden) ShowWindow(_window, ShowNormal);
    }

    /// <inheritdoc/>
    public GL Gl { get; }

    /// <inheritdoc/>
    public (int Width, int Height) Framebuffer
    {
        get
        {
            GetClientRect(_window, out Rect r);
            return (Math.Max(1, r.Right - r.Left), Math.Max(1, r.Bottom - r.Top));
        }
    }

    // Functions of OpenGL 1.1 are exports of opengl32.dll; WGL knows only the later ones, and answers −1 to 3 for those it does not know.
    private nint Address(string function)
    {
        nint found = wglGetProcAddress(function);
        if (found is not (>= -1 and <= 3)) return found;
        return NativeLibrary.TryGetExport(_openGl, function, out nint export) ? export : 0;
    }

    /// <inheritdoc/>
    public void Wait(double seconds, Queue<InputEvent> into)
    {
        if (seconds > 0 && _happened.Count == 0) _ = MsgWaitForMultipleObjectsEx(0, 0, (uint)Math.Min(1000 * seconds, int.MaxValue), AllInput, InputAvailable);
        while (PeekMessageW(out Message message, 0, 0, 0, Remove) != 0)
        {
            TranslateMessage(in message);
            DispatchMessageW(in message);
        }
        while (_happened.TryDequeue(out InputEvent happened)) into.Enqueue(happened);
    }

    /// <inheritdoc/>
    public void Wake() => PostMessageW(_window, 0, 0, 0);

    /// <inheritdoc/>
    public void Swap() => SwapBuffers(_device);

    /// <inheritdoc/>
    public void SetSize(int width, int height)
    {
        Rect r = new() { Right = Math.Max(1, width), Bottom = Math.Max(1, height) };
        AdjustWindowRect(ref r, Overlapped, 0);
        SetWindowPos(_window, 0, 0, 0, r.Right - r.Left, r.Bottom - r.Top, KeepPlace);
    }

    /// <inheritdoc/>
    public void SetFullScreen(bool on)
    {
        if (on == _fullScreen) return;
        _fullScreen = on;
        if (on) GetWindowRect(_window, out _windowed);
        MonitorInfo monitor = new() { Bytes = (uint)sizeof(MonitorInfo) };
        GetMonitorInfoW(MonitorFromWindow(_window, NearestMonitor), ref monitor);
        Rect place = on ? monitor.Whole : _windowed;
        SetWindowLongPtrW(_window, StyleIndex, (nint)(on ? Popup | Visible : Overlapped | Visible));
        SetWindowPos(_window, 0, place.Left, place.Top, place.Right - place.Left, place.Bottom - place.Top, FrameChanged);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (s_current != this) return;
        s_current = null;
        Gl?.Dispose();
        wglMakeCurrent(0, 0);
        if (_context != 0) wglDeleteContext(_context);
        if (_window != 0) DestroyWindow(_window);
        UnregisterClassW(ClassName, _instance);
    }

    private void Register()
    {
        fixed (char* name = ClassName)
        {
            WindowClass @class = new()
            {
                Bytes = (uint)sizeof(WindowClass), Style = OwnDevice, Instance = _instance, Name = name,
                Procedure = Marshal.GetFunctionPointerForDelegate(_procedure), Cursor = LoadCursorW(0, Arrow),
            };
            RegisterClassExW(in @class);
        }
    }

    private nint Create(string title, int width, int height)
    {
        Rect r = new() { Right = Math.Max(1, width), Bottom = Math.Max(1, height) };
        AdjustWindowRect(ref r, Overlapped, 0);
        return CreateWindowExW(0, ClassName, title, Overlapped, UseDefault, UseDefault, r.Right - r.Left, r.Bottom - r.Top, 0, 0, _instance, 0);
    }

    // The functions that make a modern context are only known while an old one is current: a throw-away window lends its own.
    private (nint CreateContext, nint SwapInterval) Extensions()
    {
        nint window = Create("", 1, 1), device = GetDC(window);
        SetPixels(device);
        nint context = wglCreateContext(device);
        wglMakeCurrent(device, context);
        nint create = wglGetProcAddress("wglCreateContextAttribsARB"), interval = wglGetProcAddress("wglSwapIntervalEXT");
        wglMakeCurrent(0, 0);
        wglDeleteContext(context);
        DestroyWindow(window);
        return (create, interval);
    }

    private static void SetPixels(nint device)
    {
        PixelFormat format = new() { Bytes = (ushort)sizeof(PixelFormat), Version = 1, Flags = DrawToWindow | SupportOpenGl | DoubleBuffer, ColorBits = 32 };
        _ = SetPixelFormat(device, ChoosePixelFormat(device, in format), in format);
    }

    private static KeyModifiers Held => Down(0x10, KeyModifiers.Shift) | Down(0x11, KeyModifiers.Control) | Down(0x12, KeyModifiers.Alt);

    private static KeyModifiers Down(int key, KeyModifiers modifier) => GetKeyState(key) < 0 ? modifier : KeyModifiers.None;

    private static nint OnMessage(nint window, uint message, nint w, nint l)
    {
        Win32Window? current = s_current;
        if (current == null || window != current._window) return DefWindowProcW(window, message, w, l);
        if (current._messages.Decode(message, w, l, Held) is { } happened) current._happened.Enqueue(happened);
        switch (message)
        {
            case Win32Messages.Close:                                  // who owns the window decides
                return 0;
            case Win32Messages.LeftDown or Win32Messages.RightDown or Win32Messages.MiddleDown:
                SetCapture(window);                                    // a drag goes on outside the window
                return 0;
            case Win32Messages.LeftUp or Win32Messages.RightUp or Win32Messages.MiddleUp:
                ReleaseCapture();
                return 0;
            default:
                return DefWindowProcW(window, message, w, l);
        }
    }
}
