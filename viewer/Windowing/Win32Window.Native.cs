using System.Runtime.InteropServices;

namespace TerritoryTwin.Viewer.Windowing;

// What of Windows is called.
public sealed unsafe partial class Win32Window
{
    private const uint OwnDevice = 0x20, Overlapped = 0x00CF0000, Popup = 0x80000000, Visible = 0x10000000, AllInput = 0x04FF, InputAvailable = 4, Remove = 1;
    private const uint DrawToWindow = 4, SupportOpenGl = 0x20, DoubleBuffer = 1, NearestMonitor = 2, FrameChanged = 0x20, KeepPlace = 6;
    private const int UseDefault = unchecked((int)0x80000000), ShowNormal = 1, StyleIndex = -16;
    private const nint Arrow = 32512, PerMonitorAware = -4;

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    private delegate nint WindowProcedure(nint window, uint message, nint w, nint l);

    [StructLayout(LayoutKind.Sequential)]
    private struct Rect
    {
        public int Left, Top, Right, Bottom;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct MonitorInfo
    {
        public uint Bytes;
        public Rect Whole, Work;
        public uint Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public nint Window;
        public uint Number;
        public nint W, L;
        public uint Time;
        public int X, Y;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowClass
    {
        public uint Bytes, Style;
        public nint Procedure;
        public int ClassExtra, WindowExtra;
        public nint Instance, Icon, Cursor, Background;
        public char* Menu, Name;
        public nint SmallIcon;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PixelFormat
    {
        public ushort Bytes, Version;
        public uint Flags;
        public byte Type, ColorBits;
        public fixed byte Unused[16];                                  // channels, depth, stencil, layers: as the driver likes
        public fixed uint Masks[3];
    }

    [DllImport("kernel32.dll")] private static extern nint GetModuleHandleW(nint name);
    [DllImport("user32.dll")] private static extern ushort RegisterClassExW(in WindowClass @class);
    [DllImport("user32.dll", CharSet = CharSet.Unicode)] private static extern int UnregisterClassW(string name, nint instance);
    [DllImport("user32.dll", CharSet = CharSet.Unicode)]
    private static extern nint CreateWindowExW(uint extra, string @class, string title, uint style, int x, int y, int width, int height, nint parent, nint menu, nint instance, nint data);
    [DllImport("user32.dll")] private static extern int DestroyWindow(nint window);
    [DllImport("user32.dll")] private static extern int ShowWindow(nint window, int how);
    [DllImport("user32.dll")] private static extern nint DefWindowProcW(nint window, uint message, nint w, nint l);
    [DllImport("user32.dll")] private static extern int PeekMessageW(out Message message, nint window, uint first, uint last, uint how);
    [DllImport("user32.dll")] private static extern int TranslateMessage(in Message message);
    [DllImport("user32.dll")] private static extern nint DispatchMessageW(in Message message);
    [DllImport("user32.dll")] private static extern int PostMessageW(nint window, uint message, nint w, nint l);
    [DllImport("user32.dll")] private static extern uint MsgWaitForMultipleObjectsEx(uint count, nint handles, uint milliseconds, uint wakeMask, uint flags);
    [DllImport("user32.dll")] private static extern nint GetDC(nint window);
    [DllImport("user32.dll")] private static extern int GetClientRect(nint window, out Rect rect);
    [DllImport("user32.dll")] private static extern int GetWindowRect(nint window, out Rect rect);
    [DllImport("user32.dll")] private static extern int AdjustWindowRect(ref Rect rect, uint style, int menu);
    [DllImport("user32.dll")] private static extern nint MonitorFromWindow(nint window, uint how);
    [DllImport("user32.dll")] private static extern int GetMonitorInfoW(nint monitor, ref MonitorInfo info);
    [DllImport("user32.dll")] private static extern nint SetWindowLongPtrW(nint window, int index, nint value);
    [DllImport("user32.dll")] private static extern int SetWindowPos(nint window, nint after, int x, int y, int width, int height, uint flags);
    [DllImport("user32.dll")] private static extern nint LoadCursorW(nint instance, nint name);
    [DllImport("user32.dll")] private static extern nint SetCapture(nint window);
    [DllImport("user32.dll")] private static extern int ReleaseCapture();
    [DllImport("user32.dll")] private static extern short GetKeyState(int key);
    [DllImport("user32.dll")] private static extern int SetProcessDpiAwarenessContext(nint context);
    [DllImport("gdi32.dll")] private static extern int ChoosePixelFormat(nint device, in PixelFormat format);
    [DllImport("gdi32.dll")] private static extern int SetPixelFormat(nint device, int number, in PixelFormat format);
    [DllImport("gdi32.dll")] private static extern int SwapBuffers(nint device);
    [DllImport("opengl32.dll")] private static extern nint wglCreateContext(nint device);
    [DllImport("opengl32.dll")] private static extern int wglDeleteContext(nint context);
    [DllImport("opengl32.dll")] private static extern int wglMakeCurrent(nint device, nint context);
    [DllImport("opengl32.dll", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint wglGetProcAddress(string name);
}
