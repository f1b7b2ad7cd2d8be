using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using TerritoryTwin.Core;

namespace TerritoryTwin.Viewer.Windowing;

/// <summary>A context without a display or window, through EGL: Mesa's surfaceless platform, else the first device that works.</summary>
public sealed unsafe class EglContext : IGraphicsContext
{
    private const string Library = "libEGL.so.1";
    private const uint SurfacelessPlatform = 0x31DD, DevicePlatform = 0x313F, OpenGlApi = 0x30A2;
    private const int None = 0x3038, MostDevices = 16;

    private readonly nint _display, _context;

    /// <summary>Makes a context current on this thread.</summary>
    /// <exception cref="TerritoryException">There is no EGL, or no driver of OpenGL 3.3 that works without a display.</exception>
    public EglContext()
    {
        if (!NativeLibrary.TryLoad(Library, out _))
            throw new TerritoryException($"viewer: {Library} is not installed; it draws without a display. On Debian and Ubuntu: `apt install libegl1 libgl1-mesa-dri`.");
        foreach (nint display in Displays())
        {
            _context = Context(display);
            _display = display;
            if (_context != 0) break;
        }
        if (_context == 0)
            throw new TerritoryException(
                $"viewer: no graphics driver works without a display (last EGL error 0x{eglGetError():X}). On Debian and Ubuntu, software drawing comes with "
                + "`apt install libegl1 libgl1-mesa-dri`; it needs OpenGL 3.3.");
        Gl = GL.GetApi(eglGetProcAddress);
    }

    /// <inheritdoc/>
    public GL Gl { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Gl.Dispose();
        eglMakeCurrent(_display, 0, 0, 0);
        eglDestroyContext(_display, _context);
    }

    private static IEnumerable<nint> Displays()
    {
        yield return Display(SurfacelessPlatform, 0);
        foreach (nint device in Devices()) yield return Display(DevicePlatform, device);
    }

    private static nint Display(uint platform, nint native)
    {
        var get = (delegate* unmanaged<uint, nint, int*, nint>)eglGetProcAddress("eglGetPlatformDisplayEXT");
        return get == null ? 0 : get(platform, native, null);
    }

    private static nint[] Devices()
    {
        var query = (delegate* unmanaged<int, nint*, int*, int>)eglGetProcAddress("eglQueryDevicesEXT");
        if (query == null) return [];
        nint* devices = stackalloc nint[MostDevices];
        int count = 0;
        return query(MostDevices, devices, &count) == 0 ? [] : new ReadOnlySpan<nint>(devices, count).ToArray();
    }

    // A core context of 3.3, current without any surface; 0 when the display cannot.
    private static nint Context(nint display)
    {
        if (display == 0 || eglInitialize(display, out _, out _) == 0 || eglBindAPI(OpenGlApi) == 0) return 0;
        int* wanted = stackalloc int[] { 0x3033, 0, 0x3040, 8, None };                      // any surface, OpenGL
        nint config;
        if (eglChooseConfig(display, wanted, &config, 1, out int found) == 0 || found == 0) return 0;
        int* version = stackalloc int[] { 0x3098, 3, 0x30FB, 3, 0x30FD, 1, None };          // major, minor, core profile
        nint context = eglCreateContext(display, config, 0, version);
        if (context == 0 || eglMakeCurrent(display, 0, 0, context) != 0) return context;
        eglDestroyContext(display, context);
        return 0;
    }

    [DllImport(Library)] private static extern nint eglGetProcAddress([MarshalAs(UnmanagedType.LPUTF8Str)] string name);
    [DllImport(Library)] private static extern int eglInitialize(nint display, out int major, out int minor);
    [DllImport(Library)] private static extern int eglBindAPI(uint api);
    [DllImport(Library)] private static extern int eglChooseConfig(nint display, int* attributes, nint* configs, int room, out int count);
    [DllImport(Library)] private static extern nint eglCreateContext(nint display, nint config, nint share, int* attributes);
    [DllImport(Library)] private static extern int eglDestroyContext(nint display, nint context);
    [DllImport(Library)] private static extern int eglMakeCurrent(nint display, nint draw, nint read, nint context);
    [DllImport(Library)] private static extern int eglGetError();
}
