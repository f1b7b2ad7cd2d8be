using System.Runtime.InteropServices;

namespace TerritoryTwin.Viewer.Windowing;

// What of GLFW 3.3 is called.
public sealed unsafe partial class GlfwWindow
{
    private const string Library = "libglfw.so.3";
    private const int ContextVersionMajor = 0x22002, ContextVersionMinor = 0x22003, OpenGlForwardCompatible = 0x22006, OpenGlProfile = 0x22008, CoreProfile = 0x32001;
    private const int DepthBits = 0x21005, StencilBits = 0x21006, ScaleToMonitor = 0x2200C, AutoIconify = 0x20006;

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct VideoMode
    {
        public readonly int Width, Height, RedBits, GreenBits, BlueBits, RefreshRate;
    }

    [DllImport(Library)] private static extern int glfwInit();
    [DllImport(Library)] private static extern void glfwTerminate();
    [DllImport(Library)] private static extern int glfwGetError(byte** description);
    [DllImport(Library)] private static extern void glfwDefaultWindowHints();
    [DllImport(Library)] private static extern void glfwWindowHint(int hint, int value);
    [DllImport(Library)] private static extern nint glfwCreateWindow(int width, int height, [MarshalAs(UnmanagedType.LPUTF8Str)] string title, nint monitor, nint share);
    [DllImport(Library)] private static extern void glfwDestroyWindow(nint window);
    [DllImport(Library)] private static extern void glfwGetWindowPos(nint window, int* x, int* y);
    [DllImport(Library)] private static extern void glfwSetWindowSize(nint window, int width, int height);
    [DllImport(Library)] private static extern void glfwGetWindowSize(nint window, int* width, int* height);
    [DllImport(Library)] private static extern void glfwGetFramebufferSize(nint window, int* width, int* height);
    [DllImport(Library)] private static extern nint glfwGetWindowMonitor(nint window);
    [DllImport(Library)] private static extern nint glfwGetPrimaryMonitor();
    [DllImport(Library)] private static extern VideoMode* glfwGetVideoMode(nint monitor);
    [DllImport(Library)] private static extern void glfwSetWindowMonitor(nint window, nint monitor, int x, int y, int width, int height, int refreshRate);
    [DllImport(Library)] private static extern void glfwMakeContextCurrent(nint window);
    [DllImport(Library)] private static extern nint glfwGetProcAddress([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
    [DllImport(Library)] private static extern void glfwSwapInterval(int interval);
    [DllImport(Library)] private static extern void glfwSwapBuffers(nint window);
    [DllImport(Library)] private static extern void glfwPollEvents();
    [DllImport(Library)] private static extern void glfwWaitEventsTimeout(double seconds);
    [DllImport(Library)] private static extern void glfwPostEmptyEvent();
    [DllImport(Library)] private static extern byte* glfwGetKeyName(int key, int scan);
    [DllImport(Library)] private static extern nint glfwSetCursorPosCallback(nint window, delegate* unmanaged[Cdecl]<nint, double, double, void> callback);
    [DllImport(Library)] private static extern nint glfwSetMouseButtonCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, int, int, void> callback);
    [DllImport(Library)] private static extern nint glfwSetScrollCallback(nint window, delegate* unmanaged[Cdecl]<nint, double, double, void> callback);
    [DllImport(Library)] private static extern nint glfwSetKeyCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, int, int, int, void> callback);
    [DllImport(Library)] private static extern nint glfwSetCharCallback(nint window, delegate* unmanaged[Cdecl]<nint, uint, void> callback);
    [DllImport(Library)] private static extern nint glfwSetFramebufferSizeCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, int, void> callback);
    [DllImport(Library)] private static extern nint glfwSetWindowRefreshCallback(nint window, delegate* unmanaged[Cdecl]<nint, void> callback);
    [DllImport(Library)] private static extern nint glfwSetWindowFocusCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, void> callback);
    [DllImport(Library)] private static extern nint glfwSetWindowCloseCallback(nint window, delegate* unmanaged[Cdecl]<nint, void> callback);
}
